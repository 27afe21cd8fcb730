//! HTML as a row of nodes in document order, made of the tokens of `html5ever`. Each node says where what it holds ends, so
//! that everything is gone through by counting up. Tags that pages leave out are filled in as far as the text needs it;
//! misnested formatting is not repaired, which is what can make a tree quadratic.

use html5ever::{
    LocalName, local_name,
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
        states::{RawKind, Rawtext, Rcdata, ScriptData},
    },
};
use std::{cell::RefCell, collections::HashMap, ops::Range};

/// The attributes that readers look at; others are dropped.
const KEPT: &[&str] = &[
    "id",
    "class",
    "href",
    "width",
    "datetime",
    "title",
    "alt",
    "indent",
    "author",
    "thingid",
    "parentid",
    "permalink",
    "score",
    "created",
    "created-timestamp",
    "post-title",
    "slot",
    "aria-label",
    "rel",
    "property",
    "content",
    "name",
    "data-author",
    "data-fullname",
    "data-permalink",
    "data-timestamp",
    "data-js-date",
    "data-full-name",
    "data-testid",
    "is-comment-deleted",
    "content-href",
];

/// What a node is.
#[derive(Clone, Debug)]
enum What {
    Element { name: LocalName, attributes: Range<u32> },
    Text { words: Range<u32> },
}

#[derive(Clone, Debug)]
struct Node {
    /// The first node that it does not hold.
    end: u32,
    what: What,
}

#[derive(Clone, Debug)]
struct Attribute {
    kept: u8,
    value: Range<u32>,
}

/// A page. Nodes are known by their number in document order; 0 is the page itself.
#[derive(Debug, Default)]
pub(super) struct Page {
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    /// The words of texts and attributes.
    words: String,
    /// There was more markup than is kept.
    pub cut: bool,
    /// A tag had no end.
    pub endless: bool,
}

impl Page {
    pub(super) fn read(html: &str) -> Self {
        let mut page = Self::default();
        let mut from = 0;
        // A tag may have no end: reading goes on behind it.
        while from < html.len() {
            let (next, read) = part(page, html, from);
            (page, from) = (read, next);
        }
        page
    }

    /// The node behind the last one that node `at` holds.
    pub(super) fn end(&self, at: usize) -> usize {
        self.nodes.get(at).map_or(self.nodes.len(), |it| it.end as usize)
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The name of an element; empty for a text.
    pub(super) fn name(&self, at: usize) -> &str {
        match self.nodes.get(at).map(|it| &it.what) {
            Some(What::Element { name, .. }) => name,
            _ => "",
        }
    }

    /// The words of a text; empty for an element.
    pub(super) fn text(&self, at: usize) -> &str {
        match self.nodes.get(at).map(|it| &it.what) {
            Some(What::Text { words }) => &self.words[words.start as usize..words.end as usize],
            _ => "",
        }
    }

    pub(super) fn attribute(&self, at: usize, name: &str) -> Option<&str> {
        let Some(What::Element { attributes, .. }) = self.nodes.get(at).map(|it| &it.what) else { return None };
        let all = &self.attributes[attributes.start as usize..attributes.end as usize];
        let found = all.iter().find(|it| KEPT[usize::from(it.kept)] == name)?;
        Some(&self.words[found.value.start as usize..found.value.end as usize])
    }

    pub(super) fn has_class(&self, at: usize, class: &str) -> bool {
        self.attribute(at, "class").is_some_and(|it| it.split_ascii_whitespace().any(|it| it == class))
    }

    /// All words that node `at` holds, on one line.
    pub(super) fn words_in(&self, at: usize) -> String {
        let mut out = String::new();
        for word in (at..self.end(at)).flat_map(|it| self.text(it).split_inclusive(char::is_whitespace)) {
            let glued = !out.is_empty() && !out.ends_with(' ');
            match word.trim() {
                "" if glued => out.push(' '),
                "" => {}
                words => {
                    out.push_str(words);
                    if word.ends_with(char::is_whitespace) {
                        out.push(' ');
                    }
                }
            }
        }
        out.truncate(out.trim_end().len());
        out
    }
}

/// So many bytes are given to the tokenizer at a time.
const STEP: usize = 4096;
/// So many bytes and spaces without a token come from a tag that has no end: its attributes would fill the memory.
const ENDLESS: (usize, usize) = (1 << 16, 1 << 12);

/// Reads on from a byte of `html`, to its end or to where a tag without an end is given up.
fn part(page: Page, html: &str, from: usize) -> (usize, Page) {
    let tokenizer = Tokenizer::new(Builder::new(page, html.len()), TokenizerOpts::default());
    let queue = BufferQueue::default();
    let (mut at, mut quiet) = (from, (0, 0));
    let mut seen = 0;
    while at < html.len() {
        let end = html.ceil_char_boundary((at + STEP).min(html.len()));
        let step = &html[at..end];
        queue.push_back(StrTendril::from_slice(step));
        let _ = tokenizer.feed(&queue);
        at = end;
        let tokens = tokenizer.sink.0.borrow().tokens;
        if tokens == seen {
            quiet.0 += step.len();
            quiet.1 += step.bytes().filter(u8::is_ascii_whitespace).count();
        } else {
            (seen, quiet) = (tokens, (0, 0));
        }
        if quiet.0 > ENDLESS.0 && quiet.1 > ENDLESS.1 {
            let page = tokenizer.sink.0.into_inner().finish();
            return (at, Page { endless: true, ..page });
        }
    }
    tokenizer.end();
    (at, tokenizer.sink.0.into_inner().finish())
}

struct Builder(RefCell<Building>);

struct Building {
    page: Page,
    /// The elements that are open, from the outermost in.
    open: Vec<u32>,
    /// How many of each name are open: to look for one that is not takes no time.
    counts: HashMap<LocalName, u32>,
    /// What is dropped until its end tag.
    dropped: Option<LocalName>,
    most: usize,
    tokens: usize,
    /// The text read last goes on.
    joined: bool,
}

/// The fewest bytes of a page for each node and attribute, on average.
const LEAST: usize = 12;
const ALWAYS: usize = 10_000;
/// An end tag closes what it is for if no more elements than this are open within.
const DEEPEST: usize = 256;

impl Builder {
    fn new(mut page: Page, bytes: usize) -> Self {
        if page.nodes.is_empty() {
            page.nodes.push(Node { end: 0, what: What::Text { words: 0..0 } });
        }
        Self(RefCell::new(Building {
            page,
            open: Vec::new(),
            counts: HashMap::new(),
            dropped: None,
            most: ALWAYS.max(bytes / LEAST),
            tokens: 0,
            joined: false,
        }))
    }
}

impl TokenSink for Builder {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut it = self.0.borrow_mut();
        it.tokens += usize::from(!matches!(token, Token::ParseError(_)));
        match token {
            Token::TagToken(tag) => return it.tag(&tag),
            Token::CharacterTokens(words) => it.words(&words),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Building {
    fn finish(mut self) -> Page {
        while !self.open.is_empty() {
            self.pop();
        }
        let end = small(self.page.nodes.len());
        if let Some(root) = self.page.nodes.first_mut() {
            root.end = end;
        }
        self.page
    }

    fn name(&self, at: u32) -> Option<&LocalName> {
        match &self.page.nodes.get(at as usize)?.what {
            What::Element { name, .. } => Some(name),
            What::Text { .. } => None,
        }
    }

    fn pop(&mut self) {
        self.joined = false;
        let end = small(self.page.nodes.len());
        let Some(at) = self.open.pop() else { return };
        if let Some(name) = self.name(at).cloned()
            && let Some(count) = self.counts.get_mut(&name)
        {
            *count = count.saturating_sub(1);
        }
        if let Some(node) = self.page.nodes.get_mut(at as usize) {
            node.end = end;
        }
    }

    /// Closes the innermost of these that is open within the innermost of `within`, with all in it.
    fn close(&mut self, names: &[LocalName], within: &[LocalName]) {
        if names.iter().all(|it| self.counts.get(it).is_none_or(|it| *it == 0)) {
            return;
        }
        for (depth, &at) in self.open.iter().rev().take(DEEPEST).enumerate() {
            let Some(name) = self.name(at) else { continue };
            if names.contains(name) {
                for _ in 0..=depth {
                    self.pop();
                }
                return;
            }
            if within.contains(name) {
                return;
            }
        }
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        if let Some(name) = &self.dropped {
            if tag.kind == TagKind::EndTag && tag.name == *name {
                self.dropped = None;
            }
            return TokenSinkResult::Continue;
        }
        if tag.kind == TagKind::EndTag {
            if tag.name == local_name!("br") || tag.name == local_name!("p") && !self.is_open(&tag.name) {
                self.push(tag);
            } else if self.page.cut {
                self.words(" ");
            } else {
                let table = [
                    local_name!("table"),
                    local_name!("tr"),
                    local_name!("td"),
                    local_name!("th"),
                    local_name!("tbody"),
                    local_name!("thead"),
                    local_name!("tfoot"),
                ];
                let cells = [local_name!("td"), local_name!("th"), local_name!("table")];
                let within: &[LocalName] = if table.contains(&tag.name) { &cells[2..] } else { &cells };
                self.close(std::slice::from_ref(&tag.name), within);
            }
            return TokenSinkResult::Continue;
        }
        let raw = raw(&tag.name);
        if raw.is_some() && tag.name != local_name!("title") {
            self.dropped = Some(tag.name.clone());
        } else {
            self.imply(&tag.name);
            self.push(tag);
        }
        raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }

    fn is_open(&self, name: &LocalName) -> bool {
        self.counts.get(name).is_some_and(|it| *it > 0)
    }

    /// Closes what a start tag ends without saying so.
    fn imply(&mut self, name: &LocalName) {
        let table = [local_name!("table")];
        match &**name {
            "li" => self.close(&[local_name!("li")], &[local_name!("ul"), local_name!("ol"), table[0].clone()]),
            "dt" | "dd" => self.close(&[local_name!("dt"), local_name!("dd")], &[local_name!("dl"), table[0].clone()]),
            "tr" => self.close(&[local_name!("tr")], &table),
            "td" | "th" => self.close(&[local_name!("td"), local_name!("th")], &[local_name!("tr"), table[0].clone()]),
            "tbody" | "thead" | "tfoot" => {
                self.close(&[local_name!("tbody"), local_name!("thead"), local_name!("tfoot")], &table);
            }
            _ => {}
        }
        if is_block(name) {
            let within = [
                local_name!("table"),
                local_name!("td"),
                local_name!("th"),
                local_name!("button"),
                local_name!("li"),
                local_name!("div"),
                local_name!("blockquote"),
            ];
            self.close(&[local_name!("p")], &within);
        }
    }

    fn push(&mut self, tag: &Tag) {
        if self.page.nodes.len() + self.page.attributes.len() >= self.most
            || self.page.words.len() > u32::MAX as usize / 2
        {
            self.page.cut = true;
            return self.words(" ");
        }
        self.joined = false;
        let first = small(self.page.attributes.len());
        for attribute in &tag.attrs {
            let kept = KEPT.iter().position(|it| *it == &*attribute.name.local).and_then(|it| it.try_into().ok());
            if let Some(kept) = kept {
                let start = small(self.page.words.len());
                self.page.words.push_str(&attribute.value);
                self.page.attributes.push(Attribute { kept, value: start..small(self.page.words.len()) });
            }
        }
        let at = small(self.page.nodes.len());
        let attributes = first..small(self.page.attributes.len());
        let what = What::Element { name: tag.name.clone(), attributes };
        self.page.nodes.push(Node { end: at + 1, what });
        if tag.kind == TagKind::StartTag && !is_void(&tag.name) {
            self.open.push(at);
            *self.counts.entry(tag.name.clone()).or_default() += 1;
        }
    }

    fn words(&mut self, words: &str) {
        if self.dropped.is_some() {
            return;
        }
        let start = small(self.page.words.len());
        self.page.words.push_str(words);
        let end = small(self.page.words.len());
        let joined = std::mem::replace(&mut self.joined, true);
        match self.page.nodes.last_mut() {
            Some(Node { what: What::Text { words }, .. }) if joined => words.end = end,
            _ => {
                let at = small(self.page.nodes.len());
                self.page.nodes.push(Node { end: at + 1, what: What::Text { words: start..end } });
            }
        }
    }
}

/// How the words within an element are told from markup, for elements that hold no elements.
fn raw(name: &LocalName) -> Option<RawKind> {
    match &**name {
        "script" => Some(ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(Rawtext),
        "title" | "textarea" => Some(Rcdata),
        _ => None,
    }
}

fn is_void(name: &LocalName) -> bool {
    let void =
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
    void.contains(&&**name)
}

/// Whether an element stands on lines of its own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// A place in a page. Files of 4 GB and more are refused before.
fn small(it: usize) -> u32 {
    u32::try_from(it).unwrap_or(u32::MAX)
}
