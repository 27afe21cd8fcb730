//! Random small games against the slowest and simplest ways there are.

use super::{
    exact::{Exact, Work, whole},
    extreme::{self, Solution},
    table::{Game, Player},
};
use crate::{evidence::numbers::Random, jobs::Progress};
use num_traits::{One, Signed, Zero};

/// A game of two with whole payoffs from `-most` to `most`.
fn game(random: &mut Random, most: i64) -> Game {
    let sizes = [1 + random.below(4), 1 + random.below(4)];
    let player = |size: usize| Player { name: String::new(), strategies: vec![String::new(); size] };
    let range = usize::try_from(2 * most + 1).unwrap();
    let payoffs = (0..2 * sizes[0] * sizes[1]).map(|_| whole(i64::try_from(random.below(range)).unwrap() - most));
    Game::new(String::new(), sizes.map(player).into(), payoffs.collect()).unwrap()
}

/// What each strategy of a player gets against a mixture of the other.
fn gets(game: &Game, player: usize, against: &[Exact]) -> Vec<Exact> {
    let (own, other) = (game.stride(player), game.stride(1 - player));
    let sum = |it: usize| {
        let terms = against.iter().enumerate().map(|(at, share)| share * game.payoff(it * own + at * other, player));
        terms.fold(Exact::zero(), |sum, it| sum + it)
    };
    (0..game.size(player)).map(sum).collect()
}

/// Whether nobody gains by any other strategy, and both mixtures are mixtures.
fn holds(game: &Game, mixtures: [&[Exact]; 2]) -> bool {
    (0..2).all(|player| {
        let own = mixtures[player];
        let gets = gets(game, player, mixtures[1 - player]);
        let most = gets.iter().max().unwrap();
        let sum = own.iter().fold(Exact::zero(), |sum, it| sum + it);
        sum.is_one() && own.iter().zip(&gets).all(|(share, it)| share.is_zero() || share.is_positive() && it == most)
    })
}

/// The one solution of square equations by Gauss; none if there are none or many.
fn solve(mut rows: Vec<Vec<Exact>>) -> Option<Vec<Exact>> {
    for at in 0..rows.len() {
        let pivot = (at..rows.len()).find(|&it| !rows[it][at].is_zero())?;
        rows.swap(at, pivot);
        let by = rows[at][at].clone();
        rows[at].iter_mut().for_each(|it| *it /= &by);
        let line = rows[at].clone();
        for (_, row) in rows.iter_mut().enumerate().filter(|it| it.0 != at) {
            let by = row[at].clone();
            row.iter_mut().zip(&line).for_each(|(it, on)| *it -= &by * on);
        }
    }
    rows.into_iter().map(|it| it.last().cloned()).collect()
}

/// The mixture of the other player on `theirs` against which all of `own` get the same.
fn mixture(game: &Game, player: usize, own: &[usize], theirs: &[usize]) -> Option<Vec<Exact>> {
    let payoff = |it: usize, at: usize| game.payoff(it * game.stride(player) + at * game.stride(1 - player), player);
    let mut rows: Vec<Vec<Exact>> = own
        .iter()
        .map(|&it| theirs.iter().map(|&at| payoff(it, at).clone()).chain([whole(-1), whole(0)]).collect())
        .collect();
    rows.push(theirs.iter().map(|_| whole(1)).chain([whole(0), whole(1)]).collect());
    let solved = solve(rows)?;
    let mut mixture = vec![Exact::zero(); game.size(1 - player)];
    theirs.iter().zip(solved).for_each(|(&at, it)| mixture[at] = it);
    Some(mixture)
}

fn subsets(size: usize) -> Vec<Vec<usize>> {
    (1..1usize << size).map(|bits| (0..size).filter(|it| bits >> it & 1 == 1).collect()).collect()
}

/// Equilibria with supports of equal size between which there is one solution.
fn supports(game: &Game) -> Vec<[Vec<Exact>; 2]> {
    let mut found = Vec::new();
    for rows in subsets(game.size(0)) {
        for columns in subsets(game.size(1)).into_iter().filter(|it| it.len() == rows.len()) {
            let both = mixture(game, 1, &columns, &rows).zip(mixture(game, 0, &rows, &columns));
            let Some((x, y)) = both else { continue };
            if holds(game, [&x, &y]) && !found.contains(&[x.clone(), y.clone()]) {
                found.push([x, y]);
            }
        }
    }
    found
}

/// The mean of some mixtures.
fn mean(all: &[&Vec<Exact>]) -> Vec<Exact> {
    let count = whole(i64::try_from(all.len()).unwrap());
    let sum = |at: usize| all.iter().fold(Exact::zero(), |sum, it| sum + &it[at]);
    (0..all[0].len()).map(|at| sum(at) / &count).collect()
}

fn check(game: &Game, solution: &Solution) {
    assert!(!solution.extreme.is_empty(), "there always is one: {game:?}");
    for it in &solution.extreme {
        assert!(holds(game, [&it.mixtures[0], &it.mixtures[1]]), "{it:?} in {game:?}");
    }
    let brute = supports(game);
    for it in &brute {
        assert!(solution.extreme.iter().any(|own| own.mixtures == *it), "{it:?} is missing in {game:?}");
    }
    for set in solution.subsets.as_ref().unwrap() {
        let side = |side: usize| mean(&set.iter().map(|&it| &solution.extreme[it].mixtures[side]).collect::<Vec<_>>());
        assert!(holds(game, [&side(0), &side(1)]), "{set:?} in {game:?}");
    }
    if !solution.degenerate {
        assert_eq!(brute.len(), solution.extreme.len(), "{game:?}");
        assert_eq!(brute.len() % 2, 1, "the number is odd (Wilson 1971): {game:?}");
        assert_eq!(solution.components, brute.len());
    }
}

#[test]
fn random_games_have_the_equilibria_that_all_supports_give() {
    let (mut random, progress) = (Random::new(5), Progress::default());
    let mut degenerate = 0;
    for most in [1, 2, 9, 50].into_iter().cycle().take(600) {
        let game = game(&mut random, most);
        let solution = extreme::solve(&game, [0, 1], &mut Work::new(10_000_000, &progress)).unwrap();
        degenerate += usize::from(solution.degenerate);
        check(&game, &solution);
    }
    assert!((100..500).contains(&degenerate), "both sorts are met: {degenerate}");
}
