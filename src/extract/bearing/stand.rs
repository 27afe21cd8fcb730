//! How a statement stands in its comment, and the signs that it bears on nothing.

use super::{
    REACH, Side, pair,
    signs::{Group, Telling},
};
use crate::{
    extract::moves::{Move, Moves},
    map::StatementKind,
    source::BlockKind,
};
use std::ops::Range;

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

pub(super) fn is_claim(it: &Move) -> bool {
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
    pub at: usize,
    pub own: Range<usize>,
    /// The conclusion after it, and the claim before it.
    pub conclusion: Option<usize>,
    pub claim: Option<usize>,
    /// Something is quoted in its comment.
    pub quoting: bool,
    /// Nothing before it is the writer's own.
    pub opens: bool,
    /// Nothing before it, since words were quoted last, takes a stand.
    pub first: bool,
    /// Points are being granted where it stands.
    pub granting: bool,
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
            Side::Reason => pair::reason(moves, self, to, shared, signs),
            Side::Answer => pair::answer(moves, self, to, shared, signs),
        }
    }
}

/// The nearest claim before, in the same paragraph; for items of a list, in the lines before it.
fn claim_before(moves: &Moves<'_>, own: Range<usize>, at: usize) -> Option<usize> {
    let it = &moves.all[at].segment;
    let item = it.kind == BlockKind::Item;
    let same = |other: &usize| item || moves.all[*other].segment.paragraph == it.paragraph;
    (own.start..at).rev().take(REACH).take_while(same).find(|&it| is_claim(&moves.all[it]))
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
