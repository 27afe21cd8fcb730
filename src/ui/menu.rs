//! The menu bar and the palette, made from the one list of actions.

use super::{
    action::{Action, Menu},
    command::Command,
    enabled::Standing,
    keys,
    picker::{Choice, Choose},
    teach::Teach as _,
};
use egui::{Button, Id, MenuBar, Modal, Rect, ScrollArea, Ui};

/// Draws the menu bar. `standing` says what can be done at the moment; returns what was asked for.
pub fn bar(ui: &mut Ui, standing: &dyn Fn(Action) -> Standing) -> Option<Command> {
    let mut asked = None;
    MenuBar::new().ui(ui, |ui| {
        for menu in Menu::ALL {
            let button = ui.menu_button(menu.title(), |ui| {
                ui.set_min_width(220.0);
                // With large text, or in a low window, a long menu scrolls.
                let most = (ui.content_rect().height() - 56.0).max(80.0);
                ScrollArea::vertical().max_height(most).show(ui, |ui| {
                    items(ui, &of_menu(menu), standing, &mut asked);
                });
            });
            ui.data_mut(|it| it.insert_temp(place_of(menu), button.response.rect));
        }
    });
    asked
}

/// Where the title of a menu was drawn last.
pub fn place(ui: &Ui, menu: Menu) -> Option<Rect> {
    ui.data(|it| it.get_temp(place_of(menu)))
}

fn place_of(menu: Menu) -> Id {
    Id::unique(("place of menu", menu.title()))
}

/// Draws actions as the items of a menu.
pub fn items(ui: &mut Ui, actions: &[Action], standing: &dyn Fn(Action) -> Standing, asked: &mut Option<Command>) {
    for (n, &action) in actions.iter().enumerate() {
        if n > 0 && action.starts_group() {
            ui.separator();
        }
        let about = action.about();
        let keys = keys::words(ui, action);
        let Standing { enabled, on, step } = standing(action);
        let step = step.map(|it| format!(" {}", it.to_lowercase())).unwrap_or_default();
        let words = format!("{}{step}", about.words);
        let button = Button::new(words.as_str()).shortcut_text(keys).selected(on);
        let button = ui.add_enabled(enabled, button).accessible_name(words);
        if button.teaches(action).clicked() {
            *asked = Some(Command::Do(action));
            ui.close();
        }
    }
}

/// The actions of a menu, in its order.
pub fn of_menu(menu: Menu) -> Vec<Action> {
    Action::ALL.iter().copied().filter(|it| it.about().menu == menu).collect()
}

/// The palette: every action that can be done at the moment.
pub fn palette(ui: &Ui, enabled: &dyn Fn(Action) -> bool) -> Choose {
    let actions = Action::ALL.iter().copied().filter(|&it| it != Action::Palette && enabled(it));
    let choices = actions.map(|action| {
        let about = action.about();
        let remark = keys::words(ui, action);
        Choice { words: about.words.to_owned(), remark, command: Command::Do(action) }
    });
    Choose { title: "Find a command".to_owned(), choices: choices.collect() }
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
