//! The map from far away: nodes as dots, and what stands together as a frame with a name and counts.

use super::{
    Context, NodeId, Scene,
    brush::Brush,
    clusters::{Cluster, Clusters, Tally},
    mesh::{at_least, quad},
    names::{Name, describe, plate, tag},
    paint::{LINKS, SHAPES},
};
use crate::{
    layout::{Layout, Rect as MapRect, Size},
    picture::{Colour, Grouping, Theme},
    ui::theme::colour,
};
use egui::{Align2, Color32, FontId, Mesh, Pos2, Rect, Stroke, StrokeKind, pos2, vec2};
use std::{cell::OnceCell, collections::BTreeSet, sync::Arc};

/// A frame is named if it is at least so large on screen, in points.
const LEAST: Size = Size { width: 120.0, height: 46.0 };
/// A comment whose nodes are more than dots is named if it is at least so large.
const LEAST_COMMENT: Size = Size { width: 44.0, height: 16.0 };
/// What is smaller than this on screen is drawn with what stands beside it.
const DOT: f32 = 2.5;
/// Nodes that are narrower on screen are not drawn one by one.
const SPECK: f32 = 1.5;
/// Names are chosen anew when the zoom has changed by this factor.
const STEP: f32 = 1.189_207;
/// Of each frame so many of its strongest links to others are drawn.
const STRONGEST: usize = 3;
/// The frames to be named at a zoom, and how they are linked.
#[derive(Debug, Default)]
pub struct Far {
    of: Arc<Scene>,
    step: Option<i32>,
    /// The clusters, and their names as soon as they were in sight.
    named: Vec<(u32, OnceCell<Name>)>,
    links: Vec<(usize, usize, Tally)>,
}

impl Far {
    /// Draws the frames, below everything else.
    pub fn frames(&mut self, ctx: &Context<'_>, brush: &Brush<'_>) {
        self.update(ctx, brush.camera.sight().zoom);
        let painter = brush.ui.painter();
        let line = Stroke::new(1.0, colour(ctx.theme.colours.faint));
        if ctx.scene.grouping == Grouping::None {
            return;
        }
        for (_, cluster, _) in self.in_sight(brush) {
            painter.rect(frame(brush, cluster), 4.0, tint(cluster.tally, ctx.theme), line, StrokeKind::Inside);
        }
    }

    /// Draws dots, the links between frames, and their names.
    pub fn paint(&mut self, ctx: &Context<'_>, brush: &Brush<'_>, layout: &Layout, moved: &BTreeSet<NodeId>) {
        let painter = brush.ui.painter();
        let bundled = brush.camera.sight().zoom < LINKS;
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
        let nodes = nodes.filter(|it| !ctx.visible.hidden.contains(it));
        for id in nodes.chain(moved.iter().copied()).take(4000) {
            if let Some(&at) = layout.places.get(&id) {
                let rect = at_least(place(at), 5.0);
                if brush.canvas.intersects(rect) && (chosen(id) || ctx.is_hovered(id)) {
                    quad(&mut marks, rect, lit);
                }
            }
        }
        painter.add(marks);
        if ctx.scene.grouping == Grouping::None {
            return;
        }
        let mut plates: Vec<Rect> = Vec::new();
        for (nth, cluster, name) in self.in_sight(brush) {
            let name = name.get_or_init(|| Name::new(ctx.map, ctx.scene, cluster));
            let rect = frame(brush, cluster).intersect(brush.canvas);
            plate(ctx, brush.ui, rect, name, &mut plates);
            describe(brush.ui, rect, nth, name);
        }
    }

    /// Names the comments, above their nodes.
    pub fn comments(&mut self, ctx: &Context<'_>, brush: &Brush<'_>) {
        if ctx.scene.grouping != Grouping::Comment {
            return;
        }
        self.update(ctx, brush.camera.sight().zoom);
        for (nth, cluster, name) in self.in_sight(brush).filter(|it| it.1.is_unit) {
            let name = name.get_or_init(|| Name::new(ctx.map, ctx.scene, cluster));
            let rect = frame(brush, cluster);
            // A node that stands apart from the rest of its comment has no name to itself.
            if !name.author.is_empty() && cluster.nodes > 1 {
                tag(ctx, brush.ui, rect, name);
                describe(brush.ui, rect.intersect(brush.canvas), nth, name);
            }
        }
    }

    /// What is named and in sight: its place in the list, the cluster, its name.
    fn in_sight(&self, brush: &Brush<'_>) -> impl Iterator<Item = (usize, &Cluster, &OnceCell<Name>)> {
        let (seen, clusters) = (brush.camera.seen(brush.canvas), &self.of.clusters.all);
        let all = self.named.iter().enumerate().map(|(nth, it)| (nth, &clusters[it.0 as usize], &it.1));
        all.filter(move |it| it.1.rect.overlaps(seen))
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
        let least = if zoom < SHAPES { LEAST } else { LEAST_COMMENT };
        let named = clusters.named(Size { width: least.width / zoom, height: least.height / zoom });
        self.named = named.iter().map(|&it| (it, OnceCell::new())).collect();
        self.links.clear();
        if zoom > LINKS {
            return;
        }
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
            let cluster = |it: usize| &self.of.clusters.all[self.named[it].0 as usize];
            let (a, b) = (frame(brush, cluster(*one)), frame(brush, cluster(*other)));
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

fn frame(brush: &Brush<'_>, cluster: &Cluster) -> Rect {
    brush.camera.box_to_screen(brush.canvas, cluster.rect).expand(2.0)
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
            // Where nodes would be specks, the comment is one dot.
            None if place(scene.boxes[cluster.head as usize]).width() < SPECK => {
                quad(dots, at_least(rect, 1.0), of(cluster.head).gamma_multiply(0.7));
            }
            None => {
                for &node in clusters.nodes_of(cluster) {
                    let rect = place(scene.boxes[node as usize]);
                    quad(dots, at_least(rect, 1.0), of(node));
                }
            }
        }
    }
}

/// The filling of a frame: towards the colour of support or of attack, whichever there is more of within.
pub fn tint(tally: Tally, theme: &Theme) -> Color32 {
    let (links, canvas) = (&theme.colours.links, theme.colours.canvas);
    let all = (tally.supports + tally.attacks).max(1);
    #[expect(clippy::cast_precision_loss, reason = "a share")]
    let share = tally.attacks as f32 / all as f32;
    let some = if tally.supports + tally.attacks == 0 { 0.0 } else { 0.12 };
    colour(canvas.mixed(links.supports.mixed(links.attacks, share), some))
}

/// The point of a box where the way from its middle to `towards` leaves it.
fn nearest(rect: Rect, towards: Pos2) -> Pos2 {
    let (centre, way) = (rect.center(), towards - rect.center());
    let share =
        (rect.width() / 2.0 / way.x.abs().max(0.001)).min(rect.height() / 2.0 / way.y.abs().max(0.001)).min(1.0);
    pos2(centre.x + way.x * share, centre.y + way.y * share)
}
