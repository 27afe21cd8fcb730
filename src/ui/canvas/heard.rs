//! What a screen reader hears of the map: nodes in the order of the argument, conclusions before their reasons, each
//! with what it does and what is done to it; and after each node the links that lead away from it.

use super::{Context, inspector};
use crate::{
    layout::Layout,
    map::{EdgeId, EdgeKind, Item, NodeId},
    ui::{action::Action, keys},
};
use std::{collections::BTreeSet, fmt::Write as _};

/// So much of the words of another node is told with a link.
const SHORT: usize = 60;

/// These nodes in the order of the argument: each after the conclusion it is a reason for; conclusions from the top.
pub fn in_order(ctx: &Context<'_>, layout: &Layout, seen: &[NodeId]) -> Vec<NodeId> {
    let among: BTreeSet<NodeId> = seen.iter().copied().collect();
    let from_top = |nodes: &mut Vec<NodeId>| {
        let at = |id: &NodeId| layout.places.get(id).map_or((0.0, 0.0), |it| (it.min.y, it.min.x));
        nodes.sort_by(|a, b| {
            let (a, b) = ((at(a), a), (at(b), b));
            a.0.0.total_cmp(&b.0.0).then(a.0.1.total_cmp(&b.0.1)).then(a.1.cmp(b.1))
        });
    };
    let end = |id: EdgeId| ctx.map.edge(id).and_then(|it| it.to.node());
    let leads_on = |id: NodeId| {
        let mut out = ctx.map.edges_at(id).filter(|&it| ctx.map.edge(it).is_some_and(|it| it.from == id));
        out.any(|it| end(it).is_some_and(|to| among.contains(&to)))
    };
    let (mut rest, mut first): (Vec<NodeId>, Vec<NodeId>) = among.iter().copied().partition(|&it| leads_on(it));
    from_top(&mut first);
    from_top(&mut rest);
    let mut told = BTreeSet::new();
    let mut order = Vec::with_capacity(among.len());
    // What goes round in a circle has no conclusion: it starts at the top.
    for start in first.into_iter().chain(rest) {
        let mut pile = vec![start];
        while let Some(id) = pile.pop() {
            if !told.insert(id) {
                continue;
            }
            order.push(id);
            let to_it = ctx.map.edges_at(id).filter(|&it| end(it) == Some(id));
            let mut reasons: Vec<NodeId> = to_it.filter_map(|it| Some(ctx.map.edge(it)?.from)).collect();
            reasons.retain(|it| among.contains(it) && !told.contains(it));
            from_top(&mut reasons);
            pile.extend(reasons.into_iter().rev());
        }
    }
    order
}

/// What is heard of a node that is the `nth` (from 1) of `all` in sight.
pub fn node(ctx: &Context<'_>, id: NodeId, (nth, all): (usize, usize)) -> Option<String> {
    let node = ctx.map.node(id)?;
    let state = if ctx.is_open(id) { "proposed " } else { "" };
    let mut words = format!("{state}{}, {nth} of {all}: {}", node.kind.word(), inspector::plain_line(&node.text));
    if let Some(rank) = ctx.beliefs.found().rank.get(&id) {
        let _ = write!(words, ", crux {rank} in the ranking");
    }
    if let Some(beside) = ctx.argued.found().and_then(|it| it.beside(id, ctx.view.beside)) {
        let _ = write!(words, ", {}: {beside}", ctx.view.beside.words());
    }
    if let Some(moves) = super::moves::heard(ctx, id) {
        words.extend([", ", &moves]);
    }
    if let Some(mark) = ctx.bench.marks().get(&id) {
        words.push_str(", ");
        words.push_str(mark.word());
    }
    if let Some(marks) = ctx.compared.and_then(|it| it.marks_of(id.into())) {
        words.extend([", ", &marks]);
    }
    match ctx.view.changes.unseen.get(&id) {
        Some(true) => words.push_str(", new since you last looked"),
        Some(false) => words.push_str(", changed since you last looked"),
        None => {}
    }
    if let Some(fold) = ctx.visible.beneath(ctx.map, id) {
        words.extend([", folded, ", &fold.words()]);
    }
    for link in links_from(ctx, id) {
        let Some(edge) = ctx.map.edge(link) else { continue };
        let to = match edge.to {
            Item::Node(_) => format!("“{}”", inspector::short(&inspector::name(ctx, edge.to), SHORT)),
            Item::Edge(_) => format!("the link: {}", inspector::name(ctx, edge.to)),
        };
        words.extend(["; ", edge.kind.words(), " ", &to, &together(ctx, link)]);
    }
    let done: Vec<String> = DONE
        .into_iter()
        .filter_map(|(kind, by)| {
            let here = ctx.map.edges_at(id).filter_map(|it| ctx.map.edge(it));
            let count = here.filter(|it| it.kind == kind && it.to == id.into()).count();
            (count > 0).then(|| format!("{by} {count}"))
        })
        .collect();
    if !done.is_empty() {
        words.extend(["; ", &done.join(", ")]);
    }
    Some(words)
}

/// What links do to where they lead, as one says it there, before their count.
const DONE: [(EdgeKind, &str); 9] = [
    (EdgeKind::Attacks, "attacked by"),
    (EdgeKind::Supports, "supported by"),
    (EdgeKind::Qualifies, "qualified by"),
    (EdgeKind::Concedes, "conceded by"),
    (EdgeKind::Answers, "answers:"),
    (EdgeKind::Restates, "restated by"),
    (EdgeKind::CruxOf, "cruxes:"),
    (EdgeKind::SideOf, "sides:"),
    (EdgeKind::BearsOn, "evidence:"),
];

/// What is heard of a link.
pub fn link(ctx: &Context<'_>, id: EdgeId) -> String {
    let state = if ctx.is_open(id) { "proposed " } else { "" };
    format!("{state}link: {}{}", inspector::name(ctx, id.into()), together(ctx, id))
}

/// What a link counts only together with; nothing if it counts by itself.
fn together(ctx: &Context<'_>, id: EdgeId) -> String {
    match ctx.map.linked_with(id).len().saturating_sub(1) {
        0 => String::new(),
        1 => ", counts only together with another reason".to_owned(),
        others => format!(", counts only together with {others} other reasons"),
    }
}

/// The links that lead away from a node.
pub fn links_from<'a>(ctx: &'a Context<'_>, id: NodeId) -> impl Iterator<Item = EdgeId> + 'a {
    ctx.map.edges_at(id).filter(move |&it| ctx.map.edge(it).is_some_and(|it| it.from == id))
}

/// What keys do on the map, with those in force.
pub fn keys(ui: &egui::Context) -> String {
    let told = [
        Action::NextProposal,
        Action::Accept,
        Action::Reject,
        Action::TakeRunnerUp,
        Action::NextLink,
        Action::AddNode,
        Action::Reword,
        Action::NextPanel,
        Action::Shortcuts,
    ];
    let told = told.into_iter().filter_map(|it| {
        let keys = keys::words(ui, it);
        (!keys.is_empty()).then(|| format!("{keys}: {}", it.about().words.to_lowercase()))
    });
    let told: Vec<String> = told.collect();
    format!("Arrow keys walk from node to node. {}.", told.join(", "))
}
