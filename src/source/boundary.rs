//! Where a comment starts in a text that does not say so: evidence for and against, weighed line by line.

use super::{
    blocks,
    phrases::{AFTERTHOUGHTS, CLOSERS, CONTINUERS, OPENERS, SMALL, head, starts_with_any, tail},
    voice::Odds,
};
use std::collections::{HashSet, VecDeque};

/// How lines of others stand in a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QuoteStyle {
    /// In quotation marks or after `>`.
    Marked,
    /// With nothing to mark them.
    Bare,
}

/// What is known of the comment being read, when the next line is weighed.
#[derive(Debug, Default)]
pub(super) struct Context<'a> {
    /// The line before.
    pub last: &'a str,
    /// The line before was the words of a footnote.
    pub after_note: bool,
    /// The line before was quoted.
    pub after_quote: bool,
    /// How many lines the comment has.
    pub lines: usize,
    /// How it quoted before.
    pub style: Option<QuoteStyle>,
    /// The words of its subject in the last few lines.
    pub words: VecDeque<HashSet<u64>>,
}

/// So many lines back the subject is remembered.
const REMEMBERED: usize = 4;

impl Context<'_> {
    /// Remembers the words of a line.
    pub(super) fn remember(&mut self, topic: HashSet<u64>) {
        if self.words.len() == REMEMBERED {
            self.words.pop_front();
        }
        self.words.push_back(topic);
    }
}

/// The odds that a comment starts at `line`. `quoted` says how it is quoted, if it is; `topic` are the words of its
/// subject, with those of the answer to it.
pub(super) fn starts(context: &Context<'_>, line: &str, quoted: Option<QuoteStyle>, topic: &HashSet<u64>) -> Odds {
    let mut odds = Odds { sum: -2.0, ..Odds::default() };
    if context.after_note {
        odds.add(7.0, "a footnote ended the comment before", true);
        return odds;
    }
    let start = head(line);
    let opener = starts_with_any(&start, OPENERS);
    odds.add(-6.0, "", context.last.ends_with(':'));
    odds.add(-4.0, "", starts_with_any(&start, AFTERTHOUGHTS));
    odds.add(-3.0, "", blocks::bullet(line).is_some());
    odds.add(-4.0, "", context.after_quote);
    odds.add(-0.5, "", context.lines == 1 && !context.after_quote);
    odds.add(-2.0, "", starts_with_any(&start, CONTINUERS) && quoted.is_none());
    odds.add(2.7, "it opens like a reply", opener && quoted.is_none());
    odds.add(closing(context.last), "the line before closes a comment", true);
    match (quoted, context.style) {
        (Some(QuoteStyle::Marked), style) => {
            odds.sum -= 1.0;
            odds.add(-0.5, "", style == Some(QuoteStyle::Marked));
            odds.add(2.7, "it quotes in another way than the lines before", style == Some(QuoteStyle::Bare));
        }
        (Some(QuoteStyle::Bare), style) => {
            odds.add(1.5, "it quotes somebody", true);
            odds.add(-1.7, "", style == Some(QuoteStyle::Bare));
            odds.add(1.0, "it quotes in another way than the lines before", style == Some(QuoteStyle::Marked));
        }
        (None, _) => {}
    }
    let shared = topic.iter().filter(|it| context.words.iter().any(|line| line.contains(it))).count();
    odds.add(1.0, "the subject changes", shared * 8 < topic.len());
    odds.add(0.3, "no word of the subject is shared", shared == 0);
    odds.add(-1.0, "", shared * 3 > topic.len());
    odds
}

/// How much a line speaks for being the last of its comment.
fn closing(line: &str) -> f32 {
    let end = tail(line);
    let said: f32 = CLOSERS.iter().filter(|it| end.contains(it.0)).map(|it| it.1).sum();
    let last = end.trim_end();
    let asked = if last.ends_with('?') && last.rsplit(['.', '!']).next().is_some_and(|it| it.contains("you")) {
        1.0
    } else {
        0.0
    };
    let linked = if last.split_whitespace().next_back().is_some_and(|it| it.contains("://")) { 1.0 } else { 0.0 };
    let afterthought = if starts_with_any(&head(line), AFTERTHOUGHTS) { 2.0 } else { 0.0 };
    (said + asked + linked + afterthought).min(4.0)
}

/// The words of `line` that tell its subject, as hashes: long ones, without common endings.
pub(super) fn topic(line: &str) -> HashSet<u64> {
    line.split(|it: char| !it.is_alphanumeric())
        .filter(|it| it.len() >= 4 || it.len() >= 2 && it.chars().all(char::is_uppercase))
        .map(str::to_lowercase)
        .filter(|it| !SMALL.contains(&it.as_str()))
        .map(|it| hash(it.trim_end_matches('s')))
        .collect()
}

/// FNV-1a (Fowler, Noll and Vo 1991).
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, it| (hash ^ u64::from(it)).wrapping_mul(0x0000_0100_0000_01b3))
}
