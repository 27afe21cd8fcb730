//! The picture: legible, distinct without colour, whole with any words, and on request written out to be looked at.

mod common;

use cruxmap::{
    export,
    jobs::Progress,
    layout::{self, Layout, Rect},
    map::{Document, EdgeKind, Edit, EvidenceKind, Ids, Map, NodeKind, Point},
    picture::{self, Colour, Passage, Shape, State, Theme, Tone, text},
};

fn themes() -> [&'static Theme; 2] {
    [Theme::light(), Theme::dark()]
}

fn laid_out(map: &Map) -> Layout {
    layout::run(&picture::request(map), None, &Progress::default())
}

#[test]
fn words_and_lines_have_contrast() {
    for theme in themes() {
        let it = &theme.colours;
        let grounds = [it.canvas, it.panel, it.card, it.accent_card, it.selection_card];
        let check = |what: &str, front: Colour, ground: Colour, least: f32| {
            let contrast = front.contrast(ground);
            assert!(contrast >= least, "{what} on {}: {contrast:.2}, dark: {}", ground.hex(), theme.dark);
        };
        for ground in grounds {
            check("text", it.text, ground, 4.5);
            check("weak text", it.weak, ground, 4.5);
            check("lines", it.line, ground, 3.0);
            check("selection", it.selection, ground, 3.0);
        }
        for kind in NodeKind::ALL {
            check("text", it.text, it.spans[kind], 4.5);
            for ground in [it.canvas, it.panel, it.card, it.selection_card] {
                check(kind.word(), it.kinds[kind], ground, 4.5);
            }
        }
        check("crux", it.kinds.crux, it.accent_card, 4.5);
        for ground in [it.canvas, it.panel, it.card] {
            for (what, colour) in [("accent", it.accent), ("ok", it.ok), ("warn", it.warn), ("error", it.error)] {
                check(what, colour, ground, 4.5);
            }
        }
        for kind in EdgeKind::ALL {
            check(kind.words(), it.links[kind], it.canvas, 3.0);
            // Proposals are lighter; see `picture::node`.
            check(kind.words(), it.links[kind].mixed(it.canvas, 0.15), it.canvas, 3.0);
        }
    }
}

/// Kinds and links are told apart without colour.
#[test]
fn kinds_differ_in_shape() {
    let bare = |shapes: Vec<Shape>| -> String {
        let shapes: Vec<Shape> = shapes
            .into_iter()
            .map(|mut it| {
                if let Shape::Path(path) = &mut it {
                    path.fill = path.fill.map(|_| Colour(0, 0, 0, 255));
                    path.stroke = path.stroke.map(|it| picture::Stroke { colour: Colour(0, 0, 0, 255), ..it });
                }
                it
            })
            .collect();
        format!("{shapes:?}")
    };
    let distinct = |all: Vec<String>| {
        let mut sorted = all.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), all.len());
    };
    let (from, to) = (Point { x: 0.0, y: 0.0 }, Point { x: 80.0, y: 0.0 });
    let theme = Theme::light();
    distinct(EdgeKind::ALL.iter().map(|&it| bare(picture::edge_sample(it, from, to, theme))).collect());
    let icon = |kind, sort| bare(picture::icon(kind, sort, from, 14.0, theme.colours.text));
    let kinds = NodeKind::ALL.iter().filter(|&&it| it != NodeKind::Evidence).map(|&it| icon(it, None));
    distinct(kinds.chain(EvidenceKind::ALL.iter().map(|&it| icon(NodeKind::Evidence, Some(it)))).collect());
}

#[test]
fn any_words_fit_their_cards() {
    let long = "word ".repeat(4000);
    for words in common::HOSTILE.into_iter().chain([long.as_str(), "A claim."]) {
        let map = common::every_kind(words);
        let layout = laid_out(&map);
        for (id, card) in picture::cards(&map) {
            assert_eq!(Some(card.clone()), picture::card(&map, id));
            for line in &card.lines {
                let right = line.at.x + line.words.wide(line.size);
                assert!(line.at.x >= 0.0 && right <= card.size.width, "{:?} of {words:.40}", line.words.text);
                assert!(line.at.y > line.size * 0.5 && line.at.y < card.size.height, "{:?}", line.words.text);
                assert!(!line.words.text.contains(char::is_control), "{:?}", line.words.text);
            }
        }
        for theme in themes() {
            picture::whole(&map, &layout, theme).iter().for_each(check_shape);
        }
    }
}

fn check_shape(shape: &Shape) {
    match shape {
        Shape::Text(it) => assert!(it.at.x.is_finite() && it.at.y.is_finite() && it.size > 0.0),
        Shape::Path(path) => {
            assert!(path.points.len() > 1);
            assert!(path.points.iter().all(|it| it.x.is_finite() && it.y.is_finite()));
            if path.fill.is_some() {
                assert!(is_convex(&path.points), "{:?}", path.points);
            }
        }
    }
}

/// Whether the corners turn one way only.
fn is_convex(points: &[Point]) -> bool {
    let n = points.len();
    let turn = |it: usize| {
        let (a, b, c) = (points[it], points[(it + 1) % n], points[(it + 2) % n]);
        (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x)
    };
    (0..n).all(|it| turn(it) > -0.01) || (0..n).all(|it| turn(it) < 0.01)
}

#[test]
fn undercuts_land_on_their_link() {
    let map = common::every_kind("A claim.");
    let layout = laid_out(&map);
    let (id, target) = map.edges().find_map(|(id, it)| Some((id, it.to.edge()?))).unwrap();
    let end = *picture::way(&map, id, &layout).unwrap().last().unwrap();
    let line = picture::way(&map, target, &layout).unwrap();
    let (middle, _) = layout::at(&line, 0.5).unwrap();
    assert!((end.x - middle.x).abs() < 0.1 && (end.y - middle.y).abs() < 0.1);
}

#[test]
fn states_show() {
    let map = common::every_kind("A claim.");
    let theme = Theme::light();
    let (id, _) = map.nodes().next().unwrap();
    let card = picture::card(&map, id).unwrap();
    let place = Rect::at(Point { x: 0.0, y: 0.0 }, card.size);
    let draw = |state| picture::node(&map, id, &card, place, theme, state);
    let plain = draw(State::default());
    let states = [
        State { selected: true, ..State::default() },
        State { hovered: true, ..State::default() },
        State { dimmed: true, ..State::default() },
    ];
    assert!(states.iter().all(|&it| draw(it) != plain));
}

#[test]
fn lines_break_where_they_may() {
    let wide = |text: &str| text::width(text, 10.0) + 0.01;
    let wrap = |text: &str, width: f32, lines: usize| -> Vec<String> {
        picture::wrap(&Passage::lines(text), 10.0, width, lines).into_iter().map(|it| it.text).collect()
    };
    let check = |text: &str, width: f32, lines: usize, expected: &[&str]| {
        assert_eq!(wrap(text, width, lines), expected, "{text}");
    };
    check("one two three", wide("one two"), 9, &["one two", "three"]);
    check("one two three", wide("one two"), 1, &["one t…"]);
    check("one two", wide("one two"), 1, &["one two"]);
    check("one\ntwo", 500.0, 2, &["one", "two"]);
    check("one\ntwo\nthree", 500.0, 2, &["one", "two…"]);
    check("well-known", wide("known"), 9, &["well-", "known"]);
    check("a,b. (c) d", wide("(c) d"), 9, &["a,b. ", "(c) d"].map(str::trim));
    check("字字字、字字", 30.5, 9, &["字字", "字、字", "字"]);
    check("unbreakable", wide("unbreak"), 9, &["unbreak", "able"]);
    check("", 100.0, 3, &[]);
    check("word", 0.0, 9, &["w", "o", "r", "d"]);
    let long = "many words make long lines that break ".repeat(20);
    let lines = wrap(&long, 120.0, 400);
    assert!(lines.iter().all(|it| text::width(it, 10.0) <= 120.0));
    assert_eq!(lines.join(" "), long.trim());
}

#[test]
fn lines_from_right_to_left_end_at_the_right_edge() {
    let mut document = Document::new(Map::default(), Ids::seeded(2));
    let long = "הטענה נכונה כי המדידות (מדגם 3) מראות זאת, ואין סיבה לחשוב אחרת.";
    let text = format!("{long}\n\nAnd in *English*, שלום.");
    document.edit(Edit::AddNode { kind: NodeKind::Claim, text, at: None, link: None }).unwrap();
    let (_, card) = picture::cards(document.map()).into_iter().next().unwrap();
    let said: Vec<&picture::Line> = card.lines.iter().filter(|it| it.tone == Tone::Text).collect();
    let (right, left): (Vec<&picture::Line>, Vec<&picture::Line>) = said.iter().partition(|it| it.words.rtl);
    assert!(right.len() > 1 && left.len() == 1);
    let ends: Vec<f32> = right.iter().map(|it| it.at.x + it.words.wide(it.size)).collect();
    assert!(ends.iter().all(|it| (it - ends[0]).abs() < 0.01 && *it < card.size.width), "{ends:?}");
    assert!(ends[0] > card.size.width - 20.0);
    assert!(left[0].at.x < 20.0, "each paragraph has its own direction");
    let read: Vec<&str> = right.iter().map(|it| it.words.text.as_str()).collect();
    assert_eq!(read.join(" "), long, "the words are kept as they are written");
}

#[test]
fn markdown_loses_its_marks_only() {
    let check = |markdown: &str, expected: &str| assert_eq!(text::plain(markdown), expected);
    check("**Bold** and *soft* and `code`", "Bold and soft and code");
    check("a [link](https://example.org) here", "a link here");
    check("- one\n- two", "• one\n• two");
    check("# Head\n\nBody\nmore", "Head\nBody more");
    check("2 * 3 < 7 & x_1", "2 * 3 < 7 & x_1");
    check("<b>html</b>", "<b>html</b>");
    check("a | b", "a | b");
}

/// With `PICTURES=folder` the pictures and summaries are written there, to be looked at.
#[test]
fn real_maps_become_pictures() {
    for (name, words, gold) in common::threads() {
        let map = common::map_of(name, &words, &gold);
        let layout = laid_out(&map);
        picture::whole(&map, &layout, Theme::light()).iter().for_each(check_shape);
        let Some(folder) = std::env::var_os("PICTURES").map(std::path::PathBuf::from) else { continue };
        for theme in themes() {
            let stem = format!("{name}-{}", if theme.dark { "dark" } else { "light" });
            let svg = export::svg(&map, &layout, theme);
            std::fs::write(folder.join(format!("{stem}.png")), export::png(&svg, 0.7).unwrap()).unwrap();
            std::fs::write(folder.join(format!("{stem}.svg")), svg).unwrap();
        }
        let document = export::document(&map, export::Form::Full.template()).unwrap();
        std::fs::write(folder.join(format!("{name}.md")), document.without_pictures()).unwrap();
        std::fs::write(folder.join(format!("{name}.html")), document.html()).unwrap();
    }
    let Some(folder) = std::env::var_os("PICTURES").map(std::path::PathBuf::from) else { return };
    let map = common::every_kind("Every kind of node and link, with a few words.");
    for theme in themes() {
        let svg = export::svg(&map, &laid_out(&map), theme);
        let name = if theme.dark { "kinds-dark.png" } else { "kinds-light.png" };
        std::fs::write(folder.join(name), export::png(&svg, 1.0).unwrap()).unwrap();
    }
}
