//! One open map: the document, its file, and what one sees of it.

use super::{
    argued::{Argued, Beside},
    beliefs::Beliefs,
    canvas,
    context::View,
    files::Loaded,
    find,
    folding::Shown,
    index::Index,
    inspector,
    kept::Keeper,
    notices::Notice,
    opening::random_seed,
    outline,
    places::Places,
    queue::Queue,
    reader,
    seams::Seams,
    selecting, session,
    store::Store,
    table,
    tidy::Tidying,
    workbench,
};
use crate::{
    jobs::{Lost, Slot},
    map::{Document, Ids, Item, Map},
};
use std::sync::atomic::{AtomicU64, Ordering};

/// The number of the next desk.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// One open map, and all that belongs to it rather than to the window.
pub struct Desk {
    /// The map, and the way back.
    pub document: Document,
    /// The file behind it.
    pub store: Store,
    /// What one sees of it.
    pub view: View,
    /// Tables derived from it.
    pub index: Index,
    /// What is looked for in it.
    pub find: find::State,
    /// Its proposals by value.
    pub queue: Queue,
    /// Where its comments may start or not.
    pub seams: Seams,
    /// Where its nodes stand.
    pub places: Places,
    /// What of it is hidden.
    pub shown: Shown,
    /// What the canvas keeps from frame to frame.
    pub canvas: canvas::State,
    /// What the thread keeps from frame to frame.
    pub reader: reader::State,
    /// What the outline keeps from frame to frame.
    pub outline: outline::State,
    /// The rows of the table.
    pub rows: table::Rows,
    /// What the table keeps from frame to frame.
    pub table: table::State,
    /// What the details keep from frame to frame.
    pub inspector: inspector::State,
    /// Whether it was tidied up, and how it stood before.
    pub tidying: Tidying,
    /// Its calculations.
    pub bench: workbench::Bench,
    /// What people's credences come to.
    pub beliefs: Beliefs,
    /// What argumentation semantics make of it.
    pub argued: Argued,
    /// The map it is compared with, or merged with.
    pub compared: Option<super::compared::Compared>,
    /// What the workbench keeps from frame to frame.
    pub workbench: workbench::State,
    /// A file on its way into the evidence.
    pub taking: Slot<Result<workbench::Taken, Notice>>,
    /// What is read into it, or read anew.
    pub reading: Slot<Result<Loaded, Notice>>,
    /// The discussion that is held over it.
    pub session: session::State,
    /// Whether it may be closed unsaved.
    pub let_go: bool,
    /// Keeps how the map is left.
    pub keeper: Keeper,
    /// Tells it from other desks of this window.
    pub number: u64,
}

impl Desk {
    /// A map just opened, seen through `view`. What runs in the background for it wakes `ctx`.
    pub fn new(map: Map, store: Store, view: View, ctx: &egui::Context) -> Self {
        let wake = || {
            let ctx = ctx.clone();
            move || ctx.request_repaint()
        };
        Self {
            document: Document::new(map, Ids::seeded(random_seed())),
            store,
            view,
            index: Index::default(),
            find: find::State::new(wake()),
            queue: Queue::default(),
            seams: Seams::new(wake()),
            places: Places::new(wake()),
            shown: Shown::default(),
            canvas: canvas::State::default(),
            reader: reader::State::default(),
            outline: outline::State::default(),
            rows: table::Rows::new(wake()),
            table: table::State::default(),
            inspector: inspector::State::default(),
            tidying: Tidying::default(),
            bench: workbench::Bench::new(wake()),
            beliefs: Beliefs::new(wake()),
            argued: Argued::new(wake()),
            compared: None,
            workbench: workbench::State::default(),
            taking: Slot::new("read file", wake()),
            reading: Slot::new("read", wake()),
            session: session::State::default(),
            let_go: false,
            keeper: Keeper::new(wake()),
            number: NEXT.fetch_add(1, Ordering::Relaxed),
        }
    }

    /// The name of the map.
    pub fn title(&self) -> String {
        self.store.path.file_stem().map_or_else(|| "map".to_owned(), |it| it.to_string_lossy().into_owned())
    }

    /// Brings what follows from the map in step with it. Returns what to tell of it.
    ///
    /// # Errors
    /// If the layout broke off.
    pub fn update(&mut self) -> Result<Option<Notice>, Lost> {
        let (map, now) = (self.document.map(), self.document.revision());
        let is_new = self.index.update(map, now);
        if self.view.by_value {
            self.queue.update(map, now);
        }
        let tidy = self.places.update(map, now, self.view.grouping)?;
        self.shown.update(map, now, &self.places, &mut self.view);
        self.rows.update(map, &self.index, &self.shown.visible, &self.view, now);
        if self.view.workbench
            && let Some(node) = self.view.single_node().filter(|&it| map.evidence_of(it).is_some())
        {
            self.bench.node = Some(node);
        }
        self.bench.update(map, now, &self.store.path);
        self.beliefs.update(map, &self.bench.standings, now);
        let argued = self.view.semantics || self.view.beside != Beside::Nothing;
        self.argued.update(map, &self.bench.standings, (now, self.view.scored_by), argued);
        self.view.compared = self.compared.is_some();
        self.view.merges = self.compared.as_ref().is_some_and(|it| it.merges);
        if let Some(compared) = &mut self.compared {
            compared.update(map, now);
        }
        // What a person looks at comes first: both take all the computer has on a large map.
        if self.places.progress().is_none() {
            self.seams.update(map, now);
        }
        if is_new {
            self.settle_selection();
        }
        Ok(if tidy { self.laid_out() } else { None })
    }

    /// Lets go of what is no longer in the map, and counts what is selected.
    pub fn settle_selection(&mut self) {
        let map = self.document.map();
        self.view.words = self.view.words.filter(|&it| map.quote(it).is_some());
        self.view.selection.retain(|&it| map.contains(it));
        self.view.tally = selecting::Tally::of(map, &self.view.selection);
        self.view.changes.update(map, self.document.revision(), &self.view.selection);
    }

    /// The open proposal after (or before) `from`, by value or in reading order.
    pub fn next_proposal(&self, from: Option<Item>, backwards: bool) -> Option<Item> {
        let map = self.document.map();
        if self.view.by_value {
            self.queue.next(map, from, backwards)
        } else {
            self.index.next_proposal(map, from, backwards)
        }
    }

    /// Whether it is an empty map that nobody has touched.
    pub fn is_blank(&self) -> bool {
        let map = self.document.map();
        let empty = map.node_count() == 0 && map.sources().next().is_none();
        empty && self.document.steps().next().is_none() && self.view.draft.is_none()
    }

    /// Whether anything runs in the background for it.
    pub fn is_busy(&self) -> bool {
        self.find.is_busy()
            || self.rows.is_busy()
            || self.seams.is_busy()
            || self.bench.is_busy()
            || self.beliefs.is_busy()
            || self.argued.is_busy()
            || self.compared.as_ref().is_some_and(super::compared::Compared::is_busy)
            || self.taking.is_busy()
            || self.keeper.is_busy()
            || self.reading.is_busy()
            || self.places.progress().is_some()
    }
}
