//! What the rounds and the tests of cruxes came to, told.

use super::{counted, joined};
use crate::session::{
    ItemId, Names, Outcome, Session, Shift, Shown, Would,
    doc::Block,
    state::{Crux, Round, Stage},
};

impl Session {
    /// A line for each claim and each crux.
    pub(super) fn in_short(&self) -> Vec<Block> {
        let mut lines = Vec::new();
        for (&id, item) in &self.items {
            let rounds: Vec<&Round> = self.revealed(id).map(|it| it.1).collect();
            let spread = |it: &Round| match self.shown(it) {
                Some(Shown::Spread(it)) => Some((it.median, it.values.last()? - it.values.first()?)),
                _ => None,
            };
            // Of the same people, where enough of them answered twice: others came and went.
            let shift = self.shift(id).and_then(|it| it.all.map(|all| (it.people, all)));
            let told = match (rounds.last(), shift) {
                (None, _) => continue,
                (_, Some((people, it))) => {
                    let ([a, b], [before, after]) = (it.medians, it.widths.map(points));
                    format!(
                        "the {people} who answered twice had a median of {a} %, then {b} %; {before} apart, then {after}"
                    )
                }
                (Some(last), None) => spread(last).map_or_else(
                    || "too few gave a credence for it to be told".to_owned(),
                    |(median, width)| format!("median {median} %, {} apart", points(width)),
                ),
            };
            lines.push(format!("“{}”: {told}.", item.text));
        }
        for crux in self.cruxes.values() {
            match self.outcome(crux) {
                Some(Outcome::Found(_)) => lines.push(format!("A double crux was found: “{}”", crux.question)),
                Some(Outcome::NotFound { why, .. }) => {
                    lines.push(format!("“{}” is no double crux. {}", crux.question, why.words()));
                }
                _ => {}
            }
        }
        if lines.is_empty() {
            lines.push("Nothing was answered and shown.".to_owned());
        }
        vec![Block::Heading("In short".to_owned()), Block::List(lines)]
    }

    pub(super) fn told_items(&self) -> Vec<Block> {
        let mut out = Vec::new();
        for (&id, item) in &self.items {
            out.push(Block::Sub(item.text.clone()));
            out.extend(self.told_item(id));
        }
        if !out.is_empty() {
            out.insert(0, Block::Heading("Claims".to_owned()));
        }
        out
    }

    fn told_item(&self, id: ItemId) -> Vec<Block> {
        let mut out = Vec::new();
        let rounds: Vec<&Round> = self.revealed(id).map(|it| it.1).collect();
        if rounds.is_empty() {
            out.push(Block::Text("It was not answered.".to_owned()));
        }
        let head = ["Round", "Answers", "Median", "Middle half", "All credences, sorted", "Without a credence"];
        let rows: Vec<Vec<String>> = rounds.iter().map(|it| self.row(it)).collect();
        if !rows.is_empty() {
            out.push(Block::Table { head: head.map(str::to_owned).into(), rows });
        }
        for round in &rounds {
            if let Some(Shown::Spread(it)) = self.shown(round) {
                let (low, high) = (it.values.first().copied(), it.values.last().copied());
                let at = |end: &str, value: Option<u8>| {
                    format!("Round {}, reasons at the {end} end ({} %)", round.nth, value.unwrap_or(0))
                };
                reasons(&mut out, at("lower", low), &it.lowest);
                reasons(&mut out, at("upper", high), &it.highest);
                reasons(&mut out, format!("Round {}, without a credence", round.nth), &it.without);
            }
        }
        if let Some(shift) = self.shift(id) {
            out.extend(told_shift(&shift));
            let agreed = |it: &Round| it.answers.keys().any(|it| self.seats.get(it).is_some_and(|it| it.be_named));
            if shift.named.is_empty() && self.settings.names != Names::Anonymous && rounds.iter().any(|it| agreed(it)) {
                let why = "Nobody is named: the few who did not agree to it could be told apart by what is left.";
                out.push(Block::Text(why.to_owned()));
            }
        }
        let dropped = self.rounds.values().filter(|it| it.item == id && it.stage == Stage::Dropped).count();
        if dropped > 0 {
            out.push(Block::Text(format!("{} dropped and never shown.", counted(dropped, "round was", "rounds were"))));
        }
        let notes: Vec<String> =
            self.notes.iter().filter(|it| it.item == Some(id) && it.by.is_some()).map(|it| it.text.clone()).collect();
        if !notes.is_empty() {
            out.push(Block::Labelled("Notes".to_owned(), String::new()));
            out.push(Block::List(notes));
        }
        out
    }

    fn row(&self, round: &Round) -> Vec<String> {
        let mut row = vec![round.nth.to_string(), round.answers.len().to_string()];
        let rest = if let Some(Shown::Spread(it)) = self.shown(round) {
            let all: Vec<String> = it.values.iter().map(u8::to_string).collect();
            let without = [(it.dont_know, "don't know"), (it.unclear, "find it unclear")];
            let without: Vec<String> =
                without.iter().filter(|it| it.0 > 0).map(|(n, words)| format!("{n} {words}")).collect();
            let without = if without.is_empty() { "–".to_owned() } else { without.join(", ") };
            let [low, high] = it.quartiles;
            [format!("{} %", it.median), format!("{low}–{high} %"), format!("{} %", all.join(", ")), without]
        } else {
            let few = format!("not shown: fewer than {} credences", self.least());
            ["–".to_owned(), "–".to_owned(), few, "–".to_owned()]
        };
        row.extend(rest);
        row
    }

    pub(super) fn told_cruxes(&self) -> Vec<Block> {
        let mut out = Vec::new();
        for crux in self.cruxes.values() {
            out.push(Block::Sub(crux.question.clone()));
            let on = self.items.get(&crux.item).map(|it| it.text.clone()).unwrap_or_default();
            out.push(Block::Labelled("Would an answer change a mind on".to_owned(), format!("“{on}”")));
            out.extend(self.told_outcome(crux));
        }
        if !out.is_empty() {
            let what = "A question is a double crux of two people if an answer to it would move both on the claim, the same way, \
                        and they expect different answers.";
            out.splice(0..0, [Block::Heading("Cruxes".to_owned()), Block::Text(what.to_owned())]);
        }
        out
    }

    fn told_outcome(&self, crux: &Crux) -> Vec<Block> {
        let counts = |would: [usize; 4]| {
            let all = Would::ALL.into_iter().zip(would).filter(|it| it.1 > 0);
            let all: Vec<String> = all.map(|(it, n)| format!("{n} {}", it.word())).collect();
            Block::Labelled("Would you change your mind?".to_owned(), format!("{}.", joined(&all)))
        };
        match self.outcome(crux) {
            None => vec![Block::Text("The test was not finished.".to_owned())],
            Some(Outcome::TooFew { least }) => {
                vec![Block::Text(format!("Fewer than {least} people answered: nothing is told."))]
            }
            Some(Outcome::NotFound { why, would }) => {
                let mut out = vec![Block::Labelled("No double crux".to_owned(), why.words().to_owned())];
                out.extend((would != [0; 4]).then(|| counts(would)));
                out
            }
            Some(Outcome::Found(it)) => {
                let between = it.between.map(|it| format!(" between {} and {}", it[0], it[1])).unwrap_or_default();
                let pairs =
                    if it.pairs > 1 { format!(" It is one for {} pairs of people.", it.pairs) } else { String::new() };
                let closes = it.closes.map_or_else(
                    || "By words alone: no numbers were given that tell how much it would close.".to_owned(),
                    |it| format!("An answer would be expected to close {it} % of what is between them on the claim."),
                );
                vec![Block::Labelled(format!("Double crux{between}"), format!("{closes}{pairs}")), counts(it.would)]
            }
        }
    }
}

fn points(it: u8) -> String {
    counted(usize::from(it), "point", "points")
}

fn reasons(out: &mut Vec<Block>, label: String, reasons: &[String]) {
    if !reasons.is_empty() {
        out.push(Block::Labelled(label, String::new()));
        out.push(Block::List(reasons.iter().map(|it| format!("“{it}”")).collect()));
    }
}

fn told_shift(shift: &Shift) -> Vec<Block> {
    let mut out = Vec::new();
    match &shift.all {
        Some(it) => {
            let [up, same, down] = it.up_same_down;
            let text = format!(
                "Of {} who gave a credence in the first and the last round, {up} went up, {same} stayed, {down} went down; \
                 their median was {} %, then {} %, and they were {} apart, then {}.",
                shift.people,
                it.medians[0],
                it.medians[1],
                points(it.widths[0]),
                points(it.widths[1])
            );
            out.push(Block::Labelled("Shift".to_owned(), text));
        }
        None => out.push(Block::Labelled(
            "Shift".to_owned(),
            format!(
                "{} gave a credence in both rounds: too few to tell of all.",
                counted(shift.people, "person", "people")
            ),
        )),
    }
    if !shift.named.is_empty() {
        let line =
            |it: &crate::session::NamedShift| format!("{}: {} %, then {} %", it.name, it.from_to[0], it.from_to[1]);
        out.push(Block::List(shift.named.iter().map(line).collect()));
    }
    out
}
