//! The slope of the loss by each weight, by the chain rule from scores back to tokens.

use super::{
    kernel::{add_outer, add_product, add_scaled, dot, turned},
    net::{Part, Shape, Weights},
    pass::{Even, Pass, bend, small},
};

/// Matrices with rows made columns, for the way back; made anew whenever weights change.
#[derive(Debug)]
pub struct Turned {
    attend: Vec<f32>,
    out: Vec<f32>,
    up: Vec<f32>,
    down: Vec<f32>,
    score: Vec<f32>,
}

impl Turned {
    /// Those of these weights.
    pub fn new(weights: &Weights) -> Self {
        let Shape { tokens, width, hidden, .. } = weights.shape;
        Self {
            attend: turned(weights.of(Part::Attend), 3 * width),
            out: turned(weights.of(Part::Out), width),
            up: turned(weights.of(Part::Up), hidden),
            down: turned(weights.of(Part::Down), width),
            score: turned(weights.of(Part::Score), tokens),
        }
    }
}

/// `out += x · w` for each row.
fn rows(out: &mut [f32], x: &[f32], w: &[f32], (high, wide): (usize, usize)) {
    for (out, x) in out.chunks_exact_mut(wide).zip(x.chunks_exact(high)) {
        add_product(out, x, w);
    }
}

/// Back through evening out: adds to the slopes of `x`, and of the gain.
fn even(
    (out, gain_slope): (&mut [f32], &mut [f32]),
    slope: &[f32],
    (x, gain): (&[f32], &[f32]),
    even: &Even,
    from: usize,
) {
    let width = gain.len();
    let rows = out.chunks_exact_mut(width).zip(slope.chunks_exact(width)).zip(x.chunks_exact(width)).enumerate();
    for (nth, ((out, slope), x)) in rows {
        let scale = even.scale[from + nth];
        let mut along = 0.0;
        for (((x, slope), gain), gain_slope) in x.iter().zip(slope).zip(gain).zip(gain_slope.iter_mut()) {
            *gain_slope += slope * x * scale;
            along += slope * gain * x;
        }
        let pull = scale * scale * scale * along / small(width);
        for (((out, x), slope), gain) in out.iter_mut().zip(x).zip(slope).zip(gain) {
            *out += scale * slope * gain - pull * x;
        }
    }
}

/// Adds the slopes by weight, given those by score at the places from `from` on.
pub fn back(slopes: &mut Weights, pass: &Pass, weights: &Weights, turned: &Turned, from: usize, by_score: &[f32]) {
    let Shape { tokens, width, hidden, .. } = weights.shape;
    let (all, count) = (pass.tokens.len(), pass.tokens.len() - from);
    let range = |wide: usize| from * wide..all * wide;
    let (mut end, mut after) = (vec![0.0; count * width], vec![0.0; count * width]);
    add_outer(slopes.of_mut(Part::Score), (&pass.after.rows[range(width)], width), (by_score, tokens));
    rows(&mut after, by_score, &turned.score, (tokens, width));
    let (x, gain) = (&pass.end[range(width)], weights.of(Part::GainAfter));
    even((&mut end, slopes.of_mut(Part::GainAfter)), &after, (x, gain), &pass.after, from);

    let mut inner = vec![0.0; count * hidden];
    rows(&mut inner, &end, &turned.down, (width, hidden));
    add_outer(slopes.of_mut(Part::Down), (&pass.bent[range(hidden)], hidden), (&end, width));
    for (slope, x) in inner.iter_mut().zip(&pass.inner[from * hidden..]) {
        *slope *= bend(*x).1;
    }
    add_outer(slopes.of_mut(Part::Up), (&pass.between.rows[range(width)], width), (&inner, hidden));
    let mut between = vec![0.0; count * width];
    rows(&mut between, &inner, &turned.up, (hidden, width));
    // What goes past the inner layer goes on to the middle.
    let mut middle = end;
    let (x, gain) = (&pass.middle[range(width)], weights.of(Part::GainBetween));
    even((&mut middle, slopes.of_mut(Part::GainBetween)), &between, (x, gain), &pass.between, from);

    let mut mixed = vec![0.0; count * width];
    rows(&mut mixed, &middle, &turned.out, (width, width));
    add_outer(slopes.of_mut(Part::Out), (&pass.mixed[range(width)], width), (&middle, width));
    let attend = look(pass, weights.shape, from, &mixed);
    add_outer(slopes.of_mut(Part::Attend), (&pass.before.rows[..all * width], width), (&attend, 3 * width));
    let mut before = vec![0.0; all * width];
    rows(&mut before, &attend, &turned.attend, (3 * width, width));
    let mut start = vec![0.0; all * width];
    start[from * width..].copy_from_slice(&middle);
    let (x, gain) = (&pass.start[..all * width], weights.of(Part::GainBefore));
    even((&mut start, slopes.of_mut(Part::GainBefore)), &before, (x, gain), &pass.before, 0);
    for (at, (token, start)) in pass.tokens.iter().zip(start.chunks_exact(width)).enumerate() {
        add_scaled(&mut slopes.of_mut(Part::Embed)[token * width..][..width], 1.0, start);
        add_scaled(&mut slopes.of_mut(Part::Place)[at * width..][..width], 1.0, start);
    }
}

/// Back through attention: the slopes by query, key and value of each place.
fn look(pass: &Pass, shape: Shape, from: usize, mixed: &[f32]) -> Vec<f32> {
    let Shape { places, width, heads, .. } = shape;
    let (each, wide) = (width / heads, 3 * width);
    let scale = 1.0 / libm::sqrtf(small(each));
    let mut attend = vec![0.0; pass.tokens.len() * wide];
    let mut by_look = vec![0.0; places];
    for (nth, mixed) in mixed.chunks_exact(width).enumerate() {
        let at = from + nth;
        for head in 0..heads {
            let part = |place: usize, third: usize| place * wide + third * width + head * each;
            let looks = &pass.looks[(at * heads + head) * places..][..=at];
            let mixed = &mixed[head * each..][..each];
            for (place, (slope, look)) in by_look.iter_mut().zip(looks).enumerate() {
                *slope = dot(mixed, &pass.attend[part(place, 2)..][..each]);
                add_scaled(&mut attend[part(place, 2)..][..each], *look, mixed);
            }
            let mean = dot(&by_look[..=at], looks);
            for (place, (slope, look)) in by_look.iter().zip(looks).enumerate() {
                let by_dot = look * (slope - mean) * scale;
                add_scaled(&mut attend[part(at, 0)..][..each], by_dot, &pass.attend[part(place, 1)..][..each]);
                add_scaled(&mut attend[part(place, 1)..][..each], by_dot, &pass.attend[part(at, 0)..][..each]);
            }
        }
    }
    attend
}
