//! What one side removed and the other worked on: it stays, with all that was on it, unless somebody chose otherwise.
//! Both are done by taking changes out of a side's diff, as if that side had not made them.

use super::{About, Aspect, Conflict, Party, Settled, merge::Merging, words};
use crate::map::{Change, CredenceOrigin, Diff, EdgeId, Item, Map, NodeId, ReviewState};
use std::{collections::BTreeSet, sync::Arc};

/// Settles it in both directions.
pub fn settle(merging: &mut Merging<'_>, diffs: &mut [Diff; 2]) {
    for party in Party::BOTH {
        let [remover, worker] = [party, party.other()];
        let [ours, theirs] = diffs;
        let (removing, working) = if remover == Party::Ours { (ours, theirs) } else { (theirs, ours) };
        let gone = removed(merging, remover, removing);
        if gone.is_empty() {
            continue;
        }
        let touched = touched(merging.map(worker), working);
        let (mut stays, mut goes) = (BTreeSet::new(), BTreeSet::new());
        for &item in &gone {
            let about = About::from(item);
            if touched.contains(&item) {
                let takes = merging.chosen(about, Aspect::Presence).unwrap_or(worker);
                let kept = if takes == worker { &mut stays } else { &mut goes };
                kept.insert(item);
                if !hangs_on(merging.map(worker), item, &gone, &touched) {
                    let versions = versions(merging, item);
                    merging.clash(about, Aspect::Presence, versions, Settled::Takes(takes));
                }
            } else {
                goes.insert(item);
            }
        }
        bring_back(&stays, merging.base, removing);
        let left = forget(&goes, merging.map(worker), working);
        for item in left.into_iter().filter(|it| !touched.contains(it)) {
            let (about, name) = (item.into(), merging.name(item.into()));
            let [base, ours, theirs] = versions(merging, item);
            let settled = Settled::Mended("left out, for it hangs on what the other side removed".to_owned());
            merging.left_out.push(Conflict { about, aspect: Aspect::Presence, name, base, ours, theirs, settled });
        }
    }
}

fn versions(merging: &Merging<'_>, item: Item) -> [Option<String>; 3] {
    let words = |map: &Map| map.contains(item).then(|| words::item_in_full(map, item));
    [words(merging.base), words(merging.sides[0]), words(merging.sides[1])]
}

/// The items that a side removed: those that were there before, and those that it threw out when it read the same thread.
fn removed(merging: &Merging<'_>, remover: Party, diff: &Diff) -> BTreeSet<Item> {
    let [here, there] = [remover, remover.other()].map(|it| merging.map(it));
    let nodes = diff.nodes.iter().filter(|it| it.1.after.is_none()).map(|it| Item::Node(*it.0));
    let edges = diff.edges.iter().filter(|it| it.1.after.is_none()).map(|it| Item::Edge(*it.0));
    let rejected = diff.reviews.iter().filter(|it| is_in(it.1, ReviewState::Rejected)).map(|it| *it.0);
    nodes.chain(edges).chain(rejected).filter(|&it| !here.contains(it) && there.contains(it)).collect()
}

fn is_in(change: &Change<crate::map::Review>, state: ReviewState) -> bool {
    change.after.as_ref().is_some_and(|it| it.state == state)
}

/// The items that a person on one side worked on, with the ends of links: words, kind, details, place, credences, weights,
/// a link that leads there, a review. What was only proposed or calculated does not count.
fn touched(map: &Map, diff: &Diff) -> BTreeSet<Item> {
    let mut touched = BTreeSet::new();
    let mut pile: Vec<Item> = Vec::new();
    macro_rules! by_hand {
        ($($table:ident),*) => {
            $(pile.extend(diff.$table.iter().filter(|it| it.1.after.is_some()).map(|it| Item::from(*it.0)).filter(|&it| !map.is_open(it)));)*
        };
    }
    by_hand!(nodes, cruxes, disagreements, evidence, calculations, edges, weights);
    pile.extend(diff.pins.iter().filter(|it| it.1.after.is_some()).map(|it| Item::Node(*it.0)));
    pile.extend(diff.linked.iter().filter(|it| it.1.before.is_none()).map(|it| Item::Edge(*it.0)));
    let credences = diff.credences.values().filter_map(|it| it.after.as_ref()).filter(|it| !it.removed);
    let by_hand = |it: CredenceOrigin| matches!(it, CredenceOrigin::Entered | CredenceOrigin::Voted);
    pile.extend(credences.filter(|it| by_hand(it.origin)).map(|it| Item::Node(it.node)));
    let conditionals = diff.conditionals.values().filter_map(|it| it.after.as_ref());
    pile.extend(conditionals.flat_map(|it| [Item::Node(it.node), Item::Node(it.on)]));
    for change in diff.statements.values() {
        // Words of another node that were given to this one: the two were united.
        let nodes = [&change.before, &change.after].map(|it| it.as_ref().and_then(|it| it.node));
        if let [Some(before), Some(after)] = nodes
            && before != after
        {
            pile.push(after.into());
        }
    }
    let accepted = diff.reviews.iter().filter(|it| is_in(it.1, ReviewState::Accepted));
    let newly = accepted.filter(|it| it.1.before.as_ref().is_none_or(|it| it.state != ReviewState::Accepted));
    pile.extend(newly.map(|it| *it.0));
    while let Some(item) = pile.pop() {
        if touched.insert(item)
            && let Some(edge) = item.edge().and_then(|it| map.edge(it))
        {
            pile.extend([Item::Node(edge.from), edge.to]);
        }
    }
    touched
}

/// Whether an item is a link with an end about which the same is told.
fn hangs_on(map: &Map, item: Item, gone: &BTreeSet<Item>, touched: &BTreeSet<Item>) -> bool {
    let told = |it: Item| gone.contains(&it) && touched.contains(&it);
    item.edge().and_then(|it| map.edge(it)).is_some_and(|it| told(it.from.into()) || told(it.to))
}

/// Takes the removal of items out of `diff`, and with it that of all that went with them.
fn bring_back(items: &BTreeSet<Item>, base: &Map, diff: &mut Diff) {
    if items.is_empty() {
        return;
    }
    let stays = |id: &NodeId| items.contains(&Item::Node(*id));
    macro_rules! undo {
        ($($table:ident),*) => {
            $(diff.$table.retain(|id, it| it.after.is_some() || !stays(id));)*
        };
    }
    undo!(nodes, cruxes, disagreements, evidence, calculations, pins);
    let rejects = |item: &Item, it: &Change<crate::map::Review>| {
        items.contains(item) && (it.after.is_none() || is_in(it, ReviewState::Rejected))
    };
    diff.reviews.retain(|item, it| !rejects(item, it));
    let went = |before: Option<NodeId>, is_gone: bool| is_gone && before.is_some_and(|it| stays(&it));
    diff.credences.retain(|_, it| !went(it.before.as_ref().map(|it| it.node), it.after.is_none()));
    diff.results.retain(|_, it| !went(it.before.as_ref().map(|it| it.node), it.after.is_none()));
    let is_there =
        |diff: &Diff, it: NodeId| base.node(it).is_some() && diff.nodes.get(&it).is_none_or(|it| it.after.is_some());
    let lost: Vec<_> = diff
        .conditionals
        .iter()
        .filter(|it| it.1.after.is_none())
        .filter_map(|(id, it)| {
            let it = it.before.as_ref()?;
            let back = (stays(&it.node) || stays(&it.on)) && is_there(diff, it.node) && is_there(diff, it.on);
            back.then_some(*id)
        })
        .collect();
    for id in lost {
        diff.conditionals.remove(&id);
    }
    for change in diff.statements.values_mut() {
        let before = change.before.as_ref().and_then(|it| it.node).filter(stays);
        if let (Some(node), Some(after)) = (before, &mut change.after)
            && after.node.is_none()
        {
            Arc::make_mut(after).node = Some(node);
        }
    }
    diff.statements.retain(|_, it| it.before != it.after);
    // Links between nodes first, then those to links.
    let mut whole: BTreeSet<Item> = items.clone();
    let mut groups = BTreeSet::new();
    for to_links in [false, true] {
        let back = diff.edges.iter().filter(|it| it.1.after.is_none()).filter_map(|(&id, it)| {
            let edge = it.before.as_ref()?;
            let end = |it: Item| match it {
                Item::Node(id) => is_there(diff, id),
                Item::Edge(id) => base.edge(id).is_some() && diff.edges.get(&id).is_none_or(|it| it.after.is_some()),
            };
            let wanted = [id.into(), edge.from.into(), edge.to].iter().any(|it| whole.contains(it));
            let fits = edge.to.edge().is_some() == to_links && wanted && end(edge.from.into()) && end(edge.to);
            fits.then_some(id)
        });
        for id in back.collect::<Vec<EdgeId>>() {
            whole.insert(id.into());
            diff.edges.remove(&id);
            diff.reviews.remove(&id.into());
            if diff.weights.get(&id).is_some_and(|it| it.after.is_none()) {
                diff.weights.remove(&id);
            }
            groups.extend(diff.linked.remove(&id).and_then(|it| it.before).map(|it| it.first));
        }
    }
    diff.foreign.retain(|_, it| {
        let of = it.before.as_ref().and_then(|it| it.of);
        it.after.is_some() || !of.is_some_and(|it| whole.contains(&it))
    });
    // Those that are left of a group were named after another link when one of it went.
    diff.linked.retain(|_, it| it.after.is_none() || it.before.as_ref().is_none_or(|it| !groups.contains(&it.first)));
}

/// Takes all that was done about items out of `diff`. Returns the items that it would have added or changed.
fn forget(items: &BTreeSet<Item>, map: &Map, diff: &mut Diff) -> Vec<Item> {
    if items.is_empty() {
        return Vec::new();
    }
    // Links that are new or lead elsewhere, to something that goes, and what undercuts those.
    let mut goes = items.clone();
    for to_links in [false, true] {
        for (&id, change) in &diff.edges {
            if let Some(edge) = change.after.as_ref().filter(|it| it.to.edge().is_some() == to_links)
                && (goes.contains(&edge.from.into()) || goes.contains(&edge.to))
            {
                goes.insert(id.into());
            }
        }
    }
    let mut left = Vec::new();
    left.extend(diff.nodes.keys().map(|&it| Item::Node(it)).filter(|it| goes.contains(it)));
    left.extend(diff.edges.keys().map(|&it| Item::Edge(it)).filter(|it| goes.contains(it)));
    left.retain(|it| map.contains(*it));
    macro_rules! undo {
        ($($table:ident),*) => {
            $(diff.$table.retain(|id, _| !goes.contains(&Item::from(*id)));)*
        };
    }
    undo!(nodes, cruxes, disagreements, evidence, calculations, pins, edges, weights, linked, reviews);
    diff.foreign.retain(|_, it| it.after.as_ref().and_then(|it| it.of).is_none_or(|it| !goes.contains(&it)));
    let about = |it: NodeId| goes.contains(&it.into());
    diff.credences.retain(|_, it| it.after.as_ref().is_none_or(|it| !about(it.node)));
    diff.conditionals.retain(|_, it| it.after.as_ref().is_none_or(|it| !about(it.node) && !about(it.on)));
    left
}
