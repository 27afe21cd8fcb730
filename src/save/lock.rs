//! The journal file of one map, held by one program at a time.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

/// Why the journal cannot be had.
pub enum Refused {
    /// Another program holds it.
    InUse,
    /// The system refused.
    Io(io::Error),
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A journal file that no other program can hold until this is dropped. An empty one is then removed.
#[derive(Debug)]
pub struct Held {
    file: File,
    path: PathBuf,
}

/// Where the journal of the map at `map` is: beside it, with `.journal` at the end of the name.
pub fn journal_path(map: &Path) -> PathBuf {
    let mut path = map.as_os_str().to_owned();
    path.push(".journal");
    path.into()
}

impl Held {
    /// Takes the journal of the map at `map`, which need not exist yet.
    pub fn take(map: &Path) -> Result<Self, Refused> {
        let held = Self::take_at(journal_path(map))?;
        held.match_permissions(map)?;
        Ok(held)
    }

    /// Takes the file at `path`, which need not exist yet.
    pub fn take_at(path: PathBuf) -> Result<Self, Refused> {
        const TRIES: usize = 20;
        // Whoever held it may remove it between our opening and locking it: then it is opened anew.
        for _ in 0..TRIES {
            // A link could lead to any file of the user's, which is not ours to write.
            if fs::symlink_metadata(&path).is_ok_and(|it| !it.is_file()) {
                let what = format!("{} is no plain file", path.display());
                return Err(io::Error::new(io::ErrorKind::InvalidInput, what).into());
            }
            let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path)?;
            match file.try_lock() {
                // A program that its holder is just starting shares the lock for a moment.
                Err(TryLockError::WouldBlock) => {
                    thread::sleep(Duration::from_millis(10));
                    continue;
                }
                // Where a file system has no locks, two programs are not told of each other; neither loses a file.
                Err(TryLockError::Error(error)) if error.kind() != io::ErrorKind::Unsupported => {
                    return Err(error.into());
                }
                _ => {}
            }
            if is_at(&file, &path) {
                return Ok(Self { file, path });
            }
        }
        Err(Refused::InUse)
    }

    /// Whoever may not read the map may not read its journal.
    fn match_permissions(&self, map: &Path) -> io::Result<()> {
        match fs::metadata(map) {
            Ok(it) if self.len()? == 0 && !it.permissions().readonly() => self.file.set_permissions(it.permissions()),
            _ => Ok(()),
        }
    }

    /// How many bytes are in it.
    pub fn len(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    /// All that is in it.
    pub fn read(&mut self) -> io::Result<Vec<u8>> {
        if self.len()? > super::LARGEST {
            return Err(io::Error::other(format!("{} is too large", self.path.display())));
        }
        self.file.seek(SeekFrom::Start(0))?;
        let mut bytes = Vec::new();
        self.file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Cuts off what is behind the first `len` bytes.
    pub fn cut(&self, len: u64) -> io::Result<()> {
        self.file.set_len(len)
    }

    /// Writes `bytes` at `at`, through to the disk.
    pub fn write(&mut self, at: u64, bytes: &[u8]) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(at))?;
        self.file.write_all(bytes)?;
        self.file.sync_data()
    }

    /// Copies `bytes`, which were in it, to a file of their own beside it; returns that file's name.
    pub fn set_aside(&self, bytes: &[u8]) -> io::Result<PathBuf> {
        let mut n = 1;
        loop {
            let mut path = self.path.as_os_str().to_owned();
            path.push(format!(".aside-{n}"));
            let mut options = OpenOptions::new();
            match options.write(true).create_new(true).open(&path) {
                Ok(mut aside) => {
                    aside.set_permissions(self.file.metadata()?.permissions())?;
                    aside.write_all(bytes)?;
                    aside.sync_all()?;
                    return Ok(path.into());
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => n += 1,
                Err(error) => return Err(error),
            }
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // Removed while still locked, so that nobody who opened it meanwhile writes to a file that is gone.
        if self.len().is_ok_and(|it| it == 0) && is_at(&self.file, &self.path) {
            // One that stays behind empty harms nothing.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Whether `file` is still what `path` leads to.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(file), Ok(there)) => (file.dev(), file.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

/// Whether `file` is still what `path` leads to: an open file cannot be replaced here.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}
