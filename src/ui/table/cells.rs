//! The cells of the table: the heads, where the columns stand, and what each tells.

use super::rows::{Column, Row};
use crate::ui::{command::Command, context::Context, inspector::capital, lines::LINE};
use egui::{Align2, FontId, Rect, Role, Sense, Ui, WidgetInfo, accesskit, pos2, vec2};

/// The heads of the columns: a click sorts, lowest first, then highest first, then in reading order again.
pub fn heads(ctx: &Context<'_>, ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
    for (column, cell) in cells(rect) {
        let response = ui.interact(cell, ui.scope_id().with(("head", column.title())), Sense::click());
        let down = ctx.view.sorting.filter(|it| it.0 == column).map(|it| it.1);
        let (sign, order) = match down {
            None => ("", ""),
            Some(false) => (" ▲", ", lowest first"),
            Some(true) => (" ▼", ", highest first"),
        };
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, format!("{}{order}", column.title())));
        if let Some(down) = down {
            use accesskit::SortDirection::{Ascending, Descending};
            let direction = if down { Descending } else { Ascending };
            ui.ctx().accesskit_node_builder(response.id, |it| it.set_sort_direction(direction));
        }
        let visuals = ui.style().interact(&response);
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(cell, 3.0, visuals.weak_bg_fill);
        }
        let ink = if down.is_some() { ui.visuals().strong_text_color() } else { ui.visuals().weak_text_color() };
        write(ui, cell, format!("{}{sign}", column.title()), ink);
        if response.clicked() {
            ctx.send(Command::Sort(match down {
                None => Some((column, false)),
                Some(false) => Some((column, true)),
                Some(true) => None,
            }));
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), ui.visuals().widgets.noninteractive.bg_stroke);
}

/// The words are given at least so much, in points.
const WORDS: f32 = 240.0;

/// The places of the cells of a row: the words take what the others leave. Where that is too little, the least telling
/// columns are left out.
pub fn cells(rect: Rect) -> impl Iterator<Item = (Column, Rect)> {
    let width = |it: &Column| match it {
        Column::Words => None,
        Column::Kind => Some(104.0),
        Column::Authors => Some(96.0),
        Column::Confidence => Some(92.0),
        Column::State => Some(78.0),
        Column::Supports | Column::Attacks | Column::Credence => Some(76.0),
    };
    let mut columns = Column::ALL.to_vec();
    let left = |columns: &[Column]| rect.width() - columns.iter().filter_map(width).sum::<f32>();
    for least in
        [Column::Credence, Column::Confidence, Column::State, Column::Attacks, Column::Supports, Column::Authors]
    {
        if left(&columns) < WORDS {
            columns.retain(|&it| it != least);
        }
    }
    let words = left(&columns).max(40.0);
    let mut right = rect.left();
    columns.into_iter().map(move |it| {
        let from = right;
        right += width(&it).unwrap_or(words);
        (it, Rect::from_min_max(pos2(from, rect.top()), pos2(right, rect.bottom())))
    })
}

/// Writes into a cell, cut where it ends.
pub fn write(ui: &Ui, cell: Rect, text: String, ink: egui::Color32) {
    let mut job = egui::text::LayoutJob::simple_singleline(text, FontId::proportional(14.0), ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width((cell.width() - 12.0).max(0.0));
    let galley = ui.fonts_mut(|it| it.layout_job(job));
    let at = Align2::LEFT_CENTER.anchor_size(cell.left_center() + vec2(6.0, 0.0), galley.size()).min;
    ui.painter().galley(at, galley, ink);
}

/// What a cell shows; nothing where there is nothing to tell.
pub fn value(row: &Row, column: Column) -> String {
    let count = |it: u32| if it == 0 { String::new() } else { it.to_string() };
    match column {
        Column::Kind => capital(row.kind.word()),
        Column::Words => String::new(),
        Column::Authors => row.authors.to_string(),
        Column::Confidence => row.confidence.map_or(String::new(), |it| format!("{:.0} %", it * 100.0)),
        Column::State => if row.open { "Proposed" } else { "Stands" }.to_owned(),
        Column::Supports => count(row.supports),
        Column::Attacks => count(row.attacks),
        Column::Credence => row.credence.map_or(String::new(), |(low, high)| {
            let (low, high) = (format!("{low:.2}"), format!("{high:.2}"));
            if low == high { low } else { format!("{low}–{high}") }
        }),
    }
}

/// What a screen reader says of a row.
pub fn said(row: &Row, words: &str) -> String {
    let mut said = format!("{}: {words}", row.kind.word());
    if !row.authors.is_empty() {
        said.extend(["; said by ", &row.authors]);
    }
    for (column, name) in [(Column::Confidence, "confidence"), (Column::Credence, "credence")] {
        let value = value(row, column);
        if !value.is_empty() {
            said.extend(["; ", name, " ", &value]);
        }
    }
    said + &format!(
        "; {}; supported by {}, attacked by {}",
        value(row, Column::State).to_lowercase(),
        row.supports,
        row.attacks
    )
}
