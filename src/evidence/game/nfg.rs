//! Games in Gambit's `.nfg` files, in both of their forms: a list of payoffs, or a table of outcomes.

use super::{
    exact::{self, Exact},
    table::{Game, MOST_PAYOFFS, Player, count_cells},
};
use crate::evidence::Failed;
use num_traits::Zero;

/// A piece of the file, with the line it is in.
#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Open,
    Close,
    Quoted(String),
    Bare(String),
}

/// Reads a game.
///
/// # Errors
/// If it is not as it should be: at which line, and what to do.
pub fn read(text: &str) -> Result<Game, Failed> {
    let mut pieces = Pieces { all: cut(text)?, at: 0, lines: text.lines().count().max(1) as u64 };
    for expected in ["NFG", "1"] {
        if pieces.bare()? != expected {
            return Err(pieces.failed("This is no .nfg file.", "It begins with: NFG 1 R \"title\" { \"player\" … }."));
        }
    }
    // R or D once told fractions from decimals; today both may hold both.
    if !matches!(pieces.bare()?.as_str(), "R" | "D") {
        return Err(pieces.failed("R or D is missing after NFG 1.", "Write NFG 1 R."));
    }
    let title = pieces.quoted("the title")?;
    let names = pieces.quoted_list("the players")?;
    let players = pieces.strategies(names)?;
    let sizes: Vec<usize> = players.iter().map(|it| it.strategies.len()).collect();
    let cells = count_cells(&sizes).map_err(|it| it.at(pieces.line()))?;
    if matches!(pieces.peek(), Some(Piece::Quoted(_))) {
        pieces.at += 1;
    }
    let payoffs = if pieces.peek() == Some(&Piece::Open) {
        pieces.outcomes(cells, players.len())?
    } else {
        let wanted = cells * players.len();
        (0..wanted).map(|nth| pieces.number(nth, wanted)).collect::<Result<Vec<Exact>, _>>()?
    };
    if pieces.at < pieces.all.len() {
        let what = format!("There is more after the last of {cells} cells.");
        return Err(pieces.failed(what, "Look whether the numbers of strategies are right."));
    }
    Game::new(title, players, payoffs)
}

/// The file in pieces. Commas are spaces; from `//` or `#` on a line is a comment.
fn cut(text: &str) -> Result<Vec<(Piece, u64)>, Failed> {
    let mut pieces = Vec::new();
    let mut line = 1u64;
    let mut rest = text.trim_start_matches('\u{feff}').char_indices().peekable();
    let text = text.trim_start_matches('\u{feff}');
    while let Some((at, it)) = rest.next() {
        let start = line;
        let piece = match it {
            '\n' => {
                line += 1;
                continue;
            }
            ',' => continue,
            it if it.is_whitespace() => continue,
            '{' => Piece::Open,
            '}' => Piece::Close,
            '"' => {
                let mut words = String::new();
                loop {
                    match rest.next().map(|it| it.1) {
                        Some('"') => break,
                        Some('\\') => words.extend(rest.next().map(|it| it.1)),
                        Some(it) => {
                            line += u64::from(it == '\n');
                            words.push(it);
                        }
                        None => {
                            return Err(
                                Failed::new("A name begins here and does not end.", "Close it with \".").at(start)
                            );
                        }
                    }
                }
                Piece::Quoted(words)
            }
            _ if it == '#' || text[at..].starts_with("//") => {
                while rest.next_if(|it| it.1 != '\n').is_some() {}
                continue;
            }
            _ => {
                let mut end = at + it.len_utf8();
                let within = |it: char| !it.is_whitespace() && !matches!(it, ',' | '{' | '}' | '"');
                while let Some((at, it)) = rest.next_if(|it| within(it.1)) {
                    end = at + it.len_utf8();
                }
                Piece::Bare(text[at..end].to_owned())
            }
        };
        pieces.push((piece, start));
        if pieces.len() > 6 * MOST_PAYOFFS {
            return Err(
                Failed::new("The file is too long.", format!("A game has at most {MOST_PAYOFFS} payoffs.")).at(start)
            );
        }
    }
    Ok(pieces)
}

/// The pieces, and which is next.
struct Pieces {
    all: Vec<(Piece, u64)>,
    at: usize,
    lines: u64,
}

impl Pieces {
    fn peek(&self) -> Option<&Piece> {
        self.all.get(self.at).map(|it| &it.0)
    }

    fn next(&mut self) -> Option<Piece> {
        let piece = self.all.get(self.at).map(|it| it.0.clone());
        self.at += 1;
        piece
    }

    /// The line of the piece that is next, or the last.
    fn line(&self) -> u64 {
        self.all.get(self.at).map_or(self.lines, |it| it.1)
    }

    /// A mistake in the piece just read.
    fn failed(&self, what: impl Into<String>, advice: impl Into<String>) -> Failed {
        let line = self.all.get(self.at.saturating_sub(1)).map_or(self.lines, |it| it.1);
        Failed::new(what, advice).at(line)
    }

    fn bare(&mut self) -> Result<String, Failed> {
        match self.next() {
            Some(Piece::Bare(it)) => Ok(it),
            _ => Err(self.failed("This is no .nfg file.", "It begins with: NFG 1 R \"title\" { \"player\" … }.")),
        }
    }

    fn quoted(&mut self, what: &str) -> Result<String, Failed> {
        match self.next() {
            Some(Piece::Quoted(it)) => Ok(it),
            _ => Err(self.failed(format!("Here {what} should be."), "Write it in \"…\".")),
        }
    }

    fn open(&mut self, what: &str) -> Result<(), Failed> {
        match self.next() {
            Some(Piece::Open) => Ok(()),
            _ => Err(self.failed(format!("Here {what} should begin."), "Write {.")),
        }
    }

    /// `{ "A" "B" }`; names may be bare words.
    fn quoted_list(&mut self, what: &str) -> Result<Vec<String>, Failed> {
        self.open(what)?;
        let mut names = Vec::new();
        loop {
            match self.next() {
                Some(Piece::Quoted(it) | Piece::Bare(it)) => names.push(it),
                Some(Piece::Close) => return Ok(names),
                _ => return Err(self.failed(format!("The list of {what} does not end."), "Close it with }.")),
            }
        }
    }

    /// `{ 2 3 }`, or `{ { "A" "B" } { "C" "D" "E" } }`.
    fn strategies(&mut self, names: Vec<String>) -> Result<Vec<Player>, Failed> {
        self.open("the strategies")?;
        let mut lists = Vec::new();
        loop {
            match self.peek() {
                Some(Piece::Open) => lists.push(self.quoted_list("strategies")?),
                Some(Piece::Bare(it)) => {
                    let size = it.parse().ok().filter(|it| (1..=MOST_PAYOFFS).contains(it));
                    self.at += 1;
                    let size = size.ok_or_else(|| {
                        self.failed("A number of strategies is wrong.", format!("Write 1 to {MOST_PAYOFFS}."))
                    })?;
                    lists.push((1..=size).map(|it| it.to_string()).collect());
                }
                Some(Piece::Close) => break,
                _ => return Err(self.failed("The strategies do not end.", "Close them with }.")),
            }
            if lists.len() > names.len() {
                break;
            }
        }
        self.at += 1;
        if lists.len() != names.len() {
            let what = format!("There are {} players and strategies for {}.", names.len(), lists.len());
            return Err(self.failed(what, "Give each player theirs, in the same order."));
        }
        Ok(names.into_iter().zip(lists).map(|(name, strategies)| Player { name, strategies }).collect())
    }

    fn number(&mut self, nth: usize, wanted: usize) -> Result<Exact, Failed> {
        match self.next() {
            Some(Piece::Bare(it)) => exact::read(&it)
                .map_err(|why| self.failed(format!("{it} {why}."), "Write a payoff like 3, -0.5 or 2/7.")),
            Some(_) => Err(self.failed("Here a payoff should be.", "Write it like 3, -0.5 or 2/7, without \"\".")),
            None => Err(self.failed(format!("The payoffs end after {nth} of {wanted}."), "Add what is missing.")),
        }
    }

    /// A table of outcomes, `{ { "name" 1, 2 } … }`, and which of them is in each cell; 0 is none, and pays nothing.
    fn outcomes(&mut self, cells: usize, players: usize) -> Result<Vec<Exact>, Failed> {
        self.open("the outcomes")?;
        let mut outcomes = vec![vec![Exact::zero(); players]];
        while self.peek() == Some(&Piece::Open) {
            self.at += 1;
            if matches!(self.peek(), Some(Piece::Quoted(_))) {
                self.at += 1;
            }
            let payoffs = (0..players).map(|nth| self.number(nth, players)).collect::<Result<_, _>>()?;
            if self.next() != Some(Piece::Close) {
                return Err(self.failed("An outcome does not end here.", format!("It has {players} payoffs, then }}.")));
            }
            outcomes.push(payoffs);
        }
        if self.next() != Some(Piece::Close) {
            return Err(self.failed("The outcomes do not end here.", "Close them with }."));
        }
        let mut payoffs = Vec::with_capacity(cells * players);
        for nth in 0..cells {
            let Some(Piece::Bare(it)) = self.next() else {
                return Err(self.failed(format!("The cells end after {nth} of {cells}."), "Add what is missing."));
            };
            let outcome = it.parse().ok().and_then(|it: usize| outcomes.get(it)).ok_or_else(|| {
                self.failed(format!("There is no outcome {it}."), format!("There are 0 to {}.", outcomes.len() - 1))
            })?;
            payoffs.extend(outcome.iter().cloned());
        }
        Ok(payoffs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read_alike() {
        let list = r#"NFG 1 R "a \"b\"" { "I" "II" } { 2 2 } 1 1/2 0 .25 0 0, 3 -1e1 // end"#;
        let table = "NFG 1 D \"a \\\"b\\\"\"\n{ \"I\" II }\n# a comment\n{ { \"1\" \"2\" } { \"1\" \"2\" } }\n\"two\nlines\"\n{ {\"x\" 1, .5} {0 1/4} {\"\" 3 -10} } 1 2 0 3";
        let (list, table) = (read(list).unwrap(), read(table).unwrap());
        assert_eq!(list, table);
        assert_eq!((list.title.as_str(), list.shape()), ("a \"b\"", "2×2".to_owned()));
        assert_eq!(exact::show(list.payoff(list.cell(&[1, 0]), 1)), "1/4");
    }

    #[test]
    fn what_is_broken_is_told_with_its_line() {
        let head = "NFG 1 R \"t\"\n{ \"a\" \"b\" }\n{ 1 2 }\n";
        for (text, line, word) in [
            (String::new(), 1, "no .nfg"),
            ("EFG 2 R".to_owned(), 1, "no .nfg"),
            ("NFG 1 R \"t\"\n{ \"a".to_owned(), 2, "does not end"),
            ("NFG 1 R \"t\"\n{ \"a\" \"b\" }\n{ 2 }\n1".to_owned(), 3, "2 players"),
            ("NFG 1 R \"t\"\n{ \"a\" }\n{ 0 }\n1".to_owned(), 3, "wrong"),
            ("NFG 1 R \"t\"\n{ \"a\" \"b\" }\n{ 9999 9999 }\n1".to_owned(), 4, "more than 300000"),
            ("NFG 1 R \"t\" { } { }".to_owned(), 1, "0 players"),
            (format!("{head}1 2 3\n"), 4, "after 3 of 4"),
            (format!("{head}1 2\n3 x"), 5, "x is no number"),
            (format!("{head}1 2\n3 4 5"), 5, "more after"),
            (format!("{head}{{ {{ \"\" 1 2 }} }}\n1 2"), 5, "no outcome 2"),
            (format!("{head}{{ {{ \"\" 1 2 3 }} }}\n1 1"), 4, "does not end"),
        ] {
            let failed = read(&text).unwrap_err();
            assert!(failed.what.contains(word), "{text:?}: {failed}");
            assert_eq!(failed.line, Some(line), "{text:?}: {failed}");
        }
    }
}
