//! After the end: the minutes, the answers, and what goes into the map.

use super::{State, Wish, page::button};
use crate::ui::command::ExportKind;
use egui::{Label, Ui};

impl State {
    /// Draws what can be done with a discussion that is over.
    pub(super) fn after(&self, ui: &mut Ui, wishes: &mut Vec<Wish>) {
        let Some(room) = &self.room else { return };
        ui.strong("The discussion is over.");
        ui.horizontal_wrapped(|ui| {
            if button(ui, true, "Bring the credences into the map", true) {
                wishes.push(Wish::IntoMap);
            }
            let exports = [
                (ExportKind::Minutes, "Minutes as Markdown…"),
                (ExportKind::MinutesHtml, "Minutes as HTML…"),
                (ExportKind::Answers, "Answers as CSV…"),
                (ExportKind::Log, "Log as JSON…"),
            ];
            for (kind, words) in exports {
                if button(ui, true, words, false) {
                    wishes.push(Wish::Export(kind));
                }
            }
            if button(ui, true, "Put it away", false) {
                wishes.push(Wish::PutAway);
            }
        });
        let log = room.path().display();
        ui.add(
            Label::new(format!("What is exported tells of answers only by the names of those who agreed. The full log, {log}, says who answered what: keep it to yourself, or delete it."))
                .wrap(),
        );
        ui.add_space(8.0);
    }

    /// What an export of the discussion says; nothing if `kind` is none of a discussion, or there is no discussion.
    pub fn export(&self, kind: ExportKind) -> Option<String> {
        let room = self.room.as_ref()?;
        match kind {
            ExportKind::Minutes => Some(room.minutes_markdown()),
            ExportKind::MinutesHtml => Some(room.minutes_html()),
            ExportKind::Answers => Some(room.answers_csv()),
            ExportKind::Log => Some(room.public_log()),
            ExportKind::Markdown(_) | ExportKind::Html(_) | ExportKind::Pdf(_) | ExportKind::Map(_) => None,
        }
    }
}
