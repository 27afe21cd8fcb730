//! How a summary was made: what the program found, what a person confirmed, and where numbers come from.

use super::Method;
use crate::map::{CredenceOrigin, Map, NodeKind, ReviewState};

/// All but what the ranking of cruxes adds.
pub(super) fn method(map: &Map) -> Method {
    let points = map.nodes().filter(|it| it.1.kind != NodeKind::Note);
    let mut method = Method { links: map.edge_count(), ..Method::default() };
    for (id, _) in points {
        match map.review(id).map(|it| it.state) {
            Some(ReviewState::Open) => method.proposals += 1,
            Some(_) => method.confirmed += 1,
            None => method.added += 1,
        }
    }
    method.link_proposals = map.edges().filter(|it| map.is_open(it.0)).count();
    for (_, it) in map.credences().filter(|it| !it.1.removed) {
        match it.origin {
            CredenceOrigin::Said => method.said += 1,
            CredenceOrigin::Inferred => method.inferred += 1,
            CredenceOrigin::Voted => method.voted += 1,
            CredenceOrigin::Entered => method.entered += 1,
        }
    }
    method
}
