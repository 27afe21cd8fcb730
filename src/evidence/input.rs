//! What an engine gets: a stream of data and what a person set.

use crate::jobs::Progress;
use std::{
    collections::BTreeMap,
    io::{BufRead, Error, ErrorKind},
    sync::Arc,
};

/// What an engine gets.
pub struct Input<'a> {
    /// The data, read once from front to back: there may be more than fit in memory.
    pub data: &'a mut dyn BufRead,
    /// What they are called, for their form (`.csv`, `.jsonl`, `.nfg`, `.ron`) and for messages.
    pub name: &'a str,
    /// What a person set; engines ask for it by name and fall back on their default.
    pub settings: &'a Settings,
    /// How far it is, and whether to give up: an engine that runs for more than a blink asks now and then.
    pub progress: &'a Progress,
}

impl std::fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Input").field("name", &self.name).field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// Something a person may set for an engine.
#[derive(Debug)]
pub struct Setting {
    /// Its name in files and on the command line.
    pub name: &'static str,
    /// What it is called in the window.
    pub words: &'static str,
    /// What it does, its unit, and what holds if it is not set.
    pub hint: &'static str,
    /// What may be given.
    pub sort: Sort,
}

impl Setting {
    /// A number within bounds, both included.
    pub const fn number(
        name: &'static str,
        words: &'static str,
        hint: &'static str,
        (least, most): (f64, f64),
        default: Option<f64>,
    ) -> Self {
        Self { name, words, hint, sort: Sort::Number { least, most, default } }
    }

    /// Words.
    pub const fn text(name: &'static str, words: &'static str, hint: &'static str) -> Self {
        Self { name, words, hint, sort: Sort::Text }
    }

    /// The name of a column of the data, or several.
    pub const fn column(name: &'static str, words: &'static str, hint: &'static str) -> Self {
        Self { name, words, hint, sort: Sort::Column }
    }

    /// One of these words, the first if nothing is given.
    pub const fn choice(
        name: &'static str,
        words: &'static str,
        hint: &'static str,
        all: &'static [&'static str],
    ) -> Self {
        Self { name, words, hint, sort: Sort::Choice(all) }
    }

    /// A file beside the data.
    pub const fn file(name: &'static str, words: &'static str, hint: &'static str) -> Self {
        Self { name, words, hint, sort: Sort::File }
    }

    /// How sure intervals are.
    pub const SURE: Self =
        Self::number("sure", "How sure intervals are", "A share; 0.95 if not set.", (0.5, 0.9999), Some(0.95));
}

/// What may be given for a setting.
#[derive(Clone, Copy, Debug)]
pub enum Sort {
    /// A number within bounds, both included; its default if it has one that does not hang on the data.
    Number {
        /// The least.
        least: f64,
        /// The most.
        most: f64,
        /// What holds if nothing is given.
        default: Option<f64>,
    },
    /// One of these words, the first if nothing is given.
    Choice(&'static [&'static str]),
    /// Words.
    Text,
    /// The name of a column of the data; words to the engine.
    Column,
    /// A file beside the data.
    File,
}

/// What was given for one setting.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// A number.
    Number(f64),
    /// Words.
    Text(String),
    /// A file: its name and what is in it.
    File(String, Arc<[u8]>),
}

/// What a person set, by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings(pub BTreeMap<String, Given>);

impl Settings {
    /// Whether all of this can be set on an engine with these settings, and is within bounds.
    ///
    /// # Errors
    /// The first that is not, in words.
    pub fn check(&self, known: &[Setting]) -> Result<(), Failed> {
        for (name, given) in &self.0 {
            let Some(setting) = known.iter().find(|it| it.name == name) else {
                let names: Vec<&str> = known.iter().map(|it| it.name).collect();
                return Err(Failed::new(
                    format!("There is no setting {name}."),
                    format!("Known: {}.", names.join(", ")),
                ));
            };
            let fits = match (setting.sort, given) {
                (Sort::Number { least, most, .. }, Given::Number(it)) => (least..=most).contains(it),
                (Sort::Choice(all), Given::Text(it)) => all.contains(&it.as_str()),
                (Sort::Text | Sort::Column, Given::Text(_)) | (Sort::File, Given::File(..)) => true,
                _ => false,
            };
            if !fits {
                return Err(Failed::new(format!("The setting {name} does not fit."), setting.hint));
            }
        }
        Ok(())
    }

    /// The number set under this name.
    pub fn number(&self, name: &str) -> Option<f64> {
        match self.0.get(name)? {
            Given::Number(it) => Some(*it),
            _ => None,
        }
    }

    /// The words set under this name.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.0.get(name)? {
            Given::Text(it) => Some(it),
            _ => None,
        }
    }

    /// The file set under this name: what it is called and what is in it.
    pub fn file(&self, name: &str) -> Option<(&str, &[u8])> {
        match self.0.get(name)? {
            Given::File(called, bytes) => Some((called, bytes)),
            _ => None,
        }
    }
}

/// Why there is no result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{what} {advice}", line.map_or_else(String::new, |it| format!("Line {it}: ")))]
pub struct Failed {
    /// What is wrong, a sentence.
    pub what: String,
    /// Where in the data, counted from 1.
    pub line: Option<u64>,
    /// What to do about it, a sentence.
    pub advice: String,
    /// Whether it says nothing about the data: it may be gone next time, with the same.
    pub passing: bool,
}

impl Failed {
    /// Without a place.
    pub fn new(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { what: what.into(), line: None, advice: advice.into(), passing: false }
    }

    /// The same at this line of the data, counted from 1.
    #[must_use]
    pub fn at(self, line: u64) -> Self {
        Self { line: Some(line), ..self }
    }

    /// The same, but it may be gone next time, with the same data.
    #[must_use]
    pub fn passing(self) -> Self {
        Self { passing: true, ..self }
    }

    /// A person wants it no more.
    pub fn cancelled() -> Self {
        Self::new("It was cancelled.", "Run it again.").passing()
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        let advice = "Look whether the file is whole, and is text in UTF-8.";
        let failed = Self::new(format!("The data cannot be read: {error}."), advice);
        // What is no text stays none; a disk may be there again next time.
        if error.kind() == ErrorKind::InvalidData { failed } else { failed.passing() }
    }
}
