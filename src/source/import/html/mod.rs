//! HTML as a row of nodes in document order, made of the tokens of `html5ever`. Each node says where what it holds ends, so
//! that everything is gone through by counting up. Tags that pages leave out are filled in as far as the text needs it;
//! misnested formatting is not repaired, which is what can make a tree quadratic.

mod build;
mod element;
mod feed;

pub(super) use element::is_block;

use html5ever::LocalName;
use std::ops::Range;

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
            let (next, read) = feed::part(page, html, from);
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

/// A place in a page. Files of 4 GB and more are refused before.
fn small(it: usize) -> u32 {
    u32::try_from(it).unwrap_or(u32::MAX)
}
