//! Why a map could not be opened or saved, in words that say what to do.

use std::io;

/// Why a file could not be opened as a map. The file itself is as it was.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Something else than a map.
    #[error(
        "This is not a cruxmap map: its first line should read “// cruxmap map, version {}”. \
         If it is a comment thread, extract a map from it instead.",
        super::VERSION
    )]
    NotAMap,
    /// A map of a later version of the file form.
    #[error(
        "The map was written in version {found} of the file form; this program reads up to version {supported}. \
         Update the program."
    )]
    TooNew {
        /// The version in the file's first line.
        found: u32,
        /// The newest version this program reads.
        supported: u32,
    },
    /// Text that cannot be read as records.
    #[error(
        "The map is damaged at line {line}, column {column}: {what}. \
         Mend that line in a text editor, or take an earlier copy of the file."
    )]
    Damaged {
        /// The line, from 1.
        line: usize,
        /// The character in the line, from 1.
        column: usize,
        /// What is wrong there.
        what: String,
    },
    /// Records that contradict each other; never empty.
    #[error("The records of the map contradict each other: {}. \
             Mend them in a text editor, or take an earlier copy of the file.", first_few(.0))]
    Contradictory(Vec<String>),
    /// More than this program opens.
    #[error("The file is larger than {} MB, more than this program opens. Split it.", super::LARGEST >> 20)]
    TooLarge,
    /// Another program holds the map's journal.
    #[error("The map is open in another window. Close it there, or work in that window.")]
    InUse,
    /// The system refused.
    #[error("The file cannot be read: {0}. Check its name and permissions.")]
    Io(#[from] io::Error),
}

/// Why a map could not be saved. What was on the disk before is still there.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Somebody else wrote the file since it was opened or saved here.
    #[error("Another program has changed the file since it was opened here. Save under another name, or save over it.")]
    ChangedOnDisk,
    /// Another program holds the map's journal.
    #[error("The map is open in another window. Close it there, or save under another name.")]
    InUse,
    /// The system refused.
    #[error("The map cannot be saved: {0}. Save under another name or in another folder.")]
    Io(#[from] io::Error),
}

fn first_few(problems: &[String]) -> String {
    const SHOWN: usize = 3;
    let shown = problems.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join("; ");
    match problems.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown}; and {more} more"),
    }
}
