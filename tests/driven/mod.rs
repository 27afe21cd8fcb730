//! The window without a screen: opened, waited for, and clicked at, the same way by every test that drives it.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may")]

pub mod window;

use cruxmap::{
    map::{EdgeKind, Edit, Ids, Map, NodeId, NodeKind, Records, Review, StatementKind},
    ui::{App, Start, home::Home},
};
use egui::{Pos2, Rect, Vec2, accesskit::Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use std::time::Duration;

/// A window of this size in points, once nothing goes on in the background.
pub fn open(home: Home, start: Start, size: impl Into<Vec2>) -> Harness<'static, App> {
    let mut harness = Harness::builder()
        .with_size(size)
        .with_step_dt(0.06)
        .with_max_steps(60)
        .allow_missing_glyphs()
        .build_eframe(move |context| App::new(&context.egui_ctx, home, start));
    settle(&mut harness);
    harness
}

/// Runs frames until nothing goes on in the background.
pub fn settle(harness: &mut Harness<'_, App>) {
    for _ in 0..5000 {
        harness.step();
        if !harness.state().is_busy() {
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    harness.run_steps(12);
}

/// Closes the window as a person does, so that the view is kept.
pub fn close(mut harness: Harness<'_, App>) {
    let viewports = &mut harness.input_mut().viewports;
    viewports.entry(egui::ViewportId::ROOT).or_default().events.push(egui::ViewportEvent::Close);
    harness.step();
}

/// Presses the button of the pointer and lets go of it.
pub fn click(harness: &mut Harness<'_, App>, at: Pos2) {
    harness.drag_at(at);
    harness.step();
    harness.drop_at(at);
    harness.run_steps(6);
}

/// The place of the first node on the canvas whose words hold these, if it is in view.
pub fn place_of(harness: &Harness<'_, App>, words: &str) -> Option<Rect> {
    let mut all = harness.query_all_by_role(Role::ListItem);
    let says = |heard: String| own_words(&heard).is_some_and(|it| it.contains(words));
    all.find(|it| it.accesskit_node().label().is_some_and(says)).map(|it| it.rect())
}

/// Of what is heard of a node its own words, without what they do to others: "claim, 1 of 3: Words; supports “Others”".
pub fn own_words(heard: &str) -> Option<&str> {
    heard.split_once(": ")?.1.split("; ").next()
}

/// The node that says this.
pub fn id_of(map: &Map, text: &str) -> NodeId {
    map.nodes().find(|it| it.1.text == text).unwrap_or_else(|| panic!("no node says {text:?}")).0
}

/// Two claims, one of them proposed as a reason for the other, and a proposed crux.
pub fn small_map() -> Map {
    let mut ids = Ids::seeded(5);
    let mut map = Map::default();
    let mut add = |edit: Edit, map: &mut Map| {
        let diff = edit.plan(map, &mut ids).unwrap();
        map.apply(&diff).unwrap();
        diff.nodes.keys().next().copied()
    };
    let node = |kind, text: &str, link| Edit::AddNode { kind, text: text.to_owned(), at: None, link };
    let cap = add(node(NodeKind::Claim, "A cap can be checked", None), &mut map).unwrap();
    let reason = node(NodeKind::Claim, "Meters show the load", Some((EdgeKind::Supports, cap.into())));
    let meters = add(reason, &mut map).unwrap();
    let crux = node(NodeKind::Crux, "Would they let inspectors in?", Some((EdgeKind::CruxOf, cap.into())));
    let crux = add(crux, &mut map).unwrap();
    let mut records = Records::default();
    for id in [meters, crux] {
        let review = Review { confidence: 0.7, runner_up: Some(StatementKind::Question), ..Review::default() };
        records.reviews.insert(id.into(), review);
    }
    add(Edit::Merge(Box::new(records)), &mut map);
    map
}
