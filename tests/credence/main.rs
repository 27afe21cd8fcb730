//! Credences and argumentation against values computed by other programs, published tables, and properties that hold for
//! any views and graphs.

#![expect(clippy::unwrap_used, reason = "a test may")]

#[path = "../common/mod.rs"]
mod common;

mod frameworks;
mod graphs;
mod views;

use proptest::prelude::*;
use serde_json::Value as Json;

fn list<'a>(it: &'a Json, key: &str) -> &'a Vec<Json> {
    it[key].as_array().unwrap()
}

/// Any credence, certainties and tiny ones more often than by chance.
fn credence() -> impl Strategy<Value = f64> {
    prop_oneof![1 => Just(0.0), 1 => Just(1.0), 8 => 0.0..=1.0, 1 => 1e-12..1e-6]
}
