//! A QR code, drawn dark on light in either theme: not every camera reads the other way round.

use crate::serve::Qr;
use egui::{Color32, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// The light rim that cameras need, in modules.
const RIM: usize = 4;

/// Draws it, at most `wide` points wide. `says` is what it leads to.
pub fn show(ui: &mut Ui, qr: &Qr, wide: f32, says: &str) {
    let modules = qr.rows.len() + 2 * RIM;
    let pixel = ui.pixels_per_point();
    #[expect(clippy::cast_precision_loss, reason = "a code has 177 modules at most")]
    let of = |it: usize| it as f32;
    // Whole pixels: else some modules are wider than others.
    let module = ((wide * pixel / of(modules)).floor().max(1.0)) / pixel;
    let (rect, picture) = ui.allocate_exact_size(vec2(1.0, 1.0) * module * of(modules), Sense::hover());
    picture.widget_info(|| WidgetInfo::labeled(Role::Image, true, says));
    let painter = ui.painter();
    let corner = pos2((rect.left() * pixel).round(), (rect.top() * pixel).round()) / pixel;
    painter.rect_filled(Rect::from_min_size(corner, rect.size()), 0.0, Color32::WHITE);
    for (y, row) in qr.rows.iter().enumerate() {
        // Neighbours as one bar: between two of them a hair of light would show.
        let mut x = 0;
        for run in row.as_bytes().chunk_by(|a, b| a == b) {
            if run[0] == b'1' {
                let at = corner + vec2(of(x + RIM), of(y + RIM)) * module;
                painter.rect_filled(Rect::from_min_size(at, vec2(of(run.len()), 1.0) * module), 0.0, Color32::BLACK);
            }
            x += run.len();
        }
    }
}
