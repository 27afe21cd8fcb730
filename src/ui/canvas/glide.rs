//! Boxes glide to their new places.

use crate::{layout::Layout, ui::context::Context};
use egui::Ui;

/// How long it takes, in seconds: as long as the camera.
const LASTS: f64 = super::camera::MOVE;

/// With more nodes than this, all jump: a frame would take too long.
const MOST: usize = 2000;

/// Where boxes come from, and since when they are on their way.
#[derive(Debug, Default)]
pub struct Glide {
    from: Option<Layout>,
    since: Option<f64>,
}

impl Glide {
    /// Boxes come from `layout`; they start in the next frame.
    pub fn from(layout: Layout) -> Self {
        Self { from: Some(layout), since: None }
    }

    /// Where everything is in this frame, if it is on its way.
    pub fn layout(&mut self, ctx: &Context<'_>, ui: &Ui) -> Option<Layout> {
        let from = self.from.as_ref()?;
        let now = ui.input(|it| it.time);
        let since = *self.since.get_or_insert(now);
        #[expect(clippy::cast_possible_truncation, reason = "between 0 and 1")]
        let part = ((now - since) / LASTS).clamp(0.0, 1.0) as f32;
        if part >= 1.0 || ctx.view.still || ctx.layout.places.len() > MOST {
            *self = Self::default();
            return None;
        }
        ui.request_repaint();
        let edges = ctx.map.edges().filter_map(|(id, it)| Some((id, it.from, it.to.node()?)));
        let eased = part * part * (3.0 - 2.0 * part);
        Some(from.towards(ctx.layout, eased, edges))
    }
}
