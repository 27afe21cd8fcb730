//! The dialog that asks which model is to read what, and says before anything is sent what that will cost.

use super::{State, Wish, choice, scope::Scope};
use crate::{
    model::{Environment, Estimate, KeyText, KeyringError, Settings, SettingsError, base, price, variables},
    ui::home::ModelChoice,
};
use egui::{
    Align, Button, Grid, Id, Key, Layout, Modal, Modifiers, Response, RichText, ScrollArea, TextEdit, Ui, vec2,
};
use std::time::Duration;

/// What the dialog holds while it is open.
#[derive(Debug)]
pub struct Dialog {
    /// What each scope would cost, without prices; empty until that is known.
    pub estimates: Vec<Estimate>,
    /// Why the keyring is of no help.
    pub trouble: Option<KeyringError>,
    scopes: Vec<Scope>,
    at: usize,
    typed: ModelChoice,
    before: ModelChoice,
    key: Secret,
    keep: bool,
    /// The address whose key was looked for; empty if only whether there is a keyring.
    looked: Option<String>,
}

/// A key being typed. It is not shown.
#[derive(Default)]
struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A form filled in.
#[derive(Clone, Debug)]
pub struct Form {
    /// What is to be read.
    pub scope: Scope,
    /// Which model is asked, with its key.
    pub settings: Settings,
    /// What is to be remembered.
    pub choice: ModelChoice,
    /// A key that is new or is to be kept, and whether it goes into the keyring.
    pub key: Option<(KeyText, bool)>,
}

impl Dialog {
    /// A dialog filled in as far as settings and environment tell.
    pub fn new(scopes: Vec<Scope>, before: &ModelChoice, environment: &Environment) -> Self {
        let pick = |fixed: &Option<String>, known: &String| fixed.clone().unwrap_or_else(|| known.clone());
        let typed = ModelChoice {
            url: pick(&environment.url, &before.url),
            name: pick(&environment.model, &before.name),
            price_in: pick(&environment.price_in, &before.price_in),
            price_out: pick(&environment.price_out, &before.price_out),
        };
        Self {
            estimates: Vec::new(),
            trouble: None,
            scopes,
            at: 0,
            typed,
            before: before.clone(),
            key: Secret::default(),
            keep: false,
            looked: None,
        }
    }

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
                let error = super::super::inspector::capital(&error.to_string());
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
                let words = super::super::inspector::capital(&error.to_string());
                ui.colored_label(ui.visuals().error_fg_color, format!("{words}."));
            }
        }
    }

    /// The price of a million tokens, to read and to write, if one is given; nothing right if it is no number.
    fn prices(&self) -> Result<Option<(f64, f64)>, ()> {
        let each = |text: &String| if text.trim().is_empty() { Ok(None) } else { price(text).map(Some).ok_or(()) };
        let (reading, writing) = (each(&self.typed.price_in)?, each(&self.typed.price_out)?);
        Ok((reading.is_some() || writing.is_some()).then(|| (reading.unwrap_or_default(), writing.unwrap_or_default())))
    }

    /// The key to send: from the environment, else as typed, else as known.
    fn key(&self, state: &State) -> Option<KeyText> {
        let typed = Some(KeyText::new(&self.key.0)).filter(|it| !it.is_empty());
        let known = || base(&self.typed.url).and_then(|it| state.keys.get(&it).cloned());
        state.environment.key().cloned().or(typed).or_else(known)
    }

    fn settings(&self, state: &State) -> Result<Settings, SettingsError> {
        let key = self.key(state);
        Settings::new(&self.typed.url, &self.typed.name, key.as_ref().map(KeyText::reveal))
    }

    /// The form, if all is there that must be: also the estimate, and the answer of the keyring.
    fn filled(&self, state: &State) -> Option<Form> {
        let is_waiting = state.looking.is_busy() && self.key.0.is_empty();
        if is_waiting || self.estimates.get(self.at).is_none_or(|it| it.requests == 0) {
            return None;
        }
        let mut settings = self.settings(state).ok()?;
        settings.prices = self.prices().ok()?;
        let keep = self.keep && self.trouble != Some(KeyringError::Missing);
        let is_new = !self.key.0.trim().is_empty();
        let key = self.key(state).filter(|_| state.environment.key().is_none() && (is_new || keep));
        Some(Form {
            scope: self.scopes.get(self.at)?.clone(),
            choice: choice(&state.environment, self.typed.clone(), &self.before),
            key: key.map(|it| (it, keep)),
            settings,
        })
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
