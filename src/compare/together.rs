//! Which links count only together, merged group by group: a group is named after its first link, so a link that joins it
//! may rename all others.

use super::{About, Aspect, Settled, merge::Merging};
use crate::map::{Change, Diff, EdgeId, EdgeKind, Item, Linked, Map};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

type Groups = BTreeSet<BTreeSet<EdgeId>>;

/// By which link each that is linked names its group.
type Named = BTreeMap<EdgeId, EdgeId>;

/// What has to change in `map`, the merged one, so that its links count together as both sides would have it. `instead`
/// are links that another one stands for.
pub fn linked(merging: &mut Merging<'_>, map: &Map, diffs: &[Diff; 2], instead: &BTreeMap<EdgeId, EdgeId>) -> Diff {
    let base: Named = merging.base.linked().map(|(id, it)| (id, it.first)).collect();
    let sides = diffs.each_ref().map(|diff| {
        let mut named = base.clone();
        for (&id, change) in &diff.linked {
            match &change.after {
                Some(it) => named.insert(id, it.first),
                None => named.remove(&id),
            };
        }
        named
    });
    let mut after = Named::new();
    for members in clusters([&base, &sides[0], &sides[1]]) {
        let in_base = groups(&base, &members);
        let in_sides = sides.each_ref().map(|it| groups(it, &members));
        let [ours, theirs] = &in_sides;
        let (wanted, joined) = if theirs == &in_base || ours == theirs {
            (ours.clone(), false)
        } else if ours == &in_base {
            (theirs.clone(), false)
        } else {
            let mut cut = BTreeSet::new();
            for (diff, named) in diffs.iter().zip(&sides) {
                let stays = |it: &EdgeId| diff.edges.get(it).is_none_or(|it| it.after.is_some());
                for group in &in_base {
                    let left: Vec<EdgeId> = group.iter().copied().filter(stays).collect();
                    // One that is left alone was not unlinked by anybody.
                    if left.len() > 1 {
                        cut.extend(left.into_iter().filter(|it| !named.contains_key(it)));
                    }
                }
            }
            (union(ours.iter().chain(theirs), &cut), true)
        };
        let fit = fitting(map, &wanted, instead);
        let count = |them: &Groups| them.iter().flatten().filter(|it| map.edge(**it).is_some()).count();
        if joined || count(&fit) < count(&wanted) {
            let about = About::Edge(members.first().copied().unwrap_or(EdgeId::from_bits(0)));
            let words = |it: &Groups| Some(in_words(it)).filter(|_| !it.is_empty());
            let mended = Settled::Mended(format!("now {}", in_words(&fit)));
            merging.clash(about, Aspect::Together, [words(&in_base), words(ours), words(theirs)], mended);
        }
        for group in fit {
            if let Some(&first) = group.first() {
                after.extend(group.iter().map(|it| (*it, first)));
            }
        }
    }
    let now: Named = map.linked().map(|(id, it)| (id, it.first)).collect();
    let mut diff = Diff::default();
    let record = |it: Option<&EdgeId>| it.map(|&first| Arc::new(Linked { first }));
    for id in now.keys().chain(after.keys()) {
        let (before, after) = (record(now.get(id)), record(after.get(id)));
        if before != after {
            diff.linked.insert(*id, Change { before, after });
        }
    }
    diff
}

fn in_words(groups: &Groups) -> String {
    let sizes: Vec<String> = groups.iter().map(|it| format!("{} links together", it.len())).collect();
    if sizes.is_empty() { "each counts by itself".to_owned() } else { sizes.join(", ") }
}

/// Links that have anything to do with one another in any of the three.
fn clusters(all: [&Named; 3]) -> Vec<BTreeSet<EdgeId>> {
    let pairs = all.into_iter().flatten().map(|(a, b)| [*a, *b]);
    joined(pairs).into_values().collect()
}

/// The sets that pairs make of what they join, by the first of each.
fn joined(pairs: impl Iterator<Item = [EdgeId; 2]>) -> BTreeMap<EdgeId, BTreeSet<EdgeId>> {
    let mut parent: BTreeMap<EdgeId, EdgeId> = BTreeMap::new();
    for [a, b] in pairs {
        let (a, b) = (root(&mut parent, a), root(&mut parent, b));
        parent.insert(a.max(b), a.min(b));
    }
    let mut sets: BTreeMap<EdgeId, BTreeSet<EdgeId>> = BTreeMap::new();
    for id in parent.keys().copied().collect::<Vec<_>>() {
        sets.entry(root(&mut parent, id)).or_default().insert(id);
    }
    sets
}

fn root(parent: &mut BTreeMap<EdgeId, EdgeId>, mut at: EdgeId) -> EdgeId {
    loop {
        let up = *parent.entry(at).or_insert(at);
        if up == at {
            return at;
        }
        // Halving the way keeps ways short.
        let next = parent.get(&up).copied().unwrap_or(up);
        parent.insert(at, next);
        at = next;
    }
}

fn groups(named: &Named, members: &BTreeSet<EdgeId>) -> Groups {
    let pairs = members.iter().filter_map(|it| named.get(it).map(|first| [*it, *first]));
    let all = joined(pairs).into_values();
    let linked = all.map(|it| it.into_iter().filter(|it| named.contains_key(it)).collect::<BTreeSet<_>>());
    linked.filter(|it| !it.is_empty()).collect()
}

fn union<'a>(groups: impl Iterator<Item = &'a BTreeSet<EdgeId>>, cut: &BTreeSet<EdgeId>) -> Groups {
    let pairs = groups.flat_map(|it| {
        let stay: Vec<EdgeId> = it.iter().copied().filter(|it| !cut.contains(it)).collect();
        let first = stay.first().copied();
        stay.into_iter().filter_map(move |it| Some([it, first?]))
    });
    joined(pairs).into_values().collect()
}

/// What of groups can count together in `map`: links that are there, of one kind and to one node.
fn fitting(map: &Map, groups: &Groups, instead: &BTreeMap<EdgeId, EdgeId>) -> Groups {
    let mut fit = Groups::new();
    for group in groups {
        let mut by_end: BTreeMap<(Item, EdgeKind), BTreeSet<EdgeId>> = BTreeMap::new();
        for id in group.iter().map(|it| instead.get(it).copied().unwrap_or(*it)) {
            if let Some(edge) = map.edge(id).filter(|_| map.may_link(id, id)) {
                by_end.entry((edge.to, edge.kind)).or_default().insert(id);
            }
        }
        fit.extend(by_end.into_values().filter(|it| it.len() > 1));
    }
    fit
}
