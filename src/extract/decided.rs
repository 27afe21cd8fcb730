//! What people decided on where comments start: kept in a map by the words around the place, so that it is found again
//! whenever the thread is read, also when it has grown.

use super::{extract, keys::Keys, tidy};
use crate::{
    jobs::Progress,
    map::{Boundary, BoundaryId, Edit, Map, Reread, SourceId, Why},
    source::{self, Decision, Doubt, Format, Thread},
};
use std::collections::BTreeMap;

/// Why comments cannot be split or joined at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undecidable {
    /// The thread is gone.
    #[error("the thread is no longer in the map")]
    NoSource,
    /// No comment can be split there.
    #[error("a comment starts there already, or no comment stands there")]
    NothingToSplit,
    /// Nothing can be joined there.
    #[error("no comment starts there that stands after another one")]
    NothingToJoin,
    /// The map was made by another reader, so that nobody can tell what of it would change.
    #[error("this program reads other comments in this thread than the map has")]
    ReadOtherwise,
}

/// Reads a thread as [`source::read`] does, and with what was decided in `map` on where comments start.
pub fn read(text: String, title: &str, format: Option<Format>, map: &Map) -> Thread {
    let alone = source::read(text, title, format);
    let found = kept(map, &alone);
    if found.is_empty() { alone } else { again(&alone, found.into_values()) }
}

/// Where it is doubtful whether a comment of `source` starts, and nobody has decided: near-misses within comments of
/// the map, and starts of its comments that were nearly missed.
pub fn doubts(map: &Map, source: SourceId) -> Vec<Doubt> {
    let Some((alone, kept)) = as_decided(map, source) else { return Vec::new() };
    let thread = if kept.is_empty() { alone } else { again(&alone, kept.into_values()) };
    let mut starts: Vec<(usize, usize)> = map
        .comments()
        .filter(|it| it.1.span.source == source)
        .map(|it| (it.1.span.range().start, it.1.span.range().end))
        .collect();
    starts.sort_unstable();
    let mut doubts = thread.doubts;
    doubts.retain(|it| {
        let at = starts.partition_point(|comment| comment.0 <= it.at).checked_sub(1);
        at.is_some_and(|n| {
            if it.starts { n > 0 && starts[n].0 == it.at } else { starts[n].0 < it.at && it.at < starts[n].1 }
        })
    });
    doubts
}

/// The edit that splits the comment at byte `at` of `source` (or, if not `starts`, joins the one that starts there with
/// the one before), and brings the map in step: the thread is read and extracted anew.
///
/// # Errors
/// If there is nothing to split or join there.
pub fn decide(map: &Map, source: SourceId, at: usize, starts: bool, progress: &Progress) -> Result<Edit, Undecidable> {
    let nothing = if starts { Undecidable::NothingToSplit } else { Undecidable::NothingToJoin };
    let (alone, mut kept) = as_decided(map, source).ok_or(Undecidable::NoSource)?;
    let at = source::words_at(&alone.text, at).ok_or(nothing)?;
    // To the start of the word: a decision is known by whole words.
    let at = alone.text[..at].trim_end_matches(char::is_alphanumeric).len();
    let before = again(&alone, kept.values().copied());
    let place = before.comments.partition_point(|it| it.span.start <= at).checked_sub(1).ok_or(nothing)?;
    let begins = before.comments[place].span.start == at;
    if begins == starts || !starts && place == 0 || at >= before.comments[place].span.end {
        return Err(nothing);
    }
    let keys = Keys::of(&before);
    let as_read =
        |n: usize| map.comment(keys.comment(n)).is_some_and(|it| it.span == keys.span(&before.comments[n].span));
    if !as_read(place) || !starts && !as_read(place - 1) {
        return Err(Undecidable::ReadOtherwise);
    }
    let mut boundaries: BTreeMap<BoundaryId, Option<Boundary>> = BTreeMap::new();
    boundaries.extend(kept.iter().filter(|it| it.1.at == at).map(|it| (*it.0, None)));
    kept.retain(|_, it| it.at != at);
    // A decision for what is read anyhow is none.
    if alone.comments.iter().any(|it| it.span.start == at) != starts {
        let record = boundary(&alone, at, starts);
        let id = record.id();
        boundaries.insert(id, Some(record));
        kept.insert(id, Decision { at, starts });
    }
    let after = again(&alone, kept.into_values());
    if after.comments.iter().any(|it| it.span.start == at) != starts {
        return Err(nothing);
    }
    let [before, after] = [before, after].map(|it| extract(&it, progress).records);
    Ok(Edit::Reread(Box::new(Reread { before, after, boundaries, why: if starts { Why::Split } else { Why::Joined } })))
}

/// A source read without decisions, and those that the map has on it.
fn as_decided(map: &Map, id: SourceId) -> Option<(Thread, BTreeMap<BoundaryId, Decision>)> {
    let source = map.source(id)?;
    let alone = source::read(source.text.to_string(), &source.title, Format::from_name(&source.format));
    let kept = kept(map, &alone);
    Some((alone, kept))
}

fn again(alone: &Thread, decisions: impl Iterator<Item = Decision>) -> Thread {
    let decisions: Vec<Decision> = decisions.collect();
    source::read_decided(alone.text.to_string(), &alone.title, Some(alone.format), &decisions)
}

/// What the map has decided on a text, read without decisions.
fn kept(map: &Map, alone: &Thread) -> BTreeMap<BoundaryId, Decision> {
    let decision = |(id, it): (BoundaryId, &Boundary)| Some((id, Decision { at: find(alone, it)?, starts: it.starts }));
    map.boundaries().filter_map(decision).collect()
}

/// So many bytes of words around a place tell it from others.
const TOLD_BY: usize = 96;

/// Words shorter than this, in bytes, are not found by themselves.
const TELLING: usize = 24;

/// A decision as the map keeps it.
fn boundary(alone: &Thread, at: usize, starts: bool) -> Boundary {
    let (before, after) = (words_before(alone, at), words_after(&alone.text, at));
    let nth = places(alone, after).take_while(|&it| it < at).filter(|&it| words_before(alone, it) == before).count();
    Boundary { before, after: after.to_owned(), nth: u32::try_from(nth).unwrap_or(u32::MAX), starts }
}

/// The place that a decision is about.
fn find(alone: &Thread, kept: &Boundary) -> Option<usize> {
    let mut same = places(alone, &kept.after).filter(|&it| words_before(alone, it) == kept.before);
    if let Some(at) = same.nth(kept.nth as usize) {
        return Some(at);
    }
    // Something was put in before it: a comment that starts with such words starts still; one that was joined to other
    // words is not joined to these.
    let mut all = places(alone, &kept.after);
    let only = all.next().filter(|_| all.next().is_none());
    only.filter(|_| kept.starts && kept.after.len() >= TELLING)
}

/// Where these words stand, at the start of a word.
fn places<'a>(alone: &'a Thread, words: &'a str) -> impl Iterator<Item = usize> + 'a {
    let text: &str = &alone.text;
    let starts = move |at: &usize| !text[..*at].ends_with(char::is_alphanumeric);
    text.match_indices(words).map(|it| it.0).filter(starts)
}

/// The first words after a place: to the end of the line, but not too many.
fn words_after(text: &str, at: usize) -> &str {
    let line = text[at..].split(['\n', '\r']).next().unwrap_or_default();
    line[..line.floor_char_boundary(TOLD_BY)].trim_end()
}

/// The last words before a place, on one line. Author lines and other page furniture, which change whenever a thread is
/// fetched, are passed over.
fn words_before(alone: &Thread, at: usize) -> String {
    let mut words = alone.text[..at].trim_end();
    let mut chrome = &alone.chrome[..alone.chrome.partition_point(|it| it.start < at)];
    while let [rest @ .., last] = chrome {
        if last.end < words.len() {
            break;
        }
        words = alone.text[..last.start.min(words.len())].trim_end();
        chrome = rest;
    }
    let line = words.rsplit(['\n', '\r']).next().unwrap_or_default();
    tidy(&line[line.ceil_char_boundary(line.len().saturating_sub(TOLD_BY))..])
}
