//! What was answered in a round, drawn as a small strip: every value, the middle half, the median.

use super::told::scale;
use crate::{
    picture::Theme,
    session::{Shown, Spread, view::RoundView},
    ui::{inspector::heading, theme::colour},
};
use egui::{Align2, FontId, Label, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};
use std::{collections::BTreeMap, fmt::Write as _};

/// Draws what a round has come to, and says it in words.
pub fn show(ui: &mut Ui, round: &RoundView, theme: &Theme) {
    let title = match round.nth {
        1 => "First answers".to_owned(),
        2 => "Second answers".to_owned(),
        nth => format!("Answers, time {nth}"),
    };
    heading(ui, &title);
    match &round.shown {
        Shown::TooFew { least } => {
            ui.label(format!("Answered by {}. Nothing is shown below {least} credences.", round.answered));
        }
        Shown::Spread(it) => {
            draw(ui, it, theme);
            ui.add(Label::new(words(it)).wrap());
            reasons(ui, it);
        }
    }
}

/// The spread in words: “Median 60 %, middle half from 30 to 80 %. Given: 30, 60, 80.”
pub fn words(it: &Spread) -> String {
    let given: Vec<String> = it.values.iter().map(ToString::to_string).collect();
    let [low, high] = it.quartiles;
    let mut words = format!("Median {} %, quartiles {low} and {high} %. Given: {}.", it.median, given.join(", "));
    let others = [(it.dont_know, "do not know", "does not know"), (it.unclear, "find it unclear", "finds it unclear")];
    for (count, many, one) in others {
        if count > 0 {
            let _ = write!(words, " {count} {}.", if count == 1 { one } else { many });
        }
    }
    words
}

fn reasons(ui: &mut Ui, it: &Spread) {
    let ends = [it.values.first().zip(Some(&it.lowest)), it.values.last().zip(Some(&it.highest))];
    for (value, reasons) in ends.into_iter().flatten() {
        for reason in reasons {
            ui.add(Label::new(format!("At {value} %: “{reason}”")).wrap());
        }
    }
    for reason in &it.without {
        ui.add(Label::new(format!("Without a number: “{reason}”")).wrap());
    }
}

fn draw(ui: &mut Ui, it: &Spread, theme: &Theme) {
    let mut stacks = BTreeMap::<u8, u8>::new();
    for &value in &it.values {
        *stacks.entry(value).or_default() += 1;
    }
    let highest = stacks.values().copied().max().unwrap_or(1).min(8);
    let s = scale(ui);
    let size = vec2(ui.available_width().min(560.0 * s), (34.0 + f32::from(highest) * 9.0) * s);
    let (rect, picture) = ui.allocate_exact_size(size, Sense::hover());
    picture.widget_info(|| WidgetInfo::labeled(Role::Image, true, words(it)));
    let (left, right, base) = (rect.left() + 12.0 * s, rect.right() - 12.0 * s, rect.bottom() - 18.0 * s);
    let at = |percent: u8| left + (right - left) * f32::from(percent) / 100.0;
    let [weak, text, faint] = [theme.colours.weak, theme.colours.text, theme.colours.faint].map(colour);
    let painter = ui.painter();
    let [low, high] = it.quartiles.map(at);
    let half = Rect::from_min_max(pos2(low - 1.0, base - 11.0 * s), pos2(high + 1.0, base));
    painter.rect(
        half,
        2.0,
        colour(theme.colours.selection_card),
        Stroke::new(1.0, colour(theme.colours.selection)),
        StrokeKind::Inside,
    );
    painter.hline(left..=right, base, Stroke::new(1.0, weak));
    for percent in [0, 25, 50, 75, 100] {
        painter.vline(at(percent), base..=(base + 3.0 * s), Stroke::new(1.0, weak));
        let words = if percent == 100 { "100 %".to_owned() } else { percent.to_string() };
        painter.text(
            pos2(at(percent), base + 4.0 * s),
            Align2::CENTER_TOP,
            words,
            FontId::proportional(11.0 * s),
            weak,
        );
    }
    for (&value, &count) in &stacks {
        for nth in 0..count.min(highest) {
            let middle = pos2(at(value), base - (5.0 + f32::from(nth) * 9.0) * s);
            painter.circle(middle, 4.0 * s, text, Stroke::new(1.0, faint));
        }
    }
    painter.vline(at(it.median), (rect.top() + 2.0)..=base, Stroke::new(2.0, colour(theme.colours.accent)));
}
