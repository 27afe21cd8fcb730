//! Which statement supports, attacks, grants or answers which.

use super::{
    moves::{Move, Moves},
    words::Table,
};
use crate::{map::StatementKind, source::BlockKind};
use StatementKind::{Claim, Concession, Crux, Definition, Evidence, Premise, Proposal, Question};
use std::collections::BTreeSet;

/// What a statement does to another, as in annotation files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LinkKind {
    Supports,
    EvidenceFor,
    Attacks,
    Concedes,
    Answers,
    QuotesReply,
    CruxFor,
    Restates,
}

impl LinkKind {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::EvidenceFor => "evidence_for",
            Self::Attacks => "attacks",
            Self::Concedes => "concedes",
            Self::Answers => "answers",
            Self::QuotesReply => "quotes_reply",
            Self::CruxFor => "crux_for",
            Self::Restates => "restates",
        }
    }
}

/// A link between two statements.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub from: usize,
    pub to: usize,
    pub kind: LinkKind,
    pub confidence: f32,
    /// Why, in words.
    pub says: &'static str,
    /// The next targets, best first, two at most.
    pub others: Vec<Other>,
}

/// A target that a link might have instead.
#[derive(Clone, Copy, Debug)]
pub(super) struct Other {
    pub to: usize,
    pub kind: LinkKind,
    pub confidence: f32,
}

/// A candidate for what a statement answers.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    at: usize,
    /// How well it fits.
    score: f32,
    /// How much both have in common.
    shared: f32,
}

/// So many statements of the comment answered are looked at.
const CANDIDATES: usize = 60;

/// Finds the links of a thread.
pub(super) fn find(moves: &Moves<'_>) -> Vec<Link> {
    let mut finder = Finder { moves, rarity: rarity(moves), found: Vec::new(), seen: BTreeSet::new() };
    for (comment, range) in moves.of.iter().enumerate() {
        finder.comment(comment, &range.clone().collect::<Vec<_>>());
    }
    finder.found
}

/// How much two statements that share a word have in common: the rarer the word, the more.
fn rarity(moves: &Moves<'_>) -> Table<u64, f32> {
    let mut times: Table<u64, u32> = Table::default();
    for it in &moves.all {
        for &word in &it.subject {
            *times.entry(word).or_default() += 1;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a weight needs no more digits")]
    let all = moves.all.len() as f32 + 1.0;
    #[expect(clippy::cast_precision_loss, reason = "a weight needs no more digits")]
    times.into_iter().map(|(word, times)| (word, (all / times as f32).ln().max(0.0))).collect()
}

struct Finder<'a> {
    moves: &'a Moves<'a>,
    rarity: Table<u64, f32>,
    found: Vec<Link>,
    seen: BTreeSet<(usize, usize, LinkKind)>,
}

/// How an answer goes on: what it answers and what it did so far.
struct Answer<'a> {
    /// The statements of the comment replied to.
    parent: &'a [usize],
    /// The words quoted last.
    quoted: Vec<usize>,
    /// Something was said to them.
    answered: bool,
    /// Points are being granted, and nothing turned against them yet.
    granting: bool,
    /// A stand was taken.
    stood: bool,
    attacks: usize,
}

impl<'a> Answer<'a> {
    fn to(parent: &'a [usize]) -> Self {
        Self { parent, quoted: Vec::new(), answered: false, granting: false, stood: false, attacks: 0 }
    }
}

impl Finder<'_> {
    fn link(&mut self, from: usize, to: usize, kind: LinkKind, confidence: f32, says: &'static str) {
        if self.moves.original(from) != self.moves.original(to) && self.seen.insert((from, to, kind)) {
            self.found.push(Link { from, to, kind, confidence, says, others: Vec::new() });
        }
    }

    /// Links to the best of the `ranked` targets, and keeps the next two.
    fn link_best(&mut self, from: usize, ranked: &[Candidate], kind: LinkKind, confidence: f32, says: &'static str) {
        let known = self.found.len();
        self.link(from, ranked[0].at, kind, confidence, says);
        let Some(link) = self.found.get_mut(known) else { return };
        // A quote and what it quotes are one target.
        let mut seen = vec![self.moves.original(from), self.moves.original(ranked[0].at)];
        for it in &ranked[1..] {
            let original = self.moves.original(it.at);
            if link.others.len() < 2 && !seen.contains(&original) {
                seen.push(original);
                // A guess: each point by which a target fits worse takes a third off.
                let worse = (2.0_f32 / 3.0).powf(ranked[0].score - it.score).min(1.0);
                link.others.push(Other { to: it.at, kind, confidence: confidence * worse });
            }
        }
    }

    fn get(&self, index: usize) -> &Move {
        &self.moves.all[index]
    }

    fn comment(&mut self, comment: usize, all: &[usize]) {
        let parent = self.candidates(comment);
        let mut answer = Answer::to(&parent);
        for (place, &at) in all.iter().enumerate() {
            if self.get(at).is_quoted() {
                let goes_on = place > 0 && self.get(all[place - 1]).is_quoted();
                let quoted = if goes_on { std::mem::take(&mut answer.quoted) } else { Vec::new() };
                answer = Answer { quoted, ..Answer::to(&parent) };
                if answer.quoted.len() < CANDIDATES {
                    answer.quoted.push(at);
                }
                if let Some(original) = self.get(at).quote_of {
                    self.link(at, original, LinkKind::Restates, 0.95, "quotes it");
                }
                continue;
            }
            if !answer.answered
                && let Some(&quote) = answer.quoted.last()
            {
                self.link(at, quote, LinkKind::QuotesReply, 0.9, "stands right after the quote");
                if self.get(quote).kind == Question
                    && matches!(self.get(at).kind, Claim | Premise | Evidence | Concession)
                {
                    self.link(at, quote, LinkKind::Answers, 0.7, "answers the question quoted");
                }
            }
            self.inside(all, place);
            self.across(at, &mut answer);
            answer.answered = true;
        }
    }

    /// What a comment may answer: the statements of the comment it replies to, of that one's parent, and of the first.
    fn candidates(&self, comment: usize) -> Vec<usize> {
        let above = |it: usize| self.moves.parents[it];
        let mut comments = Vec::new();
        if let Some(parent) = above(comment) {
            comments.push(parent);
            comments.extend(above(parent));
            let own = self.moves.thread.comments[comment].author.as_ref();
            // Nobody argues against himself.
            comments.retain(|&it| it == parent || self.moves.thread.comments[it].author.as_ref() != own);
        }
        let all = comments.into_iter().flat_map(|it| self.moves.of[it].clone());
        all.filter(|&it| !self.get(it).is_quoted() && self.get(it).is_contestable()).take(CANDIDATES).collect()
    }

    /// Links within a comment: reasons and evidence to what they are given for, cruxes to what hangs on them.
    fn inside(&mut self, all: &[usize], place: usize) {
        let at = all[place];
        match self.get(at).kind {
            Premise | Evidence | Definition => self.reason(all, place),
            Claim | Proposal if self.get(at).concludes || self.get(at).kind == Proposal => {
                let paragraph = self.get(at).segment.paragraph;
                let near = |it: &usize| !self.get(*it).is_quoted() && self.get(*it).segment.paragraph == paragraph;
                let before =
                    all[..place].iter().rev().take(4).copied().filter(near).find(|&it| self.get(it).kind == Claim);
                if let Some(before) = before {
                    self.link(before, at, LinkKind::Supports, 0.45, "a conclusion follows the claim");
                }
            }
            Crux => {
                let mut before = all[..place].iter().rev().take(CANDIDATES).copied();
                let quoted = before.clone().find(|&it| self.get(it).is_quoted());
                let own = before.find(|&it| !self.get(it).is_quoted() && matches!(self.get(it).kind, Claim | Proposal));
                let target = if self.get(at).conditional { own.or(quoted) } else { quoted.or(own) };
                if let Some(target) = target {
                    self.link(at, target, LinkKind::CruxFor, 0.6, "the claim before hangs on it");
                }
            }
            Question => {
                let next = all.get(place + 1).copied();
                if let Some(next) = next
                    && !self.get(next).is_quoted()
                    && matches!(self.get(next).kind, Claim | Evidence | Concession)
                    && self.get(next).segment.paragraph.abs_diff(self.get(at).segment.paragraph) <= 1
                {
                    self.link(next, at, LinkKind::Answers, 0.4, "follows the question");
                }
            }
            _ => {}
        }
    }

    /// Links a reason or a piece of evidence to the claims around it: the one before, the conclusion after it, or the
    /// one that follows at once.
    fn reason(&mut self, all: &[usize], place: usize) {
        let at = all[place];
        let kind = if self.get(at).kind == Evidence { LinkKind::EvidenceFor } else { LinkKind::Supports };
        let around = self.claims_around(all, place);
        let back = self.claim_before(all, place);
        let ahead = self.conclusion_after(all, place);
        let next = all.get(place + 1).copied().filter(|&it| {
            let next = self.get(it);
            !next.is_quoted()
                && !next.turns
                && matches!(next.kind, Claim | Proposal)
                && next.segment.paragraph == self.get(at).segment.paragraph
        });
        if let Some(it) = ahead {
            self.link(at, it, kind, 0.6, "the conclusion follows");
        }
        if let Some(it) = back {
            self.link(at, it, kind, 0.5, "stands after the claim");
        }
        if let Some(it) = next.filter(|_| kind == LinkKind::EvidenceFor || back.is_none() || self.get(at).turns) {
            self.link(at, it, kind, 0.45, "stands right before the claim");
        }
        if ahead.is_none() && back.is_none() && next.is_none() {
            let granted = || {
                all[..place].last().copied().filter(|&it| !self.get(it).is_quoted() && self.get(it).kind == Concession)
            };
            if let Some(it) = granted().or(around.first().copied()) {
                self.link(at, it, kind, 0.4, "the nearest claim");
            }
        }
        self.keep_others(at, &around);
    }

    /// Keeps the nearest two of these claims, which `from` is not linked to, as other targets of its last link.
    fn keep_others(&mut self, from: usize, claims: &[usize]) {
        let seen = &self.seen;
        let Some(link) = self.found.last_mut().filter(|it| it.from == from) else { return };
        let free = claims.iter().filter(|&&it| it != from && !seen.contains(&(from, it, link.kind)));
        // A guess: the next one is half as likely, and the one after it half of that.
        let shares = [0.5, 0.25].map(|it| it * link.confidence);
        link.others = free.zip(shares).map(|(&to, confidence)| Other { to, kind: link.kind, confidence }).collect();
    }

    /// Whether a statement is something its writer argues for.
    fn is_own_claim(&self, at: usize) -> bool {
        !self.get(at).is_quoted() && matches!(self.get(at).kind, Claim | Proposal | Crux)
    }

    /// The claims of the comment that a reason may be given for: the nearest two before, the next one, the first.
    fn claims_around(&self, all: &[usize], place: usize) -> Vec<usize> {
        let fits = |it: &usize| self.is_own_claim(*it);
        let mut found: Vec<usize> = all[..place].iter().rev().copied().filter(fits).take(2).collect();
        found.extend(self.claim_after(all, place));
        found.extend(all[..place].iter().copied().find(fits));
        let mut seen = BTreeSet::new();
        found.retain(|&it| seen.insert(it));
        found
    }

    /// The nearest claim before, in the same paragraph; for items of a list, in the lines before it.
    fn claim_before(&self, all: &[usize], place: usize) -> Option<usize> {
        let paragraph = self.get(all[place]).segment.paragraph;
        let item = self.get(all[place]).segment.kind == BlockKind::Item;
        let reach = if item { 8 } else { CANDIDATES };
        let same = |it: &usize| item || self.get(*it).segment.paragraph == paragraph;
        all[..place].iter().rev().copied().take(reach).take_while(same).find(|&it| self.is_own_claim(it))
    }

    /// The conclusion that a run of reasons leads to: it says so, or it is the crux at the end.
    fn conclusion_after(&self, all: &[usize], place: usize) -> Option<usize> {
        let paragraph = self.get(all[place]).segment.paragraph;
        for &it in all[place + 1..].iter().take(6) {
            let next = self.get(it);
            if next.is_quoted() || next.segment.paragraph.abs_diff(paragraph) > 1 {
                return None;
            }
            if next.concludes && matches!(next.kind, Claim | Proposal | Concession)
                || next.kind == Crux && next.segment.paragraph == paragraph
            {
                return Some(it);
            }
            if matches!(next.kind, Claim | Proposal) {
                return None;
            }
        }
        None
    }

    fn claim_after(&self, all: &[usize], place: usize) -> Option<usize> {
        let ahead = all[place + 1..].iter().copied().take(6).take_while(|&it| !self.get(it).is_quoted());
        ahead.into_iter().find(|&it| matches!(self.get(it).kind, Claim | Proposal | Crux | Concession))
    }

    /// Links to what a comment answers: the words quoted last, else the comment replied to.
    fn across(&mut self, at: usize, answer: &mut Answer<'_>) {
        let quoted = !answer.quoted.is_empty();
        let candidates: Vec<usize> = answer.quoted.iter().chain(answer.parent).copied().collect();
        if candidates.is_empty() {
            return;
        }
        if self.get(at).segment.kind == BlockKind::Note {
            return;
        }
        let first = !answer.stood;
        // The first stand is taken against the quote; later ones may turn to other words of the same comment.
        let mut ranked = self.ranked(at, &candidates, &answer.quoted);
        if quoted && first {
            ranked.sort_by_key(|it| !answer.quoted.contains(&it.at));
        }
        let shared = ranked[0].shared;
        let it = self.get(at);
        let turns = it.turns;
        answer.granting = match it.kind {
            Concession => true,
            Claim | Question | Crux => answer.granting && !turns,
            _ => answer.granting,
        };
        match it.kind {
            Concession => {
                self.link_best(at, &ranked, LinkKind::Concedes, 0.6, "grants what it answers");
            }
            Claim | Question | Premise => {
                let stands = it.kind == Claim || it.kind == Question && (first || shared > 3.0) || quoted && first;
                let marked = answer.quoted.last().is_some_and(|&it| self.get(it).speaker_confidence > 0.7);
                let near = shared > 3.5 || (turns || it.addresses) && shared > 1.0;
                let close = first && (quoted || it.opposes || shared > 1.5)
                    || near
                    || quoted && marked && answer.parent.is_empty() && answer.attacks < 4;
                if stands && close && !answer.granting {
                    answer.attacks += 1;
                    let confidence = (0.35 + shared / 30.0).min(0.7) + if quoted { 0.1 } else { 0.0 };
                    let says = if quoted { "answers the quote" } else { "another writer's answer" };
                    self.link_best(at, &ranked, LinkKind::Attacks, confidence, says);
                }
                answer.stood |= matches!(self.get(at).kind, Claim | Premise | Question);
            }
            Crux if !self.found.iter().rev().take(8).any(|it| it.from == at && it.kind == LinkKind::CruxFor) => {
                self.link_best(at, &ranked, LinkKind::CruxFor, 0.5, "what it answers hangs on it");
            }
            _ => {}
        }
    }

    /// The `candidates`, best first: those with most in common, claims before others.
    fn ranked(&self, at: usize, candidates: &[usize], quoted: &[usize]) -> Vec<Candidate> {
        let rank = |&it: &usize| {
            let (ours, theirs) = (&self.get(at).subject, &self.get(it).subject);
            let both = theirs.iter().filter(|it| ours.binary_search(it).is_ok());
            // A number that both name ties them more than a word.
            let weight = |it: &u64| self.rarity.get(it).copied().unwrap_or(0.0) * if it & 1 == 1 { 2.0 } else { 1.0 };
            let shared: f32 = both.map(weight).sum();
            // A long statement shares words by chance.
            #[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
            let shared = shared / (1.0 + theirs.len() as f32 / 16.0);
            let kind = match self.get(it).kind {
                Claim | Proposal => 1.5,
                Crux => 1.0,
                Premise => 0.8,
                Evidence => 0.2,
                _ => -0.5,
            };
            let main = if self.get(it).concludes { 0.7 } else { 0.0 };
            let chosen = if quoted.contains(&it) { 1.0 } else { 0.0 };
            // What stands two comments up is answered less often.
            let parent = self.moves.parents[self.get(at).segment.comment];
            let far = if chosen > 0.0 || Some(self.get(it).segment.comment) == parent { 0.0 } else { 1.0 };
            Candidate { at: it, score: shared + kind + main + chosen - far, shared }
        };
        let mut ranked: Vec<Candidate> = candidates.iter().map(rank).collect();
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
        ranked
    }
}
