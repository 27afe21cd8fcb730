//! What evidence says of itself, in fields: where a citation is from, how good the evidence is, what is shown with it.

use super::{
    super::{command::Command, context::Context, inspector::heading},
    Goal, Into, Wish,
    data::size,
    label,
};
use crate::{
    evidence::dates,
    map::{Edit, Evidence, EvidenceKind, NodeId, Value},
    picture::openable,
};
use egui::{RichText, TextEdit, Ui};
use std::collections::BTreeMap;

/// A field: its name in the data, what it is called, what belongs there, and how many lines it has.
struct Field {
    name: &'static str,
    words: &'static str,
    hint: &'static str,
    lines: usize,
}

const fn field(name: &'static str, words: &'static str, hint: &'static str, lines: usize) -> Field {
    Field { name, words, hint, lines }
}

/// What a citation says of itself.
const CITATION: [Field; 6] = [
    field("url", "Address", "https://…", 1),
    field("title", "Title", "Title, author, where it appeared", 1),
    field("date", "Date", "2024-05-31, May 2024 or 2024", 1),
    field("quote", "Quote", "The very words", 3),
    field("says", "Says", "What it says, in your words", 2),
    field("for", "For whom", "Who leans on it, and for what", 1),
];

/// What every piece of evidence may say of itself.
const QUALITY: Field = field("quality", "Quality", "How far it can be trusted, and why", 2);

/// What is being typed, by name.
#[derive(Default)]
pub struct State {
    typed: BTreeMap<&'static str, String>,
    textures: super::attached::Textures,
}

impl State {
    /// Draws the fields of `node`.
    pub fn show(&mut self, ctx: &Context<'_>, ui: &mut Ui, node: NodeId) {
        let Some(evidence) = ctx.map.evidence_of(node) else { return };
        if evidence.kind == EvidenceKind::Citation {
            heading(ui, "Source");
            for it in &CITATION {
                self.field(ctx, ui, node, evidence, it);
            }
            if let Some(Value::Text(address)) = evidence.data.get("url").filter(|it| address_fault(it).is_none()) {
                let hint = "Opens it in your browser. This program itself never fetches anything.";
                if ui.small_button("Open in the browser").on_hover_text(hint).clicked() {
                    ctx.send(Command::OpenLink(address.as_str().into()));
                }
            }
        }
        heading(ui, "Quality");
        self.field(ctx, ui, node, evidence, &QUALITY);
        attached(ctx, ui, node, evidence, &mut self.textures);
    }

    fn field(&mut self, ctx: &Context<'_>, ui: &mut Ui, node: NodeId, evidence: &Evidence, it: &Field) {
        let stored = match evidence.data.get(it.name) {
            Some(Value::Text(text)) => text.clone(),
            Some(Value::Number(number)) => format!("{number}"),
            _ => String::new(),
        };
        let text = self.typed.entry(it.name).or_insert_with(|| stored.clone());
        let edit = if it.lines == 1 { TextEdit::singleline(text) } else { TextEdit::multiline(text) };
        let edit = edit.hint_text(it.hint).desired_rows(it.lines).desired_width(f32::INFINITY);
        let response = ui.horizontal_top(|ui| {
            if it.name != QUALITY.name {
                label(ui, it.words, 64.0);
            }
            ui.add(edit).accessible_name(it.words)
        });
        let response = response.inner;
        if response.lost_focus() && *text != stored {
            let value = Some(text.trim()).filter(|it| !it.is_empty()).map(|it| Value::Text(it.to_owned()));
            let data = evidence.data.with(it.name, value);
            ctx.edit(Edit::SetEvidence { node, evidence: Evidence { data, ..evidence.clone() } });
            self.typed.remove(it.name);
        } else if !response.has_focus() && *text != stored {
            *text = stored;
        }
        let fault = evidence.data.get(it.name).and_then(|value| match it.name {
            "url" => address_fault(value),
            "date" => date_fault(value),
            _ => None,
        });
        if let Some(fault) = fault {
            ui.label(RichText::new(fault).small().color(ui.visuals().warn_fg_color));
        }
    }
}

/// What is wrong with the form of an address. Whether anything stands there is for the browser to find out.
fn address_fault(value: &Value) -> Option<&'static str> {
    let Value::Text(text) = value else { return Some("An address is a line of text.") };
    (!openable(text) || text.contains(char::is_whitespace))
        .then_some("This is no whole address: it starts with https:// and has no spaces.")
}

/// What is wrong with the form of a date.
fn date_fault(value: &Value) -> Option<&'static str> {
    let text = match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => format!("{number}"),
        _ => return Some("A date is a line of text."),
    };
    let is_year = text.len() == 4 && text.bytes().all(|it| it.is_ascii_digit());
    (!is_year && dates::parse(text.as_bytes()).is_none()).then_some("This is not read as a date; it is kept as it is.")
}

/// Tables and pictures shown with the evidence.
fn attached(
    ctx: &Context<'_>,
    ui: &mut Ui,
    node: NodeId,
    evidence: &Evidence,
    textures: &mut super::attached::Textures,
) {
    heading(ui, "Tables and pictures");
    for &id in &evidence.attached {
        let Some(file) = ctx.map.file(id) else { continue };
        ui.horizontal_wrapped(|ui| {
            ui.label(&file.name);
            ui.weak(size(file));
            let remove = ui.small_button("Remove").accessible_name(format!("Remove {}", file.name));
            if remove.clicked() {
                let attached = evidence.attached.iter().copied().filter(|it| *it != id).collect();
                ctx.edit(Edit::SetEvidence { node, evidence: Evidence { attached, ..evidence.clone() } });
            }
        });
        super::attached::show(ctx, ui, textures, id, file);
    }
    let hint = "Copies a table (CSV) or a picture (PNG, SVG) into the map.";
    if ui.small_button("Attach…").on_hover_text(hint).clicked() {
        ctx.send(Command::Bench(Wish::Choose(Goal { node, into: Into::Attached, link: false })));
    }
}
