//! Saved pages of www.reddit.com: `shreddit-comment` and `shreddit-post`, which say what they are in attributes.

use super::{
    super::Marks,
    html::Page,
    page::{Draft, Part, Site},
    posts::{Parent, Post, number},
};

pub(super) const SITE: Site = Site { base: "https://www.reddit.com/", opens, part, suffixes: &[] };

fn opens(page: &Page, at: usize) -> Option<Draft> {
    let said = |name| page.attribute(at, name).map(str::trim).filter(|it| !it.is_empty());
    let opening = match page.name(at) {
        "shreddit-post" => true,
        "shreddit-comment" => false,
        _ => return None,
    };
    let author = said("author").filter(|it| !matches!(*it, "[deleted]" | "[removed]"));
    let post = Post {
        id: said(if opening { "id" } else { "thingid" }).unwrap_or_default().into(),
        parent: said("parentid").map_or(Parent::Opening, |it| Parent::Id(it.into())),
        opening,
        author: author.map(Into::into),
        time: said("created").or(said("created-timestamp")).map(Into::into),
        link: said("permalink").map(|it| super::absolute(SITE.base, it).into()),
        marks: Marks {
            score: said("score").and_then(number),
            deleted: page.attribute(at, "is-comment-deleted").is_some_and(|it| it != "false"),
            ..Marks::default()
        },
        ..Post::default()
    };
    Some(Draft { post, depth: None, title: said("post-title").map(Into::into) })
}

fn part(page: &Page, at: usize) -> Option<Part> {
    match page.name(at) {
        "time" => page.attribute(at, "datetime").map(|it| Part::Time(it.to_owned())),
        "div" => {
            let id = page.attribute(at, "id").unwrap_or_default();
            let slot = page.attribute(at, "slot").unwrap_or_default();
            let body = id.ends_with("-rtjson-content") || matches!(slot, "comment" | "text-body");
            body.then_some(Part::Body { retracted: false })
        }
        _ => None,
    }
}
