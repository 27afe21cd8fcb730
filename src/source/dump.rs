//! Texts with nothing between comments: one paragraph a line, as copied from a profile page.
//!
//! A text may have a line for every two of its bytes: they are read one after the other, and no list of them is kept.

use super::{
    Found, Undecided, decided, headers,
    lines::{lines_in, trim},
    neighbours::{Neighbours, Usual},
    signs::{Signs, WEIGHTS},
    subject::Subjects,
    undecided,
    voice::Odds,
    weigh::Reader,
};
use std::{collections::BTreeMap, iter::Peekable, ops::Range};

/// No decisions.
static NONE: BTreeMap<usize, bool> = BTreeMap::new();

/// Reads a dump: weighs at each line whether a comment starts there, unless that was decided. Also tells the comments as
/// they are without any decisions.
pub(super) fn read(text: &str, decided: &BTreeMap<usize, bool>) -> (Found, Vec<Undecided>) {
    read_with(text, decided, &WEIGHTS)
}

/// The same with other weights of the signs.
fn read_with(text: &str, decided: &BTreeMap<usize, bool>, weights: &[f32]) -> (Found, Vec<Undecided>) {
    let body = body(text);
    let lines = Lines::of(text, body.clone(), &NONE);
    let any = any_line(&lines, weights);
    let mut found = Found::default();
    filled(text, 0..body.start).for_each(|it| found.set_aside(text, it));
    let (mut found, undecided) = if decided.is_empty() {
        let mut walk = Walk::new(&lines, any, weights);
        walk.reader.found = found;
        while walk.step(None) {}
        let found = walk.ended(body.end).found;
        let undecided = undecided(&found);
        (found, undecided)
    } else {
        let cut = Lines::of(text, body.clone(), decided);
        let mut walk = Walk::new(&cut, any, weights);
        walk.reader.found = found;
        // As it is without anybody's decisions, so that deciding on one place moves no other.
        let mut alone = Walk::new(&lines, any, weights);
        alone.reader.spans = Some(Vec::new());
        while let Some(at) = walk.lines.peek().map(|it| it.start) {
            walk.step(alone.odds_at(at));
        }
        (walk.ended(body.end).found, alone.ended(body.end).spans.unwrap_or_default())
    };
    filled(text, body.end..text.len()).for_each(|it| found.set_aside(text, it));
    (found, undecided)
}

/// The lines of `text[span]` in which something stands.
fn filled(text: &str, span: Range<usize>) -> impl Iterator<Item = Range<usize>> + Clone {
    lines_in(text, span).map(|it| trim(text, it)).filter(|it| !it.is_empty())
}

/// What is left without the page furniture at both ends: from the first word of a line to the last of another.
fn body(text: &str) -> Range<usize> {
    let is_furniture = |it: &Range<usize>| headers::is_chrome(&text[it.clone()]);
    let start = filled(text, 0..text.len()).find(|it| !is_furniture(it)).map_or(text.len(), |it| it.start);
    let mut end = text.len();
    while end > start {
        let line = text[start..end].rfind(['\n', '\r']).map_or(start, |it| start + it + 1);
        let words = trim(text, line..end);
        if !words.is_empty() && !is_furniture(&words) {
            return start..words.end;
        }
        end = line.saturating_sub(1).max(start);
    }
    start..start
}

/// Lines to be read, and what has to be known of all of them before one is.
struct Lines<'a> {
    text: &'a str,
    span: Range<usize>,
    decided: &'a BTreeMap<usize, bool>,
    usual: Usual,
    subjects: Subjects,
}

impl<'a> Lines<'a> {
    /// Those of `text[span]`, cut where a comment is to start within one.
    fn of(text: &'a str, span: Range<usize>, decided: &'a BTreeMap<usize, bool>) -> Self {
        let lines = cut(text, span.clone(), decided);
        let usual = Usual::of(text, lines.clone());
        let subjects = Subjects::of(lines.map(|it| &text[it]));
        Self { text, span, decided, usual, subjects }
    }

    fn iter(&self) -> impl Iterator<Item = Range<usize>> + Clone {
        cut(self.text, self.span.clone(), self.decided)
    }
}

fn cut<'a>(
    text: &'a str,
    span: Range<usize>,
    decided: &'a BTreeMap<usize, bool>,
) -> impl Iterator<Item = Range<usize>> + Clone + 'a {
    filled(text, span).flat_map(|it| decided::cut(text, it, decided))
}

/// A reader on its way through lines.
struct Walk<'a> {
    lines: Peekable<Box<dyn Iterator<Item = Range<usize>> + 'a>>,
    neighbours: Neighbours<'a>,
    reader: Reader<'a>,
}

impl<'a> Walk<'a> {
    fn new(lines: &'a Lines<'a>, any: f32, weights: &'a [f32]) -> Self {
        let all: Box<dyn Iterator<Item = Range<usize>>> = Box::new(lines.iter());
        let reader = Reader::new(lines.text, lines.decided, &lines.subjects, any, weights);
        Self { lines: all.peekable(), neighbours: Neighbours::new(&lines.usual), reader }
    }

    /// Reads the next line, of which the odds may be known. Says whether there was one.
    fn step(&mut self, known: Option<Odds>) -> bool {
        let Some(line) = self.lines.next() else { return false };
        let beside = self.neighbours.signs(self.reader.text, &line);
        self.reader.line(&line, self.lines.peek(), beside, known);
        true
    }

    /// The odds at the line that starts at a byte, if it was weighed. Reads on as far as that.
    fn odds_at(&mut self, at: usize) -> Option<Odds> {
        while self.lines.peek().is_some_and(|it| it.start <= at) {
            self.step(None);
        }
        self.reader.told.take_if(|it| it.0 == at).map(|it| it.1)
    }

    /// The reader, after the last line.
    fn ended(mut self, end: usize) -> Reader<'a> {
        self.reader.close(end);
        self.reader
    }
}

/// The share of lines at which comments start, before anything of a thread is known.
const SHARE: f32 = 0.2;
/// As many lines as that share is worth beside the lines of the thread.
const WORTH: f32 = 4.0;
/// The share is found in so many rounds.
const ROUNDS: usize = 3;
/// On so many of the thread's first lines: enough to tell it, however long the thread is.
const ENOUGH: usize = 250;

/// The log odds that a comment starts at any line of a thread: those of the share of lines at which one starts, as the
/// thread itself shows it. Expectation and maximisation in turn (Saerens, Latinne and Decaestecker 2002), whatever people
/// decided, so that deciding on one place moves no other.
fn any_line(lines: &Lines<'_>, weights: &[f32]) -> f32 {
    let first: Vec<Range<usize>> = lines.iter().take(ENOUGH).collect();
    let mut neighbours = Neighbours::new(&lines.usual);
    let beside: Vec<Signs> = first.iter().map(|it| neighbours.signs(lines.text, it)).collect();
    let mut share = SHARE;
    for _ in 0..ROUNDS {
        let mut reader = Reader::new(lines.text, &NONE, &lines.subjects, logit(share), weights);
        for (at, line) in first.iter().enumerate() {
            reader.line(line, first.get(at + 1), beside[at], None);
        }
        share = (reader.expected + SHARE * WORTH) / (reader.weighed + WORTH);
    }
    logit(share)
}

fn logit(share: f32) -> f32 {
    (share / (1.0 - share)).ln()
}

/// The lines that are weighed where comments start at `starts` (and nowhere else), with their signs: what weights are
/// fitted on.
#[cfg(test)]
pub(crate) fn signs(text: &str, starts: &[usize]) -> Vec<(usize, Signs)> {
    let Some(&start) = starts.first() else { return Vec::new() };
    let lines = Lines::of(text, start..text.len(), &NONE);
    let mut walk = Walk::new(&lines, 0.0, &WEIGHTS);
    walk.reader.forced = Some(starts);
    while walk.step(None) {}
    walk.reader.seen
}

/// Where comments start by other weights.
#[cfg(test)]
pub(crate) fn starts(text: &str, weights: &[f32]) -> Vec<usize> {
    read_with(text, &NONE, weights).1.iter().map(|it| it.span.start).collect()
}
