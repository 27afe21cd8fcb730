//! Nodes stand together by comment, author, topic or nothing: the layout stays sound, frames say what is in them, the
//! map itself does not change, and undo leads back.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may")]

mod driven;
mod large_map;

use cruxmap::{
    jobs::Progress,
    layout::{self, Layout, Rect},
    map::{CommentId, Document, Edit, Ids, Map, NodeId, Point, Records, Statement},
    picture::{self, Grouping, Groups},
    save,
    ui::App,
};
use driven::window::Window;
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::collections::{BTreeMap, BTreeSet};

fn sample() -> Map {
    save::from_text(cruxmap::sample::FIRST.map).unwrap()
}

fn laid_out(map: &Map, by: Grouping) -> Layout {
    layout::run(&picture::request_for(map, &picture::cards(map), by), None, &Progress::default())
}

/// What holds the boxes of each group.
fn frames(groups: &Groups, layout: &Layout) -> BTreeMap<usize, Rect> {
    let mut frames: BTreeMap<usize, Rect> = BTreeMap::new();
    for (&id, &place) in &layout.places {
        if let Some(group) = groups.of(id) {
            frames.entry(group).and_modify(|it| *it = it.union(place)).or_insert(place);
        }
    }
    frames
}

#[test]
fn every_grouping_is_laid_out_soundly_and_no_frame_holds_a_node_of_another() {
    for map in [sample(), large_map::map_of(300), large_map::map_of(1500)] {
        for by in Grouping::ALL {
            let layout = laid_out(&map, by);
            assert_eq!(layout.places.len(), map.node_count());
            let boxes: Vec<(NodeId, Rect)> = layout.places.iter().map(|(&id, &it)| (id, it)).collect();
            for (nth, one) in boxes.iter().enumerate() {
                let near = boxes[..nth].iter().find(|it| it.1.grown(7.9).overlaps(one.1));
                assert!(near.is_none(), "{by:?}: {:?} and {:?}", one.0, near);
            }
            let groups = Groups::new(&map, by);
            if !by.has_frames() {
                continue;
            }
            assert!(groups.names.len() > 1 && groups.names.iter().all(|it| !it.is_empty()), "{by:?}");
            for (group, frame) in frames(&groups, &layout) {
                let foreign = boxes.iter().find(|it| groups.of(it.0) != Some(group) && frame.overlaps(it.1));
                assert!(foreign.is_none(), "{by:?}: {foreign:?} is in the frame of {}", groups.names[group]);
            }
        }
    }
}

#[test]
fn a_node_is_of_the_first_who_says_it_and_replies_are_of_the_topic_above() {
    let mut map = large_map::map_of(600);
    let mut ids = Ids::seeded(1);
    // The first node is said once more, by somebody else, much later.
    let order: Vec<(CommentId, _)> = map.comments().map(|(id, it)| (id, it.span)).collect();
    let (last, span) = *order.iter().max_by_key(|it| it.1).unwrap();
    let first = *order.iter().min_by_key(|it| it.1).unwrap();
    let node = map.statements().filter(|it| it.1.comment == first.0).min_by_key(|it| it.1.span).unwrap();
    let (node, said): (NodeId, Statement) = (node.1.node.unwrap(), node.1.clone());
    let person = map.persons().map(|it| it.0).find(|&it| Some(it) != said.person).unwrap();
    let id = cruxmap::map::StatementId::derived(&[b"once more"]);
    let more = Statement { span, comment: last, person: Some(person), ..said.clone() };
    let records = Records { statements: [(id, more)].into(), ..Records::default() };
    let diff = Edit::Merge(Box::new(records)).plan(&map, &mut ids).unwrap();
    map.apply(&diff).unwrap();
    let author = said.person.or(map.comment(first.0).unwrap().author).unwrap();
    let groups = Groups::new(&map, Grouping::Author);
    assert_eq!(groups.names[groups.of(node).unwrap()], map.person(author).unwrap().name);
    assert_eq!(groups.of(node), Some(0), "groups come in reading order");
    // Whoever replies is on the topic of the comment at the top.
    let topics = Groups::new(&map, Grouping::Topic);
    let top = |mut it: CommentId| {
        while let Some(parent) = map.comment(it).unwrap().parent {
            it = parent;
        }
        it
    };
    let mut of: BTreeMap<CommentId, BTreeSet<usize>> = BTreeMap::new();
    for (_, it) in map.statements().filter(|it| it.1.node != Some(node)) {
        of.entry(top(it.comment)).or_default().extend(topics.of(it.node.unwrap()));
    }
    assert!(of.len() > 1 && of.values().all(|it| it.len() == 1), "{of:?}");
}

#[test]
fn where_all_reply_to_one_post_each_reply_to_it_begins_a_topic() {
    let map = sample();
    let topics = Groups::new(&map, Grouping::Topic);
    let post: Vec<CommentId> = map.comments().filter(|it| it.1.parent.is_none()).map(|it| it.0).collect();
    assert_eq!(post.len(), 1);
    let below = map.comments().filter(|it| it.1.parent == Some(post[0])).count();
    assert_eq!(topics.names.len(), 1 + below);
}

impl Window {
    /// Presses keys and waits for the layout.
    fn order(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(6);
        driven::settle(&mut self.harness);
    }

    /// By keys alone.
    fn group_by(&mut self, what: &str) {
        self.order(Modifiers::SHIFT, Key::G);
        self.harness.get_by_role_and_label(Role::TextInput, "Group by").type_text(what);
        self.harness.run_steps(4);
        self.order(Modifiers::NONE, Key::Enter);
    }

    fn frames(&self) -> Vec<String> {
        let all = self.harness.query_all_by_role(Role::Group).filter_map(|it| it.accesskit_node().label());
        all.filter(|it| it.starts_with("Frame ")).collect()
    }

    fn app(&self) -> &App {
        self.harness.state()
    }

    fn says(&self, words: &str) -> bool {
        self.app().notices().iter().any(|it| it.message.contains(words))
    }
}

#[test]
fn authors_have_frames_with_names_and_counts_and_undo_leads_back() {
    let map = sample();
    let mut window = Window::on(&map, [1300.0, 900.0]);
    let before = window.app().layout().clone();
    window.order(Modifiers::NONE, Key::Home);
    assert!(window.frames().is_empty(), "near by, comments have no frames");
    window.group_by("author");
    assert!(window.says("Grouped by author."));
    let groups = Groups::new(&map, Grouping::Author);
    let frames = window.frames();
    assert_eq!(frames.len(), groups.names.len(), "{frames:?}");
    for (number, name) in groups.names.iter().enumerate() {
        let count = map.nodes().filter(|it| groups.of(it.0) == Some(number)).count();
        let words = if count == 1 { "1 node".to_owned() } else { format!("{count} nodes") };
        let start = format!("Frame {name}: {words}");
        assert!(frames.iter().any(|it| it.starts_with(&start)), "{start} is not among {frames:?}");
    }
    assert_ne!(window.app().layout().places, before.places);
    assert_eq!(window.app().document().map(), &map, "nothing in the map has changed");
    assert_eq!(window.app().document().undo_label(), None);
    window.order(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.app().layout(), &before, "to the bit");
    assert_eq!(window.app().view().grouping, Grouping::Comment);
    assert!(window.frames().is_empty());
}

#[test]
fn the_grouping_comes_back_and_what_was_pinned_stays() {
    let map = sample();
    let mut document = Document::new(map.clone(), Ids::seeded(3));
    let pinned = map.nodes().next().unwrap().0;
    let at = Point { x: 40.0, y: -90.0 };
    document.edit(Edit::Pin { places: [(pinned, Some(at))].into() }).unwrap();
    let mut window = Window::on(document.map(), [1300.0, 900.0]);
    for by in ["topic", "none", "author"] {
        window.group_by(by);
        assert_eq!(window.app().view().grouping.word(), by);
        assert_eq!(window.app().layout().places[&pinned].centre(), at, "{by}");
    }
    let (layout, frames) = (window.app().layout().clone(), window.frames().len());
    let window = window.again();
    assert_eq!(window.app().view().grouping, Grouping::Author);
    assert_eq!(window.app().layout().places, layout.places);
    assert_eq!(window.frames().len(), frames);
}

#[test]
fn without_groups_there_are_no_frames_from_far_away_either() {
    let mut window = Window::on(&large_map::map_of(1500), [1300.0, 900.0]);
    window.order(Modifiers::NONE, Key::Home);
    assert!(!window.frames().is_empty());
    window.group_by("none");
    window.order(Modifiers::NONE, Key::Home);
    assert!(window.frames().is_empty(), "{:?}", window.frames());
    // By author from far away, several stand under one name where there is no room for each.
    window.group_by("author");
    window.order(Modifiers::NONE, Key::Home);
    let frames = window.frames();
    assert!(!frames.is_empty() && frames.len() <= 60, "{frames:?}");
    // By topic, and back to comments.
    window.group_by("topic");
    assert!(!window.frames().is_empty());
    window.group_by("comment");
    assert_eq!(window.app().view().grouping, Grouping::Comment);
    window.harness.run();
}
