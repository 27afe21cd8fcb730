//! Pictures: growth, drawdown, rolling ratio, bootstrap.

use super::{
    Outcome, bootstrap,
    feed::Step,
    path::{Path, day},
    period::YEAR,
    wishes::Wishes,
};
use crate::evidence::{
    Axis, Measure, Plot, Series, Trace,
    numbers::{float, significant},
};

/// Days in a mean year.
const YEAR_OF_DAYS: f64 = YEAR / 86_400.0;
/// Points of a line, at most.
const MOST_POINTS: usize = 4000;

/// All that there is to draw.
pub fn plots(outcome: &Outcome, wishes: &Wishes) -> Vec<Plot> {
    let versus = outcome.versus.as_ref();
    let levered = versus.and_then(|it| it.levered.as_ref().ok());
    let own = if versus.is_some() { &outcome.tally.pair.path } else { &outcome.tally.path };
    let start = outcome.tally.dates.map_or(0.0, |it| day(it.0)) - outcome.single.k.map_or(0.0, |k| YEAR_OF_DAYS / k);
    let mut paths: Vec<(String, &Path)> = vec![(outcome.name.clone(), own)];
    if let Some(name) = &outcome.benchmark.as_ref().filter(|_| versus.is_some()) {
        paths.push(((*name).clone(), &outcome.tally.pair.benchmark));
        let times = versus.and_then(|it| it.leverage.ok()).unwrap_or(1.0);
        paths.extend(levered.map(|it| (format!("{name}, {times:.2} times"), it)));
    }
    let lines = |of: &dyn Fn(&Path) -> Vec<[f64; 2]>| -> Vec<Series> {
        paths.iter().map(|(name, it)| Series::new(name, Trace::Line, of(it))).collect()
    };
    let from = |first: f64, mut rest: Vec<[f64; 2]>| {
        rest.insert(0, [start, first]);
        rest
    };
    let mut plots = vec![
        plot("growth", "Growth of 1", Axis::new("wealth"), lines(&|it| from(1.0, it.growth()))),
        plot(
            "drawdown",
            "Loss from the highest so far",
            Axis::new("share lost").of(Measure::Share),
            lines(&|it| from(0.0, it.drawdowns())),
        ),
    ];
    if let Some((window, ratios, others)) = outcome.steps.as_deref().and_then(|it| rolling(it, outcome.single.k.ok()?))
    {
        let mut all = vec![Series::new(&outcome.name, Trace::Line, ratios)];
        if let Some(name) = outcome.benchmark.as_ref().filter(|_| !others.is_empty()) {
            all.push(Series::new(name, Trace::Line, others));
        }
        let words = format!("Sharpe ratio over {window} periods");
        plots.push(plot("rolling_sharpe", &words, Axis::new("Sharpe ratio a year"), all));
    }
    plots.extend(outcome.single.drawn.as_ref().ok().map(|it| histogram(&it.ratios, outcome, wishes)));
    plots
}

fn plot(key: &str, words: &str, y: Axis, series: Vec<Series>) -> Plot {
    Plot { key: key.into(), words: words.into(), x: Axis::new("date").of(Measure::Date), y, series }
}

/// How the ratios of records drawn anew spread, with the interval that follows.
fn histogram(ratios: &[f64], outcome: &Outcome, wishes: &Wishes) -> Plot {
    let upright =
        |words: String, at: Vec<f64>| Series::new(words, Trace::Upright, at.into_iter().map(|it| [it, 0.0]).collect());
    let out = (1.0 - wishes.confidence) / 2.0;
    let ends = [out, 1.0 - out].into_iter().filter_map(|it| bootstrap::quantile(ratios, it)).collect();
    let mut series = vec![Series::new("draws", Trace::Bars, bootstrap::bars(ratios))];
    let sure = significant(wishes.confidence * 100.0, 4);
    series.push(upright(format!("{sure} % interval"), ends));
    series.extend(outcome.single.sharpe.ok().map(|it| upright("of the record".to_owned(), vec![it])));
    series.push(upright(format!("threshold {}", significant(wishes.threshold, 4)), vec![wishes.threshold]));
    Plot {
        key: "bootstrap".to_owned(),
        words: "Sharpe ratio of records drawn anew".to_owned(),
        x: Axis::new("Sharpe ratio a year"),
        y: Axis::new("draws"),
        series,
    }
}

/// Periods of a window, and by its last date the annual ratio of portfolio and benchmark.
type Rolling = (usize, Vec<[f64; 2]>, Vec<[f64; 2]>);

/// Annual ratios over a window that moves: a year of days or weeks, three years of months, five of quarters.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length below that of the record")]
fn rolling(steps: &[Step], k: f64) -> Option<Rolling> {
    let long = if k >= 50.0 { k } else { (k * 3.0).max(20.0) };
    if float(steps.len() as u64) < 1.25 * long {
        return None;
    }
    let window = long.round() as usize;
    let whole = steps.iter().all(|it| !it.b.is_nan());
    let of = |value: &dyn Fn(&Step) -> f64| {
        let x: Vec<f64> = steps.iter().map(value).collect();
        ratios(&x, window, k.sqrt())
    };
    let dated = |ratios: Vec<Option<f64>>| -> Vec<[f64; 2]> {
        let stride = ratios.len() / MOST_POINTS + 1;
        let dates = steps.iter().skip(window - 1).map(|it| day(it.date));
        dates.zip(ratios).step_by(stride).filter_map(|(date, it)| Some([date, it?])).collect()
    };
    let others = if whole { dated(of(&|it| it.b - it.f)) } else { Vec::new() };
    Some((window, dated(of(&|it| it.r - it.f)), others))
}

/// The ratio over each window, times `root`; nothing where there is no spread.
fn ratios(x: &[f64], window: usize, root: f64) -> Vec<Option<f64>> {
    let n = float(window as u64);
    let all = super::moments::Moments::of(x);
    let (mut one, mut two) = (0.0, 0.0);
    let mut out = Vec::with_capacity(x.len());
    for (at, it) in x.iter().map(|it| it - all.mean).enumerate() {
        (one, two) = (one + it, two + it * it);
        if at >= window {
            let gone = x[at - window] - all.mean;
            (one, two) = (one - gone, two - gone * gone);
        }
        if at + 1 >= window {
            let variance = (two - one * one / n) / (n - 1.0);
            let some = variance > 1e-9 * all.squares() / float(all.n);
            out.push(some.then(|| (one / n + all.mean) / variance.sqrt() * root));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moving_window_is_the_ratio_of_its_returns() {
        let x: Vec<f64> = (0..60).map(|it| f64::from(it * 13 % 17) / 100.0 - 0.05).collect();
        let all = ratios(&x, 20, 2.0);
        assert_eq!(all.len(), 41);
        let part = super::super::moments::Moments::of(&x[40..]);
        let want = part.mean / part.spread(0.0).unwrap() * 2.0;
        assert!((all[40].unwrap() / want - 1.0).abs() < 1e-10);
    }
}
