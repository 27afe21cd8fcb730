//! Where the nodes of the open map stand: the layout, kept in step with the map.

use super::{canvas::Scene, laid};
use crate::{
    jobs::{Progress, Slot},
    layout::{self, Layout},
    map::{Map, NodeId, Revision},
    picture::{self, Card},
};
use std::{collections::BTreeMap, path::PathBuf, sync::Arc, time::Duration};

/// Maps with more nodes than this are laid out in the background.
const AT_ONCE: usize = 400;

/// A layout, and what it is made from and is made from it.
struct Laid {
    cards: BTreeMap<NodeId, Card>,
    layout: Layout,
    scene: Arc<Scene>,
    /// Whether nothing was left where it was.
    fresh: bool,
}

/// The layout of the open map.
#[derive(Debug)]
pub struct Places {
    layout: Layout,
    cards: BTreeMap<NodeId, Card>,
    scene: Arc<Scene>,
    /// The revision the layout was made, or is being made, for.
    of: Option<Revision>,
    job: Slot<Laid>,
    /// Where the layout of a large map is kept, and whether it is to be read from there.
    file: Option<PathBuf>,
    from_file: bool,
    keeping: Slot<()>,
}

impl Places {
    /// No places yet; `wake` is called when a layout made in the background is there.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            layout: Layout::default(),
            cards: BTreeMap::new(),
            scene: Arc::default(),
            of: None,
            job: Slot::new("layout", wake),
            file: None,
            from_file: false,
            keeping: Slot::new("keep layout", || {}),
        }
    }

    /// Where things stand.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// What the nodes show.
    pub fn cards(&self) -> &BTreeMap<NodeId, Card> {
        &self.cards
    }

    /// What the canvas looks up while it draws.
    pub fn scene(&self) -> &Arc<Scene> {
        &self.scene
    }

    /// Brings the layout in step with `map`. What stands keeps its place as far as possible.
    /// Returns whether a new layout is there.
    pub fn update(&mut self, map: &Map, now: Revision) -> Result<bool, crate::jobs::Lost> {
        self.keeping.poll();
        let done = match self.job.poll() {
            Some(done) => {
                self.take(done?);
                true
            }
            None => false,
        };
        if self.of == Some(now) {
            return Ok(done);
        }
        self.of = Some(now);
        let previous = (!self.layout.places.is_empty()).then(|| self.layout.clone());
        if map.node_count() <= AT_ONCE {
            self.job.cancel();
            self.take(lay_out(map, previous.as_ref(), &Progress::default()));
            return Ok(true);
        }
        let map = map.clone();
        let file = self.file.clone().filter(|_| self.from_file && map.node_count() >= laid::WORTH_IT);
        self.job.request(move |progress| {
            // One of another map is no start.
            let fits =
                |it: &Layout| map.nodes().filter(|node| it.places.contains_key(&node.0)).count() * 2 > map.node_count();
            let previous = previous.or_else(|| laid::read(&file?).filter(fits));
            lay_out(&map, previous.as_ref(), progress)
        });
        Ok(done)
    }

    fn take(&mut self, laid: Laid) {
        (self.cards, self.layout, self.scene) = (laid.cards, laid.layout, laid.scene);
        if laid.fresh && self.layout.places.len() >= laid::WORTH_IT {
            self.keep();
        }
    }

    /// Another map is open; `file` is where its layout is kept.
    pub fn open(&mut self, file: PathBuf) {
        self.forget();
        self.from_file = file.exists();
        self.file = Some(file);
    }

    /// Keeps the layout for the next start.
    fn keep(&mut self) {
        let Some(file) = self.file.clone() else { return };
        let layout = self.layout.clone();
        self.keeping.request(move |_| {
            if let Err(error) = laid::write(&file, &layout) {
                tracing::warn!(%error, "cannot keep the layout");
            }
        });
    }

    /// Forgets where things stand: the next update lays everything out anew.
    pub fn forget(&mut self) {
        self.layout = Layout::default();
        self.of = None;
        self.from_file = false;
    }

    /// How far a layout in the background is, and for how long it has run.
    pub fn progress(&self) -> Option<(f32, Duration)> {
        self.job.progress()
    }
}

fn lay_out(map: &Map, previous: Option<&Layout>, progress: &Progress) -> Laid {
    let cards = picture::cards(map);
    let layout = layout::run(&picture::request_for(map, &cards), previous, progress);
    let scene = Arc::new(Scene::new(map, &layout));
    Laid { cards, layout, scene, fresh: previous.is_none() }
}
