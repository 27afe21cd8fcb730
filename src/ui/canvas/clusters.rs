//! What stands together on the plane: comments (or what else nodes are grouped by), what of these no gap parts, and so on.
//!
//! Found from where things stand alone, so that it holds for any layout, whatever a person has moved: the plane is cut
//! along its widest gaps again and again (`gaps.rs`), down to comments, which are not cut. A group of authors or topics
//! is cut, too, but gets one frame.

use super::gaps::{Unit, cut, pieces, units};
use crate::{
    layout::{Near, Rect},
    map::{CommentId, EdgeKind, Map, NodeId, NodeKind, Span},
    picture::Groups,
};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Whether it is a comment or another group, or a node by itself, and not several of these or a part of one.
    pub is_unit: bool,
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
    /// The group each node is of, by number, if they are grouped by something else than comments.
    pub groups: Vec<Option<u32>>,
    /// What each group is called.
    pub names: Vec<String>,
    /// The smallest cluster each node is in, by number.
    home: Vec<u32>,
    /// Links between comments: the two smallest clusters, the lesser first, and how many there are.
    between: Vec<(u32, u32, Tally)>,
}

impl Clusters {
    /// The clusters of nodes in these places, if `groups` have names by group, else by comment.
    pub fn new(
        map: &Map,
        ids: &[NodeId],
        (boxes, near): (&[Rect], &Near),
        kinds: &[NodeKind],
        links: &Links,
        groups: Groups,
    ) -> Self {
        let (comments, starts) = comments(map, ids);
        let mut clusters = Self { comments, ..Self::default() };
        let mut units = if groups.names.is_empty() {
            units(0..small(ids.len()), &clusters.comments, boxes)
        } else {
            clusters.groups = ids.iter().map(|&it| groups.of(it).map(small)).collect();
            clusters.names = groups.names;
            pieces(&clusters.groups, boxes, near)
        };
        if !units.is_empty() {
            clusters.divide(&mut units, None, boxes);
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
    fn divide(&mut self, units: &mut [Unit], whole: Option<u32>, boxes: &[Rect]) -> u32 {
        let number = small(self.all.len());
        let first = small(self.members.len());
        self.all.push(Cluster {
            rect: units.iter().map(|it| it.rect).reduce(Rect::union).unwrap_or_default(),
            parts: None,
            whole,
            is_unit: units.len() == 1 && !whole.is_some_and(|it| self.is_in_unit(it)),
            nodes: 0,
            units: small(units.len()),
            head: 0,
            tally: Tally::default(),
            members: (first, first),
        });
        // A group is as large as it likes, and is drawn in parts where it is.
        let mut within = match units {
            [unit] if self.all[number as usize].is_unit && !self.groups.is_empty() => {
                self::units(unit.nodes.iter().copied(), &self.comments, boxes)
            }
            _ => Vec::new(),
        };
        let units = if within.len() > 1 { &mut within[..] } else { units };
        if let [unit] = units {
            self.members.append(&mut unit.nodes);
        } else {
            let at = cut(units);
            let (one, other) = units.split_at_mut(at);
            let parts = [self.divide(one, Some(number), boxes), self.divide(other, Some(number), boxes)];
            self.all[number as usize].parts = Some(parts);
        }
        let last = small(self.members.len());
        let cluster = &mut self.all[number as usize];
        cluster.members = (first, last);
        cluster.nodes = last - first;
        number
    }

    /// Whether a cluster is one group, or within one.
    fn is_in_unit(&self, number: u32) -> bool {
        let mut at = Some(number);
        while let Some(cluster) = at.map(|it| &self.all[it as usize]) {
            if cluster.is_unit {
                return true;
            }
            at = cluster.whole;
        }
        false
    }

    /// Finds the head of each cluster and counts the links in it and between comments.
    fn add_up<W: Ord>(&mut self, links: &[(u32, u32, Bearing)], weight: impl Fn(u32) -> W, nodes: usize) {
        let mut home = vec![0_u32; nodes];
        for (number, cluster) in (0_u32..).zip(&mut self.all) {
            if cluster.parts.is_none() {
                let members = &self.members[cluster.members.0 as usize..cluster.members.1 as usize];
                for &it in members {
                    home[it as usize] = number;
                }
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
        self.home = home;
        for number in (0..self.all.len()).rev() {
            let Some([one, other]) = self.all[number].parts.map(|it| it.map(|it| it as usize)) else { continue };
            let tallies = [self.all[one].tally, self.all[other].tally];
            for it in tallies {
                self.all[number].tally.add(it);
            }
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
            match cluster.parts.filter(|_| !cluster.is_unit) {
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

    /// What a cluster is called after its groups, if its nodes are grouped by something else than comments.
    pub fn title(&self, cluster: &Cluster) -> Option<String> {
        let group = |it: u32| self.groups.get(it as usize).copied().flatten();
        let name = self.names.get(group(cluster.head)? as usize)?;
        let all: BTreeSet<u32> = self.nodes_of(cluster).iter().filter_map(|&it| group(it)).collect();
        Some(match all.len() {
            1 => name.clone(),
            count => format!("{name} and {} more", count - 1),
        })
    }

    /// The groups that reach into `sight`, by number.
    pub fn groups_in(&self, sight: Rect) -> Vec<u32> {
        let mut found = Vec::new();
        let mut open: Vec<u32> = if self.groups.is_empty() || self.all.is_empty() { Vec::new() } else { vec![0] };
        while let Some(number) = open.pop() {
            let cluster = &self.all[number as usize];
            if !cluster.rect.overlaps(sight) {
                continue;
            }
            match cluster.parts.filter(|_| !cluster.is_unit) {
                Some(parts) => open.extend(parts),
                None if self.groups[cluster.head as usize].is_some() => found.push(number),
                None => {}
            }
        }
        found.sort_unstable();
        found
    }

    /// In which of these clusters each cluster is: its place in the list, `u32::MAX` if in none.
    pub fn owners(&self, named: &[u32]) -> Vec<u32> {
        let mut owner = vec![u32::MAX; self.all.len()];
        for (place, &number) in (0_u32..).zip(named) {
            owner[number as usize] = place;
        }
        for number in 0..self.all.len() {
            if let Some(whole) = self.all[number].whole.filter(|_| owner[number] == u32::MAX) {
                owner[number] = owner[whole as usize];
            }
        }
        owner
    }

    /// The smallest cluster a node is in.
    pub fn home(&self, node: u32) -> Option<u32> {
        self.home.get(node as usize).copied()
    }

    /// The links between these clusters: two places in the list, the lesser first, and how many there are; most first.
    pub fn between(&self, named: &[u32]) -> Vec<(usize, usize, Tally)> {
        let owner = self.owners(named);
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

pub fn small(it: usize) -> u32 {
    u32::try_from(it).unwrap_or(u32::MAX)
}
