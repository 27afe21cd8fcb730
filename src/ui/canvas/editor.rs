//! The field on the canvas in which words are typed, where they will stand.

use super::{Camera, chips};
use crate::{
    layout::{self, Layout},
    picture::direction,
    ui::{
        action::Action,
        command::Command,
        context::Context,
        draft::{Draft, Target},
        prose::editing,
    },
};
use egui::{FontId, Id, Key, KeyboardShortcut, Modifiers, Rect, TextBuffer, TextEdit, Ui, UiBuilder, vec2};

/// The size of the words, in points.
const SIZE: f32 = 14.0;

/// Draws the field for the draft, if words are being typed. Enter finishes, Shift+Enter starts a line, Tab finishes and
/// starts a reason for it, Shift+Tab an objection, Escape drops.
pub fn show(ctx: &Context<'_>, ui: &mut Ui, camera: &Camera, canvas: Rect, layout: &Layout) {
    let Some(draft) = &ctx.view.draft else {
        ui.data_mut(|it| it.remove::<Id>(shown_id()));
        return;
    };
    let around = |at| layout::Rect::around(at, layout::Size { width: 240.0, height: 64.0 });
    let place = match draft.target {
        Target::Node(node) => layout.places.get(&node).copied(),
        Target::New { spot, .. } => spot.point(layout).map(around),
    };
    let Some(place) = place.or_else(|| Some(around(camera.to_map(canvas, canvas.center())))) else { return };
    let at = camera.box_to_screen(canvas, place);
    let size = at.size().max(vec2(240.0, 60.0)).min(canvas.size() - vec2(16.0, 16.0));
    // The row under the field stays in view, too.
    let room = canvas.shrink(8.0).with_max_y(canvas.max.y - 8.0 - chips::HEIGHT);
    let corner = at.min.clamp(room.min, (room.max - size).max(room.min));
    let field_id = field_id(draft);
    let shown = ui.data_mut(|it| it.get_temp_mut_or(shown_id(), Id::NULL).to_owned());
    if shown != field_id {
        // The first letter may come in the same frame.
        ui.data_mut(|it| it.insert_temp(shown_id(), field_id));
        ui.memory_mut(|it| it.request_focus(field_id));
    }
    let pressed = |modifiers, key| ui.input_mut(|it| it.consume_key(modifiers, key));
    let escaped = pressed(Modifiers::NONE, Key::Escape);
    let objection = pressed(Modifiers::SHIFT, Key::Tab);
    let reason = pressed(Modifiers::NONE, Key::Tab);
    let mut text = draft.text.clone();
    let builder = UiBuilder::new().max_rect(Rect::from_min_size(corner, size));
    let (field, cursor) = ui
        .scope_builder(builder, |ui| {
            let is_mixed = direction::has_rtl(&text);
            let mut in_order =
                |ui: &Ui, text: &dyn TextBuffer, width: f32| editing::lay_out(ui, text.as_str(), SIZE, width).galley();
            let field = TextEdit::multiline(&mut text)
                .id(field_id)
                .hint_text("Say it in a sentence")
                .font(FontId::proportional(SIZE))
                .desired_width(size.x)
                .min_size(size)
                .lock_focus(true)
                .return_key(KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter));
            let field = if is_mixed { field.layouter(&mut in_order) } else { field };
            let mut output = field.show(ui);
            let response = output.response.response.clone();
            if is_mixed {
                let laid = editing::lay_out(ui, &text, SIZE, output.galley.job.wrap.max_width);
                editing::follow_pointer(ui, &mut output, &response, &laid);
            }
            let response = response.accessible_name("Words of the node");
            (response, output.cursor_range.map(|it| it.primary.index.0))
        })
        .inner;
    let cursor = cursor.map_or(draft.cursor, |nth| text.char_indices().nth(nth).map_or(text.len(), |it| it.0));
    let below = Rect::from_min_size(field.rect.left_bottom() + vec2(0.0, 4.0), vec2(0.0, 0.0));
    let draft = Draft { text, cursor, ..draft.clone() };
    let row = chips::show(ctx, ui, &draft, below.min, canvas.shrink(8.0));
    // No modifier matches Shift, too.
    let entered =
        field.has_focus() && ui.input_mut(|it| !it.modifiers.shift && it.consume_key(Modifiers::NONE, Key::Enter));
    let onto = [(reason, Action::AddReason), (objection, Action::AddObjection)];
    let onto = onto.into_iter().find(|it| it.0).map(|it| it.1);
    if escaped {
        ctx.send(Command::Draft(None));
        ui.memory_mut(|it| it.request_focus(super::id()));
    } else if let Some(chosen) = row.chosen {
        ctx.send(Command::Draft(Some(chosen)));
        field.request_focus();
    } else if entered || onto.is_some() || field.lost_focus() && !row.has_pointer {
        finish(ctx, &draft, onto);
        ui.memory_mut(|it| it.request_focus(super::id()));
    } else {
        if !field.has_focus() {
            field.request_focus();
        }
        if Some(&draft) != ctx.view.draft.as_ref() {
            ctx.send(Command::Draft(Some(draft)));
        }
    }
}

/// The field has a past (its cursor, what Ctrl+Z takes back in it), and so each draft has its own.
fn field_id(draft: &Draft) -> Id {
    match draft.target {
        Target::Node(node) => Id::unique(("draft of", node)),
        Target::New { spot, .. } => Id::unique(("draft", format!("{spot:?}"))),
    }
}

/// Where words are being typed, with the row of what they may be.
pub fn place(ui: &Ui) -> Option<Rect> {
    let field = ui.data(|it| it.get_temp::<Id>(shown_id()))?;
    let rect = |id| ui.read_response(id).map(|it| it.rect);
    let field = rect(field)?;
    Some(rect(chips::id()).map_or(field, |it| it.union(field)))
}

fn shown_id() -> Id {
    Id::unique("draft shown")
}

/// Finishes a draft, and starts the next one if there were words to go on from.
fn finish(ctx: &Context<'_>, draft: &Draft, onto: Option<Action>) {
    let command = draft.finish();
    let has_words = command.is_some();
    if let Some(command) = command {
        ctx.send(command);
    }
    ctx.send(Command::Draft(None));
    if let Some(onto) = onto.filter(|_| has_words) {
        if let Target::Node(node) = draft.target {
            ctx.send(Command::Select([node.into()].into()));
        }
        ctx.send(Command::Do(onto));
    }
}
