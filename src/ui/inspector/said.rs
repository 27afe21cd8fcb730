//! The words of a node in the details, formatted, with links that open.

use super::super::{
    command::Command,
    context::Context,
    link,
    prose::{self, looks},
};
use crate::{
    map::NodeId,
    picture::{Passage, passages},
};
use egui::{
    CursorIcon, FontId, Id, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, text::TextFormat,
    text_selection::LabelSelectionState, vec2,
};
use std::{ops::Range, sync::Arc};

/// How far a step is moved in, and where the bar of a quote stands in it, in points.
const STEP: f32 = 14.0;
const BAR: f32 = 4.0;

/// Draws the words of a node. All of them: the details are where long ones are read.
pub fn show(ctx: &Context<'_>, ui: &mut Ui, id: NodeId, markdown: &str) {
    let all = passages(markdown);
    for (nth, passage) in all.iter().enumerate() {
        if nth > 0 && passage.quote != all[nth - 1].quote {
            ui.add_space(2.0);
        }
        show_one(ctx, ui, Id::unique(("said", id, nth)), passage);
    }
}

fn show_one(ctx: &Context<'_>, ui: &mut Ui, id: Id, passage: &Passage) {
    let indent = f32::from(passage.indent) * STEP;
    let width = (ui.available_width() - indent).max(60.0);
    let colour = if passage.quote { ui.visuals().weak_text_color() } else { ui.visuals().text_color() };
    let plain = TextFormat::simple(FontId::proportional(14.0), colour);
    let job = looks::job(passage, &plain, Some(ui.visuals().hyperlink_color), width);
    let prose = prose::lay_out_part(ui, job, passage.rtl);
    let (_, rect) = ui.allocate_space(vec2(indent + width, prose.size().y));
    // Of a text that goes from right to left the other side is moved in.
    let at = if passage.rtl { rect.min } else { rect.min + vec2(indent, 0.0) };
    let words = Rect::from_min_size(at, vec2(width, rect.height()));
    if passage.quote {
        let x = if passage.rtl { rect.max.x - indent + BAR } else { at.x - STEP + BAR };
        ui.painter().vline(x, rect.y_range(), Stroke::new(2.0, ui.visuals().window_stroke.color));
    }
    let response = ui.interact(words, id, Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, prose.text()));
    if let Some(galley) = prose.selectable() {
        // Behind the words, so that they can be selected and copied.
        LabelSelectionState::label_text_selection(ui, &response, at, galley, colour, Stroke::NONE);
        prose.paint_strong(ui.painter(), at, colour);
    } else {
        prose.paint(ui.painter(), at, colour);
    }
    for (range, to) in links(passage) {
        let name = range.start;
        let places: Vec<Rect> =
            prose.rects(characters(&passage.text, &range)).iter().map(|it| it.translate(at.to_vec2())).collect();
        for (nth, place) in places.into_iter().enumerate() {
            let link = ui.interact(place, id.with((name, nth)), Sense::click());
            offer(ctx, ui, link, &passage.text[range.clone()], &to, nth > 0);
        }
    }
}

/// A part of a link on one line. The parts after the first are nothing to the keyboard and to a screen reader.
fn offer(ctx: &Context<'_>, ui: &Ui, link: Response, words: &str, to: &Arc<str>, goes_on: bool) {
    if !goes_on {
        link.widget_info(|| WidgetInfo::labeled(Role::Link, true, words));
    }
    if link.hovered() {
        ui.set_cursor_icon(CursorIcon::PointingHand);
    }
    if link.has_focus() {
        ui.painter().rect_stroke(link.rect.expand(1.0), 2.0, ui.visuals().selection.stroke, egui::StrokeKind::Outside);
    }
    let clicked = link.clicked();
    link.on_hover_text(link::told(to, link::BY_CLICK));
    if clicked {
        ctx.send(Command::OpenLink(to.clone()));
    }
}

/// The links of a passage: their bytes, neighbours with the same address as one.
fn links(passage: &Passage) -> Vec<(Range<usize>, Arc<str>)> {
    let mut links: Vec<(Range<usize>, Arc<str>)> = Vec::new();
    for (range, look) in &passage.looks {
        let Some(to) = &look.link else { continue };
        match links.last_mut().filter(|it| it.0.end == range.start && it.1 == *to) {
            Some(last) => last.0.end = range.end,
            None => links.push((range.clone(), to.clone())),
        }
    }
    links
}

fn characters(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let start = text[..bytes.start].chars().count();
    start..start + text[bytes.clone()].chars().count()
}
