//! The questions on which disagreements hang, those first that would close most of them.

use super::{mind::Mind, model::Model};
use crate::{
    credence::{Measure, View, disagreement, pom_voi, vod},
    evidence::Standings,
    map::{Map, NodeId, PersonId},
};

/// So far apart two people's credences are at least for a disagreement.
pub const APART: f64 = 0.2;

/// A question on which a disagreement of two people hangs.
#[derive(Clone, Debug, PartialEq)]
pub struct Crux {
    /// The question: a node on which both hold something.
    pub question: NodeId,
    /// What they disagree about.
    pub conclusion: NodeId,
    /// The two, in the order of their ids.
    pub pair: [Pair; 2],
    /// The value of discrimination by level: how much nearer the two expect to be, as a probability; below 0 if an answer
    /// would part them further (Forecasting Research Institute 2024, `VoD_naive`).
    pub closes: f64,
    /// The same as a share of how far they are apart.
    pub share: f64,
}

/// What one of two people holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Who; nobody in particular where a thread does not name its writers.
    pub person: Option<PersonId>,
    /// How likely they hold the conclusion.
    pub conclusion: f64,
    /// How likely they hold the question.
    pub question: f64,
    /// How likely they would hold the conclusion if the answer were yes, and if it were no: by propagation.
    pub given: [f64; 2],
    /// The value of information to them, as a share of the most it could be (base-10 logarithms); nothing if they are
    /// certain of the conclusion.
    pub informs: Option<f64>,
    /// The credence in the question at which their view of the conclusion crosses a half; nothing if none does.
    pub flips_at: Option<f64>,
}

/// What one person holds of a question and a conclusion on which it bears.
#[derive(Clone, Copy, Debug)]
struct Held {
    conclusion: f64,
    question: f64,
    given: [f64; 2],
}

/// The cruxes of a map for all pairs of people who disagree, those that close most first; at most `most` of them.
///
/// A question counts for a pair if both hold something of it and of the conclusion, are [`APART`] on the conclusion, and
/// an answer moves either. What people hold of a conclusion is what follows from what they hold of its reasons; where they
/// stated something else, [`super::gaps`] tells.
pub fn cruxes(map: &Map, standings: &Standings, most: usize) -> Vec<Crux> {
    let model = Model::of(map, standings);
    let mut people: Vec<Option<PersonId>> = map.credences().filter(|it| !it.1.removed).map(|it| it.1.person).collect();
    people.sort_unstable();
    people.dedup();
    let minds: Vec<Mind<'_>> = people.iter().map(|&it| Mind::of(&model, map, it)).collect();
    ranked(&model, &people, minds, most)
}

/// The same for minds that are there already.
pub(super) fn ranked(model: &Model, people: &[Option<PersonId>], mut minds: Vec<Mind<'_>>, most: usize) -> Vec<Crux> {
    let mut found: Vec<Crux> = Vec::new();
    for question in 0..model.nodes.len() {
        let holders: Vec<usize> = (0..minds.len()).filter(|&it| minds[it].holds(question).is_some()).collect();
        if holders.len() < 2 || model.out[question].is_empty() {
            continue;
        }
        let above = model.above(question);
        // For each conclusion who holds what, in the order of people.
        let mut held: Vec<Vec<(usize, Held)>> = vec![Vec::new(); above.len()];
        for &who in &holders {
            let mind = &mut minds[who];
            let Some(now) = mind.holds(question) else { continue };
            let view = |mind: &Mind<'_>| -> Vec<Option<f64>> { above.iter().map(|&it| mind.implied(it)).collect() };
            let whole = view(mind);
            let yes = mind.learning(question, 1.0, &above, |it| view(it));
            let no = mind.learning(question, 0.0, &above, |it| view(it));
            for (nth, conclusion) in whole.iter().enumerate() {
                if let (Some(conclusion), Some(yes), Some(no)) = (*conclusion, yes[nth], no[nth]) {
                    held[nth].push((who, Held { conclusion, question: now, given: [yes, no] }));
                }
            }
        }
        for (nth, &conclusion) in above.iter().enumerate() {
            pairs(model, people, [question, conclusion], &held[nth], &mut found);
        }
        // Only the best are kept: the rest would fill memory.
        if found.len() > 4 * most.max(256) {
            rank(&mut found, most);
        }
    }
    rank(&mut found, most);
    for crux in &mut found {
        complete(model, people, &mut minds, crux);
    }
    found
}

fn rank(found: &mut Vec<Crux>, most: usize) {
    let key = |it: &Crux| (it.question, it.conclusion, it.pair[0].person, it.pair[1].person);
    found.sort_by(|a, b| b.closes.total_cmp(&a.closes).then_with(|| key(a).cmp(&key(b))));
    found.truncate(most);
}

/// Adds the pairs that disagree on a conclusion and would be nearer with an answer.
fn pairs(
    model: &Model,
    people: &[Option<PersonId>],
    [question, conclusion]: [usize; 2],
    held: &[(usize, Held)],
    found: &mut Vec<Crux>,
) {
    for (nth, (one, a)) in held.iter().enumerate() {
        for (other, b) in &held[nth + 1..] {
            let apart = (a.conclusion - b.conclusion).abs();
            let moves = |it: &Held| (it.given[0] - it.given[1]).abs() > 1e-9;
            if apart < APART || !(moves(a) || moves(b)) {
                continue;
            }
            let view = |it: &Held| View::stated(it.conclusion, it.question, it.given[0], it.given[1]);
            let (Ok(va), Ok(vb)) = (view(a), view(b)) else { continue };
            let Ok(closes) = vod(&va, &vb, Measure::Level) else { continue };
            if closes <= 0.0 {
                continue;
            }
            let whole = disagreement(a.conclusion, b.conclusion, Measure::Level).unwrap_or(apart);
            let side = |who: usize, it: &Held| Pair {
                person: people[who],
                conclusion: it.conclusion,
                question: it.question,
                given: it.given,
                informs: None,
                flips_at: None,
            };
            found.push(Crux {
                question: model.nodes[question],
                conclusion: model.nodes[conclusion],
                pair: [side(*one, a), side(*other, b)],
                closes,
                share: closes / whole,
            });
        }
    }
}

/// Adds what takes longer to reckon to one of those that are kept: what it is worth to each, and where they flip.
fn complete(model: &Model, people: &[Option<PersonId>], minds: &mut [Mind<'_>], crux: &mut Crux) {
    let (question, conclusion) = (model.number[&crux.question], model.number[&crux.conclusion]);
    for side in &mut crux.pair {
        let view = View::stated(side.conclusion, side.question, side.given[0], side.given[1]);
        side.informs = view.ok().and_then(|it| pom_voi(&it, Measure::Log).ok());
        let Some(who) = people.iter().position(|it| *it == side.person) else { continue };
        side.flips_at = flip(&mut minds[who], question, conclusion, side.given);
    }
}

/// The credence in the question at which what follows for the conclusion crosses a half: by bisection, for what follows is
/// no straight line. Nothing if yes and no lead to the same side.
fn flip(mind: &mut Mind<'_>, question: usize, conclusion: usize, [yes, no]: [f64; 2]) -> Option<f64> {
    if (yes < 0.5) == (no < 0.5) {
        return None;
    }
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..40 {
        let middle = f64::midpoint(low, high);
        let there = mind.if_held(question, middle, |it| it.implied(conclusion))?;
        if (there < 0.5) == (no < 0.5) { low = middle } else { high = middle }
    }
    Some(f64::midpoint(low, high))
}
