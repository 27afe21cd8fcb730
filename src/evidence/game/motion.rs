//! The replicator (Taylor and Jonker 1978): how shares of strategies move if what does better than the mean grows.

use super::{
    exact::{self, Exact, float, read, whole},
    extreme::Solution,
    square::is_square,
    table::Game,
};
use crate::evidence::{Axis, Failed, Plot, Series, Trace, numbers::float as count};
use num_traits::{One, Signed, Zero};

/// How the share of each strategy moves: its name, its share, its speed.
pub type Speeds = Vec<(String, Exact, Exact)>;

/// Whether two players have as many strategies, and each gets what the other would in the same place.
pub fn is_symmetric(game: &Game) -> bool {
    let sizes: Vec<usize> = (0..game.players.len()).map(|it| game.size(it)).collect();
    let &[m, n] = sizes.as_slice() else { return false };
    let same = |row, column| game.payoff(game.cell(&[row, column]), 0) == game.payoff(game.cell(&[column, row]), 1);
    m == n && (0..m).all(|row| (0..n).all(|column| same(row, column)))
}

/// How shares typed by a person move.
///
/// # Errors
/// If the game is not symmetric, or they are not shares of its strategies.
pub fn at(game: &Game, shares: &str) -> Result<Speeds, Failed> {
    if !is_symmetric(game) {
        return Err(Failed::new(
            "Shares are for symmetric games of two.",
            "Leave the setting shares empty for this game.",
        ));
    }
    let size = game.size(0);
    let advice = format!("Give {size} shares from 0 to 1 that add up to 1, with spaces between.");
    let wrong = |what: String| Failed::new(what, advice.clone());
    let words = shares.split_whitespace();
    let shares =
        words.map(|it| read(it).map_err(|why| wrong(format!("{it} {why}.")))).collect::<Result<Vec<_>, _>>()?;
    if shares.len() != size || !shares.iter().all(exact::is_share) || !sum(&shares).is_one() {
        return Err(wrong("The shares do not fit.".to_owned()));
    }
    let speeds = speeds(game, &shares);
    let names = game.players[0].strategies.iter().cloned();
    Ok(names.zip(shares).zip(speeds).map(|((name, share), speed)| (name, share, speed)).collect())
}

fn sum(all: &[Exact]) -> Exact {
    all.iter().fold(Exact::zero(), |sum, it| sum + it)
}

fn speeds(game: &Game, shares: &[Exact]) -> Vec<Exact> {
    let gets = |row: usize| {
        let terms = shares.iter().enumerate().map(|(column, it)| it * game.payoff(game.cell(&[row, column]), 0));
        sum(&terms.collect::<Vec<_>>())
    };
    let gets: Vec<Exact> = (0..shares.len()).map(gets).collect();
    let mean = sum(&shares.iter().zip(&gets).map(|(share, it)| share * it).collect::<Vec<_>>());
    shares.iter().zip(&gets).map(|(share, it)| share * (it - &mean)).collect()
}

/// The pictures of a 2×2 game: speed by share within one population where it is symmetric, and the ways of two
/// populations in the square of their shares.
pub fn plots(game: &Game, solution: Option<&Solution>) -> Vec<Plot> {
    if !is_square(game) {
        return Vec::new();
    }
    let mut plots = Vec::new();
    if is_symmetric(game) {
        plots.push(alone(game));
    }
    plots.push(two(game, solution));
    plots
}

fn alone(game: &Game) -> Plot {
    let speed = |share: &Exact| speeds(game, &[share.clone(), Exact::one() - share]).swap_remove(0);
    let points = (0..=100).map(|it| whole(it) / whole(100)).map(|it| [float(&it), float(&speed(&it))]).collect();
    // Rest points: the ends, and where both strategies do equally well.
    let payoff = |row, column| game.payoff(game.cell(&[row, column]), 0);
    let (up, down) = (payoff(0, 0) - payoff(1, 0), payoff(1, 1) - payoff(0, 1));
    let mut rest = vec![[0.0, 0.0], [1.0, 0.0]];
    if (&up * &down).is_positive() {
        rest.push([float(&(&down / (&up + &down))), 0.0]);
    }
    let name = &game.players[0].strategies[0];
    Plot {
        key: "replicator".to_owned(),
        words: "Replicator of one population".to_owned(),
        x: Axis::new(format!("share of {name}")).unit(),
        y: Axis::new("change of the share per unit of time"),
        series: vec![Series::new("speed", Trace::Line, points), Series::new("at rest", Trace::Points, rest)],
    }
}

fn two(game: &Game, solution: Option<&Solution>) -> Plot {
    // What a player gains by the first strategy, when the other plays theirs first and second; to the largest of all,
    // which makes time pass alike for all games and overflows nowhere.
    let gain = |player: usize, other: usize| {
        let at = other * game.stride(1 - player);
        game.payoff(at, player) - game.payoff(at + game.stride(player), player)
    };
    let gains = [gain(0, 0), gain(0, 1), gain(1, 0), gain(1, 1)];
    let largest = gains.iter().map(Exact::abs).max().filter(Exact::is_positive).unwrap_or_else(Exact::one);
    let [a, b, c, d] = gains.map(|it| float(&(it / &largest)));
    let speed =
        move |[x, y]: [f64; 2]| [x * (1.0 - x) * (y * a + (1.0 - y) * b), y * (1.0 - y) * (x * c + (1.0 - x) * d)];
    let starts = (0..25).map(|it| [it % 5, it / 5].map(|it| count(2 * it + 1) / 10.0));
    let mut series: Vec<Series> = starts.map(|start| Series::new("way", Trace::Way, way(start, speed))).collect();
    let first = |mixture: &[Exact]| mixture.first().map_or(0.0, float);
    let points = solution.into_iter().flat_map(|it| &it.extreme).map(|it| it.mixtures.each_ref().map(|it| first(it)));
    series.push(Series::new("equilibria", Trace::Points, points.collect()));
    let axis = |player: usize| {
        let of = &game.players[player];
        Axis::new(format!("share of {} ({})", of.strategies[0], of.name)).unit()
    };
    Plot {
        key: "phases".to_owned(),
        words: "Replicator of two populations, from 25 starts".to_owned(),
        x: axis(0),
        y: axis(1),
        series,
    }
}

/// The way from a start, by Runge and Kutta's method of fourth order.
fn way(start: [f64; 2], speed: impl Fn([f64; 2]) -> [f64; 2]) -> Vec<[f64; 2]> {
    const STEP: f64 = 0.1;
    let mut at = start;
    let mut points = vec![at];
    let ahead = |at: [f64; 2], by: [f64; 2], step: f64| [at[0] + step * by[0], at[1] + step * by[1]];
    for nth in 1..=240 {
        let one = speed(at);
        let two = speed(ahead(at, one, STEP / 2.0));
        let three = speed(ahead(at, two, STEP / 2.0));
        let four = speed(ahead(at, three, STEP));
        let mean = |it: usize| (one[it] + 2.0 * two[it] + 2.0 * three[it] + four[it]) / 6.0;
        at = ahead(at, [mean(0), mean(1)], STEP).map(|it| it.clamp(0.0, 1.0));
        if nth % 4 == 0 {
            points.push(at);
        }
    }
    points
}
