//! Making nodes next to others, and walking along links: what each key means for the node one is at.

use super::{
    action::Action,
    context::{Context, View},
    draft::{Draft, Spot, Target},
    index::is_due,
};
use crate::{
    layout::Layout,
    map::{Edge, EdgeKind, Edit, Item, Map, NodeId, NodeKind, legal_edges, may_undercut},
};

/// The node to which Tab adds a reason: the one selected, if it stands. On an open proposal, and on one that was open
/// when it was selected as long as others wait, Tab goes on reviewing.
pub fn maker(map: &Map, view: &View) -> Option<NodeId> {
    let node = view.single_node()?;
    let reviewing = view.reviewing == Some(node.into()) && map.reviews().any(|it| is_due(map, it.0));
    (!map.is_open(node) && !reviewing).then_some(node)
}

/// Whether a key for this action means making here and now, before any other that has the same keys.
pub fn comes_first(map: &Map, view: &View, action: Action) -> bool {
    matches!(action, Action::AddReason | Action::AddObjection) && maker(map, view).is_some()
        || action == Action::AddSibling && view.single_node().is_some()
}

/// The kinds that a new node may have that is linked to `to`, or (`None`) to nothing.
pub fn kinds(map: &Map, to: Option<Item>) -> Vec<NodeKind> {
    let all = NodeKind::ALL.into_iter();
    match to {
        None => all.collect(),
        to => all.filter(|&it| !links(map, it, to).is_empty()).collect(),
    }
}

/// The kinds of link that a new node of a kind may have to `to`, the usual one first.
pub fn links(map: &Map, kind: NodeKind, to: Option<Item>) -> &'static [EdgeKind] {
    match to {
        Some(Item::Node(to)) => map.node(to).map_or(&[], |to| legal_edges(kind, to.kind)),
        Some(Item::Edge(edge)) => {
            let about_node = map.edge(edge).is_some_and(|it| it.to.node().is_some());
            if about_node && may_undercut(kind) { &[EdgeKind::Undercuts] } else { &[] }
        }
        None => &[],
    }
}

/// Starts a claim that does `wanted` to `to`, or what is usual where that is not legal.
pub fn start(map: &Map, to: Item, spot: Spot, wanted: EdgeKind) -> Draft {
    let legal = links(map, NodeKind::Claim, Some(to));
    let kind = legal.iter().copied().find(|&it| it == wanted).or(legal.first().copied());
    Draft::new_node(NodeKind::Claim, spot, kind.map(|it| (it, to)))
}

/// Starts a reason for a node, or an objection to it.
pub fn below(map: &Map, node: NodeId, wanted: EdgeKind) -> Draft {
    start(map, node.into(), Spot::Below(node), wanted)
}

/// Starts a node that does the same to the same as `node`; on its own if `node` stands on its own.
pub fn beside(map: &Map, node: NodeId) -> Draft {
    let own = map.node(node).map_or(NodeKind::Claim, |it| it.kind);
    let link = outgoing(map, node).map(|it| (it.kind, it.to));
    let fits = |kind| link.is_none_or(|(it, to)| links(map, kind, Some(to)).contains(&it));
    let kind = if fits(NodeKind::Claim) { NodeKind::Claim } else { own };
    Draft::new_node(kind, Spot::Beside(node), link)
}

/// The same draft, of another kind; its link becomes the usual one where it would not be legal.
pub fn of_kind(map: &Map, draft: &Draft, kind: NodeKind) -> Draft {
    let Target::New { spot, link, .. } = draft.target else { return draft.clone() };
    let link = link.and_then(|(wanted, to)| {
        let legal = links(map, kind, Some(to));
        let stays = legal.iter().copied().find(|&it| it == wanted);
        Some((stays.or(legal.first().copied())?, to))
    });
    Draft { target: Target::New { kind, spot, link }, ..draft.clone() }
}

/// The same draft, linked another way.
pub fn linked_by(draft: &Draft, wanted: EdgeKind) -> Draft {
    let Target::New { kind, spot, link } = draft.target else { return draft.clone() };
    let link = link.map(|it| (wanted, it.1));
    Draft { target: Target::New { kind, spot, link }, ..draft.clone() }
}

/// What an edit leaves to be selected, where that is not what it added.
pub fn left_by(edit: &Edit) -> Option<Item> {
    match edit {
        Edit::Unite { keep, .. } => Some((*keep).into()),
        _ => None,
    }
}

/// The first link that leads away from a node: to a node if there is one.
fn outgoing(map: &Map, node: NodeId) -> Option<Edge> {
    let edges = || map.edges_at(node).filter_map(|it| map.edge(it)).filter(|it| it.from == node);
    edges().find(|it| it.to.node().is_some()).or_else(|| edges().next()).copied()
}

/// Where one gets from the selected item along links.
pub fn along(ctx: &Context<'_>, action: Action) -> Option<Item> {
    let (map, here) = (ctx.map, ctx.view.single()?);
    match (action, here) {
        (Action::GoToTarget, Item::Node(node)) => outgoing(map, node).map(|it| it.to),
        (Action::GoToTarget, Item::Edge(edge)) => map.edge(edge).map(|it| it.to),
        (Action::GoToReason, _) => reasons(map, ctx.layout, here).first().map(|&it| it.into()),
        (Action::PreviousSibling | Action::NextSibling, Item::Node(node)) => {
            let all = if let Some(link) = outgoing(map, node) {
                reasons(map, ctx.layout, link.to)
            } else {
                let ends = map.nodes().map(|it| it.0).filter(|&it| outgoing(map, it).is_none());
                in_order(ctx.layout, ends.collect())
            };
            let at = all.iter().position(|&it| it == node)?;
            let next = if action == Action::NextSibling { Some(at + 1) } else { at.checked_sub(1) };
            next.and_then(|it| all.get(it)).map(|&it| it.into())
        }
        _ => None,
    }
}

/// The nodes linked to `to`, from left to right and from top to bottom.
fn reasons(map: &Map, layout: &Layout, to: Item) -> Vec<NodeId> {
    let links = map.edges_at(to).filter_map(|it| map.edge(it)).filter(|it| it.to == to);
    in_order(layout, links.map(|it| it.from).collect())
}

fn in_order(layout: &Layout, mut nodes: Vec<NodeId>) -> Vec<NodeId> {
    let corner = |it: &NodeId| layout.places.get(it).map_or((0.0, 0.0), |it| (it.min.x, it.min.y));
    nodes.sort_by(|a, b| {
        let (one, other) = (corner(a), corner(b));
        one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)).then(a.cmp(b))
    });
    nodes.dedup();
    nodes
}
