//! What a round has come to, as far as it may be shown, and how people moved from one round to another.

use super::{
    ItemId, Names, Said, SeatId, Session,
    state::{Round, Stage},
};
use crate::credence::pool;
use serde::Serialize;
use std::collections::BTreeSet;

/// A round as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// Too few gave a credence: at least so many are needed before any is shown.
    TooFew {
        /// How many it takes.
        least: usize,
    },
    /// What was answered.
    Spread(Spread),
}

/// The credences of a round, without whose they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spread {
    /// In percent, from the lowest to the highest.
    pub values: Vec<u8>,
    /// The median: of two in the middle the lower (quantile of type 1), so that it is a value somebody gave.
    pub median: u8,
    /// The quartiles, of type 1 too.
    pub quartiles: [u8; 2],
    /// How many do not know.
    pub dont_know: usize,
    /// How many find the question unclear.
    pub unclear: usize,
    /// Reasons of those with the lowest value, in the order of the alphabet.
    pub lowest: Vec<String>,
    /// Reasons of those with the highest value.
    pub highest: Vec<String>,
    /// Reasons of those who gave no credence.
    pub without: Vec<String>,
}

/// How those moved who gave a credence both in the first and in the last round that was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shift {
    /// How many they are.
    pub people: usize,
    /// What could be told of all of them together; nothing if they are too few.
    pub all: Option<Moved>,
    /// Those who agreed to be named, by name.
    pub named: Vec<NamedShift>,
}

/// How several people moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// Their medians in the first and in the last round.
    pub medians: [u8; 2],
    /// How far apart the lowest and the highest were in the first and in the last round.
    pub widths: [u8; 2],
    /// How many went up, stayed, and went down.
    pub up_same_down: [usize; 3],
}

/// How one person moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NamedShift {
    /// Who.
    pub name: String,
    /// Their credences in the first and in the last round, in percent.
    pub from_to: [u8; 2],
}

impl Session {
    /// So many credences it takes before any of them is shown: 3, and 5 if people are anonymous.
    pub fn least(&self) -> usize {
        if self.settings.names == Names::Anonymous { 5 } else { 3 }
    }

    /// Those of `seats` that may be told by name: who agreed to it. Not if the few others could be told apart by that.
    pub fn named_of(&self, seats: &BTreeSet<SeatId>) -> BTreeSet<SeatId> {
        let agreed = |it: &SeatId| self.seats.get(it).is_some_and(|it| it.be_named);
        let (named, rest): (BTreeSet<SeatId>, BTreeSet<SeatId>) = seats.iter().copied().partition(agreed);
        let hides = rest.is_empty() || rest.len() >= self.least();
        if hides && self.settings.names != Names::Anonymous { named } else { BTreeSet::new() }
    }

    /// What a round has come to; nothing if it was not revealed.
    pub fn shown(&self, round: &Round) -> Option<Shown> {
        if round.stage != Stage::Revealed {
            return None;
        }
        let mut values: Vec<u8> = round.answers.values().filter_map(|it| it.said.percent()).collect();
        values.sort_unstable();
        let least = self.least();
        let (Some(&low), Some(&high), true) = (values.first(), values.last(), values.len() >= least) else {
            return Some(Shown::TooFew { least });
        };
        let count = |said: Said| round.answers.values().filter(|it| it.said == said).count();
        let reasons = |of: &dyn Fn(Said) -> bool| {
            let fits = round.answers.values().filter(|it| of(it.said) && !it.reason.is_empty());
            let mut them: Vec<String> = fits.map(|it| it.reason.clone()).collect();
            them.sort_unstable();
            them
        };
        Some(Shown::Spread(Spread {
            median: quantile(&values, 0.5),
            quartiles: [0.25, 0.75].map(|it| quantile(&values, it)),
            dont_know: count(Said::DontKnow),
            unclear: count(Said::Unclear),
            lowest: reasons(&|it| it == Said::Percent(low)),
            // Where all hold the same there are no two ends.
            highest: if low == high { Vec::new() } else { reasons(&|it| it == Said::Percent(high)) },
            without: reasons(&|it| it.percent().is_none()),
            values,
        }))
    }

    /// How people moved on an item; nothing before a second round was shown.
    pub fn shift(&self, item: ItemId) -> Option<Shift> {
        let rounds: Vec<&Round> = self.revealed(item).map(|it| it.1).collect();
        let [first, .., last] = rounds[..] else { return None };
        let value = |round: &Round, seat: SeatId| round.answers.get(&seat).and_then(|it| it.said.percent());
        let both: Vec<(SeatId, [u8; 2])> =
            first.answers.keys().filter_map(|&seat| Some((seat, [value(first, seat)?, value(last, seat)?]))).collect();
        // In each round, and among those in both, who is not named must stay hidden.
        let sets = [first, last].map(|it| it.answers.keys().copied().collect::<BTreeSet<SeatId>>());
        let both_set = both.iter().map(|it| it.0).collect();
        let named = sets.iter().map(|it| self.named_of(it)).fold(self.named_of(&both_set), |all, it| &all & &it);
        let named = both
            .iter()
            .filter(|it| named.contains(&it.0))
            .map(|&(seat, from_to)| NamedShift { name: self.name(seat), from_to })
            .collect();
        let all = (both.len() >= self.least()).then(|| moved(&both));
        Some(Shift { people: both.len(), all, named })
    }
}

fn moved(both: &[(SeatId, [u8; 2])]) -> Moved {
    let sorted = |nth: usize| {
        let mut values: Vec<u8> = both.iter().map(|it| it.1[nth]).collect();
        values.sort_unstable();
        values
    };
    let rounds = [sorted(0), sorted(1)];
    let width = |it: &Vec<u8>| it.last().zip(it.first()).map_or(0, |(high, low)| high - low);
    let count = |order: std::cmp::Ordering| both.iter().filter(|it| it.1[1].cmp(&it.1[0]) == order).count();
    Moved {
        medians: [quantile(&rounds[0], 0.5), quantile(&rounds[1], 0.5)],
        widths: [width(&rounds[0]), width(&rounds[1])],
        up_same_down: [std::cmp::Ordering::Greater, std::cmp::Ordering::Equal, std::cmp::Ordering::Less].map(count),
    }
}

/// A quantile of values in percent; 0 of none.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is one of the values")]
fn quantile(values: &[u8], p: f64) -> u8 {
    let values: Vec<f64> = values.iter().map(|&it| f64::from(it)).collect();
    pool::quantile(&values, p).map_or(0, |it| it as u8)
}
