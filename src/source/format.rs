//! The formats a thread may come in, and telling them apart.

use super::{headers, lines::lines, transcript};

/// How a thread's text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// One paragraph a line and nothing between comments, as copied from a profile page.
    Dump,
    /// An author line before each comment, perhaps with the name of who is replied to.
    Paste,
    /// Markdown: a heading or a bold line with the author before each comment.
    Markdown,
    /// A line with all that is known of a comment before each: what threads from elsewhere are turned into.
    Transcript,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::Dump, Self::Paste, Self::Markdown, Self::Transcript];

    /// The name for it on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dump => "dump",
            Self::Paste => "paste",
            Self::Markdown => "markdown",
            Self::Transcript => "transcript",
        }
    }

    /// The format called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// The format `text` looks like: a heading or bold line with an author speaks for Markdown, a plain author line
    /// for a paste, neither for a dump. A document with headings alone is Markdown too.
    pub fn recognise(text: &str) -> Self {
        if transcript::title(text).is_some() {
            return Self::Transcript;
        }
        let (mut authors, mut plain, mut headings) = (0_usize, 0_usize, 0_usize);
        let mut before = "";
        for line in lines(text) {
            let words = &text[line];
            if headers::markdown(words).is_some() {
                authors += 1;
            } else if headers::plain(words).is_some() || headers::broken(before, words).is_some() {
                plain += 1;
            }
            before = words;
            headings += usize::from(headers::heading(words).is_some());
        }
        if authors > 0 && authors >= plain {
            Self::Markdown
        } else if plain > 0 {
            Self::Paste
        } else if headings > 0 {
            Self::Markdown
        } else {
            Self::Dump
        }
    }
}
