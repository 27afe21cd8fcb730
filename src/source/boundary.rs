//! Where a comment starts in a text that does not say so: evidence for and against, weighed line by line.

use super::{
    blocks,
    phrases::{AFTERTHOUGHTS, CLOSERS, CONTINUERS, OPENERS, head, starts_with_any, tail},
    signs::{Sign, Signs},
    subject::Above,
};
use std::collections::VecDeque;

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
    /// The words of its subject in the last few lines, each line's sorted.
    pub words: VecDeque<Vec<u32>>,
}

/// So many lines back the subject is remembered.
const REMEMBERED: usize = 4;

impl Context<'_> {
    /// Remembers the words of a line.
    pub(super) fn remember(&mut self, topic: Vec<u32>) {
        if self.words.len() == REMEMBERED {
            self.words.pop_front();
        }
        self.words.push_back(topic);
    }
}

/// The signs that a comment starts at `line`, or that none does. `quoted` says how it is quoted, if it is; `topic` are
/// the words of its subject, with those of the answer to it; `above` says where above words stand.
pub(super) fn signs(
    context: &Context<'_>,
    line: &str,
    quoted: Option<QuoteStyle>,
    topic: &[u32],
    above: &Above<'_>,
) -> Signs {
    use Sign as S;
    let mut signs = Signs::default();
    let start = head(line);
    let opener = starts_with_any(&start, OPENERS);
    signs.add(S::Always, true);
    signs.add(S::AfterColon, context.last.ends_with(':'));
    signs.add(S::Afterthought, starts_with_any(&start, AFTERTHOUGHTS));
    signs.add(S::Bullet, blocks::bullet(line).is_some());
    signs.add(S::AfterQuote, context.after_quote);
    signs.add(S::SecondLine, context.lines == 1 && !context.after_quote);
    signs.add(S::Continuer, starts_with_any(&start, CONTINUERS) && quoted.is_none());
    signs.add(S::Opener, opener && quoted.is_none());
    signs.close(closing(context.last));
    match (quoted, context.style) {
        (Some(QuoteStyle::Marked), style) => {
            signs.add(S::Marked, true);
            signs.add(S::MarkedAgain, style == Some(QuoteStyle::Marked));
            signs.add(S::MarkedAfterBare, style == Some(QuoteStyle::Bare));
        }
        (Some(QuoteStyle::Bare), style) => {
            signs.add(S::Bare, true);
            signs.add(S::BareAgain, style == Some(QuoteStyle::Bare));
            signs.add(S::BareAfterMarked, style == Some(QuoteStyle::Marked));
        }
        (None, _) => {}
    }
    let shared = topic.iter().filter(|it| context.words.iter().any(|line| line.binary_search(it).is_ok())).count();
    signs.add(S::NewSubject, shared * 8 < topic.len());
    signs.add(S::NothingShared, shared == 0);
    signs.add(S::SameSubject, shared * 3 > topic.len());
    let far = topic.iter().filter(|&&it| above.is_far(it)).count();
    signs.add(S::TakesUp, far > 1 && far * 5 > topic.len());
    signs
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
