//! Whether a question is a crux for two people at once: a double crux.

use super::{Measure, Undefined, View, pom_vod};

/// From this swing on a question is a crux for a person, as a probability.
pub const SWING: f64 = 0.2;
/// So far apart two people are at least on the question and on the conclusion, as a probability.
pub const APART: f64 = 0.2;
/// So far conditional credences may be from the credence in the conclusion before it is worth to ask again.
pub const INCOHERENT: f64 = 0.1;

/// How a question stands between two people.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// For each |P(U|c) − P(U|not c)|, from 0 to 1; nothing where one of them is unknown.
    pub swings: [Option<f64>; 2],
    /// Whether it is a crux for each: a swing of `least` or more.
    pub is_crux: [bool; 2],
    /// Whether an answer moves both the same way.
    pub same_way: bool,
    /// How far apart they are on the question.
    pub on_question: f64,
    /// How far apart they are on the conclusion.
    pub on_conclusion: f64,
    /// Whether their difference on the question accounts for the direction of that on the conclusion.
    pub accounts: bool,
    /// The share of their distance that an answer is expected to close; below 0 if it parts them.
    pub closes: Result<f64, Undefined>,
}

impl Test {
    /// Whether it is a double crux: a crux for both, the same way, on which they are apart, and which accounts for how they
    /// are apart on the conclusion.
    pub fn is_double(&self) -> bool {
        self.is_crux == [true; 2]
            && self.same_way
            && self.on_question >= APART - ROUNDING
            && self.on_conclusion >= APART - ROUNDING
            && self.accounts
    }
}

/// Numbers that people give have two digits: what differs by less than this is equal.
const ROUNDING: f64 = 1e-9;

/// The test of two people's views, with the swing from which on a question is a crux, usually [`SWING`].
///
/// With p = P(U), q = P(c), a = P(U|c) and b = P(U|not c) of i and j: both swings |a − b| are large enough, of the same
/// sign, |qᵢ − qⱼ| and |pᵢ − pⱼ| are 0.2 or more, and sign(pᵢ − pⱼ) = sign(qᵢ − qⱼ) · sign(a − b). The share closed is
/// 1 − (q̄ |aᵢ − aⱼ| + (1 − q̄) |bᵢ − bⱼ|) / |pᵢ − pⱼ|, q̄ the mean of both: [`pom_vod`] by level. After the double crux of
/// the Center for Applied Rationality (Sabien 2017); the numbers are this project's.
pub fn double_crux(i: &View, j: &View, least: f64) -> Test {
    let swing = |it: &View| it.u_given_not_c().map(|without| it.u_given_c() - without);
    let swings = [swing(i), swing(j)];
    let is_crux = swings.map(|it| it.is_some_and(|it| it.abs() >= least - ROUNDING));
    let same_way = swings[0].zip(swings[1]).is_some_and(|(a, b)| a * b > 0.0);
    let (on_question, on_conclusion) = (i.c() - j.c(), i.u() - j.u());
    Test {
        swings: swings.map(|it| it.map(f64::abs)),
        is_crux,
        same_way,
        on_question: on_question.abs(),
        on_conclusion: on_conclusion.abs(),
        accounts: same_way && on_conclusion * on_question * swings[0].unwrap_or(0.0) > 0.0,
        closes: pom_vod(i, j, Measure::Level),
    }
}

/// Whether somebody's conditional credences are so far from their credence in the conclusion that it is worth to ask
/// again: |q a + (1 − q) b − p| above [`INCOHERENT`].
pub fn asks_again(view: &View) -> bool {
    view.gap().abs() > INCOHERENT + ROUNDING
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test(i: [f64; 4], j: [f64; 4]) -> Test {
        let view = |[p, q, a, b]: [f64; 4]| View::stated(p, q, a, b);
        match (view(i), view(j)) {
            (Ok(i), Ok(j)) => double_crux(&i, &j, SWING),
            other => unreachable!("{other:?}"),
        }
    }

    #[test]
    fn a_double_crux_closes_what_is_reckoned_by_hand() {
        let found = test([0.8, 0.85, 0.9, 0.3], [0.25, 0.2, 0.65, 0.15]);
        assert!(found.is_double());
        // q̄ = 0.525: 1 − (0.525 · 0.25 + 0.475 · 0.15) / 0.55 = 0.6318…, the 63 % of the design.
        assert!(found.closes.is_ok_and(|it| (it - (1.0 - 0.2025 / 0.55)).abs() < 1e-12));
    }

    #[test]
    fn what_lacks_one_condition_is_none() {
        let i = [0.8, 0.85, 0.9, 0.3];
        assert!(!test(i, [0.25, 0.2, 0.4, 0.3]).is_double(), "it hardly moves the other");
        assert!(!test(i, [0.25, 0.2, 0.15, 0.65]).is_double(), "it moves them opposite ways");
        assert!(!test(i, [0.25, 0.7, 0.65, 0.15]).is_double(), "they agree on the question");
        assert!(!test(i, [0.7, 0.2, 0.85, 0.55]).is_double(), "they agree on the conclusion");
        assert!(!test([0.25, 0.85, 0.9, 0.3], [0.8, 0.2, 0.65, 0.15]).is_double(), "the question speaks the other way");
        // At the border, whatever rounding says: 0.7 − 0.5 is a hair below 0.2.
        assert!(test([0.7, 0.7, 0.7, 0.5], [0.5, 0.5, 0.5, 0.3]).is_double());
    }

    #[test]
    fn who_does_not_fit_together_is_asked_again() {
        let asks = |it: [f64; 4]| View::stated(it[0], it[1], it[2], it[3]).is_ok_and(|it| asks_again(&it));
        assert!(!asks([0.8, 0.85, 0.9, 0.3]));
        assert!(asks([0.3, 0.85, 0.9, 0.3]));
        assert!(!asks([0.5, 0.5, 0.8, 0.4]), "0.1 is not more than 0.1");
    }
}
