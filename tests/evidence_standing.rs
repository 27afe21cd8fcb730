//! Results of calculations: which are of the inputs as they are now, what is done anew when one changes, and what rests on
//! what.

#![expect(clippy::unwrap_used, reason = "a test may")]

use cruxmap::{
    evidence::{Around, ENGINES, Recomputed, Standing, Standings, prefilled, recompute, rests_on, said, weigh},
    jobs::Progress,
    map::{
        Amount, Calculation, Content, Document, EdgeKind, Edit, Evidence, EvidenceKind, File, FileId, Ids, Insert,
        Item, Map, NodeId, NodeKind, Parameter, Value, Weight,
    },
    save,
};
use proptest::prelude::*;
use std::{
    collections::BTreeMap,
    io::{self, BufRead},
};

/// Recomputes what is stale, and keeps it. Says how many calculations were done.
fn settle(document: &mut Document) -> usize {
    let done = done(document.map(), &Standings::of(document.map()).stale(document.map()));
    let count = done.outcomes.len();
    document.edit(Edit::Record { outcomes: done.outcomes }).unwrap();
    count
}

fn done(map: &Map, nodes: &[NodeId]) -> Recomputed {
    let open = |_: &str| -> io::Result<Box<dyn BufRead>> { Err(io::ErrorKind::NotFound.into()) };
    recompute(map, nodes, &Around { open: &open, day: "2026-01-31", progress: &Progress::default() }, None)
}

fn add(document: &mut Document, kind: NodeKind, text: &str) -> NodeId {
    let diff = document.edit(Edit::AddNode { kind, text: text.to_owned(), at: None, link: None }).unwrap();
    *diff.nodes.keys().next().unwrap()
}

fn numbers(all: &[(&str, f64)]) -> BTreeMap<String, Parameter> {
    all.iter().map(|(name, it)| ((*name).to_owned(), Parameter::Number(*it))).collect()
}

fn calculate(document: &mut Document, node: NodeId, engine: &str, parameters: BTreeMap<String, Parameter>) {
    let calculation = Some(Calculation { engine: engine.to_owned(), file: None, parameters });
    document.edit(Edit::SetCalculation { node, calculation, files: BTreeMap::new() }).unwrap();
}

const ENTENTE: &str = "(entente: (p: 0.99, payoffs: (pursue: (race: 2, not: 6), restrain: (race: 0, not: 8))))";

/// A rate, an entente that takes its q from the rate, a rate on its own, and a claim that the entente bears on.
fn three() -> (Document, [NodeId; 4]) {
    let mut document = Document::new(Map::default(), Ids::seeded(1));
    let claim = add(&mut document, NodeKind::Claim, "They would follow.");
    let rate = add(&mut document, NodeKind::Evidence, "Nine of ten followed.");
    let entente = add(&mut document, NodeKind::Evidence, "Restraint pays if few race.");
    let other = add(&mut document, NodeKind::Evidence, "Half the town came.");
    calculate(&mut document, rate, "statistic", numbers(&[("hits", 9.0), ("n", 10.0)]));
    calculate(&mut document, other, "statistic", numbers(&[("hits", 5.0), ("n", 10.0)]));
    let (id, file) = File::kept("entente.ron", ENTENTE.as_bytes());
    let q = Parameter::Figure { of: rate, key: "rate".to_owned() };
    let calculation =
        Calculation { engine: "game".to_owned(), file: Some(id), parameters: [("q".to_owned(), q)].into() };
    document
        .edit(Edit::SetCalculation { node: entente, calculation: Some(calculation), files: [(id, file)].into() })
        .unwrap();
    document.edit(Edit::Connect { from: entente, to: claim.into(), kind: EdgeKind::BearsOn }).unwrap();
    (document, [rate, entente, other, claim])
}

fn word(map: &Map, node: NodeId) -> &'static str {
    match Standings::of(map).standing(map, node) {
        None => "none",
        Some(Standing::Fresh(_)) => "fresh",
        Some(Standing::Stale(None)) => "never",
        Some(Standing::Stale(Some(_))) => "stale",
        Some(Standing::Broken(_)) => "broken",
    }
}

#[test]
fn what_depends_on_a_changed_input_and_nothing_else_is_stale_and_done_anew() {
    let (mut document, [rate, entente, other, claim]) = three();
    assert_eq!([rate, entente, other, claim].map(|it| word(document.map(), it)), ["never", "never", "never", "none"]);
    assert_eq!(settle(&mut document), 3);
    assert_eq!([rate, entente, other].map(|it| word(document.map(), it)), ["fresh"; 3]);
    assert_eq!(settle(&mut document), 0, "nothing has changed");

    calculate(&mut document, rate, "statistic", numbers(&[("hits", 2.0), ("n", 10.0)]));
    assert_eq!([rate, entente, other].map(|it| word(document.map(), it)), ["stale", "stale", "fresh"]);
    assert_eq!(settle(&mut document), 2);
    calculate(&mut document, other, "statistic", numbers(&[("hits", 6.0), ("n", 10.0)]));
    assert_eq!(settle(&mut document), 1);

    // Words and places are no inputs.
    document.edit(Edit::SetText { node: rate, text: "Two of ten followed.".to_owned() }).unwrap();
    assert_eq!(settle(&mut document), 0);
    let map = document.map();
    let gist = &Standings::of(map).fresh(map, entente).unwrap().gist;
    assert!(gist.contains("0.2"), "the figure of the other evidence is the q of this one: {gist}");
}

#[test]
fn fresh_and_stale_are_told_apart_after_undo_reload_and_merge() {
    let (mut document, [rate, entente, ..]) = three();
    settle(&mut document);
    calculate(&mut document, rate, "statistic", numbers(&[("hits", 2.0), ("n", 10.0)]));
    document.undo().unwrap();
    assert_eq!(word(document.map(), entente), "fresh", "the old inputs have their old result");
    document.redo().unwrap();
    assert_eq!(word(document.map(), entente), "stale");
    settle(&mut document);
    document.undo().unwrap();
    assert_eq!(word(document.map(), entente), "fresh");
    assert_eq!(settle(&mut document), 0, "both results are known");
    document.redo().unwrap();
    assert_eq!([rate, entente].map(|it| word(document.map(), it)), ["fresh"; 2]);
    assert_eq!(document.map().history(rate).len(), 2);

    calculate(&mut document, rate, "statistic", numbers(&[("hits", 3.0), ("n", 10.0)]));
    let map = save::from_text(&save::to_text(document.map())).unwrap();
    assert_eq!(&map, document.map());
    assert_eq!([rate, entente].map(|it| word(&map, it)), ["stale"; 2]);

    // Into another map by copying: results come along, and are of the inputs there.
    settle(&mut document);
    let nodes = [rate, entente].into();
    let insert = Insert::taken_from(document.map(), &nodes);
    let mut other = Document::new(Map::default(), Ids::seeded(7));
    let diff = other.edit(Edit::Insert(Box::new(insert))).unwrap();
    let copies: Vec<NodeId> = diff.calculations.keys().copied().collect();
    assert_eq!(copies.len(), 2);
    // The copy of the entente takes the figure of the copied rate.
    assert!(copies.iter().all(|&it| word(other.map(), it) == "fresh"));
    assert_eq!(settle(&mut other), 0);
}

#[test]
fn what_cannot_be_calculated_says_why() {
    let (mut document, [rate, entente, ..]) = three();
    let own = Parameter::Figure { of: entente, key: "q_star".to_owned() };
    calculate(&mut document, rate, "statistic", [("hits".to_owned(), own)].into());
    let map = document.map();
    let standings = Standings::of(map);
    for node in [rate, entente] {
        let Some(Standing::Broken(why)) = standings.standing(map, node) else { panic!("a circle is broken") };
        assert!(why.to_string().contains("own") || why.to_string().contains("taken from"), "{why}");
    }
    document.undo().unwrap();
    document.edit(Edit::Delete { items: [rate.into()].into() }).unwrap();
    assert_eq!(word(document.map(), entente), "broken");
    document.undo().unwrap();
    assert_eq!(word(document.map(), entente), "never");
    calculate(&mut document, rate, "alchemy", BTreeMap::new());
    assert_eq!(word(document.map(), entente), "broken");
    // What the engine refuses is a result, too: it is that of these inputs.
    calculate(&mut document, rate, "statistic", numbers(&[("hits", 11.0), ("n", 10.0)]));
    settle(&mut document);
    let map = document.map();
    assert!(map.history(rate).pop().unwrap().failed);
    assert_eq!([rate, entente].map(|it| word(map, it)), ["fresh"; 2]);
    assert_eq!(settle(&mut document), 0);
}

#[test]
fn a_linked_file_is_used_only_as_it_was_linked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hits.csv");
    let content = "hits,n\n3,4\n";
    std::fs::write(&path, content).unwrap();
    let mut document = Document::new(Map::default(), Ids::seeded(1));
    let node = add(&mut document, NodeKind::Evidence, "Three of four.");
    let id = FileId::of(content.as_bytes());
    let link = Content::Linked { path: path.to_string_lossy().into_owned(), bytes: content.len() as u64 };
    let file = File { name: "hits.csv".to_owned(), content: link };
    let calculation = Calculation { engine: "statistic".to_owned(), file: Some(id), parameters: BTreeMap::new() };
    document.edit(Edit::SetCalculation { node, calculation: Some(calculation), files: [(id, file)].into() }).unwrap();
    let open = |path: &str| -> io::Result<Box<dyn BufRead>> {
        Ok(Box::new(io::BufReader::with_capacity(4, std::fs::File::open(path)?)))
    };
    let progress = Progress::default();
    let around = Around { open: &open, day: "", progress: &progress };
    let right = recompute(document.map(), &[node], &around, None);
    assert_eq!(right.outcomes[0].figure("rate").unwrap().amount, Amount::Share(0.75));
    std::fs::write(&path, "hits,n\n3,5\n").unwrap();
    let changed = recompute(document.map(), &[node], &around, None);
    assert!(changed.outcomes.is_empty() && changed.troubles[0].1.what.contains("has changed"));
    std::fs::remove_file(&path).unwrap();
    let gone = recompute(document.map(), &[node], &around, None);
    assert!(gone.outcomes.is_empty() && gone.troubles[0].1.what.contains("cannot be read"));
}

#[test]
fn what_rests_on_evidence_is_found_step_by_step() {
    let (mut document, [rate, entente, _, claim]) = three();
    let crux = add(&mut document, NodeKind::Crux, "Would they?");
    let top = add(&mut document, NodeKind::Claim, "We should.");
    let link = document.edit(Edit::Connect { from: claim, to: top.into(), kind: EdgeKind::Supports }).unwrap();
    let link = *link.edges.keys().next().unwrap();
    let doubt = add(&mut document, NodeKind::Evidence, "It does not follow.");
    document.edit(Edit::Connect { from: doubt, to: link.into(), kind: EdgeKind::Undercuts }).unwrap();
    document.edit(Edit::Connect { from: crux, to: claim.into(), kind: EdgeKind::CruxOf }).unwrap();
    let found = |start| -> Vec<(Item, usize)> {
        rests_on(document.map(), &[start]).into_iter().map(|it| (it.item, it.steps)).collect()
    };
    assert_eq!(found(rate), [(entente.into(), 1), (claim.into(), 2), (top.into(), 3)]);
    assert_eq!(found(doubt), [(link.into(), 1), (top.into(), 2)]);
    assert_eq!(found(top), []);
}

#[test]
fn weights_follow_from_figures_and_are_not_added_up_for_the_same_data() {
    let mut document = Document::new(Map::default(), Ids::seeded(1));
    let claim = add(&mut document, NodeKind::Claim, "The coin is bent.");
    let link = |document: &mut Document, text: &str| {
        let node = add(document, NodeKind::Evidence, text);
        let diff = document.edit(Edit::Connect { from: node, to: claim.into(), kind: EdgeKind::BearsOn }).unwrap();
        (node, *diff.edges.keys().next().unwrap())
    };
    let (tosses, of_tosses) = link(&mut document, "Eight heads of ten.");
    let (again, of_again) = link(&mut document, "The same tosses.");
    let (look, of_look) = link(&mut document, "It looks bent.");
    let (id, file) = File::kept("tosses.csv", b"hits,n\n8,10\n".to_vec());
    for node in [tosses, again] {
        let it = Calculation { engine: "statistic".to_owned(), file: Some(id), parameters: BTreeMap::new() };
        let files = [(id, file.clone())].into();
        document.edit(Edit::SetCalculation { node, calculation: Some(it), files }).unwrap();
    }
    let computed = Weight::Computed { figure: "rate".to_owned(), if_true: 0.75, if_false: 0.5 };
    document.edit(Edit::SetWeight { edge: of_tosses, weight: Some(computed.clone()) }).unwrap();
    let bits = |document: &Document, edge| weigh::bits(document.map(), &Standings::of(document.map()), edge);
    assert_eq!(bits(&document, of_tosses), Err(weigh::NoWeight::Stale));
    settle(&mut document);
    // (0.75 / 0.5)^8 (0.25 / 0.5)^2 = 6.407…
    let expected = (1.5_f64.powi(8) * 0.25).log2();
    assert!((bits(&document, of_tosses).unwrap() - expected).abs() < 1e-12);
    let judged = Weight::Judged { ratio: 0.5, why: "Looks deceive.".to_owned() };
    document.edit(Edit::SetWeight { edge: of_look, weight: Some(judged) }).unwrap();
    let together = |document: &Document| weigh::together(document.map(), &Standings::of(document.map()), claim);
    assert!((together(&document).bits.unwrap() - (expected - 1.0)).abs() < 1e-12);
    document.edit(Edit::SetWeight { edge: of_again, weight: Some(computed) }).unwrap();
    let all = together(&document);
    assert_eq!(all.bits, None, "the same tosses do not count twice");
    assert_eq!(all.same_data, [(tosses.min(again), tosses.max(again))]);
    assert_eq!(all.each.len(), 3);
    // What is impossible under one value is told, and no weight is infinite.
    let never = Weight::Computed { figure: "rate".to_owned(), if_true: 1.0, if_false: 0.5 };
    document.edit(Edit::SetWeight { edge: of_tosses, weight: Some(never) }).unwrap();
    assert_eq!(bits(&document, of_tosses), Err(weigh::NoWeight::Impossible));
    for ratio in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let weight = Some(Weight::Judged { ratio, why: String::new() });
        assert!(document.edit(Edit::SetWeight { edge: of_look, weight }).is_err());
    }
    document.edit(Edit::Delete { items: [look.into()].into() }).unwrap();
    assert_eq!(document.map().problems(), Vec::<String>::new());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is done in whatever order: a result that is shown as fresh is what its inputs give.
    #[test]
    fn a_result_is_never_shown_for_other_inputs(
        steps in prop::collection::vec((0_u8..10, 0_usize..4, 0_u8..4, 1_u8..5), 1..60)
    ) {
        let mut document = Document::new(Map::default(), Ids::seeded(3));
        for n in 0..4 {
            add(&mut document, NodeKind::Evidence, &format!("Evidence {n}."));
        }
        for (what, which, hits, more) in steps {
            let nodes: Vec<NodeId> = document.map().nodes().map(|it| it.0).collect();
            let (Some(&node), Some(&other)) = (nodes.get(which), nodes.get(usize::from(more) % nodes.len().max(1))) else {
                continue;
            };
            let counts = [("hits", f64::from(hits)), ("n", f64::from(hits + more))];
            match what {
                0 | 1 => calculate(&mut document, node, "statistic", numbers(&counts)),
                2 => {
                    let mut parameters = numbers(&counts);
                    let of = Parameter::Figure { of: other, key: "hits".to_owned() };
                    parameters.insert("hits".to_owned(), of);
                    calculate(&mut document, node, "statistic", parameters);
                }
                3 => {
                    let (id, file) = File::kept("some.csv", format!("hits,n\n{hits},{}\n", hits + more).into_bytes());
                    let it = Calculation { engine: "statistic".to_owned(), file: Some(id), parameters: BTreeMap::new() };
                    let edit = Edit::SetCalculation { node, calculation: Some(it), files: [(id, file)].into() };
                    document.edit(edit).unwrap();
                }
                4 => drop(document.undo()),
                5 => drop(document.redo()),
                6 => {
                    let insert = Insert::copies_of(document.map(), &[node].into());
                    document.edit(Edit::Insert(Box::new(insert))).unwrap();
                }
                7 => drop(document.edit(Edit::Unite { keep: node, gone: other })),
                8 => {
                    let map = save::from_text(&save::to_text(document.map())).unwrap();
                    prop_assert_eq!(&map, document.map());
                }
                _ => drop(settle(&mut document)),
            }
            let map = document.map();
            prop_assert_eq!(map.problems(), Vec::<String>::new());
            let standings = Standings::of(map);
            let anew = done(map, standings.order());
            for outcome in &anew.outcomes {
                // What is calculated from nothing but the inputs as they are now.
                if let Some(shown) = standings.fresh(map, outcome.node) {
                    prop_assert_eq!(
                        (&shown.gist, &shown.figures, shown.failed),
                        (&outcome.gist, &outcome.figures, outcome.failed)
                    );
                }
            }
        }
    }
}

#[test]
fn the_examples_of_each_engine_can_be_calculated() {
    for (engine, example) in ENGINES.iter().flat_map(|it| it.examples.iter().map(move |example| (it, example))) {
        let mut document = Document::new(Map::default(), Ids::seeded(1));
        let node = add(&mut document, NodeKind::Evidence, "An example.");
        let (id, file) = File::kept(example.file, example.text.as_bytes());
        let it = Calculation { engine: engine.name.to_owned(), file: Some(id), parameters: BTreeMap::new() };
        document.edit(Edit::SetCalculation { node, calculation: Some(it), files: [(id, file)].into() }).unwrap();
        if engine.slow {
            continue;
        }
        let done = done(document.map(), &[node]);
        assert_eq!(done.troubles, [], "{}", example.words);
        let outcome = &done.outcomes[0];
        assert!(!outcome.failed && !outcome.figures.is_empty(), "{}: {}", example.words, outcome.gist);
    }
    assert!(ENGINES.iter().all(|it| !it.examples.is_empty()));
}

#[test]
fn what_was_said_stands_beside_what_is_calculated_and_fills_the_form() {
    let evidence = |kind, data: &[(&str, Value)]| Evidence {
        kind,
        data: data.iter().map(|(name, it)| ((*name).to_owned(), it.clone())).collect(),
        ..Evidence::default()
    };
    let number = Value::Number;
    let returns = Value::List([2.0, -1.0, 0.5, 1.5, -0.5, 3.0].map(number).to_vec());
    let portfolio = evidence(
        EvidenceKind::Sharpe,
        &[
            ("sharpe", number(2.0)),
            ("max_drawdown_pct", number(12.0)),
            ("returns_pct", returns),
            ("threshold_sharpe", number(1.5)),
        ],
    );
    let told: Vec<(String, f64)> = said(&portfolio).into_iter().map(|it| (it.figure, it.value)).collect();
    assert_eq!(told, [("sharpe".to_owned(), 2.0), ("max_drawdown".to_owned(), -0.12)]);
    let (calculation, files) = prefilled(&portfolio).unwrap();
    let mut document = Document::new(Map::default(), Ids::seeded(1));
    let node = add(&mut document, NodeKind::Evidence, "Two, they say.");
    let mut calculation = Calculation { ..calculation };
    calculation.parameters.insert("periods_per_year".to_owned(), Parameter::Number(12.0));
    document.edit(Edit::SetCalculation { node, calculation: Some(calculation), files }).unwrap();
    settle(&mut document);
    let outcome = document.map().history(node).pop().unwrap();
    assert!(!outcome.failed, "{}", outcome.gist);
    for it in said(&portfolio) {
        assert!(outcome.figure(&it.figure).is_some(), "{} is calculated", it.figure);
    }

    let rate = evidence(EvidenceKind::Statistic, &[("k", number(3.0)), ("n", number(4.0)), ("share", number(0.75))]);
    let (calculation, _) = prefilled(&rate).unwrap();
    assert_eq!(calculation.parameters, numbers(&[("hits", 3.0), ("n", 4.0)]));
    assert!(prefilled(&evidence(EvidenceKind::Citation, &[])).is_none());
    let accuracy = Value::Table([("intact".to_owned(), number(0.9)), ("corrupted".to_owned(), number(0.4))].into());
    let told = said(&evidence(EvidenceKind::CotFaithfulness, &[("accuracy", accuracy)]));
    assert_eq!(told.into_iter().map(|it| it.figure).collect::<Vec<_>>(), ["accuracy_corrupted", "accuracy_original"]);
}
