//! What can be seen from the order of payoffs alone: best replies, pure equilibria, the Pareto set.

use super::{
    exact::{Stop, Work},
    table::Game,
};

/// A game by the order of payoffs.
#[derive(Debug)]
pub struct Pure {
    /// For each player and cell whether the player has nothing better against what the others do there.
    pub best: Vec<Vec<bool>>,
    /// The cells in which all players reply best.
    pub equilibria: Vec<usize>,
    /// The cells to which no other is better for one player and at least as good for all; nothing if that is too much
    /// work.
    pub pareto: Option<Vec<usize>>,
}

/// Looks at all cells.
///
/// # Errors
/// If it is cancelled.
pub fn solve(game: &Game, ranks: &[Vec<u32>], work: &mut Work<'_>) -> Result<Pure, Stop> {
    let best: Vec<Vec<bool>> = ranks
        .iter()
        .enumerate()
        .map(|(player, ranks)| {
            let (stride, size) = (game.stride(player), game.size(player));
            let mut best = vec![false; ranks.len()];
            for column in game.columns(player) {
                let cells = || (0..size).map(move |it| column + it * stride);
                let most = cells().map(|it| ranks[it]).max();
                cells().for_each(|it| best[it] = Some(ranks[it]) == most);
            }
            best
        })
        .collect();
    let equilibria = (0..game.cells()).filter(|&cell| best.iter().all(|it| it[cell])).collect();
    let pareto = match pareto(ranks, work) {
        Ok(it) => Some(it),
        Err(Stop::TooLarge) => None,
        Err(Stop::Cancelled) => return Err(Stop::Cancelled),
    };
    Ok(Pure { best, equilibria, pareto })
}

fn pareto(ranks: &[Vec<u32>], work: &mut Work<'_>) -> Result<Vec<usize>, Stop> {
    let all = ranks.first().map_or(0, Vec::len);
    // A cell can only be dominated by one with a larger sum of ranks, and then by one that is itself not dominated.
    let sum = |cell: usize| ranks.iter().map(|it| u64::from(it[cell])).sum::<u64>();
    let mut order: Vec<usize> = (0..all).collect();
    order.sort_by_key(|&cell| (std::cmp::Reverse(sum(cell)), cell));
    let mut front: Vec<usize> = Vec::new();
    for cell in order {
        work.spend(front.len() / 8 + 1)?;
        let beaten = |&other: &usize| {
            ranks.iter().all(|it| it[other] >= it[cell]) && ranks.iter().any(|it| it[other] > it[cell])
        };
        if !front.iter().any(beaten) {
            front.push(cell);
        }
    }
    front.sort_unstable();
    Ok(front)
}
