//! Scores annotations against gold ones.
//!
//! Statements are matched one to one where they share at least half of what they cover; opponents, disagreements,
//! cruxes and evidence where they share at least half of the shorter span; an end of a link is the gold statement it
//! overlaps most. A quoted copy and its original count as one, and a crux that only repeats another is not counted.

use super::{
    spans::{self, End, Span},
    tally::{Counts, Figure, Statistic},
};
use crate::{
    extract::{Annotations, StatementNote},
    map::StatementKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// The figures of the gold form, in the order of [`counts`].
pub const FIGURES: [Figure; 14] = [
    Figure { name: "comment boundary", statistic: Statistic::F1 },
    Figure { name: "statement span", statistic: Statistic::F1 },
    Figure { name: "kind accuracy on matched", statistic: Statistic::Accuracy },
    Figure { name: "kind kappa", statistic: Statistic::Kappa },
    Figure { name: "opponent statements", statistic: Statistic::F1 },
    Figure { name: "disagreement statements", statistic: Statistic::F1 },
    Figure { name: "links (unlabelled, undirected)", statistic: Statistic::F1 },
    Figure { name: "links (directed+polarity)", statistic: Statistic::F1 },
    Figure { name: "support links", statistic: Statistic::F1 },
    Figure { name: "attack links", statistic: Statistic::F1 },
    Figure { name: "crux links", statistic: Statistic::F1 },
    Figure { name: "cruxes", statistic: Statistic::F1 },
    Figure { name: "evidence", statistic: Statistic::F1 },
    Figure { name: "calibration error of kinds", statistic: Statistic::CalibrationError },
];

/// How the figures are meant.
pub const NOTES: &[&str] = &[
    "statements are matched where they share at least half of what they cover; opponents, disagreements, cruxes and \
     evidence where they share at least half of the shorter; an end of a link is the gold statement it overlaps most",
    "calibration error is the expected calibration error of the kinds of matched statements over ten bins of \
     confidence (Guo et al. 2017)",
];

/// The kinds of statements, in the words of the annotation form.
pub fn kinds() -> [&'static str; 10] {
    StatementKind::ALL.map(StatementKind::word)
}

/// What `told` is worth against `gold`, in the order of [`FIGURES`].
pub fn counts(told: &Annotations, gold: &Annotations) -> Vec<Counts> {
    let matched = spans::pairs(&all(told, |_| true), &all(gold, |_| true), spans::iou);
    let matched: Vec<_> = matched.iter().map(|(&i, &j)| (&told.statements[i], &gold.statements[j])).collect();
    let names = kinds();
    let kind = |it: &StatementNote| names.iter().position(|kind| *kind == it.kind);
    let kinds = matched.iter().filter_map(|(a, b)| Some((kind(a)?, kind(b)?)));
    let kinds = Counts::table(names.len(), kinds);
    let (ours, theirs) = Links::of(told, gold);
    let of = |signs: &str| (ours.edges(signs), theirs.edges(signs));
    let (links, gold_links) = of("+-k");
    let undirected = |it: &BTreeSet<Edge>| spans::undirected(it.iter().map(|it| (it.0, it.1)));
    let sign = |sign| Counts::of_sets(&of(sign).0, &of(sign).1);
    vec![
        Counts::of_sets(&starts(told), &starts(gold)),
        Counts::matches(matched.len(), told.statements.len(), gold.statements.len()),
        kinds.clone(),
        kinds,
        alike(&all(told, is_quoted), &all(gold, is_quoted)),
        alike(&all(told, |it| it.is_disagreement), &all(gold, |it| it.is_disagreement)),
        Counts::of_sets(&undirected(&links), &undirected(&gold_links)),
        Counts::of_sets(&links, &gold_links),
        sign("+"),
        sign("-"),
        sign("k"),
        alike(&cruxes(told), &cruxes(gold)),
        alike(&evidence(told), &evidence(gold)),
        Counts::bins(matched.iter().map(|(a, b)| (a.confidence, a.kind == b.kind))),
    ]
}

fn starts(notes: &Annotations) -> BTreeSet<usize> {
    notes.comments.iter().map(|it| it.start).collect()
}

fn span(it: &StatementNote) -> Span {
    (it.start, it.end)
}

fn all(notes: &Annotations, keep: fn(&StatementNote) -> bool) -> Vec<Span> {
    notes.statements.iter().filter(|it| keep(it)).map(span).collect()
}

fn is_quoted(it: &StatementNote) -> bool {
    it.speaker == "opponent"
}

fn cruxes(notes: &Annotations) -> Vec<Span> {
    let counted = notes.cruxes.iter().filter(|it| it.duplicate_of.as_ref().is_none_or(String::is_empty));
    named(notes, counted.map(|it| it.statement.as_str()))
}

fn evidence(notes: &Annotations) -> Vec<Span> {
    named(notes, notes.evidence.iter().map(|it| it.statement.as_str()))
}

fn named<'a>(notes: &Annotations, ids: impl Iterator<Item = &'a str>) -> Vec<Span> {
    let places = places(notes);
    ids.filter_map(|it| places.get(it)).map(|&it| span(&notes.statements[it])).collect()
}

/// Where each statement stands in the list, by its id.
fn places(notes: &Annotations) -> BTreeMap<&str, usize> {
    notes.statements.iter().enumerate().map(|(at, it)| (it.id.as_str(), at)).collect()
}

fn alike(told: &[Span], gold: &[Span]) -> Counts {
    Counts::matches(spans::pairs(told, gold, spans::overlap).len(), told.len(), gold.len())
}

type Edge = (End, End, char);

/// The links of one annotation, their ends put into the terms of the gold one.
struct Links(BTreeSet<Edge>);

impl Links {
    /// The links told and the gold ones.
    fn of(told: &Annotations, gold: &Annotations) -> (Self, Self) {
        let gold_places = places(gold);
        let original = |at: usize| {
            let it = gold.statements[at].quote_of.as_deref().and_then(|it| gold_places.get(it));
            End::Gold(it.copied().unwrap_or(at))
        };
        let gold_spans = all(gold, |_| true);
        let ends: Vec<End> = told
            .statements
            .iter()
            .enumerate()
            .map(|(at, it)| spans::nearest(span(it), &gold_spans).map_or(End::Stray(at), original))
            .collect();
        let gold_ends: Vec<End> = (0..gold.statements.len()).map(original).collect();
        (Self::between(told, &ends), Self::between(gold, &gold_ends))
    }

    fn between(notes: &Annotations, ends: &[End]) -> Self {
        let places = places(notes);
        let end = |id: &str| places.get(id).map(|&it| ends[it]);
        let links = notes.relations.iter().filter_map(|it| Some((end(&it.from)?, end(&it.to)?, sign(&it.kind)?)));
        Self(links.filter(|it| it.0 != it.1).collect())
    }

    fn edges(&self, signs: &str) -> BTreeSet<Edge> {
        self.0.iter().filter(|it| signs.contains(it.2)).copied().collect()
    }
}

/// What a relation does: for, against, or a crux for. Other kinds are not scored.
fn sign(kind: &str) -> Option<char> {
    match kind {
        "supports" | "evidence_for" | "example_of" => Some('+'),
        "attacks" => Some('-'),
        "crux_for" => Some('k'),
        _ => None,
    }
}
