//! Transcripts: the one plain form that threads from elsewhere are turned into. Before each comment stands a line with all
//! that is known of it, as people can read it:
//!
//! ```text
//! === Thread: Should the library open on Sundays? | link https://example.org/t/1
//!
//! === #1 | by ann | at 2024-03-01T10:00:00Z | score 12 | edited | link https://example.org/t/1#a
//! Half the town works on Saturdays.
//!
//! === #2 | reply to #1 | deleted
//! [deleted]
//!
//! === aside
//! What belongs to no comment.
//! ```
//!
//! What stands in such a line is kept apart by ` | `; a `|` or `\` in it has a `\` before it. A line of a comment that
//! begins like one has a `\` before it, as in Markdown. An aside reaches to the next comment.

use super::{
    Found, Marks,
    headers::Header,
    lines::{lines, trim},
};
use std::{collections::BTreeMap, fmt::Write as _, ops::Range};

/// How every such line begins.
const RULE: &str = "=== ";
const TITLE: &str = "=== Thread:";
const ASIDE: &str = "=== aside";

/// What is known of a comment besides its words. Borrowed: a thread may have many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head<'a> {
    /// The number of the comment that it replies to.
    pub reply_to: Option<usize>,
    pub author: Option<&'a str>,
    pub time: Option<&'a str>,
    pub marks: Marks,
    /// When it was edited.
    pub edited_at: Option<&'a str>,
    pub link: Option<&'a str>,
}

/// A transcript being written.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub text: String,
    comments: usize,
}

impl Writer {
    pub(super) fn new(title: &str, link: Option<&str>) -> Self {
        let mut writer = Self { text: TITLE.to_owned(), comments: 0 };
        writer.text.push(' ');
        escape(&mut writer.text, title);
        writer.field(" | link ", link);
        writer.text.push('\n');
        writer
    }

    fn field(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|it| !trim(it, 0..it.len()).is_empty()) {
            self.text.push_str(name);
            escape(&mut self.text, value);
        }
    }

    /// Writes a comment; returns its number, counted from 1. One without words gets some, so that it has a place.
    pub(super) fn comment(&mut self, head: &Head<'_>, body: &str) -> usize {
        self.comments += 1;
        // Nothing that is written to a string fails.
        let _ = write!(self.text, "\n{RULE}#{}", self.comments);
        if let Some(it) = head.reply_to {
            let _ = write!(self.text, " | reply to #{it}");
        }
        self.field(" | by ", head.author);
        self.field(" | at ", head.time);
        if let Some(it) = head.marks.score {
            let _ = write!(self.text, " | score {it}");
        }
        if head.marks.edited {
            self.text.push_str(" | edited");
            self.field(" ", head.edited_at);
        }
        if head.marks.retracted {
            self.text.push_str(" | retracted");
        }
        if head.marks.deleted {
            self.text.push_str(" | deleted");
        }
        self.field(" | link ", head.link);
        self.text.push('\n');
        let words = &body[trim(body, 0..body.len())];
        self.lines(match (words.is_empty(), head.marks.deleted) {
            (false, _) => words,
            (true, true) => "[deleted]",
            (true, false) => "[no words]",
        });
        self.comments
    }

    /// Writes what belongs to no comment.
    pub(super) fn aside(&mut self, words: &str) {
        let words = &words[trim(words, 0..words.len())];
        if !words.is_empty() {
            self.text.push('\n');
            self.text.push_str(ASIDE);
            self.text.push('\n');
            self.lines(words);
        }
    }

    fn lines(&mut self, words: &str) {
        for line in lines(words) {
            let line = words[line].trim_end();
            if line.trim_start_matches('\\').starts_with(RULE) {
                self.text.push('\\');
            }
            self.text.push_str(line);
            self.text.push('\n');
        }
    }
}

/// Adds a value of a head line: on one line, without what would end it.
fn escape(out: &mut String, value: &str) {
    // Marks of a file's start and its fillers are no words.
    for (at, word) in value
        .split(|it: char| it.is_whitespace() || matches!(it, '\u{feff}' | '\0'))
        .filter(|it| !it.is_empty())
        .enumerate()
    {
        if at > 0 {
            out.push(' ');
        }
        for it in word.chars() {
            if matches!(it, '\\' | '|') {
                out.push('\\');
            }
            out.push(it);
        }
    }
}

fn unescape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut signs = value.chars();
    while let Some(it) = signs.next() {
        out.push(if it == '\\' { signs.next().unwrap_or('\\') } else { it });
    }
    out
}

/// What the head line of a comment says.
#[derive(Debug, Default)]
struct Said {
    number: usize,
    reply_to: Option<usize>,
    head: Header,
    marks: Marks,
}

/// Reads the head line of a comment; `None` if `line` is none.
fn head(line: &str) -> Option<Said> {
    let mut fields = line.strip_prefix(RULE)?.strip_prefix('#')?.split(" | ");
    let mut said = Said { number: fields.next()?.trim_end().parse().ok()?, ..Said::default() };
    for field in fields {
        let (name, value) = field.split_once(' ').unwrap_or((field, ""));
        match name {
            "reply" => said.reply_to = Some(value.strip_prefix("to #")?.trim_end().parse().ok()?),
            "by" => said.head.author = Some(unescape(value)),
            "at" => said.head.time = Some(unescape(value)),
            "score" => said.marks.score = Some(value.trim_end().parse().ok()?),
            "edited" => said.marks.edited = true,
            "retracted" => said.marks.retracted = true,
            "deleted" => said.marks.deleted = true,
            "link" => said.head.link = Some(unescape(value)),
            _ => return None,
        }
    }
    Some(said)
}

/// The title of a transcript; `None` if a text is none.
pub(super) fn title(text: &str) -> Option<String> {
    let first = first_line(text)?;
    let said = text[first].strip_prefix(TITLE)?;
    Some(unescape(said.split(" | ").next().unwrap_or_default().trim()))
}

fn first_line(text: &str) -> Option<Range<usize>> {
    lines(text).map(|it| trim(text, it)).find(|it| !it.is_empty())
}

/// Reads a transcript. A text without head lines is one comment.
pub(super) fn read(text: &str) -> Found {
    let mut found = Found::default();
    // Which comment has which number: a person may have taken some out.
    let mut numbers = BTreeMap::new();
    let mut open: Option<(Said, usize)> = None;
    let mut aside = first_line(text).filter(|it| text[it.clone()].starts_with(TITLE)).map(|it| it.start);
    let mut body = aside.map_or(0, |at| lines(&text[at..]).next().map_or(at, |it| at + it.end));
    for line in lines(text) {
        let words = &text[line.clone()];
        if line.start < body || !words.starts_with(RULE) {
            continue;
        }
        let said = head(words).filter(|_| !found.is_full(text, LEAST));
        if said.is_none() && words.trim_end() != ASIDE {
            continue;
        }
        close(text, &mut found, &mut numbers, open.take(), line.start);
        let start = aside.get_or_insert(line.start);
        if let Some(said) = said {
            found.chrome.push(trim(text, *start..line.end));
            aside = None;
            open = Some((said, line.end));
        }
        body = line.end;
    }
    close(text, &mut found, &mut numbers, open.take(), text.len());
    if let Some(start) = aside {
        if found.comments.is_empty() {
            found.chrome.push(trim(text, start..body));
            found.push(text, body..text.len(), Header::default());
        } else {
            found.chrome.push(trim(text, start..text.len()));
        }
    } else if found.comments.is_empty() {
        found.push(text, body..text.len(), Header::default());
    }
    found.chrome.retain(|it| !it.is_empty());
    found
}

/// The fewest bytes of a comment with its head line, on average.
pub(super) const LEAST: usize = 24;

fn close(text: &str, found: &mut Found, numbers: &mut BTreeMap<usize, usize>, open: Option<(Said, usize)>, end: usize) {
    let Some((said, start)) = open else { return };
    let parent = said.reply_to.and_then(|it| numbers.get(&it).copied());
    if found.push(text, start..end, said.head) {
        let index = found.comments.len() - 1;
        numbers.insert(said.number, index);
        found.comments[index].parent = parent;
        found.comments[index].marks = said.marks;
    }
}
