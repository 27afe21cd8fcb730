//! What somebody fills in to test a question as a crux: words first, numbers if wanted.

use super::{
    Wish,
    forms::{Done, asked, done},
};
use crate::session::{CruxAnswer, Numbers, Sealed, SeatCommand, SeatId, View, Would, view::CruxView};
use egui::{Button, Id, Label, RichText, TextEdit, Ui, vec2};

/// What was filled in so far.
#[derive(Debug)]
pub struct Test {
    nth: u64,
    would: Option<Would>,
    /// Whether the fields for numbers are shown.
    with_numbers: bool,
    /// Whether these were just opened, and wait for the keyboard.
    fresh: bool,
    /// P(claim), P(yes), P(claim if yes), P(claim if no), as typed.
    typed: [String; 4],
    /// Whether it was asked to look again.
    again: bool,
}

const ASKED: [&str; 4] = [
    "How likely is the claim? Left empty, your last answer on it counts",
    "How likely is it that the answer to the question is yes?",
    "If it is yes, how likely is the claim then?",
    "If it is no, how likely is the claim then?",
];

impl Test {
    /// Nothing filled in.
    pub fn new(nth: u64) -> Self {
        Self { nth, would: None, with_numbers: false, fresh: false, typed: Default::default(), again: false }
    }

    /// Asks to look again, once. Whether it has asked now.
    pub fn asks_again(&mut self) -> bool {
        !std::mem::replace(&mut self.again, true)
    }

    /// The numbers: none if none are given.
    ///
    /// # Errors
    /// If some are missing, or out of range.
    fn numbers(&self) -> Result<Option<Numbers>, ()> {
        if !self.with_numbers || self.typed.iter().all(String::is_empty) {
            return Ok(None);
        }
        let number = |it: &String| it.parse().ok().filter(|it| (1..=99).contains(it)).ok_or(());
        let [p, q, a, b] = &self.typed;
        let p = if p.is_empty() { None } else { Some(number(p)?) };
        Ok(Some(Numbers { p, q: number(q)?, a: number(a)?, b: number(b)? }))
    }

    /// Draws it, for whom it is.
    pub fn show(&mut self, ui: &mut Ui, seat: SeatId, view: &View, crux: &CruxView, entered: bool) -> Option<Wish> {
        let claim = view.items.iter().find(|it| it.item == crux.item).map_or("", |it| it.text.as_str());
        ui.add(Label::new(format!("The claim: {claim}")).wrap());
        asked(ui, "Is this what your view of it turns on?", &crux.question, crux.yours.is_some() && !self.again);
        if self.again && crux.look_again {
            self.look_again(ui);
        }
        ui.label("If it were answered the other way than you expect, would you change your mind about the claim?");
        ui.horizontal_wrapped(|ui| {
            for it in Would::ALL {
                let words = match it {
                    Would::Yes => "Yes",
                    Would::Partly => "Partly",
                    Would::No => "No",
                    Would::Unsure => "Unsure",
                };
                let button = Button::new(RichText::new(words).size(16.0)).min_size(vec2(90.0, 44.0));
                if ui.add(button.selected(self.would == Some(it))).clicked() {
                    self.would = Some(it);
                }
            }
        });
        self.fields(ui);
        let numbers = self.numbers();
        if numbers.is_err() {
            let words = "It takes whole numbers from 1 to 99: the last three, or none at all.";
            ui.colored_label(ui.visuals().warn_fg_color, words);
        }
        let ready = self.would.zip(numbers.ok());
        match (done(ui, ready.is_some(), entered)?, ready) {
            (Done::Seal, Some((would, numbers))) => {
                let sealed = Sealed::Crux { crux: crux.crux, answer: CruxAnswer { would, numbers } };
                Some(Wish::Answer(seat, SeatCommand::Enter(sealed), None))
            }
            _ => Some(Wish::Back),
        }
    }

    fn fields(&mut self, ui: &mut Ui) {
        if !self.with_numbers {
            if ui.button("Give numbers, too").on_hover_text("Nobody has to: words are enough.").clicked() {
                (self.with_numbers, self.fresh) = (true, true);
            }
            return;
        }
        for (nth, (typed, words)) in self.typed.iter_mut().zip(ASKED).enumerate() {
            ui.horizontal(|ui| {
                let field = TextEdit::singleline(typed).id(Id::unique(("number", self.nth, nth))).char_limit(2);
                let field = ui.add(field.desired_width(34.0)).accessible_name(words);
                if std::mem::take(&mut self.fresh) {
                    field.request_focus();
                }
                if field.changed() {
                    typed.retain(|it| it.is_ascii_digit());
                }
                ui.add(Label::new(format!("%   {words}")).wrap());
            });
        }
    }

    /// What the numbers come to, said gently: nothing is corrected.
    fn look_again(&self, ui: &mut Ui) {
        let together = self.numbers().ok().flatten().map(|Numbers { p, q, a, b }| {
            let [q, a, b] = [q, a, b].map(f64::from);
            let makes = (q * a + (100.0 - q) * b) / 100.0;
            let said = p.map_or_else(|| "that is not what you last answered".to_owned(), |p| format!("you said {p} %"));
            format!("By the last three numbers the claim would be {makes:.0} % likely, and {said}. ")
        });
        let words = format!(
            "Your answer is kept. {}Look again if you like; if they are as you mean them, hand it back as they are.",
            together.unwrap_or_default()
        );
        ui.add(Label::new(RichText::new(words).color(ui.visuals().warn_fg_color)).wrap());
    }
}
