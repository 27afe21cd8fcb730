//! What follows from one person's credences.

mod weighed;

pub use weighed::KeptMind;

use super::model::{Further, Model, Reason, log_odds, probability};
use crate::map::{Map, NodeId, PersonId};
use std::collections::BTreeSet;

/// How often a circle is gone round before it counts as not settling.
const ROUNDS: usize = 500;
/// How much of the way a circle goes each time.
const DAMPING: f64 = 0.5;
/// A change below this is none.
const SETTLED: f64 = 1e-9;

/// What one person holds, and what follows from it.
///
/// Before its reasons a claim has even odds ([`super::BASE`]). A reason that is true with the chance c multiplies them by
/// 1 + c (r − 1), the expected likelihood ratio, where r is the ratio if it is true (Jeffrey's rule for an uncertain
/// reason: Jeffrey 1965, ch. 11; in odds). A link that is doubted with the chance u counts with c (1 − u). A reason that
/// the person has stated a credence on has that one, else the one that follows, else it says nothing.
#[derive(Clone, Debug)]
pub struct Mind<'a> {
    model: &'a Model,
    /// What is held of each node, by its number.
    cells: Vec<Cell>,
    /// How likely each counts as a reason for what follows from it: [`Self::counts`], NaN where it says nothing. By
    /// itself, because each is asked for once a link and set once a node.
    weighs: Vec<f64>,
    /// Whether what was stated moves along with its reasons: see [`Self::learning`].
    learns: bool,
    /// The circles that do not settle, by the number of their first node.
    unsettled: BTreeSet<usize>,
    /// How many nodes were reckoned so far, each as often as it was: what all this takes.
    work: u64,
}

/// What is held of one node: together, because whoever asks for one asks for all.
#[derive(Clone, Copy, Debug)]
struct Cell {
    /// What was stated.
    stated: Option<f64>,
    /// What follows from its reasons.
    implied: f64,
    /// Whether anything the person stated bears on it.
    informed: bool,
    /// By how much the odds stated are above those that follow: what the person has in mind beyond the reasons on the map.
    /// Nothing where nothing follows, or where they are certain.
    beyond: Option<f64>,
}

/// A credence that does not go with the reasons for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// Of what.
    pub node: NodeId,
    /// What was stated.
    pub stated: f64,
    /// What the reasons give.
    pub implied: f64,
}

impl<'a> Mind<'a> {
    /// The mind of somebody who stated these credences, by number of the node; of several on one node the last counts.
    pub fn new(model: &'a Model, stated: impl IntoIterator<Item = (usize, f64)>) -> Self {
        let count = model.nodes.len();
        let cell = |base: f64| Cell { stated: None, implied: base / (1.0 + base), informed: false, beyond: None };
        let cells = model.base.iter().map(|&it| cell(it)).collect();
        let mut mind = Self { model, cells, weighs: Vec::new(), learns: false, unsettled: BTreeSet::new(), work: 0 };
        for (nth, value) in stated {
            if nth < count && (0.0..=1.0).contains(&value) {
                mind.cells[nth].stated = Some(value);
            }
        }
        let mut pile: Vec<usize> = (0..count).filter(|&it| mind.cells[it].stated.is_some()).collect();
        while let Some(nth) = pile.pop() {
            for &next in &model.out[nth] {
                if !mind.cells[next].informed && mind.is_told(next) {
                    mind.cells[next].informed = true;
                    pile.push(next);
                }
            }
        }
        mind.weighs = (0..count).map(|it| mind.counts(it).unwrap_or(f64::NAN)).collect();
        let mut nth = 0;
        while nth < count {
            nth = mind.settle(nth);
        }
        for nth in 0..count {
            let apart = mind.stated(nth).zip(mind.implied(nth)).map(|(stated, implied)| odds(stated) / odds(implied));
            mind.cells[nth].beyond = apart.filter(|it| it.is_finite() && *it > 0.0);
        }
        mind
    }

    /// The mind of `person` in `map`; with no person, that of nobody in particular.
    pub fn of(model: &'a Model, map: &Map, person: Option<PersonId>) -> Self {
        let held = map.held();
        let theirs = held.into_iter().filter(|it| it.0.0 == person);
        Self::new(model, theirs.filter_map(|it| Some((*model.number.get(&it.0.1)?, f64::from(it.1.1.value)))))
    }

    /// What was stated on a node.
    pub fn stated(&self, nth: usize) -> Option<f64> {
        self.cells[nth].stated
    }

    /// What follows for a node from what was stated on others; nothing if nothing does.
    pub fn implied(&self, nth: usize) -> Option<f64> {
        self.cells[nth].informed.then_some(self.cells[nth].implied)
    }

    /// What the person holds: what was stated, else what follows.
    pub fn holds(&self, nth: usize) -> Option<f64> {
        let cell = &self.cells[nth];
        match cell.beyond {
            Some(ratio) if self.learns => {
                let odds = odds(cell.implied) * ratio;
                // Beyond the largest number there is only certainty.
                Some(if odds.is_finite() { odds / (1.0 + odds) } else { 1.0 })
            }
            _ => cell.stated.or(cell.informed.then_some(cell.implied)),
        }
    }

    /// Whether the circle that a node is part of does not settle.
    pub fn is_unsettled(&self, nth: usize) -> bool {
        self.unsettled.contains(&self.model.circle[nth].0)
    }

    /// How many nodes were reckoned so far, each as often as it was.
    pub(super) fn work(&self) -> u64 {
        self.work
    }

    /// How likely a reason is for what follows from it. Evidence that nobody said anything about counts as it is.
    fn counts(&self, nth: usize) -> Option<f64> {
        let is_evidence = || self.model.base[nth] > 1.0;
        self.holds(nth).or_else(|| is_evidence().then_some(self.cells[nth].implied))
    }

    fn follows(&mut self, nth: usize, implied: f64) {
        self.cells[nth].implied = implied;
        self.weighs[nth] = self.counts(nth).unwrap_or(f64::NAN);
    }

    /// How likely it is that what else a reason hangs on lets it count: all linked premises hold and no doubt does, each
    /// independent of the others. Nothing if one of the premises says nothing.
    fn lets(&self, further: &Further) -> Option<f64> {
        let weighs = |it: &usize| Some(self.weighs[*it]).filter(|it| !it.is_nan());
        let premises = further.with.iter().try_fold(1.0, |all, it| Some(all * weighs(it)?))?;
        Some(further.doubts.iter().fold(premises, |all, it| all * (1.0 - weighs(it).unwrap_or(0.0))))
    }

    /// Whether something that the person holds bears on a node: of linked premises all.
    fn is_told(&self, nth: usize) -> bool {
        let own = |it: &usize| self.cells[*it].stated.is_some() || self.cells[*it].informed;
        let known = |it: &usize| own(it) || self.model.base[*it] > 1.0;
        let tells = |it: &Reason| match &it.further {
            None => own(&it.from),
            Some(further) if further.with.is_empty() => own(&it.from) || further.doubts.iter().any(own),
            Some(further) => {
                let with = &further.with;
                known(&it.from)
                    && with.iter().all(known)
                    && (own(&it.from) || with.iter().any(own) || further.doubts.iter().any(own))
            }
        };
        !self.model.has_linked || self.model.into[nth].iter().any(tells)
    }

    /// What follows for a node from its reasons as they are.
    fn reckon(&self, nth: usize) -> f64 {
        let mut odds = self.model.base[nth];
        for reason in &self.model.into[nth] {
            let mut chance = self.weighs[reason.from];
            if chance.is_nan() {
                continue;
            }
            if let Some(further) = &reason.further {
                let Some(rest) = self.lets(further) else { continue };
                chance *= rest;
            }
            // Kept within bounds, so that no reasons, however strong, make infinity of it.
            odds = (odds * (1.0 + chance * reason.gain)).clamp(1e-250, 1e250);
        }
        odds / (1.0 + odds)
    }

    /// Reckons the node, or the circle, that starts at `nth`. Returns where the next one starts.
    fn settle(&mut self, nth: usize) -> usize {
        let (start, end) = self.model.circle[nth];
        self.work += (end - start) as u64;
        if !(self.model.has_circles && self.model.is_in_circle(nth)) {
            self.follows(nth, self.reckon(nth));
            return end;
        }
        for _ in 0..ROUNDS {
            let mut most = 0.0_f64;
            for at in start..end {
                let goal = self.reckon(at);
                let step = DAMPING * (log_odds(goal) - log_odds(self.cells[at].implied));
                let after = probability(log_odds(self.cells[at].implied) + step);
                most = most.max((goal - self.cells[at].implied).abs());
                self.follows(at, after);
            }
            self.work += (end - start) as u64;
            if most < SETTLED {
                self.unsettled.remove(&start);
                return end;
            }
        }
        self.unsettled.insert(start);
        end
    }

    /// What `look` sees if the person held `value` of a node of which they hold something now. Only what rests on it is
    /// reckoned anew, and all is as it was after.
    pub fn if_held<T>(&mut self, nth: usize, value: f64, look: impl FnOnce(&Self) -> T) -> T {
        let above = self.model.above(nth);
        self.supposing(nth, value, &above, look)
    }

    /// The same if they learned it, rather than merely entered it: what they stated on other nodes moves along with its
    /// reasons. Their odds there stay as many times those that follow as they are now, for whatever they have in mind
    /// beyond the reasons on the map does not change. For whoever knows what rests on the node: [`Model::above`].
    pub(super) fn learning<T>(&mut self, nth: usize, value: f64, above: &[usize], look: impl FnOnce(&Self) -> T) -> T {
        let beyond = self.cells[nth].beyond.take();
        self.learns = true;
        let seen = self.supposing(nth, value, above, look);
        self.learns = false;
        self.cells[nth].beyond = beyond;
        seen
    }

    /// The nodes that rest on a node: [`Model::above`].
    pub(super) fn above(&self, nth: usize) -> Vec<usize> {
        self.model.above(nth)
    }

    fn supposing<T>(&mut self, nth: usize, value: f64, above: &[usize], look: impl FnOnce(&Self) -> T) -> T {
        let stated = self.cells[nth].stated.replace(value);
        let unsettled = self.model.has_circles.then(|| self.unsettled.clone());
        let own = (self.cells[nth].implied, std::mem::replace(&mut self.weighs[nth], value));
        let before: Vec<(f64, f64)> = above.iter().map(|&it| (self.cells[it].implied, self.weighs[it])).collect();
        self.follow(above);
        let seen = look(self);
        for (&at, old) in above.iter().zip(before).chain([(&nth, own)]) {
            (self.cells[at].implied, self.weighs[at]) = old;
        }
        self.cells[nth].stated = stated;
        if let Some(unsettled) = unsettled {
            self.unsettled = unsettled;
        }
        seen
    }
}

fn odds(p: f64) -> f64 {
    p / (1.0 - p)
}

/// How far a credence may be from what the person's reasons give without a note.
pub const TOLERANCE: f64 = 0.15;

/// The credences of a mind that are further than [`TOLERANCE`] from what its reasons give, the farthest first.
pub fn gaps(mind: &Mind<'_>) -> Vec<Gap> {
    let mut found: Vec<Gap> = (0..mind.model.nodes.len())
        .filter_map(|nth| {
            Some(Gap { node: mind.model.nodes[nth], stated: mind.stated(nth)?, implied: mind.implied(nth)? })
        })
        .filter(|it| (it.stated - it.implied).abs() > TOLERANCE)
        .collect();
    found.sort_by(|a, b| {
        let far = |it: &Gap| (it.stated - it.implied).abs();
        far(b).total_cmp(&far(a)).then(a.node.cmp(&b.node))
    });
    found
}
