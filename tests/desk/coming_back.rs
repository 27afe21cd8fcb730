//! A map opens where it was left.

use super::{
    driven::{id_of, small_map},
    window::{Window, file_of},
};
use cruxmap::{
    map::{Edit, Ids, Item, NodeKind},
    save,
};
use egui::{Key, Modifiers, vec2};
use std::{fs, path::Path, time::Duration};

fn views(folder: &Path) -> Vec<std::path::PathBuf> {
    let files = fs::read_dir(folder.join("home/views")).into_iter().flatten();
    files.map(|it| it.unwrap().path()).collect()
}

/// The sample with claims added one by one, so that boxes stand where no fresh layout would put them.
fn edited_sample(path: &Path) -> Window {
    fs::write(path, include_str!("../../assets/sample.ron")).unwrap();
    let mut window = Window::on(path);
    window.keys(&[Key::F6]);
    for words in
        ["First of all, a remark that is long enough to need some lines of its box", "Then one more", "And a third"]
    {
        window.keys(&[Key::Escape]);
        window.keys(&[Key::Tab]);
        assert!(!window.app().view().selection.is_empty());
        window.add(words);
    }
    window
}

#[test]
fn a_map_opens_where_it_was_left_and_no_box_has_moved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("debate.ron");
    let mut window = edited_sample(&path);
    window.press(Modifiers::COMMAND, Key::S);
    window.keys(&[Key::F10, Key::Plus, Key::Plus]);
    window.settle();
    window.harness.hover_at(egui::pos2(100.0, 400.0));
    window.harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, -700.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
    window.harness.run_steps(30);
    window.harness.hover_at(egui::pos2(600.0, 790.0));
    window.harness.run_steps(6);
    let (layout, sight) = (window.app().layout().clone(), window.app().sight());
    let (selection, shown) = (window.app().view().selection.clone(), visible_words(&window));
    assert!(!selection.is_empty() && !shown.is_empty());
    window.close();
    drop(window);
    assert_eq!(views(folder.path()).len(), 1);

    let window = Window::on(&path);
    // To the bit: no box has moved, and no link leads another way.
    assert_eq!(window.app().layout(), &layout);
    assert_eq!(window.app().sight(), sight);
    assert_eq!(window.app().view().selection, selection);
    assert!(window.app().view().reader && !window.app().view().inspector);
    assert_eq!(visible_words(&window), shown);
    assert_eq!(fs::read_to_string(&path).unwrap(), save::to_text(window.map()), "nothing of it is in the map");
}

/// The first words of the thread on the screen, and where they stand.
fn visible_words(window: &Window) -> Vec<(String, i32)> {
    use egui_kittest::kittest::{NodeT as _, Queryable as _};
    let labels = window.harness.get_all_by_role(egui::accesskit::Role::Label);
    let in_view = labels.filter(|it| it.rect().left() < 300.0 && it.rect().top() > 60.0 && it.rect().top() < 700.0);
    let text = |it: &egui_kittest::Node<'_>| it.accesskit_node().value().unwrap_or_default().chars().take(30).collect();
    #[expect(clippy::cast_possible_truncation, reason = "places on a screen")]
    in_view.map(|it| (text(&it), it.rect().top().round() as i32)).collect()
}

#[test]
fn after_an_edit_by_another_program_only_what_must_moves() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("debate.ron");
    let mut window = edited_sample(&path);
    window.press(Modifiers::COMMAND, Key::S);
    let before = window.app().layout().places.clone();
    window.close();
    drop(window);

    let mut map = save::from_text(&fs::read_to_string(&path).unwrap()).unwrap();
    let mut ids = Ids::seeded(99);
    let target = id_of(&map, "Then one more");
    let gone = id_of(&map, "And a third");
    let new = Edit::AddNode { kind: NodeKind::Note, text: "From elsewhere".to_owned(), at: None, link: None };
    for edit in [new, Edit::Delete { items: [Item::Node(gone)].into() }] {
        let diff = edit.plan(&map, &mut ids).unwrap();
        map.apply(&diff).unwrap();
    }
    fs::write(&path, save::to_text(&map)).unwrap();

    let window = Window::on(&path);
    let after = &window.app().layout().places;
    assert_eq!(after.len(), map.node_count());
    assert!(!after.contains_key(&gone));
    let moved = before.iter().filter(|&(id, place)| after.get(id).is_some_and(|it| it != place)).count();
    assert_eq!(moved, 0, "a new box finds a free place, one that goes leaves a gap");
    assert_eq!(after.get(&target), before.get(&target));
}

#[test]
fn a_lost_broken_or_foreign_file_harms_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_of(&folder, &small_map());
    let mut window = Window::on(&path);
    window.close();
    drop(window);
    let file = views(folder.path()).pop().unwrap();
    let text = fs::read_to_string(&file).unwrap();
    for content in ["", "// cruxmap view, version 9\n()", "\u{0}\u{1}", &text[..text.len() / 2], "not this"] {
        fs::write(&file, content).unwrap();
        let mut window = Window::on(&path);
        assert_eq!(window.app().layout().places.len(), 3, "{content:?}");
        assert_eq!(window.notices(), Vec::<String>::new());
        window.close();
    }
    // The file of another map: its boxes are not in this one.
    let other = folder.path().join("other.ron");
    fs::write(&other, include_str!("../../assets/sample.ron")).unwrap();
    let mut window = Window::on(&other);
    window.close();
    drop(window);
    let foreign = views(folder.path()).into_iter().find(|it| *it != file).unwrap();
    fs::copy(foreign, &file).unwrap();
    let window = Window::on(&path);
    let places = &window.app().layout().places;
    assert!(window.map().nodes().all(|it| places.contains_key(&it.0)) && places.len() == 3);
}

#[test]
fn the_view_is_kept_while_the_map_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_of(&folder, &small_map());
    let mut window = Window::on(&path);
    window.keys(&[Key::F6, Key::Tab]);
    assert!(views(folder.path()).is_empty(), "not at once");
    std::thread::sleep(Duration::from_millis(3200));
    window.settle();
    // Not closed: gone as if the power had failed.
    let selected = window.selected();
    assert_eq!(selected.len(), 1);
    drop(window);
    assert_eq!(views(folder.path()).len(), 1);
    let window = Window::on(&path);
    assert_eq!(window.selected(), selected);
}
