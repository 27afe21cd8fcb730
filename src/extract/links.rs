//! Which statement supports, attacks, grants or answers which.

use super::{
    bearing::{Ranker, Side, Target},
    moves::{Move, Moves},
};
use crate::map::StatementKind;
use StatementKind::{
    Claim, Concession, Crux, Evidence, Meta, Premise, Proposal, Question, Smalltalk,
};
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
    pub others: Vec<Other>,
}

/// A target that a link might have instead.
#[derive(Clone, Copy, Debug)]
pub(super) struct Other {
    pub to: usize,
    pub kind: LinkKind,
    pub confidence: f32,
}

/// A target this likely is drawn: the best for threads that were left out when the weights were fitted.
const LIKELY: f32 = 0.15;

/// A claim so many statements back is not what hangs on a crux.
const NEAR: usize = 60;

/// Finds the links of a thread.
pub(super) fn find(moves: &Moves<'_>) -> Vec<Link> {
    let mut finder = Finder { moves, ranker: Ranker::new(moves), found: Vec::new(), seen: BTreeSet::new() };
    for comment in moves.of.iter().cloned() {
        finder.comment(comment);
    }
    finder.found
}

struct Finder<'a> {
    moves: &'a Moves<'a>,
    ranker: Ranker<'a>,
    found: Vec<Link>,
    seen: BTreeSet<(usize, usize, LinkKind)>,
}

impl Finder<'_> {
    fn link(&mut self, from: usize, to: usize, kind: LinkKind, confidence: f32, says: &'static str) {
        if self.moves.original(from) != self.moves.original(to) && self.seen.insert((from, to, kind)) {
            self.found.push(Link { from, to, kind, confidence, says, others: Vec::new() });
        }
    }

    /// Links to the first of the `ranked` targets, and keeps the next two.
    fn link_best(&mut self, from: usize, ranked: &[Target], kind: LinkKind, says: &'static str) {
        let known = self.found.len();
        self.link(from, ranked[0].at, kind, ranked[0].probability, says);
        let Some(link) = self.found.get_mut(known) else { return };
        // A quote and what it quotes are one target.
        let mut seen = vec![self.moves.original(from), self.moves.original(ranked[0].at)];
        for it in &ranked[1..] {
            let original = self.moves.original(it.at);
            if link.others.len() < 2 && !seen.contains(&original) {
                seen.push(original);
                link.others.push(Other { to: it.at, kind, confidence: it.probability });
            }
        }
    }

    fn get(&self, index: usize) -> &Move {
        &self.moves.all[index]
    }

    fn comment(&mut self, all: Range<usize>) {
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
            self.reason(at);
            self.answer(at);
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
        } else {
            let ranked = self.ranker.rank(Side::Answer, at);
            if !ranked.is_empty() {
                self.link_best(at, &ranked, LinkKind::CruxFor, "what it answers hangs on it");
            }
        }
    }

    /// Links a statement to the claims of the same comment that it is a reason for. What is told to be a reason or
    /// evidence is for something, be it unclear for what.
    fn reason(&mut self, at: usize) {
        let ranked = self.ranker.rank(Side::Reason, at);
        let kind = if self.get(at).kind == Evidence { LinkKind::EvidenceFor } else { LinkKind::Supports };
        for (place, target) in ranked.iter().enumerate().take(Side::Reason.most()) {
            if target.probability < LIKELY && (place > 0 || !matches!(self.get(at).kind, Premise | Evidence)) {
                break;
            }
            let says = match (target.at < at, self.get(target.at).concludes) {
                (true, _) => "stands after the claim",
                (false, true) => "the conclusion follows",
                (false, false) => "stands before the claim",
            };
            self.link_best(at, &ranked[place..], kind, says);
        }
    }

    /// Links a statement to the words of somebody else that it answers.
    fn answer(&mut self, at: usize) {
        let ranked = self.ranker.rank(Side::Answer, at);
        let Some(best) = ranked.first().filter(|it| it.probability >= LIKELY) else { return };
        match self.get(at).kind {
            Concession => self.link_best(at, &ranked, LinkKind::Concedes, "grants what it answers"),
            Crux => {}
            _ if self.get(best.at).is_quoted() => self.link_best(at, &ranked, LinkKind::Attacks, "answers the quote"),
            _ => self.link_best(at, &ranked, LinkKind::Attacks, "another writer's answer"),
        }
    }
}
