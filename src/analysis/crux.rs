//! A question on which a disagreement hangs.

use super::stance::{Basis, Voice};
use crate::map::NodeId;

/// So far apart two people's credences are at least for a disagreement.
pub const APART: f64 = crate::credence::double::APART;

/// A question on which a disagreement of two people hangs.
#[derive(Clone, Debug, PartialEq)]
pub struct Crux {
    /// The question: a node on which both hold something.
    pub question: NodeId,
    /// What they disagree about.
    pub conclusion: NodeId,
    /// The two, in the order of their names' ids.
    pub pair: [Pair; 2],
    /// The value of discrimination by level: how much nearer the two expect to be, as a probability; below 0 if an answer
    /// would part them further (Forecasting Research Institute 2024, `VoD_naive`).
    pub closes: f64,
    /// The same as a share of how far they are apart.
    pub share: f64,
    /// How sure it is that the question was read right: its confidence if it is an open proposal, else 1. The place in the
    /// ranking is by this times `closes`.
    pub sure: f64,
    /// Whether any of its numbers rests on what somebody asserted rather than on what somebody stated.
    pub takes: bool,
    /// Whether it is a crux for both, the same way, and accounts for their difference: [`crate::credence::double`].
    pub is_double: bool,
    /// How it stands for all who hold something of both.
    pub group: Group,
}

/// What one of two people holds. All but `voice` are probabilities.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Who.
    pub voice: Voice,
    /// How likely they hold the conclusion.
    pub conclusion: f64,
    /// How likely they hold the question.
    pub question: f64,
    /// How likely they would hold the conclusion if the answer were yes, and if it were no.
    pub given: [f64; 2],
    /// Where the three come from.
    pub bases: Bases,
    /// The value of information to them, as a share of the most it could be (base-10 logarithms); nothing if they are
    /// certain of the conclusion.
    pub informs: Option<f64>,
    /// The credence in the question at which their view of the conclusion crosses a half; nothing if none does.
    pub flips_at: Option<f64>,
}

/// Where the numbers of one person come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bases {
    /// That of the conclusion.
    pub conclusion: Basis,
    /// That of the question.
    pub question: Basis,
    /// Those of the conclusion with each answer.
    pub given: Basis,
}

/// A question and a conclusion among all who hold something of both.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    /// How many they are; two or more.
    pub people: usize,
    /// How far two of them are apart on the conclusion, on average over all pairs: a probability.
    pub apart: f64,
    /// How much nearer two of them expect to be with an answer, on average over all pairs; below 0 if further apart.
    pub closes: f64,
}
