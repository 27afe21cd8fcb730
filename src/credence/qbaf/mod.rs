//! Graphs in which claims with base scores support and attack each other, and what becomes of the scores.

mod contribution;
mod read;
mod semantics;
mod strength;

pub use contribution::{Contributions, MOST_SHARED, contributions, gradient};
pub use read::{Named, read};
pub use semantics::Semantics;
pub use strength::{Settled, Strengths, strengths};

/// What one claim does to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// It speaks for it.
    Supports,
    /// It speaks against it.
    Attacks,
}

/// A quantitative bipolar argumentation graph (Baroni, Rago and Toni 2018). Claims are numbered from 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Graph {
    bases: Vec<f64>,
    /// What acts on each claim, in order, none twice.
    into: Vec<Vec<(u32, Sign)>>,
}

/// Why there is no such graph.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NoGraph {
    /// More claims than can be numbered.
    #[error("there are more than {MOST} claims")]
    TooLarge,
    /// A base score is out of bounds.
    #[error("the base score of claim {0} is {1}, which is not between 0 and 1")]
    Base(usize, f64),
    /// A link leads from or to a claim that is not there.
    #[error("a link leads from {0} to {1}, and one of them is missing")]
    Link(usize, usize),
}

/// The most claims.
pub const MOST: usize = 1 << 22;

impl Graph {
    /// Of these base scores, from 0 to 1, and links (from, to, what it does). The same link twice counts once.
    ///
    /// # Errors
    /// If a score is out of bounds, or an end of a link is missing.
    pub fn new(bases: Vec<f64>, links: impl IntoIterator<Item = (usize, usize, Sign)>) -> Result<Self, NoGraph> {
        if bases.len() > MOST {
            return Err(NoGraph::TooLarge);
        }
        if let Some((nth, it)) = bases.iter().enumerate().find(|it| !(0.0..=1.0).contains(it.1)) {
            return Err(NoGraph::Base(nth, *it));
        }
        let mut into = vec![Vec::new(); bases.len()];
        for (from, to, sign) in links {
            let number = u32::try_from(from).ok().filter(|_| from < bases.len());
            let (Some(number), Some(into)) = (number, into.get_mut(to)) else { return Err(NoGraph::Link(from, to)) };
            into.push((number, sign));
        }
        for it in &mut into {
            it.sort_unstable();
            it.dedup();
        }
        Ok(Self { bases, into })
    }

    /// How many claims there are.
    pub fn len(&self) -> usize {
        self.bases.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.bases.is_empty()
    }

    /// The base scores, from 0 to 1.
    pub fn bases(&self) -> &[f64] {
        &self.bases
    }

    /// What acts on a claim, by number.
    pub fn acting_on(&self, claim: usize) -> impl Iterator<Item = (usize, Sign)> {
        self.into.get(claim).into_iter().flatten().map(|&(from, sign)| (from as usize, sign))
    }

    /// Claims in an order in which each comes after all that acts on it, but for those in circles with it: groups of claims
    /// that act on each other, each with whether it is a circle.
    fn order(&self) -> Vec<(Vec<usize>, bool)> {
        let mut links = petgraph::Graph::<(), (), petgraph::Directed, u32>::with_capacity(self.len(), 0);
        for _ in 0..self.len() {
            links.add_node(());
        }
        for (to, into) in self.into.iter().enumerate() {
            for (from, _) in into {
                links.add_edge((*from).into(), petgraph::graph::NodeIndex::new(to), ());
            }
        }
        // Without recursion, however long the chain. What acts comes last.
        let groups = petgraph::algo::kosaraju_scc(&links).into_iter().rev();
        let group = |mut it: Vec<usize>| {
            it.sort_unstable();
            let turns = it.len() > 1 || it.first().is_some_and(|&one| self.acting_on(one).any(|from| from.0 == one));
            (it, turns)
        };
        groups.map(|it| group(it.into_iter().map(petgraph::graph::NodeIndex::index).collect())).collect()
    }
}
