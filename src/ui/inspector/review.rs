//! Why something was proposed, how sure that is, what it may be instead, and what to do about it.

use super::{
    super::action::Action, super::command::Command, super::context::Context, super::keys, super::review as facts,
    super::teach::Teach as _, super::theme::colour, heading, name, one_line, short,
};
use crate::map::{Alternative, Cue, Edit, Item, NodeId, Review, ReviewState, Statement, StatementKind};
use egui::{Button, ComboBox, Frame, RichText, Stroke, Ui, vec2};

/// Draws the reasons for a proposal, what it may be instead, and the two answers to it while it is open.
pub fn show(ctx: &Context<'_>, ui: &mut Ui, item: Item) {
    let Some(review) = ctx.map.review(item) else { return };
    let said = item.node().and_then(|it| said(ctx, it));
    if review.state != ReviewState::Open {
        let sure = facts::sure(review.confidence);
        let words = match review.corrected_from {
            Some(first) if review.is_corrected(said) => {
                format!("Corrected by you from {}; that was {sure}", first.words())
            }
            None if review.is_corrected(said) => format!("Corrected by you; this target was {sure}"),
            _ => format!("Accepted; proposed as {sure}"),
        };
        heading(ui, &words);
        reasons(ctx, ui, item, review);
        others(ctx, ui, item, review, said);
        return;
    }
    let frame = Frame::group(ui.style()).stroke(Stroke::new(1.0, colour(ctx.theme.colours.accent)));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let what = said.map_or_else(String::new, |it| format!(" as {}", it.words()));
        ui.label(RichText::new(format!("Proposed{what}: {}", facts::sure(review.confidence))).strong());
        place(ctx, ui, item);
        reasons(ctx, ui, item, review);
        others(ctx, ui, item, review, said);
        ui.horizontal(|ui| {
            for (words, action) in [("Accept", Action::Accept), ("Reject", Action::Reject)] {
                let keys = keys::words(ui, action);
                let button = ui.add(Button::new(words).shortcut_text(keys)).accessible_name(words);
                if button.teaches(action).clicked() {
                    ctx.send(Command::Do(action));
                }
            }
        });
    });
}

/// Which of all proposals it is in the review by value, and why it comes so early.
fn place(ctx: &Context<'_>, ui: &mut Ui, item: Item) {
    let Some((at, all, stake)) = ctx.queue.place(item).filter(|_| ctx.view.by_value) else { return };
    ui.label(format!("Proposal {at} of {all}, by value"));
    let why = stake.words().unwrap_or_else(|| "Nothing else hangs on it".to_owned());
    ui.weak(why);
}

/// The move that the words of a node make.
fn said(ctx: &Context<'_>, node: NodeId) -> Option<StatementKind> {
    let first = ctx.index.statements_of.get(&node)?.first()?;
    ctx.map.statement(*first).map(|it: &Statement| it.kind)
}

fn reasons(ctx: &Context<'_>, ui: &mut Ui, item: Item, review: &Review) {
    for it in review.cues.iter() {
        cue(ctx, ui, item, it, &it.says);
    }
    if let Some(lesson) = &review.lesson {
        let (from, to) = (lesson.from.words(), lesson.to.words());
        let says = format!("you corrected this cue {} times: from {from} to {to}", lesson.times);
        cue(ctx, ui, item, &lesson.cue, &says);
    }
}

/// A cue: its words, which are marked in the thread while the pointer is on them, and what they say.
fn cue(ctx: &Context<'_>, ui: &mut Ui, item: Item, cue: &Cue, says: &str) {
    let node = match item {
        Item::Node(id) => Some(id),
        Item::Edge(id) => ctx.map.edge(id).map(|it| it.from),
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        if !cue.words.is_empty() {
            let words = RichText::new(format!("“{}”", one_line(&cue.words))).italics();
            let words = ui.add(Button::new(words).wrap().frame(false).min_size(vec2(0.0, 0.0)));
            let statements = node.and_then(|it| ctx.index.statements_of.get(&it));
            let place = statements.and_then(|it| facts::place(ctx.map, it, cue));
            if words.hovered() || words.has_focus() {
                ctx.marked.set(place);
            }
            if let Some(span) = place.filter(|_| words.on_hover_text("Shows these words in the thread.").clicked()) {
                ctx.send(Command::ShowWords(span));
            }
        }
        ui.weak(says);
    });
}

/// What it may be instead: the next likely kind of a node and all others, the next targets of a link.
fn others(ctx: &Context<'_>, ui: &mut Ui, item: Item, review: &Review, said: Option<StatementKind>) {
    match item {
        Item::Node(node) => {
            if let Some(now) = said {
                moves(ctx, ui, node, review, now);
            }
            let likely: Vec<_> = facts::likely(ctx.map, node).collect();
            if !likely.is_empty() {
                ui.weak("May bear on");
            }
            for it in likely {
                if target(ctx, ui, "", &it, ("Draws this link.", None)) {
                    ctx.edit(Edit::Connect { from: node, to: it.to.into(), kind: it.kind });
                }
            }
        }
        Item::Edge(edge) => {
            if !review.alternatives.is_empty() {
                ui.weak("Other targets");
            }
            for (number, it) in (2..).zip(&review.alternatives) {
                let hint = "Leads the link there instead.";
                // The keys lead it to the first of them.
                let action = (number == 2).then_some(Action::TakeRunnerUp);
                if target(ctx, ui, &format!("{number}  "), it, (hint, action)) {
                    ctx.edit(Edit::Retarget { edge, to: it.to });
                }
            }
        }
    }
}

/// A button for a target that a link may have; the target is marked while the pointer is on it. Says whether it was
/// chosen.
fn target(ctx: &Context<'_>, ui: &mut Ui, lead: &str, it: &Alternative, hint: (&str, Option<Action>)) -> bool {
    let end = short(&name(ctx, it.to.into()), 90);
    let words = format!("{lead}{} “{end}” — {}", it.kind.words(), facts::sure(it.confidence));
    let button = ui.add(Button::new(words).wrap());
    if button.hovered() {
        ctx.hovered.set(Some(it.to.into()));
    }
    match hint {
        (hint, Some(action)) => button.teaches_here(action, hint),
        (hint, None) => button.on_hover_text(hint),
    }
    .clicked()
}

fn moves(ctx: &Context<'_>, ui: &mut Ui, node: NodeId, review: &Review, now: StatementKind) {
    ui.horizontal_wrapped(|ui| {
        if let Some((said, sure)) = facts::instead(review, now) {
            ui.weak("Otherwise");
            let keys = keys::words(ui, Action::TakeRunnerUp);
            let words = facts::instead_in_words(said, sure);
            let button = ui.add(Button::new(words.as_str()).shortcut_text(keys)).accessible_name(words);
            if button.teaches(Action::TakeRunnerUp).clicked() {
                ctx.edit(Edit::SetMove { node, said });
            }
        }
    });
    ui.horizontal(|ui| {
        ui.weak("Said as");
        let mut chosen = now;
        let choice = ComboBox::from_id_salt("move").selected_text(now.words()).show_ui(ui, |ui| {
            for it in StatementKind::ALL {
                ui.selectable_value(&mut chosen, it, it.words());
            }
        });
        choice.response.accessible_name("Said as");
        if chosen != now {
            ctx.edit(Edit::SetMove { node, said: chosen });
        }
    });
}
