//! Payoffs as whole numbers: each player's scaled so that nothing strategic changes.

use super::{
    exact::{Exact, Stop, Work},
    table::Game,
};
use num_bigint::BigInt;
use num_traits::{One, Zero};

/// The most bits of what a player's payoffs are multiplied by.
const MOST_BITS: u64 = 8192;

/// A player's payoffs as whole numbers from 0, by cell.
#[derive(Debug)]
pub struct Whole {
    /// The payoffs, shifted and scaled.
    pub payoffs: Vec<BigInt>,
    /// What one is worth: a payoff is `least + unit · whole`.
    pub unit: Exact,
    /// The least payoff.
    pub least: Exact,
}

/// A player's payoffs as whole numbers.
///
/// # Errors
/// If their denominators have too little in common.
pub fn whole(game: &Game, player: usize, work: &mut Work<'_>) -> Result<Whole, Stop> {
    let payoffs: Vec<Exact> = (0..game.cells()).map(|cell| game.payoff(cell, player).clone()).collect();
    scale(&payoffs, work)
}

/// Fractions as whole numbers.
///
/// # Errors
/// If their denominators have too little in common.
pub fn scale(payoffs: &[Exact], work: &mut Work<'_>) -> Result<Whole, Stop> {
    work.spend(payoffs.len())?;
    let mut common = BigInt::one();
    for it in payoffs {
        if (&common % it.denom()).is_zero() {
            continue;
        }
        // The reduced fraction of the two has what the new one adds as its numerator.
        common *= Exact::new(it.denom().clone(), common.clone()).numer();
        if common.bits() > MOST_BITS {
            return Err(Stop::TooLarge);
        }
        work.spend(8 + usize::try_from(common.bits() / 4).unwrap_or(usize::MAX))?;
    }
    let least = payoffs.iter().min().cloned().unwrap_or_else(Exact::zero);
    let scaled: Vec<BigInt> = payoffs.iter().map(|it| ((it - &least) * &common).to_integer()).collect();
    let divisor = scaled.iter().fold(BigInt::zero(), gcd);
    let divisor = if divisor.is_zero() { BigInt::one() } else { divisor };
    let payoffs = scaled.iter().map(|it| it / &divisor).collect();
    Ok(Whole { payoffs, unit: Exact::new(divisor, common), least })
}

fn gcd(mut a: BigInt, b: &BigInt) -> BigInt {
    let mut b = b.clone();
    while !b.is_zero() {
        (a, b) = (b.clone(), a % b);
    }
    a
}
