//! Files behind the window: opening maps, reading threads, exporting. All of it runs off the window's thread.

use super::{
    command::ExportKind,
    home::Home,
    incoming::Incoming,
    inspector,
    kept::{self, Kept},
    notices::Notice,
    recovered,
    session::{self, Unfinished},
};
use crate::{
    export::{
        self, Form,
        pdf::{Pdf, PdfError},
    },
    extract,
    formats::{self, Taken},
    jobs::Progress,
    layout::Layout,
    map::{Edit, Map, Records, SourceId},
    picture::Theme,
    save,
    source::{self, Decoded, Input},
};
use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
    sync::Arc,
};

/// What was read from a file.
#[derive(Debug)]
pub enum Loaded {
    /// A map.
    Map {
        /// Its file.
        path: PathBuf,
        /// The map, and the journal to go on with.
        opened: Box<save::Opened>,
        /// What its journal brought back, in words.
        recovered: String,
        /// How it was left.
        kept: Option<Box<Kept>>,
        /// A discussion of it that was not brought to its end, or why that cannot be told.
        unfinished: Result<Option<Unfinished>, String>,
    },
    /// A thread of another site or tool, to be looked at.
    Incoming(Box<Incoming>),
    /// What was found in a thread.
    Thread {
        /// What to call it.
        title: String,
        /// What was found.
        records: Box<Records>,
        /// What could not be read as it should.
        warnings: Vec<String>,
        /// Whether it goes into the open map, or into a new one.
        into_open: bool,
    },
    /// Another map, to be compared with.
    Other {
        /// What for.
        reads: super::compared::Reads,
        /// The name of its file.
        name: String,
        /// The map.
        map: Box<Map>,
    },
    /// A map of another tool.
    Imported {
        /// What to call it.
        title: String,
        /// What it was read as.
        format: &'static str,
        /// What is in it.
        records: Box<Records>,
        /// What could not be read as it should.
        warnings: Vec<String>,
        /// Whether it goes into the open map, or into a new one.
        into_open: bool,
    },
    /// What follows from splitting or joining comments.
    Decided {
        /// The change to the map.
        edit: Box<Edit>,
        /// Whether a comment was split.
        starts: bool,
    },
}

/// Opens a file: a map by its first line, anything else as a thread.
pub fn load(path: &Path, home: &Home, progress: &Progress) -> Result<Loaded, Notice> {
    let cannot = |error: &dyn std::fmt::Display| {
        Notice::error(format!("Cannot open {}: {error}.", path.display()), "Check the path and that you may read it.")
    };
    let file = fs::File::open(path).map_err(|it| cannot(&it))?;
    let mut bytes = Vec::new();
    file.take(save::LARGEST + 1).read_to_end(&mut bytes).map_err(|it| cannot(&it))?;
    if bytes.len() as u64 > save::LARGEST {
        return Err(cannot(&"it is larger than 256 MB"));
    }
    let named_map = path.extension().is_some_and(|it| it == "ron");
    match save::open(path) {
        Ok(opened) => {
            let kept = kept::read(home, path).map(Box::new);
            let saved = (opened.recovered > 0).then(|| save::from_text(str::from_utf8(&bytes).ok()?).ok()).flatten();
            let recovered = saved.map(|it| recovered::in_words(&it, &opened.map)).unwrap_or_default();
            let unfinished = session::unfinished(path);
            return Ok(Loaded::Map { path: path.to_owned(), opened: Box::new(opened), recovered, kept, unfinished });
        }
        Err(save::OpenError::NotAMap) if !named_map => {}
        Err(error) => {
            let message = format!("Cannot open {}. {error}", path.display());
            return Err(Notice::error(message, "The file was left as it is."));
        }
    }
    let title = path.file_stem().map_or_else(|| "Thread".to_owned(), |it| it.to_string_lossy().into_owned());
    read(&title, &bytes, None, progress)
}

/// Reads another map, with the edits that are not saved in it yet. It may be open in another window.
pub fn other(path: &Path, reads: super::compared::Reads) -> Result<Loaded, Notice> {
    let read = save::read(path).map_err(|it| {
        Notice::error(format!("Cannot read {}: {it}.", path.display()), "Choose a map file; its name ends in .ron.")
    })?;
    let name = path.file_name().map_or_else(|| "another map".to_owned(), |it| it.to_string_lossy().into_owned());
    Ok(Loaded::Other { reads, name, map: Box::new(read.map) })
}

/// Reads a map of another tool, or else a thread: for a map, with what was decided there on where comments start, or for a
/// new one.
pub fn read(title: &str, bytes: &[u8], into: Option<&Map>, progress: &Progress) -> Result<Loaded, Notice> {
    let decoded = source::decode(bytes);
    if let Some((format, reader)) = formats::recognise(&decoded.text).and_then(|it| Some((it, it.read.as_ref()?))) {
        let imported = (reader.read)(&decoded.text).map_err(|told| {
            let message = format!("Cannot read “{title}” as {}: {told}.", format.words);
            Notice::error(message, "Mend it there and open it again.")
        })?;
        let warnings = decoded.warnings.iter().map(ToString::to_string);
        let warnings = warnings.chain(imported.warnings.iter().map(ToString::to_string)).collect();
        let (title, records, into_open) = (title.to_owned(), Box::new(imported.records), into.is_some());
        return Ok(Loaded::Imported { title, format: format.words, records, warnings, into_open });
    }
    let input = source::recognise(&decoded.text);
    let read = incoming(title, Arc::new(decoded), input, into);
    // What comes from elsewhere is shown first: it may have been taken for something else.
    Ok(if input.is_foreign() { Loaded::Incoming(Box::new(read)) } else { extracted(read, progress) })
}

/// Reads a thread as `input`, with what was decided in `into` on where comments start.
fn incoming(title: &str, file: Arc<Decoded>, input: &'static Input, into: Option<&Map>) -> Incoming {
    let imported = source::import(Decoded::clone(&file), title, Some(input));
    let warnings = imported.warnings.iter().map(ToString::to_string).collect();
    let thread = match into {
        Some(map) => extract::read(imported.text, title, Some(imported.format), map),
        None => source::read(imported.text, title, Some(imported.format)),
    };
    Incoming { title: title.to_owned(), file, input, thread, warnings, into_open: into.is_some(), desk: 0 }
}

/// Reads a thread that came in as something else.
pub fn read_as(before: &Incoming, input: &'static Input, into: Option<&Map>) -> Loaded {
    Loaded::Incoming(Box::new(incoming(&before.title, before.file.clone(), input, into)))
}

/// Extracts what a thread says.
pub fn extracted(it: Incoming, progress: &Progress) -> Loaded {
    let Incoming { thread, mut warnings, into_open, .. } = it;
    let extracted = extract::extract(&thread, progress);
    warnings.extend(extracted.warnings.iter().map(|it| in_words(it, &thread.text)));
    Loaded::Thread { title: thread.title, records: Box::new(extracted.records), warnings, into_open }
}

/// Reads a thread of `map` anew, with a comment split at a byte of it, or joined with the one before.
pub fn decide(map: &Map, source: SourceId, at: u32, starts: bool, progress: &Progress) -> Result<Loaded, Notice> {
    match extract::decide(map, source, at as usize, starts, progress) {
        Ok(edit) => Ok(Loaded::Decided { edit: Box::new(edit), starts }),
        Err(error) => {
            let what = if starts { "split the comment" } else { "join the comments" };
            Err(Notice::warning(format!("Cannot {what}: {error}."), "The map was left as it is."))
        }
    }
}

/// A warning with the words it is about: nobody counts bytes.
fn in_words(warning: &source::Warning, text: &str) -> String {
    let words = text.get(warning.at.clone()).map(inspector::one_line).unwrap_or_default();
    if words.is_empty() {
        warning.says.clone().into_owned()
    } else {
        format!("{}: “{}”", warning.says, inspector::short(&words, 60))
    }
}

/// Writes an export.
pub fn export(kind: ExportKind, path: &Path, map: &Map, layout: &Layout, theme: &Theme) -> Result<Notice, Notice> {
    let cannot = |error: &dyn std::fmt::Display| {
        Notice::error(format!("Cannot write {}: {error}.", path.display()), "Choose another folder or file name.")
    };
    let document = |form: Form| export::document(map, form.template()).map_err(|it| cannot(&it));
    let (mut pictures, mut notes) = (0, Vec::new());
    let mut pdf = |made: Result<Pdf, PdfError>| {
        let Pdf { bytes, notes: told } = made.map_err(|it| cannot(&it))?;
        notes = told;
        Ok(bytes)
    };
    let bytes = match kind {
        ExportKind::Markdown(form) => {
            let document = document(form)?;
            let (text, beside) = document.beside(&path.file_stem().unwrap_or_default().to_string_lossy());
            pictures = beside.len();
            for (name, svg) in beside {
                save::write_atomically(&path.with_file_name(name), svg.as_bytes()).map_err(|it| cannot(&it))?;
            }
            text.into_bytes()
        }
        ExportKind::Html(form) => document(form)?.html().into_bytes(),
        ExportKind::Pdf(form) => pdf(document(form)?.pdf())?,
        ExportKind::Map(format) => {
            let taken = Taken::new(map, theme, Some(layout));
            let bytes = format.write.ok_or(()).map_err(|()| cannot(&"this is only read"))?(&taken);
            notes = taken.notes();
            bytes.map_err(|it| cannot(&it))?
        }
        ExportKind::Minutes | ExportKind::MinutesHtml | ExportKind::Answers | ExportKind::Log => {
            return Err(Notice::warning("There is no discussion to write of.", "Start one, or resume it."));
        }
    };
    let wrote = write(path, &bytes)?;
    if pictures > 0 || !notes.is_empty() {
        let beside = match pictures {
            0 => String::new(),
            1 => ", and a picture beside it".to_owned(),
            n => format!(", and {n} pictures beside it"),
        };
        let wrote = format!("Wrote {}{beside}.", path.display());
        return Ok(if notes.is_empty() { Notice::info(wrote) } else { Notice::warning(wrote, notes.join(" ")) });
    }
    Ok(wrote)
}

/// Writes a file that a person asked for.
pub fn write(path: &Path, bytes: &[u8]) -> Result<Notice, Notice> {
    save::write_atomically(path, bytes).map_err(|error| {
        let message = format!("Cannot write {}: {error}.", path.display());
        Notice::error(message, "Choose another folder or file name.")
    })?;
    Ok(Notice::info(format!("Wrote {}.", path.display())))
}
