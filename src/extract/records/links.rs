//! The links found, as edges of a map, each with where else it may lead.

use super::{
    Builder,
    parts::{add_edge, first_legal, said},
};
use crate::{
    extract::{
        keys,
        links::{Link, LinkKind, Other},
        words::{Phrases, Words},
    },
    map::{Alternative, Cue, EdgeId, EdgeKind, Item, NodeId, NodeKind, Records, may_undercut},
};
use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
    sync::{Arc, LazyLock},
};

/// The node of a statement.
#[derive(Clone, Copy)]
struct End {
    node: NodeId,
    kind: NodeKind,
    /// The first statement that it stands for: what is sorted by this is looked up faster than by ids, which are spread
    /// at random.
    first: u32,
}

impl Builder<'_> {
    pub(super) fn links(&mut self) {
        let mut links = std::mem::take(&mut self.found.links);
        // Here the most memory is needed: statements are known by their records, and what is complete is brought closer
        // together.
        let moves = std::mem::take(&mut self.found.moves.all);
        let spans: Vec<Range<u32>> = moves.iter().map(|it| keys::small(&it.segment.span)).collect();
        drop(moves);
        let Records { statements, nodes, .. } = &mut self.records;
        *statements = std::mem::take(statements).into_iter().collect();
        *nodes = std::mem::take(nodes).into_iter().collect();
        let ends = self.ends();
        let reasons = links.iter().filter(|it| matches!(it.kind, LinkKind::Supports | LinkKind::EvidenceFor));
        let mut steps: Vec<(u32, u32)> =
            reasons.filter_map(|it| Some((ends[it.from]?.first, ends[it.to]?.first))).collect();
        // Those of one reason stay in the order in which they were found.
        steps.sort_by_key(|it| it.0);
        let mut reasons: BTreeMap<&str, Arc<[Cue]>> = BTreeMap::new();
        let mut linked: Vec<(u32, u32)> = Vec::new();
        let mut drawn: Vec<(EdgeId, End, Box<[Other]>)> = Vec::new();
        // What undercuts a reason comes after the reasons.
        for attacks in [false, true] {
            for link in links.iter_mut().filter(|it| (it.kind == LinkKind::Attacks) == attacks) {
                let (Some(from), Some(to)) = (ends[link.from], ends[link.to]) else { continue };
                if attacks && from.first != to.first {
                    let first = steps.partition_point(|it| it.0 < to.first);
                    let given = steps[first..].iter().take_while(|it| it.0 == to.first);
                    let given = given.filter(|it| it.1 != from.first);
                    let given = given.filter_map(|it| ends[it.1 as usize].map(|it| it.node));
                    if self.undercuts(link, &spans[link.from], from, to.node, given) {
                        continue;
                    }
                }
                let Some(kind) = first_legal(from.kind, to.kind, wanted(link.kind)) else { continue };
                let cues = reasons.entry(link.says).or_insert_with(|| self.reason(vec![said(link.says)])).clone();
                let edge = add_edge(&mut self.records, from.node, to.node.into(), kind, link.confidence, cues);
                let Some(edge) = edge else { continue };
                linked.push((from.first, to.first));
                if !link.others.is_empty() {
                    drawn.push((edge, from, std::mem::take(&mut link.others)));
                }
            }
        }
        drop((steps, links));
        // Only when all links are drawn is it known which targets are left.
        linked.sort_unstable();
        for (edge, from, others) in drawn {
            self.offer(edge.into(), from, &others, &ends, &linked);
        }
        for (at, others) in std::mem::take(&mut self.found.likely) {
            if let Some(from) = ends[at] {
                self.offer(from.node.into(), from, &others, &ends, &linked);
            }
        }
    }

    /// The node of each statement.
    fn ends(&self) -> Vec<Option<End>> {
        let mut firsts: HashMap<NodeId, u32> = HashMap::new();
        let all = (0..).zip(&self.nodes).map(|(at, &node)| {
            let (node, first) = (node?, *firsts.entry(node?).or_insert(at));
            Some(End { node, kind: self.records.nodes.get(&node)?.kind, first })
        });
        all.collect()
    }

    /// Keeps with `item`, a node or a link from it, what the node may bear on besides: what it is not linked to yet, where
    /// that is legal. `linked` is sorted.
    fn offer(&mut self, item: Item, from: End, others: &[Other], ends: &[Option<End>], linked: &[(u32, u32)]) {
        let mut found: Vec<Alternative> = Vec::with_capacity(others.len());
        for other in others {
            let Some(to) = ends[other.to].filter(|it| it.first != from.first) else { continue };
            let Some(kind) = first_legal(from.kind, to.kind, wanted(other.kind)) else { continue };
            let pairs = [(from.first, to.first), (to.first, from.first)];
            let is_linked = pairs.iter().any(|it| linked.binary_search(it).is_ok());
            if !is_linked && found.iter().all(|it| it.to != to.node) {
                found.push(Alternative { to: to.node, kind, confidence: other.confidence.clamp(0.0, 1.0) });
            }
        }
        if let Some(review) = self.records.reviews.get_mut(&item) {
            review.alternatives = found.as_slice().into();
        }
    }

    /// Lets a statement which says that a conclusion does not follow attack the step from the reason `to` to one of the
    /// `ends` it is given for. Says whether there is such a statement and such a step.
    fn undercuts(
        &mut self,
        link: &Link,
        said: &Range<u32>,
        from: End,
        to: NodeId,
        ends: impl Iterator<Item = NodeId>,
    ) -> bool {
        if !may_undercut(from.kind) {
            return false;
        }
        let mut steps = ends.map(|it| keys::edge(to, it.into(), EdgeKind::Supports));
        let step = steps.find(|it| self.records.edges.contains_key(it));
        let Some(step) = step else { return false };
        let text = &self.found.moves.thread.text;
        let words = Words::of(text, said.start as usize..said.end as usize);
        let Some(range) = NOT_FOLLOWING.places(&words, usize::MAX).next() else { return false };
        let place = words.place(range);
        let cue = Cue { words: text[place].to_owned(), says: "says that it does not follow".into() };
        let cues = self.reason(vec![cue]);
        add_edge(&mut self.records, from.node, Item::Edge(step), EdgeKind::Undercuts, link.confidence * 0.8, cues);
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
