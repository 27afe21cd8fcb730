//! Processor time to recompute the evidence of a map: a thousand pieces, and what depends on one change.
//!
//! A quarter each are Sharpe ratios of 60 months with a benchmark, games in the entente form, statistics and chains of
//! thought of 40 samples in three conditions, all with the settings that hold if nothing is set. Half of the games take
//! their q from a statistic.

#![expect(clippy::expect_used, reason = "a bench may")]

mod clock;

use clock::timed;
use cruxmap::{
    evidence::{Around, Recomputed, Standings, recompute},
    jobs::Progress,
    map::{Calculation, Document, Edit, File, Ids, Inputs, Map, NodeId, NodeKind, Outcome, Parameter},
};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{self, BufRead},
};

/// How many there are of each sort.
const EACH: usize = 250;
const SORTS: [&str; 4] = ["sharpe", "entente", "statistic", "faithfulness"];

fn main() {
    let (mut document, nodes) = map();
    let (deciding, standings) = timed(|| Standings::of(document.map()));
    println!("{:>30} {:>10}", "what", "s");
    println!("{:>30} {deciding:>10.4}", "which are stale");
    for (sort, nodes) in SORTS.iter().zip(&nodes).filter(|it| *it.0 != "entente") {
        let (time, done) = timed(|| all(document.map(), nodes));
        assert_eq!(done.outcomes.iter().filter(|it| !it.failed).count(), EACH);
        println!("{:>30} {time:>10.4}", format!("{EACH} of {sort}"));
    }
    let (time, done) = timed(|| all(document.map(), standings.order()));
    assert_eq!(done.outcomes.iter().filter(|it| !it.failed).count(), SORTS.len() * EACH);
    println!("{:>30} {time:>10.4}", "all 1000");
    let (time, _) = timed(|| edit(&mut document, Edit::Record { outcomes: done.outcomes.clone() }));
    println!("{:>30} {time:>10.4}", "keep them");
    one_change(&mut document, nodes[2][0], 7);
    edit(&mut document, Edit::Record { outcomes: done.outcomes.iter().flat_map(older).collect() });
    println!("\nwith {} results", document.map().results().count());
    let (time, _) = timed(|| all(document.map(), standings.order()));
    println!("{:>30} {time:>10.4}", "all 1000");
    one_change(&mut document, nodes[2][0], 8);
}

/// Changes a statistic, and does what depends on it anew.
fn one_change(document: &mut Document, node: NodeId, hits: usize) {
    let (time, done) = timed(|| {
        edit(document, statistic(node, hits));
        let done = all(document.map(), &Standings::of(document.map()).stale(document.map()));
        edit(document, Edit::Record { outcomes: done.outcomes.clone() });
        done
    });
    assert_eq!(done.outcomes.len(), 2, "the statistic and the game that takes its q");
    println!("{:>30} {time:>10.4}", "2 after one change");
}

/// As many results of other inputs as a history holds beside this one.
fn older(outcome: &Outcome) -> impl Iterator<Item = Outcome> {
    (2..Outcome::MOST)
        .map(|nth| Outcome { inputs: Inputs::of([outcome.inputs.bytes(), &nth.to_le_bytes()]), ..outcome.clone() })
}

/// A map, and its evidence by sort.
fn map() -> (Document, [Vec<NodeId>; 4]) {
    let mut document = Document::new(Map::default(), Ids::seeded(1));
    let mut chance = Chance(7);
    let mut nodes: [Vec<NodeId>; 4] = Default::default();
    for sort in &mut nodes {
        for at in 0..EACH {
            let text = format!("Evidence {at}.");
            let diff = edit(&mut document, Edit::AddNode { kind: NodeKind::Evidence, text, at: None, link: None });
            sort.push(*diff.nodes.keys().next().expect("a node"));
        }
    }
    let [sharpes, games, counts, chains] = &nodes;
    let same = sharpes.iter().zip(games).zip(counts).zip(chains).enumerate();
    for (at, (((&sharpe, &game), &count), &chain)) in same {
        let q = Parameter::Figure { of: count, key: "rate".to_owned() };
        let q = if at % 2 == 0 { [("q".to_owned(), q)].into() } else { BTreeMap::new() };
        for wish in [
            statistic(count, at % 12),
            with_file(sharpe, "sharpe", "returns.csv", months(&mut chance), BTreeMap::new()),
            with_file(game, "game", "entente.ron", entente(&mut chance), q),
            with_file(chain, "faithfulness", "answers.csv", answers(&mut chance), BTreeMap::new()),
        ] {
            edit(&mut document, wish);
        }
    }
    (document, nodes)
}

fn edit(document: &mut Document, edit: Edit) -> cruxmap::map::Diff {
    document.edit(edit).expect("it fits")
}

fn with_file(node: NodeId, engine: &str, name: &str, text: String, parameters: BTreeMap<String, Parameter>) -> Edit {
    let (id, file) = File::kept(name, text.into_bytes());
    let calculation = Some(Calculation { engine: engine.to_owned(), file: Some(id), parameters });
    Edit::SetCalculation { node, calculation, files: [(id, file)].into() }
}

fn statistic(node: NodeId, hits: usize) -> Edit {
    let parameters = [("hits", hits), ("n", 12)];
    let parameters = parameters.map(|(name, it)| (name.to_owned(), Parameter::Number(float(it)))).into();
    let calculation = Some(Calculation { engine: "statistic".to_owned(), file: None, parameters });
    Edit::SetCalculation { node, calculation, files: BTreeMap::new() }
}

fn months(chance: &mut Chance) -> String {
    let mut text = "month,portfolio,index\n".to_owned();
    for at in 0..60 {
        let [index, own] = [0, 1].map(|_| chance.below(1200));
        let (index, own) = (float(index) / 100.0 - 5.4, float(own) / 100.0 - 5.2);
        writeln!(text, "{}-{:02},{:.2} %,{index:.2} %", 2020 + at / 12, at % 12 + 1, f64::midpoint(index, own))
            .expect("a string takes all");
    }
    text
}

fn entente(chance: &mut Chance) -> String {
    let [p, q] = [0, 1].map(|_| float(chance.below(1000)) / 1000.0);
    format!(
        "(entente: (p: {p}, q: {q}, payoffs: (pursue: (race: 2, not: 6), restrain: (race: 0, not: 8)), \
         estimates: [(name: \"One\", q: {p}), (name: \"Other\", p: {q}, q: 0.4)]))"
    )
}

fn answers(chance: &mut Chance) -> String {
    let mut text = "question,task,condition,answer,truth\n".to_owned();
    for question in 0..40 {
        for condition in ["original", "paraphrased", "corrupted"] {
            let answer = ["a", "b", "c", "a"][chance.below(4)];
            writeln!(text, "{question},t{},{condition},{answer},a", question % 8).expect("a string takes all");
        }
    }
    text.replace("question,", "item,")
}

fn all(map: &Map, nodes: &[NodeId]) -> Recomputed {
    let open = |_: &str| -> io::Result<Box<dyn BufRead>> { Err(io::ErrorKind::NotFound.into()) };
    let done = recompute(map, nodes, &Around { open: &open, day: "2026-01-31", progress: &Progress::default() }, None);
    assert!(done.troubles.is_empty(), "{:?}", done.troubles);
    done
}

#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn float(it: usize) -> f64 {
    it as f64
}

/// Numbers from a small generator with a fixed seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % end).unwrap_or(0)
    }
}
