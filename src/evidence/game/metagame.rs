//! Howard's (1971) metagames of a 2×2 game: one player answers what the other does, and the other answers that.

use super::{
    exact::{Stop, Work},
    pure,
    table::{Game, Player},
};

/// A pure equilibrium of a metagame.
#[derive(Debug, PartialEq, Eq)]
pub struct Stable {
    /// Who answers whom, the last first: the players by number. One of them in the first order, two in the second.
    pub order: Vec<usize>,
    /// What the player does whose policy is not asked for, or their answers to each policy of the other.
    pub leader: Vec<usize>,
    /// What the player who answers does against each strategy of the other.
    pub answers: Vec<usize>,
    /// The cell of the game that comes of it.
    pub cell: usize,
}

/// The pure equilibria of the metagames of first and second order, for both ways round.
///
/// # Errors
/// If it is cancelled.
pub fn solve(game: &Game, work: &mut Work<'_>) -> Result<Vec<Stable>, Stop> {
    let mut all = Vec::new();
    for follower in [1, 0] {
        for second in [false, true] {
            all.extend(one(game, follower, second, work)?);
        }
    }
    Ok(all)
}

/// What the follower does against strategy 0 and 1, for each policy 0 to 3.
fn answers(policy: usize) -> Vec<usize> {
    vec![policy >> 1 & 1, policy & 1]
}

fn one(game: &Game, follower: usize, second: bool, work: &mut Work<'_>) -> Result<Vec<Stable>, Stop> {
    let leader = 1 - follower;
    // What the leader does against each policy of the follower: always the same, or an answer to each.
    let choices = |nth: usize| -> Vec<usize> {
        if second { (0..4).map(|policy| nth >> (3 - policy) & 1).collect() } else { vec![nth; 4] }
    };
    let size = if second { 16 } else { 2 };
    let outcome = |nth: usize, policy: usize| {
        let choice = choices(nth)[policy];
        choice * game.stride(leader) + answers(policy)[choice] * game.stride(follower)
    };
    let mut cells = Vec::new();
    for policy in 0..4 {
        cells.extend((0..size).map(|nth| outcome(nth, policy)));
    }
    let payoffs = cells.iter().flat_map(|&it| [leader, follower].map(|player| game.payoff(it, player).clone()));
    let player = |size: usize| Player { name: String::new(), strategies: vec![String::new(); size] };
    let meta =
        Game::new(String::new(), vec![player(size), player(4)], payoffs.collect()).map_err(|_| Stop::TooLarge)?;
    let found = pure::solve(&meta, &meta.ranks(), work)?.equilibria;
    let stable = found.into_iter().map(|at| Stable {
        order: if second { vec![leader, follower] } else { vec![follower] },
        leader: if second { choices(meta.choice(at, 0)) } else { vec![meta.choice(at, 0)] },
        answers: answers(meta.choice(at, 1)),
        cell: cells[at],
    });
    Ok(stable.collect())
}
