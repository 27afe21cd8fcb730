//! What people's credences come to on the open map, kept in step with it.

use crate::{
    analysis::{Crux, Mind, Model, Note, cruxes, notes},
    evidence::Standings,
    jobs::Slot,
    map::{CredenceId, Map, NodeId, PersonId, Revision},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Larger maps are analysed in the background.
const AT_ONCE: usize = 300;
/// Still larger ones not at all: `cruxmap analyze` does it.
const MOST_NODES: usize = 20_000;
/// Cruxes that are kept.
const MOST: usize = 60;

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The cruxes, those first that would bring people nearest to each other.
    pub cruxes: Vec<Crux>,
    /// What follows for people from what they hold of reasons.
    pub implied: BTreeMap<NodeId, Vec<(Option<PersonId>, f64)>>,
    /// The questions that disagreements hang on, by their place in the ranking, from 1.
    pub rank: BTreeMap<NodeId, usize>,
    /// Holes in the structure.
    pub notes: Vec<Note>,
    model: Arc<Model>,
}

/// What follows from what people hold, for the newest revision.
#[derive(Debug)]
pub struct Beliefs {
    found: Found,
    of: Option<Revision>,
    job: Slot<Found>,
}

impl Beliefs {
    /// Nothing yet; `wake` is called when something was found in the background.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self { found: Found::default(), of: None, job: Slot::new("analysis", wake) }
    }

    /// Brings it in step with `map` at revision `now`.
    pub fn update(&mut self, map: &Map, standings: &Standings, now: Revision) {
        if let Some(Ok(found)) = self.job.poll() {
            self.found = found;
        }
        if self.of == Some(now) {
            return;
        }
        self.of = Some(now);
        if map.node_count() > MOST_NODES {
            self.found = Found::default();
            return;
        }
        if map.node_count() <= AT_ONCE {
            self.job.cancel();
            self.found = find(map, standings);
            return;
        }
        let (map, standings) = (map.clone(), standings.clone());
        self.job.request(move |_| find(&map, &standings));
    }

    /// What was found.
    pub fn found(&self) -> &Found {
        &self.found
    }

    /// Whether something is still to be found.
    pub fn is_busy(&self) -> bool {
        self.job.is_busy()
    }

    /// What would follow if a credence had this value: nodes with what follows now and then, the farthest moved first.
    pub fn if_held(&self, map: &Map, credence: CredenceId, value: f64) -> Vec<(NodeId, f64, f64)> {
        let Some(it) = map.credence(credence) else { return Vec::new() };
        let model = &self.found.model;
        let Some(&nth) = model.number.get(&it.node) else { return Vec::new() };
        let mut mind = Mind::of(model, map, it.person);
        let above = model.above(nth);
        let now: Vec<Option<f64>> = above.iter().map(|&it| mind.implied(it)).collect();
        let then = mind.if_held(nth, value, |mind| above.iter().map(|&it| mind.implied(it)).collect::<Vec<_>>());
        let moves = above.iter().zip(now).zip(then);
        let mut moves: Vec<(NodeId, f64, f64)> =
            moves.filter_map(|((&it, now), then)| Some((model.nodes[it], now?, then?))).collect();
        moves.retain(|it| (it.1 - it.2).abs() >= 0.005);
        moves.sort_by(|a, b| (b.1 - b.2).abs().total_cmp(&(a.1 - a.2).abs()).then(a.0.cmp(&b.0)));
        moves
    }
}

fn find(map: &Map, standings: &Standings) -> Found {
    let model = Model::of(map, standings);
    let people: BTreeSet<Option<PersonId>> = map.credences().filter(|it| !it.1.removed).map(|it| it.1.person).collect();
    let mut implied: BTreeMap<NodeId, Vec<(Option<PersonId>, f64)>> = BTreeMap::new();
    for person in people {
        let mind = Mind::of(&model, map, person);
        for (nth, &node) in model.nodes.iter().enumerate() {
            if let Some(value) = mind.implied(nth) {
                implied.entry(node).or_default().push((person, value));
            }
        }
    }
    let cruxes = cruxes(map, standings, MOST);
    let mut rank = BTreeMap::new();
    for it in &cruxes {
        let next = rank.len() + 1;
        rank.entry(it.question).or_insert(next);
    }
    Found { cruxes, implied, rank, notes: notes(map), model: Arc::new(model) }
}
