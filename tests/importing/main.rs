//! Threads from other sites and tools: each format, what is broken, what is hostile. The files in `files` are built by
//! hand after the public markup and the public documents of each site; no page was saved for them. What is expected of
//! each stands beside it.

#![expect(clippy::unwrap_used, reason = "a test may")]

mod formats;
mod hostile;
mod transcripts;

use cruxmap::source::{self, Imported, Input, Thread};
use peak_alloc::PeakAlloc;
use std::{fmt::Write as _, path::PathBuf, sync::RwLock};

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// Written while memory is measured, so that no other test takes any.
static ALONE: RwLock<()> = RwLock::new(());

fn files() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/importing/files")
}

/// A file as a thread.
fn read(bytes: &[u8], input: Option<&'static Input>) -> (Imported, Thread) {
    let _others = ALONE.read();
    let imported = source::import(source::decode(bytes), "untitled", input);
    let thread = source::read(imported.text.clone(), "untitled", Some(imported.format));
    check(&thread);
    (imported, thread)
}

/// What must hold of anything read.
fn check(thread: &Thread) {
    let text = &thread.text;
    let mut last = 0;
    for (index, comment) in thread.comments.iter().enumerate() {
        assert!(comment.span.start >= last && comment.span.start < comment.span.end, "sorted, disjoint, not empty");
        assert!(text.get(comment.span.clone()).is_some(), "on the borders of characters");
        last = comment.span.end;
        assert!(comment.parent.is_none_or(|it| it < index), "a reply stands after what it replies to");
        assert!(comment.quotes.iter().all(|it| comment.span.start <= it.span.start && it.span.end <= comment.span.end));
    }
    let mut taken: Vec<_> = thread.comments.iter().map(|it| it.span.clone()).chain(thread.chrome.clone()).collect();
    taken.sort_by_key(|it| it.start);
    assert!(taken.is_sorted_by(|a, b| a.end <= b.start), "what is set aside lies outside comments");
    if !taken.is_empty() {
        let ends = text.len()..text.len();
        let mut at = 0;
        for range in taken.into_iter().chain([ends]) {
            let between =
                text[at..range.start].trim_matches(|it: char| it.is_whitespace() || "\u{feff}\0".contains(it));
            assert_eq!(between, "", "words between comments are lost");
            at = range.end;
        }
    }
}

/// All that is known of a thread, a comment a paragraph.
fn told(imported: &Imported, thread: &Thread) -> String {
    let mut out = format!("{} as {}: {}\n", imported.input.name, imported.format.name(), thread.title);
    for warning in &imported.warnings {
        writeln!(out, "warning: {}", warning.says).unwrap();
    }
    for (at, it) in thread.comments.iter().enumerate() {
        write!(out, "\n{at}: {}", it.author.as_deref().unwrap_or("nobody")).unwrap();
        let said = [
            it.parent.map(|it| format!("to {it}")),
            it.time.clone(),
            it.marks.score.map(|it| format!("score {it}")),
            it.marks.edited.then(|| "edited".to_owned()),
            it.marks.retracted.then(|| "retracted".to_owned()),
            it.marks.deleted.then(|| "deleted".to_owned()),
            it.link.clone(),
        ];
        for it in said.into_iter().flatten() {
            write!(out, ", {it}").unwrap();
        }
        writeln!(out, "\n{}", &thread.text[it.span.clone()]).unwrap();
        for quote in it.quotes.iter().filter(|it| it.certainty > 0.5) {
            writeln!(out, "quoted: {}", &thread.text[quote.span.clone()]).unwrap();
        }
        for note in &it.footnotes {
            let mark = note.mark.clone().map_or("", |it| &thread.text[it]);
            writeln!(out, "note {mark}: {}", &thread.text[note.note.clone()]).unwrap();
        }
    }
    out
}
