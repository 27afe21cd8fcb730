//! From tokens to scores of the next one, keeping what the way back needs.

use super::{
    kernel::{add_product, add_scaled, dot, softmax},
    net::{Part, Shape, Weights},
};

/// Keeps the root of a mean square from 0.
const TINY: f32 = 1e-6;

/// A sequence on its way through a transformer, token by token; what each step gave, row after row.
#[derive(Clone, Debug)]
pub struct Pass {
    /// The tokens read so far.
    pub tokens: Vec<usize>,
    /// Token and place.
    pub start: Vec<f32>,
    /// The same, evened out, for attention.
    pub before: Even,
    /// Queries, keys and values.
    pub attend: Vec<f32>,
    /// How much each head takes from each place.
    pub looks: Vec<f32>,
    /// What the heads take.
    pub mixed: Vec<f32>,
    /// With what attention added.
    pub middle: Vec<f32>,
    /// The same, evened out, for the inner layer.
    pub between: Even,
    /// The inner layer before its bend.
    pub inner: Vec<f32>,
    /// And after it.
    pub bent: Vec<f32>,
    /// With what the inner layer added.
    pub end: Vec<f32>,
    /// The same, evened out, for scores.
    pub after: Even,
}

/// Rows divided by the root of their mean square, times a gain (`RMSNorm`; Zhang and Sennrich 2019).
#[derive(Clone, Debug)]
pub struct Even {
    /// The rows.
    pub rows: Vec<f32>,
    /// One over the root, by row.
    pub scale: Vec<f32>,
}

impl Even {
    fn zeros(places: usize, width: usize) -> Self {
        Self { rows: vec![0.0; places * width], scale: vec![0.0; places] }
    }

    fn set(&mut self, at: usize, x: &[f32], gain: &[f32]) {
        let scale = 1.0 / libm::sqrtf(dot(x, x) / small(x.len()) + TINY);
        self.scale[at] = scale;
        let row = &mut self.rows[at * x.len()..][..x.len()];
        for ((row, x), gain) in row.iter_mut().zip(x).zip(gain) {
            *row = x * scale * gain;
        }
    }
}

/// A size as a number; exact below 2^24.
#[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^24")]
pub fn small(n: usize) -> f32 {
    n as f32
}

/// x · Φ(x) by its hyperbolic tangent (GELU; Hendrycks and Gimpel 2016), and its slope.
pub fn bend(x: f32) -> (f32, f32) {
    // √(2/π)
    const C: f32 = 0.797_884_6;
    const D: f32 = 0.044_715;
    let tanh = 1.0 - 2.0 / (libm::expf(2.0 * C * (x + D * x * x * x)) + 1.0);
    let slope = 0.5 * (1.0 + tanh) + 0.5 * x * (1.0 - tanh * tanh) * C * (1.0 + 3.0 * D * x * x);
    (0.5 * x * (1.0 + tanh), slope)
}

impl Pass {
    /// With room for the longest sequence.
    pub fn new(shape: Shape) -> Self {
        let Shape { places, width, heads, hidden, .. } = shape;
        let rows = |wide: usize| vec![0.0; places * wide];
        Self {
            tokens: Vec::with_capacity(places),
            start: rows(width),
            before: Even::zeros(places, width),
            attend: rows(3 * width),
            looks: rows(heads * places),
            mixed: rows(width),
            middle: rows(width),
            between: Even::zeros(places, width),
            inner: rows(hidden),
            bent: rows(hidden),
            end: rows(width),
            after: Even::zeros(places, width),
        }
    }

    /// Reads a token; false if there is no room, or no such token.
    pub fn push(&mut self, weights: &Weights, token: usize) -> bool {
        let (at, Shape { tokens, places, width, .. }) = (self.tokens.len(), weights.shape);
        if at >= places || token >= tokens {
            return false;
        }
        self.tokens.push(token);
        let start = &mut self.start[at * width..][..width];
        start.copy_from_slice(weights.row(Part::Embed, token));
        add_scaled(start, 1.0, weights.row(Part::Place, at));
        self.before.set(at, start, weights.of(Part::GainBefore));
        let attend = &mut self.attend[at * 3 * width..][..3 * width];
        attend.fill(0.0);
        add_product(attend, &self.before.rows[at * width..][..width], weights.of(Part::Attend));
        true
    }

    /// Goes the rest of the way at a place that was read. With one layer, what is after attention serves nothing but
    /// the scores at that place.
    pub fn finish(&mut self, weights: &Weights, at: usize) {
        let Shape { places, width, heads, hidden, .. } = weights.shape;
        let here = at * width..(at + 1) * width;
        self.look(at, places, width, heads);
        let middle = &mut self.middle[here.clone()];
        middle.copy_from_slice(&self.start[here.clone()]);
        add_product(middle, &self.mixed[here.clone()], weights.of(Part::Out));
        self.between.set(at, middle, weights.of(Part::GainBetween));
        let inner = &mut self.inner[at * hidden..][..hidden];
        inner.fill(0.0);
        add_product(inner, &self.between.rows[here.clone()], weights.of(Part::Up));
        let bent = &mut self.bent[at * hidden..][..hidden];
        for (bent, inner) in bent.iter_mut().zip(inner) {
            *bent = bend(*inner).0;
        }
        let end = &mut self.end[here.clone()];
        end.copy_from_slice(&self.middle[here]);
        add_product(end, bent, weights.of(Part::Down));
        self.after.set(at, end, weights.of(Part::GainAfter));
    }

    fn look(&mut self, at: usize, places: usize, width: usize, heads: usize) {
        let each = width / heads;
        let scale = 1.0 / libm::sqrtf(small(each));
        self.mixed[at * width..][..width].fill(0.0);
        for head in 0..heads {
            let looks = &mut self.looks[(at * heads + head) * places..][..=at];
            let query = &self.attend[at * 3 * width + head * each..][..each];
            for (place, look) in looks.iter_mut().enumerate() {
                *look = scale * dot(query, &self.attend[place * 3 * width + width + head * each..][..each]);
            }
            softmax(looks);
            let mixed = &mut self.mixed[at * width + head * each..][..each];
            for (place, look) in looks.iter().enumerate() {
                add_scaled(mixed, *look, &self.attend[place * 3 * width + 2 * width + head * each..][..each]);
            }
        }
    }

    /// The scores of each token at a finished place.
    pub fn scores(&self, weights: &Weights, at: usize, out: &mut [f32]) {
        out.fill(0.0);
        let width = weights.shape.width;
        add_product(out, &self.after.rows[at * width..][..width], weights.of(Part::Score));
    }
}
