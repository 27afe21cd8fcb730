//! The logs of the discussions of a map, beside it.

use crate::{
    evidence::dates,
    save,
    session::{Role, Session, read_log},
};
use std::{
    ffi::OsStr,
    fs,
    io::Read as _,
    path::{Path, PathBuf},
};

/// No longer log is read: one of the most events a session takes is shorter.
const LONGEST: u64 = 256 << 20;

/// A discussion that was not brought to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// Its log.
    pub path: PathBuf,
    /// What it is called.
    pub title: String,
    /// The day on which it began.
    pub day: String,
    /// Who takes part in it.
    pub people: Vec<String>,
}

/// What the log of the discussion number `nth` of a day is called, of the map at `map`.
fn name(map: &Path, day: &str, nth: u32) -> PathBuf {
    let stem = map.file_stem().unwrap_or(OsStr::new("map")).to_string_lossy();
    map.with_file_name(format!("{stem}.session-{day}-{nth}.jsonl"))
}

/// A path for the log of a new discussion.
pub fn free(map: &Path) -> Option<PathBuf> {
    let day = dates::day(save::now());
    (1..10_000).map(|nth| name(map, &day, nth)).find(|it| !it.exists())
}

/// The newest discussion of the map at `map`, if it was not brought to its end.
///
/// # Errors
/// In words for people, if there is a log that cannot be read.
pub fn unfinished(map: &Path) -> Result<Option<Unfinished>, String> {
    let Some(path) = newest(map) else { return Ok(None) };
    let cannot = |why: &dyn std::fmt::Display| format!("The discussion in {} cannot be read: {why}.", path.display());
    let mut bytes = Vec::new();
    let file = fs::File::open(&path).map_err(|it| cannot(&it))?;
    file.take(LONGEST).read_to_end(&mut bytes).map_err(|it| cannot(&it))?;
    let session = Session::replay(&read_log(&bytes).map_err(|it| cannot(&it))?.events);
    if session.opened.is_none() || session.closed.is_some() {
        return Ok(None);
    }
    let people = session.with_role(Role::Participant).map(|it| session.name(it.0)).collect();
    Ok(Some(Unfinished { title: session.title.clone(), day: session.day(), people, path }))
}

fn newest(map: &Path) -> Option<PathBuf> {
    let folder = map.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let start = format!("{}.session-", map.file_stem()?.to_string_lossy());
    let number = |path: &Path| {
        let name = path.file_name()?.to_str()?.strip_prefix(&start)?.strip_suffix(".jsonl")?;
        let (day, nth) = name.rsplit_once('-')?;
        Some((day.to_owned(), nth.parse::<u32>().ok()?))
    };
    let all = fs::read_dir(folder).ok()?.filter_map(|it| Some(it.ok()?.path()));
    all.filter_map(|it| Some((number(&it)?, it))).max().map(|it| it.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_log_is_that_of_the_last_day_and_number() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let map = folder.path().join("a.map.ron");
        let names = ["a.map.session-2026-11-28-9.jsonl", "a.map.session-2026-11-28-10.jsonl"];
        for name in names.into_iter().chain(["a.map.session-x.jsonl", "b.session-2027-01-01-1.jsonl", "a.map.ron"]) {
            fs::write(folder.path().join(name), "")?;
        }
        assert_eq!(newest(&map), Some(folder.path().join(names[1])));
        assert_eq!(unfinished(&map), Ok(None), "an empty log is no discussion");
        fs::write(folder.path().join(names[1]), "no event\n")?;
        assert!(unfinished(&map).is_err_and(|it| it.contains("line 1")), "what is wrong with it is told");
        let today = free(&map).unwrap_or_default();
        assert!(!today.exists() && today.starts_with(folder.path()));
        Ok(())
    }
}
