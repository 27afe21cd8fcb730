//! The evidence workbench: data and settings in, a result that follows them, weights, and marks where it does not.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may")]

mod driven;

use cruxmap::{
    evidence::{Standing, Standings},
    map::{
        Amount, Calculation, Content, EdgeKind, Edit, Evidence, EvidenceKind, File, FileId, Ids, Map, NodeId, NodeKind,
        Parameter, Value, Weight,
    },
};
use driven::{id_of, window::Window};
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::collections::BTreeMap;

const EVIDENCE: &str = "Nine of ten were matched";
const CLAIM: &str = "They would follow";
const TOP: &str = "We should go first";

/// Evidence that says nine of ten, on a claim, on which another rests.
fn map() -> Map {
    let (mut ids, mut map) = (Ids::seeded(5), Map::default());
    let mut add = |edit: Edit| {
        let diff = edit.plan(&map, &mut ids).unwrap();
        map.apply(&diff).unwrap();
        diff.nodes.keys().next().copied()
    };
    let node = |kind, text: &str, link| Edit::AddNode { kind, text: text.to_owned(), at: None, link };
    let top = add(node(NodeKind::Claim, TOP, None)).unwrap();
    let claim = add(node(NodeKind::Claim, CLAIM, Some((EdgeKind::Supports, top.into())))).unwrap();
    let evidence = add(node(NodeKind::Evidence, EVIDENCE, Some((EdgeKind::BearsOn, claim.into())))).unwrap();
    let number = |name: &str, it| (name.to_owned(), Value::Number(it));
    let data = [number("k", 9.0), number("n", 10.0), number("share", 0.9)].into_iter().collect();
    let said = Evidence { kind: EvidenceKind::Statistic, data, ..Evidence::default() };
    add(Edit::SetEvidence { node: evidence, evidence: said });
    map
}

impl Window {
    /// A window on this map with its evidence selected and the workbench open.
    fn at_work(map: &Map) -> Self {
        let mut window = Self::on(map, [1500.0, 1000.0]);
        window.choose(EVIDENCE);
        window.press(Modifiers::SHIFT, Key::E);
        driven::settle(&mut window.harness);
        window
    }

    fn evidence(&self) -> NodeId {
        id_of(self.map(), EVIDENCE)
    }

    fn press_button(&mut self, name: &str) {
        self.harness.get_by_role_and_label(Role::Button, name).click_accesskit();
        driven::settle(&mut self.harness);
    }

    /// Types into a field in place of what stands there, and leaves it.
    fn fill(&mut self, field: &str, text: &str) {
        self.retype(field, text);
        let free = egui::pos2(700.0, 300.0);
        driven::click(&mut self.harness, free);
        driven::settle(&mut self.harness);
    }

    /// The rate that is known for the inputs as they are.
    fn rate(&self) -> Option<Amount> {
        let standings = Standings::of(self.map());
        let outcome = standings.fresh(self.map(), self.evidence())?;
        outcome.figure("rate").map(|it| it.amount.clone())
    }
}

#[test]
fn what_was_said_fills_the_form_and_the_result_follows_each_change() {
    let mut window = Window::at_work(&map());
    window.press_button("Start: statistic");
    assert_eq!(window.rate(), Some(Amount::Share(0.9)), "it computes by itself");
    assert!(window.tells("Rate: said 90 %, computed"), "{:?}", window.told());
    assert!(window.tells("Up to date"));
    window.fill("Hits", "4");
    assert_eq!(window.rate(), Some(Amount::Share(0.4)));
    assert!(window.tells("does not hold what was said"), "{:?}", window.told());
    assert_eq!(window.map().history(window.evidence()).len(), 2);
    // One undo takes the number back, and the old result is there at once.
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.rate(), Some(Amount::Share(0.9)));
    // What is no number counts for nothing, and what the engine refuses says why.
    window.fill("Hits", "many");
    assert_eq!(window.rate(), Some(Amount::Share(0.9)));
    window.fill("Hits", "11");
    assert_eq!(window.rate(), None);
    assert!(window.tells("No result"), "{:?}", window.told());
    // After opening again nothing has to be computed anew.
    window.press(Modifiers::COMMAND, Key::Z);
    window.press(Modifiers::COMMAND, Key::S);
    let before = window.map().clone();
    let mut window = window.again();
    driven::settle(&mut window.harness);
    assert_eq!(window.map(), &before);
    assert!(window.harness.query_by_role_and_label(Role::Group, "Evidence workbench").is_some(), "it is left open");
}

#[test]
fn data_is_typed_and_a_picture_is_drawn() {
    let mut window = Window::at_work(&map());
    window.press_button("Start: statistic");
    // What is set goes before the data.
    window.press_button("Reset Hits");
    window.press_button("Reset Of how many");
    window.press_button("See an example");
    window.press_button("One rate");
    let calculation = window.map().calculation(window.evidence()).unwrap().clone();
    assert!(calculation.file.is_some());
    window.fill("Data", "hits,n,name\n3,4,one\n1,4,other\n");
    let file = window.map().calculation(window.evidence()).unwrap().file.unwrap();
    assert_eq!(&**window.map().file(file).unwrap().bytes().unwrap(), b"hits,n,name\n3,4,one\n1,4,other\n");
    assert_eq!(window.map().files().count(), 1, "what nothing rests on is let go of");
    let heard = window.heard(Role::Image);
    assert!(heard.iter().any(|it| it.contains("one") && it.contains("other")), "{heard:?}");
}

#[test]
fn evidence_is_weighed_and_the_claim_tells_how_much() {
    let mut window = Window::at_work(&map());
    window.press_button("Start: statistic");
    window.press_button("Weigh");
    window.fill("Why so much", "Ten are few.");
    let edge = window.map().edges_at(window.evidence()).next().unwrap();
    assert!(matches!(window.map().weight(edge), Some(Weight::Judged { why, .. }) if why == "Ten are few."));
    window.press_button("Computed");
    assert!(matches!(window.map().weight(edge), Some(Weight::Computed { figure, .. }) if figure == "rate"));
    window.press_button("Take the weight away");
    assert_eq!(window.map().weight(edge), None);
    window.press(Modifiers::COMMAND, Key::Z);
    window.press(Modifiers::COMMAND, Key::Z);
    window.choose(CLAIM);
    assert!(window.tells("How much the evidence weighs"), "{:?}", window.told());
}

#[test]
fn what_rests_on_evidence_that_cannot_be_computed_is_marked_and_found() {
    let mut map = map();
    let evidence = id_of(&map, EVIDENCE);
    let content = Content::Linked { path: "gone.csv".to_owned(), bytes: 10 };
    let id = FileId::of(b"gone");
    let calculation = Calculation { engine: "statistic".to_owned(), file: Some(id), parameters: BTreeMap::new() };
    let files = [(id, File { name: "gone.csv".to_owned(), content })].into();
    let edit = Edit::SetCalculation { node: evidence, calculation: Some(calculation), files };
    map = edit.make(map, &mut Ids::seeded(1)).unwrap();
    let mut window = Window::at_work(&map);
    let heard = window.heard(Role::ListItem);
    let says = |words: &str, mark: &str| heard.iter().any(|it| it.contains(words) && it.contains(mark));
    assert!(
        says(EVIDENCE, "no result") && says(CLAIM, "rests on stale evidence") && says(TOP, "rests on"),
        "{heard:?}"
    );
    assert!(window.tells("cannot be read"), "{:?}", window.told());
    window.press(Modifiers::SHIFT, Key::B);
    let selected = &window.harness.state().view().selection;
    assert!([EVIDENCE, CLAIM, TOP].iter().all(|it| selected.contains(&id_of(&map, it).into())));
    // The file is there again: asked for, it computes, and the marks go.
    std::fs::write(window.folder.path().join("gone.csv"), "gone").unwrap();
    window.choose(EVIDENCE);
    window.press_button("Calculate");
    let standing = Standings::of(window.map());
    assert!(matches!(standing.standing(window.map(), evidence), Some(Standing::Fresh(it)) if it.failed), "no table");
}

#[test]
fn a_thought_experiment_is_made_of_nodes_and_a_citation_of_fields() {
    let mut map = map();
    let evidence = id_of(&map, EVIDENCE);
    let sort = |map: Map, kind| {
        let evidence_of = Evidence { kind, ..Evidence::default() };
        Edit::SetEvidence { node: evidence, evidence: evidence_of }.make(map, &mut Ids::seeded(2)).unwrap()
    };
    map = sort(map, EvidenceKind::ThoughtExperiment);
    let mut window = Window::at_work(&map);
    for (field, words, kind) in [
        ("Add to premises", "Both are the same size", EdgeKind::Supports),
        ("Add to what it shows", "Size does not matter", EdgeKind::BearsOn),
        ("Add to disanalogies", "Nobody can look inside", EdgeKind::Attacks),
    ] {
        let at = window.harness.get_by_role_and_label(Role::TextInput, field).rect().center();
        driven::click(&mut window.harness, at);
        window.harness.event(egui::Event::Text(words.to_owned()));
        window.harness.run_steps(3);
        window.key(Key::Enter);
        driven::settle(&mut window.harness);
        let made = id_of(window.map(), words);
        let edge = window.map().edges_at(made).find_map(|it| window.map().edge(it)).unwrap();
        assert_eq!(edge.kind, kind, "{words}");
    }
    assert_eq!(window.map().problems(), Vec::<String>::new());

    let map = sort(map, EvidenceKind::Citation);
    let mut window = Window::at_work(&map);
    window.fill("Address", "example.org/without a scheme");
    assert!(window.tells("no whole address"), "{:?}", window.told());
    window.fill("Address", "https://example.org/report");
    assert!(!window.tells("no whole address"));
    window.fill("Quality", "One page, no data.");
    let data = &window.map().evidence_of(evidence).unwrap().data;
    assert_eq!(data.get("url"), Some(&Value::Text("https://example.org/report".to_owned())));
    assert_eq!(data.get("quality"), Some(&Value::Text("One page, no data.".to_owned())));
}

#[test]
fn a_number_is_taken_from_other_evidence_and_follows_it() {
    let mut map = map();
    let evidence = id_of(&map, EVIDENCE);
    let node = Edit::AddNode { kind: NodeKind::Evidence, text: "Counted once".to_owned(), at: None, link: None };
    map = node.make(map, &mut Ids::seeded(3)).unwrap();
    let other = id_of(&map, "Counted once");
    for (node, all) in [(other, [("hits", 6.0), ("n", 10.0)]), (evidence, [("hits", 1.0), ("n", 10.0)])] {
        let parameters = all.map(|(name, it)| (name.to_owned(), Parameter::Number(it))).into();
        let calculation = Some(Calculation { engine: "statistic".to_owned(), file: None, parameters });
        let edit = Edit::SetCalculation { node, calculation, files: BTreeMap::new() };
        map = edit.make(map, &mut Ids::seeded(4)).unwrap();
    }
    let mut window = Window::at_work(&map);
    window.press_button("Take Hits from");
    window.press_button("Counted once");
    window.press_button("Hits: 6");
    let parameter = window.map().calculation(evidence).unwrap().parameters["hits"].clone();
    assert_eq!(parameter, Parameter::Figure { of: other, key: "hits".to_owned() });
    assert_eq!(window.rate(), Some(Amount::Share(0.6)));
}

#[test]
fn nothing_is_clipped_or_lost_in_a_small_window_and_keys_alone_reach_it() {
    let mut window = Window::on(&map(), [800.0, 600.0]);
    window.choose(EVIDENCE);
    window.press(Modifiers::SHIFT, Key::E);
    driven::settle(&mut window.harness);
    let panel = window.harness.get_by_role_and_label(Role::Group, "Evidence workbench");
    assert!(panel.accesskit_node().is_focused(), "opened by keys, it has the keyboard");
    let right = panel.rect().right();
    assert!(right <= 800.0, "{right}");
    for _ in 0..6 {
        window.key(Key::F6);
    }
    window.press(Modifiers::SHIFT, Key::E);
    assert!(window.harness.query_by_role_and_label(Role::Group, "Evidence workbench").is_none());
    // Without evidence it says what to do.
    let mut window = Window::on(&driven::small_map(), [800.0, 600.0]);
    window.press(Modifiers::SHIFT, Key::E);
    assert!(window.tells("No evidence on the map yet"));
}

#[test]
fn a_game_is_filled_in_and_its_crux_moves() {
    let mut map = map();
    let evidence = id_of(&map, EVIDENCE);
    let sort = Evidence { kind: EvidenceKind::GameTheory, ..Evidence::default() };
    map = Edit::SetEvidence { node: evidence, evidence: sort }.make(map, &mut Ids::seeded(2)).unwrap();
    let mut window = Window::at_work(&map);
    window.press_button("Start: game");
    window.press_button("See an example");
    window.press_button("The entente form");
    let star = |window: &Window| {
        let standings = Standings::of(window.map());
        let outcome = standings.fresh(window.map(), evidence)?;
        outcome.figure("q_star").and_then(|it| it.amount.as_number())
    };
    assert_eq!(star(&window), Some(0.7));
    window.fill("We restrain ourselves, they do not", "10");
    assert_eq!(star(&window), Some(0.76));
    window.fill("p: they race if we pursue", "1/3");
    let file = window.map().calculation(evidence).unwrap().file.unwrap();
    let bytes = window.map().file(file).unwrap().bytes().unwrap();
    assert!(String::from_utf8_lossy(bytes).contains("p: \"1/3\""), "fractions stay exact");
    window.fill("p: they race if we pursue", "3");
    assert_eq!(window.map().calculation(evidence).unwrap().file, Some(file), "what is no probability changes nothing");
    assert!(window.tells("no probability"), "{:?}", window.told());
}
