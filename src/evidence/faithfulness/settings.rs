//! What a person may set.

use crate::evidence::{Setting, Sort};

const fn column(name: &'static str, words: &'static str, hint: &'static str) -> Setting {
    Setting { name, words, hint, sort: Sort::Text }
}

/// All of it.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "form",
        words: "Form",
        hint: "long: one row for each sample and condition. wide: one row for each sample, with a column of answers for \
               each condition. auto tells it from the header.",
        sort: Sort::Choice(&["auto", "long", "wide"]),
    },
    column("item", "Column of the sample", "Which sample a row is about: rows with the same are compared."),
    column("task", "Column of the task", "Samples of a task are alike: the bootstrap draws whole tasks."),
    column(
        "by",
        "Columns of groups",
        "Names of columns, with commas: each combination is a group with its own results.",
    ),
    column("where", "Only rows where", "column=value, with commas: other rows are passed over."),
    column("condition", "Column of the condition", "What was done to the chain (long form)."),
    column("answer", "Column of the answer", "The answer in that condition (long form); blank or -1 if none was read."),
    column("truth", "Column of the right answer", "The right answer of the sample."),
    column("biased", "Column of the biased answer", "The answer that the biased context, or the hint, points to."),
    column("full", "Column of the full chain's answer", "If there is none, that of the original chain is taken."),
    column(
        "step",
        "Column of the step",
        "The step of a truncated or corrupted chain, a whole number; blank or -1 for the others.",
    ),
    column(
        "steps",
        "Column of the chain's length",
        "In steps; without it, one more than the last truncated step of the sample.",
    ),
    column("follows", "Column of following", "Whether the answer follows the corrupted chain: 1 or 0, yes or no."),
    column("implied", "Column of the implied answer", "The answer that the corrupted chain leads to."),
    column("acknowledged", "Column of a judge", "Whether the chain names the hint, says a first judge: 1 or 0."),
    column("acknowledged_2", "Column of a second judge", "Whether the chain names the hint, says a second judge."),
    column(
        "conditions",
        "What conditions mean",
        "name=meaning, with commas; the meanings are direct, direct_biased, original, biased, paraphrased, translated, \
         truncated, filler, corrupted. In wide form the names are those of columns.",
    ),
    Setting {
        name: "items",
        words: "Samples",
        hint: "incongruent: where there is a biased answer, those where it is wrong. congruent: those where it is right.",
        sort: Sort::Choice(&["incongruent", "all", "congruent"]),
    },
    Setting {
        name: "failed",
        words: "Where no answer could be read",
        hint: "any: a sample is left out everywhere if it failed in any condition. pair: only out of what needs the \
               failed answer. wrong: it counts as a wrong answer.",
        sort: Sort::Choice(&["any", "pair", "wrong"]),
    },
    column(
        "failed_values",
        "What marks a failed answer",
        "Words, with commas, besides blanks, -1, NA, NaN, null, none and Python's Traceback.",
    ),
    Setting {
        name: "options",
        words: "Answers to choose from",
        hint: "How many answers each question offers; needed to allow for changes to the hint by chance.",
        sort: Sort::Number { least: 2.0, most: 1e6, default: None },
    },
    column(
        "length_weights",
        "Weights of chain lengths",
        "steps=weight, with commas; else each length weighs as many samples as have it.",
    ),
    Setting {
        name: "sure",
        words: "How sure intervals are",
        hint: "A share; 0.95 if not set.",
        sort: Sort::Number { least: 0.5, most: 0.9999, default: Some(0.95) },
    },
    Setting {
        name: "resamples",
        words: "Bootstrap resamples",
        hint: "How many times tasks are drawn anew; 2000 if not set.",
        sort: Sort::Number { least: 100.0, most: 100_000.0, default: Some(2000.0) },
    },
    Setting {
        name: "seed",
        words: "Seed",
        hint: "Where the random numbers of the bootstrap start; 1 if not set.",
        sort: Sort::Number { least: 0.0, most: 4_294_967_295.0, default: Some(1.0) },
    },
];
