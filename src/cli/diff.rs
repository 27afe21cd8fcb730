//! `cruxmap diff`: how two maps differ, thing by thing.

use super::{
    Failure,
    files::{self, Target},
};
use crate::{
    compare::{About, Alteration, Comparison, Entry, Mark, compare},
    export::escape_markdown as escape,
};
use clap::ValueEnum;
use serde_json::{Value, json};
use std::{collections::BTreeMap, fmt::Write as _, path::PathBuf};

#[derive(clap::Args)]
pub struct Options {
    /// The map before.
    old: PathBuf,
    /// The map after.
    new: PathBuf,
    /// The form: lines for a terminal, or Markdown. Without it, what the name of the output ends in.
    #[arg(long, value_enum)]
    format: Option<Form>,
    /// Where to write it; `-` is standard output.
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: Target,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Lines
    Text,
    /// Markdown
    Md,
}

/// Writes the differences. Of two equal maps there is nothing to write.
pub fn run(options: &Options, json: bool) -> Result<(), Failure> {
    let comparison = compare(&files::read_map(&options.old)?, &files::read_map(&options.new)?);
    let by_name = if options.output.ends_in("md") { Form::Md } else { Form::Text };
    let text = match options.format.unwrap_or(by_name) {
        _ if json => format!("{:#}\n", Value::from(comparison.entries.iter().map(entry_json).collect::<Vec<_>>())),
        Form::Text => lines(&comparison),
        Form::Md => markdown(&comparison),
    };
    options.output.write(text.as_bytes())
}

fn entry_json(it: &Entry) -> Value {
    let changes = it.alterations.iter().map(|it| {
        json!({ "what": it.aspect.words(), "change": it.aspect.mark().word(), "before": it.before, "after": it.after })
    });
    json!({
        "is": it.about.word(),
        "id": it.about.to_string(),
        "name": it.name,
        "change": it.presence.map_or("changed", Mark::word),
        "marks": it.marks().into_iter().map(Mark::word).collect::<Vec<_>>(),
        "changes": changes.collect::<Vec<_>>(),
    })
}

fn marks(it: &Entry) -> String {
    it.marks().into_iter().map(Mark::word).collect::<Vec<_>>().join(", ")
}

/// An entry is a line with what happened to it, and a line below it for each thing that is different about it.
fn lines(comparison: &Comparison) -> String {
    let mut out = String::new();
    for it in &comparison.entries {
        let _ = match it.presence {
            Some(Mark::Added) => writeln!(out, "+ {}", it.name),
            Some(_) => writeln!(out, "- {}", it.name),
            None => writeln!(out, "~ {}: {}", it.name, marks(it)),
        };
        for Alteration { aspect, before, after } in &it.alterations {
            let what = aspect.words();
            let _ = match (before, after) {
                (Some(before), Some(after)) if before == after => writeln!(out, "    {what}: {after}"),
                (Some(before), Some(after)) => writeln!(out, "    {what}: {before}\n      -> {after}"),
                (None, Some(after)) => writeln!(out, "    + {what}: {after}"),
                (Some(before), None) => writeln!(out, "    - {what}: {before}"),
                (None, None) => writeln!(out, "    {what}"),
            };
        }
    }
    out
}

/// Says which things stand under a heading.
type Picks = fn(About) -> bool;

fn markdown(comparison: &Comparison) -> String {
    let mut out = "# What changed\n".to_owned();
    let mut counts = BTreeMap::<Mark, usize>::new();
    for mark in comparison.entries.iter().flat_map(Entry::marks) {
        *counts.entry(mark).or_default() += 1;
    }
    let counts: Vec<String> = counts.iter().map(|(mark, count)| format!("{count} {}", mark.word())).collect();
    let summary = if counts.is_empty() { "Nothing.".to_owned() } else { format!("{}.", counts.join(", ")) };
    let _ = writeln!(out, "\n{summary}");
    let is_other = |it: About| it.item().is_none();
    let parts: [(&str, Picks); 3] = [
        ("Nodes", |it| matches!(it, About::Node(_))),
        ("Links", |it| matches!(it, About::Edge(_))),
        ("Threads, people and files", is_other),
    ];
    for (title, picks) in parts {
        let mut entries = comparison.entries.iter().filter(|it| picks(it.about)).peekable();
        if entries.peek().is_some() {
            let _ = writeln!(out, "\n## {title}\n");
        }
        for it in entries {
            let _ = writeln!(out, "- **{}**: {}", marks(it), escape(&it.name));
            for Alteration { aspect, before, after } in &it.alterations {
                let what = aspect.words();
                let struck = |it: &str| format!("~~{}~~", escape(it));
                let _ = match (before.as_deref().map(str::trim), after.as_deref().map(str::trim)) {
                    (None | Some(""), Some(after)) => writeln!(out, "  - {what}: {}", escape(after)),
                    (Some(before), Some(after)) => writeln!(out, "  - {what}: {} → {}", struck(before), escape(after)),
                    (Some(before), None) => writeln!(out, "  - {what}: {}", struck(before)),
                    (None, None) => writeln!(out, "  - {what}"),
                };
            }
        }
    }
    out
}
