//! Items of Hacker News: as Algolia's API gives them (whole trees, or what a search found), and as Firebase's does (one by
//! one, in a list, or one a line).

use super::{
    super::Marks,
    absolute,
    objects::{Object, each},
    posts::{Parent, Post, Posts, moment},
    prose,
};

const SITE: &str = "https://news.ycombinator.com/";
const KEYS: &[&str] = &[
    "id",
    "author",
    "by",
    "text",
    "title",
    "url",
    "points",
    "score",
    "created_at",
    "created_at_i",
    "time",
    "parent_id",
    "parent",
    "type",
    "deleted",
    "dead",
    "comment_text",
    "story_text",
    "story_title",
    "objectID",
];

pub(super) fn read(text: &str, posts: &mut Posts) {
    let (mut title, mut searched) = (None, None);
    let broken = each(text, KEYS, |it| {
        let item = it.has("type") && it.has("id") || it.has("objectID") && it.has("created_at");
        if item && it.text("type").is_none_or(|it| it != "user") {
            let post = post(it);
            if post.opening {
                title = title.take().or(it.text("title").map(Into::into));
            }
            searched = searched.take().or(it.text("story_title").map(Into::into));
            posts.push(post);
        }
        &[]
    });
    posts.in_order(broken);
    posts.title = title.or(searched);
    posts.link = posts.first().filter(|it| it.opening).and_then(|it| it.link.as_deref().map(str::to_owned));
}

fn post(it: &Object<'_>) -> Post {
    let words = ["text", "comment_text", "story_text"].iter().find_map(|key| it.text(key).filter(|it| !it.is_empty()));
    let mut body = words.map(|it| prose::of_html(&it, SITE)).unwrap_or_default();
    let parent = it.said("parent_id").or_else(|| it.said("parent"));
    let title = it.text("title").filter(|it| !it.is_empty());
    let opening = title.is_some() && parent.is_none();
    let deleted = it.is_true("deleted") || it.is_true("dead") && body.is_empty() || title.is_none() && body.is_empty();
    if let Some(title) = &title {
        let address = it.text("url").unwrap_or_default();
        let head = format!("# {title}");
        let parts = [&*head, &*address, &*body].into_iter().filter(|it| !it.is_empty());
        body = parts.collect::<Vec<&str>>().join("\n\n");
    }
    let id = it.said("id").or_else(|| it.said("objectID")).unwrap_or_default();
    let time = it.number("created_at_i").or_else(|| it.number("time")).and_then(moment).map(Into::into);
    let score = it.number("points").or_else(|| it.number("score"));
    Post {
        order: it.order,
        link: Some(absolute(SITE, &format!("item?id={id}")).into()).filter(|_| !id.is_empty()),
        id,
        parent: parent.map_or(Parent::Opening, Parent::Id),
        opening,
        author: it.said("author").or_else(|| it.said("by")),
        time: time.or_else(|| it.said("created_at")),
        marks: Marks { score: score.and_then(|it| it.try_into().ok()), deleted, ..Marks::default() },
        body,
        ..Post::default()
    }
}
