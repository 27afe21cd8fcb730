//! The report of an experiment.

use super::{
    figures,
    notes::notes,
    options::Options,
    plots,
    samples::samples,
    study::Study,
    tables,
    verdict::{self, Verdict, gist},
};
use crate::evidence::{About, Amount, Figure, Report};

/// Whether the two tests together tell the models apart.
fn told_apart(verdicts: &[Verdict]) -> Figure {
    let says = if verdict::is_pattern(verdicts) { "yes" } else { "no" };
    let about = About::new(
        "each test alone leaves two of the three models alike; a test breaks a model if it takes its right answers more \
         than half of the way to chance",
        "as defined here",
    );
    let words = "Honest, hiding and decorative chain told apart by both tests together";
    Figure::new("told_apart", words, Amount::Words(says.to_owned()), about)
}

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
        figures: [vec![told_apart(&verdicts)], figures::figures(studies, options.sure)].concat(),
        tables,
        plots: [plots::tests(studies, options.sure), plots::early(studies)].into_iter().flatten().collect(),
        notes: notes(options, studies, &verdicts),
        samples: Some(samples(studies)),
    }
}
