//! By mouse.

use crate::window::Window;
use cruxmap::map::{Document, EdgeKind, Edit, Ids, Item, Map, NodeId, NodeKind};
use egui::{Key, Modifiers, accesskit::Role, pos2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

/// Two claims, one with a reason, a note, and evidence.
fn map() -> Map {
    let mut document = Document::new(Map::default(), Ids::seeded(12));
    let mut add = |kind, text: &str, link| -> NodeId {
        let diff = document.edit(Edit::AddNode { kind, text: text.to_owned(), at: None, link }).unwrap();
        *diff.nodes.keys().next().unwrap()
    };
    let trams = add(NodeKind::Claim, "Trams pay", None);
    add(NodeKind::Claim, "They last longer", Some((EdgeKind::Supports, trams.into())));
    add(NodeKind::Claim, "A tram is worth its cost", None);
    add(NodeKind::Note, "By the way", None);
    add(NodeKind::Evidence, "Table 3", None);
    document.map().clone()
}

/// A window with one node selected, and where the handle of that node is.
fn with_handle(words: &str) -> (Window, egui::Pos2) {
    let mut window = Window::on_map(&map());
    window.click(window.place(words).center());
    let handle = window.place(words).center_bottom();
    (window, handle)
}

#[test]
fn from_the_handle_to_empty_space_makes_a_linked_node_that_is_titled_at_once() {
    let (mut window, handle) = with_handle("They last longer");
    let free = pos2(600.0, 700.0);
    window.drag(handle, free);
    assert!(window.shows("New claim that supports"));
    window.drop(free);
    assert!(window.is_typing() && !window.shows("New claim"));
    window.type_words("Fewer parts move");
    window.press_button("Link: attacks");
    window.keys(&[Key::Enter]);
    assert_eq!(window.link_of("Fewer parts move"), Some((EdgeKind::Attacks, "They last longer".to_owned())));
    assert!(window.map().pin(window.node("Fewer parts move")).is_some(), "it stays where it was put");
    window.undo();
    assert_eq!(window.map(), &map());
}

#[test]
fn while_a_link_is_drawn_the_pointer_tells_what_it_would_be() {
    let (mut window, handle) = with_handle("They last longer");
    for (over, words) in [
        ("A tram is worth", "Supports, attacks, qualifies, concedes, restates: choose"),
        ("By the way", "Cannot be linked"),
        ("Table 3", "Supports, attacks, qualifies, concedes: choose"),
    ] {
        let to = window.place(over).center();
        window.drag(handle, to);
        assert!(window.shows(words), "over {over}");
        // Escape gives the gesture back.
        window.keys(&[Key::Escape]);
        assert!(!window.shows(words));
        window.drop(to);
        assert_eq!(window.map(), &map());
        assert_eq!(window.selected(), "They last longer", "it stays selected");
    }
    // Onto a link it undercuts: in the middle between the two ends.
    let (mut window, handle) = with_handle("Table 3");
    let (from, to) = (window.place("They last"), window.place("Trams pay"));
    let middle = from.center_top() + (to.center_bottom() - from.center_top()) / 2.0;
    window.drag(handle, middle);
    assert!(window.shows("Undercuts"));
    window.drop(middle);
    let link = window.map().edges().find(|it| it.1.kind == EdgeKind::Undercuts).unwrap().1;
    assert!(link.from == window.node("Table 3") && link.to.edge().is_some());
}

#[test]
fn a_node_dropped_on_another_asks_and_with_alt_says_the_same() {
    let mut window = Window::on_map(&map());
    let (from, to) = (window.place("A tram is worth").center(), window.place("They last").center());
    window.drag(from, to);
    assert!(window.shows("Same claim, or move here?"));
    window.drop(to);
    assert_eq!(window.map(), &map(), "nothing happens before one chooses");
    window.press_button("Cancel");
    assert_eq!(window.map(), &map());
    window.drag(from, to);
    window.drop(to);
    window.press_button("Move here");
    let moved = window.node("A tram is worth its cost");
    assert!(window.map().pin(moved).is_some());
    window.undo();
    window.harness.run_steps(8);
    window.drag(window.place("A tram is worth").center(), window.place("They last").center());
    window.drop(window.place("They last").center());
    window.press_button("Same claim as “They last longer”");
    assert_eq!((window.map().node_count(), window.selected().as_str()), (4, "They last longer"));
    window.undo();
    assert_eq!(window.map(), &map());

    // With Alt there is no question.
    window.harness.run_steps(8);
    let (from, to) = (window.place("They last").center(), window.place("A tram is worth").center());
    window.drag(from, to);
    window.harness.event(egui::Event::ModifiersChanged(Modifiers::ALT));
    window.harness.step();
    window.drop(to);
    window.harness.event(egui::Event::ModifiersChanged(Modifiers::NONE));
    window.harness.run_steps(4);
    assert_eq!(window.link_of("A tram is worth its cost"), Some((EdgeKind::Supports, "Trams pay".to_owned())));
    assert!(!window.texts().contains(&"They last longer".to_owned()));
}

#[test]
fn a_double_click_on_the_empty_canvas_makes_a_claim_there() {
    let mut window = Window::on_map(&map());
    let free = pos2(560.0, 720.0);
    for _ in 0..2 {
        window.harness.drag_at(free);
        window.harness.drop_at(free);
    }
    window.harness.run_steps(6);
    window.type_words("Out of nowhere");
    // A click elsewhere finishes.
    window.click(free - vec2(120.0, 300.0));
    assert!(!window.is_typing());
    assert_eq!(window.link_of("Out of nowhere"), None);
}

const THREAD: &str = "rowan  2h ago\nI moved here last year. A cap can be checked, because the meters show every load. \
                      Nobody asked for that.\n\nlinden  1h ago\nreply to rowan\nI disagree. Meters can be fooled.\n";

/// Where on the screen these words of the thread are: their first and their last letter.
fn words_at(window: &Window, words: &str) -> (egui::Pos2, egui::Pos2) {
    let source = window.map().sources().next().unwrap().1;
    let paragraph =
        "I moved here last year. A cap can be checked, because the meters show every load. Nobody asked for that.";
    assert!(source.text.contains(paragraph));
    let mut all = window.harness.get_all_by_role(Role::Label);
    let block = all.find(|it| it.accesskit_node().value().is_some_and(|it| it.starts_with("I moved here"))).unwrap();
    // The block is laid out as the window does it: the same font, size and width.
    let rect = block.rect();
    let ctx = &window.harness.ctx;
    let galley = ctx.fonts_mut(|fonts| {
        let mut job = egui::text::LayoutJob::simple(
            paragraph.to_owned(),
            egui::FontId::proportional(14.0),
            egui::Color32::WHITE,
            rect.width() + 12.0,
        );
        job.sections[0].format.line_height = Some(19.0);
        fonts.layout_job(job)
    });
    let start = paragraph.find(words).unwrap();
    let place = |nth: usize| {
        let cursor = egui::text::CCursor::new(nth);
        rect.min + galley.pos_from_cursor(cursor).center().to_vec2()
    };
    (place(start), place(start + words.len()))
}

#[test]
fn words_are_chosen_in_the_thread_and_become_a_claim() {
    let mut window = Window::on("cap.txt", THREAD.as_bytes());
    let before = window.map().clone();
    let words = "the meters show every load";
    let (start, end) = words_at(&window, words);
    window.drag(start, end);
    window.drop(end);
    let chosen = window.harness.state().view().words.unwrap();
    let quote = window.map().quote(chosen).unwrap().to_owned();
    assert!(quote.contains("meters show every"), "{quote}");
    // The key for it and the button do the same.
    window.press_button("Make a claim (W)");
    let made = window.selection()[0].node().unwrap();
    let map = window.map();
    let statement = map.statements().find(|it| it.1.node == Some(made)).unwrap().1;
    assert_eq!((statement.span, map.quote(statement.span)), (chosen, Some(quote.as_str())));
    assert_eq!(map.person(statement.person.unwrap()).unwrap().name, "rowan");
    assert_eq!((map.node(made).unwrap().text.to_string(), map.review(made)), (quote.clone(), None));
    assert_eq!(window.harness.state().view().words, None);
    window.undo();
    assert_eq!(window.map(), &before);

    // Dragged to the empty canvas they stay where they are dropped, on a node they become a reason for it.
    let onto = before.nodes().find(|it| it.1.kind == NodeKind::Claim && window.seen(&it.1.text).is_some()).unwrap();
    for (on_node, promise) in [(false, "New claim"), (true, "Claim that supports")] {
        window.keys(&[Key::Escape]);
        let to = if on_node { window.place(&onto.1.text).center() } else { pos2(600.0, 720.0) };
        window.drag(start, end);
        window.drop(end);
        assert!(window.harness.state().view().words.is_some());
        window.drag(start + (end - start) / 2.0, to);
        assert!(window.shows(promise), "{promise}");
        window.drop(to);
        let made = window.selection()[0].node().unwrap();
        assert_eq!(window.map().pin(made).is_some(), !on_node);
        let link = window.map().edges().find(|it| it.1.from == made && window.map().review(made).is_none());
        assert_eq!(link.map(|it| it.1.to), on_node.then_some(Item::Node(onto.0)));
        window.undo();
        assert_eq!(window.map(), &before);
    }
    // Escape lets go of the words.
    window.drag(start, end);
    window.drop(end);
    window.keys(&[Key::Escape]);
    assert_eq!(window.harness.state().view().words, None);
    window.keys(&[Key::W]);
    assert_eq!(window.map(), &before);
}
