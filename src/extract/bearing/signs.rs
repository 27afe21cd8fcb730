//! The signs by which it is told what a statement bears on.

use super::Side;
use crate::{
    extract::{
        kinds::KINDS,
        moves::{Move, Moves},
    },
    map::StatementKind,
    source::BlockKind,
};
use std::ops::Range;

/// Places of signs in the list of weights, each with how strongly it shows.
pub(crate) type Signs = Vec<(usize, f32)>;

const KIND: usize = KINDS.len();

/// A group of signs.
#[derive(Clone, Copy)]
enum Group {
    ReasonNoneKind,
    ReasonNone,
    ReasonPair,
    ReasonWayFrom,
    ReasonWayTo,
    ReasonWayFar,
    ReasonWayNear,
    ReasonTarget,
    ReasonShared,
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
pub(crate) const GROUPS: [(&str, usize); 20] = [
    ("reason for none, by kind", KIND),
    ("reason for none", 14),
    ("reason, by both kinds", KIND * KIND),
    ("reason before or after, by its kind", 2 * KIND),
    ("reason before or after, by the target's kind", 2 * KIND),
    ("reason before or after, by distance", 12),
    ("reason before or after, by paragraph and nearness", 12),
    ("reason, by the target", 16),
    ("reason before or after, by words shared", 8),
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

    fn tell(&mut self, group: Group, sign: usize, value: f32) {
        debug_assert!(sign < GROUPS[group as usize].1);
        let sign = STARTS[group as usize] + sign;
        self.sum += self.weights.get(sign).copied().unwrap_or(0.0) * value;
        if let Some(kept) = &mut self.kept {
            kept.push((sign, value));
        }
    }

    /// Tells which of `signs`, all there are from sign `first` of the group on, hold.
    fn tell_all(&mut self, group: Group, first: usize, signs: &[bool]) {
        for (sign, _) in signs.iter().enumerate().filter(|it| *it.1) {
            self.tell(group, first + sign, 1.0);
        }
    }

    /// Tells the kind of a statement, as likely as it is; the first kind is sign `first`.
    fn tell_kind(&mut self, group: Group, first: usize, it: &Move) {
        for (kind, share) in kinds(it) {
            self.tell(group, first + kind, share);
        }
    }
}

/// The kind of a statement and its runner-up, with how likely each of the two is.
fn kinds(it: &Move) -> [(usize, f32); 2] {
    let place = |kind: StatementKind| KINDS.iter().position(|it| *it == kind).unwrap_or(0);
    let both = (it.confidence + it.runner_up_confidence).max(f32::EPSILON);
    [(place(it.kind), it.confidence / both), (place(it.runner_up), it.runner_up_confidence / both)]
}

/// The signs that `at` bears on none.
pub(super) fn none(moves: &Moves<'_>, side: Side, at: usize, signs: &mut Telling<'_>) {
    let it = &moves.all[at];
    let own = moves.of[it.segment.comment].clone();
    let quoted_before = (own.start..at).any(|it| moves.all[it].is_quoted());
    match side {
        Side::Reason => {
            signs.tell_kind(Group::ReasonNoneKind, 0, it);
            let claim = |it: usize| is_claim(&moves.all[it]);
            signs.tell_all(
                Group::ReasonNone,
                0,
                &[
                    true,
                    at == own.start,
                    at + 1 == own.end,
                    it.turns,
                    it.concludes,
                    it.opposes,
                    it.addresses,
                    it.conditional,
                    quoted_before,
                    own.len() <= 2,
                    own.len() >= 8,
                    !own.clone().any(|it| it != at && claim(it)),
                    at > own.start && moves.all[at - 1].is_quoted(),
                    is_concession_before(moves, at),
                ],
            );
        }
        Side::Answer => {
            signs.tell_kind(Group::AnswerNoneKind, 0, it);
            let place = at - own.start;
            signs.tell_all(
                Group::AnswerNone,
                0,
                &[
                    true,
                    place == 0,
                    place == 1,
                    place >= 4,
                    place >= 8,
                    at + 1 == own.end,
                    it.turns,
                    it.opposes,
                    it.addresses,
                    it.concludes,
                    it.conditional,
                    quoted_before,
                    at > own.start && moves.all[at - 1].is_quoted(),
                    is_concession_before(moves, at),
                    it.segment.kind == BlockKind::Note,
                    it.segment.kind == BlockKind::Item,
                ],
            );
        }
    }
}

fn is_claim(it: &Move) -> bool {
    use StatementKind::{Claim, Crux, Proposal};
    !it.is_quoted() && matches!(it.kind, Claim | Proposal | Crux)
}

fn is_concession_before(moves: &Moves<'_>, at: usize) -> bool {
    let start = moves.of[moves.all[at].segment.comment].start;
    at > start && moves.all[at - 1].kind == StatementKind::Concession
}

/// How a statement stands in its comment, whatever the target.
#[expect(clippy::struct_excessive_bools, reason = "independent signs")]
pub(super) struct Stand {
    side: Side,
    at: usize,
    own: Range<usize>,
    /// The conclusion after it, and the claim before it.
    conclusion: Option<usize>,
    claim: Option<usize>,
    /// Something is quoted in its comment.
    quoting: bool,
    /// Nothing before it is the writer's own.
    opens: bool,
    first: bool,
    granting: bool,
}

impl Stand {
    pub(super) fn of(moves: &Moves<'_>, side: Side, at: usize) -> Self {
        let own = moves.of[moves.all[at].segment.comment].clone();
        let (reason, answer) = (side == Side::Reason, side == Side::Answer);
        Self {
            side,
            at,
            conclusion: conclusion_after(moves, own.clone(), at).filter(|_| reason),
            claim: claim_before(moves, own.clone(), at).filter(|_| reason),
            quoting: own.clone().any(|it| moves.all[it].is_quoted()),
            opens: answer && (own.start..at).all(|it| moves.all[it].is_quoted()),
            first: answer && takes_first_stand(moves, own.clone(), at),
            granting: answer && is_granting(moves, own.clone(), at),
            own,
        }
    }

    /// Tells the signs of it and the target `to`, which have `shared` in common.
    pub(super) fn towards(&self, moves: &Moves<'_>, to: usize, shared: f32, signs: &mut Telling<'_>) {
        match self.side {
            Side::Reason => reason(moves, self, to, shared, signs),
            Side::Answer => answer(moves, self, to, shared, signs),
        }
    }
}

fn reason(moves: &Moves<'_>, stand: &Stand, to: usize, shared: f32, signs: &mut Telling<'_>) {
    let (from, own) = (stand.at, &stand.own);
    let (ours, theirs) = (&moves.all[from], &moves.all[to]);
    let way = usize::from(to > from);
    let between = from.min(to) + 1..from.max(to);
    for (a, share) in kinds(ours) {
        for (b, other) in kinds(theirs) {
            signs.tell(Group::ReasonPair, a * KIND + b, share * other);
        }
    }
    signs.tell_kind(Group::ReasonWayFrom, way * KIND, ours);
    signs.tell_kind(Group::ReasonWayTo, way * KIND, theirs);
    let far = [1, 2, 3, 5, 8].iter().filter(|&&it| from.abs_diff(to) > it).count();
    signs.tell(Group::ReasonWayFar, way * 6 + far, 1.0);
    let same = ours.segment.paragraph == theirs.segment.paragraph;
    let nearest = is_claim(theirs) && !between.clone().any(|it| is_claim(&moves.all[it]));
    let parted = stand.quoting && between.clone().any(|it| moves.all[it].is_quoted());
    let item = |it: &Move| it.segment.kind == BlockKind::Item;
    let nears = [same, nearest, parted, item(ours) && !item(theirs), item(ours) && item(theirs), same && nearest];
    signs.tell_all(Group::ReasonWayNear, way * 6, &nears);
    let opens = to == own.start || moves.all[to - 1].segment.paragraph != theirs.segment.paragraph;
    let ends = to + 1 == own.end || moves.all[to + 1].segment.paragraph != theirs.segment.paragraph;
    let targets =
        [to == own.start, to + 1 == own.end, opens, ends, theirs.concludes, theirs.turns, ours.concludes, ours.turns];
    signs.tell_all(Group::ReasonTarget, way * 8, &targets);
    let class = match ours.kind {
        StatementKind::Evidence => 0,
        StatementKind::Premise | StatementKind::Definition => 1,
        _ => 2,
    };
    let places = [
        stand.conclusion == Some(to),
        stand.claim == Some(to),
        to == from + 1 && is_claim(theirs) && !theirs.turns && same,
        stand.claim.is_none() && stand.conclusion.is_none() && nearest,
    ];
    signs.tell_all(Group::ReasonPlace, class * 4, &places);
    signs.tell_all(Group::ReasonShared, way * 4, &[0.0, 1.5, 3.5, 6.0].map(|it| shared > it));
}

fn answer(moves: &Moves<'_>, stand: &Stand, to: usize, shared: f32, signs: &mut Telling<'_>) {
    let from = stand.at;
    let (ours, theirs) = (&moves.all[from], &moves.all[to]);
    let comment = theirs.segment.comment;
    let parent = moves.parents[ours.segment.comment];
    let quoted = comment == ours.segment.comment;
    let last = quoted && !(to + 1..from).any(|it| moves.all[it].is_quoted());
    let zone = match (quoted, last) {
        (true, true) => 0,
        (true, false) => 1,
        _ if Some(comment) == parent => 2,
        _ if comment == 0 => 4,
        _ => 3,
    };
    signs.tell_kind(Group::AnswerFrom, zone * KIND, ours);
    signs.tell_kind(Group::AnswerTo, zone * KIND, theirs);
    // Where something is quoted, the comment replied to is answered through its quotes.
    signs.tell(Group::AnswerZone, zone * 3, 1.0);
    signs.tell_all(Group::AnswerZone, zone * 3 + 1, &[stand.quoting, ours.addresses]);
    signs.tell_all(Group::AnswerFirst, zone * 3, &[stand.opens, ours.turns, ours.opposes]);
    signs.tell_all(Group::AnswerShared, zone * 5, &[0.0, 1.0, 2.0, 3.5, 6.0].map(|it| shared > it));
    let first = stand.first;
    signs.tell_all(
        Group::AnswerStand,
        0,
        &[
            first && last,
            first && ours.opposes,
            first && shared > 1.5,
            shared > 3.5,
            (ours.turns || ours.addresses) && shared > 1.0,
            stand.granting,
        ],
    );
    let their = moves.of[comment].clone();
    let opens = to == their.start || moves.all[to - 1].segment.paragraph != theirs.segment.paragraph;
    signs.tell_all(
        Group::AnswerTarget,
        0,
        &[
            to == their.start,
            to + 1 == their.end,
            opens,
            theirs.concludes,
            theirs.turns,
            theirs.opposes,
            theirs.addresses,
            their.len() == 1,
            their.len() >= 8,
            theirs.length > 12,
        ],
    );
    if quoted {
        let far = (from - to).min(4);
        signs.tell(Group::AnswerQuote, far - 1, 1.0);
        let first = last && (to + 1..from).all(|it| moves.all[it].is_quoted());
        let same = to + 1 < from && moves.all[to + 1].is_quoted();
        signs.tell_all(
            Group::AnswerQuote,
            0,
            &[false, false, false, false, first, same, theirs.quote_of.is_some(), theirs.speaker_confidence < 0.7],
        );
    }
}

/// The nearest claim before, in the same paragraph; for items of a list, in the lines before it.
fn claim_before(moves: &Moves<'_>, own: Range<usize>, at: usize) -> Option<usize> {
    let it = &moves.all[at].segment;
    let item = it.kind == BlockKind::Item;
    let same = |other: &usize| item || moves.all[*other].segment.paragraph == it.paragraph;
    (own.start..at).rev().take(super::REACH).take_while(same).find(|&it| is_claim(&moves.all[it]))
}

/// The conclusion that a run of reasons leads to: it says so, or it is the crux at the end.
fn conclusion_after(moves: &Moves<'_>, own: Range<usize>, at: usize) -> Option<usize> {
    use StatementKind::{Claim, Concession, Crux, Proposal};
    let paragraph = moves.all[at].segment.paragraph;
    for to in (at + 1..own.end).take(6) {
        let next = &moves.all[to];
        if next.is_quoted() || next.segment.paragraph.abs_diff(paragraph) > 1 {
            return None;
        }
        if next.concludes && matches!(next.kind, Claim | Proposal | Concession)
            || next.kind == Crux && next.segment.paragraph == paragraph
        {
            return Some(to);
        }
        if matches!(next.kind, Claim | Proposal) {
            return None;
        }
    }
    None
}

/// Whether nothing before it, since words were quoted last, takes a stand.
fn takes_first_stand(moves: &Moves<'_>, own: Range<usize>, at: usize) -> bool {
    use StatementKind::{Claim, Premise, Question};
    let since = (own.start..at).rev().map(|it| &moves.all[it]).take_while(|it| !it.is_quoted());
    since.into_iter().all(|it| !matches!(it.kind, Claim | Premise | Question))
}

/// Whether points are being granted where it stands, and nothing turned against them yet.
fn is_granting(moves: &Moves<'_>, own: Range<usize>, at: usize) -> bool {
    let since = (own.start..=at).rev().map(|it| &moves.all[it]).take_while(|it| !it.is_quoted());
    for it in since {
        if it.kind == StatementKind::Concession {
            return true;
        }
        if it.turns {
            return false;
        }
    }
    false
}
