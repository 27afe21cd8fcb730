//! Saved pages: one walk through the nodes, for which each site says which nodes are comments and what their parts are.

use super::{
    absolute,
    html::Page,
    posts::{Parent, Post, Posts},
    prose,
};

/// A comment that starts at a node.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub post: Post,
    /// How deep it is nested where pages do not put comments into each other.
    pub depth: Option<u32>,
    pub title: Option<Box<str>>,
}

/// What a node within a comment says of it. Of two that say the same the first counts.
#[derive(Debug)]
pub(super) enum Part {
    Author(String),
    Time(String),
    Score(Option<i32>),
    Link(String),
    Title(String),
    Edited(Option<String>),
    Retracted,
    Deleted,
    /// The node holds its words, and may say that they are retracted.
    Body {
        retracted: bool,
    },
    /// The node holds nothing that counts.
    Nothing,
}

/// How a site writes its pages.
#[derive(Debug)]
pub(super) struct Site {
    /// Where its links lead if the page does not say.
    pub base: &'static str,
    /// The comment that starts at a node.
    pub opens: fn(&Page, usize) -> Option<Draft>,
    /// What a node within a comment says.
    pub part: fn(&Page, usize) -> Option<Part>,
    /// What stands at the end of the page's title.
    pub suffixes: &'static [&'static str],
}

/// A comment whose end was not reached yet.
struct Open {
    end: usize,
    at: usize,
    depth: Option<u32>,
}

/// Reads a page of a site.
pub(super) fn read(html: &str, site: &Site, posts: &mut Posts) {
    let page = Page::read(html);
    let (address, title) = head(&page);
    let base = address.as_deref().unwrap_or(site.base);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut at = 0;
    while at < page.len() {
        while open.last().is_some_and(|it| it.depth.is_none() && it.end <= at) {
            open.pop();
        }
        if let Some(draft) = (site.opens)(&page, at) {
            let depth = draft.depth;
            while depth.is_some_and(|depth| open.last().is_some_and(|it| it.depth.is_none_or(|it| it >= depth))) {
                open.pop();
            }
            let around = open.last().map(|it| it.at).filter(|it| !drafts[*it].post.opening);
            open.push(Open { end: page.end(at), at: drafts.len(), depth });
            drafts.push(nested(draft, around));
        } else if let Some(draft) = open.last().filter(|it| at < it.end).and_then(|it| drafts.get_mut(it.at))
            && let Some(part) = (site.part)(&page, at)
        {
            let whole = matches!(part, Part::Body { .. } | Part::Nothing);
            let comment = |it: usize| it != at && (site.opens)(&page, it).is_some();
            let words = matches!(part, Part::Body { .. });
            take(draft, part, base);
            if words && draft.post.body.is_empty() {
                draft.post.body = prose::of(&page, at, base, comment);
            }
            if whole && !(at..page.end(at)).any(comment) {
                at = page.end(at);
                continue;
            }
        }
        at += 1;
    }
    tell(&page, posts);
    posts.link = address;
    finish(drafts, title, site, posts);
}

/// A comment within another one replies to it.
fn nested(mut draft: Draft, around: Option<usize>) -> Draft {
    if let Some(around) = around.and_then(|it| u32::try_from(it).ok())
        && !draft.post.opening
        && draft.post.parent == Parent::Opening
    {
        draft.post.parent = Parent::At(around);
    }
    draft
}

fn take(draft: &mut Draft, part: Part, base: &str) {
    let Draft { post, title, .. } = draft;
    let named = |it: String| Some(it.into_boxed_str()).filter(|it| !it.trim().is_empty());
    match part {
        Part::Author(it) if matches!(&*it, "[deleted]" | "[removed]") => {}
        Part::Author(it) => post.author = post.author.take().or_else(|| named(it)),
        Part::Time(it) => post.time = post.time.take().or_else(|| named(it)),
        Part::Score(it) => post.marks.score = post.marks.score.or(it),
        Part::Link(it) => post.link = post.link.take().or_else(|| named(absolute(base, &it))),
        Part::Title(it) => *title = title.take().or(Some(it.into())),
        Part::Edited(it) => {
            post.marks.edited = true;
            post.edited_at = post.edited_at.take().or_else(|| it.and_then(named));
        }
        Part::Retracted | Part::Body { retracted: true } => post.marks.retracted = true,
        Part::Deleted => post.marks.deleted = true,
        Part::Body { .. } | Part::Nothing => {}
    }
}

/// The address and the title that the head of a page gives.
pub(super) fn head(page: &Page) -> (Option<String>, Option<String>) {
    let (mut address, mut title) = (None, None);
    for at in 0..page.len() {
        match page.name(at) {
            "link" if page.attribute(at, "rel") == Some("canonical") => {
                address = page.attribute(at, "href").filter(|it| it.starts_with("http")).map(String::from).or(address);
            }
            "meta" if page.attribute(at, "property") == Some("og:url") => {
                address =
                    address.or(page.attribute(at, "content").filter(|it| it.starts_with("http")).map(String::from));
            }
            "title" if title.is_none() => title = Some(page.words_in(at)),
            "body" => break,
            _ => {}
        }
    }
    (address, title)
}

/// Says what of a page was not read as it should be.
pub(super) fn tell(page: &Page, posts: &mut Posts) {
    if page.cut {
        posts.warn(0, "the page has more markup than words: its end was read as plain words");
    }
    if page.endless {
        posts.warn(0, "a tag or a remark of the page has no end: what follows was read as if it ended there");
    }
}

fn finish(drafts: Vec<Draft>, title: Option<String>, site: &Site, posts: &mut Posts) {
    let headed = drafts.iter().find(|it| it.post.opening).and_then(|it| it.title.as_deref().map(String::from));
    let bare = |it: String| {
        let end = site.suffixes.iter().find_map(|suffix| it.strip_suffix(suffix)).map(str::len);
        it[..end.unwrap_or(it.len())].trim().to_owned()
    };
    posts.title = headed.or_else(|| title.map(bare));
    let mut kept = Vec::with_capacity(drafts.len());
    for Draft { mut post, title, .. } in drafts {
        kept.push(u32::try_from(posts.len()).unwrap_or(u32::MAX));
        if let Parent::At(it) = &mut post.parent {
            *it = kept.get(*it as usize).copied().unwrap_or(u32::MAX);
        }
        if post.opening {
            post.link = post.link.or_else(|| posts.link.as_deref().map(Into::into));
            match title {
                Some(title) => post.body = format!("# {title}\n\n{}", post.body),
                // The page shows comments alone.
                None if post.body.is_empty() => continue,
                None => {}
            }
        }
        posts.push(post);
    }
}
