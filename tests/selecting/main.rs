//! Selecting many, and changing many at once: by mouse and by keys.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may")]

mod bulk;
mod choosing;
mod copying;
#[path = "../driven/mod.rs"]
mod driven;
mod window;
