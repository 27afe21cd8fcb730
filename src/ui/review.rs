//! What reviewing needs to know of a map: what one key would do, where a cue stands, what was learned.

use crate::map::{
    Alternative, Cue, Diff, Edge, EdgeId, Edit, Item, Map, NodeId, Review, ReviewState, Span, StatementId,
    StatementKind, legal_edges,
};
use std::collections::BTreeMap;

/// What a node may be instead, and how likely that is, where known: its runner-up. Where a person has taken that, it is
/// what was proposed.
pub fn instead(review: &Review, now: StatementKind) -> Option<(StatementKind, Option<f32>)> {
    let next = review.runner_up.filter(|&it| it != now);
    let first = || review.corrected_from.filter(|&it| it != now).map(|it| (it, Some(review.confidence)));
    next.map(|it| (it, review.runner_up_confidence)).or_else(first)
}

/// The same in words.
pub fn instead_in_words(kind: StatementKind, sure: Option<f32>) -> String {
    let sure = sure.map(|it| format!(", {}", percent(it))).unwrap_or_default();
    format!("{}{sure}", kind.words())
}

/// What takes the runner-up of a node, or the next target of a link; nothing where there is none. Where a person has
/// taken the runner-up already, it leads back.
pub fn runner_up(map: &Map, item: Item) -> Option<Edit> {
    let review = map.review(item)?;
    match item {
        Item::Node(node) => {
            let (said, _) = instead(review, map.move_of(node)?)?;
            Some(Edit::SetMove { node, said })
        }
        Item::Edge(edge) => {
            let it = map.edge(edge)?;
            let free =
                |to| map.edges_at(it.from).all(|other| other == edge || map.edge(other).is_none_or(|at| at.to != to));
            let kind = |id| map.node(id).map(|it| it.kind);
            let legal = |to| kind(it.from).zip(kind(to)).is_some_and(|(a, b)| !legal_edges(a, b).is_empty());
            let next = review.alternatives.iter().find(|it| legal(it.to) && free(it.to.into()))?;
            Some(Edit::Retarget { edge, to: next.to })
        }
    }
}

/// What a node may bear on, the likeliest first: what extraction held for less than likely enough to draw, and nobody
/// has drawn since.
pub fn likely(map: &Map, node: NodeId) -> impl Iterator<Item = Alternative> {
    let linked = move |to: NodeId| {
        let ends = |it: &Edge| it.from == to || it.to == to.into();
        map.edges_at(node).filter_map(|it| map.edge(it)).any(ends)
    };
    let all = map.review(Item::Node(node)).into_iter().flat_map(|it| it.alternatives.iter().copied());
    all.filter(move |it| map.legal_edges(node, it.to.into()).contains(&it.kind) && !linked(it.to))
}

/// The link to look at after `item`: of a node the first that leads away from it, else one that leads to it; of a link
/// the next one of its start, going round. Those that may lead elsewhere come first.
pub fn next_link(map: &Map, item: Item) -> Option<EdgeId> {
    let links = |node| {
        let (out, here): (Vec<EdgeId>, Vec<EdgeId>) =
            map.edges_at(node).partition(|&it| map.edge(it).is_some_and(|it| it.from == node));
        let mut links = if out.is_empty() { here } else { out };
        links.sort_by_key(|&it| map.review(it).is_none_or(|it| it.alternatives.is_empty()));
        links
    };
    match item {
        Item::Node(node) => links(node).first().copied(),
        Item::Edge(edge) => {
            let links = links(map.edge(edge)?.from);
            let at = links.iter().position(|&it| it == edge)?;
            links.get((at + 1) % links.len()).copied()
        }
    }
}

/// Where the words of a cue stand: the first place in these statements, or else in their comments, where they are
/// whole words. Nothing is kept of it, so that it is right in a thread that has grown, too.
pub fn place(map: &Map, statements: &[StatementId], cue: &Cue) -> Option<Span> {
    let said = || statements.iter().filter_map(|&it| map.statement(it));
    let spans = said().map(|it| it.span).chain(said().filter_map(|it| map.comment(it.comment)).map(|it| it.span));
    spans.into_iter().find_map(|span| {
        let at = find_words(map.quote(span)?, &cue.words)?;
        let start = span.start + u32::try_from(at).ok()?;
        Some(Span { start, end: start + u32::try_from(cue.words.len()).ok()?, ..span })
    })
}

fn find_words(text: &str, words: &str) -> Option<usize> {
    let ends = |it: Option<char>| it.is_none_or(|it| !it.is_alphanumeric());
    let whole = |&at: &usize| {
        let (before, after) = (&text[..at], &text[at + words.len()..]);
        (ends(before.chars().next_back()) || ends(words.chars().next()))
            && (ends(after.chars().next()) || ends(words.chars().next_back()))
    };
    let mut places = text.match_indices(words).map(|it| it.0).filter(|_| !words.is_empty());
    places.find(whole)
}

/// How sure something is, in words.
pub fn sureness(confidence: f32) -> &'static str {
    match confidence {
        it if it >= 0.9 => "almost certain",
        it if it >= 0.7 => "likely",
        it if it >= 0.5 => "rather likely",
        it if it >= 0.3 => "unsure",
        _ => "a guess",
    }
}

/// The same with the number.
pub fn sure(confidence: f32) -> String {
    format!("{}, {}", sureness(confidence), percent(confidence))
}

/// A share in per cent, on one line.
pub fn percent(share: f32) -> String {
    format!("{:.0}\u{a0}%", share * 100.0)
}

/// A cue as it is called: by its words, else by what it says.
pub fn name(cue: &Cue) -> String {
    let words = if cue.words.is_empty() { &*cue.says } else { cue.words.as_str() };
    format!("“{}”", super::inspector::one_line(words))
}

/// What an edit has taught, to be told: how many proposals that nobody has decided on changed their kind by it, and how
/// many were only made less sure.
pub fn learned(diff: &Diff) -> Option<String> {
    let turned = |it: &Review| it.lesson.as_ref().is_some_and(|lesson| it.runner_up == Some(lesson.from));
    let (mut lessons, mut back) = (BTreeMap::<_, Told>::new(), 0);
    for change in diff.reviews.values() {
        let Some(after) = change.after.as_deref().filter(|it| it.state == ReviewState::Open) else { continue };
        let before = change.before.as_deref();
        let was_turned = before.is_some_and(turned);
        back += usize::from(was_turned && !turned(after));
        let Some(lesson) = &after.lesson else { continue };
        let is_new = before.is_none_or(|it| it.lesson.is_none());
        if turned(after) && !was_turned || is_new {
            let told = lessons.entry((name(&lesson.cue).to_lowercase(), lesson.from, lesson.to)).or_default();
            told.times = lesson.times;
            *(if turned(after) { &mut told.turned } else { &mut told.shaken }) += 1;
        }
    }
    let mut told: Vec<String> = lessons.iter().map(|((cue, from, to), it)| it.in_words(cue, *from, *to)).collect();
    if back > 0 {
        told.push(format!("{} went back to the kind first proposed.", proposals(back)));
    }
    (!told.is_empty()).then(|| told.join(" "))
}

/// What a lesson did.
#[derive(Default)]
struct Told {
    times: u32,
    turned: usize,
    shaken: usize,
}

impl Told {
    fn in_words(&self, cue: &str, from: StatementKind, to: StatementKind) -> String {
        let mut parts = Vec::new();
        if self.turned > 0 {
            parts.push(format!("{} changed from {} to {}", proposals(self.turned), from.words(), to.words()));
        }
        if self.shaken > 0 {
            let which = if self.turned > 0 { self.shaken.to_string() } else { proposals(self.shaken) };
            parts.push(format!("{which} stayed {}, less sure", from.words()));
        }
        format!("{} corrections of {cue}: {}.", self.times, parts.join("; "))
    }
}

fn proposals(count: usize) -> String {
    if count == 1 { "1 more proposal".to_owned() } else { format!("{count} more proposals") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_are_found_as_whole_words() {
        let cases = [
            ("for or against", "or", Some(4)),
            ("for", "or", None),
            ("I’d say so, so", "so", Some(10)),
            ("“really?” yes", "“really?”", Some(0)),
            ("nothing", "", None),
        ];
        for (text, words, place) in cases {
            assert_eq!(find_words(text, words), place, "{words} in {text}");
        }
    }
}
