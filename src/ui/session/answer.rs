//! What somebody fills in to answer blind how likely a claim is.

use super::{
    Wish,
    forms::{Done, asked, done},
    page::is_free,
};
use crate::session::{Answer, Names, Said, Sealed, SeatCommand, SeatId, TEXT, View, view::OpenRound};
use egui::{
    Align, Button, Id, Layout, Pos2, Rect, RichText, Sense, Stroke, StrokeKind, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

/// What was filled in so far.
#[derive(Debug)]
pub struct Credence {
    nth: u64,
    percent: String,
    without: Option<Said>,
    reason: String,
    be_named: bool,
}

impl Credence {
    /// Nothing filled in.
    pub fn new(nth: u64, be_named: bool) -> Self {
        Self { nth, percent: String::new(), without: None, reason: String::new(), be_named }
    }

    /// What is said so far, if it can be sealed.
    fn said(&self) -> Option<Said> {
        self.without.or_else(|| self.number().map(Said::Percent))
    }

    fn number(&self) -> Option<u8> {
        self.percent.parse().ok().filter(|it| (1..=99).contains(it))
    }

    /// Draws it, for whom it is.
    pub fn show(&mut self, ui: &mut Ui, seat: SeatId, view: &View, round: &OpenRound, entered: bool) -> Option<Wish> {
        let asks = round.text.trim_end().ends_with('?');
        let words =
            if asks { "How likely is it that the answer is yes?" } else { "How likely is it that this is true?" };
        asked(ui, words, &round.text, round.yours.is_some());
        self.credence(ui);
        self.instead(ui);
        ui.add_space(4.0);
        let label =
            ui.label("Why? You may leave this empty. It is read out without your name if you are at one of the ends.");
        let field = TextEdit::multiline(&mut self.reason).id(Id::unique(("reason", self.nth))).desired_rows(3);
        ui.add(field.desired_width(f32::INFINITY).char_limit(TEXT)).labelled_by(label.id);
        if view.settings.names != Names::Anonymous {
            ui.checkbox(&mut self.be_named, "How my answer changes may be told with my name");
        }
        let said = self.said();
        match (done(ui, said.is_some(), entered)?, said) {
            (Done::Seal, Some(said)) => {
                let answer = Answer { said, reason: self.reason.trim().to_owned() };
                let sealed = Sealed::Round { round: round.round, answer };
                Some(Wish::Answer(seat, SeatCommand::Enter(sealed), Some(self.be_named)))
            }
            _ => Some(Wish::Back),
        }
    }

    /// A number to type, and a slider that stands nowhere until it is moved.
    fn credence(&mut self, ui: &mut Ui) {
        let row = vec2(ui.available_width(), 44.0);
        ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
            let field = TextEdit::singleline(&mut self.percent).id(Id::unique(("percent", self.nth)));
            let field = field.font(egui::FontId::proportional(20.0)).desired_width(44.0).char_limit(2);
            let field = ui.add(field).accessible_name("Credence in percent, from 1 to 99");
            if is_free(ui) {
                field.request_focus();
            }
            if field.changed() {
                self.percent.retain(|it| it.is_ascii_digit());
                self.without = None;
            }
            ui.label(RichText::new("%").size(20.0));
            ui.add_space(8.0);
            if let Some(moved) = slider(ui, self.number()) {
                self.percent = moved.to_string();
                self.without = None;
            }
        });
        let off = !self.percent.is_empty() && self.number().is_none();
        let words = if off { "It takes a whole number from 1 to 99." } else { "From 1 (surely not) to 99 (surely)." };
        let colour = if off { ui.visuals().warn_fg_color } else { ui.visuals().weak_text_color() };
        ui.colored_label(colour, words);
    }

    fn instead(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            for (said, words) in [(Said::DontKnow, "I don't know"), (Said::Unclear, "The question is unclear")] {
                let button = Button::new(words).selected(self.without == Some(said)).min_size(vec2(0.0, 36.0));
                if ui.add(button).clicked() {
                    self.without = (self.without != Some(said)).then_some(said);
                    self.percent.clear();
                }
            }
        });
    }
}

/// Draws a slider, without a handle while there is no value. By keyboard one types the number.
fn slider(ui: &mut Ui, value: Option<u8>) -> Option<u8> {
    let size = vec2(ui.available_width().clamp(80.0, 420.0), 44.0);
    let (rect, rail) = ui.allocate_exact_size(size, Sense::CLICK | Sense::DRAG);
    rail.widget_info(|| {
        WidgetInfo::labeled(egui::Role::Slider, true, "Credence by pointer; the number beside says it")
    });
    let (left, right, y) = (rect.left() + 10.0, rect.right() - 10.0, rect.center().y);
    let visuals = ui.visuals();
    let weak = Stroke::new(1.0, visuals.weak_text_color());
    let line = Rect::from_min_max(pos2(left, y - 3.0), pos2(right, y + 3.0));
    ui.painter().rect(line, 3.0, visuals.extreme_bg_color, weak, StrokeKind::Inside);
    let at = |percent: f32| left + (right - left) * percent / 100.0;
    for nth in [0.0, 25.0, 50.0, 75.0, 100.0] {
        ui.painter().vline(at(nth), (y + 6.0)..=(y + 10.0), weak);
    }
    if let Some(value) = value {
        let middle = Pos2::new(at(f32::from(value)), y);
        ui.painter().circle(middle, 8.0, visuals.selection.bg_fill, visuals.selection.stroke);
    }
    let pointer = rail.interact_pointer_pos().filter(|_| rail.clicked() || rail.dragged())?;
    let share = ((pointer.x - left) / (right - left)).clamp(0.0, 1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is from 1 to 99")]
    let percent = (share * 100.0).round().clamp(1.0, 99.0) as u8;
    Some(percent)
}
