//! What the tokens of a page make of it.

use super::{
    Attribute, KEPT, Node, Page, What,
    element::{is_block, is_void, raw},
    small,
};
use html5ever::{
    LocalName, local_name,
    tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult},
};
use std::{cell::RefCell, collections::HashMap};

/// Takes tokens.
pub(super) struct Builder(RefCell<Building>);

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
    /// Goes on with a page whose file has so many bytes.
    pub fn new(mut page: Page, bytes: usize) -> Self {
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

    /// How many tokens came so far.
    pub fn tokens(&self) -> usize {
        self.0.borrow().tokens
    }

    /// The page, with all that is open closed.
    pub fn page(self) -> Page {
        self.0.into_inner().finish()
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
