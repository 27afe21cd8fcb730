//! The line at the bottom: the file and its state, what runs, and the zoom.

use super::{App, action::Action, command::Command, context::Context, keys, store::Safe, teach::Teach as _};
use egui::{Align, Label, Layout, ProgressBar, RichText, Ui, vec2};
use std::time::Duration;

/// What runs shorter than this needs no bar.
const PATIENCE: Duration = Duration::from_millis(200);

/// Draws the line. On a narrow window the state of the file gives way to what runs.
pub fn show(app: &App, ctx: &Context<'_>, ui: &mut Ui, zoom: f32) {
    let row = vec2(ui.available_width(), ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        let percent = ui.small_button(format!("{:.0} %", zoom * 100.0));
        if percent.teaches(Action::ZoomFull).clicked() {
            ctx.send(Command::Do(Action::ZoomFull));
        }
        for (words, action) in [("+", Action::ZoomIn), ("–", Action::ZoomOut), ("Fit", Action::ZoomFit)] {
            let button = ui.small_button(words).accessible_name(action.about().words);
            if button.teaches(action).clicked() {
                ctx.send(Command::Do(action));
            }
        }
        if app.desk.session.is_held() {
            let back = ui.small_button("Back to the discussion");
            if back.on_hover_text("It goes on; its time runs.").clicked() {
                ctx.send(Command::Session(super::session::Wish::Show(true)));
            }
        }
        if row.x > 720.0 {
            ui.weak(match ctx.view.tally.count() {
                0 | 1 => format!("{} nodes, {} links", ctx.map.node_count(), ctx.map.edge_count()),
                _ => format!("{} selected", ctx.view.tally),
            });
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.scope(|ui| {
                ui.set_max_width(row.x * 0.25);
                let title = ui.add(Label::new(app.title()).truncate());
                title.on_hover_text(app.desk.store.path.display().to_string());
            });
            changed(ctx, ui);
            running(app, ctx, ui);
            if ui.available_width() > 48.0 {
                safety(app, ui);
            }
        });
    });
}

/// Where the changes to the map are safe, and what a person may do about it.
fn safety(app: &App, ui: &mut Ui) {
    let unnamed = app.home.keeps(&app.desk.store.path);
    let save = keys::hint(ui, Action::Save);
    let (words, more) = match app.desk.store.safe() {
        Safe::Nowhere(why) => {
            let words = RichText::new(format!("Not kept: {why}")).color(ui.visuals().error_fg_color).strong();
            (words, format!("Save as{} writes the map to another file.", keys::hint(ui, Action::SaveAs)))
        }
        _ if unnamed => {
            let more = format!("Every change is kept in the program's folder. Save{save} gives the map a file.");
            (RichText::new("Kept in the program's folder").weak(), more)
        }
        Safe::Saved => (RichText::new("Saved").weak(), "All is in the file.".to_owned()),
        Safe::Journal => {
            let more = format!("Every change is on the disk and outlasts a crash. Save{save} writes it to the file.");
            (RichText::new("Kept in the journal").weak(), more)
        }
    };
    ui.add(Label::new(words).truncate()).on_hover_text(more);
}

/// How much the person has not looked at since it came or changed. Each click goes to the next.
fn changed(ctx: &Context<'_>, ui: &mut Ui) {
    let unseen = &ctx.view.changes.unseen;
    if unseen.is_empty() {
        return;
    }
    let button = ui.small_button(format!("{} changed since you last looked", unseen.len()));
    if button.teaches(Action::NextChange).clicked() {
        ctx.send(Command::Do(Action::NextChange));
    }
}

fn running(app: &App, ctx: &Context<'_>, ui: &mut Ui) {
    let named = |name: &str, progress: Option<(f32, Duration)>| progress.map(|it| (name.to_owned(), it.0, it.1));
    let jobs = [
        named("Reading", app.loading.progress()),
        named("Reading", app.desk.reading.progress()),
        named("Exporting", app.exporting.progress()),
        named("Laying out", app.desk.places.progress()),
        #[cfg(feature = "model")]
        app.model.progress(),
    ];
    for (name, fraction, since) in jobs.into_iter().flatten() {
        if since < PATIENCE {
            ui.request_repaint_after(PATIENCE.saturating_sub(since));
            continue;
        }
        ui.request_repaint_after(Duration::from_millis(50));
        ui.label(name);
        ui.add(
            ProgressBar::new(fraction).desired_width((ui.available_width() * 0.3).clamp(24.0, 120.0)).show_percentage(),
        );
        let key = keys::words_or_menu(ui, Action::Deselect);
        let stops = format!("Stops it; nothing is changed. With nothing selected, {key} does so, too.");
        if ui.small_button("Cancel").on_hover_text(stops).clicked() {
            ctx.send(Command::CancelJobs);
        }
    }
}
