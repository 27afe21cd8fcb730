//! Thousands of random edits, undos and redos: the map keeps every rule after each, and undoing all of it leads back.

#![expect(clippy::unwrap_used, reason = "a test may")]

mod random_maps;

use cruxmap::map::{
    Diff, Document, Edit, EditError, Evidence, Ids, Insert, Item, Map, NodeId, NodeKind, Point, StatementKind, Value,
};
use random_maps::{Random, any_edit, random_thread};

#[test]
fn random_sessions_keep_the_rules_and_can_be_undone() {
    let (mut done, mut refused) = (0, 0);
    for seed in 1..60 {
        let mut random = Random(seed * 7919);
        let mut document = Document::new(Map::default(), Ids::seeded(seed));
        for step in 0..200 {
            match random.below(10) {
                0 => drop(document.undo()),
                1 => drop(document.redo()),
                _ => match document.edit(any_edit(document.map(), &mut random)) {
                    Ok(_) => done += 1,
                    Err(_) => refused += 1,
                },
            }
            assert_eq!(document.map().problems(), Vec::<String>::new(), "seed {seed}, step {step}");
        }
        let end = document.map().clone();
        let mut steps = 0;
        while document.undo().is_some() {
            steps += 1;
            assert_eq!(document.map().problems(), Vec::<String>::new(), "seed {seed}, undo {steps}");
        }
        // Results are no part of undo; those of nodes that are gone go with the next ones.
        assert_eq!(document.map().results().count(), end.results().count(), "seed {seed}");
        let empty = Edit::Record { outcomes: Vec::new() }.make(document.map().clone(), &mut Ids::seeded(0)).unwrap();
        assert_eq!(empty, Map::default(), "seed {seed}");
        for _ in 0..steps {
            document.redo();
        }
        assert_eq!(document.map(), &end, "seed {seed}");
    }
    assert!(done > 5000 && refused > 200, "the sessions are too tame: {done} done, {refused} refused");
}

/// A document with one piece of evidence.
fn with_evidence() -> (Document, NodeId) {
    let mut document = Document::new(Map::default(), Ids::seeded(1));
    let kind = NodeKind::Evidence;
    let diff = document.edit(Edit::AddNode { kind, text: "n = 3".to_owned(), at: None, link: None }).unwrap();
    (document, *diff.nodes.keys().next().unwrap())
}

#[test]
fn what_no_file_could_hold_is_refused() {
    let (mut document, node) = with_evidence();
    let before = document.map().clone();
    let at = Some(Point { x: f32::NAN, y: 0.0 });
    assert_eq!(document.edit(Edit::Pin { places: [(node, at)].into() }), Err(EditError::NowhereToPin));
    let deep = (0..Value::DEEPEST).fold(Value::List(Vec::new()), |it, _| Value::List(vec![it]));
    for value in [Value::Number(f64::INFINITY), Value::List(vec![Value::Number(f64::NAN)]), deep] {
        let evidence = Evidence { data: [("x".to_owned(), value)].into_iter().collect(), ..Evidence::default() };
        assert_eq!(document.edit(Edit::SetEvidence { node, evidence }), Err(EditError::BadEvidence));
    }
    assert_eq!(document.map(), &before);
    let shallow = (1..Value::DEEPEST).fold(Value::List(Vec::new()), |it, _| Value::List(vec![it]));
    let evidence = Evidence { data: [("x".to_owned(), shallow)].into_iter().collect(), ..Evidence::default() };
    document.edit(Edit::SetEvidence { node, evidence }).unwrap();
    let text = cruxmap::save::to_text(document.map());
    assert_eq!(&cruxmap::save::from_text(&text).unwrap(), document.map(), "what is allowed can be read back");
}

/// Whether all that `diff` changes are open proposals, their words and their links.
fn touches_only_what_is_open(map: &Map, diff: &Diff) -> bool {
    let open = |item: Item| map.is_open(item);
    let node_open = |id: &NodeId| open((*id).into());
    diff.nodes.keys().all(node_open)
        && diff.statements.keys().all(|it| map.statement(*it).and_then(|it| it.node).is_some_and(|it| node_open(&it)))
        && diff.edges.keys().all(|it| open((*it).into()))
        && diff.reviews.keys().all(|it| open(*it))
        && [&diff.cruxes.len(), &diff.disagreements.len(), &diff.evidence.len()]
            .iter()
            .all(|it| **it <= diff.nodes.len())
        && diff.sources.is_empty()
        && diff.comments.is_empty()
        && diff.persons.is_empty()
        && diff.pins.is_empty()
}

#[test]
fn random_corrections_teach_without_touching_what_was_decided() {
    let (mut learned, mut turned) = (0, 0);
    for seed in 1..60 {
        let mut random = Random(seed * 104_729);
        let mut document = Document::new(Map::default(), Ids::seeded(seed));
        for _ in 0..40 {
            document.edit(Edit::Merge(Box::new(random_thread(&mut random)))).unwrap();
        }
        let start = document.map().clone();
        let mut taught = 0;
        for step in 0..60 {
            let nodes: Vec<NodeId> = document.map().nodes().map(|it| it.0).collect();
            let node = random.pick(&nodes);
            // Most people agree on what is wrong.
            let said = if random.below(4) == 0 { random.pick(&StatementKind::ALL) } else { StatementKind::Premise };
            let edit = match random.below(6) {
                0 => Edit::Accept { items: [node.into()].into() },
                1 => Edit::SetKind { nodes: [node].into(), kind: random.pick(&NodeKind::ALL) },
                _ => Edit::SetMove { node, said },
            };
            // What the edit does by itself, then what is learned from it.
            let mut ids = Ids::seeded(0);
            let mut by_itself = document.map().clone();
            if let Ok(diff) = edit.clone().plan(document.map(), &mut ids) {
                by_itself.apply(&diff).unwrap();
            }
            let lesson = Edit::Learn.plan(&by_itself, &mut ids).unwrap();
            assert!(touches_only_what_is_open(&by_itself, &lesson), "seed {seed}, step {step}: {lesson:?}");
            if !document.edit(edit).is_ok_and(|it| !it.is_empty()) {
                continue;
            }
            taught += 1;
            assert_eq!(document.map().problems(), Vec::<String>::new(), "seed {seed}, step {step}");
            learned += document.map().reviews().filter(|it| it.1.lesson.is_some()).count();
            turned += lesson.statements.len();
        }
        // What was learned does not swing: learning the same again changes nothing.
        taught += usize::from(!document.edit(Edit::Learn).unwrap().is_empty());
        assert!(Edit::Learn.plan(document.map(), &mut Ids::seeded(0)).unwrap().is_empty(), "seed {seed}");
        let end = document.map().clone();
        let text = cruxmap::save::to_text(&end);
        assert_eq!(cruxmap::save::from_text(&text).unwrap(), end, "seed {seed}");
        for _ in 0..taught {
            document.undo();
        }
        assert_eq!(document.map(), &start, "seed {seed}: undoing leads back");
    }
    assert!(learned > 100 && turned > 10, "the corrections are too tame: {learned} learned, {turned} turned");
}

/// A random document, and two of its nodes.
fn with_two(seed: u64) -> Option<(Document, NodeId, NodeId)> {
    let document = random_maps::random_document(seed, 60);
    let nodes: Vec<NodeId> = document.map().nodes().map(|it| it.0).collect();
    let mut random = Random(seed * 31 + 7);
    if nodes.is_empty() {
        return None;
    }
    let (one, other) = (random.pick(&nodes), random.pick(&nodes));
    Some((document, one, other))
}

#[test]
fn what_says_the_same_becomes_one_and_loses_nothing() {
    let (mut united, mut linked) = (0, 0);
    for seed in 1..300 {
        let Some((mut document, keep, gone)) = with_two(seed) else { continue };
        let before = document.map().clone();
        let done = document.edit(Edit::Unite { keep, gone });
        if keep == gone {
            assert_eq!(done, Err(EditError::SameNode));
            continue;
        }
        done.unwrap();
        united += 1;
        let after = document.map();
        assert_eq!(after.problems(), Vec::<String>::new(), "seed {seed}");
        assert_eq!(after.node(keep), before.node(keep), "seed {seed}");
        assert_eq!((after.node(gone), after.node_count()), (None, before.node_count() - 1), "seed {seed}");
        assert_eq!(after.move_of(keep), before.move_of(keep).or(after.move_of(keep)), "seed {seed}");
        // Every word and every credence of either is of the one that stays.
        let of_either = |map: &Map| {
            let here = |it: Option<NodeId>| it == Some(keep) || it == Some(gone);
            let words = map.statements().filter(|it| here(it.1.node)).map(|it| (it.0, it.1.span)).collect::<Vec<_>>();
            let held = map.credences().filter(|it| here(Some(it.1.node))).map(|it| (it.0, it.1.value));
            (words, held.collect::<Vec<_>>())
        };
        assert_eq!(of_either(after), of_either(&before), "seed {seed}");
        assert!(after.statements().all(|it| it.1.node != Some(gone)) && after.credences().all(|it| it.1.node != gone));
        // Every node that was linked to either still is, if it may be.
        let here = |it: NodeId| if it == gone { keep } else { it };
        for (_, edge) in before.edges().filter(|it| it.1.to.node().is_some()) {
            let to = edge.to.node().unwrap();
            let (from, to) = (here(edge.from), here(to));
            let was = from != edge.from || Item::Node(to) != edge.to;
            let legal = after.legal_edges(from, to.into());
            if was && from != to && !legal.is_empty() {
                let is_there =
                    |kind| after.edges().any(|it| (it.1.from, it.1.to, it.1.kind) == (from, to.into(), kind));
                let found =
                    if legal.contains(&edge.kind) { is_there(edge.kind) } else { legal.iter().any(|&it| is_there(it)) };
                assert!(found, "seed {seed}: {edge:?}");
                linked += 1;
            }
        }
        // Whoever unites two has decided on both.
        let open = |map: &Map, it: NodeId| map.is_open(it);
        assert!(!open(after, keep) && !open(after, gone), "seed {seed}");
        document.undo().unwrap();
        assert_eq!(document.map(), &before, "seed {seed}: one step takes all back");
    }
    assert!(united > 150 && linked > 40, "the maps are too tame: {united} united, {linked} links led over");
}

#[test]
fn a_split_keeps_every_word_and_link() {
    let (mut split, mut moved) = (0, 0);
    for seed in 1..300 {
        let Some((mut document, node, _)) = with_two(seed) else { continue };
        let text = document.map().node(node).unwrap().text.to_string();
        let before = document.map().clone();
        for at in 0..=text.len() + 1 {
            let diff = match document.edit(Edit::SplitNode { node, at }) {
                Ok(diff) => diff,
                Err(error) => {
                    assert_eq!(error, EditError::NothingToSplit, "seed {seed}, {at}");
                    let both = text.split_at_checked(at).map(|(a, b)| !a.trim().is_empty() && !b.trim().is_empty());
                    assert_ne!(both, Some(true), "seed {seed}, {at}");
                    continue;
                }
            };
            split += 1;
            let after = document.map();
            assert_eq!(after.problems(), Vec::<String>::new(), "seed {seed}, {at}");
            let new = *diff.nodes.iter().find(|it| it.1.before.is_none()).unwrap().0;
            // The words of both are those of the one, but for the space between.
            let [first, second] = [node, new].map(|it| after.node(it).unwrap().text.to_string());
            assert_eq!((first.as_str(), second.as_str()), (text[..at].trim_end(), text[at..].trim_start()));
            // Nothing but the new link is new, and all that was linked is as it was.
            let links = |map: &Map| map.edges().map(|(id, it)| (id, *it)).collect::<Vec<_>>();
            let there = links(after).into_iter().filter(|it| it.1.from != new).collect::<Vec<_>>();
            assert_eq!(there, links(&before), "seed {seed}, {at}");
            assert!(after.edges_at(new).count() <= 1);
            // Every byte of what was said belongs to one half, the words in the order of the thread.
            let spans = |map: &Map, nodes: &[NodeId]| {
                let all = map.statements().filter(|it| it.1.node.is_some_and(|it| nodes.contains(&it)));
                all.map(|it| map.quote(it.1.span).unwrap().chars().filter(|it| it.is_alphanumeric()).count())
                    .sum::<usize>()
            };
            assert_eq!(spans(after, &[node, new]), spans(&before, &[node]), "seed {seed}, {at}");
            moved += after.statements().filter(|it| it.1.node == Some(new)).count();
            let held = |map: &Map, nodes: &[NodeId]| {
                map.credences().filter(|it| nodes.contains(&it.1.node)).map(|it| it.0).collect::<Vec<_>>()
            };
            assert_eq!(held(after, &[node, new]), held(&before, &[node]), "seed {seed}, {at}");
            document.undo().unwrap();
            assert_eq!(document.map(), &before, "seed {seed}, {at}: one step takes all back");
        }
    }
    assert!(split > 300, "the maps are too tame: {split} split, {moved} statements moved");
}

/// A thread of one comment by “rowan”, with one statement on one node, which is accepted.
fn said_once() -> (Document, NodeId, &'static str) {
    let text = "rowan  2h ago\nWind is cheap. Storage is not, because “cells” are dear.\n";
    let found = cruxmap::source::read(text.to_owned(), "thread", None);
    let records = cruxmap::extract::extract(&found, &cruxmap::jobs::Progress::default()).records;
    let mut document = Document::new(Map::default(), Ids::seeded(3));
    document.edit(Edit::Merge(Box::new(records))).unwrap();
    let items = document.map().nodes().map(|it| it.0.into()).collect();
    document.edit(Edit::Delete { items }).unwrap();
    let span = span_of(&document, text, "Wind is cheap. Storage is not, because “cells” are dear.");
    let diff = document.edit(Edit::AddQuote { span, at: None, link: None }).unwrap();
    let node = *diff.nodes.keys().next().unwrap();
    (document, node, text)
}

fn span_of(document: &Document, text: &str, words: &str) -> cruxmap::map::Span {
    let start = u32::try_from(text.find(words).unwrap()).unwrap();
    let end = start + u32::try_from(words.len()).unwrap();
    cruxmap::map::Span { source: document.map().sources().next().unwrap().0, start, end }
}

/// What is quoted for each node, in the order of the thread.
fn quotes(map: &Map) -> Vec<(String, String)> {
    let all = map.statements().filter_map(|it| Some((it.1.span, it.1.node?)));
    let mut all: Vec<_> = all.collect();
    all.sort_unstable();
    let text = |it: NodeId| map.node(it).unwrap().text.to_string();
    all.into_iter().map(|(span, node)| (text(node), map.quote(span).unwrap().to_owned())).collect()
}

#[test]
fn words_taken_from_a_thread_are_the_authors_and_follow_a_split() {
    let (mut document, node, text) = said_once();
    let map = document.map();
    let said = map.statements().find(|it| it.1.node == Some(node)).unwrap().1;
    assert_eq!(map.person(said.person.unwrap()).unwrap().name, "rowan");
    assert!(map.review(node).is_none(), "a person made it");
    let at = map.node(node).unwrap().text.find("Storage").unwrap();
    document.edit(Edit::SplitNode { node, at }).unwrap();
    let expected = [
        ("Wind is cheap.", "Wind is cheap."),
        ("Storage is not, because “cells” are dear.", "Storage is not, because “cells” are dear."),
    ];
    assert_eq!(quotes(document.map()), expected.map(|it| (it.0.to_owned(), it.1.to_owned())));
    let link = document.map().edges().next().unwrap().1;
    assert_eq!((link.to, link.kind), (node.into(), cruxmap::map::EdgeKind::Supports));

    // The thread grows: the halves stay halves, and move to the new text.
    let grown =
        format!("{text}\nlinden  1h ago\nreply to rowan\nI disagree. Cells get cheaper, because more are made.\n");
    let found = cruxmap::source::read(grown, "thread", None);
    let records = cruxmap::extract::extract(&found, &cruxmap::jobs::Progress::default()).records;
    document.edit(Edit::Merge(Box::new(records))).unwrap();
    let map = document.map();
    assert_eq!(map.problems(), Vec::<String>::new());
    assert_eq!(map.sources().count(), 1, "nothing is left of the old text");
    assert_eq!(quotes(map)[..2], expected.map(|it| (it.0.to_owned(), it.1.to_owned())));
}

#[test]
fn words_are_taken_once_and_only_from_one_comment() {
    let (mut document, _, text) = said_once();
    let before = document.map().clone();
    let quote = |span| Edit::AddQuote { span, at: None, link: None };
    let said = span_of(&document, text, "Wind is cheap. Storage is not, because “cells” are dear.");
    assert_eq!(document.edit(quote(said)), Err(EditError::OnTheMap));
    let head = span_of(&document, text, "rowan  2h ago\nWind");
    assert_eq!(document.edit(quote(head)), Err(EditError::NotInOneComment));
    let space = span_of(&document, text, " is cheap");
    for bad in [cruxmap::map::Span { end: space.start + 1, ..space }, cruxmap::map::Span { end: 9_999, ..space }] {
        assert_eq!(document.edit(quote(bad)), Err(EditError::NoWords));
    }
    // In the middle of a character.
    let mark = span_of(&document, text, "“");
    assert_eq!(document.edit(quote(cruxmap::map::Span { end: mark.end - 1, ..mark })), Err(EditError::NoWords));
    assert_eq!(document.map(), &before);
}

#[test]
fn what_was_taken_out_comes_back_with_all_that_was_its_own() {
    let (mut moved, mut told) = (0, 0);
    for seed in 1..40 {
        let mut random = Random(seed * 15_485_863);
        let mut document = Document::new(Map::default(), Ids::seeded(seed));
        for _ in 0..6 {
            document.edit(Edit::Merge(Box::new(random_thread(&mut random)))).unwrap();
        }
        let nodes: Vec<NodeId> = document.map().nodes().map(|it| it.0).collect();
        let node = random.pick(&nodes);
        document.edit(Edit::AddCredence { node, by: "Ines".to_owned(), value: 0.25 }).unwrap();
        let before = document.map().clone();
        let insert = Insert::taken_from(&before, &[node].into());
        document.edit(Edit::Delete { items: [node.into()].into() }).unwrap();
        let diff = document.edit(Edit::Insert(Box::new(insert))).unwrap();
        let (map, again) = (document.map(), *diff.nodes.keys().next().unwrap());
        assert_eq!(map.node(again), before.node(node));
        assert_eq!(map.crux(again), before.crux(node));
        assert_eq!(map.disagreement(again), before.disagreement(node));
        assert_eq!(map.evidence_of(again), before.evidence_of(node));
        let values = |map: &Map, node| map.credences_on(node).map(|it| it.1.value).collect::<Vec<_>>();
        assert_eq!(values(map, again), values(&before, node));
        let said = |map: &Map, node| map.statements().filter(|it| it.1.node == Some(node)).count();
        assert_eq!(said(map, again), said(&before, node));
        assert_eq!((diff.nodes.len(), map.problems()), (1, Vec::<String>::new()));
        moved += usize::from(said(map, again) > 0);
        // A copy is linked to what the node is linked to, and leaves the thread's words where they are.
        let copy = Edit::Insert(Box::new(Insert::copies_of(&before, &[node].into())));
        let diff = copy.plan(&before, &mut Ids::seeded(seed + 500)).unwrap();
        let outwards = before.edges().filter(|it| it.1.from == node).count();
        assert_eq!((diff.edges.len(), diff.statements.len(), diff.credences.len()), (outwards, 0, 0));
        told += outwards;
    }
    assert!(moved > 10 && told > 5, "too tame: {moved} with words in the thread, {told} links");
}
