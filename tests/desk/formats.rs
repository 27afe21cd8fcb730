//! The map goes out to other tools' formats, and comes in from them.

use super::{driven::small_map, window::Window};
use cruxmap::save;
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

fn told(window: &Window) -> Vec<String> {
    window.harness.query_all_by_role(Role::Label).filter_map(|it| it.accesskit_node().value()).collect()
}

/// Waits for what is done in the background.
fn wait_for(window: &mut Window, is_there: impl Fn(&Window) -> bool) {
    for _ in 0..500 {
        if is_there(window) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
        window.harness.run_steps(2);
    }
    assert!(is_there(window), "waited in vain: {:?}", told(window));
}

#[test]
fn a_map_goes_out_as_a_graph_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let (map, graph) = (folder.path().join("map.ron"), folder.path().join("graph.dot"));
    std::fs::write(&map, save::to_text(&small_map())).unwrap();
    let mut window = Window::on(&map);

    window.press(SHIFT, Key::E);
    window.harness.get_by_role_and_label(Role::RadioButton, "Graphviz (DOT), .dot").click();
    window.harness.run_steps(4);
    assert!(told(&window).iter().any(|it| it.starts_with("Not in it: ") || it.starts_with("Holds all")));
    window.harness.get_by_role_and_label(Role::Button, "Choose file…").click();
    // There is no dialog of the system here, so that our own asks for the path.
    wait_for(&mut window, |it| it.harness.query_by_role_and_label(Role::TextInput, "Export to").is_some());
    window.press(Modifiers::COMMAND, Key::A);
    window.harness.event(egui::Event::Text(graph.to_str().unwrap().to_owned()));
    window.harness.run_steps(4);
    window.keys(&[Key::Enter]);
    wait_for(&mut window, |_| graph.is_file());
    let text = std::fs::read_to_string(&graph).unwrap();
    assert!(text.starts_with("digraph"), "{text}");

    window.press(SHIFT, Key::O);
    window.harness.get_by_role_and_label(Role::TextInput, "Open by path").type_text(graph.to_str().unwrap());
    window.harness.run_steps(4);
    window.keys(&[Key::Enter]);
    let count = small_map().node_count();
    let message = format!("Read “graph” as Graphviz (DOT): {count} points.");
    wait_for(&mut window, |it| told(it).contains(&message));
    let back = window.harness.state().document().map().clone();
    assert!(back.nodes().eq(small_map().nodes()), "the nodes that come back are the same");
    assert!(back.edges().eq(small_map().edges()));
}
