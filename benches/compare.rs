//! Processor time of comparing two large maps, and of merging three.
//!
//! Maps as threads make them; each side rewords, moves and links a tenth of the nodes, half of them the same as the other.

#![expect(clippy::expect_used, reason = "a bench may")]

mod clock;
#[path = "../tests/large_map/mod.rs"]
mod large_map;

use clock::timed;
use cruxmap::{
    compare::{Choices, compare, merge},
    map::{Edit, Ids, Map, NodeId, NodeKind, Point},
};

fn main() {
    println!(
        "{:>8} {:>8} {:>12} {:>10} {:>10} {:>10} {:>10}",
        "nodes", "links", "differences", "diff s", "merge s", "conflicts", "check s"
    );
    for nodes in [1000, 5000, 20_000] {
        let base = large_map::map_of(nodes);
        let [ours, theirs] = [0, 1].map(|side| worked_on(&base, side));
        let (diff, comparison) = timed(|| compare(&base, &ours));
        let (merging, merged) = timed(|| merge(&base, &ours, &theirs, &Choices::new()).expect("sound maps"));
        let (check, problems) = timed(|| merged.map.problems());
        assert!(problems.is_empty());
        println!(
            "{:>8} {:>8} {:>12} {diff:>10.3} {merging:>10.3} {:>10} {check:>10.3}",
            base.node_count(),
            base.edge_count(),
            comparison.entries.len(),
            merged.conflicts.len(),
        );
    }
}

/// `base` after somebody worked on every tenth node, or on the one after each tenth.
fn worked_on(base: &Map, side: usize) -> Map {
    let ids: Vec<NodeId> = base.nodes().map(|it| it.0).collect();
    let (mut map, mut mint) = (base.clone(), Ids::seeded(side as u64 + 5));
    for (n, &node) in ids.iter().enumerate().filter(|it| it.0 % 10 == 0 || it.0 % 20 == 2 * side + 1) {
        #[expect(clippy::cast_precision_loss, reason = "some thousands")]
        let at = Some(Point { x: n as f32, y: side as f32 });
        let text = format!("Said anew by {side}, number {n}.");
        let link = base.edges_at(node).next().is_none().then_some((NodeKind::Claim, node));
        let mut edits = vec![Edit::SetText { node, text }, Edit::Pin { places: [(node, at)].into() }];
        if let Some((kind, _)) = link {
            edits.push(Edit::AddNode { kind, text: format!("Added {n}"), at: None, link: None });
        }
        for edit in edits {
            let diff = edit.plan(&map, &mut mint).expect("an edit that fits");
            map.apply(&diff).expect("planned on it");
        }
    }
    map
}
