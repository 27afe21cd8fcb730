//! The search itself: a literal text, whatever its case and accents, in all words of a map.

use crate::{
    map::{Map, NodeId, SourceId, Span},
    picture::text::plain,
};
use nucleo_matcher::chars;
use std::collections::{BTreeMap, BTreeSet};

/// A hit one can step to: a node, words of the thread, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The node whose words hold it, or which the words of the thread stand for.
    pub node: Option<NodeId>,
    /// The words of the thread; nothing for a hit in the words of a node.
    pub words: Option<Span>,
}

/// What was found.
#[derive(Debug, Default, PartialEq)]
pub struct Found {
    /// The nodes whose words hold it.
    pub nodes: BTreeSet<NodeId>,
    /// Where it stands in each source, in the order of the text.
    pub words: BTreeMap<SourceId, Vec<Span>>,
    /// Nodes in reading order, then places in the thread that do not belong to one of those nodes.
    pub stops: Vec<Stop>,
}

impl Found {
    /// Where it stands within a part of a source, and maybe a little beyond.
    pub fn within(&self, part: Span) -> impl Iterator<Item = Span> + '_ {
        let all = self.words.get(&part.source).map_or(&[][..], Vec::as_slice);
        let first = all.partition_point(|it| it.end <= part.start);
        all[first..].iter().copied().take_while(move |it| it.start < part.end)
    }
}

/// Looks for `query` in the words of all nodes, which are gone through in `order`, and in all sources. Gives up with
/// what it has when `stop` says so.
pub fn search(map: &Map, order: &[NodeId], query: &str, stop: &dyn Fn() -> bool) -> Found {
    let mut found = Found::default();
    let query = folded(query);
    if query.is_empty() {
        return found;
    }
    let mut text = String::new();
    for &id in order {
        if stop() {
            return found;
        }
        let Some(node) = map.node(id) else { continue };
        let holds = |text: &mut String, words: &str| {
            text.clear();
            text.extend(words.chars().filter_map(fold));
            text.contains(&query)
        };
        // Words may be parted by signs of Markdown that nobody sees.
        let has_signs = |it: &str| it.contains(['*', '_', '`', '~', '[', '\\']);
        if holds(&mut text, &node.text) || has_signs(&node.text) && holds(&mut text, &plain(&node.text)) {
            found.nodes.insert(id);
            found.stops.push(Stop { node: Some(id), words: None });
        }
    }
    let mut said: BTreeMap<SourceId, Vec<(Span, NodeId)>> = BTreeMap::new();
    for (_, it) in map.statements() {
        if let Some(node) = it.node {
            said.entry(it.span.source).or_default().push((it.span, node));
        }
    }
    for (source, it) in map.sources() {
        if stop() {
            return found;
        }
        let places = places(&it.text, &query).into_iter().filter_map(|it| {
            Some(Span { source, start: u32::try_from(it.start).ok()?, end: u32::try_from(it.end).ok()? })
        });
        let spans: Vec<Span> = places.collect();
        let said = said.entry(source).or_default();
        said.sort_unstable();
        for &span in &spans {
            // Statements nest rarely and never deep: the last few that start before it are enough.
            let before = said.partition_point(|it| it.0.start <= span.start);
            let node = said[..before].iter().rev().take(8).find(|it| it.0.end > span.start).map(|it| it.1);
            if node.is_none_or(|it| !found.nodes.contains(&it)) {
                found.stops.push(Stop { node, words: Some(span) });
            }
        }
        if !spans.is_empty() {
            found.words.insert(source, spans);
        }
    }
    found
}

/// A character without its case and accent; nothing for a mark that stands by itself.
fn fold(it: char) -> Option<char> {
    let is_mark = ('\u{300}'..='\u{36f}').contains(&it);
    let plain = if it.is_ascii() { it.to_ascii_lowercase() } else { chars::normalize(chars::to_lower_case(it)) };
    (!is_mark).then_some(if plain.is_whitespace() { ' ' } else { plain })
}

fn folded(text: &str) -> String {
    text.chars().filter_map(fold).collect()
}

/// The byte ranges of `text` that read like `query`, which is folded; they do not overlap.
fn places(text: &str, query: &str) -> Vec<std::ops::Range<usize>> {
    let plain = folded(text);
    // The byte of the text and of what it was folded to; both only go forward.
    let (mut chars, mut at) = (text.char_indices().peekable(), 0);
    let mut forward = |to: usize| {
        while at < to
            && let Some((_, it)) = chars.next()
        {
            at += fold(it).map_or(0, char::len_utf8);
        }
        // Marks belong to the letter before them.
        while chars.next_if(|it| fold(it.1).is_none()).is_some() {}
        chars.peek().map_or(text.len(), |it| it.0)
    };
    plain.match_indices(query).map(|(from, it)| forward(from)..forward(from + it.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_line_ends_do_not_matter_and_ranges_are_of_the_text() {
        let found = |text: &str, query: &str| -> Vec<String> {
            places(text, &folded(query)).into_iter().map(|it| text[it].to_owned()).collect()
        };
        assert_eq!(found("Der Öl-Preis, der ölpreis, OLPREIS", "ölp"), ["ölp", "OLP"]);
        assert_eq!(found("Cafe\u{301} und CAFÉ und cafe", "café"), ["Cafe\u{301}", "CAFÉ", "cafe"]);
        assert_eq!(found("the\nharbour", "THE HARB"), ["the\nharb"]);
        assert_eq!(found("aaaa", "aa"), ["aa", "aa"]);
        assert_eq!(found("a.c abc", "a.c"), ["a.c"], "a dot is a dot");
        assert_eq!(found("字字漢字👩‍👩‍👧‍👦x", "漢"), ["漢"]);
        assert!(found("İ ß ﬁ", "q").is_empty() && found("", "a").is_empty());
    }
}
