//! The dialog that asks which model is to read what, and says before anything is sent what that will cost.

use super::{State, Wish, filled::Dialog};
use crate::{
    model::{Environment, KeyringError, base, variables},
    ui::inspector::capital,
};
use egui::{
    Align, Button, Grid, Id, Key, Layout, Modal, Modifiers, Response, RichText, ScrollArea, TextEdit, Ui, vec2,
};
use std::time::Duration;

impl Dialog {
    /// Draws the dialog. Returns what it asks for, and whether it is to be closed.
    pub fn show(&mut self, ui: &Ui, state: &State) -> (Option<Wish>, bool) {
        let mut wish = None;
        let mut done = false;
        let modal = Modal::new(Id::unique("model")).show(ui, |ui| {
            let room = ui.content_rect().size();
            ui.set_width((room.x - 64.0).clamp(240.0, 540.0));
            // Before any field: one that has the focus would take Enter for a click.
            let entered = ui.input_mut(|it| it.consume_key(Modifiers::COMMAND, Key::Enter));
            ui.heading("Read with a language model");
            ui.add_space(4.0);
            let form = ScrollArea::vertical().max_height((room.y - 210.0).max(80.0)).auto_shrink([false, true]);
            let first = form.show(ui, |ui| self.form(ui, state, &mut wish)).inner;
            ui.add_space(6.0);
            // Always in sight, however small the window.
            self.outlook(ui, state);
            ui.add_space(8.0);
            let filled = self.filled(state);
            let row = vec2(ui.available_width(), ui.spacing().interact_size.y);
            ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
                let send = ui.add_enabled(filled.is_some(), Button::new(RichText::new("Send").strong()));
                if ui.memory(|it| it.focused().is_none()) {
                    first.as_ref().unwrap_or(&send).request_focus();
                }
                if let Some(form) = filled.filter(|_| send.clicked() || entered) {
                    wish = Some(Wish::Send(Box::new(form)));
                    done = true;
                }
                done |= ui.button("Cancel").clicked();
                ui.weak("Ctrl+Enter sends");
            });
        });
        // A click beside it must not throw away what was typed.
        let close = done || !modal.backdrop_response.clicked() && modal.should_close();
        if close {
            // What can be undone in the field of the key holds the key.
            ui.data_mut(|it| it.remove::<egui::text_edit::TextEditState>(key_id()));
        }
        (wish, close)
    }

    /// The fields. Returns the first that needs filling in.
    fn form(&mut self, ui: &mut Ui, state: &State, wish: &mut Option<Wish>) -> Option<Response> {
        let environment = &state.environment;
        ui.label(
            "What the model says is proposed with its name, and only where its quotes stand in the thread. \
             It takes the place of what nobody has decided on.",
        );
        ui.add_space(6.0);
        let mut first = None;
        Grid::new("model").num_columns(2).spacing([12.0, 8.0]).min_col_width(72.0).show(ui, |ui| {
            let url =
                line(ui, "Address", &mut self.typed.url, "https://host/v1", environment.url.is_some(), variables::URL);
            let name = line(
                ui,
                "Model",
                &mut self.typed.name,
                "its name there",
                environment.model.is_some(),
                variables::MODEL,
            );
            let is_typing = url.as_ref().is_some_and(Response::has_focus);
            first = url.filter(|_| self.typed.url.is_empty()).or(name.filter(|_| self.typed.name.is_empty()));
            *wish = self.key_row(ui, state, is_typing);
            self.price_row(ui, environment);
            caption(ui, "Read");
            ui.vertical(|ui| {
                if let [only] = self.scopes.as_slice() {
                    ui.label(only.words.as_str());
                    ui.weak("To read only some comments, select nodes of theirs first.");
                    return;
                }
                for (n, scope) in self.scopes.iter().enumerate() {
                    seen(&ui.radio_value(&mut self.at, n, scope.words.as_str()));
                }
            });
            ui.end_row();
        });
        first
    }

    fn key_row(&mut self, ui: &mut Ui, state: &State, is_typing: bool) -> Option<Wish> {
        let mut wish = None;
        let label = caption(ui, "Key");
        if state.environment.key().is_some() {
            ui.label(format!("from {}", variables::KEY));
            ui.end_row();
            return None;
        }
        let url = base(&self.typed.url);
        if state.looking.is_busy() {
            ui.request_repaint_after(SLOW);
        }
        let now = Some(url.clone().unwrap_or_default());
        if self.looked != now && (!is_typing || self.looked.is_none()) {
            self.looked = now;
            self.trouble = None;
            // Where the key is known, it remains to be seen whether it can be kept.
            wish = Some(Wish::Look(url.clone().filter(|it| !state.keys.contains_key(it))));
        }
        let is_kept = url.as_ref().is_some_and(|it| state.kept.contains(it));
        let is_known = url.as_ref().is_some_and(|it| state.keys.contains_key(it));
        ui.vertical(|ui| {
            let hint = if is_known { "known; type another to replace it" } else { "empty if none is wanted" };
            let field = TextEdit::singleline(&mut self.key.0).id(key_id()).password(true).hint_text(hint);
            seen(&ui.add(field.desired_width(f32::INFINITY)).labelled_by(label.id));
            let is_slow = state.looking.progress().is_some_and(|it| it.1 > SLOW);
            let says = if is_slow {
                "Looking in the system's keyring, which may ask you to unlock it…".to_owned()
            } else if is_kept {
                "It is kept in the system's keyring.".to_owned()
            } else if let Some(error) = self.trouble {
                let error = capital(&error.to_string());
                format!("{error}. A key is known until the program ends.")
            } else if is_known {
                "It is known until the program ends.".to_owned()
            } else {
                String::new()
            };
            if !says.is_empty() {
                ui.weak(says);
            }
            let can_keep = self.trouble != Some(KeyringError::Missing) && (!is_kept || !self.key.0.is_empty());
            if !can_keep && !is_known {
                return;
            }
            ui.horizontal_wrapped(|ui| {
                if can_keep {
                    seen(&ui.checkbox(&mut self.keep, "Keep it in the system's keyring"));
                }
                if is_known {
                    let forget = ui.button("Forget the key");
                    seen(&forget);
                    if forget.clicked() {
                        wish = url.clone().map(Wish::Forget);
                    }
                }
            });
        });
        ui.end_row();
        wish
    }

    fn price_row(&mut self, ui: &mut Ui, environment: &Environment) {
        caption(ui, "Price");
        ui.horizontal_wrapped(|ui| {
            for (words, name, text, fixed) in [
                ("read", "Price of a million tokens read", &mut self.typed.price_in, &environment.price_in),
                ("written", "Price of a million tokens written", &mut self.typed.price_out, &environment.price_out),
            ] {
                ui.weak(words);
                match fixed {
                    Some(price) => drop(ui.label(price)),
                    None => seen(&ui.add(TextEdit::singleline(text).desired_width(48.0)).accessible_name(name)),
                }
            }
            ui.weak("for a million tokens (optional)");
        });
        ui.end_row();
    }

    /// What would be sent where, what it would cost, and what stands in the way.
    fn outlook(&self, ui: &mut Ui, state: &State) {
        match self.estimates.get(self.at) {
            Some(it) => drop(ui.label(format!("{}.", it.priced(self.prices().unwrap_or_default())))),
            None => drop(ui.weak("Estimating…")),
        }
        if self.prices().is_err() {
            ui.colored_label(ui.visuals().error_fg_color, "A price must be a number, as 2.5.");
        }
        match self.settings(state) {
            Ok(it) => drop(ui.strong(format!("The words of these comments are sent to {}.", it.url()))),
            Err(_) if self.typed.url.is_empty() || self.typed.name.is_empty() => {
                ui.weak(
                    "Nothing is sent yet: enter an address that takes chat requests as OpenAI's does, and a model.",
                );
            }
            Err(error) => {
                let words = capital(&error.to_string());
                ui.colored_label(ui.visuals().error_fg_color, format!("{words}."));
            }
        }
    }
}

/// A keyring that answers sooner needs no word about it.
const SLOW: Duration = Duration::from_millis(400);

fn key_id() -> Id {
    Id::unique("model key")
}

/// A row with a line to type, or with what the environment says. Returns the field, if there is one.
fn line(ui: &mut Ui, name: &str, text: &mut String, hint: &str, fixed: bool, variable: &str) -> Option<Response> {
    let label = caption(ui, name);
    let field = if fixed {
        ui.horizontal_wrapped(|ui| {
            ui.label(text.as_str());
            ui.weak(format!("from {variable}"));
        });
        None
    } else {
        let field = TextEdit::singleline(text).hint_text(hint).desired_width(f32::INFINITY);
        let field = ui.add(field).labelled_by(label.id);
        seen(&field);
        Some(field)
    };
    ui.end_row();
    field
}

/// The name of a row, at the height of the first line in it.
fn caption(ui: &mut Ui, words: &str) -> Response {
    let down = ui.spacing().button_padding.y;
    ui.vertical(|ui| {
        ui.add_space(down);
        ui.label(words)
    })
    .inner
}

/// Brings a field into view that the keyboard has come to.
fn seen(field: &Response) {
    if field.gained_focus() {
        field.scroll_to_me(None);
    }
}
