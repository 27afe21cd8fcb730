//! The whole map, small, in a corner: shows where one looks, and leads elsewhere.

use super::{Camera, Context, Scene, Sight, far, holds};
use crate::{
    layout::Rect as MapRect,
    map::Point,
    ui::{action::Action, teach::Teach as _, theme::colour},
};
use egui::{CursorIcon, Id, Mesh, Pos2, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};
use std::sync::Arc;

/// The most room it takes, in points.
const MOST: egui::Vec2 = vec2(190.0, 140.0);
/// And the most of the canvas.
const SHARE: f32 = 0.2;
/// From the corner of the canvas.
const MARGIN: f32 = 12.0;
/// On a canvas smaller than this it would be in the way.
const LEAST: egui::Vec2 = vec2(460.0, 340.0);

/// What is kept of it from frame to frame.
#[derive(Debug, Default)]
pub struct Minimap {
    drawn: Option<(Arc<Scene>, bool, Rect, Arc<Mesh>)>,
}

/// The id of it, to know where it is.
pub fn id() -> Id {
    Id::unique("minimap")
}

impl Minimap {
    /// Draws it, unless the whole map is in sight. A click or drag in it moves the camera.
    pub fn show(&mut self, ctx: &Context<'_>, ui: &Ui, camera: &mut Camera, canvas: Rect) {
        let (bounds, seen) = (ctx.layout.bounds, camera.seen(canvas));
        let small = canvas.width() < LEAST.x || canvas.height() < LEAST.y;
        if !ctx.view.minimap || small || ctx.layout.places.is_empty() || holds(seen, bounds) {
            return;
        }
        let (width, height) = (bounds.width().max(1.0), bounds.height().max(1.0));
        let most = MOST.min(canvas.size() * SHARE) - vec2(8.0, 8.0);
        let scale = (most.x / width).min(most.y / height);
        let size = vec2(width, height) * scale;
        let frame = Rect::from_min_size(canvas.max - size - vec2(MARGIN + 8.0, MARGIN + 8.0), size + vec2(8.0, 8.0));
        let inner = frame.shrink(4.0);
        let place = |it: MapRect| {
            let at = |point: Point| inner.min + vec2(point.x - bounds.min.x, point.y - bounds.min.y) * scale;
            Rect::from_min_max(at(it.min), at(it.max))
        };
        let colours = &ctx.theme.colours;
        let painter = ui.painter();
        painter.rect_filled(frame, 4.0, colour(colours.panel).gamma_multiply(0.94));
        let known = self.drawn.as_ref().map(|it| (Arc::as_ptr(&it.0), it.1, it.2));
        if known != Some((Arc::as_ptr(ctx.scene), ctx.theme.dark, inner)) {
            let mut mesh = Mesh::default();
            far::draw_dots(&ctx.scene.clusters, ctx.scene, bounds.grown(1.0), place, ctx.theme, &mut mesh);
            self.drawn = Some((ctx.scene.clone(), ctx.theme.dark, inner, Arc::new(mesh)));
        }
        if let Some((.., mesh)) = &self.drawn {
            painter.add(Shape::Mesh(mesh.clone()));
        }
        let sight = place(seen).intersect(frame);
        let sight = super::mesh::at_least(sight, 4.0).intersect(frame);
        if sight.is_positive() {
            painter.rect(
                sight,
                1.0,
                colour(colours.selection).gamma_multiply(0.12),
                Stroke::new(1.5, colour(colours.selection)),
                StrokeKind::Inside,
            );
        }
        painter.rect_stroke(frame, 4.0, Stroke::new(1.0, colour(colours.faint)), StrokeKind::Inside);
        let response = ui.interact(frame, id(), Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Minimap"));
        let response = response.teaches_here(Action::Minimap, "The whole map. Click or drag in it to look elsewhere.");
        if response.hovered() || response.dragged() {
            ui.set_cursor_icon(CursorIcon::Crosshair);
        }
        if let Some(at) = response.interact_pointer_pos().filter(|_| response.is_pointer_button_down_on()) {
            let on_map = |at: Pos2| {
                let by = (at.clamp(inner.min, inner.max) - inner.min) / scale;
                pos2(bounds.min.x + by.x, bounds.min.y + by.y)
            };
            camera.jump(Sight { centre: on_map(at).to_vec2(), ..camera.sight() });
            ui.request_repaint();
        }
    }
}
