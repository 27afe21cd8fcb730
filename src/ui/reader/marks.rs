//! Markdown in a line of the thread: its signs are hidden and its words formatted, and each letter knows its byte.

use crate::{
    picture::{Look, addresses, openable},
    source::{self, BlockKind},
};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};
use std::ops::Range;

/// A line as it is shown.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// What is shown.
    pub text: String,
    /// The byte of the line at which each character of `text` begins, and where it ends.
    bytes: Vec<(u32, u32)>,
    /// Bytes of the line that are not plain, and how they look; they nest.
    looks: Vec<(Range<usize>, Look)>,
    /// How many quotes it stands in.
    pub quotes: u8,
    /// Whether it is a heading.
    pub heading: bool,
}

impl Line {
    /// Plain words: all are shown as they are, but for what cannot be drawn.
    pub fn plain(text: &str) -> Self {
        let mut line = Self::default();
        line.show(text, 0..text.len(), &[]);
        line
    }

    /// A line of Markdown. What is no sign of Markdown is shown as it is, whatever Markdown makes of it.
    pub fn markdown(text: &str) -> Self {
        let mut line = Self::default();
        // Fences of code and tables mean something only with the lines around them.
        if text.trim_start().starts_with("```") || text.trim_start().starts_with('|') {
            return Self::plain(text);
        }
        let block = source::blocks(text, 0..text.len(), false).into_iter().next();
        let Some(block) = block else { return Self::plain(text) };
        let lead = 0..block.span.start;
        let bullet = text[lead.clone()].trim();
        let from = match block.kind {
            BlockKind::Quote(deep) => {
                line.quotes = u8::try_from(deep).unwrap_or(u8::MAX).min(4);
                block.span.start
            }
            BlockKind::Heading => {
                line.heading = true;
                block.span.start
            }
            BlockKind::Item if matches!(bullet, "-" | "*" | "+") => {
                let at = text.find(bullet).unwrap_or(0);
                line.push('•', at..at + 1);
                line.push(' ', at + 1..block.span.start.max(at + 2));
                block.span.start
            }
            BlockKind::Item => {
                line.show(text, lead, &[]);
                block.span.start
            }
            _ => 0,
        };
        let hidden = line.inline(text, from);
        line.show(text, from..text.len(), &hidden);
        line
    }

    /// The bytes between which looks hold.
    pub fn looks(&self) -> impl Iterator<Item = &Range<usize>> {
        self.looks.iter().map(|it| &it.0)
    }

    /// How a byte of the line looks.
    pub fn look(&self, byte: usize) -> Look {
        let mut all = Look { strong: self.heading, ..Look::default() };
        for (_, look) in self.looks.iter().filter(|it| it.0.contains(&byte)) {
            all.strong |= look.strong;
            all.emphasis |= look.emphasis;
            all.code |= look.code;
            all.struck |= look.struck;
            all.link = all.link.or_else(|| look.link.clone());
        }
        all
    }

    /// The bytes of a character of what is shown.
    pub fn bytes(&self, character: usize) -> Option<Range<usize>> {
        self.bytes.get(character).map(|it| it.0 as usize..it.1 as usize)
    }

    /// The first character of what is shown that stands at this byte or behind it; the one after the last, if none does.
    pub fn character(&self, byte: usize) -> usize {
        self.bytes.partition_point(|it| (it.0 as usize) < byte)
    }

    /// The characters of all addresses, each with its address, in order.
    pub fn links(&self) -> Vec<(Range<usize>, std::sync::Arc<str>)> {
        let all = self.looks.iter().filter_map(|it| Some((&it.0, it.1.link.clone()?)));
        let shown = all.map(|(range, to)| (self.character(range.start)..self.character(range.end), to));
        shown.filter(|it| !it.0.is_empty()).collect()
    }

    fn push(&mut self, it: char, bytes: Range<usize>) {
        let small = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        self.text.push(if it.is_control() { ' ' } else { it });
        self.bytes.push((small(bytes.start), small(bytes.end)));
    }

    /// Shows a range of the line but for what is hidden.
    fn show(&mut self, text: &str, range: Range<usize>, hidden: &[Range<usize>]) {
        for (at, it) in text[range.clone()].char_indices() {
            let at = range.start + at;
            if !hidden.iter().any(|it| it.contains(&at)) {
                self.push(it, at..at + it.len_utf8());
            }
        }
    }

    /// Finds the looks from this byte on. Returns the signs to hide.
    fn inline(&mut self, text: &str, from: usize) -> Vec<Range<usize>> {
        let mut hidden: Vec<Range<usize>> = Vec::new();
        // The links one is in, each with the range of its words.
        let mut links: Vec<Range<usize>> = Vec::new();
        let mut last = 0;
        let words = &text[from..];
        for (event, range) in Parser::new_ext(words, Options::ENABLE_STRIKETHROUGH).into_offset_iter() {
            let range = from + range.start..from + range.end;
            let is_end = matches!(event, Event::End(_));
            let is_text = matches!(event, Event::Text(_));
            if let Some(inner) = links.last_mut().filter(|_| !is_end) {
                *inner = inner.start.min(range.start)..inner.end.max(range.end);
            }
            let ends = |count: usize| [range.start..range.start + count, range.end.saturating_sub(count)..range.end];
            let mut look = Look::default();
            match event {
                Event::Start(Tag::Emphasis) => {
                    look.emphasis = true;
                    hidden.extend(ends(1));
                }
                Event::Start(Tag::Strong) => {
                    look.strong = true;
                    hidden.extend(ends(2));
                }
                Event::Start(Tag::Strikethrough) => {
                    look.struck = true;
                    hidden.extend(ends(if text[range.clone()].starts_with("~~") { 2 } else { 1 }));
                }
                Event::Code(_) => {
                    look.code = true;
                    hidden.extend(ends(text[range.clone()].bytes().take_while(|it| *it == b'`').count()));
                }
                Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                    let is_mail = link_type == LinkType::Email && !dest_url.starts_with("mailto:");
                    let to = if is_mail { format!("mailto:{dest_url}") } else { dest_url.to_string() };
                    look.link = openable(&to).then(|| to.into());
                    links.push(range.end..range.start);
                }
                Event::Start(Tag::Image { dest_url, .. }) => {
                    look.link = openable(&dest_url).then(|| (&*dest_url).into());
                    links.push(range.end..range.start);
                }
                Event::End(pulldown_cmark::TagEnd::Link | pulldown_cmark::TagEnd::Image) => {
                    // A link without words is shown as it stands.
                    match links.pop().filter(|it| it.start < it.end) {
                        Some(inner) => hidden.extend([range.start..inner.start, inner.end..range.end]),
                        None => self.looks.retain(|it| it.0 != range),
                    }
                }
                Event::Text(_) => {
                    // Markdown leaves out a backslash that says: no sign.
                    if range.start == last + 1 && text.as_bytes().get(last) == Some(&b'\\') {
                        hidden.push(last..range.start);
                    }
                    last = range.end;
                }
                _ => {}
            }
            if !is_end && !is_text {
                last = last.max(range.start);
            }
            if look != Look::default() {
                self.looks.push((range, look));
            }
        }
        let plain = |it: &Range<usize>| {
            !self
                .looks
                .iter()
                .any(|look| look.0.start < it.end && it.start < look.0.end && (look.1.link.is_some() || look.1.code))
        };
        let bare: Vec<Range<usize>> =
            addresses(words).into_iter().map(|it| from + it.start..from + it.end).filter(plain).collect();
        for address in bare {
            let look = Look { link: Some(text[address.clone()].into()), ..Look::default() };
            // Signs within an address are part of it.
            hidden.retain(|it| it.end <= address.start || address.end <= it.start);
            self.looks.push((address, look));
        }
        hidden.retain(|it| !it.is_empty());
        hidden
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is shown, with the words of looks in brackets.
    fn read(text: &str) -> String {
        let line = Line::markdown(text);
        let mut out = String::new();
        let mut before = Look::default();
        for (nth, it) in line.text.chars().enumerate() {
            let bytes = line.bytes(nth).unwrap();
            assert!(text.is_char_boundary(bytes.start) && text.is_char_boundary(bytes.end), "{text}");
            assert!(it == '•' || it == ' ' || text[bytes.clone()].starts_with(it), "{it} of {text}");
            assert_eq!(line.character(bytes.start), nth, "{it} of {text}");
            let now = line.look(bytes.start);
            if now != before {
                let names = [(now.strong, 'b'), (now.emphasis, 'i'), (now.code, 'c'), (now.struck, 's')];
                out.push('[');
                out.extend(names.iter().filter(|it| it.0).map(|it| it.1));
                out.extend(now.link.iter().map(|_| 'l'));
                out.push(']');
            }
            before = now;
            out.push(it);
        }
        format!("{}{out}", ">".repeat(usize::from(line.quotes)))
    }

    #[test]
    fn signs_are_hidden_and_words_kept() {
        for (text, expected) in [
            ("plain words", "plain words"),
            ("a **bold *both* b** c", "a [b]bold [bi]both[b] b[] c"),
            ("> quoted **words**", ">quoted [b]words"),
            ("- an item", "• an item"),
            ("  3. third `code`", "  3. third [c]code"),
            ("## Head *ing*", "[b]Head [bi]ing"),
            ("see [the *page*](https://example.org) now", "see [l]the [il]page[] now"),
            ("[no](javascript:x) <https://example.org>", "no [l]https://example.org"),
            ("at https://example.org/a_b_c, yes", "at [l]https://example.org/a_b_c[], yes"),
            ("2 * 3 and snake_case and 5 > 4 \\* 1", "2 * 3 and snake_case and 5 > 4 * 1"),
            ("~~gone~~ *Täler* 日本", "[s]gone[] [i]Täler[] 日本"),
            ("[1] not a link, [](https://example.org)", "[1] not a link, []([l]https://example.org[])"),
            ("[1]: https://example.org", "[1]: [l]https://example.org"),
            ("| a | **b** |", "| a | **b** |"),
            ("```rust", "```rust"),
            ("---", "---"),
            ("a\tb &amp; <b>c</b>", "a b &amp; <b>c</b>"),
            ("\"A whole line *quoted*.\"", "\"A whole line [i]quoted[].\""),
            ("*a* \u{5e9}\u{5dc}\u{5d5}\u{5dd}", "[i]a[] \u{5e9}\u{5dc}\u{5d5}\u{5dd}"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn any_line_is_shown() {
        for sign in ["*", "_", "`", "~", "[", "](", "![", "\\", ">", "- ", "<", "&", "# "] {
            for count in 1..40 {
                let text = format!("{0}é{0}x{0}", sign.repeat(count));
                read(&text);
            }
        }
        let line = Line::markdown("**");
        assert_eq!((line.text.as_str(), line.character(99)), ("**", 2));
    }
}
