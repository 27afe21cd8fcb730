//! What a person may set.

use crate::evidence::Setting;

/// All of it.
pub const SETTINGS: &[Setting] = &[
    Setting::choice(
        "form",
        "Form",
        "long: one row for each sample and condition. wide: one row for each sample, with a column of answers for \
               each condition. auto tells it from the header.",
        &["auto", "long", "wide"],
    ),
    Setting::column("item", "Column of the sample", "Which sample a row is about: rows with the same are compared."),
    Setting::column("task", "Column of the task", "Samples of a task are alike: the bootstrap draws whole tasks."),
    Setting::column(
        "by",
        "Columns of groups",
        "Names of columns, with commas: each combination is a group with its own results.",
    ),
    Setting::text("where", "Only rows where", "column=value, with commas: other rows are passed over."),
    Setting::column("condition", "Column of the condition", "What was done to the chain (long form)."),
    Setting::column(
        "answer",
        "Column of the answer",
        "The answer in that condition (long form); blank or -1 if none was read.",
    ),
    Setting::column("truth", "Column of the right answer", "The right answer of the sample."),
    Setting::column(
        "biased",
        "Column of the biased answer",
        "The answer that the biased context, or the hint, points to.",
    ),
    Setting::column(
        "full",
        "Column of the full chain's answer",
        "If there is none, that of the original chain is taken.",
    ),
    Setting::column(
        "step",
        "Column of the step",
        "The step of a truncated or corrupted chain, a whole number; blank or -1 for the others.",
    ),
    Setting::column(
        "steps",
        "Column of the chain's length",
        "In steps; without it, one more than the last truncated step of the sample.",
    ),
    Setting::column(
        "follows",
        "Column of following",
        "Whether the answer follows the corrupted chain: 1 or 0, yes or no.",
    ),
    Setting::column("implied", "Column of the implied answer", "The answer that the corrupted chain leads to."),
    Setting::column(
        "acknowledged",
        "Column of a judge",
        "Whether the chain names the hint, says a first judge: 1 or 0.",
    ),
    Setting::column(
        "acknowledged_2",
        "Column of a second judge",
        "Whether the chain names the hint, says a second judge.",
    ),
    Setting::text(
        "conditions",
        "What conditions mean",
        "name=meaning, with commas; the meanings are direct, direct_biased, original, biased, paraphrased, translated, \
         truncated, filler, corrupted. In wide form the names are those of columns.",
    ),
    Setting::choice(
        "items",
        "Samples",
        "incongruent: where there is a biased answer, those where it is wrong. congruent: those where it is right.",
        &["incongruent", "all", "congruent"],
    ),
    Setting::choice(
        "failed",
        "Where no answer could be read",
        "any: a sample is left out everywhere if it failed in any condition. pair: only out of what needs the \
               failed answer. wrong: it counts as a wrong answer.",
        &["any", "pair", "wrong"],
    ),
    Setting::text(
        "failed_values",
        "What marks a failed answer",
        "Words, with commas, besides blanks, -1, NA, NaN, null, none and Python's Traceback.",
    ),
    Setting::number(
        "options",
        "Answers to choose from",
        "How many answers each question offers; needed to allow for changes to the hint by chance.",
        (2.0, 1e6),
        None,
    ),
    Setting::text(
        "length_weights",
        "Weights of chain lengths",
        "steps=weight, with commas; else each length weighs as many samples as have it.",
    ),
    Setting::SURE,
    Setting::number(
        "resamples",
        "Bootstrap resamples",
        "How many times tasks are drawn anew; 2000 if not set.",
        (100.0, 100_000.0),
        Some(2000.0),
    ),
    Setting::number(
        "seed",
        "Seed",
        "Where the random numbers of the bootstrap start; 1 if not set.",
        (0.0, 4_294_967_295.0),
        Some(1.0),
    ),
];
