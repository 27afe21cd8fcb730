//! The records of a CSV or TSV file, one at a time and in bounded memory.

use crate::evidence::Failed;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use memchr::memchr3;
use std::io::BufRead;

/// The longest record, in bytes.
const MOST_BYTES: usize = 1 << 16;
/// The most cells in a record.
const MOST_CELLS: usize = 1 << 12;

/// Reads records, and holds the newest.
pub struct Records<'a> {
    data: &'a mut dyn BufRead,
    core: Reader,
    /// What separates cells.
    pub delimiter: u8,
    text: Vec<u8>,
    /// Where each cell stands in the text.
    cells: Vec<(usize, usize)>,
    /// Where records with quotes put the ends of their cells; empty until there is one.
    ends: Vec<usize>,
    /// The lines that are over.
    over: u64,
    /// Whether the last byte taken ended a line as `\r` does: a `\n` then belongs to it.
    returned: bool,
    /// The line on which the newest record starts, counted from 1.
    pub line: u64,
}

impl<'a> Records<'a> {
    /// Skips the mark at the start of a text, and tells from its first line what separates cells: of tabs, semicolons
    /// and commas the first that occurs.
    pub fn open(data: &'a mut dyn BufRead) -> Result<Self, Failed> {
        let start = data.fill_buf()?;
        if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
            return Err(Failed::new("The data are in UTF-16.", "Save them as CSV in UTF-8."));
        }
        let mark = if start.starts_with(&[0xef, 0xbb, 0xbf]) { 3 } else { 0 };
        let lines = start[mark..].split(|it| matches!(it, b'\n' | b'\r'));
        let first = lines.into_iter().find(|it| !it.trim_ascii().is_empty()).unwrap_or_default();
        let delimiter = b"\t;".iter().copied().find(|it| first.contains(it)).unwrap_or(b',');
        data.consume(mark);
        Ok(Self {
            data,
            core: ReaderBuilder::new().delimiter(delimiter).build(),
            delimiter,
            text: Vec::new(),
            cells: Vec::new(),
            ends: Vec::new(),
            over: 0,
            returned: false,
            line: 0,
        })
    }

    /// How many cells the newest record has.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// A cell of the newest record, without space around it; empty if there is none.
    pub fn cell(&self, nth: usize) -> &[u8] {
        self.cells.get(nth).map_or(&[], |&(start, end)| self.text[start..end].trim_ascii())
    }

    /// Takes the next record; whether there was one. Blank lines are none.
    pub fn advance(&mut self) -> Result<bool, Failed> {
        loop {
            let buffer = self.data.fill_buf()?;
            let Some(&first) = buffer.first() else { return Ok(false) };
            if matches!(first, b'\n' | b'\r') {
                self.data.consume(1);
                self.end_line(first);
                continue;
            }
            self.returned = false;
            self.line = self.over + 1;
            self.cells.clear();
            // Most records are a line in the buffer without quotes: cut where it lies.
            let Some(end) = memchr3(b'\n', b'\r', b'"', buffer).filter(|it| *it <= MOST_BYTES) else { break };
            let (record, last) = (&buffer[..end], buffer[end]);
            if last == b'"' {
                break;
            }
            let mut start = 0;
            // Cells are short: to look at each byte beats a search that starts anew in each.
            for (at, it) in record.iter().enumerate() {
                if *it == self.delimiter {
                    self.cells.push((start, at));
                    start = at + 1;
                }
            }
            if self.cells.len() >= MOST_CELLS {
                break;
            }
            self.cells.push((start, end));
            self.text.clear();
            self.text.extend_from_slice(record);
            self.data.consume(end + 1);
            self.end_line(last);
            return Ok(true);
        }
        self.advance_slowly()
    }

    /// A record with quotes, or one that reaches beyond the buffer.
    fn advance_slowly(&mut self) -> Result<bool, Failed> {
        self.cells.clear();
        self.text.resize(MOST_BYTES, 0);
        self.ends.resize(MOST_CELLS, 0);
        let (mut bytes, mut cells) = (0, 0);
        loop {
            let buffer = self.data.fill_buf()?;
            let (end, taken, written, ended) =
                self.core.read_record(buffer, &mut self.text[bytes..], &mut self.ends[cells..]);
            for &it in &buffer[..taken] {
                match it {
                    b'\n' if self.returned => {}
                    b'\n' | b'\r' => self.over += 1,
                    _ => {}
                }
                self.returned = it == b'\r';
            }
            self.data.consume(taken);
            (bytes, cells) = (bytes + written, cells + ended);
            match end {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    let advice = "Look whether a quotation mark is left open there, and whether it is a table of text.";
                    return Err(Failed::new("The line is too long for a table.", advice).at(self.line));
                }
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(false),
            }
        }
        let mut start = 0;
        for &end in &self.ends[..cells] {
            self.cells.push((start, end));
            start = end;
        }
        Ok(true)
    }

    fn end_line(&mut self, it: u8) {
        if it == b'\r' || !self.returned {
            self.over += 1;
        }
        self.returned = it == b'\r';
    }
}

/// The first rows of a table, for people to look at. Ends where the bytes are no table any more.
pub fn preview(bytes: &[u8], rows: usize) -> Vec<Vec<String>> {
    let mut data = bytes;
    let Ok(mut records) = Records::open(&mut data) else { return Vec::new() };
    let mut found = Vec::new();
    while found.len() < rows && records.advance() == Ok(true) {
        found.push((0..records.len()).map(|it| String::from_utf8_lossy(records.cell(it)).into_owned()).collect());
    }
    found
}

/// The names of the columns of a table: those of its first row, or of its first object where each line is one.
pub fn columns(bytes: &[u8]) -> Vec<String> {
    let first = bytes.split(|it| *it == b'\n').find(|it| !it.trim_ascii().is_empty()).unwrap_or_default();
    if let Ok(object) = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(first) {
        return object.keys().cloned().collect();
    }
    preview(bytes, 1).pop().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn all(text: &str, capacity: usize) -> Vec<(u64, Vec<String>)> {
        let mut data = BufReader::with_capacity(capacity, text.as_bytes());
        let mut records = Records::open(&mut data).unwrap();
        let mut out = Vec::new();
        while records.advance().unwrap() {
            let cells = (0..records.len()).map(|it| String::from_utf8_lossy(records.cell(it)).into_owned());
            out.push((records.line, cells.collect()));
        }
        out
    }

    #[test]
    fn records_are_the_same_however_they_come_in() {
        let text = "a,b\r\n\r\n\"x, \"\"y\"\"\n z\",2\n3 , 4\n\n5,\r6,7";
        let want = [(1, "a|b"), (3, "x, \"y\"\n z|2"), (5, "3|4"), (7, "5|"), (8, "6|7")];
        for capacity in [8192, 64, 13] {
            let got: Vec<(u64, String)> = all(text, capacity).into_iter().map(|it| (it.0, it.1.join("|"))).collect();
            assert_eq!(got, want.map(|it| (it.0, it.1.to_owned())), "{capacity}");
        }
    }

    #[test]
    fn columns_are_those_of_the_first_row_or_object() {
        assert_eq!(columns(b"\n\"a, b\";c\n1;2\n"), ["a, b", "c"]);
        assert_eq!(columns(b"{\"item\": 1, \"answer\": \"B\"}\n{}\n"), ["answer", "item"]);
        assert!(columns(b"").is_empty() && preview(b"a,b\n1,2\n", 9).len() == 2);
    }

    #[test]
    fn what_separates_cells_is_told_and_what_is_no_table_refused() {
        assert_eq!(all("\u{feff}a;b\n1,5;2\n", 64)[1].1, ["1,5", "2"]);
        let long = format!("a,b\n\"{}", "x".repeat(MOST_BYTES + 1));
        let mut data = long.as_bytes();
        let mut records = Records::open(&mut data).unwrap();
        assert_eq!(records.advance(), Ok(true));
        assert_eq!(records.advance().map_err(|it| it.line), Err(Some(2)));
    }
}
