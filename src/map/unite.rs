//! Two nodes that say the same become one.

use super::{
    Alternative, Credence, Edge, EdgeId, EdgeKind, EditError, Item, NodeId, NodeKind, Review, ReviewState, Side, Span,
    Statement, StatementKind, lessons, plan::Draft,
};
use std::collections::BTreeSet;

impl Draft {
    /// Gives all that `gone` has to `keep`, and takes `gone` out. What `keep` says, is and where it stands remains.
    pub fn unite(&mut self, keep: NodeId, gone: NodeId) -> Result<(), EditError> {
        let kind = self.node(keep)?.kind;
        self.expect(gone.into())?;
        if keep == gone {
            return Err(EditError::SameNode);
        }
        self.lead_alternatives(gone, keep);
        self.unite_words(keep, gone, kind);
        self.unite_details(keep, gone);
        for (id, credence) in self.credences_of(gone) {
            self.credences(id, Some(Credence { node: keep, ..credence }));
        }
        self.unite_conditionals(keep, gone);
        self.unite_links(keep, gone);
        self.unite_reviews(keep, gone);
        self.remove(gone.into());
        Ok(())
    }

    /// Words of `gone` stand for `keep`. The move that the words of `keep` make is what its review was about: words that
    /// would come first, or that no node of this kind says, make that move too.
    fn unite_words(&mut self, keep: NodeId, gone: NodeId, kind: NodeKind) {
        let own: Option<(Span, StatementKind)> =
            self.map.statements().filter(|it| it.1.node == Some(keep)).map(|it| (it.1.span, it.1.kind)).min();
        let moved = self.map.statements().filter(|it| it.1.node == Some(gone));
        for (id, statement) in moved.map(|(id, it)| (id, it.clone())).collect::<Vec<_>>() {
            let fits = statement.kind.on_map() == kind || kind.as_said().is_none();
            let said = match own {
                Some((first, said)) if statement.span < first || !fits => said,
                None if !fits => kind.as_said().unwrap_or(statement.kind),
                _ => statement.kind,
            };
            self.statements(id, Some(Statement { node: Some(keep), kind: said, ..statement }));
        }
    }

    /// Sides go to whichever node has sides; what evidence `keep` lacks comes from `gone`.
    fn unite_details(&mut self, keep: NodeId, gone: NodeId) {
        let map = &self.map;
        let of_gone = map.crux(gone).map(|it| &it.sides).or(map.disagreement(gone).map(|it| &it.sides));
        let sides: Vec<Side> = of_gone.cloned().unwrap_or_default();
        let join = |own: &mut Vec<Side>| {
            for side in sides {
                if !own.contains(&side) {
                    own.push(side);
                }
            }
        };
        if let Some(mut crux) = map.crux(keep).cloned() {
            join(&mut crux.sides);
            if crux.would_change.is_empty() {
                crux.would_change = map.crux(gone).map(|it| it.would_change.clone()).unwrap_or_default();
            }
            self.cruxes(keep, Some(crux));
        } else if let Some(mut disagreement) = map.disagreement(keep).cloned() {
            join(&mut disagreement.sides);
            self.disagreements(keep, Some(disagreement));
        } else if let (Some(own), Some(other)) = (map.evidence_of(keep), map.evidence_of(gone)) {
            let mut after = if own.data.is_empty() { other.clone() } else { own.clone() };
            let all = other.data.iter().chain(own.data.iter());
            after.data = all.map(|(name, it)| (name.to_owned(), it.clone())).collect();
            let mut seen = BTreeSet::new();
            let all = own.attached.iter().chain(&other.attached).copied();
            after.attached = all.filter(|&it| seen.insert(it)).collect();
            let calculation = map.calculation(keep).or(map.calculation(gone)).cloned();
            self.evidence(keep, Some(after));
            self.calculations(keep, calculation);
        }
    }

    /// Leads the links of `gone` to `keep`. Links between the two go; of two that are now the same one stays, with what
    /// undercuts either.
    fn unite_links(&mut self, keep: NodeId, gone: NodeId) {
        let links: Vec<EdgeId> = self.map.edges_at(gone).collect();
        // First links between nodes, for an undercut is legal or not by the link it is about.
        let (between, undercuts): (Vec<_>, Vec<_>) =
            links.into_iter().partition(|&it| self.map.edge(it).is_some_and(|it| it.kind != EdgeKind::Undercuts));
        let here = |it: NodeId| if it == gone { keep } else { it };
        for id in between.into_iter().chain(undercuts) {
            let Some(&edge) = self.map.edge(id) else { continue };
            let to = edge.to.node().map_or(edge.to, |it| here(it).into());
            let after = Edge { from: here(edge.from), to, ..edge };
            if after.to == Item::Node(after.from) {
                self.remove(id.into());
                continue;
            }
            self.edges(id, Some(after));
            if !self.make_legal(id) {
                self.remove(id.into());
                continue;
            }
            self.drop_undercuts_that_do_not_fit(id);
            self.fold_into_twin(id);
        }
    }

    /// If another link says the same as this one, that one stays, decided on if either was.
    fn fold_into_twin(&mut self, id: EdgeId) {
        let Some(edge) = self.map.edge(id).copied() else { return };
        let twins = self.map.edges_at(edge.from).filter(|&it| it != id && self.map.edge(it) == Some(&edge));
        let Some(twin) = twins.min() else { return };
        for undercut in self.map.edges_at(id).collect::<Vec<_>>() {
            let Some(&about) = self.map.edge(undercut).filter(|it| it.to == Item::Edge(id)) else { continue };
            let after = Edge { to: twin.into(), ..about };
            if self.may_add(&after).is_ok() {
                self.edges(undercut, Some(after));
            }
        }
        let is_decided = self.map.review(id).is_none_or(|it| it.state == ReviewState::Accepted);
        if is_decided {
            self.decide(twin.into(), ReviewState::Accepted);
        }
        if self.map.weight(twin).is_none() {
            let weight = self.map.weight(id).cloned();
            self.weights(twin, weight);
        }
        self.remove(id.into());
    }

    /// Whoever unites two nodes has decided on both. A node made by hand takes over why the other one was proposed.
    fn unite_reviews(&mut self, keep: NodeId, gone: NodeId) {
        let same_move = self.map.node(keep).map(|it| it.kind) == self.map.node(gone).map(|it| it.kind);
        match (self.map.review(keep), self.map.review(gone)) {
            (None, Some(other)) if same_move => {
                let after = Review { state: ReviewState::Accepted, ..lessons::unlearned(other) };
                self.reviews(keep.into(), Some(after));
            }
            _ => self.decide(keep.into(), ReviewState::Accepted),
        }
    }

    /// Where links might lead to `from` instead, they might lead to `to`.
    fn lead_alternatives(&mut self, from: NodeId, to: NodeId) {
        let names = |it: &Review| it.alternatives.iter().any(|it| it.to == from);
        let reviews = self.map.reviews().filter(|it| names(it.1)).map(|(item, it)| (item, it.clone()));
        for (item, review) in reviews.collect::<Vec<_>>() {
            let own = match item {
                Item::Node(id) => Some(id),
                Item::Edge(id) => self.map.edge(id).map(|it| it.from),
            };
            let mut after: Vec<Alternative> = Vec::new();
            for other in &review.alternatives {
                let led = Alternative { to: if other.to == from { to } else { other.to }, ..*other };
                if Some(led.to) != own && after.iter().all(|it| it.to != led.to) {
                    after.push(led);
                }
            }
            self.reviews(item, Some(Review { alternatives: after.into(), ..review }));
        }
    }
}
