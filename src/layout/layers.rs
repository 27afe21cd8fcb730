//! Ranks as rows of items: the units, and a bend wherever a link passes through a row.

use super::{
    block::{LANE, Link, Unit},
    geometry::count,
};

/// What stands in a row.
#[derive(Debug)]
pub(super) struct Item {
    /// The unit, or nothing for a bend.
    pub unit: Option<usize>,
    pub width: f32,
    pub row: usize,
}

/// The rows, and who is linked to whom in the rows next to them.
#[derive(Debug)]
pub(super) struct Layers {
    pub items: Vec<Item>,
    /// Items from left to right, rows from top to bottom.
    pub rows: Vec<Vec<usize>>,
    /// The items each one is linked to in the row above.
    pub up: Vec<Vec<usize>>,
    /// The items each one is linked to in the row below.
    pub down: Vec<Vec<usize>>,
    /// The items of each link from its low end to its high one.
    pub chains: Vec<Vec<usize>>,
}

impl Layers {
    pub fn new(units: &[Unit], links: &[Link], ranks: &[usize]) -> Self {
        let rows = ranks.iter().max().map_or(0, |it| it + 1);
        let items = units.iter().zip(ranks).enumerate();
        let items = items.map(|(number, (unit, &row))| Item { unit: Some(number), width: unit.size.width, row });
        let mut layers = Self {
            items: items.collect(),
            rows: vec![Vec::new(); rows],
            up: vec![Vec::new(); units.len()],
            down: vec![Vec::new(); units.len()],
            chains: Vec::new(),
        };
        for link in links {
            let mut chain = vec![link.low];
            for row in (ranks[link.high] + 1..ranks[link.low]).rev() {
                chain.push(layers.items.len());
                layers.items.push(Item { unit: None, width: LANE * count(link.edges.len()), row });
                layers.up.push(Vec::new());
                layers.down.push(Vec::new());
            }
            chain.push(link.high);
            for pair in chain.windows(2) {
                layers.up[pair[0]].push(pair[1]);
                layers.down[pair[1]].push(pair[0]);
            }
            layers.chains.push(chain);
        }
        layers.walk();
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
                stack.extend(self.down[item].iter().rev());
            }
        }
    }

    /// Where each item stands in its row.
    pub fn positions(&self) -> Vec<usize> {
        let mut positions = vec![0; self.items.len()];
        for row in &self.rows {
            for (place, &item) in row.iter().enumerate() {
                positions[item] = place;
            }
        }
        positions
    }
}
