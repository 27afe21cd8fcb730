//! The parts of a comment: paragraphs, list items, quoted lines, tables, footnotes.

use super::{
    Footnote, Quote,
    lines::{lines_in, trim},
};
use std::ops::Range;

/// A part of a comment. Blocks are sorted and disjoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its words, without bullets, `>` and other marks before them. Not empty.
    pub span: Range<usize>,
}

/// What a part of a comment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Plain words.
    Paragraph,
    /// An item of a list.
    Item,
    /// A line quoted with this many `>`.
    Quote(usize),
    /// A whole line in quotation marks; the span is what stands within them.
    Quoted,
    /// A table of Markdown: all its lines.
    Table,
    /// Code between fences: all its lines.
    Code,
    /// A heading.
    Heading,
    /// The words of a footnote.
    Note,
}

/// So many blocks of a comment are always told apart, and so many bytes each in the mean beyond that: the rest of a longer
/// one is one block, so that a hostile text cannot fill the memory.
const ALWAYS: usize = 1_000;
const LEAST: usize = 16;

/// The blocks of `text[span]`. Lines that look broken to a width are joined if `wrapped`.
pub fn blocks(text: &str, span: Range<usize>, wrapped: bool) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut fence: Option<Range<usize>> = None;
    let mut in_note = false;
    let mut blank = true;
    let most = ALWAYS.max(span.len() / LEAST);
    for line in lines_in(text, span.clone()) {
        let words = trim(text, line.clone());
        let line_text = &text[words.clone()];
        if let Some(open) = &mut fence {
            open.end = words.end.max(open.end);
            if line_text.starts_with("```") {
                found.push(Block { kind: BlockKind::Code, span: open.clone() });
                fence = None;
            }
            continue;
        }
        if words.is_empty() {
            blank = true;
            continue;
        }
        if found.len() >= most {
            found.push(Block { kind: BlockKind::Paragraph, span: trim(text, words.start..span.end) });
            return found;
        }
        let after_blank = std::mem::replace(&mut blank, false);
        if line_text.starts_with("```") {
            fence = Some(words);
            continue;
        }
        if is_note_mark(line_text) {
            in_note = true;
            continue;
        }
        let kind = kind_of(text, &words, in_note);
        let (kind, words) = match kind {
            Some((BlockKind::Table, words)) if joins_table(&found, after_blank) => {
                if let Some(last) = found.last_mut() {
                    last.span.end = words.end;
                }
                continue;
            }
            Some(kind) => kind,
            None => continue,
        };
        in_note = false;
        if wrapped && kind == BlockKind::Paragraph && !after_blank && continues(text, found.last(), &words) {
            if let Some(last) = found.last_mut() {
                last.span.end = words.end;
            }
            continue;
        }
        found.push(Block { kind, span: words });
    }
    found.extend(fence.map(|span| Block { kind: BlockKind::Code, span }));
    found
}

fn joins_table(found: &[Block], after_blank: bool) -> bool {
    !after_blank && found.last().is_some_and(|it| it.kind == BlockKind::Table)
}

/// What the line at `words` is, and its words without marks; `None` if no words are left.
fn kind_of(text: &str, words: &Range<usize>, in_note: bool) -> Option<(BlockKind, Range<usize>)> {
    let line = &text[words.clone()];
    let after = |skip: usize| trim(text, words.start + skip..words.end);
    let (kind, span) = if let Some(skip) = note_start(line) {
        (BlockKind::Note, after(skip))
    } else if in_note {
        (BlockKind::Note, words.clone())
    } else if let Some((depth, skip)) = quote_marks(line) {
        (BlockKind::Quote(depth), after(skip))
    } else if line.starts_with('|') && line.len() > 2 {
        (BlockKind::Table, words.clone())
    } else if super::headers::heading(line).is_some() {
        (BlockKind::Heading, after(line.bytes().take_while(|&it| it == b'#').count()))
    } else if let Some(skip) = bullet(line) {
        (BlockKind::Item, after(skip))
    } else if is_rule(line) {
        return None;
    } else if let Some(inner) = quoted_line(line) {
        (BlockKind::Quoted, trim(text, words.start + inner.start..words.start + inner.end))
    } else {
        (BlockKind::Paragraph, words.clone())
    };
    (!span.is_empty()).then_some((kind, span))
}

/// How many `>` (or `&gt;`, as copied from a page's source) a line starts with, and their bytes.
pub(super) fn quote_marks(line: &str) -> Option<(usize, usize)> {
    let (mut depth, mut skip) = (0, 0);
    loop {
        let rest = line[skip..].trim_start_matches(' ');
        let start = line.len() - rest.len();
        skip = match (rest.strip_prefix('>'), rest.strip_prefix("&gt;")) {
            (Some(_), _) => start + 1,
            (_, Some(_)) => start + 4,
            _ => break,
        };
        depth += 1;
    }
    (depth > 0).then_some((depth, skip))
}

/// Whether the line at `words` goes on with the sentence of the block before it.
fn continues(text: &str, last: Option<&Block>, words: &Range<usize>) -> bool {
    let Some(last) = last.filter(|it| matches!(it.kind, BlockKind::Paragraph | BlockKind::Item)) else { return false };
    let before = &text[last.span.clone()];
    let width = before.rsplit('\n').next().map_or(0, str::len);
    width >= 40
        && !before.ends_with(['.', '!', '?', ':', '"', '”', ')'])
        && text[words.clone()].starts_with(|it: char| it.is_lowercase() || it.is_ascii_digit() || it == '(')
}

/// The bytes of a bullet or a number before a list item.
pub(super) fn bullet(line: &str) -> Option<usize> {
    let sign = line.chars().next()?;
    if matches!(sign, '-' | '*' | '+' | '•' | '–' | '—' | '·' | '◦' | '▪') {
        let skip = sign.len_utf8();
        return line[skip..].starts_with([' ', '\t']).then_some(skip + 1);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    let marked = rest.starts_with(". ") || rest.starts_with(") ");
    ((1..=2).contains(&digits) && marked).then_some(digits + 2)
}

/// The words of a line that is in quotation marks from end to end.
pub(super) fn quoted_line(line: &str) -> Option<Range<usize>> {
    let open = line.chars().next()?;
    let close = closing(open)?;
    let inner = open.len_utf8()..line.len().checked_sub(close.len_utf8())?;
    let words = line.strip_suffix(close)?.get(inner.clone())?;
    // `"a" and "b"` is a line of two quotes, not one quoted line.
    let one = !words.contains(close) || words.matches(close).count() % 2 == 0 && !words.contains(&format!("{close} "));
    (words.len() >= 3 && one).then_some(inner)
}

/// The mark that closes what `open` opens, for quotation marks.
pub(super) fn closing(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '“' | '„' => Some('”'),
        '«' => Some('»'),
        _ => None,
    }
}

/// Whether a line is the mark that opens a footnote, without its words: `- ^` and the like.
pub(super) fn is_note_mark(line: &str) -> bool {
    matches!(line, "- ^" | "^" | "* ^" | "-^" | "↑" | "- ↑")
}

/// The bytes before the words of a footnote that stands on one line with its mark: `^ …`, `[1]: …`, `[^1]: …`.
pub(super) fn note_start(line: &str) -> Option<usize> {
    for mark in ["- ^ ", "^ ", "- ↑ ", "↑ "] {
        if line.starts_with(mark) {
            return Some(mark.len());
        }
    }
    let inner = line.strip_prefix('[')?;
    let close = inner.find(']')?;
    let label = inner[..close].trim_start_matches('^');
    let numbered = !label.is_empty() && label.len() <= 3 && label.bytes().all(|it| it.is_ascii_digit());
    (numbered && inner[close + 1..].starts_with([':', ' '])).then_some(close + 3)
}

/// A line of dashes, stars or the like.
fn is_rule(line: &str) -> bool {
    line.len() >= 3 && line.chars().all(|it| matches!(it, '-' | '*' | '_' | '=' | ' ' | '~'))
}

/// Footnotes, quoted lines and list items of a comment.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub footnotes: Vec<Footnote>,
    pub quotes: Vec<Quote>,
    pub items: Vec<Range<usize>>,
}

impl Parts {
    pub(super) fn len(&self) -> usize {
        self.footnotes.len() + self.quotes.len() + self.items.len()
    }
}

/// The first parts of the comment at `span`, `most` of them at most.
pub(super) fn parts(text: &str, span: &Range<usize>, most: usize) -> Parts {
    let mut parts = Parts::default();
    let mut last = span.start;
    for block in &blocks(text, span.clone(), false) {
        if parts.len() == most {
            break;
        }
        match block.kind {
            BlockKind::Item => parts.items.push(block.span.clone()),
            BlockKind::Quote(_) => parts.quotes.push(quote(block, 1.0, "marked with >")),
            BlockKind::Quoted => parts.quotes.push(quote(block, 0.95, "the whole line is in quotation marks")),
            BlockKind::Note => {
                // From the mark's line on: white space and the mark are all that stands between two blocks.
                let start = trim(text, last..block.span.end).start;
                parts.footnotes.push(Footnote { mark: None, span: start..block.span.end, note: block.span.clone() });
            }
            _ => {}
        }
        last = block.span.end;
    }
    if !parts.footnotes.is_empty() {
        let body = span.start..parts.footnotes[0].span.start;
        for (note, mark) in parts.footnotes.iter_mut().zip(marks(text, body)) {
            note.mark = Some(mark);
        }
    }
    parts.footnotes.shrink_to_fit();
    parts.quotes.shrink_to_fit();
    parts.items.shrink_to_fit();
    parts
}

fn quote(block: &Block, certainty: f32, says: &'static str) -> Quote {
    Quote { span: block.span.clone(), certainty, evidence: vec![says] }
}

/// The footnote marks of `text[span]`: `[1]`, `[^1]`, in order.
fn marks(text: &str, span: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let words = &text[span.clone()];
    words.match_indices('[').filter_map(move |(at, _)| {
        let close = words[at..].bytes().take(6).position(|it| it == b']')?;
        let label = words[at + 1..at + close].trim_start_matches('^');
        let is_mark = !label.is_empty() && label.bytes().all(|it| it.is_ascii_digit());
        is_mark.then_some(span.start + at..span.start + at + close + 1)
    })
}
