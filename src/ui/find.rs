//! Finding words in the nodes and in the thread as one types: what is looked for, what was found, and which hit one is at.

pub mod bar;
mod search;

use super::index::Index;
use crate::{
    jobs::Slot,
    map::{Map, NodeId, Revision},
};
pub use search::{Found, Stop, search};

/// Maps with more bytes of words than this are searched in the background.
const AT_ONCE: usize = 200_000;

/// What is looked for in the open map.
#[derive(Debug)]
pub struct State {
    /// What was typed, while the bar is open.
    pub query: Option<String>,
    /// What was found last.
    pub found: Found,
    /// Which hit one is at, from 0.
    at: usize,
    of: Option<(String, Revision)>,
    /// Whether the next result is shown: one that comes of a change to the map moves nothing.
    shows: bool,
    job: Slot<Found>,
}

impl State {
    /// Nothing is looked for; `wake` is called when something was found in the background.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        let job = Slot::new("find", wake);
        Self { query: None, found: Found::default(), at: 0, of: None, shows: false, job }
    }

    /// Brings what was found in step with what was typed and with `map` at revision `now`. Returns a hit to show.
    pub fn update(&mut self, map: &Map, index: &Index, now: Revision) -> Option<Stop> {
        if let Some(Ok(found)) = self.job.poll() {
            return self.take(found);
        }
        let query = self.query.clone().unwrap_or_default();
        if self.of.as_ref().is_some_and(|it| it.0 == query && it.1 == now) {
            return None;
        }
        self.shows = self.shows && self.job.is_busy() || self.of.as_ref().is_none_or(|it| it.0 != query);
        self.of = Some((query.clone(), now));
        if query.is_empty() {
            self.job.cancel();
            return self.take(Found::default());
        }
        let order = index.order.clone();
        let bytes: usize = map.sources().map(|it| it.1.text.len()).sum();
        if bytes.saturating_add(map.node_count().saturating_mul(80)) <= AT_ONCE {
            self.job.cancel();
            return self.take(search(map, &order, &query, &|| false));
        }
        let map = map.clone();
        self.job.request(move |progress| search(&map, &order, &query, &|| progress.is_cancelled()));
        None
    }

    fn take(&mut self, found: Found) -> Option<Stop> {
        let shows = std::mem::take(&mut self.shows);
        self.at = if shows { 0 } else { self.at.min(found.stops.len().saturating_sub(1)) };
        self.found = found;
        self.here().filter(|_| shows)
    }

    /// The hit one is at.
    pub fn here(&self) -> Option<Stop> {
        self.found.stops.get(self.at).copied()
    }

    /// Goes to the next hit, or to the one before, going round.
    pub fn step(&mut self, backwards: bool) -> Option<Stop> {
        let count = self.found.stops.len();
        self.at = (self.at + if backwards { count.saturating_sub(1) } else { 1 }).checked_rem(count).unwrap_or(0);
        self.here()
    }

    /// Whether something is being looked for.
    pub fn is_busy(&self) -> bool {
        self.job.is_busy()
    }

    /// Where one is, in words: "3 of 17".
    pub fn words(&self) -> String {
        match (self.query.as_deref(), self.found.stops.len()) {
            (None | Some(""), _) => String::new(),
            _ if self.is_busy() => "Looking…".to_owned(),
            (_, 0) => "Nothing found".to_owned(),
            (_, count) => format!("{} of {count}", self.at + 1),
        }
    }

    /// Hits on nodes around the one one is at, at most `most`: from far away not all can be marked.
    pub fn nodes_around(&self, most: usize) -> impl Iterator<Item = NodeId> + '_ {
        let from = self.at.saturating_sub(most / 2);
        self.found.stops.iter().skip(from).take(most).filter_map(|it| it.node)
    }
}
