//! A part of a map as text that people and other programs can read and write: an outline in the manner of Argdown.
//!
//! ```text
//! [Open on Sundays]: The library should open on Sundays.
//!   + Sunday is the only free day of many.
//!     _ Is it the only one? #question
//!     + [Half the town] #evidence #bears-on
//!   - It costs too much.
//!     + [Half the town] #bears-on
//! ```
//!
//! A line is a node; what stands below it and further in bears on it: `+` supports it, `-` attacks it, `_` undercuts the
//! link of the line above. A node that is linked to several others stands with its words once, and with its title in
//! brackets elsewhere. Tags tell kinds of nodes other than claim, and kinds of links where the sign does not.

mod line;
mod read;
mod write;

pub use read::{Outline, TooLarge, is_outline, read};
pub use write::write;
