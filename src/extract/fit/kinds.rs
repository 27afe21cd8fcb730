//! The weights of `shape.rs`, with the log odds of the cues given.

use super::{
    Example, alike,
    choice::{self, Case, Choice},
    root,
};
use crate::{
    extract::{
        kinds::KINDS,
        moves::{self, Move},
        shape::NAMES,
    },
    jobs::Progress,
    map::StatementKind,
};
use std::{fmt::Write as _, fs};

/// How strongly the weights are held to nothing.
const PENALTY: f64 = 6.0;

/// Writes `assets/kinds.txt`, and returns for each thread the weights fitted on the others, in the form of the file.
pub(super) fn fit(examples: &[Example]) -> Vec<String> {
    let cases: Vec<Vec<Case>> = examples.iter().map(cases).collect();
    let none = vec![0.0; NAMES.len() * KINDS.len()];
    let (mut with, mut without, mut files) = (Vec::new(), Vec::new(), Vec::new());
    for (number, example) in examples.iter().enumerate() {
        let rest: Vec<&Case> = (0..cases.len()).filter(|&it| it != number).flat_map(|it| &cases[it]).collect();
        let weights = choice::fit(&rest, &none, PENALTY);
        let judge = |weights: &[f64]| cases[number].iter().map(|it| told(it, weights)).collect::<Vec<_>>();
        let (here, bare) = (judge(&weights), judge(&none));
        let name = &example.name;
        println!("{:>5} statements  {:.3} with, {:.3} without  {name}", here.len(), kappa(&here), kappa(&bare));
        with.extend(here);
        without.extend(bare);
        files.push(file(&weights));
    }
    println!("kappa of threads left out: {:.3} with, {:.3} without", kappa(&with), kappa(&without));
    let weights = choice::fit(&cases.iter().flatten().collect::<Vec<_>>(), &none, PENALTY);
    fs::write(root().join("assets/kinds.txt"), file(&weights)).unwrap();
    files
}

/// The statements found in a thread which share half of what they cover with one that was annotated.
fn cases(example: &Example) -> Vec<Case> {
    let found = moves::find(&example.thread, &Progress::default());
    let case = |it: &Move| {
        let gold = example.gold.statements.iter().find(|gold| alike(&it.segment.span, &(gold.start..gold.end)))?;
        let right = KINDS.iter().position(|&it| it.word() == gold.kind)?;
        let choice = |kind: usize| Choice {
            signs: it.seen.0.iter().map(|sign| (sign * KINDS.len() + kind, 1.0)).collect(),
            given: f64::from(it.seen.1[kind]),
            right: kind == right,
        };
        Some((0..KINDS.len()).map(choice).collect())
    };
    found.all.iter().filter_map(case).collect()
}

fn file(weights: &[f64]) -> String {
    let mut text = String::from("# Fitted by src/extract/fit. Log odds by kind: ");
    text.push_str(&KINDS.map(StatementKind::word).join(", "));
    text.push('\n');
    for (name, weights) in NAMES.iter().zip(weights.chunks(KINDS.len())) {
        if weights.iter().any(|it| it.abs() >= 0.005) {
            let numbers: Vec<String> = weights.iter().map(|it| format!("{it:.2}")).collect();
            writeln!(text, "{name}\t{}", numbers.join(" ")).unwrap();
        }
    }
    text
}

/// The kind told and the one annotated.
fn told(case: &Case, weights: &[f64]) -> (usize, usize) {
    let told = choice::probabilities(case, weights);
    let best = (0..told.len()).max_by(|&a, &b| told[a].total_cmp(&told[b])).unwrap();
    (best, case.iter().position(|it| it.right).unwrap())
}

/// Cohen's kappa (1960) of kinds told and annotated.
fn kappa(pairs: &[(usize, usize)]) -> f64 {
    let all = pairs.len() as f64;
    let same = pairs.iter().filter(|it| it.0 == it.1).count() as f64 / all;
    let share =
        |side: fn(&(usize, usize)) -> usize, kind| pairs.iter().filter(|it| side(it) == kind).count() as f64 / all;
    let chance: f64 = (0..KINDS.len()).map(|it| share(|it| it.0, it) * share(|it| it.1, it)).sum();
    (same - chance) / (1.0 - chance)
}
