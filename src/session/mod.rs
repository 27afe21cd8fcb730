//! A discussion over a map as a state machine. Pure: no window, file, network or clock; what is random comes in.
//!
//! [`apply()`] holds all rules and powers, [`Session::fold`] takes in what happened, [`view()`] is the only place that says
//! who sees what. The log of events is the truth: the session, its minutes and its exports follow from it.

mod answer;
mod apply;
mod bounds;
mod command;
mod crux;
mod csv;
mod doc;
mod event;
mod fold;
mod ids;
mod log;
mod minutes;
mod reject;
mod spread;
pub mod state;
mod template;
mod to_map;
pub mod view;

pub use answer::{Answer, CruxAnswer, Numbers, PollKind, Said, Sealed, Stance, Vote, Would};
pub use apply::apply;
pub use bounds::{NAME, SEATS, TEXT, clean_name};
pub use command::{
    Command, DoorCommand, Hand, HostCommand, Names, Proposed, ProposedKind, Role, SeatCommand, Settings, Side, Verdict,
    Who,
};
pub use crux::{Found, Outcome, Why};
pub use event::{Actor, Decision, Event, What};
pub use ids::{CruxId, Hashed, ItemId, Moment, ParaphraseId, PollId, ProposalId, RoundId, SeatId, Token};
pub use log::{Read, read_log};
pub use reject::Reject;
pub use spread::{Moved, NamedShift, Shift, Shown, Spread};
pub use state::Session;
pub use template::{Does, Phase, Template};
pub use view::{View, Viewer, Views, view};
