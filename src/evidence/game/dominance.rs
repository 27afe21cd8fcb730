//! Which strategies are dominated, by others and by mixtures of others, at once and again and again.

use super::{
    dictionary::Dictionary,
    exact::{Exact, Stop, Work},
    table::Game,
    whole::{Whole, whole},
};
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

/// What counts as dominated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Worse whatever the others do; otherwise never better and worse at least once.
    pub strict: bool,
    /// Also by mixtures of strategies.
    pub mixed: bool,
}

/// What a strategy is dominated by: strategies of the same player with how often each is played.
pub type Dominant = Vec<(usize, Exact)>;

/// A game, and which strategies are still in it.
struct Rest<'a> {
    game: &'a Game,
    ranks: &'a [Vec<u32>],
    whole: &'a [Whole],
    left: Vec<Vec<usize>>,
}

/// By what each strategy of each player is dominated, by this rule.
///
/// # Errors
/// If the game is too large.
pub fn dominated(
    game: &Game,
    ranks: &[Vec<u32>],
    rule: Rule,
    work: &mut Work<'_>,
) -> Result<Vec<Vec<Option<Dominant>>>, Stop> {
    let whole = wholes(game, work)?;
    Rest { game, ranks, whole: &whole, left: everything(game) }.dominated(rule, work)
}

/// In which round, counted from 1, each strategy of each player goes, all that are dominated going at once; none for
/// those that stay.
///
/// # Errors
/// If the game is too large.
pub fn rounds(
    game: &Game,
    ranks: &[Vec<u32>],
    rule: Rule,
    work: &mut Work<'_>,
) -> Result<Vec<Vec<Option<usize>>>, Stop> {
    let whole = wholes(game, work)?;
    let mut rest = Rest { game, ranks, whole: &whole, left: everything(game) };
    let mut gone: Vec<Vec<Option<usize>>> = rest.left.iter().map(|it| vec![None; it.len()]).collect();
    for round in 1.. {
        let found = rest.dominated(rule, work)?;
        let mut any = false;
        for (player, (left, found)) in rest.left.iter_mut().zip(&found).enumerate() {
            let out: Vec<usize> = left.iter().zip(found).filter(|it| it.1.is_some()).map(|it| *it.0).collect();
            left.retain(|it| !out.contains(it));
            any |= !out.is_empty();
            for it in out {
                gone[player][it] = Some(round);
            }
        }
        if !any {
            break;
        }
    }
    Ok(gone)
}

fn everything(game: &Game) -> Vec<Vec<usize>> {
    (0..game.players.len()).map(|it| (0..game.size(it)).collect()).collect()
}

fn wholes(game: &Game, work: &mut Work<'_>) -> Result<Vec<Whole>, Stop> {
    (0..game.players.len()).map(|it| whole(game, it, work)).collect()
}

impl Rest<'_> {
    fn dominated(&self, rule: Rule, work: &mut Work<'_>) -> Result<Vec<Vec<Option<Dominant>>>, Stop> {
        let mut all = Vec::new();
        for (player, left) in self.left.iter().enumerate() {
            let columns = self.columns(player);
            let mut found = Vec::new();
            for &it in left {
                let pure = self.by_pure(player, it, &columns, rule.strict, work)?;
                found.push(match pure {
                    None if rule.mixed && left.len() > 2 => self.by_mixture(player, it, &columns, rule.strict, work)?,
                    pure => pure,
                });
            }
            all.push(found);
        }
        Ok(all)
    }

    /// What the others may still do together, as cells in which the player does the first thing.
    fn columns(&self, player: usize) -> Vec<usize> {
        let mut columns = vec![0];
        for (other, left) in self.left.iter().enumerate().filter(|it| it.0 != player) {
            let stride = self.game.stride(other);
            columns = left.iter().flat_map(|it| columns.iter().map(move |column| column + it * stride)).collect();
        }
        columns
    }

    fn by_pure(
        &self,
        player: usize,
        strategy: usize,
        columns: &[usize],
        strict: bool,
        work: &mut Work<'_>,
    ) -> Result<Option<Dominant>, Stop> {
        let (ranks, stride) = (&self.ranks[player], self.game.stride(player));
        for &other in self.left[player].iter().filter(|&&it| it != strategy) {
            work.spend(columns.len() / 64 + 1)?;
            let mut pairs = columns.iter().map(|it| (ranks[it + other * stride], ranks[it + strategy * stride]));
            let beaten = if strict {
                pairs.all(|(other, own)| other > own)
            } else {
                pairs.clone().all(|(other, own)| other >= own) && pairs.any(|(other, own)| other > own)
            };
            if beaten {
                return Ok(Some(vec![(other, Exact::one())]));
            }
        }
        Ok(None)
    }

    /// By a linear programme whose variables are how often the other strategies are played, the rest of the time going
    /// to the strategy itself: weakly, the sum of gains is to be large and no gain below 0; strictly, one more
    /// variable that no gain may be below is to be large.
    fn by_mixture(
        &self,
        player: usize,
        strategy: usize,
        columns: &[usize],
        strict: bool,
        work: &mut Work<'_>,
    ) -> Result<Option<Dominant>, Stop> {
        let (payoffs, stride) = (&self.whole[player].payoffs, self.game.stride(player));
        let others: Vec<usize> = self.left[player].iter().copied().filter(|&it| it != strategy).collect();
        work.spend(columns.len().saturating_mul(others.len()))?;
        let gain =
            |column: usize, other: usize| &payoffs[column + other * stride] - &payoffs[column + strategy * stride];
        let mut rows: Vec<Vec<BigInt>> =
            columns.iter().map(|&column| others.iter().map(|&it| -gain(column, it)).collect()).collect();
        let mut goal: Vec<BigInt> = (0..others.len()).map(|it| rows.iter().map(|row| -&row[it]).sum()).collect();
        let mut bounds = vec![BigInt::zero(); rows.len()];
        rows.push(vec![BigInt::one(); others.len()]);
        bounds.push(BigInt::one());
        if strict {
            let last = rows.len() - 1;
            for (nth, row) in rows.iter_mut().enumerate() {
                row.push(if nth == last { BigInt::zero() } else { BigInt::one() });
            }
            goal = vec![BigInt::zero(); others.len()];
            goal.push(BigInt::one());
        }
        let mut system = Dictionary::new(rows, &bounds, vec![goal]);
        let most = system.most(0, work)?;
        if !most.is_some_and(|it| it.is_positive()) {
            return Ok(None);
        }
        let shares: Vec<(usize, Exact)> =
            others.iter().enumerate().map(|(nth, &it)| (it, system.value(nth))).filter(|it| !it.1.is_zero()).collect();
        let sum = shares.iter().fold(Exact::zero(), |sum, it| sum + &it.1);
        Ok(Some(shares.into_iter().map(|(it, share)| (it, share / &sum)).collect()))
    }
}
