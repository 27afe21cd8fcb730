//! What came of it, as figures with their formulas.

use super::{
    Outcome, dates, plots,
    settings::Wishes,
    single::{Single, Told},
    versus::Versus,
};
use crate::evidence::{
    Report,
    numbers::normal_quantile,
    report::{About, Amount, Figure},
};

/// The report.
pub fn report(outcome: &Outcome, wishes: &Wishes) -> Report {
    let mut figures = single(outcome, wishes);
    figures.extend(outcome.versus.as_ref().map(|it| versus(it, outcome)).into_iter().flatten());
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
        figures,
        tables: Vec::new(),
        plots: plots::plots(outcome, wishes),
        notes: super::notes::notes(outcome, wishes),
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
        out += &format!(" ({} interval {low:.2} to {high:.2})", percent(wishes.confidence));
    }
    out.push('.');
    if let Some(Versus { sharpe: Ok(other), z, p, own_total, levered, leverage, .. }) = &outcome.versus {
        out += &format!(" That of the benchmark over the same time is {other:.2}");
        if let (Ok(z), Ok(p)) = (z, p) {
            let verdict = if *p < 1.0 - wishes.confidence { "significant" } else { "not significant" };
            out += &format!("; the difference is {verdict} (z = {z:.2}, p = {p:.2})");
        }
        out.push('.');
        if let (Ok(levered), Ok(leverage)) = (levered, leverage) {
            let (own, levered) = (percent(*own_total), percent(levered.gain()));
            out += &format!(
                " The benchmark held {leverage:.2} times, as volatile as the portfolio, returned {levered} in all; the \
                 portfolio {own}."
            );
        }
    }
    if let Ok(it) = single.chance {
        out += &format!(" The chance that the true ratio is above {} is {}", wishes.threshold, percent(it));
        match single.months {
            Ok(months) => {
                let sure = percent(wishes.confidence);
                out += &format!("; to be {sure} sure takes {months:.0} months of a record like this.");
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

fn around(middle: f64, error: Told, sure: f64) -> Option<(f64, f64)> {
    let half = error.ok()? * normal_quantile(0.5 + sure / 2.0);
    (half.is_finite() && middle.is_finite()).then_some((middle - half, middle + half))
}

/// A figure.
fn figure(key: &str, words: &str, amount: Amount, formula: &'static str, source: &'static str) -> Figure {
    Figure { key: key.to_owned(), words: words.to_owned(), amount, interval: None, about: About { formula, source } }
}

const TOO_LARGE: &str = "it is too large for a number";

fn number(it: Told) -> Amount {
    it.map_or_else(|why| Amount::Undefined(why.to_owned()), |it| Amount::number(it, TOO_LARGE))
}

fn share(it: Told) -> Amount {
    it.map_or_else(|why| Amount::Undefined(why.to_owned()), |it| Amount::share(it, TOO_LARGE))
}

fn single(outcome: &Outcome, wishes: &Wishes) -> Vec<Figure> {
    let it: &Single = &outcome.single;
    let sure = wishes.confidence;
    let mut sharpe = figure(
        "sharpe",
        "Sharpe ratio",
        number(it.sharpe),
        "mean(x) / sd(x) · √k, x = r − rf, sd with n − 1; interval: ± z · standard error",
        "Sharpe 1994; interval: Lo 2002 with Newey and West 1987",
    );
    sharpe.interval =
        it.sharpe.ok().and_then(|ratio| around(ratio, it.error(), sure)).map(|(low, high)| (low, high, sure));
    let drawn = it.drawn.as_ref().ok().and_then(|it| it.interval(sure));
    let why = it.drawn.as_ref().err().copied().unwrap_or_default();
    let mut bootstrap = figure(
        "sharpe_bootstrap",
        "Sharpe ratio, bootstrap",
        number(drawn.map(|it| it.1).ok_or(why)),
        "median and percentiles of the ratio over records drawn anew in blocks of random length",
        "Politis and Romano 1994; block: Politis and White 2004, Patton, Politis and White 2009",
    );
    bootstrap.interval = drawn.map(|(low, _, high)| (low, high, sure));
    let block = it.drawn.as_ref().map(|it| it.block).map_err(|why| *why);
    vec![
        sharpe,
        bootstrap,
        figure(
            "chance_above_threshold",
            "Chance that the true ratio is above the threshold",
            share(it.chance),
            "Φ((SR − SR*) √(n − 1) / √(1 − g₃ SR + (g₄ − 1)/4 SR²)), SR and SR* per period, g₄ raw (3 if normal)",
            "Probabilistic Sharpe ratio: Bailey and López de Prado 2012, eq. 11",
        ),
        figure(
            "chance_above_zero",
            "Chance that the true ratio is above 0",
            share(it.chance_zero),
            "the same with SR* = 0",
            "Bailey and López de Prado 2012, eq. 11",
        ),
        figure(
            "months_needed",
            "Months of record to say it is above the threshold",
            number(it.months),
            "(1 + (1 − g₃ SR + (g₄ − 1)/4 SR²) (z / (SR − SR*))²) · 12 / k, z one-sided",
            "Minimum track record length: Bailey and López de Prado 2012, eq. 13",
        ),
        figure(
            "months_needed_zero",
            "Months of record to say it is above 0",
            number(it.months_zero),
            "the same with SR* = 0",
            "Bailey and López de Prado 2012, eq. 13",
        ),
        figure(
            "deflated_sharpe",
            "Deflated Sharpe ratio",
            share(it.deflated),
            "the chance above the best ratio expected of the trials without skill",
            "Bailey and López de Prado 2014, eq. 2",
        ),
        figure(
            "best_of_trials",
            "Best ratio of the trials without skill",
            number(it.best_of),
            "√V ((1 − γ) Φ⁻¹(1 − 1/N) + γ Φ⁻¹(1 − 1/(N e))), γ = 0.5772…; 0 for one trial",
            "Bailey and López de Prado 2014, eq. 1",
        ),
        figure("sharpe_period", "Sharpe ratio of a period", number(it.sharpe_period), "mean(x) / sd(x)", "Sharpe 1994"),
        figure(
            "sharpe_se_iid",
            "Standard error, independent normal returns",
            number(it.error_independent),
            "√((1 + SR²/2) / n) · √k, SR per period",
            "Lo 2002, eq. 9",
        ),
        figure(
            "sharpe_se_moments",
            "Standard error, any independent returns",
            number(it.error_moments),
            "√((1 − g₃ SR + (g₄ − 1)/4 SR²) / n) · √k",
            "Mertens 2002",
        ),
        figure(
            "sharpe_se_newey_west",
            "Standard error with autocorrelation",
            number(it.error_memory),
            "delta method on mean and variance with n, weights 1 − j / (lags + 1), times √k",
            "Lo 2002, appendix; Newey and West 1987",
        ),
        figure(
            "lags",
            "Lags of that error",
            Amount::Count(it.lags as u64),
            "4 (n / 100)^(2/9) rounded down, if not set",
            "Newey and West 1994",
        ),
        figure(
            "sharpe_autocorrelated",
            "Sharpe ratio of a year, autocorrelation counted in",
            number(it.sharpe_lo),
            "q / √(q + 2 Σ (q − j) ρⱼ) · SR, q periods in a year, j below q",
            "Lo 2002, eq. 20",
        ),
        figure("eta", "Its factor in place of √k", number(it.eta), "q / √(q + 2 Σ (q − j) ρⱼ)", "Lo 2002, eq. 20"),
        figure(
            "autocorrelation",
            "Autocorrelation of the first lag",
            number(it.rho),
            "Σ (xₜ − m)(xₜ₊₁ − m) / Σ (xₜ − m)²",
            "Box and Jenkins 1976",
        ),
        figure(
            "sharpe_geometric",
            "Sharpe ratio, geometric",
            number(it.sharpe_geometric),
            "(Π(1 + x)^(k/n) − 1) / (sd(x) √k)",
            "PerformanceAnalytics, geometric = TRUE",
        ),
        figure(
            "sharpe_log",
            "Sharpe ratio of logarithmic returns",
            number(it.sharpe_log),
            "mean(l) / sd(l) · √k, l = ln(1 + r) − ln(1 + rf)",
            "Sharpe 1994 on continuous returns",
        ),
        figure(
            "block",
            "Mean block of the bootstrap, in periods",
            number(block),
            "from the autocorrelations, if not set",
            "Patton, Politis and White 2009",
        ),
        figure("returns", "Returns", Amount::Count(it.n), "n", "the data"),
        figure(
            "periods_per_year",
            "Periods a year",
            number(it.k),
            "k: 252 trading days, 365 days, 52 weeks, 12 months, 4 quarters, or as measured",
            "the dates, or as set",
        ),
        figure("total_return", "Return in all", share(it.total), "Π(1 + r) − 1", "definition"),
        figure(
            "annual_return_geometric",
            "Annual return, geometric",
            share(it.geometric),
            "Π(1 + r)^(k/n) − 1",
            "definition",
        ),
        figure("annual_return", "Annual return, arithmetic", share(it.annual), "mean(r) · k", "definition"),
        figure("volatility", "Volatility", share(it.volatility), "sd(r) √k, sd with n − 1", "definition"),
        figure(
            "max_drawdown",
            "Largest loss from a peak",
            share(Ok(it.drawdown)),
            "min over t of Wₜ / max(1, W₁ … Wₜ) − 1: the start counts as a peak",
            "definition",
        ),
        figure(
            "sortino",
            "Sortino ratio",
            number(it.sortino),
            "mean(r − MAR) k / (downside deviation)",
            "Sortino and Price 1994",
        ),
        figure(
            "downside_deviation",
            "Downside deviation",
            share(it.downside),
            "√(Σ min(r − MAR, 0)² / n) √k, over all n returns",
            "Sortino and Price 1994",
        ),
        figure(
            "downside_deviation_losses",
            "Downside deviation over losses alone",
            share(it.downside_losses),
            "the same over the number of returns below MAR",
            "PerformanceAnalytics, method = subset",
        ),
        figure("skewness", "Skewness", number(it.skewness), "m₃ / m₂^(3/2), moments with n", "definition"),
        figure(
            "kurtosis",
            "Kurtosis, raw",
            number(it.kurtosis),
            "m₄ / m₂², moments with n: 3 for the normal distribution",
            "definition",
        ),
    ]
}

fn versus(it: &Versus, outcome: &Outcome) -> Vec<Figure> {
    let levered = it.levered.as_ref().map(super::path::Path::gain).map_err(|why| *why);
    let mut out = vec![
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
    ];
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
