//! Saved pages of old.reddit.com: `div.thing.comment` with its replies in `div.child`, `div.thing.link` for the post.

use super::{
    super::Marks,
    html::Page,
    page::{Draft, Part, Site},
    posts::{Post, moment, number},
};

pub(super) const SITE: Site = Site { base: "https://old.reddit.com/", opens, part, suffixes: &[] };

fn opens(page: &Page, at: usize) -> Option<Draft> {
    if page.name(at) != "div" || !page.has_class(at, "thing") {
        return None;
    }
    let opening = page.has_class(at, "link");
    if !opening && !page.has_class(at, "comment") {
        return None;
    }
    let said = |name| page.attribute(at, name).filter(|it| !it.is_empty());
    let time = said("data-timestamp").and_then(|it| it.parse::<i64>().ok()).and_then(|it| moment(it / 1000));
    let post = Post {
        id: said("data-fullname").unwrap_or_default().into(),
        opening,
        author: said("data-author").map(Into::into),
        time: time.map(Into::into),
        link: said("data-permalink").map(|it| super::absolute(SITE.base, it).into()),
        marks: Marks { deleted: page.has_class(at, "deleted"), ..Marks::default() },
        ..Post::default()
    };
    Some(Draft { post, ..Draft::default() })
}

fn part(page: &Page, at: usize) -> Option<Part> {
    let is = |class| page.has_class(at, class);
    match page.name(at) {
        "a" if is("title") => Some(Part::Title(page.words_in(at))),
        "a" if is("author") => Some(Part::Author(page.words_in(at))),
        "a" if is("bylink") => page.attribute(at, "href").map(|it| Part::Link(it.to_owned())),
        "span" | "div" if is("score") && is("unvoted") => {
            let exact = page.attribute(at, "title").and_then(number);
            Some(Part::Score(exact.or_else(|| number(&page.words_in(at)))))
        }
        "time" if is("edited-timestamp") => Some(Part::Edited(page.attribute(at, "datetime").map(String::from))),
        "time" => page.attribute(at, "datetime").map(|it| Part::Time(it.to_owned())),
        "em" if page.words_in(at) == "[deleted]" => Some(Part::Deleted),
        "div" if is("usertext-body") => Some(Part::Body { retracted: false }),
        _ => None,
    }
}
