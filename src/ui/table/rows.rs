//! The nodes of a map as rows with a value for each column: a pure function of the map and of what is hidden.

use crate::map::{EdgeKind, Item, Map, NodeId, NodeKind};
use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

/// So many characters of the words count in sorting.
const SORTED_BY: usize = 60;

/// What a row tells of its node, from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// What the node is.
    Kind,
    /// What it says.
    Words,
    /// Who says so in the thread.
    Authors,
    /// How sure the proposal was.
    Confidence,
    /// Whether it is only proposed.
    State,
    /// How many links support it.
    Supports,
    /// How many links attack it.
    Attacks,
    /// How likely people hold it to be.
    Credence,
}

impl Column {
    /// All columns, from left to right.
    pub const ALL: [Self; 8] = [
        Self::Kind,
        Self::Words,
        Self::Authors,
        Self::Confidence,
        Self::State,
        Self::Supports,
        Self::Attacks,
        Self::Credence,
    ];

    /// Its head.
    pub fn title(self) -> &'static str {
        match self {
            Self::Kind => "Kind",
            Self::Words => "Words",
            Self::Authors => "Said by",
            Self::Confidence => "Confidence",
            Self::State => "State",
            Self::Supports => "Supports",
            Self::Attacks => "Attacks",
            Self::Credence => "Credence",
        }
    }
}

/// What rows are sorted by, and whether the highest comes first. Without one they stand in reading order.
pub type Sorting = Option<(Column, bool)>;

/// A row: a node and what the columns tell of it, but for what the map has at hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The node.
    pub node: NodeId,
    /// What it is.
    pub kind: NodeKind,
    /// The people who say so in the thread, in the order of the text; empty where the thread does not name them.
    pub authors: Box<str>,
    /// How sure the proposal was, 0 to 1, if it was proposed.
    pub confidence: Option<f32>,
    /// Whether nobody has decided on it.
    pub open: bool,
    /// How many links support it.
    pub supports: u32,
    /// How many links attack it.
    pub attacks: u32,
    /// The lowest and the highest probability that people hold it to have.
    pub credence: Option<(f32, f32)>,
}

/// The rows of the nodes that are not hidden. `order` has all nodes in reading order.
pub fn rows(map: &Map, order: &[NodeId], hidden: &BTreeSet<NodeId>, sorting: Sorting) -> Vec<Row> {
    let mut said: BTreeMap<NodeId, Vec<_>> = BTreeMap::new();
    for (_, it) in map.statements() {
        if let (Some(node), Some(person)) = (it.node, it.person) {
            said.entry(node).or_default().push((it.span, person));
        }
    }
    let mut bearing: BTreeMap<NodeId, (u32, u32)> = BTreeMap::new();
    for (_, it) in map.edges() {
        let Item::Node(to) = it.to else { continue };
        let count = bearing.entry(to).or_default();
        match it.kind {
            EdgeKind::Supports => count.0 += 1,
            EdgeKind::Attacks => count.1 += 1,
            _ => {}
        }
    }
    let mut credences: BTreeMap<NodeId, (f32, f32)> = BTreeMap::new();
    for (_, it) in map.credences().filter(|it| !it.1.removed) {
        let range = credences.entry(it.node).or_insert((it.value, it.value));
        *range = (range.0.min(it.value), range.1.max(it.value));
    }
    let row = |&id: &NodeId| {
        let mut said = said.remove(&id).unwrap_or_default();
        said.sort_unstable();
        let mut names: Vec<&str> = Vec::new();
        for name in said.iter().filter_map(|it| map.person(it.1)).map(|it| it.name.as_str()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let (supports, attacks) = bearing.get(&id).copied().unwrap_or_default();
        Some(Row {
            node: id,
            kind: map.node(id)?.kind,
            authors: names.join(", ").into(),
            confidence: map.review(id).map(|it| it.confidence),
            open: map.is_open(id),
            supports,
            attacks,
            credence: credences.get(&id).copied(),
        })
    };
    let rows = order.iter().filter(|it| !hidden.contains(it)).filter_map(row).collect();
    match sorting {
        None => rows,
        Some((column, down)) => sorted(map, rows, column, down),
    }
}

fn sorted(map: &Map, rows: Vec<Row>, column: Column, down: bool) -> Vec<Row> {
    // Of numbers that are not negative the bits are in the order of the numbers.
    let bits = |it: f32| it.max(0.0).to_bits();
    let folded = |it: &str| it.chars().take(SORTED_BY).flat_map(char::to_lowercase).collect::<String>();
    match column {
        Column::Kind => by(rows, down, |it| Some(it.kind)),
        Column::Words => by(rows, down, |it| map.node(it.node).map(|it| folded(it.text.trim()))),
        Column::Authors => by(rows, down, |it| Some(folded(&it.authors)).filter(|it| !it.is_empty())),
        Column::Confidence => by(rows, down, |it| it.confidence.map(bits)),
        Column::State => by(rows, down, |it| Some(!it.open)),
        Column::Supports => by(rows, down, |it| Some(it.supports)),
        Column::Attacks => by(rows, down, |it| Some(it.attacks)),
        Column::Credence => by(rows, down, |it| it.credence.map(|it| bits(f32::midpoint(it.0, it.1)))),
    }
}

/// Sorts by `key`. What has none comes last either way; what has the same stays in order.
fn by<K: Ord>(rows: Vec<Row>, down: bool, key: impl Fn(&Row) -> Option<K>) -> Vec<Row> {
    let mut keyed: Vec<(Option<K>, Row)> = rows.into_iter().map(|it| (key(&it), it)).collect();
    keyed.sort_by(|(a, _), (b, _)| match (a, b) {
        (Some(a), Some(b)) if down => b.cmp(a),
        (Some(a), Some(b)) => a.cmp(b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    });
    keyed.into_iter().map(|it| it.1).collect()
}
