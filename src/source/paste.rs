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
            found.chrome.push(trim(text, line.clone()));
            open = Some(Open { head, reply_to: None, indent: indent(words), body: line.end });
        } else if let Some(it) = &mut open
            && text[it.body..line.start].trim().is_empty()
            && let Some(name) = headers::reply_to(words)
        {
            it.reply_to = Some(name.to_owned());
            it.body = line.end;
            found.chrome.push(trim(text, line.clone()));
        } else if open.is_none() && !words.trim().is_empty() {
            // A long line before any author line is words of a post; a short one is the page's title or menu.
            if words.len() > 200 {
                open = Some(Open { head: Header::default(), reply_to: None, indent: 0, body: line.start });
            } else {
                found.chrome.push(trim(text, line.clone()));
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
    loop {
        let words = &text[body.clone()];
        let first = words.find(['\n', '\r']).unwrap_or(words.len());
        let last = words.rfind(['\n', '\r']).map_or(0, |it| it + 1);
        if headers::is_chrome(&words[last..]) && last > 0 {
            found.chrome.push(body.start + last..body.end);
            body = trim(text, body.start..body.start + last);
        } else if first < words.len() && headers::is_chrome(&words[..first]) {
            found.chrome.push(body.start..body.start + first);
            body = trim(text, body.start + first..body.end);
        } else {
            return body;
        }
    }
}

fn indent(line: &str) -> usize {
    line.chars().take_while(|it| it.is_whitespace() || matches!(it, '│' | '|' | '>' | '├' | '└' | '─')).count()
}
