//! What has happened: the log of a session, of which everything else follows.

use super::{
    CruxId, Hand, Hashed, ItemId, Moment, ParaphraseId, PollId, PollKind, ProposalId, Proposed, Role, RoundId, Sealed,
    SeatId, Settings, Template, Verdict,
};
use serde::{Deserialize, Serialize};

/// One thing that has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Its number, from 1, without gaps.
    pub seq: u64,
    /// When; never before the one before.
    pub at: Moment,
    /// Who did it.
    pub actor: Actor,
    /// What.
    pub what: What,
}

/// Who did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The facilitator.
    Host,
    /// A seat.
    Seat(SeatId),
    /// The door.
    Door,
}

/// What was decided on a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It was taken in, in these words.
    Accepted(String),
    /// An item says the same.
    Merged(ItemId),
    /// It was declined, for this reason.
    Declined(String),
}

#[expect(missing_docs, reason = "the comment on each variant says what its fields are")]
/// What can happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum What {
    /// The session began.
    Opened { title: String, template: Template, settings: Settings },
    /// The settings changed.
    Set(Settings),
    /// The room was locked or opened.
    Locked(bool),
    /// Somebody took a seat.
    Joined { seat: SeatId, name: String, role: Role, token: Hashed, be_named: bool },
    /// Somebody's connection was lost.
    Gone(SeatId),
    /// Somebody came back; with a new key if it was by a code.
    Back { seat: SeatId, token: Option<Hashed> },
    /// A seat got a code.
    CodeGiven { seat: SeatId, code: Hashed },
    /// A seat was taken away.
    SeatRemoved(SeatId),
    /// A seat got another role.
    RoleSet { seat: SeatId, role: Role },
    /// Somebody said whether they may be named.
    NamedSet { seat: SeatId, be_named: bool },
    /// A claim came on the agenda.
    ItemAdded { item: ItemId, text: String, node: Option<String>, from: Option<ProposalId> },
    /// A phase began, with people in these groups.
    PhaseBegan { phase: usize, groups: Vec<Vec<SeatId>> },
    /// The phase got more time.
    Extended { minutes: u32 },
    /// The session was paused.
    Paused,
    /// It came back from its log, and is paused as of this moment.
    Recovered,
    /// It went on.
    Resumed,
    /// A round was opened.
    RoundOpened { round: RoundId, item: ItemId },
    /// Somebody answered: in a round, on a crux or in a vote.
    Entered { seat: SeatId, what: Sealed },
    /// A round was shown.
    RoundRevealed(RoundId),
    /// A round was dropped.
    RoundDropped(RoundId),
    /// A hand went up.
    HandRaised { seat: SeatId, hand: Hand },
    /// A hand went down.
    HandLowered(SeatId),
    /// Somebody got the floor.
    FloorGiven(SeatId),
    /// The floor is free.
    FloorEnded,
    /// Somebody said back what somebody else holds.
    SaidBack { paraphrase: ParaphraseId, by: SeatId, of: SeatId, text: String },
    /// The other judged it.
    Judged { paraphrase: ParaphraseId, verdict: Verdict, missed: String },
    /// Something was proposed.
    Proposed { proposal: ProposalId, by: SeatId, what: Proposed },
    /// The facilitator decided on it.
    Decided { proposal: ProposalId, decision: Decision },
    /// A question came to the test.
    CruxOpened { crux: CruxId, item: ItemId, question: String, node: Option<String>, from: Option<ProposalId> },
    /// The test was shown.
    CruxRevealed(CruxId),
    /// A vote was opened.
    PollOpened { poll: PollId, kind: PollKind, text: String, options: Vec<String> },
    /// It was shown.
    PollRevealed(PollId),
    /// Something was kept for later.
    Parked { text: String, by: Option<SeatId> },
    /// Something is to be done.
    ToDo { text: String, who: String },
    /// Something was noted: by the scribe, or (`None`) by the facilitator for themselves.
    Noted { text: String, item: Option<ItemId>, by: Option<SeatId> },
    /// The session ended.
    Closed,
}
