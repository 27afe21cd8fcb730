//! The lines of a script: who does what, and when. These types are the facilitator's own file; nothing that comes over a
//! network is read by them.

use crate::{
    evidence::dates,
    map::{Map, NodeId},
    session::{
        Command, CruxId, DoorCommand, Hashed, HostCommand, ItemId, Moment, Names, PollId, PollKind, ProposalId, Role,
        RoundId, Sealed, SeatCommand, SeatId, Session, Settings, Template, Token, Who,
    },
};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::{fs, path::Path};

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

#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Host {
    Open {
        title: String,
        /// One of ours by name, or a file of one's own that ends in .ron.
        form: String,
        #[serde(default)]
        names: Names,
        swing: Option<u8>,
        #[serde(default)]
        say_back_first: bool,
        #[serde(default)]
        shows_talk: bool,
    },
    Set(Settings),
    Lock(bool),
    /// A claim by its words, or by its node in the map.
    Claim {
        text: Option<String>,
        node: Option<String>,
    },
    Phase(usize),
    NextPhase,
    Extend(u32),
    Pause,
    Resume,
    OpenRound(ItemId),
    Reveal(RoundId),
    Drop(RoundId),
    Floor(String),
    NextFloor,
    EndFloor,
    Lower(String),
    Accept {
        proposal: ProposalId,
        text: Option<String>,
    },
    Merge {
        proposal: ProposalId,
        into: ItemId,
    },
    Decline {
        proposal: ProposalId,
        reason: String,
    },
    Test {
        item: ItemId,
        question: Option<String>,
        node: Option<String>,
    },
    RevealCrux(CruxId),
    Poll {
        kind: PollKind,
        text: String,
        options: Vec<String>,
    },
    RevealPoll(PollId),
    Park(String),
    Act {
        text: String,
        #[serde(default)]
        who: String,
    },
    Note {
        text: String,
        item: Option<ItemId>,
    },
    Role {
        name: String,
        role: Role,
    },
    Code {
        name: String,
        code: String,
    },
    EnterFor {
        name: String,
        what: Sealed,
    },
    Close,
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
            Does::Host(it) => (Who::Host, host(it, session, map)?.into()),
            Does::Join(Join { name, role, be_named }) => {
                let role = role.unwrap_or(Role::Participant);
                let token = token(session, self.now);
                (Who::Door, DoorCommand::Join { name, role, token, be_named }.into())
            }
            Does::Gone(name) => (Who::Door, DoorCommand::Gone(seat(&name)?).into()),
            Does::Back(name) => {
                // Whoever reads the script out is at the computer: what they do next is what brings them back.
                let id = seat(&name)?;
                let be_named = session.seats.get(&id).is_some_and(|it| it.be_named);
                (Who::Seat(id), SeatCommand::BeNamed(be_named).into())
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
fn seat_of(session: &Session, name: &str) -> Result<SeatId, Bad> {
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

fn node_text(map: &Map, node: &str) -> Result<String, Bad> {
    let id: NodeId = node.parse().map_err(|it| Bad(format!("{it}")))?;
    match map.node(id) {
        Some(it) if map.is_either(id) => Ok(it.text.to_string()),
        Some(_) => Err(Bad(format!("{node} is no claim, crux or evidence"))),
        None => Err(Bad(format!("{node} is not in the map"))),
    }
}

/// Words, or those of a node of the map.
fn words(text: Option<String>, node: Option<&str>, map: &Map) -> Result<String, Bad> {
    match (text, node) {
        (Some(text), None) => Ok(text),
        (text, Some(node)) => Ok(text.unwrap_or(node_text(map, node)?)),
        (None, None) => Err(Bad("it needs words, or a node of the map".to_owned())),
    }
}

fn template(form: &str) -> Result<Template, Bad> {
    if Path::new(form).extension().is_some_and(|it| it.eq_ignore_ascii_case("ron")) {
        let text = fs::read_to_string(form).map_err(|it| Bad(format!("cannot read {form}: {it}")))?;
        return Template::read(&text).map_err(|it| Bad(format!("{form}: {it}")));
    }
    Template::named(form).ok_or_else(|| {
        let names: Vec<String> = Template::ours().into_iter().map(|it| it.name).collect();
        Bad(format!("{form:?} is no form of discussion; there are {}, and files that end in .ron", names.join(", ")))
    })
}

fn host(it: Host, session: &Session, map: &Map) -> Result<HostCommand, Bad> {
    let seat = |name: &str| seat_of(session, name);
    Ok(match it {
        Host::Open { title, form, names, swing, say_back_first, shows_talk } => {
            let swing = swing.unwrap_or(Settings::default().swing);
            let settings = Settings { names, swing, say_back_first, shows_talk };
            HostCommand::Open { title, template: template(&form)?, settings }
        }
        Host::Set(it) => HostCommand::Set(it),
        Host::Lock(it) => HostCommand::Lock(it),
        Host::Claim { text, node } => HostCommand::AddItem { text: words(text, node.as_deref(), map)?, node },
        Host::Phase(nth) => {
            HostCommand::StartPhase(nth.checked_sub(1).ok_or_else(|| Bad("phases are counted from 1".to_owned()))?)
        }
        Host::NextPhase => HostCommand::NextPhase,
        Host::Extend(it) => HostCommand::Extend(it),
        Host::Pause => HostCommand::Pause,
        Host::Resume => HostCommand::Resume,
        Host::OpenRound(it) => HostCommand::OpenRound(it),
        Host::Reveal(it) => HostCommand::Reveal(it),
        Host::Drop(it) => HostCommand::DropRound(it),
        Host::Floor(name) => HostCommand::GiveFloor(seat(&name)?),
        Host::NextFloor => HostCommand::GiveNextFloor,
        Host::EndFloor => HostCommand::EndFloor,
        Host::Lower(name) => HostCommand::LowerHand(seat(&name)?),
        Host::Accept { proposal, text } => HostCommand::Accept { proposal, text },
        Host::Merge { proposal, into } => HostCommand::Merge { proposal, into },
        Host::Decline { proposal, reason } => HostCommand::Decline { proposal, reason },
        Host::Test { item, question, node } => {
            HostCommand::TestCrux { item, question: words(question, node.as_deref(), map)?, node }
        }
        Host::RevealCrux(it) => HostCommand::RevealCrux(it),
        Host::Poll { kind, text, options } => HostCommand::OpenPoll { kind, text, options },
        Host::RevealPoll(it) => HostCommand::RevealPoll(it),
        Host::Park(it) => HostCommand::Park(it),
        Host::Act { text, who } => HostCommand::Act { text, who },
        Host::Note { text, item } => HostCommand::Note { text, item },
        Host::Role { name, role } => HostCommand::SetRole { seat: seat(&name)?, role },
        Host::Code { name, code } => HostCommand::GiveCode { seat: seat(&name)?, code: Hashed::code(&code) },
        Host::EnterFor { name, what } => HostCommand::EnterFor { seat: seat(&name)?, what },
        Host::Close => HostCommand::Close,
    })
}
