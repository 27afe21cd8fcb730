//! How sure a figure is: what it would be on other threads of the same sort (Efron 1979, the percentile interval).

use super::{
    Unit,
    tally::{Counts, Figure},
};

/// So many times the threads are drawn anew.
const RESAMPLES: usize = 1000;
/// The part of the resamples that an interval leaves out at either end: 2.5 %.
const LEFT_OUT: usize = RESAMPLES / 40;

/// For each figure, for each of its values: the bounds between which it lies in 95 % of resamples of `units`. The same
/// units give the same bounds.
pub fn intervals(units: &[&Unit], figures: &[Figure]) -> Vec<Vec<(f64, f64)>> {
    let mut found: Vec<Vec<Vec<f64>>> = figures.iter().map(|it| vec![Vec::new(); it.statistic.names().len()]).collect();
    let mut random = Random(0);
    for _ in 0..RESAMPLES {
        let mut times = vec![0.0; units.len()];
        for _ in units {
            times[random.below(units.len())] += 1.0;
        }
        for (at, figure) in figures.iter().enumerate() {
            let mut sum = Counts::default();
            for (unit, &times) in units.iter().zip(&times).filter(|it| *it.1 > 0.0) {
                sum.add(&unit.counts[at], times);
            }
            for (all, value) in found[at].iter_mut().zip(figure.statistic.values(&sum)) {
                all.push(value);
            }
        }
    }
    let bounds = |mut all: Vec<f64>| {
        all.sort_by(f64::total_cmp);
        (all[LEFT_OUT], all[RESAMPLES - 1 - LEFT_OUT])
    };
    found.into_iter().map(|it| it.into_iter().map(bounds).collect()).collect()
}

/// Numbers that look random and are the same each time: `SplitMix64` (Steele, Lea and Flood 2014, figure 17).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let it = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ (it >> 31)
    }

    /// A number below `bound`; 0 if that is 0.
    fn below(&mut self, bound: usize) -> usize {
        let scaled = (u128::from(self.next()) * bound as u128) >> 64;
        usize::try_from(scaled).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::tally::Statistic;

    const SHARE: [Figure; 1] = [Figure { name: "share", statistic: Statistic::Share }];

    fn units(shares: &[usize]) -> Vec<Unit> {
        let unit = |&hits: &usize| Unit { name: String::new(), counts: vec![Counts::share(hits, 1)] };
        shares.iter().map(unit).collect()
    }

    fn bounds(shares: &[usize]) -> (f64, f64) {
        intervals(&units(shares).iter().collect::<Vec<_>>(), &SHARE)[0][0]
    }

    #[test]
    fn numbers_are_those_of_the_paper() {
        // The first outputs of the reference implementation for the seed 0.
        let mut random = Random(0);
        assert_eq!([random.next(), random.next()], [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4]);
    }

    #[test]
    fn an_interval_is_as_wide_as_chance() {
        assert_eq!(bounds(&[1; 20]), (1.0, 1.0));
        // Of 100 throws of a coin, between 40 and 60 in 95 % of all cases.
        let (low, high) = bounds(&[0, 1].repeat(50));
        assert!((0.38..0.43).contains(&low) && (0.57..0.62).contains(&high), "{low} {high}");
        assert_eq!(bounds(&[0, 1].repeat(50)), (low, high));
    }
}
