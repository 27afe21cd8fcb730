//! Links between the pieces of an argument that people marked: which were found, and with which polarity.

use super::{
    spans::{self, End, Span},
    tally::{Counts, Figure, Statistic},
};
use crate::extract::Annotations;
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// What is counted of links, in the order of [`counts`].
pub const FIGURES: [Figure; 9] = [
    Figure { name: "edges", statistic: Statistic::F1 },
    Figure { name: "edges (undirected)", statistic: Statistic::F1 },
    Figure { name: "right target is the best told", statistic: Statistic::Share },
    Figure { name: "right target in the three best told", statistic: Statistic::Share },
    Figure { name: "polarity of gold links", statistic: Statistic::MacroF1 },
    Figure { name: "polarity of gold links drawn", statistic: Statistic::MacroF1 },
    Figure { name: "gold links drawn, either way", statistic: Statistic::Share },
    Figure { name: "gold links with both ends found", statistic: Statistic::Share },
    Figure { name: "right target told at all", statistic: Statistic::Share },
];

/// How they are meant.
pub const TARGETS_NOTE: &str = "the three best targets are those of the links drawn from a statement, the surest first, \
                                and then their alternatives; what is linked to nothing has no targets";
/// How they are meant.
pub const POLARITY_NOTE: &str = "polarity of gold links (support or attack) is that of the link drawn between the two, \
                                 and where none is drawn, attack between comments of different authors and support \
                                 within those of one; the figure for links drawn leaves the latter out";

/// A link that people marked: the places of its ends in the list of pieces, and whether it attacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoldLink {
    pub from: usize,
    pub to: usize,
    pub attacks: bool,
}

/// A link told, in terms of the gold pieces. What meets no piece stands for itself.
struct Told {
    from: End,
    to: End,
    attacks: bool,
    confidence: f32,
}

/// Counts for [`FIGURES`]. A link counts if its start stands in one of the `scored` parts of the text.
pub fn counts(told: &Annotations, pieces: &[Span], gold: &[GoldLink], scored: &[Range<usize>]) -> Vec<Counts> {
    let counts = |at: usize| scored.iter().any(|it| it.contains(&at));
    let told_links = links(told, pieces, &counts);
    let mut seen = BTreeSet::new();
    let gold: Vec<GoldLink> = gold
        .iter()
        .filter(|it| it.from != it.to && counts(pieces[it.from].0) && seen.insert((it.from, it.to)))
        .copied()
        .collect();
    let edges: BTreeSet<(End, End)> = told_links.iter().map(|it| (it.from, it.to)).collect();
    let gold_edges: BTreeSet<(End, End)> = gold.iter().map(|it| (End::Gold(it.from), End::Gold(it.to))).collect();
    let targets = targets(&told_links, &alternatives(told, pieces, &counts));
    let among = |it: &GoldLink, best: usize| {
        targets.get(&End::Gold(it.from)).is_some_and(|all| all.iter().take(best).any(|to| *to == End::Gold(it.to)))
    };
    let met: BTreeSet<usize> =
        (told.statements.iter()).filter_map(|it| spans::nearest((it.start, it.end), pieces)).collect();
    let hits = |best| Counts::share(gold.iter().filter(|it| among(it, best)).count(), gold.len());
    let polarities: Vec<(Option<bool>, &GoldLink)> = gold.iter().map(|it| (drawn(&told_links, it), it)).collect();
    let given = polarities.iter().map(|(drawn, it)| {
        let differ = || author(told, pieces[it.from].0) != author(told, pieces[it.to].0);
        (usize::from(drawn.unwrap_or_else(differ)), usize::from(it.attacks))
    });
    let drawn = polarities.iter().filter_map(|(drawn, it)| Some((usize::from((*drawn)?), usize::from(it.attacks))));
    vec![
        Counts::of_sets(&edges, &gold_edges),
        Counts::of_sets(&spans::undirected(edges), &spans::undirected(gold_edges)),
        hits(1),
        hits(3),
        Counts::table(2, given),
        Counts::table(2, drawn.clone()),
        Counts::share(drawn.count(), gold.len()),
        Counts::share(gold.iter().filter(|it| [it.from, it.to].iter().all(|it| met.contains(it))).count(), gold.len()),
        hits(usize::MAX),
    ]
}

/// The links told that argue, the surest first.
fn links(told: &Annotations, pieces: &[Span], counts: &impl Fn(usize) -> bool) -> Vec<Told> {
    let links = told.relations.iter().map(|it| (it.from.as_str(), it.to.as_str(), &*it.kind, it.confidence));
    resolved(told, pieces, counts, links)
}

/// The links that were not drawn but stand beside one that was, the surest first.
fn alternatives(told: &Annotations, pieces: &[Span], counts: &impl Fn(usize) -> bool) -> Vec<Told> {
    let links = told.relations.iter().flat_map(|link| link.alternatives.iter().map(|it| (link.from.as_str(), it)));
    let likely = told.statements.iter().flat_map(|from| from.targets.iter().map(|it| (from.id.as_str(), it)));
    let all = links.chain(likely).map(|(from, it)| (from, it.to.as_str(), &*it.kind, it.confidence));
    resolved(told, pieces, counts, all)
}

/// Links (from, to, kind, confidence) that argue, in terms of the pieces, the surest first.
fn resolved<'a>(
    told: &Annotations,
    pieces: &[Span],
    counts: &impl Fn(usize) -> bool,
    links: impl Iterator<Item = (&'a str, &'a str, &'a str, f32)>,
) -> Vec<Told> {
    let places: BTreeMap<&str, usize> =
        told.statements.iter().enumerate().map(|(at, it)| (it.id.as_str(), at)).collect();
    let end = |at: usize| {
        // A link to a quote is one to what is quoted.
        let original = told.statements[at].quote_of.as_deref().and_then(|it| places.get(it)).copied().unwrap_or(at);
        let it = &told.statements[original];
        spans::nearest((it.start, it.end), pieces).map_or(End::Stray(original), End::Gold)
    };
    let ends: Vec<End> = (0..told.statements.len()).map(end).collect();
    let mut found = Vec::new();
    for (from, to, kind, confidence) in links {
        let (Some(&from), Some(&to)) = (places.get(from), places.get(to)) else { continue };
        let Some(attacks) = attacks(kind) else { continue };
        if counts(told.statements[from].start) && ends[from] != ends[to] {
            found.push(Told { from: ends[from], to: ends[to], attacks, confidence });
        }
    }
    found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    found
}

/// Whether a relation that argues does so against its end. A point granted is one for it.
fn attacks(kind: &str) -> Option<bool> {
    match kind {
        "supports" | "evidence_for" | "example_of" | "concedes" => Some(false),
        "attacks" | "qualifies" => Some(true),
        _ => None,
    }
}

/// The targets of each start: those drawn, the surest first, then the alternatives.
fn targets(drawn: &[Told], alternatives: &[Told]) -> BTreeMap<End, Vec<End>> {
    let mut targets: BTreeMap<End, Vec<End>> = BTreeMap::new();
    for it in drawn.iter().chain(alternatives) {
        let all = targets.entry(it.from).or_default();
        if !all.contains(&it.to) {
            all.push(it.to);
        }
    }
    targets
}

/// Whether the surest link told between the ends of a gold one attacks, if there is one.
fn drawn(told: &[Told], gold: &GoldLink) -> Option<bool> {
    let (from, to) = (End::Gold(gold.from), End::Gold(gold.to));
    told.iter().find(|it| (it.from, it.to) == (from, to) || (it.to, it.from) == (from, to)).map(|it| it.attacks)
}

/// Who wrote the comment at this byte, as it was read.
fn author(told: &Annotations, at: usize) -> Option<&str> {
    told.comments.iter().find(|it| (it.start..it.end).contains(&at))?.author.as_deref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alternative_is_a_later_choice_than_any_link_drawn() {
        let pieces: Vec<Span> = (0..5).map(|it| (it * 10, it * 10 + 9)).collect();
        let statement = |it: usize| {
            format!(
                r#"{{"id": "s{it}", "comment": "c1", "start": {}, "end": {}, "speaker": "author", "kind": "claim",
                    "is_disagreement": false}}"#,
                it * 10,
                it * 10 + 9
            )
        };
        let statements: Vec<String> = (0..5).map(statement).collect();
        // The surest of all is no more than an alternative, and the second link drawn is the second choice.
        let told = format!(
            r#"{{"comments": [], "statements": [{}], "cruxes": [], "evidence": [], "chrome": [], "relations": [
                {{"from": "s0", "to": "s1", "kind": "supports", "confidence": 0.5, "alternatives": [
                    {{"to": "s3", "kind": "supports", "confidence": 0.9}},
                    {{"to": "s4", "kind": "supports", "confidence": 0.3}}]}},
                {{"from": "s0", "to": "s2", "kind": "supports", "confidence": 0.4}}]}}"#,
            statements.join(", ")
        );
        let told: Annotations = serde_json::from_str(&told).unwrap();
        for (right, best, three) in [(1, true, true), (2, false, true), (3, false, true), (4, false, false)] {
            let gold = [GoldLink { from: 0, to: right, attacks: false }];
            let found = counts(&told, &pieces, &gold, std::slice::from_ref(&(0..50)));
            let hit = |it| Counts::share(usize::from(it), 1);
            assert_eq!(found[2], hit(best), "{right} is the best told");
            assert_eq!(found[3], hit(three), "{right} is among the three best told");
        }
    }
}
