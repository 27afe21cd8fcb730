//! The command line: every verb but `open` works without a display.
//!
//! Exit codes: 0 done, 1 a check failed, 2 bad arguments or unreadable input, with one line on standard error.

mod analyze;
mod argued;
mod compute;
mod credence;
mod diff;
mod evaluate;
mod evidence;
mod extract;
mod failure;
mod figures;
mod files;
mod formats;
mod kept;
mod layout;
mod merge;
#[cfg(feature = "model")]
mod model;
mod report;
mod session;
mod show;
mod summary;
mod windowless;

pub use windowless::{has_display, without_window};

use crate::picture::Theme;
use clap::{Parser, Subcommand, ValueEnum, error::ErrorKind};
use failure::Failure;
use files::Target;
use std::{ffi::OsString, path::PathBuf, process::ExitCode};

/// Turns a comment thread into a map of its claims, cruxes and disagreements.
///
/// Without a command, the window opens on the last map, or on a sample the first time.
#[derive(Parser)]
#[command(name = "cruxmap", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    verb: Option<Verb>,
    /// Print JSON, for programs.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Subcommand)]
enum Verb {
    /// Open the window on a map or a thread.
    Open {
        /// The map or thread.
        file: PathBuf,
    },
    /// Read threads and write a map of what they argue.
    ///
    /// If the map is there already, what is new in the threads is added to it; what people decided stays.
    Extract(extract::Options),
    /// Print what a map comes down to: what all agree on, disagreements, cruxes, evidence, open questions.
    Summary(summary::Options),
    /// Draw a map.
    Render {
        /// The map.
        map: PathBuf,
        /// Where to write the picture: a name that ends in .svg, .png or .pdf, or `-` for SVG on standard output.
        #[arg(short, long, value_name = "FILE")]
        output: Target,
        /// Light or dark.
        #[arg(long, value_enum, default_value_t = Look::Light)]
        theme: Look,
    },
    /// Read a map of another tool, and write it as a map or add it to one.
    Import(formats::Import),
    /// Write a map for another tool, after telling what of it will be lost.
    Export(formats::Export),
    /// Check every rule of a saved map.
    Check {
        /// The map.
        map: PathBuf,
    },
    /// Tell how two maps differ: what was added, removed, reworded, relinked, re-weighed, moved.
    Diff(diff::Options),
    /// Merge two maps that come from the same one. Ends with 1 if something does not go together.
    ///
    /// What either side did alone is in the merged map. Where both did something that does not go together, the map holds
    /// ours, but work on something outweighs its removal; each such conflict is told on standard error with both versions.
    Merge(merge::Options),
    /// Lay out a bare graph: boxes and links as JSON, without words.
    Layout {
        /// The graph: its `nodes` with `id`, `w`, `h` and `cluster`, its `edges` with `s` and `t`, its `clusters`.
        graph: PathBuf,
        /// A layout that was written before: what stands there stays.
        #[arg(long, value_name = "FILE")]
        previous: Option<PathBuf>,
        /// Where to write the layout; `-` is standard output.
        #[arg(short, long, value_name = "FILE", default_value = "-")]
        output: Target,
    },
    /// Calculate one piece of evidence from a file.
    Compute(compute::Options),
    /// Tell what people's credences come to: cruxes ranked, views that do not go with their reasons, holes.
    Analyze {
        /// The map.
        map: PathBuf,
    },
    /// Recompute all evidence of a map, and keep the results in it.
    Evidence {
        /// The map.
        map: PathBuf,
        /// Change nothing; end with 1 if a stored result is not what its inputs give.
        #[arg(long)]
        check: bool,
    },
    /// Measure how well threads are read, on threads that people annotated.
    Evaluate {
        /// Folders of annotated threads: NAME.txt with NAME.gold.json, threads.jsonl, or maps.jsonl.
        #[arg(required = true, value_name = "DIR")]
        folders: Vec<PathBuf>,
    },
    /// Reckon what questions are worth to people, or how arguments stand, from a file.
    Credence(credence::Options),
    /// Run a discussion over a map without a window, or read one from its log: minutes, answers, credences.
    Session(session::Options),
}

#[derive(Clone, Copy, ValueEnum)]
enum Look {
    /// Ink on paper
    Light,
    /// Paper on ink
    Dark,
}

impl Look {
    fn theme(self) -> &'static Theme {
        match self {
            Self::Light => Theme::light(),
            Self::Dark => Theme::dark(),
        }
    }
}

/// What is left for the program to do once the command line is dealt with.
#[derive(Debug)]
pub enum Next {
    /// Nothing but to end.
    End(ExitCode),
    /// Open the window, on this map or thread if there is one.
    Window(Option<PathBuf>),
}

/// Does what the arguments ask for, all but opening the window. The first argument is the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Next {
    let Arguments { verb, json } = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return Next::End(refused(&error)),
    };
    Next::End(failure::end(match verb {
        None => return Next::Window(None),
        Some(Verb::Open { file }) => return Next::Window(Some(file)),
        Some(Verb::Extract(options)) => extract::run(&options, json),
        Some(Verb::Summary(options)) => summary::run(&options, json),
        Some(Verb::Render { map, output, theme }) => show::render(&map, &output, theme, json),
        Some(Verb::Import(options)) => formats::import(&options, json),
        Some(Verb::Export(options)) => formats::export(&options, json),
        Some(Verb::Check { map }) => show::check(&map, json),
        Some(Verb::Diff(options)) => diff::run(&options, json),
        Some(Verb::Merge(options)) => merge::run(&options, json),
        Some(Verb::Layout { graph, previous, output }) => layout::run(&graph, previous.as_deref(), &output, json),
        Some(Verb::Compute(options)) => compute::run(&options, json),
        Some(Verb::Analyze { map }) => analyze::run(&map, json),
        Some(Verb::Evidence { map, check }) => evidence::run(&map, check, json),
        Some(Verb::Evaluate { folders }) => evaluate::run(&folders, json),
        Some(Verb::Credence(options)) => credence::run(&options, json),
        Some(Verb::Session(options)) => session::run(&options, json),
    }))
}

/// Help and version on standard output; anything else in one line on standard error.
fn refused(error: &clap::Error) -> ExitCode {
    let text = error.to_string();
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return failure::end(files::print(&text));
    }
    let first = text.lines().take_while(|it| !it.trim().is_empty()).map(str::trim).collect::<Vec<_>>().join(" ");
    let what = first.strip_prefix("error: ").unwrap_or(&first);
    failure::end(Err(Failure::Bad(format!("{what} (`cruxmap --help` lists the commands)"))))
}
