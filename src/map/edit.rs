//! Everything that a person, the extractor or a script can do to a map.

use super::{
    Calculation, CredenceId, Crux, Diff, Disagreement, Edge, EdgeId, EdgeKind, Evidence, File, FileId, Ids, Insert,
    Item, Map, Node, NodeId, NodeKind, Outcome, Point, Records, ReviewState, Span, StatementKind, Weight, kind,
    plan::Draft,
    reread::{Reread, Why},
};
use std::collections::{BTreeMap, BTreeSet};

#[expect(missing_docs, reason = "the comment on each variant says what its fields are")]
/// A wish to change a map. [`Edit::plan`] says what it would do; only [`Map::apply`] does it.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// A new node, linked to something if `link` says so, placed by hand if `at` says where.
    AddNode { kind: NodeKind, text: String, at: Option<Point>, link: Option<(EdgeKind, Item)> },
    /// A new node that `from` is linked to.
    AddTarget { kind: NodeKind, text: String, from: NodeId, link: EdgeKind },
    /// A claim that says the words at `span`, with a statement of exactly those; linked and placed as for `AddNode`.
    AddQuote { span: Span, at: Option<Point>, link: Option<(EdgeKind, Item)> },
    /// Two nodes say the same: all that `gone` has goes to `keep`.
    Unite { keep: NodeId, gone: NodeId },
    /// Splits a node before byte `at` of its words; the second half becomes a reason for the first where that is legal.
    SplitNode { node: NodeId, at: usize },
    /// Rewords a node. Rewording a proposal accepts it.
    SetText { node: NodeId, text: String },
    /// Makes nodes another kind. Links that are not legal for them become the usual kind, or go.
    SetKind { nodes: BTreeSet<NodeId>, kind: NodeKind },
    /// Says that the words of a node make another move; its kind on the map follows. Links as for `SetKind`.
    SetMove { node: NodeId, said: StatementKind },
    /// Links a node to something.
    Connect { from: NodeId, to: Item, kind: EdgeKind },
    /// Makes an edge another kind.
    SetEdgeKind { edge: EdgeId, kind: EdgeKind },
    /// Leads a link to one of its alternatives; where it led becomes the last of them.
    Retarget { edge: EdgeId, to: NodeId },
    /// Places nodes by hand, or (`None`) leaves them to the layout again.
    Pin { places: BTreeMap<NodeId, Option<Point>> },
    /// Removes items and the edges at them. Removed proposals count as rejected.
    Delete { items: BTreeSet<Item> },
    /// Lets proposals stand.
    Accept { items: BTreeSet<Item> },
    /// Throws proposals out; reading the thread again will not bring them back.
    Reject { items: BTreeSet<Item> },
    /// What a crux needs beyond its question.
    SetCrux { node: NodeId, crux: Crux },
    /// What a disagreement needs beyond its text.
    SetDisagreement { node: NodeId, disagreement: Disagreement },
    /// What evidence needs beyond its text.
    SetEvidence { node: NodeId, evidence: Evidence },
    /// What is calculated for evidence, or (`None`) that nothing is; `files` are those that are new.
    SetCalculation { node: NodeId, calculation: Option<Calculation>, files: BTreeMap<FileId, File> },
    /// Shows a table or a picture, whose bytes the map keeps, with evidence.
    Attach { node: NodeId, file: File },
    /// How much evidence, or another reason, weighs for what it is linked to, or (`None`) that nobody said.
    SetWeight { edge: EdgeId, weight: Option<Weight> },
    /// Keeps what calculations gave. No step for undo: a result fits its inputs for ever, and is shown with no others.
    Record { outcomes: Vec<Outcome> },
    /// How likely a person, known by name or new, holds what a node says to be; `value` from 0 to 1.
    AddCredence { node: NodeId, by: String, value: f32 },
    /// Corrects a credence by hand; `value` from 0 to 1.
    SetCredence { credence: CredenceId, value: f32 },
    /// What a person, known by name or new, would hold of `node` if `on` were so and if it were not, each from 0 to 1; or
    /// (`None`) that they did not say.
    SetConditional { node: NodeId, on: NodeId, by: String, given: Option<[f32; 2]> },
    /// Says that reasons for one conclusion count only together, as linked premises, or each by itself again.
    SetLinked { edges: BTreeSet<EdgeId>, together: bool },
    /// Takes a credence away. One that was read from a thread does not come back when the thread is read again.
    RemoveCredence { credence: CredenceId },
    /// Brings in what was found in a thread. What the map has already, or a person rejected, stays as it is; if the
    /// thread is a grown one, its known comments move to the new source.
    Merge(Box<Records>),
    /// Adds nodes and links as new ones: pasted, or copied from the map.
    Insert(Box<Insert>),
    /// Re-ranks the open proposals by what people have corrected in this map. [`super::Document`] does it along with
    /// each edit that gives reason to, unless that is switched off.
    Learn,
    /// A thread read anew, because comments were split or joined or by a language model: of what was found before, what
    /// is no longer found goes, unless a person has touched it.
    Reread(Box<Reread>),
    /// What leads from this map to one that it was merged into. Results stay, for they fit their inputs for ever.
    Combine(Box<Diff>),
}

#[expect(missing_docs, reason = "the comment on each variant says what its fields are")]
/// Why an edit cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// A node or edge is gone.
    #[error("{0} is no longer in the map")]
    NoSuchItem(Item),
    /// The two ends are one.
    #[error("a node cannot be linked to itself")]
    SelfEdge,
    /// The two to be made one are one.
    #[error("that is the same node already")]
    SameNode,
    /// One half of a split would be empty.
    #[error("both halves of what is split need words")]
    NothingToSplit,
    /// A span that holds no words.
    #[error("no words stand there")]
    NoWords,
    /// Words of several comments, or of none.
    #[error("the words do not stand within one comment")]
    NotInOneComment,
    /// The words stand for a node already.
    #[error("those words are on the map already")]
    OnTheMap,
    /// The table of kinds forbids it.
    #[error("a {} cannot be linked to {} by “{}”", from.word(), to.map_or("a link", NodeKind::word), kind.words())]
    IllegalEdge { from: NodeKind, to: Option<NodeKind>, kind: EdgeKind },
    /// The same link is there.
    #[error("that link is already there")]
    Duplicate,
    /// A coordinate that is not finite.
    #[error("a place needs finite coordinates")]
    NowhereToPin,
    /// Evidence with a number that is not finite, or that nests deeper than [`super::Value::DEEPEST`].
    #[error(
        "the numbers of evidence must be finite, and its tables nest {} levels deep at most",
        super::Value::DEEPEST
    )]
    BadEvidence,
    /// A calculation with a file that is not there.
    #[error("a file that the calculation needs is not in the map")]
    NoSuchFile,
    /// A weight that is no likelihood ratio.
    #[error("a weight is a likelihood ratio: a number above 0")]
    BadWeight,
    /// A weight of what is no reason.
    #[error("only a link from a claim, a crux or evidence to a node has a weight")]
    NothingToWeigh,
    /// A move for what nobody said.
    #[error("its words do not stand in the thread")]
    NotSaid,
    /// A link that is to lead where nobody proposed.
    #[error("that is none of the other targets of the link")]
    NoAlternative,
    /// A credence that is no probability.
    #[error("a credence is a number from 0 to 1")]
    BadCredence,
    /// A credence of nobody.
    #[error("a credence needs the name of the person whose it is")]
    NoName,
    /// A credence is gone.
    #[error("that credence is no longer in the map")]
    NoSuchCredence,
    /// A conditional credence of or on what can be neither true nor false.
    #[error("only a claim, a crux or evidence can be likely or not")]
    NeitherTrueNorFalse,
    /// Linked premises that are not two links of one kind to one node.
    #[error("reasons count together if there are two or more, all for or all against the same node")]
    NothingToLink,
    /// Detail for the wrong kind of node.
    #[error("{0} is not a {word}", word = .1.word())]
    WrongKind(NodeId, NodeKind),
    /// Records from outside that contradict each other.
    #[error("the records do not fit together: {0}")]
    BadRecords(String),
}

impl Edit {
    /// Its name, for the undo menu and the journal.
    pub fn label(&self) -> &'static str {
        match self {
            Self::AddNode { .. } | Self::AddTarget { .. } => "Add node",
            Self::AddQuote { .. } => "Add words",
            Self::Unite { .. } => "Same claim",
            Self::SplitNode { .. } => "Split node",
            Self::SetText { .. } => "Reword",
            Self::SetKind { .. } | Self::SetMove { .. } => "Change kind",
            Self::Connect { .. } => "Link",
            Self::SetEdgeKind { .. } | Self::Retarget { .. } => "Change link",
            Self::Pin { .. } => "Move",
            Self::Delete { .. } => "Delete",
            Self::Accept { .. } => "Accept",
            Self::Reject { .. } => "Reject",
            Self::SetCrux { .. } => "Edit crux",
            Self::SetDisagreement { .. } => "Edit disagreement",
            Self::SetEvidence { .. } => "Edit evidence",
            Self::SetCalculation { calculation: None, .. } => "Remove calculation",
            Self::SetCalculation { .. } => "Change calculation",
            Self::Attach { .. } => "Attach file",
            Self::SetWeight { .. } => "Weigh evidence",
            Self::Record { .. } => "Keep results",
            Self::AddCredence { .. } => "Add credence",
            Self::SetCredence { .. } => "Change credence",
            Self::RemoveCredence { .. } => "Remove credence",
            Self::SetConditional { .. } => "Change what would follow",
            Self::SetLinked { together: true, .. } => "Link premises",
            Self::SetLinked { together: false, .. } => "Unlink premises",
            Self::Merge(_) => "Add thread",
            Self::Insert(it) if it.is_copy => "Duplicate",
            Self::Insert(_) => "Paste",
            Self::Learn => "Learn",
            Self::Combine(_) => "Merge map",
            Self::Reread(it) => match it.why {
                Why::Split => "Split comment",
                Why::Joined => "Join comments",
                Why::Model => "Read with a model",
            },
        }
    }

    /// Whether it gives reason to re-rank proposals: a kind was corrected, or there are new ones.
    pub(super) fn teaches(&self) -> bool {
        matches!(self, Self::SetKind { .. } | Self::SetMove { .. } | Self::Merge(_))
    }

    /// What the edit would do to `map`. Changes nothing.
    ///
    /// # Errors
    /// If it would break a rule of the map, with words to show.
    pub fn plan(self, map: &Map, ids: &mut Ids) -> Result<Diff, EditError> {
        let mut draft = Draft::of(map);
        self.draft(&mut draft, ids)?;
        Ok(draft.diff)
    }

    /// `map` after the edit: the same as to plan and to apply it, without the diff, which for a long thread is large.
    ///
    /// # Errors
    /// As [`Edit::plan`].
    pub fn make(self, map: Map, ids: &mut Ids) -> Result<Map, EditError> {
        let mut draft = Draft { map, diff: Diff::default(), keeps_diff: false };
        self.draft(&mut draft, ids)?;
        Ok(draft.map)
    }

    fn draft(self, draft: &mut Draft, ids: &mut Ids) -> Result<(), EditError> {
        match self {
            Self::AddNode { kind, text, at, link } => {
                let id = draft.mint_node(ids);
                draft.add_node(id, Node { kind, text: text.into() });
                draft.join(id, at, link, ids)?;
            }
            Self::AddTarget { kind, text, from, link } => {
                let id = draft.mint_node(ids);
                draft.add_node(id, Node { kind, text: text.into() });
                draft.connect(Edge { from, to: id.into(), kind: link }, ids)?;
            }
            Self::AddQuote { span, at, link } => {
                let id = draft.add_quote(span, ids)?;
                draft.join(id, at, link, ids)?;
            }
            Self::Unite { keep, gone } => draft.unite(keep, gone)?,
            Self::SplitNode { node, at } => draft.split_node(node, at, ids)?,
            Self::SetText { node, text } => draft.set_text(node, text)?,
            Self::SetKind { nodes, kind } => draft.set_kinds(nodes, kind)?,
            Self::SetMove { node, said } => draft.set_move(node, said)?,
            Self::Retarget { edge, to } => draft.retarget(edge, to)?,
            Self::Insert(it) => draft.insert(*it, ids)?,
            Self::Learn => draft.learn(),
            Self::Connect { from, to, kind } => drop(draft.connect(Edge { from, to, kind }, ids)?),
            Self::SetEdgeKind { edge, kind } => {
                let before = *draft.edge(edge)?;
                let after = Edge { kind, ..before };
                if after != before {
                    draft.may_add(&after)?;
                    draft.edges(edge, Some(after));
                    draft.decide(edge.into(), ReviewState::Accepted);
                    draft.drop_undercuts_that_do_not_fit(edge);
                }
            }
            Self::Pin { places } => {
                for (node, at) in places {
                    draft.pin(node, at)?;
                }
            }
            Self::Delete { items } | Self::Reject { items } => draft.remove_all(items),
            Self::Accept { items } => {
                for item in items {
                    draft.expect(item)?;
                    draft.decide(item, ReviewState::Accepted);
                }
            }
            Self::SetCrux { node, crux } => {
                draft.expect_kind(node, NodeKind::Crux)?;
                draft.cruxes(node, Some(crux));
                draft.decide(node.into(), ReviewState::Accepted);
            }
            Self::SetDisagreement { node, disagreement } => {
                draft.expect_kind(node, NodeKind::Disagreement)?;
                draft.disagreements(node, Some(disagreement));
                draft.decide(node.into(), ReviewState::Accepted);
            }
            Self::SetEvidence { node, evidence } => {
                draft.expect_kind(node, NodeKind::Evidence)?;
                if !evidence.data.iter().all(|it| super::check::is_sound(it.1)) {
                    return Err(EditError::BadEvidence);
                }
                if evidence.attached.iter().any(|&it| draft.map.file(it).is_none()) {
                    return Err(EditError::NoSuchFile);
                }
                draft.evidence(node, Some(evidence));
                draft.decide(node.into(), ReviewState::Accepted);
            }
            Self::SetCalculation { node, calculation, files } => draft.set_calculation(node, calculation, files)?,
            Self::Attach { node, file } => draft.attach(node, file)?,
            Self::SetWeight { edge, weight } => draft.set_weight(edge, weight)?,
            Self::Record { outcomes } => {
                draft.record(outcomes)?;
                draft.drop_lost_results();
            }
            Self::AddCredence { node, by, value } => draft.add_credence(node, &by, value, ids)?,
            Self::SetCredence { credence, value } => draft.set_credence(credence, value)?,
            Self::RemoveCredence { credence } => draft.remove_credence(credence)?,
            Self::SetConditional { node, on, by, given } => draft.set_conditional([node, on], &by, given)?,
            Self::SetLinked { edges, together } => draft.set_linked(&edges, together)?,
            Self::Merge(records) => draft.merge(*records)?,
            Self::Reread(it) => draft.reread(*it)?,
            Self::Combine(mut diff) => {
                diff.results.retain(|_, it| it.after.is_some());
                draft.take(*diff).map_err(|it| EditError::BadRecords(it.to_string()))?;
                if let Some(problem) = draft.map.problems().into_iter().next() {
                    return Err(EditError::BadRecords(problem));
                }
            }
        }
        draft.drop_lost();
        Ok(())
    }
}

impl Map {
    /// The kinds of edge that may lead from `from` to `to`, the usual one first; nothing if none may.
    pub fn legal_edges(&self, from: NodeId, to: Item) -> &'static [EdgeKind] {
        match (self.node(from), to) {
            (Some(it), Item::Node(end)) if from != end => {
                self.node(end).map_or(&[], |to| kind::legal_edges(it.kind, to.kind))
            }
            (Some(it), Item::Edge(edge)) => {
                let to_node = self.edge(edge).is_some_and(|it| it.to.node().is_some() && it.from != from);
                if to_node && kind::may_undercut(it.kind) { &[EdgeKind::Undercuts] } else { &[] }
            }
            _ => &[],
        }
    }
}
