//! Texts with nothing between comments: one paragraph a line, as copied from a profile page.

use super::{
    Doubt, Found, Quote,
    blocks::{bullet, is_note_mark, quote_marks, quoted_line},
    boundary::{self, Context, QuoteStyle},
    decided::{self, DECIDED},
    headers::{self, Header},
    lines::{lines, trim},
    neighbours,
    signs::{Signs, WEIGHTS},
    voice::{self, Odds, Place},
};
use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

/// Reads a dump: weighs at each line whether a comment starts there, unless that was decided.
pub(super) fn read(text: &str, decided: &BTreeMap<usize, bool>) -> Found {
    read_with(text, decided, &WEIGHTS)
}

/// The same with other weights of the signs.
fn read_with(text: &str, decided: &BTreeMap<usize, bool>, weights: &[f32]) -> Found {
    let mut found = Found::default();
    let all: Vec<Range<usize>> = lines(text).map(|it| trim(text, it)).filter(|it| !it.is_empty()).collect();
    let first = all.iter().position(|it| !headers::is_chrome(&text[it.clone()])).unwrap_or(all.len());
    let last = all.iter().rposition(|it| !headers::is_chrome(&text[it.clone()])).map_or(first, |it| it + 1);
    found.chrome.extend(all[..first].iter().cloned());
    let body = &all[first..last.max(first)];
    let beside = neighbours::signs(text, body);
    let any = any_line(text, body, &beside, weights);
    let mut known = BTreeMap::new();
    if !decided.is_empty() {
        let none = BTreeMap::new();
        let mut alone = Reader::new(text, &none, any, weights);
        alone.read(body, &beside);
        known = alone.told;
    }
    let cut = decided::cut(text, body, decided);
    let beside = if cut.len() == body.len() { beside } else { neighbours::signs(text, &cut) };
    let mut reader = Reader { found, known, ..Reader::new(text, decided, any, weights) };
    reader.read(&cut, &beside);
    let mut found = reader.found;
    found.chrome.extend(all[last.max(first)..].iter().cloned());
    found
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
fn any_line(text: &str, lines: &[Range<usize>], beside: &[Signs], weights: &[f32]) -> f32 {
    let none = BTreeMap::new();
    let lines = &lines[..lines.len().min(ENOUGH)];
    let mut share = SHARE;
    for _ in 0..ROUNDS {
        let mut reader = Reader::new(text, &none, logit(share), weights);
        reader.read(lines, beside);
        share = (reader.expected + SHARE * WORTH) / (reader.weighed + WORTH);
    }
    logit(share)
}

fn logit(share: f32) -> f32 {
    (share / (1.0 - share)).ln()
}

/// The odds after the words of a footnote that stand below their mark.
fn after_note() -> Odds {
    Odds { sum: 5.0, evidence: vec!["a footnote ended the comment before"] }
}

/// Log odds from which a line is told as perhaps quoted.
const DOUBTFUL: f32 = -0.8;

/// The fewest bytes of a comment, on average.
const LEAST: usize = 64;

/// Log odds of a comment's start between which it is told as doubtful, 18 to 73 percent. More is told on
/// the lower side, since a start that was missed is harder to find for a reader than one too many is to see.
const DOUBTFUL_START: Range<f32> = -1.5..1.0;

struct Reader<'a> {
    text: &'a str,
    /// Where a person said that a comment starts, or that none does.
    decided: &'a BTreeMap<usize, bool>,
    found: Found,
    /// Where the open comment starts, and what speaks for that.
    start: usize,
    odds: Odds,
    /// The bare quotes of the open comment.
    quotes: Vec<Quote>,
    /// The log odds that a comment starts at any line.
    any: f32,
    /// How much each sign weighs.
    weights: &'a [f32],
    /// The odds at lines as they are without anybody's decisions, so that deciding on one place moves no other.
    known: BTreeMap<usize, Odds>,
    /// The odds at the lines that were weighed.
    told: BTreeMap<usize, Odds>,
    /// How many comments start at the lines that were weighed, as the sum of probabilities, and how many lines that are.
    expected: f32,
    weighed: f32,
    /// What was seen at the lines that were weighed.
    #[cfg(test)]
    seen: Vec<(usize, Signs)>,
    /// Where comments start, whatever is seen.
    #[cfg(test)]
    forced: Option<&'a [usize]>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, decided: &'a BTreeMap<usize, bool>, any: f32, weights: &'a [f32]) -> Self {
        Self {
            text,
            decided,
            found: Found::default(),
            start: 0,
            odds: Odds::default(),
            quotes: Vec::new(),
            any,
            weights,
            known: BTreeMap::new(),
            told: BTreeMap::new(),
            expected: 0.0,
            weighed: 0.0,
            #[cfg(test)]
            seen: Vec::new(),
            #[cfg(test)]
            forced: None,
        }
    }

    /// Reads `all` lines, each with the signs it shows beside its neighbours.
    fn read(&mut self, all: &[Range<usize>], beside: &[Signs]) {
        let Some(first) = all.first() else { return };
        self.start = first.start;
        self.odds = Odds { sum: 7.0, evidence: vec!["the text starts here"] };
        let mut context = Context::default();
        let mut announced = false;
        let mut above = HashMap::new();
        for (index, (span, beside)) in all.iter().zip(beside).enumerate() {
            let line = &self.text[span.clone()];
            let next = all.get(index + 1).map(|it| &self.text[it.clone()]);
            let decided = self.decided.get(&span.start).copied();
            if index > 0 && decided == Some(true) {
                self.open(span.start, Odds { sum: f32::INFINITY, evidence: vec![DECIDED] });
                context = Context::default();
                announced = false;
            }
            if is_note_mark(line) {
                context = Context { last: line, lines: context.lines + 1, ..Context::default() };
                continue;
            }
            if is_note_mark(context.last) {
                context = Context { last: line, after_note: true, ..context };
                continue;
            }
            let marked = quote_marks(line).is_some() || quoted_line(line).is_some();
            let place = Place {
                opens: context.lines == 0 || context.after_note,
                again: context.style == Some(QuoteStyle::Bare),
            };
            let mut bare = voice::bare_quote(line, next, place);
            // As if a comment started here: a line that opens one is sooner a quote.
            let opening = voice::bare_quote(line, next, Place { opens: true, ..place });
            let style = if marked {
                Some(QuoteStyle::Marked)
            } else {
                (opening.sum > 1.0 && !context.after_quote).then_some(QuoteStyle::Bare)
            };
            let mut topic = boundary::topic(line);
            if style.is_some() {
                topic.extend(boundary::topic(next.unwrap_or("")));
            }
            let signs = boundary::signs(&context, line, style, &topic, &above);
            #[cfg(test)]
            if index > 0 && !context.after_note {
                self.seen.push((span.start, Signs(signs.0.iter().chain(&beside.0).copied().collect())));
            }
            let known = self.known.get(&span.start).cloned();
            let odds = if let Some(known) = known {
                known
            } else if context.after_note {
                after_note()
            } else {
                signs.odds(beside, self.any, self.weights)
            };
            self.told.insert(span.start, odds.clone());
            let weighed = index > 0 && decided.is_none() && !self.found.is_full(self.text, LEAST);
            if weighed && !context.after_note {
                self.expected += odds.probability();
                self.weighed += 1.0;
            }
            if weighed {
                self.doubt(span.start, &odds);
            }
            let opens = weighed && odds.sum > 0.0;
            #[cfg(test)]
            let opens = self.forced.map_or(opens, |it| index > 0 && it.contains(&span.start));
            if opens {
                self.open(span.start, odds);
                context = Context::default();
                announced = false;
                if !marked {
                    bare = voice::bare_quote(line, next, Place { opens: true, again: false });
                }
            }
            let is_bare = !marked && bare.sum > 0.0 && !context.after_quote;
            // One that is nearly as likely is kept too, with its odds.
            let doubtful = !marked && bare.sum > DOUBTFUL && !context.after_quote;
            if is_bare || doubtful {
                self.quotes.push(Quote { span: span.clone(), certainty: bare.probability(), evidence: bare.evidence });
            } else if !marked {
                self.quote_before_answer(span, line, announced);
            }
            announced = voice::announces_others(line)
                || announced && (bullet(line).is_some() || bullet(context.last).is_some());
            context.style = if marked {
                Some(QuoteStyle::Marked)
            } else if is_bare {
                Some(QuoteStyle::Bare)
            } else {
                context.style
            };
            context.last = line;
            context.after_note = false;
            context.after_quote = marked || is_bare;
            context.lines += 1;
            boundary::count(&mut above, &topic);
            context.remember(topic);
        }
        self.close(all.last().map_or(self.start, |it| it.end));
    }

    /// Notes "their words. (My answer.)" on one line.
    fn quote_before_answer(&mut self, span: &Range<usize>, line: &str, announced: bool) {
        let skip = bullet(line).unwrap_or(0);
        if let Some((quote, odds)) = voice::quote_with_answer(&line[skip..], announced)
            && odds.sum > 0.0
        {
            let start = span.start + skip;
            self.quotes.push(Quote {
                span: start + quote.start..start + quote.end,
                certainty: odds.probability(),
                evidence: odds.evidence,
            });
        }
    }

    /// Tells a place as doubtful, if it is.
    fn doubt(&mut self, at: usize, odds: &Odds) {
        if DOUBTFUL_START.contains(&odds.sum) {
            let evidence = odds.evidence.clone();
            self.found.doubts.push(Doubt { at, starts: odds.sum > 0.0, certainty: odds.probability(), evidence });
        }
    }

    /// Starts a comment where the open one ends.
    fn open(&mut self, at: usize, odds: Odds) {
        self.close(at);
        (self.start, self.odds) = (at, odds);
    }

    fn close(&mut self, end: usize) {
        let bare = std::mem::take(&mut self.quotes);
        if self.found.push(self.text, self.start..end, Header::default())
            && let Some(comment) = self.found.comments.last_mut()
        {
            comment.certainty = self.odds.probability();
            comment.evidence = std::mem::take(&mut self.odds.evidence);
            comment.quotes.extend(
                bare.into_iter().filter(|it| comment.span.start <= it.span.start && it.span.end <= comment.span.end),
            );
            comment.quotes.sort_by_key(|it| it.span.start);
            comment.quotes.dedup_by(|b, a| b.span.start < a.span.end);
        }
    }
}

/// The lines that are weighed where comments start at `starts` (and nowhere else), with their signs: what weights are
/// fitted on.
#[cfg(test)]
pub(crate) fn signs(text: &str, starts: &[usize]) -> Vec<(usize, Signs)> {
    let all: Vec<Range<usize>> = lines(text).map(|it| trim(text, it)).filter(|it| !it.is_empty()).collect();
    let all: Vec<Range<usize>> =
        all.into_iter().filter(|it| starts.first().is_some_and(|&at| it.start >= at)).collect();
    let none = BTreeMap::new();
    let mut reader = Reader { forced: Some(starts), ..Reader::new(text, &none, 0.0, &WEIGHTS) };
    reader.read(&all, &neighbours::signs(text, &all));
    reader.seen
}

/// Where comments start by other weights.
#[cfg(test)]
pub(crate) fn starts(text: &str, weights: &[f32]) -> Vec<usize> {
    read_with(text, &BTreeMap::new(), weights).comments.iter().map(|it| it.span.start).collect()
}
