//! `cruxmap summary`: what a map comes down to, as a document.

use super::{
    Failure,
    files::{self, Target},
    report, show,
};
use crate::{
    export::{self, Document, Form},
    map::Map,
};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// What `summary` takes.
#[derive(Args)]
pub struct Options {
    /// The map.
    #[arg(required_unless_present = "print_template")]
    map: Option<PathBuf>,
    /// The form of the summary; by default the one the output's name ends in, else Markdown.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// One page: the first cruxes, the main disagreements, what to look up.
    #[arg(long)]
    brief: bool,
    /// A template of yours instead of the program's; docs/summary.md says what it may hold.
    #[arg(long, value_name = "FILE", conflicts_with = "brief")]
    template: Option<PathBuf>,
    /// Print the program's template, to change it; with --brief that of one page.
    #[arg(long, conflicts_with_all = ["map", "format", "template"])]
    print_template: bool,
    /// Where to write it; `-` is standard output. Beside a Markdown file its pictures are written as SVG.
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: Target,
}

/// The forms of a summary.
#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Markdown
    Md,
    /// One file that needs no other
    Html,
    /// Pages to print
    Pdf,
}

/// Prints or writes the crux summary.
pub fn run(options: &Options, json: bool) -> Result<(), Failure> {
    let (output, form) = (&options.output, if options.brief { Form::Brief } else { Form::Full });
    let Some(path) = &options.map else { return output.write(form.template().as_bytes()) };
    let map = files::read_map(path)?;
    if json && *output == Target::Standard {
        return files::print(&format!("{:#}\n", report::json(&map)));
    }
    let document = match &options.template {
        Some(template) => with_template(&map, template)?,
        None => shipped(&map, form)?,
    };
    let by_name = match output {
        it if it.ends_in("html") || it.ends_in("htm") => Format::Html,
        it if it.ends_in("pdf") => Format::Pdf,
        _ => Format::Md,
    };
    match options.format.unwrap_or(by_name) {
        Format::Md => write_markdown(&document, output)?,
        Format::Html => output.write(document.html().as_bytes())?,
        Format::Pdf => output.write(&show::pdf(document.pdf())?)?,
    }
    show::told(output, json)
}

/// The document that the program's own template makes.
pub fn shipped(map: &Map, form: Form) -> Result<Document, Failure> {
    export::document(map, form.template()).map_err(|error| Failure::Bad(format!("the program's template: {error}")))
}

fn with_template(map: &Map, path: &Path) -> Result<Document, Failure> {
    let template = String::from_utf8(files::read(path)?)
        .map_err(|_| Failure::Bad(format!("{}: a template is text in UTF-8", path.display())))?;
    export::document(map, template.trim_start_matches('\u{feff}')).map_err(|error| {
        let advice = "`cruxmap summary --print-template` prints one that works";
        Failure::Bad(format!("{}, {error}; {advice}", path.display()))
    })
}

/// Writes Markdown, and beside a file its pictures.
fn write_markdown(document: &Document, output: &Target) -> Result<(), Failure> {
    let Target::File(path) = output else { return output.write(document.without_pictures().as_bytes()) };
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let (text, pictures) = document.beside(&stem);
    for (name, svg) in pictures {
        Target::File(path.with_file_name(name)).write(svg.as_bytes())?;
    }
    output.write(text.as_bytes())
}
