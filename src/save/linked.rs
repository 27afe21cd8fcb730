//! Files that evidence rests on, on the disk, and the clock.

use crate::map::{Content, File, FileId};
use sha2::{Digest as _, Sha256};
use std::{
    fs, io,
    io::{BufRead, BufReader, Read as _},
    path::Path,
    time::SystemTime,
};

/// The largest file that a map keeps in itself, in bytes.
pub const MOST_KEPT: u64 = 16 << 20;

/// Opens a file that the map at `map` only links to. A relative path starts at the map's folder.
///
/// # Errors
/// If it cannot be opened, or is no plain file.
pub fn open_linked(map: &Path, path: &str) -> io::Result<Box<dyn BufRead>> {
    let path = map.parent().unwrap_or(Path::new("")).join(path);
    // A pipe would be waited for without end.
    if !fs::metadata(&path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no plain file"));
    }
    Ok(Box::new(BufReader::with_capacity(1 << 16, fs::File::open(path)?)))
}

/// The file at `path` with its id: with all that is in it, or only linked from the map at `map`.
///
/// # Errors
/// If it cannot be read, or is to be kept and larger than [`MOST_KEPT`].
pub fn take_file(map: &Path, path: &Path, link: bool) -> io::Result<(FileId, File)> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let absolute = std::path::absolute(path)?;
    let mut data = open_linked(map, &absolute.to_string_lossy())?;
    if !link {
        let mut bytes = Vec::new();
        data.take(MOST_KEPT + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MOST_KEPT {
            let why = format!("it is larger than {} MB; link it instead", MOST_KEPT >> 20);
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, why));
        }
        return Ok(File::kept(name, bytes));
    }
    let (mut hash, mut bytes) = (Sha256::new(), 0);
    loop {
        let buffer = data.fill_buf()?;
        if buffer.is_empty() {
            break;
        }
        hash.update(buffer);
        let length = buffer.len();
        bytes += length as u64;
        data.consume(length);
    }
    // A file beside the map, or below it, moves with it.
    let beside =
        std::path::absolute(map).ok().and_then(|it| Some(absolute.strip_prefix(it.parent()?).ok()?.to_owned()));
    let path = beside.unwrap_or(absolute).to_string_lossy().into_owned();
    Ok((FileId::of_hash(&hash.finalize().into()), File { name, content: Content::Linked { path, bytes } }))
}

/// Seconds since 1970-01-01 by the clock of the computer.
pub fn now() -> i64 {
    let seconds = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |it| it.as_secs());
    i64::try_from(seconds).unwrap_or(0)
}
