//! What both sides did to the same records, part by part.

use super::{
    About, Aspect, Party, Settled,
    merge::Merging,
    parts::{Part, Parts},
};
use crate::map::{Change, Diff, Item, Map, Outcome, Review, ReviewState};
use std::{collections::BTreeMap, fmt::Debug, sync::Arc};

/// Both diffs in one, of all tables but which links count only together: those go by groups (`together.rs`).
pub fn combined(merging: &mut Merging<'_>, diffs: &[Diff; 2]) -> Diff {
    // Every table by name: one that is forgotten here does not compile.
    let [
        Diff {
            sources,
            comments,
            boundaries,
            persons,
            statements,
            nodes,
            edges,
            cruxes,
            disagreements,
            evidence,
            calculations,
            files,
            foreign,
            results,
            weights,
            linked: _,
            pins,
            credences,
            conditionals,
            reviews,
        },
        theirs,
    ] = diffs;
    let plain = |_, _: &Merging<'_>| None;
    let node = |id, it: &Merging<'_>| it.leads(Item::Node(id));
    let edge = |id, it: &Merging<'_>| it.leads(Item::Edge(id));
    macro_rules! both {
        ($table:ident, $about:expr, $leads:expr, $keeps:expr) => {
            table(merging, [$table, &theirs.$table], $about, $leads, $keeps)
        };
    }
    Diff {
        sources: both!(sources, About::Source, |_, _| None, Loss::IsTold),
        comments: both!(comments, About::Comment, |_, _| None, Loss::IsTold),
        boundaries: both!(boundaries, About::Boundary, |_, _| None, Loss::IsTold),
        persons: both!(persons, About::Person, |_, _| None, Loss::IsTold),
        statements: both!(statements, About::Statement, said_by, Loss::IsTold),
        nodes: both!(nodes, About::Node, node, Loss::IsTold),
        edges: both!(edges, About::Edge, edge, Loss::IsTold),
        // Details come and go with the kind of their node, which is told of.
        cruxes: both!(cruxes, About::Node, node, Loss::OfKind),
        disagreements: both!(disagreements, About::Node, node, Loss::OfKind),
        evidence: both!(evidence, About::Node, node, Loss::OfKind),
        calculations: both!(calculations, About::Node, plain, Loss::IsTold),
        foreign: both!(foreign, About::Foreign, |_, _| None, Loss::OfKind),
        files: both!(files, About::File, |_, _| None, Loss::OfKind),
        results: outcomes([results, &theirs.results]),
        weights: both!(weights, About::Edge, edge, Loss::IsTold),
        linked: BTreeMap::new(),
        pins: both!(pins, About::Node, plain, Loss::IsTold),
        credences: both!(credences, About::Credence, |_, _| None, Loss::IsTold),
        conditionals: both!(conditionals, About::Conditional, |_, _| None, Loss::IsTold),
        reviews: reviewed(merging, [reviews, &theirs.reviews]),
    }
}

/// Whether it is told that one side removed a record that the other changed. It stays either way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Loss {
    IsTold,
    OfKind,
}

/// Words are a proposal as long as the node is that they are said to stand for.
fn said_by(id: crate::map::StatementId, merging: &Merging<'_>) -> Option<Party> {
    let [ours, theirs] = merging.sides.map(|it| it.statement(id).and_then(|it| it.node));
    match (ours, theirs) {
        (Some(ours), Some(theirs)) if ours != theirs => None,
        (Some(node), _) | (None, Some(node)) => merging.leads(node.into()),
        (None, None) => None,
    }
}

fn table<K: Ord + Copy, T: Parts>(
    merging: &mut Merging<'_>,
    sides: [&BTreeMap<K, Change<T>>; 2],
    about: fn(K) -> About,
    leads: impl Fn(K, &Merging<'_>) -> Option<Party>,
    loss: Loss,
) -> BTreeMap<K, Change<T>> {
    let mut all = sides[0].clone();
    for (&id, theirs) in sides[1] {
        let Some(ours) = sides[0].get(&id) else {
            all.insert(id, theirs.clone());
            continue;
        };
        if ours.after == theirs.after {
            continue;
        }
        let after = match (&ours.after, &theirs.after) {
            (Some(one), Some(other)) => {
                let leads = leads(id, merging);
                Some(Arc::new(both(merging, about(id), ours.before.as_deref(), [one, other], leads)))
            }
            (one, other) => {
                let worker = if one.is_some() { Party::Ours } else { Party::Theirs };
                let aspect = T::PARTS.first().map_or(Aspect::Presence, |it| it.aspect);
                let takes = merging.chosen(about(id), aspect).unwrap_or(worker);
                if loss == Loss::IsTold {
                    let maps = [merging.base, merging.sides[0], merging.sides[1]];
                    let records = [ours.before.as_deref(), one.as_deref(), other.as_deref()];
                    merging.clash(about(id), aspect, in_words(maps, records, 0), Settled::Takes(takes));
                }
                if takes == Party::Ours { one.clone() } else { other.clone() }
            }
        };
        if after == ours.before {
            all.remove(&id);
        } else {
            all.insert(id, Change { before: ours.before.clone(), after });
        }
    }
    all
}

/// A record that both changed, or added under the same id.
fn both<T: Parts>(
    merging: &mut Merging<'_>,
    about: About,
    base: Option<&T>,
    [ours, theirs]: [&T; 2],
    leads: Option<Party>,
) -> T {
    let mut merged = ours.clone();
    for (nth, Part { aspect, same, take, join, .. }) in T::PARTS.iter().enumerate() {
        if same(ours, theirs) || base.is_some_and(|it| same(it, theirs)) {
            continue;
        }
        let takes = if base.is_some_and(|it| same(it, ours)) {
            Party::Theirs
        } else if let Some(leads) = leads {
            leads
        } else if let Some(joined) = join.and_then(|it| it(base, ours, theirs)) {
            take(&mut merged, &joined);
            continue;
        } else {
            // What somebody worked on outweighs that it was taken away.
            let worker = if ours.is_taken_away() && !theirs.is_taken_away() { Party::Theirs } else { Party::Ours };
            let takes = merging.chosen(about, *aspect).unwrap_or(worker);
            let maps = [merging.base, merging.sides[0], merging.sides[1]];
            let versions = in_words(maps, [base, Some(ours), Some(theirs)], nth);
            merging.clash(about, *aspect, versions, Settled::Takes(takes));
            takes
        };
        if takes == Party::Theirs {
            take(&mut merged, theirs);
        }
    }
    merged
}

/// The `nth` part of base, ours and theirs.
fn in_words<T: Parts>(maps: [&Map; 3], records: [Option<&T>; 3], nth: usize) -> [Option<String>; 3] {
    let words = T::PARTS.get(nth).map(|it| it.words);
    let mut each = maps.into_iter().zip(records).map(|(map, it)| it.and_then(|it| Some(words?(map, it))));
    [(); 3].map(|()| each.next().flatten())
}

/// A result fits its inputs for ever; of two that differ, the later one counts.
fn outcomes(
    sides: [&BTreeMap<crate::map::ResultId, Change<Outcome>>; 2],
) -> BTreeMap<crate::map::ResultId, Change<Outcome>> {
    let mut all = sides[0].clone();
    for (&id, theirs) in sides[1] {
        let ours = all.entry(id).or_insert_with(|| theirs.clone());
        let later = match (&ours.after, &theirs.after) {
            (Some(one), Some(other)) => first_of([(&one.day, one.nth), (&other.day, other.nth)], [one, other]),
            (one, _) => {
                if one.is_some() {
                    Party::Ours
                } else {
                    Party::Theirs
                }
            }
        };
        if later == Party::Theirs {
            *ours = theirs.clone();
        }
    }
    all
}

/// The one that ranks higher; of two that rank the same, always the same one, whosever it is.
fn first_of<R: Ord, T: Debug>(ranks: [R; 2], them: [&T; 2]) -> Party {
    let [ours, theirs] = ranks;
    let order = ours.cmp(&theirs).then_with(|| format!("{:?}", them[0]).cmp(&format!("{:?}", them[1])));
    if order.is_lt() { Party::Theirs } else { Party::Ours }
}

/// Decisions follow the items that they are about, so nothing is told of them: what was decided on outweighs what was
/// not, and why something was proposed comes from where the item comes from.
fn reviewed(merging: &Merging<'_>, sides: [&BTreeMap<Item, Change<Review>>; 2]) -> BTreeMap<Item, Change<Review>> {
    let mut all = sides[0].clone();
    for (&item, theirs) in sides[1] {
        let Some(ours) = sides[0].get(&item) else {
            all.insert(item, theirs.clone());
            continue;
        };
        let (Some(one), Some(other)) = (&ours.after, &theirs.after) else {
            if ours.after.is_none() {
                all.insert(item, theirs.clone());
            }
            continue;
        };
        let base = ours.before.as_deref();
        let by_rank = || first_of([rank(one), rank(other)], [one, other]);
        let takes = leads_review(merging, item).unwrap_or_else(by_rank);
        let mut merged = Review::clone(one);
        for Part { same, take, .. } in Review::PARTS {
            let theirs_counts = match base {
                Some(base) if same(base, other) => false,
                Some(base) if same(base, one) => true,
                _ => takes == Party::Theirs,
            };
            if theirs_counts {
                take(&mut merged, other);
            }
        }
        let after = Some(Arc::new(merged));
        if after == ours.before {
            all.remove(&item);
        } else {
            all.insert(item, Change { before: ours.before.clone(), after });
        }
    }
    all
}

fn rank(it: &Review) -> impl Ord + use<> {
    let lesson = it.lesson.as_ref().map(|it| it.times);
    (
        it.state != ReviewState::Open,
        it.state == ReviewState::Accepted,
        it.corrected_from.is_some(),
        lesson,
        it.alternatives.len(),
        it.confidence.to_bits(),
    )
}

/// Whose version of the item itself is in the merged map, if that tells.
fn leads_review(merging: &Merging<'_>, item: Item) -> Option<Party> {
    if let Some(party) = merging.leads(item) {
        return Some(party);
    }
    let [base, ours, theirs] = [merging.base, merging.sides[0], merging.sides[1]].map(|map| match item {
        Item::Node(id) => (map.node(id).map(|it| it.kind), None),
        Item::Edge(id) => (None, map.edge(id).copied()),
    });
    let aspect = if item.node().is_some() { Aspect::Kind } else { Aspect::Ends };
    match (ours == base, theirs == base) {
        (false, true) => Some(Party::Ours),
        (true, false) => Some(Party::Theirs),
        (false, false) if ours != theirs => Some(merging.chosen(item.into(), aspect).unwrap_or(Party::Ours)),
        _ => None,
    }
}
