//! What a session leaves in a map: credences with round and date, and what was accepted, with its author.

mod said;

use super::{CruxAnswer, CruxId, Decision, ItemId, ProposedKind, SeatId, Session, Shown, Side, state::Crux};
use crate::map::{
    self, Credence, CredenceId, CredenceOrigin, Edge, EdgeId, EdgeKind, Edit, Evidence, EvidenceKind, Map, Node,
    NodeId, NodeKind, Person, PersonId, Records,
};
use std::collections::{BTreeMap, BTreeSet};

impl Session {
    /// The edits that bring what was accepted and shown into `map`, to be done one after the other. Ids follow from the
    /// session, so bringing it in again, also as it goes on, adds nothing twice.
    ///
    /// Credences enter when the session is closed: by name of who agreed to it; those of the others as of people of whom
    /// nothing else is known, one round of each claim, and only where as many may be shown. Which round that is, and who may
    /// be named, is not known before.
    pub fn edits(&self, map: &Map) -> Vec<Edit> {
        let mut entry = Entry::new(self, map);
        entry.items();
        entry.cruxes();
        entry.evidence();
        let mut edits = entry.told_cruxes();
        if self.closed.is_some() {
            entry.rounds();
            edits.extend(entry.conditionals());
        }
        let records = entry.finished();
        if records != Records::default() {
            // First what the others are about.
            edits.insert(0, Edit::Merge(Box::new(records)));
        }
        edits
    }
}

/// Records on their way into a map.
struct Entry<'a> {
    session: &'a Session,
    map: &'a Map,
    /// What tells this session from any other.
    key: String,
    day: String,
    items: BTreeMap<ItemId, NodeId>,
    cruxes: BTreeMap<CruxId, NodeId>,
    /// The nodes of accepted proposals, whose words go into a source.
    said: Vec<(super::ProposalId, NodeId)>,
    out: Records,
}

impl<'a> Entry<'a> {
    fn new(session: &'a Session, map: &'a Map) -> Self {
        let key = format!("session {} {}", session.opened.unwrap_or_default().0, session.title);
        Self {
            session,
            map,
            key,
            day: session.day(),
            items: BTreeMap::new(),
            cruxes: BTreeMap::new(),
            said: Vec::new(),
            out: Records::default(),
        }
    }

    /// The bytes of which an id of this session is derived.
    fn id_parts(&self, kind: &str, numbers: &[u32]) -> Vec<u8> {
        format!("{} / {kind} {numbers:?}", self.key).into_bytes()
    }

    /// The node of the map that is meant or that says the same; a new one if there is none.
    fn node(&mut self, kind: NodeKind, meant: Option<&str>, text: &str, id: &[u8]) -> NodeId {
        let meant = meant.and_then(|it| it.parse().ok()).filter(|&it| self.map.is_either(it));
        let same = || self.map.nodes().find(|it| it.1.kind == kind && it.1.text.trim() == text).map(|it| it.0);
        if let Some(known) = meant.or_else(same) {
            return known;
        }
        let id = NodeId::derived(&[id]);
        self.out.nodes.insert(id, Node { kind, text: text.into() });
        id
    }

    /// The claims of the agenda.
    fn items(&mut self) {
        let session = self.session;
        for (&item, it) in &session.items {
            let told = it.from.is_some() || session.revealed(item).next().is_some();
            let used = session.cruxes.values().any(|crux| crux.item == item && is_told(crux));
            let about = session
                .proposals
                .values()
                .any(|other| other.what.about == Some(item) && matches!(other.decision, Some(Decision::Accepted(_))));
            if told || used || about {
                let id = self.id_parts("item", &[item.0]);
                let node = self.node(NodeKind::Claim, it.node.as_deref(), &it.text, &id);
                self.items.insert(item, node);
            }
        }
        for (&item, it) in &session.items {
            let from = it.from.and_then(|id| Some((id, session.proposals.get(&id)?)));
            if let (Some((id, proposal)), Some(&node)) = (from, self.items.get(&item)) {
                self.said.push((id, node));
                let kind = match proposal.what.side {
                    Some(Side::For) => EdgeKind::Supports,
                    Some(Side::Against) => EdgeKind::Attacks,
                    None => continue,
                };
                self.link(node, proposal.what.about, kind);
            }
        }
    }

    fn link(&mut self, from: NodeId, to: Option<ItemId>, kind: EdgeKind) {
        if let Some(&to) = to.and_then(|it| self.items.get(&it)) {
            let parts = [from, to].map(|it| it.bits().to_le_bytes());
            let id = EdgeId::derived(&[self.key.as_bytes(), &parts[0], &parts[1], kind.words().as_bytes()]);
            self.out.edges.insert(id, Edge { from, to: to.into(), kind });
        }
    }

    fn cruxes(&mut self) {
        let session = self.session;
        for (&crux, it) in session.cruxes.iter().filter(|it| is_told(it.1)) {
            let id = self.id_parts("crux", &[crux.0]);
            let node = self.node(NodeKind::Crux, it.node.as_deref(), &it.question, &id);
            self.cruxes.insert(crux, node);
            self.said.extend(it.from.map(|it| (it, node)));
            self.link(node, Some(it.item), EdgeKind::CruxOf);
            if self.out.nodes.contains_key(&node) {
                let record = self.crux(it);
                self.out.cruxes.insert(node, record);
            }
        }
    }

    /// The record of a crux that this session brings.
    fn crux(&mut self, it: &Crux) -> map::Crux {
        let mut sides = Vec::new();
        for (seat, answer) in self.named_answers(it) {
            if let Some(numbers) = answer.numbers {
                let (person, who) = (Some(self.person(seat)), self.session.name(seat).into());
                let position = format!("holds it for {} % likely", numbers.q).into();
                sides.push(map::Side { person, who, position });
            }
        }
        map::Crux { sides, would_change: self.session.told_vote(it, &self.day), ..map::Crux::default() }
    }

    /// What a test has come to since its question entered the map, if nobody has written something else there.
    fn told_cruxes(&mut self) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (id, node) in self.cruxes.clone() {
            let Some(it) = self.session.cruxes.get(&id) else { continue };
            let Some(known) = self.map.crux(node).filter(|_| it.revealed.is_some()) else { continue };
            let untold = self.session.told_vote(&Crux { revealed: None, ..it.clone() }, &self.day);
            let told = self.crux(it);
            if known.would_change == untold || known.would_change == told.would_change {
                let sides = if known.sides.is_empty() { told.sides } else { known.sides.clone() };
                let crux = map::Crux { sides, would_change: told.would_change, status: known.status };
                edits.extend((crux != *known).then_some(Edit::SetCrux { node, crux }));
            }
        }
        edits
    }

    fn evidence(&mut self) {
        let session = self.session;
        for (&id, it) in &session.proposals {
            let Some(Decision::Accepted(text)) = &it.decision else { continue };
            if it.what.kind != ProposedKind::Evidence {
                continue;
            }
            let parts = self.id_parts("evidence", &[id.0]);
            let node = self.node(NodeKind::Evidence, None, text, &parts);
            if self.out.nodes.contains_key(&node) {
                let evidence = Evidence { kind: EvidenceKind::Citation, ..Evidence::default() };
                self.out.evidence.insert(node, evidence);
            }
            self.said.push((id, node));
            let kind = match it.what.side {
                Some(Side::For) => EdgeKind::Supports,
                Some(Side::Against) => EdgeKind::Attacks,
                None => EdgeKind::BearsOn,
            };
            self.link(node, it.what.about, kind);
        }
    }

    /// The person of the map with a seat's name; a new one if there is none.
    fn person(&mut self, seat: SeatId) -> PersonId {
        let name = self.session.name(seat);
        let plain = name.to_lowercase();
        let known = self.map.persons().find(|it| it.1.name.to_lowercase() == plain).map(|it| it.0);
        let id = known.unwrap_or_else(|| PersonId::derived(&[plain.as_bytes()]));
        if known.is_none() {
            self.out.persons.insert(id, Person { name });
        }
        id
    }

    fn rounds(&mut self) {
        let session = self.session;
        for (item, node) in self.items.clone() {
            let rounds: Vec<_> = session.revealed(item).collect();
            let before = self.rounds_before(node, item);
            let Some(&(last_id, last)) = rounds.last() else { continue };
            let named = session.named_in(last);
            let unnamed: BTreeSet<SeatId> = match session.shown(last) {
                Some(Shown::Spread(_)) => last.answers.keys().copied().filter(|it| !named.contains(it)).collect(),
                _ => BTreeSet::new(),
            };
            for (id, round) in &rounds {
                let number = before.saturating_add(round.nth);
                // Who counts without a name in the last round would count twice with one in an earlier round.
                for seat in &session.named_in(round) - &unnamed {
                    let value = round.answers.get(&seat).and_then(|it| it.said.percent());
                    if let Some(value) = value {
                        let credence = CredenceId::derived(&[&self.id_parts("round", &[id.0, seat.0])]);
                        let person = self.person(seat);
                        let voted = self.voted(person, node, value, number);
                        self.out.credences.insert(credence, voted);
                    }
                }
            }
            // They cannot be followed from one round to the next, so only the last one enters.
            let rest = last.answers.iter().filter(|it| unnamed.contains(it.0));
            let mut values: Vec<u8> = rest.filter_map(|it| it.1.said.percent()).collect();
            values.sort_unstable();
            for (nth, value) in (1..).zip(values) {
                let parts = self.id_parts("unnamed", &[last_id.0, nth]);
                let person = PersonId::derived(&[&parts]);
                let name = format!("Participant without a name {nth}, claim {item}, {}", self.day);
                self.out.persons.insert(person, Person { name });
                let voted = self.voted(person, node, value, before.saturating_add(last.nth));
                self.out.credences.insert(CredenceId::derived(&[&parts]), voted);
            }
        }
    }

    /// The last round of earlier votes on a node, of which those of this session are none: later ones count for more.
    fn rounds_before(&self, node: NodeId, item: ItemId) -> u32 {
        let ours: BTreeSet<CredenceId> = self
            .session
            .revealed(item)
            .flat_map(|(id, it)| {
                let unnamed = (1..).zip(&it.answers).map(move |(nth, _)| ("unnamed", [id.0, nth]));
                it.answers.keys().map(move |seat| ("round", [id.0, seat.0])).chain(unnamed)
            })
            .map(|(kind, numbers)| CredenceId::derived(&[&self.id_parts(kind, &numbers)]))
            .collect();
        let others = self.map.credences().filter(|it| it.1.node == node && !ours.contains(&it.0));
        others.filter_map(|it| it.1.round).max().unwrap_or(0)
    }

    fn voted(&self, person: PersonId, node: NodeId, percent: u8, round: u32) -> Credence {
        Credence {
            origin: CredenceOrigin::Voted,
            time: Some(self.day.clone()),
            round: Some(round),
            ..Credence::entered(person, node, f32::from(percent) / 100.0)
        }
    }

    fn named_answers(&self, crux: &Crux) -> Vec<(SeatId, CruxAnswer)> {
        // Before the end somebody may take back that they may be named.
        if crux.revealed.is_none() || self.session.closed.is_none() {
            return Vec::new();
        }
        let named = self.session.named_of(&crux.answers.keys().copied().collect());
        crux.answers.iter().filter(|it| named.contains(it.0)).map(|(&seat, &it)| (seat, it)).collect()
    }

    /// What people hold of cruxes, and what they would hold of the claims with yes and with no.
    fn conditionals(&mut self) -> Vec<Edit> {
        let share = |it: u8| f32::from(it) / 100.0;
        let mut edits = Vec::new();
        for (id, on) in self.cruxes.clone() {
            let Some(crux) = self.session.cruxes.get(&id) else { continue };
            let Some(&node) = self.items.get(&crux.item).filter(|&&it| it != on) else { continue };
            for (seat, answer) in self.named_answers(crux) {
                let Some(it) = answer.numbers else { continue };
                let credence = CredenceId::derived(&[&self.id_parts("crux", &[id.0, seat.0])]);
                let person = self.person(seat);
                let voted = self.voted(person, on, it.q, 1);
                self.out.credences.insert(credence, voted);
                let given = [share(it.a), share(it.b)];
                let known = self.map.conditionals().find(|it| (it.1.person, it.1.node, it.1.on) == (person, node, on));
                if known
                    .is_none_or(|known| [known.1.if_yes, known.1.if_no].map(f32::to_bits) != given.map(f32::to_bits))
                {
                    edits.push(Edit::SetConditional { node, on, by: self.session.name(seat), given: Some(given) });
                }
            }
        }
        edits
    }
}

/// Whether a test has something for the map: it was shown, or somebody's proposal was accepted.
fn is_told(it: &Crux) -> bool {
    it.revealed.is_some() || it.from.is_some()
}
