//! The clipboard: out as an outline, in as nodes, and duplicates.

use super::{
    driven::id_of,
    window::{Window, debate},
};
use cruxmap::map::{EdgeKind, Item, Map, NodeId, NodeKind};
use egui::{Event, Key, Modifiers, OutputCommand};

/// Sends an event and returns what the system's clipboard was given.
fn copied(window: &mut Window, event: Event) -> Option<String> {
    window.harness.event(event);
    let mut found = None;
    for _ in 0..4 {
        window.harness.step();
        let commands = &window.harness.output().platform_output.commands;
        found = found.or(commands.iter().find_map(|it| match it {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        }));
    }
    window.harness.run_steps(4);
    found
}

/// The kind of the link between two nodes, by id.
fn link(map: &Map, from: NodeId, to: NodeId) -> Option<EdgeKind> {
    map.edges().find(|it| it.1.from == from && it.1.to == Item::Node(to)).map(|it| it.1.kind)
}

/// The selected node with these words.
fn pasted(window: &Window, words: &str) -> NodeId {
    let nodes = window.selection();
    let mut nodes = nodes.into_iter().filter_map(Item::node);
    nodes.find(|it| window.map().node(*it).is_some_and(|it| it.text == words)).unwrap()
}

const BRANCH: &str = "[Reason]\n  + Deep #evidence #bears-on\n";

#[test]
fn a_branch_is_copied_as_an_outline_and_pasted_below_another_node() {
    let mut window = Window::on(&debate());
    window.click_node("Reason");
    window.press(Modifiers::COMMAND, Key::B);
    let text = copied(&mut window, Event::Copy).unwrap();
    assert_eq!(text, BRANCH);
    assert_eq!(window.map(), &debate(), "copying changes nothing");

    window.click_node("Objection");
    window.send(Event::Paste(text.clone()));
    assert_eq!(window.selected(), ["Deep", "Reason"]);
    let (reason, deep) = (pasted(&window, "Reason"), pasted(&window, "Deep"));
    assert_ne!(reason, id_of(&debate(), "Reason"));
    assert_eq!(link(window.map(), reason, id_of(&debate(), "Objection")), Some(EdgeKind::Supports));
    assert_eq!(link(window.map(), deep, reason), Some(EdgeKind::BearsOn));
    assert_eq!(window.undo_label(), Some("Paste"));
    window.undo();
    assert_eq!(window.map(), &debate());

    // Another window knows only the text.
    let mut other = Window::on(&Map::default());
    other.send(Event::Paste(text));
    assert_eq!(other.selected(), ["Deep", "Reason"]);
    let (reason, deep) = (pasted(&other, "Reason"), pasted(&other, "Deep"));
    assert_eq!(link(other.map(), deep, reason), Some(EdgeKind::BearsOn));
    assert_eq!(other.map().node(deep).unwrap().kind, NodeKind::Evidence);
    assert_eq!(other.map().problems(), Vec::<String>::new());
}

#[test]
fn what_is_cut_moves_with_what_it_did() {
    let mut window = Window::on(&debate());
    window.click_node("Objection");
    let text = copied(&mut window, Event::Cut).unwrap();
    assert_eq!(window.map().node_count(), debate().node_count() - 1);
    window.click_node("Reason");
    window.send(Event::Paste(text));
    let objection = pasted(&window, "Objection");
    assert_eq!(link(window.map(), objection, id_of(&debate(), "Reason")), Some(EdgeKind::Attacks));
    window.undo();
    window.undo();
    assert_eq!(window.map(), &debate());
}

#[test]
fn what_a_person_typed_elsewhere_becomes_nodes_in_one_step() {
    let mut window = Window::on(&debate());
    window.send(Event::Paste("We should go\n  + It is near\n  - It rains\n".to_owned()));
    assert_eq!(window.selected(), ["It is near", "It rains", "We should go"]);
    window.undo();
    assert_eq!(window.map(), &debate());

    // A list with bullets might be a thread: only the command takes it for an outline.
    let list = "- We should go\n  - It is near\n".to_owned();
    window.choose("Edit", "Paste outline");
    window.send(Event::Paste(list.clone()));
    assert_eq!(window.selected(), ["It is near", "We should go"]);
    let (near, go) = (pasted(&window, "It is near"), pasted(&window, "We should go"));
    assert_eq!(link(window.map(), near, go), Some(EdgeKind::Supports));
    window.undo();
    window.send(Event::Paste(list));
    window.settle();
    assert_eq!(window.map().sources().count(), 1, "read as a thread");
    window.undo();
    assert_eq!(window.map(), &debate());
}

#[test]
fn a_duplicate_does_what_the_first_does() {
    let mut window = Window::on(&debate());
    window.click_node("Reason");
    window.press(Modifiers::COMMAND, Key::B);
    window.press(Modifiers::COMMAND, Key::D);
    assert_eq!(window.selected(), ["Deep", "Reason"]);
    let (reason, deep) = (pasted(&window, "Reason"), pasted(&window, "Deep"));
    assert_ne!(reason, id_of(&debate(), "Reason"));
    assert_eq!(link(window.map(), reason, id_of(&debate(), "Main")), Some(EdgeKind::Supports));
    assert_eq!(link(window.map(), deep, reason), Some(EdgeKind::BearsOn));
    assert_eq!(window.map().edges().count(), debate().edges().count() + 2);
    assert_eq!(window.undo_label(), Some("Duplicate"));
    window.undo();
    assert_eq!(window.map(), &debate());
}

#[test]
fn while_typing_the_clipboard_belongs_to_the_field() {
    let mut window = Window::on(&debate());
    window.click_node("Reason");
    window.press(Modifiers::NONE, Key::F2);
    window.send(Event::Paste(BRANCH.to_owned()));
    window.send(Event::Cut);
    window.press(Modifiers::COMMAND, Key::D);
    assert_eq!(window.map(), &debate());
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(window.map(), &debate());
}
