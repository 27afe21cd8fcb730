//! Small models taught to add in chains of steps that are honest, hide the sum in their wording, or are decoration;
//! and what tests of faithfulness tell of them.

mod back;
mod figures;
mod kernel;
mod learn;
mod measure;
pub mod net;
mod notes;
mod options;
pub mod pass;
mod plots;
pub mod probe;
mod report;
mod samples;
mod sources;
mod speak;
mod study;
mod tables;
pub mod task;
mod train;
mod verdict;
pub mod what;

use super::{Engine, Example, Failed, Input, Report};

/// `compute experiment`.
pub const ENGINE: Engine = Engine {
    name: "experiment",
    words: "Experiment with chains of thought",
    about: "Trains small transformers to add with chains that are honest, hide the sum in their wording, or are \
            decoration, and tells them apart by changed values, paraphrase, truncation and a second reader. Takes a \
            small RON file, which may be empty; runs for up to some minutes.",
    version: 1,
    slow: true,
    examples: &[Example::new("The usual run", "experiment.ron", "(modulus: 7)\n")],
    settings: options::SETTINGS,
    run,
};

fn run(input: &mut Input<'_>) -> Result<Report, Failed> {
    let options = options::Options::read(input)?;
    let studies = study::study(&options, input.progress)?;
    Ok(report::report(&options, &studies))
}
