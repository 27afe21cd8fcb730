//! Reviewing in the window, by keys and by role and label: corrections, what they teach, other targets, reasons.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may")]

mod dump;

use cruxmap::{
    jobs::Progress,
    layout,
    map::{
        Alternative, Comment, CommentId, Cue, Edge, EdgeId, EdgeKind, Item, Map, Marks, Node, NodeId, NodeKind,
        Records, Review, ReviewState, Source, SourceId, Span, Speaker, Statement, StatementId, StatementKind,
    },
    picture::{self, Shape, Theme},
    save,
    ui::{
        App, Start,
        home::{Home, Settings},
    },
};
use dump::DUMP;
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::{Harness, kittest::Queryable as _};

/// So many sentences of the thread hold the cue; one more holds none.
const CUED: u8 = 9;

fn node(n: u8) -> NodeId {
    NodeId::derived(&[&[n]])
}

fn link() -> EdgeId {
    EdgeId::derived(&[b"link"])
}

/// A thread of ten sentences, each proposed as a claim. Nine hold "because", and are the less sure the later they come.
/// The second one supports the first, or else the third or the fourth.
fn proposals() -> Map {
    let mut records = Records::default();
    let mut text = String::new();
    let mut spans = Vec::new();
    for n in 0..=CUED {
        let start = text.len();
        let cause = if n < CUED { "because of the wind" } else { "whatever you say" };
        text.extend(["Mill ", &n.to_string(), " stands still ", cause, "."]);
        spans.push(start..text.len());
        text.push(' ');
    }
    let (source, comment) = (SourceId::of(&text), CommentId::derived(&[b"comment"]));
    let place = |it: &std::ops::Range<usize>| {
        let at = |it| u32::try_from(it).unwrap();
        Span { source, start: at(it.start), end: at(it.end) }
    };
    let other = |n, confidence| Alternative { to: node(n), kind: EdgeKind::Supports, confidence };
    for (n, span) in (0..).zip(&spans) {
        let id = node(n);
        records.nodes.insert(id, Node { kind: NodeKind::Claim, text: text[span.clone()].into() });
        let statement = Statement {
            span: place(span),
            comment,
            speaker: Speaker::Author,
            person: None,
            kind: StatementKind::Claim,
            disputed: false,
            node: Some(id),
        };
        records.statements.insert(StatementId::derived(&[&[n]]), statement);
        let because = || Cue { words: "because".to_owned(), says: "gives a reason".into() };
        let review = Review {
            confidence: 0.95 - 0.05 * f32::from(n),
            cues: if n < CUED { [because()].into() } else { [].into() },
            runner_up: Some(StatementKind::Premise),
            runner_up_confidence: Some(0.05 + 0.04 * f32::from(n)),
            // The last one is linked to nothing.
            alternatives: if n == CUED { Box::new([other(4, 0.1)]) } else { Box::default() },
            ..Review::default()
        };
        records.reviews.insert(id.into(), review);
    }
    let all = Span { source, start: 0, end: place(&spans[usize::from(CUED)]).end };
    let comment_of_all = Comment {
        span: all,
        author: None,
        parent: None,
        time: None,
        link: None,
        marks: Marks::default(),
        topic: None,
        footnotes: Vec::new(),
        certainty: 1.0,
    };
    records.comments.insert(comment, comment_of_all);
    records.sources.insert(
        source,
        Source { title: "Mills".to_owned(), format: "test".to_owned(), text: text.into(), chrome: Vec::new() },
    );
    records.edges.insert(link(), Edge { from: node(1), to: node(0).into(), kind: EdgeKind::Supports });
    let alternatives = vec![other(2, 0.4), other(3, 0.2)];
    records
        .reviews
        .insert(link().into(), Review { confidence: 0.6, alternatives: alternatives.into(), ..Review::default() });
    Map::from_records(records).unwrap()
}

struct Window {
    harness: Harness<'static, App>,
    folder: tempfile::TempDir,
}

impl Window {
    fn new() -> Self {
        Self::within(tempfile::tempdir().unwrap())
    }

    fn on_thread(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("thread.txt");
        std::fs::write(&path, text).unwrap();
        Self::opened(folder, path)
    }

    fn within(folder: tempfile::TempDir) -> Self {
        let path = folder.path().join("mills.ron");
        std::fs::write(&path, save::to_text(&proposals())).unwrap();
        Self::opened(folder, path)
    }

    fn opened(folder: tempfile::TempDir, path: std::path::PathBuf) -> Self {
        let home = Home::at(folder.path().join("home"));
        // In reading order, so that what comes next is what the test expects.
        if !home.settings_path().exists() {
            home.remember(&Settings { by_value: Some(false), ..Settings::default() }).unwrap();
        }
        let harness = Harness::builder()
            .with_size([1280.0, 800.0])
            .with_step_dt(0.06)
            .allow_missing_glyphs()
            .build_eframe(move |context| App::new(&context.egui_ctx, home, Start::File(path)));
        let mut window = Self { harness, folder };
        window.wait();
        window
    }

    /// Until nothing runs in the background any more.
    fn wait(&mut self) {
        for _ in 0..3 {
            for _ in 0..2000 {
                self.harness.step();
                if !self.harness.state().is_busy() {
                    break;
                }
                std::thread::sleep(std::time::Duration::from_millis(2));
            }
            self.harness.run_steps(4);
        }
    }

    fn map(&self) -> &Map {
        self.harness.state().document().map()
    }

    fn keys(&mut self, keys: &[Key]) {
        for &key in keys {
            self.harness.key_press_modifiers(Modifiers::NONE, key);
            self.harness.run_steps(6);
        }
    }

    fn said(&self, n: u8) -> StatementKind {
        self.map().move_of(node(n)).unwrap()
    }

    fn review(&self, item: impl Into<Item>) -> &Review {
        self.map().review(item).unwrap()
    }

    fn selected(&self) -> Option<Item> {
        self.harness.state().view().single()
    }

    fn notices(&self) -> Vec<String> {
        self.harness.state().notices().iter().map(|it| it.message.clone()).collect()
    }
}

#[test]
fn a_whole_thread_is_reviewed_with_one_hand() {
    let mut window = Window::new();
    // Off, so that each proposal is what the test expects.
    window.harness.get_by_role_and_label(Role::Button, "Review").click();
    window.harness.run_steps(6);
    window.harness.get_by_role_and_label(Role::Button, "Learn from corrections").click();
    window.harness.run_steps(6);
    window.keys(&[Key::F6, Key::Tab]);
    let answers = [Key::A, Key::X, Key::R, Key::Num2, Key::Num3, Key::R, Key::A, Key::Num6, Key::X, Key::A];
    for (n, answer) in (0..).zip(answers) {
        assert_eq!(window.selected(), Some(node(n).into()), "before {answer:?}");
        window.keys(&[answer]);
        if !matches!(answer, Key::A | Key::X) {
            // A correction stays, so that one may go on choosing.
            assert_eq!(window.selected(), Some(node(n).into()), "after {answer:?}");
            assert_eq!(window.review(node(n)).corrected_from, Some(StatementKind::Claim));
            window.keys(&[Key::Tab]);
        }
    }
    let state = |n| window.review(node(n)).state;
    let all: Vec<ReviewState> = (0..=CUED).map(state).collect();
    let (yes, no) = (ReviewState::Accepted, ReviewState::Rejected);
    assert_eq!(all, [yes, no, yes, yes, yes, yes, yes, yes, no, yes]);
    let kind = |n| window.map().node(node(n)).unwrap().kind;
    assert_eq!([kind(2), kind(3), kind(4)], [NodeKind::Claim, NodeKind::Question, NodeKind::Crux]);
    assert_eq!([window.said(2), window.said(3)], [StatementKind::Premise, StatementKind::Question]);
    assert_eq!((kind(7), window.said(7)), (NodeKind::Note, StatementKind::Meta));
    assert_eq!(window.map().problems(), Vec::<String>::new());
}

#[test]
fn three_corrections_teach_and_one_undo_takes_that_back() {
    let mut window = Window::new();
    // After the second the link between both is due, and stays as it is.
    window.keys(&[Key::F6, Key::Tab, Key::R, Key::Tab, Key::R, Key::Tab, Key::Tab]);
    assert!(window.map().reviews().all(|it| it.1.lesson.is_none()), "two corrections are chance");
    let before = window.map().clone();
    window.keys(&[Key::R]);

    // The odds of a claim are divided by four: those that were not four times as likely turn.
    for n in 3..CUED {
        let review = window.review(node(n));
        let turned = before.review(node(n)).map(|it| it.confidence / it.runner_up_confidence.unwrap()).unwrap() < 4.0;
        let expected = if turned { StatementKind::Premise } else { StatementKind::Claim };
        assert_eq!(window.said(n), expected, "{n}");
        assert_eq!((review.state, review.lesson.as_ref().unwrap().times), (ReviewState::Open, 3), "{n}");
    }
    assert_eq!(window.said(CUED), StatementKind::Claim, "without the cue nothing is learned");
    assert_eq!(window.review(node(CUED)), before.review(node(CUED)).unwrap());
    let notice =
        "3 corrections of “because”: 5 more proposals changed from claim to premise; 1 stayed claim, less sure.";
    assert_eq!(window.notices(), [notice]);

    // The reason is told with the proposal.
    window.keys(&[Key::Tab]);
    window.harness.get_by_label("you corrected this cue 3 times: from claim to premise");

    window.harness.get_by_role_and_label(Role::Button, "Undo").click();
    window.harness.run_steps(6);
    assert_eq!(window.map(), &before, "the lesson went with the third correction");
    assert_eq!(window.notices(), Vec::<String>::new());
}

#[test]
fn switched_off_nothing_is_learned_and_that_is_remembered() {
    let mut window = Window::new();
    let switch = |window: &mut Window| {
        window.harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
        window.harness.run_steps(6);
        window.harness.get_by_role(Role::TextInput).type_text("learn from");
        window.harness.run_steps(6);
        window.keys(&[Key::Enter]);
    };
    switch(&mut window);
    window.keys(&[Key::Tab, Key::R, Key::Tab, Key::R, Key::Tab, Key::Tab, Key::R]);
    assert_eq!([0, 1, 2].map(|it| window.said(it)), [StatementKind::Premise; 3]);
    assert!(window.map().reviews().all(|it| it.1.lesson.is_none()));
    let Window { harness, folder } = window;
    drop(harness);
    let mut window = Window::within(folder);
    assert!(!window.harness.state().document().learns());
    switch(&mut window);
    assert!(window.harness.state().document().learns());
}

#[test]
fn one_key_leads_a_link_to_its_next_target_and_round() {
    let mut window = Window::new();
    let start = window.map().clone();
    window.keys(&[Key::F6, Key::Tab, Key::Tab, Key::E]);
    assert_eq!(window.selected(), Some(link().into()));
    let target = |window: &Window| window.map().edge(link()).unwrap().to;
    for n in [2, 3, 0] {
        window.keys(&[Key::R]);
        assert_eq!(target(&window), node(n).into());
        let review = window.review(link());
        assert_eq!((review.state, review.alternatives.len()), (ReviewState::Accepted, 2));
        assert_eq!(review.is_corrected(None), n != 0, "{n}");
    }
    for _ in 0..3 {
        window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        window.harness.run_steps(6);
    }
    assert_eq!(window.map(), &start);

    // The same by mouse, to the one after the next.
    window.keys(&[Key::Escape, Key::Tab, Key::Tab, Key::E]);
    window
        .harness
        .get_by_role_and_label(
            Role::Button,
            "3  supports “Mill 3 stands still because of the wind.” — a guess, 20\u{a0}%",
        )
        .click();
    window.harness.run_steps(6);
    assert_eq!(target(&window), node(3).into());
    window.harness.get_by_label("Corrected by you; this target was a guess, 20\u{a0}%");
    // Deleting a node takes it out of the other targets.
    assert!(window.review(link()).alternatives.iter().any(|it| it.to == node(2)));
    window.keys(&[Key::Tab, Key::X]);
    assert!(window.map().node(node(2)).is_none());
    assert!(window.review(link()).alternatives.iter().all(|it| it.to != node(2)));
    // Tab goes on from where the link starts.
    window.keys(&[Key::Escape]);
}

#[test]
fn what_a_node_may_bear_on_is_one_click_or_the_first_to_choose() {
    let drawn = |window: &Window| {
        let map = window.map();
        map.edges_at(node(CUED)).filter_map(|it| map.edge(it)).any(|it| it.to == node(4).into())
    };
    let select = |window: &mut Window| {
        window.keys(&[Key::F6]);
        while window.selected() != Some(node(CUED).into()) {
            window.keys(&[Key::Tab]);
        }
    };
    let words = "supports “Mill 4 stands still because of the wind.”";
    let mut window = Window::new();
    let start = window.map().clone();
    select(&mut window);
    window.harness.get_by_role_and_label(Role::Button, &format!("{words} — a guess, 10\u{a0}%")).click();
    window.harness.run_steps(6);
    assert!(drawn(&window));
    assert!(window.harness.query_by_label("May bear on").is_none(), "it is drawn");
    assert!(!window.review(node(CUED)).is_corrected(Some(StatementKind::Claim)));
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.harness.run_steps(6);
    assert_eq!(window.map(), &start);
    // By keys: it is the first of all that the node may be linked to.
    select(&mut window);
    window.keys(&[Key::L, Key::Enter]);
    assert!(drawn(&window));
}

#[test]
fn other_targets_are_drawn_with_their_numbers() {
    let map = proposals();
    let layout = layout::run(&picture::request(&map), None, &Progress::default());
    let shapes = picture::alternatives(&map, link(), &layout, Theme::light(), |_| true);
    let without = picture::alternatives(&map, link(), &layout, Theme::light(), |_| false);
    assert!(without.is_empty(), "what is hidden is no target to be seen");
    let numbers = shapes.iter().filter_map(|it| match it {
        Shape::Text(it) => Some(it.words.text.as_str()),
        Shape::Path(_) => None,
    });
    assert_eq!(numbers.collect::<Vec<_>>(), ["2", "3"]);
    let dotted = shapes.iter().filter_map(|it| match it {
        Shape::Path(it) if it.stroke.is_some_and(|it| it.dash.is_some()) => Some((it.points[0], it.points[1])),
        _ => None,
    });
    for ((start, end), to) in dotted.zip([2, 3]) {
        let (from, to) = (layout.places[&node(1)], layout.places[&node(to)]);
        assert!(from.grown(0.5).contains(start) && to.grown(0.5).contains(end), "{start:?} to {end:?}");
    }
}

#[test]
fn the_words_of_a_cue_are_marked_in_the_thread() {
    let mut window = Window::new();
    window.keys(&[Key::F6, Key::Tab, Key::Tab]);
    let at = window.harness.get_by_role_and_label(Role::Button, "“because”").rect().center();
    window.harness.hover_at(at);
    window.harness.run_steps(6);
    let marked = window.harness.state().view().marked.unwrap();
    assert_eq!(window.map().quote(marked), Some("because"));
    let statement = window.map().statements().find(|it| it.1.node == Some(node(1))).unwrap().1;
    assert!(statement.span.range().contains(&(marked.start as usize)));
    // The runner-up is one click away, too.
    window.harness.hover_at(egui::pos2(600.0, 400.0));
    window.harness.run_steps(6);
    assert_eq!(window.harness.state().view().marked, None);
    window.harness.get_by_role_and_label(Role::Button, "premise, 9\u{a0}%").click();
    window.harness.run_steps(6);
    assert_eq!(window.said(1), StatementKind::Premise);
    window.harness.get_by_label_contains("Corrected by you from claim; that was almost certain, 90\u{a0}%");
}

#[test]
fn the_last_thing_to_review_is_a_link_whose_ends_were_corrected() {
    let mut window = Window::new();
    window.keys(&[Key::F6, Key::Tab, Key::R, Key::Tab, Key::R]);
    // The link is due now: it comes right after its start.
    window.keys(&[Key::Tab]);
    assert_eq!(window.selected(), Some(link().into()));
    window.harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    window.harness.run_steps(6);
    assert_eq!(window.selected(), Some(node(CUED).into()), "going back goes round");
    window.keys(&[Key::Tab]);
    assert_eq!(window.selected(), Some(link().into()));
    for _ in 0..CUED {
        window.keys(&[Key::A]);
    }
    assert!(window.map().reviews().all(|it| it.1.state == ReviewState::Accepted), "nothing is left");
}

#[test]
fn comments_are_split_and_joined_in_the_thread() {
    let mut window = Window::on_thread(DUMP);
    let comments = |window: &Window| window.map().comments().count();
    let before = comments(&window);
    // By mouse: the line at a doubtful place.
    let line = "Perhaps a new comment · Split";
    window.harness.get_all_by_role_and_label(Role::Button, line).next().unwrap().click();
    window.wait();
    assert_eq!(comments(&window), before + 1, "{:?}", window.notices());
    assert!(window.notices().iter().any(|it| it.starts_with("Split the comment")), "{:?}", window.notices());
    assert_eq!(window.map().problems(), Vec::<String>::new());
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.wait();
    assert_eq!(comments(&window), before);
    // By keys: to the first doubtful place where a comment may start, and there and back.
    let mut split = false;
    for _ in 0..8 {
        window.keys(&[Key::B, Key::S]);
        window.wait();
        split = comments(&window) == before + 1;
        if split {
            break;
        }
    }
    assert!(split, "no key split a comment: {:?}", window.notices());
    assert_eq!(window.map().problems(), Vec::<String>::new());
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.wait();
    assert_eq!(comments(&window), before);
}

#[test]
fn whoever_selects_other_words_leaves_the_doubtful_start() {
    let mut window = Window::on_thread(DUMP);
    window.keys(&[Key::B]);
    let (_, doubtful) = window.harness.state().view().doubt.unwrap();
    let begins = |window: &Window, at: u32| window.map().comments().any(|it| it.1.span.start == at);
    // A click on a card whose words neither begin a comment nor hold the doubtful start.
    let places = (0..12u16).flat_map(|y| (0..20u16).map(move |x| (x, y)));
    let clicked =
        places.map(|(x, y)| egui::pos2(400.0 + 25.0 * f32::from(x), 150.0 + 40.0 * f32::from(y))).find_map(|at| {
            window.harness.hover_at(at);
            window.harness.run_steps(2);
            let node = window.harness.state().view().hovered?.node()?;
            let span = window.map().statements().find(|it| it.1.node == Some(node))?.1.span;
            if begins(&window, span.start) || span.range().contains(&(doubtful as usize)) {
                return None;
            }
            window.harness.drag_at(at);
            window.harness.drop_at(at);
            window.harness.run_steps(6);
            Some(span.start)
        });
    let words = clicked.unwrap();
    window.keys(&[Key::S]);
    window.wait();
    assert!(begins(&window, words), "the selected words begin a comment: {:?}", window.notices());
    assert!(!begins(&window, doubtful), "nobody asked for the place left behind");
}
