//! What the test of a question as a crux has come to.

use super::{CruxAnswer, Names, SeatId, Session, Would, state::Crux};
use crate::credence::{
    View,
    double::{APART, asks_again, double_crux},
};
use serde::Serialize;

/// What a test has come to. That there is no double crux, and why, is a result as good as any other.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Too few answered to tell without telling of one.
    TooFew {
        /// How many it takes.
        least: usize,
    },
    /// A double crux.
    Found(Found),
    /// None.
    NotFound {
        /// Why.
        why: Why,
        /// How many said yes, partly, no and unsure.
        would: [usize; 4],
    },
}

/// A double crux.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Found {
    /// How many said yes, partly, no and unsure.
    pub would: [usize; 4],
    /// For how many pairs of people it is one.
    pub pairs: usize,
    /// The share of their distance on the claim that an answer is expected to close, in percent, for the pair for which it
    /// closes most; nothing if it was found by words alone.
    pub closes: Option<i32>,
    /// That pair, if both agreed to be named.
    pub between: Option<[String; 2]>,
}

/// Why a question is no double crux, judged by the two who are farthest apart on the claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Fewer than two answered.
    TooFewAnswers,
    /// Nobody would change their mind.
    MovesNobody,
    /// It would change the mind of one side alone.
    MovesOne,
    /// It is not known how likely people hold the claim.
    NoCredences,
    /// They are hardly apart on the claim.
    AgreeOnClaim,
    /// An answer would move them opposite ways.
    OppositeWays,
    /// They expect the same answer.
    AgreeOnQuestion,
    /// Their difference on the question speaks the other way.
    DoesNotAccount,
}

impl Why {
    /// It in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::TooFewAnswers => "Fewer than two people have answered.",
            Self::MovesNobody => "No answer to it would change anybody's mind.",
            Self::MovesOne => "It would change the mind of one side, but not of the other.",
            Self::NoCredences => "It is not known how likely those whom it would move hold the claim.",
            Self::AgreeOnClaim => "Those whom it would move are hardly apart on the claim.",
            Self::OppositeWays => "The same answer would move the two sides opposite ways.",
            Self::AgreeOnQuestion => {
                "Both sides expect the same answer to it: their disagreement on the claim comes from elsewhere."
            }
            Self::DoesNotAccount => {
                "Their answers to it point the other way: they cannot be why they are apart on the claim."
            }
        }
    }
}

impl Session {
    /// What the test of a question has come to; nothing before it was revealed.
    pub fn outcome(&self, crux: &Crux) -> Option<Outcome> {
        crux.revealed?;
        let least = if self.settings.names == Names::Anonymous { self.least() } else { 2 };
        let would = Would::ALL.map(|it| crux.answers.values().filter(|answer| answer.would == it).count());
        if crux.answers.len() < least {
            return Some(match crux.answers.len() {
                0 | 1 if least == 2 => Outcome::NotFound { why: Why::TooFewAnswers, would: [0; 4] },
                _ => Outcome::TooFew { least },
            });
        }
        let people: Vec<Person> = crux.answers.iter().map(|(&seat, it)| self.person(crux, seat, *it)).collect();
        let pairs: Vec<Pair> = people
            .iter()
            .enumerate()
            .flat_map(|(nth, i)| people[nth + 1..].iter().map(move |j| (i, j)))
            .map(|(i, j)| self.pair(i, j))
            .collect();
        let doubles = || pairs.iter().filter(|it| it.why.is_none());
        let Some(best) = doubles().max_by(|a, b| a.rank().total_cmp(&b.rank()).then(b.seats.cmp(&a.seats))) else {
            let widest = pairs.iter().max_by(|a, b| a.apart.total_cmp(&b.apart).then(a.why.cmp(&b.why)));
            let why = widest.and_then(|it| it.why).unwrap_or(Why::TooFewAnswers);
            let moves = would[0] + would[1];
            let numbers = crux.answers.values().any(|it| it.numbers.is_some());
            let why = if moves == 0 && !numbers { Why::MovesNobody } else { why };
            return Some(Outcome::NotFound { why, would });
        };
        let named = self.named_of(&crux.answers.keys().copied().collect());
        let between = best.seats.iter().all(|it| named.contains(it)).then(|| best.seats.map(|it| self.name(it)));
        Some(Outcome::Found(Found { would, pairs: doubles().count(), closes: best.closes, between }))
    }

    /// Whether somebody's numbers on a question fit so badly together that it is worth to ask them again. For nobody but
    /// themselves; nothing is corrected.
    pub fn asks_again(&self, crux: &Crux, seat: SeatId) -> bool {
        crux.answers.get(&seat).and_then(|it| self.person(crux, seat, *it).view).is_some_and(|it| asks_again(&it))
    }

    /// How likely somebody holds the claim: what they said last, in a round that was shown.
    pub(super) fn held(&self, item: super::ItemId, seat: SeatId) -> Option<u8> {
        self.revealed(item).filter_map(|it| it.1.answers.get(&seat)?.said.percent()).last()
    }

    fn person(&self, crux: &Crux, seat: SeatId, answer: CruxAnswer) -> Person {
        let p = answer.numbers.and_then(|it| it.p).or_else(|| self.held(crux.item, seat));
        let share = |it: u8| f64::from(it) / 100.0;
        let view = answer.numbers.zip(p);
        let view = view.and_then(|(it, p)| View::stated(share(p), share(it.q), share(it.a), share(it.b)).ok());
        Person { seat, moves: matches!(answer.would, Would::Yes | Would::Partly), p: p.map(share), view }
    }

    fn pair(&self, i: &Person, j: &Person) -> Pair {
        let apart = i.p.zip(j.p).map_or(-1.0, |(i, j)| (i - j).abs());
        let seats = [i.seat, j.seat];
        // Where both gave numbers these decide, otherwise words.
        let (why, closes) = if let (Some(a), Some(b)) = (&i.view, &j.view) {
            let test = double_crux(a, b, f64::from(self.settings.swing) / 100.0);
            let why = match test.is_crux {
                _ if test.is_double() => None,
                [false, false] => Some(Why::MovesNobody),
                [true, false] | [false, true] => Some(Why::MovesOne),
                _ if test.on_conclusion < APART - 1e-9 => Some(Why::AgreeOnClaim),
                _ if !test.same_way => Some(Why::OppositeWays),
                _ if test.on_question < APART - 1e-9 => Some(Why::AgreeOnQuestion),
                _ => Some(Why::DoesNotAccount),
            };
            (why, test.closes.ok().map(in_percent))
        } else {
            let why = match [i.moves, j.moves] {
                [false, false] => Some(Why::MovesNobody),
                [true, false] | [false, true] => Some(Why::MovesOne),
                _ if apart < 0.0 => Some(Why::NoCredences),
                _ if apart < APART - 1e-9 => Some(Why::AgreeOnClaim),
                _ => None,
            };
            (why, None)
        };
        Pair { seats, apart, why, closes }
    }
}

struct Person {
    seat: SeatId,
    /// Whether they said that they would change their mind.
    moves: bool,
    p: Option<f64>,
    view: Option<View>,
}

struct Pair {
    seats: [SeatId; 2],
    /// How far apart they are on the claim; below 0 if that is not known.
    apart: f64,
    /// Why it is no double crux for them; nothing if it is one.
    why: Option<Why>,
    closes: Option<i32>,
}

impl Pair {
    /// How much it closes; those of which that is not known come last.
    fn rank(&self) -> f64 {
        self.closes.map_or(f64::MIN, f64::from)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a share of a distance is a small number")]
fn in_percent(share: f64) -> i32 {
    (share * 100.0).round() as i32
}
