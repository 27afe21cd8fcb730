//! Mermaid flow charts, out only: for Markdown pages on forges and in notebooks.

use super::{
    Format, Part, Taken,
    graph::{End, lines, points},
};
use crate::{
    map::{EdgeKind, Map, NodeKind},
    picture::text,
};
use std::{collections::BTreeMap, fmt::Write as _};

pub const MERMAID: Format = Format {
    name: "mermaid",
    words: "Mermaid flow chart",
    endings: &["mmd", "mermaid"],
    read: None,
    write: Some(|it| Ok(write(it).into_bytes())),
    keeps: &[Part::Texts, Part::Kinds, Part::Links, Part::LinkKinds, Part::Undercuts],
};

/// Mermaid draws no more characters than this unless its page allows more (`maxTextSize` in its documentation).
const MOST: usize = 50_000;

fn write(taken: &Taken<'_>) -> String {
    let map = taken.map;
    let names = names(map);
    let mut out = String::from("flowchart BT\n");
    for (id, node) in map.nodes() {
        let [open, close] = match node.kind {
            NodeKind::Claim => ["(\"", "\")"],
            NodeKind::Question => [">\"", "\"]"],
            NodeKind::Crux => ["{{\"", "\"}}"],
            NodeKind::Disagreement => ["[[\"", "\"]]"],
            NodeKind::Evidence => ["[/\"", "\"/]"],
            NodeKind::Note => ["[\"", "\"]"],
        };
        let _ = writeln!(out, "  {}{open}{}{close}", names[&End::Node(id).name()], words(&text::plain(&node.text)));
    }
    for id in points(map) {
        let _ = writeln!(out, "  {}(( ))", names[&End::Point(id).name()]);
    }
    for line in lines(map) {
        let [from, to] = [line.from, line.to].map(|it| &names[&it.name()]);
        let _ = match line.kind {
            None => writeln!(out, "  {from} --- {to}"),
            Some(kind) => {
                let arrow = match kind {
                    EdgeKind::Attacks | EdgeKind::Undercuts => "--x",
                    EdgeKind::Qualifies | EdgeKind::Concedes | EdgeKind::BearsOn => "-.->",
                    EdgeKind::CruxOf => "==>",
                    _ => "-->",
                };
                writeln!(out, "  {from} {arrow}|{}| {to}", kind.words())
            }
        };
    }
    let colours = &taken.theme.colours;
    for kind in NodeKind::ALL {
        let them: Vec<&str> =
            map.nodes().filter(|it| it.1.kind == kind).map(|it| &*names[&End::Node(it.0).name()]).collect();
        if !them.is_empty() {
            let (fill, line, ink) = (colours.card.hex(), colours.kinds[kind].hex(), colours.text.hex());
            let word = kind.word();
            let _ = writeln!(out, "  classDef {word} fill:{fill},stroke:{line},color:{ink}");
            let _ = writeln!(out, "  class {} {word}", them.join(","));
        }
    }
    if out.len() > MOST {
        out.insert_str(0, &format!("%% Longer than {MOST} characters: set maxTextSize in Mermaid's configuration.\n"));
    }
    out
}

/// Short names for nodes and points, in order.
fn names(map: &Map) -> BTreeMap<String, String> {
    let nodes = map.nodes().map(|it| End::Node(it.0).name());
    let all = nodes.chain(points(map).map(|it| End::Point(it).name()));
    all.enumerate().map(|(nth, it)| (it, format!("n{}", nth + 1))).collect()
}

/// Words between quotation marks. Mermaid reads Markdown, HTML and its own entities in them: every sign that could be
/// taken for one is written as its number.
fn words(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    for it in plain.chars() {
        match it {
            '\n' => out.push_str("<br>"),
            it if it.is_control() => out.push(' '),
            '"' | '#' | '&' | '<' | '>' | '`' | '*' | '_' | ';' | '\\' | '[' | ']' | '{' | '}' | '(' | ')' | '|' => {
                let _ = write!(out, "#{};", u32::from(it));
            }
            it => out.push(it),
        }
    }
    out
}
