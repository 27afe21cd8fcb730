//! All that is calculated of a game in normal form, each part with bounds of its own.

use super::{
    correlated::{self, Correlated},
    dominance::{self, Dominant, Rule},
    exact::{Stop, Work},
    extreme::{self, Solution},
    metagame::{self, Stable},
    pure::{self, Pure},
    square::{self, Dilemma, Risk},
    table::Game,
};
use crate::{evidence::Failed, jobs::Progress};

/// Steps of work for the parts that are always there.
const STEPS_PURE: u64 = 50_000_000;
/// Steps of work for the equilibria of two players.
const STEPS_EXTREME: u64 = 200_000_000;
/// Steps of work for each rule of dominance.
const STEPS_DOMINANCE: u64 = 10_000_000;
/// Steps of work for correlated equilibria.
const STEPS_CORRELATED: u64 = 120_000_000;

/// What of a part there is, or that it is too much work.
pub type Part<T> = Result<T, TooLarge>;

/// It would take more work than it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// All that is calculated of a game.
#[derive(Debug)]
pub struct Solved {
    /// Best replies, pure equilibria, Pareto set.
    pub pure: Pure,
    /// Mixed equilibria, of two players only (those with a single strategy do not count).
    pub mixed: Mixed,
    /// By what strategies are dominated at once: strictly, weakly; by mixtures, too.
    pub dominated: [Part<Vec<Vec<Option<Dominant>>>>; 2],
    /// In which round strategies go, by [`RULES`].
    pub rounds: [Part<Vec<Vec<Option<usize>>>>; 4],
    /// The range of correlated equilibria.
    pub correlated: Part<Correlated>,
    /// Of 2×2 games only.
    pub square: Option<Square>,
}

/// The rules by which strategies are taken away again and again.
pub const RULES: [Rule; 4] = [
    Rule { strict: true, mixed: false },
    Rule { strict: true, mixed: true },
    Rule { strict: false, mixed: false },
    Rule { strict: false, mixed: true },
];

/// Mixed equilibria.
#[derive(Debug)]
pub enum Mixed {
    /// All extreme ones, between these players.
    Two([usize; 2], Part<Solution>),
    /// There are more or fewer than two players with a choice: so many.
    Players(usize),
}

/// What 2×2 games have.
#[derive(Debug)]
pub struct Square {
    /// Risk dominance, if there are two strict equilibria in opposite corners.
    pub risk: Option<Risk>,
    /// The prisoners' dilemma that it is.
    pub dilemma: Option<Dilemma>,
    /// The pure equilibria of its metagames.
    pub metagames: Vec<Stable>,
}

/// Calculates all.
///
/// # Errors
/// If it was cancelled.
pub fn solve(game: &Game, progress: &Progress) -> Result<Solved, Failed> {
    let mut step = 0;
    let mut next = || {
        progress.set(step, 9);
        step += 1;
    };
    next();
    let ranks = game.ranks();
    let mut work = Work::new(STEPS_PURE, progress);
    let pure = pure::solve(game, &ranks, &mut work).map_err(|_| Failed::cancelled())?;
    next();
    let choosers: Vec<usize> = (0..game.players.len()).filter(|&it| game.size(it) > 1).collect();
    let mixed = match *choosers.as_slice() {
        [a, b] => Mixed::Two([a, b], part(extreme::solve(game, [a, b], &mut Work::new(STEPS_EXTREME, progress)))?),
        _ => Mixed::Players(choosers.len()),
    };
    let mut rule = |strict| {
        next();
        let rule = Rule { strict, mixed: true };
        part(dominance::dominated(game, &ranks, rule, &mut Work::new(STEPS_DOMINANCE, progress)))
    };
    let dominated = [rule(true)?, rule(false)?];
    let mut rounds = |nth: usize| {
        next();
        part(dominance::rounds(game, &ranks, RULES[nth], &mut Work::new(STEPS_DOMINANCE, progress)))
    };
    let rounds = [rounds(0)?, rounds(1)?, rounds(2)?, rounds(3)?];
    next();
    let correlated = part(correlated::solve(game, &mut Work::new(STEPS_CORRELATED, progress)))?;
    let square = square::is_square(game).then(|| -> Result<Square, Failed> {
        let metagames = metagame::solve(game, &mut work).map_err(|_| Failed::cancelled())?;
        Ok(Square { risk: square::risk(game), dilemma: square::dilemma(game), metagames })
    });
    Ok(Solved { pure, mixed, dominated, rounds, correlated, square: square.transpose()? })
}

fn part<T>(it: Result<T, Stop>) -> Result<Part<T>, Failed> {
    match it {
        Ok(it) => Ok(Ok(it)),
        Err(Stop::TooLarge) => Ok(Err(TooLarge)),
        Err(Stop::Cancelled) => Err(Failed::cancelled()),
    }
}
