//! The summary: true to the thread, well formed with any words, the same for the same map, and of the reader's template.

#![expect(clippy::unwrap_used, reason = "a test may")]

#[path = "../common/mod.rs"]
mod common;

mod examples;
mod forms;
mod templates;
mod told;

use cruxmap::{
    export::{self, Document, Form},
    map::Map,
};

/// The document of the program's own template.
fn document(map: &Map, form: Form) -> Document {
    export::document(map, form.template()).unwrap()
}
