//! Reading with a language model, against a scripted endpoint: whatever it does, nothing gets into a map but words that
//! stand in the thread, and every wait ends.

#![expect(clippy::unwrap_used, reason = "a test may")]

#[path = "../endpoint/mod.rs"]
mod endpoint;
mod toll;

mod believing;
mod command_line;
mod merging;
mod troubles;
mod windows;
