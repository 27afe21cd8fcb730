//! The list of what is different, and of what does not go together.

use super::{Compared, Found, Wish, words_of};
use crate::{
    compare::{About, Alteration, Conflict, Entry, Mark, Party, Settled},
    map::NodeId,
    picture::Colours,
    ui::{
        action::Action,
        command::Command,
        context::Context,
        inspector::{one_line, short},
        teach::Teach as _,
        theme::colour,
    },
};
use egui::{
    Align, Button, Color32, EventFilter, Id, Key, Label, Layout, Modifiers, RichText, Role, ScrollArea, Sense, Ui,
    WidgetInfo,
};

/// So many conflicts are shown at once.
const MOST: usize = 100;

/// The id of the list, for the keyboard to move to.
pub fn id() -> Id {
    Id::unique("compared")
}

/// The colour of a sort of change.
pub fn tint(colours: &Colours, mark: Mark) -> Color32 {
    colour(match mark {
        Mark::Added => colours.ok,
        Mark::Removed => colours.error,
        _ => colours.warn,
    })
}

/// Draws the panel.
pub fn show(ctx: &Context<'_>, compared: &Compared, ui: &mut Ui) {
    let title = if compared.merges { "Merge with" } else { "Compared with" };
    ui.horizontal(|ui| {
        ui.label(RichText::new(title).heading());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let button = ui.small_button("Close").teaches(Action::EndComparison);
            if button.clicked() {
                ctx.send(Command::Compared(Wish::End));
            }
        });
    });
    ui.add(Label::new(RichText::new(&compared.name).strong()).truncate());
    if let Some(why) = compared.failed() {
        ui.colored_label(ui.visuals().error_fg_color, format!("They cannot be merged: {why}."));
        return;
    }
    let Some(found) = compared.found() else {
        ui.weak("Comparing…");
        return;
    };
    if compared.merges {
        base(ctx, compared, ui);
    }
    steps(ctx, compared, found, ui);
    if compared.merges {
        merge(ctx, compared, found, ui);
        conflicts(ctx, found, ui);
    }
    let entry = compared.at.and_then(|it| found.comparison.entries.get(it));
    if let Some(entry) = entry {
        ui.separator();
        let most = ui.available_height() * 0.4;
        let area = ScrollArea::vertical().id_salt("one difference").max_height(most).auto_shrink([false, true]);
        area.show(ui, |ui| details(ctx, entry, ui));
    }
    ui.separator();
    list(ctx, compared, found, ui);
}

/// Where both maps come from.
fn base(ctx: &Context<'_>, compared: &Compared, ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        match &compared.base {
            Some(name) => ui.label(format!("Both come from {name}.")),
            None => ui.weak("It is not known where both come from, so nothing counts as removed."),
        };
        let words = if compared.base.is_some() { "Change…" } else { "Choose the map both come from…" };
        let hint = "With the map as it was before the two went apart, what either side removed is removed, and what only \
                    one side changed is no conflict.";
        if ui.small_button(words).on_hover_text(hint).clicked() {
            ctx.send(Command::Compared(Wish::AskBase));
        }
    });
}

/// How many there are, and the way from one to the next.
fn steps(ctx: &Context<'_>, compared: &Compared, found: &Found, ui: &mut Ui) {
    let count = found.comparison.entries.len();
    let what = match (count, compared.merges) {
        (0, true) => "Nothing new comes in.".to_owned(),
        (0, false) => "No differences.".to_owned(),
        (1, true) => "1 change comes in.".to_owned(),
        (n, true) => format!("{n} changes come in."),
        (1, false) => "1 difference.".to_owned(),
        (n, false) => format!("{n} differences."),
    };
    ui.horizontal_wrapped(|ui| {
        ui.label(what);
        if count > 0 {
            for (words, action) in [("Previous", Action::PreviousDifference), ("Next", Action::NextDifference)] {
                if ui.small_button(words).teaches(action).clicked() {
                    ctx.send(Command::Do(action));
                }
            }
        }
        if let Some(at) = compared.at {
            ui.weak(format!("{} of {count}", at + 1));
        }
    });
}

fn merge(ctx: &Context<'_>, compared: &Compared, found: &Found, ui: &mut Ui) {
    let ready = compared.is_current() && !found.comparison.entries.is_empty();
    let button = ui.add_enabled(ready, Button::new(RichText::new("Merge into this map").strong()));
    if button.teaches(Action::MergeShown).clicked() {
        ctx.send(Command::Do(Action::MergeShown));
    }
}

/// What does not go together, with both versions.
fn conflicts(ctx: &Context<'_>, found: &Found, ui: &mut Ui) {
    let all = &found.conflicts;
    if all.is_empty() {
        return;
    }
    ui.separator();
    let words = if all.len() == 1 { "1 conflict".to_owned() } else { format!("{} conflicts", all.len()) };
    ui.label(RichText::new(words).strong().color(tint(&ctx.theme.colours, Mark::Changed)));
    // The list below keeps some room.
    let most = (ui.available_height() - 200.0).max(ui.available_height() * 0.4);
    ScrollArea::vertical().id_salt("conflicts").max_height(most).auto_shrink([false, true]).show(ui, |ui| {
        for conflict in all.iter().take(MOST) {
            ui.push_id(conflict.point(), |ui| conflict_row(ctx, conflict, ui));
            ui.add_space(4.0);
        }
        if all.len() > MOST {
            ui.weak(format!("And {} more: decide on these first.", all.len() - MOST));
        }
    });
}

fn conflict_row(ctx: &Context<'_>, conflict: &Conflict, ui: &mut Ui) {
    let name = Label::new(short(&conflict.name, 90)).wrap().sense(Sense::click());
    if ui.add(name).on_hover_text(conflict.sentence()).clicked()
        && let Some(item) = conflict.about.item().filter(|it| ctx.map.contains(*it))
    {
        ctx.send(Command::Reveal(item));
    }
    let takes = match &conflict.settled {
        Settled::Takes(party) => *party,
        Settled::Mended(_) => {
            ui.weak(conflict.sentence());
            return;
        }
    };
    ui.weak(conflict.aspect.words());
    for party in Party::BOTH {
        let whose = match party {
            Party::Ours => "Mine",
            Party::Theirs => "Theirs",
        };
        let version = conflict.version(party).map_or_else(|| "removed".to_owned(), |it| short(it, 200));
        let words = format!("{whose}: {version}");
        if ui.radio(takes == party, words).clicked() && takes != party {
            ctx.send(Command::Compared(Wish::Choose(conflict.point(), party)));
        }
    }
}

/// All that is different about one thing.
fn details(ctx: &Context<'_>, entry: &Entry, ui: &mut Ui) {
    let strong = |mark| tint(&ctx.theme.colours, mark);
    ui.add(Label::new(RichText::new(&entry.name).strong()).wrap());
    if let Some(mark) = entry.presence {
        ui.colored_label(strong(mark), mark.word());
    }
    for Alteration { aspect, before, after } in &entry.alterations {
        ui.weak(aspect.words());
        if let Some(before) = before.as_ref().filter(|it| !it.is_empty()) {
            ui.add(Label::new(RichText::new(short(before, 600)).strikethrough().color(strong(Mark::Removed))).wrap());
        }
        if let Some(after) = after.as_ref().filter(|it| !it.is_empty()) {
            ui.add(Label::new(RichText::new(short(after, 600)).color(strong(Mark::Added))).wrap());
        }
    }
}

/// A line for each thing; only those in sight are laid out.
fn list(ctx: &Context<'_>, compared: &Compared, found: &Found, ui: &mut Ui) {
    let entries = &found.comparison.entries;
    let whole = ui.available_rect_before_wrap();
    let panel = ui.interact(whole, id(), Sense::focusable_noninteractive());
    panel.widget_info(|| WidgetInfo::labeled(Role::List, true, format!("{} differences", entries.len())));
    if panel.has_focus() {
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|it| it.set_focus_lock_filter(id(), filter));
        ui.painter().rect_stroke(whole, 2.0, ui.visuals().selection.stroke, egui::StrokeKind::Inside);
        for (key, backwards) in [(Key::ArrowDown, false), (Key::ArrowUp, true)] {
            if ui.input_mut(|it| it.consume_key(Modifiers::NONE, key)) {
                ctx.send(Command::Compared(Wish::Step(backwards)));
            }
        }
    }
    let high = ui.spacing().interact_size.y;
    let mut area = ScrollArea::vertical().id_salt("differences").auto_shrink(false);
    let showed = Id::unique("difference shown");
    let before: Option<usize> = ui.data(|it| it.get_temp(showed)).flatten();
    if before != compared.at {
        ui.data_mut(|it| it.insert_temp(showed, compared.at));
        if let Some(at) = compared.at {
            #[expect(clippy::cast_precision_loss, reason = "far below 2^23 lines")]
            let top = at as f32 * (high + ui.spacing().item_spacing.y);
            area = area.vertical_scroll_offset((top - ui.available_height() / 2.0).max(0.0));
        }
    }
    area.show_rows(ui, high, entries.len(), |ui, rows| {
        for (n, entry) in rows.clone().zip(entries.get(rows).unwrap_or_default()) {
            let marks = words_of(entry);
            let first = entry.marks().into_iter().next().unwrap_or(Mark::Changed);
            ui.horizontal(|ui| {
                ui.label(RichText::new(marks.as_str()).small().color(tint(&ctx.theme.colours, first)));
                let words = line_of(ctx, found, entry);
                let line = ui.add(Button::selectable(compared.at == Some(n), words).truncate());
                line.widget_info(|| {
                    WidgetInfo::selected(
                        Role::ListItem,
                        true,
                        compared.at == Some(n),
                        format!("{marks}: {}", entry.name),
                    )
                });
                if line.clicked() {
                    ctx.send(Command::Compared(Wish::Go(n)));
                }
            });
        }
    });
}

/// A thing in a few words: of a link both its ends.
fn line_of(ctx: &Context<'_>, found: &Found, entry: &Entry) -> String {
    let maps = [ctx.map, &found.other];
    let node = |id: NodeId, most: usize| {
        maps.iter().find_map(|it| it.node(id)).map_or_else(String::new, |it| short(&one_line(&it.text), most))
    };
    match entry.about {
        About::Node(id) => node(id, 120),
        About::Edge(id) => {
            let edge = maps.iter().find_map(|it| it.edge(id));
            edge.map_or_else(String::new, |it| {
                let to = it.to.node().map_or_else(|| "a link".to_owned(), |it| node(it, 26));
                format!("{} {} {to}", node(it.from, 26), it.kind.words())
            })
        }
        _ => entry.name.clone(),
    }
}
