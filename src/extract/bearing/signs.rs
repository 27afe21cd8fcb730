//! The signs by which it is told what a statement bears on: their names and places, and how they are added up.

use crate::{
    extract::{kinds::KINDS, moves::Move},
    map::StatementKind,
};

/// Places of signs in the list of weights, each with how strongly it shows.
pub(crate) type Signs = Vec<(usize, f32)>;

pub(super) const KIND: usize = KINDS.len();

/// A group of signs.
#[derive(Clone, Copy)]
pub(super) enum Group {
    ReasonNoneKind,
    ReasonNone,
    ReasonPair,
    ReasonWayFrom,
    ReasonWayTo,
    ReasonWayFar,
    ReasonWayNear,
    ReasonTarget,
    ReasonShared,
    ReasonMet,
    ReasonPlace,
    AnswerNoneKind,
    AnswerNone,
    AnswerFrom,
    AnswerTo,
    AnswerZone,
    AnswerShared,
    AnswerTarget,
    AnswerQuote,
    AnswerFirst,
    AnswerStand,
}

/// The groups, by name and with how many signs each holds, in the order of [`Group`].
pub(crate) const GROUPS: [(&str, usize); 21] = [
    ("reason for none, by kind", KIND),
    ("reason for none", 14),
    ("reason, by both kinds", KIND * KIND),
    ("reason before or after, by its kind", 2 * KIND),
    ("reason before or after, by the target's kind", 2 * KIND),
    ("reason before or after, by distance", 12),
    ("reason before or after, by paragraph and nearness", 12),
    ("reason, by the target", 16),
    ("reason before or after, by words shared", 8),
    ("reason before or after, by how likely the target is the first claim met", 4),
    ("reason by its kind, where claims are looked for", 4 * 3),
    ("answer to none, by kind", KIND),
    ("answer to none", 16),
    ("answer by place, by its kind", ZONES * KIND),
    ("answer by place, by the target's kind", ZONES * KIND),
    ("answer by place", ZONES * 3),
    ("answer by place, by words shared", ZONES * 5),
    ("answer, by the target", 10),
    ("answer to a quote", 8),
    ("answer by place, taken first", ZONES * 3),
    ("answer that takes a stand", 6),
];

/// Where the signs of each group start.
const STARTS: [usize; GROUPS.len()] = {
    let mut starts = [0; GROUPS.len()];
    let mut at = 1;
    while at < GROUPS.len() {
        starts[at] = starts[at - 1] + GROUPS[at - 1].1;
        at += 1;
    }
    starts
};

/// How many signs there are.
pub(crate) const COUNT: usize = STARTS[GROUPS.len() - 1] + GROUPS[GROUPS.len() - 1].1;

/// Where the words answered stand: quoted last, quoted before that, in the comment replied to, in its parent, in the
/// first comment.
const ZONES: usize = 5;

/// Signs as they are told: added up by their weights, and kept where they are wanted.
pub(super) struct Telling<'a> {
    weights: &'a [f32],
    pub sum: f32,
    pub kept: Option<Signs>,
}

impl<'a> Telling<'a> {
    pub(super) fn new(weights: &'a [f32], keep: bool) -> Self {
        Self { weights, sum: 0.0, kept: keep.then(Signs::new) }
    }

    pub(super) fn tell(&mut self, group: Group, sign: usize, value: f32) {
        debug_assert!(sign < GROUPS[group as usize].1);
        let sign = STARTS[group as usize] + sign;
        self.sum += self.weights.get(sign).copied().unwrap_or(0.0) * value;
        if let Some(kept) = &mut self.kept {
            kept.push((sign, value));
        }
    }

    /// Tells which of `signs`, all there are from sign `first` of the group on, hold.
    pub(super) fn tell_all(&mut self, group: Group, first: usize, signs: &[bool]) {
        for (sign, _) in signs.iter().enumerate().filter(|it| *it.1) {
            self.tell(group, first + sign, 1.0);
        }
    }

    /// Tells the kind of a statement, as likely as it is; the first kind is sign `first`.
    pub(super) fn tell_kind(&mut self, group: Group, first: usize, it: &Move) {
        for (kind, share) in kinds(it) {
            self.tell(group, first + kind, share);
        }
    }
}

/// How likely a statement is a claim, by its kind and its runner-up, 0 to 1.
pub(super) fn claims(it: &Move) -> f32 {
    use StatementKind::{Claim, Crux, Proposal};
    let both = [(it.kind, it.confidence), (it.runner_up, it.runner_up_confidence)];
    both.iter().filter(|it| matches!(it.0, Claim | Proposal | Crux)).map(|it| it.1).sum()
}

/// The kind of a statement and its runner-up, with how likely each of the two is.
pub(super) fn kinds(it: &Move) -> [(usize, f32); 2] {
    let place = |kind: StatementKind| kind as usize;
    let both = (it.confidence + it.runner_up_confidence).max(f32::EPSILON);
    [(place(it.kind), it.confidence / both), (place(it.runner_up), it.runner_up_confidence / both)]
}
