//! Words being typed on the canvas. They become one edit when the field is left, so typing is one undo step.

use super::command::Command;
use crate::map::{EdgeKind, Edit, Item, Map, NodeId, NodeKind, Point};

/// Words being typed, and what they are for.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// What the words will become.
    pub target: Target,
    /// The words so far.
    pub text: String,
}

/// What typed words become.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// The words of a node.
    Node(NodeId),
    /// A new node around `at`. `placed` says that a person chose the place; `link` joins it to something.
    New {
        /// Its kind.
        kind: NodeKind,
        /// Where the words are typed.
        at: Point,
        /// Whether the place is the person's choice, and so stays.
        placed: bool,
        /// What it is linked to, and how.
        link: Option<(EdgeKind, Item)>,
    },
}

impl Draft {
    /// Starts rewording a node.
    pub fn reword(map: &Map, node: NodeId) -> Option<Self> {
        map.node(node).map(|it| Self { target: Target::Node(node), text: it.text.to_string() })
    }

    /// Starts a new node.
    pub fn new_node(kind: NodeKind, at: Point, placed: bool, link: Option<(EdgeKind, Item)>) -> Self {
        Self { target: Target::New { kind, at, placed, link }, text: String::new() }
    }

    /// What the draft asks for when it is finished; nothing if there are no words.
    pub fn finish(&self) -> Option<Command> {
        let text = self.text.trim();
        if text.is_empty() {
            return None;
        }
        Some(match self.target {
            Target::Node(node) => Command::Edit(Edit::SetText { node, text: text.to_owned() }),
            Target::New { kind, at, placed, link } => {
                Command::EditAndSelect(Edit::AddNode { kind, text: text.to_owned(), at: placed.then_some(at), link })
            }
        })
    }
}
