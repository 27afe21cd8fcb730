//! From tokens to blocks: headings, trees of statements and arguments, lists. Nothing here calls itself: what is open is
//! on a pile.

use super::{
    build::{Builder, Head, Place},
    content::Content,
    lex::{DEEPEST, Lexer},
    model::{Document, End},
    token::{Kind, Sign, Token},
    yaml,
};
use serde_json::Value;

/// What is wrong at a byte of the file.
pub type Problem = (usize, String);

/// A member whose relations are being read, and how it is related to what stands above it.
#[derive(Clone, Copy)]
pub struct Open {
    member: Option<u32>,
    link: Option<Link>,
    end: End,
}

#[derive(Clone, Copy)]
struct Link {
    sign: Sign,
    parent: End,
}

pub struct Parser<'a> {
    pub lexer: Lexer<'a>,
    pub builder: Builder,
    problems: Vec<Problem>,
    /// How many statements, arguments, headings and inferences may still be read.
    pub room: usize,
}

/// As many problems are kept of one file; nobody reads more.
const MOST_PROBLEMS: usize = 201;

/// Reads a document; `room` is how many statements it may hold at most. What is wrong comes with it, in order.
pub fn parse(text: &str, room: usize) -> (Document, Vec<Problem>) {
    let mut parser = Parser { lexer: Lexer::new(text), builder: Builder::default(), problems: Vec::new(), room };
    parser.document();
    if parser.lexer.too_deep {
        parser.problem(0, format!("relations nest deeper than {DEEPEST} levels; what is deeper stands side by side"));
    }
    if parser.room == 0 {
        parser.problem(0, "there is more than a file of this length holds; it was left out");
    }
    let mut problems = parser.problems;
    problems.sort_by_key(|it| it.0);
    (parser.builder.finish(), problems)
}

impl Parser<'_> {
    pub fn problem(&mut self, at: usize, says: impl Into<String>) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push((at, says.into()));
        }
    }

    pub fn next(&mut self) -> Option<Kind> {
        self.lexer.peek(0).map(|it| it.kind)
    }

    fn here(&mut self) -> usize {
        self.lexer.peek(0).map_or(self.lexer.text.len(), |it| it.start)
    }

    fn document(&mut self) {
        while self.next().is_some_and(|it| matches!(it, Kind::NewLine | Kind::EmptyLine)) {
            self.lexer.take();
        }
        if let Some(token) = self.lexer.take_if(Kind::FrontMatter) {
            let image = self.lexer.image(token);
            let yaml = image.trim_start_matches('=').trim_end_matches('=');
            let from = token.start + image.len() - image.trim_start_matches('=').len();
            self.builder.doc.front_at = token.start;
            match yaml::read(yaml) {
                Ok(value) => self.builder.set_front(value),
                Err((at, says)) => self.problem(from + at, format!("the front matter is no YAML: {says}")),
            }
            self.lexer.take_if(Kind::NewLine);
            if self.lexer.take_if(Kind::EmptyLine).is_none() && self.next().is_some() {
                let at = self.here();
                self.problem(at, "an empty line must follow the front matter");
            }
        }
        if self.next().is_none() {
            self.problem(0, "there is no statement, argument or heading in it");
        }
        while self.next().is_some() && self.room > 0 {
            self.block();
            self.after_block();
        }
    }

    fn block(&mut self) {
        let Some(token) = self.lexer.peek(0) else { return };
        match token.kind {
            Kind::EmptyLine | Kind::Dedent | Kind::NewLine => drop(self.lexer.take()),
            Kind::Heading => self.heading(token),
            Kind::Number | Kind::InferenceStart => self.argued(),
            Kind::OrderedItem | Kind::UnorderedItem => self.list(),
            Kind::Indent if self.lexer.peek(1).is_some_and(|it| is_item(it.kind)) => self.list(),
            Kind::Indent | Kind::Relation(_) => {
                self.problem(token.start, "a relation must follow what it is about, without an empty line between");
                self.lexer.take_if(Kind::Indent);
                if let Some(Kind::Relation(_)) = self.next() {
                    self.lexer.take();
                }
                self.tree(Place::TopLevel);
            }
            kind if is_head(kind) => {
                self.builder.last_argument = None;
                self.tree(Place::TopLevel);
            }
            kind => {
                self.problem(token.start, format!("{} cannot stand here", kind.words()));
                self.lexer.take();
            }
        }
    }

    /// What must stand between two blocks.
    fn after_block(&mut self) {
        self.lexer.drop_marks();
        let Some(token) = self.lexer.peek(0) else { return };
        if token.kind == Kind::EmptyLine {
            self.lexer.take();
        } else if !matches!(token.kind, Kind::Dedent | Kind::NewLine) {
            let says = format!("{} cannot stand here; an empty line is missing before it", token.kind.words());
            self.problem(token.start, says);
        }
    }

    fn heading(&mut self, token: Token) {
        self.room -= 1;
        self.lexer.take();
        let level = token.end - token.start - 1;
        let content = self.content(Content::default(), token.end);
        let (data, _) = self.data();
        self.builder.section(content, level, data, token.start);
    }

    fn list(&mut self) {
        self.builder.last_argument = None;
        let mut depth = 0_usize;
        loop {
            match self.next() {
                Some(Kind::Indent) => {
                    depth += 1;
                    if depth > 1 {
                        let at = self.here();
                        self.problem(at, "a list cannot stand within a list");
                    }
                    self.lexer.take();
                }
                Some(Kind::Dedent) => {
                    self.lexer.take();
                    depth = depth.saturating_sub(1);
                    if depth == 0 && !self.next().is_some_and(is_item) {
                        return;
                    }
                }
                Some(kind) if is_item(kind) => {
                    self.lexer.take();
                    self.tree(Place::Item);
                }
                _ => return,
            }
        }
    }

    /// A statement or argument with all that stands below it.
    pub fn tree(&mut self, place: Place) -> Option<u32> {
        let at = self.here();
        let Some(member) = self.head(place) else {
            self.problem(at, "a statement or an argument is missing here");
            return None;
        };
        let mut open = Vec::new();
        self.enter(Open { member: Some(member), link: None, end: End::Class(0) }, &mut open);
        self.relations(open);
        Some(member)
    }

    /// Opens a member if something stands below it, else closes it at once.
    fn enter(&mut self, head: Open, open: &mut Vec<Open>) {
        let is_deeper = self.next() == Some(Kind::Indent)
            && self.lexer.peek(1).is_some_and(|it| matches!(it.kind, Kind::Relation(_)));
        let is_flat = open.is_empty() && matches!(self.next(), Some(Kind::Relation(_)));
        if let (true, Some(member)) = (is_deeper || is_flat, head.member) {
            let end = self.builder.enter(member);
            if is_deeper {
                self.lexer.take();
            } else {
                let at = self.here();
                self.problem(at, "a relation must be indented");
            }
            open.push(Open { end, ..head });
        } else {
            self.exit(&head);
        }
    }

    fn exit(&mut self, it: &Open) {
        let Some(member) = it.member else { return };
        let end = self.builder.exit(member);
        if let Some(Link { sign, parent }) = it.link {
            self.builder.relate(sign, parent, end, member);
        }
    }

    /// The relations of what is open, until all of it is closed.
    pub fn relations(&mut self, mut open: Vec<Open>) {
        while let Some(parent) = open.last().map(|it| it.end) {
            match self.next() {
                Some(Kind::Relation(sign)) => {
                    let at = self.here();
                    self.lexer.take();
                    let link = Some(Link { sign, parent });
                    let is_argument = matches!(self.next(), Some(Kind::ArgumentDefinition | Kind::ArgumentReference));
                    if sign == Sign::Contradicts && is_argument {
                        self.problem(at, "only statements can contradict each other, not an argument");
                    }
                    match self.head(Place::Related) {
                        Some(member) => self.enter(Open { member: Some(member), link, end: parent }, &mut open),
                        None => self.problem(at, "a statement or an argument is missing after this sign"),
                    }
                }
                Some(Kind::Dedent) => {
                    self.lexer.take();
                    let uneven = matches!(self.next(), Some(Kind::Relation(_))) && open.len() == 1;
                    if uneven {
                        let at = self.here();
                        self.problem(at, "this relation is indented less than those above, but still indented");
                    } else if let Some(it) = open.pop() {
                        self.exit(&it);
                    }
                }
                _ => {
                    while let Some(it) = open.pop() {
                        self.exit(&it);
                    }
                }
            }
        }
    }

    /// What undercuts an inference.
    pub fn undercuts(&mut self, inference: u32) {
        let is_relation = |it: Option<Token>| it.is_some_and(|it| matches!(it.kind, Kind::Relation(_)));
        if self.next() == Some(Kind::Indent) && is_relation(self.lexer.peek(1)) {
            self.lexer.take();
            self.relations(vec![Open { member: None, link: None, end: End::Inference(inference) }]);
        }
    }

    /// A statement or argument without its relations.
    fn head(&mut self, place: Place) -> Option<u32> {
        // The rest of a line may be empty, and is a statement that says nothing.
        let token = self.lexer.peek(0).filter(|it| is_head(it.kind) || it.kind == Kind::NewLine)?;
        self.room = self.room.checked_sub(1)?;
        let image = self.lexer.image(token);
        let title = |cut: usize| Some(image.get(1..image.len() - cut).unwrap_or_default().into());
        let (title, is_argument, is_reference) = match token.kind {
            Kind::StatementDefinition => (title(2), false, false),
            Kind::StatementReference => (title(1), false, true),
            Kind::ArgumentDefinition => (title(2), true, false),
            Kind::ArgumentReference => (title(1), true, true),
            _ => (None, false, false),
        };
        let mut head = Head { place, title, is_argument, is_reference, at: token.start };
        if head.title.is_some() {
            self.lexer.take();
        }
        let mut content = Content::default();
        if is_reference {
            while let Some(tag) = self.lexer.take_if(Kind::Tag) {
                content.add(Kind::Tag, self.lexer.image(tag), true, self.builder.shows_tags);
            }
            let line = self.lexer.take_if(Kind::NewLine).is_some();
            if line && matches!(self.next(), Some(Kind::Data | Kind::Indent)) {
                content.end_line();
            }
            if !line && self.next().is_some_and(is_head) {
                let at = self.here();
                self.problem(at, "only tags, data and relations can follow a reference; is a colon missing after it?");
                content = self.content(content, token.end);
                head.is_reference = false;
            }
        } else {
            if !self.next().is_some_and(Kind::is_content) {
                self.problem(token.start, "nothing follows the colon after this title");
                head.is_reference = true;
            }
            content = self.content(content, token.start);
        }
        let (data, ends_line) = self.data();
        if data.is_some() && ends_line && self.next() == Some(Kind::Indent) {
            content.end_line();
        }
        Some(self.builder.member(head, content, data))
    }

    /// Words with all that may stand among them. What may not is told and taken as written.
    fn content(&mut self, mut content: Content, from: usize) -> Content {
        let mut starts_line = false;
        while let Some(token) = self.lexer.peek(0) {
            let image = self.lexer.image(token);
            let mut kind = token.kind;
            let is_first = std::mem::replace(&mut starts_line, kind == Kind::NewLine);
            match kind {
                // What starts a line is rather a block of its own.
                _ if is_first && is_head(kind) && !kind.is_content() => break,
                Kind::StatementDefinition
                | Kind::StatementReference
                | Kind::ArgumentDefinition
                | Kind::ArgumentReference => {
                    self.problem(token.start, format!("{} cannot stand within a text", kind.words()));
                    kind = Kind::Words;
                }
                Kind::Data if self.lexer.peek(1).is_some_and(|it| it.kind.is_content() && it.kind != Kind::NewLine) => {
                    self.problem(token.start, "data in braces can only stand at the end of a text");
                    kind = Kind::Words;
                }
                Kind::Sign if image == "\\" => self.problem(token.start, "a backslash must stand before a character"),
                Kind::MarkEnd(_) => {}
                _ if kind.is_content() => {}
                _ => break,
            }
            self.lexer.take();
            let goes_on = self.lexer.peek(0).is_some_and(|it| it.kind.is_content());
            content.add(kind, image, goes_on, self.builder.shows_tags);
            if kind != token.kind && self.lexer.text.get(token.end..).is_some_and(|it| it.starts_with(' ')) {
                content.end_line();
            }
        }
        if let Some(mark) = content.left_open() {
            self.problem(
                from,
                format!("a “{}” in this text is never closed; put a backslash before it", mark.written()),
            );
            content.close();
            self.lexer.drop_marks();
        }
        content
    }

    /// Data in braces, if there is any, and whether its line ends there.
    pub fn data(&mut self) -> (Option<Value>, bool) {
        let Some(token) = self.lexer.take_if(Kind::Data) else { return (None, false) };
        let image = self.lexer.image(token);
        let ends_line = self.lexer.take_if(Kind::NewLine).is_some();
        let inner = image.get(1..).unwrap_or_default();
        let line = inner.trim_start_matches([' ', '\t']);
        let is_block = line.starts_with('\n') || line.starts_with("\r\n");
        let yaml = if is_block { inner.trim_end().strip_suffix('}').unwrap_or(inner) } else { image };
        match yaml::read(yaml) {
            Ok(value) => (Some(value), ends_line),
            Err((at, says)) => {
                self.problem(token.start + usize::from(is_block) + at, format!("this data is no YAML: {says}"));
                (None, ends_line)
            }
        }
    }
}

pub fn is_item(kind: Kind) -> bool {
    matches!(kind, Kind::OrderedItem | Kind::UnorderedItem)
}

/// Whether a statement or argument may start with it.
pub fn is_head(kind: Kind) -> bool {
    let is_title = matches!(
        kind,
        Kind::StatementDefinition | Kind::StatementReference | Kind::ArgumentDefinition | Kind::ArgumentReference
    );
    is_title || kind.is_content() && kind != Kind::NewLine
}
