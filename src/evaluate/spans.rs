//! How far two stretches of text are the same.

use super::tally::number;
use std::collections::{BTreeMap, BTreeSet};

/// First byte and one past the last. Not empty.
pub type Span = (usize, usize);

/// Two spans that share less than this are not the same.
const SAME: f64 = 0.5;

fn shared(a: Span, b: Span) -> usize {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

/// What two spans share, of all that they cover, 0 to 1.
pub fn iou(a: Span, b: Span) -> f64 {
    number(shared(a, b)) / number((a.1.max(b.1) - a.0.min(b.0)).max(1))
}

/// What two spans share, of the shorter one, 0 to 1.
pub fn overlap(a: Span, b: Span) -> f64 {
    number(shared(a, b)) / number((a.1 - a.0).min(b.1 - b.0).max(1))
}

/// Pairs (told, gold) of spans that are the same, each span in one pair at most; the most alike are paired first, and
/// among equals the later ones.
pub fn pairs(told: &[Span], gold: &[Span], alike: fn(Span, Span) -> f64) -> BTreeMap<usize, usize> {
    let mut near = Vec::new();
    for (i, &a) in told.iter().enumerate() {
        near.extend(gold.iter().enumerate().map(|(j, &b)| (alike(a, b), i, j)).filter(|it| it.0 >= SAME));
    }
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let (mut found, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for (_, i, j) in near {
        if !found.contains_key(&i) && taken.insert(j) {
            found.insert(i, j);
        }
    }
    found
}

/// The first of the spans that `span` overlaps most, by the shorter of the two.
pub fn nearest(span: Span, all: &[Span]) -> Option<usize> {
    let mut best: Option<(f64, usize)> = None;
    for (at, &it) in all.iter().enumerate() {
        let alike = overlap(span, it);
        if alike >= SAME && best.is_none_or(|it| alike > it.0) {
            best = Some((alike, at));
        }
    }
    best.map(|it| it.1)
}

/// An end of a link told, in the terms of what is gold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// Something gold, by its place.
    Gold(usize),
    /// A statement told that meets nothing gold, by its place.
    Stray(usize),
}

/// Links without their direction.
pub fn undirected(links: impl IntoIterator<Item = (End, End)>) -> BTreeSet<(End, End)> {
    links.into_iter().map(|(a, b)| (a.min(b), a.max(b))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_span_is_paired_once_and_the_most_alike_first() {
        let told = [(0, 10), (2, 12), (40, 50)];
        let gold = [(0, 10), (4, 14), (46, 60)];
        assert_eq!(pairs(&told, &gold, iou), [(0, 0), (1, 1)].into());
        assert_eq!(pairs(&told, &gold, overlap), [(0, 0), (1, 1)].into());
        assert_eq!(nearest((2, 12), &gold), Some(0), "the first of equals");
        assert_eq!(nearest((5, 14), &gold), Some(1));
        assert_eq!(nearest((20, 30), &gold), None);
    }
}
