//! `cruxmap import` and `export`: maps from and to other tools' formats.

use super::{
    Failure, Look,
    files::{self, Target},
    kept::Kept,
    report,
};
use crate::{
    formats::{self, FORMATS, Format, Taken},
    source,
};
use clap::{Args, builder::PossibleValuesParser};
use serde_json::json;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Import {
    /// The file, or `-` for standard input.
    file: PathBuf,
    /// The map to write, or to add to; `-` is standard output.
    #[arg(short, long, value_name = "MAP")]
    output: Target,
    /// What the file is; by default this is recognised by what is in it.
    #[arg(long, value_name = "NAME", value_parser = names(|it| it.read.is_some()))]
    format: Option<String>,
}

#[derive(Args)]
pub struct Export {
    /// The map.
    map: PathBuf,
    /// Where to write it; `-` is standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Target,
    /// As what; by default the ending of the file's name says so.
    #[arg(long, value_name = "NAME", value_parser = names(|it| it.write.is_some()))]
    to: Option<String>,
    /// The colours of pictures.
    #[arg(long, value_enum, default_value_t = Look::Light)]
    theme: Look,
}

fn names(which: impl Fn(&Format) -> bool) -> PossibleValuesParser {
    PossibleValuesParser::new(FORMATS.iter().filter(|it| which(it)).map(|it| it.name))
}

/// Reads a map of another tool, and tells what was doubtful.
pub fn import(options: &Import, json: bool) -> Result<(), Failure> {
    let on_standard = options.output == Target::Standard;
    if on_standard && json {
        return Err(Failure::Bad("the map and the JSON report cannot both go to standard output".to_owned()));
    }
    let path = options.file.as_path();
    let decoded = source::decode(&files::read(path)?);
    let format = match &options.format {
        Some(name) => formats::by_name(name),
        None => formats::recognise(&decoded.text),
    };
    let Some((format, reader)) = format.and_then(|it| Some((it, it.read.as_ref()?))) else {
        let names: Vec<&str> = FORMATS.iter().filter(|it| it.read.is_some()).map(|it| it.name).collect();
        let help = format!("`--format` says what it is ({}), `cruxmap extract` reads threads", names.join(", "));
        return Err(files::cannot_read(path, &format!("it is no map of another tool that is known; {help}")));
    };
    let imported =
        (reader.read)(&decoded.text).map_err(|it| files::cannot_read(path, &format!("as {}: {it}", format.words)))?;
    let warnings: Vec<String> = decoded.warnings.iter().map(ToString::to_string).collect();
    let warnings = [warnings, imported.warnings.iter().map(ToString::to_string).collect()].concat();
    let mut kept = Kept::open(Some(options.output.clone()))?;
    kept.merge(imported.records)?;
    kept.save()?;
    if json {
        let mut report = report::json(&kept.map);
        report["map"] = json!(kept.path());
        report["format"] = json!(format.name);
        report["warnings"] = json!(warnings);
        return files::print(&format!("{report:#}\n"));
    }
    for it in &warnings {
        files::note(&format!("{}, {it}", path.display()));
    }
    if on_standard {
        return Ok(());
    }
    let end = kept.path().map_or_else(String::new, |it| format!("\nThe map is in {}.\n", it.display()));
    files::print(&format!("Read as {}.\n\n{}{end}", format.words, report::text(&kept.map)))
}

/// Writes a map for another tool, after telling what of it will be lost.
pub fn export(options: &Export, json: bool) -> Result<(), Failure> {
    if options.output == Target::Standard && json {
        return Err(Failure::Bad("the export and the JSON report cannot both go to standard output".to_owned()));
    }
    let format = chosen(options)?;
    let map = files::read_map(&options.map)?;
    let loses = format.loses(&map);
    if !json && !loses.is_empty() {
        files::note(&format!("{} does not hold: {}", format.words, loses.join(", ")));
    }
    let taken = Taken::new(&map, options.theme.theme(), None);
    options.output.write(&written(format, &taken)?)?;
    match &options.output {
        Target::File(path) if json => {
            files::print(&format!("{:#}\n", json!({ "written": path, "format": format.name, "loses": loses })))
        }
        _ => Ok(()),
    }
}

/// A map in a format. What is not as it should be in it is said.
pub fn written(format: &Format, taken: &Taken<'_>) -> Result<Vec<u8>, Failure> {
    let made = format.write.map_or_else(|| Err("it is only read".to_owned()), |write| write(taken));
    let bytes = made.map_err(|it| Failure::Bad(format!("cannot write {}: {it}", format.words)))?;
    for note in taken.notes() {
        files::note(&note);
    }
    Ok(bytes)
}

fn chosen(options: &Export) -> Result<&'static Format, Failure> {
    if let Some(it) = options.to.as_deref().and_then(formats::by_name) {
        return Ok(it);
    }
    let ending = match &options.output {
        Target::File(path) => Path::new(path).extension().and_then(|it| it.to_str()).unwrap_or_default(),
        Target::Standard => "",
    };
    match formats::by_ending(ending).as_slice() {
        [one] => Ok(one),
        [] => {
            let names: Vec<&str> = FORMATS.iter().filter(|it| it.write.is_some()).map(|it| it.name).collect();
            Err(Failure::Bad(format!("say what to write with `--to`: {}", names.join(", "))))
        }
        several => {
            let names: Vec<&str> = several.iter().map(|it| it.name).collect();
            Err(Failure::Bad(format!(
                "files in .{ending} may be several things; say which with `--to`: {}",
                names.join(", ")
            )))
        }
    }
}
