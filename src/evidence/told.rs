//! Figures as people read them.

use super::numbers::significant;
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
