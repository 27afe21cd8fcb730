//! A map as the graph that argumentation semantics read: who speaks for or against whom, without how much.

use super::{mind::KeptMind, model::Model};
use crate::{
    credence::{Undefined, pool, qbaf::Sign},
    map::{EdgeId, EdgeKind, Item, Map, NodeId, PersonId},
};
use std::collections::{BTreeMap, BTreeSet};

/// More links than this are not gone through.
pub const MOST_LINKS: usize = 1 << 20;

/// Why a map is not read as such a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the map is too large: more than {MOST_LINKS} links would count")]
pub struct TooLarge;

/// The arguments of a map, by number, and what they do to each other.
///
/// Arguments are claims, cruxes and evidence. A link that makes its conclusion likelier supports it, one that makes it
/// less likely attacks it, and one that does neither, or that does not count, is left out ([`Model::ratios`]).
///
/// The semantics know no conjunction: each of linked premises counts by itself, and what undercuts one undercuts all.
///
/// A link that is undercut becomes an argument of its own: it acts in place of its source, whatever acts on the source acts
/// on it too, and what undercuts it attacks it. So it falls with its source, and the source need not fall with it; for
/// attacks this is what AFRA makes of attacks on attacks (Baroni, Cerutti, Giacomin and Guida 2011).
#[derive(Clone, Debug, Default)]
pub struct Arguments {
    /// The nodes, by number.
    pub nodes: Vec<NodeId>,
    /// The number of each node.
    pub number: BTreeMap<NodeId, usize>,
    /// The links that are arguments, each with the number of its source; numbered after the nodes.
    pub links: Vec<(EdgeId, usize)>,
    /// From which to which, and how.
    pub acts: Vec<(usize, usize, Sign)>,
}

impl Arguments {
    /// Of a map.
    ///
    /// # Errors
    /// If it has too many links.
    pub fn of(map: &Map, model: &Model) -> Result<Self, TooLarge> {
        let mut all = Self { nodes: model.nodes.clone(), number: model.number.clone(), ..Self::default() };
        let says = |ratio: f64| (ratio > 1.0).then_some(Sign::Supports).or((ratio < 1.0).then_some(Sign::Attacks));
        // What linked premises weigh is said of the first of them.
        let mut signs: BTreeMap<EdgeId, Sign> = BTreeMap::new();
        for (first, ratio) in model.ratios() {
            let Some(sign) = says(ratio) else { continue };
            signs.insert(first, sign);
            signs.extend(map.linked_with(first).into_iter().map(|it| (it, sign)));
        }
        let mut doubts: BTreeMap<EdgeId, BTreeSet<usize>> = BTreeMap::new();
        for (_, edge) in map.edges().filter(|it| it.1.kind == EdgeKind::Undercuts) {
            if let (Item::Edge(to), Some(&from)) = (edge.to, all.number.get(&edge.from)) {
                let with = map.linked_with(to);
                for it in with.into_iter().chain([to]) {
                    doubts.entry(it).or_default().insert(from);
                }
            }
        }
        for (&id, &sign) in &signs {
            let Some(edge) = map.edge(id) else { continue };
            let ends = (all.number.get(&edge.from), edge.to.node().and_then(|it| all.number.get(&it)));
            let (Some(&from), Some(&to)) = ends else { continue };
            let by = doubts.get(&id).map_or(from, |_| {
                all.links.push((id, from));
                all.nodes.len() + all.links.len() - 1
            });
            all.acts.push((by, to, sign));
        }
        // What acts on a source acts on its links that are arguments.
        let mut into: BTreeMap<usize, Vec<(usize, Sign)>> = BTreeMap::new();
        let sources: BTreeSet<usize> = all.links.iter().map(|it| it.1).collect();
        for &(from, to, sign) in all.acts.iter().filter(|it| sources.contains(&it.1)) {
            into.entry(to).or_default().push((from, sign));
        }
        for (nth, (id, source)) in all.links.iter().enumerate() {
            let link = all.nodes.len() + nth;
            all.acts.extend(into.get(source).into_iter().flatten().map(|&(from, sign)| (from, link, sign)));
            all.acts.extend(doubts.get(id).into_iter().flatten().map(|&from| (from, link, Sign::Attacks)));
            if all.acts.len() > MOST_LINKS {
                return Err(TooLarge);
            }
        }
        Ok(all)
    }

    /// How many arguments there are.
    pub fn count(&self) -> usize {
        self.nodes.len() + self.links.len()
    }
}

/// Where a base score is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// The chosen person stated it.
    Stated,
    /// So many people stated something, and it is their pool.
    Pooled(usize),
    /// People are certain of opposites, so that there is no pool: a half.
    Opposite,
    /// Nobody stated anything: a half.
    Even,
}

impl Basis {
    /// What it is, in words.
    pub fn words(self) -> String {
        match self {
            Self::Stated => "stated".to_owned(),
            Self::Pooled(1) => "stated by one person".to_owned(),
            Self::Pooled(count) => format!("pooled of what {count} people stated"),
            Self::Opposite => "a half: people are certain of opposites".to_owned(),
            Self::Even => "a half: nobody stated anything".to_owned(),
        }
    }
}

/// The base score of each node, by number, and where it is from: what `person` stated, else the pool of what people stated
/// (geometric mean of odds), else a half.
///
/// Never what follows from reasons: the semantics add what reasons do, and it would count twice.
pub fn bases(
    model: &Model,
    minds: &[(Option<PersonId>, KeptMind)],
    person: Option<Option<PersonId>>,
) -> Vec<(f64, Basis)> {
    let chosen = person.and_then(|it| minds.iter().find(|mind| mind.0 == it));
    let base = |nth: usize| {
        if let Some(theirs) = chosen.and_then(|it| it.1.stated(nth)) {
            return (theirs, Basis::Stated);
        }
        let values: Vec<f64> = minds.iter().filter_map(|it| it.1.stated(nth)).collect();
        match pool::odds_mean(&values) {
            Ok(pooled) => (pooled, Basis::Pooled(values.len())),
            Err(Undefined::OppositeCertainties) => (super::BASE, Basis::Opposite),
            Err(_) => (super::BASE, Basis::Even),
        }
    };
    (0..model.nodes.len()).map(base).collect()
}
