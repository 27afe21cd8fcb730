//! What each event does. Total: an event that does not fit, from a log of something else, does nothing.

use super::{
    Event, Moment, Sealed, SeatId, Session, What,
    state::{Crux, Item, Note, Paraphrase, Poll, Proposal, Ran, Round, Seat, Stage},
};
use std::collections::BTreeMap;

const MINUTE: i64 = 60_000;

impl Session {
    /// The session that these events come to.
    pub fn replay<'a>(events: impl IntoIterator<Item = &'a Event>) -> Self {
        let mut session = Self::default();
        for event in events {
            session.fold(event);
        }
        session
    }

    /// The session that these events come to, after the program that ran it has ended: paused as of its last event, with
    /// every seat and answer, and everybody to come back. The event that says so goes to the log before any other; there is
    /// none if the session was closed or never begun.
    pub fn recover<'a>(events: impl IntoIterator<Item = &'a Event>) -> (Self, Option<Event>) {
        let mut session = Self::replay(events);
        if session.opened.is_none() || session.closed.is_some() {
            return (session, None);
        }
        let event = Event {
            seq: session.seq.saturating_add(1),
            at: session.at,
            actor: super::Actor::Host,
            what: What::Recovered,
        };
        session.fold(&event);
        (session, Some(event))
    }

    /// Takes an event in. Never fails, whatever the event.
    pub fn fold(&mut self, event: &Event) {
        self.seq = event.seq;
        self.at = self.at.max(event.at);
        let at = self.at;
        if let super::Actor::Seat(id) = event.actor
            && let Some(seat) = self.seats.get_mut(&id)
        {
            seat.gone = None;
            seat.spent = seat.spent.saturating_add(1);
        }
        match &event.what {
            What::Opened { title, template, settings } if self.opened.is_none() => {
                self.opened = Some(at);
                (self.title, self.template, self.settings) = (title.clone(), template.clone(), *settings);
            }
            What::Opened { .. } => {}
            What::Set(settings) => self.settings = *settings,
            What::Locked(locked) => self.locked = *locked,
            What::Closed => {
                self.end_floor(at);
                self.end_phase(at);
                self.closed = Some(at);
            }
            What::PhaseBegan { phase, groups } => self.begin_phase(*phase, groups, at),
            What::Extended { minutes } => {
                if let Some(ran) = self.phases.last_mut() {
                    ran.ends = ran.ends.later(i64::from(*minutes) * MINUTE);
                }
            }
            What::Paused => self.pause(at),
            What::Recovered => {
                self.pause(at);
                for seat in self.seats.values_mut() {
                    seat.gone = seat.gone.or(Some(at));
                }
            }
            What::Resumed => self.resume(at),
            What::Parked { text, by } => self.parked.push((text.clone(), *by)),
            What::ToDo { text, who } => self.to_do.push((text.clone(), who.clone())),
            What::Noted { text, item, by } => {
                let phase = self.phases.len().checked_sub(1);
                self.notes.push(Note { text: text.clone(), item: *item, phase, by: *by });
            }
            other => {
                self.fold_seat(other, at);
                self.fold_talk(other, at);
                self.fold_asked(other, at);
            }
        }
    }

    fn fold_seat(&mut self, what: &What, at: Moment) {
        match what {
            What::Joined { seat, name, role, token, be_named } => {
                self.seats.entry(*seat).or_insert_with(|| Seat {
                    name: name.clone(),
                    role: *role,
                    token: token.clone(),
                    code: None,
                    be_named: *be_named,
                    joined: at,
                    gone: None,
                    removed: false,
                    turns: 0,
                    talked: 0,
                    spent: 0,
                });
            }
            What::Gone(seat) => self.with_seat(*seat, |it| it.gone = it.gone.or(Some(at))),
            What::SeatRemoved(seat) => self.remove(*seat, at),
            What::Back { seat, token } => self.with_seat(*seat, |it| {
                (it.gone, it.removed) = (None, false);
                if let Some(token) = token {
                    (it.token, it.code) = (token.clone(), None);
                }
            }),
            What::CodeGiven { seat, code } => self.with_seat(*seat, |it| it.code = Some(code.clone())),
            What::RoleSet { seat, role } => self.with_seat(*seat, |it| it.role = *role),
            What::NamedSet { seat, be_named } => self.with_seat(*seat, |it| it.be_named = *be_named),
            _ => {}
        }
    }

    fn fold_talk(&mut self, what: &What, at: Moment) {
        match what {
            What::HandRaised { seat, hand } => {
                self.hands.retain(|it| it.0 != *seat);
                self.hands.push((*seat, *hand));
            }
            What::HandLowered(seat) => self.hands.retain(|it| it.0 != *seat),
            What::FloorGiven(seat) => {
                self.end_floor(at);
                self.hands.retain(|it| it.0 != *seat);
                self.floor = Some((*seat, at));
                self.with_seat(*seat, |it| it.turns = it.turns.saturating_add(1));
            }
            What::FloorEnded => self.end_floor(at),
            What::SaidBack { paraphrase, by, of, text } => {
                let it = Paraphrase { by: *by, of: *of, text: text.clone(), judged: None };
                self.paraphrases.entry(*paraphrase).or_insert(it);
            }
            What::Judged { paraphrase, verdict, missed } => {
                if let Some(it) = self.paraphrases.get_mut(paraphrase) {
                    it.judged = Some((*verdict, missed.clone()));
                }
            }
            _ => {}
        }
    }

    fn fold_asked(&mut self, what: &What, at: Moment) {
        match what {
            What::ItemAdded { item, text, node, from } => {
                let it = || Item { text: text.clone(), node: node.clone(), from: *from };
                self.items.entry(*item).or_insert_with(it);
            }
            What::RoundOpened { round, item } => self.open(*round, *item, at),
            What::RoundRevealed(round) => self.end_round(*round, Stage::Revealed, at),
            What::RoundDropped(round) => self.end_round(*round, Stage::Dropped, at),
            What::Entered { seat, what } => self.enter(*seat, what),
            What::Proposed { proposal, by, what } => {
                let it = Proposal { by: *by, at, what: what.clone(), decision: None };
                self.proposals.entry(*proposal).or_insert(it);
            }
            What::Decided { proposal, decision } => {
                if let Some(it) = self.proposals.get_mut(proposal) {
                    it.decision = Some(decision.clone());
                }
            }
            What::CruxOpened { crux, item, question, node, from } => {
                self.cruxes.entry(*crux).or_insert_with(|| Crux {
                    item: *item,
                    question: question.clone(),
                    node: node.clone(),
                    from: *from,
                    answers: BTreeMap::new(),
                    revealed: None,
                });
            }
            What::CruxRevealed(crux) => {
                if let Some(it) = self.cruxes.get_mut(crux) {
                    it.revealed = it.revealed.or(Some(at));
                }
            }
            What::PollOpened { poll, kind, text, options } => {
                self.polls.entry(*poll).or_insert_with(|| Poll {
                    kind: *kind,
                    text: text.clone(),
                    options: options.clone(),
                    votes: BTreeMap::new(),
                    revealed: false,
                });
            }
            What::PollRevealed(poll) => {
                if let Some(it) = self.polls.get_mut(poll) {
                    it.revealed = true;
                }
            }
            _ => {}
        }
    }

    /// An answer counts as long as what it answers is not revealed.
    fn enter(&mut self, seat: SeatId, what: &Sealed) {
        self.answered = true;
        match what {
            Sealed::Round { round, answer } => {
                if let Some(it) = self.rounds.get_mut(round).filter(|it| it.stage == Stage::Open) {
                    it.answers.insert(seat, answer.clone());
                }
            }
            Sealed::Crux { crux, answer } => {
                if let Some(it) = self.cruxes.get_mut(crux).filter(|it| it.revealed.is_none()) {
                    it.answers.insert(seat, *answer);
                }
            }
            Sealed::Poll { poll, vote } => {
                if let Some(it) = self.polls.get_mut(poll).filter(|it| !it.revealed) {
                    it.votes.insert(seat, vote.clone());
                }
            }
        }
    }

    fn open(&mut self, id: super::RoundId, item: super::ItemId, at: Moment) {
        let before = self.rounds.values().filter(|it| it.item == item && it.stage != Stage::Dropped).count();
        let nth = u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1);
        let answers = BTreeMap::new();
        let round = Round { item, nth, stage: Stage::Open, opened: at, ended: None, answers };
        self.rounds.entry(id).or_insert(round);
    }

    fn end_round(&mut self, id: super::RoundId, stage: Stage, at: Moment) {
        if let Some(it) = self.rounds.get_mut(&id).filter(|it| it.stage == Stage::Open) {
            (it.stage, it.ended) = (stage, Some(at));
        }
    }

    fn remove(&mut self, seat: SeatId, at: Moment) {
        if self.floor.is_some_and(|it| it.0 == seat) {
            self.end_floor(at);
        }
        self.hands.retain(|it| it.0 != seat);
        self.with_seat(seat, |it| {
            (it.removed, it.gone) = (true, it.gone.or(Some(at)));
            (it.token, it.code) = (super::Hashed::none(), None);
        });
    }

    fn with_seat(&mut self, id: SeatId, change: impl FnOnce(&mut Seat)) {
        if let Some(seat) = self.seats.get_mut(&id) {
            change(seat);
        }
    }

    fn end_floor(&mut self, at: Moment) {
        if let Some((seat, since)) = self.floor.take() {
            self.with_seat(seat, |it| it.talked = it.talked.saturating_add(at.since(since)));
        }
    }

    fn end_phase(&mut self, at: Moment) {
        if let Some(ran) = self.phases.last_mut() {
            ran.ended = ran.ended.or(Some(at));
        }
    }

    fn begin_phase(&mut self, phase: usize, groups: &[Vec<SeatId>], at: Moment) {
        self.resume(at);
        self.end_floor(at);
        self.end_phase(at);
        self.hands.clear();
        let minutes = self.template.phases.get(phase).map_or(0, |it| i64::from(it.minutes));
        let ends = at.later(minutes * MINUTE);
        self.phases.push(Ran { phase, began: at, ends, ended: None, paused: 0, groups: groups.to_vec() });
    }

    fn pause(&mut self, at: Moment) {
        self.end_floor(at);
        self.paused = self.paused.or(Some(at));
    }

    fn resume(&mut self, at: Moment) {
        if let Some(since) = self.paused.take()
            && let Some(ran) = self.phases.last_mut()
        {
            let stood = at.since(since);
            ran.ends = ran.ends.later(stood);
            ran.paused = ran.paused.saturating_add(stood);
        }
    }
}
