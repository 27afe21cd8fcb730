//! A map that holds the rules' proposals is read with a model: what people decided stays, the rest makes room.

use super::{
    endpoint::{Endpoint, Reply, only, statement},
    toll::{TOLL, TUNNEL, all, rules, settings, toll},
};
use cruxmap::{
    jobs::Progress,
    map::{
        Comment, CommentId, Document, Edge, Edit, Ids, Item, Map, NodeId, Point, Records, Review, ReviewState,
        Statement, StatementId, StatementKind,
    },
    model::{self, Reading},
    source::Thread,
};
use serde_json::Value;
use std::collections::BTreeSet;

fn reading(thread: &Thread, wanted: &BTreeSet<usize>, said: Vec<Value>) -> Reading {
    let endpoint = Endpoint::start(move |_, _| Reply::json(&only(&said)));
    let reading = model::read(thread, wanted, &settings(&endpoint), &Progress::default());
    assert_eq!(reading.trouble, None);
    reading
}

fn read(document: &mut Document, thread: &Thread, wanted: &BTreeSet<usize>, said: Vec<Value>) {
    let edit = model::edit(document.map(), thread, reading(thread, wanted, said));
    document.edit(edit).unwrap();
    assert_eq!(document.map().problems(), Vec::<String>::new());
}

fn of_rules(thread: &Thread) -> Document {
    let mut document = Document::new(Map::default(), Ids::seeded(1));
    document.edit(Edit::Merge(Box::new(rules(thread)))).unwrap();
    document
}

/// The nodes that statements of a comment express, in the order of the text.
fn nodes_in(map: &Map, author: &str) -> Vec<NodeId> {
    let by = |it| map.person(it).is_some_and(|it| it.name == author);
    let here = map.comments().filter(|it| it.1.author.is_some_and(by)).map(|it| it.0).collect::<BTreeSet<_>>();
    let statements = map.statements().filter(|it| here.contains(&it.1.comment));
    let mut nodes: Vec<_> = statements.filter_map(|it| Some((it.1.span, it.1.node?))).collect();
    nodes.sort_unstable();
    nodes.dedup_by_key(|it| it.1);
    nodes.into_iter().map(|it| it.1).collect()
}

fn by_model(review: &Review) -> bool {
    review.cues[0].says == "proposed by scripted-1"
}

fn quotes(map: &Map) -> BTreeSet<&str> {
    map.statements().filter(|it| it.1.node.is_some()).map(|it| map.quote(it.1.span).unwrap()).collect()
}

/// The review of a node as it was, but for what it may bear on and is gone now.
fn as_before(before: &Map, now: &Map, id: NodeId) -> Option<Review> {
    let review = before.review(id)?.clone();
    let alternatives = review.alternatives.iter().copied().filter(|it| now.node(it.to).is_some()).collect();
    Some(Review { alternatives, ..review })
}

#[test]
fn what_people_decided_stays_and_the_rest_makes_room() {
    let thread = toll();
    let mut document = of_rules(&thread);
    let found = nodes_in(document.map(), "alder");
    let ours = nodes_in(document.map(), "birch");
    let (accepted, rejected, reworded, placed) = (found[0], found[2], ours[1], ours[2]);
    let words = document.map().node(rejected).unwrap().text.clone();
    document.edit(Edit::Accept { items: [accepted.into()].into() }).unwrap();
    document.edit(Edit::Reject { items: [rejected.into()].into() }).unwrap();
    document.edit(Edit::SetText { node: reworded, text: "It only moves.".to_owned() }).unwrap();
    document.edit(Edit::Pin { places: [(placed, Some(Point { x: 1.0, y: 2.0 }))].into() }).unwrap();
    let before = document.map().clone();
    let kept: BTreeSet<NodeId> = [accepted, reworded, placed].into();
    assert!(before.nodes().filter(|it| !kept.contains(&it.0)).count() > 2);

    // The model cuts otherwise, and says what was rejected as well.
    let said = vec![
        statement("a", "c1", "Traffic fell by 20%", "claim"),
        statement("b", "c1", &words, "claim"),
        statement("c", "c2", "moves the queue", "claim"),
        statement("d", "c3", "I think the tunnel has room.", "claim"),
    ];
    read(&mut document, &thread, &all(&thread), said);
    let map = document.map();
    for &id in &kept {
        assert_eq!((map.node(id), map.review(id).cloned()), (before.node(id), as_before(&before, map, id)), "{id}");
    }
    assert_eq!(map.review(rejected).map(|it| it.state), Some(ReviewState::Rejected));
    assert!(map.node(rejected).is_none(), "what was rejected comes back");
    assert!(["Traffic fell by 20%", "moves the queue"].iter().all(|it| quotes(map).contains(it)), "{:?}", quotes(map));
    for (id, _) in map.nodes().filter(|it| !kept.contains(&it.0)) {
        assert!(map.review(id).is_some_and(by_model), "{id} of the rules stands beside the model's");
    }
    assert_eq!(document.undo_label(), Some("Read with a model"));
    document.undo();
    assert_eq!(document.map(), &before, "one undo brings all back");
}

#[test]
fn another_reading_replaces_the_one_before() {
    let thread = toll();
    let mut document = of_rules(&thread);
    let (one, two) = ("Traffic fell by 20%", "the harbour city raised its toll");
    read(
        &mut document,
        &thread,
        &all(&thread),
        vec![statement("a", "c1", one, "claim"), statement("b", "c2", TUNNEL, "question")],
    );
    assert_eq!(quotes(document.map()), [one, TUNNEL].into());
    let kept = document.map().nodes().find(|it| it.1.text == one).unwrap().0;
    document.edit(Edit::Accept { items: [kept.into()].into() }).unwrap();
    // What the rules found, the first reading left out, and the second finds, comes back.
    read(
        &mut document,
        &thread,
        &all(&thread),
        vec![
            statement("a", "c1", two, "claim"),
            statement("b", "c1", TOLL, "claim"),
            statement("c", "c2", "only moves the queue", "claim"),
        ],
    );
    assert_eq!(quotes(document.map()), [one, two, TOLL, "only moves the queue"].into());
    let kinds = document.map().statements().filter(|it| it.1.node.is_some()).map(|it| it.1.kind);
    assert!(kinds.clone().all(|it| it == StatementKind::Claim), "{:?}", kinds.collect::<Vec<_>>());
}

#[test]
fn comments_that_are_not_read_stay_as_they_are() {
    let thread = toll();
    let mut document = of_rules(&thread);
    let before = document.map().clone();
    let (of_alder, of_cedar) = (nodes_in(&before, "alder"), nodes_in(&before, "cedar"));
    read(&mut document, &thread, &BTreeSet::from([1]), vec![statement("a", "c2", "moves the queue", "claim")]);
    let map = document.map();
    for id in of_alder.iter().chain(&of_cedar) {
        assert_eq!((map.node(*id), map.review(*id).cloned()), (before.node(*id), as_before(&before, map, *id)));
    }
    let of_birch = nodes_in(map, "birch");
    assert_eq!(of_birch.len(), 1);
    assert!(map.review(Item::Node(of_birch[0])).is_some_and(by_model));
    // A map by another hand gets only what was read.
    let mut document = Document::new(Map::from_records(other_hand(&thread)).unwrap(), Ids::seeded(1));
    read(&mut document, &thread, &BTreeSet::from([1]), vec![statement("a", "c2", "moves the queue", "claim")]);
    assert_eq!(quotes(document.map()), ["moves the queue"].into());
}

#[test]
fn what_another_reader_found_is_known_by_where_it_stands() {
    let thread = toll();
    let mut document = Document::new(Map::from_records(renamed(rules(&thread))).unwrap(), Ids::seeded(1));
    let accepted = nodes_in(document.map(), "alder")[0];
    let words = document.map().node(accepted).unwrap().text.clone();
    document.edit(Edit::Accept { items: [accepted.into()].into() }).unwrap();
    let before = document.map().clone();
    let said = vec![statement("a", "c1", &words, "question"), statement("b", "c2", "moves the queue", "claim")];
    read(&mut document, &thread, &all(&thread), said);
    let map = document.map();
    assert_eq!((map.node(accepted), map.review(accepted)), (before.node(accepted), before.review(accepted)));
    let spans: BTreeSet<_> = map.statements().map(|it| it.1.span).collect();
    assert_eq!(spans.len(), map.statements().count(), "a statement stands there twice");
    assert_eq!(map.comments().count(), before.comments().count());
    assert_eq!(map.node_count(), 2, "{:?}", quotes(map));
    document.undo();
    assert_eq!(document.map(), &before);
}

/// The same with other ids, and without credences.
fn renamed(records: Records) -> Records {
    let comment = |id: CommentId| CommentId::derived(&[b"other", id.to_string().as_bytes()]);
    let node = |id: NodeId| NodeId::derived(&[b"other", id.to_string().as_bytes()]);
    let statement = |id: StatementId| StatementId::derived(&[b"other", id.to_string().as_bytes()]);
    let mut records = records;
    records.credences.clear();
    let item = |it: Item| it.node().map_or(it, |it| node(it).into());
    Records {
        edges: records
            .edges
            .into_iter()
            .map(|(id, it)| (id, Edge { from: node(it.from), to: item(it.to), ..it }))
            .collect(),
        comments: records
            .comments
            .into_iter()
            .map(|(id, it)| (comment(id), Comment { parent: it.parent.map(comment), ..it }))
            .collect(),
        statements: records
            .statements
            .into_iter()
            .map(|(id, it)| (statement(id), Statement { comment: comment(it.comment), node: it.node.map(node), ..it }))
            .collect(),
        nodes: records.nodes.into_iter().map(|(id, it)| (node(id), it)).collect(),
        cruxes: records.cruxes.into_iter().map(|(id, it)| (node(id), it)).collect(),
        evidence: records.evidence.into_iter().map(|(id, it)| (node(id), it)).collect(),
        disagreements: records.disagreements.into_iter().map(|(id, it)| (node(id), it)).collect(),
        reviews: records
            .reviews
            .into_iter()
            .map(|(of, it)| (item(of), Review { alternatives: Box::default(), ..it }))
            .collect(),
        ..records
    }
}

/// The thread in a map for which another reader found nothing in it.
fn other_hand(thread: &Thread) -> Records {
    let Records { sources, comments, persons, .. } = rules(thread);
    Records { sources, comments, persons, ..Records::default() }
}
