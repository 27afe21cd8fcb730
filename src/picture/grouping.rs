//! By what nodes stand together: their comment, their author, their topic, or nothing.

use super::{Card, text};
use crate::{
    layout::{NodeBox, Request, Spacing},
    map::{Comment, CommentId, Item, Map, NodeId, PersonId, Span},
};
use std::collections::{BTreeMap, BTreeSet};

/// Between groups with frames, in px at zoom 1: room for the frames and for a name above each.
const WITH_FRAMES: f32 = 84.0;

/// By what nodes stand together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// What one comment says.
    #[default]
    Comment,
    /// What one person says.
    Author,
    /// What is said in one discussion: a comment with all that replies to it.
    Topic,
    /// Nothing: only links decide.
    None,
}

impl Grouping {
    /// All there are.
    pub const ALL: [Self; 4] = [Self::Comment, Self::Author, Self::Topic, Self::None];

    /// Its name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Author => "author",
            Self::Topic => "topic",
            Self::None => "none",
        }
    }

    /// The grouping of that name.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// Whether each group has a frame of its own, however near one looks.
    pub fn has_frames(self) -> bool {
        matches!(self, Self::Author | Self::Topic)
    }
}

/// Which group each node is of. A node that several comments express is of the group of the first in reading order; one
/// that was made by hand is of none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Groups {
    of: BTreeMap<NodeId, usize>,
    /// What each group is called, in reading order; empty where nodes are grouped by comment, or not at all.
    pub names: Vec<String>,
}

/// The first words for a node, in reading order: where its comment comes among all, its words, the comment, who says it.
type First = (u64, Span, CommentId, Option<PersonId>);

impl Groups {
    /// The groups of a map.
    pub fn new(map: &Map, grouping: Grouping) -> Self {
        let (first, order) = (firsts(map), in_order(map));
        match grouping {
            Grouping::None => Self::default(),
            Grouping::Comment => {
                let place = |it: &First| usize::try_from(it.0).unwrap_or(usize::MAX);
                Self { of: first.iter().map(|(&id, it)| (id, place(it))).collect(), names: Vec::new() }
            }
            Grouping::Author => {
                let author = |it: &First| it.3.or_else(|| map.comment(it.2)?.author);
                let name = |it: &PersonId, _| map.person(*it).map(|it| it.name.clone()).unwrap_or_default();
                Self::numbered(&first, author, name)
            }
            Grouping::Topic => {
                let tops = tops(map, &order);
                let top = |it: &First| Some(tops.get(&it.2)?.clone());
                let name = |it: &Topic, first| match it {
                    Topic::Named(words) => words.clone(),
                    Topic::Of(_) => gist(map, first),
                };
                Self::numbered(&first, top, name)
            }
        }
    }

    /// The group of a node, by number.
    pub fn of(&self, node: NodeId) -> Option<usize> {
        self.of.get(&node).copied()
    }

    /// Numbers the groups in the order in which the first words of each come; `name` is told the first node of one.
    fn numbered<K: Ord + Clone>(
        first: &BTreeMap<NodeId, First>,
        key: impl Fn(&First) -> Option<K>,
        name: impl Fn(&K, NodeId) -> String,
    ) -> Self {
        let mut nodes: Vec<(First, NodeId)> = first.iter().map(|(&id, &it)| (it, id)).collect();
        nodes.sort_unstable();
        let mut known: BTreeMap<K, usize> = BTreeMap::new();
        let mut groups = Self::default();
        for (first, node) in nodes {
            let Some(key) = key(&first) else { continue };
            let next = known.len();
            let number = *known.entry(key.clone()).or_insert_with(|| {
                groups.names.push(name(&key, node));
                next
            });
            groups.of.insert(node, number);
        }
        groups
    }
}

/// What is to be laid out for `map` with these cards, grouped like this.
///
/// Comments keep together what they say and otherwise let links decide; authors and topics stand apart from each other.
pub fn request_for(map: &Map, cards: &BTreeMap<NodeId, Card>, grouping: Grouping) -> Request {
    // Comments keep together what they say within authors and topics, too.
    let within = if grouping == Grouping::None { Grouping::None } else { Grouping::Comment };
    let comments = Groups::new(map, within);
    let apart = grouping.has_frames().then(|| Groups::new(map, grouping));
    let number = |groups: &Groups, id| groups.of(id).and_then(|it| u64::try_from(it + 1).ok()).unwrap_or(u64::MAX);
    let nodes = cards.iter().map(|(&id, card)| NodeBox {
        id,
        size: card.size,
        pin: map.pin(id),
        group: number(&comments, id),
        topic: apart.as_ref().map_or(0, |it| number(it, id)),
    });
    // An undercut stands below the conclusion of the link it is about, beside that link's reason.
    let edges = map.edges().filter_map(|(id, edge)| {
        let to = match edge.to {
            Item::Node(node) => node,
            Item::Edge(target) => map.edge(target)?.to.node()?,
        };
        Some((id, edge.from, to))
    });
    let usual = Spacing::default();
    let style = if grouping.has_frames() { Spacing { parts: WITH_FRAMES, ..usual } } else { usual };
    Request { nodes: nodes.collect(), edges: edges.collect(), style }
}

/// The comments in reading order.
fn in_order(map: &Map) -> Vec<CommentId> {
    let mut comments: Vec<_> = map.comments().map(|(id, it)| (it.span, id)).collect();
    comments.sort_unstable();
    comments.into_iter().map(|it| it.1).collect()
}

fn firsts(map: &Map) -> BTreeMap<NodeId, First> {
    let place: BTreeMap<CommentId, u64> = in_order(map).into_iter().zip(0..).collect();
    let mut first: BTreeMap<NodeId, First> = BTreeMap::new();
    for (node, it) in map.statements().filter_map(|(_, it)| Some((it.node?, it))) {
        let Some(&at) = place.get(&it.comment) else { continue };
        let this = (at, it.span, it.comment, it.person);
        first.entry(node).and_modify(|it| *it = (*it).min(this)).or_insert(this);
    }
    first
}

/// What a discussion is known by: its name, or the comment at its top.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Topic {
    Named(String),
    Of(CommentId),
}

/// The topic of each comment: that of the comment its replies go back to. Where all go back to one, its replies each
/// begin a topic.
fn tops(map: &Map, order: &[CommentId]) -> BTreeMap<CommentId, Topic> {
    let parent = |it: CommentId| map.comment(it)?.parent.filter(|&it| map.comment(it).is_some());
    // Of each comment: the one at its top, and the one just below that.
    let mut known: BTreeMap<CommentId, (CommentId, CommentId)> = BTreeMap::new();
    for &comment in order {
        let mut way: Vec<CommentId> = Vec::new();
        let mut seen: BTreeSet<CommentId> = BTreeSet::new();
        let mut at = comment;
        // Comments that reply to one another in a circle end it where that is found out.
        let top = loop {
            if let Some(&known) = known.get(&at) {
                break Some(known);
            }
            way.push(at);
            if !seen.insert(at) {
                break None;
            }
            match parent(at) {
                Some(next) => at = next,
                None => break None,
            }
        };
        let mut above = top;
        for it in way.into_iter().rev() {
            let own = match above {
                None => (it, it),
                Some((top, below)) => (top, if below == top { it } else { below }),
            };
            known.entry(it).or_insert(own);
            above = Some(own);
        }
    }
    let one = known.values().map(|it| it.0).collect::<BTreeSet<_>>().len() == 1;
    let topic = |it: &(CommentId, CommentId)| {
        let comment = if one { it.1 } else { it.0 };
        let words = map.comment(comment).and_then(|it: &Comment| it.topic.clone()).filter(|it| !it.trim().is_empty());
        words.map_or(Topic::Of(comment), Topic::Named)
    };
    known.iter().map(|(&id, it)| (id, topic(it))).collect()
}

/// The first words of a node.
fn gist(map: &Map, node: NodeId) -> String {
    map.node(node).map(|it| text::plain(text::head(&it.text))).unwrap_or_default()
}
