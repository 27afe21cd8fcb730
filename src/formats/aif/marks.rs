//! The text of an analysis, whose marks say which words stand for which node.

use std::ops::Range;

/// A text without its tags, and the marked words by what their marks are called.
#[derive(Debug, Default, PartialEq)]
pub struct Marked {
    pub text: String,
    /// Sorted by where they start.
    pub marks: Vec<(String, Range<u32>)>,
}

/// Takes the tags out of `html`. Marks are `<span class="highlighted" id="node12">`, or with the bare id.
pub fn read(html: &str) -> Marked {
    let mut out = Marked::default();
    // The spans that are open: where they started, and what they are called if they are marks.
    let mut open: Vec<(u32, Option<String>)> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        out.text.push_str(&rest[..at]);
        rest = &rest[at..];
        let here = u32::try_from(out.text.len()).unwrap_or(u32::MAX);
        if let Some((tag, after)) = tag(rest) {
            let name: &str = tag.split(|it: char| !it.is_ascii_alphanumeric() && it != '/').next().unwrap_or_default();
            match name.to_ascii_lowercase().as_str() {
                "span" if !tag.ends_with('/') => open.push((here, id(tag))),
                "/span" => {
                    if let Some((start, Some(name))) = open.pop()
                        && start < here
                    {
                        out.marks.push((name, start..here));
                    }
                }
                "br" | "p" | "/p" | "div" | "/div" | "br/" | "li" | "/li"
                    if !out.text.is_empty() && !out.text.ends_with('\n') =>
                {
                    out.text.push('\n');
                }
                _ => {}
            }
            rest = after;
        } else if let Some((letter, after)) = letter(rest) {
            out.text.push(letter);
            rest = after;
        } else {
            out.text.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out.text.push_str(rest);
    out.marks.sort_by_key(|it| (it.1.start, it.1.end));
    out
}

/// The inside of the tag that `text` starts with, and what follows it.
fn tag(text: &str) -> Option<(&str, &str)> {
    /// Longer ones are no tags but words.
    const LONGEST: usize = 4096;
    let inner = text.strip_prefix('<')?;
    let first = inner.chars().next()?;
    let end = inner.bytes().take(LONGEST).position(|it| it == b'>')?;
    (first.is_ascii_alphabetic() || matches!(first, '/' | '!')).then(|| (&inner[..end], &inner[end + 1..]))
}

/// The value of the attribute `id`, without the `node` that OVA puts before it.
fn id(tag: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.match_indices("id=").map(|it| it.0).find(|&it| lower[..it].ends_with(char::is_whitespace))?;
    let value = tag.get(at + 3..)?;
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split(|it: char| it.is_whitespace() || it == '/').next()?,
    };
    Some(value.strip_prefix("node").unwrap_or(value).to_owned()).filter(|it| !it.is_empty())
}

/// The letter that an entity at the start of `text` stands for, and what follows it.
fn letter(text: &str) -> Option<(char, &str)> {
    let inner = text.strip_prefix('&')?;
    let end = inner.bytes().take(10).position(|it| it == b';')?;
    let letter = match &inner[..end] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        other => {
            let digits = other.strip_prefix('#')?;
            let code = digits
                .strip_prefix(['x', 'X'])
                .map_or_else(|| digits.parse().ok(), |it| u32::from_str_radix(it, 16).ok());
            code.and_then(char::from_u32).filter(|&it| it != '\0')?
        }
    };
    Some((letter, &inner[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_count_the_bytes_of_the_text_without_tags() {
        let html = "<p>Ä &amp; <span class=\"highlighted\" id=\"node12\">b <b>c</b></span>, <span id=7>1 < 2</span></p>\n<span>x";
        let read = read(html);
        assert_eq!(read.text, "Ä & b c, 1 < 2\n\nx");
        let words: Vec<_> =
            read.marks.iter().map(|(id, it)| (&**id, &read.text[it.start as usize..it.end as usize])).collect();
        assert_eq!(words, [("12", "b c"), ("7", "1 < 2")]);
    }

    #[test]
    fn what_is_no_tag_stays() {
        for text in ["a <- b", "a && b &nosuch; &#xffffffff; <", "</", "<", "&", "é<3 & x"] {
            assert_eq!(read(text).text, text);
        }
    }
}
