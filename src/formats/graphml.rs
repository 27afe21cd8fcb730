//! `GraphML` (Brandes, Eiglsperger, Herman, Himsolt and Marshall 2002), out only: for drawing and network programs.

use super::{
    Format, Part, Taken,
    graph::{lines, points},
};
use crate::{export::escape_xml, picture::text};
use std::fmt::Write as _;

pub const GRAPHML: Format = Format {
    name: "graphml",
    words: "GraphML",
    endings: &["graphml"],
    read: None,
    write: Some(|it| Ok(write(it).into_bytes())),
    keeps: &[Part::Texts, Part::Kinds, Part::Links, Part::LinkKinds, Part::Undercuts, Part::Places],
};

const KEYS: [(&str, &str, &str); 6] = [
    ("label", "node", "string"),
    ("text", "node", "string"),
    ("kind", "node", "string"),
    ("x", "node", "float"),
    ("y", "node", "float"),
    ("does", "edge", "string"),
];

fn write(taken: &Taken<'_>) -> String {
    let map = taken.map;
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    for (name, of, kind) in KEYS {
        let _ = writeln!(out, "<key id=\"{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>");
    }
    out.push_str("<graph id=\"map\" edgedefault=\"directed\">\n");
    for (id, node) in map.nodes() {
        let _ = write!(out, "<node id=\"{id}\">");
        datum(&mut out, "label", &text::plain(&node.text));
        datum(&mut out, "text", &node.text);
        datum(&mut out, "kind", node.kind.word());
        if let Some(at) = map.pin(id) {
            datum(&mut out, "x", &at.x.to_string());
            datum(&mut out, "y", &at.y.to_string());
        }
        out.push_str("</node>\n");
    }
    for id in points(map) {
        let _ = write!(out, "<node id=\"{id}\">");
        datum(&mut out, "kind", "link");
        out.push_str("</node>\n");
    }
    for line in lines(map) {
        let half = if line.kind.is_none() { "-half" } else { "" };
        let (from, to) = (line.from.name(), line.to.name());
        let _ = write!(out, "<edge id=\"{}{half}\" source=\"{from}\" target=\"{to}\">", line.id);
        datum(&mut out, "does", line.kind.map_or("half", |it| it.words()));
        out.push_str("</edge>\n");
    }
    out.push_str("</graph>\n</graphml>\n");
    out
}

fn datum(out: &mut String, key: &str, value: &str) {
    let _ = write!(out, "<data key=\"{key}\">{}</data>", escape_xml(value));
}
