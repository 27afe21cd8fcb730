//! Disagreements and cruxes: who stands where, and what hangs on it.

use super::{ClaimPoint, Quote, Saying, words};
use crate::map::{CruxStatus, DisagreementKind};
use serde::Serialize;

/// One position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Position {
    /// The position, as plain text.
    pub text: String,
    /// Their words.
    pub quote: Option<Quote>,
    /// Whether the quote says just the same.
    pub exact: bool,
    /// How likely they hold it to be, and why, where they let it be known.
    pub credence: Option<String>,
}

/// One side: all positions of one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SidePoint {
    /// Who.
    pub who: String,
    /// When they first took it, where the thread tells times.
    pub since: Option<String>,
    /// Of a crux: how likely they hold yes, where they let it be known.
    pub credence: Option<String>,
    /// What they hold.
    pub positions: Vec<Position>,
}

/// A disagreement.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DisagreementPoint {
    /// The point.
    pub point: Saying,
    /// What it is about.
    #[serde(serialize_with = "words::matter")]
    pub kind: DisagreementKind,
    /// Who stands where.
    pub sides: Vec<SidePoint>,
    /// How many nodes are its sides or bear on them: how much is said about it.
    pub bearing: usize,
}

/// A crux.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CruxPoint {
    /// The question, and where it was put.
    pub question: Saying,
    /// Whether it is put as a question; else it is a claim, and the question is whether it is so.
    pub asks: bool,
    /// How far it has come; nothing for a claim that only the numbers make a crux.
    #[serde(serialize_with = "words::status")]
    pub status: Option<CruxStatus>,
    /// How sure the extractor is, if no person has accepted it yet.
    pub unsure: Option<f32>,
    /// Who named it as what their view turns on.
    pub named_by: Vec<String>,
    /// In which words.
    pub named: Vec<Quote>,
    /// Who stands where.
    pub sides: Vec<SidePoint>,
    /// How likely others hold it, where they let it be known; of who has a side it stands there.
    pub held: Vec<Held>,
    /// What an answer would change, in a sentence; may be empty.
    pub would_change: String,
    /// Whether that says more than what hangs on it and the words in which it was named.
    pub says_more: bool,
    /// What hangs on it.
    pub about: Vec<ClaimPoint>,
    /// What disagreements that hang on it are about.
    pub matters: Vec<&'static str>,
    /// The numbers of the evidence on it, on its sides, or on what hangs on it.
    pub evidence: Vec<usize>,
    /// What the numbers say, if they rank it.
    pub numbers: Option<Numbers>,
}

/// How likely somebody holds something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Held {
    /// Who.
    pub who: String,
    /// How likely, and where that comes from.
    pub credence: String,
}

/// What credences, or what people assert, make of a crux.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Numbers {
    /// What two people disagree about.
    pub conclusion: String,
    /// The two: those whom an answer would bring nearest to each other.
    pub minds: [MindPoint; 2],
    /// How much nearer an answer would bring them, as a probability.
    pub closes: f64,
    /// The same as a share of how far they are apart.
    pub share: f64,
    /// Who holds what, and what an answer would change, with its numbers.
    pub why: String,
}

/// What one person holds of a crux and of what hangs on it. All numbers are probabilities.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MindPoint {
    /// Who.
    pub who: String,
    /// How likely they hold yes.
    pub question: f64,
    /// Whether nobody named that number: it is taken from what they assert.
    pub taken: bool,
    /// How likely they hold what hangs on it.
    pub conclusion: f64,
    /// How likely they would hold that if the answer were yes.
    pub if_yes: f64,
    /// And if it were no.
    pub if_no: f64,
    /// The credence in yes at which their view of it crosses a half; nothing if none does.
    pub flips_at: Option<f64>,
}
