//! What people hold of nodes as the map has it: what they stated, and what they are taken to hold for what they did.

use super::{
    mind::Mind,
    model::Model,
    taken::{Sides, announced, asserted, hanging, on_conclusions, sides, turned},
};
use crate::map::{CommentId, Map, NodeId, PersonId, ReviewState, Side, Speaker, Statement};
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
    pub(super) fn on(side: &Side, by_words: &BTreeMap<&str, Self>) -> Self {
        match side.person {
            Some(it) => Self::Person(it),
            None if &*side.who == Side::OPPONENT => Self::Opponent,
            None => by_words.get(&*side.position).copied().unwrap_or(Self::Author),
        }
    }
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
        for (node, voice) in announced(map).filter(|it| questions.contains(&it.0)) {
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

/// How sure it is that a node is on the map as it should be: 1 if a person let it stand or made it.
pub(super) fn sure(map: &Map, node: NodeId) -> f64 {
    map.review(node).filter(|it| it.state == ReviewState::Open).map_or(1.0, |it| it.confidence.into())
}
