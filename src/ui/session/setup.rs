//! What it takes to begin a discussion: its form, the claims, and who is in the room.

use super::{Plan, Wish};
use crate::{
    analysis::Crux,
    map::{Map, NodeId},
    session::{Names, Settings, Template},
    ui::inspector::{heading, plain_line},
};
use egui::{Align, Button, Id, Key, Layout, Modal, Modifiers, RichText, ScrollArea, TextEdit, Ui, vec2};
use std::collections::BTreeSet;

/// Of the ranking of cruxes so many are offered, and so many chosen if nothing is selected.
const OFFERED: usize = 8;
const CHOSEN: usize = 3;

/// What was filled in so far.
#[derive(Debug)]
pub struct Setup {
    title: String,
    forms: Vec<Template>,
    form: usize,
    claims: Vec<Claim>,
    claim: String,
    people: String,
    names: Names,
}

/// A claim that may be asked about.
#[derive(Debug)]
struct Claim {
    node: NodeId,
    words: String,
    chosen: bool,
}

impl Setup {
    /// A form for a discussion of `map`: about the `selected` nodes, else about the first of the `cruxes`.
    pub fn new(title: String, map: &Map, selected: impl Iterator<Item = NodeId>, cruxes: &[Crux]) -> Self {
        let mut seen = BTreeSet::new();
        let mut claim = |node: NodeId, chosen: bool| {
            let words = plain_line(map.node(node).filter(|_| map.is_either(node))?.text.as_ref());
            (!words.is_empty() && seen.insert(node)).then_some(Claim { node, words, chosen })
        };
        let mut claims: Vec<Claim> = selected.filter_map(|it| claim(it, true)).collect();
        let none = claims.is_empty();
        let ranked: Vec<Claim> = cruxes.iter().filter_map(|it| claim(it.question, false)).take(OFFERED).collect();
        claims.extend((0..).zip(ranked).map(|(nth, it)| Claim { chosen: none && nth < CHOSEN, ..it }));
        Self {
            title,
            forms: Template::ours(),
            form: 0,
            claims,
            claim: String::new(),
            people: String::new(),
            names: Names::Named,
        }
    }

    fn people(&self) -> Vec<String> {
        self.people.split(['\n', ',', ';']).map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
    }

    fn plan(&self) -> Option<Plan> {
        let chosen = self.claims.iter().filter(|it| it.chosen).map(|it| (it.words.clone(), Some(it.node.to_string())));
        let typed = Some(self.claim.trim()).filter(|it| !it.is_empty()).map(|it| (it.to_owned(), None));
        Some(Plan {
            title: self.title.trim().to_owned(),
            template: self.forms.get(self.form)?.clone(),
            settings: Settings { names: self.names, ..Settings::default() },
            items: chosen.chain(typed).collect(),
            people: self.people(),
        })
    }

    /// Draws it. Returns what it asks for, and whether it is to be closed.
    pub fn show(&mut self, ui: &mut Ui, told: Option<&str>) -> (Option<Wish>, bool) {
        let (mut wish, mut done) = (None, false);
        let modal = Modal::new(Id::unique("setup")).show(ui, |ui| {
            let room = ui.content_rect().size();
            ui.set_width((room.x - 64.0).clamp(240.0, 560.0));
            // Before any field: one that has the focus would take Enter for itself.
            let entered = ui.input_mut(|it| it.consume_key(Modifiers::COMMAND, Key::Enter));
            ui.heading("Start a discussion");
            ui.weak(if cfg!(feature = "server") {
                "With one laptop that is passed around, with browsers that join once you let them in, or both: everybody \
                 answers blind, then all is shown at once."
            } else {
                "With one laptop that is passed around: everybody answers blind, then all is shown at once."
            });
            ui.add_space(4.0);
            let form = ScrollArea::vertical().max_height((room.y - 170.0).max(80.0)).auto_shrink([false, true]);
            form.show(ui, |ui| self.fields(ui));
            if let Some(told) = told {
                ui.colored_label(ui.visuals().error_fg_color, told);
            }
            ui.add_space(8.0);
            let row = vec2(ui.available_width(), ui.spacing().interact_size.y);
            ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
                let people = self.people().len();
                let ready = (people >= 2 || cfg!(feature = "server")) && !self.title.trim().is_empty();
                let start = ui.add_enabled(ready, Button::new(RichText::new("Start").strong()));
                if start.clicked() || ready && entered {
                    wish = self.plan().map(|it| Wish::Begin(Box::new(it)));
                }
                done = ui.button("Cancel").clicked();
                ui.weak(match people {
                    0 if ready => "Nobody is here yet: they come from browsers. Ctrl+Enter starts".to_owned(),
                    1 if ready => "1 person; others come from browsers. Ctrl+Enter starts".to_owned(),
                    0 | 1 => "It takes two people or more.".to_owned(),
                    2 if self.names != Names::Anonymous => "2 people. Credences are shown from 3 on.".to_owned(),
                    3 | 4 if self.names == Names::Anonymous => {
                        format!("{people} people. Without names, credences are shown from 5 on.")
                    }
                    _ => format!("{people} people. Ctrl+Enter starts"),
                });
            });
        });
        // A click beside it must not throw away what was typed.
        (wish, done || !modal.backdrop_response.clicked() && modal.should_close())
    }

    fn fields(&mut self, ui: &mut Ui) {
        let label = ui.label("Title");
        ui.add(TextEdit::singleline(&mut self.title).desired_width(f32::INFINITY)).labelled_by(label.id);
        ui.add_space(6.0);
        let label = ui.label("Who is in the room, a name a line");
        let field = TextEdit::multiline(&mut self.people).desired_rows(3).desired_width(f32::INFINITY);
        let field = ui.add(field).labelled_by(label.id);
        if ui.memory(|it| it.focused().is_none()) {
            field.request_focus();
        }
        ui.horizontal_wrapped(|ui| {
            let kinds = [
                (Names::Named, "By name"),
                (Names::Pseudonym, "By a made-up name"),
                (Names::Anonymous, "By seat number"),
            ];
            for (names, words) in kinds {
                ui.radio_value(&mut self.names, names, words);
            }
        });
        if self.names == Names::Anonymous {
            ui.weak("Names are not kept. The first line is seat 1, the second seat 2, and so on: tell people theirs.");
        }
        heading(ui, "Form");
        for (nth, it) in self.forms.iter().enumerate() {
            ui.radio_value(&mut self.form, nth, format!("{}, {} minutes", it.title, it.minutes()));
        }
        if let Some(it) = self.forms.get(self.form) {
            ui.weak(it.about.as_str());
        }
        heading(ui, "Claims to ask about");
        for it in &mut self.claims {
            ui.checkbox(&mut it.chosen, it.words.as_str());
        }
        let field = TextEdit::singleline(&mut self.claim).hint_text("Another claim").desired_width(f32::INFINITY);
        ui.add(field).accessible_name("Another claim");
    }
}
