//! From a thread to proposals: statements, claims, cruxes, disagreements, evidence, and the links between them.
//!
//! Everything is done by rules set by hand: structure first (who wrote what to whom, what is quoted), then the words of
//! the lexicon, weighed and added up. Every proposal keeps the words that led to it, its confidence and its
//! runner-up. `docs/extraction.md` says how well it does.

mod annotations;
mod bearing;
mod credences;
mod cruxes;
mod data;
mod decided;
mod disputes;
mod evidence;
#[cfg(test)]
#[expect(clippy::cast_precision_loss, reason = "counts are small")]
mod fit;
mod keys;
mod kinds;
mod lexicon;
mod links;
mod moves;
mod notes;
mod question;
mod quotes;
mod records;
mod segment;
mod shape;
mod words;

pub use annotations::{
    Alternative as AlternativeNote, Annotations, Comment as CommentNote, Credence as CredenceNote, Crux as CruxNote,
    Evidence as EvidenceNote, Relation as RelationNote, Statement as StatementNote,
};
pub use decided::{Undecidable, decide, doubts, read};
pub use disputes::turns_on;
#[cfg(feature = "model")]
pub(crate) use {
    keys::{Keys, edge as edge_id},
    kinds::KINDS,
    notes::evidence_word,
    records::{UNKNOWN, add_person, contradicting, first_legal, node_kind, node_text, review, said},
};

use crate::{
    jobs::Progress,
    map::Records,
    source::{Thread, Warning},
};

/// What was found in a thread.
#[derive(Clone, Debug)]
pub struct Extracted {
    /// Proposals for a map, to be merged into one with [`crate::map::Edit::Merge`].
    pub records: Records,
    /// What was doubtful, with its place.
    pub warnings: Vec<Warning>,
}

/// Finds what `thread` argues. Returns what it has so far when `progress` is cancelled.
#[expect(clippy::redundant_closure_for_method_calls, reason = "the method alone is tied to one lifetime")]
pub fn extract(thread: &Thread, progress: &Progress) -> Extracted {
    let (records, warnings) = find(thread, progress, |it| it.records());
    Extracted { records, warnings }
}

/// The same in the annotation form, which extraction is scored on.
pub fn annotate(thread: &Thread, progress: &Progress) -> Annotations {
    find(thread, progress, |it| it.annotations()).0
}

/// Both of these at once, in little more time than one of them.
pub fn extract_and_annotate(thread: &Thread, progress: &Progress) -> (Extracted, Annotations) {
    let ((annotations, records), warnings) = find(thread, progress, |it| (it.annotations(), it.records()));
    (Extracted { records, warnings }, annotations)
}

/// Finds what `thread` argues, and makes something of it.
fn find<T: Default>(
    thread: &Thread,
    progress: &Progress,
    make: impl FnOnce(records::Found<'_>) -> T,
) -> (T, Vec<Warning>) {
    let mut warnings = thread.warnings.clone();
    if u32::try_from(thread.text.len()).is_err() {
        let says = "the text is longer than 4 GiB, which no map can hold; nothing was taken in".into();
        warnings.push(Warning { at: 0..thread.text.len(), says });
        return (T::default(), warnings);
    }
    let mut moves = moves::find(thread, progress);
    if moves.cut {
        let says =
            "there are more statements than a thread of this length holds; the last ones were left as text".into();
        warnings.push(Warning { at: 0..thread.text.len(), says });
    }
    for at in segment::giants(thread) {
        let says = "a paragraph of more than a mebibyte was left as text".into();
        warnings.push(Warning { at, says });
    }
    let all = links::find(&moves);
    let links = &all.drawn;
    disputes::mark(&mut moves, links);
    let cruxes = cruxes::find(&moves, links);
    let hinges = cruxes::unannounced(&moves, &all, &cruxes);
    let evidence = evidence::find(&moves, links);
    let disputes = disputes::find(&moves, links);
    let credences = credences::find(&moves);
    for it in moves.all.iter().filter(|it| it.speaker_confidence < 0.8) {
        warnings.push(Warning {
            at: it.segment.span.clone(),
            says: "these may be the writer's own words or a quote".into(),
        });
    }
    let links::Links { drawn: mut links, mut likely } = all;
    links.shrink_to_fit();
    likely.shrink_to_fit();
    // Only links are found by subjects.
    for it in &mut moves.all {
        it.subject = Vec::new();
    }
    let result = make(records::Found { moves, links, likely, cruxes, hinges, evidence, disputes, credences });
    progress.set(1, 1);
    (result, warnings)
}

/// Words on one line, with single spaces.
pub(crate) fn tidy(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
