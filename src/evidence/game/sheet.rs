//! A game as a sheet to fill in: every number is text, so that fractions and decimals stay as they were typed.

use super::{
    exact::{self, Exact},
    nfg,
    table::Game,
    written::{self, Written},
};
use crate::evidence::Failed;
use std::fmt::Write as _;

/// The most strategies of a player on a sheet; larger games are text alone.
const MOST: usize = 12;

/// A game that can be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// Two players and what each gets in each cell.
    Table(TableSheet),
    /// The entente form.
    Entente(EntenteSheet),
}

/// A table of payoffs of two players.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableSheet {
    /// What the game is called.
    pub title: String,
    /// Who plays.
    pub players: [String; 2],
    /// What each may do.
    pub strategies: [Vec<String>; 2],
    /// What the first and the second get, by strategy of the first, then of the second.
    pub cells: Vec<Vec<[String; 2]>>,
}

/// The entente form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntenteSheet {
    /// What it is called.
    pub title: String,
    /// Who decides, and who may race.
    pub sides: [String; 2],
    /// How likely the other races if we pursue, and if we restrain ourselves; the second may be empty.
    pub p: String,
    /// See `p`.
    pub q: String,
    /// What we get: pursuing while the other races and does not, restraining ourselves likewise.
    pub payoffs: [String; 4],
    /// What persons hold likely: name, p and q; an empty p is that of all.
    pub estimates: Vec<[String; 3]>,
}

/// The game in a file as a sheet; nothing if it has other than two players, or is large, or cannot be read.
pub fn sheet(name: &str, text: &str) -> Option<Sheet> {
    let is_nfg =
        name.to_lowercase().ends_with(".nfg") || text.trim_start_matches('\u{feff}').trim_start().starts_with("NFG");
    let game = if is_nfg {
        nfg::read(text).ok()?
    } else {
        match written::read(text, None).ok()? {
            Written::Table(it) => it,
            Written::Entente(it) => {
                let show = plain;
                let estimate = |e: &super::entente::Estimate| {
                    [e.name.clone(), if e.p == it.p { String::new() } else { show(&e.p) }, show(&e.q)]
                };
                return Some(Sheet::Entente(EntenteSheet {
                    title: it.title.clone(),
                    sides: [it.us.clone(), it.them.clone()],
                    p: show(&it.p),
                    q: it.q.as_ref().map(show).unwrap_or_default(),
                    payoffs: [&it.pursue_race, &it.pursue_not, &it.restrain_race, &it.restrain_not].map(show),
                    estimates: it.estimates.iter().map(estimate).collect(),
                }));
            }
        }
    };
    table(&game).map(Sheet::Table)
}

fn table(game: &Game) -> Option<TableSheet> {
    let [one, other] = game.players.as_slice() else { return None };
    if one.strategies.len() > MOST || other.strategies.len() > MOST {
        return None;
    }
    let payoff = |row, column, player| plain(game.payoff(game.cell(&[row, column]), player));
    let row = |row| (0..game.size(1)).map(|column| [0, 1].map(|it| payoff(row, column, it))).collect();
    Some(TableSheet {
        title: game.title.clone(),
        players: [one.name.clone(), other.name.clone()],
        strategies: [one.strategies.clone(), other.strategies.clone()],
        cells: (0..game.size(0)).map(row).collect(),
    })
}

impl Sheet {
    /// The sheet as a file in RON.
    ///
    /// # Errors
    /// If what was filled in is no game: which number is none, or which probability.
    pub fn file(&self) -> Result<String, Failed> {
        let text = match self {
            Self::Table(it) => it.ron(),
            Self::Entente(it) => it.ron(),
        };
        written::read(&text, None).map(|_| text)
    }
}

impl TableSheet {
    /// Which payoffs are best replies to what the other does, by cell: of the first player and of the second. Cells where
    /// both are make pure equilibria (Nash 1951). Nothing while a number is none.
    pub fn best_replies(&self) -> Option<Vec<Vec<[bool; 2]>>> {
        let read = |it: &String| exact::read(it.trim()).ok();
        let cells: Option<Vec<Vec<[Exact; 2]>>> =
            self.cells.iter().map(|row| row.iter().map(|it| Some([read(&it[0])?, read(&it[1])?])).collect()).collect();
        let cells = cells?;
        let best = |row: usize, column: usize| {
            let first = cells.iter().all(|it| it[column][0] <= cells[row][column][0]);
            let second = cells[row].iter().all(|it| it[1] <= cells[row][column][1]);
            [first, second]
        };
        Some((0..cells.len()).map(|row| (0..cells[row].len()).map(|column| best(row, column)).collect()).collect())
    }

    /// Gives a player one strategy more, in which everybody gets nothing.
    pub fn add_strategy(&mut self, player: usize) {
        let name = format!("{}", self.strategies[player].len() + 1);
        let nothing = || ["0".to_owned(), "0".to_owned()];
        if self.strategies[player].len() >= MOST {
            return;
        }
        self.strategies[player].push(name);
        if player == 0 {
            self.cells.push(self.strategies[1].iter().map(|_| nothing()).collect());
        } else {
            self.cells.iter_mut().for_each(|row| row.push(nothing()));
        }
    }

    /// Takes the last strategy of a player away; one stays.
    pub fn drop_strategy(&mut self, player: usize) {
        if self.strategies[player].len() < 2 {
            return;
        }
        self.strategies[player].pop();
        if player == 0 {
            self.cells.pop();
        } else {
            self.cells.iter_mut().for_each(|row| drop(row.pop()));
        }
    }

    fn ron(&self) -> String {
        let mut out = format!("(\n    title: {},\n    players: [\n", quoted(&self.title));
        for (name, strategies) in self.players.iter().zip(&self.strategies) {
            let all: Vec<String> = strategies.iter().map(|it| quoted(it)).collect();
            let _ = writeln!(out, "        (name: {}, strategies: [{}]),", quoted(name), all.join(", "));
        }
        out.push_str("    ],\n    payoffs: [\n");
        for row in &self.cells {
            let row: Vec<String> = row.iter().map(|it| format!("({}, {})", number(&it[0]), number(&it[1]))).collect();
            let _ = writeln!(out, "        [{}],", row.join(", "));
        }
        out.push_str("    ],\n)\n");
        out
    }
}

impl EntenteSheet {
    fn ron(&self) -> String {
        let [us, them] = self.sides.each_ref().map(|it| quoted(it));
        let [pr, pn, rr, rn] = self.payoffs.each_ref().map(|it| number(it));
        let q = if self.q.trim().is_empty() { String::new() } else { format!(" q: {},", number(&self.q)) };
        let mut out = format!(
            "(\n    title: {},\n    entente: (\n        us: {us}, them: {them},\n        p: {},{q}\n        \
             payoffs: (pursue: (race: {pr}, not: {pn}), restrain: (race: {rr}, not: {rn})),\n",
            quoted(&self.title),
            number(&self.p)
        );
        if !self.estimates.is_empty() {
            out.push_str("        estimates: [\n");
            for [name, p, q] in &self.estimates {
                let p = if p.trim().is_empty() { String::new() } else { format!(" p: {},", number(p)) };
                let _ = writeln!(out, "            (name: {},{p} q: {}),", quoted(name), number(q));
            }
            out.push_str("        ],\n");
        }
        out.push_str("    ),\n)\n");
        out
    }
}

/// A number as it is most easily read: `0.745` if decimals can say it exactly, else `2/7`.
fn plain(it: &Exact) -> String {
    let decimals = format!("{}", exact::float(it));
    if exact::read(&decimals).as_ref() == Ok(it) { decimals } else { exact::show(it) }
}

/// A number as RON takes it: what is more than digits stands in quotation marks.
fn number(text: &str) -> String {
    let text = text.trim();
    let plain = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit() || matches!(it, b'.' | b'-'));
    if plain && text.parse::<f64>().is_ok() { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for it in text.chars() {
        match it {
            '"' | '\\' => out.extend(['\\', it]),
            '\n' => out.push_str("\\n"),
            it if it.is_control() => out.push(' '),
            it => out.push(it),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = r#"(title: "Dilemma \"of two\"", players: [(name: "A", strategies: ["C", "D"]), (name: "B\\", strategies: ["C", "D", "E"])],
        payoffs: [[(3, 3), (0, 5), ("1/3", -0.5)], [(5, 0), (1, 1), (2, 2)]])"#;
    const ENTENTE: &str = "(entente: (p: 0.99, q: \"1/3\", payoffs: (pursue: (race: 2, not: 6), restrain: (race: -1, not: 8)), \
                           estimates: [(name: \"x\", q: 0.4), (name: \"y\", p: 0.5, q: 1)]))";

    #[test]
    fn a_sheet_says_what_its_file_says() {
        for text in [TABLE, ENTENTE] {
            let filled = sheet("game.ron", text).unwrap();
            let file = filled.file().unwrap();
            assert_eq!(sheet("game.ron", &file).unwrap(), filled, "{file}");
        }
        let Sheet::Table(it) = sheet("", TABLE).unwrap() else { panic!("a table") };
        assert_eq!(it.cells[0][2], ["1/3", "-0.5"].map(str::to_owned), "{it:?}");
        let best = it.best_replies().unwrap();
        assert_eq!(best[0], [[false, false], [false, true], [false, false]]);
        assert_eq!(best[1], [[true, false], [true, false], [true, true]]);
    }

    #[test]
    fn what_is_no_game_is_refused_and_strategies_come_and_go() {
        let Sheet::Table(mut it) = sheet("", TABLE).unwrap() else { panic!("a table") };
        it.add_strategy(0);
        it.add_strategy(1);
        assert!(Sheet::Table(it.clone()).file().is_ok());
        it.drop_strategy(0);
        it.drop_strategy(1);
        assert_eq!(Sheet::Table(it.clone()), sheet("", TABLE).unwrap());
        for bad in ["", "x", "1/0", "1)), (2", "\"", "1e999999999"] {
            it.cells[0][0][0] = bad.to_owned();
            assert!(it.best_replies().is_none() && Sheet::Table(it.clone()).file().is_err(), "{bad}");
        }
        let Sheet::Entente(mut it) = sheet("", ENTENTE).unwrap() else { panic!("the form") };
        it.p = "1.5".to_owned();
        assert!(Sheet::Entente(it).file().is_err());
        assert!(sheet("", "nothing").is_none());
    }
}
