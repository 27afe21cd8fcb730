//! Games written by hand, in RON: a table of payoffs, or the entente form.

use super::{
    entente::{Entente, Estimate},
    exact::{self, Exact},
    table::{Game, Player, count_cells},
};
use crate::evidence::Failed;
use num_traits::Zero;
use ron::{Options, error::SpannedError, extensions::Extensions, value::RawValue};
use serde::{Deserialize, Deserializer, de::Error as _};

/// What such a file holds.
#[derive(Debug)]
pub enum Written {
    /// A table.
    Table(Game),
    /// The entente form.
    Entente(Box<Entente>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    title: String,
    #[serde(default)]
    players: Vec<PlayerFile>,
    payoffs: Option<Box<RawValue>>,
    entente: Option<EntenteFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlayerFile {
    name: String,
    strategies: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntenteFile {
    #[serde(default)]
    us: String,
    #[serde(default)]
    them: String,
    p: Share,
    q: Option<Share>,
    payoffs: Payoffs,
    #[serde(default)]
    estimates: Vec<EstimateFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Payoffs {
    pursue: Pair,
    restrain: Pair,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    race: Number,
    not: Number,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EstimateFile {
    name: String,
    p: Option<Share>,
    q: Share,
}

/// A number as it is written, without rounding; a fraction stands in quotation marks.
struct Number(Exact);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(from)?;
        let text = raw.get_ron().trim().trim_matches('"').trim();
        exact::read(text).map(Self).map_err(|why| D::Error::custom(format!("{} {why}", shortened(text))))
    }
}

/// A number from 0 to 1.
struct Share(Exact);

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Number(it) = Number::deserialize(from)?;
        if exact::is_share(&it) {
            Ok(Self(it))
        } else {
            Err(D::Error::custom(format!("{} is no probability from 0 to 1", exact::show(&it))))
        }
    }
}

fn shortened(text: &str) -> String {
    let short: String = text.chars().take(30).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

const FORMS: &str = "Write (players: [(name: \"A\", strategies: [\"C\", \"D\"]), …], payoffs: [[(3, 3), (0, 5)], …]), or \
                     (entente: (p: 0.99, q: 0.95, payoffs: (pursue: (race: 2, not: 6), restrain: (race: 0, not: 8)))).";

/// Reads a table or the entente form. `p` goes before that of the entente form.
///
/// # Errors
/// If it is neither: at which line, and what to do.
pub fn read(text: &str, p: Option<Exact>) -> Result<Written, Failed> {
    let options = Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    let file: File = options.from_str(text).map_err(|it| broken(&it))?;
    match (file.entente, file.payoffs) {
        (Some(it), None) if file.players.is_empty() => Ok(Written::Entente(Box::new(entente(file.title, it, p)))),
        (None, Some(payoffs)) => table(file.title, file.players, &payoffs, text).map(Written::Table),
        _ => Err(Failed::new("It is neither a table nor the entente form.", FORMS)),
    }
}

fn broken(error: &SpannedError) -> Failed {
    Failed::new(format!("{}.", error.code), FORMS).at(error.span.start.line as u64)
}

fn entente(title: String, file: EntenteFile, p: Option<Exact>) -> Entente {
    let named = |name: String, otherwise: &str| if name.is_empty() { otherwise.to_owned() } else { name };
    let p = p.unwrap_or(file.p.0);
    let estimate =
        |it: EstimateFile| Estimate { name: it.name, p: it.p.map_or_else(|| p.clone(), |it| it.0), q: it.q.0 };
    Entente {
        title: named(title, "Pursue or restrain"),
        us: named(file.us, "we"),
        them: named(file.them, "the other"),
        estimates: file.estimates.into_iter().map(estimate).collect(),
        q: file.q.map(|it| it.0),
        pursue_race: file.payoffs.pursue.race.0,
        pursue_not: file.payoffs.pursue.not.0,
        restrain_race: file.payoffs.restrain.race.0,
        restrain_not: file.payoffs.restrain.not.0,
        p,
    }
}

fn table(title: String, players: Vec<PlayerFile>, payoffs: &RawValue, text: &str) -> Result<Game, Failed> {
    let players: Vec<Player> =
        players.into_iter().map(|it| Player { name: it.name, strategies: it.strategies }).collect();
    let sizes: Vec<usize> = players.iter().map(|it| it.strategies.len()).collect();
    let cells = count_cells(&sizes)?;
    let raw = payoffs.get_ron();
    let start = text.find(raw).map_or(0, |at| text[..at].matches('\n').count()) + 1;
    let mut nest =
        Nest { rest: raw, line: start as u64, sizes: &sizes, payoffs: vec![Exact::zero(); cells * sizes.len()] };
    nest.level(0, 1, 0)?;
    Game::new(title, players, nest.payoffs)
}

/// Lists in lists: one level for each player, in each innermost what each player gets.
struct Nest<'a> {
    rest: &'a str,
    line: u64,
    sizes: &'a [usize],
    payoffs: Vec<Exact>,
}

impl Nest<'_> {
    /// Reads the lists of a level, which is below some choices that lead to a cell so far.
    fn level(&mut self, depth: usize, stride: usize, cell: usize) -> Result<(), Failed> {
        let players = self.sizes.len();
        let wanted = self.sizes.get(depth).copied().unwrap_or(players);
        let whose = || {
            if depth < players {
                format!("{wanted} lists, one for each strategy of player {}", depth + 1)
            } else {
                format!("{players} payoffs, one for each player")
            }
        };
        let failed = |line, what: String| Err(Failed::new(what, format!("Here are to be {}.", whose())).at(line));
        if !self.take(&['[', '(']) {
            return failed(self.line, format!("A list should begin at {:?}.", shortened(self.rest)));
        }
        for nth in 0..wanted {
            if nth > 0 && !self.take(&[',']) || matches!(self.peek(), Some(']' | ')')) {
                return failed(self.line, format!("The list ends after {nth}."));
            }
            if depth < players {
                self.level(depth + 1, stride * wanted, cell + nth * stride)?;
            } else {
                self.payoffs[cell * players + nth] = self.number()?;
            }
        }
        self.take(&[',']);
        if !self.take(&[']', ')']) {
            return failed(self.line, format!("The list goes on after {wanted}."));
        }
        Ok(())
    }

    fn number(&mut self) -> Result<Exact, Failed> {
        self.skip();
        let end = self.rest.find([',', ']', ')', '\n', ' ']).unwrap_or(self.rest.len());
        let word = self.rest[..end].trim();
        self.rest = &self.rest[end..];
        exact::read(word.trim_matches('"')).map_err(|why| {
            let advice = "Write a payoff like 3, -0.5 or \"2/7\".";
            Failed::new(format!("{} {why}.", shortened(word)), advice).at(self.line)
        })
    }

    fn peek(&mut self) -> Option<char> {
        self.skip();
        self.rest.chars().next()
    }

    fn take(&mut self, any: &[char]) -> bool {
        let there = self.peek().filter(|it| any.contains(it));
        self.rest = &self.rest[there.map_or(0, char::len_utf8)..];
        there.is_some()
    }

    /// Passes over spaces and comments.
    fn skip(&mut self) {
        loop {
            let rest = self.rest.trim_start();
            let comment = match rest.get(..2) {
                Some("//") => rest.find('\n').unwrap_or(rest.len()),
                Some("/*") => rest.find("*/").map_or(rest.len(), |it| it + 2),
                _ => 0,
            };
            let passed = self.rest.len() - rest.len() + comment;
            self.line += self.rest[..passed].matches('\n').count() as u64;
            self.rest = &rest[comment..];
            if comment == 0 {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAYERS: &str =
        "(players: [(name: \"A\", strategies: [\"C\", \"D\"]), (name: \"B\", strategies: [\"C\", \"D\"])],";

    #[test]
    fn a_table_is_read_by_rows() {
        let text = format!("{PLAYERS}\n payoffs: [ // rows\n [(3, 0.1), (\"1/3\", 5),],\n [(5, 0), [1, 1e2]]])");
        let Written::Table(game) = read(&text, None).unwrap() else { panic!() };
        let told = |choices, player| exact::show(game.payoff(game.cell(choices), player));
        assert_eq!(
            [told(&[0, 1], 0), told(&[0, 0], 1), told(&[1, 0], 0), told(&[1, 1], 1)],
            ["1/3", "1/10", "5", "100"]
        );
    }

    #[test]
    fn what_is_broken_is_told_with_its_line() {
        for (payoffs, line, word) in [
            ("[[(3, 3), (0, 5)],\n[(5, 0)]]", 3, "ends after 1"),
            ("[[(3, 3), (0, 5)],\n[(5, 0), (1, 1, 1)]]", 3, "goes on after 2"),
            ("[[(3, 3), (0, 5)],\n[(5, 0), 1]]", 3, "should begin"),
            ("[[(3, 3), (0, 5)],\n\n[(5, 0), (1, \"1/0\")]]", 4, "divides by 0"),
            ("[[(3, 3)", 2, ""),
        ] {
            let failed = read(&format!("{PLAYERS}\npayoffs: {payoffs})"), None).unwrap_err();
            assert!(failed.what.contains(word), "{payoffs}: {failed}");
            assert_eq!(failed.line, Some(line), "{payoffs}: {failed}");
        }
        for text in ["", "()", "(players: [], payoffs: [])", "(entente: ())", "[[[[", "(title: 3)", "(wrong: 1)"] {
            assert!(read(text, None).is_err(), "{text}");
        }
        let deep = "[".repeat(100_000);
        assert!(read(&format!("{PLAYERS} payoffs: {deep}"), None).is_err());
    }

    #[test]
    fn the_entente_form_keeps_its_numbers() {
        let text = "(entente: (p: 0.99, q: \"19/20\",\n payoffs: (pursue: (race: 2, not: 6), restrain: (race: 0, not: 8)),\n estimates: [(name: \"A\", q: 0.5)]))";
        let Written::Entente(it) = read(text, None).unwrap() else { panic!() };
        assert_eq!(it.p, exact::read("0.99").unwrap());
        assert_eq!((it.q, it.estimates[0].q.clone()), (exact::read("0.95").ok(), exact::read("0.5").unwrap()));
        assert_eq!(it.estimates[0].p, it.p, "who says nothing of p takes the p of all");
        let failed = read(&text.replace("q: 0.5", "q: 1.5"), None).unwrap_err();
        assert_eq!((failed.line, failed.what.contains("no probability")), (Some(3), true), "{failed}");
    }
}
