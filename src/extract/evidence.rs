//! Evidence: which statements give it, of which sort, and the numbers and names in it.

use super::{
    data,
    links::{Link, LinkKind},
    moves::Moves,
};
use crate::{
    map::{EvidenceKind, StatementKind, Value},
    source::BlockKind,
};
use regex::Regex;
use std::{collections::BTreeMap, sync::LazyLock};

/// A piece of evidence.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// The statement that gives it.
    pub at: usize,
    /// Statements that belong to it and hold nothing of their own.
    pub also: Vec<usize>,
    pub kind: EvidenceKind,
    pub data: BTreeMap<String, Value>,
    /// The statements it matters for.
    pub bears_on: Vec<usize>,
}

/// The pieces of evidence of a thread, in reading order.
pub(super) fn find(moves: &Moves<'_>, links: &[Link]) -> Vec<Piece> {
    let mut bears_on: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for link in links {
        if matches!(link.kind, LinkKind::EvidenceFor | LinkKind::Supports) {
            bears_on.entry(link.from).or_default().push(link.to);
        }
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, it) in moves.all.iter().enumerate() {
        if it.quote_of.is_some() {
            continue;
        }
        let given = it.kind == StatementKind::Evidence;
        let text = moves.text(at);
        // Numbers, links and reactions are all that a claim may carry.
        if !given && !may_carry(text) {
            continue;
        }
        let context =
            pieces.last().filter(|last| last.at + 3 > at && moves.all[last.at].segment.comment == it.segment.comment);
        let (kind, data) = data::of(text, &moves.words(at), context.map(|it| it.kind), given);
        // Numbers of a domain make evidence of a claim as well.
        let carried = !given && !data.is_empty() && data::is_specific(kind, &data) && it.is_contestable();
        if !given && !carried {
            continue;
        }
        let goes_on = context.is_some_and(|last| {
            last.at + last.also.len() + 1 == at && moves.all[last.at].segment.block.abs_diff(it.segment.block) <= 1
        });
        if given && data.is_empty() && goes_on && it.segment.kind != BlockKind::Item {
            if let Some(last) = pieces.last_mut() {
                last.also.push(at);
                last.bears_on.extend(bears_on.get(&at).into_iter().flatten());
            }
            continue;
        }
        let mut bears_on = bears_on.get(&at).cloned().unwrap_or_default();
        if carried {
            bears_on = vec![at];
        }
        pieces.push(Piece { at, also: Vec::new(), kind, data, bears_on });
    }
    for piece in &mut pieces {
        piece.bears_on.sort_unstable();
        piece.bears_on.dedup();
    }
    pieces
}

/// Whether a claim may carry evidence: a number, a link, a condition, an intervention on a chain of thought. A quick look
/// before a thorough one.
fn may_carry(text: &str) -> bool {
    text.bytes().any(|it| it.is_ascii_digit()) || CARRIES.as_ref().is_some_and(|it| it.is_match(text))
}

/// Nothing but letters, so that all are looked for at once.
static CARRIES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new("://|if |If |araphras|orrupt|runcat|ranslat|lter|amper|erturb|abotag|alsif").ok());
