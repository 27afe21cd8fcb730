//! Addresses in words: where they are, and which of them may be opened.

use super::{Passage, rich::passages};
use std::{ops::Range, sync::Arc};

/// The ways in which an address may begin. Nothing else is ever opened.
const OPENABLE: [&str; 3] = ["http://", "https://", "mailto:"];

/// Longer addresses are not opened, in bytes.
const LONGEST: usize = 2000;

/// Whether an address may be opened in a browser: a page of the web, or a letter to somebody.
pub fn openable(address: &str) -> bool {
    let begins = |with: &&str| address.get(..with.len()).is_some_and(|it| it.eq_ignore_ascii_case(with));
    let rest = OPENABLE.iter().find(|it| begins(it)).map_or(0, |it| address.len() - it.len());
    rest > 0 && address.len() <= LONGEST && !address.contains(|it: char| it.is_whitespace() || it.is_control())
}

/// The bytes of addresses that stand in plain words: up to white space, without the signs that end a sentence.
pub fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(first).map(|it| from + it) {
        let end = text[at..]
            .find(|it: char| it.is_whitespace() || "<>\"“”«»`|".contains(it))
            .map_or(text.len(), |it| at + it);
        // Nobody opens these, and looking for their end would take long.
        if end - at > 2 * LONGEST {
            from = end;
            continue;
        }
        let mut address = &text[at..end];
        while let Some(last) = address.chars().next_back() {
            let open = match last {
                ')' => Some('('),
                ']' => Some('['),
                _ => None,
            };
            let whole = open.is_some_and(|it| address.matches(it).count() >= address.matches(last).count());
            if whole || !".,;:!?'’)]*_".contains(last) {
                break;
            }
            address = &address[..address.len() - last.len_utf8()];
        }
        let alone = text[..at].chars().next_back().is_none_or(|it| !it.is_alphanumeric());
        if alone && openable(address) {
            found.push(at..at + address.len());
        }
        from = at + address.len().max(1);
    }
    found
}

/// Where the next address may begin.
fn first(text: &str) -> Option<usize> {
    let text = text.as_bytes();
    let begins = |at: &usize| OPENABLE.iter().any(|it| text[*at..].starts_with(it.as_bytes()));
    memchr::memchr2_iter(b'h', b'm', text).find(begins)
}

/// The addresses that the words of a node lead to, in their order, each once.
pub fn links(markdown: &str) -> Vec<Arc<str>> {
    let mut links: Vec<Arc<str>> = Vec::new();
    for passage in passages(markdown) {
        let Passage { looks, .. } = passage;
        for link in looks.into_iter().filter_map(|it| it.1.link) {
            if !links.contains(&link) {
                links.push(link);
            }
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_and_letters_are_opened() {
        for good in ["https://example.org", "HTTP://example.org/a?b=c#d", "mailto:someone@example.org"] {
            assert!(openable(good), "{good}");
        }
        for bad in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "ssh://host",
            "example.org",
            "https://",
            "//host/share",
            "-https://example.org",
            "https://example.org/a b",
            "https://example.org/\n--flag",
            "",
        ] {
            assert!(!openable(bad), "{bad}");
        }
        assert!(!openable(&format!("https://{}", "a".repeat(3000))));
    }

    #[test]
    fn addresses_end_where_sentences_do() {
        let read = |text: &str| -> Vec<String> { addresses(text).into_iter().map(|it| text[it].to_owned()).collect() };
        assert_eq!(
            read("see https://example.org/a_(b)?x=1, or (http://example.com)."),
            ["https://example.org/a_(b)?x=1", "http://example.com"]
        );
        assert_eq!(read("mailto:a@example.org; xhttps://no"), ["mailto:a@example.org"]);
        assert!(read("https:// and http:").is_empty());
    }
}
