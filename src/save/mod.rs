//! Maps as files: the versioned file form, safe writing, and the journal that keeps every finished edit.
//!
//! A map file is text ([`to_text`], [`write_text`], [`from_text`]); [`open`] and [`Journal::save`] are what a program
//! with a window uses, [`read`] and [`create`] what a script uses. `ARCHITECTURE.md` tells the order of steps and why it
//! is safe. [`part_to_json`] is for records inside files of other tools.

mod atomic;
mod error;
mod journal;
mod linked;
mod lock;
mod log;
mod part;
mod replay;
mod text;
mod v1;

pub use atomic::{write_atomically, write_in_pieces};
pub use error::{OpenError, SaveError};
pub use journal::{Journal, Opened, create, open, read};
pub use linked::{MOST_KEPT, now, open_linked, take_file};
pub use log::Log;
pub use part::{part_from_json, part_to_json};
pub use text::{VERSION, from_text, to_text, write_text};

/// The largest map file or journal that is opened, in bytes.
pub const LARGEST: u64 = 256 << 20;
