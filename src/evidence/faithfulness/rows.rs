//! Rows of CSV or JSONL, one after the other, without keeping them.

use crate::{evidence::Failed, jobs::Progress};
use memchr::{memchr, memchr_iter};
use std::io::BufRead;

/// No row is longer, in bytes: a quote that is never closed must not eat the memory.
const LONGEST: usize = 1 << 20;
/// No row has more columns.
pub const WIDEST: usize = 4096;

/// The fields of one row.
#[derive(Debug, Default)]
pub struct Fields {
    /// From and to; in `own` if the last is set, else in the row.
    spans: Vec<(u32, u32, bool)>,
    /// Text that does not stand in the row as it is meant: with escapes.
    own: Vec<u8>,
}

impl Fields {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// The nth of `row`, without space around it; empty if there is none.
    pub fn get<'a>(&'a self, row: &'a [u8], nth: usize) -> &'a [u8] {
        let Some(&(from, to, own)) = self.spans.get(nth) else { return &[] };
        let text = if own { &*self.own } else { row };
        text.get(from as usize..to as usize).unwrap_or_default().trim_ascii()
    }

    /// Clears them for `n` empty ones.
    pub fn blank(&mut self, n: usize) {
        self.own.clear();
        self.spans.clear();
        self.spans.resize(n, (0, 0, false));
    }

    /// Makes the nth this text, which is not in the row.
    pub fn put(&mut self, nth: usize, text: &[u8]) {
        let from = small(self.own.len());
        self.own.extend_from_slice(text);
        if let Some(it) = self.spans.get_mut(nth) {
            *it = (from, small(self.own.len()), true);
        }
    }

    /// Makes the nth these bytes of the row.
    pub fn point(&mut self, nth: usize, from: usize, to: usize) {
        if let Some(it) = self.spans.get_mut(nth) {
            *it = (small(from), small(to), false);
        }
    }

    /// Splits a row of CSV at `comma`; quotes double within quotes.
    ///
    /// # Errors
    /// In words, if it is no CSV.
    pub fn split(&mut self, row: &[u8], comma: u8, quoted: bool) -> Result<(), &'static str> {
        self.spans.clear();
        self.own.clear();
        if !quoted {
            let mut from = 0;
            // Fields are short: bytes one by one beat a search that starts anew at each.
            for (at, byte) in (0_u32..).zip(row) {
                if *byte == comma {
                    self.spans.push((from, at, false));
                    from = at + 1;
                }
            }
            self.spans.push((from, small(row.len()), false));
            return if self.spans.len() > WIDEST { Err("it has too many columns") } else { Ok(()) };
        }
        let mut at = 0;
        loop {
            if row.get(at) == Some(&b'"') {
                let from = self.own.len();
                at += 1;
                loop {
                    let Some(next) = row.get(at..).and_then(|it| memchr(b'"', it)) else {
                        return Err("a quote is not closed");
                    };
                    self.own.extend_from_slice(&row[at..at + next]);
                    at += next + 1;
                    if row.get(at) != Some(&b'"') {
                        break;
                    }
                    self.own.push(b'"');
                    at += 1;
                }
                self.spans.push((small(from), small(self.own.len()), true));
                if at < row.len() && row[at] != comma {
                    return Err("something follows a closing quote");
                }
            } else {
                let end = row.get(at..).and_then(|it| memchr(comma, it)).map_or(row.len(), |it| at + it);
                self.spans.push((small(at), small(end), false));
                at = end;
            }
            if self.spans.len() > WIDEST {
                return Err("it has too many columns");
            }
            if at >= row.len() {
                return Ok(());
            }
            at += 1;
        }
    }
}

fn small(it: usize) -> u32 {
    u32::try_from(it).unwrap_or(u32::MAX)
}

/// Calls `each` with every row that is not blank, the line it starts at and whether it has quotes; in CSV a row goes on
/// over lines while a quote is open.
///
/// # Errors
/// If reading fails, a row is too long, somebody cancels, or `each` fails.
pub fn each(
    data: &mut dyn BufRead,
    csv: bool,
    progress: &Progress,
    mut each: impl FnMut(u64, &[u8], bool) -> Result<(), Failed>,
) -> Result<(), Failed> {
    let (mut line, mut spill, mut open) = (0_u64, Vec::new(), false);
    let mut first = 1;
    loop {
        if progress.is_cancelled() {
            return Err(Failed::cancelled());
        }
        let block = data.fill_buf()?;
        if block.is_empty() {
            break;
        }
        let mut from = 0;
        for end in memchr_iter(b'\n', block) {
            line += 1;
            let piece = &block[from..end];
            from = end + 1;
            let quotes = csv && memchr(b'"', piece).is_some();
            if quotes {
                open ^= memchr_iter(b'"', piece).count() % 2 == 1;
            }
            if spill.is_empty() && !open {
                row(piece, line, quotes, &mut each)?;
                continue;
            }
            if spill.is_empty() {
                first = line;
            }
            spill.extend_from_slice(piece);
            if open {
                spill.push(b'\n');
                check(&spill, first)?;
            } else {
                row(&spill, first, csv && memchr(b'"', &spill).is_some(), &mut each)?;
                spill.clear();
            }
        }
        let rest = &block[from..];
        if !rest.is_empty() {
            if spill.is_empty() {
                first = line + 1;
            }
            open ^= csv && memchr_iter(b'"', rest).count() % 2 == 1;
            spill.extend_from_slice(rest);
            check(&spill, first)?;
        }
        let used = block.len();
        data.consume(used);
    }
    row(&spill, first, csv && memchr(b'"', &spill).is_some(), &mut each)
}

fn check(spill: &[u8], line: u64) -> Result<(), Failed> {
    if spill.len() <= LONGEST {
        return Ok(());
    }
    let what = format!("The row that starts here is longer than {LONGEST} bytes.");
    Err(Failed::new(what, "Look for a quote that is not closed.").at(line))
}

fn row(
    piece: &[u8],
    line: u64,
    quotes: bool,
    each: &mut impl FnMut(u64, &[u8], bool) -> Result<(), Failed>,
) -> Result<(), Failed> {
    let piece = piece.strip_suffix(b"\r").unwrap_or(piece);
    let piece = if line == 1 { piece.strip_prefix(b"\xef\xbb\xbf").unwrap_or(piece) } else { piece };
    if piece.trim_ascii().is_empty() { Ok(()) } else { each(line, piece, quotes) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn read(text: &str, buffer: usize) -> Result<Vec<(u64, Vec<String>)>, Failed> {
        let (mut all, mut fields) = (Vec::new(), Fields::default());
        let mut data = BufReader::with_capacity(buffer, text.as_bytes());
        each(&mut data, true, &Progress::default(), |line, row, quoted| {
            fields.split(row, b',', quoted).map_err(|it| Failed::new(it, "").at(line))?;
            let texts = (0..fields.len()).map(|nth| String::from_utf8_lossy(fields.get(row, nth)).into_owned());
            all.push((line, texts.collect()));
            Ok(())
        })?;
        Ok(all)
    }

    #[test]
    fn rows_are_the_same_whatever_the_size_of_the_buffer() {
        let text = "\u{feff}a,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n\n2,\n3,w";
        for buffer in 1..40 {
            let rows = read(text, buffer).unwrap();
            let told: Vec<(u64, Vec<&str>)> =
                rows.iter().map(|it| (it.0, it.1.iter().map(String::as_str).collect())).collect();
            assert_eq!(
                told,
                [(1, vec!["a", "b"]), (2, vec!["1", "x, \"y\"\nz"]), (5, vec!["2", ""]), (6, vec!["3", "w"])],
                "{buffer}"
            );
        }
    }

    #[test]
    fn open_quotes_are_told_with_their_line() {
        assert_eq!(read("a\nb\n\"c\nd", 9).unwrap_err().line, Some(3));
        let endless = format!("a\n\"{}", "x\n".repeat(LONGEST));
        assert_eq!(read(&endless, 4096).unwrap_err().line, Some(2));
    }
}
