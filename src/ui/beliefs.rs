//! What people's credences come to on the open map, kept in step with it.

mod supposed;

pub use supposed::{Move, Wish};

use crate::{
    analysis::{Crux, KeptMind, Model, Note, cruxes, group, group::Group, notes},
    evidence::Standings,
    jobs::Slot,
    map::{Map, NodeId, PersonId, Revision},
};
use std::{cell::RefCell, collections::BTreeMap, sync::Arc};

/// Larger maps are analysed in the background.
const AT_ONCE: usize = 300;
/// Still larger ones not at all: `cruxmap analyze` does it.
const MOST_NODES: usize = 20_000;
/// Cruxes that are kept.
const MOST: usize = 60;
/// Nodes on which people are far apart that are kept.
const WIDE: usize = 20;

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
    /// The nodes on which people are the farthest apart, the widest spread first.
    pub wide: Vec<Group>,
    model: Arc<Model>,
    minds: Arc<Vec<(Option<PersonId>, KeptMind)>>,
}

/// What follows from what people hold, for the newest revision.
#[derive(Debug)]
pub struct Beliefs {
    found: Found,
    of: Option<Revision>,
    job: Slot<Found>,
    supposed: RefCell<supposed::Kept>,
}

impl Beliefs {
    /// Nothing yet; `wake` is called when something was found in the background.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self { found: Found::default(), of: None, job: Slot::new("analysis", wake), supposed: RefCell::default() }
    }

    /// Brings it in step with `map` at revision `now`.
    pub fn update(&mut self, map: &Map, standings: &Standings, now: Revision) {
        let found = self.job.poll().and_then(Result::ok);
        Self::forget_supposed(&self.supposed, self.of == Some(now) && found.is_none());
        if let Some(found) = found {
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

    /// What people hold of a node together, also while a credence on it is dragged; nothing if fewer than two hold something.
    pub fn group(&self, node: NodeId) -> Option<Group> {
        let nth = self.found.model.number.get(&node)?;
        let group = group::group(&self.found.model, &self.found.minds, *nth)?;
        let Some((person, _, value)) = self.supposed().and_then(|it| it.held).filter(|it| it.1 == node) else {
            return Some(group);
        };
        let mut members = group.members;
        members.iter_mut().filter(|it| it.person == person).for_each(|it| it.value = value);
        Group::of(node, members)
    }
}

fn find(map: &Map, standings: &Standings) -> Found {
    let model = Model::of(map, standings);
    let minds = group::minds(&model, map);
    let mut implied: BTreeMap<NodeId, Vec<(Option<PersonId>, f64)>> = BTreeMap::new();
    for (person, mind) in &minds {
        for (nth, &node) in model.nodes.iter().enumerate() {
            if let Some(value) = mind.implied(nth) {
                implied.entry(node).or_default().push((*person, value));
            }
        }
    }
    let cruxes = cruxes(map, standings, MOST);
    let rank = ranks(&cruxes);
    let wide = group::widest(&model, &minds, WIDE);
    let (model, minds) = (Arc::new(model), Arc::new(minds));
    Found { cruxes, implied, rank, notes: notes(map), wide, model, minds }
}

/// The places of questions in a ranking, from 1.
fn ranks(cruxes: &[Crux]) -> BTreeMap<NodeId, usize> {
    let mut rank = BTreeMap::new();
    for it in cruxes {
        let next = rank.len() + 1;
        rank.entry(it.question).or_insert(next);
    }
    rank
}
