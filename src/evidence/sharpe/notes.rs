//! What was read how, what was left out, and what the figures do not show.

use super::{Outcome, wishes::Wishes};

/// The notes of a report.
pub fn notes(outcome: &Outcome, wishes: &Wishes) -> Vec<String> {
    let mut notes = outcome.notes.clone();
    let counts = outcome.counts;
    let mut left = |count: u64, what: &str| {
        if count > 0 {
            notes.push(format!("{what}: {count}."));
        }
    };
    left(counts.gaps, "Rows without a number of the portfolio, left out and never counted as 0");
    left(counts.no_rate, "Rows without a risk-free rate, left out");
    left(counts.no_benchmark, "Returns to which the benchmark has none over the same time, left out of what compares");
    left(counts.again, "Rows that repeat a date, of which the first is kept");
    left(
        counts.long,
        "Steps between dates that are longer than a period and its holidays, where whatever is missing is not counted as 0",
    );
    if outcome.steps.is_none() {
        notes.push(format!(
            "The record has more than {} rows and was streamed: what needs all returns at once (autocorrelation, bootstrap, \
             growth of the levered benchmark, rolling ratio) is left out, and what numbers are was told from the first rows.",
            super::held::MOST_ROWS
        ));
    }
    if let Ok(k) = outcome.single.k {
        notes.push(format!(
            "Conventions: k = {k} periods a year; arithmetic means times k, spreads (n − 1) times √k; yearly rates by k; \
             Sharpe ratio of simple returns above the risk-free rate."
        ));
    }
    if wishes.trials > 1.0 && wishes.trial_variance.is_none() {
        notes.push(
            "The trials' ratios are taken to vary as luck alone would over this record; trial_variance says otherwise."
                .to_owned(),
        );
    }
    if let Ok(drawn) = &outcome.single.drawn {
        notes.push(format!(
            "Bootstrap: {} draws, blocks of {:.2} periods in the mean, seed {}.",
            drawn.ratios.len(),
            drawn.block,
            wishes.seed
        ));
    }
    if let Some(versus) = outcome.versus.as_ref().filter(|it| it.n != outcome.single.n) {
        notes.push(format!(
            "What compares with the benchmark rests on {} returns, all else on {}.",
            versus.n, outcome.single.n
        ));
    }
    notes.push(
        "Chances are those of a calculation that knows nothing beforehand and takes returns as draws without memory from one \
         distribution; they say nothing about the future, nor about trials that were not told."
            .to_owned(),
    );
    notes
}
