//! Saved pages of Hacker News: a row for each comment, which says how deep it is indented; `table.fatitem` for the story.

use super::{
    html::Page,
    page::{Draft, Part, Site},
    posts::{Post, number},
};

pub(super) const SITE: Site =
    Site { base: "https://news.ycombinator.com/", opens, part, suffixes: &[" | Hacker News"] };

fn opens(page: &Page, at: usize) -> Option<Draft> {
    let opening = page.name(at) == "table" && page.has_class(at, "fatitem");
    if opening {
        return Some(Draft { post: Post { opening, ..Post::default() }, ..Draft::default() });
    }
    if page.name(at) != "tr" || !page.has_class(at, "comtr") {
        return None;
    }
    let id = page.attribute(at, "id").unwrap_or_default();
    let depth = (at..page.end(at)).take(64).find_map(|it| depth(page, it)).unwrap_or(0);
    let link = super::absolute(SITE.base, &format!("item?id={id}"));
    Some(Draft {
        post: Post { id: id.into(), link: (!id.is_empty()).then(|| link.into()), ..Post::default() },
        depth: Some(depth),
        title: None,
    })
}

/// How deep a comment is: the cell before it says so, older pages by the width of a picture in it, 40 pixels each.
fn depth(page: &Page, at: usize) -> Option<u32> {
    if page.name(at) != "td" || !page.has_class(at, "ind") {
        return None;
    }
    let said = page.attribute(at, "indent").and_then(|it| it.parse().ok());
    said.or_else(|| {
        let picture = (at..page.end(at)).find(|it| page.name(*it) == "img")?;
        Some(page.attribute(picture, "width")?.parse::<u32>().ok()? / 40)
    })
}

fn part(page: &Page, at: usize) -> Option<Part> {
    let is = |class| page.has_class(at, class);
    match page.name(at) {
        "span" if is("titleline") => {
            let title = (at..page.end(at)).find(|it| page.name(*it) == "a").unwrap_or(at);
            Some(Part::Title(page.words_in(title)))
        }
        "a" if page.attribute(at, "href").is_some_and(|it| it.starts_with("item?id=")) => {
            page.attribute(at, "href").map(|it| Part::Link(it.to_owned()))
        }
        "a" if is("hnuser") => Some(Part::Author(page.words_in(at))),
        "span" if is("score") => Some(Part::Score(number(&page.words_in(at)))),
        "span" if is("age") => {
            // "2024-03-01T10:00:00 1709287200"; pages saved long ago say how long ago it was.
            let exact = page.attribute(at, "title").and_then(|it| it.split_whitespace().next());
            Some(Part::Time(exact.map_or_else(|| page.words_in(at), |it| format!("{it}Z"))))
        }
        "div" if is("reply") => Some(Part::Nothing),
        "div" | "span" if is("commtext") || is("toptext") => Some(Part::Body { retracted: false }),
        "div" if is("comment") && !(at..page.end(at)).any(|it| page.has_class(it, "commtext")) => Some(Part::Deleted),
        _ => None,
    }
}
