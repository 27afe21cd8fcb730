//! What the facilitator does in a script.

use super::line::{Bad, seat_of};
use crate::{
    map::{Map, NodeId},
    session::{
        CruxId, Hashed, HostCommand, ItemId, Names, PollId, PollKind, ProposalId, Role, RoundId, Sealed, Session,
        Settings, Template,
    },
};
use serde::Deserialize;
use std::{fs, path::Path};

/// What a line asks for in the name of the facilitator.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Host {
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
    Remove(String),
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

impl Host {
    /// The command that it stands for.
    pub fn command(self, session: &Session, map: &Map) -> Result<HostCommand, Bad> {
        let seat = |name: &str| seat_of(session, name);
        Ok(match self {
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
            Host::Remove(name) => HostCommand::RemoveSeat(seat(&name)?),
            Host::Code { name, code } => HostCommand::GiveCode { seat: seat(&name)?, code: Hashed::code(&code) },
            Host::EnterFor { name, what } => HostCommand::EnterFor { seat: seat(&name)?, what },
            Host::Close => HostCommand::Close,
        })
    }
}
