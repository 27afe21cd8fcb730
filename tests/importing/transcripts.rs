//! Transcripts give back what was written into them, whatever the words.

use super::read;
use proptest::prelude::*;
use serde_json::json;

/// Words that look like the marks of a transcript, of Markdown and of pages.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("=== #1".to_owned()),
        Just("=== #2 | reply to #1 | by x".to_owned()),
        Just("=== aside".to_owned()),
        Just("=== Thread: no".to_owned()),
        Just("\\=== #3".to_owned()),
        Just("===".to_owned()),
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\n\n".to_owned()),
        Just(" | ".to_owned()),
        Just("|".to_owned()),
        Just("\\".to_owned()),
        Just("> ".to_owned()),
        Just("```".to_owned()),
        Just("edited".to_owned()),
        Just(" score 7".to_owned()),
        Just("\u{feff}".to_owned()),
        Just("\0".to_owned()),
        "\\PC{0,8}",
        "[a-z]{1,6} ",
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|it| it.concat())
}

/// Words without white space at the ends of lines and of the whole: what a transcript keeps of them.
fn bare(words: &str) -> String {
    let blank = |it: char| it.is_whitespace() || it == '\u{feff}' || it == '\0';
    let lines = words.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = lines.trim_matches(blank).split('\n').map(str::trim_end).collect();
    lines.join("\n").trim_matches(blank).to_owned()
}

fn one_line(words: &str) -> Option<String> {
    let words = words.replace(['\u{feff}', '\0'], " ");
    Some(words.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|it| !it.is_empty())
}

proptest! {
    #[test]
    fn posts_come_back(
        posts in proptest::collection::vec((nasty(), nasty(), any::<i32>(), any::<proptest::sample::Index>(), any::<[bool; 3]>()), 1..12),
        title in nasty(),
    ) {
        let parent = |at: usize, it: &proptest::sample::Index, replies: bool| (replies && at > 0).then(|| it.index(at));
        let items: Vec<_> = posts.iter().enumerate().map(|(at, (author, body, score, to, [edited, scored, replies]))| json!({
            "_id": format!("i{at}"),
            "postId": "p",
            "parentCommentId": parent(at, to, *replies).map(|it| format!("i{it}")),
            "postedAt": "2024-03-01",
            "lastEditedAt": edited.then_some("2024-03-02"),
            "baseScore": scored.then_some(score),
            "user": { "displayName": author },
            "contents": { "markdown": body },
            "post": { "title": title },
        })).collect();
        let file = json!({ "results": items }).to_string();
        let (imported, thread) = read(file.as_bytes(), None);
        prop_assert_eq!(imported.input.name, "forum-magnum-json");
        prop_assert_eq!(thread.comments.len(), posts.len());
        prop_assert_eq!(&thread.title, &one_line(&title).unwrap_or_else(|| "untitled".to_owned()));
        // They stand in the order of a tree: find each by what it was given.
        let mut order = Vec::new();
        let mut stack: Vec<usize> = (0..posts.len()).filter(|&at| parent(at, &posts[at].3, posts[at].4[2]).is_none()).rev().collect();
        while let Some(at) = stack.pop() {
            order.push(at);
            stack.extend((0..posts.len()).filter(|&it| parent(it, &posts[it].3, posts[it].4[2]) == Some(at)).rev());
        }
        for (comment, &at) in thread.comments.iter().zip(&order) {
            let (author, body, score, to, [edited, scored, replies]) = &posts[at];
            prop_assert_eq!(&comment.author, &one_line(author).filter(|it| it != "[deleted]"));
            prop_assert_eq!(comment.time.as_deref(), Some("2024-03-01"));
            prop_assert_eq!(comment.marks.score, scored.then_some(*score));
            prop_assert_eq!(comment.marks.edited, *edited);
            prop_assert_eq!(comment.parent.map(|it| order[it]), parent(at, to, *replies));
            let read: Vec<String> = thread.text[comment.span.clone()]
                .split('\n')
                .map(|line| if line.trim_start_matches('\\').starts_with("=== ") { line[1..].to_owned() } else { line.to_owned() })
                .collect();
            let expected = Some(bare(body)).filter(|it| !it.is_empty()).unwrap_or_else(|| "[no words]".to_owned());
            prop_assert_eq!(read.join("\n"), expected);
        }
        // It is its own form.
        let again = read(imported.text.as_bytes(), None);
        prop_assert_eq!(again.0.input.name, "transcript");
        prop_assert_eq!(again.1, thread);
    }
}

#[test]
fn transcripts_that_people_changed_are_read() {
    let text = "=== Thread: T | link https://example.org\n\n=== #2 | by ann\nOne.\n\n=== #7 | reply to #2 | score 3\nTwo.\n\n\
        === #8 | reply to #3\nThree.\n=== #x\n=== #9 | colour red\n\n=== aside\nsigned\n\n=== #10 | deleted\n\n=== #11\nFour.\n";
    let (_, thread) = read(text.as_bytes(), None);
    let words: Vec<&str> = thread.comments.iter().map(|it| &text[it.span.clone()]).collect();
    assert_eq!(words, ["One.", "Two.", "Three.\n=== #x\n=== #9 | colour red", "Four."]);
    assert_eq!(thread.comments.iter().map(|it| it.parent).collect::<Vec<_>>(), [None, Some(0), None, None]);
    assert_eq!((&*thread.title, thread.comments[1].marks.score), ("T", Some(3)));
}
