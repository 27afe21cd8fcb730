//! What can be asked of a session, and by whom.
//!
//! What the facilitator asks, what a seat asks and what happens at the door are three types. Only the seat's can be read
//! from JSON, so that whatever comes over a network cannot be a facilitator's command.

use super::{
    CruxId, Hashed, ItemId, ParaphraseId, PollId, PollKind, ProposalId, RoundId, Sealed, SeatId, Template, Token,
};
use serde::{Deserialize, Serialize};

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The facilitator, at the computer that holds the session.
    Host,
    /// Somebody who has proved to be at this seat.
    Seat(SeatId),
    /// The door: whoever lets people in, and sees that they are gone.
    Door,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// By the facilitator.
    Host(HostCommand),
    /// By a seat.
    Seat(SeatCommand),
    /// At the door.
    Door(DoorCommand),
}

impl From<HostCommand> for Command {
    fn from(it: HostCommand) -> Self {
        Self::Host(it)
    }
}

impl From<SeatCommand> for Command {
    fn from(it: SeatCommand) -> Self {
        Self::Seat(it)
    }
}

impl From<DoorCommand> for Command {
    fn from(it: DoorCommand) -> Self {
        Self::Door(it)
    }
}

#[expect(missing_docs, reason = "the comment on each variant says what its fields are")]
/// What the facilitator can do. Not to be read from anything that comes over a network.
#[derive(Clone, Debug, PartialEq)]
pub enum HostCommand {
    /// Begins the session.
    Open { title: String, template: Template, settings: Settings },
    /// Changes how the session goes. How people are named is fixed with the first answer.
    Set(Settings),
    /// Lets nobody new in, or somebody again. Who has a seat can always come back.
    Lock(bool),
    /// Puts a claim on the agenda; `node` is the id of the node of the map that says it.
    AddItem { text: String, node: Option<String> },
    /// Begins the phase with this number, counted from 0.
    StartPhase(usize),
    /// Begins the next phase, or the first one.
    NextPhase,
    /// Gives the phase so many minutes more.
    Extend(u32),
    /// Stops the timer; what is not the facilitator's waits.
    Pause,
    /// Goes on.
    Resume,
    /// Asks everybody, blind, how likely an item is: the first time or again.
    OpenRound(ItemId),
    /// Shows a round to all at once. It cannot be answered any more.
    Reveal(RoundId),
    /// Ends a round without showing it, ever.
    DropRound(RoundId),
    /// Gives somebody the floor, whether their hand is up or not.
    GiveFloor(SeatId),
    /// Gives the floor to the first in the queue that may have it.
    GiveNextFloor,
    /// Takes the floor back.
    EndFloor,
    /// Takes somebody's hand down.
    LowerHand(SeatId),
    /// Takes a proposal in, as it is or reworded.
    Accept { proposal: ProposalId, text: Option<String> },
    /// Says that an item says what a proposal says.
    Merge { proposal: ProposalId, into: ItemId },
    /// Declines a proposal, with a reason.
    Decline { proposal: ProposalId, reason: String },
    /// Puts a question to the test as a crux of an item; `node` is the id of the node of the map that asks it.
    TestCrux { item: ItemId, question: String, node: Option<String> },
    /// Shows what a test has come to.
    RevealCrux(CruxId),
    /// Opens a vote on some options.
    OpenPoll { kind: PollKind, text: String, options: Vec<String> },
    /// Shows a vote.
    RevealPoll(PollId),
    /// Keeps something for later.
    Park(String),
    /// Notes what somebody is to do; who may be empty.
    Act { text: String, who: String },
    /// Keeps a note of the facilitator's own, on an item or on none. Seats and the projector never see it.
    Note { text: String, item: Option<ItemId> },
    /// Gives a seat another role.
    SetRole { seat: SeatId, role: Role },
    /// Takes a seat away: its key and its code are void, and nobody waits for it. What was answered there stays.
    RemoveSeat(SeatId),
    /// Keeps the hash of a code with which somebody who lost their key comes back to a seat, once.
    GiveCode { seat: SeatId, code: Hashed },
    /// Enters what somebody said.
    EnterFor { seat: SeatId, what: Sealed },
    /// Ends the session.
    Close,
}

#[expect(missing_docs, reason = "the comment on each variant says what its fields are")]
/// What a seat can do: what is read from the network's JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SeatCommand {
    /// Answers; sealed until it is revealed.
    Enter(Sealed),
    /// Enters what somebody said. Only the scribe.
    EnterFor { seat: SeatId, what: Sealed },
    /// Raises the hand.
    Raise(Hand),
    /// Takes the hand down.
    Lower,
    /// Gives the floor back.
    EndTurn,
    /// Says what somebody else holds.
    SayBack { of: SeatId, text: String },
    /// Judges what somebody said of one's own view.
    Judge {
        paraphrase: ParaphraseId,
        verdict: Verdict,
        #[serde(default)]
        missed: String,
    },
    /// Proposes something for the map.
    Propose(Proposed),
    /// Says whether one's own shift may be told by name. Counts for all rounds, also earlier ones.
    BeNamed(bool),
    /// Keeps something for later.
    Park(String),
    /// Notes what somebody is to do; who may be empty. Only the scribe.
    Act {
        text: String,
        #[serde(default)]
        who: String,
    },
    /// Notes what was said, on an item or on none. Only the scribe.
    Note {
        text: String,
        #[serde(default)]
        item: Option<ItemId>,
    },
}

#[expect(missing_docs, reason = "the comment on each variant says what its fields are")]
/// What happens at the door. Keys are made there, never by who comes in.
#[derive(Clone, Debug, PartialEq)]
pub enum DoorCommand {
    /// Somebody takes a seat.
    Join { name: String, role: Role, token: Token, be_named: bool },
    /// Somebody takes a seat at the computer that holds the session: there is no key to it.
    Sit { name: String, role: Role, be_named: bool },
    /// Somebody comes back with their key.
    Back { token: Token },
    /// Somebody comes back with their seat's code and gets a new key; the old one is void.
    BackWithCode { code: String, token: Token },
    /// Somebody is there, as the door knows without a key: at the computer that is handed round.
    Here(SeatId),
    /// Somebody's connection is gone.
    Gone(SeatId),
}

/// What a seat is for. The facilitator has none, but may take one to answer along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Answers, talks, proposes.
    Participant,
    /// Looks on.
    Observer,
    /// Takes notes, and enters for who cannot.
    Scribe,
}

impl Role {
    /// It in a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Participant => "participant",
            Self::Observer => "observer",
            Self::Scribe => "scribe",
        }
    }
}

/// How people are named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Names {
    /// By their names.
    #[default]
    Named,
    /// By names that they choose for this session.
    Pseudonym,
    /// By the number of the seat; what was answered is never told of one.
    Anonymous,
}

/// How a session goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// How people are named.
    pub names: Names,
    /// From this swing on a question is a crux, in percent from 5 to 90.
    pub swing: u8,
    /// Who replies must first have said back what the other holds.
    pub say_back_first: bool,
    /// Whether the projector shows how long people have talked.
    pub shows_talk: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { names: Names::Named, swing: 20, say_back_first: false, shows_talk: false }
    }
}

/// What somebody raises a hand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hand {
    /// A new point.
    NewPoint,
    /// A direct reply to somebody.
    Reply(SeatId),
    /// How the discussion goes.
    Process,
}

/// Whether somebody finds their view said back rightly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Yes.
    Yes,
    /// Mostly.
    Mostly,
    /// No.
    No,
}

/// What is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposed {
    /// Which kind of thing.
    pub kind: ProposedKind,
    /// What it says; for a crux the question.
    pub text: String,
    /// Words of a source, for evidence; may be empty otherwise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub quote: String,
    /// The item it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<ItemId>,
    /// What a claim or evidence does to that item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
}

/// A kind of proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposedKind {
    /// A claim.
    Claim,
    /// Evidence, with a quote.
    Evidence,
    /// A question on which a view of the item turns.
    Crux,
}

impl ProposedKind {
    /// It in a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Evidence => "evidence",
            Self::Crux => "crux",
        }
    }
}

/// What something does to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Speaks for it.
    For,
    /// Speaks against it.
    Against,
}
