//! What people hold of nodes as the map has it: what they stated, and what they are taken to hold for what they did.

use super::{mind::Mind, model::Model};
use crate::{
    credence::completed,
    map::{
        CommentId, CruxStatus, EdgeKind, Map, NodeId, NodeKind, PersonId, ReviewState, Side, Speaker, Statement,
        StatementKind,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// How likely somebody is taken to hold what they assert without a hedge, where they named no number: whoever asserts
/// something is committed to it (Walton and Krabbe 1995, chapter 1). What they reject is as much below a half.
pub const ASSERTED: f64 = 0.8;

/// So many numbers of people times nodes are reckoned at most: of more people only those who say most.
const MOST_CELLS: usize = 1 << 22;

/// Who holds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voice {
    /// A person of the map.
    Person(PersonId),
    /// The writer of a comment, whom the thread does not name: perhaps that of another one, too, but nobody knows.
    Writer(CommentId),
    /// Writers whom a thread does not name, and of whom not even the comment is known.
    Author,
    /// Those they quote, whom it does not name either.
    Opponent,
}

impl Voice {
    /// Whoever a statement is by.
    pub fn of(it: &Statement) -> Self {
        match (it.person, it.speaker) {
            (Some(it), _) => Self::Person(it),
            (None, Speaker::Author) => Self::Writer(it.comment),
            (None, Speaker::Opponent) => Self::Opponent,
        }
    }

    /// Whoever takes a side; `by_words` are the unnamed writers by what they say.
    fn on(side: &Side, by_words: &BTreeMap<&str, Self>) -> Self {
        match side.person {
            Some(it) => Self::Person(it),
            None if &*side.who == Side::OPPONENT => Self::Opponent,
            None => by_words.get(&*side.position).copied().unwrap_or(Self::Author),
        }
    }
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

/// Where a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Stated: said, inferred from wording, voted or entered.
    Stated,
    /// Taken from what they assert, or from the side they take: [`ASSERTED`].
    Taken,
    /// Propagated: it follows from what they hold of reasons.
    Follows,
    /// Said in words: they called it a crux of theirs, so that the other answer would turn their view of the conclusion
    /// round.
    Announced,
    /// The same, for somebody who takes a side on what the map has as a crux and nobody announced.
    Drawn,
}

/// What somebody would hold of a conclusion if a question were answered yes, and if it were answered no.
pub(super) type Given = ([f64; 2], Basis);

/// Everybody's mind, with what they are taken to hold.
pub(super) struct Stances<'a> {
    /// Who, sorted.
    pub voices: Vec<Voice>,
    /// Their minds, in the same order.
    pub minds: Vec<Mind<'a>>,
    /// What each is taken to hold without having stated it, by number of the node.
    pub taken: Vec<BTreeMap<usize, f64>>,
    /// Conditional credences that are not left to propagation: by question, conclusion and place among the voices.
    pub given: BTreeMap<(usize, usize, usize), Given>,
}

impl<'a> Stances<'a> {
    /// Of all people of `map`.
    pub fn of(map: &Map, model: &'a Model) -> Self {
        let mut stated: BTreeMap<Voice, BTreeMap<usize, f64>> = BTreeMap::new();
        for ((_, node), (_, credence)) in map.held() {
            let said = credence.statement.and_then(|it| map.statement(it)).map(Voice::of);
            let voice = credence.person.map(Voice::Person).or(said).unwrap_or(Voice::Author);
            if let Some(&nth) = model.number.get(&node) {
                stated.entry(voice).or_default().insert(nth, credence.value.into());
            }
        }
        let sides = sides(map, model);
        let mut taken = asserted(map, model);
        for (question, voices) in &sides {
            for (voice, value) in voices {
                taken.entry(*voice).or_default().insert(*question, *value);
            }
        }
        let mut voices: Vec<Voice> = stated.keys().chain(taken.keys()).copied().collect();
        let said = |it: &Voice| [stated.get(it), taken.get(it)].map(|it| it.map_or(0, BTreeMap::len));
        voices.sort_by_key(|it| (std::cmp::Reverse(said(it)), *it));
        voices.dedup();
        voices.truncate(MOST_CELLS / model.nodes.len().max(1));
        voices.sort_unstable();
        let stated: Vec<_> = voices.iter().map(|it| stated.remove(it).unwrap_or_default()).collect();
        let mut taken: Vec<_> = voices.iter().map(|it| taken.remove(it).unwrap_or_default()).collect();
        for (taken, stated) in taken.iter_mut().zip(&stated) {
            taken.retain(|it, _| !stated.contains_key(it));
        }
        let mind = |who: usize, taken: &[BTreeMap<usize, f64>]| {
            Mind::new(model, stated[who].iter().chain(&taken[who]).map(|(&nth, &value)| (nth, value)))
        };
        let mut minds: Vec<Mind<'a>> = (0..voices.len()).map(|it| mind(it, &taken)).collect();
        let hanging = hanging(map, model, &sides);
        for who in on_conclusions(&voices, &sides, &hanging, &minds, &mut taken) {
            minds[who] = mind(who, &taken);
        }
        let mut all = Self { voices, minds, taken, given: BTreeMap::new() };
        all.announce(map, model, &sides, &hanging);
        all.state(map, model);
        all
    }

    /// Where what somebody holds of a node comes from.
    pub fn basis(&self, who: usize, node: usize) -> Basis {
        if self.taken[who].contains_key(&node) {
            return Basis::Taken;
        }
        if self.minds[who].stated(node).is_some() { Basis::Stated } else { Basis::Follows }
    }

    /// Whether anything that somebody holds was taken from what they did.
    pub fn is_taken(&self, who: usize) -> bool {
        !self.taken[who].is_empty()
    }

    /// Whoever called a question a crux of a conclusion would change their view of it if the answer were not theirs.
    /// Where nobody did in words, it counts for all who take a side: somebody put it on the map as what it hangs on.
    fn announce(&mut self, map: &Map, model: &Model, sides: &Sides, hanging: &[(usize, usize)]) {
        let questions: BTreeSet<NodeId> = hanging.iter().map(|it| model.nodes[it.0]).collect();
        let mut by: BTreeMap<NodeId, BTreeSet<Voice>> = BTreeMap::new();
        for (node, voice) in said(map).filter(|it| questions.contains(&it.0)) {
            by.entry(node).or_default().insert(voice);
        }
        for &(question, conclusion) in hanging {
            let (theirs, basis): (Vec<Voice>, Basis) = match by.get(&model.nodes[question]) {
                Some(them) => (them.iter().copied().collect(), Basis::Announced),
                None => (sides.get(&question).into_iter().flatten().map(|it| it.0).collect(), Basis::Drawn),
            };
            for voice in theirs {
                let Ok(who) = self.voices.binary_search(&voice) else { continue };
                let mind = &self.minds[who];
                let Some((x, q)) = mind.holds(conclusion).zip(mind.holds(question)) else { continue };
                if let Some(given) = turned(x, q) {
                    self.given.insert((question, conclusion, who), (given, basis));
                }
            }
        }
    }

    /// What people stated goes before all else.
    fn state(&mut self, map: &Map, model: &Model) {
        for (_, it) in map.conditionals() {
            let numbers = model.number.get(&it.on).zip(model.number.get(&it.node));
            let who = self.voices.binary_search(&Voice::Person(it.person));
            if let (Some((&on, &node)), Ok(who)) = (numbers, who) {
                self.given.insert((on, node, who), ([it.if_yes.into(), it.if_no.into()], Basis::Stated));
            }
        }
    }
}

/// For each crux that is open who takes a side on it, and how likely they are taken to hold it: whoever comes first
/// rejects what would change their mind, and the others hold it.
type Sides = BTreeMap<usize, Vec<(Voice, f64)>>;

fn sides(map: &Map, model: &Model) -> Sides {
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

/// Who says what, where it stands on the map.
fn said(map: &Map) -> impl Iterator<Item = (NodeId, Voice)> {
    map.statements().filter_map(|(_, it)| Some((it.node?, Voice::of(it))))
}

/// What people assert or grant.
fn asserted(map: &Map, model: &Model) -> BTreeMap<Voice, BTreeMap<usize, f64>> {
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
fn hanging(map: &Map, model: &Model, sides: &Sides) -> Vec<(usize, usize)> {
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
fn on_conclusions(
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
fn turned(x: f64, q: f64) -> Option<[f64; 2]> {
    let expects_yes = q >= 0.5;
    let unexpected = if expects_yes { 1.0 - q } else { q };
    let (there, here) = (1.0 - x, completed(x, unexpected, 1.0 - x).unwrap_or(x));
    let moves = (there - here).abs() > 1e-9;
    moves.then_some(if expects_yes { [here, there] } else { [there, here] })
}

/// How sure it is that a node is on the map as it should be: 1 if a person let it stand or made it.
pub(super) fn sure(map: &Map, node: NodeId) -> f64 {
    map.review(node).filter(|it| it.state == ReviewState::Open).map_or(1.0, |it| it.confidence.into())
}
