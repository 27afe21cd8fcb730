//! Markdown as passages: its marks become looks.

use super::{
    Look, Passage,
    link::{addresses, openable},
};
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
    now: Passage,
    look: Look,
    /// How many marks of each sort are open: they nest.
    open: [u8; 3],
    links: Vec<bool>,
    /// The lists one is in, each with the number of its next item.
    lists: Vec<Option<u64>>,
    quotes: u8,
    in_code: bool,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.finish(tag),
            Event::Text(it) if self.in_code => {
                for line in it.lines() {
                    self.push(line);
                    self.end();
                }
            }
            Event::Text(it) => self.text(&it),
            Event::Code(it) => {
                self.look.code = true;
                self.push(&it);
                self.look.code = false;
            }
            Event::Html(it) | Event::InlineHtml(it) => {
                for (nth, line) in it.lines().enumerate() {
                    if nth > 0 {
                        self.end();
                    }
                    self.push(line);
                }
            }
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.end(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis => self.mark(0, true),
            Tag::Strong => self.mark(1, true),
            Tag::Strikethrough => self.mark(2, true),
            Tag::Link { dest_url: to, .. } | Tag::Image { dest_url: to, .. } => {
                let opens = openable(&to) && self.look.link.is_none();
                if opens {
                    self.look.link = Some((&*to).into());
                }
                self.links.push(opens);
            }
            Tag::Heading { .. } => {
                self.end();
                self.mark(1, true);
            }
            Tag::BlockQuote(_) => {
                self.end();
                self.quotes = self.quotes.saturating_add(1);
            }
            Tag::List(first) => {
                self.end();
                self.lists.push(first);
            }
            Tag::Item => {
                self.end();
                let bullet = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number = number.saturating_add(1);
                        format!("{}. ", number.saturating_sub(1))
                    }
                    _ => "• ".to_owned(),
                };
                self.push(&bullet);
            }
            Tag::CodeBlock(kind) => {
                self.end();
                self.in_code = true;
                // Words that are only moved in look like code to Markdown; people mean them as words.
                self.look.code = matches!(kind, CodeBlockKind::Fenced(_));
            }
            Tag::TableCell if !self.now.text.is_empty() => self.push(" · "),
            _ => {}
        }
    }

    fn finish(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.mark(0, false),
            TagEnd::Strong => self.mark(1, false),
            TagEnd::Strikethrough => self.mark(2, false),
            TagEnd::Link | TagEnd::Image if self.links.pop() == Some(true) => self.look.link = None,
            TagEnd::Heading(_) => {
                self.mark(1, false);
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
                self.look.code = false;
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead => self.end(),
            _ => {}
        }
    }

    /// Opens or closes a mark: emphasis, strong, struck.
    fn mark(&mut self, sort: usize, opens: bool) {
        let count = &mut self.open[sort];
        *count = if opens { count.saturating_add(1) } else { count.saturating_sub(1) };
        let on = *count > 0;
        match sort {
            0 => self.look.emphasis = on,
            1 => self.look.strong = on,
            _ => self.look.struck = on,
        }
    }

    /// Words in which addresses may stand.
    fn text(&mut self, text: &str) {
        if self.look.link.is_some() {
            return self.push(text);
        }
        let mut from = 0;
        for address in addresses(text) {
            self.push(&text[from..address.start]);
            self.look.link = Some(text[address.clone()].into());
            self.push(&text[address.clone()]);
            self.look.link = None;
            from = address.end;
        }
        self.push(&text[from..]);
    }

    fn push(&mut self, words: &str) {
        self.now.push(words, &self.look);
    }

    /// Ends the paragraph.
    fn end(&mut self) {
        let mut passage = std::mem::take(&mut self.now);
        let kept = passage.text.trim_end().len();
        if kept == 0 {
            return;
        }
        passage.truncate(kept);
        passage.rtl = super::direction::is_rtl(&passage.text);
        passage.quote = self.quotes > 0;
        let lists = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(DEEPEST);
        passage.indent = lists.saturating_add(self.quotes).min(DEEPEST);
        self.done.push(passage);
    }
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
