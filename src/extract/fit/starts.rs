//! The weights of `source/signs.rs`. Threads that tell comments apart by author lines count too, without those lines.

use super::{
    Example,
    choice::{self, Case, Choice},
    root,
};
use crate::source::{Format, START_SIGNS, dump_signs, dump_starts};
use std::{collections::BTreeSet, fmt::Write as _, fs, path::PathBuf};

/// How strongly the weights are held to those set by hand.
const PENALTY: f64 = 40.0;

/// A thread as a dump, and where its comments start.
struct Dump {
    name: String,
    text: String,
    starts: Vec<usize>,
    kind: &'static str,
}

/// What a thread was before it was made a dump.
const KINDS: [&str; 3] = ["dumps", "others without author lines", "dumps with marked starts"];

/// Writes `assets/starts.txt`, and prints how well the starts in threads left out are found.
pub(super) fn fit(examples: &[Example]) {
    let mut dumps: Vec<Dump> = examples.iter().map(Dump::of).collect();
    dumps.extend(marked());
    let cases: Vec<Vec<Case>> = dumps.iter().map(Dump::cases).collect();
    let prior: Vec<f64> = START_SIGNS.iter().map(|it| f64::from(it.2)).collect();
    let mut told = Vec::new();
    for (number, dump) in dumps.iter().enumerate() {
        let rest: Vec<&Case> = (0..cases.len()).filter(|&it| it != number).flat_map(|it| &cases[it]).collect();
        let here = [prior.clone(), choice::fit(&rest, &prior, PENALTY)].map(|it| dump.told(&it));
        println!("F1 {:.2} by hand, {:.2} left out  {}", here[0].f1(), here[1].f1(), dump.name);
        told.push((dump.kind, here));
    }
    for name in KINDS {
        for (how, at) in [("by hand", 0), ("left out", 1)] {
            let all: Vec<&Told> = told.iter().filter(|it| it.0 == name).map(|it| &it.1[at]).collect();
            let mean = all.iter().map(|it| it.f1()).sum::<f64>() / all.len() as f64;
            let sum = all.iter().fold(Told::default(), |a, b| a.with(b));
            println!(
                "{name} {how}: mean F1 {mean:.3}, F1 {:.3}, precision {:.2}, recall {:.2}",
                sum.f1(),
                sum.right as f64 / sum.found as f64,
                sum.right as f64 / sum.wanted as f64
            );
        }
    }
    let weights = choice::fit(&cases.iter().flatten().collect::<Vec<_>>(), &prior, PENALTY);
    let mut text = String::from("# Fitted by src/extract/fit. Log odds that a comment starts at a line.\n");
    for (sign, weight) in START_SIGNS.iter().zip(&weights) {
        writeln!(text, "{}\t{weight:.2}", sign.0).unwrap();
    }
    fs::write(root().join("assets/starts.txt"), text).unwrap();
}

/// The dumps in `tests/dump/marked`: `== ` stands where a comment starts.
fn marked() -> Vec<Dump> {
    let mut paths: Vec<_> =
        fs::read_dir(root().join("tests/dump/marked")).unwrap().map(|it| it.unwrap().path()).collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let (mut text, mut starts) = (String::new(), Vec::new());
        for line in fs::read_to_string(path).unwrap().lines() {
            let start = line.strip_prefix("== ");
            starts.extend(start.map(|_| text.len()));
            text.push_str(start.unwrap_or(line));
            text.push('\n');
        }
        Dump { name: path.file_name().unwrap().to_string_lossy().into_owned(), text, starts, kind: KINDS[2] }
    };
    paths.iter().map(read).collect()
}

impl Dump {
    fn of(example: &Example) -> Self {
        let thread = &example.thread;
        let mut starts: Vec<usize> = example.gold.comments.iter().map(|it| it.start).collect();
        let mut text = thread.text.to_string();
        let is_dump = thread.format == Format::Dump;
        if !is_dump {
            text.clear();
            starts.clear();
            for comment in &example.gold.comments {
                starts.push(text.len());
                text.push_str(&thread.text[comment.start..comment.end]);
                text.push_str("\n\n");
            }
        }
        Self {
            name: example.name.rsplit('/').next().unwrap().to_owned(),
            text,
            starts,
            kind: if is_dump { KINDS[0] } else { KINDS[1] },
        }
    }

    /// Each line, with the odds of any line of the thread given.
    fn cases(&self) -> Vec<Case> {
        let lines = dump_signs(&self.text, &self.starts);
        let starting = lines.iter().filter(|it| self.starts.contains(&it.0)).count() as f64;
        let given = (starting / (lines.len() as f64 - starting)).ln();
        lines
            .into_iter()
            .map(|(at, signs)| {
                let right = self.starts.contains(&at);
                let signs = signs.iter().collect();
                vec![Choice { signs, given, right }, Choice { signs: Vec::new(), given: 0.0, right: !right }]
            })
            .collect()
    }

    /// What is found with these weights.
    fn told(&self, weights: &[f64]) -> Told {
        #[expect(clippy::cast_possible_truncation, reason = "weights are small")]
        let weights: Vec<f32> = weights.iter().map(|&it| it as f32).collect();
        let found: BTreeSet<usize> = dump_starts(&self.text, &weights).into_iter().collect();
        let right = self.starts.iter().filter(|&it| found.contains(it)).count();
        Told { right, found: found.len(), wanted: self.starts.len() }
    }
}

/// Starts that were found, that there are, and that are both.
#[derive(Clone, Copy, Debug, Default)]
struct Told {
    right: usize,
    found: usize,
    wanted: usize,
}

impl Told {
    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.wanted) as f64
    }

    fn with(&self, other: &Self) -> Self {
        Self { right: self.right + other.right, found: self.found + other.found, wanted: self.wanted + other.wanted }
    }
}
