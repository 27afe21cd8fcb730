//! What was said beside what is calculated: the difference is the point.

use super::super::{context::Context, inspector::heading};
use crate::{
    evidence::{Said, said, told},
    map::{Amount, NodeId, Outcome},
};
use egui::{RichText, Ui};

/// Digits that are told.
pub const DIGITS: usize = 3;

/// Draws what the words of `node` say of figures that were calculated.
pub fn show(ctx: &Context<'_>, ui: &mut Ui, node: NodeId, outcome: &Outcome) {
    let Some(evidence) = ctx.map.evidence_of(node) else { return };
    let all = said(evidence);
    let known: Vec<_> = all.iter().filter_map(|it| Some((it, outcome.figure(&it.figure)?))).collect();
    if known.is_empty() {
        return;
    }
    heading(ui, "Said and computed");
    for (said, figure) in known {
        let amount = like(&figure.amount, said);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.label(format!("{}: said {}, computed", figure.words, told::words(&amount, DIGITS)));
            ui.label(RichText::new(told::words(&figure.amount, DIGITS)).strong());
        });
        let (words, far) = verdict(&amount, said, figure.interval);
        if !words.is_empty() {
            let ink = if far { ui.visuals().warn_fg_color } else { ui.visuals().weak_text_color() };
            ui.label(RichText::new(words).small().color(ink));
        }
    }
}

/// What was said, told as the figure is.
fn like(figure: &Amount, said: &Said) -> Amount {
    if matches!(figure, Amount::Share(_)) { Amount::Share(said.value) } else { Amount::Number(said.value) }
}

/// Whether the interval of what was calculated holds what was said, in words, and whether it does not.
fn verdict(amount: &Amount, said: &Said, interval: Option<(f64, f64, f64)>) -> (String, bool) {
    let Some((least, most, sure)) = interval else { return (String::new(), false) };
    let interval = told::interval(amount, (least, most, sure), DIGITS);
    if (least..=most).contains(&said.value) {
        (format!("{interval} holds what was said"), false)
    } else {
        (format!("{interval} does not hold what was said"), true)
    }
}
