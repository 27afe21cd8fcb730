//! Finds the questions on which disagreements hang, and puts those first that would close most of them.

use super::{
    crux::{APART, Bases, Crux, Group, Pair},
    mind::Mind,
    model::Model,
    stance::{Basis, Stances, sure},
};
use crate::{
    credence::{Measure, View, double, pom_voi, vod},
    evidence::Standings,
    map::{CruxStatus, Map},
};

/// Of so many people who hold something of a conclusion all pairs are looked at; of more only those at both ends.
const MOST_PEOPLE: usize = 64;
/// So many nodes are reckoned at most, each as often as it has to be, before no further questions are looked at: a few
/// seconds.
const MOST_WORK: u64 = 50_000_000;

/// The cruxes of a map for all pairs of people who disagree, those first that close most, times how sure it is that they
/// were read right; at most `most` of them.
///
/// A question counts for a pair if both hold something of it and of the conclusion, are [`APART`] on the conclusion, and
/// an answer moves either. Where people named no number, what they assert and the sides they take count
/// ([`super::ASSERTED`]); [`Bases`] says of each number where it comes from.
pub fn cruxes(map: &Map, standings: &Standings, most: usize) -> Vec<Crux> {
    let model = Model::of(map, standings);
    let stances = Stances::of(map, &model);
    let mut ranking = Ranking { map, model: &model, stances, found: Vec::new(), least: 0.0 };
    // Where not all can be looked at, what people call a crux comes first.
    let (called, others): (Vec<usize>, Vec<usize>) =
        (0..model.nodes.len()).partition(|&it| map.crux(model.nodes[it]).is_some());
    let mut work = 0;
    for question in called.into_iter().chain(others) {
        work += ranking.look_at(question, most);
        if work > MOST_WORK {
            break;
        }
    }
    ranking.cut(most);
    let found = std::mem::take(&mut ranking.found);
    found.into_iter().map(|it| ranking.told(&it)).collect()
}

struct Ranking<'a> {
    map: &'a Map,
    model: &'a Model,
    stances: Stances<'a>,
    found: Vec<Candidate>,
    /// What scores less is not among the best.
    least: f64,
}

/// What one person holds of a question and a conclusion on which it bears.
#[derive(Clone, Copy, Debug)]
struct Held {
    who: usize,
    conclusion: f64,
    question: f64,
    given: [f64; 2],
    basis: Basis,
}

/// A question that would bring two people nearer to each other.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    question: usize,
    conclusion: usize,
    pair: [Held; 2],
    closes: f64,
    sure: f64,
}

impl Ranking<'_> {
    /// Looks at a question with all that rests on it. Says how many nodes were reckoned for that.
    fn look_at(&mut self, question: usize, most: usize) -> u64 {
        let node = self.model.nodes[question];
        if self.map.crux(node).is_some_and(|it| it.status != CruxStatus::Open) {
            return 0;
        }
        let sure = sure(self.map, node);
        let (held, work) = self.held(question, None);
        for (conclusion, held) in held {
            pairs(held, |one, other| {
                // The quick tests come first: most pairs fail them. No answer closes more than there is to close.
                let apart = (one.conclusion - other.conclusion).abs();
                if apart < APART || apart * sure < self.least || !(moves(one) || moves(other)) {
                    return;
                }
                if let Some(closes) = closes(one, other).filter(|it| *it > 0.0 && it * sure >= self.least) {
                    self.found.push(Candidate { question, conclusion, pair: [*one, *other], closes, sure });
                }
            });
        }
        // Only the best are kept: the rest would fill memory.
        if self.found.len() > 4 * most.max(256) {
            self.cut(most);
        }
        work
    }

    fn cut(&mut self, most: usize) {
        let node = |it: usize| self.model.nodes[it];
        let key = |it: &Candidate| (node(it.question), node(it.conclusion), it.pair[0].who, it.pair[1].who);
        let score = |it: &Candidate| it.closes * it.sure;
        self.found.sort_by(|a, b| score(b).total_cmp(&score(a)).then_with(|| key(a).cmp(&key(b))));
        self.found.truncate(most);
        if self.found.len() == most {
            self.least = self.found.last().map_or(0.0, score);
        }
    }

    /// For each conclusion on which a question bears who holds what, in the order of people; of `only` this one if given.
    /// Also how many nodes were reckoned for that.
    fn held(&mut self, question: usize, only: Option<usize>) -> (Vec<(usize, Vec<Held>)>, u64) {
        let minds = &self.stances.minds;
        let holders: Vec<usize> = (0..minds.len()).filter(|&it| minds[it].holds(question).is_some()).collect();
        let given = self.stances.given.range((question, 0, 0)..(question + 1, 0, 0)).map(|it| it.0.1);
        let mut all: Vec<usize> = given.collect();
        let is_given = !all.is_empty();
        if holders.len() < 2 || (self.model.out[question].is_empty() && !is_given) {
            return (Vec::new(), 0);
        }
        let mut work = 0;
        let above = self.model.above(question);
        all.extend(&above);
        all.sort_unstable();
        all.dedup();
        all.retain(|&it| only.is_none_or(|only| only == it) && it != question);
        let mut held: Vec<(usize, Vec<Held>)> = all.iter().map(|&it| (it, Vec::new())).collect();
        let view = |mind: &Mind<'_>| -> Vec<Option<f64>> { all.iter().map(|&it| mind.holds(it)).collect() };
        for &who in &holders {
            let mind = &mut self.stances.minds[who];
            let Some(now) = mind.holds(question) else { continue };
            let before = mind.work();
            let whole = view(mind);
            let yes = mind.learning(question, 1.0, &above, |it| view(it));
            let no = mind.learning(question, 0.0, &above, |it| view(it));
            work += mind.work() - before;
            for (nth, (conclusion, held)) in held.iter_mut().enumerate() {
                let (Some(x), Some(yes), Some(no)) = (whole[nth], yes[nth], no[nth]) else { continue };
                let said = || self.stances.given.get(&(question, *conclusion, who)).copied();
                let said = if is_given { said() } else { None };
                let (given, basis) = said.unwrap_or(([yes, no], Basis::Follows));
                held.push(Held { who, conclusion: x, question: now, given, basis });
            }
        }
        (held, work)
    }

    /// A candidate with all that is told of it.
    fn told(&mut self, it: &Candidate) -> Crux {
        let model = self.model;
        let views = it.pair.map(|it| view(&it));
        let test = match &views {
            [Some(one), Some(other)] => Some(double::double_crux(one, other, double::SWING)),
            _ => None,
        };
        let whole = it.pair[0].conclusion - it.pair[1].conclusion;
        Crux {
            question: model.nodes[it.question],
            conclusion: model.nodes[it.conclusion],
            closes: it.closes,
            share: it.closes / whole.abs(),
            sure: it.sure,
            takes: it.pair.iter().any(|it| self.stances.is_taken(it.who)),
            is_double: test.is_some_and(|it| it.is_double()),
            pair: it.pair.map(|side| self.side(it, &side)),
            group: self.group(it),
        }
    }

    fn side(&mut self, it: &Candidate, side: &Held) -> Pair {
        let stances = &mut self.stances;
        Pair {
            voice: stances.voices[side.who],
            conclusion: side.conclusion,
            question: side.question,
            given: side.given,
            bases: Bases {
                conclusion: stances.basis(side.who, it.conclusion),
                question: stances.basis(side.who, it.question),
                given: side.basis,
            },
            informs: view(side).and_then(|it| pom_voi(&it, Measure::Log).ok()),
            flips_at: match side.basis {
                Basis::Follows => flip(&mut stances.minds[side.who], it.question, it.conclusion, side.given),
                // What was said in words or numbers has no more than two points: a straight line joins them.
                _ => view(side).and_then(|it| it.flips_at(0.5).ok()),
            },
        }
    }

    fn group(&mut self, it: &Candidate) -> Group {
        let held = self.held(it.question, Some(it.conclusion)).0.pop().map_or_else(Vec::new, |it| it.1);
        let people = held.len();
        let (mut apart, mut nearer, mut count) = (0.0, 0.0, 0.0_f64);
        pairs(held, |one, other| {
            apart += (one.conclusion - other.conclusion).abs();
            nearer += closes(one, other).unwrap_or(0.0);
            count += 1.0;
        });
        Group { people, apart: apart / count.max(1.0), closes: nearer / count.max(1.0) }
    }
}

fn view(it: &Held) -> Option<View> {
    View::stated(it.conclusion, it.question, it.given[0], it.given[1]).ok()
}

fn closes(one: &Held, other: &Held) -> Option<f64> {
    vod(&view(one)?, &view(other)?, Measure::Level).ok()
}

fn moves(it: &Held) -> bool {
    (it.given[0] - it.given[1]).abs() > 1e-9
}

/// Shows all pairs, in the order of people; of many people those who are at the ends.
fn pairs(mut held: Vec<Held>, mut look: impl FnMut(&Held, &Held)) {
    if held.len() > MOST_PEOPLE {
        held.sort_by(|a, b| a.conclusion.total_cmp(&b.conclusion).then(a.who.cmp(&b.who)));
        held.drain(MOST_PEOPLE / 2..held.len() - MOST_PEOPLE / 2);
        held.sort_by_key(|it| it.who);
    }
    for (nth, one) in held.iter().enumerate() {
        held[nth + 1..].iter().for_each(|other| look(one, other));
    }
}

/// The credence in the question at which what is held of the conclusion crosses a half: by bisection, for what follows is
/// no straight line. Nothing if yes and no lead to the same side.
fn flip(mind: &mut Mind<'_>, question: usize, conclusion: usize, [yes, no]: [f64; 2]) -> Option<f64> {
    if (yes < 0.5) == (no < 0.5) {
        return None;
    }
    let above = mind.above(question);
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..40 {
        let middle = f64::midpoint(low, high);
        let there = mind.learning(question, middle, &above, |it| it.holds(conclusion))?;
        if (there < 0.5) == (no < 0.5) { low = middle } else { high = middle }
    }
    Some(f64::midpoint(low, high))
}
