//! What people are taken to hold for what they assert, and for the sides they take.

use super::{
    mind::Mind,
    model::Model,
    stance::{ASSERTED, Voice},
};
use crate::{
    credence::completed,
    map::{CruxStatus, EdgeKind, Map, NodeId, NodeKind, StatementKind},
};
use std::collections::{BTreeMap, BTreeSet};

/// For each crux that is open who takes a side on it, and how likely they are taken to hold it: whoever comes first
/// rejects what would change their mind, and the others hold it.
pub(super) type Sides = BTreeMap<usize, Vec<(Voice, f64)>>;

pub(super) fn sides(map: &Map, model: &Model) -> Sides {
    let (mut all, by_words) = (Sides::new(), by_words(map));
    for (node, crux) in map.cruxes().filter(|it| it.1.status == CruxStatus::Open) {
        let mut seen = BTreeSet::new();
        let voices = crux.sides.iter().map(|it| Voice::on(it, &by_words)).filter(|it| seen.insert(*it));
        let value = |nth: usize| if nth == 0 { 1.0 - ASSERTED } else { ASSERTED };
        let voices: Vec<(Voice, f64)> = voices.enumerate().map(|(nth, it)| (it, value(nth))).collect();
        if let Some(&nth) = model.number.get(&node) {
            all.insert(nth, voices);
        }
    }
    all
}

/// Who names what as a crux: not everybody whose words stand for it.
pub(super) fn announced(map: &Map) -> impl Iterator<Item = (NodeId, Voice)> {
    map.statements().filter(|it| it.1.kind == StatementKind::Crux).filter_map(|(_, it)| Some((it.node?, Voice::of(it))))
}

/// What people assert or grant.
pub(super) fn asserted(map: &Map, model: &Model) -> BTreeMap<Voice, BTreeMap<usize, f64>> {
    let mut all: BTreeMap<Voice, BTreeMap<usize, f64>> = BTreeMap::new();
    let asserts = |it: StatementKind| it.on_map() == NodeKind::Claim && it != StatementKind::Definition;
    for (_, it) in map.statements().filter(|it| asserts(it.1.kind)) {
        let node = it.node.filter(|&it| map.node(it).is_some_and(|it| it.kind == NodeKind::Claim));
        if let Some(&nth) = node.and_then(|it| model.number.get(&it)) {
            all.entry(Voice::of(it)).or_default().insert(nth, ASSERTED);
        }
    }
    all
}

/// The open cruxes with what hangs on them, by number.
pub(super) fn hanging(map: &Map, model: &Model, sides: &Sides) -> Vec<(usize, usize)> {
    let cruxes = map.edges().map(|it| it.1).filter(|it| it.kind == EdgeKind::CruxOf);
    let pairs = cruxes.filter_map(|it| {
        let (&question, &conclusion) = (model.number.get(&it.from)?, model.number.get(&it.to.node()?)?);
        sides.contains_key(&question).then_some((question, conclusion))
    });
    let mut all: Vec<_> = pairs.collect();
    all.sort_unstable();
    all
}

/// The sides of a crux stand apart on what hangs on it: whoever comes first holds it, if nobody's view is known, and the
/// others, of whom nothing is known, hold the opposite of the first whose view is. Returns whose minds that changes.
pub(super) fn on_conclusions(
    voices: &[Voice],
    sides: &Sides,
    hanging: &[(usize, usize)],
    minds: &[Mind<'_>],
    taken: &mut [BTreeMap<usize, f64>],
) -> BTreeSet<usize> {
    let mut changed = BTreeSet::new();
    for &(question, conclusion) in hanging {
        let them = sides.get(&question).into_iter().flatten();
        let them: Vec<usize> = them.filter_map(|it| voices.binary_search(&it.0).ok()).collect();
        if let [alone] = them[..] {
            changed.extend(opposite(question, conclusion, alone, minds, taken));
        }
        if them.len() < 2 {
            continue;
        }
        let holds = |who: usize, taken: &[BTreeMap<usize, f64>]| {
            minds[who].holds(conclusion).or_else(|| taken[who].get(&conclusion).copied())
        };
        let known = them.iter().position(|&who| holds(who, taken).is_some());
        let (first, value) = match known {
            Some(at) => (at, holds(them[at], taken).unwrap_or(ASSERTED)),
            None => (0, ASSERTED),
        };
        for (at, &who) in them.iter().enumerate() {
            if holds(who, taken).is_none() {
                // Those who are on the same side of the question are on the same side here.
                let same = at == first || (at > 0 && first > 0);
                taken[who].insert(conclusion, if same { value } else { 1.0 - value });
                changed.insert(who);
            }
        }
    }
    changed
}

/// Where one person alone takes a side on a crux, whoever is apart from them on what hangs on it counts as on the other
/// side. Returns whose minds that changes.
fn opposite(
    question: usize,
    conclusion: usize,
    alone: usize,
    minds: &[Mind<'_>],
    taken: &mut [BTreeMap<usize, f64>],
) -> Vec<usize> {
    let Some(view) = minds[alone].holds(conclusion) else { return Vec::new() };
    let apart = |who: usize| minds[who].holds(conclusion).is_some_and(|it| (it - view).abs() >= super::APART);
    let silent = |who: usize| minds[who].holds(question).is_none();
    let others: Vec<usize> = (0..minds.len()).filter(|&it| it != alone && apart(it) && silent(it)).collect();
    for &who in &others {
        taken[who].insert(question, ASSERTED);
    }
    others
}

/// What somebody who holds a conclusion `x` and a question `q` likely would hold with each answer, if the one they do not
/// expect turned their view round: 1 − x there, and with the other what total probability leaves.
pub(super) fn turned(x: f64, q: f64) -> Option<[f64; 2]> {
    let expects_yes = q >= 0.5;
    let unexpected = if expects_yes { 1.0 - q } else { q };
    let (there, here) = (1.0 - x, completed(x, unexpected, 1.0 - x).unwrap_or(x));
    let moves = (there - here).abs() > 1e-9;
    moves.then_some(if expects_yes { [here, there] } else { [there, here] })
}

/// The unnamed writers by what they say, in the words of the nodes that stand for it.
fn by_words(map: &Map) -> BTreeMap<&str, Voice> {
    let mut by_words = BTreeMap::new();
    if map.cruxes().any(|it| it.1.sides.iter().any(|it| it.person.is_none())) {
        for it in map.statements().map(|it| it.1).filter(|it| it.person.is_none()) {
            let words = [it.node.and_then(|it| map.node(it)).map(|it| &*it.text), map.quote(it.span)];
            by_words.extend(words.into_iter().flatten().map(|words| (words, Voice::of(it))));
        }
    }
    by_words
}
