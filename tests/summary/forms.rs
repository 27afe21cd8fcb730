//! Markdown and HTML, with any words.

use super::{common, document};
use cruxmap::{
    export::{FIGURE, Form},
    map::Map,
    sample, save,
};
use pulldown_cmark::{Event, Options, Parser, Tag};

#[test]
fn html_is_well_formed_with_any_words() {
    for form in Form::ALL {
        for words in common::HOSTILE {
            check_html(&document(&common::every_kind(words), form).html());
        }
        check_html(&document(&Map::default(), form).html());
        for (name, text, gold) in common::threads() {
            check_html(&document(&common::map_of(name, &text, &gold), form).html());
        }
        for it in sample::ALL {
            check_html(&document(&save::from_text(it.map).unwrap(), form).html());
        }
    }
}

/// Elements that the page may have; those of pictures have no end tag of their own.
const KNOWN: [&str; 24] = [
    "main",
    "header",
    "footer",
    "nav",
    "h1",
    "h2",
    "h3",
    "p",
    "strong",
    "code",
    "ul",
    "ol",
    "li",
    "article",
    "section",
    "blockquote",
    "a",
    "figure",
    "svg",
    "g",
    "title",
    "text",
    "path",
    "rect",
];

/// Every element is closed in order, only those we write occur, headings go down one at a time, and ids are unique.
fn check_html(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let (mut level, mut ids) = (0, Vec::new());
    let (head, body) = html.split_once("<body>").unwrap();
    assert!(head.starts_with("<!DOCTYPE html>\n<html lang=\"en\">") && !head.contains("url("), "nothing is loaded");
    for tag in body.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap();
        let name = tag.split([' ', '/']).next().unwrap();
        if let Some(name) = tag.strip_prefix('/') {
            if name != "body" && name != "html" {
                assert_eq!(open.pop(), Some(name));
            }
            continue;
        }
        if tag == "br /" {
            continue;
        }
        assert!(KNOWN.contains(&name), "<{name}> was not ours");
        let value = |name: &str| Some(tag.split_once(&format!(" {name}=\""))?.1.split_once('"')?.0);
        assert!(!tag.contains(" src=") && !tag.contains(" on") || name == "svg", "<{tag}> may run or load something");
        assert!(value("href").is_none_or(|it| it.starts_with("http") || it.starts_with('#')), "<{tag}>");
        ids.extend(value("id"));
        if let Some(next) = name.strip_prefix('h').and_then(|it| it.parse::<usize>().ok()) {
            assert!(next <= level + 1, "<{tag}> below a heading of level {level}");
            level = next;
        }
        if name == "svg" {
            assert!(value("aria-label").is_some_and(|it| !it.is_empty()), "pictures have words");
        }
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "ids are unique");
}

/// Read as Markdown, hostile words come out as words: no code, table, rule, emphasis or HTML is theirs, and the only
/// links and pictures are ours.
#[test]
fn markdown_shows_any_words_as_they_are() {
    for form in Form::ALL {
        for words in common::HOSTILE {
            let markdown = document(&common::every_kind(words), form).markdown;
            for event in Parser::new_ext(&markdown, Options::all()) {
                let foreign = match &event {
                    Event::Html(_) | Event::InlineHtml(_) | Event::Rule => true,
                    Event::Code(it) => !it.starts_with("cruxmap "),
                    Event::Start(Tag::Image { dest_url, .. }) => !dest_url.starts_with(FIGURE),
                    Event::Start(it) => {
                        matches!(it, Tag::Link { .. } | Tag::CodeBlock(_) | Tag::Table(_) | Tag::Emphasis)
                    }
                    _ => false,
                };
                assert!(!foreign, "{event:?} from {words}");
            }
        }
    }
    let markdown = document(&common::every_kind("a < b"), Form::Full).markdown;
    assert!(markdown.contains("a \\< b"));
}

/// What is escaped reads as it was, and nothing is escaped that need not be.
#[test]
fn words_keep_their_letters() {
    for words in ["snake_case and 0.55", "1. first", "- dash", "_under_ *star*", "2) two", "a ~ b ^ c $ d", "x!"] {
        let map = common::every_kind(words);
        let markdown = document(&map, Form::Full).markdown;
        let shown: String = Parser::new(&markdown)
            .filter_map(|it| match it {
                Event::Text(it) | Event::Code(it) => Some(it.to_string()),
                Event::SoftBreak | Event::HardBreak => Some(" ".to_owned()),
                _ => None,
            })
            .collect();
        let plain = cruxmap::picture::text::plain(words);
        assert!(shown.contains(&plain), "“{plain}” in {shown}");
    }
    assert!(
        document(&common::every_kind("snake_case and 0.55"), Form::Full).markdown.contains("“snake_case and 0.55”")
    );
}

#[test]
fn the_same_map_gives_the_same_bytes() {
    for it in sample::ALL {
        let (one, other) = (save::from_text(it.map).unwrap(), save::from_text(it.map).unwrap());
        for form in Form::ALL {
            let (one, other) = (document(&one, form), document(&other, form));
            assert_eq!(one, other);
            assert_eq!(one.html(), other.html());
        }
    }
}

/// On standard output pictures are left out, and what is to be seen in them stays.
#[test]
fn without_pictures_their_words_stay() {
    let it = document(&save::from_text(sample::FIRST.map).unwrap(), Form::Full);
    let text = it.without_pictures();
    assert!(it.figures.len() > 1 && !text.contains("]("), "{text}");
    for figure in &it.figures {
        let start: String = figure.alternative.chars().take_while(|it| it.is_alphanumeric() || *it == ' ').collect();
        assert!(start.len() > 5 && text.contains(&start), "{start}");
    }
}

/// What stands on dark ground has the colours of the dark picture, and paper is always light.
#[test]
fn pictures_have_dark_colours_on_screens() {
    let it = document(&save::from_text(sample::FIRST.map).unwrap(), Form::Full);
    let html = it.html();
    let (_, rules) = html.split_once("@media screen and (prefers-color-scheme: dark)").unwrap();
    assert!(rules.matches("svg [fill=").count() > 3 && rules.matches("svg [stroke=").count() > 3);
    for figure in &it.figures {
        assert_eq!(figure.svg.matches("<path").count(), figure.dark.matches("<path").count());
        assert!(html.contains(figure.svg.split_once("role=").unwrap().0));
    }
}
