//! Reddit's `.json` listing of a post and its comments, and dumps of comments one a line.

use super::{
    super::Marks,
    objects::{Object, each},
    posts::{Parent, Post, Posts, moment},
};
use std::borrow::Cow;

const KEYS: &[&str] = &[
    "id",
    "name",
    "parent_id",
    "author",
    "created_utc",
    "edited",
    "score",
    "permalink",
    "body",
    "selftext",
    "title",
    "url",
    "count",
    "is_self",
];

/// Reads the file. Comments that Reddit left out ("more") are told.
pub(super) fn read(text: &str, posts: &mut Posts) {
    let (mut left_out, mut title) = (0, None);
    let broken = each(text, KEYS, |it| {
        if it.has("body") || it.has("selftext") {
            if title.is_none() && it.has("selftext") {
                title = it.text("title").map(|it| entities(&it).into_owned());
            }
            posts.push(post(it));
        } else if it.has("count") && it.has("parent_id") {
            left_out += it.number("count").unwrap_or(0);
        }
        &[]
    });
    posts.in_order(broken);
    posts.title = title;
    posts.link = posts.first().and_then(|it| it.link.as_deref().map(str::to_owned)).filter(|_| posts.title.is_some());
    if left_out > 0 {
        posts.warn(0, format!("{left_out} more comments are not in the file: Reddit loads them later"));
    }
}

fn post(it: &Object<'_>) -> Post {
    let opening = it.has("selftext") && !it.has("body");
    let text = it.text(if opening { "selftext" } else { "body" }).unwrap_or_default();
    let mut body = entities(&text).into_owned();
    if opening && let Some(title) = it.text("title") {
        let address = it.text("url").filter(|_| !it.is_true("is_self") && body.is_empty()).unwrap_or_default();
        body = format!("# {}\n\n{body}{}", entities(&title), entities(&address));
    }
    let id =
        it.said("name").or_else(|| Some(format!("{}{}", if opening { "t3_" } else { "t1_" }, it.said("id")?).into()));
    Post {
        order: it.order,
        id: id.unwrap_or_default(),
        parent: it.said("parent_id").map_or(Parent::Opening, Parent::Id),
        opening,
        author: it.said("author").filter(|it| !matches!(&**it, "[deleted]" | "[removed]")),
        time: it.number("created_utc").and_then(moment).map(Into::into),
        link: it.said("permalink").map(|it| super::absolute("https://www.reddit.com/", &it).into()),
        marks: Marks {
            score: it.number("score").and_then(|it| it.try_into().ok()),
            edited: it.number("edited").is_some() || it.is_true("edited"),
            ..Marks::default()
        },
        edited_at: it.number("edited").and_then(moment).map(Into::into),
        body,
        ..Post::default()
    }
}

/// Reddit writes `<`, `>` and `&` of its Markdown as entities.
fn entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let known = [
            ("&gt;", ">"),
            ("&lt;", "<"),
            ("&amp;", "&"),
            ("&quot;", "\""),
            ("&#39;", "'"),
            ("&nbsp;", " "),
            ("&#x200B;", ""),
        ];
        let (entity, sign) = known.into_iter().find(|it| rest[at..].starts_with(it.0)).unwrap_or(("&", "&"));
        out.push_str(sign);
        rest = &rest[at + entity.len()..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}
