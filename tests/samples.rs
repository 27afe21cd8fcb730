//! The maps that come with the program: sound, worked out to the last bit, and one worked piece of each kind.

#![expect(clippy::unwrap_used, reason = "a test may")]

use cruxmap::{
    evidence::{Around, Standings, engine, recompute, weigh},
    export::{self, Form},
    jobs::Progress,
    map::{EdgeKind, EvidenceKind, Item, Map, NodeId, NodeKind, Parameter, ReviewState, Weight},
    sample::{self, Sample},
    save,
};
use std::{
    collections::BTreeSet,
    io::{self, BufRead},
};

fn all() -> Vec<(Sample, Map)> {
    sample::ALL.iter().map(|it| (*it, save::from_text(it.map).unwrap())).collect()
}

/// The evidence of all samples for which `holds`.
fn evidence(holds: impl Fn(&Map, NodeId) -> bool) -> usize {
    all().iter().map(|(_, map)| map.evidence().filter(|it| holds(map, it.0)).count()).sum()
}

/// How many links of this kind lead to evidence.
fn links(map: &Map, to: NodeId, kind: EdgeKind) -> usize {
    map.edges().filter(|it| it.1.to == Item::Node(to) && it.1.kind == kind).count()
}

#[test]
fn each_is_sound_and_read_back_byte_for_byte() {
    for (sample, map) in all() {
        assert_eq!(map.problems(), Vec::<String>::new(), "{}", sample.title);
        assert!(save::to_text(&map) == sample.map, "{} is not written again as it was", sample.title);
    }
}

#[test]
fn each_quotes_its_thread_and_is_reviewed_but_for_a_few() {
    for (sample, map) in all() {
        let threads: Vec<&str> = map.sources().map(|it| &*it.1.text).collect();
        assert_eq!(threads, [sample.text], "{}", sample.title);
        for (id, statement) in map.statements() {
            let quote = map.quote(statement.span).unwrap_or("");
            let whole = &sample.text[map.comment(statement.comment).unwrap().span.range()];
            assert!(!quote.trim().is_empty() && whole.contains(quote), "{}: {id}", sample.title);
        }
        let open = map.reviews().filter(|it| it.1.state == ReviewState::Open).count();
        assert!((2..10).contains(&open), "{}: {open} proposals are left", sample.title);
        assert!((20..50).contains(&map.node_count()), "{}", sample.title);
        let alone = map.nodes().find(|it| it.1.kind != NodeKind::Note && map.edges_at(it.0).next().is_none());
        assert_eq!(alone, None, "{}", sample.title);
        assert_eq!(map.pins().count(), 0, "{}: the layout places all", sample.title);
    }
}

#[test]
fn every_result_is_what_its_inputs_give_now_to_the_last_bit() {
    let open = |_: &str| -> io::Result<Box<dyn BufRead>> { Err(io::ErrorKind::NotFound.into()) };
    let (progress, mut compared) = (Progress::default(), 0);
    for (sample, map) in all() {
        let standings = Standings::of(&map);
        assert_eq!(standings.stale(&map), [], "{}", sample.title);
        // An experiment takes minutes where nothing is optimised: `cruxmap evidence --check` compares it.
        let slow = |it: &NodeId| map.calculation(*it).and_then(|it| engine(&it.engine)).is_some_and(|it| it.slow);
        let quick: Vec<NodeId> = standings.order().iter().copied().filter(|it| !slow(it)).collect();
        let done = recompute(&map, &quick, &Around { open: &open, day: "", progress: &progress }, None);
        assert_eq!(done.troubles, [], "{}", sample.title);
        assert_eq!(done.outcomes.len(), quick.len());
        for now in done.outcomes {
            let kept = standings.fresh(&map, now.node).unwrap();
            assert!(!kept.failed && !kept.day.is_empty() && !kept.figures.is_empty(), "{}", kept.gist);
            assert_eq!((&kept.gist, &kept.figures), (&now.gist, &now.figures), "{}", sample.title);
            compared += 1;
        }
    }
    assert!(compared > 5);
}

#[test]
fn there_is_one_worked_piece_of_each_kind() {
    for kind in EvidenceKind::ALL {
        assert!(evidence(|map, node| map.evidence_of(node).unwrap().kind == kind) > 0, "no {kind:?}");
    }
    for name in ["sharpe", "game", "faithfulness", "statistic", "experiment"] {
        assert!(engine(name).is_some());
        assert!(evidence(|map, node| map.calculation(node).is_some_and(|it| it.engine == name)) > 0, "no {name}");
    }
    let figure =
        |map: &Map, node, key: &str| Standings::of(map).fresh(map, node).is_some_and(|it| it.figure(key).is_some());
    assert!(evidence(|map, node| figure(map, node, "q_star")) > 0, "no entente form");
    assert!(evidence(|map, node| figure(map, node, "pure_equilibria")) > 0, "no normal form");
    // A citation that can be opened, and a thought experiment of which something is a premise, a conclusion, a
    // disanalogy.
    let cited = |map: &Map, node| {
        let it = map.evidence_of(node).unwrap();
        it.kind == EvidenceKind::Citation
            && ["url", "title", "date", "says", "for", "quality"].iter().all(|name| it.data.get(name).is_some())
    };
    assert!(evidence(cited) > 0, "no citation");
    let imagined = |map: &Map, node: NodeId| {
        map.evidence_of(node).unwrap().kind == EvidenceKind::ThoughtExperiment
            && links(map, node, EdgeKind::Supports) > 0
            && links(map, node, EdgeKind::Attacks) > 0
            && map.edges().any(|it| it.1.from == node && it.1.kind == EdgeKind::BearsOn)
    };
    assert!(evidence(imagined) > 0, "no thought experiment");
}

#[test]
fn one_piece_rests_on_another_and_on_a_credence() {
    let map = save::from_text(sample::FIRST.map).unwrap();
    let parameters: Vec<&Parameter> = map.calculations().flat_map(|it| it.1.parameters.values()).collect();
    assert!(parameters.iter().any(|it| matches!(it, Parameter::Figure { .. })));
    assert!(parameters.iter().any(|it| matches!(it, Parameter::Credence(_))));
}

#[test]
fn weights_are_judged_and_computed_and_all_are_known() {
    let (mut judged, mut computed) = (0, 0);
    for (sample, map) in all() {
        let standings = Standings::of(&map);
        for (edge, weight) in map.weights() {
            let bits = weigh::bits(&map, &standings, edge).unwrap();
            assert!(bits.abs() < 4.0, "{}: no made-up evidence is strong", sample.title);
            match weight {
                Weight::Judged { why, .. } => judged += usize::from(!why.is_empty()),
                Weight::Computed { .. } => computed += 1,
            }
        }
    }
    assert!(judged > 0 && computed > 0);
}

#[test]
fn every_file_says_that_it_is_made_up() {
    let mut files = BTreeSet::new();
    for (sample, map) in all() {
        for (id, file) in map.files() {
            let text = String::from_utf8_lossy(file.bytes().unwrap()).into_owned();
            let says = |it: &str| it.replace('-', " ").contains("made up");
            assert!(says(&file.name) || says(&text), "{}: {}", sample.title, file.name);
            files.insert(id);
        }
    }
    assert!(files.len() > 3);
}

#[test]
fn the_summary_tells_what_disagreements_hang_on_and_what_evidence_comes_to() {
    let map = save::from_text(sample::FIRST.map).unwrap();
    let document = export::document(&map, Form::Full.template()).unwrap();
    for text in [document.without_pictures(), document.html()] {
        let at = text.find(". Is the accident risk").expect("a crux");
        let end = at + text[at..].find("What would settle it").expect("its end");
        for told in ["% of the way", "tessel", "marrow_bay", "would change their mind", "(0.1, entered by hand)"] {
            assert!(text[at..end].contains(told), "{told}: {}", &text[at..end]);
        }
        assert!(text.contains("computed:") && text.contains("is the crux"), "results stand with the evidence");
        assert!(text.contains("cruxmap compute game FILE"), "and how to have them anew");
    }
    let empty = export::document(&Map::default(), Form::Full.template()).unwrap();
    assert!(!empty.markdown.contains("of the way"));
}

/// Plots of what is calculated are drawn anew, and stand in the page and beside the Markdown.
#[test]
fn results_are_drawn_in_the_summary() {
    for sample in sample::ALL {
        let map = save::from_text(sample.map).unwrap();
        let standings = Standings::of(&map);
        let quick = |it: NodeId| map.calculation(it).and_then(|it| engine(&it.engine)).is_some_and(|it| !it.slow);
        let calculated = standings.order().iter().filter(|it| standings.fresh(&map, **it).is_some() && quick(**it));
        let document = export::document(&map, Form::Full.template()).unwrap();
        let plots = document.figures.iter().filter(|it| it.name.starts_with("evidence-")).count();
        assert!(plots > 0 && plots <= calculated.count(), "{}: {plots}", sample.title);
        let (text, beside) = document.beside("a b");
        assert_eq!(beside.len(), plots + 1, "and the map");
        for (name, svg) in beside {
            assert!(text.contains(&format!("(<{}>)", name.replace(' ', "%20"))), "{name}");
            assert!(svg.starts_with("<svg"));
        }
    }
}
