//! Pictures: growth, drawdown, rolling ratio, bootstrap.

use super::{
    Outcome, bootstrap,
    feed::Step,
    path::{Path, year},
    wishes::Wishes,
};
use crate::evidence::{Plot, Series, Trace, numbers::float};

/// Points of a line, at most.
const MOST_POINTS: usize = 4000;

/// All that there is to draw.
pub fn plots(outcome: &Outcome, wishes: &Wishes) -> Vec<Plot> {
    let versus = outcome.versus.as_ref();
    let levered = versus.and_then(|it| it.levered.as_ref().ok());
    let own = if versus.is_some() { &outcome.tally.pair.path } else { &outcome.tally.path };
    let start = outcome.tally.dates.map_or(0.0, |it| year(it.0)) - outcome.single.k.map_or(0.0, |k| 1.0 / k);
    let mut paths: Vec<(String, &Path)> = vec![(outcome.name.clone(), own)];
    if let Some(name) = &outcome.benchmark.as_ref().filter(|_| versus.is_some()) {
        paths.push(((*name).clone(), &outcome.tally.pair.benchmark));
        let times = versus.and_then(|it| it.leverage.ok()).unwrap_or(1.0);
        paths.extend(levered.map(|it| (format!("{name}, {times:.2} times"), it)));
    }
    let lines = |of: &dyn Fn(&Path) -> Vec<[f64; 2]>| -> Vec<Series> {
        paths.iter().map(|(name, it)| series(name, Trace::Line, of(it))).collect()
    };
    let from = |first: f64, mut rest: Vec<[f64; 2]>| {
        rest.insert(0, [start, first]);
        rest
    };
    let mut plots = vec![
        plot("growth", "Growth of 1", "wealth", lines(&|it| from(1.0, it.growth()))),
        plot("drawdown", "Loss from the highest so far", "share lost", lines(&|it| from(0.0, it.drawdowns()))),
    ];
    if let Some((window, ratios, others)) = outcome.steps.as_deref().and_then(|it| rolling(it, outcome.single.k.ok()?))
    {
        let mut all = vec![series(&outcome.name, Trace::Line, ratios)];
        if let Some(name) = outcome.benchmark.as_ref().filter(|_| !others.is_empty()) {
            all.push(series(name, Trace::Line, others));
        }
        let words = format!("Sharpe ratio over {window} periods");
        plots.push(plot("rolling_sharpe", &words, "Sharpe ratio", all));
    }
    if let Ok(drawn) = &outcome.single.drawn {
        let mut bars = plot("bootstrap", "Sharpe ratio of records drawn anew", "draws", Vec::new());
        "Sharpe ratio".clone_into(&mut bars.x);
        bars.series.push(series("draws", Trace::Bars, bootstrap::bars(&drawn.ratios)));
        let most = bars.series[0].points.iter().fold(0.0_f64, |most, it| most.max(it[1]));
        let line = |it: f64| vec![[it, 0.0], [it, most]];
        bars.series.extend(outcome.single.sharpe.ok().map(|it| series("of the record", Trace::Spans, line(it))));
        bars.series.push(series("threshold", Trace::Spans, line(wishes.threshold)));
        plots.push(bars);
    }
    plots
}

fn plot(key: &str, words: &str, y: &str, series: Vec<Series>) -> Plot {
    Plot { key: key.into(), words: words.into(), x: "year".into(), y: y.into(), ticks: Vec::new(), series }
}

fn series(words: &str, trace: Trace, points: Vec<[f64; 2]>) -> Series {
    Series { words: words.to_owned(), trace, points }
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
        let dates = steps.iter().skip(window - 1).map(|it| year(it.date));
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
