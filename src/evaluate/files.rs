//! Reading annotation files: bounded, and with the place of what is wrong.

use super::EvaluateError;
use crate::source;
use serde::de::DeserializeOwned;
use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, Read as _},
    path::Path,
};

/// Larger files are refused.
const LARGEST: u64 = 256 << 20;

/// The names of what is in a folder.
pub fn names(folder: &Path) -> Result<BTreeSet<String>, EvaluateError> {
    let unreadable = |error| EvaluateError::Unreadable { path: folder.to_owned(), error };
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        // A name that is no text is none that we look for.
        names.extend(entry.map_err(unreadable)?.file_name().into_string());
    }
    Ok(names)
}

/// The text of a file, byte for byte where it is UTF-8.
pub fn text(path: &Path) -> Result<String, EvaluateError> {
    let mut bytes = Vec::new();
    let result = File::open(path).and_then(|it| it.take(LARGEST + 1).read_to_end(&mut bytes));
    let result = match result {
        Ok(_) if bytes.len() as u64 > LARGEST => {
            Err(io::Error::other(format!("it is larger than {} MB", LARGEST >> 20)))
        }
        result => result,
    };
    result.map_err(|error| EvaluateError::Unreadable { path: path.to_owned(), error })?;
    Ok(source::decode(&bytes).text)
}

/// A whole file as JSON.
pub fn json<T: DeserializeOwned>(path: &Path) -> Result<T, EvaluateError> {
    let text = text(path)?;
    serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|it| not_json(path, it.line(), &it))
}

/// A file with JSON on each line, with the number of each line, from 1. Empty lines are passed over.
pub fn json_lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<(usize, T)>, EvaluateError> {
    let text = text(path)?;
    let lines = text.trim_start_matches('\u{feff}').lines().enumerate().filter(|it| !it.1.trim().is_empty());
    lines
        .map(|(at, line)| match serde_json::from_str(line) {
            Ok(it) => Ok((at + 1, it)),
            Err(error) => Err(not_json(path, at + 1, &error)),
        })
        .collect()
}

fn not_json(path: &Path, line: usize, error: &serde_json::Error) -> EvaluateError {
    let says = error.to_string();
    // The error's own place counts lines from where it was given the text.
    let says = says.rsplit_once(" at line ").map_or(says.as_str(), |it| it.0).to_owned();
    broken(path, format!("line {line}, column {}", error.column()), says)
}

/// Something wrong in a file.
pub fn broken(path: &Path, place: String, says: String) -> EvaluateError {
    EvaluateError::Broken { path: path.to_owned(), place, says }
}
