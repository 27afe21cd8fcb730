//! The lines of a script: who does what, and when. These types are the facilitator's own file; nothing that comes over a
//! network is read by them.

use super::host::Host;
use crate::{
    evidence::dates,
    map::Map,
    session::{Command, DoorCommand, Moment, Role, SeatCommand, SeatId, Session, Token, Who},
};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// Why a line cannot be done, in words.
pub struct Bad(pub String);

/// A line of a script.
pub struct Line {
    /// Since the start: `12:30` is minutes and seconds, `1:02:30` hours, too.
    at: Option<String>,
    does: Does,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Does {
    /// When the session starts: a day and a time, UTC.
    Start(String),
    Host(Host),
    Join(Join),
    Gone(String),
    Back(String),
    /// Comes back with a code that the facilitator gave, and gets a new key.
    BackWithCode(String),
    Seat(SeatLine),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Join {
    name: String,
    role: Option<Role>,
    #[serde(default)]
    be_named: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeatLine {
    name: String,
    does: SeatCommand,
}

impl Line {
    /// Reads a line; nothing if it is empty or a comment.
    pub fn read(text: &str) -> Result<Option<Self>, Bad> {
        let text = text.trim().trim_start_matches('\u{feff}');
        if text.is_empty() || text.starts_with("//") || text.starts_with('#') {
            return Ok(None);
        }
        let bad = |why: serde_json::Error| Bad(format!("{why}; docs/session.md lists the lines of a script"));
        let mut fields: serde_json::Map<String, Value> = serde_json::from_str(text).map_err(bad)?;
        let at = fields.remove("at").map(serde_json::from_value).transpose().map_err(bad)?;
        let does = serde_json::from_value(Value::Object(fields)).map_err(bad)?;
        Ok(Some(Self { at, does }))
    }
}

/// Where a script stands.
pub struct Script {
    start: Moment,
    now: Moment,
    /// Tells the time, if the lines come as they are typed.
    clock: Option<fn() -> Moment>,
}

impl Script {
    /// A script that starts at `last`, or now if that is no time.
    pub fn new(last: Moment, clock: Option<fn() -> Moment>) -> Self {
        let start = match clock {
            Some(clock) => clock(),
            None if last == Moment::default() => super::clock(),
            None => last,
        };
        Self { start, now: start, clock }
    }

    /// Who asks for what in a line, and when. The line about the start asks for nothing but the time.
    pub fn command(&mut self, line: Line, session: &Session, map: &Map) -> Result<(Who, Command, Moment), Bad> {
        if let (Some(clock), None) = (self.clock, &line.at) {
            self.now = clock();
        }
        if let Some(at) = &line.at {
            self.now = self.start.later(offset(at)?);
        }
        let seat = |name: &str| seat_of(session, name);
        let (who, command): (Who, Command) = match line.does {
            Does::Start(_) => return Err(Bad("`start` stands in the first line, alone".to_owned())),
            Does::Host(it) => (Who::Host, it.command(session, map)?.into()),
            Does::Join(Join { name, role, be_named }) => {
                let role = role.unwrap_or(Role::Participant);
                let token = token(session, self.now);
                (Who::Door, DoorCommand::Join { name, role, token, be_named }.into())
            }
            Does::Gone(name) => (Who::Door, DoorCommand::Gone(seat(&name)?).into()),
            Does::Back(name) => {
                let seat = seat(&name)?;
                (Who::Door, DoorCommand::Here(seat).into())
            }
            Does::BackWithCode(code) => {
                let token = token(session, self.now);
                (Who::Door, DoorCommand::BackWithCode { code, token }.into())
            }
            Does::Seat(SeatLine { name, does }) => (Who::Seat(seat(&name)?), does.into()),
        };
        Ok((who, command, self.now))
    }

    /// Takes the start from a line that says nothing else.
    pub fn starts(&mut self, line: &Line) -> Result<bool, Bad> {
        let Does::Start(text) = &line.does else { return Ok(false) };
        let bad = || Bad(format!("{text:?} is no start: write it like “2026-11-28 18:00”, in UTC"));
        let parsed = dates::parse(text.trim().as_bytes());
        let seconds = match parsed {
            Some(dates::Date::Known(it)) => u64::try_from(it).map_err(|_| bad())?,
            _ => return Err(bad()),
        };
        self.start = Moment(seconds.saturating_mul(1000));
        self.now = self.start;
        Ok(true)
    }
}

/// The seat of this name, or of this number.
pub fn seat_of(session: &Session, name: &str) -> Result<SeatId, Bad> {
    let plain = name.trim().to_lowercase();
    let found = session.seats.iter().find(|it| it.1.name.to_lowercase() == plain || it.0.to_string() == plain);
    found.map(|it| *it.0).ok_or_else(|| Bad(format!("nobody here is called {name:?}")))
}

/// Milliseconds of `h:mm:ss` or `mm:ss`.
fn offset(text: &str) -> Result<i64, Bad> {
    let bad = || Bad(format!("{text:?} is no time since the start: write minutes and seconds like 12:30"));
    let parts: Vec<i64> = text
        .split(':')
        .map(|it| it.trim().parse::<u32>().map(i64::from))
        .collect::<Result<_, _>>()
        .map_err(|_| bad())?;
    let seconds = match parts[..] {
        [m, s] if s < 60 => m * 60 + s,
        [h, m, s] if m < 60 && s < 60 => h * 3600 + m * 60 + s,
        _ => return Err(bad()),
    };
    Ok(seconds * 1000)
}

/// A key for a seat. Nobody in a script needs it: people come back by a code that the facilitator gives.
fn token(session: &Session, now: Moment) -> Token {
    let parts = Sha256::new().chain_update(session.title.as_bytes()).chain_update(session.seq.to_le_bytes());
    let hash = parts.chain_update(now.0.to_le_bytes()).finalize();
    let mut token = [0; 16];
    token.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
    Token(token)
}
