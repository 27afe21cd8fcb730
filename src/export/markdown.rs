//! The crux summary as Markdown.

use super::{
    summary::{EvidencePoint, Quote, SidePoint, Summary, summary},
    words,
};
use crate::{map::Map, picture::evidence_word};
use std::fmt::Write;

/// The crux summary of `map` as Markdown (`CommonMark`). Words of the thread are escaped, so that they show as they are.
pub fn summary_markdown(map: &Map) -> String {
    let summary = summary(map);
    let mut out = format!("# {}\n\n{}\n", escape(&words::title(&summary)), escape(&words::intro(&summary)));
    cruxes(&mut out, &summary);
    if !summary.hanging.is_empty() {
        section(&mut out, "What disagreements hang on", "", false);
    }
    for (nth, it) in summary.hanging.iter().enumerate() {
        let (question, conclusion) = (escape(&it.question), escape(&it.conclusion));
        let _ = write!(out, "\n{}. {question}\n   - on: {conclusion}\n   - {}\n", nth + 1, escape(&it.why));
    }
    section(&mut out, "Where people disagree", words::NO_DISAGREEMENTS, summary.disagreements.is_empty());
    for it in &summary.disagreements {
        let _ = write!(out, "\n### {}\n\nA disagreement about {}.\n", escape(&it.point.text), words::about(it.kind));
        sides(&mut out, &it.sides);
        quotes(&mut out, &it.point.quotes, "");
    }
    section(&mut out, "What was granted", words::NO_CONCESSIONS, summary.concessions.is_empty());
    for it in &summary.concessions {
        let to = it.to.as_ref().map(|it| format!(" (granted against: {})", escape(it))).unwrap_or_default();
        let _ = write!(out, "\n- {}{to}\n", escape(&it.granted.text));
        quotes(&mut out, &it.granted.quotes, "  ");
    }
    section(&mut out, "Open questions", words::NO_QUESTIONS, summary.questions.is_empty());
    for it in &summary.questions {
        let _ = write!(out, "\n- {}\n", escape(&it.text));
        quotes(&mut out, &it.quotes, "  ");
    }
    section(&mut out, "Other evidence", words::NO_EVIDENCE, summary.other_evidence.is_empty());
    evidence(&mut out, &summary.other_evidence);
    section(&mut out, "Sources", words::NO_SOURCES, summary.sources.is_empty());
    for it in &summary.sources {
        let _ = write!(out, "\n- {}\n", escape(&words::source(it)));
    }
    out
}

fn section(out: &mut String, title: &str, empty: &str, is_empty: bool) {
    let _ = write!(out, "\n## {title}\n");
    if is_empty {
        let _ = write!(out, "\n{empty}\n");
    }
}

fn cruxes(out: &mut String, summary: &Summary) {
    section(out, "Cruxes", words::NO_CRUXES, summary.cruxes.is_empty());
    for (nth, it) in summary.cruxes.iter().enumerate() {
        let _ = write!(out, "\n### {}. {}\n\n{}\n", nth + 1, escape(&it.question.text), words::standing(it));
        if !it.would_change.is_empty() {
            let _ = write!(out, "\n**What an answer would change:** {}\n", escape(&it.would_change));
        }
        for about in &it.about {
            let _ = write!(out, "\n**It decides about:** {}\n", escape(&about.text));
        }
        sides(out, &it.sides);
        quotes(out, &it.question.quotes, "");
        if it.evidence.is_empty() {
            let _ = write!(out, "\n{}\n", words::NO_EVIDENCE_ON_IT);
        } else {
            out.push_str("\n**Evidence:**\n");
            evidence(out, &it.evidence);
        }
    }
}

fn sides(out: &mut String, sides: &[SidePoint]) {
    for side in sides {
        let credence = side.credence.as_ref().map(|it| format!(" (credence {})", escape(it))).unwrap_or_default();
        let since = side.since.as_ref().map(|it| format!(", since {}", escape(it))).unwrap_or_default();
        let _ = write!(out, "\n- **{}**{since}: {}{credence}\n", escape(&side.who), escape(&side.position));
        quotes(out, &side.quotes, "  ");
    }
}

fn evidence(out: &mut String, all: &[EvidencePoint]) {
    for it in all {
        let _ = write!(out, "\n- {} ({})\n", escape(&it.saying.text), evidence_word(it.kind));
        for (does, what) in &it.on {
            let _ = writeln!(out, "  - {does}: {}", escape(what));
        }
        if let Some(computed) = &it.computed {
            let _ = writeln!(out, "  - computed: {}", escape(computed));
        }
        for data in &it.data {
            let _ = writeln!(out, "  - {}", escape(data));
        }
        quotes(out, &it.saying.quotes, "  ");
    }
}

fn quotes(out: &mut String, quotes: &[Quote], indent: &str) {
    for quote in quotes {
        let (said, more) = words::cut(&quote.words);
        let lines: Vec<String> = said.split('\n').map(|it| escape(it.trim_end_matches('\r'))).collect();
        let text = lines.join(&format!("  \n{indent}> "));
        let by = words::attribution(quote);
        let _ = write!(out, "\n{indent}> “{text}”{} {}\n", if more { " […]" } else { "" }, escape(&by));
    }
}

/// Text that Markdown shows as it is, on one line.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for it in text.chars() {
        let has_meaning = match it {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '!' | '&' | '~' | '^' | '$' => {
                true
            }
            // At the start of a line these make lists, headings and rules.
            '-' | '+' | '=' | ':' => out.is_empty(),
            '.' | ')' => !out.is_empty() && out.chars().all(|it| it.is_ascii_digit()),
            _ => false,
        };
        match it {
            '\n' | '\r' | '\t' => out.push(' '),
            it if it.is_control() => {}
            it if has_meaning => out.extend(['\\', it]),
            it => out.push(it),
        }
    }
    out
}
