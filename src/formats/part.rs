//! The parts of a map that a format may have room for or not.

use crate::map::{EdgeKind, Map};

/// A part of a map. What a format keeps is a list of these; the others are lost, and listed before it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What nodes say.
    Texts,
    /// Which kind of thing each node is.
    Kinds,
    /// The links between nodes.
    Links,
    /// What each link does, exactly.
    LinkKinds,
    /// Links that land on links.
    Undercuts,
    /// Which premises count only together.
    Linked,
    /// How much reasons weigh.
    Weights,
    /// Where a person has placed nodes.
    Places,
    /// The threads with their comments and who wrote them.
    Threads,
    /// Which words of the threads nodes stand for, and credences were read from.
    Quotes,
    /// The people by name.
    People,
    /// Who holds what to be how likely.
    Credences,
    /// What people would hold if a question were answered.
    Conditionals,
    /// The sides, status and stakes of cruxes, and the kinds and sides of disagreements.
    Sides,
    /// The sort and the data of evidence.
    Evidence,
    /// Calculations with their files and results.
    Calculations,
    /// Which items are proposals, and what was decided on them.
    Reviews,
    /// What another tool's file said that a map has no place for.
    Foreign,
}

impl Part {
    /// All parts, in the order people are told of them.
    pub const ALL: [Self; 18] = [
        Self::Texts,
        Self::Kinds,
        Self::Links,
        Self::LinkKinds,
        Self::Undercuts,
        Self::Linked,
        Self::Weights,
        Self::Places,
        Self::Threads,
        Self::Quotes,
        Self::People,
        Self::Credences,
        Self::Conditionals,
        Self::Sides,
        Self::Evidence,
        Self::Reviews,
        Self::Foreign,
        Self::Calculations,
    ];

    /// All that people said and did: everything but what is calculated, with its files, which comes last.
    pub const STATED: &[Self] = Self::ALL.split_at(Self::ALL.len() - 1).0;

    /// What people hold, each by name: not what everybody hands on without a thought.
    pub const PERSONAL: [Self; 2] = [Self::Credences, Self::Conditionals];

    /// What it is called: of one, and of several.
    pub fn words(self) -> [&'static str; 2] {
        match self {
            Self::Texts => ["text of a node", "texts of nodes"],
            Self::Kinds => ["kind of a node other than claim", "kinds of nodes other than claim"],
            Self::Links => ["link", "links"],
            Self::LinkKinds => {
                ["link that neither supports nor attacks, as such", "links that neither support nor attack, as such"]
            }
            Self::Undercuts => ["link to a link", "links to links"],
            Self::Linked => ["linked premise", "linked premises"],
            Self::Weights => ["weight of a link", "weights of links"],
            Self::Places => ["place of a node", "places of nodes"],
            Self::Threads => ["thread with its comments", "threads with their comments"],
            Self::Quotes => ["quote from a thread", "quotes from threads"],
            Self::People => ["person", "people"],
            Self::Credences => ["credence", "credences"],
            Self::Conditionals => ["conditional credence", "conditional credences"],
            Self::Sides => ["crux or disagreement with its sides", "cruxes and disagreements with their sides"],
            Self::Evidence => ["sort of evidence with its data", "sorts of evidence with their data"],
            Self::Calculations => ["calculation with its inputs", "calculations with their inputs"],
            Self::Reviews => ["proposal or decision on one", "proposals and decisions on them"],
            Self::Foreign => ["note of another program", "notes of other programs"],
        }
    }

    /// How many of it a map has.
    pub fn count(self, map: &Map) -> usize {
        let plain = |it: EdgeKind| matches!(it, EdgeKind::Supports | EdgeKind::Attacks | EdgeKind::Undercuts);
        match self {
            Self::Texts => map.nodes().filter(|it| !it.1.text.is_empty()).count(),
            Self::Kinds => map.nodes().filter(|it| it.1.kind != crate::map::NodeKind::Claim).count(),
            Self::Links => map.edges().filter(|it| it.1.to.node().is_some()).count(),
            Self::LinkKinds => map.edges().filter(|it| !plain(it.1.kind)).count(),
            Self::Undercuts => map.edges().filter(|it| it.1.to.edge().is_some()).count(),
            Self::Linked => map.linked().count(),
            Self::Weights => map.weights().count(),
            Self::Places => map.pins().count(),
            Self::Threads => map.sources().count(),
            Self::Quotes => map.statements().count(),
            Self::People => map.persons().count(),
            Self::Credences => map.credences().count(),
            Self::Conditionals => map.conditionals().count(),
            Self::Sides => map.cruxes().count() + map.disagreements().count(),
            Self::Evidence => map.evidence().count(),
            Self::Calculations => map.calculations().count(),
            Self::Reviews => map.reviews().count(),
            Self::Foreign => map.foreign().count(),
        }
    }

    /// So many of it, in words.
    pub fn counted(self, count: usize) -> String {
        let [one, many] = self.words();
        format!("{count} {}", if count == 1 { one } else { many })
    }
}
