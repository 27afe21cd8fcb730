//! Evidence: what it says, what is calculated for it, and what it bears on.

use super::{
    Bearing, EvidencePoint,
    read::{Reader, is_same, letters},
};
use crate::{
    evidence::{Standing, numbers::significant, weigh},
    map::{NodeId, Value},
};

/// Lists and tables of data show so many values.
const MOST_VALUES: usize = 8;

pub(super) fn point(reader: &Reader<'_>, id: NodeId) -> EvidencePoint {
    let map = reader.map;
    let detail = map.evidence_of(id).cloned().unwrap_or_default();
    let saying = reader.saying(id);
    let (state, computed) = match reader.standings.standing(map, id) {
        None => ("stated", None),
        Some(Standing::Fresh(it)) if it.failed => ("broken", Some(it.gist.clone())),
        Some(Standing::Fresh(it)) => ("calculated", Some(it.gist.clone())),
        Some(Standing::Stale(_)) => ("stale", None),
        Some(Standing::Broken(why)) => ("broken", Some(why.to_string())),
    };
    let calculation = map.calculation(id);
    let file = calculation.and_then(|it| map.file(it.file?)).map(|it| it.name.clone());
    let words: String = saying.quotes.iter().map(|it| it.words.as_str()).chain([saying.text.as_str()]).collect();
    let data = detail.data.iter().filter(|it| adds(it.1, &words));
    EvidencePoint {
        number: reader.numbers.get(&id).copied().unwrap_or(0),
        kind: detail.kind,
        data: data.map(|(name, value)| format!("{name}: {}", shown(value, 3))).collect(),
        on: on(reader, id),
        state,
        computed,
        engine: calculation.map(|it| it.engine.clone()),
        file,
        pictures: Vec::new(),
        saying,
    }
}

/// What evidence does to what, with its weight where that is known; not to what says the same.
fn on(reader: &Reader<'_>, id: NodeId) -> Vec<Bearing> {
    let (map, own) = (reader.map, reader.text(id));
    let edges = map.edges_at(id).filter_map(|it| Some((it, map.edge(it)?)));
    let out = edges.filter(|it| it.1.from == id).filter_map(|(edge, it)| Some((edge, it.kind, it.to.node()?)));
    let on = out.map(|(edge, kind, to)| {
        let weight = weigh::bits(map, &reader.standings, edge).ok().map(weigh::told);
        Bearing { does: kind.words(), text: reader.text(to), weight }
    });
    on.filter(|it| it.weight.is_some() || !is_same(&it.text, &own)).collect()
}

/// Whether a value says something that does not stand in the words it was read from.
fn adds(value: &Value, words: &str) -> bool {
    match value {
        Value::Number(it) => !words.contains(&it.to_string()),
        Value::Text(it) => !letters(words).collect::<String>().contains(&letters(it).collect::<String>()),
        Value::List(all) => all.iter().any(|it| adds(it, words)),
        Value::Table(all) => all.values().any(|it| adds(it, words)),
    }
}

/// A value in words. What is nested deeper than `depth` is left out.
fn shown(value: &Value, depth: usize) -> String {
    let some = |parts: Vec<String>, all: usize| {
        let more = if all > parts.len() { format!(" and {} more", all - parts.len()) } else { String::new() };
        parts.join(", ") + &more
    };
    match value {
        Value::Number(it) => significant(*it, 6),
        Value::Text(it) => it.clone(),
        _ if depth == 0 => "…".to_owned(),
        Value::List(all) => some(all.iter().take(MOST_VALUES).map(|it| shown(it, depth - 1)).collect(), all.len()),
        Value::Table(all) => {
            let parts = all.iter().take(MOST_VALUES).map(|(name, it)| format!("{name} {}", shown(it, depth - 1)));
            some(parts.collect(), all.len())
        }
    }
}
