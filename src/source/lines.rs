//! Lines and white space, as byte ranges.

use std::ops::Range;

/// The lines of `text`, without their ends (`\n`, `\r\n` or `\r`).
pub fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + Clone + '_ {
    lines_in(text, 0..text.len())
}

/// The lines of `text[span]`, as ranges of `text`.
pub fn lines_in(text: &str, span: Range<usize>) -> impl Iterator<Item = Range<usize>> + Clone + '_ {
    let bytes = text.as_bytes();
    let mut next = Some(span.start);
    std::iter::from_fn(move || {
        let start = next?;
        let length = bytes[start..span.end].iter().position(|&it| it == b'\n' || it == b'\r');
        let end = length.map_or(span.end, |it| start + it);
        next = length.map(|_| {
            let pair = bytes[end..span.end].starts_with(b"\r\n");
            end + if pair { 2 } else { 1 }
        });
        Some(start..end)
    })
}

/// `span` without the white space at its ends, and without a byte order mark, which is no word.
pub fn trim(text: &str, span: Range<usize>) -> Range<usize> {
    let blank = |it: char| it.is_whitespace() || it == '\u{feff}' || it == '\0';
    let words = &text[span.clone()];
    let start = span.start + (words.len() - words.trim_start_matches(blank).len());
    let end = start + text[start..span.end].trim_end_matches(blank).len();
    start..end
}
