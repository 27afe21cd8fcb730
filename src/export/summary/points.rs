//! What a summary is made of. Templates see the same fields: `docs/summary.md` lists them.

use crate::map::{CruxStatus, DisagreementKind, EvidenceKind, NodeId};
use serde::{Serialize, Serializer};

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
    #[serde(serialize_with = "shown")]
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
    /// How many nodes bear on it, directly or through others.
    pub bearing: usize,
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
    #[serde(serialize_with = "matter")]
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
    #[serde(serialize_with = "status")]
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

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EvidencePoint {
    /// Its number in this summary, counted from 1.
    pub number: usize,
    /// What it says.
    pub saying: Saying,
    /// Which sort.
    #[serde(serialize_with = "sort")]
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

/// What a disagreement is about, in words.
pub(in crate::export) fn about(kind: DisagreementKind) -> &'static str {
    match kind {
        DisagreementKind::Fact => "facts",
        DisagreementKind::Value => "values",
        DisagreementKind::Definition => "what a word means",
        DisagreementKind::Prediction => "what will happen",
        DisagreementKind::Method => "how to find out",
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn shown<S: Serializer>(it: &NodeId, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(it)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn matter<S: Serializer>(it: &DisagreementKind, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(about(*it))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn sort<S: Serializer>(it: &EvidenceKind, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(crate::picture::evidence_word(*it))
}

#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn status<S: Serializer>(it: &Option<CruxStatus>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(match it {
        Some(CruxStatus::Open) => "open",
        Some(CruxStatus::Settled) => "settled",
        Some(CruxStatus::Dissolved) => "dissolved",
        None => "",
    })
}
