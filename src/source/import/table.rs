//! Comments in a table: CSV with a column for the words and perhaps others for who wrote them and when, as Talk to the City
//! takes them and Polis gives them.

use super::posts::{Parent, Post, Posts, moment, number, words};
use crate::source::rows::Rows;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Words,
    Author,
    Participant,
    Id,
    Parent,
    Time,
    Score,
    Link,
    Other,
}

fn column(name: &str) -> Column {
    match name.trim().trim_start_matches('\u{feff}').to_lowercase().replace(['_', ' '], "-").as_str() {
        "comment" | "comment-body" | "body" | "text" | "comment-text" => Column::Words,
        "author" | "interview" | "speaker" | "user" | "username" | "name" => Column::Author,
        "author-id" | "participant" | "participant-id" => Column::Participant,
        "id" | "comment-id" => Column::Id,
        "parent" | "parent-id" | "reply-to" | "in-reply-to" => Column::Parent,
        "timestamp" | "time" | "date" | "created-at" => Column::Time,
        "score" | "votes" | "karma" | "points" => Column::Score,
        "link" | "url" | "permalink" => Column::Link,
        _ => Column::Other,
    }
}

/// The rows of a text, by the sign between cells that its first line has.
fn rows(text: &str) -> Rows<'_> {
    let first = text.trim_start_matches('\u{feff}').lines().find(|it| !it.trim().is_empty()).unwrap_or_default();
    let sign = b"\t;".iter().copied().find(|it| first.as_bytes().contains(it)).unwrap_or(b',');
    Rows::separated(text, sign)
}

fn columns(rows: &mut Rows<'_>) -> Option<Vec<(String, Column)>> {
    let cells =
        |rows: &Rows<'_>| (0..rows.len()).map(|it| (rows.cell(it).into_owned(), column(&rows.cell(it)))).collect();
    rows.advance().then(|| cells(rows))
}

/// Whether a text looks like such a table: its first line has the names of columns, one of them for the words.
pub(super) fn looks(text: &str) -> bool {
    let first = &text[..text.floor_char_boundary(1 << 13)];
    let Some(columns) = columns(&mut rows(first)) else { return false };
    let known = columns.iter().filter(|it| it.1 != Column::Other).count();
    columns.iter().any(|it| it.1 == Column::Words) && known >= 2
}

pub(super) fn read(text: &str, posts: &mut Posts) {
    let mut rows = rows(text);
    let Some(columns) = columns(&mut rows) else { return };
    let Some(body) = columns.iter().position(|it| it.1 == Column::Words) else { return };
    let mut empty = 0;
    while rows.advance() {
        if rows.len() <= body || words(&rows.cell(body)).is_none() {
            empty += 1;
            continue;
        }
        posts.push(post(&rows, &columns, body));
    }
    if empty > 0 {
        let rows = if empty == 1 { "one row holds".to_owned() } else { format!("{empty} rows hold") };
        posts.warn(0, format!("{rows} no comment"));
    }
    if rows.left() > 0 {
        posts.warn(text.len() - rows.left(), "a row has too many columns: it and the rest were left out");
    }
}

fn post(rows: &Rows<'_>, columns: &[(String, Column)], body: usize) -> Post {
    let mut post = Post { body: rows.cell(body).into_owned(), ..Post::default() };
    for (nth, (name, column)) in columns.iter().enumerate().take(rows.len()).filter(|it| it.0 != body) {
        let cell = rows.cell(nth);
        let Some(said) = words(&cell) else { continue };
        match column {
            Column::Author if post.author.is_none() => post.author = Some(said.into()),
            Column::Participant if post.author.is_none() => post.author = Some(format!("Participant {said}").into()),
            Column::Id if post.id.is_empty() => post.id = said.into(),
            Column::Parent if post.parent == Parent::Opening => post.parent = Parent::Id(said.into()),
            Column::Time if post.time.is_none() => {
                post.time = Some(time(said).unwrap_or_else(|| said.to_owned()).into());
            }
            Column::Score if post.marks.score.is_none() => post.marks.score = number(said),
            Column::Link if post.link.is_none() => post.link = Some(said.into()),
            _ => {
                let gap = if post.aside.is_empty() { "" } else { " · " };
                post.aside.extend([gap, name, ": ", said]);
            }
        }
    }
    post
}

/// A time in seconds or milliseconds since 1970.
fn time(said: &str) -> Option<String> {
    let value: i64 = said.parse().ok()?;
    match said.len() {
        9..=10 => moment(value),
        12..=13 => moment(value / 1000),
        _ => None,
    }
}
