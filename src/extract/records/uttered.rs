//! What records tell of statements.

use crate::{
    extract::{
        keys::small,
        moves::{Hint, Move},
    },
    map::{Speaker, StatementKind},
};
use std::{ops::Range, sync::Arc};

/// A statement without what only served to find what it does: when records are made, memory is scarce.
pub(super) struct Uttered {
    pub span: Range<u32>,
    pub comment: usize,
    pub speaker: Speaker,
    pub person: Option<Arc<str>>,
    pub speaker_confidence: f32,
    pub quote_of: Option<usize>,
    pub kind: StatementKind,
    pub confidence: f32,
    pub runner_up: StatementKind,
    pub runner_up_confidence: f32,
    pub hints: Vec<Hint>,
    pub disputed: bool,
}

impl Uttered {
    pub(super) fn of(it: Move) -> Self {
        Self {
            span: small(&it.segment.span),
            comment: it.segment.comment,
            speaker: it.speaker,
            person: it.person,
            speaker_confidence: it.speaker_confidence,
            quote_of: it.quote_of,
            kind: it.kind,
            confidence: it.confidence,
            runner_up: it.runner_up,
            runner_up_confidence: it.runner_up_confidence,
            hints: it.hints,
            disputed: it.disputed,
        }
    }

    /// Where its words stand, to slice the thread's text with.
    pub(super) fn span(&self) -> Range<usize> {
        self.span.start as usize..self.span.end as usize
    }

    /// Whether its words stand in somebody else's comment.
    pub(super) fn is_quoted(&self) -> bool {
        self.speaker == Speaker::Opponent
    }
}
