//! The menu bar and the help for keys, made from the one list of actions.

use super::{
    action::{Action, Menu},
    command::Command,
    enabled::Standing,
    picker::{Choice, Choose},
};
use egui::{Button, Grid, MenuBar, Modal, RichText, ScrollArea, Ui};

/// Draws the menu bar. `standing` says what can be done at the moment; returns what was asked for.
pub fn bar(ui: &mut Ui, standing: &dyn Fn(Action) -> Standing) -> Option<Command> {
    let mut asked = None;
    MenuBar::new().ui(ui, |ui| {
        for menu in Menu::ALL {
            ui.menu_button(menu.title(), |ui| {
                ui.set_min_width(220.0);
                items(ui, &of_menu(menu), standing, &mut asked);
            });
        }
    });
    asked
}

/// Draws actions as the items of a menu.
pub fn items(ui: &mut Ui, actions: &[Action], standing: &dyn Fn(Action) -> Standing, asked: &mut Option<Command>) {
    for (n, &action) in actions.iter().enumerate() {
        if n > 0 && action.starts_group() {
            ui.separator();
        }
        let about = action.about();
        let keys = about.shortcut.map(|it| ui.format_shortcut(&it)).unwrap_or_default();
        let Standing { enabled, on } = standing(action);
        let button = Button::new(about.words).shortcut_text(keys).selected(on);
        let button = ui.add_enabled(enabled, button).accessible_name(about.words);
        if button.on_hover_text(about.hint).clicked() {
            *asked = Some(Command::Do(action));
            ui.close();
        }
    }
}

fn of_menu(menu: Menu) -> Vec<Action> {
    Action::ALL.into_iter().filter(|it| it.about().menu == menu).collect()
}

/// The palette: every action that can be done at the moment.
pub fn palette(ui: &Ui, enabled: &dyn Fn(Action) -> bool) -> Choose {
    let actions = Action::ALL.into_iter().filter(|&it| it != Action::Palette && enabled(it));
    let choices = actions.map(|action| {
        let about = action.about();
        let remark = about.shortcut.map(|it| ui.format_shortcut(&it)).unwrap_or_default();
        Choice { words: about.words.to_owned(), remark, command: Command::Do(action) }
    });
    Choose { title: "Find a command".to_owned(), choices: choices.collect() }
}

/// Draws the list of keys; returns whether it is to be closed.
pub fn shortcuts(ui: &Ui) -> bool {
    let mut done = false;
    let modal = Modal::new(egui::Id::unique("shortcuts")).show(ui, |ui| {
        ui.set_width((ui.content_rect().width() - 64.0).clamp(240.0, 460.0));
        ui.heading("Keyboard shortcuts");
        ui.label("Arrows walk over the map, with Alt along links; Escape lets go. On a node that stands, Tab adds a reason, Shift+Tab an objection, Enter a sibling; on a proposal, Tab goes to the next.");
        let most = (ui.content_rect().height() - 260.0).max(80.0);
        ScrollArea::vertical().max_height(most).min_scrolled_height(most).auto_shrink([false, true]).show(ui, |ui| {
            for menu in Menu::ALL {
                ui.add_space(6.0);
                ui.label(RichText::new(menu.title()).strong());
                Grid::new(menu.title()).num_columns(2).spacing([24.0, 4.0]).min_col_width(130.0).show(ui, |ui| {
                    for action in of_menu(menu) {
                        let about = action.about();
                        let Some(keys) = about.shortcut else { continue };
                        ui.monospace(ui.format_shortcut(&keys));
                        ui.label(about.words).on_hover_text(about.hint);
                        ui.end_row();
                    }
                });
            }
        });
        ui.add_space(8.0);
        done = ui.button("Close").clicked();
    });
    done || modal.should_close()
}

/// Draws what this program is; returns whether it is to be closed.
pub fn about(ui: &Ui) -> bool {
    let mut done = false;
    let modal = Modal::new(egui::Id::unique("about")).show(ui, |ui| {
        ui.set_width(360.0);
        ui.heading("Cruxmap");
        ui.label(concat!("Version ", env!("CARGO_PKG_VERSION")));
        ui.label("Turns a comment thread into a map of its claims, cruxes and disagreements.");
        ui.weak("MIT or Apache-2.0, as you like.");
        ui.add_space(8.0);
        done = ui.button("Close").clicked();
    });
    done || modal.should_close()
}
