//! Pastes with an author line before each comment.

use super::{
    Found,
    headers::{self, Header},
    lines::{lines, trim},
};
use std::{collections::BTreeMap, ops::Range};

/// The fewest bytes of a comment with its author line, on average.
const LEAST: usize = 64;

/// Reads a paste. What stands before the first author line is page furniture where it looks so, else a comment.
pub(super) fn read(text: &str) -> Found {
    read_with(text, headers::plain)
}

/// Reads a text in which `header` knows the author lines.
pub(super) fn read_with(text: &str, header: impl Fn(&str) -> Option<Header>) -> Found {
    let mut found = Found::default();
    let mut threads = Nesting::default();
    let mut open: Option<Open> = None;
    let mut rest = lines(text);
    while let Some(mut line) = rest.next() {
        let words = &text[line.clone()];
        let next = rest.clone().next();
        let two = next.clone().and_then(|next| headers::broken(words, &text[next]));
        let head = header(words).or_else(|| {
            let head = two?;
            // The time's line belongs to the author line.
            line.end = rest.next().map_or(line.end, |it| it.end);
            Some(head)
        });
        if let Some(head) = head.filter(|_| !found.is_full(text, LEAST)) {
            close(text, &mut found, &mut threads, open.take(), line.start);
            found.set_aside(text, trim(text, line.clone()));
            open = Some(Open { head, reply_to: None, indent: indent(words), body: line.end, has_words: false });
        } else if let Some(it) = &mut open {
            if let Some(name) = headers::reply_to(words).filter(|_| !it.has_words) {
                it.reply_to = Some(name.to_owned());
                it.body = line.end;
                found.set_aside(text, trim(text, line.clone()));
            } else {
                it.has_words |= !words.trim().is_empty();
            }
        } else if !words.trim().is_empty() {
            // A long line before any author line is words of a post; a short one is the page's title or menu.
            if words.len() > 200 {
                let (head, body) = (Header::default(), line.start);
                open = Some(Open { head, reply_to: None, indent: 0, body, has_words: true });
            } else {
                found.set_aside(text, trim(text, line.clone()));
            }
        }
    }
    close(text, &mut found, &mut threads, open, text.len());
    found.chrome.retain(|it| !it.is_empty());
    found.chrome.sort_by_key(|it| it.start);
    found
}

/// A comment whose author line was read and whose end is not known yet.
struct Open {
    head: Header,
    reply_to: Option<String>,
    indent: usize,
    body: usize,
    /// Words of it were read.
    has_words: bool,
}

/// Who wrote what, to find the comment that a reply names, and the comments that enclose a nested one.
#[derive(Default)]
struct Nesting {
    last_by: BTreeMap<String, usize>,
    enclosing: Vec<(usize, usize)>,
}

fn close(text: &str, found: &mut Found, threads: &mut Nesting, open: Option<Open>, end: usize) {
    let Some(open) = open else { return };
    let body = set_chrome_aside(text, found, open.body..end);
    let author = open.head.author.clone();
    if !found.push(text, body, open.head) {
        return;
    }
    let index = found.comments.len() - 1;
    while threads.enclosing.last().is_some_and(|it| it.0 >= open.indent) {
        threads.enclosing.pop();
    }
    let named = open.reply_to.and_then(|it| threads.last_by.get(&it.to_lowercase()).copied());
    found.comments[index].parent = named.or_else(|| threads.enclosing.last().map(|it| it.1));
    threads.enclosing.push((open.indent, index));
    if let Some(author) = author {
        threads.last_by.insert(author.to_lowercase(), index);
    }
}

/// Takes lines of page furniture off both ends of a comment.
fn set_chrome_aside(text: &str, found: &mut Found, body: Range<usize>) -> Range<usize> {
    let mut body = trim(text, body);
    while let Some(line) = text[body.clone()].rfind(['\n', '\r']).map(|it| body.start + it + 1)
        && headers::is_chrome(&text[line..body.end])
    {
        found.set_aside(text, line..body.end);
        body = trim(text, body.start..line);
    }
    while let Some(end) = text[body.clone()].find(['\n', '\r']).map(|it| body.start + it)
        && headers::is_chrome(&text[body.start..end])
    {
        found.set_aside(text, body.start..end);
        body = trim(text, end..body.end);
    }
    body
}

fn indent(line: &str) -> usize {
    line.chars().take_while(|it| it.is_whitespace() || matches!(it, '│' | '|' | '>' | '├' | '└' | '─')).count()
}
