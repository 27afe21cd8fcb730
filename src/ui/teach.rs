//! What a control that stands for an action says of it: its name, a sentence, and its keys in force.

use super::{action::Action, keys};
use egui::{Response, RichText, Ui};

/// For controls that stand for an action.
pub trait Teach {
    /// Says under the pointer, and to a screen reader, what `action` is and which keys do it.
    #[must_use]
    fn teaches(self, action: Action) -> Self;

    /// The same, with a sentence of what it does here instead of the usual one.
    #[must_use]
    fn teaches_here(self, action: Action, sentence: &str) -> Self;
}

impl Teach for Response {
    fn teaches(self, action: Action) -> Self {
        self.teaches_here(action, action.about().hint)
    }

    fn teaches_here(self, action: Action, sentence: &str) -> Self {
        let name = action.about().words.trim_end_matches('…');
        let keys = keys::words(&self.ctx, action);
        // Only what is in the accessibility tree already; without a screen reader there is none.
        self.ctx.accesskit_node_builder(self.id, |it| {
            it.set_description(format!("{name}: {sentence}"));
            if !keys.is_empty() {
                it.set_keyboard_shortcut(keys.as_str());
            }
        });
        let say = |ui: &mut Ui| {
            ui.set_max_width(ui.spacing().tooltip_width);
            ui.horizontal(|ui| {
                ui.label(RichText::new(name).strong());
                if !keys.is_empty() {
                    ui.weak(&keys);
                }
            });
            ui.label(sentence);
        };
        self.on_hover_ui(say).on_disabled_hover_ui(say)
    }
}
