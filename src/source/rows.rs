//! The rows of a table of comma-separated values (RFC 4180), one at a time.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use std::borrow::Cow;

/// More columns than this has no table that people made.
const MOST: usize = 1 << 14;

/// The rows of a text, of which the newest is held.
pub struct Rows<'a> {
    reader: Reader,
    rest: &'a [u8],
    bytes: Vec<u8>,
    ends: Vec<usize>,
    cells: usize,
    /// The line on which the newest row starts, from 1.
    pub line: usize,
}

impl<'a> Rows<'a> {
    /// Of a text with commas between cells.
    pub fn of(text: &'a str) -> Self {
        Self::separated(text, b',')
    }

    /// Of a text with another sign between cells.
    pub fn separated(text: &'a str, sign: u8) -> Self {
        let rest = text.trim_start_matches('\u{feff}').as_bytes();
        Self {
            reader: ReaderBuilder::new().delimiter(sign).build(),
            rest,
            bytes: vec![0; 256],
            ends: vec![0; 16],
            cells: 0,
            line: 1,
        }
    }

    /// How many bytes were not read: more than none once a row had too many columns.
    pub fn left(&self) -> usize {
        self.rest.len()
    }

    /// Takes the next row; whether there was one that is no longer than a table's rows are.
    pub fn advance(&mut self) -> bool {
        let (mut bytes, mut cells) = (0, 0);
        #[expect(clippy::cast_possible_truncation, reason = "it was a length before")]
        let line = self.reader.line() as usize;
        loop {
            let (end, taken, written, ended) =
                self.reader.read_record(self.rest, &mut self.bytes[bytes..], &mut self.ends[cells..]);
            self.rest = &self.rest[taken..];
            (bytes, cells) = (bytes + written, cells + ended);
            match end {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.bytes.resize(self.bytes.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if cells < MOST => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::OutputEndsFull | ReadRecordResult::End => return false,
                ReadRecordResult::Record => {
                    (self.cells, self.line) = (cells, line);
                    return true;
                }
            }
        }
    }

    /// How many cells the newest row has.
    pub fn len(&self) -> usize {
        self.cells
    }

    /// A cell of the newest row, without space around it; empty if there is none.
    pub fn cell(&self, nth: usize) -> Cow<'_, str> {
        if nth >= self.cells {
            return Cow::default();
        }
        let start = nth.checked_sub(1).map_or(0, |it| self.ends[it]);
        String::from_utf8_lossy(self.bytes[start..self.ends[nth]].trim_ascii())
    }
}
