//! Putting records of other tools together so that they make a map: what does not fit is told, not dropped in silence.

use super::{Imported, Told};
use crate::map::{Edge, EdgeId, EdgeKind, Item, Node, NodeId, NodeKind, legal_edges, may_undercut};

/// As many nodes and links as are taken from a text: people write more bytes for each. A hostile text of tiny ones would
/// fill the memory otherwise.
pub fn room(text: &str) -> usize {
    1_000 + text.len() / 24
}

/// As many doubts are told of one file.
const MOST_TOLD: usize = 200;

/// Records in the making.
#[derive(Debug)]
pub struct Build {
    format: &'static str,
    /// What is there so far.
    pub made: Imported,
}

impl Build {
    /// Nothing yet.
    pub fn new(format: &'static str) -> Self {
        Self { format, made: Imported::default() }
    }

    /// The id of what a file calls `key`: our own where the file kept it, else derived from the format, the key and the
    /// words. So reading a file twice doubles nothing, and two files that both count from 1 do not run into each other.
    pub fn node_id(&self, key: &str, text: &str) -> NodeId {
        let derived = || NodeId::derived(&[self.format.as_bytes(), key.as_bytes(), text.as_bytes()]);
        key.parse().unwrap_or_else(|_| derived())
    }

    /// Adds a node. What a crux, disagreement or evidence needs beyond its text is added by whoever knows it; the map
    /// gives the others an empty one.
    pub fn node(&mut self, key: &str, kind: NodeKind, text: &str) -> NodeId {
        let id = self.node_id(key, text);
        self.made.records.nodes.insert(id, Node { kind, text: text.into() });
        id
    }

    /// Tells of something doubtful; of so much that nobody reads it all, only the start.
    pub fn tell(&mut self, told: impl FnOnce() -> Told) {
        let warnings = &mut self.made.warnings;
        match warnings.len() {
            ..MOST_TOLD => warnings.push(told()),
            MOST_TOLD => warnings.push(Told::of_all("there is more like this, which is not told")),
            _ => {}
        }
    }

    /// Adds a link that a file calls `key`, as what it is or, where that may not join these two, as what usually does.
    /// `place` is where a file says so.
    pub fn edge(
        &mut self,
        key: &str,
        from: NodeId,
        to: Item,
        kind: EdgeKind,
        place: impl Fn() -> Told,
    ) -> Option<EdgeId> {
        let kind_of = |it: NodeId| self.made.records.nodes.get(&it).map(|it| it.kind);
        let (from_kind, to_kind) = (kind_of(from)?, to.node().and_then(kind_of));
        let mut tell = |says: String| self.tell(|| Told { says, ..place() });
        let kind = match to {
            Item::Node(node) if node == from => {
                tell("a link from something to itself was left out".to_owned());
                return None;
            }
            Item::Node(_) => {
                let to_kind = to_kind?;
                let legal = legal_edges(from_kind, to_kind);
                if legal.contains(&kind) {
                    kind
                } else if let Some(&usual) = legal.first() {
                    let [from, to] = [from_kind, to_kind].map(NodeKind::word);
                    tell(format!("{} cannot lead from {from} to {to}; taken for {}", kind.words(), usual.words()));
                    usual
                } else {
                    let [from, to] = [from_kind, to_kind].map(NodeKind::word);
                    tell(format!("nothing can lead from {from} to {to}; the link was left out"));
                    return None;
                }
            }
            Item::Edge(_) if may_undercut(from_kind) => EdgeKind::Undercuts,
            Item::Edge(_) => {
                tell(format!("a {} cannot speak against a link; it was left out", from_kind.word()));
                return None;
            }
        };
        let derived =
            || EdgeId::derived(&[self.format.as_bytes(), key.as_bytes(), &Item::from(from).letters(), &to.letters()]);
        let id = key.parse().unwrap_or_else(|_| derived());
        self.made.records.edges.insert(id, Edge { from, to, kind });
        Some(id)
    }
}
