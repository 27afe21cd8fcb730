//! Why something has no value.

/// Why something has no value.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Undefined {
    /// A number is not a probability.
    #[error("{what} is {value}, which is not between 0 and 1")]
    NotAProbability {
        /// What was to be a probability.
        what: &'static str,
        /// What was given.
        value: f64,
    },
    /// A likelihood ratio is below 0, or no number.
    #[error("a likelihood ratio is {0}; it is a number from 0")]
    NotARatio(f64),
    /// No probabilities fit those that were given.
    #[error(
        "P(U) = {u}, P(c) = {c} and P(U|c) = {u_given_c} do not fit together: P(U) would have to lie from {least} to {most}"
    )]
    Incoherent {
        /// P(U).
        u: f64,
        /// P(c).
        c: f64,
        /// P(U|c).
        u_given_c: f64,
        /// The least that P(U) could be: P(U|c) P(c).
        least: f64,
        /// The most: P(U|c) P(c) + 1 − P(c).
        most: f64,
    },
    /// P(U|not c) where c is certain.
    #[error("c is held to be certain, so nothing says how likely U were without it")]
    CertainOfCondition,
    /// A divergence from or between certainties.
    #[error("one view is certain where the other is not: their divergence is infinite")]
    Infinite,
    /// A share of something that is 0.
    #[error("{0}")]
    NoWhole(&'static str),
    /// The mean of odds of 0 and infinite odds.
    #[error("one is certain that it is true and another that it is false: their odds have no mean")]
    OppositeCertainties,
    /// Certainty of what evidence excludes.
    #[error("it was held to be certain, and the evidence excludes it")]
    Excluded,
    /// Nothing of nothing.
    #[error("there are no credences")]
    Empty,
    /// A share to cut off, or the like, is out of bounds.
    #[error("{what} is {value}; it is a number {bounds}")]
    OutOfBounds {
        /// What it is.
        what: &'static str,
        /// What was given.
        value: f64,
        /// Where it should lie.
        bounds: &'static str,
    },
    /// P(U) does not depend on P(c), or reaches the threshold at no P(c).
    #[error("no credence in c would lead across {0}")]
    NeverFlips(f64),
}

/// `value`, if it is a probability.
pub fn probability(what: &'static str, value: f64) -> Result<f64, Undefined> {
    if (0.0..=1.0).contains(&value) { Ok(value) } else { Err(Undefined::NotAProbability { what, value }) }
}
