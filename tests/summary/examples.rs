//! The summaries in `docs/examples`: those of the development threads, as the program extracts and tells them now.
//! `UPDATE=1 cargo test --no-default-features --test summary examples` writes them anew.

use super::{common, document};
use cruxmap::{
    export::Form,
    extract,
    jobs::Progress,
    map::{Edit, Ids, Map},
    source,
};
use std::{fs, path::Path};

/// What is in the folder for one thread: names and contents.
fn example(name: &str, text: &str) -> Vec<(String, String)> {
    let thread = source::read(text.to_owned(), name, None);
    let records = extract::extract(&thread, &Progress::default()).records;
    let mut map = Map::default();
    let diff = Edit::Merge(Box::new(records)).plan(&map, &mut Ids::seeded(1)).unwrap();
    map.apply(&diff).unwrap();
    let (full, pictures) = (document(&map, Form::Full), document(&map, Form::Brief));
    let (full, figures) = full.beside(name);
    let figures = figures.into_iter().map(|(name, svg)| (name, svg.to_owned()));
    let brief = pictures.beside(&format!("{name}-brief")).0;
    [(format!("{name}.md"), full), (format!("{name}-brief.md"), brief)].into_iter().chain(figures).collect()
}

#[test]
fn examples_are_what_the_program_writes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/examples");
    for (name, text, _) in common::threads() {
        for (file, made) in example(name, &text) {
            let path = folder.join(&file);
            if std::env::var_os("UPDATE").is_some() {
                fs::write(&path, made).unwrap();
                continue;
            }
            let kept = fs::read_to_string(&path).unwrap_or_default();
            assert!(kept == made, "{file} is not what is written now; UPDATE=1 writes it anew");
        }
    }
}

/// Somebody who has not read a thread finds in its brief: what it is about, what it turns on, and who would change their
/// mind on what.
#[test]
fn briefs_answer_what_a_stranger_asks() {
    for (name, text, _) in common::threads() {
        let files = example(name, &text);
        let brief = &files.iter().find(|it| it.0.ends_with("-brief.md")).unwrap().1;
        for told in ["## What it is about", "## What it turns on", "1. **", "## Where they disagree", "against"] {
            assert!(brief.contains(told), "{name}: {told}");
        }
        assert!(brief.contains("would change their mind") || brief.contains("would bring them"), "{name}");
        let words = brief.split_whitespace().count();
        assert!(words < 600, "{name}: {words} words are more than a page");
    }
}
