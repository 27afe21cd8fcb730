//! Two maps compared, three merged: rules that hold for random maps, cases by hand, the command line, real git, and the
//! window.

#![expect(clippy::unwrap_used, reason = "a test may")]

mod cases;
mod command_line;
#[cfg(feature = "gui")]
#[path = "../driven/mod.rs"]
mod driven;
mod git;
mod properties;
#[path = "../random_maps/mod.rs"]
mod random_maps;
#[cfg(feature = "gui")]
mod window;
