//! The data of a calculation: typed, pasted, copied into the map or linked.

use super::{
    super::{command::Command, context::Context, inspector::heading},
    Goal, Into, Wish, sheet,
};
use crate::{
    evidence::Engine,
    map::{Calculation, Content, Edit, File, FileId, NodeId},
};
use egui::{FontId, RichText, TextEdit, Ui};
use std::collections::BTreeMap;

/// Data above this are shown in part, and not typed in.
const MOST_TYPED: usize = 64 << 10;

/// What is being typed.
#[derive(Debug, Default)]
pub struct State {
    /// For which file, and the text.
    typed: Option<(Option<FileId>, String)>,
    sheet: sheet::State,
    /// Whether a game is shown as text although it could be filled in.
    as_text: bool,
}

impl State {
    /// Draws the data of a calculation.
    pub fn show(&mut self, ctx: &Context<'_>, ui: &mut Ui, node: NodeId, calculation: &Calculation, engine: &Engine) {
        let file = calculation.file.and_then(|it| ctx.map.file(it));
        if let Some(file) = file {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(&file.name).strong());
                ui.weak(size(file));
                if let (Content::Linked { path, .. }, Some(id)) = (&file.content, calculation.file) {
                    ui.weak("linked").on_hover_text(format!("{path}\nIts content is known by {id}."));
                }
            });
        }
        ui.horizontal_wrapped(|ui| {
            for (words, link, hint) in [
                ("Choose…", false, "Copies a file into the map: CSV, JSONL, .nfg, RON."),
                ("Link…", true, "Leaves the file where it is. The result says when it has changed."),
            ] {
                if ui.small_button(words).on_hover_text(hint).accessible_name(format!("{words} data")).clicked() {
                    ctx.send(Command::Bench(Wish::Choose(Goal { node, into: Into::Data, link })));
                }
            }
            if file.is_none() && self.typed.is_none() {
                let hint = "Starts with made-up data, to be replaced by yours.";
                if ui.small_button("Type it in").on_hover_text("Opens a field to type or paste the data.").clicked() {
                    self.typed = Some((None, String::new()));
                }
                let button = ui.menu_button(RichText::new("See an example").small(), |ui| {
                    for it in engine.examples {
                        if ui.button(it.words).clicked() {
                            ctx.edit(with_text(node, calculation, it.file, it.text));
                        }
                    }
                });
                let _ = button.response.on_hover_text(hint);
            }
            if file.is_some() && ui.small_button("Remove").on_hover_text("Takes the data out.").clicked() {
                self.typed = None;
                let after = Calculation { file: None, ..calculation.clone() };
                ctx.edit(Edit::SetCalculation { node, calculation: Some(after), files: BTreeMap::new() });
            }
        });
        self.text(ctx, ui, node, calculation, engine, file);
    }

    fn text(
        &mut self,
        ctx: &Context<'_>,
        ui: &mut Ui,
        node: NodeId,
        calculation: &Calculation,
        engine: &Engine,
        file: Option<&File>,
    ) {
        let kept = file.and_then(File::bytes);
        let stored = kept.filter(|it| it.len() <= MOST_TYPED).and_then(|it| str::from_utf8(it).ok());
        if kept.is_some() && stored.is_none() {
            part(ui, kept.map_or(&[][..], |it| &**it));
            return;
        }
        if file.is_some() && stored.is_none() {
            return;
        }
        let of = calculation.file;
        if let (Some(id), Some(stored), Some(file)) = (of, stored, file)
            && engine.name == "game"
            && self.sheet.follow(id, &file.name, stored)
        {
            if ui.link(if self.as_text { "Fill it in as a table" } else { "Show it as text" }).clicked() {
                self.as_text = !self.as_text;
            }
            if !self.as_text {
                if let Some(text) = self.sheet.show(ctx, ui).filter(|it| it != stored) {
                    // What was read from another form goes on in RON, which can say all of it.
                    let name = file.name.rsplit_once('.').map_or(file.name.as_str(), |it| it.0);
                    ctx.edit(with_text(node, calculation, &format!("{name}.ron"), &text));
                }
                return;
            }
        }
        if let Some(stored) = stored
            && self.typed.as_ref().is_none_or(|it| it.0 != of)
        {
            self.typed = Some((of, stored.to_owned()));
        }
        let Some((_, text)) = &mut self.typed else { return };
        let rows = text.lines().count().clamp(3, 10);
        let field =
            TextEdit::multiline(text).font(FontId::monospace(12.0)).desired_rows(rows).desired_width(f32::INFINITY);
        let field = egui::ScrollArea::vertical()
            .id_salt("data")
            .max_height(180.0)
            .show(ui, |ui| ui.add(field.hint_text("Type or paste the data here")).accessible_name("Data"));
        let changed = stored != Some(text.as_str()) && !(stored.is_none() && text.is_empty());
        if changed {
            ui.label(RichText::new("Counts when you leave the field.").small().weak());
        }
        if field.inner.lost_focus() && changed {
            let usual = engine.examples.first().map_or("data.csv", |it| it.file);
            let name = file.map_or(usual, |it| it.name.as_str());
            ctx.edit(with_text(node, calculation, name, text));
            self.typed = None;
        }
    }
}

/// The calculation with this text as its data.
fn with_text(node: NodeId, calculation: &Calculation, name: &str, text: &str) -> Edit {
    let (id, file) = File::kept(name, text.as_bytes());
    let after = Calculation { file: Some(id), ..calculation.clone() };
    Edit::SetCalculation { node, calculation: Some(after), files: [(id, file)].into() }
}

/// The first lines of data that are long or no text.
fn part(ui: &mut Ui, bytes: &[u8]) {
    heading(ui, "Its first lines");
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(2000)]);
    for line in text.lines().take(8) {
        let line: String = line.chars().take(120).collect();
        ui.label(RichText::new(line).monospace().small());
    }
}

/// How large a file is, in words.
pub fn size(file: &File) -> String {
    let bytes = match &file.content {
        Content::Kept(it) => it.len() as u64,
        Content::Linked { bytes, .. } => *bytes,
    };
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} kB", bytes >> 10),
        _ => format!("{} MB", bytes >> 20),
    }
}
