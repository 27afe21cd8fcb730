//! `cruxmap extract`: threads in, a map out.

use super::{
    Failure,
    files::{self, Target},
    kept::Kept,
    report,
};
use crate::{
    extract::{self, Annotations, extract, extract_and_annotate},
    jobs::Progress,
    map::{Map, Records},
    source::{self, INPUTS, Input, Thread, Warning},
};
use clap::{
    Args,
    builder::{PossibleValue, PossibleValuesParser},
};
use serde_json::json;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Options {
    /// The threads: files, or `-` for standard input.
    #[arg(required = true, value_name = "THREAD")]
    threads: Vec<PathBuf>,
    /// The map to write, or to add to; `-` is standard output. Without it, only a report is printed.
    #[arg(short, long, value_name = "MAP")]
    output: Option<Target>,
    /// Where to write the annotations of the one thread as JSON; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    annotations: Option<Target>,
    /// The format of the threads; by default this is recognised by their content.
    #[arg(long, value_name = "NAME", value_parser = formats())]
    format: Option<String>,
    #[cfg(feature = "model")]
    #[command(flatten)]
    model: super::model::ModelOptions,
}

/// Extracts, writes, and reports unless standard output is taken.
pub fn run(options: &Options, json: bool) -> Result<(), Failure> {
    let on_standard =
        [&options.output, &options.annotations].iter().filter(|it| ***it == Some(Target::Standard)).count();
    if on_standard + usize::from(json) > 1 {
        return Err(Failure::Bad("only one of map, annotations and JSON report can go to standard output".to_owned()));
    }
    if options.annotations.is_some() && options.threads.len() > 1 {
        return Err(Failure::Bad("annotations are of one thread: give one thread at a time".to_owned()));
    }
    let format = options.format.as_deref().and_then(Input::from_name);
    let mut kept = Kept::open(options.output.clone())?;
    let threads =
        options.threads.iter().map(|path| read_thread(path, format, &kept.map)).collect::<Result<Vec<_>, _>>()?;
    #[cfg(feature = "model")]
    let (mut readings, by_model) = super::model::read(&options.model, threads.iter().map(|it| &it.0))?;
    let (mut warnings, mut count) = (Vec::new(), 0);
    for (path, (mut thread, doubts)) in options.threads.iter().zip(threads) {
        // Only the window shows where it is doubtful whether comments start, and finds it anew.
        thread.doubts = Vec::new();
        let mut found = find(&thread, options.annotations.is_some(), if json { usize::MAX } else { SHOWN });
        count += doubts.len() + found.doubtful;
        warnings.extend(doubts.into_iter().map(|it| format!("{}, {it}", path.display())));
        warnings.extend(std::mem::take(&mut found.warnings).into_iter().map(|it| format!("{}, {it}", path.display())));
        #[cfg(feature = "model")]
        let mut reading = readings.next();
        #[cfg(feature = "model")]
        if let Some(reading) = &mut reading {
            found.annotations = Some(std::mem::take(&mut reading.annotations));
        }
        if let (Some(target), Some(annotations)) = (&options.annotations, found.annotations) {
            let text = serde_json::to_string(&annotations).map_err(|it| files::cannot_read(path, &it))?;
            target.write(format!("{text}\n").as_bytes())?;
        }
        #[cfg(feature = "model")]
        if let Some(reading) = reading {
            kept.merge(found.records)?;
            kept.edit(crate::model::edit(&kept.map, &thread, reading))?;
            continue;
        }
        // The map needs the memory, and holds the text itself.
        drop(thread);
        kept.merge(found.records)?;
    }
    kept.save()?;
    let map = &kept.map;
    if json {
        let mut report = report::json(map);
        report["map"] = json!(kept.path());
        report["warnings"] = json!(warnings);
        #[cfg(feature = "model")]
        if let Some(it) = by_model {
            report["model"] = it;
        }
        return files::print(&format!("{report:#}\n"));
    }
    tell(&warnings, count);
    if on_standard > 0 {
        return Ok(());
    }
    let end = match kept.path() {
        Some(path) => format!("\nThe map is in {}.\n", path.display()),
        None if options.annotations.is_some() => String::new(),
        None => "\nNothing was written: `-o MAP` keeps the map.\n".to_owned(),
    };
    files::print(&format!("{}{end}", report::text(map)))
}

/// So many warnings are shown, unless all are wanted.
const SHOWN: usize = 5;

/// What was found in a thread, with the first warnings in words.
pub struct Found {
    pub records: Records,
    /// The same as annotations, where they are wanted.
    annotations: Option<Annotations>,
    warnings: Vec<String>,
    /// How many warnings there are.
    doubtful: usize,
}

/// The names of all formats of threads, with what they are.
fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(INPUTS.iter().map(|it| PossibleValue::new(it.name).help(it.words)))
}

/// Reads a thread, with what was decided on it in `map`; also returns what was doubtful about its file.
fn read_thread(path: &Path, input: Option<&'static Input>, map: &Map) -> Result<(Thread, Vec<String>), Failure> {
    let title = path.file_stem().filter(|_| path != Path::new("-")).unwrap_or("thread".as_ref()).to_string_lossy();
    let imported = source::import(source::decode(&files::read(path)?), &title, input);
    let doubts = imported.warnings.iter().map(ToString::to_string).collect();
    if imported.input.is_foreign() && input.is_none() {
        files::note(&format!("{}: read as “{}” (--format reads it otherwise)", path.display(), imported.input.words));
    }
    Ok((extract::read(imported.text, &title, Some(imported.format), map), doubts))
}

/// Extracts one thread; says the same as annotations if `annotated`, and of the warnings the first `most`.
pub fn find(thread: &Thread, annotated: bool, most: usize) -> Found {
    let progress = Progress::default();
    let (mut extracted, annotations) = if annotated {
        let (extracted, annotations) = extract_and_annotate(thread, &progress);
        (extracted, Some(annotations))
    } else {
        (extract(thread, &progress), None)
    };
    let warnings = in_words(&mut extracted.warnings, &thread.text, most);
    Found { records: extracted.records, annotations, warnings, doubtful: extracted.warnings.len() }
}

/// The first warnings with their lines and the words they are about, from the top of the text to its end.
fn in_words(warnings: &mut [Warning], text: &str, most: usize) -> Vec<String> {
    warnings.sort_by_key(|it| it.at.start);
    let (mut line, mut seen) = (1, 0);
    let worded = warnings.iter().take(most).map(|it| {
        line += text.get(seen..it.at.start).unwrap_or_default().matches('\n').count();
        seen = it.at.start;
        let words = report::short(text.get(it.at.clone()).unwrap_or_default());
        let quote = if words.is_empty() { words } else { format!(": “{words}”") };
        format!("line {line}: {}{quote}", it.says)
    });
    worded.collect()
}

fn tell(warnings: &[String], count: usize) {
    for warning in warnings.iter().take(SHOWN) {
        files::note(&format!("doubtful: {warning}"));
    }
    if count > SHOWN {
        files::note(&format!("{} more places are doubtful; --json lists all", count - SHOWN));
    }
}
