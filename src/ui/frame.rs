//! The window's size and place come back.

use super::{App, home::WindowPlace};
use egui::{Ui, ViewportBuilder, ViewportCommand, pos2, vec2};

/// The size at the first start, and the smallest one, in points.
const USUAL: [f32; 2] = [1360.0, 860.0];
const SMALLEST: [f32; 2] = [480.0, 360.0];

/// A window as large, and where, as it was.
pub fn builder(place: Option<WindowPlace>) -> ViewportBuilder {
    let builder = ViewportBuilder::default().with_title("Cruxmap").with_app_id("cruxmap");
    let builder = builder.with_min_inner_size(SMALLEST);
    let sound = |it: f32| it.is_finite() && it.abs() < 1e5;
    let Some(place) = place.filter(|it| sound(it.size.0) && sound(it.size.1)) else {
        return builder.with_inner_size(USUAL);
    };
    let size = vec2(place.size.0, place.size.1).max(SMALLEST.into());
    let builder = builder.with_inner_size(size).with_maximized(place.maximized);
    match place.at.filter(|it| sound(it.0) && sound(it.1)) {
        Some(at) => builder.with_position(pos2(at.0, at.1)),
        None => builder,
    }
}

impl App {
    /// Follows where the window is. One that came up off the screen is brought back onto it.
    pub(super) fn follow_window(&mut self, ui: &Ui) {
        let (scale, viewport) = (ui.zoom_factor(), ui.input(|it| it.viewport().clone()));
        let (Some(inner), false) = (viewport.inner_rect, viewport.minimized == Some(true)) else { return };
        let place = self.settings.window;
        let maximized = viewport.maximized == Some(true) || viewport.fullscreen == Some(true);
        let (at, size) = if let Some(before) = place.filter(|_| maximized) {
            (before.at, before.size)
        } else {
            let at = viewport.outer_rect.map(|it| (it.min.x * scale, it.min.y * scale));
            (at, (inner.width() * scale, inner.height() * scale))
        };
        self.settings.window = Some(WindowPlace { at, size, maximized });
        if !std::mem::replace(&mut self.on_screen, true)
            && let (Some(outer), Some(screen)) = (viewport.outer_rect, viewport.monitor_size)
            // Of several screens only the size of one is known: far to the right may be another one.
            && (outer.max.x < 40.0 || outer.max.y < 40.0 || outer.min.y > screen.y - 40.0)
        {
            ui.send_viewport_cmd(ViewportCommand::OuterPosition(pos2(0.0, 0.0)));
        }
    }
}
