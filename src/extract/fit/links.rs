//! The weights of `bearing`, with kinds as told of a thread that was left out: those told of a thread that the signs
//! were fitted on are righter than those of the next thread.

use super::{
    Example, alike,
    choice::{self, Case, Choice},
    root,
};
use crate::{
    extract::{
        bearing::{COUNT, GROUPS, Ranker, Side},
        moves, shape,
    },
    jobs::Progress,
};
use std::{collections::BTreeSet, fmt::Write as _, fs};

/// How strongly the weights are held to nothing.
const PENALTY: f64 = 4.0;
/// What rules set by hand say of where the claim of a reason stands; the fit starts there and is held to it.
/// By kind (evidence, reasons and definitions, others): the conclusion after it, the claim before it, the claim right
/// after it, and where there is neither conclusion nor claim before, the nearest.
const BY_HAND: (&str, [f64; 12]) =
    ("reason by its kind, where claims are looked for", [2.0, 1.5, 1.5, 1.0, 2.0, 1.5, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0]);

fn by_hand() -> Vec<f64> {
    let mut weights = Vec::with_capacity(COUNT);
    for (name, size) in GROUPS {
        weights.extend((0..size).map(|at| if name == BY_HAND.0 { BY_HAND.1[at] } else { 0.0 }));
    }
    weights
}

/// Writes `assets/links.txt`. `kinds` are for each thread the weights of kinds fitted on the others.
pub(super) fn fit(examples: &[Example], kinds: &[String]) {
    let cases: Vec<Vec<(Side, Case)>> = examples.iter().zip(kinds).map(|(it, kinds)| cases(it, kinds)).collect();
    for side in Side::ALL {
        let of = |number: usize| cases[number].iter().filter(|it| it.0 == side).map(|it| &it.1);
        let mut told = Vec::new();
        for number in 0..examples.len() {
            let rest: Vec<&Case> = (0..cases.len()).filter(|&it| it != number).flat_map(of).collect();
            let weights = choice::fit(&rest, &by_hand(), PENALTY);
            told.extend(of(number).map(|it| (choice::probabilities(it, &weights), it)));
        }
        report(side, &told);
    }
    let all: Vec<&Case> = cases.iter().flatten().map(|it| &it.1).collect();
    let weights = choice::fit(&all, &by_hand(), PENALTY);
    let mut text = String::from("# Fitted by src/extract/fit: log odds, one for each sign of a group.\n");
    let mut start = 0;
    for (name, size) in GROUPS {
        let numbers: Vec<String> = weights[start..start + size].iter().map(|it| format!("{it:.2}")).collect();
        writeln!(text, "{name}\t{}", numbers.join(" ")).unwrap();
        start += size;
    }
    fs::write(root().join("assets/links.txt"), text).unwrap();
}

/// What each statement may bear on, and what people say it does; the first option is "none".
fn cases(example: &Example, kinds: &str) -> Vec<(Side, Case)> {
    let moves = shape::with_weights(kinds, || moves::find(&example.thread, &Progress::default()));
    let gold = &example.gold;
    let number = |id: &str| gold.statements.iter().position(|it| it.id == id);
    // Each statement found, as the annotated one that it is.
    let known: Vec<Option<usize>> = (moves.all.iter())
        .map(|it| gold.statements.iter().position(|gold| alike(&it.segment.span, &(gold.start..gold.end))))
        .collect();
    let original = |at: usize| gold.statements[at].quote_of.as_deref().and_then(number).unwrap_or(at);
    let argues = ["supports", "evidence_for", "example_of", "attacks", "concedes"];
    let links: BTreeSet<(usize, usize)> = (gold.relations.iter())
        .filter(|it| argues.contains(&&*it.kind))
        .filter_map(|it| Some((number(&it.from)?, original(number(&it.to)?))))
        .collect();
    let ranker = Ranker::new(&moves);
    let mut cases = Vec::new();
    for (at, from) in known.iter().enumerate() {
        let Some(from) = *from else { continue };
        for side in Side::ALL {
            let right = |to: usize| known[to].is_some_and(|to| links.contains(&(from, original(to))));
            let choice = |to: usize| Choice { signs: ranker.signs(side, at, to), given: 0.0, right: right(to) };
            let mut case: Case = ranker.candidates(side, at).into_iter().map(choice).collect();
            if !case.is_empty() {
                let right = case.iter().all(|it| !it.right);
                case.insert(0, Choice { signs: ranker.none(side, at), given: 0.0, right });
                cases.push((side, case));
            }
        }
    }
    cases
}

/// Prints how well targets are told.
fn report(side: Side, told: &[(Vec<f64>, &Case)]) {
    let loss: f64 = told
        .iter()
        .map(|(told, case)| -told.iter().zip(*case).filter(|it| it.1.right).map(|it| it.0).sum::<f64>().ln())
        .sum();
    let rank = |(told, case): &(Vec<f64>, &Case)| {
        let mut order: Vec<usize> = (1..told.len()).collect();
        order.sort_by(|&a, &b| told[b].total_cmp(&told[a]));
        order.iter().position(|&it| case[it].right)
    };
    let linked: Vec<_> = told.iter().filter(|it| !it.1[0].right).collect();
    let among = |best: usize| linked.iter().filter(|it| rank(it).is_some_and(|it| it < best)).count();
    println!(
        "{side:?}: {} statements, {} with a target; loss {:.3}; right target best {:.3}, among three {:.3}",
        told.len(),
        linked.len(),
        loss / told.len() as f64,
        among(1) as f64 / linked.len() as f64,
        among(3) as f64 / linked.len() as f64
    );
    let all = told.iter().flat_map(|it| it.1).filter(|it| it.right).count() - (told.len() - linked.len());
    for least in [0.05, 0.1, 0.15, 0.2, 0.25, 0.3] {
        let (mut drawn, mut hits) = (0.0, 0.0);
        for (told, case) in told {
            let mut order: Vec<usize> = (1..told.len()).filter(|&it| told[it] >= least).collect();
            order.sort_by(|&a, &b| told[b].total_cmp(&told[a]));
            for &it in order.iter().take(side.most()) {
                drawn += 1.0;
                hits += f64::from(u8::from(case[it].right));
            }
        }
        let (precision, recall) = (hits / drawn, hits / all as f64);
        let f1 = 2.0 * precision * recall / (precision + recall);
        println!("  from {least:.2} on {drawn} are drawn: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}");
    }
}
