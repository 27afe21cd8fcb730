//! Where the nodes of the open map stand: the layout, kept in step with the map.

use super::{canvas::Scene, visible::Visible};
use crate::{
    jobs::{Progress, Slot},
    layout::{self, Layout},
    map::{Map, NodeId, Revision},
    picture::{self, Card, Grouping},
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};

/// Maps with more nodes than this are laid out in the background.
const AT_ONCE: usize = 400;

/// A layout, what it is made from and what is made from it.
#[derive(Debug, Default)]
struct Laid {
    cards: BTreeMap<NodeId, Card>,
    layout: Layout,
    scene: Arc<Scene>,
}

/// The layout of the open map.
#[derive(Debug)]
pub struct Places {
    now: Laid,
    /// The revision the layout was made, or is being made, for.
    of: Option<Revision>,
    /// Whether all is to be laid out anew, wherever it stands.
    afresh: bool,
    /// Whether the job under way does so.
    doing_afresh: bool,
    job: Slot<Laid>,
}

impl Places {
    /// No places yet; `wake` is called when a layout made in the background is there.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self { now: Laid::default(), of: None, afresh: false, doing_afresh: false, job: Slot::new("layout", wake) }
    }

    /// Where things stand.
    pub fn layout(&self) -> &Layout {
        &self.now.layout
    }

    /// What the nodes show.
    pub fn cards(&self) -> &BTreeMap<NodeId, Card> {
        &self.now.cards
    }

    /// What the canvas looks up while it draws.
    pub fn scene(&self) -> &Arc<Scene> {
        &self.now.scene
    }

    /// By what those nodes stand together that stand now.
    pub fn grouping(&self) -> Grouping {
        self.now.scene.grouping
    }

    /// Brings the layout in step with `map`. What stands keeps its place as far as possible.
    /// Returns whether everything was laid out anew because of [`Places::tidy`].
    pub fn update(&mut self, map: &Map, now: Revision, grouping: Grouping) -> Result<bool, crate::jobs::Lost> {
        let done = match self.job.poll() {
            Some(done) => {
                self.now = done?;
                self.afresh &= !self.doing_afresh;
                std::mem::take(&mut self.doing_afresh)
            }
            None => false,
        };
        if self.of == Some(now) {
            return Ok(done);
        }
        self.of = Some(now);
        let stands = !self.now.layout.places.is_empty();
        let previous = (stands && !self.afresh).then(|| self.now.layout.clone());
        if map.node_count() <= AT_ONCE {
            self.job.cancel();
            self.doing_afresh = false;
            self.now = lay_out(map, grouping, previous.as_ref(), &Progress::default());
            return Ok(std::mem::take(&mut self.afresh));
        }
        let map = map.clone();
        self.doing_afresh = self.afresh;
        self.job.request(move |progress| lay_out(&map, grouping, previous.as_ref(), progress));
        Ok(done)
    }

    /// Where things stand, if that is how they stand at revision `now`.
    pub fn settled(&self, now: Revision) -> Option<&Layout> {
        let done = self.of == Some(now) && !self.job.is_busy() && !self.now.layout.places.is_empty();
        done.then_some(&self.now.layout)
    }

    /// Starts from a layout that was kept.
    pub fn restore(&mut self, layout: Layout) {
        self.now.layout = layout;
        self.afresh = false;
        self.of = None;
    }

    /// Lets the next update lay everything out anew. Until that is done, all stays where it stands.
    pub fn tidy(&mut self) {
        self.afresh = true;
        self.of = None;
    }

    /// How far a layout in the background is, and for how long it has run.
    pub fn progress(&self) -> Option<(f32, Duration)> {
        self.job.progress()
    }
}

fn lay_out(map: &Map, grouping: Grouping, previous: Option<&Layout>, progress: &Progress) -> Laid {
    let cards = picture::cards(map);
    let layout = layout::run(&picture::request_for(map, &cards, grouping), previous, progress);
    let scene = Arc::new(Scene::visible(map, &layout, &Visible::default(), grouping));
    Laid { cards, layout, scene }
}
