//! The strengths of all claims, also where they act on each other in circles.

use super::{Graph, Semantics};

/// The strengths of all claims, by number.
#[derive(Clone, Debug, PartialEq)]
pub struct Strengths {
    /// Each from 0 to 1; the last ones that were tried where [`Settled::Not`].
    pub each: Vec<f64>,
    /// Whether they can be relied on.
    pub settled: Settled,
}

/// Whether strengths can be relied on. In order: the more, the less.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Settled {
    /// No claim acts on itself, even by others: each strength follows from those before it.
    Exactly,
    /// There are circles, and plain iteration from the base scores settled.
    Iterated {
        /// After how many rounds at most.
        rounds: usize,
    },
    /// Somewhere plain iteration goes on for ever, and only steps that go this part of the way settle: towards the limit of
    /// the continuous model (Potyka 2018). What comes out is a convention, to be told as one.
    Damped {
        /// The part of the way, above 0 and below 1.
        step: f64,
        /// After how many rounds at most.
        rounds: usize,
    },
    /// It did not settle in the rounds there are.
    Not {
        /// By how much a strength still changes from one round to the next, from 0 to 1.
        swing: f64,
    },
}

impl Settled {
    /// What is to be said beside the strengths; nothing where there is nothing to say.
    pub fn note(self) -> Option<String> {
        match self {
            Self::Exactly | Self::Iterated { .. } => None,
            Self::Damped { step, .. } => Some(format!(
                "Some claims act on each other so that plain iteration swings for ever; these are the strengths at which \
                 it rests when each step goes {step} of the way."
            )),
            Self::Not { swing } => Some(format!(
                "Some claims act on each other and their strengths do not settle: they still change by {swing:.1e}. The \
                 figures are those of the last round."
            )),
        }
    }

    fn worse(self, other: Self) -> Self {
        let rank = |it: Self| match it {
            Self::Exactly => (0, 0.0, 0),
            Self::Iterated { rounds } => (1, 0.0, rounds),
            Self::Damped { step, rounds } => (2, -step, rounds),
            Self::Not { swing } => (3, swing, 0),
        };
        if rank(other) > rank(self) { other } else { self }
    }
}

/// What plain iteration and, where it swings, damped iteration go of the way.
const STEPS: [f64; 3] = [1.0, 0.5, 0.1];
/// Strengths that change by less have settled.
const STILL: f64 = 1e-14;
/// The most rounds for one circle and step.
const ROUNDS: usize = 20_000;
/// The most links followed for one circle and step, but for [`FEWEST`] rounds.
const WORK: usize = 1 << 24;
/// The rounds there are for any circle.
const FEWEST: usize = 50;

/// The strengths of all claims.
///
/// Without circles in one pass. A circle is iterated by itself, from the base scores, all at once in each round; where
/// that swings, with shorter steps. So claims that are not linked never change each other's strengths.
pub fn strengths(graph: &Graph, semantics: Semantics) -> Strengths {
    let mut each = graph.bases.clone();
    let mut settled = Settled::Exactly;
    for (group, turns) in graph.order() {
        if turns {
            settled = settled.worse(circle(graph, semantics, &group, &mut each));
        } else if let [claim] = group[..] {
            each[claim] = strength(graph, semantics, claim, &each);
        }
    }
    Strengths { each, settled }
}

/// The strength of a claim by those of all.
fn strength(graph: &Graph, semantics: Semantics, claim: usize, each: &[f64]) -> f64 {
    semantics.strength(graph.bases[claim], graph.acting_on(claim).map(|(from, sign)| (each[from], sign)))
}

/// Iterates the claims of one circle; what they rest on outside is known.
fn circle(graph: &Graph, semantics: Semantics, group: &[usize], each: &mut [f64]) -> Settled {
    let links: usize = group.iter().map(|&it| graph.into[it].len() + 1).sum();
    let most = (WORK / links.max(1)).clamp(FEWEST, ROUNDS);
    let mut swing = 0.0;
    for step in STEPS {
        for &it in group {
            each[it] = graph.bases[it];
        }
        let mut last: Vec<f64> = Vec::new();
        for round in 1..=most {
            let now: Vec<f64> = group.iter().map(|&it| each[it]).collect();
            let next: Vec<f64> = group.iter().map(|&it| strength(graph, semantics, it, each)).collect();
            swing = 0.0;
            for ((&claim, now), next) in group.iter().zip(&now).zip(&next) {
                each[claim] = now + step * (next - now);
                swing = f64::max(swing, (next - now).abs());
            }
            if swing <= STILL {
                return if step < 1.0 {
                    Settled::Damped { step, rounds: round }
                } else {
                    Settled::Iterated { rounds: round }
                };
            }
            // It swings to and fro between the same two states, and will for ever.
            if step >= 1.0 && swing > 1e-6 && last == next {
                break;
            }
            last = now;
        }
    }
    Settled::Not { swing }
}

#[cfg(test)]
mod tests {
    use super::{super::Sign, *};

    fn mutual(a: f64, b: f64) -> Graph {
        Graph::new(vec![a, b], [(0, 1, Sign::Attacks), (1, 0, Sign::Attacks)])
            .unwrap_or_else(|why| unreachable!("{why}"))
    }

    #[test]
    fn two_certain_claims_that_attack_each_other_are_told_not_to_settle() {
        let it = strengths(&mutual(1.0, 1.0), Semantics::DfQuad);
        assert!(matches!(it.settled, Settled::Damped { step, .. } if (step - 0.5).abs() < 1e-15));
        assert!(it.settled.note().is_some_and(|it| it.contains("for ever")));
        // The continuous limit.
        assert!(it.each.iter().all(|it| (it - 0.5).abs() < 1e-12));
        let euler = strengths(&mutual(1.0, 1.0), Semantics::Euler);
        assert_eq!((euler.each, euler.settled), (vec![1.0, 1.0], Settled::Iterated { rounds: 1 }));
    }

    #[test]
    fn circles_settle_where_algebra_says() {
        // x = 0.6 (1 − y), y = 0.4 (1 − x): x = 0.36 / 0.76, y = 0.16 / 0.76.
        let it = strengths(&mutual(0.6, 0.4), Semantics::DfQuad);
        assert!(matches!(it.settled, Settled::Iterated { .. }) && it.settled.note().is_none());
        assert!((it.each[0] - 0.36 / 0.76).abs() < 1e-13 && (it.each[1] - 0.16 / 0.76).abs() < 1e-13);
        // An attack on oneself: x = b (1 − x), so a half for b = 1, where plain iteration swings between 0 and 1.
        let own = Graph::new(vec![1.0], [(0, 0, Sign::Attacks)]).map(|it| strengths(&it, Semantics::DfQuad));
        assert!(own.is_ok_and(|it| (it.each[0] - 0.5).abs() < 1e-12 && matches!(it.settled, Settled::Damped { .. })));
    }

    #[test]
    fn a_long_chain_neither_recurses_nor_waits() {
        let n = 200_000;
        let links = (1..n).map(|it| (it, it - 1, if it % 2 == 0 { Sign::Supports } else { Sign::Attacks }));
        let graph = Graph::new(vec![0.5; n], links).unwrap_or_else(|why| unreachable!("{why}"));
        for semantics in Semantics::ALL {
            let it = strengths(&graph, semantics);
            assert!(it.settled == Settled::Exactly && it.each.iter().all(|it| (0.0..=1.0).contains(it)));
        }
    }
}
