//! The crux summary as data: what a thread turns on, for somebody who has not read it.
//!
//! `points` is what it is made of, `read` looks things up in the map, and each other file makes one part.

mod agree;
mod bearing;
mod crux;
mod evidence;
mod method;
mod moved;
mod points;
mod rank;
mod read;
mod sides;

pub use points::{
    Agreement, Bearing, ClaimPoint, Concession, CruxPoint, DisagreementPoint, EvidencePoint, Held, Method, MindPoint,
    MovePoint, Numbers, PersonPoint, Picture, Position, Quote, Saying, SidePoint, SourcePoint, Summary,
};

use crate::map::{EdgeKind, Map, NodeKind, PersonId};
use read::Reader;
use std::collections::BTreeMap;

/// The summary of `map`.
pub fn summary(map: &Map) -> Summary {
    let reader = Reader::new(map);
    let of = |kind| reader.nodes.iter().copied().filter(move |&it| map.node(it).is_some_and(|it| it.kind == kind));
    let cruxes: Vec<CruxPoint> = rank::ranked(&reader).into_iter().map(|it| crux::point(&reader, it)).collect();
    let unanswered = |it| !reader.links_to(it).any(|it| it.1 == EdgeKind::Answers);
    Summary {
        titles: map.sources().map(|it| it.1.title.clone()).filter(|it| !it.is_empty()).collect(),
        sources: sources(map),
        people: people(map),
        topics: bearing::topics(&reader),
        agreements: agree::agreements(&reader),
        concessions: agree::concessions(&reader),
        disagreements: sides::disagreements(&reader),
        evidence: of(NodeKind::Evidence).map(|it| evidence::point(&reader, it)).collect(),
        questions: of(NodeKind::Question).filter(|&it| unanswered(it)).map(|it| reader.saying(it)).collect(),
        moves: moved::moves(&reader),
        method: Method { ranked: reader.ranked.len(), star: rank::note(&reader), ..method::method(map) },
        cruxes,
    }
}

/// Its cruxes alone, each made when it is asked for: together they may be larger than the map.
pub fn cruxes(map: &Map) -> impl Iterator<Item = CruxPoint> {
    let reader = Reader::new(map);
    rank::ranked(&reader).into_iter().map(move |it| crux::point(&reader, it))
}

fn sources(map: &Map) -> Vec<SourcePoint> {
    let point = |(id, source): (_, &crate::map::Source)| SourcePoint {
        title: source.title.clone(),
        comments: map.comments().filter(|it| it.1.span.source == id).count(),
        statements: map.statements().filter(|it| it.1.span.source == id).count(),
    };
    map.sources().map(point).collect()
}

/// Everybody by name, who wrote most first; people of one name count as one.
fn people(map: &Map) -> Vec<PersonPoint> {
    let mut wrote: BTreeMap<PersonId, usize> = BTreeMap::new();
    for author in map.comments().filter_map(|it| it.1.author) {
        *wrote.entry(author).or_default() += 1;
    }
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    for (id, person) in map.persons() {
        *named.entry(&person.name).or_default() += wrote.get(&id).copied().unwrap_or(0);
    }
    let point = |(name, comments): (&str, usize)| PersonPoint { name: name.to_owned(), comments };
    let mut people: Vec<PersonPoint> = named.into_iter().map(point).collect();
    // Sorting is stable: equals stay in the order of their names.
    people.sort_by_key(|it| std::cmp::Reverse(it.comments));
    people
}
