//! Fits the weights in `assets` on annotated threads: of the signs by which kinds are told (`kinds.rs`), and of those
//! by which it is told what a statement bears on (`links.rs`).
//!
//! `cargo test --release --no-default-features --lib fit -- --ignored --nocapture` writes the files and prints how well
//! threads that were left out are told.

mod choice;
mod kinds;
mod links;
mod starts;

use super::Annotations;
use crate::source::{self, Thread};
use std::{
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

/// An annotated thread.
struct Example {
    name: String,
    thread: Thread,
    gold: Annotations,
}

/// The annotated threads of this project.
fn examples() -> Vec<Example> {
    let folder = root().join("tests/threads");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let Some(name) = path.to_string_lossy().strip_suffix(".gold.json").map(str::to_owned) else { continue };
        let gold = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let text = [".txt", ".md"].iter().find_map(|it| fs::read_to_string(format!("{name}{it}")).ok()).unwrap();
        found.push(Example { thread: source::read(text, &name, None), gold, name });
    }
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Whether two spans share half of what they cover.
fn alike(a: &Range<usize>, b: &Range<usize>) -> bool {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    shared * 2 >= a.end.max(b.end) - a.start.min(b.start)
}

#[test]
#[ignore = "writes assets; run by hand after the threads, the cues or the signs have changed"]
fn fit_the_weights() {
    let examples = examples();
    let left_out = kinds::fit(&examples);
    links::fit(&examples, &left_out);
}

#[test]
#[ignore = "writes assets; run by hand after the threads or the signs of a comment's start have changed"]
fn weigh_the_starts() {
    starts::fit(&examples());
}
