//! Maps for tests, from the gold annotations of the development threads.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![expect(clippy::unwrap_used, reason = "a test may")]

use cruxmap::map::{
    Comment, CommentId, Crux, Cue, Disagreement, Document, Edge, EdgeId, EdgeKind, Edit, Evidence, EvidenceKind, Ids,
    Item, Map, Marks, Node, NodeId, NodeKind, Person, PersonId, Records, Review, ReviewState, Side, Source, SourceId,
    Span, Speaker, Statement, StatementId, StatementKind, Value, legal_edges,
};
use serde_json::Value as Json;
use std::path::PathBuf;

/// The file in the shared folder, or nothing (with a printed reason) where it is missing.
pub fn shared(path: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    let text = std::fs::read_to_string(&path);
    if text.is_err() {
        println!("skipped: {} is missing", path.display());
    }
    text.ok()
}

/// The development threads: name, text and gold annotations.
pub fn threads() -> Vec<(&'static str, String, Json)> {
    let names = [("dev1-entente", "txt"), ("dev2-faithful", "md"), ("dev3-sharpe", "txt")];
    let read = |(name, ext)| {
        let (text, gold) = (shared(&format!("threads/{name}.{ext}"))?, shared(&format!("threads/{name}.gold.json"))?);
        Some((name, text, serde_json::from_str(&gold).unwrap()))
    };
    names.into_iter().filter_map(read).collect()
}

/// The map that the gold annotations of a thread describe. All is proposed, but for every third node.
pub fn map_of(title: &str, text: &str, gold: &Json) -> Map {
    let mut records = Records::default();
    let source = SourceId::derived(&[text.as_bytes()]);
    records.sources.insert(
        source,
        Source { title: title.to_owned(), format: "test".to_owned(), text: text.into(), chrome: Vec::new() },
    );
    let id = |it: &Json| it.as_str().unwrap().to_owned();
    let span = |it: &Json| Span {
        source,
        start: u32::try_from(it["start"].as_u64().unwrap()).unwrap(),
        end: u32::try_from(it["end"].as_u64().unwrap()).unwrap(),
    };
    for it in gold["comments"].as_array().unwrap() {
        let author = it["person"].as_str().map(|name| person(&mut records, name));
        let comment = Comment {
            span: span(it),
            author,
            parent: it["parent"].as_str().map(|it| CommentId::derived(&[it.as_bytes()])),
            time: None,
            link: Some(format!("https://example.org/thread#{}", id(&it["id"]))),
            marks: Marks::default(),
            topic: None,
            footnotes: Vec::new(),
            certainty: 1.0,
        };
        records.comments.insert(CommentId::derived(&[id(&it["id"]).as_bytes()]), comment);
    }
    for (nth, it) in gold["statements"].as_array().unwrap().iter().enumerate() {
        statement(&mut records, gold, it, span(it), nth);
    }
    for it in gold["relations"].as_array().unwrap() {
        let (from, to) = (node_id(&id(&it["from"])), node_id(&id(&it["to"])));
        relation(&mut records, from, to, it["kind"].as_str().unwrap());
    }
    Map::from_records(records).unwrap()
}

fn node_id(statement: &str) -> NodeId {
    NodeId::derived(&[statement.as_bytes()])
}

fn person(records: &mut Records, name: &str) -> PersonId {
    let id = PersonId::derived(&[name.as_bytes()]);
    records.persons.insert(id, Person { name: name.to_owned() });
    id
}

fn statement(records: &mut Records, gold: &Json, it: &Json, span: Span, nth: usize) {
    let name = it["id"].as_str().unwrap();
    let kind = match it["kind"].as_str().unwrap() {
        "claim" => StatementKind::Claim,
        "question" => StatementKind::Question,
        "concession" => StatementKind::Concession,
        "crux" => StatementKind::Crux,
        "evidence" => StatementKind::Evidence,
        "meta" => StatementKind::Meta,
        "smalltalk" => StatementKind::Smalltalk,
        _ => StatementKind::Premise,
    };
    let crux = gold["cruxes"].as_array().unwrap().iter().find(|crux| crux["statement"].as_str() == Some(name));
    let node = match kind {
        StatementKind::Meta | StatementKind::Smalltalk => None,
        _ if crux.is_some() => Some(NodeKind::Crux),
        StatementKind::Question => Some(NodeKind::Question),
        StatementKind::Evidence => Some(NodeKind::Evidence),
        _ => Some(NodeKind::Claim),
    };
    let speaker = it["person"].as_str().map(|name| person(records, name));
    records.statements.insert(
        StatementId::derived(&[name.as_bytes()]),
        Statement {
            span,
            comment: CommentId::derived(&[it["comment"].as_str().unwrap().as_bytes()]),
            speaker: if it["speaker"] == "author" { Speaker::Author } else { Speaker::Opponent },
            person: speaker,
            kind,
            disputed: it["is_disagreement"] == true,
            node: node.map(|_| node_id(name)),
        },
    );
    let Some(kind) = node else { return };
    let mut text = it["gist"].as_str().unwrap().to_owned();
    if let Some(crux) = crux {
        if let Some(question) = crux["question"].as_str() {
            question.clone_into(&mut text);
        }
        let between = crux["between"].as_array().unwrap();
        let sides = between.iter().zip(["Yes, and then it would follow.", "No, it would make no difference."]);
        let sides = sides.map(|(who, position)| Side {
            person: None,
            who: who.as_str().unwrap_or("somebody").into(),
            position: position.into(),
        });
        let would_change = crux["would_change"].as_str().unwrap_or_default().to_owned();
        let detail = Crux { sides: sides.collect(), would_change, ..Crux::default() };
        records.cruxes.insert(node_id(name), detail);
    }
    if kind == NodeKind::Evidence {
        let sorts = gold["evidence"].as_array().unwrap();
        let sort = sorts.iter().find(|it| it["statement"].as_str() == Some(name)).and_then(|it| it["kind"].as_str());
        let kind = match sort {
            Some("cot_faithfulness") => EvidenceKind::CotFaithfulness,
            Some("sharpe") => EvidenceKind::Sharpe,
            Some("game_theory") => EvidenceKind::GameTheory,
            Some("statistic") => EvidenceKind::Statistic,
            Some("thought_experiment") => EvidenceKind::ThoughtExperiment,
            Some("anecdote") => EvidenceKind::Anecdote,
            _ => EvidenceKind::Citation,
        };
        records.evidence.insert(node_id(name), Evidence { kind, ..Evidence::default() });
    }
    records.nodes.insert(node_id(name), Node { kind, text: text.into() });
    let confidence = [0.4, 0.6, 0.9][nth % 3];
    let state = if nth.is_multiple_of(3) { ReviewState::Accepted } else { ReviewState::Open };
    let cue = Cue { words: String::new(), says: "gold".into() };
    records
        .reviews
        .insert(Item::Node(node_id(name)), Review { state, confidence, cues: [cue].into(), ..Review::default() });
}

fn relation(records: &mut Records, from: NodeId, to: NodeId, kind: &str) {
    let (Some(a), Some(b)) = (records.nodes.get(&from), records.nodes.get(&to)) else { return };
    let wanted = match kind {
        "attacks" => EdgeKind::Attacks,
        "concedes" => EdgeKind::Concedes,
        "qualifies" => EdgeKind::Qualifies,
        "answers" => EdgeKind::Answers,
        "restates" | "quotes_reply" => EdgeKind::Restates,
        "crux_for" => EdgeKind::CruxOf,
        "evidence_for" => EdgeKind::BearsOn,
        _ => EdgeKind::Supports,
    };
    let legal = legal_edges(a.kind, b.kind);
    let Some(&kind) = legal.iter().find(|&&it| it == wanted).or(legal.first()) else { return };
    let edge = EdgeId::derived(&[from.to_string().as_bytes(), to.to_string().as_bytes()]);
    let ends = |it: &Edge| it.from == from && it.to == Item::Node(to);
    if from != to && !records.edges.values().any(ends) {
        records.edges.insert(edge, Edge { from, to: Item::Node(to), kind });
    }
}

/// A map by hand, with every kind of node, sort of evidence and kind of link, and `text` as words everywhere.
pub fn every_kind(text: &str) -> Map {
    let mut document = Document::new(Map::default(), Ids::seeded(1));
    let add = |document: &mut Document, kind| {
        let edit = Edit::AddNode { kind, text: text.to_owned(), at: None, link: None };
        *document.edit(edit).unwrap().nodes.keys().next().unwrap()
    };
    let claims: Vec<NodeId> = (0..7).map(|_| add(&mut document, NodeKind::Claim)).collect();
    let question = add(&mut document, NodeKind::Question);
    let crux = add(&mut document, NodeKind::Crux);
    let disagreement = add(&mut document, NodeKind::Disagreement);
    add(&mut document, NodeKind::Disagreement);
    add(&mut document, NodeKind::Note);
    let side = |who: &str| Side { person: None, who: who.into(), position: text.into() };
    let sides = vec![side(text), side("the other"), side("a third"), side("a fourth")];
    let detail = Crux { sides: sides.clone(), would_change: text.to_owned(), ..Crux::default() };
    document.edit(Edit::SetCrux { node: crux, crux: detail }).unwrap();
    let detail = Disagreement { sides, ..Disagreement::default() };
    document.edit(Edit::SetDisagreement { node: disagreement, disagreement: detail }).unwrap();
    let link = |document: &mut Document, from, to: Item, kind| {
        *document.edit(Edit::Connect { from, to, kind }).unwrap().edges.keys().next().unwrap()
    };
    let supports = link(&mut document, claims[1], claims[0].into(), EdgeKind::Supports);
    link(&mut document, claims[2], supports.into(), EdgeKind::Undercuts);
    link(&mut document, claims[2], claims[0].into(), EdgeKind::Attacks);
    link(&mut document, claims[3], claims[0].into(), EdgeKind::Qualifies);
    link(&mut document, claims[4], claims[0].into(), EdgeKind::Concedes);
    link(&mut document, claims[5], claims[0].into(), EdgeKind::Restates);
    link(&mut document, claims[6], question.into(), EdgeKind::Answers);
    link(&mut document, crux, claims[0].into(), EdgeKind::CruxOf);
    link(&mut document, claims[6], disagreement.into(), EdgeKind::SideOf);
    for kind in EvidenceKind::ALL {
        let node = add(&mut document, NodeKind::Evidence);
        let data = [(text.to_owned(), Value::Text(text.to_owned())), ("ratio".to_owned(), Value::Number(1.5))];
        let evidence = Evidence { kind, data: data.into_iter().collect(), ..Evidence::default() };
        document.edit(Edit::SetEvidence { node, evidence }).unwrap();
        link(&mut document, node, crux.into(), EdgeKind::BearsOn);
    }
    document.map().clone()
}

/// Texts that break careless code.
pub const HOSTILE: [&str; 8] = [
    "<script>alert(1)</script> & \"quotes\" 'single' ]]> --><style>",
    "`back``ticks` | pipes | [link](javascript:alert(1)) ![x](y) **b** _e_ # h\n\n> quote\n\n```\nfence",
    "",
    "\u{0}\u{7}\u{1b}[31m\u{fffe}\u{ffff}\u{2028}",
    "字字字字、字字字字。字字字字字字字字字字字字字字字字字字字字字字字字字字字字",
    "👩‍👩‍👧‍👦 مرحبا بالعالم e\u{301}\u{301}\u{301}",
    "https://example.org/averyveryverylongaddressthatnevereverends/andgoesonandonandonandonandonandonandonandonandon",
    "line\nline\r\nline\tline\n\n- item\n- item\n\n1. one\n2. two",
];
