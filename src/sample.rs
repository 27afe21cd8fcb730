//! The thread that a new user sees first.

/// What it is called.
pub const TITLE: &str = "Would restraint be matched?";

/// The thread, as it was pasted.
pub const TEXT: &str = include_str!("../assets/threads/would-restraint-be-matched.txt");

/// Its map, made and reviewed by hand, with a few proposals left to try the review on: the text of a map file.
pub const MAP: &str = include_str!("../assets/sample.ron");
