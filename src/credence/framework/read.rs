//! Frameworks from files: ASPARTIX facts, trivial graphs, and the form of the ICCMA competition.

use super::{Framework, MOST_ARGUMENTS, MOST_ATTACKS, NoAnswer};
use std::collections::HashMap;

/// A framework with names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// What each argument is called, by number.
    pub names: Vec<String>,
    /// The framework.
    pub framework: Framework,
}

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `arg(a). att(a, b).`; comments from `%` (Egly, Gaggl and Woltran 2010).
    Apx,
    /// Names, a line `#`, pairs of names; more words in a line are labels, and count for nothing.
    Tgf,
    /// `p af 3`, then pairs of numbers from 1; comments from `#` (ICCMA 2023).
    Af,
}

impl Form {
    /// That of a file of this name, by its ending.
    pub fn of(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        let all = [("apx", Self::Apx), ("tgf", Self::Tgf), ("af", Self::Af)];
        all.into_iter().find(|it| ending.eq_ignore_ascii_case(it.0)).map(|it| it.1)
    }
}

/// Why a file is no framework.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Line {line}: {what}")]
pub struct Unreadable {
    /// Where, counted from 1.
    pub line: usize,
    /// What is wrong, a sentence.
    pub what: String,
}

/// The longest name, in bytes.
const LONGEST: usize = 256;

/// Reads a framework. What stands twice counts once.
///
/// # Errors
/// If it has not that form, an attack is on something that is no argument, or there is too much: the first place.
pub fn read(text: &str, form: Form) -> Result<Named, Unreadable> {
    let text = text.trim_start_matches('\u{feff}');
    let mut known = Known::default();
    match form {
        Form::Apx => apx(text, &mut known)?,
        Form::Tgf => tgf(text, &mut known)?,
        Form::Af => af(text, &mut known)?,
    }
    known.finish()
}

fn unreadable<T>(line: usize, what: impl Into<String>) -> Result<T, Unreadable> {
    Err(Unreadable { line, what: what.into() })
}

/// What was read so far.
#[derive(Default)]
struct Known<'a> {
    numbers: HashMap<&'a str, usize>,
    names: Vec<String>,
    /// Attacks with their lines: in some forms they may come before what they are on.
    attacks: Vec<(&'a str, &'a str, usize)>,
}

impl<'a> Known<'a> {
    fn argument(&mut self, name: &'a str, line: usize) -> Result<(), Unreadable> {
        if name.len() > LONGEST {
            return unreadable(line, format!("A name is longer than {LONGEST} bytes."));
        }
        if self.names.len() >= MOST_ARGUMENTS {
            return unreadable(line, format!("There are more than {MOST_ARGUMENTS} arguments."));
        }
        let names = &mut self.names;
        self.numbers.entry(name).or_insert_with(|| {
            names.push(name.to_owned());
            names.len() - 1
        });
        Ok(())
    }

    fn attack(&mut self, from: &'a str, to: &'a str, line: usize) -> Result<(), Unreadable> {
        if self.attacks.len() >= MOST_ATTACKS {
            return unreadable(line, format!("There are more than {MOST_ATTACKS} attacks."));
        }
        self.attacks.push((from, to, line));
        Ok(())
    }

    fn finish(self) -> Result<Named, Unreadable> {
        let number = |name: &str, line: usize| match self.numbers.get(name) {
            Some(&it) => Ok(it),
            None => unreadable(line, format!("There is no argument {:?}.", name.chars().take(40).collect::<String>())),
        };
        let attacks = self.attacks.iter().map(|&(from, to, line)| Ok((number(from, line)?, number(to, line)?)));
        let attacks = attacks.collect::<Result<Vec<_>, Unreadable>>()?;
        let framework = Framework::new(self.names.len(), attacks)
            .map_err(|why: NoAnswer| Unreadable { line: 1, what: format!("It is too large: {why}.") })?;
        Ok(Named { names: self.names, framework })
    }
}

/// A place in a text of facts.
struct Cursor<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Cursor<'a> {
    /// Goes over space and comments; whether there is more.
    fn skip(&mut self) -> bool {
        loop {
            let rest = self.rest.trim_start();
            self.line += self.rest[..self.rest.len() - rest.len()].matches('\n').count();
            self.rest = rest;
            if !rest.starts_with('%') {
                return !rest.is_empty();
            }
            self.rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
        }
    }

    /// A name, bare or within quotation marks, which belong to it.
    fn word(&mut self) -> Result<&'a str, Unreadable> {
        self.skip();
        let bare = |it: char| it.is_whitespace() || matches!(it, '(' | ')' | ',' | '.' | '%' | '"');
        let length = match self.rest.strip_prefix('"') {
            Some(quoted) => quoted.find(['"', '\n']).filter(|&it| quoted[it..].starts_with('"')).map_or(0, |it| it + 2),
            None => self.rest.find(bare).unwrap_or(self.rest.len()),
        };
        let (word, rest) = self.rest.split_at(length);
        self.rest = rest;
        if word.is_empty() { unreadable(self.line, "A name is missing; write arg(a). or att(a, b).") } else { Ok(word) }
    }

    /// Whether this sign comes next, which is then passed.
    fn takes(&mut self, sign: char) -> bool {
        self.skip();
        let after = self.rest.strip_prefix(sign);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }
}

fn apx<'a>(text: &'a str, known: &mut Known<'a>) -> Result<(), Unreadable> {
    let mut at = Cursor { rest: text, line: 1 };
    while at.skip() {
        let (line, fact) = (at.line, at.word()?);
        let open = at.takes('(');
        let first = at.word()?;
        let second = if at.takes(',') { Some(at.word()?) } else { None };
        if !(open && at.takes(')') && at.takes('.')) {
            return unreadable(line, "This is no fact; write arg(a). or att(a, b).");
        }
        match (fact, second) {
            ("arg", None) => known.argument(first, line)?,
            ("att", Some(second)) => known.attack(first, second, line)?,
            _ => return unreadable(line, "Only arg(a). and att(a, b). are known."),
        }
    }
    Ok(())
}

fn tgf<'a>(text: &'a str, known: &mut Known<'a>) -> Result<(), Unreadable> {
    let mut links = false;
    for (line, it) in (1..).zip(text.lines()) {
        let mut words = it.split_whitespace();
        match (words.next(), words.next()) {
            (None, _) => {}
            (Some("#"), None) if !links => links = true,
            (Some(name), _) if !links => known.argument(name, line)?,
            (Some(from), Some(to)) => known.attack(from, to, line)?,
            _ => return unreadable(line, "An attack wants two names."),
        }
    }
    Ok(())
}

fn af<'a>(text: &'a str, known: &mut Known<'a>) -> Result<(), Unreadable> {
    let mut size = None;
    for (line, it) in (1..).zip(text.lines()) {
        if it.trim_start().starts_with('#') {
            continue;
        }
        let words: Vec<&str> = it.split_whitespace().take(4).collect();
        match (&words[..], size) {
            ([], _) => {}
            (["p", "af", n], None) => size = Some(n.parse::<usize>().or_else(|_| unreadable(line, "How many?"))?),
            ([from, to], Some(_)) => known.attack(from, to, line)?,
            (_, None) => return unreadable(line, "The first line is to be \"p af\" and the number of arguments."),
            _ => return unreadable(line, "An attack wants two numbers."),
        }
    }
    let n = size.map_or_else(|| unreadable(1, "The line \"p af\" with the number of arguments is missing."), Ok)?;
    if n > MOST_ARGUMENTS {
        return unreadable(1, format!("There are more than {MOST_ARGUMENTS} arguments."));
    }
    number(n, known)
}

/// Gives the arguments their numbers as names, and attacks the names that these are written as.
fn number(n: usize, known: &mut Known<'_>) -> Result<(), Unreadable> {
    known.names = (1..=n).map(|it| it.to_string()).collect();
    for (from, to, line) in &known.attacks {
        for it in [from, to] {
            let number = it.parse::<usize>().ok().filter(|it| (1..=n).contains(it));
            let Some(number) = number else {
                let word: String = it.chars().take(40).collect();
                return unreadable(*line, format!("{word:?} is no number from 1 to {n}."));
            };
            known.numbers.insert(it, number - 1);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_alike() {
        let all = [
            ("arg(1).arg(2). % arg(3).\natt(2,1) . arg ( 3 ).\n", Form::Apx),
            ("1 first\n2\n3\n#\n2 1 label\n", Form::Tgf),
            ("# comment\np af 3\n2 1\n\n2 1\n", Form::Af),
        ];
        let read: Vec<Named> = all.map(|(text, form)| read(text, form)).into_iter().flatten().collect();
        assert!(read.len() == 3 && read.iter().all(|it| *it == read[0] && it.names == ["1", "2", "3"]));
        assert_eq!(read[0].framework.attackers(0).collect::<Vec<_>>(), [1]);
        assert_eq!((Form::of("x.APX"), Form::of("x.y.af"), Form::of("x")), (Some(Form::Apx), Some(Form::Af), None));
    }

    #[test]
    fn what_is_no_framework_says_where() {
        let long = format!("arg({}).", "x".repeat(LONGEST + 1));
        let all = [
            ("arg(a).\natt(a,b).", Form::Apx, 2),
            ("arg(a).\n\narg(b", Form::Apx, 3),
            ("arg(\"a).\n", Form::Apx, 1),
            ("arg(a,b).", Form::Apx, 1),
            ("pref(a,b).", Form::Apx, 1),
            (&long, Form::Apx, 1),
            ("a\n#\na b", Form::Tgf, 3),
            ("a\n#\na", Form::Tgf, 3),
            ("1 2", Form::Af, 1),
            ("p af 2\n1 3", Form::Af, 2),
            ("p af 2\n0 1", Form::Af, 2),
            ("p af 99999999999999999999", Form::Af, 1),
            ("p af 9999999999", Form::Af, 1),
            ("", Form::Af, 1),
        ];
        for (text, form, line) in all {
            assert_eq!(read(text, form).map_err(|it| it.line), Err(line), "{text}");
        }
        assert!(read("", Form::Apx).is_ok_and(|it| it.framework.is_empty()));
    }
}
