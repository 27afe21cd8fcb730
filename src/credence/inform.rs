//! What it is worth to one person to learn the answer to a question.

use super::{Undefined, View, probability};
use std::f64::consts::LN_10;

/// How far apart two credences are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// The divergence of Kullback and Leibler, with logarithms to base 10: [`divergence`].
    Log,
    /// The absolute difference; FRI's "naive" or "level".
    Level,
    /// The square of the difference.
    Quadratic,
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Log, Self::Level, Self::Quadratic];

    /// How far `p` is from `q`, both probabilities.
    fn between(self, p: f64, q: f64) -> Result<f64, Undefined> {
        match self {
            Self::Log => divergence(p, q),
            Self::Level => Ok((p - q).abs()),
            Self::Quadratic => Ok((p - q) * (p - q)),
        }
    }
}

/// KL(p, q) = p log10(p/q) + (1−p) log10((1−p)/(1−q)), from 0: how surprised somebody will be who holds q where p is
/// right (Kullback and Leibler 1951; base 10 as in FRI's voivod). 0 log 0 is 0, its limit.
///
/// # Errors
/// If a number is no probability, or if q is certain of what p does not exclude.
pub fn divergence(p: f64, q: f64) -> Result<f64, Undefined> {
    let (p, q) = (probability("a credence", p)?, probability("a credence", q)?);
    let term = |a: f64, b: f64, change: f64| {
        if a <= 0.0 {
            return Ok(0.0);
        }
        if b <= 0.0 {
            return Err(Undefined::Infinite);
        }
        // ln(a/b) loses digits where a and b are close, and a/b may be too large: ln(1 + (a−b)/b) does neither.
        let log = if change.abs() < 0.5 * b { libm::log1p(change / b) } else { libm::log(a) - libm::log(b) };
        Ok(a * log / LN_10)
    };
    let sum = term(p, q, p - q)? + term(1.0 - p, 1.0 - q, q - p)?;
    // It is never below 0 but for rounding.
    Ok(sum.max(0.0))
}

/// The entropy of a credence in units of base 10: −p log10 p − (1−p) log10(1−p), from 0 to log10 2 (Shannon 1948).
///
/// # Errors
/// If it is no probability.
pub fn entropy(p: f64) -> Result<f64, Undefined> {
    let p = probability("a credence", p)?;
    let term = |p: f64, log: f64| if p <= 0.0 { 0.0 } else { -p * log / LN_10 };
    Ok(term(p, libm::log(p)) + term(1.0 - p, libm::log1p(-p)))
}

/// The value of information: how far a person expects to move on U by learning c,
/// P(c) d(P(U|c), P(U)) + (1 − P(c)) d(P(U|not c), P(U)), from 0.
///
/// Source: Forecasting Research Institute 2024, "Roots of Disagreement on AI Risk", appendix on VOI, as its package
/// voivod has it (`VoI_log`, `VoI_naive`, `VoI_quadratic`). By [`Measure::Log`] it is the mutual information of U and c
/// where the view fits together. An answer held to be impossible has no weight, whatever would follow from it.
///
/// # Errors
/// [`Undefined::Infinite`] by logarithms where P(U) is certain but a conditional credence that was stated is not.
pub fn voi(view: &View, measure: Measure) -> Result<f64, Undefined> {
    voi_weighed(view, view.c(), measure)
}

/// The value of information where somebody else's credence in c, `weight`, weighs the answers: how far another expects this
/// person to move. Source: FRI's `VoI_log` with `pc_weight`.
///
/// # Errors
/// As [`voi`]; if `weight` is no probability; if it gives weight to an answer that this person holds to be impossible, and
/// what would follow from it is unknown.
pub fn voi_weighed(view: &View, weight: f64, measure: Measure) -> Result<f64, Undefined> {
    let weight = probability("the weight", weight)?;
    let side = |weight: f64, given: Option<f64>| match given {
        _ if weight <= 0.0 => Ok(0.0),
        Some(given) => Ok(weight * measure.between(given, view.u())?),
        None => Err(Undefined::CertainOfCondition),
    };
    Ok(side(weight, Some(view.u_given_c()))? + side(1.0 - weight, view.u_given_not_c())?)
}

/// The most a question can be worth to somebody who holds U likely to be `u`: that of U itself.
///
/// Entropy by logarithms (the limit of FRI's `VoI_log(u, 1 − 1e-16, u)`), 2 u (1 − u) by level, u (1 − u) by squares.
///
/// # Errors
/// If it is no probability.
pub fn most_voi(u: f64, measure: Measure) -> Result<f64, Undefined> {
    match measure {
        Measure::Log => entropy(u),
        Measure::Level => probability("P(U)", u).map(|u| 2.0 * u * (1.0 - u)),
        Measure::Quadratic => probability("P(U)", u).map(|u| u * (1.0 - u)),
    }
}

/// The value of information as a share of the most it could be ("percent of max", FRI's `VoI_PoM`).
///
/// From 0 to 1 for a view that fits together; by level that is so because |P(U|c) − P(U)| P(c) is at most
/// P(U) (1 − P(U)). For stated credences that do not fit it may be above 1.
///
/// # Errors
/// As [`voi`]; and where P(U) is 0 or 1, where it is 0 / 0.
pub fn pom_voi(view: &View, measure: Measure) -> Result<f64, Undefined> {
    let most = most_voi(view.u(), measure)?;
    if most <= 0.0 {
        return Err(Undefined::NoWhole("U is held to be certain: nothing can be learned about it"));
    }
    Ok(voi(view, measure)? / most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(u: f64, c: f64, given: f64, measure: Measure) -> Result<f64, Undefined> {
        voi(&View::new(u, c, given)?, measure)
    }

    #[test]
    fn logarithms_are_to_base_10_and_0_log_0_is_0() {
        let log2 = std::f64::consts::LOG10_2;
        assert!((entropy(0.5).unwrap_or(0.0) - log2).abs() < 1e-16);
        assert!((divergence(1.0, 0.5).unwrap_or(0.0) - log2).abs() < 1e-16);
        assert_eq!((divergence(0.0, 0.0), divergence(1.0, 1.0), entropy(0.0)), (Ok(0.0), Ok(0.0), Ok(0.0)));
        assert_eq!((divergence(0.5, 1.0), divergence(0.1, 0.0)), (Err(Undefined::Infinite), Err(Undefined::Infinite)));
        // FRI's package gives NaN here; c decides U, so all of U is learned.
        assert!((of(0.5, 0.5, 1.0, Measure::Log).unwrap_or(0.0) - log2).abs() < 1e-16);
        // In 40 digits; by the plain formula in doubles it is 8.3e-9.
        let tiny = View::new(1e-8, 1e-8, 1e-7).and_then(|it| pom_voi(&it, Measure::Log)).unwrap_or(0.0);
        assert!((tiny / 7.222_121_576_721_366e-9 - 1.0).abs() < 1e-9, "{tiny}");
        assert!(divergence(1e-300, 1e-308).is_ok_and(|it| it > 0.0 && it < 1e-298));
    }

    #[test]
    fn what_is_certain_teaches_nothing_and_is_no_error() {
        for measure in Measure::ALL {
            for (u, c, given) in [(0.4, 1.0, 0.4), (0.4, 0.0, 0.9), (0.0, 0.5, 0.0), (1.0, 0.5, 1.0), (0.0, 0.0, 1.0)] {
                assert_eq!(of(u, c, given, measure), Ok(0.0), "{u} {c} {given} {measure:?}");
            }
            // FRI's VoI_log is silently 0 here, though P(U|c) P(c) is above P(U).
            assert!(matches!(of(0.0, 0.5, 0.2, measure), Err(Undefined::Incoherent { .. })));
            let certain = View::new(1.0, 0.5, 1.0).and_then(|it| pom_voi(&it, measure));
            assert!(matches!(certain, Err(Undefined::NoWhole(_))));
        }
        let stated = View::stated(0.0, 0.5, 0.2, 0.0);
        assert_eq!(stated.and_then(|it| voi(&it, Measure::Log)), Err(Undefined::Infinite));
    }
}
