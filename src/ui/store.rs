//! The file behind the open map: the map as last saved, and the journal of what was done since.

use crate::{
    map::{Diff, Map},
    save::{self, SaveError},
};
use std::{
    io,
    path::{Path, PathBuf},
};

/// The file behind the open map. Each finished edit is in the journal before the next frame is drawn.
#[derive(Debug)]
pub struct Store {
    /// The map's file.
    pub path: PathBuf,
    journal: Option<save::Journal>,
    dirty: bool,
    /// Why changes are not kept, if they are not.
    trouble: Option<String>,
}

/// Where the changes to a map are safe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Safe {
    /// In the map's file.
    Saved,
    /// In the journal beside it.
    Journal,
    /// Nowhere, and why.
    Nowhere(String),
}

impl Store {
    /// A map read from its file.
    pub fn opened(path: PathBuf, journal: Option<save::Journal>, recovered: usize) -> Self {
        let trouble = journal.is_none().then(|| "no journal can be written beside the map".to_owned());
        Self { path, journal, dirty: recovered > 0, trouble }
    }

    /// Writes a new map to `path`.
    ///
    /// # Errors
    /// If it cannot be written; what is there stays as it is.
    pub fn create(path: PathBuf, map: &Map) -> Result<Self, SaveError> {
        let journal = save::create(&path, map)?;
        Ok(Self { path, journal: Some(journal), dirty: false, trouble: None })
    }

    /// A map whose file could not be written: it lives in memory alone.
    pub fn nowhere(path: PathBuf) -> Self {
        Self { path, journal: None, dirty: true, trouble: Some("the map has no file".to_owned()) }
    }

    /// Whether the file lacks something that the map has.
    pub fn is_dirty(&self) -> bool {
        self.dirty
    }

    /// Where the changes to the map are safe.
    pub fn safe(&self) -> Safe {
        match &self.trouble {
            _ if !self.dirty => Safe::Saved,
            Some(why) => Safe::Nowhere(why.clone()),
            None => Safe::Journal,
        }
    }

    /// Writes a finished edit to the journal.
    ///
    /// # Errors
    /// If the disk is full or gone. The edit stands in the window, but would not survive a crash.
    pub fn append(&mut self, diff: &Diff) -> io::Result<()> {
        self.dirty = true;
        let kept = match &mut self.journal {
            Some(journal) => journal.append(diff),
            None => Ok(()),
        };
        if let Err(error) = &kept {
            self.trouble = Some(error.to_string());
        }
        kept
    }

    /// Writes the map to its file.
    ///
    /// # Errors
    /// If it cannot be written; the file and the journal stay as they are.
    pub fn save(&mut self, map: &Map) -> Result<(), SaveError> {
        match &mut self.journal {
            Some(journal) => journal.save(map)?,
            None => self.journal = Some(save::create(&self.path, map)?),
        }
        (self.dirty, self.trouble) = (false, None);
        Ok(())
    }

    /// As [`Store::save`], even if another program has changed the file.
    ///
    /// # Errors
    /// If it cannot be written; the file and the journal stay as they are.
    pub fn save_over(&mut self, map: &Map) -> Result<(), SaveError> {
        if let Some(journal) = &mut self.journal {
            journal.save_over(map)?;
            (self.dirty, self.trouble) = (false, None);
            return Ok(());
        }
        self.save(map)
    }

    /// Whether this is the file at `path`, held open here.
    pub fn is_at(&self, path: &Path) -> bool {
        let same = |path: &Path| path.canonicalize().ok();
        self.journal.is_some() && same(path).is_some() && same(path) == same(&self.path)
    }
}
