//! Saved pages of ForumMagnum sites: LessWrong, the Alignment Forum, the EA Forum. A comment is a `comments-node` with its
//! replies inside; parts are known by the class names of its React components (`CommentFrame`, `CommentsItemMeta`,
//! `CommentBody`, `PostsPage`).

use super::{
    super::Marks,
    html::Page,
    page::{Draft, Part, Site},
    posts::{Post, number},
};

pub(super) const SITE: Site = Site {
    base: "https://www.lesswrong.com/",
    opens,
    part,
    suffixes: &[
        " — LessWrong",
        " - LessWrong",
        " — AI Alignment Forum",
        " - AI Alignment Forum",
        " — EA Forum",
        " - EA Forum",
    ],
};

fn opens(page: &Page, at: usize) -> Option<Draft> {
    if page.name(at) == "body" {
        // Whatever is in no comment belongs to the post.
        return Some(Draft { post: Post { opening: true, ..Post::default() }, ..Draft::default() });
    }
    if page.name(at) != "div" || !page.has_class(at, "comments-node") {
        return None;
    }
    let id = page.attribute(at, "id").unwrap_or_default();
    let marks = Marks { deleted: page.has_class(at, "CommentFrame-deleted"), ..Marks::default() };
    Some(Draft { post: Post { id: id.into(), marks, ..Post::default() }, ..Draft::default() })
}

const TITLES: &[&str] = &["PostsPageTitle-root", "LWPostsPageHeader-title", "EAPostsPageHeader-title"];
const NAMES: &[&str] = &["UsersNameDisplay-userName", "UsersNameDisplay-noColor", "CommentUserName-author"];
const SCORES: &[&str] = &[
    "OverallVoteAxis-voteScore",
    "PostsVoteDefault-voteScore",
    "PostsVote-voteScore",
    "LWPostsPageTopHeaderVote-voteScore",
    "CommentsVote-voteScore",
];
const BODIES: &[&str] = &["CommentBody-root", "CommentBody-commentStyling", "PostsPage-postContent"];

fn part(page: &Page, at: usize) -> Option<Part> {
    let any = |classes: &[&str]| classes.iter().any(|it| page.has_class(at, it));
    match page.name(at) {
        "nav" | "header" if !page.attribute(at, "class").is_some_and(|it| it.contains("PostsPage")) => {
            Some(Part::Nothing)
        }
        "h1" if any(TITLES) => Some(Part::Title(page.words_in(at))),
        "time" => page.attribute(at, "datetime").map(|it| Part::Time(it.to_owned())),
        "a" | "span" if any(NAMES) => Some(Part::Author(page.words_in(at))),
        "span" if page.text(at + 1) == "[comment deleted]" => Some(Part::Deleted),
        "a" => {
            let address = page.attribute(at, "href").filter(|it| it.contains("commentId="))?;
            Some(Part::Link(address.to_owned()))
        }
        _ if any(SCORES) => Some(Part::Score(number(&page.words_in(at)))),
        "div" if any(&["CommentDeletedMetadata-root"]) => Some(Part::Deleted),
        "div" if any(BODIES) || page.attribute(at, "id") == Some("postContent") => {
            Some(Part::Body { retracted: page.has_class(at, "CommentBody-retracted") })
        }
        _ => None,
    }
}
