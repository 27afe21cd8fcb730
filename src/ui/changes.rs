//! What is new or changed since the person last looked at this map on this machine.

use crate::map::{Diff, Item, Map, NodeId, Revision};
use sha2::{Digest as _, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Of a map with more nodes nothing is kept, and nothing is marked.
pub const MOST: usize = 20_000;

/// A hash of the kind and words of each node, as the person last saw them.
pub type Known = Arc<BTreeMap<NodeId, u64>>;

/// The nodes that the person has not looked at since they came or changed.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    known: Known,
    of: Option<Revision>,
    /// Those nodes; whether each is new, not changed.
    pub unseen: BTreeMap<NodeId, bool>,
}

impl Changes {
    /// What differs between `map` and what was `known` of it; nothing if nothing was.
    pub fn since(known: &Known, map: &Map) -> Self {
        let unseen = if known.is_empty() || map.node_count() > MOST {
            BTreeMap::new()
        } else {
            let differs = |(id, now)| match known.get(&id) {
                Some(&before) => (before != now).then_some((id, false)),
                None => Some((id, true)),
            };
            hashes(map).filter_map(differs).collect()
        };
        Self { known: known.clone(), of: None, unseen }
    }

    /// What the person has seen, to be kept.
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// Marks what a thread or a model has brought, or made something else of. What was not there before anybody looked
    /// needs no marks.
    pub fn brought(&mut self, diff: &Diff) {
        if self.known.is_empty() {
            return;
        }
        let after = diff.nodes.iter().filter(|it| it.1.after.is_some() && it.1.before != it.1.after);
        self.unseen.extend(after.map(|(&id, it)| (id, it.before.is_none())));
    }

    /// Takes what is selected as seen, and what else changed as the person's own.
    pub fn update(&mut self, map: &Map, now: Revision, selection: &BTreeSet<Item>) {
        let before = self.unseen.len();
        if before > 0 {
            self.unseen.retain(|&id, _| map.node(id).is_some() && !selection.contains(&id.into()));
        }
        if self.of == Some(now) && self.unseen.len() == before {
            return;
        }
        self.of = Some(now);
        let as_seen = |(id, now)| match self.unseen.get(&id) {
            Some(true) => None,
            Some(false) => self.known.get(&id).map(|&it| (id, it)),
            None => Some((id, now)),
        };
        let all = if map.node_count() > MOST { BTreeMap::new() } else { hashes(map).filter_map(as_seen).collect() };
        if all != *self.known {
            self.known = Arc::new(all);
        }
    }
}

fn hashes(map: &Map) -> impl Iterator<Item = (NodeId, u64)> + '_ {
    map.nodes().map(|(id, it)| {
        let digest = Sha256::new().chain_update(it.kind.word()).chain_update([0]).chain_update(&*it.text).finalize();
        (id, digest.iter().take(8).fold(0, |all, &it| all << 8 | u64::from(it)))
    })
}
