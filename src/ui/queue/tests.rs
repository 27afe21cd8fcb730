use super::*;
use crate::map::{Crux, Edge, EdgeId, EdgeKind, Node, NodeId, NodeKind, Records, Review};

fn node(n: usize) -> NodeId {
    NodeId::derived(&[&n.to_le_bytes()])
}

fn link(n: usize) -> EdgeId {
    EdgeId::derived(&[&n.to_le_bytes()])
}

fn review(confidence: f32) -> Review {
    Review { confidence, ..Review::default() }
}

/// Claims that are proposed so surely, and links between them: each supports what it leads to.
fn map(nodes: &[f32], links: &[(usize, usize, f32)], cruxes: &[usize]) -> Map {
    let mut records = Records::default();
    for (n, &confidence) in nodes.iter().enumerate() {
        let kind = if cruxes.contains(&n) { NodeKind::Crux } else { NodeKind::Claim };
        if kind == NodeKind::Crux {
            records.cruxes.insert(node(n), Crux::default());
        }
        records.nodes.insert(node(n), Node { kind, text: format!("Words {n}").into() });
        records.reviews.insert(node(n).into(), review(confidence));
    }
    for (n, &(from, to, confidence)) in links.iter().enumerate() {
        let kind = if cruxes.contains(&from) { EdgeKind::CruxOf } else { EdgeKind::Supports };
        records.edges.insert(link(n), Edge { from: node(from), to: node(to).into(), kind });
        records.reviews.insert(link(n).into(), review(confidence));
    }
    Map::from_records(records).expect("a sound map")
}

fn queue(map: &Map) -> Queue {
    let mut queue = Queue::default();
    queue.update(map, Revision::default());
    queue
}

fn order(queue: &Queue) -> Vec<Item> {
    queue.order.iter().map(|it| it.1).collect()
}

#[test]
fn doubt_and_what_hangs_on_it_decide_the_order() {
    // 0 <- 1 <- 2, 3 alone, 4 alone but doubtful.
    let map = map(&[0.6, 0.6, 0.6, 0.6, 0.1], &[(1, 0, 1.0), (2, 1, 1.0)], &[]);
    let queue = queue(&map);
    let nodes: Vec<Item> = order(&queue).into_iter().filter(|it| it.node().is_some()).collect();
    let mut chain = [node(0), node(1), node(2)].map(Item::Node);
    // Each of the chain reaches the two others: they are equals.
    chain.sort_unstable();
    assert_eq!(nodes[..3], chain);
    assert_eq!(nodes[3..], [node(4), node(3)].map(Item::Node));
    let (_, all, stake) = queue.place(node(1).into()).expect("a place");
    assert_eq!((all, stake), (7, Stake { above: 1, below: 1, points: 0 }));
    assert_eq!(stake.words().as_deref(), Some("1 conclusion rests on it, 1 reason leads up to it"));
    assert_eq!(queue.place(node(3).into()).and_then(|it| it.2.words()), None);
}

#[test]
fn cruxes_weigh_more_and_sure_proposals_wait() {
    let map = map(&[0.5, 0.5, 0.5, 0.5, 1.0], &[(1, 0, 1.0), (3, 2, 1.0), (4, 0, 1.0)], &[3]);
    let queue = queue(&map);
    let at = |n| queue.place(node(n).into()).expect("a place").0;
    assert!(at(3) < at(1) && at(2) < at(1), "{:?}", queue.order);
    assert_eq!(queue.known[&node(4).into()].0.value.to_bits(), 0.0_f32.to_bits());
}

#[test]
fn a_link_comes_after_its_ends() {
    let map = map(&[0.9, 0.8], &[(1, 0, 0.1)], &[]);
    let queue = queue(&map);
    assert_eq!(order(&queue), [node(1).into(), node(0).into(), link(0).into()]);
    // Nobody has decided on the ends: the link is not due.
    assert_eq!(queue.next(&map, Some(node(0).into()), false), Some(node(1).into()));
}

#[test]
fn circles_and_crowds_end() {
    const CROWD: usize = 400;
    let mut links: Vec<_> = (1..CROWD).map(|it| (it, 0, 0.5)).collect();
    links.push((0, 1, 0.5));
    let map = map(&[0.5; CROWD], &links, &[]);
    let queue = queue(&map);
    let stake = queue.place(node(0).into()).expect("a place").2;
    assert_eq!(stake, Stake { above: 1, below: stake::MOST, points: 0 });
    assert_eq!(order(&queue).len(), 2 * CROWD);
}

#[test]
fn places_stay_when_others_go_and_come() {
    use crate::map::{Document, Edit, Ids};
    let all: Vec<f32> = (0..40_u16).map(|it| 0.2 + 0.02 * f32::from(it * 7 % 40)).collect();
    let links: Vec<_> = (1..40).map(|it| (it, it / 3, 0.7)).collect();
    let mut document = Document::new(map(&all, &links, &[39]), Ids::seeded(1));
    let mut queue = Queue::default();
    queue.update(document.map(), document.revision());
    let first = order(&queue);
    let mut at = queue.next(document.map(), None, false);
    let mut seen = Vec::new();
    while let Some(item) = at {
        seen.push(item);
        let edit = if seen.len() % 3 == 0 {
            Edit::Reject { items: [item].into() }
        } else {
            Edit::Accept { items: [item].into() }
        };
        document.edit(edit).expect("decided");
        queue.update(document.map(), document.revision());
        assert_eq!(order(&queue), first, "deciding moves nothing");
        at = queue.next(document.map(), Some(item), false);
    }
    // One way through, never back: what comes next always stands further down.
    let places: Vec<usize> = seen.iter().map(|&it| queue.place(it).expect("a place").0).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(document.map().reviews().all(|it| it.1.state != ReviewState::Open));
    // Undone, a proposal is where it was.
    document.undo();
    queue.update(document.map(), document.revision());
    assert_eq!(queue.next(document.map(), None, false), seen.last().copied());
}
