//! The bar above the map in which one types what to look for.

use crate::ui::{action::Action, canvas, command::Command, context::Context, teach::Teach as _};
use egui::{EventFilter, Frame, Id, Key, Margin, Modifiers, Panel, TextEdit, Ui};

/// The id of the field, for the keyboard to move to.
pub fn id() -> Id {
    Id::unique("find")
}

/// Draws the bar while something is looked for. Enter and F3 go on, with Shift back; Escape closes.
pub fn show(ctx: &Context<'_>, ui: &mut Ui) {
    let Some(query) = &ctx.find.query else { return };
    let fill = crate::ui::theme::colour(ctx.theme.colours.panel);
    let frame = Frame::new().fill(fill).inner_margin(Margin::symmetric(8, 4));
    Panel::top("find bar").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            let typing = ui.memory(|it| it.has_focus(id()));
            if typing {
                typed_keys(ctx, ui);
            }
            let mut text = query.clone();
            let width = (ui.available_width() - 230.0).clamp(80.0, 360.0);
            let field = TextEdit::singleline(&mut text).id(id()).hint_text("Find in the map and the thread");
            let field = ui.add(field.desired_width(width)).accessible_name("Find").teaches(Action::Find);
            // Else egui takes Escape for itself, and the selection would go with it.
            let filter = EventFilter { horizontal_arrows: true, escape: true, ..EventFilter::default() };
            ui.memory_mut(|it| it.set_focus_lock_filter(id(), filter));
            if field.changed() {
                ctx.send(Command::Find(Some(text)));
            }
            for (words, action) in [("Previous", Action::FindPrevious), ("Next", Action::FindNext)] {
                let button = ui.add_enabled(!ctx.find.found.stops.is_empty(), egui::Button::new(words).small());
                if button.accessible_name(action.about().words).teaches(action).clicked() {
                    ctx.send(Command::Do(action));
                }
            }
            if ui.small_button("Close").on_hover_text("Or press Escape").accessible_name("Close the search").clicked() {
                close(ctx, ui);
            }
            ui.label(ctx.find.words());
        });
    });
}

fn typed_keys(ctx: &Context<'_>, ui: &Ui) {
    let pressed = |modifiers, key| ui.input_mut(|it| it.consume_key(modifiers, key));
    for key in [Key::Enter, Key::F3] {
        // egui lets Enter match Shift+Enter, so that comes first.
        if pressed(Modifiers::SHIFT, key) {
            ctx.send(Command::Do(Action::FindPrevious));
        } else if pressed(Modifiers::NONE, key) {
            ctx.send(Command::Do(Action::FindNext));
        }
    }
    if pressed(Modifiers::NONE, Key::Escape) {
        close(ctx, ui);
    }
}

fn close(ctx: &Context<'_>, ui: &Ui) {
    ctx.send(Command::Find(None));
    ui.memory_mut(|it| it.request_focus(canvas::id()));
}
