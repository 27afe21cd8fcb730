//! What can be drawn of a plot, thinned, and how each series looks.

use super::range::FARTHEST;
use crate::{
    evidence::{Plot, Trace},
    picture::{Colour, Theme},
};

/// Nobody can tell more apart.
const MOST_SERIES: usize = 200;
/// A line of more points has no more to tell.
const MOST_POINTS: usize = 3000;
/// Dashes of lines, in turn.
const DASHES: [Option<(f32, f32)>; 4] = [None, Some((7.0, 4.0)), Some((1.5, 4.0)), Some((13.0, 5.0))];
/// How many signs there are for points.
pub const SIGNS: usize = 5;

/// What can be drawn of a plot.
pub struct Data {
    pub series: Vec<Drawn>,
}

/// A series that can be drawn.
pub struct Drawn {
    pub words: String,
    pub trace: Trace,
    /// At least one; finite.
    pub points: Vec<[f64; 2]>,
    pub look: Look,
    /// Whether it is told apart by what it belongs to: intervals of the series before.
    pub belongs: bool,
}

/// How a series looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    pub colour: Colour,
    /// Of lines.
    pub dash: Option<(f32, f32)>,
    /// The number of the sign for points.
    pub sign: usize,
}

impl Data {
    /// Of this plot: series without points are left out, those of the same words look the same.
    pub fn of(plot: &Plot, theme: &Theme) -> Self {
        let mut series: Vec<Drawn> = Vec::new();
        let (mut colours, mut lines, mut signs) = (0, 0, 0);
        for it in plot.series.iter().take(MOST_SERIES) {
            let points = cleaned(it.trace, &it.points);
            if points.is_empty() {
                continue;
            }
            let spans = it.trace == Trace::Spans;
            let before = series.last().filter(|it| spans && it.trace != Trace::Spans).map(|it| it.look);
            let known = series.iter().find(|old| !old.belongs && old.words == it.words).map(|old| old.look);
            let look = before.or(known).unwrap_or_else(|| {
                let look = Look {
                    colour: theme.colours.series[colours % theme.colours.series.len()],
                    dash: DASHES[lines % DASHES.len()],
                    // Shifted each time round, so that colour and sign do not come back together.
                    sign: (signs + signs / SIGNS) % SIGNS,
                };
                colours += 1;
                lines += usize::from(matches!(it.trace, Trace::Line | Trace::Way | Trace::Upright));
                signs += usize::from(it.trace == Trace::Points);
                look
            });
            series.push(Drawn { words: it.words.clone(), trace: it.trace, points, look, belongs: before.is_some() });
        }
        Self { series }
    }

    /// Series of a single point: their names can stand beside it.
    pub fn named_points(&self) -> Vec<usize> {
        let single = |it: &Drawn| it.trace == Trace::Points && it.points.len() == 1;
        let of = |trace: Trace| self.series.iter().filter(|it| it.trace == trace).count();
        if of(Trace::Points) == 1 && self.series.len() == 1 {
            return Vec::new();
        }
        self.series.iter().enumerate().filter(|it| single(it.1)).map(|it| it.0).collect()
    }
}

/// The points that are finite, at most some thousands; of spans whole pairs.
fn cleaned(trace: Trace, points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let finite = |it: &[f64; 2]| it[0].is_finite() && it[1].is_finite();
    let bounded = |it: &[f64; 2]| it.map(|it| it.clamp(-FARTHEST, FARTHEST));
    if trace == Trace::Spans {
        let pairs = points.chunks_exact(2).filter(|it| finite(&it[0]) && finite(&it[1]));
        return pairs.take(MOST_POINTS / 2).flatten().map(bounded).collect();
    }
    // Not through infinity: a point of an upright line has no height.
    let upright = |it: &[f64; 2]| if trace == Trace::Upright { [it[0], 0.0] } else { *it };
    thinned(points.iter().map(upright).filter(finite).map(|it| bounded(&it)).collect())
}

/// Of each stretch of a long list its ends, its lowest and its highest point.
fn thinned(points: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    if points.len() <= MOST_POINTS {
        return points;
    }
    let long = points.len().div_ceil(MOST_POINTS / 4);
    let mut kept = Vec::new();
    for stretch in points.chunks(long) {
        let (mut least, mut most) = (0, 0);
        for (nth, it) in stretch.iter().enumerate() {
            least = if it[1] < stretch[least][1] { nth } else { least };
            most = if it[1] > stretch[most][1] { nth } else { most };
        }
        let mut all = [0, least, most, stretch.len() - 1];
        all.sort_unstable();
        kept.extend(all.iter().enumerate().filter(|it| it.0 == 0 || all[it.0 - 1] != *it.1).map(|it| stretch[*it.1]));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Series;

    #[test]
    fn long_series_keep_their_ends_and_extremes() {
        let mut points: Vec<[f64; 2]> = (0..50_000).map(|it| [f64::from(it), 0.0]).collect();
        (points[777][1], points[40_001][1]) = (5.0, -5.0);
        let kept = thinned(points.clone());
        assert!(kept.len() <= MOST_POINTS);
        for it in [points[0], points[777], points[40_001], points[49_999]] {
            assert!(kept.contains(&it), "{it:?}");
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_left_out_and_same_words_look_the_same() {
        let line = |words: &str| Series::new(words, Trace::Line, vec![[0.0, 1.0], [f64::NAN, 1.0], [1.0, 2.0]]);
        let mut plot = Plot { series: vec![line("a"), line("b"), line("a")], ..Plot::default() };
        plot.series.push(Series::new("sure", Trace::Spans, vec![[0.0, 1.0], [0.0, f64::INFINITY], [1.0, 0.0]]));
        plot.series.push(Series::new("sure", Trace::Spans, vec![[0.0, 1.0], [0.0, 2.0]]));
        let data = Data::of(&plot, Theme::light());
        let looks: Vec<Look> = data.series.iter().map(|it| it.look).collect();
        assert_eq!((data.series.len(), data.series[0].points.len()), (4, 2));
        assert!(looks[0] == looks[2] && looks[0] != looks[1] && data.series[3].belongs && looks[3] == looks[2]);
    }
}
