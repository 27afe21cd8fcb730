//! Looking ahead in a text without looking at the same bytes again and again.

use std::cell::Cell;

/// Where the next of some signs stand. Each is looked for once between two places where it stands, so that a text of
/// nothing but opening brackets takes no longer than another.
#[derive(Debug, Default)]
pub struct Finds {
    line_end: Found,
    bracket: Found,
    bracket_colon: Found,
    angle: Found,
    angle_colon: Found,
    round: Found,
    comment: Found,
    star_slash: Found,
    equals: Found,
}

/// What was looked for last: from where, and where it stands.
#[derive(Debug, Default)]
struct Found(Cell<Option<(usize, usize)>>);

impl Found {
    fn next(&self, text: &str, from: usize, needle: &[u8]) -> usize {
        if let Some((asked, at)) = self.0.get()
            && asked <= from
            && from <= at
        {
            return at;
        }
        let rest = text.as_bytes().get(from..).unwrap_or_default();
        let at = memchr::memmem::find(rest, needle).map_or(usize::MAX, |it| from + it);
        self.0.set(Some((from, at)));
        at
    }
}

impl Finds {
    /// The first `needle` at or after `from`, or `usize::MAX`.
    pub fn next(&self, text: &str, from: usize, needle: &'static str) -> usize {
        let found = match needle {
            "\n" => &self.line_end,
            "]" => &self.bracket,
            "]:" => &self.bracket_colon,
            ">" => &self.angle,
            ">:" => &self.angle_colon,
            ")" => &self.round,
            "-->" => &self.comment,
            "*/" => &self.star_slash,
            _ => &self.equals,
        };
        found.next(text, from, needle.as_bytes())
    }

    /// The same within the line.
    pub fn in_line(&self, text: &str, from: usize, needle: &'static str) -> Option<usize> {
        Some(self.next(text, from, needle)).filter(|&it| it < self.next(text, from, "\n"))
    }
}
