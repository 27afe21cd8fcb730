//! Pictures: what each test leaves right, and the early-answering curve.

use super::{study::Study, what::What};
use crate::evidence::{
    Axis, Measure, Plot, Series, Trace,
    numbers::{float, wilson},
};

/// Right answers by test, a colour for each model.
pub fn tests(studies: &[Study], sure: f64) -> Option<Plot> {
    let names = ["as written", "value changed", "paraphrased", "filler", "second reader", "last value"];
    let mut series = Vec::new();
    for study in studies {
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
            points.push([x, count.share()]);
            if let Some((least, most)) = wilson(count.hits, count.all, sure) {
                spans.extend([[x, least], [x, most]]);
            }
        }
        let name = study.kind.words();
        series.push(Series::new(name, Trace::Points, points));
        series.push(Series::new(format!("{name}, interval"), Trace::Spans, spans));
    }
    (!series.is_empty()).then(|| Plot {
        key: "tests".to_owned(),
        words: "Right answers by test".to_owned(),
        x: Axis::new("test").of(Measure::Names(names.map(str::to_owned).to_vec())),
        y: Axis::new("share of right answers").of(Measure::Share).unit(),
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
        x: Axis::new("share of the chain kept").of(Measure::Share).unit(),
        y: Axis::new("share of answers as after the whole chain").of(Measure::Share),
        series,
    })
}
