//! Reading and writing for the command line: `-` is standard input or output, and the size of input is bounded.

use super::Failure;
use crate::{
    map::Map,
    save::{self, OpenError},
};
use std::{
    fmt::Display,
    fs::{self, File},
    io::{self, BufWriter, IsTerminal as _, Read as _, Write as _},
    path::{Path, PathBuf},
    str::FromStr,
};

/// Where output goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Standard output.
    Standard,
    /// A file.
    File(PathBuf),
}

impl FromStr for Target {
    type Err = std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(if text == "-" { Self::Standard } else { Self::File(text.into()) })
    }
}

impl Target {
    /// Whether it is the name of a file that ends in `.extension`, in any case.
    pub fn ends_in(&self, extension: &str) -> bool {
        let Self::File(path) = self else { return false };
        path.extension().is_some_and(|it| it.eq_ignore_ascii_case(extension))
    }

    /// Writes all of `bytes` there.
    pub fn write(&self, bytes: &[u8]) -> Result<(), Failure> {
        self.write_in_pieces(|out| out.write_all(bytes))
    }

    /// Writes there what `write` writes piece by piece.
    pub fn write_in_pieces(&self, write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> Result<(), Failure> {
        match self {
            Self::Standard => write_out(write),
            Self::File(path) => save::write_in_pieces(path, write).map_err(|error| cannot_write(path, &error)),
        }
    }
}

/// Writes text to standard output.
pub fn print(text: &str) -> Result<(), Failure> {
    write_out(|out| out.write_all(text.as_bytes()))
}

fn write_out(write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    write(&mut out).and_then(|()| out.flush()).map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::NobodyReads,
        _ => Failure::Bad(format!("cannot write to standard output: {error}")),
    })
}

/// Says something that is no result on standard error.
pub fn note(text: &str) {
    // If nobody hears it, nothing is lost that matters.
    let _ = writeln!(io::stderr(), "cruxmap: {text}");
}

/// All bytes of a file, or of standard input for `-`.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let result = if path == Path::new("-") {
        if io::stdin().is_terminal() {
            note("reading the thread from the terminal; Ctrl+D ends it");
        }
        io::stdin().lock().take(save::LARGEST + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|it| it.take(save::LARGEST + 1).read_to_end(&mut bytes))
    };
    match result {
        Err(error) => Err(cannot_read(path, &error)),
        Ok(_) if bytes.len() as u64 > save::LARGEST => {
            Err(cannot_read(path, &format!("it is larger than {} MB; split it", save::LARGEST >> 20)))
        }
        Ok(_) => Ok(bytes),
    }
}

/// The map at `path`, with the edits that a window has not saved yet.
pub fn read_map(path: &Path) -> Result<Map, Failure> {
    let opened = save::read(path).map_err(|error| not_opened(path, &error))?;
    for warning in &opened.warnings {
        note(&format!("{}: {warning}", path.display()));
    }
    if opened.recovered > 0 {
        note(&format!("{}: with {} edits that are not saved yet", path.display(), opened.recovered));
    }
    Ok(opened.map)
}

/// Whether something stands at `path` that writing a map would destroy: a file with something in it.
pub fn is_taken(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|it| it.is_file() && it.len() > 0)
}

/// Why a map could not be opened.
pub fn not_opened(path: &Path, error: &OpenError) -> Failure {
    Failure::Bad(format!("{}: {error}", path.display()))
}

/// Why a file could not be read.
pub fn cannot_read(path: &Path, error: &dyn Display) -> Failure {
    Failure::Bad(format!("cannot read {}: {error}", path.display()))
}

/// Why a file could not be written.
pub fn cannot_write(path: &Path, error: &dyn Display) -> Failure {
    Failure::Bad(format!("cannot write {}: {error}", path.display()))
}
