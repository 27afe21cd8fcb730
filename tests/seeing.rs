//! Maps of any size are seen: what is in sight is found without looking at everything, what stands together has a
//! frame with a name from far away, and the minimap leads anywhere.

#![cfg(feature = "gui")]

mod driven;
mod large_map;

use cruxmap::{
    jobs::Progress,
    layout::{self, Layout, Rect, Size},
    map::{EdgeKind, Item, Map, Point},
    picture,
    ui::{canvas::Scene, home::Home},
};
use driven::window::Window;
use egui::{Key, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::collections::BTreeSet;

fn laid_out(nodes: usize) -> (Map, Layout, Scene) {
    let map = large_map::map_of(nodes);
    let layout = layout::run(&picture::request(&map), None, &Progress::default());
    let scene = Scene::new(&map, &layout);
    (map, layout, scene)
}

#[test]
fn what_is_in_sight_is_what_looking_at_everything_finds() {
    let (map, layout, scene) = laid_out(700);
    let bounds = layout.bounds;
    for nth in 0..60_u8 {
        let share = |of: u8| f32::from(nth.wrapping_mul(of)) / 255.0;
        let at = Point { x: bounds.min.x + bounds.width() * share(37), y: bounds.min.y + bounds.height() * share(91) };
        let sight = Rect::at(at, Size { width: 30.0 + 3000.0 * share(53), height: 30.0 + 2000.0 * share(19) });
        let found: BTreeSet<_> = scene.nodes_in(sight).into_iter().map(|it| scene.ids[it]).collect();
        let all = layout.places.iter().filter(|it| sight.overlaps(*it.1)).map(|it| *it.0);
        assert!(all.clone().all(|it| found.contains(&it)), "a node in sight is not found");
        assert!(found.len() <= all.count() + 8, "nodes out of sight are found");
        let edges: BTreeSet<_> = scene.edges_in(sight).map(|it| it.0).collect();
        for (&id, _) in &layout.routes {
            let way = picture::way(&map, id, &layout).unwrap_or_default();
            if way.iter().any(|&it| sight.contains(it)) {
                assert!(edges.contains(&id), "a link in sight is not found");
            }
        }
    }
}

#[test]
fn clusters_hold_everything_once_and_count_all_links() {
    let (map, _, scene) = laid_out(900);
    let clusters = &scene.clusters;
    let whole = &clusters.all[0];
    assert_eq!(whole.nodes as usize, map.node_count());
    let links = |kinds: &[EdgeKind]| map.edges().filter(|it| kinds.contains(&it.1.kind)).count();
    assert_eq!(whole.tally.all as usize, map.edge_count());
    assert_eq!(whole.tally.supports as usize, links(&[EdgeKind::Supports]));
    assert_eq!(whole.tally.attacks as usize, links(&[EdgeKind::Attacks, EdgeKind::Undercuts]));
    for cluster in &clusters.all {
        let nodes = clusters.nodes_of(cluster);
        assert_eq!(nodes.len(), cluster.nodes as usize);
        assert!(nodes.contains(&cluster.head));
        let inside = |it: &u32| scene.boxes[*it as usize];
        let around = nodes.iter().map(inside).reduce(Rect::union).unwrap();
        assert_eq!(around, cluster.rect);
        if let Some(parts) = cluster.parts {
            let parts = parts.map(|it| clusters.nodes_of(&clusters.all[it as usize]));
            assert_eq!(parts.concat(), nodes);
        }
    }
    for least in [400.0, 1500.0, 6000.0] {
        let named = clusters.named(Size { width: least, height: least * 0.4 });
        let mut seen = BTreeSet::new();
        for &it in &named {
            let cluster = &clusters.all[it as usize];
            assert!(cluster.rect.width() >= least && cluster.rect.height() >= least * 0.4);
            assert!(clusters.nodes_of(cluster).iter().all(|it| seen.insert(*it)), "a node is in two frames");
        }
        // What a bundle counts are the links that lead from a node of the one to a node of the other.
        let of = |id| {
            let number = u32::try_from(scene.number(id).unwrap()).unwrap();
            named.iter().position(|&it| clusters.nodes_of(&clusters.all[it as usize]).contains(&number))
        };
        let lead_out = map.edges().filter(|(_, it)| {
            let ends = Some(it.from).zip(it.to.node()).and_then(|(a, b)| of(a).zip(of(b)));
            ends.is_some_and(|(a, b)| a != b)
        });
        let counted: u32 = clusters.between(&named).iter().map(|it| it.2.all).sum();
        assert_eq!(counted as usize, lead_out.count());
    }
}

impl Window {
    fn labels(&self, role: Role, part: &str) -> Vec<String> {
        let all = self.harness.query_all_by_role(role).filter_map(|it| it.accesskit_node().label());
        all.filter(|it| it.contains(part)).collect()
    }

    fn minimap(&self) -> Option<egui::Rect> {
        self.harness.query_by_role_and_label(Role::ScrollBar, "Minimap").map(|it| it.rect())
    }
}

#[test]
fn from_far_away_frames_are_named_and_counted() {
    let mut window = Window::on(&large_map::map_of(1500), [1200.0, 800.0]);
    assert!(!window.labels(Role::ListItem, ": ").is_empty(), "near by, nodes are told one by one");
    window.key(Key::Home);
    let frames = window.labels(Role::Group, "Frame ");
    assert!((3..60).contains(&frames.len()), "{} frames", frames.len());
    for frame in &frames {
        assert!(frame.contains(" nodes") && frame.contains(" support") && frame.contains(" attack"), "{frame}");
    }
    assert!(window.labels(Role::ListItem, "claim, ").is_empty(), "dots are not told one by one");
    // The window comes to rest.
    window.harness.run();
}

#[test]
fn the_minimap_leads_elsewhere_and_is_remembered() {
    let mut window = Window::on(&large_map::map_of(600), [1200.0, 800.0]);
    let map = window.minimap().unwrap();
    let zoom = window.harness.state().zoom();
    let mut corners = Vec::new();
    for at in [map.min + map.size() * 0.35, map.max - map.size() * 0.35] {
        window.harness.drag_at(at);
        window.harness.run_steps(2);
        window.harness.drop_at(at);
        window.harness.run_steps(4);
        corners.push(window.labels(Role::ListItem, ": "));
    }
    assert_ne!(corners[0], corners[1]);
    assert!((window.harness.state().zoom() - zoom).abs() < 1e-6);
    assert!(window.harness.state().view().selection.is_empty(), "the map below is not clicked");
    window.key(Key::M);
    assert!(window.minimap().is_none());
    assert_eq!(Home::at(window.folder.path().join("home")).settings().minimap, Some(false));
    window.key(Key::M);
    assert!(window.minimap().is_some());
    // With everything in sight there is nothing to lead to.
    window.key(Key::Home);
    assert!(window.minimap().is_none());
}

#[test]
fn arrows_walk_as_before_on_a_large_map() {
    let mut window = Window::on(&large_map::map_of(500), [1200.0, 800.0]);
    window.harness.get_by_role(Role::Canvas).focus();
    window.harness.run_steps(2);
    let mut walked = BTreeSet::new();
    for key in [Key::ArrowDown, Key::ArrowDown, Key::ArrowRight, Key::ArrowUp] {
        window.key(key);
        walked.extend(window.harness.state().view().selection.iter().copied().filter_map(Item::node));
    }
    assert!(walked.len() >= 3, "{walked:?}");
}

#[test]
fn away_from_all_boxes_a_way_back_is_offered() {
    let mut window = Window::on(&large_map::map_of(30), [1200.0, 800.0]);
    let way_back =
        |window: &Window| window.harness.query_by_role_and_label(Role::Button, "Show the whole map").is_some();
    assert!(!way_back(&window));
    window.harness.hover_at(egui::pos2(500.0, 400.0));
    for _ in 0..40 {
        window.harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -600.0),
            phase: egui::TouchPhase::Move,
            modifiers: egui::Modifiers::NONE,
            source: egui::MouseWheelSource::Unknown,
        });
        window.harness.step();
    }
    window.harness.run_steps(20);
    assert!(way_back(&window));
    window.harness.get_by_role_and_label(Role::Button, "Show the whole map").click();
    window.harness.run_steps(20);
    assert!(!way_back(&window));
}

#[test]
fn what_is_selected_stays_in_view_when_a_panel_opens() {
    let mut window = Window::on(&large_map::map_of(60), [1200.0, 800.0]);
    window.harness.get_by_role(Role::Canvas).focus();
    window.harness.run_steps(2);
    window.key(Key::ArrowDown);
    let item = *window.harness.state().view().selection.iter().next().unwrap();
    let words = window.map().node(item.node().unwrap()).unwrap().text.to_string();
    let place = |window: &Window| driven::place_of(&window.harness, &words);
    // Brought to the lower end of the canvas, where the workbench opens.
    let canvas = window.harness.get_by_role(Role::Canvas).rect();
    let at = place(&window).unwrap();
    let (from, by) =
        (canvas.right_center() - egui::vec2(8.0, 0.0), egui::vec2(0.0, canvas.bottom() - at.bottom() - 20.0));
    window.harness.hover_at(from);
    window.harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: by,
        phase: egui::TouchPhase::Move,
        modifiers: egui::Modifiers::NONE,
        source: egui::MouseWheelSource::Unknown,
    });
    window.harness.run_steps(30);
    let low = place(&window).unwrap();
    assert!(canvas.contains_rect(low) && low.bottom() > canvas.bottom() - 60.0, "{low} in {canvas}");
    window.press(egui::Modifiers::SHIFT, Key::E);
    window.harness.run_steps(30);
    let smaller = window.harness.get_by_role(Role::Canvas).rect();
    assert!(smaller.bottom() < low.bottom(), "the workbench covers where it was");
    let now = place(&window).unwrap();
    assert!(smaller.contains_rect(now), "{now} in {smaller}");
}
