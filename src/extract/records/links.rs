//! The links found, as edges of a map, each with where else it may lead.

use super::{
    Builder,
    parts::{first_legal, said},
};
use crate::{
    extract::{
        keys,
        links::{Link, LinkKind, Other},
        words::{Phrases, Words},
    },
    map::{Alternative, Cue, EdgeKind, Item, NodeId, NodeKind, may_undercut},
};
use std::{
    collections::BTreeMap,
    ops::Range,
    sync::{Arc, LazyLock},
};

/// The node of a statement.
#[derive(Clone, Copy)]
struct End {
    node: NodeId,
    kind: NodeKind,
    /// Its place among the items. What is sorted by this is looked up faster than by ids, which are spread at random.
    place: usize,
}

impl Builder<'_> {
    pub(super) fn links(&mut self) {
        let mut links = std::mem::take(&mut self.found.links);
        // Here the most memory is needed: of statements only where they stand is still wanted.
        let spans: Vec<Range<u32>> = std::mem::take(&mut self.uttered).into_iter().map(|it| it.span).collect();
        let reasons = links.iter().filter(|it| matches!(it.kind, LinkKind::Supports | LinkKind::EvidenceFor));
        let mut steps: Vec<(usize, usize)> =
            reasons.filter_map(|it| Some((self.places[it.from]?, self.places[it.to]?))).collect();
        // Those of one reason stay in the order in which they were found.
        steps.sort_by_key(|it| it.0);
        let mut reasons: BTreeMap<&str, Arc<[Cue]>> = BTreeMap::new();
        let mut linked: Vec<(usize, usize)> = Vec::new();
        let mut drawn: Vec<(usize, End, Box<[Other]>)> = Vec::new();
        // What undercuts a reason comes after the reasons.
        for attacks in [false, true] {
            for link in links.iter_mut().filter(|it| (it.kind == LinkKind::Attacks) == attacks) {
                let (Some(from), Some(to)) = (self.end(link.from), self.end(link.to)) else { continue };
                if attacks && from.place != to.place {
                    let first = steps.partition_point(|it| it.0 < to.place);
                    let given = steps[first..].iter().take_while(|it| it.0 == to.place).map(|it| it.1);
                    if self.undercuts(link, &spans[link.from], from, to.node, given) {
                        continue;
                    }
                }
                let Some(kind) = first_legal(from.kind, to.kind, wanted(link.kind)) else { continue };
                let cues = reasons.entry(link.says).or_insert_with(|| self.reason(vec![said(link.says)])).clone();
                let edge = self.items.add_edge(from.node, to.node.into(), kind, link.confidence, cues);
                let Some(edge) = edge else { continue };
                linked.push((from.place, to.place));
                if !link.others.is_empty() {
                    drawn.push((edge, from, std::mem::take(&mut link.others)));
                }
            }
        }
        drop((steps, links));
        // Only when all links are drawn is it known which targets are left.
        linked.sort_unstable();
        for (edge, from, others) in drawn {
            self.items.edge_reviews[edge].1.alternatives = self.alternatives(from, &others, &linked);
        }
        for (at, others) in std::mem::take(&mut self.found.likely) {
            if let Some(from) = self.end(at) {
                self.items.node_reviews[from.place].1.alternatives = self.alternatives(from, &others, &linked);
            }
        }
    }

    fn end(&self, at: usize) -> Option<End> {
        let place = self.places[at]?;
        let (node, it) = &self.items.nodes[place];
        Some(End { node: *node, kind: it.kind, place })
    }

    /// What a node may bear on besides: what it is not linked to yet, where that is legal. `linked` is sorted.
    fn alternatives(&self, from: End, others: &[Other], linked: &[(usize, usize)]) -> Box<[Alternative]> {
        let mut found: Vec<Alternative> = Vec::with_capacity(others.len());
        for other in others {
            let Some(to) = self.end(other.to).filter(|it| it.place != from.place) else { continue };
            let Some(kind) = first_legal(from.kind, to.kind, wanted(other.kind)) else { continue };
            let pairs = [(from.place, to.place), (to.place, from.place)];
            let is_linked = pairs.iter().any(|it| linked.binary_search(it).is_ok());
            if !is_linked && found.iter().all(|it| it.to != to.node) {
                found.push(Alternative { to: to.node, kind, confidence: other.confidence.clamp(0.0, 1.0) });
            }
        }
        // Copied, not cut short: what is cut off leaves holes in memory that nothing fits in.
        found.as_slice().into()
    }

    /// Lets a statement which says that a conclusion does not follow attack the step from the reason `to` to one of the
    /// places that it is `given` for. Says whether there is such a statement and such a step.
    fn undercuts(
        &mut self,
        link: &Link,
        said: &Range<u32>,
        from: End,
        to: NodeId,
        given: impl Iterator<Item = usize>,
    ) -> bool {
        if !may_undercut(from.kind) {
            return false;
        }
        let given = given.filter(|&it| it != from.place).map(|it| self.items.nodes[it].0);
        let mut steps = given.map(|it| keys::edge(to, it.into(), EdgeKind::Supports));
        let Some(step) = steps.find(|it| self.items.known.contains(it)) else { return false };
        let text = &self.found.moves.thread.text;
        let words = Words::of(text, said.start as usize..said.end as usize);
        let Some(range) = NOT_FOLLOWING.places(&words, usize::MAX).next() else { return false };
        let place = words.place(range);
        let cue = Cue { words: text[place].to_owned(), says: "says that it does not follow".into() };
        let cues = self.reason(vec![cue]);
        self.items.add_edge(from.node, Item::Edge(step), EdgeKind::Undercuts, link.confidence * 0.8, cues);
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
