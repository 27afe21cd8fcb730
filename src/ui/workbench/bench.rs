//! Calculations of the open map, off the window's thread.

use crate::{
    evidence::{Around, Failed, Recomputed, Report, Standings, dates, engine, recompute},
    jobs::{Progress, Slot},
    map::{Content, Inputs, Map, NodeId, Outcome, ResultId, Revision},
    save,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    time::Duration,
};

/// Larger linked files are calculated with only where somebody asks for it, in bytes.
const MOST_UNASKED: u64 = 32 << 20;

/// The calculations of one open map.
#[derive(Debug)]
pub struct Bench {
    /// Their inputs, for the newest revision.
    pub standings: Standings,
    /// The evidence that the workbench shows.
    pub node: Option<NodeId>,
    of: Option<(Revision, Option<NodeId>)>,
    report: Option<(ResultId, Report)>,
    /// What could not be tried, and with which inputs.
    troubles: BTreeMap<NodeId, (Inputs, Failed)>,
    /// What the quick job does.
    doing: BTreeMap<NodeId, Inputs>,
    quick: Slot<Recomputed>,
    /// What somebody asked for: it may take long, and goes on whatever is edited meanwhile.
    asked: Slot<Recomputed>,
    asked_for: Option<(NodeId, Inputs)>,
}

impl Bench {
    /// Nothing yet; `wake` is called when results are there.
    pub fn new(wake: impl Fn() + Send + Sync + Clone + 'static) -> Self {
        Self {
            standings: Standings::default(),
            node: None,
            of: None,
            report: None,
            troubles: BTreeMap::new(),
            doing: BTreeMap::new(),
            quick: Slot::new("evidence", wake.clone()),
            asked: Slot::new("evidence asked for", wake),
            asked_for: None,
        }
    }

    /// Brings the standings in step with `map` at revision `now`, and has done what is due. `file` is the map's.
    pub fn update(&mut self, map: &Map, now: Revision, file: &Path) {
        self.node = self.node.filter(|&it| map.evidence_of(it).is_some());
        if self.of == Some((now, self.node)) {
            return;
        }
        self.of = Some((now, self.node));
        self.standings = Standings::of(map);
        let due = self.due(map);
        let same = |it: &NodeId| self.doing.get(it).copied() == self.standings.inputs(*it);
        if due.is_empty() || due.iter().all(same) {
            return;
        }
        self.doing = due.iter().filter_map(|&it| Some((it, self.standings.inputs(it)?))).collect();
        let (map, file, keep) = (map.clone(), file.to_owned(), self.node);
        self.quick.request(move |progress| work(&map, &due, &file, keep, progress));
    }

    /// What is to be calculated unasked, in order: what is stale, and what is shown but not known whole.
    fn due(&self, map: &Map) -> Vec<NodeId> {
        let stale: BTreeSet<NodeId> = self.standings.stale(map).into_iter().collect();
        let whole = |it: NodeId| {
            let known = self.report.as_ref().map(|it| it.0);
            let failed = self.standings.fresh(map, it).is_some_and(|it| it.failed);
            failed || self.standings.inputs(it).map(|inputs| ResultId::of(it, inputs)) == known
        };
        let wanted = |it: &NodeId| stale.contains(it) || self.node == Some(*it) && !whole(*it);
        let tried = |it: &NodeId| self.troubles.get(it).map(|it| it.0) == self.standings.inputs(*it);
        let order = self.standings.order().iter().copied();
        order
            .filter(|it| wanted(it) && self.standings.inputs(*it).is_some() && !tried(it) && is_quick(map, *it))
            .collect()
    }

    /// Calculates `node` now, and what it uses first, however long that takes.
    pub fn ask(&mut self, map: &Map, node: NodeId, file: &Path) {
        let stale = self.standings.stale(map);
        let mut nodes: Vec<NodeId> = Vec::new();
        let mut pile = vec![node];
        while let Some(id) = pile.pop() {
            if (id == node || stale.contains(&id)) && !nodes.contains(&id) {
                nodes.push(id);
                pile.extend(map.calculation(id).into_iter().flat_map(|it| it.uses().collect::<Vec<_>>()));
            }
        }
        let ordered: Vec<NodeId> = self.standings.order().iter().copied().filter(|it| nodes.contains(it)).collect();
        let Some(inputs) = self.standings.inputs(node) else { return };
        self.troubles.remove(&node);
        self.asked_for = Some((node, inputs));
        let (map, file) = (map.clone(), file.to_owned());
        self.asked.request(move |progress| work(&map, &ordered, &file, Some(node), progress));
    }

    /// Gives up what was asked for.
    pub fn stop(&mut self) {
        self.asked.cancel();
        self.asked_for = None;
    }

    /// Results to be kept, if some came.
    pub fn poll(&mut self) -> Option<Vec<Outcome>> {
        let asked = self.asked.poll();
        if asked.is_some() {
            self.asked_for = None;
        }
        let quick = self.quick.poll();
        if quick.is_some() {
            self.doing.clear();
        }
        let mut outcomes = Vec::new();
        for done in asked.into_iter().chain(quick) {
            // A job that broke off is tried again with the next change.
            let Ok(done) = done else { continue };
            if !done.outcomes.is_empty() {
                // What waited for a figure may now have it.
                self.troubles.clear();
            }
            for (node, why) in done.troubles {
                if let Some(inputs) = self.standings.inputs(node) {
                    self.troubles.insert(node, (inputs, why));
                }
            }
            if let Some(it) = done.report {
                self.report = Some(it);
            }
            outcomes.extend(done.outcomes);
        }
        (!outcomes.is_empty()).then_some(outcomes)
    }

    /// The whole report of `node`, if it is that of its inputs.
    pub fn report(&self, node: NodeId) -> Option<&Report> {
        let id = ResultId::of(node, self.standings.inputs(node)?);
        self.report.as_ref().filter(|it| it.0 == id).map(|it| &it.1)
    }

    /// Why `node` could not be tried with its inputs.
    pub fn trouble(&self, node: NodeId) -> Option<&Failed> {
        let inputs = self.standings.inputs(node)?;
        self.troubles.get(&node).filter(|it| it.0 == inputs).map(|it| &it.1)
    }

    /// How far the calculation of `node` that was asked for is, and how long it has run; nothing if none runs.
    pub fn progress(&self, node: NodeId) -> Option<(f32, Duration)> {
        self.asked_for.filter(|it| it.0 == node)?;
        self.asked.progress()
    }

    /// Whether something is calculated.
    pub fn is_busy(&self) -> bool {
        self.quick.is_busy() || self.asked.is_busy()
    }

    /// Whether `node` is calculated only where somebody asks for it.
    pub fn waits_for_asking(&self, map: &Map, node: NodeId) -> bool {
        !is_quick(map, node)
    }
}

fn is_quick(map: &Map, node: NodeId) -> bool {
    let Some(calculation) = map.calculation(node) else { return false };
    let long = |it| match map.file(it).map(|it| &it.content) {
        Some(Content::Linked { bytes, .. }) => *bytes > MOST_UNASKED,
        _ => false,
    };
    engine(&calculation.engine).is_some_and(|it| !it.slow) && !calculation.files().any(long)
}

fn work(map: &Map, nodes: &[NodeId], file: &Path, keep: Option<NodeId>, progress: &Progress) -> Recomputed {
    let open = |path: &str| save::open_linked(file, path);
    let day = dates::day(save::now());
    recompute(map, nodes, &Around { open: &open, day: &day, progress }, keep)
}
