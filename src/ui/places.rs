//! Where the nodes of the open map stand: the layout, kept in step with the map.

use super::canvas::Scene;
use crate::{
    jobs::{Progress, Slot},
    layout::{self, Layout},
    map::{Map, NodeId, Revision},
    picture::{self, Card},
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};

/// Maps with more nodes than this are laid out in the background.
const AT_ONCE: usize = 400;

/// A layout, and what is made from it.
type Laid = (BTreeMap<NodeId, Card>, Layout, Arc<Scene>);

/// The layout of the open map.
#[derive(Debug)]
pub struct Places {
    layout: Layout,
    cards: BTreeMap<NodeId, Card>,
    scene: Arc<Scene>,
    /// The revision the layout was made, or is being made, for.
    of: Option<Revision>,
    job: Slot<Laid>,
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
        let done = match self.job.poll() {
            Some(done) => {
                (self.cards, self.layout, self.scene) = done?;
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
            (self.cards, self.layout, self.scene) = lay_out(map, previous.as_ref(), &Progress::default());
            return Ok(true);
        }
        let map = map.clone();
        self.job.request(move |progress| lay_out(&map, previous.as_ref(), progress));
        Ok(done)
    }

    /// Forgets where things stand: the next update lays everything out anew.
    pub fn forget(&mut self) {
        self.layout = Layout::default();
        self.of = None;
    }

    /// How far a layout in the background is, and for how long it has run.
    pub fn progress(&self) -> Option<(f32, Duration)> {
        self.job.progress()
    }
}

fn lay_out(map: &Map, previous: Option<&Layout>, progress: &Progress) -> Laid {
    let cards = picture::cards(map);
    let layout = layout::run(&picture::request_for(map, &cards), previous, progress);
    let scene = Scene::new(map, &layout);
    (cards, layout, Arc::new(scene))
}
