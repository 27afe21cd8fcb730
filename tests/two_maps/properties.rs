//! What holds of any three maps.

use crate::random_maps::{Random, any_edit, random_document};
use cruxmap::{
    compare::{About, Aspect, Choices, Conflict, Merged, Party, Settled, compare, merge},
    map::{Change, Diff, Document, Ids, Item, Map},
};
use std::collections::{BTreeMap, BTreeSet};

/// `base` after some random edits, undos and redos by somebody.
fn worked_on(base: &Map, seed: u64, steps: usize) -> Map {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut document = Document::new(base.clone(), Ids::seeded(seed ^ 0xABCD));
    for _ in 0..steps {
        match random.below(12) {
            0 => drop(document.undo()),
            _ => drop(document.edit(any_edit(document.map(), &mut random))),
        }
    }
    document.map().clone()
}

/// Many threes of maps: a base, and what two people made of it; sometimes both read a thread that the base does not know.
fn threes() -> impl Iterator<Item = (u64, [Map; 3])> {
    (1..220).map(|seed| {
        let steps = [0, 10, 40, 80][usize::try_from(seed % 4).unwrap()];
        let base = random_document(seed, steps).map().clone();
        let middle = if seed % 3 == 0 { worked_on(&base, seed + 9_000, 12) } else { base.clone() };
        let each = 1 + usize::try_from(seed % 17).unwrap();
        let [ours, theirs] = [1_000, 2_000].map(|it| worked_on(&middle, seed + it, each));
        (seed, [base, ours, theirs])
    })
}

fn merged(maps: [&Map; 3], choices: &Choices, seed: u64) -> Merged {
    let merged = merge(maps[0], maps[1], maps[2], choices);
    assert_eq!(merged.as_ref().err(), None, "seed {seed}");
    let merged = merged.unwrap();
    assert_eq!(merged.map.problems(), Vec::<String>::new(), "seed {seed}");
    merged
}

#[test]
fn what_only_one_side_did_is_what_comes_out() {
    for (seed, [base, ours, theirs]) in threes() {
        for (maps, expected) in [
            ([&base, &ours, &base], &ours),
            ([&base, &base, &ours], &ours),
            ([&base, &ours, &ours], &ours),
            ([&base, &base, &base], &base),
            ([&base, &theirs, &base], &theirs),
        ] {
            let it = merged(maps, &Choices::new(), seed);
            assert_eq!((it.conflicts, it.left_out), (Vec::new(), Vec::new()), "seed {seed}");
            let more = Diff::between(expected, &it.map);
            assert!(more.is_empty(), "seed {seed}: {more:#?}");
        }
    }
}

#[test]
fn a_comparison_is_empty_only_for_equal_maps_and_names_each_thing_once() {
    let mut told = BTreeSet::new();
    for (seed, [base, ours, theirs]) in threes() {
        assert!(compare(&ours, &ours).entries.is_empty());
        for (a, b) in [(&base, &ours), (&ours, &theirs), (&ours, &base)] {
            let comparison = compare(a, b);
            assert_eq!(comparison.entries.is_empty(), a == b, "seed {seed}");
            let things: BTreeSet<About> = comparison.entries.iter().map(|it| it.about).collect();
            assert_eq!(things.len(), comparison.entries.len(), "seed {seed}");
            for entry in &comparison.entries {
                assert!(!entry.marks().is_empty(), "seed {seed}: {entry:?} tells nothing");
                told.extend(entry.alterations.iter().map(|it| it.aspect));
            }
        }
    }
    assert!(told.len() > 25, "too tame: {told:?}");
}

#[test]
fn it_does_not_matter_whose_map_is_whose() {
    let (mut clean, mut conflicts) = (0, 0);
    for (seed, [base, ours, theirs]) in threes() {
        let one = merged([&base, &ours, &theirs], &Choices::new(), seed);
        // The same decisions, seen from the other side.
        let chosen = one.conflicts.iter().filter_map(|it| match it.settled {
            Settled::Takes(party) => Some((it.point(), party.other())),
            Settled::Mended(_) => None,
        });
        let other = merged([&base, &theirs, &ours], &chosen.collect(), seed);
        let points = |it: &Merged| it.conflicts.iter().map(Conflict::point).collect::<BTreeSet<_>>();
        if one.conflicts.iter().all(|it| matches!(it.settled, Settled::Takes(_))) {
            assert_eq!(points(&one), points(&other), "seed {seed}");
            let more = Diff::between(&one.map, &other.map);
            assert!(more.is_empty(), "seed {seed}: {more:#?}");
        }
        clean += usize::from(one.conflicts.is_empty());
        conflicts += one.conflicts.len();
    }
    assert!(clean > 30 && conflicts > 200, "too tame: {clean} without conflicts, {conflicts} conflicts");
}

#[test]
fn any_choice_makes_a_sound_map_that_holds_what_was_chosen() {
    let mut chosen = BTreeMap::<Aspect, usize>::new();
    for (seed, [base, ours, theirs]) in threes() {
        let first = merged([&base, &ours, &theirs], &Choices::new(), seed);
        let mut random = Random(seed * 31 + 7);
        for _ in 0..4 {
            let choices: Choices = first.conflicts.iter().map(|it| (it.point(), random.pick(&Party::BOTH))).collect();
            let again = merged([&base, &ours, &theirs], &choices, seed);
            for conflict in &again.conflicts {
                if let (Settled::Takes(party), Some(want)) = (&conflict.settled, choices.get(&conflict.point())) {
                    assert_eq!(party, want, "seed {seed}: {conflict:?}");
                    *chosen.entry(conflict.aspect).or_default() += 1;
                    if let (About::Node(id), Aspect::Words) = conflict.point() {
                        let side = if *party == Party::Ours { &ours } else { &theirs };
                        // A person may also have chosen that the node goes.
                        if let Some(node) = again.map.node(id) {
                            assert_eq!(node.text, side.node(id).unwrap().text, "seed {seed}");
                        }
                    }
                }
            }
        }
    }
    assert!(chosen.len() > 8 && chosen[&Aspect::Presence] > 20, "too tame: {chosen:?}");
}

/// The items that conflicts and what was left out are about, and all that hangs on those in any of the maps.
fn told(it: &Merged, maps: &[Map; 3]) -> BTreeSet<Item> {
    let about = |map: &Map, about: About| -> Vec<Item> {
        match about {
            About::Node(id) => vec![id.into()],
            About::Edge(id) => vec![id.into()],
            About::Credence(id) => map.credence(id).map(|it| it.node.into()).into_iter().collect(),
            About::Conditional(id) => {
                map.conditional(id).iter().flat_map(|it| [it.node.into(), it.on.into()]).collect()
            }
            About::Statement(id) => map.statement(id).and_then(|it| it.node).map(Item::Node).into_iter().collect(),
            _ => Vec::new(),
        }
    };
    let all = it.conflicts.iter().chain(&it.left_out);
    let mut told: BTreeSet<Item> =
        all.flat_map(|it| maps.iter().flat_map(|map| about(map, it.about)).collect::<Vec<_>>()).collect();
    for _ in 0..2 {
        for map in maps {
            let hanging = map.edges().filter(|it| told.contains(&it.1.from.into()) || told.contains(&it.1.to));
            told.extend(hanging.map(|it| Item::Edge(it.0)).collect::<Vec<_>>());
        }
    }
    told
}

/// Changes in `one` (of a side against the base) that the merged map does not hold, though the other side left the record
/// alone.
fn lost<K: Ord + Copy, T: PartialEq>(
    one: &BTreeMap<K, Change<T>>,
    other: &BTreeMap<K, Change<T>>,
    merged: &BTreeMap<K, Change<T>>,
) -> Vec<K> {
    let alone = one.iter().filter(|it| !other.contains_key(it.0));
    alone.filter(|(id, it)| merged.get(id).is_none_or(|there| there.after != it.after)).map(|it| *it.0).collect()
}

#[test]
fn what_one_side_did_alone_is_there_or_told_of() {
    let mut held = 0;
    for (seed, maps) in threes() {
        let [base, ours, theirs] = &maps;
        let it = merged([base, ours, theirs], &Choices::new(), seed);
        let told = told(&it, &maps);
        let diffs = [Diff::between(base, ours), Diff::between(base, theirs)];
        let after = Diff::between(base, &it.map);
        // The same link drawn by both is one.
        let twin = |id| {
            let edge = maps.iter().find_map(|it| it.edge(id));
            edge.is_some_and(|edge| it.map.edges().any(|it| it.1 == edge))
        };
        // A proposal gives way to what a person made of it, and its details go with its kind.
        let gave_way = |item: Item| {
            let node = item.node().filter(|it| diffs.iter().all(|diff| diff.nodes.contains_key(it)));
            node.is_some_and(|it| ours.is_open(it) || theirs.is_open(it))
        };
        for (one, other) in [(&diffs[0], &diffs[1]), (&diffs[1], &diffs[0])] {
            macro_rules! nothing_lost {
                ($($table:ident: $item:expr),* $(,)?) => {$(
                    held += one.$table.len();
                    for id in lost(&one.$table, &other.$table, &after.$table) {
                        let items: Vec<Item> = ($item)(id);
                        assert!(
                            items.iter().any(|it| told.contains(it) || gave_way(*it)),
                            "seed {seed}: {} {id:?}\n{:#?}\n{:#?}\n{:#?}",
                            stringify!($table), one.$table.get(&id), after.$table.get(&id), it.conflicts,
                        );
                    }
                )*};
            }
            let of_node = |id| vec![Item::Node(id)];
            nothing_lost!(
                nodes: of_node,
                cruxes: of_node,
                disagreements: of_node,
                evidence: of_node,
                calculations: of_node,
                pins: of_node,
            );
            let about = |side: &Diff, id| {
                let change = &side.credences[&id];
                [&change.before, &change.after].into_iter().flatten().map(|it| it.node.into()).collect()
            };
            nothing_lost!(credences: |id| about(one, id));
            nothing_lost!(conditionals: |id| {
                let change = &one.conditionals[&id];
                let both = [&change.before, &change.after].into_iter().flatten();
                both.flat_map(|it| [it.node.into(), it.on.into()]).collect()
            });
            for id in lost(&one.edges, &other.edges, &after.edges) {
                assert!(told.contains(&id.into()) || twin(id), "seed {seed}: {id} {:?}", it.conflicts);
            }
            for id in lost(&one.weights, &other.weights, &after.weights) {
                assert!(told.contains(&id.into()) || twin(id), "seed {seed}: {id}");
            }
            for id in lost(&one.reviews, &other.reviews, &after.reviews) {
                // Where a link may lead instead follows what nodes there are.
                let same_state =
                    [&one, &&after].map(|it| it.reviews.get(&id).and_then(|it| it.after.as_ref()).map(|it| it.state));
                let twin = id.edge().is_some_and(twin);
                let fine = told.contains(&id) || twin || same_state[0] == same_state[1];
                assert!(fine, "seed {seed}: {id} {:?}\n{:#?}", one.reviews[&id], it.conflicts);
            }
            // Threads are only ever added to.
            assert_eq!(lost(&one.persons, &other.persons, &after.persons), [], "seed {seed}");
            assert_eq!(lost(&one.boundaries, &other.boundaries, &after.boundaries), [], "seed {seed}");
            for id in lost(&one.sources, &other.sources, &after.sources) {
                assert!(
                    one.sources[&id].after.is_none(),
                    "seed {seed}: a thread is kept only where something needs it"
                );
            }
        }
    }
    assert!(held > 3_000, "too tame: {held}");
}

#[test]
fn merging_again_what_is_merged_changes_nothing() {
    let mut told = 0;
    for (seed, [base, ours, theirs]) in threes() {
        let once = merged([&base, &ours, &theirs], &Choices::new(), seed);
        let again = merged([&base, &once.map, &theirs], &Choices::new(), seed);
        // What was mended may be mended otherwise from here, and what stays for a link that the other side undid as well may
        // go now.
        let is_choice = |it: &Conflict| it.aspect != Aspect::Presence && matches!(it.settled, Settled::Takes(_));
        if once.conflicts.iter().all(is_choice) && once.left_out.is_empty() {
            let more = Diff::between(&once.map, &again.map);
            assert!(more.is_empty(), "seed {seed}: {more:#?}\n{:#?}", once.conflicts);
        }
        told += again.conflicts.len();
    }
    assert!(told > 50, "too tame: {told}");
}
