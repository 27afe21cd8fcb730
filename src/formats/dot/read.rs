//! From DOT to records.

use super::{
    lex::{Lexer, Token, What},
    parse::{Attributes, Graph, Line, parse},
};
use crate::{
    formats::{
        Imported, Told,
        build::Build,
        graph::{kind_of, node_kind},
    },
    map::{EdgeId, EdgeKind, Item, NodeId, NodeKind, Point},
};
use std::collections::BTreeMap;

/// Whether a text starts as a graph does.
pub fn is_dot(text: &str) -> bool {
    let mut lexer = Lexer::new(text.trim_start_matches('\u{feff}'));
    let mut opens = false;
    // `strict digraph name {` is the longest way to start.
    for _ in 0..4 {
        match lexer.token() {
            Ok(Some(Token { what: What::Keyword("strict" | "graph" | "digraph"), .. })) => opens = true,
            Ok(Some(Token { what: What::Name(_), .. })) if opens => {}
            Ok(Some(Token { what: What::Sign(b'{'), .. })) => return opens,
            _ => return false,
        }
    }
    false
}

/// Reads a graph. Nodes are claims and lines support, unless `kind`, a label or the colour red says otherwise.
pub fn read(text: &str) -> Result<Imported, Told> {
    let text = text.trim_start_matches('\u{feff}');
    let graph = parse(text)?;
    let mut build = Build::new("dot");
    let ends: Vec<End> = graph.nodes.iter().map(|(name, it)| node(&mut build, name, it)).collect();
    for it in &graph.warnings {
        build.tell(|| it.clone());
    }
    links(&mut build, text, &graph, &ends);
    Ok(build.made)
}

/// What a node of the file is.
#[derive(Clone, Copy)]
enum End {
    Node(NodeId),
    /// The point on the link that it is called after.
    Point,
}

fn node(build: &mut Build, name: &str, given: &Attributes<'_>) -> End {
    let kind = given.get("kind").map(AsRef::as_ref).unwrap_or_default();
    if kind == "link" {
        return End::Point;
    }
    let shown = ["label", "xlabel"].into_iter().find_map(|it| given.get(it)).filter(|it| *it != "\\N");
    let shown = || shown.map_or_else(|| name.to_owned(), |it| label(it).trim().to_owned());
    let words = given.get("text").map_or_else(shown, |it| label(it));
    let id = build.node(name, node_kind(kind).unwrap_or(NodeKind::Claim), &words);
    if let Some(at) = given.get("pos").and_then(|it| place(it)) {
        build.made.records.pins.insert(id, at);
    }
    End::Node(id)
}

/// Where somebody put a node: `x,y!`, counted upwards. Where Graphviz put one, nothing.
fn place(pos: &str) -> Option<Point> {
    let (x, y) = pos.strip_suffix('!')?.split_once(',')?;
    let [x, y] = [x, y].map(|it| it.trim().parse::<f32>().ok().filter(|it| it.is_finite()));
    Some(Point { x: x?, y: 0.0 - y? })
}

/// The words of a label: `\n`, `\l` and `\r` end lines.
fn label(escaped: &str) -> String {
    let mut out = String::with_capacity(escaped.len());
    let mut rest = escaped.chars();
    while let Some(it) = rest.next() {
        match it {
            '\\' => match rest.next() {
                Some('n' | 'l' | 'r') => out.push('\n'),
                Some(it) => out.push(it),
                None => out.push('\\'),
            },
            it => out.push(it),
        }
    }
    out
}

/// Adds links to nodes, and those to links once their target is there.
fn links(build: &mut Build, text: &str, graph: &Graph<'_>, ends: &[End]) {
    let mut starts: BTreeMap<&str, NodeId> = BTreeMap::new();
    for line in &graph.lines {
        if let (End::Node(from), End::Point) = (ends[line.from], ends[line.to])
            && kind_said(line) == Some("half")
        {
            starts.insert(&graph.nodes[line.to].0, from);
        }
    }
    let mut queue: Vec<(&Line<'_>, Option<EdgeId>)> = Vec::new();
    let mut waiting: BTreeMap<&str, Vec<&Line<'_>>> = BTreeMap::new();
    for line in graph.lines.iter().rev().filter(|it| kind_said(it) != Some("half")) {
        match ends[line.to] {
            End::Node(_) => queue.push((line, None)),
            End::Point => waiting.entry(&graph.nodes[line.to].0).or_default().push(line),
        }
    }
    while let Some((line, target)) = queue.pop() {
        let name = &*graph.nodes[line.from].0;
        let (from, is_named) = match ends[line.from] {
            End::Node(it) => (Some(it), false),
            End::Point => (starts.get(name).copied(), true),
        };
        let to = match ends[line.to] {
            End::Node(it) => Some(Item::Node(it)),
            End::Point => target.map(Item::Edge),
        };
        let place = || Told::at(text, line.at, "");
        let (Some(from), Some(to)) = (from, to) else {
            build.tell(|| Told { says: "a link without a start was left out".to_owned(), ..place() });
            continue;
        };
        let key = line.attributes.get("id").map_or("", |it| it);
        let made = build.edge(key, from, to, kind(line), place);
        if let Some(made) = made.filter(|_| is_named) {
            queue.extend(waiting.remove(name).into_iter().flatten().map(|it| (it, Some(made))));
        }
    }
    for line in waiting.into_values().flatten() {
        build.tell(|| Told::at(text, line.at, "a link to a link that is not there was left out"));
    }
}

fn kind_said<'a>(line: &'a Line<'_>) -> Option<&'a str> {
    line.attributes.get("kind").map(AsRef::as_ref)
}

fn kind(line: &Line<'_>) -> EdgeKind {
    let said = |name| line.attributes.get(name).and_then(|it| kind_of(it));
    let red =
        line.attributes.get("color").is_some_and(|it| matches!(&**it, "red" | "#ff0000" | "crimson" | "firebrick"));
    let colour = if red { EdgeKind::Attacks } else { EdgeKind::Supports };
    said("kind").or_else(|| said("label")).unwrap_or(colour)
}
