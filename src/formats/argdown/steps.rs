//! Which links of a map are written as premises and a conclusion.

use crate::map::{EdgeId, EdgeKind, Item, Map, NodeId};
use std::collections::BTreeSet;

/// Premises and what follows from them.
#[derive(Debug)]
pub struct Step {
    /// The node that stands for the argument, if one does.
    pub argument: Option<NodeId>,
    pub premises: Vec<EdgeId>,
    pub conclusion: NodeId,
    /// The link from the argument's node to the conclusion.
    pub edge: Option<EdgeId>,
}

/// The steps of a map, and all links in them.
pub fn steps(map: &Map) -> (Vec<Step>, BTreeSet<EdgeId>) {
    let mut found: Vec<Step> = Vec::new();
    let mut within: BTreeSet<EdgeId> = BTreeSet::new();
    let is_argument = |it: NodeId| map.foreign_of("argdown", Some(it.into()), "argument") == Some("true");
    let supports = |id: &EdgeId| {
        map.edge(*id).is_some_and(|it| it.kind == EdgeKind::Supports && it.to.node().is_some() && !is_argument(it.from))
    };
    for (id, _) in map.linked() {
        let group = map.linked_with(id);
        let to = map.edge(id).and_then(|it| it.to.node());
        let (Some(conclusion), true) = (to, group.first() == Some(&id) && group.iter().all(supports)) else { continue };
        let step = if is_argument(conclusion) {
            // Of an argument the premises are written where its conclusion is known, and only one is.
            let leading = map.edges_at(conclusion).filter_map(|id| Some((id, map.edge(id)?)));
            let mut for_others = leading.filter(|it| it.1.from == conclusion && it.1.kind == EdgeKind::Supports);
            let (Some((edge, it)), None) = (for_others.next(), for_others.next()) else { continue };
            let has_one = found.iter().any(|it| it.argument == Some(conclusion));
            let Item::Node(end) = it.to else { continue };
            if has_one || is_argument(end) {
                continue;
            }
            Step { argument: Some(conclusion), premises: group, conclusion: end, edge: Some(edge) }
        } else {
            Step { argument: None, premises: group, conclusion, edge: None }
        };
        within.extend(step.premises.iter().chain(&step.edge));
        found.push(step);
    }
    (found, within)
}
