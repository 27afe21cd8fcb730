//! What is taken away: well formed with any words, and true to the thread.
#![expect(clippy::unwrap_used, reason = "a test may")]

mod common;

use cruxmap::{export, jobs::Progress, layout, map::Map, picture};
use resvg::usvg::{Options, Tree};

fn svg(map: &Map) -> String {
    let layout = layout::run(&picture::request(map), None, &Progress::default());
    export::svg(map, &layout, picture::Theme::light())
}

#[test]
fn svg_is_well_formed_with_any_words() {
    for words in common::HOSTILE {
        let svg = svg(&common::every_kind(words));
        Tree::from_str(&svg, &Options::default()).unwrap();
        assert!(!svg.contains("<script"));
        assert!(svg.matches("<title>").count() > 20, "nodes and links have titles");
    }
    Tree::from_str(&svg(&Map::default()), &Options::default()).unwrap();
}

#[test]
fn png_has_the_size_asked_for_up_to_a_bound() {
    let header = |png: &[u8]| {
        let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        (number(16), number(20))
    };
    let page = |width: u32, height: u32| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"/>")
    };
    assert_eq!(header(&export::png(&page(300, 200), 2.0).unwrap()), (600, 400));
    assert_eq!(header(&export::png(&page(300, 200), f32::NAN).unwrap()), (300, 200));
    assert_eq!(header(&export::png(&page(300_000, 30), 4.0).unwrap()), (12_000, 2));
    assert!(export::png("no picture", 1.0).is_err());
    let small = svg(&common::every_kind("A claim."));
    assert!(export::png(&small, 0.2).unwrap().starts_with(b"\x89PNG"));
}

#[test]
fn html_is_well_formed_with_any_words() {
    for words in common::HOSTILE {
        check_html(&export::summary_html(&common::every_kind(words)));
    }
    check_html(&export::summary_html(&Map::default()));
    for (name, text, gold) in common::threads() {
        check_html(&export::summary_html(&common::map_of(name, &text, &gold)));
    }
}

/// Every element is closed in order, and only those we write occur.
fn check_html(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let (_, body) = html.split_once("<body>").unwrap();
    for tag in body.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap();
        let name = tag.split(' ').next().unwrap();
        if let Some(name) = name.strip_prefix('/') {
            if name != "body" && name != "html" {
                assert_eq!(open.pop(), Some(name));
            }
            continue;
        }
        let known = [
            "main",
            "h1",
            "h2",
            "h3",
            "h4",
            "p",
            "b",
            "ul",
            "li",
            "article",
            "section",
            "div",
            "span",
            "blockquote",
            "footer",
            "a",
        ];
        assert!(known.contains(&name), "<{name}> was not ours");
        assert!(!tag.contains("javascript:") && !tag.contains(" on"), "<{tag}> may run something");
        open.push(name);
    }
    assert!(open.is_empty(), "{open:?}");
}

/// Read as Markdown, hostile words come out as words: no link, code, table or HTML is ours but none is theirs either.
#[test]
fn markdown_shows_any_words_as_they_are() {
    use pulldown_cmark::{Event, Parser, Tag};
    for words in common::HOSTILE {
        let markdown = export::summary_markdown(&common::every_kind(words));
        for event in Parser::new_ext(&markdown, pulldown_cmark::Options::all()) {
            let foreign = matches!(
                event,
                Event::Html(_)
                    | Event::InlineHtml(_)
                    | Event::Code(_)
                    | Event::Rule
                    | Event::Start(
                        Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::Table(_) | Tag::Emphasis
                    )
            );
            assert!(!foreign, "{event:?} from {words}");
        }
    }
    let markdown = export::summary_markdown(&common::every_kind("a < b"));
    assert!(markdown.contains("a \\< b"));
}

#[test]
fn empty_sections_say_so() {
    for text in [export::summary_markdown(&Map::default()), export::summary_html(&Map::default())] {
        for line in ["No crux", "No disagreement", "Nobody has granted", "No question", "made by hand"] {
            assert!(text.contains(line), "{line}");
        }
    }
}

#[test]
fn only_words_of_the_thread_are_quoted() {
    for (name, text, gold) in common::threads() {
        let map = common::map_of(name, &text, &gold);
        let summary = export::summary(&map);
        let sayings = summary.cruxes.iter().flat_map(|it| &it.question.quotes);
        let sayings = sayings.chain(summary.questions.iter().flat_map(|it| &it.quotes));
        let mut quotes = 0;
        for quote in sayings.chain(summary.concessions.iter().flat_map(|it| &it.granted.quotes)) {
            assert!(text.contains(&quote.words), "“{}” is not in {name}", quote.words);
            quotes += 1;
        }
        assert!(quotes > 3, "{name} has quotes");
    }
}

/// What a person accepted comes before what is only likely, and that before what is less likely.
#[test]
fn cruxes_are_ranked() {
    for (name, text, gold) in common::threads() {
        let summary = export::summary(&common::map_of(name, &text, &gold));
        let sure: Vec<f32> = summary.cruxes.iter().map(|it| it.unsure.unwrap_or(2.0)).collect();
        assert!(sure.len() > 1 && sure.is_sorted_by(|a, b| a >= b), "{name}: {sure:?}");
    }
}
