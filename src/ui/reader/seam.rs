//! The line at a doubtful place of the thread, to split or join comments there with a click.

use super::{
    super::{action::Action, command::Command, context::Context, teach::Teach as _, theme},
    blocks::Block,
};
use egui::{Button, Pos2, Rect, RichText, Stroke, Ui, UiBuilder, vec2};
use std::fmt::Write as _;

/// The height of the line with its words, in points.
const HEIGHT: f32 = 22.0;
/// The width of the words, in points.
const WORDS: f32 = 186.0;

/// Draws the line at `at`, over `width` points; `starts` is whether a comment was taken to start there. Returns its
/// height.
pub fn show(ctx: &Context<'_>, ui: &mut Ui, block: &Block, starts: bool, at: Pos2, width: f32) -> f32 {
    let place = (block.source, block.range.start);
    let here = ctx.view.doubt == Some(place);
    let colours = &ctx.theme.colours;
    let words = if starts { "Perhaps one comment · Join" } else { "Perhaps a new comment · Split" };
    let colour = theme::colour(if here { colours.text } else { colours.weak });
    let rect = Rect::from_min_size(at + vec2(block.indent(), 0.0), vec2(width - block.indent(), HEIGHT));
    let button = Button::new(RichText::new(words).small().color(colour)).frame(false);
    let response = ui
        .scope_builder(UiBuilder::new().id_salt(("seam", place)), |ui| {
            ui.put(Rect::from_center_size(rect.center(), vec2(WORDS, HEIGHT)), button)
        })
        .inner;
    let (left, right) = (rect.left()..=response.rect.left(), response.rect.right()..=rect.right());
    let stroke = Stroke::new(if here || response.hovered() { 1.5 } else { 1.0 }, colour.gamma_multiply(0.6));
    for side in [left, right] {
        ui.painter().hline(side, rect.center().y, stroke);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(response.rect, 3.0, ui.visuals().selection.stroke, egui::StrokeKind::Inside);
    }
    let doubt = ctx.seams.in_source(block.source).iter().find(|it| it.at == block.range.start as usize);
    if response.clicked() {
        ctx.send(Command::Decide { source: place.0, at: place.1, starts: !starts });
    }
    if let Some(doubt) = doubt {
        let mut why = format!("A comment starts here: {:.0} % sure.", doubt.certainty * 100.0);
        for evidence in &doubt.evidence {
            // Writing to a string cannot fail.
            let _ = write!(why, "\n· {evidence}");
        }
        let _ = response.teaches_here(if starts { Action::JoinComments } else { Action::SplitComment }, &why);
    }
    HEIGHT
}
