//! Markdown: headings or bold lines with the author before each comment.

use super::{
    Found,
    headers::{self, Header},
    lines::{lines, trim},
    paste,
};
use std::collections::BTreeMap;

/// Reads Markdown. Where no heading has an author and a time, the most frequent level of headings that look like names
/// opens comments; where there is none, the whole text is one comment.
pub(super) fn read(text: &str) -> Found {
    if lines(text).any(|it| headers::markdown(&text[it]).is_some()) {
        return paste::read_with(text, headers::markdown);
    }
    match name_level(text) {
        Some(level) => paste::read_with(text, |line| {
            let (found, words) = headers::heading(line)?;
            (found == level).then(|| Header { author: Some(words.to_owned()), ..Header::default() })
        }),
        None => whole(text),
    }
}

/// The level of headings that are names: short, without the ends of sentences, and of which one comes twice.
fn name_level(text: &str) -> Option<usize> {
    let mut levels: BTreeMap<usize, BTreeMap<&str, usize>> = BTreeMap::new();
    for line in lines(text) {
        if let Some((level, words)) = headers::heading(&text[line]) {
            *levels.entry(level).or_default().entry(words).or_default() += 1;
        }
    }
    let names = |it: &BTreeMap<&str, usize>| {
        it.keys().all(|it| it.len() <= 40 && it.split_whitespace().count() <= 3 && !it.ends_with(['.', '?', '!']))
            && it.values().any(|&times| times > 1)
    };
    levels.iter().find(|it| names(it.1)).map(|it| *it.0)
}

fn whole(text: &str) -> Found {
    let mut found = Found::default();
    let mut start = 0;
    for line in lines(text) {
        let words = &text[line.clone()];
        if headers::heading(words).is_none_or(|it| it.0 > 1) && !words.trim().is_empty() {
            start = line.start;
            break;
        }
        start = line.end;
        let words = trim(text, line);
        if !words.is_empty() {
            found.set_aside(text, words);
        }
    }
    found.push(text, start..text.len(), Header::default());
    found
}
