//! The links between two frames seen from far away, as one: as wide as there are many, parted into those that support
//! and those that attack, with both counts in words.

use super::{Context, brush::Brush, clusters::Tally};
use crate::ui::theme::colour;
use egui::{Align2, Color32, FontId, Id, Pos2, Rect, Role, Sense, Stroke, WidgetInfo, pos2, vec2};

/// The widest a bundle is, in points.
const WIDEST: f32 = 9.0;
/// How far into a frame a bundle leads, as a share of the way to its middle.
const INWARD: f32 = 0.4;
/// A bundle shorter than this has no words on it, in points.
const SHORT: f32 = 34.0;
/// So many are told to a screen reader.
const MOST_TOLD: usize = 200;
/// So many, the strongest, have words and knobs: where there are more, they would hide what they tell of.
const MOST_MARKED: usize = 80;

/// All links between two frames.
pub struct Bundle {
    /// Which frames.
    pub ends: [usize; 2],
    /// Where they are on screen.
    pub frames: [Rect; 2],
    /// How many links, in both directions.
    pub tally: Tally,
}

/// Draws bundles, the strongest of which come first, with their counts on them and in words for screen readers; frames are called by their `title`.
pub fn paint<'a>(ctx: &Context<'_>, brush: &Brush<'_>, bundles: &[Bundle], title: impl Fn(usize) -> &'a str) {
    for (nth, it) in bundles.iter().enumerate() {
        it.line(ctx, brush, nth < MOST_MARKED);
    }
    // Words come above all lines, and above no other words.
    let mut taken: Vec<Rect> = Vec::new();
    for it in bundles.iter().take(MOST_MARKED) {
        it.words(ctx, brush, &mut taken);
    }
    // Without a screen reader nobody asks for it.
    if brush.ui.accesskit_node_builder(super::id(), |_| ()).is_some() {
        for (nth, it) in bundles.iter().take(MOST_TOLD).enumerate() {
            it.tell(brush, nth, it.ends.map(&title));
        }
    }
}

impl Bundle {
    /// From where in the one frame to where in the other it leads. Not from edge to edge: most frames touch.
    fn way(&self) -> (Pos2, Pos2) {
        let [a, b] = self.frames;
        let end = |of: Rect, towards: Rect| nearest(of, towards.center()).lerp(of.center(), INWARD);
        (end(a, b), end(b, a))
    }

    /// Draws it: what supports, what does neither, and what attacks, side by side.
    fn line(&self, ctx: &Context<'_>, brush: &Brush<'_>, has_knobs: bool) {
        let (from, to) = self.way();
        let colours = &ctx.theme.colours;
        let Tally { supports, attacks, all } = self.tally;
        let parts = [
            (supports, colour(colours.links.supports)),
            (all.saturating_sub(supports + attacks), colour(colours.line)),
            (attacks, colour(colours.links.attacks)),
        ];
        // From left to right, wherever it leads.
        let across = (to - from).normalized().rot90();
        let across = if across.x < 0.0 { -across } else { across };
        let width = width(all);
        let mut at = -width / 2.0;
        for (count, ink) in parts.into_iter().filter(|it| it.0 > 0) {
            #[expect(clippy::cast_precision_loss, reason = "a share")]
            let part = width * count as f32 / all.max(1) as f32;
            let by = across * (at + part / 2.0);
            brush.ui.painter().line_segment([from + by, to + by], Stroke::new(part.max(0.8), faded(ink)));
            at += part;
        }
        for end in [from, to].into_iter().filter(|_| has_knobs) {
            brush.ui.painter().circle_filled(end, width / 2.0 + 1.5, colour(colours.line));
        }
    }

    /// Writes the counts on its middle, if there is room.
    fn words(&self, ctx: &Context<'_>, brush: &Brush<'_>, taken: &mut Vec<Rect>) {
        let (from, to) = self.way();
        let Tally { supports, attacks, all } = self.tally;
        if all < 2 || from.distance(to) < SHORT {
            return;
        }
        let words = match (supports, attacks) {
            (0, 0) => all.to_string(),
            (some, 0) => format!("+{some}"),
            (0, some) => format!("−{some}"),
            (some, other) => format!("+{some} −{other}"),
        };
        let painter = brush.ui.painter();
        let words = painter.layout_no_wrap(words, FontId::proportional(10.0), colour(ctx.theme.colours.text));
        let rect = Align2::CENTER_CENTER.anchor_size(from.lerp(to, 0.5), words.size());
        let plate = rect.expand2(vec2(3.0, 1.0));
        if taken.iter().any(|it| it.intersects(plate)) {
            return;
        }
        taken.push(plate);
        painter.rect_filled(plate, 5.0, colour(ctx.theme.colours.canvas));
        painter.galley(rect.min, words, colour(ctx.theme.colours.text));
    }

    /// Puts it into the accessibility tree.
    fn tell(&self, brush: &Brush<'_>, nth: usize, [one, other]: [&str; 2]) {
        let (from, to) = self.way();
        let rect = Rect::from_two_pos(from, to).expand(1.0).intersect(brush.canvas);
        let widget = brush.ui.interact(rect, Id::unique(("bundle", nth)), Sense::hover());
        widget.widget_info(|| {
            let Tally { supports, attacks, all } = self.tally;
            let links = if all == 1 { "1 link" } else { &format!("{all} links") };
            let words = format!("{links} between {one} and {other}: {supports} support, {attacks} attack");
            WidgetInfo::labeled(Role::Link, true, words)
        });
    }
}

/// How wide a bundle of so many links is, in points: a quadruple is a little wider than a pair.
fn width(all: u32) -> f32 {
    let doubled = f32::from(u8::try_from(all.max(1).ilog2()).unwrap_or(u8::MAX));
    (1.2 + 1.1 * doubled).min(WIDEST)
}

/// What is below shines through.
fn faded(ink: Color32) -> Color32 {
    ink.gamma_multiply(0.7)
}

/// The point of a box where the way from its middle to `towards` leaves it.
fn nearest(rect: Rect, towards: Pos2) -> Pos2 {
    let (centre, way) = (rect.center(), towards - rect.center());
    let share =
        (rect.width() / 2.0 / way.x.abs().max(0.001)).min(rect.height() / 2.0 / way.y.abs().max(0.001)).min(1.0);
    pos2(centre.x + way.x * share, centre.y + way.y * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_links_are_wider_up_to_a_limit() {
        let widths: Vec<f32> = [1, 2, 4, 16, 100, 100_000].into_iter().map(width).collect();
        assert!(widths.is_sorted() && widths[0] < widths[2] && widths[2] < widths[4], "{widths:?}");
        assert!(width(u32::MAX) <= WIDEST && width(0) > 0.0);
    }
}
