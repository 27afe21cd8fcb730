//! The figures of the portfolio by itself.

use super::{
    Outcome,
    single::{Single, Told},
    wishes::Wishes,
};
use crate::evidence::{About, Amount, Figure, numbers::normal_quantile};

/// A figure.
pub fn figure(key: &str, words: &str, amount: Amount, formula: &'static str, source: &'static str) -> Figure {
    Figure::new(key, words, amount, About::new(formula, source))
}

const TOO_LARGE: &str = "it is too large for a number";

/// As a number.
pub fn number(it: Told) -> Amount {
    it.map_or_else(|why| Amount::Undefined(why.to_owned()), |it| Amount::number(it, TOO_LARGE))
}

/// As a share.
pub fn share(it: Told) -> Amount {
    it.map_or_else(|why| Amount::Undefined(why.to_owned()), |it| Amount::share(it, TOO_LARGE))
}

/// Least and most of an interval round this.
pub fn around(middle: f64, error: Told, sure: f64) -> Option<(f64, f64)> {
    let half = error.ok()? * normal_quantile(0.5 + sure / 2.0);
    (half.is_finite() && middle.is_finite()).then_some((middle - half, middle + half))
}

/// All of them, the most important first.
pub fn all(outcome: &Outcome, wishes: &Wishes) -> Vec<Figure> {
    let it = &outcome.single;
    [headline(it, wishes.confidence), chances(it), ratios(it), returns(it)].concat()
}

/// The ratio with its intervals.
fn headline(it: &Single, sure: f64) -> Vec<Figure> {
    let mut sharpe = figure(
        "sharpe",
        "Sharpe ratio",
        number(it.sharpe),
        "mean(x) / sd(x) · √k, x = r − rf, sd with n − 1; interval: ± z · standard error",
        "Sharpe 1994; interval: Lo 2002 with Newey and West 1987",
    );
    sharpe.interval =
        it.sharpe.ok().and_then(|ratio| around(ratio, it.error(), sure)).map(|(low, high)| (low, high, sure));
    if let Ok(error) = it.error() {
        sharpe = sharpe.scattering(error);
    }
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
    vec![sharpe, bootstrap]
}

/// How sure it is.
fn chances(it: &Single) -> Vec<Figure> {
    vec![
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
    ]
}

/// Errors and other forms of the ratio.
fn ratios(it: &Single) -> Vec<Figure> {
    let block = it.drawn.as_ref().map(|it| it.block).map_err(|why| *why);
    vec![
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
    ]
}

/// What the returns are like.
fn returns(it: &Single) -> Vec<Figure> {
    vec![
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
