//! What tests of cruxes and votes have come to, in words and as bars.

use crate::{
    picture::Theme,
    session::{
        Outcome, Would,
        view::{PollView, Tally},
    },
    ui::theme::colour,
};
use egui::{Label, Rect, Role, Sense, TextStyle, Ui, WidgetInfo, vec2};

/// How many times larger than usual all is written here: on the wall it is.
pub fn scale(ui: &Ui) -> f32 {
    TextStyle::Body.resolve(ui.style()).size / 14.0
}

/// What a test has come to. That there is no double crux is told like any other result.
pub fn outcome(ui: &mut Ui, it: &Outcome) {
    let (head, would) = match it {
        Outcome::TooFew { least } => {
            (format!("Too few answers to be shown: it takes {least}, so that nobody is told apart."), None)
        }
        Outcome::NotFound { why, would } => (format!("No double crux found. {}", why.words()), Some(would)),
        Outcome::Found(it) => {
            let between = it.between.as_ref().map(|it| format!(" between {} and {}", it[0], it[1])).unwrap_or_default();
            let pairs = if it.pairs > 1 { format!(", for {} pairs of people", it.pairs) } else { String::new() };
            let closes = match it.closes {
                Some(it) if it < 0 => format!("An answer would be expected to part them further, by {} %.", -it),
                Some(it) => format!("An answer would be expected to close {it} % of their distance on the claim."),
                None => "Found by words: both would change their mind.".to_owned(),
            };
            (format!("A double crux{between}{pairs}. {closes}"), Some(&it.would))
        }
    };
    ui.add(Label::new(egui::RichText::new(head).strong()).wrap());
    if let Some(would) = would.filter(|it| **it != [0; 4]) {
        ui.weak("Would you change your mind?");
        let rows = Would::ALL.into_iter().zip(would).map(|(it, &n)| (it.word().to_owned(), n));
        bars(ui, rows.collect());
    }
}

/// The count of a vote.
pub fn tally(ui: &mut Ui, poll: &PollView, tally: &Tally) {
    match tally {
        Tally::TooFew { least } => {
            ui.add(Label::new(format!("Too few votes to be shown: it takes {least}.")).wrap());
        }
        Tally::Dots(counts) => bars(ui, poll.options.iter().cloned().zip(counts.iter().copied()).collect()),
        Tally::Stance(counts) => {
            for (option, counts) in poll.options.iter().zip(counts) {
                each(ui, option, &["agree", "disagree", "pass"], counts);
            }
        }
        Tally::Impact(counts) => {
            for (option, counts) in poll.options.iter().zip(counts) {
                each(ui, option, &["0 nothing", "1", "2", "3", "4 everything"], counts);
            }
        }
    }
}

fn each(ui: &mut Ui, option: &str, words: &[&str], counts: &[usize]) {
    ui.add(Label::new(option).wrap());
    bars(ui, words.iter().map(|&it| it.to_owned()).zip(counts.iter().copied()).collect());
}

/// A bar and a number for each row; what the bar shows, the number says.
fn bars(ui: &mut Ui, rows: Vec<(String, usize)>) {
    let theme = if ui.visuals().dark_mode { Theme::dark() } else { Theme::light() };
    let most = rows.iter().map(|it| it.1).max().unwrap_or(0).max(1);
    let (scale, words) = (scale(ui), (ui.available_width() * 0.36).min(220.0 * scale(ui)));
    let long = (ui.available_width() - words - 60.0 * scale).clamp(20.0, 240.0 * scale);
    for (word, count) in rows {
        ui.horizontal(|ui| {
            let high = ui.text_style_height(&TextStyle::Body);
            ui.allocate_ui(vec2(words, high), |ui| {
                ui.set_width(words);
                ui.add(Label::new(word.as_str()).truncate());
            });
            let (rect, bar) = ui.allocate_exact_size(vec2(long, high), Sense::hover());
            bar.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("{word}: {count}")));
            #[expect(clippy::cast_precision_loss, reason = "there are 200 seats")]
            let share = count as f32 / most as f32;
            let middle = Rect::from_min_size(
                rect.left_center() - vec2(0.0, 4.0 * scale),
                vec2((long * share).max(1.0), 8.0 * scale),
            );
            ui.painter().rect_filled(middle, 2.0, colour(theme.colours.selection));
            ui.strong(count.to_string());
        });
    }
}
