//! Looking things up in a map: what is said where and by whom, and what links to what.

use super::{Quote, Saying, bearing::Arguing};
use crate::{
    analysis::{self, Voice},
    evidence::Standings,
    map::{
        CommentId, Credence, DisagreementKind, EdgeKind, Item, Map, NodeId, NodeKind, ReviewState, SourceId, Span,
        Statement,
    },
    picture::text,
};
use std::collections::BTreeMap;

/// So many quotes stand with one node.
const MOST_QUOTES: usize = 3;

/// A map, with what its tables are not sorted by.
pub(super) struct Reader<'a> {
    pub map: &'a Map,
    /// The nodes in the order of the thread.
    pub nodes: Vec<NodeId>,
    /// Which results are of their inputs.
    pub standings: Standings,
    /// What people hold just now.
    pub credences: BTreeMap<NodeId, Vec<&'a Credence>>,
    /// The number of each piece of evidence, counted from 1 in the order of the thread.
    pub numbers: BTreeMap<NodeId, usize>,
    /// What the disagreements are about of which a node is a side.
    pub matters: BTreeMap<NodeId, Vec<DisagreementKind>>,
    /// Nodes by what they say, for finding the words of positions.
    pub by_text: BTreeMap<&'a str, Vec<NodeId>>,
    /// What argues about what.
    pub arguing: Arguing,
    /// What the numbers rank: the first crux of each question.
    pub ranked: BTreeMap<NodeId, (usize, analysis::Crux)>,
    /// Sorted by node, then by place: a list, for a long thread has too many for a tree.
    said: Vec<(NodeId, &'a Statement)>,
    /// The number of each comment in its thread, counted from 1.
    comments: BTreeMap<CommentId, usize>,
    /// Where lines end.
    ends: BTreeMap<SourceId, Vec<usize>>,
}

impl<'a> Reader<'a> {
    pub fn new(map: &'a Map) -> Self {
        let mut said: Vec<_> = map.statements().filter_map(|it| Some((it.1.node?, it.1))).collect();
        said.sort_by_key(|it| (it.0, it.1.span));
        let mut credences: BTreeMap<NodeId, Vec<_>> = BTreeMap::new();
        for (_, credence) in map.held().into_values() {
            credences.entry(credence.node).or_default().push(credence);
        }
        let ends = map.sources().map(|(id, it)| (id, it.text.match_indices('\n').map(|it| it.0).collect()));
        let standings = Standings::of(map);
        let mut reader = Self {
            map,
            nodes: map.nodes().map(|it| it.0).collect(),
            ranked: super::rank::by_numbers(map, &standings),
            standings,
            credences,
            numbers: BTreeMap::new(),
            matters: BTreeMap::new(),
            by_text: BTreeMap::new(),
            arguing: Arguing::of(map),
            said,
            comments: numbered(map),
            ends: ends.collect(),
        };
        let mut nodes = std::mem::take(&mut reader.nodes);
        nodes.sort_by_cached_key(|&it| (reader.place(it).is_none(), reader.place(it), it));
        let evidence = nodes.iter().copied().filter(|&it| reader.kind(it) == Some(NodeKind::Evidence));
        reader.numbers = evidence.zip(1..).collect();
        for (id, node) in map.nodes() {
            reader.by_text.entry(node.text.trim()).or_default().push(id);
        }
        for (id, it) in map.disagreements() {
            for (side, _) in reader.links_to(id).filter(|it| it.1 == EdgeKind::SideOf).collect::<Vec<_>>() {
                reader.matters.entry(side).or_default().push(it.kind);
            }
        }
        Self { nodes, ..reader }
    }

    /// The statements that express a node, in the order of the thread.
    pub fn said(&self, id: NodeId) -> impl Iterator<Item = &'a Statement> {
        let first = self.said.partition_point(|it| it.0 < id);
        self.said[first..].iter().take_while(move |it| it.0 == id).map(|it| it.1)
    }

    /// Where a node is first said.
    pub fn place(&self, id: NodeId) -> Option<Span> {
        Some(self.said(id).next()?.span)
    }

    pub fn kind(&self, id: NodeId) -> Option<NodeKind> {
        self.map.node(id).map(|it| it.kind)
    }

    /// The nodes that link to `id`, and how.
    pub fn links_to(&self, id: NodeId) -> impl Iterator<Item = (NodeId, EdgeKind)> {
        let edges = self.map.edges_at(id).filter_map(|it| self.map.edge(it));
        edges.filter(move |it| it.to == Item::Node(id)).map(|it| (it.from, it.kind))
    }

    /// The nodes that `id` links to, and how.
    pub fn out_of(&self, id: NodeId) -> impl Iterator<Item = (NodeId, EdgeKind)> {
        let edges = self.map.edges_at(id).filter_map(|it| self.map.edge(it));
        edges.filter(move |it| it.from == id).filter_map(|it| Some((it.to.node()?, it.kind)))
    }

    /// How sure the extractor is of what no person has looked at.
    pub fn unsure(&self, id: NodeId) -> Option<f32> {
        self.map.review(id).filter(|it| it.state == ReviewState::Open).map(|it| it.confidence)
    }

    /// What a node says, as plain text on one line.
    pub fn text(&self, id: NodeId) -> String {
        self.map.node(id).map(|it| line(&it.text)).unwrap_or_default()
    }

    pub fn saying(&self, id: NodeId) -> Saying {
        let text = self.text(id);
        let quotes = self.quotes(id, |_| true);
        let exact = quotes.first().is_some_and(|it| is_same(&it.words, &text));
        Saying { node: id, exact, by: self.speakers(id), text, quotes }
    }

    /// Who says a node, each once, in the order of the thread.
    pub fn speakers(&self, id: NodeId) -> Vec<String> {
        let mut names = Vec::new();
        for name in self.said(id).map(|it| self.speaker(it)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    pub fn speaker(&self, it: &Statement) -> String {
        match Voice::of(it) {
            // As [`analysis::told::voice`] says it, without counting anew.
            Voice::Writer(comment) if self.comments.contains_key(&comment) => {
                format!("the writer of comment {}", self.comments[&comment])
            }
            voice => analysis::told::voice(self.map, voice),
        }
    }

    /// The words of a node that are `wanted`, each once.
    pub fn quotes(&self, id: NodeId, wanted: impl Fn(&Statement) -> bool) -> Vec<Quote> {
        let mut quotes: Vec<Quote> = Vec::new();
        for it in self.said(id).filter(|it| wanted(it)) {
            let Some(words) = self.map.quote(it.span) else { continue };
            if quotes.iter().all(|it| !is_same(&it.words, words)) {
                let link = self.map.comment(it.comment).and_then(|it| it.link.clone());
                let by = Some(self.speaker(it));
                quotes.push(Quote { words: words.to_owned(), by, place: self.line_of(it.span), link });
            }
            if quotes.len() == MOST_QUOTES {
                break;
            }
        }
        quotes
    }

    /// “line 12”, and of which thread if there are several.
    fn line_of(&self, span: Span) -> String {
        let ends = self.ends.get(&span.source).map_or(&[][..], Vec::as_slice);
        let line = ends.partition_point(|&it| it < span.start as usize) + 1;
        let title = self.map.source(span.source).map_or("", |it| &it.title);
        if self.ends.len() > 1 && !title.is_empty() {
            format!("line {line} of {title}")
        } else {
            format!("line {line}")
        }
    }
}

/// The comments of unnamed writers, numbered as in their thread.
fn numbered(map: &Map) -> BTreeMap<CommentId, usize> {
    let mut comments: Vec<_> = map.comments().map(|(id, it)| (it.span, id, it.author.is_none())).collect();
    comments.sort_unstable();
    let mut nth: BTreeMap<SourceId, usize> = BTreeMap::new();
    let number = |(span, id, is_unnamed): (Span, CommentId, bool)| {
        let nth = nth.entry(span.source).or_default();
        *nth += 1;
        is_unnamed.then_some((id, *nth))
    };
    comments.into_iter().filter_map(number).collect()
}

/// Markdown as plain text on one line, or that there is none.
pub(super) fn line(markdown: &str) -> String {
    let words = text::plain(markdown).replace(char::is_control, " ");
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() { "(no words)".to_owned() } else { line }
}

/// Whether two texts have the same letters and digits, whatever stands between and around them.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    letters(a).eq(letters(b))
}

/// The letters and digits of a text.
pub(super) fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase)
}
