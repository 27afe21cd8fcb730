//! From an outline to nodes and links.

use super::line::{Mark, Parts, Sign, Tag, meant, parse};
use crate::map::{Edge, EdgeId, EdgeKind, Item, Map, Node, NodeId, NodeKind, Records, legal_edges, may_undercut};
use std::collections::{BTreeMap, BTreeSet};

/// A text longer than this, in bytes, is not read.
const LONGEST: usize = 16 << 20;

/// No more lines are read than this.
const MOST: usize = 100_000;

/// A text too large for an outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an outline may have {MOST} lines and {} MB", LONGEST >> 20)]
pub struct TooLarge;

/// What stands in an outline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// The nodes and links, numbered in the order of the text.
    pub records: Records,
    /// The nodes that are reasons for no other, with the sign before them, if there is one.
    ends: Vec<(NodeId, Option<Sign>)>,
}

impl Outline {
    /// The links by which the outline bears on a node of `map`; none from what may not.
    pub fn below(&self, map: &Map, node: NodeId) -> Vec<Edge> {
        let Some(to) = map.node(node) else { return Vec::new() };
        let link = |&(from, sign): &(NodeId, Option<Sign>)| {
            let kind = meant(sign, self.records.nodes.get(&from)?.kind, to.kind)?;
            Some(Edge { from, to: node.into(), kind })
        };
        self.ends.iter().filter_map(link).collect()
    }
}

/// Whether a text is an outline beyond doubt, and no thread: it begins with a title in brackets, or only its first line is
/// no relation; and every further line has a title or a sign that is no usual bullet.
pub fn is_outline(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let mut lines = text.lines().filter_map(parse);
    let Some(first) = lines.next().filter(|it| it.mark.is_none()) else { return false };
    let titled = first.title.is_some() && (first.defines || first.words.is_empty());
    let (mut signs, mut further_in) = (0, true);
    for it in lines {
        match it.mark {
            Some(Mark::Sign { .. }) => signs += 1,
            Some(Mark::Dash) => {}
            None if it.title.is_some() && titled => continue,
            _ => return false,
        }
        further_in &= it.indent > first.indent;
    }
    further_in && (titled || signs > 0)
}

/// Reads an outline: one that [`super::write()`] wrote, or any list that is indented by spaces or tabs, with bullets or
/// without. Where there are no signs, what stands further in is a reason for the line above it.
///
/// # Errors
/// If it is too large.
pub fn read(text: &str) -> Result<Outline, TooLarge> {
    if text.len() > LONGEST {
        return Err(TooLarge);
    }
    let lines: Vec<Parts> = text.trim_start_matches('\u{feff}').lines().filter_map(parse).take(MOST + 1).collect();
    if lines.len() > MOST {
        return Err(TooLarge);
    }
    let signed = has_signs(&lines);
    let mut reader = Reader::default();
    for line in lines {
        reader.line(&line, signed);
    }
    Ok(reader.finish())
}

/// Whether the marks are signs of Argdown, not bullets: bullets come with stars and numbers, or are all dashes.
fn has_signs(lines: &[Parts]) -> bool {
    let titled = lines.first().is_some_and(|it| it.title.is_some() && it.mark.is_none());
    let signs = lines.iter().any(|it| matches!(it.mark, Some(Mark::Sign { .. })));
    let bullets = lines.iter().any(|it| it.mark == Some(Mark::Bullet));
    titled || signs && !bullets
}

/// A link as it was written: the line it stands on, the one above, and what was said of it.
struct Link {
    from: NodeId,
    to: NodeId,
    /// It is about the link of this line instead.
    of_line: Option<usize>,
    sign: Option<Sign>,
    kind: Option<EdgeKind>,
}

#[derive(Default)]
struct Reader {
    words: Vec<String>,
    kinds: Vec<Option<NodeKind>>,
    titles: BTreeMap<String, usize>,
    defined: Vec<bool>,
    links: Vec<Link>,
    /// The lines that the next one may hang on: how far in, which node, and by which link.
    above: Vec<(usize, usize, Option<usize>)>,
    /// The nodes on lines that hang on nothing.
    roots: Vec<(usize, Option<Sign>)>,
}

impl Reader {
    fn line(&mut self, line: &Parts, signed: bool) {
        let node = self.node(line);
        while self.above.last().is_some_and(|it| it.0 >= line.indent) {
            self.above.pop();
        }
        let (sign, turned) = match line.mark.filter(|_| signed) {
            Some(Mark::Sign { sign, turned }) => (Some(sign), turned),
            Some(Mark::Dash) => (Some(Sign::Against), false),
            _ => (None, false),
        };
        let kind = line.tags.iter().find_map(|it| if let Tag::Link(kind) = it { Some(*kind) } else { None });
        let mut by = None;
        if let Some(&(_, over, over_link)) = self.above.last() {
            let (from, to) = if turned { (over, node) } else { (node, over) };
            let of_line = over_link.filter(|_| sign == Some(Sign::Undercut) && !turned);
            by = Some(self.links.len());
            self.links.push(Link { from: id(from), to: id(to), of_line, sign, kind });
        } else {
            self.roots.push((node, sign));
        }
        self.above.push((line.indent, node, by));
    }

    /// The number of the node that a line tells of.
    fn node(&mut self, line: &Parts) -> usize {
        let known = line.title.as_ref().and_then(|it| self.titles.get(it)).copied();
        let node = known.unwrap_or_else(|| {
            self.words.push(line.title.clone().unwrap_or_default());
            self.kinds.push(None);
            self.defined.push(false);
            self.words.len() - 1
        });
        if let Some(title) = &line.title {
            self.titles.insert(title.clone(), node);
        }
        if (line.title.is_none() || line.defines) && !self.defined[node] {
            self.words[node].clone_from(&line.words);
            self.defined[node] = true;
        }
        let kind = line.tags.iter().find_map(|it| if let Tag::Node(kind) = it { Some(*kind) } else { None });
        self.kinds[node] = self.kinds[node].or(kind);
        node
    }

    fn finish(self) -> Outline {
        let kind = |it: NodeId| {
            let at = usize::try_from(it.bits()).unwrap_or(usize::MAX);
            self.kinds.get(at).copied().flatten().unwrap_or(NodeKind::Claim)
        };
        let mut records = Records::default();
        for (at, words) in self.words.iter().enumerate() {
            records.nodes.insert(id(at), Node { kind: kind(id(at)), text: words.as_str().into() });
        }
        let mut known: BTreeMap<(NodeId, Item, EdgeKind), EdgeId> = BTreeMap::new();
        // By the line, the link that was made of it.
        let mut made: Vec<Option<EdgeId>> = Vec::with_capacity(self.links.len());
        for (at, link) in (0..).zip(&self.links) {
            let about = link.of_line.and_then(|it| made.get(it).copied().flatten());
            let about = about.filter(|it| {
                let edge = records.edges.get(it);
                may_undercut(kind(link.from)) && edge.is_some_and(|it| it.to.node().is_some() && it.from != link.from)
            });
            let edge = match about {
                Some(edge) => Some((Item::Edge(edge), EdgeKind::Undercuts)),
                None if link.from == link.to => None,
                None => {
                    let (from, to) = (kind(link.from), kind(link.to));
                    // Against a link that is none is against the line.
                    let sign = link.sign.map(|it| if it == Sign::Undercut { Sign::Against } else { it });
                    let said = link.kind.filter(|it| legal_edges(from, to).contains(it));
                    said.or(meant(sign, from, to)).map(|kind| (Item::Node(link.to), kind))
                }
            };
            made.push(edge.map(|(to, kind)| {
                *known.entry((link.from, to, kind)).or_insert_with(|| {
                    records.edges.insert(EdgeId::from_bits(at), Edge { from: link.from, to, kind });
                    EdgeId::from_bits(at)
                })
            }));
        }
        let leading: BTreeSet<NodeId> = records.edges.values().map(|it| it.from).collect();
        let signs: BTreeMap<NodeId, Option<Sign>> = self.roots.iter().rev().map(|it| (id(it.0), it.1)).collect();
        let last = |it: &NodeId| (*it, signs.get(it).copied().flatten());
        let mut ends: Vec<_> = records.nodes.keys().filter(|it| !leading.contains(it)).map(last).collect();
        if ends.is_empty() {
            // All goes round in a circle.
            ends.extend(records.nodes.keys().next().map(last));
        }
        Outline { records, ends }
    }
}

fn id(at: usize) -> NodeId {
    NodeId::from_bits(at as u64)
}
