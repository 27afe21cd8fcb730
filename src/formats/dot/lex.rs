//! The words of a DOT file.

use crate::formats::Told;
use std::borrow::Cow;

/// A word and where it starts.
#[derive(Clone, Debug, PartialEq)]
pub struct Token<'a> {
    /// The byte it starts at.
    pub at: usize,
    pub what: What<'a>,
}

/// What a word is.
#[derive(Clone, Debug, PartialEq)]
pub enum What<'a> {
    /// A name: bare, in quotation marks, or (without its tags) HTML.
    Name(Cow<'a, str>),
    /// A bare word that is part of the language: `graph`, `digraph`, `node`, `edge`, `subgraph`, `strict`.
    Keyword(&'static str),
    /// One of `{}[]=;,:`.
    Sign(u8),
    /// `->` or `--`.
    Line,
}

const KEYWORDS: [&str; 6] = ["graph", "digraph", "node", "edge", "subgraph", "strict"];

/// Gives the words of a text one after the other, so that no list of them is kept.
#[derive(Clone, Debug)]
pub struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Steps over white space and comments.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let blank = rest.trim_start();
            self.at += rest.len() - blank.len();
            let starts_line = || self.at == 0 || self.text.as_bytes()[self.at - 1] == b'\n';
            let comment = if blank.starts_with("//") || (blank.starts_with('#') && starts_line()) {
                blank.find('\n')
            } else if let Some(inner) = blank.strip_prefix("/*") {
                inner.find("*/").map(|it| it + 4)
            } else {
                return;
            };
            self.at += comment.unwrap_or(blank.len());
        }
    }

    /// The next word; nothing at the end.
    pub fn token(&mut self) -> Result<Option<Token<'a>>, Told> {
        self.skip();
        let (at, rest) = (self.at, self.rest());
        let Some(first) = rest.chars().next() else { return Ok(None) };
        let what = match first {
            '{' | '}' | '[' | ']' | '=' | ';' | ',' | ':' => {
                self.at += 1;
                What::Sign(rest.as_bytes()[0])
            }
            '-' if rest.starts_with("->") || rest.starts_with("--") => {
                self.at += 2;
                What::Line
            }
            '"' => self.quoted()?,
            '<' => self.html()?,
            it if it.is_alphanumeric() || matches!(it, '_' | '.' | '-') || !it.is_ascii() => self.bare(),
            _ => {
                return Err(Told::at(self.text, at, format!("“{first}” cannot stand here in DOT")));
            }
        };
        Ok(Some(Token { at, what }))
    }

    fn bare(&mut self) -> What<'a> {
        let rest = self.rest();
        let mut end = 0;
        for (at, it) in rest.char_indices() {
            let line = it == '-' && at > 0;
            if line || !(it.is_alphanumeric() || matches!(it, '_' | '.' | '-') || !it.is_ascii()) {
                break;
            }
            end = at + it.len_utf8();
        }
        self.at += end;
        let word = &rest[..end];
        match KEYWORDS.into_iter().find(|it| it.eq_ignore_ascii_case(word)) {
            Some(it) => What::Keyword(it),
            None => What::Name(word.into()),
        }
    }

    /// A string in quotation marks, and what is joined to it with `+`. Only `\"` and a `\` before a line's end mean
    /// something here; labels read the rest.
    fn quoted(&mut self) -> Result<What<'a>, Told> {
        let mut all = Cow::Borrowed("");
        loop {
            let piece = self.piece()?;
            if all.is_empty() {
                all = piece;
            } else {
                all.to_mut().push_str(&piece);
            }
            let end = self.clone();
            self.skip();
            let more = self.rest().strip_prefix('+').map(str::trim_start);
            if let Some(next) = more.filter(|it| it.starts_with('"')) {
                self.at = self.text.len() - next.len();
            } else {
                *self = end;
                return Ok(What::Name(all));
            }
        }
    }

    fn piece(&mut self) -> Result<Cow<'a, str>, Told> {
        let start = self.at + 1;
        let inner = &self.text[start..];
        let mut words = Cow::Borrowed("");
        let (mut from, mut escaped) = (0, false);
        for (at, it) in inner.bytes().enumerate() {
            match it {
                b'"' if !escaped => {
                    self.at = start + at + 1;
                    let last = &inner[from..at];
                    return Ok(if words.is_empty() { last.into() } else { words + last });
                }
                b'"' | b'\n' if escaped => {
                    words.to_mut().push_str(&inner[from..at - 1]);
                    from = if it == b'"' { at } else { at + 1 };
                    escaped = false;
                }
                it => escaped = it == b'\\' && !escaped,
            }
        }
        Err(Told::at(self.text, self.at, "this string is never closed"))
    }

    /// The words of an HTML string: what stands between its tags.
    fn html(&mut self) -> Result<What<'a>, Told> {
        let inner = &self.text[self.at + 1..];
        let (mut depth, mut words, mut from) = (1_usize, String::new(), 0);
        for (at, it) in inner.bytes().enumerate() {
            match it {
                b'<' => {
                    if depth == 1 {
                        words.push_str(&inner[from..at]);
                    }
                    depth += 1;
                }
                b'>' => {
                    depth -= 1;
                    if depth == 0 {
                        words.push_str(&inner[from..at]);
                        self.at += at + 2;
                        return Ok(What::Name(entities(&words).into()));
                    }
                    if depth == 1 {
                        words.push(' ');
                        from = at + 1;
                    }
                }
                _ => {}
            }
        }
        Err(Told::at(self.text, self.at, "this HTML string is never closed"))
    }
}

/// `words` with the few entities that HTML labels need.
fn entities(words: &str) -> String {
    let plain = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&nbsp;", " ");
    plain.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
}
