//! The records as they stand in a file: field by field what [`crate::map`] says they are.

use super::{
    evidence::{Amount, Content, Likelihood, Parameter},
    form::{Id, Named, Saved, Shared, Words},
    value::Data,
};
use crate::map::{self, CommentId, EdgeId, FileId, Inputs, Item, NodeId, PersonId, SourceId, StatementId};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, ops, sync::Arc};

macro_rules! records {
    ($($name:ident { $($(#[$attribute:meta])* $field:ident: $type:ty,)* })*) => {$(
        #[derive(Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$attribute])* $field: $type,)* }

        impl Saved for $name {
            type Live = map::$name;
            fn save(live: &map::$name) -> Self {
                Self { $($field: <$type>::save(&live.$field),)* }
            }
            fn load(self) -> map::$name {
                map::$name { $($field: self.$field.load(),)* }
            }
        }
    )*};
}

macro_rules! words {
    ($($name:ident { $($word:ident)* })*) => {$(
        #[derive(Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($word,)* }

        impl Saved for $name {
            type Live = map::$name;
            fn save(live: &map::$name) -> Self {
                match live { $(map::$name::$word => Self::$word,)* }
            }
            fn load(self) -> map::$name {
                match self { $(Self::$word => map::$name::$word,)* }
            }
        }
    )*};
}

records! {
    Source { title: String, format: String, chrome: Vec<Range>, text: Words<Arc<str>>, }
    Comment {
        span: Span,
        #[serde(default, skip_serializing_if = "Option::is_none")] author: Option<Id<PersonId>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] parent: Option<Id<CommentId>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] time: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")] link: Option<String>,
        #[serde(default, skip_serializing_if = "Marks::are_none")] marks: Marks,
        #[serde(default, skip_serializing_if = "Option::is_none")] topic: Option<String>,
        footnotes: Vec<Footnote>,
        certainty: f32,
    }
    Marks {
        #[serde(default, skip_serializing_if = "Option::is_none")] score: Option<i32>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")] edited: bool,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")] retracted: bool,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")] deleted: bool,
    }
    Footnote {
        #[serde(default, skip_serializing_if = "Option::is_none")] mark: Option<Range>,
        note: Range,
    }
    Boundary { before: String, after: String, nth: u32, starts: bool, }
    Person { name: String, }
    Statement {
        span: Span,
        comment: Id<CommentId>,
        speaker: Speaker,
        #[serde(default, skip_serializing_if = "Option::is_none")] person: Option<Id<PersonId>>,
        kind: StatementKind,
        disputed: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")] node: Option<Id<NodeId>>,
    }
    Node { kind: NodeKind, text: Words<map::Text>, }
    Edge { from: Id<NodeId>, to: Id<Item>, kind: EdgeKind, }
    Crux { sides: Vec<Side>, would_change: String, status: CruxStatus, }
    Disagreement { kind: DisagreementKind, sides: Vec<Side>, }
    Side {
        #[serde(default, skip_serializing_if = "Option::is_none")] person: Option<Id<PersonId>>,
        who: Words<Arc<str>>,
        position: Words<map::Text>,
    }
    Evidence {
        kind: EvidenceKind,
        data: Data,
        #[serde(default, skip_serializing_if = "<[_]>::is_empty")] attached: Box<[Id<FileId>]>,
    }
    Calculation {
        engine: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] file: Option<Id<FileId>>,
        #[serde(default, skip_serializing_if = "Named::is_empty")] parameters: Named<Parameter>,
    }
    File { name: String, content: Content, }
    Outcome {
        node: Id<NodeId>,
        inputs: Id<Inputs>,
        nth: u32,
        #[serde(default, skip_serializing_if = "String::is_empty")] day: String,
        gist: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")] figures: Vec<KeptFigure>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")] failed: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")] spark: Option<Spark>,
    }
    Spark {
        trace: Trace,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")] unit: bool,
        points: Box<[[f32; 2]]>,
    }
    KeptFigure {
        key: String,
        words: String,
        amount: Amount,
        #[serde(default, skip_serializing_if = "Option::is_none")] interval: Option<(f64, f64, f64)>,
        #[serde(default, skip_serializing_if = "Option::is_none")] likelihood: Option<Likelihood>,
    }
    Point { x: f32, y: f32, }
    Credence {
        #[serde(default, skip_serializing_if = "Option::is_none")] person: Option<Id<PersonId>>,
        node: Id<NodeId>,
        value: f32,
        origin: CredenceOrigin,
        #[serde(default, skip_serializing_if = "String::is_empty")] words: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] statement: Option<Id<StatementId>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] time: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")] round: Option<u32>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")] removed: bool,
    }
    Conditional {
        person: Id<PersonId>,
        node: Id<NodeId>,
        on: Id<NodeId>,
        if_yes: f32,
        if_no: f32,
    }
    Foreign {
        format: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] of: Option<Id<Item>>,
        key: String,
        value: Words<Arc<str>>,
    }
    Linked {
        first: Id<EdgeId>,
    }
    Review {
        state: ReviewState,
        confidence: f32,
        cues: Shared<Cue>,
        #[serde(default, skip_serializing_if = "Option::is_none")] runner_up: Option<Word>,
        #[serde(default, skip_serializing_if = "Option::is_none")] runner_up_confidence: Option<f32>,
        #[serde(default, skip_serializing_if = "Option::is_none")] corrected_from: Option<StatementKind>,
        #[serde(default, skip_serializing_if = "Option::is_none")] lesson: Option<Box<Lesson>>,
        #[serde(default, skip_serializing_if = "<[Alternative]>::is_empty")] alternatives: Box<[Alternative]>,
    }
    Alternative { to: Id<NodeId>, kind: EdgeKind, confidence: f32, }
    Lesson {
        cue: Cue,
        times: u32,
        from: StatementKind,
        to: StatementKind,
        confidence: f32,
        runner_up_confidence: f32,
    }
    Cue { words: String, says: Cow<'static, str>, }
}

words! {
    Speaker { Author Opponent }
    StatementKind { Claim Premise Question Concession Crux Evidence Definition Proposal Meta Smalltalk }
    NodeKind { Claim Question Crux Disagreement Evidence Note }
    EdgeKind { Supports Attacks Undercuts Qualifies Concedes Answers Restates CruxOf SideOf BearsOn }
    CruxStatus { Open Settled Dissolved }
    DisagreementKind { Fact Value Definition Prediction Method }
    EvidenceKind { CotFaithfulness Sharpe GameTheory Citation Statistic ThoughtExperiment Anecdote }
    ReviewState { Open Accepted Rejected }
    CredenceOrigin { Said Inferred Voted Entered }
    Trace { Line Way Area Points Bars Spans Upright }
}

impl Default for Marks {
    fn default() -> Self {
        Self::save(&map::Marks::default())
    }
}

impl Marks {
    fn are_none(&self) -> bool {
        self.score.is_none() && !self.edited && !self.retracted && !self.deleted
    }
}

/// A place in a source: the source, the first byte, one past the last byte.
#[derive(Serialize, Deserialize)]
pub struct Span(Id<SourceId>, u32, u32);

impl Saved for Span {
    type Live = map::Span;
    fn save(live: &map::Span) -> Self {
        Self(Id(live.source), live.start, live.end)
    }
    fn load(self) -> map::Span {
        map::Span { source: self.0.0, start: self.1, end: self.2 }
    }
}

/// Bytes of a source: the first, and one past the last.
#[derive(Serialize, Deserialize)]
pub struct Range(u32, u32);

impl Saved for Range {
    type Live = ops::Range<u32>;
    fn save(live: &ops::Range<u32>) -> Self {
        Self(live.start, live.end)
    }
    fn load(self) -> ops::Range<u32> {
        self.0..self.1
    }
}

/// The kind of a statement, in quotation marks.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub struct Word(map::StatementKind);

impl From<Word> for &'static str {
    fn from(word: Word) -> Self {
        word.0.word()
    }
}

impl TryFrom<String> for Word {
    type Error = String;
    fn try_from(word: String) -> Result<Self, String> {
        map::StatementKind::of_word(&word).map(Self).ok_or_else(|| format!("“{word}” is not a kind of statement"))
    }
}

impl Saved for Word {
    type Live = map::StatementKind;
    fn save(live: &map::StatementKind) -> Self {
        Self(*live)
    }
    fn load(self) -> map::StatementKind {
        self.0
    }
}
