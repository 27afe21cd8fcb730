//! How likely people hold claims to be.

use super::{CredenceId, EditError, Ids, Map, NodeId, Person, PersonId, StatementId, plan::Draft};
use std::collections::{BTreeMap, BTreeSet};

/// How likely a person holds what a node says to be. Nothing is imputed: a person without one has none.
#[derive(Clone, Debug, PartialEq)]
pub struct Credence {
    /// Whose it is; nobody in particular where a thread does not name its writers.
    pub person: Option<PersonId>,
    /// What is held to be likely or not.
    pub node: NodeId,
    /// The probability, from 0 to 1.
    pub value: f32,
    /// Where it comes from.
    pub origin: CredenceOrigin,
    /// The words it was read from; empty if it was not read from any.
    pub words: String,
    /// The statement that holds those words.
    pub statement: Option<StatementId>,
    /// When, in words.
    pub time: Option<String>,
    /// The round of a vote.
    pub round: Option<u32>,
    /// A person took it away: it counts for nothing, and stays only so that reading the thread again does not bring it
    /// back.
    pub removed: bool,
}

/// Where a credence comes from; what counts for more comes later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CredenceOrigin {
    /// Inferred from the person's wording.
    Inferred,
    /// The person named a number.
    Said,
    /// Given in a vote.
    Voted,
    /// Entered or corrected by hand.
    Entered,
}

impl Credence {
    /// One that was entered by hand: a probability from 0 to 1.
    pub fn entered(person: PersonId, node: NodeId, value: f32) -> Self {
        Self {
            person: Some(person),
            node,
            value,
            origin: CredenceOrigin::Entered,
            words: String::new(),
            statement: None,
            time: None,
            round: None,
            removed: false,
        }
    }

    /// The value and where it comes from: “about 0.95, inferred from “all but certain””.
    pub fn in_words(&self) -> String {
        let value = (self.value * 100.0).round() / 100.0;
        match self.origin {
            CredenceOrigin::Said => format!("{value}, said: “{}”", self.words),
            CredenceOrigin::Inferred => format!("about {value}, inferred from “{}”", self.words),
            CredenceOrigin::Voted => format!("{value}, voted"),
            CredenceOrigin::Entered => format!("{value}, entered by hand"),
        }
    }
}

impl Map {
    /// The credence `id`.
    pub fn credence(&self, id: CredenceId) -> Option<&Credence> {
        self.credences.get(&id).map(|it| &**it)
    }

    /// The credences on a node that count, by id.
    pub fn credences_on(&self, node: NodeId) -> impl Iterator<Item = (CredenceId, &Credence)> {
        self.credences().filter(move |it| it.1.node == node && !it.1.removed)
    }

    /// What each person holds of each node just now. Of several credences that of the latest round counts, else the one
    /// entered before one voted, said or inferred, else the one said last in the thread.
    pub fn held(&self) -> BTreeMap<(Option<PersonId>, NodeId), (CredenceId, &Credence)> {
        let mut held: BTreeMap<_, (CredenceId, &Credence)> = BTreeMap::new();
        for (id, credence) in self.credences().filter(|it| !it.1.removed) {
            let known = held.entry((credence.person, credence.node)).or_insert((id, credence));
            if self.precedence(*known) < self.precedence((id, credence)) {
                *known = (id, credence);
            }
        }
        held
    }

    /// What one person holds of one node just now, as [`Self::held`].
    pub fn credence_of(&self, person: Option<PersonId>, node: NodeId) -> Option<(CredenceId, &Credence)> {
        self.credences_on(node).filter(|it| it.1.person == person).max_by_key(|it| self.precedence(*it))
    }

    fn precedence(&self, (id, it): (CredenceId, &Credence)) -> impl Ord + use<> {
        let said = it.statement.and_then(|it| self.statement(it)).map(|it| it.span);
        (it.round, it.origin, said, id)
    }

    pub(super) fn check_credences(&self, found: &mut Vec<String>) {
        for (id, credence) in self.credences() {
            if !(0.0..=1.0).contains(&credence.value) {
                found.push(format!("the credence {id} is not between 0 and 1"));
            }
            if self.node(credence.node).is_none() {
                found.push(format!("the credence {id} is on a node that is missing"));
            }
            if credence.person.is_some_and(|it| self.person(it).is_none()) {
                found.push(format!("the credence {id} is of a person who is not in the map"));
            }
            if credence.statement.is_some_and(|it| self.statement(it).is_none()) {
                found.push(format!("the credence {id} was read from a statement that is missing"));
            }
        }
    }
}

impl Draft {
    pub(super) fn add_credence(&mut self, node: NodeId, by: &str, value: f32, ids: &mut Ids) -> Result<(), EditError> {
        self.node(node)?;
        let person = self.person_named(by)?;
        let credence = Credence::entered(person, node, probability(value)?);
        let id = self.mint_credence(ids);
        self.credences(id, Some(credence));
        Ok(())
    }

    /// The person of this name, in whatever case; a new one if there is none.
    pub(super) fn person_named(&mut self, by: &str) -> Result<PersonId, EditError> {
        let name = by.trim();
        if name.is_empty() {
            return Err(EditError::NoName);
        }
        let known = self.map.persons().find(|it| it.1.name.to_lowercase() == name.to_lowercase()).map(|it| it.0);
        let person = known.unwrap_or_else(|| PersonId::derived(&[name.to_lowercase().as_bytes()]));
        if self.map.person(person).is_none() {
            self.persons(person, Some(Person { name: name.to_owned() }));
        }
        Ok(person)
    }

    pub(super) fn mint_credence(&self, ids: &mut Ids) -> CredenceId {
        loop {
            let id = ids.credence();
            if self.map.credence(id).is_none() {
                return id;
            }
        }
    }

    pub(super) fn set_credence(&mut self, id: CredenceId, value: f32) -> Result<(), EditError> {
        let before = self.counting(id)?;
        let value = probability(value)?;
        if value.to_bits() != before.value.to_bits() {
            self.credences(id, Some(Credence { value, origin: CredenceOrigin::Entered, ..before }));
        }
        Ok(())
    }

    pub(super) fn remove_credence(&mut self, id: CredenceId) -> Result<(), EditError> {
        let before = self.counting(id)?;
        let was_read = before.statement.is_some();
        self.credences(id, was_read.then_some(Credence { removed: true, ..before }));
        Ok(())
    }

    fn counting(&self, id: CredenceId) -> Result<Credence, EditError> {
        self.map.credence(id).filter(|it| !it.removed).cloned().ok_or(EditError::NoSuchCredence)
    }

    /// Removes the credences on nodes that go.
    pub(super) fn drop_credences(&mut self, nodes: &BTreeSet<NodeId>) {
        let gone: Vec<CredenceId> =
            self.map.credences().filter(|it| nodes.contains(&it.1.node)).map(|it| it.0).collect();
        for id in gone {
            self.credences(id, None);
        }
    }

    /// Adds the credences that are new, on nodes that are there. Those known stay as people left them.
    pub(super) fn merge_credences(&mut self, credences: BTreeMap<CredenceId, Credence>) {
        for (id, credence) in credences {
            if self.map.node(credence.node).is_some() && self.map.credence(id).is_none() {
                self.credences(id, Some(credence));
            }
        }
    }
}

/// `value`, if it is one that a credence may have.
fn probability(value: f32) -> Result<f32, EditError> {
    if (0.0..=1.0).contains(&value) { Ok(value) } else { Err(EditError::BadCredence) }
}
