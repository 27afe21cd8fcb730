//! Who comes in, and who comes back.

use crate::session::{DoorCommand, Hashed, Names, Reject, Role, SeatId, Session, What, bounds, state::Seat};

pub fn door(session: &Session, command: DoorCommand) -> Result<Vec<What>, Reject> {
    super::running(session)?;
    let what = match command {
        DoorCommand::Join { name, role, token, be_named } => {
            if session.locked {
                return Err(Reject::Locked);
            }
            bounds::room(session.seats.len(), bounds::SEATS, "seats")?;
            has_room_for(session, role)?;
            let token = unused(session, Hashed::token(token))?;
            joined(session, &name, role, token, be_named)?
        }
        DoorCommand::Sit { name, role, be_named } => {
            bounds::room(session.seats.len(), bounds::SEATS, "seats")?;
            has_room_for(session, role)?;
            joined(session, &name, role, Hashed::none(), be_named)?
        }
        DoorCommand::Back { token } => {
            let seat = session.seat_of(&Hashed::token(token)).ok_or(Reject::UnknownToken)?;
            if session.seats.get(&seat).is_some_and(|it| it.gone.is_none()) {
                return Ok(Vec::new());
            }
            What::Back { seat, token: None }
        }
        DoorCommand::BackWithCode { code, token } => {
            let code = Some(Hashed::code(&code));
            let (seat, it) = session.seats.iter().find(|it| it.1.code == code).ok_or(Reject::UnknownCode)?;
            given_back(session, it)?;
            What::Back { seat: *seat, token: Some(unused(session, Hashed::token(token))?) }
        }
        DoorCommand::Here(seat) => match session.seats.get(&seat) {
            None => return Err(Reject::NoSuchSeat),
            Some(it) if it.gone.is_none() => return Ok(Vec::new()),
            Some(it) => {
                given_back(session, it)?;
                What::Back { seat, token: None }
            }
        },
        DoorCommand::Gone(seat) => match session.seats.get(&seat) {
            None => return Err(Reject::NoSuchSeat),
            Some(it) if it.gone.is_some() => return Ok(Vec::new()),
            Some(_) => What::Gone(seat),
        },
    };
    Ok(vec![what])
}

fn joined(session: &Session, name: &str, role: Role, token: Hashed, be_named: bool) -> Result<What, Reject> {
    let seat = SeatId(bounds::next(session.seats.keys().next_back().map(|it| it.0)));
    // What is not to be shown is not kept either.
    let name = match session.settings.names {
        Names::Anonymous => format!("Seat {seat}"),
        Names::Named | Names::Pseudonym => free_name(session, name)?,
    };
    Ok(What::Joined { seat, name, role, token, be_named })
}

/// That a seat that was taken away can be given back: somebody else may have come in its place.
fn given_back(session: &Session, it: &Seat) -> Result<(), Reject> {
    if it.removed { has_room_for(session, it.role) } else { Ok(()) }
}

/// That the form of discussion has room for one more of this role.
pub fn has_room_for(session: &Session, role: Role) -> Result<(), Reject> {
    match session.template.people {
        Some(most)
            if role == Role::Participant
                && session.with_role(role).filter(|it| !it.1.removed).count() >= most as usize =>
        {
            Err(Reject::TooManyFor(most))
        }
        _ => Ok(()),
    }
}

fn unused(session: &Session, token: Hashed) -> Result<Hashed, Reject> {
    if session.seat_of(&token).is_some() { Err(Reject::TokenInUse) } else { Ok(token) }
}

/// A name that nobody here has, in whatever case: people go into the map by name.
fn free_name(session: &Session, name: &str) -> Result<String, Reject> {
    let name = bounds::name(name)?;
    let plain = name.to_lowercase();
    let taken = session.seats.values().any(|it| it.name.to_lowercase() == plain);
    if taken { Err(Reject::NameTaken) } else { Ok(name) }
}
