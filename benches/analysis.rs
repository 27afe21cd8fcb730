//! Processor time of what credences come to: a ranking of cruxes, and what follows from one supposition.
//!
//! A tree of reasons with as many links across as there are in it, and one without; twenty people with a view on every tenth claim.

#![expect(clippy::expect_used, reason = "a bench may")]

mod clock;

use clock::timed;
use cruxmap::{
    analysis::{
        Mind, Model,
        argument::{Arguments, bases},
        cruxes,
        graded::graded,
        group::minds,
        labels::labels,
        notes,
    },
    evidence::Standings,
    map::{Credence, CredenceId, Edge, EdgeId, EdgeKind, Map, Node, NodeId, NodeKind, Person, PersonId, Records},
};

const PEOPLE: u64 = 20;

fn main() {
    println!(
        "{:>8} {:>8} {:>12} {:>14} {:>10} {:>10} {:>12} {:>10} {:>8}",
        "nodes", "links", "ranking s", "supposition s", "weight s", "most s", "semantics s", "notes s", "cruxes"
    );
    for (nodes, across) in [1000, 5000, 20_000].into_iter().flat_map(|it| [(it, true), (it, false)]) {
        let map = map(nodes, across);
        let standings = Standings::of(&map);
        let (ranking, found) = timed(|| cruxes(&map, &standings, 100));
        let model = Model::of(&map, &standings);
        let person = map.persons().next().map(|it| it.0);
        let mut mind = Mind::of(&model, &map, person);
        let held: Vec<usize> = (0..model.nodes.len()).filter(|&it| mind.holds(it).is_some()).collect();
        let (supposing, _) = timed(|| held.iter().map(|&it| mind.if_held(it, 0.9, |it| it.implied(0))).count());
        #[expect(clippy::cast_precision_loss, reason = "some thousands")]
        let each = supposing / held.len() as f64;
        let minds = minds(&model, &map);
        let mut other = model.clone();
        // What links would do if they weighed something else, for all people, as while one drags: some two hundred of them.
        let ends = map.edges().filter_map(|(id, it)| Some((id, model.number[&it.to.node()?])));
        let links: Vec<(EdgeId, usize)> = ends.step_by(map.edge_count() / 200 + 1).collect();
        let mut most = 0.0_f64;
        let (weighing, ()) = timed(|| {
            for &(edge, to) in &links {
                let (one, ()) = timed(|| {
                    other.reweigh(edge, to, 5.0);
                    let resting = other.resting_on(to);
                    for (_, it) in &minds {
                        it.on(&other).follow(&resting);
                    }
                });
                most = most.max(one);
                other.reweigh(edge, to, 3.0);
            }
        });
        #[expect(clippy::cast_precision_loss, reason = "some thousands")]
        let weighing = weighing / links.len() as f64;
        let (arguing, _) = timed(|| {
            let arguments = Arguments::of(&map, &model).expect("not too large");
            let graded = graded(&arguments, bases(&model, &minds, None));
            (graded.is_ok(), labels(&arguments, 200_000).is_ok())
        });
        let (noting, _) = timed(|| notes(&map));
        let links = map.edge_count();
        println!(
            "{nodes:>8} {links:>8} {ranking:>12.4} {each:>14.7} {weighing:>10.6} {most:>10.6} {arguing:>12.4} {noting:>10.4} {:>8}",
            found.len()
        );
    }
}

/// Numbers from a seed (`SplitMix64`, Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }
}

/// `across`: whether each claim leads to another one at random, too, so that what rests on one grows with the map.
fn map(count: u64, across: bool) -> Map {
    let mut chance = Chance(7);
    let mut records = Records::default();
    let node = |nth: u64| NodeId::from_bits(nth + 1);
    for nth in 0..count {
        records.nodes.insert(node(nth), Node { kind: NodeKind::Claim, text: format!("Claim {nth}").into() });
        if nth > 0 {
            let links = [(2 * nth, (nth - 1) / 3), (2 * nth + 1, chance.below(nth))];
            for (link, to) in links.into_iter().take(1 + usize::from(across)) {
                let kind = if chance.below(3) == 0 { EdgeKind::Attacks } else { EdgeKind::Supports };
                let edge = Edge { from: node(nth), to: node(to).into(), kind };
                if !records.edges.values().rev().take(1).any(|it| *it == edge) {
                    records.edges.insert(EdgeId::from_bits(link), edge);
                }
            }
        }
    }
    for person in 0..PEOPLE {
        let id = PersonId::from_bits(person + 1);
        records.persons.insert(id, Person { name: format!("Person {person}") });
        for nth in (0..count).filter(|it| it % 10 == person % 10) {
            #[expect(clippy::cast_precision_loss, reason = "at most a thousand")]
            let value = chance.below(1001) as f32 / 1000.0;
            let credence = Credence::entered(id, node(nth), value);
            records.credences.insert(CredenceId::from_bits(person << 32 | nth), credence);
        }
    }
    // The second link of a node may be the first again.
    let mut seen = std::collections::BTreeSet::new();
    records.edges.retain(|_, it| seen.insert((it.from, it.to)));
    Map::from_records(records).expect("a sound map")
}
