//! Games: equilibria in exact arithmetic, what is dominated, what would be stable if played again and again; and the
//! entente form, where one question decides.

#[cfg(test)]
mod brute;
mod correlated;
mod crux;
mod dictionary;
mod dominance;
mod entente;
mod exact;
mod extreme;
mod metagame;
mod motion;
mod nfg;
mod polytope;
mod pure;
mod report;
mod rows;
mod sheet;
mod solve;
mod square;
mod table;
mod whole;
mod written;

pub use sheet::{EntenteSheet, Sheet, TableSheet, sheet};

use super::{Engine, Example, Failed, Input, Report, Setting};
use std::io::Read;

/// The most bytes of a file: the largest game that is read has fewer.
const MOST_BYTES: u64 = 32 << 20;

/// Made up.
const EXAMPLES: [Example; 3] = [
    Example::new(
        "The entente form",
        "entente.ron",
        "(entente: (\n    us: \"our bloc\", them: \"the other bloc\",\n    p: 0.9, q: 0.5,\n    \
                       payoffs: (pursue: (race: 2, not: 6), restrain: (race: 0, not: 8)),\n))\n",
    ),
    Example::new(
        "A table of two players",
        "table.ron",
        "(players: [(name: \"A\", strategies: [\"hold\", \"race\"]), (name: \"B\", strategies: [\"hold\", \"race\"])],\n \
         payoffs: [[(3, 3), (0, 4)], [(4, 0), (1, 1)]])\n",
    ),
    Example::new(
        "A file of Gambit",
        "game.nfg",
        "NFG 1 R \"Three ways\" { \"A\" \"B\" }\n{ { \"up\" \"down\" } { \"left\" \"right\" } }\n\"\"\n\n2 1 0 0 0 0 1 2\n",
    ),
];

/// Games.
pub const ENGINE: Engine = Engine {
    name: "game",
    words: "Game",
    about: "A game in normal form (.nfg of Gambit, or RON), or the entente form (RON): its equilibria in exact \
            fractions, dominance, correlated equilibria, repetition and metagames; or the probability on which the \
            choice hangs.",
    version: 1,
    slow: false,
    examples: &EXAMPLES,
    settings: &[
        Setting::number(
            "p",
            "p",
            "Entente form: how likely the other races if we pursue, from 0 to 1; otherwise that of the file.",
            (0.0, 1.0),
            None,
        ),
        Setting::number(
            "q",
            "q",
            "Entente form: how likely the other races if we restrain ourselves, from 0 to 1; otherwise that of \
                   the file.",
            (0.0, 1.0),
            None,
        ),
        Setting::text(
            "shares",
            "Shares of strategies",
            "Symmetric games of two: where to tell how the replicator moves, a share for each strategy with \
                   spaces between, such as 1/2 0.3 0.2; nowhere if empty.",
        ),
    ],
    run,
};

fn run(input: &mut Input<'_>) -> Result<Report, Failed> {
    let mut text = String::new();
    (&mut *input.data).take(MOST_BYTES + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MOST_BYTES {
        let advice = format!("A game has at most {} payoffs.", table::MOST_PAYOFFS);
        return Err(Failed::new(format!("The file has more than {} MB.", MOST_BYTES >> 20), advice));
    }
    let nfg = input.name.to_lowercase().ends_with(".nfg")
        || text.trim_start_matches('\u{feff}').trim_start().starts_with("NFG");
    let game = if nfg {
        nfg::read(&text)?
    } else {
        match written::read(&text, input.settings.number("p").map(exact::from_float))? {
            written::Written::Table(it) => it,
            written::Written::Entente(mut it) => {
                if let Some(q) = input.settings.number("q") {
                    it.q = Some(exact::from_float(q));
                }
                return Ok(crux::report(&it));
            }
        }
    };
    let solved = solve::solve(&game, input.progress)?;
    let moved = input.settings.text("shares").map(|it| motion::at(&game, it)).transpose()?;
    Ok(report::report(&game, &solved, moved.as_deref()))
}
