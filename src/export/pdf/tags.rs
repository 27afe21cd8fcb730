//! The structure of a document for those who have it read aloud: what is a heading, a list, a figure.

use krilla::tagging::{Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};
use std::{num::NonZeroU16, sync::Arc};

/// What a part of a document is.
#[derive(Clone, Debug)]
pub(super) enum Role {
    /// A part of the document.
    Part,
    /// Only a place that is kept in another part: what is in it is in that.
    Place,
    /// A quote.
    Quote,
    /// A list, numbered or not.
    List(bool),
    /// An item of a list, its number or bullet, and the rest of it.
    Item,
    /// See [`Role::Item`].
    Label,
    /// See [`Role::Item`].
    Body,
    /// A paragraph.
    Paragraph,
    /// A heading with its level from 1 and its words.
    Heading(u16, String),
    /// A piece of code.
    Code,
    /// A table.
    Table,
    /// A row of one.
    Row,
    /// A cell in the first row.
    Head,
    /// Any other cell.
    Cell,
    /// A figure with what it shows in words.
    Figure(String),
    /// A link with its address.
    Link(Arc<str>),
}

impl Role {
    fn kind(self) -> TagKind {
        match self {
            Self::Part | Self::Place => Tag::Part.into(),
            Self::Quote => Tag::BlockQuote.into(),
            Self::List(true) => Tag::L(ListNumbering::Decimal).into(),
            Self::List(false) => Tag::L(ListNumbering::Disc).into(),
            Self::Item => Tag::LI.into(),
            Self::Label => Tag::Lbl.into(),
            Self::Body => Tag::LBody.into(),
            Self::Paragraph => Tag::P.into(),
            Self::Heading(level, words) => {
                Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), Some(words)).into()
            }
            Self::Code => Tag::Code.into(),
            Self::Table => Tag::Table.into(),
            Self::Row => Tag::TR.into(),
            Self::Head => Tag::TH(TableHeaderScope::Column).into(),
            Self::Cell => Tag::TD.into(),
            Self::Figure(alternative) => Tag::Figure(Some(alternative)).into(),
            Self::Link(_) => Tag::Link.into(),
        }
    }
}

/// A part in the structure.
pub(super) type At = usize;

#[derive(Clone)]
enum Child {
    Part(At),
    Content(Identifier),
}

/// The structure of a document. A part stands behind the one it is in.
#[derive(Clone)]
pub(super) struct Tags(Vec<(Role, Vec<Child>)>);

impl Tags {
    /// The document as a whole is its first part.
    pub const ROOT: At = 0;

    pub fn new() -> Self {
        Self(vec![(Role::Part, Vec::new())])
    }

    /// Opens a part within another.
    pub fn open(&mut self, within: At, role: Role) -> At {
        let at = self.0.len();
        self.0.push((role, Vec::new()));
        self.0[within.min(at - 1)].1.push(Child::Part(at));
        at
    }

    /// The link to an address at the end of a part: the one that is there, if a line break cut it, or a new one.
    pub fn link(&mut self, within: At, address: &Arc<str>) -> At {
        let last = self.0.get(within).and_then(|it| it.1.last());
        if let Some(&Child::Part(at)) = last
            && matches!(self.0.get(at), Some((Role::Link(it), _)) if Arc::ptr_eq(it, address))
        {
            return at;
        }
        self.open(within, Role::Link(Arc::clone(address)))
    }

    /// Adds what stands on a page to a part.
    pub fn add(&mut self, within: At, content: Identifier) {
        if let Some(part) = self.0.get_mut(within) {
            part.1.push(Child::Content(content));
        }
    }

    /// The whole. Parts are made from the last to the first, so that nothing calls itself.
    pub fn tree(self) -> TagTree {
        let mut made: Vec<Option<TagGroup>> = self.0.iter().map(|_| None).collect();
        let places: Vec<bool> = self.0.iter().map(|it| matches!(it.0, Role::Place)).collect();
        for (at, (role, children)) in self.0.into_iter().enumerate().rev() {
            let mut group = TagGroup::new(role.kind());
            for child in children {
                match child {
                    Child::Content(it) => group.push(it),
                    Child::Part(it) => {
                        let part = made.get_mut(it).and_then(Option::take).filter(|it| !it.children.is_empty());
                        match part {
                            Some(part) if places.get(it) == Some(&true) => group.children.extend(part.children),
                            Some(part) => group.push(Node::Group(part)),
                            None => {}
                        }
                    }
                }
            }
            made[at] = Some(group);
        }
        let mut tree = TagTree::new().with_lang(Some(super::LANGUAGE.to_owned()));
        let root = made.into_iter().next().flatten();
        for child in root.into_iter().flat_map(|it| it.children) {
            tree.push(child);
        }
        tree
    }
}
