//! What is beside the map: how it was left, the way back through time, settings, keys, tabs. Drives the real window
//! without a screen, by role and label.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may")]

mod coming_back;
#[path = "../driven/mod.rs"]
mod driven;
mod formats;
mod history;
mod keys;
mod safety;
mod settings;
mod tabs;
mod tidying;
mod window;
