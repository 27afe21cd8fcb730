//! The kinds of node, edge and statement, and the one table of which may join which.

use super::StatementKind;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// A proposition somebody asserts or denies.
    Claim,
    /// Something asked and open.
    Question,
    /// A yes/no question on whose answer somebody's view of something else turns.
    Crux,
    /// A point on which named people hold incompatible positions.
    Disagreement,
    /// Data plus a calculation, a citation, or a thought experiment.
    Evidence,
    /// A remark on the map, outside the argument.
    Note,
}

/// What an edge's start does to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EdgeKind {
    /// A reason for.
    Supports,
    /// A reason against.
    Attacks,
    /// A reason why a link does not hold. Its target is an edge.
    Undercuts,
    /// Narrows.
    Qualifies,
    /// Grants.
    Concedes,
    /// Answers a question.
    Answers,
    /// Says the same in other words.
    Restates,
    /// The answer to this crux would change that.
    CruxOf,
    /// A position on a crux or in a disagreement.
    SideOf,
    /// Evidence that matters for, whichever way it points.
    BearsOn,
}

impl NodeKind {
    /// All kinds, in the order menus show them.
    pub const ALL: [Self; 6] =
        [Self::Claim, Self::Question, Self::Crux, Self::Disagreement, Self::Evidence, Self::Note];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Question => "question",
            Self::Crux => "crux",
            Self::Disagreement => "disagreement",
            Self::Evidence => "evidence",
            Self::Note => "note",
        }
    }

    /// What a statement is whose node a person made this kind; nothing for a disagreement, which nobody states alone.
    pub fn as_said(self) -> Option<StatementKind> {
        match self {
            Self::Claim => Some(StatementKind::Claim),
            Self::Question => Some(StatementKind::Question),
            Self::Crux => Some(StatementKind::Crux),
            Self::Evidence => Some(StatementKind::Evidence),
            Self::Note => Some(StatementKind::Meta),
            Self::Disagreement => None,
        }
    }
}

impl EdgeKind {
    /// All kinds, in the order menus show them.
    pub const ALL: [Self; 10] = [
        Self::Supports,
        Self::Attacks,
        Self::Undercuts,
        Self::Qualifies,
        Self::Concedes,
        Self::Answers,
        Self::Restates,
        Self::CruxOf,
        Self::SideOf,
        Self::BearsOn,
    ];

    /// The words for it, to stand between its two ends: "A supports B".
    pub fn words(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Attacks => "attacks",
            Self::Undercuts => "undercuts",
            Self::Qualifies => "qualifies",
            Self::Concedes => "concedes",
            Self::Answers => "answers",
            Self::Restates => "restates",
            Self::CruxOf => "is a crux of",
            Self::SideOf => "is a side of",
            Self::BearsOn => "bears on",
        }
    }
}

impl StatementKind {
    /// All kinds.
    pub const ALL: [Self; 10] = [
        Self::Claim,
        Self::Premise,
        Self::Question,
        Self::Concession,
        Self::Crux,
        Self::Evidence,
        Self::Definition,
        Self::Proposal,
        Self::Meta,
        Self::Smalltalk,
    ];

    /// The word for it, as in annotation files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Premise => "premise",
            Self::Question => "question",
            Self::Concession => "concession",
            Self::Crux => "crux",
            Self::Evidence => "evidence",
            Self::Definition => "definition",
            Self::Proposal => "proposal",
            Self::Meta => "meta",
            Self::Smalltalk => "smalltalk",
        }
    }

    /// The kind with this word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// The words for it, for people: an action proposed must not be taken for a proposal of the extractor.
    pub fn words(self) -> &'static str {
        match self {
            Self::Proposal => "proposed action",
            Self::Meta => "about the discussion",
            Self::Smalltalk => "small talk",
            other => other.word(),
        }
    }

    /// What such a statement is on the map. What makes no argument stands there as a note, if it stands there at all.
    pub fn on_map(self) -> NodeKind {
        match self {
            Self::Claim | Self::Premise | Self::Concession | Self::Definition | Self::Proposal => NodeKind::Claim,
            Self::Question => NodeKind::Question,
            Self::Crux => NodeKind::Crux,
            Self::Evidence => NodeKind::Evidence,
            Self::Meta | Self::Smalltalk => NodeKind::Note,
        }
    }
}

/// The kinds of edge that may lead from a node of one kind to a node of another, the usual one first.
pub fn legal_edges(from: NodeKind, to: NodeKind) -> &'static [EdgeKind] {
    use EdgeKind::{Answers, Attacks, BearsOn, Concedes, CruxOf, Qualifies, Restates, SideOf, Supports};
    use NodeKind::{Claim, Crux, Disagreement, Evidence, Note, Question};
    match (from, to) {
        (Claim, Claim) => &[Supports, Attacks, Qualifies, Concedes, Restates],
        (Claim, Evidence) => &[Supports, Attacks, Qualifies, Concedes],
        (Claim, Question) => &[Answers],
        (Claim, Crux | Disagreement) => &[SideOf],
        (Crux, to) if to != Note => &[CruxOf],
        (Question, Claim | Evidence) => &[Attacks, Qualifies],
        (Question, Question) => &[Restates, Qualifies],
        (Evidence, Claim | Evidence) => &[BearsOn, Supports, Attacks, Qualifies],
        (Evidence, Question) => &[BearsOn, Answers],
        (Evidence, Crux | Disagreement) => &[BearsOn],
        // Notes stand outside the argument, and a disagreement is an end, never a reason.
        _ => &[],
    }
}

/// Whether a node of this kind may undercut an edge.
pub fn may_undercut(from: NodeKind) -> bool {
    matches!(from, NodeKind::Claim | NodeKind::Evidence | NodeKind::Question)
}
