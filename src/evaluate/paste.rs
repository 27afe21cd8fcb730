//! Posts of a corpus as a thread that the reader keeps apart: an author line before each.

use crate::{
    extract::{Annotations, annotate},
    jobs::Progress,
    source::{self, Format},
};
use std::{borrow::Cow, fmt::Write as _, ops::Range};

/// A post: who wrote it, and its words.
pub struct Post<'a> {
    pub author: &'a str,
    pub text: Cow<'a, str>,
}

/// Posts as one text, and what is found in it.
pub struct Pasted {
    pub text: String,
    /// Where the words of each post stand in the text, byte for byte.
    pub posts: Vec<Range<usize>>,
    pub annotations: Annotations,
}

/// Puts posts into one text and extracts it.
pub fn extracted(title: &str, all: &[Post<'_>]) -> Pasted {
    let (mut text, mut posts) = (String::new(), Vec::new());
    for post in all {
        // A time makes the line an author line. No figure depends on it.
        let _ = writeln!(text, "{} · 1h ago", handle(post.author));
        let start = text.len();
        text.push_str(&post.text);
        posts.push(start..text.len());
        text.push_str("\n\n");
    }
    let thread = source::read(text.clone(), title, Some(Format::Paste));
    let annotations = annotate(&thread, &Progress::default());
    Pasted { text, posts, annotations }
}

/// A name that stands in an author line without being taken for something else.
fn handle(author: &str) -> String {
    let plain = |it: char| if it.is_alphanumeric() { it } else { '_' };
    let name: String = author.trim_matches(|it: char| !it.is_alphanumeric()).chars().map(plain).collect();
    if name.chars().any(char::is_alphabetic) { name } else { format!("writer{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_are_kept_apart_byte_for_byte() {
        let words = ["Cats öffnen doors.\n\nI saw it.", "\n> Cats öffnen doors.\n\nNo, they do not.", "They do."];
        let authors = ["[deleted]", "so-3d", "12"];
        let posts: Vec<Post> =
            words.iter().zip(authors).map(|(it, author)| Post { author, text: (*it).into() }).collect();
        let pasted = extracted("cats", &posts);
        let found: Vec<&str> = pasted.posts.iter().map(|it| &pasted.text[it.clone()]).collect();
        assert_eq!(found, words);
        let comments: Vec<&str> = pasted.annotations.comments.iter().map(|it| &pasted.text[it.start..it.end]).collect();
        assert_eq!(comments, words.map(str::trim));
        let authors: Vec<_> = pasted.annotations.comments.iter().map(|it| it.author.as_deref().unwrap()).collect();
        assert_eq!(authors, ["deleted", "so_3d", "writer12"]);
    }
}
