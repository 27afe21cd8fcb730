//! Which statement supports, attacks, grants or answers which.

use super::{
    bearing::{Ranker, Side, TOLD, Target},
    moves::{Move, Moves},
};
use crate::map::StatementKind;
use StatementKind::{Claim, Concession, Crux, Evidence, Meta, Premise, Proposal, Question, Smalltalk};
use std::{collections::BTreeSet, ops::Range};

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
    pub others: Box<[Other]>,
}

/// The links of a thread.
pub(super) struct Links {
    pub drawn: Vec<Link>,
    /// For statements that bear on nothing for sure: what they may bear on, best first, three at most.
    pub likely: Vec<(usize, Box<[Other]>)>,
}

/// A target that a link might have instead.
#[derive(Clone, Copy, Debug)]
pub(super) struct Other {
    pub to: usize,
    pub kind: LinkKind,
    pub confidence: f32,
}

/// A target this likely is drawn: the best for groups of threads that were left out when the weights were fitted.
pub(super) const LIKELY: f32 = 0.12;

/// So many targets are kept beside a statement from which no link is drawn; beside a link, one less.
const KEPT: usize = 3;
/// Among so many of either side are those: a quote and what it quotes may both stand there.
const FEW: usize = 2 * KEPT;
// The targets told are enough for those drawn and these.
const _: () = assert!(FEW + Side::Reason.most() <= TOLD);

/// A claim so many statements back is not what hangs on a crux.
const NEAR: usize = 60;

/// Finds the links of a thread.
pub(super) fn find(moves: &Moves<'_>) -> Links {
    let mut finder = Finder {
        moves,
        ranker: Ranker::new(moves),
        found: Vec::new(),
        start: 0,
        likely: Vec::new(),
        seen: BTreeSet::new(),
    };
    for comment in moves.of.iter().cloned() {
        finder.comment(comment);
    }
    Links { drawn: finder.found, likely: finder.likely }
}

struct Finder<'a> {
    moves: &'a Moves<'a>,
    ranker: Ranker<'a>,
    found: Vec<Link>,
    /// The first link of the comment.
    start: usize,
    likely: Vec<(usize, Box<[Other]>)>,
    seen: BTreeSet<(usize, usize, LinkKind)>,
}

impl Finder<'_> {
    fn link(&mut self, from: usize, to: usize, kind: LinkKind, confidence: f32, says: &'static str) {
        if self.moves.original(from) != self.moves.original(to) && self.seen.insert((from, to, kind)) {
            self.found.push(Link { from, to, kind, confidence, says, others: Box::default() });
        }
    }

    fn get(&self, index: usize) -> &Move {
        &self.moves.all[index]
    }

    fn comment(&mut self, all: Range<usize>) {
        self.start = self.found.len();
        // The words quoted last, until something is said to them.
        let mut quote = None;
        for at in all.clone() {
            if self.get(at).is_quoted() {
                quote = Some(at);
                if let Some(original) = self.get(at).quote_of {
                    self.link(at, original, LinkKind::Restates, 0.95, "quotes it");
                }
                continue;
            }
            if let Some(quote) = quote.take() {
                self.link(at, quote, LinkKind::QuotesReply, 0.9, "stands right after the quote");
                if self.get(quote).kind == Question
                    && matches!(self.get(at).kind, Claim | Premise | Evidence | Concession)
                {
                    self.link(at, quote, LinkKind::Answers, 0.7, "answers the question quoted");
                }
            }
            match self.get(at).kind {
                Question => self.question(&all, at),
                Crux => self.crux(&all, at),
                Meta | Smalltalk => continue,
                _ => {}
            }
            self.bear(at);
        }
    }

    /// Links what follows a question to it.
    fn question(&mut self, all: &Range<usize>, at: usize) {
        let next = at + 1;
        if all.contains(&next)
            && !self.get(next).is_quoted()
            && matches!(self.get(next).kind, Claim | Evidence | Concession)
            && self.get(next).segment.paragraph.abs_diff(self.get(at).segment.paragraph) <= 1
        {
            self.link(next, at, LinkKind::Answers, 0.4, "follows the question");
        }
    }

    /// Links a crux to what hangs on it: the claim before it, quoted or the writer's own, or else what it answers.
    fn crux(&mut self, all: &Range<usize>, at: usize) {
        let before = || (all.start..at).rev().take(NEAR);
        let quoted = before().find(|&it| self.get(it).is_quoted());
        let own = before().find(|&it| !self.get(it).is_quoted() && matches!(self.get(it).kind, Claim | Proposal));
        let target = if self.get(at).conditional { own.or(quoted) } else { quoted.or(own) };
        if let Some(target) = target {
            self.link(at, target, LinkKind::CruxFor, 0.6, "the claim before hangs on it");
        } else if let Some(best) = self.ranker.rank(Side::Answer, at).first() {
            self.link(at, best.at, LinkKind::CruxFor, best.probability, "what it answers hangs on it");
        }
    }

    /// Of two statements that are each told to be a reason for the other, the surer link is drawn: takes out the one
    /// back if it is the less sure, and says whether there is none that is surer.
    fn is_surer_than_back(&mut self, at: usize, target: &Target) -> bool {
        let back = |it: &Link| {
            it.from == target.at && it.to == at && matches!(it.kind, LinkKind::Supports | LinkKind::EvidenceFor)
        };
        let Some(place) = self.found[self.start..].iter().position(back).map(|it| it + self.start) else { return true };
        let surer = target.probability > self.found[place].confidence;
        if surer {
            self.found.remove(place);
        }
        surer
    }

    /// Links a statement to what it bears on: the claims of the same comment that it is a reason for, and the words of
    /// somebody else that it answers. The likeliest targets that are left stand beside its last link, or, where there
    /// is none, beside the statement itself.
    fn bear(&mut self, at: usize) {
        let reasons = self.ranker.rank(Side::Reason, at);
        let answers = self.ranker.rank(Side::Answer, at);
        let reason = if self.get(at).kind == Evidence { LinkKind::EvidenceFor } else { LinkKind::Supports };
        let answer = if self.get(at).kind == Concession { LinkKind::Concedes } else { LinkKind::Attacks };
        // What is told to be a reason or evidence is for something, be it unclear for what.
        let surely = matches!(self.get(at).kind, Premise | Evidence);
        let drawn = |side: Side, ranked: &[Target], always: bool| {
            let fits = |(place, it): (usize, &Target)| it.probability >= LIKELY || always && place == 0;
            ranked.iter().enumerate().take(side.most()).take_while(|&it| fits(it)).count()
        };
        let (first, second) = (drawn(Side::Reason, &reasons, surely), drawn(Side::Answer, &answers, false));
        let given: Vec<Target> =
            reasons[..first].iter().copied().filter(|it| self.is_surer_than_back(at, it)).collect();
        let known = self.found.len();
        for target in given {
            let says = match (target.at < at, self.get(target.at).concludes) {
                (true, _) => "stands after the claim",
                (false, true) => "the conclusion follows",
                (false, false) => "stands before the claim",
            };
            self.link(at, target.at, reason, target.probability, says);
        }
        for target in &answers[..second] {
            let says = match (answer, self.get(target.at).is_quoted()) {
                (LinkKind::Concedes, _) => "grants what it answers",
                (_, true) => "answers the quote",
                (_, false) => "another writer's answer",
            };
            self.link(at, target.at, answer, target.probability, says);
        }
        let other = |kind| move |it: &Target| Other { to: it.at, kind, confidence: it.probability };
        let reasons = reasons[first..].iter().take(FEW).map(other(reason));
        let answers = answers[second..].iter().take(FEW).map(other(answer));
        let mut next: Vec<Other> = reasons.chain(answers).collect();
        next.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        // A quote and what it quotes are one target.
        let original = |it: usize| self.moves.original(it);
        let mut seen = vec![original(at)];
        seen.extend(self.found[known..].iter().map(|it| original(it.to)));
        let mut others: Vec<Other> = Vec::with_capacity(KEPT);
        for it in next {
            if others.len() < KEPT && !seen.contains(&original(it.to)) {
                seen.push(original(it.to));
                others.push(it);
            }
        }
        match self.found[known..].last_mut() {
            // Copied, not cut short: what is cut off leaves holes in memory that nothing fits in.
            Some(link) => link.others = others.iter().take(KEPT - 1).copied().collect(),
            None => self.likely.push((at, others.into())),
        }
    }
}
