//! Choices among options: conditional logistic regression (`McFadden` 1974) with a penalty on the squares of the weights
//! (Bishop 2006, section 4.3.4), by accelerated gradient steps (Nesterov 1983). Every run gives the same weights.

/// Something that may be chosen.
pub(super) struct Choice {
    /// Its signs, each with how strongly it shows.
    pub signs: Vec<(usize, f32)>,
    /// Its log odds before the signs are weighed.
    pub given: f64,
    /// People chose it. If they chose several, any will do.
    pub right: bool,
}

/// The options of one case.
pub(super) type Case = Vec<Choice>;

/// So many steps; more change no digit that is written.
const STEPS: usize = 400;
/// A sign that fewer options bear gets no weight.
const LEAST: usize = 3;

/// The probabilities of the options with these weights.
pub(super) fn probabilities(case: &[Choice], weights: &[f64]) -> Vec<f64> {
    let odds = |it: &Choice| it.given + it.signs.iter().map(|&(at, value)| weights[at] * f64::from(value)).sum::<f64>();
    let odds: Vec<f64> = case.iter().map(odds).collect();
    let top = odds.iter().copied().fold(f64::MIN, f64::max);
    let raised: Vec<f64> = odds.iter().map(|it| (it - top).exp()).collect();
    let sum: f64 = raised.iter().sum();
    raised.into_iter().map(|it| it / sum).collect()
}

/// The weights of `count` signs. `penalty` holds them to nothing.
pub(super) fn fit(cases: &[&Case], prior: &[f64], penalty: f64) -> Vec<f64> {
    let count = prior.len();
    let mut borne = vec![0_usize; count];
    cases.iter().copied().flatten().flat_map(|it| &it.signs).for_each(|&(sign, _)| borne[sign] += 1);
    let most = cases.iter().copied().flatten().map(|it| it.signs.len()).max().unwrap_or(1);
    // The second derivative is at most half of the sum of squares of the signs, and rarely near that.
    let step = 1.0 / (penalty + 0.02 * (cases.len() * most) as f64);
    let (mut weights, mut ahead, mut pace) = (prior.to_vec(), prior.to_vec(), 1.0_f64);
    for _ in 0..STEPS {
        let mut slope: Vec<f64> = ahead.iter().zip(prior).map(|(it, prior)| (it - prior) * penalty).collect();
        for &case in cases {
            let told = probabilities(case, &ahead);
            let right: f64 = told.iter().zip(case).filter(|it| it.1.right).map(|it| it.0).sum();
            for (told, choice) in told.iter().zip(case) {
                let miss = told - if choice.right { told / right.max(1e-12) } else { 0.0 };
                for &(sign, value) in choice.signs.iter().filter(|it| borne[it.0] >= LEAST) {
                    slope[sign] += miss * f64::from(value);
                }
            }
        }
        let faster = f64::midpoint(1.0, (1.0 + 4.0 * pace * pace).sqrt());
        for at in 0..count {
            let next = ahead[at] - step * slope[at];
            ahead[at] = next + (pace - 1.0) / faster * (next - weights[at]);
            weights[at] = next;
        }
        pace = faster;
    }
    weights
}
