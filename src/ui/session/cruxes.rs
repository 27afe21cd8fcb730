//! Questions that are tested as cruxes of a claim: chosen, answered blind by each, and what that came to.

use super::{State, Wish, around::Asked, asking::Task, page::line_with, told};
use crate::{
    map::{EdgeKind, Map, NodeId},
    session::{
        HostCommand, View,
        view::{CruxView, ItemView, Standing},
    },
    ui::inspector::{heading, plain_line},
};
use egui::{Button, Label, RichText, Ui};

/// So many questions of the map are offered for a claim.
const OFFERED: usize = 4;

impl State {
    /// Draws the tests of a claim, and what begins another.
    pub(super) fn cruxes(&mut self, ui: &mut Ui, view: &View, item: &ItemView, map: &Map, wishes: &mut Vec<Wish>) {
        for crux in view.cruxes.iter().filter(|it| it.item == item.item) {
            heading(ui, "Does it turn on this?");
            ui.add(Label::new(RichText::new(crux.question.as_str()).strong()).wrap());
            match &crux.outcome {
                Some(it) => told::outcome(ui, it),
                None => self.test(ui, view, crux, wishes),
            }
        }
        if view.standing == Standing::Closed {
            return;
        }
        if self.page.tests != Some(item.item) {
            let button = ui.button("Test a crux…").accessible_name(format!("Test a crux: {}", item.text));
            if button.on_hover_text("A question that, answered the other way, would change a mind on this.").clicked() {
                (self.page.tests, self.page.focus) = (Some(item.item), true);
            }
            return;
        }
        ui.add_space(4.0);
        ui.label("Which question, answered the other way, would change your mind about the claim?");
        for (node, words) in offered(map, item, &view.cruxes) {
            let button = ui.add(Button::new(words.as_str()).small().wrap());
            if button.on_hover_text("From the map").clicked() {
                self.page.tests = None;
                let node = Some(node.to_string());
                wishes.push(Wish::Host(HostCommand::TestCrux { item: item.item, question: words, node }));
            }
        }
        let hint = "A question that can be answered";
        if let Some(question) = line_with(ui, &mut self.page.question, hint, "Test it", &mut self.page.focus) {
            self.page.tests = None;
            wishes.push(Wish::Host(HostCommand::TestCrux { item: item.item, question, node: None }));
        }
        if ui.small_button("Not now").clicked() {
            self.page.tests = None;
        }
    }

    fn test(&mut self, ui: &mut Ui, view: &View, crux: &CruxView, wishes: &mut Vec<Wish>) {
        let (task, reveal) = (Task::Crux(crux.crux), HostCommand::RevealCrux(crux.crux));
        let asked = Asked { task, says: Some(crux.question.clone()), answered: crux.answered, of: crux.of, reveal };
        self.around(ui, view, asked, wishes, |_, _, _| {});
    }
}

/// The cruxes that the map has for a claim and that were not tested yet.
fn offered(map: &Map, item: &ItemView, tested: &[CruxView]) -> Vec<(NodeId, String)> {
    let Some(claim) = item.node.as_ref().and_then(|it| it.parse::<NodeId>().ok()) else { return Vec::new() };
    let leads = |it: &crate::map::Edge| it.kind == EdgeKind::CruxOf && it.to == claim.into();
    let words = |it: NodeId| Some((it, plain_line(map.node(it)?.text.as_ref())));
    let found = map.edges().filter(|it| leads(it.1)).filter_map(|it| words(it.1.from));
    let is_new = |it: &(NodeId, String)| !tested.iter().any(|at| at.item == item.item && at.question == it.1);
    found.filter(|it| !it.1.is_empty() && is_new(it)).take(OFFERED).collect()
}
