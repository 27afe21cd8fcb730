//! Two maps compared, three merged: rules that hold for random maps, cases by hand, the command line, and real git.

#![expect(clippy::unwrap_used, reason = "a test may")]

mod cases;
mod command_line;
mod git;
mod properties;
#[path = "../random_maps/mod.rs"]
mod random_maps;
