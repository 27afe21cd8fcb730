//! What people agree on, and what they grant each other.

use super::{
    Agreement, Concession,
    read::{Reader, is_same},
};
use crate::map::{EdgeKind, NodeId, NodeKind, Speaker, Statement, StatementKind};

/// From this credence on somebody holds a claim; from one less it on, they deny it.
const HOLDS: f32 = 0.7;

pub(super) fn agreements(reader: &Reader<'_>) -> Vec<Agreement> {
    let nodes = reader.nodes.iter().copied().filter(|&it| can_be_held(reader, it));
    nodes.filter_map(|it| agreement(reader, it)).collect()
}

/// What two or more hold and nobody denies: by its own words, by words that say the same, and by credences.
fn agreement(reader: &Reader<'_>, id: NodeId) -> Option<Agreement> {
    let mut into = reader.links_to(id);
    let is_denied = into.any(|it| it.1 == EdgeKind::Attacks)
        || reader.out_of(id).any(|it| it.1 == EdgeKind::SideOf && reader.kind(it.0) == Some(NodeKind::Disagreement));
    if is_denied {
        return None;
    }
    let restating = reader.links_to(id).filter(|it| it.1 == EdgeKind::Restates).map(|it| it.0);
    let mut people: Vec<String> = Vec::new();
    let mut add = |name: String| {
        if !people.contains(&name) {
            people.push(name);
        }
    };
    for node in [id].into_iter().chain(restating) {
        // Whether two unnamed writers are two people nobody knows.
        let own = reader.said(node).filter(|it| it.speaker == Speaker::Author && it.person.is_some());
        for it in own.filter(|it| it.kind != StatementKind::Question) {
            add(reader.speaker(it));
        }
    }
    let mut values = Vec::new();
    for it in reader.credences.get(&id).into_iter().flatten() {
        let name = it.person.and_then(|it| reader.map.person(it)).map(|it| it.name.clone());
        match name {
            _ if it.value <= 1.0 - HOLDS => return None,
            Some(name) if it.value >= HOLDS => {
                values.push(format!("{name} holds it {}", it.in_words()));
                add(name);
            }
            _ => {}
        }
    }
    if people.len() < 2 {
        return None;
    }
    // Credences come in the order of their ids, which means nothing to anybody.
    people.sort_unstable();
    values.sort_unstable();
    let why = if values.len() > 1 { values.join("; ") } else { "each says it, and nobody denies it".to_owned() };
    Some(Agreement { claim: reader.saying(id), people, why })
}

/// What somebody granted, by the links of the map and by what its words do.
pub(super) fn concessions(reader: &Reader<'_>) -> Vec<Concession> {
    let is_granted = |it: &Statement| it.kind == StatementKind::Concession;
    let mut found = Vec::new();
    for &node in reader.nodes.iter().filter(|it| can_be_held(reader, **it)) {
        let to = reader.out_of(node).find(|it| it.1 == EdgeKind::Concedes).map(|it| reader.saying(it.0));
        let by_words = reader.said(node).any(is_granted);
        if to.is_some() || by_words {
            let mut granted = reader.saying(node);
            if by_words {
                // A node may stand for other words, too, that grant nothing.
                granted.quotes = reader.quotes(node, is_granted);
                granted.exact = granted.quotes.first().is_some_and(|it| is_same(&it.words, &granted.text));
            }
            found.push(Concession { granted, to });
        }
    }
    found
}

fn can_be_held(reader: &Reader<'_>, id: NodeId) -> bool {
    matches!(reader.kind(id), Some(NodeKind::Claim | NodeKind::Evidence))
}
