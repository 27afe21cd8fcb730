//! What those at a seat may do.

use crate::session::{
    Hand, ParaphraseId, ProposalId, Proposed, ProposedKind, Reject, Role, SeatCommand, SeatId, Session, What, bounds,
    state::Seat,
};

pub fn seat(session: &Session, id: SeatId, command: SeatCommand) -> Result<Vec<What>, Reject> {
    super::running(session)?;
    let &Seat { role, be_named, .. } = super::seated(session, id)?;
    match command {
        SeatCommand::BeNamed(it) if it == be_named => return Ok(Vec::new()),
        SeatCommand::BeNamed(be_named) => return Ok(vec![What::NamedSet { seat: id, be_named }]),
        _ => {}
    }
    if session.paused.is_some() {
        return Err(Reject::Paused);
    }
    let only = |it: Role, why: Reject| if role == it { Ok(()) } else { Err(why) };
    match &command {
        SeatCommand::EnterFor { .. } | SeatCommand::Act { .. } | SeatCommand::Note { .. } => {
            only(Role::Scribe, Reject::ScribeOnly)?;
        }
        // Whoever has the floor or a raised hand may give it back, also as an observer by now.
        SeatCommand::Lower | SeatCommand::EndTurn => {}
        _ => only(Role::Participant, Reject::ParticipantsOnly)?,
    }
    let what = match command {
        SeatCommand::BeNamed(be_named) => What::NamedSet { seat: id, be_named },
        SeatCommand::Enter(what) => super::enter(session, id, what)?,
        SeatCommand::EnterFor { seat, what } => super::enter(session, seat, what)?,
        SeatCommand::Raise(hand) => raise(session, id, hand)?,
        SeatCommand::Lower if session.hands.iter().any(|it| it.0 == id) => What::HandLowered(id),
        SeatCommand::Lower => return Err(Reject::NoHand),
        SeatCommand::EndTurn if session.floor.is_some_and(|it| it.0 == id) => What::FloorEnded,
        SeatCommand::EndTurn => return Err(Reject::NotYourTurn),
        SeatCommand::SayBack { of, text } => {
            session.seats.get(&of).ok_or(Reject::NoSuchSeat)?;
            if of == id {
                return Err(Reject::OwnView);
            }
            bounds::room(session.paraphrases.len(), bounds::PARAPHRASES, "views said back")?;
            let paraphrase = ParaphraseId(bounds::next(session.paraphrases.keys().next_back().map(|it| it.0)));
            What::SaidBack { paraphrase, by: id, of, text: bounds::words(&text)? }
        }
        SeatCommand::Judge { paraphrase, verdict, missed } => {
            let it = session.paraphrases.get(&paraphrase).ok_or(Reject::NoSuch("view said back"))?;
            if it.of != id {
                return Err(Reject::NotYourView);
            }
            if it.judged.is_some() {
                return Err(Reject::IsDecided);
            }
            What::Judged { paraphrase, verdict, missed: bounds::text(&missed)? }
        }
        SeatCommand::Propose(what) => propose(session, id, &what)?,
        SeatCommand::Park(text) => park(session, &text, Some(id))?,
        SeatCommand::Act { text, who } => act(session, &text, &who)?,
        SeatCommand::Note { text, item } => note(session, &text, item, Some(id))?,
    };
    Ok(vec![what])
}

fn raise(session: &Session, seat: SeatId, hand: Hand) -> Result<What, Reject> {
    if session.is_silent() {
        return Err(Reject::Silent);
    }
    if let Hand::Reply(to) = hand {
        session.seats.get(&to).ok_or(Reject::NoSuchSeat)?;
        if to == seat {
            return Err(Reject::OwnView);
        }
    }
    // Another kind of hand replaces the one that is up.
    if session.hands.contains(&(seat, hand)) { Err(Reject::HandUp) } else { Ok(What::HandRaised { seat, hand }) }
}

fn propose(session: &Session, by: SeatId, what: &Proposed) -> Result<What, Reject> {
    bounds::room(session.proposals.len(), bounds::PROPOSALS, "proposals")?;
    let open = session.proposals.values().filter(|it| it.by == by && it.decision.is_none()).count();
    bounds::room(open, bounds::OPEN_PROPOSALS, "proposals of one seat that wait for the facilitator")?;
    if what.about.is_some_and(|it| !session.items.contains_key(&it)) {
        return Err(Reject::NoSuch("item"));
    }
    match what.kind {
        ProposedKind::Crux if what.about.is_none() => return Err(Reject::NoClaim),
        ProposedKind::Evidence => drop(bounds::words(&what.quote)?),
        _ => {}
    }
    let what = Proposed { text: bounds::words(&what.text)?, quote: bounds::text(&what.quote)?, ..*what };
    let proposal = ProposalId(bounds::next(session.proposals.keys().next_back().map(|it| it.0)));
    Ok(What::Proposed { proposal, by, what })
}

pub fn park(session: &Session, text: &str, by: Option<SeatId>) -> Result<What, Reject> {
    bounds::room(session.parked.len(), bounds::NOTES, "things to be parked")?;
    Ok(What::Parked { text: bounds::words(text)?, by })
}

pub fn act(session: &Session, text: &str, who: &str) -> Result<What, Reject> {
    bounds::room(session.to_do.len(), bounds::NOTES, "things to do")?;
    let who = if who.trim().is_empty() { String::new() } else { bounds::name(who)? };
    Ok(What::ToDo { text: bounds::words(text)?, who })
}

pub fn note(
    session: &Session,
    text: &str,
    item: Option<crate::session::ItemId>,
    by: Option<SeatId>,
) -> Result<What, Reject> {
    bounds::room(session.notes.len(), bounds::NOTES, "notes")?;
    if item.is_some_and(|it| !session.items.contains_key(&it)) {
        return Err(Reject::NoSuch("item"));
    }
    Ok(What::Noted { text: bounds::words(text)?, item, by })
}
