//! The order of the review by value: what would matter most if it were wrong comes first.
//!
//! The place of a proposal is found once and kept, whatever is decided on others: so deciding on one never moves the
//! rest about. New proposals find their places among those that are there.

mod stake;
#[cfg(test)]
mod tests;

pub use stake::Stake;

use super::index::is_due;
use crate::map::{Item, Map, ReviewState, Revision};
use stake::Graph;
use std::collections::BTreeMap;

/// The proposals by value.
#[derive(Debug, Default)]
pub struct Queue {
    of: Option<Revision>,
    /// What stands where: places sorted, the first comes first.
    order: Vec<(Place, Item)>,
    known: BTreeMap<Item, (Place, Stake)>,
}

/// Sorts proposals: the value, then nodes before the links that wait for them, then the item.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Place {
    value: f32,
    is_link: bool,
}

impl Place {
    fn compare(one: &(Self, Item), other: &(Self, Item)) -> std::cmp::Ordering {
        let (a, b) = (one.0, other.0);
        b.value.total_cmp(&a.value).then(a.is_link.cmp(&b.is_link)).then(one.1.cmp(&other.1))
    }
}

impl Queue {
    /// Takes in the open proposals of `map` at revision `now` that are not yet known. Those that are known stay.
    pub fn update(&mut self, map: &Map, now: Revision) {
        if self.of == Some(now) {
            return;
        }
        self.of = Some(now);
        let open = map.reviews().filter(|it| it.1.state == ReviewState::Open && !self.known.contains_key(&it.0));
        let mut new: Vec<(Item, f32)> = open.map(|(item, it)| (item, it.confidence)).collect();
        if new.is_empty() {
            return;
        }
        // A link waits for its ends, so these are placed first.
        new.sort_by_key(|it| it.0.edge().is_some());
        let mut graph = Graph::new(map);
        for (item, confidence) in new {
            let stake = graph.stake(map, item);
            let mut value = stake.value(confidence);
            if let Some(edge) = item.edge().and_then(|it| map.edge(it)) {
                let ends = [Item::Node(edge.from), edge.to];
                let open = |it: &Item| map.review(*it).is_some_and(|it| it.state == ReviewState::Open);
                let waits = ends.iter().filter(|it| open(it)).filter_map(|it| self.known.get(it));
                value = waits.map(|it| it.0.value).fold(value, f32::min);
            }
            let place = Place { value, is_link: item.edge().is_some() };
            self.known.insert(item, (place, stake));
            self.order.push((place, item));
        }
        self.order.sort_by(Place::compare);
    }

    /// Forgets all places, so that the next update finds them anew.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// The proposal after (or before) `from` that can be decided on, going round; the first if `from` is none.
    pub fn next(&self, map: &Map, from: Option<Item>, backwards: bool) -> Option<Item> {
        let here = from.and_then(|it| self.at(it));
        let due = |range: &[(Place, Item)]| {
            let mut due = range.iter().map(|it| it.1).filter(|&it| is_due(map, it));
            if backwards { due.next_back() } else { due.next() }
        };
        let (before, after) = self.order.split_at(here.unwrap_or(0));
        let after = &after[usize::from(here.is_some())..];
        let round = if backwards { [before, after] } else { [after, before] };
        round.into_iter().find_map(due).or(from.filter(|&it| is_due(map, it)))
    }

    /// Where `item` stands, counted from 1, of how many there are, and what hangs on it.
    pub fn place(&self, item: Item) -> Option<(usize, usize, Stake)> {
        let (_, stake) = self.known.get(&item)?;
        Some((self.at(item)? + 1, self.order.len(), *stake))
    }

    fn at(&self, item: Item) -> Option<usize> {
        let place = self.known.get(&item)?.0;
        self.order.binary_search_by(|it| Place::compare(it, &(place, item))).ok()
    }
}
