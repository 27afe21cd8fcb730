//! Tables of comma-separated values, out only: one of the nodes, one of the links, for spreadsheets and scripts.

use super::{Format, Part, Taken};
use crate::{export::cell, map::Item, picture::text};

pub const NODES: Format = Format {
    name: "csv-nodes",
    words: "Table of the nodes (CSV)",
    endings: &["csv"],
    read: None,
    write: Some(|it| Ok(nodes(it).into_bytes())),
    keeps: &[Part::Texts, Part::Kinds, Part::Places, Part::Credences],
};

pub const LINKS: Format = Format {
    name: "csv-links",
    words: "Table of the links (CSV)",
    endings: &["csv"],
    read: None,
    write: Some(|it| Ok(links(it).into_bytes())),
    keeps: &[Part::Links, Part::LinkKinds, Part::Undercuts, Part::Linked],
};

fn row(out: &mut String, cells: &[&str]) {
    let cells: Vec<String> = cells.iter().map(|it| cell(it)).collect();
    out.push_str(&cells.join(","));
    out.push_str("\r\n");
}

fn nodes(taken: &Taken<'_>) -> String {
    let map = taken.map;
    let mut held = std::collections::BTreeMap::<_, Vec<String>>::new();
    for (_, it) in map.credences().filter(|it| !it.1.removed) {
        let who = it.person.and_then(|it| map.person(it)).map_or("somebody", |it| it.name.as_str());
        held.entry(it.node).or_default().push(format!("{who} {}", it.value));
    }
    let mut out = "id,kind,label,text,x,y,credences\r\n".to_owned();
    for (id, node) in map.nodes() {
        let [x, y] = map.pin(id).map_or([String::new(), String::new()], |it| [it.x.to_string(), it.y.to_string()]);
        let held = held.get(&id).map_or_else(String::new, |it| it.join("; "));
        row(&mut out, &[&id.to_string(), node.kind.word(), &text::plain(&node.text), &node.text, &x, &y, &held]);
    }
    out
}

fn links(taken: &Taken<'_>) -> String {
    let map = taken.map;
    let mut out = "id,from,to,does,to_a_link,counts_only_with\r\n".to_owned();
    for (id, edge) in map.edges() {
        let to_link = if matches!(edge.to, Item::Edge(_)) { "yes" } else { "no" };
        let with: Vec<String> = map.linked_with(id).iter().filter(|it| **it != id).map(ToString::to_string).collect();
        let [id, from, to] = [id.to_string(), edge.from.to_string(), edge.to.to_string()];
        row(&mut out, &[&id, &from, &to, edge.kind.words(), to_link, &with.join(" ")]);
    }
    out
}
