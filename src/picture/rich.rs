//! Markdown as passages: its marks become looks.

use super::{Passage, inline::Inline};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd, TextMergeStream};

/// Deeper lists and quotes are moved in no further.
const DEEPEST: u8 = 4;

/// The paragraphs of a Markdown text: without marks, with looks. List items stand on lines of their own.
pub fn passages(markdown: &str) -> Vec<Passage> {
    let mut writer = Writer::default();
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES;
    for event in TextMergeStream::new(Parser::new_ext(markdown, options)) {
        writer.take(event);
    }
    writer.end();
    if writer.done.is_empty() {
        // Markdown takes a lone definition of a link for no words at all.
        let lines = Passage::lines(markdown.trim());
        writer.done.extend(lines.into_iter().filter(|it| !it.text.trim().is_empty()));
    }
    writer.done
}

#[derive(Default)]
struct Writer {
    done: Vec<Passage>,
    now: Inline,
    /// The lists one is in, each with the number of its next item.
    lists: Vec<Option<u64>>,
    quotes: u8,
    in_code: bool,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(it) if self.in_code => {
                for line in it.lines() {
                    self.now.push(line);
                    self.end();
                }
            }
            Event::Html(it) | Event::InlineHtml(it) => {
                for (nth, line) in it.lines().enumerate() {
                    if nth > 0 {
                        self.end();
                    }
                    self.now.push(line);
                }
            }
            Event::HardBreak => self.end(),
            Event::Start(tag) if !self.now.start(&tag) => self.start(&tag),
            Event::End(tag) if !self.now.finish(tag) => self.finish(tag),
            Event::Text(_) | Event::Code(_) | Event::SoftBreak => self.now.words(&event),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.end();
                self.now.strong(true);
            }
            Tag::BlockQuote(_) => {
                self.end();
                self.quotes = self.quotes.saturating_add(1);
            }
            Tag::List(first) => {
                self.end();
                self.lists.push(*first);
            }
            Tag::Item => {
                self.end();
                let bullet = bullet(self.lists.last_mut().and_then(Option::as_mut));
                self.now.push(&bullet);
            }
            Tag::CodeBlock(kind) => {
                self.end();
                self.in_code = true;
                // Words that are only moved in look like code to Markdown; people mean them as words.
                self.now.look.code = matches!(kind, CodeBlockKind::Fenced(_));
            }
            Tag::TableCell if !self.now.is_empty() => self.now.push(" · "),
            _ => {}
        }
    }

    fn finish(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.now.strong(false);
                self.end();
            }
            TagEnd::BlockQuote(_) => {
                self.end();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.end();
                self.lists.pop();
            }
            TagEnd::CodeBlock => {
                self.end();
                self.in_code = false;
                self.now.look.code = false;
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead => self.end(),
            _ => {}
        }
    }

    /// Ends the paragraph.
    fn end(&mut self) {
        let Some(mut passage) = self.now.end() else { return };
        passage.quote = self.quotes > 0;
        let lists = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(DEEPEST);
        passage.indent = lists.saturating_add(self.quotes).min(DEEPEST);
        self.done.push(passage);
    }
}

/// What stands before an item of a list, given the number of the next item if it is numbered, which is counted on.
pub(crate) fn bullet(next: Option<&mut u64>) -> String {
    let Some(next) = next else { return "• ".to_owned() };
    *next = next.saturating_add(1);
    format!("{}. ", next.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The looks of a text as letters before its parts.
    fn read(markdown: &str) -> String {
        let mut out = String::new();
        for passage in passages(markdown) {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&">".repeat(usize::from(passage.indent)));
            let mut from = 0;
            for (range, look) in &passage.looks {
                out.push_str(&passage.text[from..range.start]);
                let names = [(look.strong, 'b'), (look.emphasis, 'i'), (look.code, 'c'), (look.struck, 's')];
                let names: String = names.iter().filter(|it| it.0).map(|it| it.1).collect();
                let link = look.link.as_ref().map(|it| format!("={it}")).unwrap_or_default();
                out = format!("{out}[{names}{link}:{}]", &passage.text[range.clone()]);
                from = range.end;
            }
            out.push_str(&passage.text[from..]);
        }
        out
    }

    #[test]
    fn marks_become_looks() {
        for (markdown, expected) in [
            ("plain words", "plain words"),
            ("**Bold** and *soft* and `code`", "[b:Bold] and [i:soft] and [c:code]"),
            ("***both*** ~~gone~~", "[bi:both] [s:gone]"),
            ("a **b *c* d**", "a [b:b ][bi:c][b: d]"),
            ("see [this *page*](https://example.org)", "see [=https://example.org:this ][i=https://example.org:page]"),
            ("at https://example.org/a_b_c.", "at [=https://example.org/a_b_c:https://example.org/a_b_c]."),
            ("[no](javascript:alert(1)) and [file](file:///etc)", "no and file"),
            ("> quoted\n> on\n\nown", ">quoted on\nown"),
            ("- one\n- two\n  - three", "• one\n• two\n>• three"),
            ("3. three\n4. four", "3. three\n4. four"),
            ("# Head\nBody", "[b:Head]\nBody"),
            ("```\nlet x = *1*;\n```", "[c:let x = *1*;]"),
            ("    moved in", "moved in"),
            ("[1]: https://example.org", "[1]: https://example.org"),
            ("2 * 3 < 7 & snake_case_name", "2 * 3 < 7 & snake_case_name"),
            ("a \\*b\\* &amp; c", "a *b* & c"),
        ] {
            assert_eq!(read(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn any_text_is_read() {
        let deep = format!("{}words", "> - ".repeat(500));
        let open = "[*_`~".repeat(300);
        for text in [deep.as_str(), open.as_str(), "\u{0}\u{202e}", "| a |\n|---|\n| b |", ""] {
            for passage in passages(text) {
                assert!(passage.indent <= DEEPEST && !passage.text.contains('\n'));
                let ends = passage.looks.iter().map(|it| it.0.end).max().unwrap_or(0);
                assert!(ends <= passage.text.len());
            }
        }
    }
}
