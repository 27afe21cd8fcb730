//! All extreme equilibria of a game of two, exactly.
//!
//! A mixture that is a vertex of a player's best-response polytope goes with a vertex of the other's if every strategy
//! is either not played or a best reply (Mangasarian 1964; von Stengel 2002). The set of all equilibria is made of the
//! hulls of those extreme ones that all go with one another: maximal Nash subsets (Millham 1974; Avis, Rosenberg,
//! Savani and von Stengel 2010).

use super::{
    exact::{Exact, Stop, Work},
    polytope::{Vertices, vertices},
    table::Game,
    whole::whole,
};
use num_bigint::BigInt;
use num_traits::Zero;
use std::collections::{BTreeMap, BTreeSet};

/// The most extreme equilibria that are kept.
const MOST: usize = 10_000;
/// The most maximal Nash subsets that are looked for.
const MOST_SUBSETS: usize = 2_000;

/// A mixture for each of the two, in the order of their strategies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equilibrium {
    /// How often each strategy is played.
    pub mixtures: [Vec<Exact>; 2],
    /// Which connected set of equilibria it is in, counted from 0.
    pub component: usize,
}

/// The equilibria of a game of two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Solution {
    /// The extreme equilibria, those that play earlier strategies more first.
    pub extreme: Vec<Equilibrium>,
    /// Sets of extreme equilibria (by number) whose hull is equilibria, too, as large as can be. Nothing if there are
    /// too many.
    pub subsets: Option<Vec<Vec<usize>>>,
    /// How many connected sets there are.
    pub components: usize,
    /// Whether some mixture has more best replies than strategies that it plays.
    pub degenerate: bool,
}

/// All extreme equilibria of a game between these two players, all others having a single strategy.
///
/// # Errors
/// If the game is too large.
pub fn solve(game: &Game, [a, b]: [usize; 2], work: &mut Work<'_>) -> Result<Solution, Stop> {
    let (m, n) = (game.size(a), game.size(b));
    if m + n > 128 {
        return Err(Stop::TooLarge);
    }
    let (of_a, of_b) = (whole(game, a, work)?.payoffs, whole(game, b, work)?.payoffs);
    let cell = |row: usize, column: usize| row * game.stride(a) + column * game.stride(b);
    // Above 0, so that the polytopes are bounded.
    let entry = |of: &[BigInt], row, column| &of[cell(row, column)] + 1;
    let rows = (0..n).map(|column| (0..m).map(|row| entry(&of_b, row, column)).collect()).collect();
    let xs = vertices(rows, |it| it, work)?;
    let rows = (0..m).map(|row| (0..n).map(|column| entry(&of_a, row, column)).collect()).collect();
    let ys = vertices(rows, |it| (it + m) % (m + n), work)?;
    let degenerate = [(&xs, m), (&ys, n)].iter().any(|(it, size)| it.keys().any(|it| it.count_ones() as usize > *size));
    let pairs = matches(&xs, &ys, m + n, work)?;
    assemble((&xs, m), (&ys, n), pairs, degenerate, work)
}

/// The pairs of vertices, by number, that go with one another.
fn matches(xs: &Vertices, ys: &Vertices, all: usize, work: &mut Work<'_>) -> Result<Vec<(usize, usize)>, Stop> {
    let full = u128::MAX >> (128 - all);
    let mut pairs = Vec::new();
    for (i, x) in xs.keys().enumerate() {
        work.spend(ys.len() / 64 + 1)?;
        pairs.extend(ys.keys().enumerate().filter(|(_, y)| x | *y == full).map(|(j, _)| (i, j)));
        if pairs.len() > MOST {
            return Err(Stop::TooLarge);
        }
    }
    Ok(pairs)
}

/// Mixtures from vertices, in order, and which of them belong together.
fn assemble(
    (xs, m): (&Vertices, usize),
    (ys, n): (&Vertices, usize),
    mut pairs: Vec<(usize, usize)>,
    degenerate: bool,
    work: &mut Work<'_>,
) -> Result<Solution, Stop> {
    let mixtures = |of: &Vertices, size| -> Vec<Vec<Exact>> { of.values().map(|it| normal(it, size)).collect() };
    let (xs, ys) = (mixtures(xs, m), mixtures(ys, n));
    pairs.sort_by(|&(a, b), &(c, d)| (&xs[c], &ys[d]).cmp(&(&xs[a], &ys[b])));
    let of = components(&pairs, work)?;
    let equilibrium = |(&(x, y), &component): (&(usize, usize), &usize)| Equilibrium {
        mixtures: [xs[x].clone(), ys[y].clone()],
        component,
    };
    let components = of.iter().max().map_or(0, |it| it + 1);
    let subsets = match subsets(&pairs, &of, work) {
        Ok(it) => Some(it),
        Err(Stop::TooLarge) => None,
        Err(Stop::Cancelled) => return Err(Stop::Cancelled),
    };
    Ok(Solution { extreme: pairs.iter().zip(&of).map(equilibrium).collect(), subsets, components, degenerate })
}

/// Scaled so that the shares add up to 1.
fn normal(vertex: &[(usize, BigInt)], size: usize) -> Vec<Exact> {
    let sum: BigInt = vertex.iter().map(|it| &it.1).sum();
    let mut mixture = vec![Exact::zero(); size];
    for (at, it) in vertex {
        mixture[*at] = Exact::new(it.clone(), sum.clone());
    }
    mixture
}

/// For each pair the number of the connected set that it is in: pairs are joined by a mixture that they share.
fn components(pairs: &[(usize, usize)], work: &mut Work<'_>) -> Result<Vec<usize>, Stop> {
    let mut of = vec![None; pairs.len()];
    let mut next = 0;
    for first in 0..pairs.len() {
        if of[first].is_some() {
            continue;
        }
        let mut pile = vec![first];
        of[first] = Some(next);
        while let Some(at) = pile.pop() {
            work.spend(pairs.len() / 64 + 1)?;
            for (nth, it) in pairs.iter().enumerate() {
                if of[nth].is_none() && (it.0 == pairs[at].0 || it.1 == pairs[at].1) {
                    of[nth] = Some(next);
                    pile.push(nth);
                }
            }
        }
        next += 1;
    }
    Ok(of.into_iter().flatten().collect())
}

/// Maximal sets of mixtures of both that all go with one another, as pairs by number.
fn subsets(pairs: &[(usize, usize)], of: &[usize], work: &mut Work<'_>) -> Result<Vec<Vec<usize>>, Stop> {
    let mut members = BTreeMap::<usize, Vec<usize>>::new();
    of.iter().enumerate().for_each(|(pair, &component)| members.entry(component).or_default().push(pair));
    let mut all = Vec::new();
    for members in members.values() {
        if members.len() == 1 {
            all.push(members.clone());
        } else {
            all.extend(within(pairs, members, work)?);
        }
    }
    all.sort();
    Ok(all)
}

/// Those of a connected set. Their second sides are the intersections of what goes with single mixtures of the first.
fn within(pairs: &[(usize, usize)], members: &[usize], work: &mut Work<'_>) -> Result<Vec<Vec<usize>>, Stop> {
    let mut with = BTreeMap::<usize, BTreeSet<usize>>::new();
    for &it in members {
        with.entry(pairs[it].0).or_default().insert(pairs[it].1);
    }
    let single: BTreeSet<&BTreeSet<usize>> = with.values().collect();
    let mut closed: BTreeSet<BTreeSet<usize>> = single.iter().map(|&it| it.clone()).collect();
    let mut pile: Vec<BTreeSet<usize>> = closed.iter().cloned().collect();
    while let Some(at) = pile.pop() {
        for it in &single {
            work.spend(at.len().min(it.len()))?;
            let both: BTreeSet<usize> = at.intersection(it).copied().collect();
            if !both.is_empty() && closed.insert(both.clone()) {
                pile.push(both);
            }
        }
        if closed.len() > MOST_SUBSETS {
            return Err(Stop::TooLarge);
        }
    }
    let set = |ys: &BTreeSet<usize>| {
        let fits = |&&it: &&usize| ys.contains(&pairs[it].1) && ys.is_subset(&with[&pairs[it].0]);
        members.iter().filter(fits).copied().collect()
    };
    work.spend(closed.len().saturating_mul(members.len()))?;
    Ok(closed.iter().map(set).collect())
}
