//! The crux summary as data: what a thread turns on, for somebody who has not read it.

use crate::{
    analysis,
    evidence::{Standing, Standings, weigh},
    map::{
        Credence, CruxStatus, DisagreementKind, EdgeKind, EvidenceKind, Item, Map, Node, NodeId, NodeKind, PersonId,
        ReviewState, Side, Span, StatementKind, Value,
    },
    picture::{text, who},
};
use std::collections::{BTreeMap, BTreeSet};

/// What a map comes down to. Lists may be empty; nothing in it is made up: quotes are exact words of the thread.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// The titles of the threads.
    pub titles: Vec<String>,
    /// Everybody who takes part, by name.
    pub people: Vec<String>,
    /// The cruxes, those a person accepted first, then the surest.
    pub cruxes: Vec<CruxPoint>,
    /// What disagreements hang on by the numbers: the questions that would bring people nearest to each other first.
    pub hanging: Vec<HangingPoint>,
    /// The disagreements, in the order of the thread.
    pub disagreements: Vec<DisagreementPoint>,
    /// What somebody granted to the other side.
    pub concessions: Vec<Concession>,
    /// Questions that nobody has answered.
    pub questions: Vec<Saying>,
    /// Evidence that bears on none of the cruxes.
    pub other_evidence: Vec<EvidencePoint>,
    /// The threads and how much of each is on the map.
    pub sources: Vec<SourcePoint>,
    /// How many nodes are proposals that no person has looked at.
    pub proposals: usize,
}

/// A question on which a disagreement hangs, by what people's credences come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HangingPoint {
    /// The question, as plain text.
    pub question: String,
    /// What two people disagree about, as plain text.
    pub conclusion: String,
    /// Who holds what, and what an answer would change, with its numbers.
    pub why: String,
}

/// Exact words of a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words.
    pub words: String,
    /// Whose words they are, if known.
    pub by: Option<String>,
    /// Where they can be read.
    pub link: Option<String>,
}

/// A node in words, with the words of the thread it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// Which node.
    pub node: NodeId,
    /// What it says, as plain text.
    pub text: String,
    /// The words of the thread.
    pub quotes: Vec<Quote>,
}

/// A crux.
#[derive(Clone, Debug, PartialEq)]
pub struct CruxPoint {
    /// The question, and where it was put.
    pub question: Saying,
    /// How far it has come.
    pub status: CruxStatus,
    /// How sure the extractor is, if no person has accepted it yet.
    pub unsure: Option<f32>,
    /// Who stands where.
    pub sides: Vec<SidePoint>,
    /// What an answer would change, in a sentence; may be empty.
    pub would_change: String,
    /// What it is a crux of.
    pub about: Vec<Saying>,
    /// The evidence on it, on its sides, or on what it is a crux of.
    pub evidence: Vec<EvidencePoint>,
}

/// One position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SidePoint {
    /// Who holds it.
    pub who: String,
    /// The position.
    pub position: String,
    /// How likely they hold a claim of theirs on it to be, and why, where they let it be known.
    pub credence: Option<String>,
    /// When they first took it, where the thread tells times.
    pub since: Option<String>,
    /// Their words.
    pub quotes: Vec<Quote>,
}

/// A disagreement.
#[derive(Clone, Debug, PartialEq)]
pub struct DisagreementPoint {
    /// The point.
    pub point: Saying,
    /// What it is about.
    pub kind: DisagreementKind,
    /// Who stands where.
    pub sides: Vec<SidePoint>,
}

/// Something granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concession {
    /// What is granted.
    pub granted: Saying,
    /// To what, if the map says.
    pub to: Option<String>,
}

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidencePoint {
    /// What it says.
    pub saying: Saying,
    /// Which sort.
    pub kind: EvidenceKind,
    /// Its figures and links, as "name: value".
    pub data: Vec<String>,
    /// What is calculated for it, in a sentence or two; or why there is no result.
    pub computed: Option<String>,
    /// What it does, and to what: "bears on", then plain text, with how much it weighs.
    pub on: Vec<(&'static str, String)>,
}

/// A thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourcePoint {
    /// Its title.
    pub title: String,
    /// How many comments it has.
    pub comments: usize,
    /// How many argumentative moves were found in it.
    pub statements: usize,
}

/// The summary of `map`.
pub fn summary(map: &Map) -> Summary {
    Reader::new(map).summary()
}

/// Its cruxes alone, each made when it is asked for: together they may be larger than the map.
pub fn cruxes(map: &Map) -> impl Iterator<Item = CruxPoint> {
    let reader = Reader::new(map);
    reader.cruxes(&reader.nodes()).into_iter().map(move |it| reader.crux(it))
}

/// The map, and which statements express each node, in the order of the threads.
struct Reader<'a> {
    map: &'a Map,
    /// Sorted by node, then by place: a list, for a long thread has too many for a tree.
    said: Vec<(NodeId, &'a crate::map::Statement)>,
    credences: BTreeMap<NodeId, Vec<&'a Credence>>,
    /// Which results are of their inputs.
    standings: Standings,
}

impl<'a> Reader<'a> {
    fn new(map: &'a Map) -> Self {
        let mut said: Vec<_> = map.statements().filter_map(|it| Some((it.1.node?, it.1))).collect();
        said.sort_by_key(|it| (it.0, it.1.span));
        let mut credences: BTreeMap<NodeId, Vec<_>> = BTreeMap::new();
        for (_, credence) in map.credences().filter(|it| !it.1.removed) {
            credences.entry(credence.node).or_default().push(credence);
        }
        Self { map, said, credences, standings: Standings::of(map) }
    }

    /// The nodes in the order of the thread.
    fn nodes(&self) -> Vec<(NodeId, &'a Node)> {
        let mut nodes: Vec<_> = self.map.nodes().collect();
        nodes.sort_by_key(|&(id, _)| (self.place(id).is_none(), self.place(id), id));
        nodes
    }

    /// The cruxes among these nodes, those a person accepted first, then the surest.
    fn cruxes(&self, nodes: &[(NodeId, &Node)]) -> Vec<NodeId> {
        let mut cruxes: Vec<NodeId> = nodes.iter().filter(|it| it.1.kind == NodeKind::Crux).map(|it| it.0).collect();
        // Sorting is stable: equals stay in the order of the thread.
        cruxes.sort_by(|&a, &b| match (self.unsure(a), self.unsure(b)) {
            (Some(a), Some(b)) => b.total_cmp(&a),
            (a, b) => b.is_none().cmp(&a.is_none()),
        });
        cruxes
    }

    fn summary(&self) -> Summary {
        let map = self.map;
        let nodes = self.nodes();
        let of = |kind| nodes.iter().filter(move |it| it.1.kind == kind).map(|it| it.0);
        let cruxes: Vec<CruxPoint> = self.cruxes(&nodes).into_iter().map(|it| self.crux(it)).collect();
        let used: BTreeSet<NodeId> = cruxes.iter().flat_map(|it| &it.evidence).map(|it| it.saying.node).collect();
        Summary {
            titles: map.sources().map(|it| it.1.title.clone()).filter(|it| !it.is_empty()).collect(),
            people: map.persons().map(|it| it.1.name.clone()).collect::<BTreeSet<_>>().into_iter().collect(),
            hanging: self.hanging(),
            disagreements: of(NodeKind::Disagreement).map(|it| self.disagreement(it)).collect(),
            concessions: self.concessions(nodes.iter().map(|it| it.0)),
            questions: of(NodeKind::Question)
                .filter(|&it| !self.into(it).any(|it| it.1 == EdgeKind::Answers))
                .map(|it| self.saying(it))
                .collect(),
            other_evidence: of(NodeKind::Evidence)
                .filter(|it| !used.contains(it))
                .map(|it| self.evidence(it))
                .collect(),
            sources: map
                .sources()
                .map(|(id, source)| SourcePoint {
                    title: source.title.clone(),
                    comments: map.comments().filter(|it| it.1.span.source == id).count(),
                    statements: map.statements().filter(|it| it.1.span.source == id).count(),
                })
                .collect(),
            proposals: nodes.iter().filter(|it| self.unsure(it.0).is_some()).count(),
            cruxes,
        }
    }

    /// The statements that express a node.
    fn said(&self, id: NodeId) -> impl Iterator<Item = &'a crate::map::Statement> {
        let first = self.said.partition_point(|it| it.0 < id);
        self.said[first..].iter().take_while(move |it| it.0 == id).map(|it| it.1)
    }

    /// Where a node is first said.
    fn place(&self, id: NodeId) -> Option<Span> {
        Some(self.said(id).next()?.span)
    }

    /// The nodes that link to `id`, and how.
    fn into(&self, id: NodeId) -> impl Iterator<Item = (NodeId, EdgeKind)> {
        let edges = self.map.edges_at(id).filter_map(|it| self.map.edge(it));
        edges.filter(move |it| it.to == Item::Node(id)).map(|it| (it.from, it.kind))
    }

    /// The nodes that `id` links to, and how.
    fn out_of(&self, id: NodeId) -> impl Iterator<Item = (NodeId, EdgeKind)> {
        let edges = self.map.edges_at(id).filter_map(|it| self.map.edge(it));
        edges.filter(move |it| it.from == id).filter_map(|it| Some((it.to.node()?, it.kind)))
    }

    fn unsure(&self, id: NodeId) -> Option<f32> {
        self.map.review(id).filter(|it| it.state == ReviewState::Open).map(|it| it.confidence)
    }

    fn text(&self, id: NodeId) -> String {
        let text = self.map.node(id).map(|it| text::plain(&it.text)).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn saying(&self, id: NodeId) -> Saying {
        Saying { node: id, text: self.text(id), quotes: self.quotes(id, |_| true) }
    }

    fn quotes(&self, id: NodeId, wanted: impl Fn(&crate::map::Statement) -> bool) -> Vec<Quote> {
        let statements = self.said(id).filter(|it| wanted(it));
        let quotes = statements.filter_map(|it| {
            let comment = self.map.comment(it.comment);
            let by = it.person.and_then(|it| self.map.person(it)).map(|it| it.name.clone());
            let link = comment.and_then(|it| it.link.clone());
            Some(Quote { words: self.map.quote(it.span)?.to_owned(), by, link })
        });
        quotes.take(3).collect()
    }

    fn crux(&self, id: NodeId) -> CruxPoint {
        let detail = self.map.crux(id).cloned().unwrap_or_default();
        let about: Vec<NodeId> = self.out_of(id).filter(|it| it.1 == EdgeKind::CruxOf).map(|it| it.0).collect();
        let sides: Vec<NodeId> = self.into(id).filter(|it| it.1 == EdgeKind::SideOf).map(|it| it.0).collect();
        let mut evidence = Vec::new();
        for &on in [id].iter().chain(&sides).chain(&about) {
            for (node, _) in self.into(on) {
                let is_evidence = self.map.node(node).is_some_and(|it| it.kind == NodeKind::Evidence);
                if is_evidence && !evidence.contains(&node) {
                    evidence.push(node);
                }
            }
        }
        CruxPoint {
            question: self.saying(id),
            status: detail.status,
            unsure: self.unsure(id),
            sides: detail.sides.iter().map(|it| self.side(it, &sides)).collect(),
            would_change: detail.would_change,
            about: about.into_iter().map(|it| self.saying(it)).collect(),
            evidence: evidence.into_iter().map(|it| self.evidence(it)).collect(),
        }
    }

    fn disagreement(&self, id: NodeId) -> DisagreementPoint {
        let detail = self.map.disagreement(id).cloned().unwrap_or_default();
        let sides: Vec<NodeId> = self.into(id).filter(|it| it.1 == EdgeKind::SideOf).map(|it| it.0).collect();
        DisagreementPoint {
            point: self.saying(id),
            kind: detail.kind,
            sides: detail
                .sides
                .iter()
                .map(|it| SidePoint { since: self.since(it, &sides), ..self.side(it, &sides) })
                .collect(),
        }
    }

    /// When somebody first took a side: said one of its `nodes`, as [`Map::first_words`].
    fn since(&self, side: &Side, nodes: &[NodeId]) -> Option<String> {
        let said = nodes.iter().flat_map(|&it| self.said(it));
        let first = said.filter(|it| it.person == side.person).min_by_key(|it| it.span)?;
        self.map.comment(first.comment)?.time.clone()
    }

    /// A side, with the words of its person among the nodes that are sides, or that say just what its position says.
    fn side(&self, side: &Side, nodes: &[NodeId]) -> SidePoint {
        let position = text::plain(&side.position);
        let mut quotes = Vec::new();
        for &node in nodes {
            let same = side.person.is_none() && self.text(node) == position;
            let theirs = |it: Option<PersonId>| side.person.is_some() && it == side.person;
            quotes.extend(self.quotes(node, |it| same || theirs(it.person)));
        }
        quotes.truncate(3);
        // A person may stand for several claims on one side: what counts is the one that the position says.
        let mut credences = nodes.iter().filter_map(|it| self.credences.get(it)).flatten();
        let credence = credences.find(|it| it.person == side.person && self.text(it.node) == position);
        let credence = credence.map(|it| it.in_words());
        SidePoint { who: who(self.map, side), position, credence, since: None, quotes }
    }

    fn evidence(&self, id: NodeId) -> EvidencePoint {
        let detail = self.map.evidence_of(id).cloned().unwrap_or_default();
        EvidencePoint {
            saying: self.saying(id),
            kind: detail.kind,
            data: detail.data.iter().map(|(name, value)| format!("{name}: {}", shown(value, 3))).collect(),
            computed: self.standings.standing(self.map, id).map(|it| match it {
                Standing::Fresh(outcome) => outcome.gist.clone(),
                Standing::Stale(_) => "not calculated with its inputs as they are".to_owned(),
                Standing::Broken(why) => why.to_string(),
            }),
            on: self.bears_on(id),
        }
    }

    /// The questions that disagreements hang on, each once.
    fn hanging(&self) -> Vec<HangingPoint> {
        const FEW: usize = 8;
        const MOST_NODES: usize = 20_000;
        if self.map.node_count() > MOST_NODES {
            return Vec::new();
        }
        let mut told = BTreeSet::new();
        let all = analysis::cruxes(self.map, &self.standings, 100);
        let first = all.iter().filter(|it| told.insert(it.question)).take(FEW);
        first
            .map(|it| HangingPoint {
                question: self.text(it.question),
                conclusion: self.text(it.conclusion),
                why: analysis::told::crux(self.map, it),
            })
            .collect()
    }

    /// What evidence does to what, with its weight where that is known.
    fn bears_on(&self, id: NodeId) -> Vec<(&'static str, String)> {
        let edges = self.map.edges_at(id).filter_map(|it| Some((it, self.map.edge(it)?)));
        let out = edges.filter(|it| it.1.from == id).filter_map(|(edge, it)| Some((edge, it.kind, it.to.node()?)));
        out.map(|(edge, kind, to)| {
            let weight = weigh::bits(self.map, &self.standings, edge).ok().map(weigh::told);
            let weight = weight.map_or_else(String::new, |it| format!(" ({it})"));
            (kind.words(), format!("{}{weight}", self.text(to)))
        })
        .collect()
    }

    fn concessions(&self, nodes: impl Iterator<Item = NodeId>) -> Vec<Concession> {
        let mut found = Vec::new();
        for node in nodes {
            let to = self.out_of(node).find(|it| it.1 == EdgeKind::Concedes).map(|it| self.text(it.0));
            let mut statements = self.said(node);
            if to.is_some() || statements.any(|it| it.kind == StatementKind::Concession) {
                found.push(Concession { granted: self.saying(node), to });
            }
        }
        found
    }
}

/// A value in words. What is nested deeper than `depth` is left out.
fn shown(value: &Value, depth: usize) -> String {
    let some = |parts: Vec<String>, all: usize| {
        let more = if all > parts.len() { format!(" and {} more", all - parts.len()) } else { String::new() };
        parts.join(", ") + &more
    };
    match value {
        Value::Number(it) => it.to_string(),
        Value::Text(it) => it.clone(),
        _ if depth == 0 => "…".to_owned(),
        Value::List(all) => some(all.iter().take(8).map(|it| shown(it, depth - 1)).collect(), all.len()),
        Value::Table(all) => {
            let parts = all.iter().take(8).map(|(name, it)| format!("{name} {}", shown(it, depth - 1)));
            some(parts.collect(), all.len())
        }
    }
}
