//! Ranks as rows of items: the units, and a bend wherever a link passes through a row.

use super::{
    geometry::count,
    shape::{Cell, LANE, Row},
    units::Units,
};
use std::ops::{Index, IndexMut};

/// What stands in a row.
#[derive(Debug)]
pub(super) struct Item {
    /// The unit, or nothing for a bend.
    pub unit: Option<usize>,
    pub width: f32,
    pub row: usize,
}

/// A link to an item in the row above or below: which, and how far from the middles it meets this item and that one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Near {
    pub item: usize,
    pub own: f32,
    pub other: f32,
    /// The same as fractions of the items' widths, less than half.
    pub own_part: f32,
    pub other_part: f32,
    /// How many links it stands for.
    pub weight: i64,
}

/// Lists one after another in one piece of memory: there are many, and most are short.
#[derive(Debug)]
pub(super) struct Lists<T> {
    starts: Vec<usize>,
    all: Vec<T>,
}

impl<T> Lists<T> {
    pub fn with_capacity(lists: usize, all: usize) -> Self {
        let mut starts = Vec::with_capacity(lists + 1);
        starts.push(0);
        Self { starts, all: Vec::with_capacity(all) }
    }

    /// Adds to the list that is not ended yet.
    pub fn push(&mut self, it: T) {
        self.all.push(it);
    }

    /// Ends the list whose members were pushed last.
    pub fn end(&mut self) {
        self.starts.push(self.all.len());
    }

    /// The same lists of other things, each made of the number of its list and what was there.
    pub fn map<U>(&self, with: impl Fn(usize, &T) -> U) -> Lists<U> {
        let lists = self.iter().enumerate();
        let all = lists.flat_map(|(list, things)| things.iter().map(move |it| (list, it)));
        let mut mapped = Vec::with_capacity(self.all.len());
        mapped.extend(all.map(|(list, it)| with(list, it)));
        Lists { starts: self.starts.clone(), all: mapped }
    }

    pub fn iter(&self) -> impl Iterator<Item = &[T]> + Clone {
        self.starts.windows(2).map(|it| &self.all[it[0]..it[1]])
    }
}

impl<T: Copy> Lists<T> {
    /// Things by the number of the list they belong to, in each list in the order given.
    pub fn sorted(lists: usize, things: &[(usize, T)]) -> Self {
        let mut starts = vec![0; lists + 1];
        for &(list, _) in things {
            starts[list + 1] += 1;
        }
        for list in 0..lists {
            starts[list + 1] += starts[list];
        }
        let mut all: Vec<T> = things.iter().map(|it| it.1).collect();
        let mut next = starts.clone();
        for &(list, it) in things {
            all[next[list]] = it;
            next[list] += 1;
        }
        Self { starts, all }
    }
}

impl<T> Index<usize> for Lists<T> {
    type Output = [T];

    fn index(&self, list: usize) -> &[T] {
        &self.all[self.starts[list]..self.starts[list + 1]]
    }
}

impl<T> IndexMut<usize> for Lists<T> {
    fn index_mut(&mut self, list: usize) -> &mut [T] {
        &mut self.all[self.starts[list]..self.starts[list + 1]]
    }
}

/// The rows, and who is linked to whom in the rows next to them.
#[derive(Debug)]
pub(super) struct Layers {
    pub items: Vec<Item>,
    /// Items from left to right, rows from top to bottom.
    pub rows: Vec<Vec<usize>>,
    /// Whether the order of a row is settled.
    pub settled: Vec<bool>,
    /// Whether a row is an edge of the frame.
    pub edge: Vec<bool>,
    pub up: Lists<Near>,
    pub down: Lists<Near>,
    /// The items of each link from its low end to its high one.
    pub chains: Lists<usize>,
}

impl Layers {
    pub fn new(cells: &[Cell], units: &Units, ranks: &[usize]) -> Self {
        let Units { all, links, members, ties, .. } = units;
        let rows = ranks.iter().max().map_or(0, |it| it + 1);
        let items = all.iter().zip(ranks).enumerate();
        let items = items.map(|(number, (unit, &row))| Item { unit: Some(number), width: unit.size.width, row });
        let mut items: Vec<Item> = items.collect();
        let mut chains = Lists::with_capacity(links.len(), 3 * links.len());
        let (mut up, mut down) = (Vec::with_capacity(2 * links.len()), Vec::with_capacity(2 * links.len()));
        for (number, link) in links.iter().enumerate() {
            let first = chains.all.len();
            chains.all.push(link.low);
            for row in (ranks[link.high] + 1..ranks[link.low]).rev() {
                chains.all.push(items.len());
                items.push(Item { unit: None, width: LANE * count(ties[number].len()), row });
            }
            chains.all.push(link.high);
            chains.end();
            let chain = &chains.all[first..];
            for (nth, pair) in chain.windows(2).enumerate() {
                let low = if nth == 0 { link.foot } else { 0.0 };
                let high = if nth + 2 == chain.len() { link.head } else { 0.0 };
                let part = |item: usize, off: f32| (off / items[item].width.max(1.0)).clamp(-0.49, 0.49);
                let (own_part, other_part) = (part(pair[0], low), part(pair[1], high));
                let weight = link.weight;
                up.push((pair[0], Near { item: pair[1], own: low, other: high, own_part, other_part, weight }));
                let (own_part, other_part) = (other_part, own_part);
                down.push((pair[1], Near { item: pair[0], own: high, other: low, own_part, other_part, weight }));
            }
        }
        let mut layers = Self {
            rows: vec![Vec::new(); rows],
            settled: vec![false; rows],
            edge: vec![false; rows],
            up: Lists::sorted(items.len(), &up),
            down: Lists::sorted(items.len(), &down),
            chains,
            items,
        };
        layers.walk();
        let row_of = |item: usize| units.rows.get(item).copied().unwrap_or(Row::Free);
        for row in 0..rows {
            let Some(&first) = layers.rows[row].first() else { continue };
            if row_of(first) != Row::Free {
                layers.edge[row] = true;
                let hint = |item: &usize| cells[members[*item][0]].hint;
                if layers.rows[row].iter().all(|it| hint(it).is_some()) {
                    let key = |item: &usize| hint(item).unwrap_or(0.0);
                    layers.rows[row].sort_by(|a, b| key(a).total_cmp(&key(b)).then(a.cmp(b)));
                    layers.settled[row] = true;
                }
            }
        }
        layers
    }

    /// First order: as a depth-first walk from the top comes by. It has no crossings if the links make a tree.
    fn walk(&mut self) {
        let mut seen = vec![false; self.items.len()];
        for start in 0..self.items.len() {
            if !self.up[start].is_empty() {
                continue;
            }
            let mut stack = vec![start];
            while let Some(item) = stack.pop() {
                if std::mem::replace(&mut seen[item], true) {
                    continue;
                }
                self.rows[self.items[item].row].push(item);
                stack.extend(self.down[item].iter().rev().map(|it| it.item));
            }
        }
    }

    /// Where each item stands in its row.
    pub fn positions(&self) -> Vec<f32> {
        let mut positions = vec![0.0; self.items.len()];
        for row in &self.rows {
            for (place, &item) in row.iter().enumerate() {
                positions[item] = count(place);
            }
        }
        positions
    }
}
