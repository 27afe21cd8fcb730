//! What people propose for the map: accepted, merged or declined with a reason.

use super::{State, Wish, page::line_with};
use crate::session::{
    Decision, HostCommand, ItemId, ProposalId, Proposed, ProposedKind, SeatCommand, SeatId, Side, TEXT, View,
    view::{ProposalView, Standing},
};
use egui::{Button, ComboBox, Frame, Label, Margin, RichText, TextEdit, Ui};

/// A proposal that is being decided on.
#[derive(Debug)]
pub enum Deciding {
    /// In other words.
    Reword(ProposalId, String),
    /// With a reason.
    Decline(ProposalId, String),
}

/// A proposal that is being written for somebody at this computer.
#[derive(Debug)]
pub struct Draft {
    seat: SeatId,
    kind: ProposedKind,
    text: String,
    quote: String,
    about: Option<ItemId>,
    side: Option<Side>,
    /// Whether it was just begun, and waits for the keyboard.
    fresh: bool,
}

impl Draft {
    /// An empty one.
    pub fn of(seat: SeatId, view: &View) -> Self {
        let about = view.items.first().map(|it| it.item);
        Self {
            seat,
            kind: ProposedKind::Claim,
            text: String::new(),
            quote: String::new(),
            about,
            side: None,
            fresh: true,
        }
    }
}

impl State {
    /// Draws what was proposed and waits for a decision, and what was decided.
    pub(super) fn proposals(&mut self, ui: &mut Ui, view: &View, wishes: &mut Vec<Wish>) {
        self.propose(ui, view, wishes);
        let (done, open): (Vec<_>, Vec<_>) = view.proposals.iter().partition(|it| it.decision.is_some());
        if open.is_empty() && done.is_empty() {
            return;
        }
        ui.heading("Proposals");
        for it in open {
            let frame = Frame::new().fill(ui.visuals().extreme_bg_color).inner_margin(Margin::symmetric(12, 8));
            let frame = frame.corner_radius(6).stroke(ui.visuals().widgets.noninteractive.bg_stroke);
            frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.add(Label::new(said(it, view)).wrap());
                if view.standing != Standing::Closed {
                    self.decide(ui, it, view, wishes);
                }
            });
            ui.add_space(4.0);
        }
        for it in done {
            let what = match &it.decision {
                Some(Decision::Accepted(text)) if *text == it.what.text => "accepted".to_owned(),
                Some(Decision::Accepted(text)) => format!("accepted as “{text}”"),
                Some(Decision::Merged(into)) => format!("the same as “{}”", claim(view, *into)),
                Some(Decision::Declined(why)) => format!("declined: {why}"),
                None => continue,
            };
            ui.add(Label::new(RichText::new(format!("{} — {what}", said(it, view))).weak()).wrap());
        }
        ui.add_space(8.0);
    }

    fn decide(&mut self, ui: &mut Ui, it: &ProposalView, view: &View, wishes: &mut Vec<Wish>) {
        let id = it.proposal;
        let of = |verb: &str| format!("{verb}: {}", it.what.text);
        match &mut self.page.deciding {
            Some(Deciding::Reword(at, text)) if *at == id => {
                if let Some(text) = line_with(ui, text, "In other words", "Accept", &mut self.page.focus) {
                    wishes.push(Wish::Host(HostCommand::Accept { proposal: id, text: Some(text) }));
                    self.page.deciding = None;
                }
            }
            Some(Deciding::Decline(at, why)) if *at == id => {
                if let Some(reason) = line_with(ui, why, "Why not? They are told", "Decline", &mut self.page.focus) {
                    wishes.push(Wish::Host(HostCommand::Decline { proposal: id, reason }));
                    self.page.deciding = None;
                }
            }
            _ => {
                ui.horizontal_wrapped(|ui| {
                    if ui.button("Accept").accessible_name(of("Accept")).clicked() {
                        wishes.push(Wish::Host(HostCommand::Accept { proposal: id, text: None }));
                    }
                    if ui.button("Reword…").accessible_name(of("Reword")).clicked() {
                        (self.page.deciding, self.page.focus) =
                            (Some(Deciding::Reword(id, it.what.text.clone())), true);
                    }
                    let merge = ui.menu_button("Is the same as…", |ui| {
                        for item in &view.items {
                            if super::people::item(ui, &item.text) {
                                wishes.push(Wish::Host(HostCommand::Merge { proposal: id, into: item.item }));
                            }
                        }
                    });
                    let _ = merge.response.accessible_name(of("Is the same as"));
                    if ui.button("Decline…").accessible_name(of("Decline")).clicked() {
                        (self.page.deciding, self.page.focus) = (Some(Deciding::Decline(id, String::new())), true);
                    }
                });
                return;
            }
        }
        if ui.small_button("Back").clicked() {
            self.page.deciding = None;
        }
    }

    /// Draws a proposal as it is written for somebody at this computer.
    fn propose(&mut self, ui: &mut Ui, view: &View, wishes: &mut Vec<Wish>) {
        let Some(draft) = &mut self.page.proposal else { return };
        let name = view.seats.iter().find(|it| it.seat == draft.seat).map_or("", |it| it.name.as_str());
        ui.heading(format!("{name} proposes"));
        let (proposed, close) = draft.show(ui, view);
        if let Some(it) = proposed {
            wishes.push(Wish::Seat(draft.seat, SeatCommand::Propose(it)));
            self.page.proposal = None;
        } else if close {
            self.page.proposal = None;
        }
        ui.add_space(8.0);
    }
}

impl Draft {
    fn show(&mut self, ui: &mut Ui, view: &View) -> (Option<Proposed>, bool) {
        ui.horizontal_wrapped(|ui| {
            for (kind, words) in [
                (ProposedKind::Claim, "A claim"),
                (ProposedKind::Evidence, "Evidence"),
                (ProposedKind::Crux, "A crux question"),
            ] {
                ui.radio_value(&mut self.kind, kind, words);
            }
        });
        let text = TextEdit::singleline(&mut self.text).hint_text("What it says").char_limit(TEXT);
        let text = ui.add(text.desired_width(f32::INFINITY)).accessible_name("What it says");
        if std::mem::take(&mut self.fresh) {
            text.request_focus();
        }
        if self.kind == ProposedKind::Evidence {
            let quote = TextEdit::singleline(&mut self.quote).hint_text("The words of the source").char_limit(TEXT);
            ui.add(quote.desired_width(f32::INFINITY)).accessible_name("The words of the source");
        }
        let about = choose_claim(ui, "About", &mut self.about, view);
        if self.kind != ProposedKind::Crux && about {
            ui.horizontal_wrapped(|ui| {
                for (side, words) in
                    [(Some(Side::For), "Speaks for it"), (Some(Side::Against), "Against it"), (None, "Neither")]
                {
                    ui.radio_value(&mut self.side, side, words);
                }
            });
        }
        let ready = !self.text.trim().is_empty()
            && (self.kind != ProposedKind::Evidence || !self.quote.trim().is_empty())
            && (self.kind != ProposedKind::Crux || self.about.is_some());
        ui.horizontal(|ui| {
            let propose = ui.add_enabled(ready, Button::new("Propose it")).clicked();
            let quote = if self.kind == ProposedKind::Evidence { self.quote.clone() } else { String::new() };
            let side = self.side.filter(|_| self.kind != ProposedKind::Crux && self.about.is_some());
            let it = Proposed { kind: self.kind, text: self.text.clone(), quote, about: self.about, side };
            (propose.then_some(it), ui.button("Not now").clicked())
        })
        .inner
    }
}

/// A claim of the agenda, or none. Whether one is chosen.
pub fn choose_claim(ui: &mut Ui, what: &str, chosen: &mut Option<ItemId>, view: &View) -> bool {
    ui.horizontal(|ui| {
        let label = ui.label(what);
        let words = chosen.map_or("nothing of it", |it| claim(view, it));
        let wide = (ui.available_width() - 8.0).max(60.0);
        let list = ComboBox::from_id_salt(what).selected_text(words).width(wide).truncate();
        let shown = list.show_ui(ui, |ui| {
            ui.selectable_value(chosen, None, "nothing of it");
            for it in &view.items {
                ui.selectable_value(chosen, Some(it.item), it.text.as_str());
            }
        });
        shown.response.labelled_by(label.id);
    });
    chosen.is_some()
}

fn claim(view: &View, id: ItemId) -> &str {
    view.items.iter().find(|it| it.item == id).map_or("", |it| it.text.as_str())
}

/// A proposal in words: “Bo, claim against “We should …”: Costs eat it.”
fn said(it: &ProposalView, view: &View) -> String {
    let by = it.by.as_deref().unwrap_or("somebody");
    let bears = match (it.what.side, it.what.about) {
        (_, None) => String::new(),
        (Some(Side::For), Some(about)) => format!(" for “{}”", claim(view, about)),
        (Some(Side::Against), Some(about)) => format!(" against “{}”", claim(view, about)),
        (None, Some(about)) => format!(" on “{}”", claim(view, about)),
    };
    let quote = if it.what.quote.is_empty() { String::new() } else { format!(" (“{}”)", it.what.quote) };
    format!("{by}, {}{bears}: {}{quote}", it.what.kind.word(), it.what.text)
}
