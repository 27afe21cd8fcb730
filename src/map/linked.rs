//! Linked premises: reasons that speak for their conclusion only together.

use super::{EdgeId, EdgeKind, EditError, Item, Map, NodeId, plan::Draft};
use std::collections::{BTreeMap, BTreeSet};

/// A reason that counts only together with others: a linked premise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The first, by id, of the links that count only together. All of them name the same, itself too.
    pub first: EdgeId,
}

impl Map {
    /// The links that `edge` counts only together with, itself among them, by id; none if it counts by itself.
    pub fn linked_with(&self, edge: EdgeId) -> Vec<EdgeId> {
        let (Some(of), Some(to)) = (self.linked.get(&edge), self.edge(edge).map(|it| it.to)) else { return Vec::new() };
        let all: BTreeSet<EdgeId> = self.edges_at(to).filter(|it| self.linked.get(it) == Some(of)).collect();
        all.into_iter().collect()
    }

    /// Whether `edge` counts only together with others.
    pub fn is_linked(&self, edge: EdgeId) -> bool {
        self.linked.contains_key(&edge)
    }

    /// The links that `chosen` means to count only together: links of reasons, or of chosen nodes to one and the same node.
    /// Nothing if there are not two of one kind.
    pub fn premises(&self, chosen: &BTreeSet<Item>) -> Option<BTreeSet<EdgeId>> {
        let links: BTreeSet<EdgeId> = chosen.iter().filter_map(|it| it.edge()).collect();
        let fit = |it: &BTreeSet<EdgeId>| {
            it.len() > 1 && it.first().is_some_and(|a| it.iter().all(|b| self.may_link(*a, *b)))
        };
        if fit(&links) {
            return Some(links);
        }
        let nodes: BTreeSet<NodeId> = chosen.iter().filter_map(|it| it.node()).collect();
        let mut by_end: BTreeMap<(Item, EdgeKind), BTreeSet<EdgeId>> = BTreeMap::new();
        let leading = |node: NodeId| self.edges_at(node).filter_map(move |it| Some((it, self.edge(it)?)));
        for (id, edge) in nodes.iter().flat_map(|&it| leading(it)).filter(|it| nodes.contains(&it.1.from)) {
            by_end.entry((edge.to, edge.kind)).or_default().insert(id);
        }
        // The conclusion that most of them share.
        by_end.into_values().filter(fit).max_by_key(BTreeSet::len)
    }

    /// Whether these links count only together already, all of them.
    pub fn are_linked(&self, edges: &BTreeSet<EdgeId>) -> bool {
        edges.first().is_some_and(|&it| edges.is_subset(&self.linked_with(it).into_iter().collect()))
    }

    /// Whether two links can count only together: both of one kind of reason, to one node.
    pub fn may_link(&self, one: EdgeId, other: EdgeId) -> bool {
        let is_reason = |it| matches!(it, EdgeKind::Supports | EdgeKind::Attacks | EdgeKind::BearsOn);
        self.edge(one)
            .zip(self.edge(other))
            .is_some_and(|(a, b)| is_reason(a.kind) && a.kind == b.kind && a.to == b.to && a.to.node().is_some())
    }

    pub(super) fn check_linked(&self, found: &mut Vec<String>) {
        for (first, them) in self.link_groups() {
            let fit = them.iter().all(|&it| self.may_link(first, it));
            if !fit || them.len() < 2 || them.first() != Some(&first) {
                found.push(format!("the linked premises of {first} do not fit together"));
            }
        }
    }

    fn link_groups(&self) -> BTreeMap<EdgeId, Vec<EdgeId>> {
        let mut groups: BTreeMap<EdgeId, Vec<EdgeId>> = BTreeMap::new();
        for (id, it) in self.linked() {
            groups.entry(it.first).or_default().push(id);
        }
        groups
    }
}

impl Draft {
    /// Says that links count only together, or each by itself again. Those that count with one of them come along.
    pub(super) fn set_linked(&mut self, edges: &BTreeSet<EdgeId>, together: bool) -> Result<(), EditError> {
        for &id in edges {
            self.edge(id)?;
        }
        if !together {
            for &id in edges {
                self.linked(id, None);
            }
            return Ok(());
        }
        let all: BTreeSet<EdgeId> =
            edges.iter().flat_map(|&it| self.map.linked_with(it)).chain(edges.iter().copied()).collect();
        let Some(&first) = all.first().filter(|_| all.len() > 1) else { return Err(EditError::NothingToLink) };
        if !all.iter().all(|&it| self.map.may_link(first, it)) {
            return Err(EditError::NothingToLink);
        }
        for id in all {
            self.linked(id, Some(Linked { first }));
        }
        Ok(())
    }

    /// Links what is there and was linked where it comes from.
    pub(super) fn merge_linked(&mut self, them: BTreeMap<EdgeId, Linked>) {
        let same = them.keys().copied().filter(|&it| self.map.edge(it).is_some()).map(|it| (it, it)).collect();
        self.insert_linked(them, &same);
    }

    /// Links what came along under new names as it was linked where it comes from.
    pub(super) fn insert_linked(&mut self, them: BTreeMap<EdgeId, Linked>, known: &BTreeMap<EdgeId, EdgeId>) {
        let mut groups: BTreeMap<EdgeId, BTreeSet<EdgeId>> = BTreeMap::new();
        for (id, it) in them {
            if let Some(&id) = known.get(&id) {
                groups.entry(it.first).or_default().insert(id);
            }
        }
        for group in groups.into_values() {
            // Of one alone, or of what cannot be linked here, each counts by itself.
            let _ = self.set_linked(&group, true);
        }
    }

    /// Mends groups that have lost a link, or whose links are of another kind or lead elsewhere now. Looks only where a
    /// link changed.
    pub(super) fn drop_lost_linked(&mut self) {
        if self.map.linked.is_empty() || (self.keeps_diff && self.diff.edges.is_empty() && self.diff.linked.is_empty())
        {
            return;
        }
        for (_, group) in self.map.link_groups() {
            let alive = group.iter().copied().find(|&it| self.map.may_link(it, it));
            let stay = |it: &EdgeId| alive.is_some_and(|first| self.map.may_link(first, *it));
            let (stay, lost): (Vec<EdgeId>, Vec<EdgeId>) = group.into_iter().partition(stay);
            let first = stay.first().copied().filter(|_| stay.len() > 1);
            for id in lost {
                self.linked(id, None);
            }
            for id in stay {
                self.linked(id, first.map(|first| Linked { first }));
            }
        }
    }
}
