//! Which comments are read with one request, and what all requests will cost.

use super::form;
use crate::{extract::Annotations, source::Thread};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    ops::Range,
};

/// About how many tokens a text is: a quarter of its ASCII characters, and each other character. The usual rule of
/// thumb for English is four characters a token; other scripts take more, and counting each character errs upwards.
pub fn tokens(text: &str) -> usize {
    let ascii = text.bytes().filter(u8::is_ascii).count();
    let others = text.chars().filter(|it| !it.is_ascii()).count();
    ascii.div_ceil(4) + others
}

/// The comments of one request, by index, sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// Those whose statements are wanted.
    pub read: Vec<usize>,
    /// Those around them, for links to end at: the last ones of the window before, and what is replied to.
    pub context: BTreeSet<usize>,
}

/// A thread in the eyes of whoever cuts windows: how long each comment is, and what it replies to.
pub(super) struct Cutter {
    tokens: Vec<usize>,
    parents: Vec<Option<usize>>,
    size: usize,
}

impl Cutter {
    pub(super) fn new(thread: &Thread, annotations: &Annotations, size: usize) -> Self {
        let all = annotations.comments.iter();
        let index: BTreeMap<&str, usize> = all.clone().enumerate().map(|(at, it)| (it.id.as_str(), at)).collect();
        let parent = |it: Option<&String>| it.and_then(|it| index.get(it.as_str()).copied());
        Self {
            tokens: thread.comments.iter().map(|it| tokens(&thread.text[it.span.clone()]) + OVERHEAD).collect(),
            parents: all.map(|it| parent(it.parent.as_ref())).collect(),
            size: size.max(1),
        }
    }

    pub(super) fn parent(&self, comment: usize) -> Option<usize> {
        self.parents.get(comment).copied().flatten()
    }

    /// Cuts at the borders of comments: each window holds as many as fit, and at least one.
    pub(super) fn windows(&self, wanted: &BTreeSet<usize>) -> Vec<Window> {
        let wanted: Vec<usize> = wanted.iter().copied().filter(|&it| it < self.tokens.len()).collect();
        let mut found = Vec::new();
        let mut start = 0;
        while start < wanted.len() {
            let mut end = start;
            let mut sum = 0;
            while end < wanted.len() && (end == start || sum + self.tokens[wanted[end]] <= self.size) {
                sum += self.tokens[wanted[end]];
                end += 1;
            }
            found.push(self.window(&wanted, start..end));
            start = end;
        }
        found
    }

    /// Two windows for one whose answer was too long. Only for windows of more than one comment.
    pub(super) fn halves(&self, window: &Window) -> [Window; 2] {
        let middle = window.read.len() / 2;
        let mut first = self.window(&window.read, 0..middle);
        first.context.extend(&window.context);
        [first, self.window(&window.read, middle..window.read.len())]
    }

    /// What stands right before takes up to a quarter of a window as context, and what is replied to another.
    fn window(&self, wanted: &[usize], range: Range<usize>) -> Window {
        let read = wanted[range.clone()].to_vec();
        let mut context = BTreeSet::new();
        let mut room = self.size / 4;
        for &at in wanted[..range.start].iter().rev() {
            if self.tokens[at] > room {
                break;
            }
            room -= self.tokens[at];
            context.insert(at);
        }
        room += self.size / 4;
        for at in read.iter().filter_map(|&it| self.parent(it)) {
            if self.tokens[at] <= room && read.binary_search(&at).is_err() && context.insert(at) {
                room -= self.tokens[at];
            }
        }
        Window { read, context }
    }
}

/// Tokens around each comment: its number, its author, what it replies to.
const OVERHEAD: usize = 25;

/// How much longer an answer is than the comments it is about: it quotes most of their words, and says of each quote
/// what it does.
const ANSWER: usize = 3;

/// What reading will cost, about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// How many comments are read.
    pub comments: usize,
    /// How many requests that takes.
    pub requests: usize,
    /// About how many tokens the model reads.
    pub reads: usize,
    /// About how many tokens it writes.
    pub writes: usize,
    /// About what that costs, if prices are known.
    pub price: Option<f64>,
}

impl Estimate {
    pub(super) fn of(thread: &Thread, cutter: &Cutter, windows: &[Window]) -> Self {
        let message = |it: &Window| tokens(&form::message(thread, cutter, it));
        let fixed = tokens(form::INSTRUCTIONS) + tokens(&form::schema().to_string());
        let reads = windows.iter().map(|it| message(it) + fixed).sum();
        let read = || windows.iter().flat_map(|it| &it.read);
        let writes = ANSWER * read().map(|&it| cutter.tokens[it]).sum::<usize>();
        Self { comments: read().count(), requests: windows.len(), reads, writes, price: None }
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            comments: self.comments + other.comments,
            requests: self.requests + other.requests,
            reads: self.reads + other.reads,
            writes: self.writes + other.writes,
            price: self.price.zip(other.price).map(|(a, b)| a + b),
        }
    }

    /// With its price, if it is known what a million tokens cost, to read and to write.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "an estimate needs no more digits")]
    pub fn priced(self, prices: Option<(f64, f64)>) -> Self {
        let of = |tokens: usize, price: f64| tokens as f64 * price / 1e6;
        Self { price: prices.map(|(reading, writing)| of(self.reads, reading) + of(self.writes, writing)), ..self }
    }
}

/// So many of something, in words.
pub(crate) fn many(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (comments, requests) = (many(self.comments, "comment"), many(self.requests, "request"));
        write!(f, "{comments} in {requests}: about {} tokens to read and {} to write", self.reads, self.writes)?;
        match self.price {
            Some(it) => write!(f, ", at a price of about {it:.2}"),
            None => Ok(()),
        }
    }
}
