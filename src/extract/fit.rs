//! Fits the weights of `shape.rs` on annotated threads: multinomial logistic regression in which the log odds of the
//! cues are given, with a penalty on the squares of the weights (Bishop 2006, section 4.3.4), by accelerated gradient
//! steps (Nesterov 1983). Every run gives the same weights.
//!
//! `cargo test --release --no-default-features --lib fit -- --ignored --nocapture` writes `assets/kinds.txt` and prints
//! how well kinds are told of threads that were left out.

use super::{
    Annotations,
    kinds::{KINDS, SHARPNESS},
    moves,
    shape::NAMES,
};
use crate::{jobs::Progress, map::StatementKind, source};
use std::{
    fmt::Write as _,
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

type Odds = [f64; KINDS.len()];

/// A statement that people annotated: its thread, its signs, the log odds of its cues, and the place of its kind.
struct Row {
    thread: usize,
    signs: Vec<usize>,
    odds: Odds,
    kind: usize,
}

/// How strongly the weights are held to nothing.
const PENALTY: f64 = 6.0;
/// A sign that fewer statements bear gets no weight.
const LEAST: usize = 3;
/// So many steps; more change no digit that is written.
const STEPS: usize = 400;

/// The annotated statements of all threads in these folders, and the names of the threads.
fn rows(folders: &[PathBuf]) -> (Vec<Row>, Vec<String>) {
    let (mut rows, mut names) = (Vec::new(), Vec::new());
    for folder in folders.iter().filter(|it| it.is_dir()) {
        let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            let Some(name) = path.to_string_lossy().strip_suffix(".gold.json").map(str::to_owned) else { continue };
            let gold: Annotations = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            let text = [".txt", ".md"].iter().find_map(|it| fs::read_to_string(format!("{name}{it}")).ok()).unwrap();
            let thread = source::read(text, &name, None);
            rows.extend(matched(&thread, &gold, names.len()));
            names.push(name);
        }
    }
    (rows, names)
}

/// The statements found in a thread which share half of what they cover with one that was annotated.
fn matched(thread: &source::Thread, gold: &Annotations, number: usize) -> Vec<Row> {
    let alike = |a: &Range<usize>, b: &Range<usize>| {
        let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
        shared * 2 >= a.end.max(b.end) - a.start.min(b.start)
    };
    let found = moves::find(thread, &Progress::default());
    let row = |it: &moves::Move| {
        let gold = gold.statements.iter().find(|gold| alike(&it.segment.span, &(gold.start..gold.end)))?;
        let kind = KINDS.iter().position(|&it| it.word() == gold.kind)?;
        Some(Row { thread: number, signs: it.seen.0.clone(), odds: it.seen.1.map(f64::from), kind })
    };
    found.all.iter().filter_map(row).collect()
}

/// The log odds of a row with these weights, sharpened.
fn scores(row: &Row, weights: &[Odds]) -> Odds {
    let mut scores = row.odds.map(|it| it * f64::from(SHARPNESS));
    for &sign in &row.signs {
        for (score, weight) in scores.iter_mut().zip(&weights[sign]) {
            *score += weight;
        }
    }
    scores
}

fn softmax(scores: Odds) -> Odds {
    let top = scores.iter().copied().fold(f64::MIN, f64::max);
    let raised = scores.map(|it| (it - top).exp());
    let sum: f64 = raised.iter().sum();
    raised.map(|it| it / sum)
}

fn fit(rows: &[&Row]) -> Vec<Odds> {
    let mut borne = vec![0_usize; NAMES.len()];
    rows.iter().flat_map(|it| &it.signs).for_each(|&it| borne[it] += 1);
    let most = rows.iter().map(|it| it.signs.len()).max().unwrap_or(1);
    // The second derivative is at most half of the sum of squares of the signs, and rarely near that.
    let step = 1.0 / (PENALTY + 0.02 * (rows.len() * most) as f64);
    let (mut weights, mut ahead, mut pace) =
        (vec![Odds::default(); NAMES.len()], vec![Odds::default(); NAMES.len()], 1.0_f64);
    for _ in 0..STEPS {
        let mut slope: Vec<Odds> = ahead.iter().map(|it| it.map(|it| it * PENALTY)).collect();
        for row in rows {
            let mut miss = softmax(scores(row, &ahead));
            miss[row.kind] -= 1.0;
            for &sign in row.signs.iter().filter(|&&it| borne[it] >= LEAST) {
                slope[sign].iter_mut().zip(&miss).for_each(|(slope, miss)| *slope += miss);
            }
        }
        let faster = f64::midpoint(1.0, (1.0 + 4.0 * pace * pace).sqrt());
        for sign in 0..weights.len() {
            for kind in 0..KINDS.len() {
                let next = ahead[sign][kind] - step * slope[sign][kind];
                ahead[sign][kind] = next + (pace - 1.0) / faster * (next - weights[sign][kind]);
                weights[sign][kind] = next;
            }
        }
        pace = faster;
    }
    weights
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

fn told(row: &Row, weights: &[Odds]) -> usize {
    let scores = scores(row, weights);
    (0..KINDS.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap()
}

#[test]
#[ignore = "writes assets/kinds.txt; run by hand after the threads, the cues or the signs have changed"]
fn fit_the_weights() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (rows, names) = rows(&[root.join("tests/threads")]);
    let none = vec![Odds::default(); NAMES.len()];
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for (number, name) in names.iter().enumerate() {
        let (left, rest): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|it| it.thread == number);
        let weights = fit(&rest);
        let judge = |weights: &[Odds]| left.iter().map(|it| (told(it, weights), it.kind)).collect::<Vec<_>>();
        let (here, bare) = (judge(&weights), judge(&none));
        println!("{:>5} statements  {:.3} with, {:.3} without  {name}", left.len(), kappa(&here), kappa(&bare));
        with.extend(here);
        without.extend(bare);
    }
    println!("kappa of threads left out: {:.3} with, {:.3} without", kappa(&with), kappa(&without));
    let weights = fit(&rows.iter().collect::<Vec<_>>());
    let mut text = String::from("# Fitted by src/extract/fit.rs. Log odds by kind: ");
    text.push_str(&KINDS.map(StatementKind::word).join(", "));
    text.push('\n');
    for (name, weights) in NAMES.iter().zip(&weights) {
        if weights.iter().any(|it| it.abs() >= 0.005) {
            let numbers = weights.map(|it| format!("{:.2}", it / f64::from(SHARPNESS))).join(" ");
            writeln!(text, "{name}\t{numbers}").unwrap();
        }
    }
    fs::write(root.join("assets/kinds.txt"), text).unwrap();
}
