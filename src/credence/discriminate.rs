//! How much nearer to each other two people expect to be when a question is settled.

use super::{Measure, Undefined, View, inform::divergence, pool, probability};

/// How two people's credences in c weigh the two answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weighing {
    /// By the geometric mean of their odds; weights add up to 1. FRI's preferred form by logarithms (`VoD_log_gmod`).
    OddsMean,
    /// By the mean; weights add up to 1. FRI's `VoD_log_alt`, `VoD_naive` and `VoD_quadratic_mean`.
    Mean,
    /// By the geometric mean, which does not add up to 1. FRI's `VoD_quadratic_geomean`; for comparison only.
    GeometricMean,
}

impl Weighing {
    /// That which FRI prefers with this measure.
    pub fn usual(measure: Measure) -> Self {
        if measure == Measure::Log { Self::OddsMean } else { Self::Mean }
    }

    /// The weights of c and not c.
    fn weights(self, a: f64, b: f64) -> Result<(f64, f64), Undefined> {
        let mean = |a: f64, b: f64| f64::midpoint(a, b);
        let geometric = |a: f64, b: f64| libm::sqrt(a * b);
        Ok(match self {
            Self::OddsMean => {
                let c = pool::odds_mean_of_two(a, b)?;
                (c, 1.0 - c)
            }
            Self::Mean => (mean(a, b), mean(1.0 - a, 1.0 - b)),
            Self::GeometricMean => (geometric(a, b), geometric(1.0 - a, 1.0 - b)),
        })
    }
}

/// How far two credences are apart, the same both ways round: KL(a, b) + KL(b, a) by logarithms (base 10), |a − b| by
/// level, (a − b)² by squares.
///
/// # Errors
/// If one is no probability, or by logarithms if one is certain and the other not.
pub fn disagreement(a: f64, b: f64, measure: Measure) -> Result<f64, Undefined> {
    let (a, b) = (probability("a credence", a)?, probability("a credence", b)?);
    match measure {
        Measure::Log => Ok(divergence(a, b)? + divergence(b, a)?),
        Measure::Level => Ok((a - b).abs()),
        Measure::Quadratic => Ok((a - b) * (a - b)),
    }
}

/// The value of discrimination, weighed as FRI prefers: [`vod_weighed`] by [`Weighing::usual`].
///
/// # Errors
/// As [`vod_weighed`].
pub fn vod(a: &View, b: &View, measure: Measure) -> Result<f64, Undefined> {
    vod_weighed(a, b, measure, Weighing::usual(measure))
}

/// The value of discrimination: how far two people are apart on U, less how far they expect to be once c is settled,
/// S(Ua, Ub) − [S(Ua|c, Ub|c) g(Pa, Pb) + S(Ua|not c, Ub|not c) g(1 − Pa, 1 − Pb)].
///
/// Below 0 where an answer would part them further. Source: Forecasting Research Institute 2024, "Roots of Disagreement
/// on AI Risk", appendix on VOD, as its package voivod has it (`VoD_log_gmod`, `VoD_naive` and others; not `VoD_log_mean`,
/// whose weights Pa Pb / 2 do not add up as meant). An answer without weight counts for nothing.
///
/// # Errors
/// By logarithms, if one is certain where the other is not; if one is certain of c and the other of its opposite and odds
/// weigh; if an answer has weight and a credence on it is unknown, since its author holds it to be impossible.
pub fn vod_weighed(a: &View, b: &View, measure: Measure, weighing: Weighing) -> Result<f64, Undefined> {
    let (yes, no) = weighing.weights(a.c(), b.c())?;
    let now = disagreement(a.u(), b.u(), measure)?;
    let if_yes = if yes > 0.0 { yes * disagreement(a.u_given_c(), b.u_given_c(), measure)? } else { 0.0 };
    let if_no = if no > 0.0 {
        let unknown = Undefined::CertainOfCondition;
        let a = a.u_given_not_c().ok_or(unknown.clone())?;
        no * disagreement(a, b.u_given_not_c().ok_or(unknown)?, measure)?
    } else {
        0.0
    };
    Ok(now - (if_yes + if_no))
}

/// The value of discrimination as a share of the most it could be, the disagreement there is ("percent of max"): at most
/// 1, and below 0 without bound.
///
/// # Errors
/// As [`vod`]; and where both agree on U, where there is no whole.
pub fn pom_vod(a: &View, b: &View, measure: Measure) -> Result<f64, Undefined> {
    let whole = disagreement(a.u(), b.u(), measure)?;
    if whole <= 0.0 {
        return Err(Undefined::NoWhole("both hold U equally likely: there is no disagreement to close"));
    }
    Ok(vod(a, b, measure)? / whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(u: f64, c: f64, given: f64) -> View {
        View::new(u, c, given).unwrap_or_else(|why| unreachable!("{why}"))
    }

    #[test]
    fn certainties_give_a_value_or_a_reason() {
        let (open, sure) = (view(0.5, 0.5, 0.75), view(1.0, 0.5, 1.0));
        assert_eq!(vod(&open, &sure, Measure::Log), Err(Undefined::Infinite));
        // By level there is always a value: |0.5 − 1| − (0.25 · 0.5 + 0.75 · 0.5).
        assert_eq!(vod(&open, &sure, Measure::Level), Ok(0.0));
        // FRI's functions give −∞ or NaN: given not c, one is certain and the other is not.
        let (a, b) = (view(0.1, 0.4, 0.25), view(0.3, 0.6, 0.28));
        assert_eq!(vod(&a, &b, Measure::Log), Err(Undefined::Infinite));
    }

    #[test]
    fn an_answer_without_weight_counts_for_nothing() {
        // By odds, who is certain of c decides: the other's doubt has no weight, and P(U|not c) is not asked for.
        let (a, b) = (view(0.4, 1.0, 0.4), view(0.5, 0.5, 0.4));
        let all = disagreement(0.4, 0.5, Measure::Log);
        assert_eq!(vod(&a, &b, Measure::Log), all);
        assert_eq!(vod(&a, &b, Measure::Level), Err(Undefined::CertainOfCondition));
        let never = view(0.5, 0.0, 0.4);
        assert_eq!(vod(&a, &never, Measure::Log), Err(Undefined::OppositeCertainties));
    }

    #[test]
    fn who_agrees_has_nothing_to_close() {
        let (a, b) = (view(0.5, 0.5, 0.8), view(0.5, 0.5, 0.2));
        assert!(vod(&a, &b, Measure::Log).is_ok_and(|it| it < -0.72));
        assert!(matches!(pom_vod(&a, &b, Measure::Log), Err(Undefined::NoWhole(_))));
    }
}
