//! A game in normal form: who may do what, and what each gets.

use super::exact::Exact;
use crate::evidence::Failed;

/// The most payoffs of a game.
pub const MOST_PAYOFFS: usize = 300_000;
/// The most players of a game.
pub const MOST_PLAYERS: usize = 64;

/// A game in normal form.
#[derive(Clone, Debug, PartialEq)]
pub struct Game {
    /// What it is called.
    pub title: String,
    /// Who plays; at least one.
    pub players: Vec<Player>,
    /// For each cell what each player gets, one after another. The first player's strategy changes fastest.
    payoffs: Vec<Exact>,
}

/// Somebody who plays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Player {
    /// Their name.
    pub name: String,
    /// What they may do; at least one thing.
    pub strategies: Vec<String>,
}

/// How many cells a game of these sizes has.
///
/// # Errors
/// If there are none or more than may be.
pub fn count_cells(sizes: &[usize]) -> Result<usize, Failed> {
    let advice = format!("A game has 1 to {MOST_PLAYERS} players, 1 or more strategies each.");
    if sizes.is_empty() || sizes.len() > MOST_PLAYERS {
        return Err(Failed::new(format!("There are {} players.", sizes.len()), advice));
    }
    if let Some(nth) = sizes.iter().position(|&it| it == 0) {
        return Err(Failed::new(format!("Player {} has no strategy.", nth + 1), advice));
    }
    let cells = sizes.iter().try_fold(1usize, |all, &it| all.checked_mul(it));
    cells.filter(|it| it.saturating_mul(sizes.len()) <= MOST_PAYOFFS).ok_or_else(|| {
        let sizes: Vec<String> = sizes.iter().map(ToString::to_string).collect();
        Failed::new(
            format!("A game of {} has more than {MOST_PAYOFFS} payoffs.", sizes.join("×")),
            "Leave out strategies or players that do not matter.",
        )
    })
}

impl Game {
    /// A game of these payoffs: for each cell what each player gets, the first player's strategy changing fastest.
    ///
    /// # Errors
    /// If there are too many cells, or not as many payoffs as they need.
    pub fn new(title: String, players: Vec<Player>, payoffs: Vec<Exact>) -> Result<Self, Failed> {
        let sizes: Vec<usize> = players.iter().map(|it| it.strategies.len()).collect();
        let cells = count_cells(&sizes)?;
        if payoffs.len() != cells * players.len() {
            return Err(Failed::new(
                format!("There are {} payoffs.", payoffs.len()),
                format!("{cells} cells of {} players need {}.", players.len(), cells * players.len()),
            ));
        }
        Ok(Self { title, players, payoffs })
    }

    /// How many strategies this player has.
    pub fn size(&self, player: usize) -> usize {
        self.players[player].strategies.len()
    }

    /// How many cells there are.
    pub fn cells(&self) -> usize {
        self.payoffs.len() / self.players.len()
    }

    /// What a player gets in a cell.
    pub fn payoff(&self, cell: usize, player: usize) -> &Exact {
        &self.payoffs[cell * self.players.len() + player]
    }

    /// How far apart cells are in which a player does neighbouring things.
    pub fn stride(&self, player: usize) -> usize {
        (0..player).map(|it| self.size(it)).product()
    }

    /// What a player does in a cell.
    pub fn choice(&self, cell: usize, player: usize) -> usize {
        cell / self.stride(player) % self.size(player)
    }

    /// The cell in which the players do these things.
    pub fn cell(&self, choices: &[usize]) -> usize {
        choices.iter().enumerate().map(|(player, it)| it * self.stride(player)).sum()
    }

    /// The cells in which a player does the first thing: one for each thing that the others together may do.
    pub fn columns(&self, player: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.cells()).filter(move |&cell| self.choice(cell, player) == 0)
    }

    /// The name of what a player does in a cell.
    pub fn name(&self, cell: usize, player: usize) -> &str {
        &self.players[player].strategies[self.choice(cell, player)]
    }

    /// A cell in words: what each player does.
    pub fn names(&self, cell: usize) -> String {
        let names: Vec<&str> = (0..self.players.len()).map(|it| self.name(cell, it)).collect();
        names.join(", ")
    }

    /// How many strategies each has, as in `2×3`.
    pub fn shape(&self) -> String {
        let sizes: Vec<String> = self.players.iter().map(|it| it.strategies.len().to_string()).collect();
        sizes.join("×")
    }

    /// The payoffs of each player by rank: equal where they are equal, larger where they are larger.
    pub fn ranks(&self) -> Vec<Vec<u32>> {
        (0..self.players.len())
            .map(|player| {
                let mut order: Vec<usize> = (0..self.cells()).collect();
                order.sort_by(|&a, &b| self.payoff(a, player).cmp(self.payoff(b, player)));
                let mut ranks = vec![0; self.cells()];
                let mut rank = 0;
                for pair in order.windows(2) {
                    rank += u32::from(self.payoff(pair[0], player) != self.payoff(pair[1], player));
                    ranks[pair[1]] = rank;
                }
                ranks
            })
            .collect()
    }
}
