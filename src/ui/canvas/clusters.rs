//! What stands together on the plane: comments, groups of comments that no gap parts, groups of such groups.
//!
//! Found from where things stand alone, so that it holds for any layout, whatever a person has moved: the plane is cut
//! along its widest gaps again and again (Nagy and Seth 1984, "Hierarchical representation of optically scanned
//! documents": the X-Y cut), down to comments, which are not cut.

use crate::{
    layout::Rect,
    map::{CommentId, EdgeKind, Map, NodeId, NodeKind, Span},
};
use std::collections::BTreeMap;

/// A comment counts as standing together if its box is at most so many times as large as its nodes with their margins.
const TOGETHER: f32 = 5.0;
/// The room a node takes up beyond its box, for that.
const MARGIN: f32 = 20.0;
/// No gap counts as wider than this, in px: then balance decides.
const WIDE: f32 = 240.0;
/// A gap that parts less than this share of a large cluster is not cut along.
const LEAST_SHARE: usize = 16;

/// The links of a map, by the numbers of their nodes.
#[derive(Debug, Default)]
pub struct Links {
    ends: Vec<(u32, u32, Bearing)>,
    /// How many links lead to each node.
    into: BTreeMap<u32, u16>,
}

/// What a link does to where it leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bearing {
    For,
    Against,
    Neither,
}

impl Links {
    /// Adds a link from one node to another.
    pub fn add(&mut self, from: usize, to: usize, kind: EdgeKind) {
        let bearing = match kind {
            EdgeKind::Supports => Bearing::For,
            EdgeKind::Attacks | EdgeKind::Undercuts => Bearing::Against,
            _ => Bearing::Neither,
        };
        let to = small(to);
        self.ends.push((small(from), to, bearing));
        let count = self.into.entry(to).or_default();
        *count = count.saturating_add(1);
    }
}

/// How many support and how many attack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Links that support something.
    pub supports: u32,
    /// Links that attack or undercut something.
    pub attacks: u32,
    /// All links, those too that do neither.
    pub all: u32,
}

impl Tally {
    fn count(&mut self, bearing: Bearing) {
        self.all += 1;
        match bearing {
            Bearing::For => self.supports += 1,
            Bearing::Against => self.attacks += 1,
            Bearing::Neither => {}
        }
    }

    fn add(&mut self, other: Self) {
        self.supports += other.supports;
        self.attacks += other.attacks;
        self.all += other.all;
    }
}

/// Nodes that stand together.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// The box around them.
    pub rect: Rect,
    /// The two it is made of; nothing for a comment, or a node by itself.
    pub parts: Option<[u32; 2]>,
    /// The one it is a part of.
    pub whole: Option<u32>,
    /// How many nodes are in it.
    pub nodes: u32,
    /// How many comments, or nodes by themselves.
    pub units: u32,
    /// The node it is named after, by number: the one that most leads to.
    pub head: u32,
    /// How the nodes within are linked to each other.
    pub tally: Tally,
    /// Where its nodes are in [`Clusters::members`].
    members: (u32, u32),
}

/// All clusters of a map; the first holds everything, and each comes before its parts.
#[derive(Debug, Default)]
pub struct Clusters {
    /// The clusters.
    pub all: Vec<Cluster>,
    /// All nodes by number, those of a cluster one after the other.
    members: Vec<u32>,
    /// The comment each node is of, by number.
    pub comments: Vec<Option<CommentId>>,
    /// Links between comments: the two smallest clusters, the lesser first, and how many there are.
    between: Vec<(u32, u32, Tally)>,
}

/// A comment, or a node by itself.
struct Unit {
    rect: Rect,
    nodes: Vec<u32>,
}

impl Clusters {
    /// The clusters of nodes in these places.
    pub fn new(map: &Map, ids: &[NodeId], boxes: &[Rect], kinds: &[NodeKind], links: Links) -> Self {
        let (comments, starts) = comments(map, ids);
        let mut units = units(&comments, boxes);
        let mut clusters = Self { comments, ..Self::default() };
        if !units.is_empty() {
            clusters.divide(&mut units, None);
        }
        let weight = |node: u32| {
            let crux = if kinds[node as usize] == NodeKind::Crux { 2 } else { 0 };
            let into = links.into.get(&node).copied().unwrap_or_default();
            (into + crux, std::cmp::Reverse((starts[node as usize], node)))
        };
        clusters.add_up(&links.ends, weight, ids.len());
        clusters
    }

    /// Makes the cluster of these units, and those within it.
    fn divide(&mut self, units: &mut [Unit], whole: Option<u32>) -> u32 {
        let number = small(self.all.len());
        let first = small(self.members.len());
        self.all.push(Cluster {
            rect: units.iter().map(|it| it.rect).reduce(Rect::union).unwrap_or_default(),
            parts: None,
            whole,
            nodes: 0,
            units: small(units.len()),
            head: 0,
            tally: Tally::default(),
            members: (first, first),
        });
        if let [unit] = units {
            self.members.append(&mut unit.nodes);
        } else {
            let at = cut(units);
            let (one, other) = units.split_at_mut(at);
            let parts = [self.divide(one, Some(number)), self.divide(other, Some(number))];
            self.all[number as usize].parts = Some(parts);
        }
        let last = small(self.members.len());
        let cluster = &mut self.all[number as usize];
        cluster.members = (first, last);
        cluster.nodes = last - first;
        number
    }

    /// Finds the head of each cluster and counts the links in it and between comments.
    fn add_up<W: Ord>(&mut self, links: &[(u32, u32, Bearing)], weight: impl Fn(u32) -> W, nodes: usize) {
        let mut home = vec![0_u32; nodes];
        for (number, cluster) in (0_u32..).zip(&mut self.all) {
            if cluster.parts.is_none() {
                let members = &self.members[cluster.members.0 as usize..cluster.members.1 as usize];
                members.iter().for_each(|&it| home[it as usize] = number);
                cluster.head = members.iter().copied().max_by_key(|&it| weight(it)).unwrap_or_default();
            }
        }
        let mut between = BTreeMap::<(u32, u32), Tally>::new();
        for &(from, to, bearing) in links {
            let (mut a, mut b) = (home[from as usize], home[to as usize]);
            if a != b {
                between.entry((a.min(b), a.max(b))).or_default().count(bearing);
            }
            // The whole comes before its parts, so the later one is never around the other.
            while a != b {
                let later = a.max(b);
                let up = self.all[later as usize].whole.unwrap_or_default();
                (a, b) = (a.min(b), up);
            }
            self.all[a as usize].tally.count(bearing);
        }
        self.between = between.into_iter().map(|((a, b), tally)| (a, b, tally)).collect();
        for number in (0..self.all.len()).rev() {
            let Some([one, other]) = self.all[number].parts.map(|it| it.map(|it| it as usize)) else { continue };
            let tallies = [self.all[one].tally, self.all[other].tally];
            tallies.into_iter().for_each(|it| self.all[number].tally.add(it));
            let heads = [self.all[one].head, self.all[other].head];
            self.all[number].head = heads.into_iter().max_by_key(|&it| weight(it)).unwrap_or_default();
        }
    }

    /// The nodes of a cluster, by number.
    pub fn nodes_of(&self, cluster: &Cluster) -> &[u32] {
        &self.members[cluster.members.0 as usize..cluster.members.1 as usize]
    }

    /// The clusters to name so that each is at least `least` large (in px of the map) and as small as possible; a part
    /// that is too small to name is left out if it is small beside the other.
    pub fn named(&self, least: crate::layout::Size) -> Vec<u32> {
        let fits = |it: u32| {
            let rect = self.all[it as usize].rect;
            rect.width() >= least.width && rect.height() >= least.height
        };
        let mut named = Vec::new();
        let mut open: Vec<u32> = if self.all.is_empty() { Vec::new() } else { vec![0] };
        while let Some(number) = open.pop() {
            let cluster = &self.all[number as usize];
            if !fits(number) {
                continue;
            }
            match cluster.parts {
                Some([a, b]) if fits(a) && fits(b) => open.extend([b, a]),
                Some([a, b]) => {
                    let large = |it: u32| fits(it) && self.all[it as usize].nodes * 20 >= cluster.nodes * 17;
                    match [a, b].into_iter().find(|&it| large(it)) {
                        Some(it) => open.push(it),
                        None => named.push(number),
                    }
                }
                None => named.push(number),
            }
        }
        named
    }

    /// The links between these clusters: two places in the list, the lesser first, and how many there are; most first.
    pub fn between(&self, named: &[u32]) -> Vec<(usize, usize, Tally)> {
        let mut owner = vec![u32::MAX; self.all.len()];
        for (place, &number) in (0_u32..).zip(named) {
            owner[number as usize] = place;
        }
        for number in 0..self.all.len() {
            if let Some(whole) = self.all[number].whole.filter(|_| owner[number] == u32::MAX) {
                owner[number] = owner[whole as usize];
            }
        }
        let ends = self.between.iter().map(|&(a, b, tally)| {
            let (a, b) = (owner[a as usize], owner[b as usize]);
            (a.min(b), a.max(b), tally)
        });
        let mut found: Vec<(u32, u32, Tally)> = ends.filter(|it| it.0 != it.1 && it.1 != u32::MAX).collect();
        found.sort_unstable_by_key(|it| (it.0, it.1));
        found.dedup_by(|next, first| {
            let same = (next.0, next.1) == (first.0, first.1);
            if same {
                first.2.add(next.2);
            }
            same
        });
        found.sort_by_key(|it| std::cmp::Reverse(it.2.all));
        found.into_iter().map(|(a, b, tally)| (a as usize, b as usize, tally)).collect()
    }
}

/// The comment of each node, and where its words start.
fn comments(map: &Map, ids: &[NodeId]) -> (Vec<Option<CommentId>>, Vec<Option<Span>>) {
    let mut first: Vec<Option<(Span, CommentId)>> = vec![None; ids.len()];
    for (_, statement) in map.statements() {
        let Some(number) = statement.node.and_then(|it| ids.binary_search(&it).ok()) else { continue };
        let this = (statement.span, statement.comment);
        first[number] = Some(first[number].map_or(this, |it| it.min(this)));
    }
    (first.iter().map(|it| it.map(|it| it.1)).collect(), first.iter().map(|it| it.map(|it| it.0)).collect())
}

fn units(comments: &[Option<CommentId>], boxes: &[Rect]) -> Vec<Unit> {
    let mut of: BTreeMap<CommentId, Vec<u32>> = BTreeMap::new();
    let mut units = Vec::new();
    let alone = |node: u32| Unit { rect: boxes[node as usize], nodes: vec![node] };
    for (node, comment) in (0_u32..).zip(comments) {
        match comment {
            Some(comment) => of.entry(*comment).or_default().push(node),
            None => units.push(alone(node)),
        }
    }
    let area = |it: Rect| it.width() * it.height();
    for nodes in of.into_values() {
        let rect = nodes.iter().map(|&it| boxes[it as usize]).reduce(Rect::union).unwrap_or_default();
        let taken: f32 = nodes.iter().map(|&it| area(boxes[it as usize].grown(MARGIN))).sum();
        if area(rect.grown(MARGIN)) <= TOGETHER * taken {
            units.push(Unit { rect, nodes });
        } else {
            units.extend(nodes.into_iter().map(alone));
        }
    }
    units
}

/// Orders the units so that those before the number returned are to be parted from the others.
fn cut(units: &mut [Unit]) -> usize {
    let whole = units.iter().map(|it| it.rect).reduce(Rect::union).unwrap_or_default();
    let (width, height) = (whole.width().max(1.0), whole.height().max(1.0));
    let across = |it: &Unit| (it.rect.min.x, it.rect.max.x);
    let down = |it: &Unit| (it.rect.min.y, it.rect.max.y);
    let least = if units.len() > LEAST_SHARE { units.len() / LEAST_SHARE } else { 1 };
    units.sort_by(|a, b| across(a).0.total_cmp(&across(b).0));
    let x = widest(units, across, least).map(|(score, at)| (score * (width / height).clamp(0.4, 2.5), at));
    units.sort_by(|a, b| down(a).0.total_cmp(&down(b).0));
    let y = widest(units, down, least).map(|(score, at)| (score * (height / width).clamp(0.4, 2.5), at));
    match (x, y) {
        (x, Some(y)) if x.is_none_or(|it| it.0 <= y.0) => y.1,
        (Some(x), _) => {
            units.sort_by(|a, b| across(a).0.total_cmp(&across(b).0));
            x.1
        }
        // No gap goes through: half of them.
        _ => {
            let middle = |it: &Unit| if width > height { it.rect.centre().x } else { it.rect.centre().y };
            units.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
            units.len() / 2
        }
    }
}

/// The best gap between units that are sorted by where they begin: how good it is, and how many come before it.
fn widest(units: &[Unit], extent: impl Fn(&Unit) -> (f32, f32), least: usize) -> Option<(f32, usize)> {
    let mut end = f32::NEG_INFINITY;
    let mut best: Option<(f32, usize)> = None;
    for (at, unit) in units.iter().enumerate() {
        let (from, to) = extent(unit);
        let fewer = at.min(units.len() - at);
        if fewer >= least && from - end > 1.0 {
            #[expect(clippy::cast_precision_loss, reason = "a share")]
            let balance = 0.15 + fewer as f32 / units.len() as f32;
            let score = (from - end).min(WIDE) * balance;
            if best.is_none_or(|it| score > it.0) {
                best = Some((score, at));
            }
        }
        end = end.max(to);
    }
    best
}

fn small(it: usize) -> u32 {
    u32::try_from(it).unwrap_or(u32::MAX)
}
