//! A session as it stands: what its log comes to. It holds secrets; what people may see of it is [`super::view()`].

use super::{
    Answer, CruxAnswer, CruxId, Decision, Does, Hand, Hashed, ItemId, Moment, Names, ParaphraseId, Phase, PollId,
    PollKind, ProposalId, Proposed, Role, RoundId, SeatId, Settings, Template, Verdict, Vote,
};
use std::collections::BTreeMap;

/// A session. Changes only by [`Session::fold`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    /// The number of the last event.
    pub seq: u64,
    /// When that was.
    pub at: Moment,
    /// When it began.
    pub opened: Option<Moment>,
    /// When it ended.
    pub closed: Option<Moment>,
    /// What it is called.
    pub title: String,
    /// The form of the discussion.
    pub template: Template,
    /// How it goes.
    pub settings: Settings,
    /// Whether nobody new comes in.
    pub locked: bool,
    /// Since when it is paused.
    pub paused: Option<Moment>,
    /// Whether somebody has answered, in a round or otherwise.
    pub answered: bool,
    /// The phases that were begun; the last one is the one that runs.
    pub phases: Vec<Ran>,
    /// The seats, also of those who are gone.
    pub seats: BTreeMap<SeatId, Seat>,
    /// The agenda.
    pub items: BTreeMap<ItemId, Item>,
    /// The rounds.
    pub rounds: BTreeMap<RoundId, Round>,
    /// The hands that are up, in the order in which they went up.
    pub hands: Vec<(SeatId, Hand)>,
    /// Who has the floor, and since when.
    pub floor: Option<(SeatId, Moment)>,
    /// The views that were said back.
    pub paraphrases: BTreeMap<ParaphraseId, Paraphrase>,
    /// What was proposed.
    pub proposals: BTreeMap<ProposalId, Proposal>,
    /// The questions that are tested as cruxes.
    pub cruxes: BTreeMap<CruxId, Crux>,
    /// The votes.
    pub polls: BTreeMap<PollId, Poll>,
    /// What is kept for later, and who put it there; nobody is the facilitator.
    pub parked: Vec<(String, Option<SeatId>)>,
    /// What is to be done, and by whom.
    pub to_do: Vec<(String, String)>,
    /// The notes.
    pub notes: Vec<Note>,
}

/// A phase that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    /// Its number in the template, from 0.
    pub phase: usize,
    /// When it began.
    pub began: Moment,
    /// When its time is over; while the session is paused this stands still and is moved when it goes on.
    pub ends: Moment,
    /// When it was over.
    pub ended: Option<Moment>,
    /// How long it was paused, in milliseconds.
    pub paused: i64,
    /// Who sits together; empty if all do.
    pub groups: Vec<Vec<SeatId>>,
}

/// A seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The name or pseudonym that was given. Not to be shown in an anonymous session: see [`Session::name`].
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// By which its holder is known again.
    pub token: Hashed,
    /// By which its holder can come back once.
    pub code: Option<Hashed>,
    /// Whether its shift may be told by name.
    pub be_named: bool,
    /// When its holder came.
    pub joined: Moment,
    /// Since when nobody is there.
    pub gone: Option<Moment>,
    /// Whether it was taken away, and not given back since.
    pub removed: bool,
    /// How often it had the floor.
    pub turns: u32,
    /// For how long, in milliseconds.
    pub talked: i64,
    /// How many events are its own.
    pub spent: u32,
}

/// A claim on the agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it says.
    pub text: String,
    /// The node of the map that says it.
    pub node: Option<String>,
    /// The proposal it comes from.
    pub from: Option<ProposalId>,
}

/// How far a round has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It can be answered.
    Open,
    /// It was shown.
    Revealed,
    /// It was dropped, and is never shown.
    Dropped,
}

/// A round of blind answers on an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// On what.
    pub item: ItemId,
    /// How many rounds on this item were not dropped, with this one.
    pub nth: u32,
    /// How far it has come.
    pub stage: Stage,
    /// When it was opened.
    pub opened: Moment,
    /// When it was shown or dropped.
    pub ended: Option<Moment>,
    /// The answers.
    pub answers: BTreeMap<SeatId, Answer>,
}

/// A view said back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paraphrase {
    /// Who said it.
    pub by: SeatId,
    /// Whose view it is.
    pub of: SeatId,
    /// What was said.
    pub text: String,
    /// How the other finds it, and what they missed.
    pub judged: Option<(Verdict, String)>,
}

/// A proposal from a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Whose.
    pub by: SeatId,
    /// When.
    pub at: Moment,
    /// What.
    pub what: Proposed,
    /// What the facilitator decided.
    pub decision: Option<Decision>,
}

/// A question that is tested as a crux.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crux {
    /// On what.
    pub item: ItemId,
    /// The question.
    pub question: String,
    /// The node of the map that asks it.
    pub node: Option<String>,
    /// The proposal it comes from.
    pub from: Option<ProposalId>,
    /// The answers.
    pub answers: BTreeMap<SeatId, CruxAnswer>,
    /// When they were shown.
    pub revealed: Option<Moment>,
}

/// A vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// What is asked for.
    pub kind: PollKind,
    /// What it is about.
    pub text: String,
    /// On what.
    pub options: Vec<String>,
    /// The votes.
    pub votes: BTreeMap<SeatId, Vote>,
    /// Whether they were shown.
    pub revealed: bool,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it says.
    pub text: String,
    /// On what.
    pub item: Option<ItemId>,
    /// In which phase of those that were begun, counted from 0.
    pub phase: Option<usize>,
    /// By which scribe; nobody is the facilitator, for themselves.
    pub by: Option<SeatId>,
}

/// So long somebody who is gone is waited for, in milliseconds.
pub const WAITS: i64 = 30_000;

impl Session {
    /// What a seat is called.
    pub fn name(&self, seat: SeatId) -> String {
        match self.seats.get(&seat) {
            Some(it) if self.settings.names != Names::Anonymous => it.name.clone(),
            _ => format!("Seat {seat}"),
        }
    }

    /// The phase that runs, and since when.
    pub fn phase(&self) -> Option<(&Phase, &Ran)> {
        let ran = self.phases.last()?;
        Some((self.template.phases.get(ran.phase)?, ran))
    }

    /// Whether hands stay down just now.
    pub fn is_silent(&self) -> bool {
        self.phase().is_some_and(|it| Does::is_silent(it.0.does))
    }

    /// The seats of this role.
    pub fn with_role(&self, role: Role) -> impl Iterator<Item = (SeatId, &Seat)> {
        self.seats.iter().filter(move |it| it.1.role == role).map(|(&id, it)| (id, it))
    }

    /// The participants that are waited for: those that are there, or gone for less than [`WAITS`].
    pub fn awaited(&self, now: Moment) -> impl Iterator<Item = SeatId> {
        let here = move |it: &Seat| !it.removed && it.gone.is_none_or(|gone| now.since(gone) < WAITS);
        self.with_role(Role::Participant).filter(move |it| here(it.1)).map(|it| it.0)
    }

    /// The round that can be answered.
    pub fn open_round(&self) -> Option<(RoundId, &Round)> {
        self.rounds.iter().find(|it| it.1.stage == Stage::Open).map(|(&id, it)| (id, it))
    }

    /// The rounds on an item that were shown, in order.
    pub fn revealed(&self, item: ItemId) -> impl Iterator<Item = (RoundId, &Round)> {
        let fits = move |it: &Round| it.item == item && it.stage == Stage::Revealed;
        self.rounds.iter().filter(move |it| fits(it.1)).map(|(&id, it)| (id, it))
    }

    /// Whether a seat is at the computer that holds the session: without a key, so that no browser can be at it.
    pub fn is_at_host(&self, seat: SeatId) -> bool {
        self.seats.get(&seat).is_some_and(|it| it.token == Hashed::none() && !it.removed)
    }

    /// The seat that this key opens.
    pub fn seat_of(&self, token: &Hashed) -> Option<SeatId> {
        self.seats.iter().find(|it| it.1.token == *token).map(|it| *it.0)
    }

    /// The hands that are up in the order in which they should be heard: how the discussion goes first, then who had
    /// the floor least often, of those direct replies first, then who raised theirs first.
    pub fn queue(&self) -> Vec<(SeatId, Hand)> {
        let mut queue = self.hands.clone();
        queue.sort_by_key(|&(seat, hand)| {
            let turns = self.seats.get(&seat).map_or(0, |it| it.turns);
            (hand != Hand::Process, turns, !matches!(hand, Hand::Reply(_)))
        });
        queue
    }

    /// Whether somebody has said back what another holds, so that the other found it right at least mostly.
    pub fn has_said_back(&self, by: SeatId, of: SeatId) -> bool {
        let right = |it: &Paraphrase| matches!(&it.judged, Some((Verdict::Yes | Verdict::Mostly, _)));
        self.paraphrases.values().any(|it| it.by == by && it.of == of && right(it))
    }
}
