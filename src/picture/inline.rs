//! The words of one paragraph of Markdown as they are read: its marks become looks.

use super::{
    Look, Passage,
    direction::is_rtl,
    link::{addresses, openable},
};
use pulldown_cmark::{Event, Tag, TagEnd};

/// A paragraph being read.
#[derive(Default)]
pub(crate) struct Inline {
    now: Passage,
    /// How the next words look.
    pub(crate) look: Look,
    /// How many marks of each sort are open: they nest.
    open: [u8; 3],
    links: Vec<bool>,
}

impl Inline {
    /// Takes the start of a mark or link; false if it is anything else.
    pub(crate) fn start(&mut self, tag: &Tag<'_>) -> bool {
        match tag {
            Tag::Emphasis => self.mark(0, true),
            Tag::Strong => self.mark(1, true),
            Tag::Strikethrough => self.mark(2, true),
            Tag::Link { dest_url: to, .. } | Tag::Image { dest_url: to, .. } => {
                let opens = openable(to) && self.look.link.is_none();
                if opens {
                    self.look.link = Some((&**to).into());
                }
                self.links.push(opens);
            }
            _ => return false,
        }
        true
    }

    /// Takes the end of a mark or link; false if it is anything else.
    pub(crate) fn finish(&mut self, tag: TagEnd) -> bool {
        match tag {
            TagEnd::Emphasis => self.mark(0, false),
            TagEnd::Strong => self.mark(1, false),
            TagEnd::Strikethrough => self.mark(2, false),
            TagEnd::Link | TagEnd::Image => {
                if self.links.pop() == Some(true) {
                    self.look.link = None;
                }
            }
            _ => return false,
        }
        true
    }

    /// Takes words, code and soft line breaks.
    pub(crate) fn words(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(it) => self.text(it),
            Event::Code(it) => {
                let before = std::mem::replace(&mut self.look.code, true);
                self.push(it);
                self.look.code = before;
            }
            Event::SoftBreak => self.push(" "),
            _ => {}
        }
    }

    /// Makes what follows strong, or no longer.
    pub(crate) fn strong(&mut self, on: bool) {
        self.mark(1, on);
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

    /// Adds words as they are.
    pub(crate) fn push(&mut self, words: &str) {
        self.now.push(words, &self.look);
    }

    /// Whether there are no words yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.now.text.is_empty()
    }

    /// Ends the paragraph, which is none if it has no words. Marks stay open: a paragraph may go on after a line break.
    pub(crate) fn end(&mut self) -> Option<Passage> {
        let mut passage = std::mem::take(&mut self.now);
        let kept = passage.text.trim_end().len();
        if kept == 0 {
            return None;
        }
        passage.truncate(kept);
        passage.rtl = is_rtl(&passage.text);
        Some(passage)
    }
}
