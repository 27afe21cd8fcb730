//! Ranks that make the links as short as can be, by the network simplex method (Gansner, Koutsofios, North and Vo
//! 1993, section 2): a spanning tree of tight links, improved link by link.

use super::layers::Lists;
use std::collections::VecDeque;

/// Steps of improvement per thing at most; few are needed, and any state on the way is sound.
const STEPS: usize = 8;

/// The rank of each of `count` things, 0 at the top: of every link (low, high) the high end comes out above the low
/// one. The links must not lead in circles.
pub(super) fn ranks(count: usize, links: &[(usize, usize)]) -> Vec<usize> {
    let mut net = Net::new(count, links);
    for _ in 0..STEPS * count {
        if !net.improve() {
            break;
        }
    }
    let mut least = vec![i64::MAX; count];
    // Parts that no link joins each start at the top.
    for node in 0..count {
        let root = net.root[node];
        least[root] = least[root].min(net.rank[node]);
    }
    (0..count).map(|it| usize::try_from(net.rank[it] - least[net.root[it]]).unwrap_or(0)).collect()
}

struct Net<'a> {
    links: &'a [(usize, usize)],
    /// The links at each thing.
    at: Lists<usize>,
    rank: Vec<i64>,
    /// The link by which each thing hangs in the tree, and the order in which the tree was walked from its roots.
    hangs: Vec<Option<usize>>,
    order: Vec<usize>,
    root: Vec<usize>,
    tree: Vec<bool>,
    /// Where the search for the next link to take out goes on.
    next: usize,
}

impl<'a> Net<'a> {
    fn new(count: usize, links: &'a [(usize, usize)]) -> Self {
        let ends = links.iter().enumerate().flat_map(|(number, it)| [(it.0, number), (it.1, number)]);
        let at = Lists::sorted(count, &ends.collect::<Vec<_>>());
        let mut net = Self {
            links,
            at,
            rank: vec![0; count],
            hangs: vec![None; count],
            order: Vec::with_capacity(count),
            root: vec![0; count],
            tree: vec![false; links.len()],
            next: 0,
        };
        net.longest();
        net.tighten();
        net.walk();
        net
    }

    fn slack(&self, link: usize) -> i64 {
        let (low, high) = self.links[link];
        self.rank[low] - self.rank[high] - 1
    }

    /// Each as high up as it can stand.
    fn longest(&mut self) {
        let mut waits = vec![0_usize; self.rank.len()];
        for &(low, _) in self.links {
            waits[low] += 1;
        }
        let mut ready: VecDeque<usize> = (0..waits.len()).filter(|&it| waits[it] == 0).collect();
        while let Some(node) = ready.pop_front() {
            for &link in &self.at[node] {
                let (low, high) = self.links[link];
                if high == node {
                    self.rank[low] = self.rank[low].max(self.rank[node] + 1);
                    waits[low] -= 1;
                    if waits[low] == 0 {
                        ready.push_back(low);
                    }
                }
            }
        }
    }

    /// Grows a tree of tight links from each part's first thing, moving it until the next link is tight.
    fn tighten(&mut self) {
        let mut seen = vec![false; self.rank.len()];
        for start in 0..self.rank.len() {
            if seen[start] {
                continue;
            }
            seen[start] = true;
            let mut part = vec![start];
            let mut next = 0;
            loop {
                while let Some(&node) = part.get(next) {
                    next += 1;
                    for &link in &self.at[node] {
                        let (low, high) = self.links[link];
                        let other = if low == node { high } else { low };
                        if !seen[other] && self.slack(link) == 0 {
                            seen[other] = true;
                            self.tree[link] = true;
                            part.push(other);
                        }
                    }
                }
                let loose = part.iter().flat_map(|&it| &self.at[it]).copied();
                let loose = loose.filter(|&it| seen[self.links[it].0] != seen[self.links[it].1]);
                let Some(link) = loose.min_by_key(|&it| (self.slack(it), it)) else { break };
                let slack = self.slack(link);
                let by = if seen[self.links[link].0] { -slack } else { slack };
                for &node in &part {
                    self.rank[node] += by;
                }
                next = 0;
            }
        }
    }

    fn walk(&mut self) {
        self.order.clear();
        self.hangs.fill(None);
        let mut seen = vec![false; self.rank.len()];
        for start in 0..self.rank.len() {
            if seen[start] {
                continue;
            }
            seen[start] = true;
            self.root[start] = start;
            let mut stack = vec![start];
            while let Some(node) = stack.pop() {
                self.order.push(node);
                for &link in &self.at[node] {
                    let (low, high) = self.links[link];
                    let other = if low == node { high } else { low };
                    if self.tree[link] && !seen[other] {
                        seen[other] = true;
                        self.root[other] = start;
                        self.hangs[other] = Some(link);
                        stack.push(other);
                    }
                }
            }
        }
    }

    /// Exchanges one link of the tree for a better one. Returns whether there was one.
    fn improve(&mut self) -> bool {
        // How many links lead up out of what hangs at each thing, less those that lead up into it.
        let mut out = vec![0_i64; self.rank.len()];
        for &(low, high) in self.links {
            out[low] += 1;
            out[high] -= 1;
        }
        for &node in self.order.iter().rev() {
            if let Some(link) = self.hangs[node] {
                let (low, high) = self.links[link];
                let other = if low == node { high } else { low };
                out[other] += out[node];
            }
        }
        let count = self.order.len();
        let found = (0..count).map(|it| (self.next + it) % count).find(|&it| {
            let node = self.order[it];
            // Cut there, what hangs below would rather move the other way.
            self.hangs[node].is_some_and(|link| if self.links[link].0 == node { out[node] < 0 } else { out[node] > 0 })
        });
        let Some(place) = found else { return false };
        self.next = place;
        let node = self.order[place];
        let Some(leaves) = self.hangs[node] else { return false };
        let mut below = vec![false; self.rank.len()];
        below[node] = true;
        for &it in &self.order[place + 1..] {
            if let Some(link) = self.hangs[it] {
                let (low, high) = self.links[link];
                let other = if low == it { high } else { low };
                below[it] = below[other];
            }
        }
        let goes_up = self.links[leaves].0 == node;
        // What replaces it must lead the other way between the two sides, and be the tightest such.
        let enters = (0..self.links.len())
            .filter(|&it| {
                let (low, high) = self.links[it];
                if goes_up { !below[low] && below[high] } else { below[low] && !below[high] }
            })
            .min_by_key(|&it| (self.slack(it), it));
        let Some(enters) = enters else { return false };
        let by = if goes_up { self.slack(enters) } else { -self.slack(enters) };
        for (node, rank) in self.rank.iter_mut().enumerate() {
            if below[node] {
                *rank += by;
            }
        }
        self.tree[leaves] = false;
        self.tree[enters] = true;
        self.walk();
        true
    }
}
