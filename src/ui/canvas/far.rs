//! The map from far away: nodes as dots, and what stands together as a frame with a name and counts.

use super::{
    Context, NodeId, Scene,
    brush::Brush,
    clusters::{Cluster, Clusters, Tally},
    mesh::{at_least, quad},
    paint::LINKS,
};
use crate::{
    layout::{Layout, Rect as MapRect, Size},
    map::Map,
    picture::{Colour, Theme, text},
    ui::{inspector::one_line, theme::colour},
};
use egui::{
    Align2, Color32, FontId, Id, Mesh, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use std::{collections::BTreeSet, sync::Arc};

/// A frame is named if it is at least so large on screen, in points.
const LEAST: Size = Size { width: 120.0, height: 46.0 };
/// What is smaller than this on screen is drawn with what stands beside it.
const DOT: f32 = 2.5;
/// Names are chosen anew when the zoom has changed by this factor.
const STEP: f32 = 1.189_207;
/// Of each frame so many of its strongest links to others are drawn.
const STRONGEST: usize = 3;
/// The font size of names.
const FONT: f32 = 12.0;
/// The font size of what is below names.
const SMALL: f32 = 11.0;

/// A frame with its name.
#[derive(Debug)]
struct Name {
    rect: MapRect,
    /// What it is called: who wrote the comment, or the words that most are about.
    title: String,
    /// What is in it.
    below: String,
    tally: Tally,
}

/// The frames to be named at a zoom, and how they are linked.
#[derive(Debug, Default)]
pub struct Far {
    of: Arc<Scene>,
    step: Option<i32>,
    names: Vec<Name>,
    links: Vec<(usize, usize, Tally)>,
}

impl Far {
    /// Draws dots, frames, the links between them, and their names.
    pub fn paint(&mut self, ctx: &Context<'_>, brush: &Brush<'_>, layout: &Layout, moved: &BTreeSet<NodeId>) {
        self.update(ctx, brush.camera.sight().zoom);
        let painter = brush.ui.painter();
        let bundled = brush.camera.sight().zoom < LINKS;
        for name in &self.names {
            let rect = self.frame(brush, name);
            if brush.canvas.intersects(rect) {
                painter.rect_filled(rect, 4.0, tint(name.tally, ctx.theme));
                let line = Stroke::new(1.0, colour(ctx.theme.colours.faint));
                painter.rect_stroke(rect, 4.0, line, StrokeKind::Inside);
            }
        }
        let mut dots = Mesh::default();
        let (place, seen) =
            (|it: MapRect| brush.camera.box_to_screen(brush.canvas, it), brush.camera.seen(brush.canvas));
        let selected = &ctx.view.selection;
        let chosen = |id: NodeId| !selected.is_empty() && ctx.is_selected(id) || moved.contains(&id);
        draw_dots(&ctx.scene.clusters, ctx.scene, seen, place, ctx.theme, &mut dots);
        painter.add(dots);
        if bundled {
            self.bundles(ctx, brush);
        }
        // What is selected is seen from any distance.
        let lit = colour(ctx.theme.colours.selection);
        let mut marks = Mesh::default();
        let nodes = ctx.view.nodes().chain(ctx.view.hovered.and_then(crate::map::Item::node));
        for id in nodes.chain(moved.iter().copied()).take(4000) {
            if let Some(&at) = layout.places.get(&id) {
                let rect = at_least(place(at), 5.0);
                if brush.canvas.intersects(rect) && (chosen(id) || ctx.is_hovered(id)) {
                    quad(&mut marks, rect, lit);
                }
            }
        }
        painter.add(marks);
        self.names(ctx, brush);
    }

    /// Draws the names of frames, and puts them into the accessibility tree.
    pub fn names(&mut self, ctx: &Context<'_>, brush: &Brush<'_>) {
        self.update(ctx, brush.camera.sight().zoom);
        for (nth, name) in self.names.iter().enumerate() {
            let rect = self.frame(brush, name);
            if brush.canvas.intersects(rect) {
                plate(ctx, brush.ui, rect.intersect(brush.canvas), name);
                describe(brush.ui, rect.intersect(brush.canvas), nth, name);
            }
        }
    }

    fn frame(&self, brush: &Brush<'_>, name: &Name) -> Rect {
        brush.camera.box_to_screen(brush.canvas, name.rect).expand(3.0)
    }

    /// Chooses what is named at this zoom, if that has changed.
    fn update(&mut self, ctx: &Context<'_>, zoom: f32) {
        #[expect(clippy::cast_possible_truncation, reason = "zooms have small logarithms")]
        let step = (zoom.ln() / STEP.ln()).floor() as i32;
        if self.step == Some(step) && Arc::ptr_eq(&self.of, ctx.scene) {
            return;
        }
        self.of = ctx.scene.clone();
        self.step = Some(step);
        let zoom = STEP.powi(step);
        let clusters = &ctx.scene.clusters;
        let named = clusters.named(Size { width: LEAST.width / zoom, height: LEAST.height / zoom });
        let name = |it: &u32| Name::new(ctx.map, ctx.scene, &clusters.all[*it as usize]);
        self.names = named.iter().map(name).collect();
        let mut drawn = vec![0; named.len()];
        self.links = clusters.between(&named);
        self.links.retain(|it| {
            let few = drawn[it.0] < STRONGEST || drawn[it.1] < STRONGEST;
            drawn[it.0] += 1;
            drawn[it.1] += 1;
            few
        });
    }

    /// Draws the links between frames, as one line each, with how many there are.
    fn bundles(&self, ctx: &Context<'_>, brush: &Brush<'_>) {
        let painter = brush.ui.painter();
        let ink = colour(ctx.theme.colours.line);
        for (one, other, tally) in &self.links {
            let (a, b) = (self.frame(brush, &self.names[*one]), self.frame(brush, &self.names[*other]));
            if !a.union(b).intersects(brush.canvas) {
                continue;
            }
            let (from, to) = (nearest(a, b.center()), nearest(b, a.center()));
            let width = 1.0 + f32::from(u8::try_from(tally.all.ilog2()).unwrap_or(8)) * 0.7;
            painter.line_segment([from, to], Stroke::new(width, ink.gamma_multiply(0.7)));
            if tally.all > 1 && from.distance(to) > 34.0 {
                let words = painter.layout_no_wrap(tally.all.to_string(), FontId::proportional(10.0), ink);
                let rect = Align2::CENTER_CENTER.anchor_size(from.lerp(to, 0.5), words.size());
                painter.rect_filled(rect.expand2(vec2(3.0, 1.0)), 5.0, colour(ctx.theme.colours.canvas));
                painter.galley(rect.min, words, ink);
            }
        }
    }
}

/// Draws the nodes in sight as dots; what is too small, as one dot for all that stands together.
pub fn draw_dots(
    clusters: &Clusters,
    scene: &Scene,
    seen: MapRect,
    place: impl Fn(MapRect) -> Rect,
    theme: &Theme,
    dots: &mut Mesh,
) {
    let canvas = theme.colours.canvas;
    let ink = |it: Colour| colour(it.mixed(canvas, 0.42));
    let inks: Vec<Color32> = crate::map::NodeKind::ALL.map(|it| ink(theme.colours.kinds[it])).to_vec();
    let of = |node: u32| {
        let at = crate::map::NodeKind::ALL.iter().position(|it| *it == scene.kinds[node as usize]);
        inks[at.unwrap_or_default()]
    };
    let mut open: Vec<u32> = if clusters.all.is_empty() { Vec::new() } else { vec![0] };
    while let Some(number) = open.pop() {
        let cluster = &clusters.all[number as usize];
        if !cluster.rect.grown(1.0).overlaps(seen) {
            continue;
        }
        let rect = place(cluster.rect);
        if rect.width() < DOT && rect.height() < DOT {
            quad(dots, at_least(rect, 1.0), of(cluster.head));
            continue;
        }
        match cluster.parts {
            Some(parts) => open.extend(parts),
            None => {
                for &node in clusters.nodes_of(cluster) {
                    let rect = place(scene.boxes[node as usize]);
                    quad(dots, at_least(rect, 1.0), of(node));
                }
            }
        }
    }
}

impl Name {
    fn new(map: &Map, scene: &Scene, cluster: &Cluster) -> Self {
        let head = cluster.head as usize;
        let comment = scene.clusters.comments.get(head).copied().flatten().and_then(|it| map.comment(it));
        let author = comment.and_then(|it| map.person(it.author?)).map(|it| it.name.as_str());
        let topic = comment.and_then(|it| it.topic.as_deref());
        let words = || scene.ids.get(head).and_then(|&it| map.node(it)).map(|it| text::plain(text::head(&it.text)));
        let gist = topic.map(str::to_owned).or_else(words).unwrap_or_default();
        let title = match author {
            Some(author) => format!("{author}: {}", one_line(&gist)),
            None => one_line(&gist),
        };
        let mut below = if cluster.nodes == 1 { "1 node".to_owned() } else { format!("{} nodes", cluster.nodes) };
        if cluster.tally.supports > 0 {
            below += &format!("  +{}", cluster.tally.supports);
        }
        if cluster.tally.attacks > 0 {
            below += &format!("  −{}", cluster.tally.attacks);
        }
        Self { rect: cluster.rect, title, below, tally: cluster.tally }
    }
}

/// The filling of a frame: towards the colour of support or of attack, whichever there is more of within.
fn tint(tally: Tally, theme: &Theme) -> Color32 {
    let (links, canvas) = (&theme.colours.links, theme.colours.canvas);
    let all = (tally.supports + tally.attacks).max(1);
    #[expect(clippy::cast_precision_loss, reason = "a share")]
    let share = tally.attacks as f32 / all as f32;
    let some = if tally.supports + tally.attacks == 0 { 0.0 } else { 0.16 };
    colour(canvas.mixed(links.supports.mixed(links.attacks, share), some))
}

/// Draws the name of a frame at its top, on a plate.
fn plate(ctx: &Context<'_>, ui: &Ui, rect: Rect, name: &Name) {
    let room = rect.width() - 8.0;
    if room < 48.0 || rect.height() < 18.0 {
        return;
    }
    let colours = &ctx.theme.colours;
    let title = text::fit(&name.title, FONT, room.min(260.0) - 10.0);
    let title = ui.painter().layout_no_wrap(title, FontId::proportional(FONT), colour(colours.text));
    let below = ui.painter().layout_no_wrap(name.below.clone(), FontId::proportional(SMALL), colour(colours.weak));
    let both = rect.height() >= 36.0 && below.size().x <= room - 10.0;
    let width = if both { title.size().x.max(below.size().x) } else { title.size().x };
    let height = title.size().y + if both { below.size().y } else { 0.0 };
    let at = rect.min + vec2(4.0, 4.0);
    let plate = Rect::from_min_size(at, vec2(width + 10.0, height + 4.0));
    ui.painter().rect_filled(plate, 3.0, colour(colours.panel).gamma_multiply(0.9));
    ui.painter().galley(plate.min + vec2(5.0, 2.0), title.clone(), colour(colours.text));
    if both {
        ui.painter().galley(plate.min + vec2(5.0, 2.0 + title.size().y), below, colour(colours.weak));
    }
}

fn describe(ui: &Ui, rect: Rect, nth: usize, name: &Name) {
    let widget = ui.interact(rect, Id::unique(("frame", nth)), Sense::hover());
    let tally = name.tally;
    widget.widget_info(|| {
        let links = format!("{} support, {} attack", tally.supports, tally.attacks);
        WidgetInfo::labeled(Role::Group, true, format!("Frame {}: {}, {links}", name.title, name.below))
    });
}

/// The point of a box where the way from its middle to `towards` leaves it.
fn nearest(rect: Rect, towards: Pos2) -> Pos2 {
    let (centre, way) = (rect.center(), towards - rect.center());
    let share =
        (rect.width() / 2.0 / way.x.abs().max(0.001)).min(rect.height() / 2.0 / way.y.abs().max(0.001)).min(1.0);
    pos2(centre.x + way.x * share, centre.y + way.y * share)
}
