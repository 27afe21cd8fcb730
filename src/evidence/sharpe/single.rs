//! What the returns of the portfolio say by themselves.

use super::{
    bootstrap::{self, quantile},
    chance::{self, Sharpe},
    feed::Step,
    serial,
    tally::Tally,
    wishes::Wishes,
};
use crate::evidence::{Failed, numbers::float};

/// A number, or why there is none.
pub type Told = Result<f64, &'static str>;

/// Why a figure is left out of a record that streams by.
pub const TOO_LONG: &str = "it needs all returns at once, which are held up to 1 000 000 rows";
const LOST: &str = "a return lost all there was, and nothing has no logarithm";
const NO_ERROR: &str = "returns of two values only leave no error to measure it by";
/// So many numbers are drawn for a bootstrap, at most.
const MOST_BLOCKS: f64 = 1e8;
/// So many products are summed for autocorrelations, at most.
const MOST_PRODUCTS: f64 = 1e9;

/// The bootstrap of the Sharpe ratio.
#[derive(Debug)]
pub struct Drawn {
    /// Mean length of a block.
    pub block: f64,
    /// Annual ratios, ascending.
    pub ratios: Vec<f64>,
}

/// What the returns of the portfolio say by themselves. Ratios and returns are annual where not said otherwise.
#[derive(Debug)]
pub struct Single {
    pub n: u64,
    pub k: Told,
    pub total: Told,
    pub annual: Told,
    pub geometric: Told,
    pub volatility: Told,
    pub sharpe_period: Told,
    pub sharpe: Told,
    pub error_independent: Told,
    pub error_moments: Told,
    pub error_memory: Told,
    pub lags: usize,
    pub eta: Told,
    pub sharpe_lo: Told,
    pub sharpe_geometric: Told,
    pub sharpe_log: Told,
    pub sortino: Told,
    pub downside: Told,
    pub downside_losses: Told,
    pub drawdown: f64,
    pub skewness: Told,
    pub kurtosis: Told,
    pub rho: Told,
    pub chance_zero: Told,
    pub chance: Told,
    pub best_of: Told,
    pub deflated: Told,
    pub months: Told,
    pub months_zero: Told,
    pub drawn: Result<Drawn, &'static str>,
}

/// Works it out. `steps` are all returns, if they are held.
///
/// # Errors
/// If it was cancelled.
pub fn work_out(
    tally: &Tally,
    steps: Option<&[Step]>,
    k: Told,
    wishes: &Wishes,
    give_up: &dyn Fn() -> bool,
) -> Result<Single, Failed> {
    let x: Option<Vec<f64>> = steps.map(|it| it.iter().map(|it| it.r - it.f).collect());
    let n = tally.r.n;
    let size = tally.r.size.max(tally.f.size);
    let spread = tally.x.spread(size);
    let sharpe_period = spread.map(|it| tally.x.mean / it);
    let root = k.map(f64::sqrt);
    let a_year = |it: Told| Ok(it? * root?);
    let (skewness, kurtosis) = (spread.map(|_| tally.x.skewness()), spread.map(|_| tally.x.kurtosis()));
    let known = || -> Result<Sharpe, &'static str> {
        Ok(Sharpe { ratio: sharpe_period?, n, skewness: skewness?, kurtosis: kurtosis? })
    };
    let threshold = root.map(|it| wishes.threshold / it);
    let above = |reference: Told| known()?.chance_above(reference?).ok_or(NO_ERROR);
    let record = |reference: Told, why| {
        let periods = known()?.record(reference?, wishes.confidence).ok_or(why)?;
        Ok(periods * 12.0 / k?)
    };
    let lags =
        wishes.lags.unwrap_or_else(|| serial::usual_lags(n)).min(usize::try_from(n.saturating_sub(2)).unwrap_or(0));
    let series = x.as_deref().ok_or(TOO_LONG);
    let error_memory = spread.and_then(|_| {
        let few = float(lags as u64) * float(n) <= MOST_PRODUCTS;
        let x =
            series.and_then(|it| if few { Ok(it) } else { Err("so many lags of so many returns take too long") })?;
        serial::error_with_memory(x, lags).ok_or("the returns go to and fro so much that their error comes out below 0")
    });
    let eta = eta(series, spread, k);
    let best_of = best_of(tally, known(), wishes, root);
    let (under, losses) = tally.under;
    let downside = (under / float(n)).sqrt();
    let sortino = if tally.under.1 == 0 {
        Err("no return is below what is acceptable: it is infinite, or nothing over nothing")
    } else {
        Ok(tally.over.mean / downside)
    };
    let log_spread = if tally.lost { Err(LOST) } else { tally.log_x.spread(size) };
    Ok(Single {
        n,
        k,
        total: Ok(tally.path.gain()),
        annual: k.map(|it| tally.r.mean * it),
        geometric: k.map(|it| libm::expm1(tally.log.mean * it)),
        volatility: a_year(tally.r.spread(tally.r.size)),
        sharpe_period,
        sharpe: a_year(sharpe_period),
        error_independent: a_year(sharpe_period.map(|it| serial::error_if_independent(it, n))),
        error_moments: a_year(known().and_then(|it| it.error().ok_or(NO_ERROR))),
        error_memory: a_year(error_memory),
        lags,
        eta,
        sharpe_lo: eta.and_then(|it| Ok(it * sharpe_period?)),
        sharpe_geometric: spread.and_then(|it| Ok(libm::expm1(tally.log_1x.mean * k?) / (it * root?))),
        sharpe_log: a_year(log_spread.map(|it| tally.log_x.mean / it)),
        sortino: a_year(sortino),
        downside: a_year(Ok(downside)),
        downside_losses: a_year(if losses == 0 { Ok(0.0) } else { Ok((under / float(losses)).sqrt()) }),
        drawdown: tally.path.drawdown(),
        skewness,
        kurtosis,
        rho: spread.and_then(|_| Ok(serial::autocorrelations(series?, 1)[0])),
        chance_zero: above(Ok(0.0)),
        chance: above(threshold),
        deflated: best_of.and_then(|it| above(Ok(it / root?))),
        best_of,
        months: record(threshold, "the ratio is not above the threshold: no length of the same record would say so"),
        months_zero: record(Ok(0.0), "the ratio is not above 0: no length of the same record would say so"),
        drawn: spread.and(root).and_then(|root| drawn(series?, root, wishes, give_up)),
    })
    .and_then(|it| if give_up() { Err(Failed::cancelled()) } else { Ok(it) })
}

/// The factor from the ratio of a period to that of a year.
fn eta(series: Result<&[f64], &'static str>, spread: Told, k: Told) -> Told {
    let (k, _) = (k?, spread?);
    let q = k.round();
    if (q - k).abs() > 0.01 || q < 1.0 {
        return Err("a year is no whole number of periods");
    }
    let series = series?;
    let n = float(series.len() as u64);
    // All autocorrelations of a record sum to −1/2 whatever it is: of a short one those of a year are little else.
    if n < 5.0 * q {
        return Err("the record is shorter than five years: the autocorrelations up to a year would be noise");
    }
    if q * n > MOST_PRODUCTS {
        return Err("so many lags of so many returns take too long");
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 1 to the length of the record")]
    let rho = serial::autocorrelations(series, q as usize - 1);
    serial::eta(&rho).ok_or("the returns go to and fro so much that the variance of a year comes out below 0")
}

/// The annual ratio expected of the best trial without skill.
fn best_of(tally: &Tally, known: Result<Sharpe, &'static str>, wishes: &Wishes, root: Told) -> Told {
    let luck = || -> Told { Ok(1.0 / (float(tally.r.n) - 1.0).sqrt() * root?) };
    let _ = known?;
    let spread = wishes.trial_variance.map_or_else(luck, |it| Ok(it.sqrt()))?;
    Ok(chance::best_of(wishes.trials, spread * spread))
}

fn drawn(x: &[f64], root: f64, wishes: &Wishes, give_up: &dyn Fn() -> bool) -> Result<Drawn, &'static str> {
    if wishes.draws < 2 {
        return Err("no draws were asked for");
    }
    if x.len() < 8 {
        return Err("fewer than 8 returns tell too little to be drawn anew");
    }
    let n = float(x.len() as u64);
    if n > 2e5 {
        return Err(
            "drawing so long a record anew takes too long; with so many returns the standard error says the same",
        );
    }
    let block = wishes.block.unwrap_or_else(|| bootstrap::best_block(x));
    if n / block * float(wishes.draws as u64) > MOST_BLOCKS {
        return Err("so many draws of so long a record take too long; set fewer draws, or a longer block");
    }
    let ratios = bootstrap::draw(x, block, wishes.draws, wishes.seed, give_up).ok_or("it was cancelled")?;
    if ratios.len() < 2 {
        return Err("the draws have no spread");
    }
    Ok(Drawn { block, ratios: ratios.into_iter().map(|it| it * root).collect() })
}

impl Drawn {
    /// Least, middle and most that are so sure.
    pub fn interval(&self, sure: f64) -> Option<(f64, f64, f64)> {
        let at = |share| quantile(&self.ratios, share);
        Some((at(0.5 - sure / 2.0)?, at(0.5)?, at(0.5 + sure / 2.0)?))
    }
}

impl Single {
    /// The best standard error there is of the annual ratio.
    pub fn error(&self) -> Told {
        self.error_memory.or(self.error_moments).or(self.error_independent)
    }
}
