//! The journal's lines, and what they make of the map they were kept for.
//!
//! The first line names the form. Each further line is a checksum and an entry: `base` with the SHA-256 of a map file
//! ("what stands above is in that file"), or `edit` with a change. A line counts once its end is written.

use super::v1;
use crate::map::{Diff, Map};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The first line of a journal.
pub const HEADER: &str = "// cruxmap journal, version 1\n";

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Entry {
    Base(String),
    Edit(Box<v1::Edit>),
}

/// The SHA-256 of a file's bytes, in hexadecimal digits.
pub fn hash(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// The journal line saying that all above it is in the map file with this hash.
pub fn base_line(hash: &str) -> String {
    whole_line(&super::text::line(&Entry::Base(hash.to_owned())))
}

/// The journal line for a finished edit.
pub fn edit_line(diff: &Diff) -> String {
    whole_line(&super::text::line(&Entry::Edit(Box::new(v1::Edit::of(diff)))))
}

fn whole_line(entry: &str) -> String {
    format!("{} {entry}\n", checksum(entry))
}

fn checksum(entry: &str) -> String {
    let mut sum = hash(entry.as_bytes());
    sum.truncate(16);
    sum
}

/// What a journal makes of a map file.
pub struct Replay {
    /// The map with all finished edits.
    pub map: Map,
    /// How many edits came from the journal.
    pub edits: usize,
    /// How many bytes of the journal are of use; a new line goes behind them. If 0, the journal starts anew.
    pub keep: usize,
    /// Why the journal must be set aside, if the rest of it may be of use to somebody.
    pub set_aside: Option<&'static str>,
    /// Whether the last line was not written to its end.
    pub torn: bool,
}

/// Replays `journal` on `map`, read from the file with this hash.
pub fn replay(map: &Map, hash: &str, journal: &[u8]) -> Replay {
    let saved = Replay { map: map.clone(), edits: 0, keep: 0, set_aside: None, torn: false };
    let Some(body) = journal.strip_prefix(HEADER.as_bytes()) else {
        // A header that was not written to its end has nothing behind it.
        let foreign = !HEADER.as_bytes().starts_with(journal);
        return Replay { set_aside: foreign.then_some("this program does not know its form"), ..saved };
    };
    let (entries, rest) = whole_entries(body);
    let torn = !rest.is_empty() && !rest.contains(&b'\n');
    let set_aside = (!rest.is_empty() && !torn).then_some("it is damaged in the middle");
    let Some(start) = entries.iter().rposition(|it| matches!(it, Entry::Base(of) if of == hash)) else {
        let in_vain = set_aside.is_some() || entries.iter().any(|it| matches!(it, Entry::Edit(_)));
        return Replay { set_aside: in_vain.then_some("it was kept for another state of the file"), torn, ..saved };
    };
    let (mut map, mut edits) = (map.clone(), 0);
    let mut fits = true;
    for entry in entries.into_iter().skip(start) {
        if let Entry::Edit(edit) = entry {
            fits = fits && map.apply(&edit.load()).is_ok();
            edits += 1;
        }
    }
    if fits && (edits == 0 || map.problems().is_empty()) {
        Replay { map, edits, keep: journal.len() - rest.len(), set_aside, torn }
    } else {
        Replay { set_aside: Some("its edits do not fit the file"), ..saved }
    }
}

/// The entries up to the first line that is not whole, and the bytes from there.
fn whole_entries(body: &[u8]) -> (Vec<Entry>, &[u8]) {
    let (mut entries, mut rest) = (Vec::new(), body);
    while let Some(end) = rest.iter().position(|&it| it == b'\n') {
        let Some(entry) = rest.get(..end).and_then(parse) else { break };
        entries.push(entry);
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    (entries, rest)
}

fn parse(line: &[u8]) -> Option<Entry> {
    let (sum, entry) = str::from_utf8(line).ok()?.split_once(' ')?;
    if sum == checksum(entry) { super::text::ron_options().from_str(entry).ok() } else { None }
}
