//! The sentences that summaries share.

use super::summary::{CruxPoint, Quote, SourcePoint, Summary};
use crate::map::{CruxStatus, DisagreementKind};

pub(super) const NO_CRUXES: &str = "No crux has been found or added yet.";
pub(super) const NO_DISAGREEMENTS: &str = "No disagreement has been found or added yet.";
pub(super) const NO_CONCESSIONS: &str = "Nobody has granted the other side a point.";
pub(super) const NO_QUESTIONS: &str = "No question is left unanswered.";
pub(super) const NO_EVIDENCE: &str = "There is no evidence beyond what is listed with the cruxes.";
pub(super) const NO_EVIDENCE_ON_IT: &str = "No evidence on the map bears on it.";
pub(super) const NO_SOURCES: &str = "The map was made by hand, without a thread.";

/// A quote longer than this many characters is cut.
const LONGEST: usize = 600;

pub(super) fn title(summary: &Summary) -> String {
    let titles = summary.titles.join(", ");
    if titles.is_empty() { "Crux summary".to_owned() } else { format!("Crux summary: {titles}") }
}

pub(super) fn intro(summary: &Summary) -> String {
    let found = format!(
        "What the discussion turns on: {}, {}, {}.",
        counted(summary.cruxes.len(), "crux", "cruxes"),
        counted(summary.disagreements.len(), "disagreement", "disagreements"),
        counted(summary.questions.len(), "open question", "open questions"),
    );
    let crux = "A crux is a question such that somebody whose answer flipped would change their mind about something \
                else.";
    let mut sentences = vec![found, crux.to_owned()];
    let names = summary.people.iter().take(12).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = summary.people.len().saturating_sub(12);
    if more > 0 {
        sentences.push(format!("Taking part: {names} and {more} more."));
    } else if !names.is_empty() {
        sentences.push(format!("Taking part: {names}."));
    }
    if summary.proposals > 0 {
        let were = counted(summary.proposals, "point was", "points were");
        sentences.push(format!("{were} found by the program, and no person has checked them yet."));
    }
    sentences.join(" ")
}

pub(super) fn counted(n: usize, one: &str, many: &str) -> String {
    match n {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        n => format!("{n} {many}"),
    }
}

pub(super) fn standing(crux: &CruxPoint) -> String {
    let status = match crux.status {
        CruxStatus::Open => "Open",
        CruxStatus::Settled => "Settled: the parties agree on an answer",
        CruxStatus::Dissolved => "Dissolved: it turned out not to matter",
    };
    match crux.unsure {
        Some(sure) => format!("{status}. Proposed by the program, {:.0} % sure.", sure * 100.0),
        None => format!("{status}."),
    }
}

pub(super) fn about(kind: DisagreementKind) -> &'static str {
    match kind {
        DisagreementKind::Fact => "facts",
        DisagreementKind::Value => "values",
        DisagreementKind::Definition => "what a word means",
        DisagreementKind::Prediction => "what will happen",
        DisagreementKind::Method => "how to find out",
    }
}

pub(super) fn source(source: &SourcePoint) -> String {
    let title = if source.title.is_empty() { "A thread without a title" } else { &source.title };
    let comments = counted(source.comments, "comment", "comments");
    format!("{title}: {comments}, {}", counted(source.statements, "statement", "statements"))
}

/// Who is quoted.
pub(super) fn attribution(quote: &Quote) -> String {
    quote.by.as_ref().map(|it| format!("— {it}")).unwrap_or_default()
}

/// The words to show, always exact, and whether more follow.
pub(super) fn cut(words: &str) -> (&str, bool) {
    match words.char_indices().nth(LONGEST) {
        None => (words, false),
        Some((at, _)) => {
            let end = words[..at].rfind(char::is_whitespace).filter(|&it| it > at / 2).unwrap_or(at);
            (&words[..end], true)
        }
    }
}
