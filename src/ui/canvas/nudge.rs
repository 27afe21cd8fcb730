//! Moving the selected nodes by keys, a step at a time.

use crate::ui::context::Context;
use egui::{Key, Modifiers, Ui, Vec2, vec2};

/// How far one press moves, in px of the map.
const STEP: f32 = 8.0;

/// How far the arrows pressed with Shift in this frame move the selected nodes; nothing if none were.
pub fn pressed(ctx: &Context<'_>, ui: &Ui) -> Option<Vec2> {
    if ctx.view.draft.is_some() || ctx.view.nodes().next().is_none() {
        return None;
    }
    let steps = [
        (Key::ArrowUp, vec2(0.0, -STEP)),
        (Key::ArrowDown, vec2(0.0, STEP)),
        (Key::ArrowLeft, vec2(-STEP, 0.0)),
        (Key::ArrowRight, vec2(STEP, 0.0)),
    ];
    let mut moved = None;
    for (key, step) in steps {
        while ui.input_mut(|it| it.consume_key(Modifiers::SHIFT, key)) {
            *moved.get_or_insert(Vec2::ZERO) += step;
        }
    }
    moved
}

/// Whether the keys that nudge are still held: until they are let go of, nudging is one gesture.
pub fn goes_on(ui: &Ui) -> bool {
    ui.input(|it| it.modifiers.shift)
}
