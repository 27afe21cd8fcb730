//! Whose words a line holds when no mark says so: lines of an opponent, quoted bare and then answered.

use super::phrases::{self, ANSWERS, CONTINUERS, OPENERS, SELF, head, starts_with_any};
use std::ops::Range;

/// A judgement as log odds, with what spoke for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Odds {
    pub sum: f32,
    pub evidence: Vec<&'static str>,
}

impl Odds {
    pub(super) fn add(&mut self, weight: f32, says: &'static str, holds: bool) {
        if holds {
            self.sum += weight;
            if weight > 0.0 {
                self.evidence.push(says);
            }
        }
    }

    /// As a probability: the logistic function.
    pub(super) fn probability(&self) -> f32 {
        1.0 / (1.0 + (-self.sum).exp())
    }
}

/// Where a line stands that may be a bare quote.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// It is the first line of its comment.
    pub opens: bool,
    /// The comment quoted a bare line before.
    pub again: bool,
}

/// The odds that `line` is an opponent's, and `next`, the line after it, the answer.
pub(super) fn bare_quote(line: &str, next: Option<&str>, place: Place) -> Odds {
    let mut odds = Odds { sum: -2.5, ..Odds::default() };
    let Some(next) = next.filter(|it| !it.is_empty()) else {
        odds.sum = -9.0;
        return odds;
    };
    let (start, answer) = (head(line), head(next));
    let own = own_words(line);
    let sentences = line.matches(['.', '!', '?']).count();
    odds.add(-9.0, "", line.len() > 600 || line.ends_with(':') || next.starts_with("- ^"));
    odds.add(-2.0, "", line.len() > 320);
    odds.add(2.0, "it breaks off without a full stop", breaks_off(line));
    odds.add(1.5, "it starts in the middle of a sentence", line.starts_with(char::is_lowercase));
    odds.add(2.0, "the next line answers it", starts_with_any(&answer, ANSWERS));
    odds.add(1.0, "the next line asks back", first_sentence(next).ends_with('?'));
    odds.add(
        1.0,
        "the next line says how it is in general",
        starts_with_any(&answer, &["when you", "in general", "usually"]),
    );
    let whole = next[..next.floor_char_boundary(600)].to_lowercase().replace('’', "'");
    odds.add(0.8, "the next line takes a stand to it", own == 0 && phrases::STANDS.iter().any(|it| whole.contains(it)));
    odds.add(0.5, "the answer is longer", next.len() * 10 > line.len() * 13);
    odds.add(
        1.5,
        "it opens the comment, without a word of the writer's own",
        place.opens && own == 0 && sentences <= 3,
    );
    odds.add(1.5, "a line before it was quoted the same way", place.again);
    odds.add(0.5, "it speaks to somebody", own == 0 && has_word(&start, &["you", "your", "you're"]));
    odds.add(-1.2, "", own > 0);
    odds.add(-1.0, "", own > 1);
    odds.add(-3.0, "", starts_with_any(&start, OPENERS));
    odds.add(-2.5, "", starts_with_any(&start, CONTINUERS) && !breaks_off(line));
    odds.add(-3.0, "", starts_with_any(&start, phrases::AFTERTHOUGHTS));
    odds.add(-3.0, "", super::blocks::bullet(line).is_some() || line.contains("://"));
    odds
}

/// The part of a line that is quoted when it ends with an answer in brackets: "their words. (My answer.)", and the odds
/// for it. `announced`: the lines before say that points of somebody else follow.
pub(super) fn quote_with_answer(line: &str, announced: bool) -> Option<(Range<usize>, Odds)> {
    let inner_end = line.trim_end_matches('.').strip_suffix(')')?.len();
    let open = line[..inner_end].rfind(" (")?;
    let (quote, answer) = (line[..open].trim_end(), &line[open + 2..inner_end]);
    if !quote.ends_with(['.', '!', '?', '…']) || quote.len() < 12 {
        return None;
    }
    let start = head(answer);
    let own = own_words(answer);
    let mut odds = Odds { sum: -2.0, ..Odds::default() };
    odds.add(
        2.0,
        "the words in brackets answer it",
        starts_with_any(&start, ANSWERS) || starts_with_any(&start, &["again"]),
    );
    odds.add(1.0, "the words in brackets speak for the writer", own > 0 && own_words(quote) == 0);
    odds.add(1.0, "the words in brackets ask back", answer.ends_with('?'));
    odds.add(1.5, "points of somebody else were announced", announced);
    odds.add(-2.0, "", own_words(quote) > 0 && !announced);
    Some((0..quote.len(), odds))
}

/// Whether a line announces points of somebody else: "the claims I continue to disagree with … Specifically:".
pub(super) fn announces_others(line: &str) -> bool {
    let words = phrases::tail(line);
    let theirs = [
        "disagree with",
        "you said",
        "you wrote",
        "you write",
        "your claim",
        "your point",
        "your argument",
        "you say",
        "you claim",
    ];
    words.trim_end().ends_with(':') && theirs.iter().any(|it| words.contains(it))
}

fn own_words(line: &str) -> usize {
    line.split(|it: char| !it.is_alphanumeric() && it != '\'' && it != '’')
        .filter(|it| it.len() <= 7 && SELF.contains(&it.to_lowercase().replace('’', "'").as_str()))
        .count()
}

pub(super) fn has_word(words: &str, any: &[&str]) -> bool {
    words.split(|it: char| !it.is_alphanumeric() && it != '\'').any(|it| any.contains(&it))
}

/// Whether a line of some words ends without any mark.
fn breaks_off(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or("");
    line.ends_with(char::is_alphanumeric) && !last.contains("://") && line.split_whitespace().count() >= 3
}

fn first_sentence(line: &str) -> &str {
    line.find(['.', '!', '?']).map_or(line, |it| &line[..=it])
}
