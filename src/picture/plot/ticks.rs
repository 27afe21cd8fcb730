//! Where an axis has marks, and what stands there: 1, 2 or 5 times a power of ten.

use super::{dates, range::Range};
use crate::evidence::Measure;

/// A mark on an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    pub at: f64,
    pub words: String,
}

/// The distance of marks: a digit (1, 2 or 5) times a power of ten.
#[derive(Clone, Copy)]
struct Step(i64, i32);

impl Step {
    /// The smallest one of which at most `most` fit into this length.
    fn of(length: f64, most: u16) -> Self {
        let raw = length / f64::from(most.max(1));
        let power = format!("{raw:e}").split_once('e').and_then(|it| it.1.parse().ok()).unwrap_or(0);
        let steps = [Self(1, power), Self(2, power), Self(5, power), Self(1, power + 1)];
        steps.into_iter().find(|it| it.times(1) >= raw * (1.0 - 1e-9)).unwrap_or(steps[3])
    }

    /// So many of it; exactly the number that is written.
    fn times(self, count: i64) -> f64 {
        format!("{}e{}", count.saturating_mul(self.0), self.1).parse().unwrap_or(0.0)
    }

    /// How many of it come to this.
    #[expect(clippy::cast_possible_truncation, reason = "it saturates")]
    fn count(self, it: f64, round: fn(f64) -> f64) -> i64 {
        round(it / self.times(1)) as i64
    }

    fn ticks(self, range: Range, percent: bool) -> Vec<Tick> {
        let slack = range.length() * 1e-9;
        let (first, last) = (self.count(range.low - slack, f64::ceil), self.count(range.high + slack, f64::floor));
        // Bounded, whatever rounding does.
        let all: Vec<i64> = (first..=last).take(100).collect();
        let power = self.1 + if percent { 2 } else { 0 };
        let most = all.iter().map(|it| it.saturating_mul(self.0).unsigned_abs()).max().unwrap_or(0);
        let long = most.checked_ilog10().map_or(0, |it| i32::try_from(it).unwrap_or(0)) + power;
        let plain = power >= -6 && long < 7;
        let words = |it: i64| {
            let digits = it.saturating_mul(self.0);
            let number = if plain { fixed(digits, power) } else { scientific(digits, power) };
            if percent { format!("{number} %") } else { number }
        };
        all.iter().map(|&it| Tick { at: self.times(it), words: words(it) }).collect()
    }
}

/// `digits` times ten to the `power`, written out.
fn fixed(digits: i64, power: i32) -> String {
    let sign = if digits < 0 { "−" } else { "" };
    let digits = digits.unsigned_abs();
    if power >= 0 {
        return format!("{sign}{digits}{}", if digits == 0 { String::new() } else { "0".repeat(to_usize(power)) });
    }
    let after = to_usize(-power);
    let padded = format!("{digits:0>wide$}", wide = after + 1);
    let (whole, rest) = padded.split_at(padded.len() - after);
    format!("{sign}{whole}.{rest}")
}

/// The same with one digit before the point and the power of ten behind.
fn scientific(digits: i64, power: i32) -> String {
    if digits == 0 {
        return "0".to_owned();
    }
    let sign = if digits < 0 { "−" } else { "" };
    let all = digits.unsigned_abs().to_string();
    let power = power + i32::try_from(all.len()).unwrap_or(1) - 1;
    let (first, rest) = all.split_at(1);
    let rest = rest.trim_end_matches('0');
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{first}{point}{rest}e{power}").replace("e-", "e−")
}

fn to_usize(it: i32) -> usize {
    usize::try_from(it).unwrap_or(0)
}

/// At most about `most` marks for numbers.
pub fn numbers(range: Range, most: u16, percent: bool) -> Vec<Tick> {
    Step::of(range.length(), most).ticks(range, percent)
}

/// About `most` marks for numbers, and the range with its ends at marks where those are near, else with a little room.
pub fn rounded(range: Range, most: u16, percent: bool) -> (Range, Vec<Tick>) {
    let step = Step::of(range.length(), most);
    let (slack, room) = (range.length() * 1e-9, range.length() * 0.03);
    let (low, high) =
        (step.times(step.count(range.low + slack, f64::floor)), step.times(step.count(range.high - slack, f64::ceil)));
    let near = |by: f64| by <= step.times(1) * 0.5;
    let low = if near(range.low - low) { low } else { range.low - room };
    let high = if near(high - range.high) { high } else { range.high + room };
    let wider = Range::new(low.min(range.low), high.max(range.high));
    (wider, step.ticks(wider, percent))
}

/// As many marks as `fits` allows.
pub fn fitting(range: Range, measure: &Measure, most: u16, fits: impl Fn(&[Tick]) -> bool) -> Vec<Tick> {
    let dated = matches!(measure, Measure::Date).then(|| dates::candidates(range, most)).flatten();
    let percent = matches!(measure, Measure::Share);
    let all: Vec<Vec<Tick>> =
        dated.unwrap_or_else(|| (1..=most.min(12)).rev().map(|it| numbers(range, it, percent)).collect());
    let mut found = all.iter().find(|it| it.len() > 1 && fits(it)).cloned();
    found = found.or_else(|| all.into_iter().rev().find(|it| it.len() == 1 && fits(it)));
    found.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_round_and_say_no_more_than_needed() {
        let cases = [
            (0.0, 1.0, 5, false, "0.0 0.2 0.4 0.6 0.8 1.0"),
            (0.0, 1.0, 5, true, "0 % 20 % 40 % 60 % 80 % 100 %"),
            (-0.3, 0.0, 3, true, "−30 % −20 % −10 % 0 %"),
            (0.93, 1.62, 4, false, "1.0 1.2 1.4 1.6"),
            (0.0, 1234.0, 5, false, "0 500 1000"),
            (-1e300, 1e300, 4, false, "−1e300 −5e299 0 5e299 1e300"),
            (1e-9, 4e-9, 4, false, "1e−9 2e−9 3e−9 4e−9"),
            (1e9, 1.2e9, 4, false, "1e9 1.05e9 1.1e9 1.15e9 1.2e9"),
            (1_000_000.0, 1_000_004.0, 4, false, "1000000 1000001 1000002 1000003 1000004"),
        ];
        for (low, high, most, percent, want) in cases {
            let told: Vec<String> =
                numbers(Range { low, high }, most, percent).into_iter().map(|it| it.words).collect();
            assert_eq!(told.join(" "), want, "{low} to {high}");
        }
    }

    #[test]
    fn ranges_end_at_marks_that_are_near() {
        let (it, marks) = rounded(Range { low: 0.93, high: 1.62 }, 4, false);
        assert!((it.low - (0.93 - 0.69 * 0.03)).abs() < 1e-12 && (it.high - (1.62 + 0.69 * 0.03)).abs() < 1e-12);
        assert_eq!((marks[0].at, marks.len()), (1.0, 4));
        assert_eq!(rounded(Range { low: 0.0, high: 78.0 }, 8, false).0, Range { low: 0.0, high: 80.0 });
        let (it, marks) = rounded(Range { low: -8e307, high: 8e307 }, 4, false);
        assert!(it.length().is_finite() && marks.len() > 2);
    }
}
