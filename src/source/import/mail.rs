//! Mail: mbox files and archives of mailing lists, or messages with their headers one after the other. What stands behind
//! `>` is a quote; signatures and footers are set aside.

use super::{
    mime::{self, Headers},
    posts::{Parent, Post, Posts},
};
use std::collections::{HashMap, HashSet};

/// Whether a text looks like mail: it starts with the line that mbox puts before each message, or with headers.
pub(super) fn looks(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let text = &text[..text.floor_char_boundary(1 << 14)];
    let body = match text.split_once('\n') {
        Some((first, rest)) if envelope(first) => rest,
        _ => text,
    };
    let (headers, _) = Headers::read(body);
    headers.get("from").is_some() && ["date", "subject", "message-id"].iter().any(|it| headers.get(it).is_some())
}

/// Whether a line is what mbox puts before a message: `From ann@example.org Fri Mar  1 10:00:00 2024`.
fn envelope(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("From ") else { return false };
    rest.len() < 200 && rest.contains(':') && rest.bytes().filter(u8::is_ascii_digit).count() >= 7
}

/// Where each message starts, and its text without the line before it.
fn messages(text: &str) -> Vec<&str> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let (mut at, mut blank) = (0, true);
    let boxed = text.lines().next().is_some_and(envelope);
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let next = lines.peek().copied().unwrap_or_default();
        if boxed {
            let starts_here = blank && envelope(line.trim_end()) && mime::header(next.trim_end()).is_some();
            starts.extend(starts_here.then_some((at, at + line.len())));
        } else if blank && is_from(line) && ["date:", "subject:", "to:"].iter().any(|it| begins(next, it)) {
            starts.push((at, at));
        }
        blank = line.trim().is_empty();
        at += line.len();
    }
    if starts.is_empty() {
        return vec![text];
    }
    let ends = starts[1..].iter().map(|it| it.0).chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| &text[start.1..end]).collect()
}

fn is_from(line: &str) -> bool {
    begins(line, "from:")
}

fn begins(line: &str, start: &str) -> bool {
    line.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start))
}

pub(super) fn read(text: &str, posts: &mut Posts) {
    let text = text.trim_start_matches(['\u{feff}', '\n', '\r']);
    let mut known: HashSet<Box<str>> = HashSet::new();
    let mut threads: HashMap<String, u32> = HashMap::new();
    let mut first_subject = None;
    for message in messages(text) {
        let (headers, body) = Headers::read(message.trim_start_matches(['\n', '\r']));
        if headers.get("from").is_none() {
            continue;
        }
        let subject = headers.get("subject").map(|it| mime::words(it).into_owned()).unwrap_or_default();
        let bare = bare_subject(&subject).to_owned();
        let named = ["in-reply-to", "references"].into_iter().filter_map(|it| headers.get(it));
        let mut named = named.flat_map(|it| ids(it).into_iter().rev());
        let parent = named.find(|it| known.contains(*it)).map(|it| Parent::Id(it.into()));
        let by_subject = threads.get(&bare).filter(|_| bare.len() < subject.trim().len()).map(|it| Parent::At(*it));
        let parent = parent.or(by_subject).unwrap_or_default();
        let mut post = post(&headers, body, parent != Parent::Opening);
        if parent == Parent::Opening && !subject.trim().is_empty() {
            post.body = format!("# {}\n\n{}", subject.trim(), post.body);
        }
        if !post.id.is_empty() {
            known.insert(post.id.clone());
        }
        threads.entry(bare.clone()).or_insert_with(|| u32::try_from(posts.len()).unwrap_or(u32::MAX));
        first_subject.get_or_insert(bare);
        posts.push(Post { parent, ..post });
    }
    posts.title = first_subject.filter(|_| threads.len() == 1);
}

/// A subject without "Re:" and the like before it, and without the name of the list in brackets.
fn bare_subject(subject: &str) -> &str {
    let mut bare = subject.trim();
    loop {
        let before = bare;
        for mark in ["re:", "aw:", "sv:", "fwd:", "fw:"] {
            if begins(bare, mark) {
                bare = bare[mark.len()..].trim_start();
            }
        }
        if bare.len() == before.len() {
            return bare;
        }
    }
}

/// The ids in a header, as `<a@b> <c@d>`.
fn ids(value: &str) -> Vec<&str> {
    value.split('<').skip(1).filter_map(|it| it.split('>').next()).filter(|it| !it.is_empty()).collect()
}

fn post(headers: &Headers, body: &str, replies: bool) -> Post {
    let content = mime::content(headers, body);
    let mut post = Post {
        id: headers.get("message-id").and_then(|it| ids(it).first().copied()).unwrap_or_default().into(),
        author: headers.get("from").map(|it| sender(&mime::words(it)).into()),
        time: headers.get("date").map(Into::into),
        link: headers.get("archived-at").map(|it| it.trim_matches(['<', '>']).into()),
        ..Post::default()
    };
    let mut aside = false;
    let mut lines = content.words.lines().peekable();
    while let Some(line) = lines.next() {
        // mbox puts `>` before a line that would start a message.
        let line =
            if line.starts_with('>') && line.trim_start_matches('>').starts_with("From ") { &line[1..] } else { line };
        let next = lines.peek().copied().unwrap_or_default();
        aside |= is_end(line);
        // Who is quoted is known where the mail says what it replies to.
        let attribution = replies && !aside && is_attribution(line, next);
        if attribution && !is_start(line) {
            let last = post.body.trim_end().rfind('\n').map_or(0, |it| it + 1);
            if is_start(&post.body[last..]) {
                post.aside.push_str(&post.body[last..]);
                post.body.truncate(last);
            }
        }
        let to = if aside || attribution { &mut post.aside } else { &mut post.body };
        to.push_str(line);
        to.push('\n');
    }
    for name in content.attached {
        post.aside.extend(["attached: ", &name, "\n"]);
    }
    post
}

/// Whether a line ends the words of a mail: a signature, the footer of a list, a whole mail copied below.
fn is_end(line: &str) -> bool {
    let bare = line.trim_end();
    line == "-- "
        || bare == "--"
        || bare.len() >= 30 && bare.bytes().all(|it| it == b'_')
        || bare.starts_with("-------------- next part")
        || bare.eq_ignore_ascii_case("-----original message-----")
}

/// Whether a line says who wrote what is quoted on the next one. It may be the second line of that.
fn is_attribution(line: &str, next: &str) -> bool {
    let bare = line.trim_end();
    next.starts_with('>')
        && !line.starts_with('>')
        && bare.len() < 200
        && ["wrote:", "writes:", "said:", "schrieb:", "a écrit :"].iter().any(|it| bare.ends_with(it))
}

/// Whether a line begins as one that says who wrote what is quoted.
fn is_start(line: &str) -> bool {
    ["On ", "Am ", "Le "].iter().any(|it| line.starts_with(it))
}

/// The name of a sender: `Ann Lee <ann@example.org>`, `ann at example.org (Ann Lee)`.
fn sender(from: &str) -> String {
    let from = from.trim();
    let name = match (from.find('<'), from.find('(')) {
        (Some(at), _) if at > 0 => &from[..at],
        (None, Some(at)) => from[at + 1..].trim_end_matches(')'),
        _ => from.trim_matches(['<', '>']),
    };
    let name = name.trim().trim_matches('"').trim();
    if name.is_empty() { from.to_owned() } else { name.replace("\\\"", "\"") }
}
