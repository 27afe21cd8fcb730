//! Writing a file so that at every moment either the old one or the new one is there, whole.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write as _},
    path::{Path, PathBuf},
};

/// Writes `bytes` to `path`: beside it first, then synced to the disk, then renamed over it. Keeps the permissions of
/// a file that is there, and follows a symbolic link to the file it points to. What is no plain file (a pipe, a
/// device) is written to directly.
///
/// # Errors
/// If the system refuses, or the file is read-only; then what was there is still there.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_in_pieces(path, |out| out.write_all(bytes))
}

/// The same with what `write` writes piece by piece, for what is too large to hold in memory as a whole.
///
/// # Errors
/// As [`write_atomically`], and if `write` fails.
pub fn write_in_pieces(path: &Path, write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> io::Result<()> {
    let path = follow_links(path)?;
    let there = match fs::metadata(&path) {
        Ok(there) => Some(there),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    if let Some(there) = &there {
        if there.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
        }
        if there.permissions().readonly() {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
        }
        if !there.is_file() {
            let mut out = BufWriter::new(fs::OpenOptions::new().write(true).open(&path)?);
            write(&mut out)?;
            return out.flush();
        }
    }
    let folder = folder_of(&path);
    let mut beside = new_file_in(folder)?;
    let mut out = BufWriter::new(beside.as_file_mut());
    write(&mut out)?;
    out.flush()?;
    drop(out);
    if let Some(there) = there {
        beside.as_file().set_permissions(there.permissions())?;
    }
    beside.as_file().sync_all()?;
    beside.persist(&path)?;
    sync_folder(folder)
}

/// The file that `path` leads to through any symbolic links, which need not exist yet.
pub(super) fn follow_links(path: &Path) -> io::Result<PathBuf> {
    const MOST_LINKS: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        if !fs::symlink_metadata(&path).is_ok_and(|it| it.is_symlink()) {
            return Ok(path);
        }
        path = folder_of(&path).join(fs::read_link(&path)?);
    }
    Err(io::Error::new(io::ErrorKind::InvalidInput, "its symbolic links lead nowhere"))
}

/// The folder that `path` is in.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

fn new_file_in(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".cruxmap-").suffix(".tmp");
    // A new file gets the permissions any program would give it, not those of a temporary one.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Makes a rename in `folder` outlast a power failure.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        // Some file systems cannot sync a folder; the rename is done all the same.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}
