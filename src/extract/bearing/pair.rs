//! The signs of two statements and of how they stand to each other.

use super::{
    signs::{Group, KIND, Telling, claims, kinds},
    stand::{Stand, is_claim},
};
use crate::{
    extract::moves::{Move, Moves},
    map::StatementKind,
    source::BlockKind,
};

/// Tells the signs that a statement is a reason for `to`.
pub(super) fn reason(moves: &Moves<'_>, stand: &Stand, to: usize, shared: f32, signs: &mut Telling<'_>) {
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
    // Which statement is a claim is seldom sure, so which is the nearest one is not either.
    let passed = between.map(|it| &moves.all[it]).filter(|it| !it.is_quoted());
    let met = passed.fold(claims(theirs), |met, it| met * (1.0 - claims(it)));
    signs.tell(Group::ReasonMet, way * 2, met);
    if same {
        signs.tell(Group::ReasonMet, way * 2 + 1, met);
    }
    signs.tell_all(Group::ReasonShared, way * 4, &[0.0, 1.5, 3.5, 6.0].map(|it| shared > it));
}

/// Tells the signs that a statement answers `to`.
pub(super) fn answer(moves: &Moves<'_>, stand: &Stand, to: usize, shared: f32, signs: &mut Telling<'_>) {
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
            4,
            &[first, same, theirs.quote_of.is_some(), theirs.speaker_confidence < 0.7],
        );
    }
}
