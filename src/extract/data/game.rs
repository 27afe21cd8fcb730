//! Payoffs in words, discounts, and who follows whom.

use super::{Data, find, group, number, pattern, put};
use crate::{extract::tidy, map::Value};

pattern!(PAIR, r"(-?\d+(?:\.\d+)?)\s*/\s*(-?\d+(?:\.\d+)?)");
pattern!(OUTCOME, r"(?i)([a-z][a-z/ ]{1,30}?)\s*:?\s+(-?\d+(?:\.\d+)?(?:\s*/\s*-?\d+(?:\.\d+)?)?)(?:\s*[,;.)]|$)");
pattern!(ORDERED, r"\((-?\d+(?:\.\d+)?(?:\s*/\s*-?\d+(?:\.\d+)?){3})\)");
pattern!(DISCOUNT, r"(?i)discount(?:\s+factor)?\b[^\d.;]{0,40}(\d?\.\d+)(?:\s*\^\s*(\d+))?");
pattern!(
    REACTION,
    r"(?i)\bif\s+(?:the\s+)?([\p{L}][\p{L}' -]{0,40}?)\s+"
    r"(pursues?|adopts?|follows?|does(?:n't)?|do(?:n't)?|goes|races?|builds?|defects?|cooperates?|pauses?|holds?|arms?|cuts?|stops?|signs?)\b"
    r"([^,;.]{0,80}?),?\s+(?:(?:then|it)\s+[^;.]{0,40}?)?(?:the\s+)?([\p{L}][\p{L}' -]{0,30}?)\s+"
    r"(?:will|won't|would|does|do)\s*(too|either|the same|as well|likewise|follow)\b"
);

#[cfg(test)]
pub(super) static PATTERNS: [&super::Pattern; 5] = [&PAIR, &OUTCOME, &ORDERED, &DISCOUNT, &REACTION];

/// Words that name an outcome of a game.
const OUTCOMES: &str = "both alone neither mutual cooperate cooperates defect defects hold holds race races sneak sucker temptation \
    reward punishment swerve stag hare share steal arm disarm build pause everybody nobody";

/// Whether a text says what a game pays, or that one does what the other does.
pub(super) fn is_told(text: &str) -> bool {
    find(&ORDERED, text).is_some() || reaction(text).is_some()
}

/// Adds what `text` says.
pub(super) fn add(text: &str, data: &mut Data) {
    if let Some(found) = reaction(text) {
        let action = tidy(&format!("{}{}", &found[2], &found[3]));
        let players = vec![Value::Text(player(&found[1])), Value::Text(player(&found[4]))];
        data.insert("players".to_owned(), Value::List(players));
        data.insert("moves".to_owned(), Value::List(vec![Value::Text(action), Value::Text("not".to_owned())]));
        let answer = if found[5].eq_ignore_ascii_case("either") { "does not follow" } else { "follows" };
        data.insert("answer".to_owned(), Value::Text(answer.to_owned()));
    }
    let mut payoffs = Data::new();
    let outcomes = OUTCOME.as_ref().filter(|_| text.matches(',').count() >= 2);
    for found in outcomes.into_iter().flat_map(|it| it.captures_iter(text)) {
        let name = tidy(&found[1]).to_lowercase();
        if name.split([' ', '/']).any(|word| OUTCOMES.split(' ').any(|it| it == word)) {
            let value = match find(&PAIR, &found[2]) {
                Some(pair) => {
                    Value::List([1, 2].iter().filter_map(|&it| group(&pair, it).map(Value::Number)).collect())
                }
                None => number(&found[2]).map_or_else(|| Value::Text(found[2].to_owned()), Value::Number),
            };
            payoffs.insert(name, value);
        }
    }
    if payoffs.len() >= 2 {
        data.insert("payoffs".to_owned(), Value::Table(payoffs));
    }
    if let Some(found) = find(&ORDERED, text) {
        let numbers = found[1].split('/').filter_map(|it| number(it.trim())).map(Value::Number).collect();
        data.insert("payoffs_in_order".to_owned(), Value::List(numbers));
    }
    if let Some(found) = find(&DISCOUNT, text) {
        put(data, "discount", group(&found, 1));
        put(data, "cycles", group(&found, 2));
    }
}

/// What `REACTION` ends with.
const FOLLOWS: &[&str] = &["too", "either", "the same", "as well", "likewise", "follow"];

/// "If X does S, Y will too", where X and Y are named.
fn reaction(text: &str) -> Option<regex::Captures<'_>> {
    let own = |it: &str| matches!(it.trim().to_lowercase().as_str(), "i" | "you" | "we" | "it" | "that" | "this");
    // The pattern is slow. Most sentences set no condition, and few conditions say that somebody follows.
    let any = |all: &[&str]| all.iter().any(|it| text.contains(it));
    let text = Some(text).filter(|_| any(&["if ", "If "]) && any(FOLLOWS))?;
    find(&REACTION, text).filter(|it| !own(&it[1]) && !own(&it[4]))
}

/// A player's name without what leads up to it: "guarantees that the South" is the South.
fn player(words: &str) -> String {
    let leads = [" that the ", " that ", " then the ", " then ", " means the ", " means "];
    let words = words.trim();
    leads.iter().find_map(|it| words.rsplit_once(it)).map_or(words, |it| it.1).to_owned()
}
