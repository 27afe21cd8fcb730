//! A list to choose from as one types: commands, nodes to go to or to link to, kinds.

use super::command::Command;
use egui::{Align2, Key, Modal, Modifiers, RichText, ScrollArea, TextEdit, Ui, vec2};
use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{CaseMatching, Normalization, Pattern},
};

/// A list to choose from.
#[derive(Clone, Debug)]
pub struct Choose {
    /// What is being chosen.
    pub title: String,
    /// What there is.
    pub choices: Vec<Choice>,
}

/// A line of a list.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What it is.
    pub words: String,
    /// A remark at the end of the line: keys, a kind. What is typed is looked for in both.
    pub remark: String,
    /// What choosing it asks for.
    pub command: Command,
}

/// An open list: what was typed, and the line the keyboard is on.
#[derive(Debug)]
pub struct Picker {
    choose: Choose,
    query: String,
    at: usize,
    /// Indices of the choices that fit the query, best first.
    found: Vec<usize>,
}

/// No list shows more lines than this; typing narrows it down.
const SHOWN: usize = 200;

impl Picker {
    /// Opens a list with nothing typed.
    pub fn new(choose: Choose) -> Self {
        let found = (0..choose.choices.len().min(SHOWN)).collect();
        Self { choose, query: String::new(), at: 0, found }
    }

    /// Puts the keyboard on line number `at`.
    #[must_use]
    pub fn starting_at(self, at: usize) -> Self {
        Self { at: at.min(self.found.len().saturating_sub(1)), ..self }
    }

    /// Draws the list. Returns the command chosen, and whether the list is to be closed.
    pub fn show(&mut self, ui: &mut Ui) -> (Option<Command>, bool) {
        let mut chosen = None;
        let area = Modal::default_area(egui::Id::unique("picker")).anchor(Align2::CENTER_TOP, vec2(0.0, 72.0));
        let modal = Modal::new(egui::Id::unique("picker")).area(area).show(ui, |ui| {
            let width = (ui.content_rect().width() - 48.0).clamp(240.0, 560.0);
            ui.set_width(width);
            let title = ui.label(RichText::new(&self.choose.title).strong());
            chosen = self.keys(ui);
            let field =
                TextEdit::singleline(&mut self.query).hint_text("Type to narrow down").desired_width(f32::INFINITY);
            let field = ui.add(field).labelled_by(title.id);
            field.request_focus();
            if field.changed() {
                self.search();
            }
            ui.add_space(4.0);
            let most = (ui.content_rect().height() - 220.0).clamp(80.0, 420.0);
            // The window is as small at first as the list before it was in the end; this one has its own length.
            let lines = ScrollArea::vertical().max_height(most).min_scrolled_height(most).auto_shrink([false, true]);
            lines.show(ui, |ui| {
                if self.found.is_empty() {
                    ui.weak("Nothing fits. Type less, or press Escape.");
                }
                let moved = ui.input(|it| it.key_pressed(Key::ArrowDown) || it.key_pressed(Key::ArrowUp));
                for (line, &index) in self.found.iter().enumerate() {
                    let choice = &self.choose.choices[index];
                    let button = egui::Button::new(choice.words.as_str())
                        .truncate()
                        .frame_when_inactive(false)
                        .selected(line == self.at)
                        .shortcut_text(choice.remark.as_str())
                        .min_size(vec2(ui.available_width(), 0.0));
                    let button = ui.add(button).accessible_name(choice.words.as_str());
                    if line == self.at && moved {
                        button.scroll_to_me(None);
                    }
                    if button.clicked() {
                        chosen = Some(choice.command.clone());
                    }
                }
            });
        });
        let close = modal.should_close() || chosen.is_some();
        (chosen, close)
    }

    fn keys(&mut self, ui: &mut Ui) -> Option<Command> {
        let (down, up, enter) = ui.input_mut(|it| {
            let mut pressed = |key| it.count_and_consume_key(Modifiers::NONE, key);
            (pressed(Key::ArrowDown), pressed(Key::ArrowUp), pressed(Key::Enter))
        });
        let last = self.found.len().saturating_sub(1);
        self.at = (self.at + down).min(last).saturating_sub(up);
        let index = *self.found.get(self.at).filter(|_| enter > 0)?;
        Some(self.choose.choices[index].command.clone())
    }

    fn search(&mut self) {
        let pattern = Pattern::parse(&self.query, CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let mut scored: Vec<(u32, usize)> = Vec::new();
        for (index, choice) in self.choose.choices.iter().enumerate() {
            let line = format!("{} {}", choice.words, choice.remark);
            if let Some(score) = pattern.score(Utf32Str::new(&line, &mut buffer), &mut matcher) {
                scored.push((score, index));
            }
        }
        scored.sort_by_key(|&(score, index)| (std::cmp::Reverse(score), index));
        self.found = scored.into_iter().take(SHOWN).map(|it| it.1).collect();
        self.at = 0;
    }
}
