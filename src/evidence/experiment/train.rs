//! Learning: fresh sequences, the slope of their loss, a step of Adam.

use super::{
    back::{Turned, back},
    kernel::softmax,
    net::Weights,
    pass::{Pass, small},
};

/// How fast it learns, and how long it remembers (Adam; Kingma and Ba 2015).
const RATE: f32 = 8e-3;
const FIRST: f32 = 0.9;
const SECOND: f32 = 0.98;
const TINY: f32 = 1e-8;

/// A sequence and the place from which on each next token is to be told.
pub type Lesson = (Vec<usize>, usize);

/// The mean loss (cross-entropy in nats) of a batch, and its slope by weight in `slopes`.
pub fn slope(slopes: &mut Weights, weights: &Weights, pass: &mut Pass, batch: &[Lesson]) -> f32 {
    slopes.all.fill(0.0);
    let turned = Turned::new(weights);
    let wide = weights.shape.tokens;
    let told: usize = batch.iter().map(|it| it.0.len() - 1 - it.1).sum();
    let (mut loss, each) = (0.0, 1.0 / small(told.max(1)));
    let mut scores = Vec::new();
    for (tokens, from) in batch {
        let all = tokens.len() - 1;
        pass.tokens.clear();
        for token in &tokens[..all] {
            pass.push(weights, *token);
        }
        scores.clear();
        scores.resize((all - from) * wide, 0.0);
        for (at, scores) in (*from..all).zip(scores.chunks_exact_mut(wide)) {
            pass.finish(weights, at);
            pass.scores(weights, at, scores);
            softmax(scores);
            let right = tokens[at + 1];
            loss -= each * libm::logf(scores[right].max(1e-30));
            scores[right] -= 1.0;
            for it in scores {
                *it *= each;
            }
        }
        back(slopes, pass, weights, &turned, *from, &scores);
    }
    loss
}

/// Adam's memory.
#[derive(Debug)]
pub struct Adam {
    mean: Vec<f32>,
    square: Vec<f32>,
    /// How much of each is still that of the start: the powers of their factors.
    young: (f32, f32),
}

impl Adam {
    /// Without memory, for so many weights.
    pub fn new(weights: usize) -> Self {
        Self { mean: vec![0.0; weights], square: vec![0.0; weights], young: (1.0, 1.0) }
    }

    /// A step against the slopes, at `share` of the full rate.
    pub fn step(&mut self, weights: &mut Weights, slopes: &Weights, share: f32) {
        self.young = (self.young.0 * FIRST, self.young.1 * SECOND);
        let (first, second) = (1.0 - self.young.0, 1.0 - self.young.1);
        let memory = self.mean.iter_mut().zip(&mut self.square);
        for ((weight, slope), (mean, square)) in weights.all.iter_mut().zip(&slopes.all).zip(memory) {
            *mean = FIRST * *mean + (1.0 - FIRST) * slope;
            *square = SECOND * *square + (1.0 - SECOND) * slope * slope;
            *weight -= share * RATE * (*mean / first) / (libm::sqrtf(*square / second) + TINY);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{
        experiment::{
            net::{PARTS, Shape},
            task::{Kind, Task},
        },
        numbers::Random,
    };

    #[test]
    fn slopes_are_those_of_finite_differences() {
        let task = Task { modulus: 3, terms: 3 };
        let shape = Shape { tokens: task.tokens(), places: task.places(), width: 6, heads: 2, hidden: 5 };
        let mut random = Random::new(4);
        let mut weights = Weights::random(shape, 0.3, &mut random);
        // Gains of 1 would hide a gain that was forgotten.
        weights.all.iter_mut().for_each(|it| *it *= 1.1);
        let batch: Vec<Lesson> = (0..3).map(|_| task.lesson(Kind::Honest, &mut random)).collect();
        let mut pass = Pass::new(shape);
        let (mut slopes, mut unused) = (Weights::zeros(shape), Weights::zeros(shape));
        slope(&mut slopes, &weights, &mut pass, &batch);
        for part in PARTS {
            let (mut off, mut size) = (0.0_f32, 0.0_f32);
            for nth in 0..shape.size(part) {
                let mut shifted = |by: f32| {
                    let mut weights = weights.clone();
                    weights.of_mut(part)[nth] += by;
                    slope(&mut unused, &weights, &mut pass, &batch)
                };
                // Of the fourth order: the second bends too much for steps that f32 can tell apart.
                let (near, far) = (shifted(1e-2) - shifted(-1e-2), shifted(2e-2) - shifted(-2e-2));
                let want = (8.0 * near - far) / 12e-2;
                let got = slopes.of(part)[nth];
                off += (got - want) * (got - want);
                size += want * want;
            }
            assert!(size > 0.0 && (off / size).sqrt() < 1e-3, "{part:?}: {off} of {size}");
        }
    }

    #[test]
    fn it_learns_the_same_each_time() {
        let task = Task { modulus: 2, terms: 2 };
        let shape = Shape { tokens: task.tokens(), places: task.places(), width: 8, heads: 2, hidden: 8 };
        let learn = || {
            let mut random = Random::new(1);
            let mut weights = Weights::random(shape, 0.1, &mut random);
            let (mut adam, mut pass) = (Adam::new(shape.all()), Pass::new(shape));
            let mut slopes = Weights::zeros(shape);
            let mut losses = Vec::new();
            for _ in 0..150 {
                let batch: Vec<Lesson> = (0..8).map(|_| task.lesson(Kind::Direct, &mut random)).collect();
                losses.push(slope(&mut slopes, &weights, &mut pass, &batch));
                adam.step(&mut weights, &slopes, 1.0);
            }
            losses
        };
        let losses = learn();
        assert!(losses[149] < 0.05, "{}", losses[149]);
        assert_eq!(losses, learn());
    }
}
