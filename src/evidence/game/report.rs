//! The report on a game in normal form.

use super::{
    exact::{Exact, float},
    motion, rows,
    solve::{Mixed, Part, RULES, Solved, TooLarge},
    table::Game,
};
use crate::evidence::{About, Amount, Column, Figure, Report, Table};
use num_traits::One;

const PURE: About = About::new("cells in which every player has a best reply", "Nash 1951");
const EXTREME: About = About::new(
    "pairs of vertices of the best-response polytopes with labels of all strategies, in fractions",
    "Mangasarian 1964; von Stengel 2002, sec. 2; pivots as in Avis's lrs 2000",
);
const COMPONENTS: About =
    About::new("connected sets of equilibria", "Avis, Rosenberg, Savani and von Stengel 2010, sec. 2");
const DEGENERATE: About =
    About::new("some mixture has more best replies than strategies that it plays", "von Stengel 2002, def. 2.6");
const PARETO: About =
    About::new("cells to which no other is better for one and as good for all", "Pareto, strong sense");
const RISK: About = About::new(
    "the strict equilibrium with the larger product of losses by leaving it; none on a tie",
    "Harsanyi and Selten 1988, sec. 3.9",
);
const SURVIVORS: About = About::new(
    "strategies left when all dominated ones are taken away at once, again and again",
    "Luce and Raiffa 1957; by mixtures: Pearce 1984",
);
const CORRELATED: About = About::new(
    "least and most over p >= 0, sum p = 1, sum_j p(i,j) (u(i,j) - u(i',j)) >= 0 for all i, i', all players",
    "Aumann 1987; linear programme solved in fractions",
);
/// Grim trigger.
pub const GRIM: About = About::new("delta >= (T - R) / (T - P), the larger of both players'", "Friedman 1971");
/// Tit for tat.
pub const TIT_FOR_TAT: About = About::new(
    "delta >= max((T - R) / (T - P), (T - R) / (R - S)), the larger of both players'",
    "Axelrod 1984, prop. 2",
);

/// Why a part is missing.
fn too_large(_: TooLarge) -> Amount {
    Amount::Undefined("the game is too large: it would take more steps than are allowed".to_owned())
}

fn count<T>(part: Result<usize, T>, otherwise: impl Fn(T) -> Amount) -> Amount {
    part.map_or_else(otherwise, |it| Amount::Count(it as u64))
}

fn number(it: &Exact) -> Amount {
    Amount::number(float(it), "it is beyond the range of numbers")
}

/// The report on a game; with how shares move, if somebody asked for it.
pub fn report(game: &Game, solved: &Solved, moved: Option<&[(String, Exact, Exact)]>) -> Report {
    let mut figures = equilibria(solved);
    figures.extend(survivors(game, solved));
    figures.extend(square(game, solved));
    figures.extend(correlated(game, solved));
    let solution = rows::solution(solved);
    let mut tables = vec![rows::payoffs(game, solved)];
    tables.push(rows::cells(game, "pure", "Pure equilibria", &solved.pure.equilibria));
    if let Some((players, it)) = solution {
        tables.push(rows::extreme(game, players, it));
        tables.extend(rows::subsets(it));
    }
    tables.push(rows::dominance(game, solved));
    if let Some(it) = &solved.pure.pareto {
        tables.push(rows::cells(game, "pareto", "Pareto set: no cell is better for one and as good for all", it));
    }
    tables.extend(rows::risk(game, solved));
    tables.extend(rows::correlated(game, solved));
    tables.extend(rows::repeated(game, solved));
    tables.extend(rows::metagames(game, solved));
    tables.extend(moved.map(speeds));
    Report {
        title: if game.title.is_empty() { format!("A {} game", game.shape()) } else { game.title.clone() },
        gist: gist(game, solved),
        figures,
        plots: motion::plots(game, solution.map(|it| it.1)),
        notes: notes(game, solved, &tables),
        tables,
        ..Report::default()
    }
}

fn equilibria(solved: &Solved) -> Vec<Figure> {
    let players = |it: usize| {
        Amount::Undefined(if it < 2 {
            "fewer than two players have a choice: every mixture of the pure equilibria is one".to_owned()
        } else {
            format!("{it} players have a choice: only pure equilibria are looked for")
        })
    };
    let of = |what: &dyn Fn(&super::extreme::Solution) -> Amount| match &solved.mixed {
        Mixed::Players(it) => players(*it),
        Mixed::Two(_, Err(it)) => too_large(*it),
        Mixed::Two(_, Ok(it)) => what(it),
    };
    let size = |it: usize| Amount::Count(it as u64);
    let yes = |it: bool| Amount::Words(if it { "yes" } else { "no" }.to_owned());
    let sets = |it: &super::extreme::Solution| count(it.subsets.as_ref().map(Vec::len).ok_or(TooLarge), too_large);
    let pareto = count(solved.pure.pareto.as_ref().map(Vec::len).ok_or(TooLarge), too_large);
    vec![
        Figure::new("pure_equilibria", "Pure equilibria", size(solved.pure.equilibria.len()), PURE),
        Figure::new("extreme_equilibria", "Extreme equilibria", of(&|it| size(it.extreme.len())), EXTREME),
        Figure::new("components", "Connected sets of equilibria", of(&|it| size(it.components)), COMPONENTS),
        Figure::new("nash_subsets", "Maximal Nash subsets", of(&sets), COMPONENTS),
        Figure::new("degenerate", "Degenerate", of(&|it| yes(it.degenerate)), DEGENERATE),
        Figure::new("pareto_cells", "Cells in the Pareto set", pareto, PARETO),
    ]
}

fn survivors(game: &Game, solved: &Solved) -> Vec<Figure> {
    let left = |part: &Part<Vec<Vec<Option<usize>>>>| match part {
        Err(it) => too_large(*it),
        Ok(rounds) => {
            let left: Vec<String> =
                rounds.iter().map(|it| it.iter().filter(|it| it.is_none()).count().to_string()).collect();
            Amount::Words(left.join("×"))
        }
    };
    let told = RULES.iter().zip(&solved.rounds).map(|(rule, part)| {
        let kind = if rule.strict { "strict" } else { "weak" };
        let (key, by) = if rule.mixed { ("mixed", ", also by mixtures") } else { ("pure", "") };
        let words = format!("Left after iterated {kind} dominance{by}");
        Figure::new(format!("survivors_{kind}_{key}"), words, left(part), SURVIVORS)
    });
    [Figure::new("shape", "Strategies", Amount::Words(game.shape()), About::default())]
        .into_iter()
        .chain(told)
        .collect()
}

fn square(game: &Game, solved: &Solved) -> Vec<Figure> {
    let Some(square) = &solved.square else { return Vec::new() };
    let undefined = |why: &str| Amount::Undefined(why.to_owned());
    let risk = match &square.risk {
        None => undefined("there are not two strict equilibria in opposite corners"),
        Some(it) => Amount::Words(it.dominant.map_or_else(|| "none".to_owned(), |it| game.names(it))),
    };
    let from = |of: &dyn Fn(&super::square::Side) -> Exact| match &square.dilemma {
        None => undefined("it is no prisoners' dilemma"),
        Some(it) => {
            let from = it.players.iter().map(of).max().unwrap_or_default();
            if from < Exact::one() { number(&from) } else { undefined("taking turns in defecting pays at any") }
        }
    };
    vec![
        Figure::new("risk_dominant", "Risk-dominant equilibrium", risk, RISK),
        Figure::new("grim_trigger_from", "Grim trigger holds from discount factor", from(&|it| it.grim()), GRIM),
        Figure::new(
            "tit_for_tat_from",
            "Tit for tat holds from discount factor",
            from(&|it| it.tit_for_tat()),
            TIT_FOR_TAT,
        ),
    ]
}

fn correlated(game: &Game, solved: &Solved) -> Vec<Figure> {
    let names = game.players.iter().enumerate().map(|(nth, it)| ((nth + 1).to_string(), it.name.clone()));
    let mut figures = Vec::new();
    for (nth, (key, name)) in names.chain([("sum".to_owned(), "the sum of all".to_owned())]).enumerate() {
        let range = solved.correlated.as_ref().map(|it| it.players.get(nth).unwrap_or(&it.sum));
        let [least, most] = match range {
            Ok((least, most)) => [number(least), number(most)],
            Err(it) => [too_large(*it), too_large(*it)],
        };
        let words = |end: &str| format!("{end} of {name} in a correlated equilibrium");
        figures.push(Figure::new(format!("correlated_{key}_least"), words("Least"), least, CORRELATED));
        figures.push(Figure::new(format!("correlated_{key}_most"), words("Most"), most, CORRELATED));
    }
    figures
}

fn speeds(speeds: &[(String, Exact, Exact)]) -> Table {
    let row =
        |(name, share, speed): &(String, Exact, Exact)| vec![Amount::Words(name.clone()), number(share), number(speed)];
    let formula = About::new("dx_i = x_i ((A x)_i - x' A x)", "Taylor and Jonker 1978");
    Table {
        key: "replicator".to_owned(),
        words: "Replicator: how shares move".to_owned(),
        columns: vec![
            Column::new("strategy", "Strategy"),
            Column::new("share", "Share"),
            Column::new("speed", "Change per unit of time").by(formula),
        ],
        rows: speeds.iter().map(row).collect(),
    }
}

/// What it comes down to.
fn gist(game: &Game, solved: &Solved) -> String {
    let pure = &solved.pure.equilibria;
    let first = match pure.as_slice() {
        [] => "There is no pure equilibrium".to_owned(),
        &[cell] => format!("The only pure equilibrium is {}", game.names(cell)),
        several => format!("There are {} pure equilibria", several.len()),
    };
    let second = rows::solution(solved).map_or_else(String::new, |(_, it)| {
        let (extreme, components) = (it.extreme.len(), it.components);
        match extreme - pure.len() {
            0 if extreme == components => ", and no mixed one".to_owned(),
            mixed if extreme == components => format!(", and mixed ones: {mixed}"),
            _ => format!("; equilibria form connected sets: {components}, with {extreme} extreme points"),
        }
    });
    let both = solved.square.as_ref().and_then(|it| it.dilemma.as_ref()).map(|it| game.names(it.both));
    let third = both.map_or_else(String::new, |both| {
        format!(" It is a prisoners' dilemma: both would be better off with {both}, and each gains by leaving it.")
    });
    format!("{first}{second}.{third}")
}

fn notes(game: &Game, solved: &Solved, tables: &[Table]) -> Vec<String> {
    let mut notes = vec![
        "Nothing is rounded: payoffs are fractions, and so is all that is calculated; decimals are shown of the result."
            .to_owned(),
    ];
    let full: Vec<&str> =
        tables.iter().filter(|it| it.rows.len() == rows::MOST_ROWS).map(|it| it.words.as_str()).collect();
    if !full.is_empty() {
        notes.push(format!("Only the first {} rows are shown of: {}.", rows::MOST_ROWS, full.join("; ")));
    }
    match &solved.mixed {
        Mixed::Players(it) if *it > 2 => notes.push(format!(
            "Mixed equilibria of {it} players are roots of polynomials; they are not looked for. There is always one."
        )),
        Mixed::Two(_, Ok(it)) if it.degenerate => notes.push(
            "The game is degenerate: where equilibria form a continuum, its extreme points are listed, and which of \
             them may be mixed."
                .to_owned(),
        ),
        _ => {}
    }
    let went =
        |part: &Part<Vec<Vec<Option<usize>>>>| part.as_ref().is_ok_and(|it| it.iter().flatten().any(Option::is_some));
    if solved.rounds.iter().skip(2).any(went) {
        notes.push(
            "What is left after weak dominance depends on the order in which strategies are taken away; here all that \
             are weakly dominated go at once in each round. Equilibria may be lost."
                .to_owned(),
        );
    }
    if solved.square.as_ref().is_some_and(|it| it.dilemma.is_some()) {
        notes.push(
            "Discount factors are those from which two who both play the strategy gain nothing by leaving it; other \
             equilibria of the repeated game, mistakes and an end in sight are not looked at."
                .to_owned(),
        );
    }
    if game.players.len() > 2 {
        notes.push(
            "Dominance by mixtures holds against whatever the others do together, also if they agree.".to_owned(),
        );
    }
    notes
}
