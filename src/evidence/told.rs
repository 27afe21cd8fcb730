//! Figures as people read them.

use crate::map::Amount;

/// An amount in words: a number to so many significant digits, a share in percent.
pub fn words(amount: &Amount, digits: usize) -> String {
    match amount {
        Amount::Number(it) => significant(*it, digits),
        Amount::Share(it) => format!("{} %", significant(*it * 100.0, digits)),
        Amount::Count(it) => it.to_string(),
        Amount::Words(it) => it.clone(),
        Amount::Undefined(why) => format!("undefined: {why}"),
    }
}

/// An interval of an amount in words: `95 % interval 0.6 to 3.1`.
pub fn interval(amount: &Amount, (least, most, sure): (f64, f64, f64), digits: usize) -> String {
    let (unit, sign) = if matches!(amount, Amount::Share(_)) { (100.0, " %") } else { (1.0, "") };
    let bound = |it: f64| significant(it * unit, digits);
    format!("{} interval {} to {}{sign}", words(&Amount::Share(sure), digits), bound(least), bound(most))
}

/// A number to so many significant digits, without zeros at its end.
pub fn significant(it: f64, digits: usize) -> String {
    if it == 0.0 {
        return "0".to_owned();
    }
    let size = it.abs();
    let after = digits.max(1) - 1;
    if !(1e-4..1e15).contains(&size) {
        return format!("{it:.after$e}");
    }
    // The exponent of the number as it is written to these digits: no logarithm that might round differently elsewhere.
    let written = format!("{size:.after$e}");
    let exponent: i64 = written.split_once('e').and_then(|it| it.1.parse().ok()).unwrap_or(0);
    let places = usize::try_from(i64::try_from(after).unwrap_or(0) - exponent).unwrap_or(0);
    let text = format!("{it:.places$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_to_so_many_digits() {
        let told = [0.0, 2.0, -0.745, 1234.5678, 1_234_567.8, 0.000_012_345_678, 1e300, 0.999_999_99];
        assert_eq!(
            told.map(|it| significant(it, 6)),
            ["0", "2", "-0.745", "1234.57", "1234568", "1.23457e-5", "1.00000e300", "1"]
        );
        assert_eq!(
            told.map(|it| significant(it, 3)),
            ["0", "2", "-0.745", "1235", "1234568", "1.23e-5", "1.00e300", "1"]
        );
    }
}
