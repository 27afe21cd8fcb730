//! The records of a map: what each kind of thing is made of.
//!
//! Records are split where people change things independently: a drag does not touch the text, a review not the kind.

use super::{BoundaryId, CommentId, EdgeKind, FileId, Item, NodeId, NodeKind, PersonId, SourceId, Text};
use std::{borrow::Cow, collections::BTreeMap, ops::Range, sync::Arc};

/// The frozen text of one thread. Its id is the hash of `text`; a thread fetched again is a new source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What to call it: the thread's title, else the file's name.
    pub title: String,
    /// The name of the format it was read as.
    pub format: String,
    /// The whole text, as read. Spans count its bytes.
    pub text: Arc<str>,
    /// Byte ranges of page furniture: menus, author lines, vote counts. Sorted, disjoint.
    pub chrome: Vec<Range<u32>>,
}

/// A place in a source: bytes `start..end`, on character boundaries, not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Which text.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The byte range, to slice the source's text with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One post in a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    /// All its words, without the author line.
    pub span: Span,
    /// Who wrote it, where the thread says.
    pub author: Option<PersonId>,
    /// The comment it replies to.
    pub parent: Option<CommentId>,
    /// When, in the thread's own words.
    pub time: Option<String>,
    /// Its address, where the thread gives one.
    pub link: Option<String>,
    /// What its readers and its writer did to it.
    pub marks: Marks,
    /// What it is about, in a few words.
    pub topic: Option<String>,
    /// Footnotes and the marks that point to them.
    pub footnotes: Vec<Footnote>,
    /// How sure the reader is that a comment starts here, 0 to 1. 1 where the thread says so.
    pub certainty: f32,
}

/// What readers and writer did to a comment, where the thread says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Its votes or karma.
    pub score: Option<i32>,
    /// Its words were changed after it was posted.
    pub edited: bool,
    /// Its writer no longer stands by it; the words are still there.
    pub retracted: bool,
    /// It was taken away: what stands in its place are no words of its writer.
    pub deleted: bool,
}

impl Marks {
    /// Those that are there, in words.
    pub fn words(self) -> impl Iterator<Item = String> {
        let score = self.score.map(|it| if it == 1 { "1 point".to_owned() } else { format!("{it} points") });
        let others =
            [self.edited.then_some("edited"), self.retracted.then_some("retracted"), self.deleted.then_some("deleted")];
        score.into_iter().chain(others.into_iter().flatten().map(str::to_owned))
    }
}

/// A note at a comment's end and its mark in the text. Byte ranges of the comment's source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footnote {
    /// The mark, as `[1]`, where it was found.
    pub mark: Option<Range<u32>>,
    /// The note's words.
    pub note: Range<u32>,
}

/// What a person decided on a place where a comment may start. Known by the words around it, so that it is found again
/// in the text of a thread that has grown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boundary {
    /// The last words before the place, on one line.
    pub before: String,
    /// The first words after it, on one line. Not empty.
    pub after: String,
    /// How many places with these words stand before it in the text.
    pub nth: u32,
    /// Whether a comment starts there.
    pub starts: bool,
}

impl Boundary {
    /// Its id: derived from the words around the place.
    pub fn id(&self) -> BoundaryId {
        BoundaryId::derived(&[self.before.as_bytes(), self.after.as_bytes(), &self.nth.to_le_bytes()])
    }
}

/// An author, a quoted opponent, or a participant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name shown.
    pub name: String,
}

/// A minimal span that makes one argumentative move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its words.
    pub span: Span,
    /// The comment they stand in.
    pub comment: CommentId,
    /// Whose words they are.
    pub speaker: Speaker,
    /// Who that is, where known.
    pub person: Option<PersonId>,
    /// The move it makes.
    pub kind: StatementKind,
    /// Whether it takes part in a disagreement.
    pub disputed: bool,
    /// The node that stands for it on the map, if any.
    pub node: Option<NodeId>,
}

/// Whose words a statement holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Speaker {
    /// The comment's own writer.
    Author,
    /// Somebody quoted or spoken for.
    Opponent,
}

/// The argumentative move of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatementKind {
    /// Asserts something argued for.
    Claim,
    /// Asserts something argued from.
    Premise,
    /// Asks.
    Question,
    /// Grants a point to the other side.
    Concession,
    /// Names the point on which a view turns.
    Crux,
    /// Gives data, a source or an example.
    Evidence,
    /// Says what a word is to mean.
    Definition,
    /// Says what should be done.
    Proposal,
    /// Speaks about the discussion itself.
    Meta,
    /// Makes no argumentative move.
    Smalltalk,
}

/// A point on the map's plane, in px at zoom 1; y grows downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// From left to right.
    pub x: f32,
    /// From top to bottom.
    pub y: f32,
}

/// Something on the map that can be argued about. `text` is Markdown; for a crux it is the yes/no question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Which kind of thing.
    pub kind: NodeKind,
    /// What it says.
    pub text: Text,
}

/// A link from a node to a node, or (undercuts only) to another edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Where it starts: the reason, the answer, the evidence.
    pub from: NodeId,
    /// Where it points: the conclusion, the question.
    pub to: Item,
    /// What the start does to the end.
    pub kind: EdgeKind,
}

/// What a crux node needs beyond its question. Every crux node has one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crux {
    /// Who stands where.
    pub sides: Vec<Side>,
    /// What an answer would change, in a sentence.
    pub would_change: String,
    /// How far it has come.
    pub status: CruxStatus,
}

/// How far a crux has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CruxStatus {
    /// Nobody has settled it.
    #[default]
    Open,
    /// The parties agree on an answer.
    Settled,
    /// It turned out not to matter.
    Dissolved,
}

/// One position on a crux or in a disagreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Who holds it; nobody in particular if unknown.
    pub person: Option<PersonId>,
    /// Who, in words, for when there is no person: "the author", "a quoted opponent".
    pub who: Arc<str>,
    /// The position held.
    pub position: Text,
}

impl Side {
    /// Who holds a position, where the thread quotes somebody without a name.
    pub const OPPONENT: &str = "a quoted opponent";
}

/// What a disagreement node needs beyond its text. Every disagreement node has one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disagreement {
    /// What it is about.
    pub kind: DisagreementKind,
    /// Who stands where.
    pub sides: Vec<Side>,
}

/// What a disagreement is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DisagreementKind {
    /// How things are.
    #[default]
    Fact,
    /// What matters.
    Value,
    /// What a word means.
    Definition,
    /// What will happen.
    Prediction,
    /// How to find out.
    Method,
}

/// What an evidence node needs beyond its text. Every evidence node has one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Which sort.
    pub kind: EvidenceKind,
    /// The numbers, players, links and interventions found, by name.
    pub data: Data,
    /// Tables and pictures shown with it.
    pub attached: Box<[FileId]>,
}

/// Values by name, in the order of the names. There are few in one record and many records, so it is a list and no tree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Data(Box<[(Box<str>, Value)]>);

impl Data {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.0.iter().map(|it| (&*it.0, &it.1))
    }

    /// The same with this value of this name, or without one.
    #[must_use]
    pub fn with(&self, name: &str, value: Option<Value>) -> Self {
        let others = self.iter().filter(|it| it.0 != name).map(|(name, it)| (name.to_owned(), it.clone()));
        others.chain(value.map(|it| (name.to_owned(), it))).collect()
    }

    /// The value of this name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.iter().find(|it| it.0 == name).map(|it| it.1)
    }
}

impl FromIterator<(String, Value)> for Data {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(values: I) -> Self {
        // Sorted, and the last of those with the same name.
        let values: BTreeMap<String, Value> = values.into_iter().collect();
        Self(values.into_iter().map(|(name, it)| (name.into(), it)).collect())
    }
}

/// Which sort of evidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum EvidenceKind {
    /// An experiment on a chain of thought.
    CotFaithfulness,
    /// Returns, volatility, ratios.
    Sharpe,
    /// Players, moves, payoffs.
    GameTheory,
    /// A source that others can open.
    #[default]
    Citation,
    /// Counts and shares.
    Statistic,
    /// An imagined case.
    ThoughtExperiment,
    /// Something that happened to somebody.
    Anecdote,
}

impl EvidenceKind {
    /// All sorts, in the order menus show them.
    pub const ALL: [Self; 7] = [
        Self::CotFaithfulness,
        Self::Sharpe,
        Self::GameTheory,
        Self::Citation,
        Self::Statistic,
        Self::ThoughtExperiment,
        Self::Anecdote,
    ];
}

/// A value of an evidence record. Numbers are finite, and nothing nests deeper than [`Value::DEEPEST`].
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number(f64),
    /// Words.
    Text(String),
    /// Several values in order.
    List(Vec<Value>),
    /// Values by name.
    Table(BTreeMap<String, Value>),
}

impl Value {
    /// How deep lists and tables may nest, so that nothing that walks a value can exhaust the stack.
    pub const DEEPEST: usize = 32;
}

/// Where a proposal stands, why it was made, and what became of it.
/// A rejected item is no longer in the map; its review stays, so that reading the thread again does not bring it back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    /// What a person decided.
    pub state: ReviewState,
    /// How sure the extractor is, 0 to 1.
    pub confidence: f32,
    /// What led to it. Shared by the many proposals of a long thread that the same led to.
    pub cues: Arc<[Cue]>,
    /// What it would have been otherwise.
    pub runner_up: Option<StatementKind>,
    /// How likely that is, 0 to 1, where known.
    pub runner_up_confidence: Option<f32>,
    /// For a node whose kind a person has set: the kind that was proposed.
    pub corrected_from: Option<StatementKind>,
    /// For a node that corrections of others have re-ranked: by which, and what it was before.
    pub lesson: Option<Box<Lesson>>,
    /// For a link: where else it may lead, the next one first. For a node from which no link was drawn: what it may
    /// bear on. All of them are in the map.
    pub alternatives: Box<[Alternative]>,
}

impl Review {
    /// Whether a person has made something else of it than was proposed: another kind, or another target, which is
    /// one that the extractor held for less sure. `kind` is that of a node now, and nothing for a link.
    pub fn is_corrected(&self, kind: Option<StatementKind>) -> bool {
        self.state == ReviewState::Accepted
            && (self.corrected_from.is_some_and(|it| Some(it) != kind)
                || kind.is_none() && self.alternatives.iter().any(|it| it.confidence > self.confidence))
    }
}

/// Where a link may lead instead, or, from a node without one, at all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alternative {
    /// The other target.
    pub to: NodeId,
    /// What the link would do to it.
    pub kind: EdgeKind,
    /// How sure the extractor is of it, 0 to 1.
    pub confidence: f32,
}

/// What corrections have taught about one cue, and the proposal as it was without them. The proposal is one of the two
/// kinds, and its runner-up is the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// The cue that was corrected.
    pub cue: Cue,
    /// How often, from the one kind to the other.
    pub times: u32,
    /// The kind that was proposed.
    pub from: StatementKind,
    /// The kind that people made of it elsewhere; here it was the runner-up.
    pub to: StatementKind,
    /// How sure the proposal was, 0 to 1.
    pub confidence: f32,
    /// How likely its runner-up was, 0 to 1.
    pub runner_up_confidence: f32,
}

/// What a person decided about a proposal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReviewState {
    /// Nothing yet.
    #[default]
    Open,
    /// It stands.
    Accepted,
    /// It was thrown out.
    Rejected,
}

/// A reason for a proposal, in words a person understands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cue {
    /// The words of the thread, or nothing for a cue of structure.
    pub words: String,
    /// What they were taken to mean.
    pub says: Cow<'static, str>,
}
