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

/// The range of correlated equilibria, from the dual programme: of all `λ` with `λ + Σ_k y_k gain_k ≥ payoff` in every
/// cell, where `gain_k` is what a player gains by doing one thing when told another, the least is the most that the
/// payoff can be. With `λ` counted downwards from the largest payoff it starts from 0, where few rows tie.
///
/// # Errors
/// If the game is too large.
pub fn solve(game: &Game, work: &mut Work<'_>) -> Result<Correlated, Stop> {
    let players = game.players.len();
    let width: usize = 1 + (0..players).map(|it| game.size(it) * (game.size(it) - 1)).sum::<usize>();
    if width.saturating_mul(game.cells()) > MOST_ENTRIES {
        return Err(Stop::TooLarge);
    }
    let rows = rows(game, width, work)?;
    let mut goal = vec![BigInt::zero(); width];
    goal[0] = BigInt::one();
    let own = |player: usize| (0..game.cells()).map(|cell| game.payoff(cell, player).clone()).collect();
    let sum = |cell| (0..players).fold(Exact::zero(), |sum, it| sum + game.payoff(cell, it));
    let wanted = (0..players).map(own).chain([(0..game.cells()).map(sum).collect::<Vec<Exact>>()]);
    let mut ranges = Vec::new();
    for values in wanted {
        let scaled = scale(&values, work)?;
        let most = scaled.payoffs.iter().max().cloned().unwrap_or_default();
        let from_above: Vec<BigInt> = scaled.payoffs.iter().map(|it| &most - it).collect();
        let mut inwards = |bounds: &[BigInt]| -> Result<Exact, Stop> {
            let moved = Dictionary::new(rows.clone(), bounds, vec![goal.clone()]).most(0, work)?;
            Ok(moved.unwrap_or_default() * &scaled.unit)
        };
        let (up, down) = (inwards(&scaled.payoffs)?, inwards(&from_above)?);
        let high = &scaled.least + &scaled.unit * most;
        ranges.push((&scaled.least + up, high - down));
    }
    let sum = ranges.pop().unwrap_or_default();
    Ok(Correlated { players: ranges, sum })
}

/// For each cell 1, and for each of what players may be told and do instead less what they gain.
fn rows(game: &Game, width: usize, work: &mut Work<'_>) -> Result<Vec<Vec<BigInt>>, Stop> {
    let mut rows = vec![vec![BigInt::zero(); width]; game.cells()];
    for row in &mut rows {
        row[0] = BigInt::one();
    }
    let mut at = 1;
    for player in 0..game.players.len() {
        let payoffs = whole(game, player, work)?.payoffs;
        let (size, stride) = (game.size(player), game.stride(player));
        for (told, other) in (0..size).flat_map(|told| (0..size).map(move |it| (told, it))).filter(|it| it.0 != it.1) {
            for column in game.columns(player) {
                let cell = column + told * stride;
                rows[cell][at] = &payoffs[cell] - &payoffs[column + other * stride];
            }
            at += 1;
        }
    }
    Ok(rows)
}
