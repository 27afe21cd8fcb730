//! The map from far away: nodes as dots, and what stands together as a frame with a name and counts.

use super::{
    Context, NodeId, Scene,
    brush::Brush,
    bundles::{self, Bundle},
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
use egui::{Color32, Mesh, Rect, Stroke, StrokeKind};
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
    /// The links between them: two places in the list, and how many.
    links: Vec<(usize, usize, Tally)>,
    /// In which of them each cluster is.
    owners: Vec<u32>,
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
        let mut dots = Mesh::default();
        let (place, seen) =
            (|it: MapRect| brush.camera.box_to_screen(brush.canvas, it), brush.camera.seen(brush.canvas));
        let selected = &ctx.view.selection;
        let chosen = |id: NodeId| !selected.is_empty() && ctx.is_selected(id) || moved.contains(&id);
        draw_dots(&ctx.scene.clusters, ctx.scene, seen, place, ctx.theme, &mut dots);
        painter.add(dots);
        bundles::paint(ctx, brush, &self.in_bundles(ctx, brush), |it| self.title(ctx, it));
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
        self.owners.clear();
        if zoom >= SHAPES {
            return;
        }
        self.owners = clusters.owners(&named);
        self.links = clusters.between(&named);
        if zoom > LINKS {
            return;
        }
        let mut drawn = vec![0; named.len()];
        self.links.retain(|it| {
            let few = drawn[it.0] < STRONGEST || drawn[it.1] < STRONGEST;
            drawn[it.0] += 1;
            drawn[it.1] += 1;
            few
        });
    }

    /// Whether a link between these nodes is part of a bundle, and not drawn by itself.
    pub fn bundles(&self, ctx: &Context<'_>, (from, to): (u32, u32)) -> bool {
        let owner = |it| ctx.scene.clusters.home(it).and_then(|it| self.owners.get(it as usize)).copied();
        let ends = owner(from).zip(owner(to)).filter(|it| it.0 != u32::MAX && it.1 != u32::MAX);
        ctx.scene.grouping != Grouping::None && ends.is_some_and(|it| it.0 != it.1)
    }

    /// The bundles in sight. Where there are no frames, there are some only if single links are not drawn either.
    fn in_bundles(&self, ctx: &Context<'_>, brush: &Brush<'_>) -> Vec<Bundle> {
        if ctx.scene.grouping == Grouping::None && brush.camera.sight().zoom >= LINKS {
            return Vec::new();
        }
        let place = |it: usize| frame(brush, &self.of.clusters.all[self.named[it].0 as usize]);
        let all = self.links.iter().map(|&(one, other, tally)| Bundle {
            ends: [one, other],
            frames: [place(one), place(other)],
            tally,
        });
        all.filter(|it| it.frames[0].union(it.frames[1]).intersects(brush.canvas)).collect()
    }

    /// What a frame in the list is called.
    fn title(&self, ctx: &Context<'_>, nth: usize) -> &str {
        let (cluster, name) = &self.named[nth];
        name.get_or_init(|| Name::new(ctx.map, &self.of, &self.of.clusters.all[*cluster as usize])).title()
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
