//! What a summary is made of. Templates see the same fields: `docs/summary.md` lists them.

mod dispute;
mod evidence;
mod words;

pub use dispute::{CruxPoint, DisagreementPoint, Held, MindPoint, Numbers, Position, SidePoint};
pub use evidence::{Bearing, EvidencePoint, Picture};
pub(super) use words::about;

use crate::map::NodeId;
use serde::Serialize;

/// What a map comes down to. Lists may be empty; nothing in it is made up: quotes are exact words of the thread.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Summary {
    /// The titles of the threads.
    pub titles: Vec<String>,
    /// The threads and how much of each is on the map.
    pub sources: Vec<SourcePoint>,
    /// Everybody who takes part or is quoted: who wrote most first.
    pub people: Vec<PersonPoint>,
    /// The claims on which most of the argument bears, at most three.
    pub topics: Vec<ClaimPoint>,
    /// What several hold and nobody denies, in the order of the thread.
    pub agreements: Vec<Agreement>,
    /// What somebody granted to the other side, in the order of the thread.
    pub concessions: Vec<Concession>,
    /// The disagreements: those first about which most is said.
    pub disagreements: Vec<DisagreementPoint>,
    /// The cruxes: first those that would bring people nearest to each other by the numbers, then those a person accepted,
    /// then the surest.
    pub cruxes: Vec<CruxPoint>,
    /// All evidence, in the order of the thread.
    pub evidence: Vec<EvidencePoint>,
    /// Questions that nobody has answered.
    pub questions: Vec<Saying>,
    /// Credences that changed.
    pub moves: Vec<MovePoint>,
    /// How it was made.
    pub method: Method,
}

/// Exact words of a thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// The words.
    pub words: String,
    /// Whose words they are, if known.
    pub by: Option<String>,
    /// Where they stand, in words: “line 12 of the thread”.
    pub place: String,
    /// Where they can be read.
    pub link: Option<String>,
}

/// A node in words, with the words of the thread it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Saying {
    /// Which node.
    #[serde(serialize_with = "words::id")]
    pub node: NodeId,
    /// What it says, as plain text on one line.
    pub text: String,
    /// Whether the first quote says just the same, so that the text need not be shown beside it.
    pub exact: bool,
    /// The words of the thread, at most three quotes.
    pub quotes: Vec<Quote>,
    /// Who says it.
    pub by: Vec<String>,
}

/// Somebody who takes part, or is quoted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonPoint {
    /// The name.
    pub name: String,
    /// How many comments they wrote; none if they are only quoted.
    pub comments: usize,
}

/// A claim, with who is for and against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClaimPoint {
    /// The claim.
    pub claim: Saying,
    /// How many nodes bear on it, directly or through others; counted only where it is a topic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bearing: Option<usize>,
    /// What is said against it by others, at most two nodes.
    pub against: Vec<Saying>,
}

/// Something that several hold and nobody denies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Agreement {
    /// What they hold.
    pub claim: Saying,
    /// Who.
    pub people: Vec<String>,
    /// By what that is known, in words.
    pub why: String,
}

/// Something granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Concession {
    /// What is granted.
    pub granted: Saying,
    /// To what, if the map says.
    pub to: Option<Saying>,
}

/// A thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourcePoint {
    /// Its title.
    pub title: String,
    /// How many comments it has.
    pub comments: usize,
    /// How many argumentative moves were found in it.
    pub statements: usize,
}

/// A credence that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MovePoint {
    /// Whose.
    pub who: String,
    /// Of what, as plain text.
    pub text: String,
    /// Each value with its round or time and where it comes from, the first first.
    pub steps: Vec<String>,
}

/// How a summary was made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Method {
    /// Points that the program found and no person has confirmed.
    pub proposals: usize,
    /// Points that the program found and a person confirmed.
    pub confirmed: usize,
    /// Points that a person added.
    pub added: usize,
    /// Links that the program found and no person has confirmed.
    pub link_proposals: usize,
    /// All links.
    pub links: usize,
    /// Credences that people named as numbers.
    pub said: usize,
    /// Credences read from wording.
    pub inferred: usize,
    /// Credences from votes.
    pub voted: usize,
    /// Credences entered by hand.
    pub entered: usize,
    /// Cruxes ranked by numbers that follow from what people hold, or are taken to hold.
    pub ranked: usize,
    /// What sentences on numbers mark with a star, where they mark anything.
    pub star: Option<String>,
}
