//! The figures of the portfolio next to the benchmark.

use super::{
    Outcome,
    figures::{figure, number, share},
    path::Path,
    versus::Versus,
};
use crate::evidence::{Amount, Figure};

/// All of them, the most important first.
pub fn all(outcome: &Outcome) -> Vec<Figure> {
    let Some(it) = &outcome.versus else { return Vec::new() };
    let mut out = [ratios(it), levered(it), relation(it), benchmark(it)].concat();
    if it.n != outcome.single.n {
        out.push(figure(
            "benchmark_returns",
            "Returns with one of the benchmark",
            Amount::Count(it.n),
            "n of all that compares",
            "the data",
        ));
    }
    out
}

/// Whether the ratios differ.
fn ratios(it: &Versus) -> Vec<Figure> {
    vec![
        figure(
            "benchmark_sharpe",
            "Benchmark's Sharpe ratio",
            number(it.sharpe),
            "mean(xb) / sd(xb) · √k",
            "Sharpe 1994",
        ),
        figure(
            "sharpe_difference",
            "Difference of the Sharpe ratios",
            number(it.own_sharpe.and_then(|own| Ok(own - it.sharpe?))),
            "SR − SRb over the returns that both have",
            "Jobson and Korkie 1981",
        ),
        figure(
            "sharpe_difference_z",
            "Its z",
            number(it.z),
            "(s − sb) / √((2 (1 − ρ) + (s² + sb² − 2 s sb ρ²) / 2) / n), s per period",
            "Jobson and Korkie 1981, corrected by Memmel 2003",
        ),
        figure("sharpe_difference_p", "Its p, two-sided", number(it.p), "2 Φ(−|z|)", "Memmel 2003"),
    ]
}

/// The benchmark at the same volatility.
fn levered(it: &Versus) -> Vec<Figure> {
    let levered = it.levered.as_ref().map(Path::gain).map_err(|why| *why);
    vec![
        figure(
            "leverage",
            "Leverage that gives the benchmark the same volatility",
            number(it.leverage),
            "L = sd(r) / sd(b)",
            "Modigliani and Modigliani 1997",
        ),
        figure(
            "levered_total_return",
            "Levered benchmark's return in all",
            share(levered),
            "Π(1 + L b − (L − 1) f) − 1, f the rate for borrowing",
            "Modigliani and Modigliani 1997, held over time",
        ),
        figure(
            "levered_total_difference",
            "Portfolio's return in all less that",
            share(levered.map(|levered| it.own_total - levered)),
            "Π(1 + r) − Π(1 + L b − (L − 1) f)",
            "definition",
        ),
        figure(
            "levered_annual_return",
            "Levered benchmark's annual return, geometric",
            share(it.levered_annual),
            "Π(1 + L b − (L − 1) f)^(k/n) − 1",
            "definition",
        ),
        figure(
            "levered_difference",
            "Portfolio's annual return less the levered benchmark's, arithmetic",
            share(it.levered_difference),
            "(mean(r) − L mean(b) + (L − 1) f) k",
            "Modigliani and Modigliani 1997",
        ),
        figure(
            "financing",
            "Rate for borrowing",
            share(it.financing),
            "f a year: as set, else the risk-free rate",
            "setting",
        ),
        figure(
            "m2",
            "M²",
            share(it.m2),
            "(SR sd(b) + mean(rf)) k, SR per period: the portfolio's return at the benchmark's volatility",
            "Modigliani and Modigliani 1997",
        ),
        figure(
            "m2_difference",
            "M² less the benchmark's return",
            share(it.m2_difference),
            "M² − mean(b) k; with a constant rf above 0 exactly if SR > SRb",
            "Modigliani and Modigliani 1997",
        ),
    ]
}

/// How the two move.
fn relation(it: &Versus) -> Vec<Figure> {
    vec![
        figure("beta", "Beta", number(it.beta), "cov(x, xb) / var(xb)", "Sharpe 1964"),
        figure("alpha", "Alpha", share(it.alpha), "(mean(x) − β mean(xb)) k", "Jensen 1968; annual as quantstats does"),
        figure(
            "alpha_compounded",
            "Alpha, compounded",
            share(it.alpha_compounded),
            "(1 + mean(x) − β mean(xb))^k − 1",
            "Jensen 1968; annual as empyrical does",
        ),
        figure(
            "alpha_geometric",
            "Alpha of geometric returns",
            share(it.alpha_geometric),
            "R − Rf − β (Rb − Rf), each geometric a year",
            "Jensen 1968; as PerformanceAnalytics does",
        ),
        figure(
            "correlation",
            "Correlation with the benchmark",
            number(it.correlation),
            "cov(x, xb) / (sd(x) sd(xb))",
            "definition",
        ),
        figure("tracking_error", "Tracking error", share(it.tracking), "sd(r − b) √k", "definition"),
        figure(
            "information_ratio",
            "Information ratio",
            number(it.information),
            "mean(r − b) / sd(r − b) · √k",
            "Sharpe 1994",
        ),
        figure(
            "information_ratio_geometric",
            "Information ratio of geometric returns",
            number(it.information_geometric),
            "(R − Rb) / (sd(r − b) √k), R and Rb geometric a year",
            "PerformanceAnalytics",
        ),
    ]
}

/// The benchmark by itself.
fn benchmark(it: &Versus) -> Vec<Figure> {
    vec![
        figure(
            "benchmark_total_return",
            "Benchmark's return in all",
            share(Ok(it.total)),
            "Π(1 + b) − 1",
            "definition",
        ),
        figure(
            "benchmark_annual_return_geometric",
            "Benchmark's annual return, geometric",
            share(it.geometric),
            "Π(1 + b)^(k/n) − 1",
            "definition",
        ),
        figure(
            "benchmark_annual_return",
            "Benchmark's annual return, arithmetic",
            share(it.annual),
            "mean(b) k",
            "definition",
        ),
        figure("benchmark_volatility", "Benchmark's volatility", share(it.volatility), "sd(b) √k", "definition"),
        figure(
            "benchmark_max_drawdown",
            "Benchmark's largest loss from a peak",
            share(Ok(it.drawdown)),
            "as the portfolio's",
            "definition",
        ),
    ]
}
