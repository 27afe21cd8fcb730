//! A rate, a difference of two rates, or a count, with its interval and its test.

mod parse;
mod report;

use super::{Engine, Example, Failed, Input, Report, Setting};

const fn whole(name: &'static str, words: &'static str, hint: &'static str) -> Setting {
    Setting::number(name, words, hint, (0.0, 9e15), None)
}

/// Made up.
const EXAMPLES: [Example; 4] = [
    Example::new("One rate", "rate.csv", "hits,n\n18,24\n"),
    Example::new("Two rates", "rates.csv", "name,hits,n\nwith,18,24\nwithout,9,25\n"),
    Example::new("Pairs", "pairs.csv", "both,first_only,second_only,neither\n12,3,9,6\n"),
    Example::new("A count", "count.csv", "count\n17\n"),
];

/// `compute statistic`.
pub const ENGINE: Engine = Engine {
    name: "statistic",
    words: "Statistic",
    about: "A rate (hits of n), two rates (paired or not), or a count, from CSV, JSON, RON or settings. Gives intervals, \
            exact tests, odds ratios, and what they say in words.",
    version: 1,
    slow: false,
    examples: &EXAMPLES,
    settings: &[
        whole("hits", "Hits", "How many of n; of the first sample if there are two."),
        whole("n", "Of how many", "The size of the first sample."),
        whole("hits_2", "Hits of the second sample", "How many of n_2, if two samples are compared."),
        whole("n_2", "Of how many in the second sample", "The size of the second sample."),
        whole("both", "Hits in both", "Of pairs: hits in the first and in the second condition."),
        whole("first_only", "Hits in the first only", "Of pairs."),
        whole("second_only", "Hits in the second only", "Of pairs."),
        whole("neither", "Hits in neither", "Of pairs."),
        whole("count", "Count", "How many events, without a number of which they could have been."),
        Setting::number(
            "exposure",
            "Exposure",
            "Over how much time, or how many units, was counted; 1 if not set.",
            (1e-12, 1e15),
            Some(1.0),
        ),
        Setting::SURE,
    ],
    run,
};

/// What is to be told.
#[derive(Clone, Debug, PartialEq)]
enum Asked {
    /// Hits of how many, and its name.
    Rate(Named),
    /// Two samples that have nothing to do with each other.
    Two(Named, Named),
    /// Pairs: hits in both, the first only, the second only, neither.
    Paired([u64; 4]),
    /// Events over an exposure.
    Count(u64, f64),
}

/// Hits of how many, and what they are called.
#[derive(Clone, Debug, PartialEq)]
struct Named {
    name: String,
    hits: u64,
    n: u64,
}

fn run(input: &mut Input<'_>) -> Result<Report, Failed> {
    let asked = parse::parse(input)?;
    Ok(report::report(&asked, input.settings.number("sure").unwrap_or(0.95)))
}
