//! What people say they would believe if a question were answered.

use super::{ConditionalId, EditError, Map, NodeId, NodeKind, PersonId, plan::Draft};
use std::collections::{BTreeMap, BTreeSet};

/// How likely a person would hold a conclusion if a question were answered yes, and if it were answered no: stated.
#[derive(Clone, Debug, PartialEq)]
pub struct Conditional {
    /// Who says so.
    pub person: PersonId,
    /// The conclusion.
    pub node: NodeId,
    /// The question: a claim, crux or evidence, yes if it is so.
    pub on: NodeId,
    /// The probability of the conclusion with yes, from 0 to 1.
    pub if_yes: f32,
    /// With no.
    pub if_no: f32,
}

impl Conditional {
    /// Its id: one person says one thing of one conclusion and one question.
    pub fn id(&self) -> ConditionalId {
        let parts = [self.person.bits(), self.node.bits(), self.on.bits()].map(u64::to_le_bytes);
        ConditionalId::derived(&[&parts[0], &parts[1], &parts[2]])
    }
}

impl Map {
    /// Whether a node can be true or false, so that a person can hold it to be likely or not.
    pub fn is_either(&self, id: NodeId) -> bool {
        self.node(id).is_some_and(|it| matches!(it.kind, NodeKind::Claim | NodeKind::Crux | NodeKind::Evidence))
    }

    fn fits(&self, it: &Conditional) -> bool {
        let probability = |it: f32| (0.0..=1.0).contains(&it);
        it.node != it.on
            && self.is_either(it.node)
            && self.is_either(it.on)
            && self.person(it.person).is_some()
            && probability(it.if_yes)
            && probability(it.if_no)
    }

    pub(super) fn check_conditionals(&self, found: &mut Vec<String>) {
        for (id, it) in self.conditionals().filter(|it| it.1.id() != it.0 || !self.fits(it.1)) {
            found.push(format!("the conditional credence {id} of {} on {} does not fit the map", it.node, it.on));
        }
    }
}

impl Draft {
    /// Says what somebody, known by name or new, would hold of `node` if `on` were so and if it were not, or (`None`) that
    /// they did not say.
    pub(super) fn set_conditional(
        &mut self,
        [node, on]: [NodeId; 2],
        by: &str,
        given: Option<[f32; 2]>,
    ) -> Result<(), EditError> {
        for id in [node, on] {
            self.node(id)?;
            if !self.map.is_either(id) {
                return Err(EditError::NeitherTrueNorFalse);
            }
        }
        if node == on {
            return Err(EditError::SameNode);
        }
        let person = self.person_named(by)?;
        let [if_yes, if_no] = given.unwrap_or_default();
        let after = Conditional { person, node, on, if_yes, if_no };
        if !self.map.fits(&after) {
            return Err(EditError::BadCredence);
        }
        self.conditionals(after.id(), given.map(|_| after));
        Ok(())
    }

    /// Adds what is new and fits. What is known stays as people left it.
    pub(super) fn merge_conditionals(&mut self, them: impl IntoIterator<Item = Conditional>) {
        for it in them {
            let id = it.id();
            if self.map.fits(&it) && self.map.conditional(id).is_none() {
                self.conditionals(id, Some(it));
            }
        }
    }

    /// The same of other nodes, where `known` has them.
    pub(super) fn insert_conditionals(
        &mut self,
        them: impl IntoIterator<Item = Conditional>,
        known: &BTreeMap<NodeId, NodeId>,
    ) {
        let moved = |it: Conditional| Some(Conditional { node: *known.get(&it.node)?, on: *known.get(&it.on)?, ..it });
        self.merge_conditionals(them.into_iter().filter_map(moved));
    }

    /// What was said of `gone` counts for `keep`.
    pub(super) fn unite_conditionals(&mut self, keep: NodeId, gone: NodeId) {
        let theirs = |it: &Conditional| it.node == gone || it.on == gone;
        let all: Vec<Conditional> = self.map.conditionals().map(|it| it.1).filter(|it| theirs(it)).cloned().collect();
        let here = |it: NodeId| if it == gone { keep } else { it };
        self.merge_conditionals(all.into_iter().map(|it| Conditional { node: here(it.node), on: here(it.on), ..it }));
    }

    /// Lets go of those that have lost what they are about. Looks only where a node changed.
    pub(super) fn drop_lost_conditionals(&mut self) {
        if self.keeps_diff && self.diff.nodes.is_empty() {
            return;
        }
        let lost: BTreeSet<_> = self.map.conditionals().filter(|it| !self.map.fits(it.1)).map(|it| it.0).collect();
        for id in lost {
            self.conditionals(id, None);
        }
    }
}
