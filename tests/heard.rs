//! What a screen reader hears of the map, by role and label.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may")]

mod driven;

use cruxmap::{
    map::{Edge, EdgeId, EdgeKind, Item, Map, Node, NodeId, NodeKind, Records, Review},
    save,
    ui::{App, Start, home::Home},
};
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};

fn node(n: u8) -> NodeId {
    NodeId::derived(&[&[n]])
}

fn link(n: u8) -> EdgeId {
    EdgeId::derived(&[&[n]])
}

/// 1 supports 0 and is proposed, 2 attacks 0, 3 supports 1 by a proposed link, 4 undercuts that link.
fn map() -> Map {
    let mut records = Records::default();
    for n in 0..5_u8 {
        let text = format!("Mill {n} stands still.").into();
        records.nodes.insert(node(n), Node { kind: NodeKind::Claim, text });
    }
    let ends: [(u8, Item, EdgeKind); 4] = [
        (1, node(0).into(), EdgeKind::Supports),
        (2, node(0).into(), EdgeKind::Attacks),
        (3, node(1).into(), EdgeKind::Supports),
        (4, link(3).into(), EdgeKind::Undercuts),
    ];
    for (from, to, kind) in ends {
        records.edges.insert(link(from), Edge { from: node(from), to, kind });
    }
    records.reviews.insert(node(1).into(), Review::default());
    records.reviews.insert(link(3).into(), Review::default());
    Map::from_records(records).unwrap()
}

fn window(folder: &tempfile::TempDir) -> Harness<'static, App> {
    let path = folder.path().join("mills.ron");
    std::fs::write(&path, save::to_text(&map())).unwrap();
    let home = Home::at(folder.path().join("home"));
    driven::open(home, Start::File(path), [1280.0, 800.0])
}

fn heard(harness: &Harness<'static, App>, role: Role) -> Vec<String> {
    harness.query_all_by_role(role).filter_map(|it| it.accesskit_node().label()).collect()
}

#[test]
fn nodes_are_told_conclusion_first_with_what_they_do() {
    let folder = tempfile::tempdir().unwrap();
    let harness = window(&folder);
    let told = heard(&harness, Role::ListItem);
    let find = |words: &str| {
        let at = told.iter().position(|it| it.contains(&format!(" of 5: {words} stands still.")));
        at.unwrap_or_else(|| panic!("{words} in {told:#?}"))
    };
    let [zero, one, two, three] = ["Mill 0", "Mill 1", "Mill 2", "Mill 3"].map(find);
    assert!(zero < one && zero < two && three == one + 1, "{told:#?}");
    assert!(told[zero].starts_with("claim, ") && told[zero].ends_with("; attacked by 1, supported by 1"));
    let expected = format!(
        "proposed claim, {} of 5: Mill 1 stands still.; supports “Mill 0 stands still.”; supported by 1",
        one + 1
    );
    assert_eq!(told[one], expected);
    assert!(
        told[find("Mill 4")].contains("; undercuts the link: “Mill 3 stands still.” supports “Mill 1"),
        "{told:#?}"
    );
}

#[test]
fn links_are_told_and_can_be_reached() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(&folder);
    assert_eq!(heard(&harness, Role::Link).len(), 4);
    harness.get_by_role_and_label(Role::Link, "link: “Mill 2 stands still.” attacks “Mill 0 stands still.”");
    let label = "proposed link: “Mill 3 stands still.” supports “Mill 1 stands still.”";
    harness.get_by_role_and_label(Role::Link, label).click_accesskit();
    harness.run_steps(6);
    assert_eq!(harness.state().view().single(), Some(link(3).into()));
}

#[test]
fn the_canvas_says_what_keys_do_and_where_one_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(&folder);
    harness.key_press_modifiers(Modifiers::NONE, Key::F6);
    harness.run_steps(4);
    harness.key_press_modifiers(Modifiers::NONE, Key::Tab);
    harness.run_steps(8);
    assert_eq!(harness.state().view().single(), Some(node(1).into()));
    let canvas = harness.get_by_role_and_label(Role::Canvas, "Map with 5 nodes");
    let told = canvas.accesskit_node().description().unwrap();
    for words in ["Arrow keys walk", "Tab: next proposal", "A: accept", "X: reject", "F6: next panel"] {
        assert!(told.contains(words), "{words} in {told}");
    }
    let on = Some(egui::accesskit::Toggled::True);
    let told = harness.query_all_by_role(Role::ListItem).filter(|it| it.accesskit_node().toggled() == on);
    let told: Vec<String> = told.filter_map(|it| it.accesskit_node().label()).collect();
    assert!(matches!(&told[..], [only] if only.contains("Mill 1 stands still.; ")), "{told:?}");
}
