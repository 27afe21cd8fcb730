//! How well extraction does: it is run over threads that people annotated, and what it says is held against what they
//! said.
//!
//! A folder holds sets of annotated threads, each in one of the forms of [`Form`]. Each set is measured on its own, and
//! all sets of a form together. The threads only measure: nothing of them is kept.

mod bootstrap;
mod cmv_modes;
mod files;
mod gold;
mod links;
mod paste;
mod quotes;
mod report;
mod score;
mod spans;
mod tally;
mod us2016;

pub use report::{Measured, Report, Row};
pub use tally::{Bin, Counts, Figure, Statistic};

use std::{
    io,
    path::{Path, PathBuf},
};

/// How a set of threads is annotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// A thread `NAME.txt` or `NAME.md` and its annotations `NAME.gold.json`.
    Gold,
    /// `threads.jsonl`: claims, premises and their relations in debates under an original post (Hidey et al. 2017).
    CmvModes,
    /// `maps.jsonl`: propositions and their relations (Visser et al. 2019).
    Us2016,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 3] = [Self::Gold, Self::CmvModes, Self::Us2016];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gold => "gold",
            Self::CmvModes => "cmv-modes",
            Self::Us2016 => "us2016",
        }
    }

    /// What is counted in it, in the order of [`Unit::counts`].
    pub fn figures(self) -> Vec<Figure> {
        match self {
            Self::Gold => score::FIGURES.to_vec(),
            Self::CmvModes => [&cmv_modes::FIGURES[..], &links::FIGURES].concat(),
            Self::Us2016 => links::FIGURES.to_vec(),
        }
    }

    /// How its figures are meant, a sentence each.
    fn notes(self) -> &'static [&'static str] {
        match self {
            Self::Gold => score::NOTES,
            Self::CmvModes => cmv_modes::NOTES,
            Self::Us2016 => us2016::NOTES,
        }
    }
}

/// A set of annotated threads and what was counted in it.
#[derive(Clone, Debug)]
pub struct Set {
    /// The folder it is in.
    pub folder: PathBuf,
    /// How it is annotated.
    pub form: Form,
    /// What was counted, apart for what may be drawn apart in a resample. Not empty.
    pub units: Vec<Unit>,
    /// What about it was not as it should be, a sentence each.
    pub notes: Vec<String>,
}

/// What was counted in one thread, or in all threads under one original post.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The thread's file name without its ending, or the id of the post or map.
    pub name: String,
    /// Counts for each of the form's figures, in their order.
    pub counts: Vec<Counts>,
}

/// Why nothing could be measured.
#[derive(Debug, thiserror::Error)]
pub enum EvaluateError {
    /// A file or folder cannot be read.
    #[error("cannot read {}: {error}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// An annotation is not in its form.
    #[error("{}, {place}: {says}", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// Where in it.
        place: String,
        /// What is wrong.
        says: String,
    },
    /// A folder without any annotated thread.
    #[error(
        "{} holds no annotated threads: no NAME.gold.json with NAME.txt or NAME.md, no threads.jsonl, no maps.jsonl",
        .0.display()
    )]
    Nothing(PathBuf),
}

/// Extracts all annotated threads in `folders` and counts what was found of what people marked.
///
/// # Errors
///
/// If a folder holds no annotated threads, or a file cannot be read or is not in its form.
pub fn evaluate(folders: &[PathBuf]) -> Result<Report, EvaluateError> {
    let mut sets = Vec::new();
    for folder in folders {
        let found = sets_in(folder)?;
        if found.is_empty() {
            return Err(EvaluateError::Nothing(folder.clone()));
        }
        sets.extend(found);
    }
    Ok(Report::of(&sets))
}

fn sets_in(folder: &Path) -> Result<Vec<Set>, EvaluateError> {
    let names = files::names(folder)?;
    let mut sets = Vec::new();
    for form in Form::ALL {
        let mut notes = Vec::new();
        let units = match form {
            Form::Gold => gold::units(folder, &names)?,
            Form::CmvModes if names.contains("threads.jsonl") => {
                cmv_modes::units(&folder.join("threads.jsonl"), &mut notes)?
            }
            Form::Us2016 if names.contains("maps.jsonl") => us2016::units(&folder.join("maps.jsonl"))?,
            _ => continue,
        };
        if !units.is_empty() {
            sets.push(Set { folder: folder.to_owned(), form, units, notes });
        }
    }
    Ok(sets)
}
