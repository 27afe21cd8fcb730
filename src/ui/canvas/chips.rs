//! The row under the field: what the new node may be and how it may be linked, one key each; only what is legal.

use crate::ui::{
    context::Context,
    draft::{Draft, Target},
    making,
};
use egui::{Button, Frame, Id, Key, Modifiers, Pos2, Rect, RichText, Ui, UiBuilder, vec2};

/// How much room the row and the hints need, in points.
pub const HEIGHT: f32 = 108.0;

const DIGITS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// What came of the row in this frame.
pub struct Row {
    /// The draft as it was chosen to be.
    pub chosen: Option<Draft>,
    /// Whether the pointer is over the row.
    pub has_pointer: bool,
}

/// One button of the row.
struct Chip {
    words: &'static str,
    name: String,
    on: bool,
    to: Draft,
}

/// Draws the row below `corner`, within `room`.
pub fn show(ctx: &Context<'_>, ui: &mut Ui, draft: &Draft, corner: Pos2, room: Rect) -> Row {
    let groups = chips(ctx, draft);
    let mut chosen = None;
    let all = groups.iter().flat_map(|it| &it.1);
    for (chip, key) in all.zip(DIGITS) {
        if ui.input_mut(|it| it.consume_key(Modifiers::COMMAND, key)) {
            chosen = Some(chip.to.clone());
        }
    }
    let width = 380.0_f32.min(room.width());
    let left = corner.x.clamp(room.min.x, (room.max.x - width).max(room.min.x));
    let place = Rect::from_min_size(Pos2::new(left, corner.y), vec2(width, HEIGHT));
    let builder = UiBuilder::new().max_rect(place).id_salt("draft row");
    let shown = ui.scope_builder(builder, |ui| {
        Frame::popup(ui.style()).inner_margin(6).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 3.0);
            let mut number = 0;
            for (title, chips) in &groups {
                ui.horizontal_wrapped(|ui| {
                    ui.weak(*title);
                    for chip in chips {
                        number += 1;
                        let text =
                            (RichText::new(number.to_string()).small().weak(), RichText::new(chip.words).small());
                        let button = ui.add(Button::new(text).small().selected(chip.on));
                        let button = button.on_hover_text(format!("{} (Ctrl+{number})", chip.name));
                        if button.accessible_name(chip.name.as_str()).clicked() {
                            chosen = Some(chip.to.clone());
                        }
                    }
                });
            }
            ui.label(RichText::new(hint(draft)).small().weak());
        });
    });
    let has_pointer = ui.input(|it| it.pointer.latest_pos()).is_some_and(|it| shown.response.rect.contains(it));
    // The row takes the pointer: a click between two buttons must not reach the map behind it.
    ui.interact(shown.response.rect, id(), egui::Sense::hover());
    Row { chosen, has_pointer }
}

/// The id of the row, to know where it is.
pub fn id() -> Id {
    Id::unique("draft row")
}

fn hint(draft: &Draft) -> &'static str {
    match draft.target {
        Target::New { .. } => {
            "Ctrl with a number chooses · Enter finishes · Tab adds a reason · Shift+Tab an objection · Esc drops"
        }
        Target::Node(_) => "Enter finishes · Ctrl+Enter splits here · Tab adds a reason · Esc drops",
    }
}

fn chips(ctx: &Context<'_>, draft: &Draft) -> Vec<(&'static str, Vec<Chip>)> {
    let Target::New { kind, link, .. } = draft.target else { return Vec::new() };
    let to = link.map(|it| it.1);
    let kinds = making::kinds(ctx.map, to).into_iter().map(|it| Chip {
        words: it.word(),
        name: format!("Kind: {}", it.word()),
        on: it == kind,
        to: making::of_kind(ctx.map, draft, it),
    });
    let links = making::links(ctx.map, kind, to).iter().map(|&it| Chip {
        words: it.words(),
        name: format!("Link: {}", it.words()),
        on: link.is_some_and(|link| link.0 == it),
        to: making::linked_by(draft, it),
    });
    let groups = [("Kind", kinds.collect::<Vec<_>>()), ("Link", links.collect())];
    groups.into_iter().filter(|it| !it.1.is_empty()).collect()
}
