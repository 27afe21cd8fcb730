//! Two maps: how they differ ([`compare()`]), and three of them merged into one ([`merge()`]). Knows maps and nothing else.
//!
//! Records are compared by their ids, part by part (`parts.rs`): what one person did to the words of a node has nothing
//! to do with what another did to its kind.

mod aspect;
mod combine;
mod conflict;
mod difference;
mod mend;
mod merge;
mod parts;
mod removed;
mod together;
mod words;

pub use aspect::{About, Aspect, Mark};
pub use conflict::{Choices, Conflict, Party, Point, Settled};
pub use difference::{Alteration, Comparison, Entry, compare};
pub use merge::{Merged, merge};
