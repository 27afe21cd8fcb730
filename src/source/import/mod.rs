//! Threads from elsewhere: saved pages, JSON, mail, tables. Each format has a file that turns it into posts, and `INPUTS`
//! lists them all; what they read becomes one [`Format::Transcript`], which is the text of the thread from then on.

mod any_page;
mod discourse;
mod forum_magnum;
mod forum_magnum_json;
mod greater_wrong;
mod hacker_news;
mod hacker_news_json;
mod html;
mod json;
mod mail;
mod mime;
mod objects;
mod page;
mod posts;
mod prose;
mod reddit_json;
mod reddit_new;
mod reddit_old;
mod table;

use super::{Decoded, Format, Warning};
use json::{Token, Tokens};
use memchr::memmem;
pub(super) use mime::saved_page;
use page::Site;
use posts::Posts;
use std::cell::LazyCell;

/// A format in which threads come.
#[derive(Debug)]
pub struct Input {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, in words.
    pub words: &'static str,
    how: How,
}

impl PartialEq for Input {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Input {}

/// How an input is known and read.
#[derive(Debug)]
enum How {
    /// It is a form in which texts are kept.
    Text(Format),
    /// JSON that has all keys of one of these sets near its start.
    Json(&'static [&'static [&'static str]], fn(&str, &mut Posts)),
    /// A page that holds all of these.
    Page(&'static [&'static str], &'static Site),
    /// Any other page.
    AnyPage,
    /// A text of which the first says whether it is one.
    Other(fn(&str) -> bool, fn(&str, &mut Posts)),
}

/// All formats in which threads come. Of several that fit the first counts.
pub const INPUTS: &[Input] = &[
    Input {
        name: "forum-magnum-json",
        words: "LessWrong, Alignment Forum or EA Forum, JSON",
        how: How::Json(
            &[
                &["_id", "postedAt", "htmlBody"],
                &["_id", "postedAt", "contents"],
                &["_id", "postedAt", "parentCommentId"],
            ],
            forum_magnum_json::read,
        ),
    },
    Input {
        name: "discourse-json",
        words: "Discourse topic, JSON",
        how: How::Json(&[&["post_number", "cooked"], &["post_number", "raw"]], discourse::read),
    },
    Input {
        name: "reddit-json",
        words: "Reddit, JSON",
        how: How::Json(
            &[&["author", "link_id"], &["author", "subreddit_id"], &["author", "selftext"], &["author", "permalink"]],
            reddit_json::read,
        ),
    },
    Input {
        name: "hacker-news-json",
        words: "Hacker News, JSON",
        how: How::Json(&[&["created_at_i", "author"], &["by", "time", "type"]], hacker_news_json::read),
    },
    Input { name: "reddit", words: "Reddit, saved page", how: How::Page(&["<shreddit-comment"], &reddit_new::SITE) },
    Input {
        name: "old-reddit",
        words: "Old Reddit, saved page",
        how: How::Page(&["usertext-body", "data-fullname"], &reddit_old::SITE),
    },
    Input {
        name: "hacker-news",
        words: "Hacker News, saved page",
        how: How::Page(&["athing", "hnuser"], &hacker_news::SITE),
    },
    Input {
        name: "greater-wrong",
        words: "GreaterWrong, saved page",
        how: How::Page(&["comment-item", "comment-body", "comment-meta"], &greater_wrong::SITE),
    },
    Input {
        name: "forum-magnum",
        words: "LessWrong, Alignment Forum or EA Forum, saved page",
        how: How::Page(&["comments-node", "CommentBody"], &forum_magnum::SITE),
    },
    Input { name: "page", words: "Any other saved page", how: How::AnyPage },
    Input { name: "mail", words: "Mail: mbox or messages with headers", how: How::Other(mail::looks, mail::read) },
    Input { name: "table", words: "Table with a column of comments, CSV", how: How::Other(table::looks, table::read) },
    Input { name: "transcript", words: "Transcript of this program", how: How::Text(Format::Transcript) },
    Input { name: "markdown", words: "Markdown", how: How::Text(Format::Markdown) },
    Input { name: "paste", words: "Text with author lines", how: How::Text(Format::Paste) },
    Input { name: "dump", words: "Text without author lines", how: How::Text(Format::Dump) },
];

impl Input {
    /// The format called `name`.
    pub fn from_name(name: &str) -> Option<&'static Self> {
        INPUTS.iter().find(|it| it.name == name)
    }

    /// Whether it comes from elsewhere: its text is made into a transcript.
    pub fn is_foreign(&self) -> bool {
        !matches!(self.how, How::Text(_))
    }
}

/// A file's text, as it will be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// What the file was read as.
    pub input: &'static Input,
    /// The text of the thread.
    pub text: String,
    /// How the text is laid out.
    pub format: Format,
    /// What was doubtful. Places are bytes of the file.
    pub warnings: Vec<Warning>,
}

/// Reads the text of a file that holds a thread, in the given format or in the one that its content shows. Of a format that does not
/// fit, or is broken, the words are kept. `title` is for threads that say none.
pub fn import(decoded: Decoded, title: &str, input: Option<&'static Input>) -> Imported {
    let input = input.unwrap_or_else(|| recognise(&decoded.text));
    let mut imported = Imported { input, text: decoded.text, format: Format::Dump, warnings: decoded.warnings };
    let mut posts = Posts::of(imported.text.len());
    match &input.how {
        How::Text(format) => {
            imported.format = *format;
            return imported;
        }
        How::Json(_, read) | How::Other(_, read) => read(&imported.text, &mut posts),
        How::Page(_, site) => page::read(&imported.text, site, &mut posts),
        How::AnyPage => {}
    }
    if posts.len() > 0 {
        let (text, warnings) = posts.transcript(title);
        imported.warnings.extend(warnings);
        return Imported { text, format: Format::Transcript, ..imported };
    }
    let mut warn = |says: &str| imported.warnings.push(Warning { at: 0..0, says: says.to_owned().into() });
    if let How::AnyPage = input.how {
        warn("this page is of no site that is known: its words were read as a text");
    } else {
        warn(&format!("no comment was found in it as “{}”: it was read as a text", input.words));
    }
    if is_page(&imported.text) {
        let mut posts = Posts::of(imported.text.len());
        imported.text = any_page::words(&imported.text, &mut posts);
        imported.warnings.extend(posts.warnings);
    }
    imported.format = Format::recognise(&imported.text);
    imported
}

/// So many bytes of a file are looked at for the keys of its JSON.
const HEAD: usize = 1 << 16;

/// The format that a text shows.
pub fn recognise(text: &str) -> &'static Input {
    let (json, page) = (keys(text), is_page(text));
    let form = LazyCell::new(|| Format::recognise(text));
    let fits = |it: &Input| match &it.how {
        How::Text(format) => !page && *format == *form,
        How::Json(sets, _) => {
            json.as_ref().is_some_and(|keys| sets.iter().any(|set| set.iter().all(|it| keys.contains(it))))
        }
        How::Page(marks, _) => {
            text.trim_start_matches('\u{feff}').trim_start().starts_with('<')
                && marks.iter().all(|it| memmem::find(text.as_bytes(), it.as_bytes()).is_some())
        }
        How::AnyPage => page,
        How::Other(looks, _) => json.is_none() && !page && looks(text),
    };
    // Every text is a dump if nothing else.
    INPUTS.iter().find(|it| fits(it)).unwrap_or(&INPUTS[INPUTS.len() - 1])
}

/// The keys near the start of a text that is JSON; nothing if it is none.
fn keys(text: &str) -> Option<Vec<&str>> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let mut keys: Vec<&str> = Vec::new();
    let mut tokens = Tokens::of(text);
    if !text.starts_with(['{', '[']) {
        return None;
    }
    while tokens.at() < HEAD && keys.len() < 512 {
        match tokens.next() {
            Some(Token::Key(range)) if !keys.contains(&&text[range.clone()]) => keys.push(&text[range]),
            Some(_) => {}
            None => break,
        }
    }
    (!keys.is_empty()).then_some(keys)
}

/// Whether a text is a page: it starts as one.
fn is_page(text: &str) -> bool {
    let head = text.trim_start_matches('\u{feff}').trim_start();
    let head = head[..head.floor_char_boundary(4096)].to_ascii_lowercase();
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || head.starts_with('<') && ["<html", "<head>", "<body"].iter().any(|it| head.contains(it))
}

/// The address that `to` leads to from `base`; `to` itself where `base` is not known.
fn absolute(base: &str, to: &str) -> String {
    let to = to.trim();
    let Some((scheme, rest)) = base.split_once("://") else { return to.to_owned() };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let known = to.split_once(':').is_some_and(|(scheme, _)| scheme.bytes().all(|it| it.is_ascii_alphanumeric()));
    if known || to.is_empty() {
        to.to_owned()
    } else if let Some(rest) = to.strip_prefix("//") {
        format!("{scheme}://{rest}")
    } else if to.starts_with('/') {
        format!("{scheme}://{host}{to}")
    } else if to.starts_with('#') || to.starts_with('?') {
        format!("{}{to}", base.split(['?', '#']).next().unwrap_or(base))
    } else {
        let path = rest.split(['?', '#']).next().unwrap_or(rest);
        let folder = path.rfind('/').map_or(path, |it| &path[..it]);
        format!("{scheme}://{folder}/{to}")
    }
}
