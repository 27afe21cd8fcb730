//! Single answers as the engine `faithfulness` reads them.

use super::{study::Study, what::What};
use crate::evidence::Samples;
use std::fmt::Write as _;

/// A row for each model, problem and condition. Problems of other sorts are items of their own, for their sums are
/// other ones.
pub fn samples(studies: &[Study]) -> Samples {
    let mut csv = "model,item,condition,step,steps,truth,answer,follows\n".to_owned();
    for study in studies {
        for (item, asked) in study.asked.iter().enumerate() {
            let original = asked.of(study.plain(), None).map(|it| it.answer);
            for it in &asked.told {
                let name = it.condition.what.name();
                let item = if it.condition.what.is_other_problem() {
                    format!("{item} {}", name.replace('_', " "))
                } else {
                    item.to_string()
                };
                let step = it.condition.step.map_or_else(String::new, |it| it.to_string());
                let shift = it.shift.filter(|_| it.condition.what == What::Corrupted);
                let follows = shift.zip(original).map_or("", |(shift, original)| {
                    let moved = original < study.task.modulus && it.answer == (original + shift) % study.task.modulus;
                    if moved { "1" } else { "0" }
                });
                let (model, steps, truth) = (study.kind.name(), study.steps(), it.truth);
                // What is no number is an answer all the same, and a wrong one: a blank would leave the problem out.
                let number = it.answer < study.task.modulus;
                let answer = if number { it.answer.to_string() } else { "no number".to_owned() };
                let _ = writeln!(csv, "{model},{item},{name},{step},{steps},{truth},{answer},{follows}");
            }
        }
    }
    Samples { name: "experiment.csv".to_owned(), csv }
}
