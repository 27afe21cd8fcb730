//! Saved pages of GreaterWrong: `li.comment-item` with the thread of its replies inside, `main.post` for the post.

use super::{
    html::Page,
    page::{Draft, Part, Site},
    posts::{Post, moment, number},
};

pub(super) const SITE: Site = Site {
    base: "https://www.greaterwrong.com/",
    opens,
    part,
    suffixes: &[" - LessWrong 2.0 viewer", " - GreaterWrong", " - EA Forum viewer"],
};

fn opens(page: &Page, at: usize) -> Option<Draft> {
    let (id, opening) = match page.name(at) {
        "li" if page.has_class(at, "comment-item") => (page.attribute(at, "id").unwrap_or_default(), false),
        "main" if page.has_class(at, "post") => ("", true),
        _ => return None,
    };
    let id = id.strip_prefix("comment-").unwrap_or(id).into();
    Some(Draft { post: Post { id, opening, ..Post::default() }, ..Draft::default() })
}

fn part(page: &Page, at: usize) -> Option<Part> {
    let is = |class| page.has_class(at, class);
    match page.name(at) {
        "h1" if is("post-title") => Some(Part::Title(page.words_in(at))),
        "div" if is("deleted-comment") => Some(Part::Deleted),
        "div" if is("comment") && is("retracted") => Some(Part::Retracted),
        "div" if is("body-text") => Some(Part::Body { retracted: false }),
        "a" | "span" if is("author") => {
            let name = page.attribute(at, "data-full-name").filter(|it| !it.is_empty());
            let shown = page.words_in(at);
            Some(Part::Author(if shown.is_empty() { name.unwrap_or_default().to_owned() } else { shown }))
        }
        "a" | "span" if is("date") => {
            let exact = page.attribute(at, "data-js-date").and_then(|it| it.trim().parse::<i64>().ok());
            Some(Part::Time(exact.and_then(|it| moment(it / 1000)).unwrap_or_else(|| page.words_in(at))))
        }
        "a" if is("permalink") => page.attribute(at, "href").map(|it| Part::Link(it.to_owned())),
        "div" if is("agreement") => Some(Part::Nothing),
        "span" if is("karma-value") => Some(Part::Score(number(&page.words_in(at)))),
        _ => None,
    }
}
