//! Thousands of random edits, undos and redos: the map keeps every rule after each, and undoing all of it leads back.

#![expect(clippy::unwrap_used, reason = "a test may")]

mod random_maps;

use cruxmap::map::{
    Diff, Document, Edit, EditError, Evidence, Ids, Insert, Item, Map, NodeId, NodeKind, Point, ReviewState,
    StatementKind, Value,
};
use random_maps::{Random, random_edit, random_thread};

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
                _ => match document.edit(random_edit(document.map(), &mut random)) {
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
        assert_eq!(document.map(), &Map::default(), "seed {seed}");
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
    let open = |item: Item| map.review(item).is_some_and(|it| it.state == ReviewState::Open);
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
    for seed in 1..30 {
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
