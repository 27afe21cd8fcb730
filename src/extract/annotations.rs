//! The annotation form: what extraction is scored on, and what other programs read. Offsets are bytes, half open.

use serde::{Deserialize, Serialize};
use std::{borrow::Cow, collections::BTreeMap};

/// All that was found in one thread.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Annotations {
    /// The posts, in reading order.
    pub comments: Vec<Comment>,
    /// The argumentative moves, in reading order.
    pub statements: Vec<Statement>,
    /// Links between statements.
    pub relations: Vec<Relation>,
    /// Points on which views turn.
    pub cruxes: Vec<Crux>,
    /// Data, sources, imagined cases.
    pub evidence: Vec<Evidence>,
    /// Page furniture.
    pub chrome: Vec<(usize, usize)>,
}

/// A post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comment {
    /// `c1`, `c2`, …
    pub id: String,
    /// Its first byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// What it is about, in a few words.
    #[serde(default)]
    pub topic: Option<String>,
    /// Its footnotes.
    #[serde(default)]
    pub footnote_spans: Vec<(usize, usize)>,
    /// Who wrote it.
    #[serde(default)]
    pub author: Option<String>,
    /// The comment it replies to.
    #[serde(default)]
    pub parent: Option<String>,
    /// The same as `author`, as the form has it.
    #[serde(default)]
    pub person: Option<String>,
}

/// A minimal span that makes one move.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// `s1`, `s2`, …
    pub id: String,
    /// The comment it stands in.
    pub comment: String,
    /// Its first byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// `author` or `opponent`.
    pub speaker: Cow<'static, str>,
    /// The move it makes.
    pub kind: Cow<'static, str>,
    /// Whether it is one side of a contested point.
    pub is_disagreement: bool,
    /// Its first words, on one line.
    #[serde(default)]
    pub gist: String,
    /// Whose words they are, where a name is known.
    #[serde(default)]
    pub person: Option<String>,
    /// The earlier statement it quotes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote_of: Option<String>,
    /// How sure its kind is, 0 to 1.
    #[serde(default)]
    pub confidence: f32,
    /// How likely its speaker holds it to be, where the words tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credence: Option<Credence>,
    /// Where no link is drawn from it: what it may bear on, best first, three at most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<Alternative>,
}

/// How likely a speaker holds what he says to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Credence {
    /// The probability, 0 to 1.
    pub value: f32,
    /// `said` where a number was named, else `inferred`.
    pub origin: Cow<'static, str>,
    /// The words that tell.
    pub words: String,
}

/// A link between statements.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// The reason, the answer, the evidence.
    pub from: String,
    /// The conclusion, the question.
    pub to: String,
    /// What the one does to the other.
    pub kind: Cow<'static, str>,
    /// How sure it is, 0 to 1.
    #[serde(default)]
    pub confidence: f32,
    /// The next targets, best first: candidates that were not drawn.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Alternative>,
}

/// Where a link may lead instead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// The other end.
    pub to: String,
    /// What the link would do to it.
    pub kind: Cow<'static, str>,
    /// How sure it is, 0 to 1.
    #[serde(default)]
    pub confidence: f32,
}

/// A point on which views turn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Crux {
    /// `k1`, `k2`, …
    pub id: String,
    /// The statement that names it.
    pub statement: String,
    /// Whose views turn on it.
    #[serde(default)]
    pub between: Vec<String>,
    /// The yes/no question.
    #[serde(default)]
    pub question: String,
    /// What an answer would change.
    #[serde(default)]
    pub would_change: String,
    /// The crux it only repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<String>,
    /// `implicit` where nobody announces it, `explicit` or `conditional` where somebody told which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marker: Option<Cow<'static, str>>,
}

/// Data, a source, an imagined case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// `e1`, `e2`, …
    pub id: String,
    /// The statement that gives it.
    pub statement: String,
    /// Which sort.
    pub kind: Cow<'static, str>,
    /// What was found in it, by name.
    #[serde(default)]
    pub data: BTreeMap<String, serde_json::Value>,
    /// The statements it matters for.
    #[serde(default)]
    pub bears_on: Vec<String>,
    /// Further statements of the same piece.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
}
