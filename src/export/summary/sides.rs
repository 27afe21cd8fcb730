//! Who stands where.

use super::{
    DisagreementPoint, Position, SidePoint,
    read::{Reader, is_same, line},
};
use crate::{
    map::{EdgeKind, NodeId, Side},
    picture::who,
};
use std::collections::BTreeSet;

/// The disagreements, those first about which most is said.
pub(super) fn disagreements(reader: &Reader<'_>) -> Vec<DisagreementPoint> {
    let sides = |id| reader.links_to(id).filter(|it| it.1 == EdgeKind::SideOf).filter_map(|it| reader.place(it.0));
    let mut found: Vec<_> = (reader.map.disagreements())
        .map(|(id, _)| (sides(id).min().or_else(|| reader.place(id)), disagreement(reader, id)))
        .collect();
    found.sort_by_key(|(place, it)| (std::cmp::Reverse(it.bearing), place.is_none(), *place, it.point.node));
    found.into_iter().map(|it| it.1).collect()
}

fn disagreement(reader: &Reader<'_>, id: NodeId) -> DisagreementPoint {
    let detail = reader.map.disagreement(id).cloned().unwrap_or_default();
    let nodes: Vec<NodeId> = reader.links_to(id).filter(|it| it.1 == EdgeKind::SideOf).map(|it| it.0).collect();
    DisagreementPoint {
        point: reader.saying(id),
        kind: detail.kind,
        sides: sides(reader, &detail.sides, &nodes),
        bearing: reader.arguing.on_all(&nodes).len() + nodes.len(),
    }
}

/// The sides of something, each person once. `nodes` are the nodes that are linked to it as sides.
pub(super) fn sides(reader: &Reader<'_>, sides: &[Side], nodes: &[NodeId]) -> Vec<SidePoint> {
    let mut points: Vec<SidePoint> = Vec::new();
    for side in sides {
        let position = position(reader, side, nodes);
        // Of unnamed writers the words tell more: which comment it was.
        let by = position.quote.as_ref().and_then(|it| it.by.clone());
        let name = by.filter(|_| side.person.is_none()).unwrap_or_else(|| who(reader.map, side));
        match points.iter_mut().find(|it| it.who == name) {
            Some(point) if point.positions.iter().any(|it| is_same(&it.text, &position.text)) => {}
            Some(point) => point.positions.push(position),
            None => {
                let since = since(reader, side, nodes);
                points.push(SidePoint { who: name, since, credence: None, positions: vec![position] });
            }
        }
    }
    points
}

/// When somebody first took a side: said one of its `nodes`, as [`crate::map::Map::first_words`].
fn since(reader: &Reader<'_>, side: &Side, nodes: &[NodeId]) -> Option<String> {
    let said = nodes.iter().flat_map(|&it| reader.said(it));
    let first = said.filter(|it| it.person == side.person).min_by_key(|it| it.span)?;
    reader.map.comment(first.comment)?.time.clone()
}

/// A position, with the words of its person in a node that says just that: one that is linked as a side, or any other.
fn position(reader: &Reader<'_>, side: &Side, nodes: &[NodeId]) -> Position {
    let text = line(&side.position);
    let same = reader.by_text.get(side.position.trim()).into_iter().flatten().copied();
    let linked = nodes.iter().copied().filter(|&it| is_same(&reader.text(it), &text));
    let mut seen = BTreeSet::new();
    let nodes: Vec<NodeId> =
        linked.chain(same).filter(|&it| !side.position.trim().is_empty() && seen.insert(it)).collect();
    let theirs = |person| person == side.person;
    let quote = nodes.iter().find_map(|&it| reader.quotes(it, |it| theirs(it.person)).into_iter().next());
    let mut credences = nodes.iter().filter_map(|it| reader.credences.get(it)).flatten();
    let credence = credences.find(|it| theirs(it.person)).map(|it| it.in_words());
    let exact = quote.as_ref().is_some_and(|it| is_same(&it.words, &text));
    Position { text, quote, exact, credence }
}
