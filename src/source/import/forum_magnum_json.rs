//! Comments and posts as the GraphQL of ForumMagnum sites gives them: LessWrong, the Alignment Forum, the EA Forum.

use super::{
    super::Marks,
    objects::{Object, each},
    posts::{Parent, Post, Posts},
    prose,
};

const KEYS: &[&str] = &[
    "_id",
    "postId",
    "parentCommentId",
    "user",
    "contents",
    "post",
    "displayName",
    "username",
    "author",
    "postedAt",
    "baseScore",
    "deleted",
    "deletedPublic",
    "retracted",
    "htmlBody",
    "html",
    "markdown",
    "lastEditedAt",
    "pageUrl",
    "title",
];

pub(super) fn read(text: &str, posts: &mut Posts) {
    let (mut title, mut link) = (None, None);
    let broken = each(text, KEYS, |it| {
        match it.under {
            "user" => return &[("displayName", "author"), ("username", "author")],
            "contents" => return &[("html", "htmlBody"), ("markdown", "markdown")],
            _ => {}
        }
        let comment = it.has("parentCommentId") || it.has("postId");
        let words = it.has("htmlBody") || it.has("markdown");
        let opening = !comment && words && it.has("title");
        if opening || it.under == "post" && title.is_none() {
            title = it.text("title").map(String::from).or(title.take());
            link = it.said("pageUrl").map(String::from).or(link.take());
        }
        if opening || (comment || words) && it.has("_id") {
            posts.push(post(it, opening));
        }
        &[]
    });
    posts.in_order(broken);
    (posts.title, posts.link) = (title, link);
}

fn post(it: &Object<'_>, opening: bool) -> Post {
    let link = it.said("pageUrl");
    let html = it.text("htmlBody").map(|html| prose::of_html(&html, link.as_deref().unwrap_or_default()));
    let mut body = it.text("markdown").map(String::from).or(html).unwrap_or_default();
    if opening && let Some(title) = it.text("title") {
        body = format!("# {title}\n\n{body}");
    }
    let edited_at = it.said("lastEditedAt").filter(|it| it.contains('-'));
    Post {
        order: it.order,
        id: it.said("_id").unwrap_or_default(),
        parent: it.said("parentCommentId").map_or(Parent::Opening, Parent::Id),
        opening,
        author: it.said("author"),
        time: it.said("postedAt"),
        link,
        marks: Marks {
            score: it.number("baseScore").and_then(|it| it.try_into().ok()),
            edited: edited_at.is_some(),
            retracted: it.is_true("retracted"),
            deleted: it.is_true("deleted") || it.is_true("deletedPublic"),
        },
        edited_at,
        body,
        ..Post::default()
    }
}
