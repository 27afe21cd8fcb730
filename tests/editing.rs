//! Thousands of random edits, undos and redos: the map keeps every rule after each, and undoing all of it leads back.

#![expect(clippy::unwrap_used, reason = "a test may")]

mod random_maps;

use cruxmap::map::{Document, Edit, EditError, Evidence, Ids, Map, NodeId, NodeKind, Point, Value};
use random_maps::{Random, random_edit};

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
        let evidence = Evidence { data: [("x".to_owned(), value)].into(), ..Evidence::default() };
        assert_eq!(document.edit(Edit::SetEvidence { node, evidence }), Err(EditError::BadEvidence));
    }
    assert_eq!(document.map(), &before);
    let shallow = (1..Value::DEEPEST).fold(Value::List(Vec::new()), |it, _| Value::List(vec![it]));
    let evidence = Evidence { data: [("x".to_owned(), shallow)].into(), ..Evidence::default() };
    document.edit(Edit::SetEvidence { node, evidence }).unwrap();
    let text = cruxmap::save::to_text(document.map());
    assert_eq!(&cruxmap::save::from_text(&text).unwrap(), document.map(), "what is allowed can be read back");
}
