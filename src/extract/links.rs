//! Which statement supports, attacks, grants or answers which.

use super::moves::{Move, Moves};
use crate::map::{Cue, StatementKind};
use StatementKind::{Claim, Concession, Crux, Definition, Evidence, Premise, Proposal, Question};
use std::collections::{BTreeSet, HashMap};

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
    pub cue: Cue,
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
fn rarity(moves: &Moves<'_>) -> HashMap<u64, f32> {
    let mut times: HashMap<u64, u32> = HashMap::new();
    for it in &moves.all {
        let words: BTreeSet<u64> = it.words.content().collect();
        for word in words {
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
    rarity: HashMap<u64, f32>,
    found: Vec<Link>,
    seen: BTreeSet<(usize, usize, LinkKind)>,
}

impl Finder<'_> {
    fn link(&mut self, from: usize, to: usize, kind: LinkKind, confidence: f32, words: &str, says: &str) {
        if self.moves.original(from) != self.moves.original(to) && self.seen.insert((from, to, kind)) {
            let cue = Cue { words: words.to_owned(), says: says.to_owned() };
            self.found.push(Link { from, to, kind, confidence, cue });
        }
    }

    fn get(&self, index: usize) -> &Move {
        &self.moves.all[index]
    }

    fn comment(&mut self, comment: usize, all: &[usize]) {
        let parent: Vec<usize> = self.moves.parents[comment].map_or(Vec::new(), |it| {
            let range = self.moves.of[it].clone();
            range.filter(|&it| !self.get(it).is_quoted() && self.get(it).is_contestable()).take(CANDIDATES).collect()
        });
        let mut quoted: Vec<usize> = Vec::new();
        let mut answered = false;
        let mut contrast = false;
        let mut attacks = 0;
        for (place, &at) in all.iter().enumerate() {
            if self.get(at).is_quoted() {
                let goes_on = place > 0 && self.get(all[place - 1]).is_quoted();
                if !goes_on {
                    quoted.clear();
                }
                quoted.push(at);
                (answered, contrast) = (false, false);
                if let Some(original) = self.get(at).quote_of {
                    self.link(at, original, LinkKind::Restates, 0.95, "", "quotes it");
                }
                continue;
            }
            if !answered && let Some(&quote) = quoted.last() {
                self.link(at, quote, LinkKind::QuotesReply, 0.9, "", "stands right after the quote");
                if self.get(quote).kind == Question
                    && matches!(self.get(at).kind, Claim | Premise | Evidence | Concession)
                {
                    self.link(at, quote, LinkKind::Answers, 0.7, "", "answers the question quoted");
                }
            }
            self.inside(all, place);
            self.across(at, &quoted, &parent, &mut contrast, &mut attacks);
            answered = true;
        }
    }

    /// Links within a comment: reasons and evidence to what they are given for, cruxes to what hangs on them.
    fn inside(&mut self, all: &[usize], place: usize) {
        let at = all[place];
        match self.get(at).kind {
            Premise | Evidence | Definition => {
                let kind = if self.get(at).kind == Evidence { LinkKind::EvidenceFor } else { LinkKind::Supports };
                let back = self.nearest_claim_before(all, place);
                let ahead = self.conclusion_after(all, place);
                match (back, ahead) {
                    (None, None) => {
                        if let Some(next) = self.claim_after(all, place) {
                            self.link(at, next, kind, 0.5, "", "stands before the claim");
                        }
                    }
                    (back, ahead) => {
                        if let Some(it) = ahead {
                            self.link(at, it, kind, 0.6, "", "the conclusion follows");
                        }
                        if let Some(it) = back {
                            self.link(at, it, kind, 0.5, "", "stands after the claim");
                        }
                    }
                }
            }
            Claim | Proposal if self.get(at).concludes || self.get(at).kind == Proposal => {
                let before = all[..place].iter().rev().take(3).copied().find(|&it| {
                    !self.get(it).is_quoted()
                        && self.get(it).kind == Claim
                        && self.get(it).segment.block == self.get(at).segment.block
                });
                if let Some(before) = before {
                    self.link(before, at, LinkKind::Supports, 0.45, "", "a conclusion follows the claim");
                }
            }
            Crux => {
                let own = all[..place]
                    .iter()
                    .rev()
                    .copied()
                    .find(|&it| !self.get(it).is_quoted() && matches!(self.get(it).kind, Claim | Proposal));
                let target = own.or_else(|| all[..place].iter().rev().copied().find(|&it| self.get(it).is_quoted()));
                if let Some(target) = target {
                    self.link(at, target, LinkKind::CruxFor, 0.6, "", "the claim before hangs on it");
                }
            }
            Question => {
                let next = all.get(place + 1).copied();
                if let Some(next) = next.filter(|&it| {
                    !self.get(it).is_quoted() && matches!(self.get(it).kind, Claim | Evidence | Concession)
                }) && self.get(next).segment.block.abs_diff(self.get(at).segment.block) <= 1
                {
                    self.link(next, at, LinkKind::Answers, 0.4, "", "follows the question");
                }
            }
            _ => {}
        }
    }

    fn nearest_claim_before(&self, all: &[usize], place: usize) -> Option<usize> {
        let block = self.get(all[place]).segment.block;
        let fits = |it: &usize| {
            !self.get(*it).is_quoted() && matches!(self.get(*it).kind, Claim | Proposal | Crux | Concession)
        };
        let mut same =
            all[..place].iter().rev().copied().take_while(|&it| self.get(it).segment.block == block).filter(fits);
        let any = same.next();
        any.filter(|&it| self.get(it).kind != Concession)
            .or_else(|| same.find(|&it| self.get(it).kind != Concession))
            .or(any)
            .or_else(|| {
                let item = matches!(self.get(all[place]).segment.kind, crate::source::BlockKind::Item);
                if item {
                    all[..place].iter().rev().copied().take(8).filter(fits).find(|&it| self.get(it).kind != Concession)
                } else {
                    None
                }
            })
    }

    fn conclusion_after(&self, all: &[usize], place: usize) -> Option<usize> {
        let block = self.get(all[place]).segment.block;
        for &it in all[place + 1..].iter().take(5) {
            let next = self.get(it);
            if next.is_quoted() || next.segment.block.abs_diff(block) > 1 {
                return None;
            }
            if next.concludes && matches!(next.kind, Claim | Proposal | Concession | Crux) {
                return Some(it);
            }
            if matches!(next.kind, Claim | Proposal) {
                return None;
            }
        }
        None
    }

    fn claim_after(&self, all: &[usize], place: usize) -> Option<usize> {
        all[place + 1..]
            .iter()
            .copied()
            .take(6)
            .take_while(|&it| !self.get(it).is_quoted())
            .find(|&it| matches!(self.get(it).kind, Claim | Proposal | Crux))
    }

    /// Links to what a comment answers: the words quoted last, else the comment replied to.
    fn across(&mut self, at: usize, quoted: &[usize], parent: &[usize], contrast: &mut bool, attacks: &mut usize) {
        let kind = self.get(at).kind;
        let candidates = if quoted.is_empty() { parent } else { quoted };
        if candidates.is_empty() {
            return;
        }
        let (best, shared) = self.best_target(at, candidates);
        let turns = self.get(at).words.starts_with("but") || self.get(at).words.has("still");
        *contrast |= turns;
        match kind {
            Concession => {
                self.link(at, best, LinkKind::Concedes, 0.6, "", "grants what it answers");
            }
            Claim | Question | Premise | Proposal => {
                let first = *attacks == 0;
                let sure = first && matches!(kind, Claim | Proposal)
                    || shared > 4.0 && matches!(kind, Claim | Question)
                    || turns && kind == Claim;
                if sure {
                    *attacks += 1;
                    let confidence = (0.35 + shared / 30.0).min(0.8) + if quoted.is_empty() { 0.0 } else { 0.1 };
                    let says = if quoted.is_empty() { "another writer's answer" } else { "answers the quote" };
                    self.link(at, best, LinkKind::Attacks, confidence, "", says);
                }
            }
            Crux if !self.found.iter().rev().take(8).any(|it| it.from == at && it.kind == LinkKind::CruxFor) => {
                self.link(at, best, LinkKind::CruxFor, 0.5, "", "what it answers hangs on it");
            }
            _ => {}
        }
    }

    /// The statement among `candidates` with most in common, claims first.
    fn best_target(&self, at: usize, candidates: &[usize]) -> (usize, f32) {
        let words: BTreeSet<u64> = self.get(at).words.content().collect();
        let mut best = (candidates[0], f32::MIN, 0.0);
        for (place, &it) in candidates.iter().enumerate() {
            let mut theirs: Vec<u64> = self.get(it).words.content().collect();
            theirs.sort_unstable();
            theirs.dedup();
            let shared: f32 = theirs
                .iter()
                .filter(|it| words.contains(it))
                .map(|it| self.rarity.get(it).copied().unwrap_or(0.0))
                .sum();
            let kind = match self.get(it).kind {
                Claim | Proposal => 1.5,
                Crux => 0.6,
                Premise => 0.4,
                _ => 0.0,
            };
            let main = if self.get(it).concludes { 0.7 } else { 0.0 };
            #[expect(clippy::cast_precision_loss, reason = "a place in a comment is small")]
            let late = 0.02 * place as f32;
            let score = shared + kind + main + late;
            if score > best.1 {
                best = (it, score, shared);
            }
        }
        (best.0, best.2)
    }
}
