//! Quoted lines of a thread whose sources nobody marked: where the same words stand in an earlier post.

use super::{spans::Span, tally::Counts};
use crate::extract::Annotations;
use std::ops::Range;

/// So many words in a row, or all words of a shorter line, make the same words.
const RUN: usize = 4;
/// Of a longer line, only so many words are looked for.
const LONGEST: usize = 1000;

/// Lines that open with `>`, with the post each stands in. `text[posts[i]]` are the words of a post.
pub fn lines(text: &str, posts: &[Range<usize>]) -> Vec<(usize, Span)> {
    let mut found = Vec::new();
    for (post, range) in posts.iter().enumerate() {
        let mut start = range.start;
        for line in text[range.clone()].split_inclusive('\n') {
            let words = line.trim_start();
            if (words.starts_with('>') || words.starts_with("&gt;")) && !self::words(words).is_empty() {
                found.push((post, (start, start + line.len())));
            }
            start += line.len();
        }
    }
    found
}

/// How many of the `lines` are resolved to the post whose words they are; and how many are resolved at all.
pub fn counts(told: &Annotations, text: &str, posts: &[Range<usize>], lines: &[(usize, Span)]) -> [Counts; 2] {
    let (mut right, mut resolved, mut gold) = (0, 0, 0);
    for &(post, line) in lines {
        let sources = sources(&text[line.0..line.1], post, text, posts);
        let found = resolved_to(told, line).and_then(|at| posts[..post].iter().position(|it| it.contains(&at)));
        gold += usize::from(!sources.is_empty());
        resolved += usize::from(found.is_some());
        right += usize::from(found.is_some_and(|it| sources.contains(&it)));
    }
    [Counts::matches(right, resolved, gold), Counts::share(resolved, lines.len())]
}

/// Where the first resolved statement of a line says that its words stand.
fn resolved_to(told: &Annotations, line: Span) -> Option<usize> {
    let mut within = told.statements.iter().filter(|it| line.0 <= it.start && it.start < line.1);
    let id = within.find_map(|it| it.quote_of.as_ref())?;
    told.statements.iter().find(|it| it.id == *id).map(|it| it.start)
}

/// The earlier posts that hold the longest run of a line's words, if any is long enough.
fn sources(line: &str, post: usize, text: &str, posts: &[Range<usize>]) -> Vec<usize> {
    let mut quoted = words(line);
    quoted.truncate(LONGEST);
    let runs: Vec<usize> = posts[..post].iter().map(|it| longest_run(&quoted, &words(&text[it.clone()]))).collect();
    let longest = runs.iter().copied().max().unwrap_or(0);
    if longest < RUN.min(quoted.len()) {
        return Vec::new();
    }
    (0..post).filter(|&it| runs[it] == longest).collect()
}

/// The words of a text in small letters, without marks and without the `gt` of an escaped `>`.
fn words(text: &str) -> Vec<String> {
    let text = text.replace("&gt;", " ");
    text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).map(str::to_lowercase).collect()
}

/// The length of the longest run of words that both hold.
fn longest_run(a: &[String], b: &[String]) -> usize {
    let mut longest = 0;
    let mut ending_before = vec![0; b.len() + 1];
    for word in a {
        let mut ending = vec![0; b.len() + 1];
        for (at, _) in b.iter().enumerate().filter(|it| it.1 == word) {
            ending[at + 1] = ending_before[at] + 1;
            longest = longest.max(ending[at + 1]);
        }
        ending_before = ending;
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_comes_from_the_post_with_its_longest_run() {
        let parts =
            ["Cats open doors at night.", "Cats open doors, you say?", "&gt; cats open doors at night\n> hm\nNo."];
        let text = parts.concat();
        let mut start = 0;
        let posts: Vec<Range<usize>> = parts
            .iter()
            .map(|it| {
                start += it.len();
                start - it.len()..start
            })
            .collect();
        let lines = lines(&text, &posts);
        let words: Vec<&str> = lines.iter().map(|it| &text[it.1.0..it.1.1]).collect();
        assert_eq!(words, ["&gt; cats open doors at night\n", "> hm\n"]);
        assert_eq!(sources(words[0], 2, &text, &posts), [0]);
        assert_eq!(sources(words[1], 2, &text, &posts), [0; 0]);
    }
}
