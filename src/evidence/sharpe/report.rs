//! What came of it, in words and figures.

use super::{Outcome, compared, dates, figures, figures::around, notes, plots, versus::Versus, wishes::Wishes};
use crate::evidence::Report;
use std::fmt::Write as _;

/// The report.
pub fn report(outcome: &Outcome, wishes: &Wishes) -> Report {
    let (first, last) = outcome.tally.dates.unwrap_or_default();
    let against = outcome.benchmark.as_ref().map(|it| format!(" against {it}")).unwrap_or_default();
    Report {
        title: format!(
            "{}{against}: {} {} returns, {} to {}",
            outcome.name,
            outcome.single.n,
            outcome.period.word(),
            dates::words(first),
            dates::words(last)
        ),
        gist: gist(outcome, wishes),
        figures: [figures::all(outcome, wishes), compared::all(outcome)].concat(),
        tables: Vec::new(),
        plots: plots::plots(outcome, wishes),
        notes: notes::notes(outcome, wishes),
        ..Report::default()
    }
}

/// What it comes down to.
fn gist(outcome: &Outcome, wishes: &Wishes) -> String {
    let single = &outcome.single;
    let ratio = match single.sharpe {
        Ok(it) => it,
        Err(why) => return format!("There is no Sharpe ratio: {why}."),
    };
    let mut out = format!("The Sharpe ratio is {ratio:.2} a year");
    if let Some((low, high)) = around(ratio, single.error(), wishes.confidence) {
        let _ = write!(out, " ({} interval {low:.2} to {high:.2})", percent(wishes.confidence));
    }
    out.push('.');
    if let Some(Versus { n, sharpe: Ok(other), z, p, own_total, levered, leverage, .. }) = &outcome.versus {
        let _ = write!(out, " That of the benchmark over the same time is {other:.2}");
        match (z, p) {
            // The test holds for many returns only.
            (Ok(_), Ok(_)) if *n < 20 => out.push_str("; that is too few returns to test the difference"),
            (Ok(z), Ok(p)) => {
                let verdict = if *p < 1.0 - wishes.confidence { "significant" } else { "not significant" };
                let p = if *p < 0.01 { "p below 0.01".to_owned() } else { format!("p = {p:.2}") };
                let _ = write!(out, "; the difference is {verdict} (z = {z:.2}, {p})");
            }
            _ => {}
        }
        out.push('.');
        if let (Ok(levered), Ok(leverage)) = (levered, leverage)
            && levered.gain().is_finite()
            && own_total.is_finite()
        {
            let (own, levered) = (percent(*own_total), percent(levered.gain()));
            let _ = write!(
                out,
                " The benchmark held {leverage:.2} times, as volatile as the portfolio, returned {levered} in all; the \
                 portfolio {own}."
            );
        }
    }
    if let Ok(it) = single.chance {
        let _ = write!(out, " The chance that the true ratio is above {} is {}", wishes.threshold, percent(it));
        match single.months {
            Ok(months) => {
                let sure = percent(wishes.confidence);
                let _ = write!(out, "; to be {sure} sure takes {months:.0} months of a record like this.");
            }
            Err(_) => out.push('.'),
        }
    }
    out
}

/// The share in percent, to one decimal.
fn percent(share: f64) -> String {
    let text = format!("{:.1}", share * 100.0);
    format!("{} %", text.strip_suffix(".0").unwrap_or(&text))
}
