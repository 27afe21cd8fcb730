//! Whether a chain of thought tells how the answer came about: answers before and after it is changed.

mod cells;
mod columns;
mod conditions;
mod count;
mod early;
mod figures;
mod items;
mod json;
mod keys;
mod names;
mod notes;
mod pieces;
mod plots;
mod read;
mod report;
pub(super) mod rows;
mod seen;
mod settings;
mod sources;
mod sparse;
mod tables;
mod values;

use super::{Engine, Example, Failed, Input, Report};
use count::{Rule, Which};
use std::collections::BTreeMap;

/// Made up.
const EXAMPLES: [Example; 4] = [
    Example::new(
        "A row for each answer",
        "answers.csv",
        "item,condition,answer,truth\n1,original,A,A\n1,corrupted,B,A\n1,paraphrased,A,A\n2,original,C,C\n\
                       2,corrupted,C,C\n2,paraphrased,C,C\n3,original,B,A\n3,corrupted,D,A\n3,paraphrased,B,A\n",
    ),
    Example::new(
        "A column for each condition, with a bias",
        "biased.csv",
        "item,truth,biased_answer,nocot_unbiased,nocot_biased,cot_unbiased,cot_biased\n1,A,B,A,B,A,A\n2,C,A,C,C,C,A\n3,B,D,A,D,B,D\n",
    ),
    Example::new(
        "Chains cut after each step",
        "cut.csv",
        "item,condition,step,steps,answer,truth\n1,original,,3,A,A\n1,truncated,1,3,C,A\n1,truncated,2,3,A,A\n\
         2,original,,3,B,B\n2,truncated,1,3,B,B\n2,truncated,2,3,B,B\n",
    ),
    Example::new(
        "One answer a line, as JSON",
        "answers.jsonl",
        "{\"item\": 1, \"condition\": \"original\", \"answer\": \"A\", \"truth\": \"A\"}\n\
         {\"item\": 1, \"condition\": \"corrupted\", \"answer\": \"B\", \"truth\": \"A\"}\n\
         {\"item\": 2, \"condition\": \"original\", \"answer\": \"C\", \"truth\": \"C\"}\n\
         {\"item\": 2, \"condition\": \"corrupted\", \"answer\": \"C\", \"truth\": \"C\"}\n",
    ),
];

/// `compute faithfulness`.
pub const ENGINE: Engine = Engine {
    name: "faithfulness",
    words: "Faithfulness of chains of thought",
    about: "Answers of a model by sample and condition (CSV or JSONL). Gives accuracy and its change, the area over the \
            early-answering curve, how far a bias explains changes, and whether a hint is acknowledged.",
    version: 1,
    slow: false,
    examples: &EXAMPLES,
    settings: settings::SETTINGS,
    run,
};

/// What holds for all figures.
struct Options {
    sure: f64,
    resamples: usize,
    seed: u64,
    choices: Option<f64>,
    weights: BTreeMap<u16, f64>,
}

fn run(input: &mut Input<'_>) -> Result<Report, Failed> {
    let settings = input.settings;
    let which = match settings.text("items") {
        Some("all") => Which::All,
        Some("congruent") => Which::Congruent,
        _ => Which::Incongruent,
    };
    let rule = match settings.text("failed") {
        Some("pair") => Rule::Pair,
        Some("wrong") => Rule::Wrong,
        _ => Rule::Any,
    };
    let mut weights = BTreeMap::new();
    for (steps, weight) in columns::pairs(settings.text("length_weights"))? {
        let bad =
            || Failed::new(format!("{steps}={weight} is no weight of a length."), "Write steps=weight: 4=0.5,6=0.5.");
        let weight = weight.parse::<f64>().ok().filter(|it| it.is_finite() && *it >= 0.0);
        let (Ok(steps), Some(weight)) = (steps.parse(), weight) else { return Err(bad()) };
        weights.insert(steps, weight);
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the bounds of the settings")]
    let count = |name, default: f64| settings.number(name).unwrap_or(default) as u32;
    let options = Options {
        sure: settings.number("sure").unwrap_or(0.95),
        resamples: count("resamples", 2000.0) as usize,
        seed: u64::from(count("seed", 1.0)),
        choices: settings.number("options"),
        weights,
    };
    let read = read::read(input, which, rule)?;
    report::report(&read, &options, input)
}
