//! What the facilitator may do.

use super::{
    door,
    seat::{act, note, park},
};
use crate::session::{
    CruxId, Decision, Hand, HostCommand, ItemId, PollId, PollKind, ProposalId, ProposedKind, Reject, Role, RoundId,
    SeatId, Session, Settings, Template, What, bounds,
    state::{Proposal, Stage},
};

pub fn host(session: &Session, command: HostCommand) -> Result<Vec<What>, Reject> {
    if let HostCommand::Open { title, template, settings } = command {
        return open(session, &title, template, settings);
    }
    super::running(session)?;
    let what = match command {
        // Dealt with above.
        HostCommand::Open { .. } => return Err(Reject::IsOpen),
        HostCommand::Set(settings) => {
            if session.answered && settings.names != session.settings.names {
                return Err(Reject::NamesFixed);
            }
            What::Set(sound(settings)?)
        }
        HostCommand::Lock(locked) => What::Locked(locked),
        HostCommand::AddItem { text, node } => add_item(session, &text, node, None)?,
        HostCommand::StartPhase(phase) => begin(session, phase)?,
        HostCommand::NextPhase => match session.phases.last().map_or(0, |it| it.phase.saturating_add(1)) {
            next if next < session.template.phases.len() => begin(session, next)?,
            _ => return Err(Reject::LastPhase),
        },
        HostCommand::Extend(minutes) => {
            session.phase().ok_or(Reject::NoPhase)?;
            if !(1..=bounds::MINUTES).contains(&minutes) {
                return Err(Reject::BadExtension);
            }
            What::Extended { minutes }
        }
        HostCommand::Pause if session.paused.is_some() => return Err(Reject::Paused),
        HostCommand::Pause => What::Paused,
        HostCommand::Resume if session.paused.is_none() => return Err(Reject::NotPaused),
        HostCommand::Resume => What::Resumed,
        HostCommand::OpenRound(item) => open_round(session, item)?,
        HostCommand::Reveal(round) => {
            let answers = open_stage(session, round)?;
            if answers == 0 {
                return Err(Reject::NothingToReveal);
            }
            What::RoundRevealed(round)
        }
        HostCommand::DropRound(round) => {
            open_stage(session, round)?;
            What::RoundDropped(round)
        }
        HostCommand::GiveFloor(seat) => {
            may_speak(session, seat)?;
            What::FloorGiven(seat)
        }
        HostCommand::GiveNextFloor => {
            let queue = session.queue();
            let first = queue.iter().find(|it| may_speak(session, it.0).is_ok()).or(queue.first());
            let &(seat, _) = first.ok_or(Reject::NoHand)?;
            may_speak(session, seat)?;
            What::FloorGiven(seat)
        }
        HostCommand::EndFloor if session.floor.is_none() => return Err(Reject::NoFloor),
        HostCommand::EndFloor => What::FloorEnded,
        HostCommand::LowerHand(seat) if session.hands.iter().any(|it| it.0 == seat) => What::HandLowered(seat),
        HostCommand::LowerHand(_) => return Err(Reject::NoHand),
        HostCommand::Accept { proposal, text } => return accept(session, proposal, text),
        HostCommand::Merge { proposal, into } => {
            undecided(session, proposal)?;
            session.items.get(&into).ok_or(Reject::NoSuch("item"))?;
            What::Decided { proposal, decision: Decision::Merged(into) }
        }
        HostCommand::Decline { proposal, reason } => {
            undecided(session, proposal)?;
            What::Decided { proposal, decision: Decision::Declined(bounds::words(&reason)?) }
        }
        HostCommand::TestCrux { item, question, node } => test(session, item, &question, node, None)?,
        HostCommand::RevealCrux(crux) => {
            let it = session.cruxes.get(&crux).ok_or(Reject::NoSuch("crux"))?;
            shown_once(it.revealed.is_some(), it.answers.len())?;
            What::CruxRevealed(crux)
        }
        HostCommand::OpenPoll { kind, text, options } => open_poll(session, kind, &text, &options)?,
        HostCommand::RevealPoll(poll) => {
            let it = session.polls.get(&poll).ok_or(Reject::NoSuch("vote"))?;
            shown_once(it.revealed, it.votes.len())?;
            What::PollRevealed(poll)
        }
        HostCommand::Park(text) => park(session, &text, None)?,
        HostCommand::Act { text, who } => act(session, &text, &who)?,
        HostCommand::Note { text, item } => note(session, &text, item, None)?,
        HostCommand::SetRole { seat, role } => {
            let before = super::seated(session, seat)?.role;
            if before != role {
                door::has_room_for(session, role)?;
            }
            What::RoleSet { seat, role }
        }
        HostCommand::RemoveSeat(seat) => super::seated(session, seat).map(|_| What::SeatRemoved(seat))?,
        HostCommand::GiveCode { seat, code } => {
            session.seats.get(&seat).ok_or(Reject::NoSuchSeat)?;
            What::CodeGiven { seat, code }
        }
        HostCommand::EnterFor { seat, what } => super::enter(session, seat, what)?,
        HostCommand::Close => What::Closed,
    };
    Ok(vec![what])
}

fn open(session: &Session, title: &str, template: Template, settings: Settings) -> Result<Vec<What>, Reject> {
    if session.opened.is_some() {
        return Err(Reject::IsOpen);
    }
    let title = bounds::words(title)?;
    Ok(vec![What::Opened { title, template: template.checked()?, settings: sound(settings)? }])
}

fn sound(settings: Settings) -> Result<Settings, Reject> {
    if (5..=90).contains(&settings.swing) { Ok(settings) } else { Err(Reject::BadSwing) }
}

fn add_item(session: &Session, text: &str, node: Option<String>, from: Option<ProposalId>) -> Result<What, Reject> {
    bounds::room(session.items.len(), bounds::ITEMS, "items")?;
    let item = ItemId(bounds::next(session.items.keys().next_back().map(|it| it.0)));
    let node = node.map(|it| bounds::name(&it)).transpose()?;
    Ok(What::ItemAdded { item, text: bounds::words(text)?, node, from })
}

fn begin(session: &Session, phase: usize) -> Result<What, Reject> {
    let of = session.template.phases.get(phase).ok_or(Reject::NoSuchPhase)?.groups_of;
    bounds::room(session.phases.len(), bounds::PHASES, "phases")?;
    let groups = of.map_or_else(Vec::new, |of| groups(session, of as usize));
    Ok(What::PhaseBegan { phase, groups })
}

/// Those who are there, in the order in which they came, by groups of `of`: fours are two twos that sat together before.
/// One who would be left alone sits with the last group.
fn groups(session: &Session, of: usize) -> Vec<Vec<SeatId>> {
    let here: Vec<SeatId> =
        session.with_role(Role::Participant).filter(|it| it.1.gone.is_none()).map(|it| it.0).collect();
    let mut groups: Vec<Vec<SeatId>> = here.chunks(of.max(1)).map(<[SeatId]>::to_vec).collect();
    if of > 1
        && groups.len() > 1
        && groups.last().is_some_and(|it| it.len() == 1)
        && let Some(alone) = groups.pop()
        && let Some(last) = groups.last_mut()
    {
        last.extend(alone);
    }
    groups
}

fn open_round(session: &Session, item: ItemId) -> Result<What, Reject> {
    session.phase().ok_or(Reject::NoPhase)?;
    session.items.get(&item).ok_or(Reject::NoSuch("item"))?;
    if session.open_round().is_some() {
        return Err(Reject::RoundOpen);
    }
    bounds::room(session.rounds.len(), bounds::ROUNDS, "rounds")?;
    Ok(What::RoundOpened { round: RoundId(bounds::next(session.rounds.keys().next_back().map(|it| it.0))), item })
}

/// How many answers a round has that is still open.
fn open_stage(session: &Session, round: RoundId) -> Result<usize, Reject> {
    let it = session.rounds.get(&round).ok_or(Reject::NoSuch("round"))?;
    if it.stage == Stage::Open { Ok(it.answers.len()) } else { Err(Reject::RoundOver) }
}

fn shown_once(is_shown: bool, answers: usize) -> Result<(), Reject> {
    match answers {
        _ if is_shown => Err(Reject::IsRevealed),
        0 => Err(Reject::NothingToReveal),
        _ => Ok(()),
    }
}

/// That a seat may have the floor: where it is asked for, a reply comes after the other's view was said back.
fn may_speak(session: &Session, seat: SeatId) -> Result<(), Reject> {
    super::seated(session, seat)?;
    let reply = session.hands.iter().find_map(|it| match it {
        (id, Hand::Reply(to)) if *id == seat => Some(*to),
        _ => None,
    });
    match reply {
        Some(to) if session.settings.say_back_first && !session.has_said_back(seat, to) => Err(Reject::ParaphraseFirst),
        _ => Ok(()),
    }
}

fn undecided(session: &Session, proposal: ProposalId) -> Result<&Proposal, Reject> {
    let it = session.proposals.get(&proposal).ok_or(Reject::NoSuch("proposal"))?;
    if it.decision.is_none() { Ok(it) } else { Err(Reject::IsDecided) }
}

/// A claim that was accepted comes on the agenda, a crux to the test.
fn accept(session: &Session, proposal: ProposalId, text: Option<String>) -> Result<Vec<What>, Reject> {
    let it = undecided(session, proposal)?;
    let text = text.map_or_else(|| Ok(it.what.text.clone()), |it| bounds::words(&it))?;
    let decided = What::Decided { proposal, decision: Decision::Accepted(text.clone()) };
    Ok(match (it.what.kind, it.what.about) {
        (ProposedKind::Claim, _) => vec![decided, add_item(session, &text, None, Some(proposal))?],
        (ProposedKind::Crux, Some(item)) => vec![decided, test(session, item, &text, None, Some(proposal))?],
        _ => vec![decided],
    })
}

fn test(
    session: &Session,
    item: ItemId,
    question: &str,
    node: Option<String>,
    from: Option<ProposalId>,
) -> Result<What, Reject> {
    session.items.get(&item).ok_or(Reject::NoSuch("item"))?;
    bounds::room(session.cruxes.len(), bounds::CRUXES, "cruxes")?;
    let crux = CruxId(bounds::next(session.cruxes.keys().next_back().map(|it| it.0)));
    let node = node.map(|it| bounds::name(&it)).transpose()?;
    Ok(What::CruxOpened { crux, item, question: bounds::words(question)?, node, from })
}

fn open_poll(session: &Session, kind: PollKind, text: &str, options: &[String]) -> Result<What, Reject> {
    bounds::room(session.polls.len(), bounds::POLLS, "votes")?;
    let has_dots = !matches!(kind, PollKind::Dots(n) if !(1..=20).contains(&n));
    if options.is_empty() || options.len() > bounds::OPTIONS || !has_dots {
        return Err(Reject::BadPoll);
    }
    let options = options.iter().map(|it| bounds::words(it)).collect::<Result<_, _>>()?;
    let poll = PollId(bounds::next(session.polls.keys().next_back().map(|it| it.0)));
    Ok(What::PollOpened { poll, kind, text: bounds::words(text)?, options })
}
