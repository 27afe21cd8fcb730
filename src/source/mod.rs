//! Reading threads: bytes to text, text to comments with verified spans. Reading never fails: what cannot be made out
//! stays in the text and is told as a [`Warning`] with its place.

mod blocks;
mod boundary;
mod decided;
mod decode;
mod dump;
pub(crate) mod fnv;
mod format;
mod headers;
mod import;
mod lines;
mod markdown;
mod neighbours;
mod paste;
mod phrases;
pub(crate) mod rows;
mod signs;
mod subject;
mod transcript;
mod voice;
mod weigh;

pub use blocks::{Block, BlockKind, blocks};
pub use decided::{Decision, words_at};
pub use decode::{Decoded, decode};
pub use format::Format;
pub use import::{INPUTS, Imported, Input, import, recognise};
#[cfg(test)]
pub(crate) use {
    dump::{signs as dump_signs, starts as dump_starts},
    signs::SIGNS as START_SIGNS,
};

use std::{borrow::Cow, collections::BTreeMap, fmt, ops::Range, sync::Arc};

/// The frozen text of one thread and what was found in it. All ranges count bytes of `text`, half open, on character
/// boundaries. Comments are sorted and disjoint, chrome is sorted and disjoint, and no chrome lies within a comment.
#[derive(Clone, Debug, PartialEq)]
pub struct Thread {
    /// What to call it.
    pub title: String,
    /// How it was read.
    pub format: Format,
    /// The whole text.
    pub text: Arc<str>,
    /// Page furniture: menus, author lines, vote counts. Set aside, not lost.
    pub chrome: Vec<Range<usize>>,
    /// The posts, in the order they stand.
    pub comments: Vec<Comment>,
    /// Where it is doubtful whether a comment starts, and nobody has decided. Sorted, each within a comment or where one
    /// starts.
    pub doubts: Vec<Doubt>,
    /// Where the comments would be if nobody had decided anything, and who wrote them; the first starts no later than
    /// the first comment. What is found is known by its place in these, so that a decision renames nothing.
    pub undecided: Vec<Undecided>,
    /// What was doubtful.
    pub warnings: Vec<Warning>,
}

/// A place of which it is doubtful whether a comment starts there.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// The first byte of the words there.
    pub at: usize,
    /// Whether a comment was taken to start there.
    pub starts: bool,
    /// How sure it is that one does, 0 to 1.
    pub certainty: f32,
    /// What speaks for it, in words.
    pub evidence: Vec<&'static str>,
}

/// A comment as it is without anybody's decisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// All its words.
    pub span: Range<usize>,
    /// Who wrote it, where the thread says.
    pub author: Option<String>,
}

/// One post.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    /// All its words, without the author line. Not empty.
    pub span: Range<usize>,
    /// Who wrote it, where the thread says.
    pub author: Option<String>,
    /// The index of the comment it replies to; always an earlier one.
    pub parent: Option<usize>,
    /// When, in the thread's own words.
    pub time: Option<String>,
    /// Its address, where the thread gives one.
    pub link: Option<String>,
    /// What its readers and its writer did to it.
    pub marks: Marks,
    /// Notes at its end and the marks that point to them.
    pub footnotes: Vec<Footnote>,
    /// Words that are, or (with a certainty under one half) may be, somebody else's. Sorted and disjoint.
    pub quotes: Vec<Quote>,
    /// The items of its lists.
    pub items: Vec<Range<usize>>,
    /// How sure it is that a comment starts here, 0 to 1. 1 where the thread says so.
    pub certainty: f32,
    /// What speaks for a comment starting here, in words.
    pub evidence: Vec<&'static str>,
}

/// What readers and writer did to a comment, where the thread says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Its votes or karma.
    pub score: Option<i32>,
    /// Its words were changed after it was posted.
    pub edited: bool,
    /// Its writer no longer stands by it; the words are still there.
    pub retracted: bool,
    /// It was taken away: what stands in its place are no words of its writer.
    pub deleted: bool,
}

/// Words in a comment that are not its writer's.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// The words, without marks around them.
    pub span: Range<usize>,
    /// How sure it is that they are quoted, 0 to 1. 1 where `>` says so.
    pub certainty: f32,
    /// What speaks for it, in words.
    pub evidence: Vec<&'static str>,
}

/// A note at a comment's end and its mark in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footnote {
    /// The mark, as `[1]`, where it was found.
    pub mark: Option<Range<usize>>,
    /// The note, from the line that opens it to its last word.
    pub span: Range<usize>,
    /// The note's words.
    pub note: Range<usize>,
}

/// Something doubtful about a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Bytes of the text (of the file, for a warning about what was made into the text); `0..0` for all of it.
    pub at: Range<usize>,
    /// What is doubtful, in a sentence.
    pub says: Cow<'static, str>,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            it if *it == (0..0) => f.write_str(&self.says),
            it if it.is_empty() => write!(f, "byte {}: {}", it.start, self.says),
            it => write!(f, "bytes {}..{}: {}", it.start, it.end, self.says),
        }
    }
}

/// Reads `text` as a thread called `title`, in the given format or in the one it looks like.
pub fn read(text: String, title: &str, format: Option<Format>) -> Thread {
    read_decided(text, title, format, &[])
}

/// The same, with what people decided on where comments start. Decisions about any bytes are borne: one within a
/// character or white space is about the words after it; one where nothing can start or be joined does nothing.
pub fn read_decided(text: String, title: &str, format: Option<Format>, decisions: &[Decision]) -> Thread {
    let format = format.unwrap_or_else(|| Format::recognise(&text));
    let said = (format == Format::Transcript).then(|| transcript::title(&text)).flatten();
    let title = said.as_deref().unwrap_or(title);
    let decided = decided::by_place(&text, decisions);
    let (found, undecided) = find(&text, format, &decided);
    let mut warnings = Vec::new();
    if found.comments.is_empty() {
        let says = if text.trim().is_empty() { "the text is empty" } else { "no comment was found" };
        warnings.push(Warning { at: 0..text.len(), says: says.into() });
    }
    for comment in found.comments.iter().filter(|it| it.certainty < 0.65) {
        warnings.push(Warning {
            at: comment.span.start..comment.span.start,
            says: "it is not certain that a comment starts here".into(),
        });
    }
    let title = if title.trim().is_empty() { "Untitled thread" } else { title };
    Thread {
        title: title.to_owned(),
        format,
        text: text.into(),
        chrome: found.chrome,
        comments: found.comments,
        doubts: found.doubts,
        undecided,
        warnings,
    }
}

/// What is found in a text, and its comments as they are without decisions.
fn find(text: &str, format: Format, decided: &BTreeMap<usize, bool>) -> (Found, Vec<Undecided>) {
    let mut found = match format {
        Format::Dump => return dump::read(text, decided),
        Format::Paste => paste::read(text),
        Format::Markdown => markdown::read(text),
        Format::Transcript => transcript::read(text),
    };
    found.link_parents_backwards();
    let undecided = undecided(&found);
    found.decide(text, decided);
    (found, undecided)
}

fn undecided(found: &Found) -> Vec<Undecided> {
    found.comments.iter().map(|it| Undecided { span: it.span.clone(), author: it.author.clone() }).collect()
}

/// What a format's reader found.
#[derive(Debug, Default)]
struct Found {
    chrome: Vec<Range<usize>>,
    comments: Vec<Comment>,
    doubts: Vec<Doubt>,
    /// How many footnotes, quotes and items the comments have.
    parts: usize,
}

/// The fewest bytes for each part of a comment and for each line of page furniture, on average.
const LEAST_PART: usize = 16;

/// However short a text is, so many of a sort are told apart; in a longer one as many as there are so many bytes. Nobody
/// writes more, and a hostile text cannot fill the memory.
fn most(text: &str, bytes_each: usize) -> usize {
    1_000.max(text.len() / bytes_each)
}

impl Found {
    /// Adds the comment that fills `span` but for white space around it. Says whether there was anything.
    fn push(&mut self, text: &str, span: Range<usize>, head: headers::Header) -> bool {
        let span = lines::trim(text, span);
        if span.is_empty() {
            return false;
        }
        let parts = self.parts(text, &span);
        self.comments.push(Comment {
            author: head.author,
            parent: None,
            time: head.time,
            link: head.link,
            marks: Marks::default(),
            footnotes: parts.footnotes,
            quotes: parts.quotes,
            items: parts.items,
            certainty: 1.0,
            evidence: Vec::new(),
            span,
        });
        true
    }

    /// The parts of a comment, as long as there are no more in all comments than people write.
    fn parts(&mut self, text: &str, span: &Range<usize>) -> blocks::Parts {
        let parts = blocks::parts(text, span, most(text, LEAST_PART).saturating_sub(self.parts));
        self.parts += parts.len();
        parts
    }

    /// Adds page furniture: a line, apart from others as long as there are no more than pages have.
    fn set_aside(&mut self, text: &str, span: Range<usize>) {
        let is_near = |from, to| from <= to && lines::trim(text, from..to).is_empty();
        let is_full = self.chrome.len() >= most(text, LEAST_PART);
        match self.chrome.last_mut().filter(|_| is_full) {
            Some(last) if is_near(last.end, span.start) => last.end = span.end,
            Some(last) if is_near(span.end, last.start) => last.start = span.start,
            _ => self.chrome.push(span),
        }
    }

    /// Whether there are as many comments as people write in a text, at so many bytes each: then no more are told apart.
    fn is_full(&self, text: &str, bytes_each: usize) -> bool {
        self.comments.len() >= most(text, bytes_each)
    }

    /// A parent that does not stand before its reply is none.
    fn link_parents_backwards(&mut self) {
        for (index, comment) in self.comments.iter_mut().enumerate() {
            comment.parent = comment.parent.filter(|&it| it < index);
        }
    }
}
