//! Templates: Markdown with places for what a map comes down to.
//!
//! A template reads no file, ends after a bounded number of steps, and makes a bounded amount of text, whatever it says.
//! Words are escaped where they are put in, so that none of a thread counts as Markdown.

use super::escape::{escape, is_address, verbatim};
use crate::analysis;
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior,
    value::{Kwargs, Value},
};

/// One step, or 64 bytes: so much a template may use up, which is under a second.
const MOST_FUEL: u64 = 4_000_000;
/// The name of the way to escape.
const MARKDOWN: &str = "markdown";

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct TemplateError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it, and what to do.
    pub what: String,
}

impl From<Error> for TemplateError {
    fn from(error: Error) -> Self {
        let detail = error.detail().map(|it| format!(": {it}")).unwrap_or_default();
        let advice = match error.kind() {
            ErrorKind::SyntaxError => "look for a mark that is not closed or a word that is misspelt",
            ErrorKind::UndefinedError => "there is no variable or field of this name here; docs/summary.md lists them",
            ErrorKind::UnknownFilter => "docs/summary.md lists the filters",
            ErrorKind::OutOfFuel => "it does more than a summary needs; look for loops within loops",
            _ => "docs/summary.md says what a template may hold",
        };
        Self { line: error.line().unwrap_or(1), what: format!("{}{detail} ({advice})", error.kind()) }
    }
}

/// The Markdown that `template` makes of `values`. More than one empty line counts as one.
pub(super) fn render(template: &str, values: &Value) -> Result<String, TemplateError> {
    let (environment, template) = (environment(), bare(template));
    let made = environment.template_from_named_str(MARKDOWN, &template).and_then(|it| it.render(values))?;
    let mut out = String::with_capacity(made.len());
    let mut empty = true;
    for line in made.lines() {
        // Two blanks at the end of a line break it.
        let bare = line.trim_end();
        if bare.is_empty() && empty {
            continue;
        }
        empty = bare.is_empty();
        out.push_str(bare);
        out.push_str(if line.ends_with("  ") && !empty { "  \n" } else { "\n" });
    }
    Ok(format!("{}\n", out.trim_end()))
}

/// The template without the ends of lines that hold nothing but tags: those end within a comment, so that lines are
/// counted as they are written.
fn bare(template: &str) -> String {
    let mut out = String::with_capacity(template.len() + template.len() / 8);
    for line in template.split_inclusive('\n') {
        match line.strip_suffix('\n').map(str::trim) {
            Some(tags) if is_tags(tags) => out.extend([tags, "{#\n#}"]),
            _ => out.push_str(line),
        }
    }
    out
}

/// Whether a line is made of whole tags and comments, at least one.
fn is_tags(line: &str) -> bool {
    let mut rest = line;
    while !rest.is_empty() {
        let end = match rest.get(..2) {
            Some("{%") => "%}",
            Some("{#") => "#}",
            _ => return false,
        };
        let Some(at) = rest.find(end) else { return false };
        rest = rest[at + 2..].trim_start();
    }
    !line.is_empty()
}

fn environment() -> Environment<'static> {
    let mut it = Environment::new();
    it.set_fuel(Some(MOST_FUEL));
    it.set_undefined_behavior(UndefinedBehavior::Strict);
    it.set_auto_escape_callback(|_| AutoEscape::Custom(MARKDOWN.into()));
    it.set_formatter(|out, _, value| {
        if value.is_none() {
            return Ok(());
        }
        let words = value.to_string();
        out.write_str(&if value.is_safe() || value.is_number() { words } else { escape(&words) })?;
        Ok(())
    });
    it.add_filter("escape", |words: &str| Value::from_safe_string(escape(words)));
    it.add_filter("short", |words: &str, most: usize| short(words, most));
    it.add_filter("verbatim", |words: &str, options: Kwargs| -> Result<Value, Error> {
        let before: Option<&str> = options.get("before")?;
        options.assert_all_used()?;
        Ok(Value::from_safe_string(verbatim(words, before.unwrap_or(""))))
    });
    it.add_filter("linked", |words: &str, address: Option<&str>| {
        let address = address.filter(|it| is_address(it));
        let shown = escape(words);
        Value::from_safe_string(address.map_or_else(|| shown.clone(), |it| format!("[{shown}](<{it}>)")))
    });
    it.add_filter("counted", |n: usize, one: &str, many: &str| match n {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        n => format!("{n} {many}"),
    });
    it.add_filter("listed", listed);
    it.add_filter("probability", analysis::told::share);
    it.add_filter("percent", |share: f64| format!("{:.0} %", share * 100.0));
    it
}

/// The first words, at most so many characters, with an ellipsis where more follow.
fn short(words: &str, most: usize) -> String {
    match words.char_indices().nth(most) {
        None => words.to_owned(),
        Some((at, _)) => {
            let end = words[..at].rfind(char::is_whitespace).filter(|&it| it > at / 2).unwrap_or(at);
            format!("{}…", words[..end].trim_end_matches([',', ';', ':', ' ', '–', '—', '-']))
        }
    }
}

/// “a, b and c”; of more than `most` the first, and how many more there are.
fn listed(words: Vec<String>, most: Option<usize>) -> String {
    let most = most.unwrap_or(usize::MAX);
    let more = words.len().saturating_sub(most);
    let mut shown: Vec<String> = words.into_iter().take(most).collect();
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    match shown.pop() {
        Some(last) if shown.is_empty() => last,
        Some(last) => format!("{} and {last}", shown.join(", ")),
        None => String::new(),
    }
}
