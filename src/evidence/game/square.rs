//! What only games of two with two strategies each have: risk dominance, and the dilemma of prisoners played again and
//! again.

use super::{exact::Exact, table::Game};
use num_traits::Zero;

/// Which of two strict equilibria is the safer one (Harsanyi and Selten 1988).
#[derive(Debug, PartialEq, Eq)]
pub struct Risk {
    /// The cell of each equilibrium, and the product of what the players lose by leaving it alone.
    pub products: [(usize, Exact); 2],
    /// The cell with the larger product; none on a tie.
    pub dominant: Option<usize>,
}

/// Whether two players have two strategies each.
pub fn is_square(game: &Game) -> bool {
    game.players.len() == 2 && (0..2).all(|it| game.size(it) == 2)
}

/// The cell in which one player does the other thing.
fn other(game: &Game, cell: usize, player: usize) -> usize {
    let stride = game.stride(player);
    if game.choice(cell, player) == 0 { cell + stride } else { cell - stride }
}

/// Risk dominance in a 2×2 game; none where there are not two strict equilibria in opposite corners.
pub fn risk(game: &Game) -> Option<Risk> {
    let loss = |cell, player| game.payoff(cell, player) - game.payoff(other(game, cell, player), player);
    let strict = |&cell: &usize| (0..2).all(|player| loss(cell, player) > Exact::zero());
    let strict: Vec<usize> = (0..4).filter(strict).collect();
    let &[a, b] = strict.as_slice() else { return None };
    let product = |cell| (cell, loss(cell, 0) * loss(cell, 1));
    let products = [product(a), product(b)];
    let dominant = match products[0].1.cmp(&products[1].1) {
        std::cmp::Ordering::Greater => Some(a),
        std::cmp::Ordering::Less => Some(b),
        std::cmp::Ordering::Equal => None,
    };
    Some(Risk { products, dominant })
}

/// A prisoners' dilemma played again and again.
#[derive(Debug, PartialEq, Eq)]
pub struct Dilemma {
    /// The cell in which both cooperate.
    pub both: usize,
    /// By player.
    pub players: [Side; 2],
}

/// A dilemma as one player sees it.
#[derive(Debug, PartialEq, Eq)]
pub struct Side {
    /// What tempts: to defect alone.
    pub temptation: Exact,
    /// What both get who cooperate.
    pub reward: Exact,
    /// What both get who defect.
    pub punishment: Exact,
    /// What the one gets who cooperates alone.
    pub sucker: Exact,
}

impl Side {
    /// From which discount factor on defecting once, and being punished for ever, does not pay.
    pub fn grim(&self) -> Exact {
        (&self.temptation - &self.reward) / (&self.temptation - &self.punishment)
    }

    /// From which discount factor on neither defecting for ever nor every other time pays against tit for tat.
    pub fn tit_for_tat(&self) -> Exact {
        let alternating = (&self.temptation - &self.reward) / (&self.reward - &self.sucker);
        self.grim().max(alternating)
    }

    /// Whether cooperating is better than taking turns in defecting.
    pub fn beats_turns(&self) -> bool {
        &self.reward + &self.reward > &self.temptation + &self.sucker
    }
}

/// The dilemma that a 2×2 game is: each does better by the same thing whatever the other does, and both are worse off
/// for it.
pub fn dilemma(game: &Game) -> Option<Dilemma> {
    let better = |cell, player| game.payoff(other(game, cell, player), player) > game.payoff(cell, player);
    // Both cooperate where leaving pays each, also when the other has left.
    let both = (0..4).find(|&cell| {
        let apart = other(game, other(game, cell, 0), 1);
        (0..2).all(|player| {
            better(cell, player)
                && better(other(game, cell, 1 - player), player)
                && game.payoff(cell, player) > game.payoff(apart, player)
        })
    })?;
    let side = |player| {
        let payoff = |cell: usize| game.payoff(cell, player).clone();
        let alone = other(game, both, player);
        Side {
            temptation: payoff(alone),
            reward: payoff(both),
            punishment: payoff(other(game, alone, 1 - player)),
            sucker: payoff(other(game, both, 1 - player)),
        }
    };
    Some(Dilemma { both, players: [side(0), side(1)] })
}
