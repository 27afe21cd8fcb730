//! Reads a dump line by line, and weighs at each whether a comment starts there.

use super::{
    Doubt, Found, Quote, Undecided,
    blocks::{bullet, is_note_mark, quote_marks, quoted_line},
    boundary::{self, Context, QuoteStyle},
    decided::DECIDED,
    headers::Header,
    lines::trim,
    most,
    signs::Signs,
    subject::{Above, Subjects},
    voice::{self, Odds, Place},
};
use std::{collections::BTreeMap, ops::Range};

/// The odds after the words of a footnote that stand below their mark.
fn after_note() -> Odds {
    Odds { sum: 5.0, evidence: vec!["a footnote ended the comment before"] }
}

/// Log odds from which a line is told as perhaps quoted.
const DOUBTFUL: f32 = -0.8;

/// The fewest bytes of a comment, on average, and of what lies between two doubtful starts.
const LEAST: usize = 64;
/// The fewest bytes for each line that is perhaps quoted, on average.
const LEAST_QUOTED: usize = 32;

/// Log odds of a comment's start between which it is told as doubtful, 18 to 73 percent. More is told on
/// the lower side, since a start that was missed is harder to find for a reader than one too many is to see.
const DOUBTFUL_START: Range<f32> = -1.5..1.0;

pub(super) struct Reader<'a> {
    pub text: &'a str,
    /// Where a person said that a comment starts, or that none does.
    decided: &'a BTreeMap<usize, bool>,
    pub found: Found,
    /// For a reader of which nothing is wanted but the odds and where comments are: those, instead of what is found.
    pub spans: Option<Vec<Undecided>>,
    /// Where the open comment starts, and what speaks for that; nothing before the first line.
    start: Option<usize>,
    odds: Odds,
    /// The bare quotes of the open comment, and how many there were in all comments.
    quotes: Vec<Quote>,
    quoted: usize,
    context: Context<'a>,
    /// The lines before say that points of somebody else follow.
    announced: bool,
    above: Above<'a>,
    /// The log odds that a comment starts at any line.
    any: f32,
    /// How much each sign weighs.
    weights: &'a [f32],
    /// The last line that was weighed, and the odds there.
    pub told: Option<(usize, Odds)>,
    /// How many comments start at the lines that were weighed, as the sum of probabilities, and how many lines that are.
    pub expected: f32,
    pub weighed: f32,
    /// What was seen at the lines that were weighed.
    #[cfg(test)]
    pub seen: Vec<(usize, Signs)>,
    /// Where comments start, whatever is seen.
    #[cfg(test)]
    pub forced: Option<&'a [usize]>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        text: &'a str,
        decided: &'a BTreeMap<usize, bool>,
        subjects: &'a Subjects,
        any: f32,
        weights: &'a [f32],
    ) -> Self {
        Self {
            text,
            decided,
            found: Found::default(),
            spans: None,
            start: None,
            odds: Odds::default(),
            quotes: Vec::new(),
            quoted: 0,
            context: Context::default(),
            announced: false,
            above: Above::new(subjects),
            any,
            weights,
            told: None,
            expected: 0.0,
            weighed: 0.0,
            #[cfg(test)]
            seen: Vec::new(),
            #[cfg(test)]
            forced: None,
        }
    }

    /// Reads a line with the signs that it shows beside its neighbours; `next` is the line after it. Odds that are known
    /// are taken instead of those that the line shows.
    pub(super) fn line(
        &mut self,
        span: &Range<usize>,
        next: Option<&Range<usize>>,
        beside: Signs,
        known: Option<Odds>,
    ) {
        let text = self.text;
        let line = &text[span.clone()];
        let next = next.map(|it| &text[it.clone()]);
        let decided = self.decided.get(&span.start).copied();
        let is_first = self.start.is_none();
        if is_first {
            self.start = Some(span.start);
            self.odds = Odds { sum: 7.0, evidence: vec!["the text starts here"] };
        } else if decided == Some(true) {
            self.open(span.start, Odds { sum: f32::INFINITY, evidence: vec![DECIDED] });
        }
        if is_note_mark(line) {
            let lines = self.context.lines + 1;
            self.turn(Context { last: line, lines, ..Context::default() });
            return;
        }
        if is_note_mark(self.context.last) {
            (self.context.last, self.context.after_note) = (line, true);
            return;
        }
        let marked = quote_marks(line).is_some() || quoted_line(line).is_some();
        let context = &self.context;
        let place =
            Place { opens: context.lines == 0 || context.after_note, again: context.style == Some(QuoteStyle::Bare) };
        let mut bare = voice::bare_quote(line, next, place);
        // As if a comment started here: a line that opens one is sooner a quote.
        let opening = voice::bare_quote(line, next, Place { opens: true, ..place });
        let style = if marked {
            Some(QuoteStyle::Marked)
        } else {
            (opening.sum > 1.0 && !context.after_quote).then_some(QuoteStyle::Bare)
        };
        let with_answer = [line, next.unwrap_or("")];
        let topic = self.above.subjects.in_lines(if style.is_some() { &with_answer } else { &with_answer[..1] });
        let signs = boundary::signs(context, line, style, &topic, &self.above).with(beside);
        #[cfg(test)]
        if !is_first && !context.after_note {
            self.seen.push((span.start, signs));
        }
        let odds = match known {
            Some(known) => known,
            None if context.after_note => after_note(),
            None => signs.odds(self.any, self.weights),
        };
        let weighed = !is_first && decided.is_none() && self.comments() < most(text, LEAST);
        if weighed && !context.after_note {
            self.expected += odds.probability();
            self.weighed += 1.0;
        }
        if weighed {
            self.doubt(span.start, &odds);
        }
        let opens = weighed && odds.sum > 0.0;
        #[cfg(test)]
        let opens = self.forced.map_or(opens, |it| !is_first && it.contains(&span.start));
        if opens {
            self.open(span.start, odds.clone());
            if !marked {
                bare = voice::bare_quote(line, next, Place { opens: true, again: false });
            }
        }
        self.told = Some((span.start, odds));
        let is_bare = !marked && bare.sum > 0.0 && !self.context.after_quote;
        // One that is nearly as likely is kept too, with its odds.
        let doubtful = !marked && bare.sum > DOUBTFUL && !self.context.after_quote;
        if is_bare || doubtful {
            self.quote(span.clone(), &bare);
        } else if !marked {
            self.quote_before_answer(span, line);
        }
        let context = &mut self.context;
        self.announced = voice::announces_others(line)
            || self.announced && (bullet(line).is_some() || bullet(context.last).is_some());
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
        self.above.add(&topic);
        context.remember(topic);
    }

    /// Notes "their words. (My answer.)" on one line.
    fn quote_before_answer(&mut self, span: &Range<usize>, line: &str) {
        let skip = bullet(line).unwrap_or(0);
        if let Some((quote, odds)) = voice::quote_with_answer(&line[skip..], self.announced)
            && odds.sum > 0.0
        {
            let start = span.start + skip;
            self.quote(start + quote.start..start + quote.end, &odds);
        }
    }

    /// Notes words that are perhaps quoted. So many lines are told as no thread has, so that a hostile text cannot fill
    /// the memory.
    fn quote(&mut self, span: Range<usize>, odds: &Odds) {
        if self.spans.is_none() && self.quoted < most(self.text, LEAST_QUOTED) {
            self.quoted += 1;
            self.quotes.push(Quote { span, certainty: odds.probability(), evidence: odds.evidence.clone() });
        }
    }

    /// Tells a place as doubtful, if it is.
    fn doubt(&mut self, at: usize, odds: &Odds) {
        if DOUBTFUL_START.contains(&odds.sum)
            && self.spans.is_none()
            && self.found.doubts.len() < most(self.text, LEAST)
        {
            let evidence = odds.evidence.clone();
            self.found.doubts.push(Doubt { at, starts: odds.sum > 0.0, certainty: odds.probability(), evidence });
        }
    }

    /// Starts a comment where the open one ends.
    fn open(&mut self, at: usize, odds: Odds) {
        self.close(at);
        (self.start, self.odds) = (Some(at), odds);
        self.turn(Context::default());
        self.announced = false;
    }

    /// How many comments were found.
    fn comments(&self) -> usize {
        self.spans.as_ref().map_or(self.found.comments.len(), Vec::len)
    }

    fn turn(&mut self, context: Context<'a>) {
        self.context = context;
        self.above.turn();
    }

    /// Ends the open comment, if there is one.
    pub(super) fn close(&mut self, end: usize) {
        let bare = std::mem::take(&mut self.quotes);
        let Some(start) = self.start else { return };
        if let Some(spans) = &mut self.spans {
            spans.push(Undecided { span: trim(self.text, start..end), author: None });
        } else if self.found.push(self.text, start..end, Header::default())
            && let Some(comment) = self.found.comments.last_mut()
        {
            comment.certainty = self.odds.probability();
            comment.evidence = std::mem::take(&mut self.odds.evidence);
            comment.quotes.extend(
                bare.into_iter().filter(|it| comment.span.start <= it.span.start && it.span.end <= comment.span.end),
            );
            comment.quotes.sort_by_key(|it| it.span.start);
            comment.quotes.dedup_by(|b, a| b.span.start < a.span.end);
            comment.quotes.shrink_to_fit();
        }
    }
}
