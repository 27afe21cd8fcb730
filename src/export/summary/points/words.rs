//! Kinds and ids as templates see them: in words.

use crate::map::{CruxStatus, DisagreementKind, EvidenceKind, NodeId};
use serde::Serializer;

/// What a disagreement is about, in words.
pub(in crate::export::summary) fn about(kind: DisagreementKind) -> &'static str {
    match kind {
        DisagreementKind::Fact => "facts",
        DisagreementKind::Value => "values",
        DisagreementKind::Definition => "what a word means",
        DisagreementKind::Prediction => "what will happen",
        DisagreementKind::Method => "how to find out",
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
pub(super) fn id<S: Serializer>(it: &NodeId, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(it)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
pub(super) fn matter<S: Serializer>(it: &DisagreementKind, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(about(*it))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
pub(super) fn sort<S: Serializer>(it: &EvidenceKind, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(crate::picture::evidence_word(*it))
}

#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
pub(super) fn status<S: Serializer>(it: &Option<CruxStatus>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(match it {
        Some(CruxStatus::Open) => "open",
        Some(CruxStatus::Settled) => "settled",
        Some(CruxStatus::Dissolved) => "dissolved",
        None => "",
    })
}
