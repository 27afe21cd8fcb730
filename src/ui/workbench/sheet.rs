//! A game to fill in: a table with the payoffs of two players, or the entente form.

use super::super::{context::Context, theme::colour};
use crate::{
    evidence::game::{EntenteSheet, Sheet, TableSheet, sheet},
    map::FileId,
};
use egui::{Grid, RichText, TextEdit, Ui};

/// The game being filled in.
#[derive(Debug, Default)]
pub struct State {
    /// Of which file it is.
    of: Option<FileId>,
    sheet: Option<Sheet>,
    /// What is wrong with what was filled in.
    fault: Option<String>,
}

impl State {
    /// Whether this file can be filled in.
    pub fn follow(&mut self, id: FileId, name: &str, text: &str) -> bool {
        if self.of != Some(id) {
            *self = Self { of: Some(id), sheet: sheet(name, text), fault: None };
        }
        self.sheet.is_some()
    }

    /// Draws the sheet. Returns the text of its file when a field was left and something has changed.
    pub fn show(&mut self, ctx: &Context<'_>, ui: &mut Ui) -> Option<String> {
        let before = self.sheet.clone()?;
        let (mut left, mut done) = (false, false);
        match self.sheet.as_mut()? {
            Sheet::Table(it) => table(ctx, ui, it, &mut left, &mut done),
            Sheet::Entente(it) => entente(ui, it, &mut left, &mut done),
        }
        if let Some(fault) = &self.fault {
            ui.colored_label(ui.visuals().warn_fg_color, fault);
        }
        let changed = self.sheet.as_ref() != Some(&before);
        self.fault = if changed { None } else { self.fault.take() };
        if !(left || done && changed) {
            return None;
        }
        match self.sheet.as_ref()?.file() {
            Ok(text) => Some(text),
            Err(why) => {
                self.fault = Some(why.what);
                None
            }
        }
    }
}

/// A field for one number or name. Notes whether it was left.
fn field(ui: &mut Ui, text: &mut String, width: f32, name: &str, left: &mut bool) {
    let field = ui.add(TextEdit::singleline(text).desired_width(width)).accessible_name(name);
    *left |= field.lost_focus();
}

fn table(ctx: &Context<'_>, ui: &mut Ui, it: &mut TableSheet, left: &mut bool, done: &mut bool) {
    let best = it.best_replies();
    ui.horizontal(|ui| {
        ui.weak("Rows");
        field(ui, &mut it.players[0], 90.0, "Player of the rows", left);
        ui.weak("Columns");
        field(ui, &mut it.players[1], 90.0, "Player of the columns", left);
    });
    egui::ScrollArea::horizontal().id_salt("payoffs").show(ui, |ui| {
        Grid::new("payoffs").spacing([10.0, 4.0]).show(ui, |ui| {
            ui.label("");
            for (nth, name) in it.strategies[1].iter_mut().enumerate() {
                field(ui, name, 96.0, &format!("Column {}", nth + 1), left);
            }
            ui.end_row();
            for (row, cells) in it.cells.iter_mut().enumerate() {
                field(ui, &mut it.strategies[0][row], 72.0, &format!("Row {}", row + 1), left);
                for (column, cell) in cells.iter_mut().enumerate() {
                    ui.horizontal(|ui| {
                        ui.spacing_mut().item_spacing.x = 3.0;
                        let replies = best.as_ref().map_or([false; 2], |it| it[row][column]);
                        for (player, text) in cell.iter_mut().enumerate() {
                            let name =
                                format!("Payoff of {} in row {}, column {}", it.players[player], row + 1, column + 1);
                            let ink =
                                if replies == [true; 2] { ctx.theme.colours.accent } else { ctx.theme.colours.text };
                            let edit = TextEdit::singleline(text).desired_width(40.0).text_color(colour(ink));
                            let field = ui.add(edit).accessible_name(name);
                            *left |= field.lost_focus();
                            if replies[player] {
                                let low = field.rect.shrink(3.0);
                                let pen = egui::Stroke::new(1.5, colour(ink));
                                ui.painter().line_segment([low.left_bottom(), low.right_bottom()], pen);
                            }
                        }
                    });
                }
                ui.end_row();
            }
        });
    });
    ui.label(
        RichText::new("Underlined: a best reply. Both underlined: nobody gains by going it alone.").small().weak(),
    );
    ui.horizontal_wrapped(|ui| {
        for (player, word) in ["row", "column"].into_iter().enumerate() {
            if ui.small_button(format!("Add {word}")).clicked() {
                it.add_strategy(player);
                *done = true;
            }
            if it.strategies[player].len() > 1 && ui.small_button(format!("Remove last {word}")).clicked() {
                it.drop_strategy(player);
                *done = true;
            }
        }
    });
}

fn entente(ui: &mut Ui, it: &mut EntenteSheet, left: &mut bool, done: &mut bool) {
    ui.horizontal(|ui| {
        ui.weak("We are");
        field(ui, &mut it.sides[0], 110.0, "Who decides", left);
        ui.weak("they are");
        field(ui, &mut it.sides[1], 110.0, "Who may race", left);
    });
    Grid::new("entente").spacing([10.0, 4.0]).show(ui, |ui| {
        ui.label("");
        ui.weak("they race");
        ui.weak("they do not");
        ui.end_row();
        for (row, does) in ["We pursue", "We restrain ourselves"].into_iter().enumerate() {
            ui.label(does);
            field(ui, &mut it.payoffs[2 * row], 60.0, &format!("{does}, they race"), left);
            field(ui, &mut it.payoffs[2 * row + 1], 60.0, &format!("{does}, they do not"), left);
            ui.end_row();
        }
    });
    for (words, text) in
        [("p: they race if we pursue", &mut it.p), ("q: they race if we restrain ourselves", &mut it.q)]
    {
        ui.horizontal(|ui| {
            field(ui, text, 60.0, words, left);
            ui.label(words);
        });
    }
    if !it.estimates.is_empty() {
        ui.weak("Who holds what likely");
    }
    let mut gone = None;
    for (nth, [name, p, q]) in it.estimates.iter_mut().enumerate() {
        ui.horizontal(|ui| {
            field(ui, name, 90.0, &format!("Person {}", nth + 1), left);
            ui.weak("p");
            field(ui, p, 48.0, &format!("p of person {}", nth + 1), left);
            ui.weak("q");
            field(ui, q, 48.0, &format!("q of person {}", nth + 1), left);
            if ui.small_button("×").accessible_name(format!("Remove person {}", nth + 1)).clicked() {
                gone = Some(nth);
            }
        });
    }
    if let Some(nth) = gone {
        it.estimates.remove(nth);
        *done = true;
    }
    if ui.small_button("Add a person").clicked() {
        it.estimates.push(["somebody".to_owned(), String::new(), "0.5".to_owned()]);
        *done = true;
    }
}
