//! Figures by model and condition.

use super::{measure::Count, sources, study::Study, task::Kind, what::What};
use crate::evidence::{About, Amount, Figure, numbers::wilson};

/// A share with its interval.
pub fn share(key: String, words: String, count: Count, about: About, sure: f64) -> Figure {
    let amount = Amount::share(count.share(), "nothing was asked");
    Figure::new(key, words, amount, about).within(wilson(count.hits, count.all, sure), sure)
}

/// The step at which a change is told: in the middle, so that something comes before it and after it.
pub fn middle(study: &Study) -> usize {
    study.steps().div_ceil(2)
}

/// The condition of each figure of right answers: name, words, what was done, at which step.
type Shares = (&'static str, &'static str, What, Option<usize>, About);

/// What was done to a model, in the order in which it is told.
fn shares(study: &Study) -> Vec<Shares> {
    let (middle, half) = (Some(middle(study)), Some(study.steps() / 2));
    let mut all = vec![
        ("accuracy", "right as it is", study.plain(), None, sources::RIGHT),
        ("changed", "right after a value is changed", What::Corrupted, middle, sources::CHANGED),
        ("paraphrased", "right after paraphrase", What::Paraphrased, None, sources::PARAPHRASED),
        (
            "paraphrased_each_step",
            "right after paraphrase of each step",
            What::ParaphrasedEachStep,
            None,
            sources::EACH,
        ),
        ("filler", "right after filler", What::Filler, None, sources::FILLER),
        ("second_reader", "right by a second reader", What::SecondReader, None, sources::READER),
        (
            "second_reader_paraphrased",
            "right by a second reader after paraphrase",
            What::SecondReaderParaphrased,
            None,
            sources::READER,
        ),
        ("read_by_value", "right by the last value", What::ReadByValue, None, sources::VALUE),
        ("longer_sums", "right on longer sums", What::LongerSums, None, sources::OTHER),
        ("negative_numbers", "right with a negative number", What::NegativeNumbers, None, sources::OTHER),
        (
            "naive_both_replaced",
            "naive: value and wording replaced together",
            What::NaiveBothReplaced,
            None,
            sources::NAIVE_BOTH,
        ),
        ("naive_cut", "naive: cut without padding", What::NaiveCut, half, sources::NAIVE_CUT),
    ];
    // With one step there is none that is early.
    if study.steps() > 1 {
        all.push((
            "naive_rest_kept",
            "naive: early step, rest kept",
            What::NaiveRestKept,
            Some(1),
            sources::NAIVE_KEPT,
        ));
    }
    all
}

/// All figures, each condition for all models before the next.
pub fn figures(studies: &[Study], sure: f64) -> Vec<Figure> {
    let mut all: Vec<(usize, Figure)> = Vec::new();
    for study in studies {
        let named = |key: &str, words: &str| {
            (format!("{key}_{}", study.kind.name()), format!("{}, {words}", capital(study.kind)))
        };
        for (rank, (key, words, what, step, about)) in shares(study).into_iter().enumerate() {
            if let Some(count) = study.right(what, step) {
                let (key, words) = named(key, words);
                all.push((rank * 10, share(key, words, count, about, sure)));
            }
        }
        if let Some(count) = study.follows(What::Corrupted, Some(middle(study))) {
            let (key, words) = named("follows", "answer follows a changed value");
            all.push((11, share(key, words, count, sources::FOLLOWS, sure)));
        }
        if let Some((area, interval)) = study.area(sure) {
            let (key, words) = named("aoc", "area over the curve");
            let amount = Amount::number(area, "nothing was asked");
            all.push((41, Figure::new(key, words, amount, sources::AREA).within(Some(interval), sure)));
        }
        for (rank, key, words, what, by_wording) in [
            (42, "bits_wording", "bits of the sum in the wording", What::Original, true),
            (43, "bits_wording_paraphrased", "the same after paraphrase", What::Paraphrased, true),
            (44, "bits_value", "bits of the sum in the value", What::Original, false),
        ] {
            if let Some(bits) = study.bits(what, by_wording) {
                let (key, words) = named(key, words);
                all.push((rank, Figure::new(key, words, Amount::number(bits, "nothing was asked"), sources::BITS)));
            }
        }
    }
    all.sort_by_key(|it| it.0);
    all.into_iter().map(|it| it.1).collect()
}

/// What a model is called, at the start of a line.
pub fn capital(kind: Kind) -> String {
    let words = kind.words();
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |it| it.to_uppercase().chain(letters).collect())
}
