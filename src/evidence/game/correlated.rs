//! The range of correlated equilibria (Aumann 1974, 1987): what players may get if somebody they trust draws a cell and
//! tells each what to do, and nobody gains by doing otherwise.

use super::{
    dictionary::Dictionary,
    exact::{Exact, Stop, Work},
    table::Game,
    whole::{scale, whole},
};
use num_bigint::BigInt;
use num_traits::{One, Zero};

/// The most numbers in the programme: they have to fit in memory.
const MOST_ENTRIES: usize = 1_000_000;

/// Least and most of something.
pub type Range = (Exact, Exact);

/// What each player may get in a correlated equilibrium.
#[derive(Debug)]
pub struct Correlated {
    /// Least and most of each player.
    pub players: Vec<Range>,
    /// Least and most of the sum of all.
    pub sum: Range,
}

/// The range of correlated equilibria.
///
/// The programme is a cone cut off where shares add up to at most 1. What is to be large is above 0 in every cell, so
/// that its most is where they add up to 1; therefore it can start from 0.
///
/// # Errors
/// If the game is too large.
pub fn solve(game: &Game, work: &mut Work<'_>) -> Result<Correlated, Stop> {
    let players = game.players.len();
    let rows: usize = (0..players).map(|it| game.size(it) * (game.size(it) - 1)).sum();
    if rows.saturating_add(2 * players).saturating_mul(game.cells()) > MOST_ENTRIES {
        return Err(Stop::TooLarge);
    }
    let wholes = (0..players).map(|it| whole(game, it, work)).collect::<Result<Vec<_>, _>>()?;
    let mut rows = Vec::new();
    for (player, whole) in wholes.iter().enumerate() {
        let (size, stride) = (game.size(player), game.stride(player));
        for (told, other) in (0..size).flat_map(|told| (0..size).map(move |it| (told, it))).filter(|it| it.0 != it.1) {
            let mut row = vec![BigInt::zero(); game.cells()];
            for column in game.columns(player) {
                let at = column + told * stride;
                row[at] = &whole.payoffs[column + other * stride] - &whole.payoffs[at];
            }
            rows.push(row);
        }
    }
    let mut bounds = vec![BigInt::zero(); rows.len()];
    rows.push(vec![BigInt::one(); game.cells()]);
    bounds.push(BigInt::one());
    // Sums are compared in the unit that all players have in common.
    let sum: Vec<Exact> =
        (0..game.cells()).map(|cell| (0..players).fold(Exact::zero(), |sum, it| sum + game.payoff(cell, it))).collect();
    let own = |player: usize| (0..game.cells()).map(|cell| game.payoff(cell, player).clone()).collect();
    let wanted: Vec<Vec<Exact>> = (0..players).map(own).chain([sum]).collect();
    let goals: Vec<Goal> = wanted.iter().map(|it| goal(it, work)).collect::<Result<_, _>>()?;
    let lines = goals.iter().flat_map(|it| [it.up.clone(), it.down.clone()]).collect();
    let start = Dictionary::new(rows, &bounds, lines);
    let mut ranges = Vec::new();
    for (nth, goal) in goals.iter().enumerate() {
        // From the start each time: the way from one goal to the next is longer.
        let most = start.clone().most(2 * nth, work)?.unwrap_or_default();
        let least = start.clone().most(2 * nth + 1, work)?.unwrap_or_default();
        let least = &goal.high - least * &goal.unit;
        ranges.push((least, &goal.low + most * &goal.unit));
    }
    let sum = ranges.pop().unwrap_or_default();
    Ok(Correlated { players: ranges, sum })
}

/// Something that is to be large, and small, as whole numbers above 0.
struct Goal {
    up: Vec<BigInt>,
    down: Vec<BigInt>,
    unit: Exact,
    /// What `up` counts from, upwards.
    low: Exact,
    /// What `down` counts from, downwards.
    high: Exact,
}

fn goal(values: &[Exact], work: &mut Work<'_>) -> Result<Goal, Stop> {
    let scaled = scale(values, work)?;
    let most = scaled.payoffs.iter().max().cloned().unwrap_or_default();
    let one = BigInt::one();
    let up: Vec<BigInt> = scaled.payoffs.iter().map(|it| it + &one).collect();
    let down = scaled.payoffs.iter().map(|it| &most - it + &one).collect();
    let low = &scaled.least - &scaled.unit;
    let high = &scaled.least + &scaled.unit * (most + one);
    Ok(Goal { up, down, unit: scaled.unit, low, high })
}
