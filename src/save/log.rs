//! A log on the disk: lines that are only ever added.

use super::{
    atomic::{follow_links, sync_folder},
    lock::{Held, Refused},
};
use std::{
    io,
    path::{Path, PathBuf},
};

/// A file of lines, held by one program at a time. A line counts once [`Log::append`] has returned.
#[derive(Debug)]
pub struct Log {
    held: Held,
    path: PathBuf,
    /// The bytes of whole lines in it.
    len: u64,
    broken: bool,
}

impl Log {
    /// Opens the log at `path`, or starts one, and returns all that is in it. A last line without an end was not written to
    /// its end: it is returned like the others, and the next line takes its place.
    ///
    /// # Errors
    /// If another program holds it, or the system refuses.
    pub fn open(path: &Path) -> io::Result<(Self, Vec<u8>)> {
        let path = follow_links(path)?;
        let mut held = Held::take_at(path.clone()).map_err(|refused| match refused {
            Refused::InUse => io::Error::new(io::ErrorKind::ResourceBusy, "another program holds it"),
            Refused::Io(error) => error,
        })?;
        let bytes = held.read()?;
        let len = bytes.iter().rposition(|&it| it == b'\n').map_or(0, |it| it as u64 + 1);
        let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // Else the file itself could be lost, whatever was synced in it.
        sync_folder(folder)?;
        Ok((Self { held, path, len, broken: false }, bytes))
    }

    /// Adds a line, which ends with its only line end. On return it is on the disk.
    ///
    /// # Errors
    /// If the system refuses. All later lines are then refused too: what follows makes no sense without it.
    pub fn append(&mut self, line: &str) -> io::Result<()> {
        if self.broken {
            return Err(io::Error::other(format!("an earlier line could not be written to {}", self.path.display())));
        }
        // A torn line behind the last whole one must not show through behind a shorter one.
        let result = self.held.cut(self.len).and_then(|()| self.held.write(self.len, line.as_bytes()));
        if result.is_ok() {
            self.len += line.len() as u64;
        } else {
            self.broken = true;
            // Should half a line stay behind, it is left out when the log is read.
            let _ = self.held.cut(self.len);
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_line_gives_way_and_a_log_is_held_by_one() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a.log");
        std::fs::write(&path, "one\ntwo is long and torn")?;
        let (mut log, bytes) = Log::open(&path)?;
        assert_eq!(bytes, b"one\ntwo is long and torn");
        assert!(Log::open(&path).is_err(), "two hold it");
        log.append("2\n")?;
        drop(log);
        assert_eq!(std::fs::read_to_string(&path)?, "one\n2\n");
        Ok(())
    }
}
