//! Markdown as the blocks of a document, one after the other, each with its place.

use super::tags::{At, Role, Tags};
use crate::picture::{Inline, Passage, bullet};
use pulldown_cmark::{Alignment, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeStream};

/// Lists and quotes within more of them than this are not told apart from what they stand in.
const DEEPEST: usize = 16;
/// How far an item of a list is moved in, in pt.
const ITEM: f32 = 18.0;
/// How far a quote is moved in, in pt.
const QUOTE: f32 = 15.0;
/// Nothing is moved in further, in pt.
const MOST: f32 = 180.0;

/// A block of a document.
pub(super) struct Block {
    pub what: What,
    /// How far it is moved in, in pt.
    pub indent: f32,
    /// The quotes it is in: a number for each, and how far its line is moved in, in pt.
    pub quotes: Vec<(At, f32)>,
    /// The bullet or number before it.
    pub mark: Option<(String, At)>,
    /// Whether it is an item of a list without room between items.
    pub tight: bool,
    /// What it is a part of.
    pub within: At,
}

/// What a block is.
pub(super) enum What {
    /// Lines of words; a heading, if it has a level.
    Words(Vec<Passage>, Option<u16>),
    /// Lines of code.
    Code(Vec<Passage>),
    /// A line across.
    Rule,
    /// A figure: its name and what it shows in words.
    Figure(String, String),
    /// A table: how its columns are aligned, and its rows; the first is its head.
    Table(Vec<Alignment>, Vec<Vec<Passage>>),
}

/// All blocks of a Markdown text, in order. `figures` says of a name what the figure shows, if it is one.
pub(super) fn read<'a>(markdown: &str, tags: &'a mut Tags, figures: &'a dyn Fn(&str) -> Option<String>) -> Vec<Block> {
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES;
    let mut reader = Reader {
        tags,
        figures,
        blocks: Vec::new(),
        now: Inline::default(),
        lines: Vec::new(),
        figure: None,
        code: false,
        table: None,
        mark: None,
        place: Place { indent: 0.0, quotes: Vec::new(), within: Tags::ROOT },
        open: Vec::new(),
        ignored: 0,
    };
    for event in TextMergeStream::new(Parser::new_ext(markdown, options)) {
        reader.take(event);
    }
    reader.end(None, true);
    reader.blocks
}

#[derive(Clone)]
struct Place {
    indent: f32,
    quotes: Vec<(At, f32)>,
    within: At,
}

struct Reader<'a> {
    tags: &'a mut Tags,
    figures: &'a dyn Fn(&str) -> Option<String>,
    blocks: Vec<Block>,
    now: Inline,
    /// The lines of the paragraph that a hard break has ended.
    lines: Vec<Passage>,
    figure: Option<Figure>,
    code: bool,
    table: Option<(Vec<Alignment>, Vec<Vec<Passage>>)>,
    mark: Option<(String, At)>,
    place: Place,
    /// What one is in: the place outside of it, and the number of the next item if it is a numbered list.
    open: Vec<(Place, Option<u64>)>,
    /// How many lists and quotes one is in beyond the deepest.
    ignored: usize,
}

/// A figure being read.
struct Figure {
    name: String,
    /// What it shows, as the document says, and as is known of it.
    words: String,
    known: String,
    /// How many pictures within its words are open.
    depth: usize,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>) {
        if self.in_figure(&event) {
            return;
        }
        match event {
            Event::Text(it) if self.code => {
                for line in it.lines() {
                    self.now.push(line);
                    self.line();
                }
            }
            Event::Html(it) | Event::InlineHtml(it) => {
                for (nth, line) in it.lines().enumerate() {
                    if nth > 0 {
                        self.line();
                    }
                    self.now.push(line);
                }
            }
            Event::HardBreak => self.line(),
            Event::Rule => {
                self.end(None, true);
                self.push(What::Rule, false);
            }
            Event::Start(tag) if !self.now.start(&tag) => self.start(tag),
            Event::End(tag) if !self.now.finish(tag) => self.finish(tag),
            Event::Text(_) | Event::Code(_) | Event::SoftBreak => self.now.words(&event),
            _ => {}
        }
    }

    /// Takes what belongs to a figure.
    fn in_figure(&mut self, event: &Event<'_>) -> bool {
        if let Some(figure) = &mut self.figure {
            match event {
                Event::Text(it) | Event::Code(it) => figure.words.push_str(it),
                Event::SoftBreak | Event::HardBreak => figure.words.push(' '),
                Event::Start(Tag::Image { .. }) => figure.depth += 1,
                Event::End(TagEnd::Image) if figure.depth > 0 => figure.depth -= 1,
                Event::End(TagEnd::Image) => self.end_figure(),
                _ => {}
            }
            return true;
        }
        let Event::Start(Tag::Image { dest_url, .. }) = event else { return false };
        let Some(name) = dest_url.strip_prefix("figure:") else { return false };
        // In a table there is no room for one.
        if self.table.is_none()
            && let Some(known) = (self.figures)(name)
        {
            self.end(None, true);
            self.figure = Some(Figure { name: name.to_owned(), words: String::new(), known, depth: 0 });
        }
        self.figure.is_some()
    }

    fn end_figure(&mut self) {
        if let Some(Figure { name, words, known, .. }) = self.figure.take() {
            let said = [words, known].into_iter().find(|it| !it.trim().is_empty());
            let said = said.unwrap_or_else(|| "A figure".to_owned());
            self.push(What::Figure(name, said), false);
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } => self.end(None, true),
            Tag::BlockQuote(_) => {
                self.end(None, true);
                let Some(at) = self.enter(Role::Quote, None) else { return };
                let line = self.place.indent;
                self.place.quotes.push((at, line));
                self.place.indent = (line + QUOTE).min(MOST);
            }
            Tag::List(first) => {
                self.end(None, true);
                self.enter(Role::List(first.is_some()), first);
            }
            Tag::Item => {
                self.end(None, true);
                let mark = bullet(self.open.last_mut().and_then(|it| it.1.as_mut()));
                if self.enter(Role::Item, None).is_none() {
                    return;
                }
                let label = self.tags.open(self.place.within, Role::Label);
                self.place.within = self.tags.open(self.place.within, Role::Body);
                self.place.indent = (self.place.indent + ITEM).min(MOST);
                self.mark = Some((mark.trim_end().to_owned(), label));
            }
            Tag::CodeBlock(_) => {
                self.end(None, true);
                self.code = true;
                self.now.look.code = true;
            }
            Tag::Table(aligned) => {
                self.end(None, true);
                self.table = Some((aligned, Vec::new()));
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some((_, rows)) = &mut self.table {
                    rows.push(Vec::new());
                }
            }
            _ => {}
        }
    }

    fn finish(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end(None, false),
            TagEnd::Heading(level) => self.end(Some(number(level)), false),
            TagEnd::BlockQuote(_) | TagEnd::List(_) => {
                self.end(None, true);
                self.leave();
            }
            TagEnd::Item => {
                self.end(None, true);
                self.mark = None;
                self.leave();
            }
            TagEnd::CodeBlock => {
                self.line();
                self.code = false;
                self.now.look.code = false;
                let lines = std::mem::take(&mut self.lines);
                if !lines.is_empty() {
                    self.push(What::Code(lines), false);
                }
            }
            TagEnd::TableCell => {
                let cell = self.now.end().unwrap_or_default();
                if let Some(row) = self.table.as_mut().and_then(|it| it.1.last_mut()) {
                    row.push(cell);
                }
            }
            TagEnd::Table => {
                if let Some((aligned, rows)) = self.table.take() {
                    self.push(What::Table(aligned, rows), false);
                }
            }
            _ => {}
        }
    }

    fn enter(&mut self, role: Role, number: Option<u64>) -> Option<At> {
        if self.open.len() >= DEEPEST {
            self.ignored += 1;
            return None;
        }
        self.open.push((self.place.clone(), number));
        self.place.within = self.tags.open(self.place.within, role);
        Some(self.place.within)
    }

    fn leave(&mut self) {
        if self.ignored > 0 {
            self.ignored -= 1;
        } else if let Some((outside, _)) = self.open.pop() {
            self.place = outside;
        }
    }

    /// Ends a line.
    fn line(&mut self) {
        if self.table.is_some() {
            return self.now.push(" ");
        }
        match self.now.end() {
            Some(it) => self.lines.push(it),
            // A line of code may be empty.
            None if self.code => self.lines.push(Passage::default()),
            None => {}
        }
    }

    /// Ends a paragraph or heading, if there are words of one; `bare` if nothing marked it as a paragraph.
    fn end(&mut self, level: Option<u16>, bare: bool) {
        self.line();
        let lines = std::mem::take(&mut self.lines);
        if !lines.is_empty() {
            self.push(What::Words(lines, level), bare);
        }
    }

    fn push(&mut self, what: What, tight: bool) {
        let Place { indent, quotes, within } = self.place.clone();
        // What comes later is opened later, but may stand after it in the same part.
        let within = self.tags.open(within, Role::Place);
        self.blocks.push(Block { what, indent, quotes, mark: self.mark.take(), tight, within });
    }
}

fn number(level: HeadingLevel) -> u16 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
