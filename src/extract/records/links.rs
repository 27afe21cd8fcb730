//! The links found, as edges of a map, each with where else it may lead.

use super::{Builder, add_edge, add_link, said};
use crate::{
    extract::{
        keys,
        links::{Link, LinkKind, Other},
        words::{Phrases, Words},
    },
    map::{Alternative, Cue, EdgeId, EdgeKind, Item, Node, NodeId, Records, legal_edges, may_undercut},
};
use std::{ops::Range, sync::LazyLock};

impl Builder<'_> {
    pub(super) fn links(&mut self) {
        let links = std::mem::take(&mut self.found.links);
        // Here the most memory is needed: statements are known by their records, and what is complete is brought closer
        // together.
        let moves = std::mem::take(&mut self.found.moves.all);
        let spans: Vec<Range<u32>> = moves.iter().map(|it| keys::small(&it.segment.span)).collect();
        drop(moves);
        let Records { statements, nodes, .. } = &mut self.records;
        *statements = std::mem::take(statements).into_iter().collect();
        *nodes = std::mem::take(nodes).into_iter().collect();
        let ends = |it: &Link| Some((self.nodes[it.from]?, self.nodes[it.to]?));
        let reasons = links.iter().filter(|it| matches!(it.kind, LinkKind::Supports | LinkKind::EvidenceFor));
        let mut steps: Vec<(NodeId, NodeId)> = reasons.filter_map(ends).collect();
        // Those of one reason stay in the order in which they were found.
        steps.sort_by_key(|it| it.0);
        // What undercuts a reason comes after the reasons.
        let attacks = |it: &&Link| it.kind == LinkKind::Attacks;
        let mut drawn: Vec<(EdgeId, &Link)> =
            Vec::with_capacity(links.iter().filter(|it| !it.others.is_empty()).count());
        for link in links.iter().filter(|it| !attacks(it)).chain(links.iter().filter(attacks)) {
            let (Some(from), Some(to)) = (self.nodes[link.from], self.nodes[link.to]) else { continue };
            if link.kind == LinkKind::Attacks && from != to {
                let first = steps.partition_point(|it| it.0 < to);
                let ends = steps[first..].iter().take_while(|it| it.0 == to).map(|it| it.1);
                if self.undercuts(link, &spans[link.from], from, to, ends) {
                    continue;
                }
            }
            let cues = self.reason(vec![said(link.says)]);
            let edge = add_link(&mut self.records, from, to, wanted(link.kind), link.confidence, cues);
            drawn.extend(edge.filter(|_| !link.others.is_empty()).map(|edge| (edge, link)));
        }
        drop(steps);
        // Only when all links are drawn is it known which targets are left.
        let linked = self.records.edges.values().filter_map(|it| Some((it.from, it.to.node()?)));
        let mut linked: Vec<(NodeId, NodeId)> = linked.collect();
        linked.sort_unstable();
        for (edge, link) in drawn {
            let Some(from) = self.records.edges.get(&edge).map(|it| it.from) else { continue };
            self.offer(edge.into(), from, &link.others, &linked);
        }
        for (at, others) in std::mem::take(&mut self.found.likely) {
            if let Some(node) = self.nodes[at] {
                self.offer(node.into(), node, &others, &linked);
            }
        }
    }

    /// Keeps with `item`, a node or a link from it, what the node may bear on besides.
    fn offer(&mut self, item: Item, from: NodeId, others: &[Other], linked: &[(NodeId, NodeId)]) {
        let alternatives = self.alternatives(from, others, linked);
        if let Some(review) = self.records.reviews.get_mut(&item) {
            review.alternatives = alternatives.as_slice().into();
        }
    }

    /// What a node may bear on besides: what it is not linked to yet, where that is legal. `linked` is sorted.
    fn alternatives(&self, from: NodeId, others: &[Other], linked: &[(NodeId, NodeId)]) -> Vec<Alternative> {
        let kind = |id| self.records.nodes.get(&id).map(|it: &Node| it.kind);
        let mut found: Vec<Alternative> = Vec::new();
        for other in others {
            let Some(to) = self.nodes[other.to].filter(|&it| it != from) else { continue };
            let (Some(a), Some(b)) = (kind(from), kind(to)) else { continue };
            let legal = legal_edges(a, b);
            let Some(&kind) = wanted(other.kind).iter().find(|it| legal.contains(it)) else { continue };
            let is_linked = [(from, to), (to, from)].iter().any(|it| linked.binary_search(it).is_ok());
            if !is_linked && found.iter().all(|it| it.to != to) {
                found.push(Alternative { to, kind, confidence: other.confidence.clamp(0.0, 1.0) });
            }
        }
        found
    }

    /// Lets a statement which says that a conclusion does not follow attack the step from the reason `to` to one of the
    /// `ends` it is given for. Says whether there is such a statement and such a step.
    fn undercuts(
        &mut self,
        link: &Link,
        said: &Range<u32>,
        from: NodeId,
        to: NodeId,
        ends: impl Iterator<Item = NodeId>,
    ) -> bool {
        let text = &self.found.moves.thread.text;
        let words = Words::of(text, said.start as usize..said.end as usize);
        let Some(range) = NOT_FOLLOWING.places(&words, usize::MAX).next() else { return false };
        if !self.records.nodes.get(&from).is_some_and(|it| may_undercut(it.kind)) {
            return false;
        }
        let mut steps = ends.filter(|&it| it != from).map(|it| keys::edge(to, it.into(), EdgeKind::Supports));
        let step = steps.find(|it| self.records.edges.contains_key(it));
        let Some(step) = step else { return false };
        let place = words.place(range);
        let cue = Cue { words: text[place].to_owned(), says: "says that it does not follow".into() };
        let cues = self.reason(vec![cue]);
        add_edge(&mut self.records, from, Item::Edge(step), EdgeKind::Undercuts, link.confidence * 0.8, cues);
        true
    }
}

/// What a link of this kind may be on the map, the first that is legal.
fn wanted(kind: LinkKind) -> &'static [EdgeKind] {
    match kind {
        LinkKind::Supports => &[EdgeKind::Supports, EdgeKind::SideOf, EdgeKind::BearsOn, EdgeKind::Answers],
        LinkKind::EvidenceFor => &[EdgeKind::Supports, EdgeKind::BearsOn],
        LinkKind::Attacks => &[EdgeKind::Attacks, EdgeKind::SideOf, EdgeKind::CruxOf],
        LinkKind::Concedes => &[EdgeKind::Concedes, EdgeKind::SideOf],
        LinkKind::Answers => &[EdgeKind::Answers],
        LinkKind::CruxFor => &[EdgeKind::CruxOf],
        LinkKind::Restates => &[EdgeKind::Restates],
        // A quote and its answer are linked by what the answer does.
        LinkKind::QuotesReply => &[],
    }
}

/// Words which say that a conclusion does not follow from a reason.
static NOT_FOLLOWING: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "doesn't follow; does not follow; non sequitur; doesn't mean that; doesn't mean the; does not mean that; doesn't show that; \
         doesn't prove; does not prove; proves nothing; says nothing about; tells us nothing about; tell us nothing about; \
         doesn't tell us; isn't evidence for; is not evidence for; isn't evidence that; is not evidence that; no evidence for that",
    )
});
