//! The outline beside the map: what it argues as an indented list, of which only the lines in sight are laid out.

mod rows;

use super::{
    action::Action,
    command::Command,
    context::Context,
    inspector::plain_line,
    lines::{self, LINE},
    prose,
    theme::colour,
};
use crate::map::{EdgeKind, NodeId, Revision};
use egui::{Align2, EventFilter, FontId, Id, Key, Modifiers, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};
use rows::Row;
use std::collections::BTreeSet;

/// So much room is left to words before the count behind them, in points.
const WORDS: f32 = 60.0;

/// What the outline keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    of: Option<Revision>,
    rows: Vec<Row>,
    folded: BTreeSet<NodeId>,
    /// The lines that are not folded away.
    seen: Vec<usize>,
    /// The line one is at: a node may stand on several.
    at: usize,
    /// What was selected in the last frame, and on which line: the list follows when that changes.
    showed: Option<(NodeId, usize)>,
}

/// The id of the outline, for the keyboard to move to.
pub fn id() -> Id {
    Id::unique("outline")
}

impl State {
    /// Draws the outline.
    pub fn show(&mut self, ctx: &Context<'_>, ui: &mut Ui) {
        if self.of.is_none() || self.of != ctx.index.revision() {
            self.of = ctx.index.revision();
            self.rows = rows::rows(ctx.map, &ctx.index.order);
            self.seen = rows::unfolded(&self.rows, &self.folded);
        }
        let whole = ui.available_rect_before_wrap();
        let panel = ui.interact(whole, id(), Sense::focusable_noninteractive());
        panel.widget_info(|| WidgetInfo::labeled(Role::Tree, true, format!("Outline with {} lines", self.seen.len())));
        let mut area = ScrollArea::vertical().id_salt("outline lines").auto_shrink(false);
        if panel.has_focus() {
            let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|it| it.set_focus_lock_filter(id(), filter));
            ui.painter().rect_stroke(whole, 2.0, ui.visuals().selection.stroke, egui::StrokeKind::Inside);
            self.keys(ctx, ui);
        }
        let is_listed = self.go_to_selected(ctx);
        let shows = ctx.view.single_node().map(|it| (it, self.at));
        if self.showed != shows {
            self.showed = shows;
            if is_listed {
                area = area.vertical_scroll_offset((lines::top(self.at) - whole.height() / 2.0).max(0.0));
            }
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        area.show_rows(ui, LINE, self.seen.len(), |ui, range| {
            for nth in range {
                self.line(ctx, ui, nth);
            }
        });
    }

    /// Makes the line one is at one of the selected node. Returns whether there is one.
    fn go_to_selected(&mut self, ctx: &Context<'_>) -> bool {
        let Some(node) = ctx.view.single_node() else { return false };
        let is_at = |it: &usize| self.rows[*it].node == node;
        if self.seen.get(self.at).is_some_and(is_at) {
            return true;
        }
        let found = self.seen.iter().position(is_at);
        self.at = found.unwrap_or(0);
        found.is_some()
    }

    /// Arrows walk and fold, Enter rewords.
    fn keys(&mut self, ctx: &Context<'_>, ui: &Ui) {
        let pressed = |key| ui.input_mut(|it| it.consume_key(Modifiers::NONE, key));
        if ctx.view.draft.is_some() || self.seen.is_empty() {
            return;
        }
        let node = ctx.view.single_node();
        self.at = self.at.min(self.seen.len() - 1);
        let row = self.rows[self.seen[self.at]];
        let to = if pressed(Key::ArrowDown) {
            // With nothing selected one starts on the first line.
            Some((self.at + usize::from(node.is_some())).min(self.seen.len() - 1))
        } else if pressed(Key::ArrowUp) {
            Some(self.at.saturating_sub(1))
        } else if pressed(Key::ArrowLeft) {
            if row.reasons > 0 && !row.again && !self.folded.contains(&row.node) {
                self.fold(row.node, true);
                None
            } else {
                let above = |it: &usize| self.rows[self.seen[*it]].depth < row.depth;
                (0..self.at).rev().find(above)
            }
        } else if pressed(Key::ArrowRight) {
            self.fold(row.node, false);
            None
        } else {
            if pressed(Key::Enter) {
                ctx.send(Command::Do(Action::Reword));
            }
            None
        };
        if let Some(to) = to {
            self.at = to;
            ctx.send(Command::Select([self.rows[self.seen[self.at]].node.into()].into()));
        }
    }

    fn fold(&mut self, node: NodeId, fold: bool) {
        let changed = if fold { self.folded.insert(node) } else { self.folded.remove(&node) };
        if changed {
            self.seen = rows::unfolded(&self.rows, &self.folded);
        }
    }

    fn line(&mut self, ctx: &Context<'_>, ui: &mut Ui, nth: usize) {
        let Some(row) = self.seen.get(nth).map(|&it| self.rows[it]) else { return };
        let Some(node) = ctx.map.node(row.node) else { return };
        // The bar for scrolling floats above the lines.
        let width = ui.available_width() - ui.spacing().scroll.bar_width;
        let (rect, response) = ui.allocate_exact_size(vec2(width, LINE), Sense::click());
        let folded = !row.again && self.folded.contains(&row.node);
        let words = plain_line(&node.text);
        let sign = row.does.map_or(String::new(), |it| format!("{} ", sign(it)));
        let more = match (row.again, row.reasons, folded) {
            (true, ..) => " (see above)".to_owned(),
            (_, 0, _) => String::new(),
            (_, count, true) => format!(" ({count}, folded)"),
            (_, count, _) => format!(" ({count})"),
        };
        let selected = ctx.is_selected(row.node);
        response.widget_info(|| {
            let does = row.does.map_or(String::new(), |it| format!("{} ", it.words()));
            let said = format!("{does}{}: {words}{more}", node.kind.word());
            WidgetInfo::labeled(Role::TreeItem, true, said)
        });
        // egui would tell of a switch that is on.
        ui.ctx().accesskit_node_builder(response.id, |it| it.set_selected(selected));
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        if selected {
            painter.rect_filled(rect, 3.0, ui.visuals().selection.bg_fill);
        }
        let steps = f32::from(u8::try_from(row.depth.min(12)).unwrap_or(12));
        let font = FontId::proportional(14.0);
        // In a narrow list the words come before how deep they stand.
        let indent = (steps * 16.0).min(rect.width() * 0.25);
        let mut at = pos2(rect.left() + 6.0 + indent, rect.center().y);
        let (text, weak) = (ui.visuals().text_color(), ui.visuals().weak_text_color());
        let kind = colour(ctx.theme.colours.kinds[node.kind]);
        let body = if row.again { weak } else { text };
        for (part, ink) in [(sign, text), (format!("{} ", node.kind.word()), kind)] {
            at.x = painter.text(at, Align2::LEFT_CENTER, part, font.clone(), ink).right() + 2.0;
        }
        let shown: String = words.chars().take(240).collect();
        let tail = painter.layout_no_wrap(more, font.clone(), weak);
        let all = (rect.right() - 6.0 - at.x).max(0.0);
        let tail = Some(tail).filter(|it| all - it.size().x >= WORDS);
        let room = all - tail.as_ref().map_or(0.0, |it| it.size().x);
        let mut job = egui::text::LayoutJob::simple_singleline(shown, font, body);
        job.wrap = egui::text::TextWrapping::truncate_at_width(room);
        let laid = prose::lay_out(ui, job);
        let end = at.x + laid.size().x;
        laid.paint(&painter, at - vec2(0.0, laid.size().y / 2.0), body);
        if let Some(tail) = tail {
            painter.galley(pos2(end, at.y - tail.size().y / 2.0), tail, weak);
        }
        if response.clicked() {
            self.at = nth;
            ui.memory_mut(|it| it.request_focus(id()));
            ctx.send(Command::Select([row.node.into()].into()));
        }
        if response.double_clicked() {
            ctx.send(Command::Reveal(row.node.into()));
        }
    }
}

/// What a link does, as a sign.
fn sign(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Supports => "+",
        EdgeKind::Attacks => "−",
        other => other.words(),
    }
}
