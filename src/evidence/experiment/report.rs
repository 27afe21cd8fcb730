//! The report of an experiment.

use super::{
    figures,
    notes::notes,
    options::Options,
    plots,
    samples::samples,
    study::Study,
    tables,
    verdict::{Verdict, gist},
};
use crate::evidence::Report;

/// Makes it.
pub fn report(options: &Options, studies: &[Study]) -> Report {
    let verdicts: Vec<Verdict> = studies.iter().filter_map(Verdict::of).collect();
    let mut tables = vec![
        tables::pattern(&verdicts),
        tables::inspect(studies),
        tables::conditions(studies, options.sure),
        tables::learning(studies),
    ];
    tables.retain(|it| !it.rows.is_empty());
    let names: Vec<&str> = studies.iter().map(|it| it.kind.words()).collect();
    Report {
        title: format!("Experiment with chains of thought: {}", names.join(", ")),
        gist: gist(studies, &verdicts),
        figures: figures::figures(studies, options.sure),
        tables,
        plots: [plots::tests(studies, options.sure), plots::early(studies)].into_iter().flatten().collect(),
        notes: notes(options, studies, &verdicts),
        samples: Some(samples(studies)),
    }
}
