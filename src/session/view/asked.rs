//! What is asked and answered, as it may be seen.

use super::View;
use crate::session::{
    Answer, CruxAnswer, CruxId, ItemId, Moment, Outcome, PollId, PollKind, RoundId, SeatId, Session, Shift, Shown,
    Stance, Vote,
    state::{Poll, Stage},
};
use serde::Serialize;
use std::collections::BTreeSet;

/// The round that can be answered. It has no value that somebody could take for a hint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenRound {
    /// Its number.
    pub round: RoundId,
    /// On what.
    pub item: ItemId,
    /// What that says.
    pub text: String,
    /// How often it is asked, with this time.
    pub nth: u32,
    /// How many have answered.
    pub answered: usize,
    /// Of how many that have, or are waited for.
    pub of: usize,
    /// What the viewer has answered.
    pub yours: Option<Answer>,
}

/// A claim on the agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemView {
    /// Its number.
    pub item: ItemId,
    /// What it says.
    pub text: String,
    /// The node of the map that says it.
    pub node: Option<String>,
    /// The rounds that were shown, in order.
    pub rounds: Vec<RoundView>,
    /// How people moved between the first and the last of them.
    pub shift: Option<Shift>,
}

/// A round that was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoundView {
    /// Its number.
    pub round: RoundId,
    /// How often the item was asked, with this time.
    pub nth: u32,
    /// How many answered.
    pub answered: usize,
    /// What.
    pub shown: Shown,
}

/// The test of a question as a crux.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CruxView {
    /// Its number.
    pub crux: CruxId,
    /// On what.
    pub item: ItemId,
    /// The question.
    pub question: String,
    /// How many have answered.
    pub answered: usize,
    /// Of how many that have, or are waited for.
    pub of: usize,
    /// What the viewer has answered.
    pub yours: Option<CruxAnswer>,
    /// Whether the viewer's own numbers fit together so badly that they may want to look again. Nothing is corrected.
    pub look_again: bool,
    /// What it has come to, once revealed.
    pub outcome: Option<Outcome>,
}

/// A vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PollView {
    /// Its number.
    pub poll: PollId,
    /// What is asked for.
    pub kind: PollKind,
    /// What it is about.
    pub text: String,
    /// On what.
    pub options: Vec<String>,
    /// How many have voted.
    pub voted: usize,
    /// Of how many that have, or are waited for.
    pub of: usize,
    /// The viewer's vote.
    pub yours: Option<Vote>,
    /// The count, once revealed.
    pub tally: Option<Tally>,
}

/// The count of a vote, for each option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tally {
    /// Too few voted.
    TooFew {
        /// How many it takes.
        least: usize,
    },
    /// How many agree, disagree and pass.
    Stance(Vec<[usize; 3]>),
    /// How many said 0, 1, 2, 3 and 4.
    Impact(Vec<[usize; 5]>),
    /// How many dots.
    Dots(Vec<usize>),
}

/// Of how many answers one knows: those that are there, and those that are waited for.
fn of<'a>(session: &Session, answered: impl Iterator<Item = &'a SeatId>, now: Moment) -> usize {
    session.awaited(now).chain(answered.copied()).collect::<BTreeSet<_>>().len()
}

pub fn open_round(session: &Session, now: Moment) -> Option<OpenRound> {
    let (id, round) = session.open_round()?;
    Some(OpenRound {
        round: id,
        item: round.item,
        text: session.items.get(&round.item).map(|it| it.text.clone()).unwrap_or_default(),
        nth: round.nth,
        answered: round.answers.len(),
        of: of(session, round.answers.keys(), now),
        yours: None,
    })
}

pub fn items(session: &Session) -> Vec<ItemView> {
    let of = |(&item, it): (&ItemId, &crate::session::state::Item)| ItemView {
        item,
        text: it.text.clone(),
        node: it.node.clone(),
        rounds: rounds(session, item),
        shift: session.shift(item),
    };
    session.items.iter().map(of).collect()
}

fn rounds(session: &Session, item: ItemId) -> Vec<RoundView> {
    let shown = session.rounds.iter().filter(|it| it.1.item == item && it.1.stage == Stage::Revealed);
    let of = |(&round, it): (&RoundId, &crate::session::state::Round)| {
        Some(RoundView { round, nth: it.nth, answered: it.answers.len(), shown: session.shown(it)? })
    };
    shown.filter_map(of).collect()
}

pub fn cruxes(session: &Session, now: Moment) -> Vec<CruxView> {
    let of = |(&crux, it): (&CruxId, &crate::session::state::Crux)| CruxView {
        crux,
        item: it.item,
        question: it.question.clone(),
        answered: it.answers.len(),
        of: of(session, it.answers.keys(), now),
        yours: None,
        look_again: false,
        outcome: session.outcome(it),
    };
    session.cruxes.iter().map(of).collect()
}

pub fn polls(session: &Session, now: Moment) -> Vec<PollView> {
    let of = |(&poll, it): (&PollId, &Poll)| PollView {
        poll,
        kind: it.kind,
        text: it.text.clone(),
        options: it.options.clone(),
        voted: it.votes.len(),
        of: of(session, it.votes.keys(), now),
        yours: None,
        tally: session.tally(it),
    };
    session.polls.iter().map(of).collect()
}

/// Adds what is for the eyes of one seat alone: what it has answered itself.
pub fn fill(session: &Session, seat: SeatId, view: &mut View) {
    if let Some(it) = &mut view.round {
        it.yours = session.rounds.get(&it.round).and_then(|it| it.answers.get(&seat)).cloned();
    }
    for it in &mut view.cruxes {
        if let Some(crux) = session.cruxes.get(&it.crux) {
            it.yours = crux.answers.get(&seat).copied();
            it.look_again = crux.revealed.is_none() && session.asks_again(crux, seat);
        }
    }
    for it in &mut view.polls {
        it.yours = session.polls.get(&it.poll).and_then(|it| it.votes.get(&seat)).cloned();
    }
}

impl Session {
    /// The count of a vote; nothing before it was revealed.
    pub fn tally(&self, poll: &Poll) -> Option<Tally> {
        if !poll.revealed {
            return None;
        }
        let least = self.least();
        if poll.votes.len() < least {
            return Some(Tally::TooFew { least });
        }
        let options = 0..poll.options.len();
        let votes = || poll.votes.values();
        Some(match poll.kind {
            PollKind::Stance => Tally::Stance(
                options
                    .map(|nth| {
                        [Stance::Agree, Stance::Disagree, Stance::Pass].map(|stance| {
                            votes()
                                .filter(|it| matches!(it, Vote::Stance(each) if each.get(nth) == Some(&stance)))
                                .count()
                        })
                    })
                    .collect(),
            ),
            PollKind::Impact => Tally::Impact(
                options
                    .map(|nth| {
                        [0, 1, 2, 3, 4].map(|level: u8| {
                            votes()
                                .filter(|it| matches!(it, Vote::Impact(each) if each.get(nth) == Some(&level)))
                                .count()
                        })
                    })
                    .collect(),
            ),
            PollKind::Dots(_) => Tally::Dots(
                options
                    .map(|nth| {
                        votes()
                            .map(|it| match it {
                                Vote::Dots(each) => each.get(nth).map_or(0, |&it| usize::from(it)),
                                _ => 0,
                            })
                            .sum()
                    })
                    .collect(),
            ),
        })
    }
}
