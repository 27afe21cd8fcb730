//! Where comments may have been split or joined wrongly: the doubtful places of the open map's threads, found off the
//! window's thread, and the places that a person may split or join.

use super::context::View;
use crate::{
    extract,
    jobs::Slot,
    map::{Map, Revision, SourceId, Statement},
    source::Doubt,
};
use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
};

/// A place where comments may be split or joined: a source and a byte of it.
pub type Place = (SourceId, u32);

/// The doubtful places of the open map.
#[derive(Debug)]
pub struct Seams {
    of: Option<Revision>,
    /// Tells whether the comments, or what was decided on them, have changed.
    stamp: u64,
    doubts: BTreeMap<SourceId, Vec<Doubt>>,
    job: Slot<BTreeMap<SourceId, Vec<Doubt>>>,
}

impl Seams {
    /// None yet; `wake` is called when they are found.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self { of: None, stamp: 0, doubts: BTreeMap::new(), job: Slot::new("doubts", wake) }
    }

    /// Brings the places in step with `map` at revision `now`.
    pub fn update(&mut self, map: &Map, now: Revision) {
        if let Some(Ok(doubts)) = self.job.poll() {
            self.doubts = doubts;
        }
        if self.of == Some(now) {
            return;
        }
        self.of = Some(now);
        let stamp = stamp(map);
        if self.stamp != stamp {
            self.stamp = stamp;
            self.doubts.clear();
            let map = map.clone();
            self.job.request(move |_| map.sources().map(|it| (it.0, extract::doubts(&map, it.0))).collect());
        }
    }

    /// The doubtful places of a source, in the order of the text.
    pub fn in_source(&self, source: SourceId) -> &[Doubt] {
        self.doubts.get(&source).map_or(&[], Vec::as_slice)
    }

    /// Whether they are being looked for.
    pub fn is_busy(&self) -> bool {
        self.job.is_busy()
    }

    /// Changes whenever the comments or the doubtful places do.
    pub fn stamp(&self) -> (u64, usize) {
        (self.stamp, self.doubts.values().map(Vec::len).sum())
    }

    /// The doubtful place after `from`, going round.
    pub fn next(&self, from: Option<Place>) -> Option<Place> {
        let all = self.doubts.iter().flat_map(|(&source, all)| all.iter().map(move |it| (source, small(it.at))));
        let mut all = all.collect::<Vec<_>>();
        all.sort_unstable();
        all.iter().copied().find(|&it| Some(it) > from).or(all.first().copied())
    }
}

fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn stamp(map: &Map) -> u64 {
    let mut hasher = DefaultHasher::new();
    map.comments().for_each(|(id, it)| (id, it.span).hash(&mut hasher));
    map.boundaries().for_each(|(id, it)| (id, it.starts).hash(&mut hasher));
    hasher.finish()
}

/// Where the comment of the selected words, or at the doubtful place one is at, can be split (`starts`), or where it
/// can be joined with the one before.
pub fn place(map: &Map, view: &View, starts: bool) -> Option<Place> {
    let begins = |at: Place| map.comments().any(|it| (it.1.span.source, it.1.span.start) == at);
    if let Some(at) = view.doubt {
        return (begins(at) != starts).then_some(at);
    }
    if let Some(words) = view.words.filter(|_| starts) {
        return Some((words.source, words.start)).filter(|&it| !begins(it));
    }
    let node = view.single_node()?;
    let words = map.statements().filter(|it| it.1.node == Some(node)).min_by_key(|it| it.1.span);
    let Statement { span, comment, .. } = words?.1;
    if starts {
        return Some((span.source, span.start)).filter(|&it| !begins(it));
    }
    let start = map.comment(*comment)?.span.start;
    let follows = map.comments().any(|it| it.1.span.source == span.source && it.1.span.start < start);
    follows.then_some((span.source, start))
}
