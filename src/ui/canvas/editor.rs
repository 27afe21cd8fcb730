//! The field on the canvas in which words are typed, where they will stand.

use super::Camera;
use crate::{
    layout::{self, Layout},
    ui::{
        command::Command,
        context::Context,
        draft::{Draft, Target},
    },
};
use egui::{FontId, Id, Key, KeyboardShortcut, Modifiers, Rect, TextEdit, Ui, UiBuilder, vec2};

/// Draws the field for the draft, if words are being typed. Enter finishes, Shift+Enter starts a line, Escape drops.
pub fn show(ctx: &Context<'_>, ui: &mut Ui, camera: &Camera, canvas: Rect, layout: &Layout) {
    let Some(draft) = &ctx.view.draft else { return };
    let place = match draft.target {
        Target::Node(node) => layout.places.get(&node).copied(),
        Target::New { at, .. } => Some(layout::Rect::around(at, layout::Size { width: 240.0, height: 64.0 })),
    };
    let Some(place) = place else { return };
    let at = camera.box_to_screen(canvas, place);
    let size = at.size().max(vec2(240.0, 60.0)).min(canvas.size() - vec2(16.0, 16.0));
    let room = canvas.shrink(8.0);
    let corner = at.min.clamp(room.min, (room.max - size).max(room.min));
    let field_id = Id::unique("draft");
    let escaped = ui.input_mut(|it| it.consume_key(Modifiers::NONE, Key::Escape));
    let mut text = draft.text.clone();
    let builder = UiBuilder::new().max_rect(Rect::from_min_size(corner, size));
    let field = ui.scope_builder(builder, |ui| {
        let field = TextEdit::multiline(&mut text)
            .id(field_id)
            .hint_text("Say it in a sentence")
            .font(FontId::proportional(14.0))
            .desired_width(size.x)
            .min_size(size)
            .return_key(KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter));
        ui.add(field).accessible_name("Words of the node")
    });
    let field = field.inner;
    let entered = field.has_focus() && ui.input_mut(|it| it.consume_key(Modifiers::NONE, Key::Enter));
    let draft = Draft { text, ..draft.clone() };
    if escaped {
        ctx.send(Command::Draft(None));
        ui.memory_mut(|it| it.request_focus(super::id()));
    } else if entered || field.lost_focus() {
        if let Some(command) = draft.finish() {
            ctx.send(command);
        }
        ctx.send(Command::Draft(None));
        ui.memory_mut(|it| it.request_focus(super::id()));
    } else {
        if !field.has_focus() {
            field.request_focus();
        }
        if field.changed() {
            ctx.send(Command::Draft(Some(draft)));
        }
    }
}
