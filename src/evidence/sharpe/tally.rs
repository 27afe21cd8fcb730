//! What one pass over the returns leaves behind.

use super::{
    feed::Step,
    moments::{Both, Moments, total},
    path::Path,
};

/// Steps that are looked at together.
const CHUNK: usize = 512;

/// Sums over all returns, and over those with a benchmark.
#[derive(Default)]
pub struct Tally {
    chunk: Vec<Step>,
    scratch: [Vec<f64>; 5],
    /// Least acceptable return of a period; the risk-free rate if there is none.
    mar: Option<f64>,
    /// First and last date.
    pub dates: Option<(i64, i64)>,
    /// Returns less the risk-free rate.
    pub x: Moments,
    /// Returns.
    pub r: Moments,
    /// Risk-free rates.
    pub f: Moments,
    /// Logarithms of growth.
    pub log: Moments,
    /// The same less those of the risk-free rate.
    pub log_x: Moments,
    /// Logarithms of one and the return less the risk-free rate.
    pub log_1x: Moments,
    /// Returns less what is acceptable.
    pub over: Moments,
    /// Sum of the squares of those below 0, and how many.
    pub under: (f64, u64),
    /// Whether a return lost all.
    pub lost: bool,
    /// Growth.
    pub path: Path,
    /// What is compared with the benchmark.
    pub pair: Pair,
}

/// Sums over all returns with a benchmark.
#[derive(Default)]
pub struct Pair {
    /// Portfolio and benchmark less the risk-free rate.
    pub x: Both,
    /// Portfolio and benchmark.
    pub r: Both,
    /// Their difference.
    pub active: Moments,
    /// Risk-free rates.
    pub f: Moments,
    /// Growth of the portfolio.
    pub path: Path,
    /// Growth of the benchmark.
    pub benchmark: Path,
}

impl Tally {
    /// With this least acceptable return of a period.
    pub fn new(mar: Option<f64>) -> Self {
        Self { mar, ..Self::default() }
    }

    /// Takes the returns of one period.
    pub fn add(&mut self, step: Step) {
        self.chunk.push(step);
        if self.chunk.len() == CHUNK {
            self.flush();
        }
    }

    /// Counts in what was taken since.
    pub fn flush(&mut self) {
        let chunk = std::mem::take(&mut self.chunk);
        if let (Some(first), Some(last)) = (chunk.first(), chunk.last()) {
            self.dates = Some((self.dates.map_or(first.date, |it| it.0), last.date));
            let returns = self.single(&chunk);
            self.pair.add(&chunk, returns, &self.scratch[4]);
        }
        self.chunk = chunk;
        self.chunk.clear();
    }

    /// Counts in the portfolio by itself; the moments of its returns.
    fn single(&mut self, chunk: &[Step]) -> Moments {
        let [x, r, other, log, raw] = &mut self.scratch;
        fill(r, chunk, |it| it.r);
        fill(raw, chunk, |it| libm::log1p(it.r));
        let returns = Moments::of(r);
        self.r.add(&returns);
        self.path.add_all(|it| chunk[it].date, raw);
        // A logarithm of nothing would spoil the sums; where all was lost they are not used.
        self.lost |= raw.iter().any(|it| !it.is_finite());
        log.clear();
        log.extend(raw.iter().map(|it| it.max(-1e9)));
        let logs = Moments::of(log);
        self.log.add(&logs);
        if chunk.iter().all(|it| it.f == 0.0) {
            self.f.add(&Moments::zeros(chunk.len() as u64));
            self.x.add(&returns);
            self.log_x.add(&logs);
            self.log_1x.add(&logs);
            if let Some(mar) = self.mar {
                fill(x, chunk, |it| it.r - mar);
                self.below(0);
            } else {
                self.over.add(&returns);
                self.count_below(1);
            }
            return returns;
        }
        fill(other, chunk, |it| it.f);
        self.f.add(&Moments::of(other));
        fill(x, chunk, |it| it.r - it.f);
        self.x.add(&Moments::of(x));
        fill(other, chunk, |it| libm::log1p(it.r - it.f).max(-1e9));
        self.log_1x.add(&Moments::of(other));
        log.iter_mut().zip(chunk).for_each(|(log, it)| *log -= libm::log1p(it.f).max(-1e9));
        self.log_x.add(&Moments::of(log));
        if let Some(mar) = self.mar {
            fill(x, chunk, |it| it.r - mar);
        }
        self.below(0);
        returns
    }

    /// Counts in what stands above and below 0 in this scratch.
    fn below(&mut self, nth: usize) {
        self.over.add(&Moments::of(&self.scratch[nth]));
        self.count_below(nth);
    }

    /// Counts in what stands below 0 in this scratch.
    fn count_below(&mut self, nth: usize) {
        let over = &self.scratch[nth];
        self.under.0 += total(over, |it| it.min(0.0) * it.min(0.0));
        self.under.1 += over.iter().filter(|it| **it < 0.0).count() as u64;
    }
}

impl Pair {
    /// Takes returns, with the moments of the portfolio's and the logarithms of its growth.
    fn add(&mut self, chunk: &[Step], returns: Moments, logs: &[f64]) {
        if chunk.iter().all(|it| !it.b.is_nan()) {
            self.add_whole(chunk, Some(returns), logs);
            return;
        }
        let with = chunk.iter().zip(logs).filter(|it| !it.0.b.is_nan());
        let (steps, logs): (Vec<Step>, Vec<f64>) = with.map(|(step, log)| (*step, *log)).unzip();
        if !steps.is_empty() {
            self.add_whole(&steps, None, &logs);
        }
    }

    fn add_whole(&mut self, steps: &[Step], returns: Option<Moments>, logs: &[f64]) {
        let of = |it: fn(&Step) -> f64| -> Vec<f64> { steps.iter().map(it).collect() };
        let r = of(|it| it.r);
        let both = Both::with(returns.unwrap_or_else(|| Moments::of(&r)), &r, &of(|it| it.b));
        self.r.add(&both);
        self.active.add(&Moments::of(&of(|it| it.r - it.b)));
        if steps.iter().all(|it| it.f == 0.0) {
            self.x.add(&both);
            self.f.add(&Moments::zeros(steps.len() as u64));
        } else {
            self.x.add(&Both::of(&of(|it| it.r - it.f), &of(|it| it.b - it.f)));
            self.f.add(&Moments::of(&of(|it| it.f)));
        }
        self.path.add_all(|it| steps[it].date, logs);
        self.benchmark.add_all(|it| steps[it].date, &of(|it| libm::log1p(it.b)));
    }
}

fn fill(out: &mut Vec<f64>, chunk: &[Step], of: impl Fn(&Step) -> f64) {
    out.clear();
    out.extend(chunk.iter().map(of));
}
