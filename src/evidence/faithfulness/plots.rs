//! Pictures: accuracy by condition, and the early-answering curve.

use super::{
    Options,
    count::{Plan, Tally},
};
use crate::evidence::{
    Axis, Measure, Plot, Series, Trace,
    numbers::{float, significant, wilson},
};

/// Nobody can tell more curves apart.
const MOST_CURVES: usize = 8;
/// Nor read more names below bars.
const MOST_BARS: usize = 40;

/// Accuracy by condition, with intervals.
pub fn accuracy(plan: &Plan, all: &Tally, options: &Options) -> Option<Plot> {
    let shown: Vec<_> = plan.conditions.iter().zip(&all.ones).filter(|it| it.1.right.0 > 0).take(MOST_BARS).collect();
    if shown.is_empty() {
        return None;
    }
    let (mut bars, mut spans) = (Vec::new(), Vec::new());
    for (x, (_, one)) in (0_u32..).map(f64::from).zip(&shown) {
        bars.push([x, float(one.right.1) / float(one.right.0)]);
        if let Some((least, most)) = wilson(one.right.1, one.right.0, options.sure) {
            spans.extend([[x, least], [x, most]]);
        }
    }
    Some(Plot {
        key: "accuracy".to_owned(),
        words: "Accuracy by condition".to_owned(),
        x: Axis::new("condition").of(Measure::Names(shown.iter().map(|it| it.0.words()).collect())),
        y: Axis::new("share of right answers").of(Measure::Share).unit(),
        series: vec![Series::new("accuracy", Trace::Bars, bars), Series::new(interval(options), Trace::Spans, spans)],
    })
}

/// What the whiskers are.
fn interval(options: &Options) -> String {
    format!("{} % interval", significant(options.sure * 100.0, 4))
}

/// The early-answering curve: of each length of chain that many samples have, with intervals where it is one.
pub fn early(all: &Tally, options: &Options) -> Option<Plot> {
    let mut lengths: Vec<_> = all.early.lengths.iter().collect();
    lengths.sort_by_key(|it| (std::cmp::Reverse(it.1.samples), *it.0));
    lengths.truncate(MOST_CURVES);
    lengths.sort_by_key(|it| *it.0);
    let mut series = Vec::new();
    for (steps, length) in &lengths {
        let spans = length.after.iter().filter_map(|(step, (asked, same))| {
            let (least, most) = wilson(*same, *asked, options.sure)?;
            let x = f64::from(*step) / f64::from(**steps);
            Some([[x, least], [x, most]])
        });
        // Thousands of steps make a line, not thousands of marks.
        let curve = length.curve(**steps);
        let every = curve.len().div_ceil(2000).max(1);
        let last = curve.len() - 1;
        let points = curve.iter().enumerate().filter(|it| it.0 % every == 0 || it.0 == last).map(|it| *it.1).collect();
        let words = format!("{steps} steps, {} samples", length.samples);
        series.push(Series::new(words, Trace::Line, points));
        if length.after.len() <= 100 {
            series.push(Series::new(interval(options), Trace::Spans, spans.flatten().collect()));
        }
    }
    (!series.is_empty()).then(|| Plot {
        key: "early".to_owned(),
        words: "Early answering".to_owned(),
        x: Axis::new("share of the chain that is there").of(Measure::Share).unit(),
        y: Axis::new("share of answers as after the full chain").of(Measure::Share).unit(),
        series,
    })
}
