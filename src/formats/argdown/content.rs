//! What a statement, a description or a heading says.

use super::{
    model::{Looks, Range},
    shortcodes,
    token::{Kind, Mark},
};

/// As many different tags one text may have; what follows are words.
const MOST_TAGS: usize = 100;

/// A text being put together from its tokens.
#[derive(Debug, Default)]
pub struct Content {
    pub text: String,
    pub tags: Vec<Box<str>>,
    pub ranges: Vec<Range>,
    /// Bold and italic texts that are open, with their place among the ranges.
    open: Vec<(Mark, usize)>,
}

impl Content {
    /// Adds a token. `image` is how it is written, `goes_on` whether more of the text follows, `shows_tags` whether tags
    /// are a part of it.
    pub fn add(&mut self, kind: Kind, image: &str, goes_on: bool, shows_tags: bool) {
        match kind {
            Kind::Escaped => self.text.push_str(image.get(1..).unwrap_or_default()),
            Kind::ShortCode => match shortcodes::sign(image.trim()) {
                Some(sign) => {
                    self.text.push_str(sign);
                    self.space_after(image);
                }
                None => self.text.push_str(image),
            },
            Kind::Link => {
                let (title, address) = image.trim_end().trim_end_matches(')').split_once("](").unwrap_or((image, ""));
                self.ranged(title.trim_start_matches('['), Looks::Link(address.into()));
                self.space_after(image);
            }
            Kind::Tag => {
                let bare = image.strip_prefix('#').unwrap_or(image).trim_end_matches([' ', '\t']);
                let tag: Box<str> = bare.strip_prefix('(').and_then(|it| it.strip_suffix(')')).unwrap_or(bare).into();
                if shows_tags {
                    self.ranged(image, Looks::Tag(tag.clone()));
                }
                if self.tags.len() < MOST_TAGS && !self.tags.contains(&tag) {
                    self.tags.push(tag);
                }
            }
            Kind::Mention => {
                let bare = image.trim_end_matches([' ', '\t']);
                let title = bare.get(2..bare.len() - 1).unwrap_or_default().into();
                let is_statement = image.starts_with("@[");
                let what = if is_statement { Looks::StatementMention(title) } else { Looks::ArgumentMention(title) };
                self.ranged(image, what);
            }
            Kind::MarkStart(mark) => {
                self.open.push((mark, self.ranges.len()));
                let what = if mark.is_bold() { Looks::Bold } else { Looks::Italic };
                self.ranges.push(Range { start: self.text.len(), end: self.text.len(), what });
            }
            Kind::MarkEnd(_) => {
                if let Some(range) = self.open.pop().and_then(|it| self.ranges.get_mut(it.1)) {
                    range.end = self.text.len();
                }
                self.space_after(image);
            }
            Kind::NewLine => {
                if goes_on {
                    self.end_line();
                }
            }
            _ => self.text.push_str(image),
        }
    }

    /// A line break within the text.
    pub fn end_line(&mut self) {
        if !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// The mark that was opened last and not closed.
    pub fn left_open(&self) -> Option<Mark> {
        self.open.last().map(|it| it.0)
    }

    /// Makes plain signs of marks that were never closed. In one pass, for there may be as many as words.
    pub fn close(&mut self) {
        let open = std::mem::take(&mut self.open);
        if open.is_empty() {
            return;
        }
        let mut lost: Vec<(usize, Mark)> =
            open.iter().filter_map(|&(mark, nth)| Some((self.ranges.get(nth)?.start, mark))).collect();
        let mut nth = 0;
        let mut gone = open.iter().map(|it| it.1).peekable();
        self.ranges.retain(|_| {
            let is_gone = gone.next_if_eq(&nth).is_some();
            nth += 1;
            !is_gone
        });
        lost.sort_by_key(|it| it.0);
        let shift = |at: usize, counts_there: bool| {
            let before = lost.partition_point(|it| it.0 < at || counts_there && it.0 == at);
            lost.iter().take(before).map(|it| it.1.written().len()).sum::<usize>()
        };
        for range in self.ranges.iter_mut().take(100) {
            (range.start, range.end) = (range.start + shift(range.start, true), range.end + shift(range.end, false));
        }
        self.ranges.truncate(100);
        let mut text = String::with_capacity(self.text.len() + lost.len());
        let mut done = 0;
        for (at, mark) in lost {
            text.push_str(self.text.get(done..at).unwrap_or_default());
            text.push_str(mark.written());
            done = at;
        }
        text.push_str(self.text.get(done..).unwrap_or_default());
        self.text = text;
    }

    fn ranged(&mut self, words: &str, what: Looks) {
        let start = self.text.len();
        self.text.push_str(words);
        self.ranges.push(Range { start, end: self.text.len(), what });
    }

    fn space_after(&mut self, image: &str) {
        if image.ends_with(' ') {
            self.text.push(' ');
        }
    }
}
