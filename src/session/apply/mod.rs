//! All rules and powers: who may do what, and when.

mod door;
mod host;
mod seat;

use super::{
    Actor, Command, Event, Moment, Reject, Role, Sealed, SeatId, Session, What, Who, bounds,
    state::{Seat, Stage},
};

/// What happens when `who` asks for `command` at `now`: the events, to be written to the log and then folded into the
/// session, in this order. Nothing has changed yet. A clock that goes backwards stands still here.
///
/// # Errors
/// If a rule forbids it, with a sentence to show.
pub fn apply(session: &Session, who: Who, command: impl Into<Command>, now: Moment) -> Result<Vec<Event>, Reject> {
    let now = now.max(session.at);
    let (actor, whats) = match (who, command.into()) {
        (Who::Host, Command::Host(it)) => (Actor::Host, host::host(session, it)?),
        (Who::Seat(id), Command::Seat(it)) => (Actor::Seat(id), seat::seat(session, id, it)?),
        (Who::Door, Command::Door(it)) => (Actor::Door, door::door(session, it)?),
        _ => return Err(Reject::NotYours),
    };
    if let Actor::Seat(id) = actor {
        let full = |most: u64, of| Reject::Full { most: usize::try_from(most).unwrap_or(usize::MAX), of };
        if session.seq >= bounds::EVENTS {
            return Err(full(bounds::EVENTS, "events of a session"));
        }
        if session.seats.get(&id).is_some_and(|it| it.spent >= bounds::SEAT_EVENTS) {
            return Err(full(bounds::SEAT_EVENTS.into(), "events of one seat"));
        }
    }
    let number = |nth: u64| session.seq.saturating_add(nth);
    Ok((1..).zip(whats).map(|(nth, what)| Event { seq: number(nth), at: now, actor, what }).collect())
}

/// That the session is open and not closed.
fn running(session: &Session) -> Result<(), Reject> {
    match (session.opened, session.closed) {
        (None, _) => Err(Reject::NotOpen),
        (_, Some(_)) => Err(Reject::Closed),
        _ => Ok(()),
    }
}

/// The seat, if it is one and was not taken away.
fn seated(session: &Session, seat: SeatId) -> Result<&Seat, Reject> {
    match session.seats.get(&seat) {
        None => Err(Reject::NoSuchSeat),
        Some(it) if it.removed => Err(Reject::SeatRemoved),
        Some(it) => Ok(it),
    }
}

/// Enters an answer for a seat, whoever enters it. One that stands there already is an event like any other: were it none,
/// trying would tell what somebody has answered.
fn enter(session: &Session, seat: SeatId, what: Sealed) -> Result<What, Reject> {
    let holder = seated(session, seat)?;
    if holder.role != Role::Participant {
        return Err(Reject::ParticipantsOnly);
    }
    let what = match what {
        Sealed::Round { round, answer } => {
            let it = session.rounds.get(&round).ok_or(Reject::NoSuch("round"))?;
            if it.stage != Stage::Open {
                return Err(Reject::RoundOver);
            }
            Sealed::Round { round, answer: answer.checked()? }
        }
        Sealed::Crux { crux, answer } => {
            let it = session.cruxes.get(&crux).ok_or(Reject::NoSuch("crux"))?;
            if it.revealed.is_some() {
                return Err(Reject::IsRevealed);
            }
            Sealed::Crux { crux, answer: answer.checked()? }
        }
        Sealed::Poll { poll, vote } => {
            let it = session.polls.get(&poll).ok_or(Reject::NoSuch("vote"))?;
            if it.revealed {
                return Err(Reject::IsRevealed);
            }
            it.kind.takes(&vote, it.options.len())?;
            Sealed::Poll { poll, vote }
        }
    };
    Ok(What::Entered { seat, what })
}
