//! What follows from one person's credences.

use super::model::{Model, log_odds, probability};
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
    /// What was stated, by number of the node.
    stated: Vec<Option<f64>>,
    /// Whether anything the person stated bears on it.
    informed: Vec<bool>,
    /// What follows for each node from its reasons.
    implied: Vec<f64>,
    /// By how much the odds stated on a node are above those that follow: what the person has in mind beyond the reasons
    /// on the map. Nothing where nothing follows, or where they are certain.
    beyond: Vec<Option<f64>>,
    /// Whether what was stated moves along with its reasons: see [`Self::learning`].
    learns: bool,
    /// The circles that do not settle, by the number of their first node.
    unsettled: BTreeSet<usize>,
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
        let mut mind = Self {
            model,
            stated: vec![None; count],
            informed: vec![false; count],
            implied: model.base.iter().map(|&it| it / (1.0 + it)).collect(),
            beyond: vec![None; count],
            learns: false,
            unsettled: BTreeSet::new(),
        };
        for (nth, value) in stated {
            if nth < count && (0.0..=1.0).contains(&value) {
                mind.stated[nth] = Some(value);
            }
        }
        let mut pile: Vec<usize> = (0..count).filter(|&it| mind.stated[it].is_some()).collect();
        while let Some(nth) = pile.pop() {
            for &next in &model.out[nth] {
                if !mind.informed[next] && mind.is_told(next) {
                    mind.informed[next] = true;
                    pile.push(next);
                }
            }
        }
        let mut nth = 0;
        while nth < count {
            nth = mind.settle(nth);
        }
        for nth in 0..count {
            let apart = mind.stated[nth].zip(mind.implied(nth)).map(|(stated, implied)| odds(stated) / odds(implied));
            mind.beyond[nth] = apart.filter(|it| it.is_finite() && *it > 0.0);
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
        self.stated[nth]
    }

    /// What follows for a node from what was stated on others; nothing if nothing does.
    pub fn implied(&self, nth: usize) -> Option<f64> {
        self.informed[nth].then_some(self.implied[nth])
    }

    /// What the person holds: what was stated, else what follows.
    pub fn holds(&self, nth: usize) -> Option<f64> {
        match self.beyond[nth] {
            Some(ratio) if self.learns => {
                let odds = odds(self.implied[nth]) * ratio;
                // Beyond the largest number there is only certainty.
                Some(if odds.is_finite() { odds / (1.0 + odds) } else { 1.0 })
            }
            _ => self.stated[nth].or(self.implied(nth)),
        }
    }

    /// Whether the circle that a node is part of does not settle.
    pub fn is_unsettled(&self, nth: usize) -> bool {
        self.unsettled.contains(&self.model.circle[nth].0)
    }

    /// How likely a reason is for what follows from it. Evidence that nobody said anything about counts as it is.
    fn counts(&self, nth: usize) -> Option<f64> {
        let is_evidence = || self.model.base[nth] > 1.0;
        self.holds(nth).or_else(|| is_evidence().then_some(self.implied[nth]))
    }

    /// How likely all of these are, independent of each other; 1 for none of them, nothing if one says nothing.
    fn counts_all(&self, premises: &[usize]) -> Option<f64> {
        premises.iter().try_fold(1.0, |all, &it| Some(all * self.counts(it)?))
    }

    /// Whether something that the person holds bears on a node: of linked premises all.
    fn is_told(&self, nth: usize) -> bool {
        let known = |it: usize| self.stated[it].is_some() || self.informed[it] || self.model.base[it] > 1.0;
        let own = |it: usize| self.stated[it].is_some() || self.informed[it];
        let tells = |it: &super::model::Reason| {
            it.premises().all(known) && (it.premises().any(own) || it.doubts.iter().any(|&it| own(it)))
        };
        !self.model.has_linked || self.model.into[nth].iter().any(tells)
    }

    /// What follows for a node from its reasons as they are.
    fn reckon(&self, nth: usize) -> f64 {
        let mut odds = self.model.base[nth];
        for reason in &self.model.into[nth] {
            let Some(mut chance) = self.counts(reason.from) else { continue };
            if let Some(rest) = self.counts_all(&reason.with) {
                chance *= rest
            } else {
                continue;
            };
            for &doubt in &reason.doubts {
                chance *= 1.0 - self.counts(doubt).unwrap_or(0.0);
            }
            // Kept within bounds, so that no reasons, however strong, make infinity of it.
            odds = (odds * (1.0 + chance * reason.gain)).clamp(1e-250, 1e250);
        }
        odds / (1.0 + odds)
    }

    /// Reckons the node, or the circle, that starts at `nth`. Returns where the next one starts.
    fn settle(&mut self, nth: usize) -> usize {
        let (start, end) = self.model.circle[nth];
        if !self.model.is_in_circle(nth) {
            self.implied[nth] = self.reckon(nth);
            return end;
        }
        for _ in 0..ROUNDS {
            let mut most = 0.0_f64;
            for at in start..end {
                let goal = self.reckon(at);
                let step = DAMPING * (log_odds(goal) - log_odds(self.implied[at]));
                let after = probability(log_odds(self.implied[at]) + step);
                most = most.max((goal - self.implied[at]).abs());
                self.implied[at] = after;
            }
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
        let beyond = self.beyond[nth].take();
        self.learns = true;
        let seen = self.supposing(nth, value, above, look);
        self.learns = false;
        self.beyond[nth] = beyond;
        seen
    }

    /// The nodes that rest on a node: [`Model::above`].
    pub(super) fn above(&self, nth: usize) -> Vec<usize> {
        self.model.above(nth)
    }

    fn supposing<T>(&mut self, nth: usize, value: f64, above: &[usize], look: impl FnOnce(&Self) -> T) -> T {
        let stated = self.stated[nth].replace(value);
        let unsettled = self.model.has_circles.then(|| self.unsettled.clone());
        let own = self.implied[nth];
        let before: Vec<f64> = above.iter().map(|&it| self.implied[it]).collect();
        // They are in the order in which they follow from one another; of a circle all are among them.
        let mut end = 0;
        for &at in above {
            if at >= end {
                end = self.settle(self.model.circle[at].0);
            }
        }
        let seen = look(self);
        for (&at, old) in above.iter().zip(before) {
            self.implied[at] = old;
        }
        self.implied[nth] = own;
        self.stated[nth] = stated;
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
