//! The weights of a transformer of one layer, in one list.

use crate::evidence::numbers::{Random, normal_quantile};
use std::ops::Range;

/// Its sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Different tokens.
    pub tokens: usize,
    /// The longest sequence it reads.
    pub places: usize,
    /// Numbers by which it holds a token; a multiple of `heads`.
    pub width: usize,
    /// Heads of attention.
    pub heads: usize,
    /// Numbers within the layer after attention.
    pub hidden: usize,
}

/// A group of weights, in the order in which they lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// tokens × width: what a token says.
    Embed,
    /// places × width: what its place says.
    Place,
    /// width: the gain before attention.
    GainBefore,
    /// width × 3 width: queries, keys, values, each with one head after the other.
    Attend,
    /// width × width: what attention adds.
    Out,
    /// width: the gain before the inner layer.
    GainBetween,
    /// width × hidden.
    Up,
    /// hidden × width.
    Down,
    /// width: the gain before scores.
    GainAfter,
    /// width × tokens: scores of the next token.
    Score,
}

/// All groups.
pub const PARTS: [Part; 10] = [
    Part::Embed,
    Part::Place,
    Part::GainBefore,
    Part::Attend,
    Part::Out,
    Part::GainBetween,
    Part::Up,
    Part::Down,
    Part::GainAfter,
    Part::Score,
];

impl Shape {
    /// How many weights a group has.
    pub fn size(&self, part: Part) -> usize {
        match part {
            Part::Embed | Part::Score => self.tokens * self.width,
            Part::Place => self.places * self.width,
            Part::GainBefore | Part::GainBetween | Part::GainAfter => self.width,
            Part::Attend => 3 * self.width * self.width,
            Part::Out => self.width * self.width,
            Part::Up | Part::Down => self.width * self.hidden,
        }
    }

    /// How many weights there are.
    pub fn all(&self) -> usize {
        PARTS.iter().map(|it| self.size(*it)).sum()
    }
}

/// Weights, or what belongs to each of them, such as a slope.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Their sizes.
    pub shape: Shape,
    /// Where each group begins, and the end.
    starts: [usize; PARTS.len() + 1],
    /// All, group after group.
    pub all: Vec<f32>,
}

impl Weights {
    /// All 0.
    pub fn zeros(shape: Shape) -> Self {
        let mut starts = [0; PARTS.len() + 1];
        for (nth, part) in PARTS.into_iter().enumerate() {
            starts[nth + 1] = starts[nth] + shape.size(part);
        }
        Self { shape, starts, all: vec![0.0; shape.all()] }
    }

    /// Drawn at random: matrices by the number of their rows, so that what goes through keeps its size; tokens at a
    /// spread of 1 over the root of the width, places at `places`; gains 1.
    pub fn random(shape: Shape, places: f64, random: &mut Random) -> Self {
        let mut it = Self::zeros(shape);
        for part in PARTS {
            let rows = match part {
                Part::Down => shape.hidden,
                _ => shape.width,
            };
            let spread = match part {
                Part::GainBefore | Part::GainBetween | Part::GainAfter => {
                    it.of_mut(part).fill(1.0);
                    continue;
                }
                Part::Place => places,
                _ => 1.0 / libm::sqrt(crate::evidence::numbers::float(rows as u64)),
            };
            for weight in it.of_mut(part) {
                // Never 0, whose quantile is infinite.
                let drawn = random.unit().max(1e-12);
                #[expect(clippy::cast_possible_truncation, reason = "weights are f32")]
                let drawn = (spread * normal_quantile(drawn)) as f32;
                *weight = drawn;
            }
        }
        it
    }

    fn range(&self, part: Part) -> Range<usize> {
        self.starts[part as usize]..self.starts[part as usize + 1]
    }

    /// The weights of a group.
    pub fn of(&self, part: Part) -> &[f32] {
        &self.all[self.range(part)]
    }

    /// The weights of a group, to change.
    pub fn of_mut(&mut self, part: Part) -> &mut [f32] {
        let range = self.range(part);
        &mut self.all[range]
    }

    /// Row `nth` of a group with rows as long as the width.
    pub fn row(&self, part: Part, nth: usize) -> &[f32] {
        &self.of(part)[nth * self.shape.width..][..self.shape.width]
    }
}
