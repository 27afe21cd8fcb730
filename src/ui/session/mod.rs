//! A discussion held at this window: with one laptop that is passed around, with browsers that join, or both. The window
//! shows only what [`crate::session::view()`] gives whoever looks, and changes a session only by its commands.

mod after;
mod answer;
mod around;
mod asking;
mod ballot;
#[cfg(feature = "server")]
mod browsers;
mod claims;
mod cruxes;
mod doing;
mod forms;
mod found;
mod how;
mod keep;
#[cfg(feature = "server")]
mod lobby;
mod offer;
mod page;
mod people;
mod proposals;
#[cfg(feature = "server")]
mod qr;
mod room;
mod saying;
mod setup;
mod strip;
mod talk;
mod told;
mod votes;
mod wall;
mod would;

pub use found::{Unfinished, unfinished};
pub use room::{Plan, Room};

use super::command::ExportKind;
use crate::session::{HostCommand, SeatCommand, SeatId};

/// What is asked for of a discussion.
#[derive(Clone, Debug)]
pub enum Wish {
    /// To begin one.
    Begin(Box<Plan>),
    /// To go on with the one that was not brought to its end.
    Resume,
    /// To leave that one as it is.
    NotNow,
    /// To begin another one instead.
    Another,
    /// Something that the facilitator does.
    Host(HostCommand),
    /// Something that somebody at a seat does.
    Seat(SeatId, SeatCommand),
    /// Somebody comes in.
    Join(String),
    /// Somebody leaves, or is back.
    Leave(SeatId, bool),
    /// To let browsers in, at this address of the computer.
    #[cfg(feature = "server")]
    Open(crate::serve::Here),
    /// To let none in any more, and to end those that are there.
    #[cfg(feature = "server")]
    CloseDoor,
    /// A code with which somebody comes to a seat from a browser.
    #[cfg(feature = "server")]
    Code(SeatId, String),
    /// To hand the laptop to somebody for a blind answer.
    HandTo(SeatId, asking::Task),
    /// That the one it was handed to has it.
    Has(SeatId, asking::Task),
    /// Somebody's answer, and, where that was asked, whether their change may be told with their name; then the laptop is
    /// handed on.
    Answer(SeatId, SeatCommand, Option<bool>),
    /// That the facilitator has the laptop back.
    Back,
    /// To show the wall in a window of its own, or no longer.
    Wall(bool),
    /// To show the discussion, or the map.
    Show(bool),
    /// To write what came of it.
    Export(ExportKind),
    /// To bring what was shown into the map.
    IntoMap,
    /// To put it away, after its end.
    PutAway,
}

/// What a map's desk keeps of its discussion.
#[derive(Debug, Default)]
pub struct State {
    room: Option<Room>,
    /// What was left unfinished, and is offered.
    pub unfinished: Option<Unfinished>,
    /// Whether the discussion is shown rather than the map.
    shown: bool,
    /// What it takes to begin one, while that is filled in.
    setup: Option<setup::Setup>,
    /// Who has the laptop, if not the facilitator.
    hand: Option<asking::Hand>,
    /// How often it was handed to somebody: each time the fields are new ones, with nothing to take back in them.
    handed: u64,
    /// Whether the wall is shown in a window of its own.
    wall: bool,
    page: page::Typed,
    /// Why the last wish was not done.
    told: Option<String>,
}

impl State {
    /// Whether there is one, shown or not.
    pub fn is_held(&self) -> bool {
        self.room.is_some()
    }

    /// Whether the discussion is in the place of the map.
    pub fn covers(&self) -> bool {
        self.shown && self.room.is_some()
    }

    /// Whether somebody answers, so that nothing else may be in sight.
    pub fn is_private(&self) -> bool {
        self.covers() && self.hand.is_some()
    }

    /// Whether a question of it lies over the window.
    pub fn is_asking(&self) -> bool {
        self.setup.is_some() || self.unfinished.is_some()
    }
}
