//! Thousands of random edits, undos and redos: the map keeps every rule after each, and undoing all of it leads back.

#![expect(clippy::unwrap_used, reason = "a test may")]

use cruxmap::map::{
    Crux, Document, Edge, EdgeId, EdgeKind, Edit, Ids, Item, Map, Node, NodeId, NodeKind, Point, Records, Review,
    ReviewState,
};

/// xorshift64 (Marsaglia 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n.max(1) as u64).unwrap()
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

fn random_items(map: &Map, random: &mut Random) -> Vec<Item> {
    let all: Vec<Item> = map.nodes().map(|it| it.0.into()).chain(map.edges().map(|it| it.0.into())).collect();
    (0..=random.below(3)).map(|_| random.pick(&all)).collect()
}

/// A small batch as the extractor might send it: ids come from a few numbers, so batches overlap.
fn random_records(random: &mut Random) -> Records {
    let mut records = Records::default();
    let id = |n: usize| NodeId::derived(&[&[u8::try_from(n).unwrap()]]);
    for _ in 0..4 {
        let n = random.below(12);
        let kind = random.pick(&NodeKind::ALL);
        records.nodes.insert(id(n), Node { kind, text: format!("found {n}") });
        let state = ReviewState::Open;
        let review = Review { state, confidence: 0.5, cues: Vec::new(), runner_up: None };
        records.reviews.insert(id(n).into(), review.clone());
        let (from, to) = (id(n), id(random.below(12)));
        let edge = EdgeId::derived(&[&[u8::try_from(random.below(40)).unwrap()]]);
        records.edges.insert(edge, Edge { from, to: to.into(), kind: random.pick(&EdgeKind::ALL) });
        records.reviews.insert(edge.into(), review);
    }
    records
}

fn random_edit(map: &Map, random: &mut Random) -> Edit {
    let nodes: Vec<NodeId> = map.nodes().map(|it| it.0).collect();
    let edges: Vec<EdgeId> = map.edges().map(|it| it.0).collect();
    if nodes.is_empty() {
        return Edit::Merge(Box::new(random_records(random)));
    }
    let (node, other) = (random.pick(&nodes), random.pick(&nodes));
    let items = random_items(map, random).into_iter().collect();
    let point = |random: &mut Random| {
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let x = random.below(9) as f32;
        Point { x: if x > 7.0 { f32::NAN } else { x }, y: 0.0 }
    };
    match random.below(14) {
        0 | 1 => {
            let link = (random.below(2) == 0).then(|| (random.pick(&EdgeKind::ALL), other.into()));
            let at = (random.below(3) == 0).then(|| point(random));
            Edit::AddNode { kind: random.pick(&NodeKind::ALL), text: "new".to_owned(), at, link }
        }
        2 => Edit::SetText { node, text: format!("{}", random.below(3)) },
        3 => Edit::SetKind { node, kind: random.pick(&NodeKind::ALL) },
        4..=6 => {
            let to = if random.below(4) == 0 && !edges.is_empty() { random.pick(&edges).into() } else { other.into() };
            let legal = map.legal_edges(node, to);
            let kind = if legal.is_empty() { EdgeKind::Supports } else { random.pick(legal) };
            Edit::Connect { from: node, to, kind }
        }
        7 if !edges.is_empty() => Edit::SetEdgeKind { edge: random.pick(&edges), kind: random.pick(&EdgeKind::ALL) },
        8 => Edit::Pin { places: [(node, (random.below(2) == 0).then(|| point(random)))].into() },
        9 => Edit::Delete { items },
        10 => Edit::Accept { items },
        11 => Edit::Reject { items },
        12 => Edit::SetCrux { node, crux: Crux { would_change: "much".to_owned(), ..Crux::default() } },
        _ => Edit::Merge(Box::new(random_records(random))),
    }
}

#[test]
fn random_sessions_keep_the_rules_and_can_be_undone() {
    let (mut done, mut refused) = (0, 0);
    for seed in 1..60 {
        let mut random = Random(seed * 7919);
        let mut document = Document::new(Map::default(), Ids::seeded(seed));
        for step in 0..200 {
            match random.below(10) {
                0 => drop(document.undo()),
                1 => drop(document.redo()),
                _ => match document.edit(random_edit(document.map(), &mut random)) {
                    Ok(_) => done += 1,
                    Err(_) => refused += 1,
                },
            }
            assert_eq!(document.map().problems(), Vec::<String>::new(), "seed {seed}, step {step}");
        }
        let end = document.map().clone();
        let mut steps = 0;
        while document.undo().is_some() {
            steps += 1;
            assert_eq!(document.map().problems(), Vec::<String>::new(), "seed {seed}, undo {steps}");
        }
        assert_eq!(document.map(), &Map::default(), "seed {seed}");
        for _ in 0..steps {
            document.redo();
        }
        assert_eq!(document.map(), &end, "seed {seed}");
    }
    assert!(done > 5000 && refused > 200, "the sessions are too tame: {done} done, {refused} refused");
}
