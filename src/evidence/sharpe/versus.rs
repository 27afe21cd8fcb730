//! What the returns of the portfolio say next to those of the benchmark.

use super::{
    chance,
    feed::Step,
    path::Path,
    single::{TOO_LONG, Told},
    tally::Pair,
    wishes::Wishes,
};
use crate::evidence::numbers::normal;

const FLAT: &str = "the benchmark's returns are all the same, so there is no spread";

/// What the returns of the portfolio say next to those of the benchmark. Ratios and returns are annual.
#[derive(Debug)]
pub struct Versus {
    pub n: u64,
    pub sharpe: Told,
    pub own_sharpe: Told,
    pub annual: Told,
    pub geometric: Told,
    pub volatility: Told,
    pub total: f64,
    pub own_total: f64,
    pub drawdown: f64,
    pub beta: Told,
    pub alpha: Told,
    pub alpha_compounded: Told,
    pub alpha_geometric: Told,
    pub correlation: Told,
    pub tracking: Told,
    pub information: Told,
    pub information_geometric: Told,
    pub leverage: Told,
    pub financing: Told,
    pub levered: Result<Path, &'static str>,
    pub levered_annual: Told,
    pub levered_difference: Told,
    pub m2: Told,
    pub m2_difference: Told,
    pub z: Told,
    pub p: Told,
}

/// Works it out. `steps` are all returns, if they are held.
pub fn work_out(pair: &Pair, steps: Option<&[Step]>, k: Told, wishes: &Wishes) -> Versus {
    let n = pair.r.one.n;
    let size = pair.f.size;
    let root = k.map(f64::sqrt);
    let (own, other) = (pair.x.one.spread(size.max(pair.r.one.size)), pair.x.two.spread(size.max(pair.r.two.size)));
    let other = other.map_err(|it| if n < 2 { it } else { FLAT });
    let raw = pair.r.two.spread(0.0).map_err(|it| if n < 2 { it } else { FLAT });
    let ratios = (own.map(|it| pair.x.one.mean / it), other.map(|it| pair.x.two.mean / it));
    let beta = other.map(|_| pair.x.products / pair.x.two.squares());
    let alpha = beta.map(|it| pair.x.one.mean - it * pair.x.two.mean);
    let correlation = own.and(other).map(|_| pair.x.correlation());
    let growth = |log: f64| Ok(libm::expm1(log / crate::evidence::numbers::float(n.max(1)) * k?));
    let (geometric, own_geometric) = (growth(pair.benchmark.log()), growth(pair.path.log()));
    let rf = k.map(|it| libm::expm1(libm::log1p(pair.f.mean) * it));
    let tracking = pair.active.spread(pair.r.one.size.max(pair.r.two.size));
    let tracking = tracking.map_err(|it| if n < 2 { it } else { "the portfolio is always as far from the benchmark" });
    let leverage = raw.and_then(|it| Ok(pair.r.one.spread(0.0)? / it));
    let financing = match wishes.financing {
        Some(it) => Ok(it),
        None => k.map(|it| pair.f.mean * it),
    };
    let rate = wishes.financing.map(|it| k.map(|k| it / k)).transpose();
    let levered = leverage.and_then(|it| Ok(levered_path(steps.ok_or(TOO_LONG)?, it, rate?)));
    let z = match (ratios, correlation) {
        ((Ok(one), Ok(two)), Ok(it)) => chance::difference(one, two, it, n).ok_or("the two move as one"),
        ((Err(why), _) | (_, Err(why)), _) | (_, Err(why)) => Err(why),
    };
    Versus {
        n,
        sharpe: ratios.1.and_then(|it| Ok(it * root?)),
        own_sharpe: ratios.0.and_then(|it| Ok(it * root?)),
        annual: k.map(|it| pair.r.two.mean * it),
        geometric,
        volatility: raw.and_then(|it| Ok(it * root?)),
        total: pair.benchmark.gain(),
        own_total: pair.path.gain(),
        drawdown: pair.benchmark.drawdown(),
        beta,
        alpha: alpha.and_then(|it| Ok(it * k?)),
        alpha_compounded: alpha.and_then(|it| Ok(libm::expm1(libm::log1p(it) * k?))),
        alpha_geometric: beta.and_then(|it| Ok(own_geometric? - rf? - it * (geometric? - rf?))),
        correlation,
        tracking: tracking.and_then(|it| Ok(it * root?)),
        information: tracking.and_then(|it| Ok(pair.active.mean / it * root?)),
        information_geometric: tracking.and_then(|it| Ok((own_geometric? - geometric?) / (it * root?))),
        leverage,
        financing,
        levered_annual: levered.as_ref().map_err(|why| *why).and_then(|it| growth(it.log())),
        levered,
        levered_difference: leverage.and_then(|it| {
            let k = k?;
            Ok(pair.r.one.mean * k - (it * pair.r.two.mean * k - (it - 1.0) * financing?))
        }),
        m2: raw.and_then(|it| Ok((ratios.0? * it + pair.f.mean) * k?)),
        m2_difference: raw.and_then(|it| Ok((ratios.0? * it + pair.f.mean - pair.r.two.mean) * k?)),
        z,
        p: z.map(|it| 2.0 * normal(-it.abs())),
    }
}

/// Growth of the benchmark at this leverage, borrowing at this rate of a period or at the risk-free one.
fn levered_path(steps: &[Step], leverage: f64, rate: Option<f64>) -> Path {
    let mut path = Path::default();
    for it in steps.iter().filter(|it| !it.b.is_nan()) {
        let r = leverage * it.b - (leverage - 1.0) * rate.unwrap_or(it.f);
        path.add(it.date, if r > -1.0 { libm::log1p(r) } else { f64::NEG_INFINITY });
    }
    path
}
