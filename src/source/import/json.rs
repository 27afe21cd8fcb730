//! JSON as a row of tokens, each a place in the text: nothing is built, so that neither depth nor size takes memory. What
//! is broken ends the row.

use memchr::memchr2;
use std::{borrow::Cow, ops::Range};

/// A part of a JSON text. Ranges are of the text, strings without their quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    OpenObject,
    CloseObject,
    OpenArray,
    CloseArray,
    Key(Range<usize>),
    Text(Range<usize>),
    /// A number, `true`, `false` or `null`.
    Bare(Range<usize>),
}

/// The tokens of a text of any number of values.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    /// For each thing that is open, whether it is an object.
    open: Vec<bool>,
    /// A string would be a key.
    key: bool,
    /// Where the text is no JSON.
    pub broken: Option<usize>,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Self { text, at: mark, open: Vec::new(), key: false, broken: None }
    }

    /// How many bytes have been gone through.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    fn stop(&mut self, at: usize) -> Option<Token> {
        self.broken = Some(at);
        self.at = self.text.len();
        self.open.clear();
        None
    }

    fn close(&mut self, object: bool, token: Token) -> Option<Token> {
        if self.open.pop() != Some(object) {
            return self.stop(self.at);
        }
        self.at += 1;
        self.key = false;
        Some(token)
    }

    fn string(&mut self) -> Option<Token> {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        let mut at = start;
        loop {
            match memchr2(b'"', b'\\', bytes.get(at..)?) {
                None => return self.stop(self.at),
                Some(skip) if bytes[at + skip] == b'"' => {
                    let range = start..at + skip;
                    self.at = range.end + 1;
                    return Some(if std::mem::take(&mut self.key) { Token::Key(range) } else { Token::Text(range) });
                }
                // The sign after it belongs to it.
                Some(skip) => at = (at + skip + 2).min(bytes.len()),
            }
        }
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let bytes = self.text.as_bytes();
        loop {
            let Some(&byte) = bytes.get(self.at) else {
                return if self.open.is_empty() { None } else { self.stop(self.text.len()) };
            };
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                b',' => {
                    self.key = self.open.last() == Some(&true);
                    self.at += 1;
                }
                b':' if self.open.last() == Some(&true) => self.at += 1,
                b'{' | b'[' => {
                    let object = byte == b'{';
                    self.open.push(object);
                    self.key = object;
                    self.at += 1;
                    return Some(if object { Token::OpenObject } else { Token::OpenArray });
                }
                b'}' => return self.close(true, Token::CloseObject),
                b']' => return self.close(false, Token::CloseArray),
                b'"' => return self.string(),
                b'-' | b'0'..=b'9' | b't' | b'f' | b'n' => {
                    let rest = &bytes[self.at..];
                    let part = |it: &u8| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'+' | b'.');
                    let end = rest.iter().position(|it| !part(it)).unwrap_or(rest.len());
                    let range = self.at..self.at + end;
                    self.at = range.end;
                    return Some(Token::Bare(range));
                }
                _ => return self.stop(self.at),
            }
        }
    }
}

/// What a string says, from what stands between its quotation marks. Half a character of UTF-16 is U+FFFD.
pub(super) fn unescape(raw: &str) -> Cow<'_, str> {
    if !raw.contains('\\') {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let Some(sign) = after.chars().next() else { return Cow::Owned(out) };
        rest = &after[sign.len_utf8()..];
        match sign {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            'b' => out.push('\u{8}'),
            'f' => out.push('\u{c}'),
            'u' => {
                let mut units = Vec::with_capacity(2);
                while let Some(unit) = unit(rest).filter(|_| units.len() < 2) {
                    rest = &rest[4..];
                    units.push(unit);
                    // A high half needs its low one.
                    match rest.strip_prefix("\\u") {
                        Some(more) if units.len() == 1 && (0xD800..0xDC00).contains(&unit) => rest = more,
                        _ => break,
                    }
                }
                out.extend(char::decode_utf16(units).map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER)));
            }
            other => out.push(other),
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The four hexadecimal digits at the start of a text.
fn unit(text: &str) -> Option<u16> {
    let digits = text.get(..4).filter(|it| it.bytes().all(|it| it.is_ascii_hexdigit()))?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_those_of_another_reader() {
        for raw in ["", "plain", r"a\nb\t\\\/\u00e9\ud83d\ude42 \u0041", "é\\\"", r"\u20ac5"] {
            let expected: String = serde_json::from_str(&format!("\"{raw}\"")).unwrap();
            assert_eq!(unescape(raw), expected, "{raw}");
        }
        for raw in [r"\ud83d", r"\ud83dx", r"\u12", "\\", r"\ud83d\u0041", r"\udc00"] {
            unescape(raw);
        }
        assert_eq!(unescape(r"\ud83d!"), "\u{fffd}!");
    }

    #[test]
    fn tokens_stop_where_the_text_is_broken() {
        let count = |text| {
            let mut tokens = Tokens::of(text);
            (tokens.by_ref().count(), tokens.broken)
        };
        assert_eq!(count(r#"{"a": [1, "b", null], "c": {}} {"d": -1.5e3}"#), (15, None));
        assert_eq!(count(r#"{"a": "never ends"#), (2, Some(6)));
        assert_eq!(count("[1, 2"), (3, Some(5)));
        assert_eq!(count("[1}"), (2, Some(2)));
        assert_eq!(count("\"\\"), (0, Some(0)));
        assert_eq!(count(&"[".repeat(1_000_000)), (1_000_000, Some(1_000_000)));
    }
}
