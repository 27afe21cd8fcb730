//! The thread, with the words of each statement coloured by the kind of its node.

mod blocks;
mod choose;
mod found;
mod marks;
mod seam;
mod words;

use super::{action::Action, command::Command, context::Context, keys, link};
use crate::map::{Item, SourceId, Span, StatementId};
use blocks::{Block, Blocks, Part};
use egui::{CursorIcon, Id, Key, Modifiers, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};
use serde::{Deserialize, Serialize};

/// What the reader keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    blocks: Blocks,
    choosing: choose::Choosing,
    scroll_to: Option<Span>,
    /// What was at the top in the last frame.
    top: Option<Top>,
    /// What is to be at the top, as long as it is not yet known where everything stands.
    start: Option<Top>,
}

/// A place in the thread: a byte of a source, and how far below it the view starts, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Top {
    source: u64,
    byte: u32,
    below: f32,
}

/// The id of the reader, for the keyboard to move to.
pub fn id() -> Id {
    Id::unique("reader")
}

impl State {
    /// Brings words into view in the next frame.
    pub fn scroll_to(&mut self, span: Span) {
        self.scroll_to = Some(span);
    }

    /// What is at the top of the view.
    pub fn top(&self) -> Option<Top> {
        self.start.or(self.top)
    }

    /// Shows the thread from here on.
    pub fn start_at(&mut self, top: Option<Top>) {
        self.start = top.filter(|it| it.below.is_finite());
    }

    /// Draws the thread.
    pub fn show(&mut self, ctx: &Context<'_>, ui: &mut Ui) {
        if ctx.map.sources().next().is_none() {
            ui.add_space(16.0);
            ui.heading("No thread yet");
            let (paste, open) = (keys::words_or_menu(ui, Action::Paste), keys::hint(ui, Action::Open));
            ui.label(format!("Drop a file here, paste text with {paste}, or open a thread{open}."));
            return;
        }
        let width = ui.available_width() - 12.0;
        self.blocks.update(ctx, width);
        let mut area = ScrollArea::vertical().id_salt("thread").auto_shrink(false);
        if let Some(y) = self.scroll_to.take().and_then(|span| self.blocks.find(ctx, ui, span)) {
            area = area.vertical_scroll_offset((y - ui.available_height() / 3.0).max(0.0));
        }
        if let Some(top) = self.start {
            // Doubtful starts are found a little later, and take room.
            self.start = self.start.filter(|_| ctx.seams.is_busy());
            match self.blocks.top_of(SourceId::from_bits(top.source), top.byte) {
                Some(y) => area = area.vertical_scroll_offset((y + top.below).max(0.0)),
                None => self.start = None,
            }
        }
        let whole = ui.available_rect_before_wrap();
        area.show_viewport(ui, |ui, viewport| {
            ui.set_height(self.blocks.height());
            ui.set_width(width);
            let origin = ui.min_rect().min;
            let mut at = self.blocks.first_at(viewport.min.y);
            self.top = self.blocks.words_from(at).map(|(block, y)| Top {
                source: block.source.bits(),
                byte: block.range.start,
                below: viewport.min.y - y,
            });
            while let Some((block, y)) = self.blocks.get(at) {
                if y > viewport.max.y {
                    break;
                }
                let block = block.clone();
                let place = pos2(origin.x, origin.y + y);
                let height = match block.part {
                    Part::Seam(starts) => seam::show(ctx, ui, &block, starts, place, width),
                    _ => show_block(ctx, ui, &block, place, width, &mut self.choosing),
                };
                self.blocks.measured(at, height);
                at += 1;
            }
        });
        self.choosing.end(ui);
        // The panel as a whole takes the keyboard: arrows walk from statement to statement.
        let response = ui.interact(whole, id(), Sense::focusable_noninteractive());
        response.widget_info(|| WidgetInfo::labeled(Role::Document, true, "Thread"));
        if response.has_focus() {
            let arrows = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
            ui.memory_mut(|it| it.set_focus_lock_filter(id(), arrows));
            ui.painter().rect_stroke(whole.expand(2.0), 2.0, ui.visuals().selection.stroke, egui::StrokeKind::Inside);
            walk(ctx, ui);
        }
    }
}

/// Moves the selection to the next or previous words that stand on the map.
fn walk(ctx: &Context<'_>, ui: &Ui) {
    let (down, up) = ui.input_mut(|it| {
        (it.consume_key(Modifiers::NONE, Key::ArrowDown), it.consume_key(Modifiers::NONE, Key::ArrowUp))
    });
    if !down && !up {
        return;
    }
    let order = &ctx.index.order;
    let at = ctx.view.single_node().and_then(|node| order.iter().position(|&it| it == node));
    let next = match at {
        None => order.first(),
        Some(at) if down => order.get(at + 1),
        Some(at) => at.checked_sub(1).and_then(|it| order.get(it)),
    };
    if let Some(&node) = next {
        ctx.send(Command::Reveal(node.into()));
    }
}

fn show_block(
    ctx: &Context<'_>,
    ui: &mut Ui,
    block: &Block,
    at: egui::Pos2,
    width: f32,
    choosing: &mut choose::Choosing,
) -> f32 {
    let laid = words::lay_out(ctx, ui, block, width);
    let size = laid.prose.size();
    let rect = Rect::from_min_size(at + vec2(block.indent() + laid.indent(), block.space_above()), size);
    let height = block.space_above() + size.y + block.space_below();
    if block.part == Part::Head {
        ui.painter().hline(at.x..=at.x + width, at.y + block.space_above() - 8.0, ui.visuals().window_stroke);
    }
    let response = ui.interact(
        rect,
        Id::unique(("block", block.source, block.comment, block.part, block.range.start)),
        Sense::click_and_drag(),
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, laid.prose.text()));
    laid.paint(ui, rect.min);
    found::outline(ctx, ui, block, &laid, rect.min);
    choosing.follow(ctx, ui, block, &response, &laid, rect);
    choosing.offer(ctx, ui, block, &laid, rect);
    if let Some(pointer) = response.hover_pos() {
        let under = laid.byte_at(pointer - rect.min).and_then(|it| statement_at(ctx, block, it));
        if let Some(address) = laid.link_at(pointer - rect.min) {
            link::under_pointer(ctx, ui, response, &address);
        } else if let Some(id) = under {
            let statement = ctx.map.statement(id);
            if let Some(node) = statement.and_then(|it| it.node) {
                ctx.hovered.set(Some(Item::Node(node)));
                ui.set_cursor_icon(CursorIcon::PointingHand);
                if response.clicked() {
                    ctx.send(Command::Reveal(node.into()));
                }
            } else if response.clicked() {
                // Words that are not on the map are chosen, to take them there.
                ctx.send(Command::Select(std::collections::BTreeSet::new()));
                ctx.send(Command::ChooseWords(statement.map(|it| it.span)));
            }
            if ctx.view.words.is_none() {
                response.on_hover_text_at_pointer(words::about(ctx, id));
            }
        } else if response.clicked() {
            ctx.send(Command::Select(std::collections::BTreeSet::new()));
        }
    }
    height
}

/// The innermost statement around a byte of the block's source.
fn statement_at(ctx: &Context<'_>, block: &Block, byte: u32) -> Option<StatementId> {
    let all = ctx.index.statements_in.get(&block.source)?;
    let after = all.partition_point(|&it| ctx.map.statement(it).is_some_and(|it| it.span.start <= byte));
    // Statements nest rarely and never deep: the last few that start before the byte are enough.
    all[..after].iter().rev().take(8).copied().find(|&it| ctx.map.statement(it).is_some_and(|it| it.span.end > byte))
}
