//! The document: what is saved, shared and undone. Knows nothing of windows, files, networks or clocks.
//!
//! [`Edit::plan`] says what a wish would change, [`Map::apply`] changes it, [`Document`] remembers the way back.

mod calculation;
mod check;
mod conditional;
mod credence;
mod document;
mod edit;
mod foreign;
mod halves;
mod id;
mod incident;
mod insert;
mod kind;
mod lessons;
mod linked;
mod plan;
mod quote;
mod record;
mod reread;
mod result;
mod sides;
mod tables;
mod text;
mod unite;
mod weight;

pub use calculation::{Calculation, Content, File, Parameter};
pub use conditional::Conditional;
pub use credence::{Credence, CredenceOrigin};
pub use document::{Document, Revision};
pub use edit::{Edit, EditError};
pub use foreign::Foreign;
pub use id::{
    BadId, BoundaryId, CommentId, ConditionalId, CredenceId, EdgeId, FileId, ForeignId, Ids, Item, NodeId, PersonId,
    ResultId, SourceId, StatementId,
};
pub use insert::Insert;
pub use kind::{EdgeKind, NodeKind, legal_edges, may_undercut};
pub use lessons::{ENOUGH, reranked, shift};
pub use linked::Linked;
pub use record::{
    Alternative, Boundary, Comment, Crux, CruxStatus, Cue, Data, Disagreement, DisagreementKind, Edge, Evidence,
    EvidenceKind, Footnote, Lesson, Marks, Node, Person, Point, Review, ReviewState, Side, Source, Span, Speaker,
    Statement, StatementKind, Value,
};
pub use reread::{Reread, Why};
pub use result::{Amount, Inputs, KeptFigure, Likelihood, Outcome, Spark, Trace};
pub use tables::{Change, Conflict, Diff, Map, Records};
pub use text::Text;
pub use weight::Weight;
