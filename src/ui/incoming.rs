//! The window that shows how a thread of another site or tool was read: its first comments, and the list of formats to
//! read it as something else.

use super::{App, command::Command, files, inspector};
use crate::source::{Comment, Decoded, INPUTS, Input, Thread};
use egui::{ComboBox, Id, Key, Modal, RichText, ScrollArea, Ui};
use std::sync::Arc;

/// A thread that was read and that nothing was extracted from yet.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// What to call it.
    pub title: String,
    /// The file, to be read as something else.
    pub file: Arc<Decoded>,
    /// What it was read as.
    pub input: &'static Input,
    /// The thread, as read.
    pub thread: Thread,
    /// What was doubtful about the file.
    pub warnings: Vec<String>,
    /// Whether it goes into the open map, or into a new one.
    pub into_open: bool,
    /// The tab whose map that is.
    pub desk: u64,
}

/// What a person says of a thread that came in.
#[derive(Clone, Debug)]
pub enum Answer {
    /// It is well read.
    Take,
    /// It is to be read as this.
    ReadAs(&'static Input),
    /// It is not wanted.
    Leave,
}

/// So many comments are shown.
const SHOWN: usize = 6;
/// And so many signs of each.
const SIGNS: usize = 280;

impl App {
    /// Draws the window. Returns what was asked for.
    pub(super) fn show_incoming(&self, ui: &Ui) -> Option<Command> {
        let it = self.incoming.front()?;
        let mut answer = None;
        let modal = Modal::new(Id::unique("incoming")).show(ui, |ui| {
            ui.set_width((ui.content_rect().width() - 64.0).clamp(240.0, 560.0));
            ui.heading(format!("Read “{}”", inspector::short(&it.thread.title, 60)));
            ui.add_space(4.0);
            ui.horizontal(|ui| {
                let label = ui.label("Read as");
                let list = ComboBox::from_id_salt("format")
                    .selected_text(it.input.words)
                    .height(420.0)
                    .width(320.0)
                    .show_ui(ui, |ui| {
                        for input in INPUTS {
                            if ui.selectable_label(*input == *it.input, input.words).clicked() {
                                answer = Some(Answer::ReadAs(input));
                            }
                        }
                    });
                list.response.labelled_by(label.id);
            });
            let count = it.thread.comments.len();
            ui.label(match count {
                0 => "No comment was found.".to_owned(),
                1 => "One comment:".to_owned(),
                _ if count <= SHOWN => format!("{count} comments:"),
                _ => format!("{count} comments. The first ones:"),
            });
            let most = (ui.content_rect().height() - 300.0).clamp(80.0, 420.0);
            ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
                for comment in it.thread.comments.iter().take(SHOWN) {
                    show_comment(ui, &it.thread, comment);
                }
            });
            for warning in it.warnings.iter().take(2) {
                ui.colored_label(ui.visuals().warn_fg_color, inspector::short(&inspector::capital(warning), 200));
            }
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                let read = ui.button(RichText::new("Read it").strong());
                if ui.memory(|it| it.focused().is_none()) {
                    read.request_focus();
                }
                if read.clicked() {
                    answer = Some(Answer::Take);
                }
                if ui.button("Cancel").clicked() {
                    answer = Some(Answer::Leave);
                }
            });
        });
        if answer.is_none() && ui.input(|it| it.key_pressed(Key::Enter) && it.modifiers.command) {
            answer = Some(Answer::Take);
        }
        if answer.is_none() && modal.should_close() {
            answer = Some(Answer::Leave);
        }
        answer.map(Command::Incoming)
    }

    /// Does what was said of the thread that came in first.
    pub(super) fn answer_incoming(&mut self, answer: Answer) {
        let Some(it) = self.incoming.pop_front() else { return };
        let desk = it.desk;
        let into_open = it.into_open;
        let work = move |app: &mut Self| {
            let map = into_open.then(|| app.desk.document.map().clone());
            let slot = if into_open { &mut app.desk.reading } else { &mut app.loading };
            match answer {
                Answer::Leave => {}
                Answer::Take => slot.request(move |progress| Ok(files::extracted(it, progress))),
                Answer::ReadAs(input) => slot.request(move |_| Ok(files::read_as(&it, input, map.as_ref()))),
            }
        };
        if into_open {
            // Where its tab is closed, nobody waits for it.
            self.on_desk(desk, work);
        } else {
            work(self);
        }
    }
}

fn show_comment(ui: &mut Ui, thread: &Thread, comment: &Comment) {
    let parent = comment.parent.and_then(|it| thread.comments.get(it)).and_then(|it| it.author.as_deref());
    let more = [
        comment.time.clone(),
        parent.map(|it| format!("to {it}")),
        comment.marks.score.map(|it| format!("score {it}")),
        comment.marks.edited.then(|| "edited".to_owned()),
        comment.marks.retracted.then(|| "retracted".to_owned()),
        comment.marks.deleted.then(|| "deleted".to_owned()),
    ];
    let more: Vec<String> = more.into_iter().flatten().collect();
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(comment.author.as_deref().unwrap_or("unnamed author")).strong());
        ui.weak(more.join(" · "));
    });
    ui.label(inspector::short(&thread.text[comment.span.clone()], SIGNS));
}
