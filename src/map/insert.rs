//! Nodes and links from elsewhere, or copies of some that are here, as new ones.

use super::{
    Calculation, Conditional, Credence, Crux, Disagreement, Edge, EdgeId, EditError, Evidence, FileId, Ids, Item, Map,
    NodeId, Outcome, Parameter, Records, ResultId, Side, Statement, plan::Draft,
};
use std::collections::{BTreeMap, BTreeSet};

/// Nodes with their details and links, to be added under new names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Insert {
    /// The nodes, what they need beyond their text, and the links among them. The credences and statements of these
    /// nodes, if given, come along where they fit: a statement if it is in the map and stands for no node. Everything
    /// else is left out. The ids serve to tell the records apart.
    pub records: Records,
    /// Links from these nodes to what is in the map.
    pub links: Vec<Edge>,
    /// Whether they are copies of what is in the map, rather than from elsewhere: it names the step for undo.
    pub is_copy: bool,
}

impl Insert {
    /// These nodes of `map`, with all that is theirs and the links among them: for a place where they are not.
    pub fn taken_from(map: &Map, nodes: &BTreeSet<NodeId>) -> Self {
        let mut records = Records::default();
        for &id in nodes {
            records.nodes.extend(map.node(id).map(|it| (id, it.clone())));
            records.cruxes.extend(map.crux(id).map(|it| (id, it.clone())));
            records.disagreements.extend(map.disagreement(id).map(|it| (id, it.clone())));
            records.evidence.extend(map.evidence_of(id).map(|it| (id, it.clone())));
            records.calculations.extend(map.calculation(id).map(|it| (id, it.clone())));
        }
        let attached = records.evidence.values().flat_map(|it| it.attached.iter().copied());
        let files = records.calculations.values().flat_map(Calculation::files).chain(attached);
        records.files = files.filter_map(|it| Some((it, map.file(it)?.clone()))).collect();
        let theirs = |id: NodeId| records.nodes.contains_key(&id);
        // Undercuts come after the links they are about.
        let mut edges: BTreeMap<EdgeId, Edge> = BTreeMap::new();
        let leading = || nodes.iter().flat_map(|&it| map.edges_at(it)).filter_map(|id| Some((id, *map.edge(id)?)));
        edges.extend(leading().filter(|(_, it)| theirs(it.from) && it.to.node().is_some_and(theirs)));
        let known = edges.clone();
        let among = |it: &Edge| theirs(it.from) && it.to.edge().is_some_and(|to| known.contains_key(&to));
        edges.extend(leading().filter(|it| among(&it.1)));
        records.weights = edges.keys().filter_map(|&it| Some((it, map.weight(it)?.clone()))).collect();
        records.linked = edges.keys().filter_map(|&it| Some((it, *map.linked.get(&it).map(|it| &**it)?))).collect();
        records.edges = edges;
        records.results = map.results().filter(|it| theirs(it.1.node)).map(|(id, it)| (id, it.clone())).collect();
        records.statements =
            map.statements().filter(|it| it.1.node.is_some_and(theirs)).map(|(id, it)| (id, it.clone())).collect();
        records.credences = map.credences().filter(|it| theirs(it.1.node)).map(|(id, it)| (id, it.clone())).collect();
        let among = |it: &Conditional| theirs(it.node) && theirs(it.on);
        records.conditionals = map.conditionals().filter(|it| among(it.1)).map(|(id, it)| (id, it.clone())).collect();
        Self { records, links: Vec::new(), is_copy: false }
    }

    /// Copies of these nodes of `map`, which do what those do: linked among each other, and to what those are linked to.
    /// What a person holds of a node, and where it was said, stays with the node.
    pub fn copies_of(map: &Map, nodes: &BTreeSet<NodeId>) -> Self {
        let mut it = Self::taken_from(map, nodes);
        it.records.statements.clear();
        it.records.credences.clear();
        it.records.conditionals.clear();
        it.is_copy = true;
        let leading = nodes
            .iter()
            .flat_map(|&node| map.edges_at(node).filter_map(move |id| map.edge(id).map(|it| (id, it, node))));
        let outwards = leading.filter(|(id, edge, node)| edge.from == *node && !it.records.edges.contains_key(id));
        it.links = outwards.map(|it| *it.1).collect();
        it
    }
}

impl Draft {
    /// Adds the nodes and links under new names.
    pub fn insert(&mut self, insert: Insert, ids: &mut Ids) -> Result<(), EditError> {
        let Insert { records, links, .. } = insert;
        let mut known: BTreeMap<NodeId, NodeId> = BTreeMap::new();
        for (old, node) in records.nodes {
            let id = self.mint_node(ids);
            known.insert(old, id);
            self.add_node(id, node);
        }
        for (old, Crux { sides, would_change, status }) in records.cruxes {
            if let Some(id) = known.get(&old).copied().filter(|&it| self.map.crux(it).is_some()) {
                let sides = self.known_sides(sides);
                self.cruxes(id, Some(Crux { sides, would_change, status }));
            }
        }
        for (old, Disagreement { kind, sides }) in records.disagreements {
            if let Some(id) = known.get(&old).copied().filter(|&it| self.map.disagreement(it).is_some()) {
                let sides = self.known_sides(sides);
                self.disagreements(id, Some(Disagreement { kind, sides }));
            }
        }
        self.add_files(records.files);
        for (old, evidence) in records.evidence {
            if let Some(id) = known.get(&old).copied().filter(|&it| self.map.evidence_of(it).is_some()) {
                self.insert_evidence(id, evidence)?;
            }
        }
        self.insert_calculations(records.calculations, &known)?;
        self.insert_results(records.results, &known)?;
        let links_known = self.insert_edges(records.edges, &known, ids)?;
        for (old, weight) in records.weights {
            if let Some(&id) = links_known.get(&old).filter(|&&it| self.map.may_weigh(it)) {
                self.set_weight(id, Some(weight))?;
            }
        }
        self.insert_linked(records.linked, &links_known);
        for link in links {
            let from = *known.get(&link.from).ok_or(EditError::NoSuchItem(link.from.into()))?;
            self.connect(Edge { from, ..link }, ids)?;
        }
        for (id, statement) in records.statements {
            let node = statement.node.and_then(|it| known.get(&it)).copied();
            let free = self.map.statement(id).filter(|it| it.node.is_none()).cloned();
            if let Some((free, node)) = free.zip(node) {
                self.statements(id, Some(Statement { node: Some(node), ..free }));
            }
        }
        for credence in records.credences.into_values() {
            self.insert_credence(credence, &known, ids);
        }
        self.insert_conditionals(records.conditionals.into_values(), &known);
        Ok(())
    }

    /// The sides; who is not in the map is told in words only.
    fn known_sides(&self, sides: Vec<Side>) -> Vec<Side> {
        let known = |it: Side| Side { person: it.person.filter(|&it| self.map.person(it).is_some()), ..it };
        sides.into_iter().map(known).collect()
    }

    fn insert_evidence(&mut self, id: NodeId, mut evidence: Evidence) -> Result<(), EditError> {
        if !evidence.data.iter().all(|it| super::check::is_sound(it.1)) {
            return Err(EditError::BadEvidence);
        }
        let kept = |it: &FileId| self.map.file(*it).is_some_and(|it| it.bytes().is_some());
        evidence.attached = evidence.attached.into_iter().filter(kept).collect();
        self.evidence(id, Some(evidence));
        Ok(())
    }

    fn insert_edges(
        &mut self,
        edges: BTreeMap<EdgeId, Edge>,
        nodes: &BTreeMap<NodeId, NodeId>,
        ids: &mut Ids,
    ) -> Result<BTreeMap<EdgeId, EdgeId>, EditError> {
        let lost = |it: Item| EditError::NoSuchItem(it);
        let mut known: BTreeMap<EdgeId, EdgeId> = BTreeMap::new();
        let (undercuts, links): (Vec<_>, Vec<_>) = edges.into_iter().partition(|it| it.1.to.edge().is_some());
        for (old, edge) in links.into_iter().chain(undercuts) {
            let from = *nodes.get(&edge.from).ok_or(lost(edge.from.into()))?;
            let to = match edge.to {
                Item::Node(it) => nodes.get(&it).map(|&it| Item::Node(it)),
                Item::Edge(it) => known.get(&it).map(|&it| Item::Edge(it)),
            };
            let id = self.connect(Edge { from, to: to.ok_or(lost(edge.to))?, kind: edge.kind }, ids)?;
            known.insert(old, id);
        }
        Ok(known)
    }

    /// What is calculated for the nodes. A figure of a node that comes along is that of its copy.
    fn insert_calculations(
        &mut self,
        calculations: BTreeMap<NodeId, Calculation>,
        nodes: &BTreeMap<NodeId, NodeId>,
    ) -> Result<(), EditError> {
        for (old, mut calculation) in calculations {
            let Some(&id) = nodes.get(&old).filter(|it| self.map.evidence_of(**it).is_some()) else { continue };
            for parameter in calculation.parameters.values_mut() {
                if let Parameter::Figure { of, .. } = parameter {
                    *of = nodes.get(of).copied().unwrap_or(*of);
                }
            }
            self.set_calculation(id, Some(calculation), BTreeMap::new())?;
        }
        Ok(())
    }

    fn insert_results(
        &mut self,
        results: BTreeMap<ResultId, Outcome>,
        nodes: &BTreeMap<NodeId, NodeId>,
    ) -> Result<(), EditError> {
        let mut theirs: Vec<Outcome> = results.into_values().collect();
        theirs.sort_by_key(|it| it.nth);
        let theirs = theirs.into_iter().filter_map(|it| Some(Outcome { node: *nodes.get(&it.node)?, ..it }));
        self.record(theirs.collect())
    }

    fn insert_credence(&mut self, credence: Credence, nodes: &BTreeMap<NodeId, NodeId>, ids: &mut Ids) {
        let fits = (0.0..=1.0).contains(&credence.value)
            && credence.person.is_none_or(|it| self.map.person(it).is_some())
            && credence.statement.is_none_or(|it| self.map.statement(it).is_some());
        if let Some(&node) = nodes.get(&credence.node).filter(|_| fits) {
            let id = self.mint_credence(ids);
            self.credences(id, Some(Credence { node, ..credence }));
        }
    }
}
