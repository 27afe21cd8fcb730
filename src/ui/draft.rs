//! Words being typed on the canvas. They become one edit when the field is left, so typing is one undo step.

use super::command::Command;
use crate::{
    layout::Layout,
    map::{EdgeKind, Edit, Item, Map, NodeId, NodeKind, Point},
};

/// Words being typed, and what they are for.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// What the words will become.
    pub target: Target,
    /// The words so far.
    pub text: String,
    /// Where the cursor is, in bytes of the words.
    pub cursor: usize,
}

/// What typed words become.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// The words of a node.
    Node(NodeId),
    /// A new node, joined to something if `link` says so.
    New {
        /// Its kind.
        kind: NodeKind,
        /// Where the words are typed.
        spot: Spot,
        /// What it is linked to, and how.
        link: Option<(EdgeKind, Item)>,
    },
}

/// Where the words of a new node are typed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spot {
    /// Where a person wants the node to stand.
    Chosen(Point),
    /// Around a point; the layout places the node.
    Around(Point),
    /// Below a node, wherever that is; the layout places the new one.
    Below(NodeId),
    /// Beside a node, likewise.
    Beside(NodeId),
}

impl Spot {
    /// The point around which the words are typed; nothing as long as the layout does not know the node.
    pub fn point(self, layout: &Layout) -> Option<Point> {
        let place = |it| layout.places.get(&it).copied();
        match self {
            Self::Chosen(at) | Self::Around(at) => Some(at),
            Self::Below(node) => place(node).map(|it| Point { x: it.centre().x, y: it.max.y + 60.0 }),
            Self::Beside(node) => place(node).map(|it| Point { x: it.max.x + 150.0, y: it.min.y + 32.0 }),
        }
    }
}

impl Draft {
    /// Starts rewording a node.
    pub fn reword(map: &Map, node: NodeId) -> Option<Self> {
        let text = map.node(node)?.text.to_string();
        Some(Self { target: Target::Node(node), cursor: text.len(), text })
    }

    /// Starts a new node.
    pub fn new_node(kind: NodeKind, spot: Spot, link: Option<(EdgeKind, Item)>) -> Self {
        Self { target: Target::New { kind, spot, link }, text: String::new(), cursor: 0 }
    }

    /// What the draft asks for when it is finished; nothing if there are no words.
    pub fn finish(&self) -> Option<Command> {
        let text = self.text.trim();
        if text.is_empty() {
            return None;
        }
        let text = text.to_owned();
        Some(match self.target {
            Target::Node(node) => Command::Edit(Edit::SetText { node, text }),
            Target::New { kind, spot, link } => {
                let at = match spot {
                    Spot::Chosen(at) => Some(at),
                    Spot::Around(_) | Spot::Below(_) | Spot::Beside(_) => None,
                };
                Command::EditAndSelect(Edit::AddNode { kind, text, at, link })
            }
        })
    }

    /// The node that is being reworded and the byte at which its words are split at the cursor, as they are when the
    /// draft is finished; nothing if a half would be empty.
    pub fn split(&self) -> Option<(NodeId, usize)> {
        let Target::Node(node) = self.target else { return None };
        let (first, second) = self.text.split_at_checked(self.cursor)?;
        let leading = self.text.len() - self.text.trim_start().len();
        let has_words = !first.trim().is_empty() && !second.trim().is_empty();
        has_words.then(|| (node, self.cursor - leading))
    }
}
