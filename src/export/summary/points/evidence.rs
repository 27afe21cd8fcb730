//! Evidence, with its pictures.

use super::{Saying, words};
use crate::map::EvidenceKind;
use serde::Serialize;

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EvidencePoint {
    /// Its number in this summary, counted from 1.
    pub number: usize,
    /// What it says.
    pub saying: Saying,
    /// Which sort.
    #[serde(serialize_with = "words::sort")]
    pub kind: EvidenceKind,
    /// Its figures and links, as "name: value".
    pub data: Vec<String>,
    /// What it does, and to what.
    pub on: Vec<Bearing>,
    /// How it stands with its result: `stated` where nothing is calculated, `calculated`, `stale` or `broken`.
    pub state: &'static str,
    /// What the calculation comes to, or why there is no result.
    pub computed: Option<String>,
    /// The name of the calculation and of its file, for calculating it anew.
    pub engine: Option<String>,
    /// See [`EvidencePoint::engine`].
    pub file: Option<String>,
    /// Its plots, where a document has some.
    pub pictures: Vec<Picture>,
}

/// What evidence does to a node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bearing {
    /// "supports".
    pub does: &'static str,
    /// What the node says, as plain text.
    pub text: String,
    /// How much it weighs, if somebody said, or a result says.
    pub weight: Option<String>,
}

/// A picture of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// Its name; Markdown shows it as `![alternative](figure:NAME)`.
    pub name: String,
    /// What is to be seen, in words.
    pub alternative: String,
}
