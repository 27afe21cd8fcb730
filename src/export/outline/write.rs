//! From a part of a map to an outline.

use super::line::{Sign, Tag, escape, meant, one_line, sign_of};
use crate::map::{EdgeId, EdgeKind, Item, NodeId, NodeKind, Records};
use std::collections::{BTreeMap, BTreeSet};

/// A line further in than this many steps is written as a title, and its words further below: so the text of a long
/// chain does not grow with the square of its length.
const DEEPEST: usize = 24;

/// A title made from words has no more characters than this.
const LONGEST_TITLE: usize = 36;

/// The nodes of `records` and the links among them as an outline. What stands first in `order`, which names every node, is
/// written first. Words come on one line each, and without details of cruxes, disagreements and evidence.
pub fn write(records: &Records, order: &[NodeId]) -> String {
    let mut writer = Writer::new(records, order);
    let is_end = |it: &NodeId| !writer.out.contains_key(it);
    let (ends, others): (Vec<NodeId>, Vec<NodeId>) = writer.order.iter().copied().partition(is_end);
    // What is left then goes round in circles.
    for root in ends.into_iter().chain(others) {
        writer.late.push(root);
        while let Some(root) = writer.late.pop() {
            writer.block(root);
        }
    }
    writer.text
}

struct Writer<'a> {
    records: &'a Records,
    order: Vec<NodeId>,
    /// How many links lead from each node to others, or to links, that are written.
    out: BTreeMap<NodeId, usize>,
    /// The links that lead to each node or link, in order.
    into: BTreeMap<Item, Vec<(EdgeId, NodeId, EdgeKind)>>,
    titles: BTreeMap<NodeId, String>,
    taken: BTreeSet<String>,
    written: BTreeSet<NodeId>,
    /// What was named, and still needs its words.
    late: Vec<NodeId>,
    text: String,
}

/// A line to be written: a node, how far in, and by which link it hangs there.
type Line = (NodeId, usize, Option<(EdgeId, EdgeKind, NodeKind)>);

impl<'a> Writer<'a> {
    fn new(records: &'a Records, order: &[NodeId]) -> Self {
        let order: Vec<NodeId> = order.iter().copied().filter(|it| records.nodes.contains_key(it)).collect();
        let place: BTreeMap<NodeId, usize> = order.iter().enumerate().map(|(at, &it)| (it, at)).collect();
        let (mut out, mut into) = (BTreeMap::new(), BTreeMap::<Item, Vec<_>>::new());
        for (&id, edge) in &records.edges {
            *out.entry(edge.from).or_default() += 1;
            into.entry(edge.to).or_default().push((id, edge.from, edge.kind));
        }
        for them in into.values_mut() {
            them.sort_by_key(|it| (place.get(&it.1).copied(), it.0));
        }
        let (titles, taken, written, late) = Default::default();
        Self { records, order, out, into, titles, taken, written, late, text: String::new() }
    }

    /// Writes a node that hangs on nothing, and all below it.
    fn block(&mut self, root: NodeId) {
        if self.written.contains(&root) {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let mut pile: Vec<Line> = vec![(root, 0, None)];
        while let Some((node, depth, link)) = pile.pop() {
            self.line(node, depth, link);
            let mut below: Vec<Line> = Vec::new();
            let children = |it: &Self, item| it.into.get(&item).cloned().unwrap_or_default();
            if let Some((edge, ..)) = link {
                let kind = self.kind(node);
                below.extend(
                    children(self, edge.into())
                        .into_iter()
                        .map(|(id, from, does)| (from, depth + 1, Some((id, does, kind)))),
                );
            }
            if (link.is_none() || depth < DEEPEST) && self.written.insert(node) {
                let kind = self.kind(node);
                below.extend(
                    children(self, node.into())
                        .into_iter()
                        .map(|(id, from, does)| (from, depth + 1, Some((id, does, kind)))),
                );
            }
            pile.extend(below.into_iter().rev());
        }
    }

    fn kind(&self, node: NodeId) -> NodeKind {
        self.records.nodes.get(&node).map_or(NodeKind::Claim, |it| it.kind)
    }

    fn line(&mut self, id: NodeId, depth: usize, link: Option<(EdgeId, EdgeKind, NodeKind)>) {
        let words = self.records.nodes.get(&id).map(|it| one_line(&it.text)).unwrap_or_default();
        let kind = self.kind(id);
        let is_known = self.written.contains(&id);
        let is_named = !is_known && depth >= DEEPEST && link.is_some();
        self.text.extend(std::iter::repeat_n("  ", depth));
        if let Some((_, does, _)) = link {
            self.text.push_str(match sign_of(does) {
                Sign::For => "+ ",
                Sign::Against => "- ",
                Sign::Undercut => "_ ",
            });
        }
        let lines = self.out.get(&id).copied().unwrap_or(0) + usize::from(link.is_none());
        if is_known || is_named {
            let title = self.title(id, &words);
            self.text.extend(["[", &title, "]"]);
            if is_named {
                self.late.push(id);
            }
        } else if lines > 1 || link.is_none() || words.is_empty() || self.titles.contains_key(&id) {
            let title = self.title(id, &words);
            self.text.extend(["[", &title, "]"]);
            if title != words {
                let escaped = escape(&words);
                self.text.extend([if escaped.is_empty() { ":" } else { ": " }, &escaped]);
            }
        } else {
            self.text.push_str(&escape(&words));
        }
        if !is_known && !is_named && kind != NodeKind::Claim {
            self.text.extend([" #", kind.word()]);
        }
        let tag =
            link.filter(|it| it.1 != EdgeKind::Undercuts).map(|it| (it.1, meant(Some(sign_of(it.1)), kind, it.2)));
        if let Some((does, _)) = tag.filter(|it| Some(it.0) != it.1) {
            self.text.extend([" #", Tag::Link(does).word()]);
        }
        self.text.push('\n');
    }

    /// The title of a node: its words if they are short and unlike others, else their beginning, numbered if need be.
    fn title(&mut self, id: NodeId, words: &str) -> String {
        if let Some(known) = self.titles.get(&id) {
            return known.clone();
        }
        let mut title = if is_title(words) { words.to_owned() } else { beginning(words) };
        if title.is_empty() {
            "Untitled".clone_into(&mut title);
        }
        // Nobody's words may be told by the title of another.
        let numbered = (2..).map(|n| format!("{title} {n}"));
        let free = std::iter::once(title.clone()).chain(numbered).find(|it| !self.taken.contains(it));
        let title = free.unwrap_or(title);
        self.taken.insert(title.clone());
        self.titles.insert(id, title.clone());
        title
    }
}

fn means_nothing(it: char) -> bool {
    !matches!(it, '\\' | '[' | ']' | '<' | '>' | '{' | '}' | '#' | '*' | '_' | '@' | '/' | ':' | '=')
}

/// Whether words can stand in brackets as they are.
fn is_title(words: &str) -> bool {
    !words.is_empty()
        && words.chars().count() <= LONGEST_TITLE
        && !words.starts_with('-')
        && words.chars().all(means_nothing)
}

fn beginning(words: &str) -> String {
    let mut title = String::new();
    for word in words.split(' ') {
        let word: String = word.chars().filter(|&it| means_nothing(it)).collect();
        if title.chars().count() + word.chars().count() >= LONGEST_TITLE && !title.is_empty() {
            break;
        }
        if !title.is_empty() && !word.is_empty() {
            title.push(' ');
        }
        title.extend(word.chars().take(LONGEST_TITLE));
    }
    title.trim_matches(|it: char| it == '-' || it == ',' || it == ';' || it.is_whitespace()).to_owned()
}
