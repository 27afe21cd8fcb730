//! `cruxmap compute`: one calculation on a file.

use super::{
    Failure, Look, figures,
    files::{self, Target},
    show,
};
use crate::{
    evidence::{self, ENGINES, Engine, Failed, Given, Input, Report, Settings, Sort},
    export,
    jobs::Progress,
    picture::plot,
};
use clap::Args;
use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
};

/// What `compute` takes.
#[derive(Args)]
pub struct Options {
    /// What to calculate.
    #[arg(value_parser = engine_names())]
    kind: String,
    /// The data; `-` is standard input.
    input: PathBuf,
    /// A setting of the calculation; for a setting that is a file, its path.
    #[arg(short, long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// Writes single results as CSV, for calculations that make some; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    samples: Option<Target>,
    /// Where to write its plots, under each other: a name that ends in .svg, .png or .pdf.
    #[arg(short, long, value_name = "FILE")]
    plot: Option<Target>,
    /// Whether plots are light or dark.
    #[arg(long, value_enum, default_value_t = Look::Light)]
    theme: Look,
}

/// The names that `compute` knows.
fn engine_names() -> Vec<&'static str> {
    ENGINES.iter().map(|it| it.name).collect()
}

/// Calculates and prints figures, tables and notes.
pub fn run(options: &Options, json: bool) -> Result<(), Failure> {
    let engine = evidence::engine(&options.kind)
        .ok_or_else(|| Failure::Bad(format!("there is no calculation {}", options.kind)))?;
    if let Some(plot) = &options.plot {
        show::picture_name(plot, false)?;
    }
    let settings = settings(engine, &options.set)?;
    settings.check(engine.settings).map_err(|it| refused(&options.input, &it))?;
    let mut data: Box<dyn BufRead> = if options.input == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        let file = File::open(&options.input)
            .map_err(|error| Failure::Bad(format!("cannot read {}: {error}", options.input.display())))?;
        Box::new(BufReader::with_capacity(1 << 16, file))
    };
    let name = options.input.to_string_lossy();
    let mut input = Input { data: &mut *data, name: &name, settings: &settings, progress: &Progress::default() };
    let report = (engine.run)(&mut input).map_err(|it| refused(&options.input, &it))?;
    if let Some(plot) = &options.plot {
        draw(&report, plot, options.theme)?;
    }
    if let Some(target) = &options.samples {
        let samples = report
            .samples
            .as_ref()
            .ok_or_else(|| Failure::Bad(format!("{} makes no samples; leave out --samples", engine.name)))?;
        target.write(samples.csv.as_bytes())?;
        // Figures would stand in the middle of the rows.
        if *target == Target::Standard {
            return Ok(());
        }
    }
    files::print(&if json { format!("{:#}\n", figures::json(&report)) } else { figures::text(&report) })
}

/// Writes the plots.
fn draw(report: &Report, to: &Target, look: Look) -> Result<(), Failure> {
    if report.plots.is_empty() {
        let why = "this calculation has no plot of these data; leave out --plot to read its figures";
        return Err(Failure::Bad(why.to_owned()));
    }
    let svg = export::plots_svg(&report.title, &report.plots, |it| plot::usual_size(it, look.theme()), look.theme());
    show::write_plots(svg, to)
}

fn refused(path: &Path, why: &Failed) -> Failure {
    Failure::Bad(format!("{}: {why}", path.display()))
}

/// What was given, as what the engine's settings say it is.
fn settings(engine: &Engine, given: &[String]) -> Result<Settings, Failure> {
    let mut settings = BTreeMap::new();
    for it in given {
        let bad = |why: String| Failure::Bad(format!("--set {it}: {why}"));
        let (name, value) = it.split_once('=').ok_or_else(|| bad("it wants NAME=VALUE".to_owned()))?;
        let sort = engine.settings.iter().find(|it| it.name == name).map(|it| it.sort);
        let value = match sort {
            Some(Sort::Number { .. }) => {
                let number = value.parse().map_err(|_| bad(format!("{value} is no number")))?;
                Given::Number(number)
            }
            Some(Sort::File) => Given::File(value.to_owned(), files::read(Path::new(value))?.into()),
            // What no engine knows is refused by the check that follows, with the names that there are.
            Some(Sort::Choice(_) | Sort::Text | Sort::Column) | None => Given::Text(value.to_owned()),
        };
        settings.insert(name.to_owned(), value);
    }
    Ok(Settings(settings))
}
