//! Threads annotated in the form that `cruxmap extract --annotations` writes.

use super::{EvaluateError, Unit, files, score};
use crate::{
    extract::{Annotations, annotate},
    jobs::Progress,
    source,
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// How the name of an annotation file ends.
const ENDING: &str = ".gold.json";

/// Counts of each annotated thread in `folder`, which holds files of these names.
pub fn units(folder: &Path, names: &BTreeSet<String>) -> Result<Vec<Unit>, EvaluateError> {
    names.iter().filter_map(|it| it.strip_suffix(ENDING)).map(|name| unit(folder, names, name)).collect()
}

fn unit(folder: &Path, names: &BTreeSet<String>, name: &str) -> Result<Unit, EvaluateError> {
    let path = folder.join(format!("{name}{ENDING}"));
    let gold: Annotations = files::json(&path)?;
    let text = files::text(&thread_of(folder, names, name, &path)?)?;
    check(&gold, text.len()).map_err(|(place, says)| files::broken(&path, place, says))?;
    let told = annotate(&source::read(text, name, None), &Progress::default());
    Ok(Unit { name: name.to_owned(), counts: score::counts(&told, &gold) })
}

fn thread_of(folder: &Path, names: &BTreeSet<String>, name: &str, gold: &Path) -> Result<PathBuf, EvaluateError> {
    let files = ["txt", "md"].map(|it| format!("{name}.{it}"));
    let says = || format!("neither {} nor {} is there", files[0], files[1]);
    let found = files.iter().find(|it| names.contains(*it));
    found.map(|it| folder.join(it)).ok_or_else(|| files::broken(gold, "its thread".to_owned(), says()))
}

/// Whether what is scored fits the text and itself; if not, where and why.
fn check(gold: &Annotations, length: usize) -> Result<(), (String, String)> {
    let mut ids = BTreeSet::new();
    for it in &gold.statements {
        let wrong = |says: String| Err((format!("statement {}", it.id), says));
        if it.start >= it.end || it.end > length {
            return wrong(format!("{}..{} is no span of the text, which has {length} bytes", it.start, it.end));
        }
        if !score::kinds().contains(&it.kind.as_ref()) {
            return wrong(format!("\u{201c}{}\u{201d} is no kind of statement", it.kind));
        }
        if !ids.insert(it.id.as_str()) {
            return wrong("the id stands twice".to_owned());
        }
    }
    let relations = gold.relations.iter().enumerate();
    let ends = relations.flat_map(|(at, it)| [&it.from, &it.to].map(|id| (format!("relation {}", at + 1), id)));
    let cruxes = gold.cruxes.iter().map(|it| (format!("crux {}", it.id), &it.statement));
    let evidence = gold.evidence.iter().map(|it| (format!("evidence {}", it.id), &it.statement));
    match ends.chain(cruxes).chain(evidence).find(|it| !ids.contains(it.1.as_str())) {
        Some((place, id)) => Err((place, format!("there is no statement {id}"))),
        None => Ok(()),
    }
}
