//! The nodes as a table below the map: sorted by any column, and only the rows in sight are laid out.

mod cells;
mod rows;

use super::{
    command::Command,
    context::{Context, View},
    index::Index,
    inspector::plain_line,
    lines::{self, LINE},
    theme::colour,
    visible::{Showing, Visible},
};
use crate::{
    jobs::Slot,
    map::{Map, NodeId, Revision},
};
use cells::{cells, heads, said, value, write};
use egui::{EventFilter, Id, Key, Modifiers, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};
pub use rows::Sorting;
use rows::{Column, Row};

/// The rows of larger maps are made in the background.
const AT_ONCE: usize = 1000;

/// The rows of the open map, kept in step with it.
#[derive(Debug)]
pub struct Rows {
    all: Vec<Row>,
    of: Option<(Revision, Showing, Sorting)>,
    /// Counts how often they were made anew.
    turn: u64,
    job: Slot<Vec<Row>>,
}

impl Rows {
    /// No rows yet; `wake` is called when some were made in the background.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self { all: Vec::new(), of: None, turn: 0, job: Slot::new("table", wake) }
    }

    /// Brings the rows in step with `map` at revision `now`, if the table is shown.
    pub fn update(&mut self, map: &Map, index: &Index, visible: &Visible, view: &View, now: Revision) {
        if let Some(Ok(rows)) = self.job.poll() {
            self.take(rows);
        }
        let same = |it: &(Revision, Showing, Sorting)| it.0 == now && it.2 == view.sorting && it.1 == view.showing;
        if !view.table || self.of.as_ref().is_some_and(same) {
            return;
        }
        self.of = Some((now, view.showing.clone(), view.sorting));
        if index.order.len() <= AT_ONCE {
            self.job.cancel();
            return self.take(rows::rows(map, &index.order, &visible.hidden, view.sorting));
        }
        let (map, order, hidden, sorting) = (map.clone(), index.order.clone(), visible.hidden.clone(), view.sorting);
        self.job.request(move |_| rows::rows(&map, &order, &hidden, sorting));
    }

    fn take(&mut self, rows: Vec<Row>) {
        self.all = rows;
        self.turn += 1;
    }

    /// Whether rows are being made.
    pub fn is_busy(&self) -> bool {
        self.job.is_busy()
    }
}

/// What the table keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    /// The row one is at.
    at: usize,
    /// For which selection and which rows that was found.
    found: Option<(Option<NodeId>, u64)>,
    /// How many whole rows were in sight.
    page: usize,
    /// The rows in sight, from their top, in points.
    offset: f32,
}

/// The id of the table, for the keyboard to move to.
pub fn id() -> Id {
    Id::unique("table")
}

impl State {
    /// Draws the table.
    pub fn show(&mut self, ctx: &Context<'_>, ui: &mut Ui) {
        let rows = &ctx.table.all;
        let whole = ui.available_rect_before_wrap();
        let panel = ui.interact(whole, id(), Sense::focusable_noninteractive());
        let order = ctx.view.sorting.map_or("in reading order".to_owned(), |(it, down)| {
            format!("by {}, {}", it.title().to_lowercase(), if down { "highest first" } else { "lowest first" })
        });
        let hidden = match ctx.visible.hidden.len() {
            0 => String::new(),
            count => format!(", {count} hidden"),
        };
        let said = format!("Table with {} node{}, {order}{hidden}", rows.len(), if rows.len() == 1 { "" } else { "s" });
        panel.widget_info(|| WidgetInfo::labeled(Role::Table, true, &said));
        let mut goal = self.follow(ctx);
        if panel.has_focus() {
            let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|it| it.set_focus_lock_filter(id(), filter));
            ui.painter().rect_stroke(whole, 2.0, ui.visuals().selection.stroke, egui::StrokeKind::Inside);
            goal |= self.keys(ctx, ui);
        }
        ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
        heads(ctx, ui);
        let mut area = ScrollArea::vertical().id_salt("table rows").auto_shrink(false);
        let height = (ui.available_height() / LINE).floor().max(1.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few rows, at least one")]
        let page = height as usize;
        self.page = page;
        if goal {
            let top = lines::top(self.at);
            let low = (top - (height - 1.0) * LINE).max(0.0);
            area = area.vertical_scroll_offset(self.offset.clamp(low, top.max(low)));
        }
        let shown = area.show_rows(ui, LINE, rows.len(), |ui, range| {
            for nth in range {
                self.row(ctx, ui, nth);
            }
        });
        self.offset = shown.state.clamped_offset().y;
    }

    /// Finds the row of what is selected. Returns whether that is another one than before.
    fn follow(&mut self, ctx: &Context<'_>) -> bool {
        let now = (ctx.view.single_node(), ctx.table.turn);
        if self.found == Some(now) {
            return false;
        }
        self.found = Some(now);
        self.at = self.at.min(ctx.table.all.len().saturating_sub(1));
        let place = now.0.and_then(|node| ctx.table.all.iter().position(|it| it.node == node));
        self.at = place.unwrap_or(self.at);
        place.is_some()
    }

    /// Up and down walk, left and right sort by another column, Space turns the order round, Enter reveals.
    /// Returns whether one is at another row.
    fn keys(&mut self, ctx: &Context<'_>, ui: &Ui) -> bool {
        let rows = &ctx.table.all;
        if ctx.view.draft.is_some() || rows.is_empty() {
            return false;
        }
        let pressed = |key| ui.input_mut(|it| it.consume_key(Modifiers::NONE, key));
        let last = rows.len() - 1;
        let node = ctx.view.single_node();
        let column = ctx.view.sorting.and_then(|it| Column::ALL.iter().position(|one| *one == it.0));
        let page = self.page.saturating_sub(1).max(1);
        if pressed(Key::ArrowDown) {
            // With nothing selected one starts on the row one is at.
            self.at += usize::from(node.is_some());
        } else if pressed(Key::ArrowUp) {
            self.at = self.at.saturating_sub(1);
        } else if pressed(Key::PageDown) {
            self.at += page;
        } else if pressed(Key::PageUp) {
            self.at = self.at.saturating_sub(page);
        } else if pressed(Key::Home) {
            self.at = 0;
        } else if pressed(Key::End) {
            self.at = last;
        } else {
            let count = Column::ALL.len();
            if pressed(Key::ArrowRight) {
                let next = column.map_or(0, |it| (it + 1) % count);
                ctx.send(Command::Sort(Some((Column::ALL[next], false))));
            } else if pressed(Key::ArrowLeft) {
                let next = column.map_or(count - 1, |it| (it + count - 1) % count);
                ctx.send(Command::Sort(Some((Column::ALL[next], false))));
            } else if pressed(Key::Space) {
                ctx.send(Command::Sort(ctx.view.sorting.map(|(it, down)| (it, !down))));
            } else if let Some(node) = node.filter(|_| pressed(Key::Enter)) {
                ctx.send(Command::Reveal(node.into()));
            }
            return false;
        }
        self.at = self.at.min(last);
        let goal = rows[self.at].node;
        self.found = Some((Some(goal), ctx.table.turn));
        ctx.send(Command::Select([goal.into()].into()));
        true
    }

    fn row(&mut self, ctx: &Context<'_>, ui: &mut Ui, nth: usize) {
        let Some(row) = ctx.table.all.get(nth) else { return };
        let Some(node) = ctx.map.node(row.node) else { return };
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click());
        let words = plain_line(&node.text);
        let selected = ctx.is_selected(row.node);
        response.widget_info(|| WidgetInfo::labeled(Role::Row, true, said(row, &words)));
        // egui would tell of a switch that is on.
        ui.ctx().accesskit_node_builder(response.id, |it| {
            it.set_row_index(nth);
            it.set_selected(selected);
        });
        let painter = ui.painter();
        if selected {
            painter.rect_filled(rect, 3.0, ui.visuals().selection.bg_fill);
        } else if response.hovered() || ctx.is_hovered(row.node) {
            painter.rect_filled(rect, 3.0, ui.visuals().widgets.hovered.weak_bg_fill);
        }
        for (column, cell) in cells(rect) {
            let strong = ui.visuals().text_color();
            let ink = match column {
                Column::Kind => colour(ctx.theme.colours.kinds[row.kind]),
                Column::State if !row.open => ui.visuals().weak_text_color(),
                _ => strong,
            };
            let text = match column {
                Column::Words => words.chars().take(240).collect(),
                _ => value(row, column),
            };
            write(ui, cell, text, ink);
        }
        if response.clicked() {
            self.at = nth;
            self.found = Some((Some(row.node), ctx.table.turn));
            ui.memory_mut(|it| it.request_focus(id()));
            ctx.send(Command::Select([row.node.into()].into()));
        }
        if response.double_clicked() {
            ctx.send(Command::Reveal(row.node.into()));
        }
    }
}
