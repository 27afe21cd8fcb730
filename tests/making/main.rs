//! Making a map by hand in the window: by keys alone, by dragging, and from the words of a thread.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may")]

#[path = "../driven/mod.rs"]
mod driven;
mod keys;
mod mouse;
mod window;
