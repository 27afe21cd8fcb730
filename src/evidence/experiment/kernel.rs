//! Products of small matrices of f32, each sum in one order on every machine: wide, but along the outputs and never
//! along the terms of a sum. Matrices are row after row.

/// `out += x · w`, where `w` has as many rows as `x` numbers and as many columns as `out`.
pub fn add_product(out: &mut [f32], x: &[f32], w: &[f32]) {
    let mut at = 0;
    at = tiles::<16>(out, at, x, w);
    at = tiles::<8>(out, at, x, w);
    tiles::<1>(out, at, x, w);
}

/// The columns from `at` on, `N` together as long as there are so many; where the rest begins.
fn tiles<const N: usize>(out: &mut [f32], mut at: usize, x: &[f32], w: &[f32]) -> usize {
    let wide = out.len();
    while at + N <= wide {
        let Some((tile, _)) = out[at..].split_first_chunk_mut::<N>() else { return at };
        let mut sums = *tile;
        for (x, row) in x.iter().zip(w.chunks_exact(wide)) {
            let Some((row, _)) = row[at..].split_first_chunk::<N>() else { return at };
            for (sum, it) in sums.iter_mut().zip(row) {
                *sum += x * it;
            }
        }
        *tile = sums;
        at += N;
    }
    at
}

/// `w += xᵀ · y` over rows: `x` has `high` columns, `y` has `wide`, and `w` is `high` by `wide`.
pub fn add_outer(w: &mut [f32], (x, high): (&[f32], usize), (y, wide): (&[f32], usize)) {
    for (i, row) in w.chunks_exact_mut(wide).enumerate().take(high) {
        let column = x.iter().skip(i).step_by(high);
        let mut at = 0;
        while at + 16 <= wide {
            at = outer_tile::<16>(row, at, column.clone(), y);
        }
        while at + 8 <= wide {
            at = outer_tile::<8>(row, at, column.clone(), y);
        }
        while at < wide {
            at = outer_tile::<1>(row, at, column.clone(), y);
        }
    }
}

fn outer_tile<'a, const N: usize>(
    row: &mut [f32],
    at: usize,
    column: impl Iterator<Item = &'a f32>,
    y: &[f32],
) -> usize {
    let wide = row.len();
    let Some((tile, _)) = row[at..].split_first_chunk_mut::<N>() else { return wide };
    let mut sums = *tile;
    for (x, y) in column.zip(y.chunks_exact(wide)) {
        let Some((y, _)) = y[at..].split_first_chunk::<N>() else { return wide };
        for (sum, it) in sums.iter_mut().zip(y) {
            *sum += x * it;
        }
    }
    *tile = sums;
    at + N
}

/// The sum of products, first to last.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// `out += by · x`.
pub fn add_scaled(out: &mut [f32], by: f32, x: &[f32]) {
    for (out, x) in out.iter_mut().zip(x) {
        *out += by * x;
    }
}

/// A matrix of `wide` columns, rows made columns.
pub fn turned(w: &[f32], wide: usize) -> Vec<f32> {
    (0..wide).flat_map(|column| w.iter().skip(column).step_by(wide).copied()).collect()
}

/// Scores to shares of 1, in place.
pub fn softmax(scores: &mut [f32]) {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for it in scores.iter_mut() {
        *it = libm::expf(*it - most);
        sum += *it;
    }
    for it in scores {
        *it /= sum;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(n: usize) -> Vec<f32> {
        let mut random = crate::evidence::numbers::Random::new(3);
        #[expect(clippy::cast_possible_truncation, reason = "any number will do")]
        std::iter::repeat_with(|| random.unit() as f32 - 0.5).take(n).collect()
    }

    #[test]
    fn products_are_those_of_the_definition_at_any_width() {
        for wide in [1, 7, 8, 16, 17, 31, 59] {
            let (x, w, mut out) = (numbers(5), numbers(5 * wide), vec![1.0; wide]);
            add_product(&mut out, &x, &w);
            for (j, out) in out.iter().enumerate() {
                let want = 1.0 + (0..5).map(|i| x[i] * w[i * wide + j]).sum::<f32>();
                assert!((out - want).abs() < 1e-6, "{wide} {j}");
            }
            let (x, y, mut w) = (numbers(3 * 4), numbers(3 * wide), vec![0.0; 4 * wide]);
            add_outer(&mut w, (&x, 4), (&y, wide));
            for (nth, w) in w.iter().enumerate() {
                let want: f32 = (0..3).map(|row| x[row * 4 + nth / wide] * y[row * wide + nth % wide]).sum();
                assert!((w - want).abs() < 1e-6, "{wide} {nth}");
            }
            assert_eq!(turned(&turned(&w, wide), 4), w);
        }
    }

    #[test]
    fn shares_add_up_to_one_for_large_scores_too() {
        let mut it = [1000.0, 1000.0, -1000.0];
        softmax(&mut it);
        assert!(it.iter().zip([0.5, 0.5, 0.0]).all(|(it, want): (&f32, f32)| (it - want).abs() < 1e-6));
    }
}
