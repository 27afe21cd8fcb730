//! An area of any outline, as convex pieces.

use crate::map::Point;

/// Outlines of more corners are thinned first.
const MOST_CORNERS: usize = 400;

/// Convex polygons that together fill the outline: itself if it is convex, else slices from corner to corner.
pub fn pieces(outline: &[Point]) -> Vec<Vec<Point>> {
    if outline.len() < 3 {
        return Vec::new();
    }
    let every = outline.len().div_ceil(MOST_CORNERS);
    let outline: Vec<Point> = outline.iter().copied().step_by(every).collect();
    if is_convex(&outline) { vec![outline] } else { slices(&outline) }
}

fn is_convex(outline: &[Point]) -> bool {
    let at = |nth: usize| outline[nth % outline.len()];
    let (mut left, mut right, mut turns) = (false, false, 0);
    for nth in 0..outline.len() {
        let (a, b, c) = (at(nth), at(nth + 1), at(nth + 2));
        let cross = (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
        left |= cross > 0.01;
        right |= cross < -0.01;
        // A star turns one way all round, but goes round twice: it goes to the right more than once.
        turns += u32::from((b.x >= a.x) != (c.x >= b.x));
    }
    !(left && right) && turns <= 2
}

/// Upright slices between corners, the insides by the rule of odd crossings.
fn slices(outline: &[Point]) -> Vec<Vec<Point>> {
    let mut edges: Vec<f32> = outline.iter().map(|it| it.x).collect();
    edges.sort_unstable_by(f32::total_cmp);
    edges.dedup();
    let mut pieces = Vec::new();
    for pair in edges.windows(2) {
        let (left, right) = (pair[0], pair[1]);
        let mut crossing: Vec<(f32, f32)> = Vec::new();
        for (nth, a) in outline.iter().enumerate() {
            let b = &outline[(nth + 1) % outline.len()];
            if a.x.min(b.x) <= left && a.x.max(b.x) >= right {
                let at = |x: f32| a.y + (b.y - a.y) * ((x - a.x) / (b.x - a.x)).clamp(0.0, 1.0);
                crossing.push((at(left), at(right)));
            }
        }
        crossing.sort_unstable_by(|a, b| (a.0 + a.1).total_cmp(&(b.0 + b.1)));
        pieces.extend(crossing.chunks_exact(2).map(|it| {
            [(left, it[0].0), (right, it[0].1), (right, it[1].1), (left, it[1].0)].map(|(x, y)| Point { x, y }).to_vec()
        }));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(corners: &[Point]) -> f32 {
        let next = corners.iter().cycle().skip(1);
        corners.iter().zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum::<f32>().abs() / 2.0
    }

    #[test]
    fn pieces_are_convex_and_fill_the_outline() {
        let outline = |all: &[(f32, f32)]| -> Vec<Point> { all.iter().map(|&(x, y)| Point { x, y }).collect() };
        let cases = [
            (outline(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]), 1, 16.0),
            // A corner turned in.
            (outline(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (2.0, 1.0), (0.0, 4.0)]), 2, 10.0),
            (outline(&[(0.0, 0.0), (1.0, 0.0)]), 0, 0.0),
            (outline(&[(1.0, 1.0); 5]), 1, 0.0),
        ];
        for (corners, count, want) in cases {
            let pieces = pieces(&corners);
            assert_eq!(pieces.len(), count, "{corners:?}");
            assert!(pieces.iter().all(|it| is_convex(it)));
            assert!((pieces.iter().map(|it| size(it)).sum::<f32>() - want).abs() < 1e-4, "{corners:?}");
        }
        let star = outline(&[(0.0, -10.0), (6.0, 8.0), (-10.0, -3.0), (10.0, -3.0), (-6.0, 8.0)]);
        assert!(!is_convex(&star));
    }
}
