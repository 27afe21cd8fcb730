//! Words of a thread in Markdown, so that they show as they are.

use pulldown_cmark::{Event, Options, Parser, Tag};
use std::ops::Range;

/// A quote longer than this many characters is cut.
const LONGEST: usize = 600;

/// Text that Markdown shows as it is, on one line.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut letters = text.chars().peekable();
    let mut before = None;
    while let Some(it) = letters.next() {
        let next = letters.peek().copied();
        let has_meaning = match it {
            '\\' | '`' | '*' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '~' | '^' | '$' => true,
            // Within a word it has none.
            '_' => ![before, next].iter().all(|it| it.is_some_and(char::is_alphanumeric)),
            // At the start of a line these make lists, headings and rules.
            '-' | '+' | '=' | ':' => out.is_empty(),
            '.' | ')' => {
                let ends = next.is_none_or(|it| it.is_whitespace() || it.is_control());
                ends && !out.is_empty() && out.chars().all(|it| it.is_ascii_digit())
            }
            _ => false,
        };
        before = Some(it);
        match it {
            '\n' | '\r' | '\t' => out.push(' '),
            it if it.is_control() => {}
            it if has_meaning => out.extend(['\\', it]),
            it => out.push(it),
        }
    }
    out
}

/// Exact words line by line, each line but the first after `before`; cut if they are long.
pub(super) fn verbatim(words: &str, before: &str) -> String {
    let (said, more) = cut(words);
    let lines: Vec<String> = said.split('\n').map(|it| escape(it.trim())).filter(|it| !it.is_empty()).collect();
    // Two blanks at the end of a line break it.
    format!("“{}”{}", lines.join(&format!("  \n{before}")), if more { " […]" } else { "" })
}

/// The words to show, always exact, and whether more follow.
fn cut(words: &str) -> (&str, bool) {
    match words.char_indices().nth(LONGEST) {
        None => (words, false),
        Some((at, _)) => {
            let end = words[..at].rfind(char::is_whitespace).filter(|&it| it > at / 2).unwrap_or(at);
            (&words[..end], true)
        }
    }
}

/// Only web addresses become links: anything else might run something.
pub(super) fn is_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://"))
        && !text.contains(|it: char| it.is_whitespace() || it.is_control() || matches!(it, '<' | '>' | '\\'))
}

/// How Markdown is read: as it is written by [`escape`].
pub(in crate::export) const OPTIONS: Options = Options::ENABLE_TABLES;

/// Where the pictures of a document stand in its Markdown, and their names.
pub(super) fn pictures(markdown: &str) -> Vec<(Range<usize>, String)> {
    let events = Parser::new_ext(markdown, OPTIONS).into_offset_iter();
    let named = events.filter_map(|(event, range)| match event {
        Event::Start(Tag::Image { dest_url, .. }) => Some((range, dest_url.strip_prefix(super::FIGURE)?.to_owned())),
        _ => None,
    });
    named.collect()
}
