//! Calculations of the open map, off the window's thread.

use crate::{
    evidence::{Around, Failed, Recomputed, Report, Standing, Standings, dates, engine, recompute, rests_on},
    export::{Raster, raster},
    jobs::{Progress, Slot},
    map::{Content, FileId, Inputs, Map, NodeId, Outcome, ResultId, Revision},
    save,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    time::Duration,
};

/// Larger linked files are calculated with only where somebody asks for it, in bytes.
const MOST_UNASKED: u64 = 32 << 20;

/// What the map says of a node whose evidence is not as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Evidence whose inputs have changed since it was calculated.
    Stale,
    /// Evidence that was never calculated.
    Never,
    /// Evidence that cannot be calculated, or has no result.
    Failed,
    /// What rests on evidence that is stale or has no result.
    Resting,
}

impl Mark {
    /// What it says.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stale => "stale",
            Self::Never => "not calculated",
            Self::Failed => "no result",
            Self::Resting => "rests on stale evidence",
        }
    }
}

/// The calculations of one open map.
#[derive(Debug)]
pub struct Bench {
    /// Their inputs, for the newest revision.
    pub standings: Standings,
    /// The evidence that the workbench shows.
    pub node: Option<NodeId>,
    marks: BTreeMap<NodeId, Mark>,
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
    /// Pictures shown with the evidence that is open.
    pictures: BTreeMap<FileId, Result<Raster, String>>,
    drawing: Slot<(FileId, Result<Raster, String>)>,
}

impl Bench {
    /// Nothing yet; `wake` is called when results are there.
    pub fn new(wake: impl Fn() + Send + Sync + Clone + 'static) -> Self {
        Self {
            standings: Standings::default(),
            node: None,
            marks: BTreeMap::new(),
            of: None,
            report: None,
            troubles: BTreeMap::new(),
            doing: BTreeMap::new(),
            quick: Slot::new("evidence", wake.clone()),
            asked: Slot::new("evidence asked for", wake.clone()),
            asked_for: None,
            pictures: BTreeMap::new(),
            drawing: Slot::new("picture", wake),
        }
    }

    /// Brings the standings in step with `map` at revision `now`, and has done what is due. `file` is the map's.
    pub fn update(&mut self, map: &Map, now: Revision, file: &Path) {
        self.node = self.node.filter(|&it| map.evidence_of(it).is_some());
        if self.of == Some((now, self.node)) {
            return;
        }
        self.of = Some((now, self.node));
        self.draw(map);
        self.standings = Standings::of(map);
        let due = self.due(map);
        self.mark(map, &due);
        let same = |it: &NodeId| self.doing.get(it).copied() == self.standings.inputs(*it);
        if due.is_empty() || due.iter().all(same) {
            return;
        }
        self.doing = due.iter().filter_map(|&it| Some((it, self.standings.inputs(it)?))).collect();
        let (map, file, keep) = (map.clone(), file.to_owned(), self.node);
        self.quick.request(move |progress| work(&map, &due, &file, keep, progress));
    }

    /// Marks what is not as it should be. What is being calculated in a moment is not worth a mark.
    fn mark(&mut self, map: &Map, due: &[NodeId]) {
        let due: BTreeSet<NodeId> = due.iter().copied().collect();
        let mut marks = BTreeMap::new();
        for &node in self.standings.order().iter().filter(|it| !due.contains(it)) {
            let mark = match self.standings.standing(map, node) {
                _ if self.trouble(node).is_some() => Mark::Failed,
                Some(Standing::Fresh(it)) if it.failed => Mark::Failed,
                Some(Standing::Stale(Some(_))) => Mark::Stale,
                Some(Standing::Stale(None)) => Mark::Never,
                Some(Standing::Broken(_)) => Mark::Failed,
                Some(Standing::Fresh(_)) | None => continue,
            };
            marks.insert(node, mark);
        }
        let shaken: Vec<NodeId> = marks.iter().filter(|it| *it.1 != Mark::Never).map(|it| *it.0).collect();
        for it in rests_on(map, &shaken).iter().filter_map(|it| it.item.node()) {
            marks.entry(it).or_insert(Mark::Resting);
        }
        self.marks = marks;
    }

    /// The nodes whose evidence is not as it should be.
    pub fn marks(&self) -> &BTreeMap<NodeId, Mark> {
        &self.marks
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

    /// Has the next picture drawn that is shown and not drawn yet. What is no longer shown is let go of.
    fn draw(&mut self, map: &Map) {
        let shown = self.node.and_then(|it| map.evidence_of(it)).map_or(&[][..], |it| &it.attached);
        self.pictures.retain(|it, _| shown.contains(it));
        let is_due = |id: &FileId| {
            let is_picture = map.file(*id).is_some_and(|it| super::attached::is_picture(&it.name));
            is_picture && !self.pictures.contains_key(id)
        };
        let next = shown.iter().copied().find(is_due).filter(|_| !self.drawing.is_busy());
        if let Some((id, bytes)) = next.and_then(|it| Some((it, map.file(it)?.bytes()?.clone()))) {
            self.drawing.request(move |_| (id, raster(&bytes, super::attached::SIDE)));
        }
    }

    /// A picture shown with the evidence that is open, or why it cannot be; nothing while it is drawn.
    pub fn picture(&self, id: FileId) -> Option<&Result<Raster, String>> {
        self.pictures.get(&id)
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
            self.of = None;
        }
        let quick = self.quick.poll();
        if quick.is_some() {
            self.doing.clear();
            // What could not be tried is marked, also where no result changes the map.
            self.of = None;
        }
        if let Some(Ok((id, drawn))) = self.drawing.poll() {
            self.pictures.insert(id, drawn);
            self.of = None;
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
        self.quick.is_busy() || self.asked.is_busy() || self.drawing.is_busy()
    }
}

/// Whether `node` is calculated only where somebody asks for it.
pub fn waits_for_asking(map: &Map, node: NodeId) -> bool {
    !is_quick(map, node)
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
