//! Opening and saving a map with its journal beside it.

use super::{
    OpenError, SaveError, atomic,
    lock::{self, Held, Refused},
    replay::{self, HEADER, Replay},
    text, write_atomically,
};
use crate::map::{Diff, Map};
use std::{
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

/// A map read from a file.
#[derive(Debug)]
pub struct Opened {
    /// The map, with all edits that were finished before the program that made them ended.
    pub map: Map,
    /// Keeps further edits. Nothing if there can be no journal (a warning says why) or none was asked for.
    pub journal: Option<Journal>,
    /// How many edits came from the journal: they are not in the file yet.
    pub recovered: usize,
    /// What the user should know, in sentences.
    pub warnings: Vec<String>,
}

/// The journal of one map file: holds each finished edit until the map is saved, so that a program that is killed
/// loses none. While it lives, no other program can open the map. Dropped with all edits saved, it leaves no trace;
/// dropped with edits in it, it stays and [`open`] finds them.
#[derive(Debug)]
pub struct Journal {
    held: Held,
    map: PathBuf,
    /// The hash of the map file as it was last read or written here; empty if there was none.
    base: String,
    /// The bytes of whole lines in it.
    len: u64,
    /// The edits in it that are not in the map file.
    edits: usize,
    /// An edit is missing in it, so that later ones would not fit.
    broken: bool,
}

/// Opens the map at `path` for editing: brings back what its journal holds, and goes on with the journal.
///
/// # Errors
/// If it is no map, is damaged, or is open in another program. Nothing on the disk has changed then.
pub fn open(path: &Path) -> Result<Opened, OpenError> {
    let path = atomic::follow_links(path)?;
    if !fs::metadata(&path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no plain file").into());
    }
    let mut held = match Held::take(&path) {
        Ok(held) => held,
        Err(Refused::InUse) => return Err(OpenError::InUse),
        Err(Refused::Io(error)) => {
            let mut opened = read(&path)?;
            opened.warnings.push(no_journal(&error));
            return Ok(opened);
        }
    };
    let bytes = read_file(&path)?;
    let hash = replay::hash(&bytes);
    let content = held.read()?;
    let replay = replay::replay(&text::from_bytes(&bytes)?, &hash, &content);
    let mut warnings = Vec::new();
    warn_of_torn(&replay, &mut warnings);
    if let Some(why) = replay.set_aside {
        match held.set_aside(&content) {
            Ok(aside) => warnings.push(format!(
                "The journal of unsaved edits could not be used: {why}. It is kept as {}.",
                aside.display()
            )),
            Err(error) => {
                warnings.push(no_journal(&error));
                return Ok(Opened { map: replay.map, journal: None, recovered: replay.edits, warnings });
            }
        }
    }
    let mut journal =
        Journal { held, map: path, base: hash, len: replay.keep as u64, edits: replay.edits, broken: false };
    if let Err(error) = journal.go_on() {
        journal.broken = true;
        warnings.push(no_journal(&error));
    }
    Ok(Opened { map: replay.map, journal: Some(journal), recovered: replay.edits, warnings })
}

/// Reads the map at `path` with the edits in its journal, and touches neither. Works while the map is open elsewhere.
///
/// # Errors
/// If it is no map or is damaged.
pub fn read(path: &Path) -> Result<Opened, OpenError> {
    let path = atomic::follow_links(path)?;
    let journal = lock::journal_path(&path);
    let read_once = || -> Result<Replay, OpenError> {
        let bytes = read_file(&path)?;
        let content = if journal.is_file() { read_file(&journal)? } else { Vec::new() };
        Ok(replay::replay(&text::from_bytes(&bytes)?, &replay::hash(&bytes), &content))
    };
    let mut replay = read_once()?;
    if replay.set_aside.is_some() {
        // Another program may have saved between our reading of the two files.
        replay = read_once()?;
    }
    let mut warnings = Vec::new();
    warn_of_torn(&replay, &mut warnings);
    if let Some(why) = replay.set_aside {
        warnings.push(format!("The journal of unsaved edits, {}, could not be used: {why}.", journal.display()));
    }
    Ok(Opened { map: replay.map, journal: None, recovered: replay.edits, warnings })
}

/// Saves `map` as the file at `path`, over whatever is there, and starts its journal. Edits in a journal found there
/// are set aside.
///
/// # Errors
/// If another program has that file open, or the system refuses.
pub fn create(path: &Path, map: &Map) -> Result<Journal, SaveError> {
    let path = atomic::follow_links(path)?;
    let mut held = Held::take(&path).map_err(|refused| match refused {
        Refused::InUse => SaveError::InUse,
        Refused::Io(error) => error.into(),
    })?;
    let content = held.read()?;
    // More lines than the name of the form and one base.
    if content.split(|&it| it == b'\n').count() > 3 {
        held.set_aside(&content)?;
    }
    held.cut(0)?;
    let mut journal = Journal { held, map: path, base: String::new(), len: 0, edits: 0, broken: false };
    journal.save_over(map)?;
    Ok(journal)
}

impl Journal {
    /// The map file it is kept for.
    pub fn map_path(&self) -> &Path {
        &self.map
    }

    /// Keeps a finished edit. On return it is on the disk.
    ///
    /// # Errors
    /// If the system refuses. Later edits are then refused too, as they would not fit; saving the map mends that.
    pub fn append(&mut self, diff: &Diff) -> io::Result<()> {
        if self.broken {
            return Err(io::Error::other("an earlier edit could not be kept; save the map to keep all"));
        }
        self.add(&replay::edit_line(diff))?;
        self.edits += 1;
        Ok(())
    }

    /// Saves `map`, which must be the saved map with all edits since.
    ///
    /// # Errors
    /// If somebody else changed the file since it was read or written here, or the system refuses.
    pub fn save(&mut self, map: &Map) -> Result<(), SaveError> {
        match File::open(&self.map) {
            Ok(_) if replay::hash(&fs::read(&self.map)?) != self.base => Err(SaveError::ChangedOnDisk),
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => self.save_over(map),
        }
    }

    /// Saves `map` over the file, whoever wrote it last.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn save_over(&mut self, map: &Map) -> Result<(), SaveError> {
        let text = super::to_text(map);
        let hash = replay::hash(text.as_bytes());
        // Said before it is done: whichever of the two files a crash leaves behind, the journal knows what it lacks.
        self.held.cut(self.len)?;
        self.add(&replay::base_line(&hash))?;
        write_atomically(&self.map, text.as_bytes())?;
        self.base = hash;
        self.edits = 0;
        self.len = 0;
        // The map is saved. Should this fail, the next edit says so.
        self.broken = self.go_on().is_err();
        Ok(())
    }

    /// Forgets the edits that are not saved, and the journal with them.
    pub fn discard(mut self) {
        self.edits = 0;
    }

    /// Makes the file hold the first `len` bytes alone, or starts it anew if that is none.
    fn go_on(&mut self) -> io::Result<()> {
        self.held.cut(self.len)?;
        if self.len == 0 {
            let base = replay::base_line(&self.base);
            self.add(&base)?;
        }
        Ok(())
    }

    fn add(&mut self, line: &str) -> io::Result<()> {
        let text = if self.len == 0 { format!("{HEADER}{line}") } else { line.to_owned() };
        let result = self.held.write(self.len, text.as_bytes());
        if result.is_ok() {
            self.len += text.len() as u64;
        } else {
            self.broken = true;
            // Should half a line stay behind, it is ignored when the journal is read.
            let _ = self.held.cut(self.len);
        }
        result
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        if self.edits == 0 {
            // An empty journal is removed; one that stays harms nothing.
            let _ = self.held.cut(0);
        }
    }
}

/// All bytes of a file, if it is not too large.
fn read_file(path: &Path) -> Result<Vec<u8>, OpenError> {
    let mut bytes = Vec::new();
    File::open(path)?.take(super::LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > super::LARGEST { Err(OpenError::TooLarge) } else { Ok(bytes) }
}

fn warn_of_torn(replay: &Replay, warnings: &mut Vec<String>) {
    if replay.torn {
        warnings.push("The last edit was not finished when the program ended; it is not in the map.".to_owned());
    }
}

fn no_journal(error: &io::Error) -> String {
    format!("Edits are not kept until you save: no journal can be written beside the map ({error}).")
}
