//! A topic of Discourse, as its `.json` gives it.

use super::{
    super::Marks,
    html::Page,
    objects::{Object, each},
    posts::{Parent, Post, Posts},
    prose,
};

const KEYS: &[&str] = &[
    "id",
    "post_number",
    "username",
    "created_at",
    "updated_at",
    "version",
    "cooked",
    "raw",
    "reply_to_post_number",
    "actions_summary",
    "count",
    "likes",
    "deleted_at",
    "user_deleted",
    "title",
    "fancy_title",
    "posts_count",
    "post_url",
];

/// The number of likes among what a post's summary of actions counts.
const LIKE: i64 = 2;

pub(super) fn read(text: &str, posts: &mut Posts) {
    let mut title = None;
    let broken = each(text, KEYS, |it| {
        if it.under == "actions_summary" {
            return if it.number("id") == Some(LIKE) { &[("count", "likes")] } else { &[] };
        }
        if it.has("post_number") && (it.has("cooked") || it.has("raw")) {
            posts.push(post(it));
        } else if it.has("title") && it.has("posts_count") && it.order == 0 {
            title = it.text("title").map(Into::into);
        }
        &[]
    });
    posts.in_order(broken);
    posts.title = title;
}

fn post(it: &Object<'_>) -> Post {
    // Above a quote stands who is quoted, which the reply says, too.
    let quoted = |page: &Page, at: usize| page.name(at) == "div" && page.has_class(at, "title");
    let cooked = it.text("cooked").map(|it| prose::of_html_but(&it, "", quoted));
    let number = it.said("post_number").unwrap_or_default();
    let edited = it.number("version").is_some_and(|it| it > 1);
    Post {
        order: it.order,
        opening: &*number == "1",
        id: number,
        parent: it.said("reply_to_post_number").map_or(Parent::Opening, Parent::Id),
        author: it.said("username"),
        time: it.said("created_at"),
        link: it.said("post_url"),
        marks: Marks {
            score: it.number("likes").and_then(|it| it.try_into().ok()),
            edited,
            deleted: it.is_true("user_deleted") || it.said("deleted_at").is_some(),
            ..Marks::default()
        },
        edited_at: it.said("updated_at").filter(|_| edited),
        body: it.text("raw").map(Into::into).or(cooked).unwrap_or_default(),
        ..Post::default()
    }
}
