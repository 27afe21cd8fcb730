//! How a map was left: where one looked, what was selected and open, and where every box stood. Kept in the program's
//! folder, never with the map; it may be lost, and what cannot be read counts as nothing.

mod form;
mod part;

use super::{
    canvas::Sight,
    changes::{Changes, Known},
    desk::Desk,
    home::Home,
    reader::Top,
};
use crate::{
    jobs::Slot,
    layout::Layout,
    map::{Item, Map},
    picture::Grouping,
    save,
};
use egui::Ui;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// After a change it is kept when nothing has changed for this long.
const AFTER: Duration = Duration::from_secs(3);

/// The same for a map with more boxes than this, since its file is large.
const AFTER_LARGE: (usize, Duration) = (10_000, Duration::from_secs(20));

/// A larger file than this is neither written nor read, in bytes.
const LARGEST: usize = 128 << 20;

/// A larger selection than this is not kept.
const MOST_SELECTED: usize = 1000;

/// What is kept of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// What one saw.
    pub seen: Seen,
    /// Where everything stood.
    pub layout: Layout,
    /// What nodes said, as far as the person had seen it.
    pub known: Known,
}

/// What one saw of a map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "panels are shown independently of each other")]
pub struct Seen {
    zoom: f32,
    centre: (f32, f32),
    /// Ids of the selected items.
    selection: Vec<String>,
    reader: bool,
    inspector: bool,
    chrome: bool,
    #[serde(default)]
    outline: bool,
    #[serde(default)]
    table: bool,
    #[serde(default)]
    workbench: bool,
    reader_width: Option<f32>,
    inspector_width: Option<f32>,
    /// What the thread was scrolled to.
    top: Option<Top>,
    /// Ids of the folded nodes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    folded: Vec<String>,
    /// By what nodes stand together; by comment if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    grouping: Option<String>,
    /// What part of the map was shown, if not all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    part: Option<part::Part>,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            zoom: 1.0,
            centre: (0.0, 0.0),
            selection: Vec::new(),
            reader: true,
            inspector: true,
            chrome: false,
            outline: false,
            table: false,
            workbench: false,
            reader_width: None,
            inspector_width: None,
            top: None,
            folded: Vec::new(),
            grouping: None,
            part: None,
        }
    }
}

impl Seen {
    fn of(desk: &Desk) -> Self {
        let Sight { centre, zoom } = desk.canvas.camera.goal();
        let (selected, grouping) = (&desk.view.selection, desk.view.grouping);
        let selection = if selected.len() > MOST_SELECTED { &BTreeSet::new() } else { selected };
        Self {
            zoom,
            centre: (centre.x, centre.y),
            selection: selection.iter().map(Item::to_string).collect(),
            reader: desk.view.reader,
            inspector: desk.view.inspector,
            chrome: desk.view.chrome,
            outline: desk.view.outline,
            table: desk.view.table,
            workbench: desk.view.workbench,
            reader_width: desk.view.reader_width,
            inspector_width: desk.view.inspector_width,
            top: desk.reader.top(),
            folded: desk.view.showing.folded.iter().map(ToString::to_string).collect(),
            grouping: (grouping != Grouping::default()).then(|| grouping.word().to_owned()),
            part: part::Part::of(&desk.view.showing),
        }
    }

    /// Where one looked; nothing if that is nowhere.
    fn sight(&self) -> Option<Sight> {
        let sound = [self.zoom, self.centre.0, self.centre.1].iter().all(|it| it.is_finite()) && self.zoom > 0.0;
        sound.then(|| Sight { centre: self.centre.into(), zoom: self.zoom })
    }

    fn selection(&self, map: &Map) -> BTreeSet<Item> {
        self.selection.iter().filter_map(|it| it.parse().ok()).filter(|&it| map.contains(it)).collect()
    }
}

/// Reads how the map at `path` was left.
pub fn read(home: &Home, path: &Path) -> Option<Kept> {
    let file = home.view_of(path)?;
    let small = fs::metadata(&file).is_ok_and(|it| it.len() <= LARGEST as u64);
    small.then(|| fs::read_to_string(&file).ok()).flatten().and_then(|it| form::from_text(&it))
}

/// Keeps how a map is left, in the background while it is open.
#[derive(Debug)]
pub struct Keeper {
    /// What is in the file, and what was last seen to differ from that, and since when.
    written: Option<Kept>,
    changed: Option<(Kept, Instant)>,
    job: Slot<io::Result<()>>,
    /// Counts what was asked to be written: a slow writer must not overwrite a later one.
    asked: Arc<AtomicU64>,
    writing: Arc<Mutex<u64>>,
}

impl Keeper {
    /// Nothing kept yet; `wake` is called when something was.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            written: None,
            changed: None,
            job: Slot::new("keep view", wake),
            asked: Arc::default(),
            writing: Arc::default(),
        }
    }

    /// Whether something is being written.
    pub fn is_busy(&self) -> bool {
        self.job.is_busy()
    }

    fn writer(&self, kept: &Kept, file: PathBuf) -> impl FnOnce() -> io::Result<()> + Send + 'static {
        let turn = self.asked.fetch_add(1, Ordering::Relaxed) + 1;
        let (last, kept) = (self.writing.clone(), kept.clone());
        move || {
            let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
            if *last > turn {
                return Ok(());
            }
            *last = turn;
            let text = form::to_text(&kept);
            if text.len() > LARGEST {
                return Ok(());
            }
            Home::make_room_for(&file)?;
            save::write_atomically(&file, text.as_bytes())
        }
    }
}

impl Desk {
    /// Brings back how the map was left.
    pub fn restore(&mut self, kept: Kept) {
        let Kept { seen, layout, known } = &kept;
        self.view.changes = Changes::since(known, self.document.map());
        if let Some(sight) = seen.sight().filter(|_| !layout.places.is_empty()) {
            self.canvas.stay(sight);
        }
        self.view.selection = seen.selection(self.document.map());
        // What has changed since is not yet looked at because it was selected before.
        let unseen = &self.view.changes.unseen;
        self.view.selection.retain(|it| it.node().is_none_or(|it| !unseen.contains_key(&it)));
        self.view.showing.folded = seen.folded.iter().filter_map(|it| it.parse().ok()).collect();
        if let Some(part) = &seen.part {
            part.show(&mut self.view.showing);
        }
        self.view.showing.forget(self.document.map());
        (self.view.reader, self.view.inspector, self.view.chrome) = (seen.reader, seen.inspector, seen.chrome);
        (self.view.outline, self.view.table) = (seen.outline, seen.table);
        self.view.workbench = seen.workbench;
        (self.view.reader_width, self.view.inspector_width) = (seen.reader_width, seen.inspector_width);
        self.view.grouping = seen.grouping.as_deref().and_then(Grouping::of_word).unwrap_or_default();
        self.reader.start_at(seen.top);
        self.places.restore(layout.clone());
        self.keeper.written = Some(kept);
    }

    /// What would be kept now, if that is anything.
    fn leaving(&self) -> Option<Kept> {
        let layout = self.places.settled(self.document.revision())?;
        Some(Kept { seen: Seen::of(self), layout: layout.clone(), known: self.view.changes.known().clone() })
    }

    /// Keeps how the map is left, some seconds after it has changed.
    pub fn keep_view(&mut self, home: &Home, ui: &Ui) {
        if let Some(Ok(Err(error)) | Err(error)) = self.keeper.job.poll().map(|it| it.map_err(io::Error::other)) {
            tracing::warn!(%error, "cannot keep the view");
        }
        let Some(now) = self.leaving() else { return };
        if self.keeper.written.as_ref().is_some_and(|it| same(it, &now)) {
            self.keeper.changed = None;
            return;
        }
        let since = match &self.keeper.changed {
            Some((before, since)) if same(before, &now) => *since,
            _ => Instant::now(),
        };
        self.keeper.changed = Some((now.clone(), since));
        let large = self.document.map().node_count() > AFTER_LARGE.0;
        match (if large { AFTER_LARGE.1 } else { AFTER }).checked_sub(since.elapsed()) {
            Some(rest) if !rest.is_zero() => ui.request_repaint_after(rest),
            _ => {
                if let Some(file) = home.view_of(&self.store.path) {
                    let write = self.keeper.writer(&now, file);
                    self.keeper.job.request(move |_| write());
                }
                self.keeper.written = Some(now);
            }
        }
    }

    /// Keeps how the map is left, at once: it is being closed.
    pub fn keep_view_now(&mut self, home: &Home) {
        let Some(now) = self.leaving() else { return };
        if self.keeper.written.as_ref().is_some_and(|it| same(it, &now)) && !self.keeper.is_busy() {
            return;
        }
        let Some(file) = home.view_of(&self.store.path) else { return };
        if let Err(error) = self.keeper.writer(&now, file)() {
            tracing::warn!(%error, "cannot keep the view");
        }
        self.keeper.written = Some(now);
    }
}

/// Whether the two are the same, without looking at every box.
fn same(a: &Kept, b: &Kept) -> bool {
    let (one, other) = (&a.layout, &b.layout);
    a.seen == b.seen
        && Arc::ptr_eq(&a.known, &b.known)
        && (Arc::ptr_eq(&one.kept, &other.kept) || one.places.ptr_eq(&other.places))
}
