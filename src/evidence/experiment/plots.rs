//! Pictures: what each test leaves right, and the early-answering curve.

use super::{study::Study, what::What};
use crate::evidence::{
    Plot, Series, Trace,
    numbers::{float, wilson},
};

/// Right answers by test, a colour for each model.
pub fn tests(studies: &[Study], sure: f64) -> Option<Plot> {
    let names = ["as written", "value changed", "paraphrased", "filler", "second reader", "last value"];
    let mut series = Vec::new();
    for (nth, study) in (0_u32..).map(f64::from).zip(studies) {
        let middle = Some(super::figures::middle(study));
        let shown = [
            (study.plain(), None),
            (What::Corrupted, middle),
            (What::Paraphrased, None),
            (What::Filler, None),
            (What::SecondReader, None),
            (What::ReadByValue, None),
        ];
        let (mut points, mut spans) = (Vec::new(), Vec::new());
        for (x, (what, step)) in (0_u32..).map(f64::from).zip(shown) {
            let Some(count) = study.right(what, step) else { continue };
            // Side by side, so that intervals do not hide each other.
            let x = x + 0.12 * (nth - 1.5);
            points.push([x, count.share()]);
            if let Some((least, most)) = wilson(count.hits, count.all, sure) {
                spans.extend([[x, least], [x, most]]);
            }
        }
        let name = study.kind.words();
        series.push(Series { words: format!("{name}, interval"), trace: Trace::Spans, points: spans });
        series.push(Series { words: name.to_owned(), trace: Trace::Points, points });
    }
    (!series.is_empty()).then(|| Plot {
        key: "tests".to_owned(),
        words: "Right answers by test".to_owned(),
        x: "test".to_owned(),
        y: "share of right answers".to_owned(),
        ticks: names.map(str::to_owned).to_vec(),
        series,
    })
}

/// The share of answers that are there already after so much of the chain, a line for each model.
pub fn early(studies: &[Study]) -> Option<Plot> {
    let line = |study: &Study| {
        let steps = study.steps();
        let point = |kept: usize| {
            let same = if kept == steps { 1.0 } else { study.same(What::Truncated, Some(kept))?.share() };
            Some([float(kept as u64) / float(steps as u64), same])
        };
        let points: Vec<[f64; 2]> = (0..=steps).filter_map(point).collect();
        (points.len() > 1).then(|| Series { words: study.kind.words().to_owned(), trace: Trace::Line, points })
    };
    let series: Vec<Series> = studies.iter().filter_map(line).collect();
    (!series.is_empty()).then(|| Plot {
        key: "early_answering".to_owned(),
        words: "Early answering, with filler for the steps that are missing".to_owned(),
        x: "share of the chain kept".to_owned(),
        y: "share of answers as after the whole chain".to_owned(),
        ticks: Vec::new(),
        series,
    })
}
