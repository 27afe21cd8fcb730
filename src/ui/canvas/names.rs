//! The names of frames.

use super::{
    Context, Scene,
    clusters::{Cluster, Tally},
};
use crate::{
    map::Map,
    picture::text,
    ui::{inspector::one_line, theme::colour},
};
use egui::{FontId, Id, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use std::fmt::Write as _;

/// The font size of names.
const FONT: f32 = 12.0;
/// The font size of what is below names.
const SMALL: f32 = 11.0;

/// A frame with its name.
#[derive(Debug)]
pub struct Name {
    /// What it is called: who wrote the comment, or the words that most are about.
    title: String,
    /// Who wrote the comment, or that of its head.
    pub author: String,
    /// What is in it.
    below: String,
    tally: Tally,
}

impl Name {
    /// The name of a cluster.
    pub fn new(map: &Map, scene: &Scene, cluster: &Cluster) -> Self {
        let head = cluster.head as usize;
        let comment = scene.clusters.comments.get(head).copied().flatten().and_then(|it| map.comment(it));
        let author = comment.and_then(|it| map.person(it.author?)).map(|it| it.name.as_str());
        let topic = comment.and_then(|it| it.topic.as_deref());
        let words = || scene.ids.get(head).and_then(|&it| map.node(it)).map(|it| text::plain(text::head(&it.text)));
        let gist = topic.map(str::to_owned).or_else(words).unwrap_or_default();
        let title = match (scene.clusters.title(cluster), author) {
            (Some(group), _) => one_line(&group),
            (None, Some(author)) => format!("{author}: {}", one_line(&gist)),
            (None, None) => one_line(&gist),
        };
        let mut below = if cluster.nodes == 1 { "1 node".to_owned() } else { format!("{} nodes", cluster.nodes) };
        if cluster.tally.supports > 0 {
            let _ = write!(below, "  +{}", cluster.tally.supports);
        }
        if cluster.tally.attacks > 0 {
            let _ = write!(below, "  −{}", cluster.tally.attacks);
        }
        Self { author: author.unwrap_or_default().to_owned(), title, below, tally: cluster.tally }
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        &self.title
    }
}

/// Draws the name of a frame at its top, on a plate, clear of the `others`.
pub fn plate(ctx: &Context<'_>, ui: &Ui, rect: Rect, name: &Name, others: &mut Vec<Rect>) {
    let room = rect.width() - 8.0;
    if room < 48.0 || rect.height() < 18.0 {
        return;
    }
    let colours = &ctx.theme.colours;
    let title = text::fit(&name.title, FONT, (room - 10.0).min(200.0));
    let title = ui.painter().layout_no_wrap(title, FontId::proportional(FONT), colour(colours.text));
    let below = ui.painter().layout_no_wrap(name.below.clone(), FontId::proportional(SMALL), colour(colours.weak));
    let both = rect.height() >= 40.0 && below.size().x <= room - 10.0;
    let width = if both { title.size().x.max(below.size().x) } else { title.size().x };
    let height = title.size().y + if both { below.size().y } else { 0.0 };
    let mut plate = Rect::from_min_size(rect.min + vec2(3.0, 3.0), vec2(width + 10.0, height + 7.0));
    // Frames may overlap a little, but names must not.
    for _ in 0..4 {
        let Some(other) = others.iter().find(|it| it.intersects(plate)) else { break };
        plate = plate.translate(vec2(0.0, other.max.y + 2.0 - plate.min.y));
    }
    if plate.max.y > rect.max.y + 4.0 {
        return;
    }
    others.push(plate);
    ui.painter().rect_filled(plate, 3.0, colour(colours.panel).gamma_multiply(0.9));
    let at = plate.min + vec2(5.0, 1.0);
    let down = vec2(0.0, title.size().y);
    ui.painter().galley(at, title, colour(colours.text));
    if both {
        ui.painter().galley(at + down, below, colour(colours.weak));
    }
    let bar = Rect::from_min_max(pos2(plate.min.x, plate.max.y - 2.0), plate.max);
    balance(ctx, ui, bar, name.tally);
}

/// Draws how support and attack compare: support from the left, attack from the right, a gap between.
fn balance(ctx: &Context<'_>, ui: &Ui, bar: Rect, tally: Tally) {
    let all = tally.supports + tally.attacks;
    if all == 0 {
        return;
    }
    #[expect(clippy::cast_precision_loss, reason = "a share")]
    let share = tally.supports as f32 / all as f32;
    let links = &ctx.theme.colours.links;
    let at = bar.min.x + bar.width() * share;
    let (left, right) = (bar.with_max_x((at - 1.0).max(bar.min.x)), bar.with_min_x((at + 1.0).min(bar.max.x)));
    ui.painter().rect_filled(left, 1.0, colour(links.supports).gamma_multiply(0.8));
    ui.painter().rect_filled(right, 1.0, colour(links.attacks).gamma_multiply(0.8));
}

/// Draws who wrote a comment above its nodes.
pub fn tag(ctx: &Context<'_>, ui: &Ui, rect: Rect, name: &Name) {
    let ink = colour(ctx.theme.colours.weak);
    let words = text::fit(&name.author, SMALL, rect.width().max(60.0));
    let words = ui.painter().layout_no_wrap(words, FontId::proportional(SMALL), ink);
    let plate = Rect::from_min_size(rect.min - vec2(0.0, words.size().y), words.size() + vec2(4.0, 0.0));
    ui.painter().rect_filled(plate, 2.0, colour(ctx.theme.colours.canvas).gamma_multiply(0.85));
    ui.painter().galley(plate.min + vec2(2.0, 0.0), words, ink);
}

/// Draws the name of a group above its frame, and what is in it if there is room for that.
pub fn title(ctx: &Context<'_>, ui: &Ui, rect: Rect, name: &Name) {
    let room = rect.width() - 8.0;
    if room < 32.0 {
        return;
    }
    let (ink, weak) = (colour(ctx.theme.colours.text), colour(ctx.theme.colours.weak));
    let below = ui.painter().layout_no_wrap(format!("· {}", name.below), FontId::proportional(SMALL), weak);
    // The words of a node are shortened to make room for the counts, a person's name is not.
    let beside = room - below.size().x - 6.0;
    let words = text::fit(&name.title, FONT, if beside >= 120.0 { beside } else { room });
    let words = ui.painter().layout_no_wrap(words, FontId::proportional(FONT), ink);
    let both = words.size().x <= beside;
    let width = words.size().x + if both { 6.0 + below.size().x } else { 0.0 };
    let size = vec2(width + 10.0, words.size().y + 2.0);
    // A frame that begins above what is in sight has its name at the upper edge of that.
    let top = (rect.min.y - size.y).max(ui.clip_rect().min.y + 2.0);
    let plate = Rect::from_min_size(pos2(rect.min.x + 4.0, top), size);
    ui.painter().rect_filled(plate, 3.0, colour(ctx.theme.colours.canvas).gamma_multiply(0.85));
    let at = plate.min + vec2(5.0, 1.0);
    let beside = vec2(words.size().x + 6.0, (words.size().y - below.size().y) * 0.6);
    ui.painter().galley(at, words, ink);
    if both {
        ui.painter().galley(at + beside, below, weak);
    }
}

/// Puts a frame into the accessibility tree.
pub fn describe(ui: &Ui, rect: Rect, nth: usize, name: &Name) {
    let widget = ui.interact(rect, Id::unique(("frame", nth)), Sense::hover());
    let tally = name.tally;
    widget.widget_info(|| {
        let links = format!("{} support, {} attack", tally.supports, tally.attacks);
        WidgetInfo::labeled(Role::Group, true, format!("Frame {}: {}, {links}", name.title, name.below))
    });
}
