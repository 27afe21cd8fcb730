//! A map that a command changes.

use super::{
    Failure,
    files::{self, Target},
};
use crate::{
    map::{Edit, Ids, Map, Records},
    save::{self, Journal},
};
use std::path::Path;

/// A map on its way to a file. If a map is there already, it stays and gets what is new.
pub struct Kept {
    pub map: Map,
    target: Option<Target>,
    journal: Option<Journal>,
}

impl Kept {
    pub fn open(target: Option<Target>) -> Result<Self, Failure> {
        let Some(Target::File(path)) = &target else { return Ok(Self { map: Map::default(), target, journal: None }) };
        if !files::is_taken(path) {
            return Ok(Self { map: Map::default(), target, journal: None });
        }
        let opened = save::open(path).map_err(|it| files::not_opened(path, &it))?;
        Ok(Self { map: opened.map, target, journal: opened.journal })
    }

    pub fn merge(&mut self, records: Records) -> Result<(), Failure> {
        // What people corrected in the map counts for what is new, too. Neither edit mints ids of its own.
        self.edit(Edit::Merge(Box::new(records)))?;
        self.edit(Edit::Learn)
    }

    pub fn edit(&mut self, edit: Edit) -> Result<(), Failure> {
        let map = edit.make(std::mem::take(&mut self.map), &mut Ids::seeded(0));
        self.map = map.map_err(|it| Failure::Bad(format!("what was found cannot be added to the map: {it}")))?;
        Ok(())
    }

    pub fn save(&mut self) -> Result<(), Failure> {
        match (&mut self.journal, &self.target) {
            (Some(journal), _) => journal.save(&self.map).map_err(|it| files::cannot_write(journal.map_path(), &it)),
            (None, Some(target)) => target.write_in_pieces(|out| save::write_text(&self.map, out)),
            (None, None) => Ok(()),
        }
    }

    /// The file it is kept in, if it is one.
    pub fn path(&self) -> Option<&Path> {
        match &self.target {
            Some(Target::File(path)) => Some(path),
            _ => None,
        }
    }
}
