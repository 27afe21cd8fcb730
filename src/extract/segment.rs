//! Comments to statements: blocks, sentences, and clauses that make a move of their own.

use crate::source::{BlockKind, Comment, Format, Thread, blocks};
use std::ops::Range;

/// A stretch of a comment that makes one move, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub span: Range<usize>,
    /// The index of its comment.
    pub comment: usize,
    /// The index of its block in the comment.
    pub block: usize,
    /// The index of its paragraph in the comment. Where blank lines part paragraphs, one may have several lines, each a
    /// block of its own.
    pub paragraph: usize,
    pub kind: BlockKind,
    /// It stands in quotation marks at the head of a sentence, and the answer follows: `"…" - no, …`.
    pub cited: bool,
    /// It stands in brackets.
    pub aside: bool,
}

impl Segment {
    /// Whether it is a line marked as quoted.
    pub(super) fn is_quoted_line(&self) -> bool {
        matches!(self.kind, BlockKind::Quote(_) | BlockKind::Quoted)
    }

    /// Whether its marks say that it holds words of somebody else.
    pub(super) fn is_marked(&self) -> bool {
        self.is_quoted_line() || self.cited
    }
}

/// Nobody writes a paragraph of more bytes: a longer one is left as text.
const LONGEST: usize = 1 << 20;

/// The paragraphs of a thread that are too long for anybody to have written them.
pub(super) fn giants(thread: &Thread) -> Vec<Range<usize>> {
    let long = thread.comments.iter().map(|it| it.span.clone()).filter(|it| it.len() > LONGEST);
    let all = long.flat_map(|it| blocks(&thread.text, it, thread.format != Format::Dump));
    all.map(|it| it.span).filter(|it| it.len() > LONGEST).collect()
}

/// Whether blank lines part the paragraphs of a thread, so that a line break alone does not.
pub(super) fn is_spaced(thread: &Thread) -> bool {
    thread.comments.iter().any(|it| thread.text[it.span.clone()].contains("\n\n"))
}

/// The statements of comment number `index`, at most `limit`; none of one that was taken away. `spaced` is whether blank lines part paragraphs.
pub(super) fn segments(thread: &Thread, index: usize, comment: &Comment, spaced: bool, limit: usize) -> Vec<Segment> {
    let text = &*thread.text;
    let mut found = Vec::new();
    if comment.marks.deleted {
        return found;
    }
    let (mut paragraph, mut above) = (0, comment.span.start);
    for (number, block) in blocks(text, comment.span.clone(), thread.format != Format::Dump).into_iter().enumerate() {
        let gap = text.get(above..block.span.start).unwrap_or("");
        let parted = if spaced { gap.matches('\n').nth(1).is_some() } else { number > 0 };
        paragraph += usize::from(parted);
        above = block.span.end;
        let mut push = |span: Range<usize>, cited: bool| {
            let (span, aside) = bare(text, span);
            if found.len() < limit && text[span.clone()].chars().any(char::is_alphanumeric) {
                found.push(Segment { span, comment: index, block: number, paragraph, kind: block.kind, cited, aside });
            }
        };
        match block.kind {
            BlockKind::Heading => {}
            _ if block.span.len() > LONGEST => {}
            BlockKind::Table | BlockKind::Code => push(block.span, false),
            _ => {
                // A bare quote with its answer on the same line ends where the answer starts.
                let at = comment.quotes.partition_point(|it| it.span.start < block.span.start);
                let inner = comment
                    .quotes
                    .get(at)
                    .filter(|it| it.span.start == block.span.start && it.span.end < block.span.end);
                let parts = match inner {
                    Some(quote) => [quote.span.clone(), quote.span.end..block.span.end],
                    None => [block.span.clone(), block.span.end..block.span.end],
                };
                for part in parts {
                    for sentence in sentences(text, part) {
                        let (cited, rest) = split_citation(text, sentence);
                        if let Some(cited) = cited {
                            push(cited, true);
                        }
                        for clause in clauses(text, rest) {
                            push(clause, false);
                        }
                    }
                }
            }
        }
    }
    found.shrink_to_fit();
    found
}

/// `span` without white space around it. Brackets round all of it stay in the span but are told.
fn bare(text: &str, span: Range<usize>) -> (Range<usize>, bool) {
    let words = &text[span.clone()];
    let start = span.start + (words.len() - words.trim_start().len());
    let end = start + text[start..span.end].trim_end().len();
    let words = &text[start..end];
    (start..end, words.starts_with('(') && words.trim_end_matches('.').ends_with(')'))
}

/// The sentences of `text[span]`, in the manner of Unicode Standard Annex 29, but for abbreviations, quotations,
/// brackets, and sentences that start with a small letter, as comments have them.
pub(super) fn sentences(text: &str, span: Range<usize>) -> Vec<Range<usize>> {
    let words = &text[span.clone()];
    let bytes = words.as_bytes();
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    let mut depth = Depth::default();
    while at < bytes.len() {
        let byte = bytes[at];
        if !matches!(byte, b'.' | b'!' | b'?' | b'(' | b')' | b'"' | b'\n' | 0xE2) {
            at += 1;
            continue;
        }
        let Some(it) = words[at..].chars().next() else { break };
        let next = at + it.len_utf8();
        depth.see(it, at, words);
        let ends = match it {
            '.' | '!' | '?' | '…' => true,
            '\n' => {
                depth = Depth::default();
                false
            }
            _ => false,
        };
        if !ends {
            at = next;
            continue;
        }
        let stop = after_end(words, next, &mut depth);
        if depth.is_open(at) || !splits(words, start, at, stop) {
            at = next;
            continue;
        }
        found.push(span.start + start..span.start + stop);
        depth = Depth::default();
        start = stop;
        at = stop;
    }
    if !words[start..].trim().is_empty() {
        found.push(span.start + start..span.end);
    }
    found
}

/// Open brackets and quotation marks. One that stays open for long is a smiley or a slip.
#[derive(Default)]
struct Depth {
    bracket: Option<usize>,
    quote: Option<usize>,
}

/// A bracket or quotation mark open for so many bytes is not waited for.
const PATIENCE: usize = 320;

impl Depth {
    fn see(&mut self, it: char, at: usize, words: &str) {
        match it {
            '(' => self.bracket = Some(at),
            ')' => self.bracket = None,
            '"' => {
                let opens =
                    !words[..at].ends_with(|it: char| it.is_alphanumeric() || matches!(it, '.' | ',' | '!' | '?'));
                self.quote = if self.quote.is_none() && opens { Some(at) } else { None };
            }
            '“' => self.quote = Some(at),
            '”' => self.quote = None,
            _ => {}
        }
    }

    fn is_open(&self, at: usize) -> bool {
        [self.bracket, self.quote].iter().flatten().any(|&open| at - open < PATIENCE)
    }
}

/// Where a sentence that ends before `at` stops: after more marks, closing quotation marks and brackets, footnote marks.
fn after_end(words: &str, mut at: usize, depth: &mut Depth) -> usize {
    while let Some(it) = words[at..].chars().next() {
        match it {
            '.' | '!' | '?' | '…' | '*' | '_' => {}
            '"' | '”' if depth.quote.is_some() => depth.quote = None,
            ')' if depth.bracket.is_some() => depth.bracket = None,
            '[' => {
                let Some(close) = words.as_bytes()[at..].iter().take(5).position(|&it| it == b']') else { break };
                at += close + 1;
                continue;
            }
            _ => break,
        }
        at += it.len_utf8();
    }
    at
}

/// Whether a mark at `at` of the sentence from `start` ends it; `stop` is where the next would start.
fn splits(words: &str, start: usize, at: usize, stop: usize) -> bool {
    let rest = &words[stop..];
    if rest.trim_start().is_empty() || !rest.starts_with(char::is_whitespace) {
        return false;
    }
    let before = &words[start..at];
    let last =
        before.rsplit(|it: char| it.is_whitespace() || matches!(it, '(' | '"' | '“' | '-' | '—')).next().unwrap_or("");
    let next = rest.trim_start().trim_start_matches(['"', '“', '(', '*', '_', '\'', '‘']).chars().next();
    let small = next.is_some_and(char::is_lowercase);
    let mark = &words[at..stop];
    if mark.starts_with("..") || mark.starts_with('…') {
        // "That is... OK": a pause, unless much was said and something new starts.
        return !small && before.split_whitespace().count() > 4;
    }
    if mark.starts_with(['!', '?']) {
        return !small || !mark.contains(['"', '”', ')']);
    }
    let lower = last.to_lowercase();
    if ABBREVIATIONS.contains(&lower.as_str()) {
        return false;
    }
    // Ends of enumerations may end a sentence too, if a capital follows.
    if OPEN_ABBREVIATIONS.contains(&lower.as_str()) {
        return !small && next.is_some_and(char::is_alphabetic);
    }
    let initial = last.chars().count() == 1 && last.chars().all(char::is_uppercase) && last != "I";
    if initial || last.contains('.') && last.chars().all(|it| it.is_alphabetic() || it == '.') {
        return false;
    }
    // "1." at the start is a number of a list.
    !(before.trim().len() <= 2 && before.trim().bytes().all(|it| it.is_ascii_digit()))
}

const ABBREVIATIONS: &[&str] = &[
    "e.g", "i.e", "eg", "ie", "vs", "cf", "mr", "mrs", "ms", "dr", "prof", "st", "fig", "eq", "sec", "approx", "resp",
    "viz", "ca", "p.s", "ps", "p.p.s", "ph.d", "jan", "feb", "aug", "sept", "oct", "nov", "dec", "incl", "est", "al",
];
const OPEN_ABBREVIATIONS: &[&str] =
    &["etc", "no", "inc", "ltd", "co", "corp", "jr", "sr", "u.s", "u.k", "e.u", "a.m", "p.m"];

/// Splits `"their words" - the answer` into the words in quotation marks and the rest.
fn split_citation(text: &str, sentence: Range<usize>) -> (Option<Range<usize>>, Range<usize>) {
    let words = &text[sentence.clone()];
    let skip = words.len() - words.trim_start().len();
    let Some(open) = words.trim_start().chars().next() else { return (None, sentence) };
    let close = match open {
        '"' => '"',
        '“' => '”',
        _ => return (None, sentence),
    };
    let inner = skip + open.len_utf8();
    let Some(length) = words[inner..].find(close) else { return (None, sentence) };
    let after = words[inner + length + close.len_utf8()..].trim_start();
    let answer = after.trim_start_matches(['-', '–', '—', ':', ' ']);
    let dashed = after.len() > answer.len();
    let capital = answer.starts_with(char::is_uppercase);
    let long = words[inner..inner + length].split_whitespace().count() >= 3;
    let ends = words[..inner + length].ends_with(['.', '!', '?']);
    if long && !answer.is_empty() && (dashed || capital && ends) {
        let rest = sentence.end - answer.len();
        (Some(sentence.start + inner..sentence.start + inner + length), rest..sentence.end)
    } else {
        (None, sentence)
    }
}

/// The parts of a sentence that make a move of their own: at "; " and at ", so …", ", but …" where both halves are long
/// enough to stand alone.
pub(super) fn clauses(text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    let words = &text[sentence.clone()];
    let mut found = Vec::new();
    let mut start = 0;
    let mut depth = Depth::default();
    for (at, it) in words.char_indices() {
        depth.see(it, at, words);
        if !matches!(it, ';' | ',') || depth.is_open(at) {
            continue;
        }
        let (before, after) = (&words[start..at], &words[at + 1..]);
        if after.starts_with(' ') && is_break(it, before, after.trim_start()) {
            found.push(sentence.start + start..sentence.start + at + 1);
            start = at + 1;
        }
    }
    found.push(sentence.start + start..sentence.end);
    found
}

/// So many bytes on each side of a mark are looked at.
const NEAR: usize = 240;

fn is_break(mark: char, before: &str, after: &str) -> bool {
    // Both are looked at near the mark only: a clause of so many bytes is long enough in any case.
    let before = &before[before.ceil_char_boundary(before.len().saturating_sub(NEAR))..];
    let after = &after[..after.floor_char_boundary(NEAR)];
    let count = |it: &str| it.split_whitespace().count();
    let (left, right) = (count(before), count(&after[..after.find(';').unwrap_or(after.len())]));
    if mark == ';' {
        let conditional = head_is(before.trim_start(), "if") && head_is(after, "if");
        return left >= 4 && right >= 4 && !conditional;
    }
    let second = after.split_whitespace().nth(1).unwrap_or("").trim_matches(',').to_lowercase();
    if head_is(after, "so") {
        // "…, so the cap moves us": a conclusion of its own needs a subject that is not the writer's next step.
        const SUBJECTS: &[&str] = &[
            "the", "this", "that", "these", "those", "there", "there's", "it", "it's", "they", "he", "she", "we",
            "you", "your", "their", "its", "any", "no", "even", "if", "in",
        ];
        return left >= 4 && right >= 5 && SUBJECTS.contains(&second.replace('’', "'").as_str());
    }
    if grants(before) && TURNS.iter().any(|it| head_is(after, it)) {
        return left >= 3 && right >= 4;
    }
    if head_is(after, "but") {
        let subordinate =
            matches!(second.as_str(), "not" | "also" | "only" | "rather" | "then" | "which" | "with" | "in" | "for");
        return left >= 5 && right >= 5 && !subordinate && !head_is(before.trim_start(), "not");
    }
    false
}

/// How the second half of a partial agreement turns: “I agree that …, yet …”.
const TURNS: &[&str] = &["but", "yet", "and yet", "still", "though", "however", "only"];

/// Whether a clause grants a point to the one it answers, so that what turns against it makes a move of its own.
fn grants(before: &str) -> bool {
    const OPENERS: &[&str] = &[
        "i agree that",
        "i agree with",
        "i agree about",
        "i do agree",
        "i fully agree",
        "agreed that",
        "i grant that",
        "i'll grant that",
        "i'll grant you",
        "i grant you",
        "granted that",
        "i accept that",
        "i concede that",
        "you're right that",
        "you're right about",
        "you are right that",
        "you are right about",
        "it's true that",
        "it is true that",
        "fair point about",
        "good point about",
    ];
    let words = before.trim_start_matches(|it: char| !it.is_alphanumeric());
    OPENERS.iter().any(|it| head_is(words, it) || it.contains('\'') && head_is(words, &it.replace('\'', "’")))
}

/// Whether `words` start with `word` and a space, in any case.
fn head_is(words: &str, word: &str) -> bool {
    words.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word)) && words[word.len()..].starts_with(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partial_agreement_is_two_moves() {
        let cases: &[(&str, &[&str])] = &[
            (
                "I agree that the quay silts up, yet dredging it costs more.",
                &["I agree that the quay silts up,", "yet dredging it costs more."],
            ),
            (
                "You're right about the ferry, but nobody rides it.",
                &["You're right about the ferry,", "but nobody rides it."],
            ),
            (
                "It’s true that rents fell, still few people moved.",
                &["It’s true that rents fell,", "still few people moved."],
            ),
            (
                "I grant that the kiln leaks, though that proves nothing.",
                &["I grant that the kiln leaks,", "though that proves nothing."],
            ),
            ("I agree that it rained, but barely.", &["I agree that it rained, but barely."]),
            ("The mill turned, though only slowly that year.", &["The mill turned, though only slowly that year."]),
            ("She said I agree with it, and left for good.", &["She said I agree with it, and left for good."]),
        ];
        for (sentence, expected) in cases {
            let found: Vec<&str> =
                clauses(sentence, 0..sentence.len()).into_iter().map(|it| sentence[it].trim()).collect();
            assert_eq!(&found, expected);
        }
    }
}
