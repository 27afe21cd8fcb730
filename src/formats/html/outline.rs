//! A map in words: nested lists, conclusions first, each point once with all that is known of it.

use crate::{
    export::escape_xml,
    map::{CruxStatus, EdgeId, EdgeKind, Item, Map, NodeId, Side},
    picture::{openable, text},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

/// Lists nest no deeper; what would stand further in comes further below.
const DEEPEST: usize = 16;

/// No more quotes are shown of one point.
const MOST_QUOTES: usize = 5;

/// The whole map as lists.
pub fn outline(map: &Map) -> String {
    let mut writer = Writer::new(map);
    let roots = map.nodes().map(|it| it.0).filter(|it| !writer.leads.contains(it));
    // What is left after them goes round in circles.
    for root in roots.collect::<Vec<_>>().into_iter().chain(map.nodes().map(|it| it.0)) {
        writer.late.push(root);
        while let Some(root) = writer.late.pop() {
            writer.tree(root);
        }
    }
    format!("<ul class=\"tree\">\n{}</ul>\n", writer.out)
}

struct Writer<'a> {
    map: &'a Map,
    /// The links that lead to each item.
    into: BTreeMap<Item, Vec<(EdgeId, NodeId, EdgeKind)>>,
    /// The nodes from which a link leads somewhere.
    leads: BTreeSet<NodeId>,
    quotes: BTreeMap<NodeId, Vec<String>>,
    held: BTreeMap<NodeId, Vec<String>>,
    written: BTreeSet<NodeId>,
    /// What was named, and still needs its words.
    late: Vec<NodeId>,
    out: String,
}

/// What is left to be written.
enum Step {
    Point(NodeId, usize, Option<(EdgeId, EdgeKind)>),
    /// Elements end.
    Ends(&'static str),
}

impl<'a> Writer<'a> {
    fn new(map: &'a Map) -> Self {
        let (mut into, mut leads) = (BTreeMap::<Item, Vec<_>>::new(), BTreeSet::new());
        for (id, edge) in map.edges() {
            into.entry(edge.to).or_default().push((id, edge.from, edge.kind));
            leads.insert(edge.from);
        }
        let mut quotes = BTreeMap::<NodeId, Vec<String>>::new();
        for (node, it) in map.statements().filter_map(|it| Some((it.1.node?, it.1))) {
            let them = quotes.entry(node).or_default();
            if let Some(words) = map.quote(it.span).filter(|_| them.len() < MOST_QUOTES) {
                let comment = map.comment(it.comment);
                let who = it.person.or_else(|| comment?.author).and_then(|it| map.person(it));
                let who = who.map_or_else(String::new, |it| format!(" — {}", escape_xml(&it.name)));
                let link = comment.and_then(|it| it.link.as_deref()).filter(|it| openable(it));
                let link = link.map_or_else(String::new, |it| format!(" <a href=\"{}\">there</a>", escape_xml(it)));
                them.push(format!("<q>{}</q>{who}{link}", escape_xml(words)));
            }
        }
        let mut held = BTreeMap::<NodeId, Vec<String>>::new();
        for ((person, node), (_, it)) in map.held() {
            let who = person.and_then(|it| map.person(it)).map_or("somebody", |it| it.name.as_str());
            held.entry(node).or_default().push(format!("{}: {}", escape_xml(who), escape_xml(&it.in_words())));
        }
        let (written, late, out) = Default::default();
        Self { map, into, leads, quotes, held, written, late, out }
    }

    /// Writes a point that hangs on nothing, and all below it.
    fn tree(&mut self, root: NodeId) {
        if self.written.contains(&root) {
            return;
        }
        let mut pile = vec![Step::Point(root, 0, None)];
        while let Some(step) = pile.pop() {
            match step {
                Step::Ends(with) => self.out.push_str(with),
                Step::Point(id, depth, link) => self.point(id, depth, link, &mut pile),
            }
        }
    }

    fn point(&mut self, id: NodeId, depth: usize, link: Option<(EdgeId, EdgeKind)>, pile: &mut Vec<Step>) {
        let Some(node) = self.map.node(id) else { return };
        let known = self.written.contains(&id) || (depth >= DEEPEST && link.is_some());
        let plain = text::plain(&node.text);
        let words = if plain.is_empty() { "(without words)" } else { &plain };
        let does = link.map_or_else(String::new, |it| format!("<i>{}</i> ", it.1.words()));
        let (kind, words) = (node.kind.word(), escape_xml(words));
        let mut below: Vec<(EdgeId, NodeId, EdgeKind)> =
            link.and_then(|it| self.into.get(&it.0.into())).cloned().unwrap_or_default();
        if known {
            if !self.written.contains(&id) {
                self.late.push(id);
            }
            let _ =
                write!(self.out, "<li>{does}<a href=\"#o-{id}\" data-to=\"{id}\">{words}</a> <small>elsewhere</small>");
        } else {
            self.written.insert(id);
            let _ = write!(
                self.out,
                "<li id=\"o-{id}\">{does}<b class=\"{kind}\">{kind}</b> <a href=\"#o-{id}\" data-to=\"{id}\">{words}</a>"
            );
            let more = self.more(id);
            if !more.is_empty() {
                let _ = write!(self.out, "<ul class=\"more\"><li>{}</li></ul>", more.join("</li><li>"));
            }
            below.extend(self.into.get(&id.into()).cloned().unwrap_or_default());
        }
        if below.is_empty() {
            self.out.push_str("</li>\n");
        } else {
            self.out.push_str("<ul>\n");
            pile.push(Step::Ends("</ul></li>\n"));
            pile.extend(
                below.into_iter().rev().map(|(edge, from, kind)| Step::Point(from, depth + 1, Some((edge, kind)))),
            );
        }
    }

    /// What is known of a node beyond its words, as HTML.
    fn more(&self, id: NodeId) -> Vec<String> {
        let side = |it: &Side| {
            let who = it.person.and_then(|it| self.map.person(it)).map_or(&*it.who, |it| &it.name);
            format!("{}: {}", escape_xml(who), escape_xml(&text::plain(&it.position)))
        };
        let mut more = Vec::new();
        if let Some(it) = self.map.crux(id) {
            more.extend(it.sides.iter().map(side));
            if !it.would_change.is_empty() {
                more.push(format!("would change: {}", escape_xml(&it.would_change)));
            }
            match it.status {
                CruxStatus::Open => {}
                CruxStatus::Settled => more.push("settled".to_owned()),
                CruxStatus::Dissolved => more.push("dissolved".to_owned()),
            }
        }
        if let Some(it) = self.map.disagreement(id) {
            more.extend(it.sides.iter().map(side));
        }
        for known in [&self.held, &self.quotes] {
            more.extend(known.get(&id).into_iter().flatten().cloned());
        }
        more
    }
}
