//! Tables of a game: payoffs with best replies, equilibria, dominance, repetition, metagames.

use super::{
    dominance::Dominant,
    exact::{Exact, show, show_both},
    extreme::Solution,
    solve::{Mixed, Part, Solved},
    square::Side,
    table::Game,
};
use crate::evidence::{About, Amount, Column, Table};
use num_traits::{One, Zero};

/// The most rows of a table.
pub const MOST_ROWS: usize = 1_000;

fn words(it: impl Into<String>) -> Amount {
    Amount::Words(it.into())
}

fn nth(it: usize) -> Amount {
    Amount::Count(it as u64)
}

fn table(key: &str, words: &str, columns: Vec<Column>, rows: impl Iterator<Item = Vec<Amount>>) -> Table {
    Table { key: key.to_owned(), words: words.to_owned(), columns, rows: rows.take(MOST_ROWS).collect() }
}

/// A column for each player.
fn by_player(game: &Game, key: &str, what: &str) -> Vec<Column> {
    let players = game.players.iter().enumerate();
    players.map(|(nth, it)| Column::new(format!("{key}_{}", nth + 1), format!("{what}{}", it.name))).collect()
}

/// The payoffs, a best reply marked by a star: by rows and columns for two players, otherwise cell by cell.
pub fn payoffs(game: &Game, solved: &Solved) -> Table {
    let told = |cell: usize, player: usize| {
        format!("{}{}", show(game.payoff(cell, player)), if solved.pure.best[player][cell] { "*" } else { "" })
    };
    let title = "Payoffs; * marks a best reply, and a cell of stars is an equilibrium";
    if game.players.len() == 2 && game.size(1) <= 50 {
        let heads = game.players[1].strategies.iter().enumerate();
        let heads = heads.map(|(nth, it)| Column::new(format!("column_{}", nth + 1), it.clone()));
        let columns = [Column::new("row", game.players[0].name.clone())].into_iter().chain(heads).collect();
        let cell = |row, column| {
            let cell = game.cell(&[row, column]);
            words(format!("{}, {}", told(cell, 0), told(cell, 1)))
        };
        let row = |(row, name): (usize, &String)| -> Vec<Amount> {
            [words(name.clone())].into_iter().chain((0..game.size(1)).map(|it| cell(row, it))).collect()
        };
        return table("payoffs", title, columns, game.players[0].strategies.iter().enumerate().map(row));
    }
    let columns = [Column::new("cell", "Cell")].into_iter().chain(by_player(game, "payoff", "Payoff of ")).collect();
    let row = |cell: usize| -> Vec<Amount> {
        let payoffs = (0..game.players.len()).map(|it| words(told(cell, it)));
        [words(game.names(cell))].into_iter().chain(payoffs).collect()
    };
    table("payoffs", title, columns, (0..game.cells()).map(row))
}

/// Cells by what each player does and gets.
pub fn cells(game: &Game, key: &str, title: &str, cells: &[usize]) -> Table {
    let columns = [Column::new("nth", "No.")]
        .into_iter()
        .chain(by_player(game, "strategy", ""))
        .chain(by_player(game, "payoff", "Payoff of "))
        .collect();
    let players = game.players.len();
    let row = |(at, &cell): (usize, &usize)| -> Vec<Amount> {
        let does = (0..players).map(|it| words(game.name(cell, it)));
        let gets = (0..players).map(|it| words(show(game.payoff(cell, it))));
        [nth(at + 1)].into_iter().chain(does).chain(gets).collect()
    };
    table(key, title, columns, cells.iter().enumerate().map(row))
}

/// The extreme equilibria of two players.
pub fn extreme(game: &Game, [a, b]: [usize; 2], solution: &Solution) -> Table {
    let of = |key: &str, what: &str| {
        [a, b].map(|it| Column::new(format!("{key}_{}", it + 1), format!("{what}{}", game.players[it].name)))
    };
    let columns = [Column::new("nth", "No.")]
        .into_iter()
        .chain(of("mixture", ""))
        .chain(of("payoff", "Payoff of "))
        .chain([Column::new("component", "Component")])
        .collect();
    let row = |(at, it): (usize, &super::extreme::Equilibrium)| -> Vec<Amount> {
        let mixture = |side: usize| {
            let shares: Vec<String> = it.mixtures[side].iter().map(show).collect();
            words(shares.join(", "))
        };
        let gets = |player: usize| words(show(&value(game, [a, b], &it.mixtures, player)));
        vec![nth(at + 1), mixture(0), mixture(1), gets(a), gets(b), nth(it.component + 1)]
    };
    let title = "Extreme equilibria: how often each strategy is played";
    table("extreme", title, columns, solution.extreme.iter().enumerate().map(row))
}

/// What a player gets on average.
fn value(game: &Game, [a, b]: [usize; 2], [x, y]: &[Vec<Exact>; 2], of: usize) -> Exact {
    let mut sum = Exact::zero();
    for (row, x) in x.iter().enumerate().filter(|it| !it.1.is_zero()) {
        for (column, y) in y.iter().enumerate().filter(|it| !it.1.is_zero()) {
            sum += x * y * game.payoff(row * game.stride(a) + column * game.stride(b), of);
        }
    }
    sum
}

/// Sets of extreme equilibria that may be mixed, where there are sets of several.
pub fn subsets(solution: &Solution) -> Option<Table> {
    let sets = solution.subsets.as_ref().filter(|it| it.iter().any(|it| it.len() > 1))?;
    let row = |(at, set): (usize, &Vec<usize>)| {
        let members: Vec<String> = set.iter().map(|it| (it + 1).to_string()).collect();
        let component = set.first().map_or(0, |&it| solution.extreme[it].component);
        vec![nth(at + 1), words(members.join(", ")), nth(component + 1)]
    };
    let columns = vec![
        Column::new("nth", "No."),
        Column::new("extreme", "Extreme equilibria in it").by(About::new(
            "maximal sets X × Y of extreme mixtures of which every pair is an equilibrium",
            "Avis, Rosenberg, Savani and von Stengel 2010, sec. 2",
        )),
        Column::new("component", "Component"),
    ];
    let title = "Maximal Nash subsets: mixtures of these, side by side, are equilibria, too";
    Some(table("subsets", title, columns, sets.iter().enumerate().map(row)))
}

/// What each strategy is dominated by, and in which round it goes.
pub fn dominance(game: &Game, solved: &Solved) -> Table {
    let strategies = (0..game.players.len()).flat_map(|player| (0..game.size(player)).map(move |it| (player, it)));
    let by = |part: &Part<Vec<Vec<Option<Dominant>>>>, player: usize, it: usize| match part {
        Err(_) => Amount::Undefined("too large".to_owned()),
        Ok(all) => words(all[player][it].as_ref().map_or_else(|| "-".to_owned(), |it| mixture(game, player, it))),
    };
    let round = |part: &Part<Vec<Vec<Option<usize>>>>, player: usize, it: usize| match part {
        Err(_) => Amount::Undefined("too large".to_owned()),
        Ok(all) => all[player][it].map_or_else(|| words("stays"), nth),
    };
    let row = |(player, it): (usize, usize)| {
        let name = &game.players[player];
        let by = solved.dominated.each_ref().map(|part| by(part, player, it));
        let rounds = solved.rounds.each_ref().map(|part| round(part, player, it));
        [words(name.name.clone()), nth(player + 1), words(name.strategies[it].clone())]
            .into_iter()
            .chain(by)
            .chain(rounds)
            .collect()
    };
    let lp = About::new(
        "max e: sum_k p_k u_k(j) >= u_i(j) + e for all j; strictly dominated if e > 0",
        "Luce and Raiffa 1957; linear programme solved in fractions",
    );
    let weak = About::new(
        "max sum_j (sum_k p_k u_k(j) - u_i(j)), no term below 0; weakly dominated if > 0",
        "Conitzer and Sandholm 2005, sec. 3",
    );
    let columns = vec![
        Column::new("player", "Player"),
        Column::new("number", "No."),
        Column::new("strategy", "Strategy"),
        Column::new("strictly_by", "Strictly dominated by").by(lp),
        Column::new("weakly_by", "Weakly dominated by").by(weak),
        Column::new("round_strict_pure", "Round, strict"),
        Column::new("round_strict_mixed", "strict, mixtures"),
        Column::new("round_weak_pure", "weak"),
        Column::new("round_weak_mixed", "weak, mixtures"),
    ];
    table(
        "dominance",
        "Dominance, and the round in which strategies go if it is iterated",
        columns,
        strategies.map(row),
    )
}

fn mixture(game: &Game, player: usize, of: &Dominant) -> String {
    let part = |(it, share): &(usize, Exact)| {
        let name = &game.players[player].strategies[*it];
        if share.is_one() { name.clone() } else { format!("{} {name}", show(share)) }
    };
    of.iter().map(part).collect::<Vec<_>>().join(" + ")
}

/// The range of correlated equilibria, exactly.
pub fn correlated(game: &Game, solved: &Solved) -> Option<Table> {
    let ranges = solved.correlated.as_ref().ok()?;
    let names = game.players.iter().map(|it| it.name.as_str()).chain(["sum of all"]);
    let ranges = ranges.players.iter().chain([&ranges.sum]);
    let columns = vec![Column::new("payoff", "Payoff of"), Column::new("least", "Least"), Column::new("most", "Most")];
    let rows = names
        .zip(ranges)
        .map(|(name, (least, most))| vec![words(name), words(show_both(least)), words(show_both(most))]);
    Some(table("correlated", "Correlated equilibria: least and most", columns, rows))
}

/// From which discount factor on cooperation holds, by player.
pub fn repeated(game: &Game, solved: &Solved) -> Option<Table> {
    let dilemma = solved.square.as_ref()?.dilemma.as_ref()?;
    let row = |(side, player): (&Side, &super::table::Player)| {
        let payoffs = [&side.temptation, &side.reward, &side.punishment, &side.sucker].map(|it| words(show(it)));
        let turns = words(if side.beats_turns() { "yes" } else { "no" });
        let from = [side.grim(), side.tit_for_tat()].map(|it| words(show(&it)));
        [words(player.name.clone())].into_iter().chain(payoffs).chain(from).chain([turns]).collect()
    };
    let columns = vec![
        Column::new("player", "Player"),
        Column::new("temptation", "T"),
        Column::new("reward", "R"),
        Column::new("punishment", "P"),
        Column::new("sucker", "S"),
        Column::new("grim", "Grim trigger from").by(super::report::GRIM),
        Column::new("tit_for_tat", "Tit for tat from").by(super::report::TIT_FOR_TAT),
        Column::new("beats_turns", "2R > T + S"),
    ];
    let title = "Played again and again: discount factors from which cooperation holds";
    Some(table("repeated", title, columns, dilemma.players.iter().zip(&game.players).map(row)))
}

/// The pure equilibria of metagames.
pub fn metagames(game: &Game, solved: &Solved) -> Option<Table> {
    let square = solved.square.as_ref()?;
    let name = |player: usize, it: usize| game.players[player].strategies[it].clone();
    let row = |it: &super::metagame::Stable| {
        let follower = it.order.last().copied().unwrap_or(0);
        let leader = 1 - follower;
        let order: Vec<&str> = it.order.iter().map(|&it| game.players[it].name.as_str()).collect();
        let list = |player: usize, all: &[usize]| {
            words(all.iter().map(|&it| name(player, it)).collect::<Vec<_>>().join(" / "))
        };
        let gets = |player| words(show(game.payoff(it.cell, player)));
        vec![
            words(order.join(" answers ")),
            nth(it.order.len()),
            list(leader, &it.leader),
            list(follower, &it.answers),
            words(game.names(it.cell)),
            gets(0),
            gets(1),
        ]
    };
    let columns = vec![
        Column::new("metagame", "Who has policies"),
        Column::new("order", "Order"),
        Column::new("leader", "Strategy, or answers to policies aa, ab, ba, bb"),
        Column::new("follower", "Answers to a, b"),
        Column::new("outcome", "Outcome"),
        Column::new("payoff_1", game.players[0].name.clone()),
        Column::new("payoff_2", game.players[1].name.clone()),
    ];
    let title = "Metagames: policies that answer each other, and no one gains by another policy";
    Some(table("metagames", title, columns, square.metagames.iter().map(row)))
}

/// Risk dominance.
pub fn risk(game: &Game, solved: &Solved) -> Option<Table> {
    let risk = solved.square.as_ref()?.risk.as_ref()?;
    let columns =
        vec![Column::new("equilibrium", "Equilibrium"), Column::new("product", "Product of losses by leaving it")];
    let rows = risk.products.iter().map(|(cell, it)| vec![words(game.names(*cell)), words(show(it))]);
    Some(table("risk", "Risk dominance", columns, rows))
}

/// The mixtures of two players, if all were found.
pub fn solution(solved: &Solved) -> Option<([usize; 2], &Solution)> {
    match &solved.mixed {
        Mixed::Two(players, Ok(it)) => Some((*players, it)),
        _ => None,
    }
}
