//! By keys alone.

use crate::window::Window;
use cruxmap::map::{Document, EdgeKind, Edit, Ids, Item, Map, NodeKind, Records, Review};
use egui::{Key, Modifiers};

const SHIFT: Modifiers = Modifiers::SHIFT;
const NONE: Modifiers = Modifiers::NONE;

#[test]
fn fifty_nodes_by_keys_alone() {
    let mut window = Window::on_map(&Map::default());
    // Five claims, each with three reasons and three objections, and each first reason with three of its own.
    let mut expected: Vec<(String, Option<(EdgeKind, String)>)> = Vec::new();
    let mut note = |words: &str, link: Option<(EdgeKind, &str)>| {
        expected.push((words.to_owned(), link.map(|it| (it.0, it.1.to_owned()))));
    };
    window.keys(&[Key::F6]);
    for n in 1..=5 {
        let claim = format!("Claim {n}");
        // The first by N, the others as siblings of the claim before: it is linked to nothing.
        window.keys(&[if n == 1 { Key::N } else { Key::Enter }]);
        window.type_words(&claim);
        note(&claim, None);
        // Typed on: finish and start a reason for it.
        window.press(NONE, Key::Tab);
        let reasons = ["a", "b", "c"].map(|it| format!("Reason {n}{it}"));
        window.type_words(&reasons[0]);
        window.keys(&[Key::Enter]);
        assert_eq!(window.selected(), reasons[0]);
        for sibling in &reasons[1..] {
            window.keys(&[Key::Enter]);
            window.type_words(sibling);
            window.keys(&[Key::Enter]);
        }
        for reason in &reasons {
            note(reason, Some((EdgeKind::Supports, &claim)));
        }
        // Along the links to the first reason; reasons for it, and an objection to the last of them.
        window.press(Modifiers::ALT, Key::ArrowUp);
        assert_eq!(window.selected(), claim);
        window.press(Modifiers::ALT, Key::ArrowDown);
        let first = window.selected();
        assert!(reasons.contains(&first), "{first}");
        let [deeper, against] = ["d", "e"].map(|it| format!("Deeper {n}{it}"));
        window.press(NONE, Key::Tab);
        window.type_words(&deeper);
        window.press(SHIFT, Key::Tab);
        window.type_words(&against);
        window.keys(&[Key::Enter]);
        note(&deeper, Some((EdgeKind::Supports, &first)));
        note(&against, Some((EdgeKind::Attacks, &deeper)));
        // Back to the claim, and objections to it.
        for _ in 0..3 {
            window.press(Modifiers::ALT, Key::ArrowUp);
        }
        assert_eq!(window.selected(), claim);
        let objections = ["x", "y", "z", "w"].map(|it| format!("Objection {n}{it}"));
        window.press(SHIFT, Key::Tab);
        for (at, objection) in objections.iter().enumerate() {
            window.type_words(objection);
            window.keys(&[Key::Enter]);
            assert_eq!(window.selected(), *objection);
            assert!(window.seen(objection).is_some(), "{objection} is in view");
            note(objection, Some((EdgeKind::Attacks, &claim)));
            if at < 3 {
                window.keys(&[Key::Enter]);
            }
        }
        window.press(Modifiers::ALT, Key::ArrowUp);
    }
    assert_eq!(expected.len(), 50);
    assert_eq!(window.map().node_count(), 50);
    for (words, link) in &expected {
        assert_eq!(&window.link_of(words), link, "{words}");
    }
    assert_eq!(window.map().problems(), Vec::<String>::new());
    assert!(window.map().pins().next().is_none(), "keys place nothing by hand");
    for left in (0..50).rev() {
        window.undo();
        assert_eq!(window.map().node_count(), left);
    }
    assert_eq!(window.map(), &Map::default());
}

/// A claim of one's own, with a proposed reason that a proposed question attacks.
fn half_reviewed() -> Map {
    let mut document = Document::new(Map::default(), Ids::seeded(9));
    let mut add = |kind, text: &str, link| {
        let diff = document.edit(Edit::AddNode { kind, text: text.to_owned(), at: None, link }).unwrap();
        *diff.nodes.keys().next().unwrap()
    };
    let own = add(NodeKind::Claim, "Trams pay", None);
    let reason = add(NodeKind::Claim, "They last longer", Some((EdgeKind::Supports, own.into())));
    let asked = add(NodeKind::Question, "How long?", Some((EdgeKind::Attacks, reason.into())));
    let mut records = Records::default();
    for it in [reason, asked] {
        records.reviews.insert(it.into(), Review { confidence: 0.5, ..Review::default() });
    }
    document.edit(Edit::Merge(Box::new(records))).unwrap();
    document.map().clone()
}

#[test]
fn tab_reviews_proposals_and_adds_to_what_stands() {
    let map = half_reviewed();
    let mut window = Window::on_map(&map);
    // With nothing selected, and on a proposal, Tab goes to the next proposal.
    window.keys(&[Key::F6, Key::Tab]);
    let first = window.selected();
    window.keys(&[Key::Tab]);
    assert_ne!(window.selected(), first);
    assert!(!window.is_typing());
    // What was a proposal when one came to it is reviewed on, also after it was corrected.
    window.keys(&[Key::Num6, Key::Tab]);
    assert_eq!(window.selected(), first);
    window.press(Modifiers::COMMAND, Key::Z);
    window.click(window.place("Trams pay").center());
    window.keys(&[Key::Tab]);
    assert!(window.is_typing());
    // Nothing typed, nothing made; letters go into the field.
    window.keys(&[Key::Tab]);
    assert!(!window.is_typing());
    assert_eq!((window.map(), window.selected().as_str()), (&map, "Trams pay"));
    window.press(SHIFT, Key::Tab);
    window.keys(&[Key::X]);
    window.type_words("x");
    window.press(SHIFT, Key::Enter);
    window.type_words("y");
    window.keys(&[Key::Enter]);
    assert_eq!(window.link_of("x\ny"), Some((EdgeKind::Attacks, "Trams pay".to_owned())));
}

#[test]
fn the_letter_that_starts_a_field_is_not_typed_but_the_next_one_is() {
    let mut window = Window::on_map(&Map::default());
    window.keys(&[Key::F6]);
    // As a real keyboard does it: the key and its letter come together, and a fast typist's next letter, too.
    let key = |key, pressed| egui::Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: NONE };
    let events = [key(Key::N, true), egui::Event::Text("n".to_owned()), egui::Event::Text("N".to_owned())];
    window.harness.input_mut().events.extend(events);
    window.harness.step();
    window.type_words("obody");
    window.keys(&[Key::Enter]);
    assert_eq!(window.texts(), ["Nobody"]);
}

#[test]
fn f2_edits_and_goes_on_and_enter_adds_a_sibling() {
    let mut window = Window::on_map(&half_reviewed());
    window.click(window.place("How long?").center());
    // A sibling does the same to the same; a claim does here what the question does.
    window.keys(&[Key::Enter]);
    window.type_words("Nobody knows");
    window.keys(&[Key::Enter]);
    assert_eq!(window.link_of("Nobody knows"), Some((EdgeKind::Attacks, "They last longer".to_owned())));
    window.keys(&[Key::F2]);
    window.type_words(" yet");
    window.keys(&[Key::Tab]);
    assert!(window.texts().contains(&"Nobody knows yet".to_owned()), "{:?}", window.texts());
    window.type_words("No tram is that old");
    window.keys(&[Key::Escape]);
    assert!(!window.is_typing() && !window.texts().contains(&"No tram is that old".to_owned()));
    assert_eq!(window.selected(), "Nobody knows yet");
}

#[test]
fn keys_walk_along_links_and_over_the_plane() {
    let mut document = Document::new(Map::default(), Ids::seeded(4));
    let mut add = |text: &str, link| {
        let diff =
            document.edit(Edit::AddNode { kind: NodeKind::Claim, text: text.to_owned(), at: None, link }).unwrap();
        (*diff.nodes.keys().next().unwrap(), diff.edges.keys().next().copied())
    };
    let (top, _) = add("Top", None);
    for n in 1..=3 {
        add(&format!("Reason {n}"), Some((EdgeKind::Supports, top.into())));
    }
    let (_, link) = add("Fourth", Some((EdgeKind::Attacks, top.into())));
    add("Doubt", Some((EdgeKind::Undercuts, link.unwrap().into())));
    let mut window = Window::on_map(document.map());
    window.click(window.place("Top").center());
    window.press(Modifiers::ALT, Key::ArrowDown);
    let mut met = vec![window.selected()];
    for _ in 0..4 {
        window.press(Modifiers::ALT, Key::ArrowRight);
        met.push(window.selected());
    }
    assert_eq!(met[3], met[4], "the last sibling has none after it");
    met.truncate(4);
    let lefts: Vec<f32> = met.iter().map(|it| window.place(it).min.x).collect();
    assert!(lefts.is_sorted(), "{met:?} stand at {lefts:?}");
    met.sort();
    assert_eq!(met, ["Fourth", "Reason 1", "Reason 2", "Reason 3"]);
    for _ in 0..3 {
        window.press(Modifiers::ALT, Key::ArrowLeft);
    }
    assert!(lefts[0] + 1.0 > window.place(&window.selected()).min.x);
    window.press(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(window.selected(), "Top");
    // Of an undercut, up leads to the link, and on to what that bears on; down leads back.
    window.click(window.place("Doubt").center());
    window.press(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(window.selection(), [Item::Edge(link.unwrap())]);
    window.press(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(window.selected(), "Doubt");
    window.press(Modifiers::ALT, Key::ArrowUp);
    window.press(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(window.selected(), "Top");
    // By geometry, with or without Ctrl.
    for held in [NONE, Modifiers::COMMAND] {
        window.press(held, Key::ArrowDown);
        assert_ne!(window.selected(), "Top");
        window.click(window.place("Top").center());
    }
}

#[test]
fn kind_and_link_are_chosen_while_typing() {
    let mut window = Window::on_map(&half_reviewed());
    window.click(window.place("Trams pay").center());
    window.keys(&[Key::Tab]);
    window.type_words("A count of tickets");
    // Only what may bear on a claim is offered: no note and no disagreement.
    for (label, there) in [
        ("Kind: claim", true),
        ("Kind: evidence", true),
        ("Kind: note", false),
        ("Kind: disagreement", false),
        ("Link: attacks", true),
        ("Link: bears on", false),
    ] {
        assert_eq!(window.shows(label), there, "{label}");
    }
    window.press_button("Kind: evidence");
    assert!(window.is_typing() && window.shows("Link: bears on") && !window.shows("Link: concedes"));
    // What was typed stays, and typing goes on.
    window.type_words(", 2019");
    // By keys: claim, question, crux, evidence, then the links: bears on, supports, attacks, qualifies.
    window.press(Modifiers::COMMAND, Key::Num7);
    window.keys(&[Key::Enter]);
    let link = window.link_of("A count of tickets, 2019").unwrap();
    assert_eq!(link, (EdgeKind::Attacks, "Trams pay".to_owned()));
    let node = window.node("A count of tickets, 2019");
    assert_eq!(window.map().node(node).unwrap().kind, NodeKind::Evidence);
    window.undo();
    assert_eq!(window.map(), &half_reviewed(), "all of it is one step");
    // On its own it may be anything.
    window.keys(&[Key::Escape, Key::N]);
    assert!(window.shows("Kind: note") && !window.shows("Link: supports"));
    window.type_words("By the way");
    window.press(Modifiers::COMMAND, Key::Num6);
    window.keys(&[Key::Enter]);
    assert_eq!(window.map().node(window.node("By the way")).unwrap().kind, NodeKind::Note);
}

#[test]
fn a_node_is_split_at_the_cursor() {
    let mut document = Document::new(Map::default(), Ids::seeded(2));
    let text = "Trams pay, because they last.".to_owned();
    document.edit(Edit::AddNode { kind: NodeKind::Claim, text, at: None, link: None }).unwrap();
    let mut window = Window::on_map(document.map());
    window.click(window.place("Trams pay").center());
    // The first press lets one place the cursor, the second one splits there.
    window.press(Modifiers::COMMAND, Key::Enter);
    assert!(window.is_typing());
    window.press(Modifiers::COMMAND, Key::Enter);
    assert!(window.is_typing(), "at the end there is nothing to split off");
    for _ in 0.."because they last.".len() {
        window.harness.key_press(Key::ArrowLeft);
        window.harness.step();
    }
    window.press(Modifiers::COMMAND, Key::Enter);
    assert!(!window.is_typing());
    assert_eq!(window.selected(), "because they last.");
    assert_eq!(window.link_of("because they last."), Some((EdgeKind::Supports, "Trams pay,".to_owned())));
    window.undo();
    assert_eq!(window.map(), document.map());
    // Words that were changed meanwhile are split as they are, a space before them or not.
    window.click(window.place("Trams pay").center());
    window.keys(&[Key::F2, Key::Home]);
    window.type_words("  Yes. ");
    window.press(Modifiers::COMMAND, Key::Enter);
    assert_eq!(window.selected(), "Trams pay, because they last.");
    assert!(window.texts().contains(&"Yes.".to_owned()), "{:?}", window.texts());
}

#[test]
fn two_that_say_the_same_become_one_by_keys() {
    let mut document = Document::new(Map::default(), Ids::seeded(2));
    let mut add = |text: &str, link| {
        let diff =
            document.edit(Edit::AddNode { kind: NodeKind::Claim, text: text.to_owned(), at: None, link }).unwrap();
        *diff.nodes.keys().next().unwrap()
    };
    add("Rain falls", None);
    let other = add("A tram pays for itself", None);
    add("They last", Some((EdgeKind::Supports, other.into())));
    add("Trams pay for themselves", None);
    let mut window = Window::on_map(document.map());
    window.click(window.place("Trams pay").center());
    // What has most words in common comes first.
    window.keys(&[Key::I]);
    assert!(window.shows("“Trams pay for themselves” says the same as"));
    window.keys(&[Key::Enter]);
    assert_eq!(window.selected(), "Trams pay for themselves");
    assert_eq!(window.link_of("They last"), Some((EdgeKind::Supports, "Trams pay for themselves".to_owned())));
    assert!(!window.texts().contains(&"A tram pays for itself".to_owned()));
    window.undo();
    assert_eq!(window.map(), document.map());
}
