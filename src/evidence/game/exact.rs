//! Fractions without rounding, and bounds on how much work they may make.

use crate::jobs::Progress;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// A fraction in lowest terms.
pub type Exact = BigRational;

/// The most characters of a number in a file: longer ones are a mistake, and make every step slow.
const LONGEST: usize = 100;

/// The most characters in which a fraction is told exactly.
const TOLD: usize = 200;

/// Reads `3`, `-0.5`, `1e-3` or `2/7` (decimals on both sides, too) without rounding.
///
/// # Errors
/// Why it is no number, as the end of a sentence that begins with it.
pub fn read(text: &str) -> Result<Exact, String> {
    if text.len() > LONGEST {
        return Err(format!("is longer than {LONGEST} characters"));
    }
    let (above, below) = text.split_once('/').unwrap_or((text, "1"));
    let (above, below) = (decimal(above)?, decimal(below)?);
    if below.is_zero() {
        return Err("divides by 0".to_owned());
    }
    Ok(above / below)
}

fn decimal(text: &str) -> Result<Exact, String> {
    let bad = || "is no number".to_owned();
    let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent: i32 = exponent.parse().map_err(|_| bad())?;
    if exponent.abs() > 100 {
        return Err("has an exponent beyond 100".to_owned());
    }
    let (sign, number) = match number.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, number.strip_prefix('+').unwrap_or(number)),
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits = format!("{whole}{part}");
    if digits.is_empty() || !digits.bytes().all(|it| it.is_ascii_digit()) {
        return Err(bad());
    }
    let digits: BigInt = digits.parse().map_err(|_| bad())?;
    let shift = exponent - i32::try_from(part.len()).unwrap_or(i32::MAX);
    let power = BigInt::from(10).pow(shift.unsigned_abs());
    let value = if shift < 0 { Exact::new(digits, power) } else { Exact::from(digits * power) };
    Ok(value * BigInt::from(sign))
}

/// As people and programs read it: `2/7`, `-3`; a number of very many digits only about.
pub fn show(it: &Exact) -> String {
    let text = it.to_string();
    if text.len() > TOLD { format!("about {}", float(it)) } else { text }
}

/// With the decimals after it, where it is a fraction: `149/200 = 0.745`.
pub fn show_both(it: &Exact) -> String {
    if it.is_integer() {
        return show(it);
    }
    let rounded = (it * BigInt::from(1_000_000)).round() / BigInt::from(1_000_000);
    let sign = if &rounded == it { "=" } else { "≈" };
    format!("{} {sign} {}", show(it), float(&rounded))
}

/// The nearest number of 53 bits; infinite beyond their range.
pub fn float(it: &Exact) -> f64 {
    it.to_f64().unwrap_or(f64::NAN)
}

/// The fraction that a typed number shows: the shortest decimals that lead to it.
pub fn from_float(it: f64) -> Exact {
    read(&it.to_string()).unwrap_or_else(|_| Exact::zero())
}

/// A whole number as a fraction.
pub fn whole(it: i64) -> Exact {
    Exact::from(BigInt::from(it))
}

/// Whether it is from 0 to 1.
pub fn is_share(it: &Exact) -> bool {
    !it.is_negative() && *it <= Exact::one()
}

/// Why a calculation ended early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// It takes more work than it may.
    TooLarge,
    /// A person wants it no more.
    Cancelled,
}

/// How much work a calculation may still do, counted in steps, not in time, so that it ends alike on every machine.
#[derive(Debug)]
pub struct Work<'a> {
    left: u64,
    progress: &'a Progress,
}

impl<'a> Work<'a> {
    /// So many steps; some ten million take a second.
    pub fn new(left: u64, progress: &'a Progress) -> Self {
        Self { left, progress }
    }

    /// Does some steps.
    ///
    /// # Errors
    /// If none are left or nobody waits any more.
    pub fn spend(&mut self, steps: usize) -> Result<(), Stop> {
        if self.progress.is_cancelled() {
            return Err(Stop::Cancelled);
        }
        self.left = self.left.checked_sub(steps as u64).ok_or(Stop::TooLarge)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_without_rounding() {
        for (text, told) in [
            ("0.1", "1/10"),
            ("-.50", "-1/2"),
            ("+3", "3"),
            ("6/-4", "-3/2"),
            ("1.5/0.25", "6"),
            ("1e-3", "1/1000"),
            ("2E2", "200"),
            ("7.", "7"),
        ] {
            assert_eq!(read(text).map(|it| show(&it)), Ok(told.to_owned()), "{text}");
        }
        for text in ["", "-", ".", "1/0", "1/", "x", "1e", "1e101", "--1", "NaN", "1/2/3", "٣", &"9".repeat(101)] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn fractions_are_told_with_their_decimals() {
        let told = ["149/200", "1/3", "5"].map(|it| show_both(&read(it).unwrap()));
        assert_eq!(told, ["149/200 = 0.745", "1/3 ≈ 0.333333", "5"]);
        assert_eq!(from_float(0.745), read("0.745").unwrap());
        assert!((float(&read("1/3").unwrap()) - 1.0 / 3.0).abs() < 1e-17);
    }
}
