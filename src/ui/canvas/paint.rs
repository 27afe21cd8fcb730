//! Draws what is on screen of the picture, with as much detail as can be seen.

use super::{Camera, Context, Layout, NodeId, brush::Brush, far, folds, gist::Gists, groups, mesh};
use crate::{
    layout::Rect as MapRect,
    map::{EdgeId, Item},
    picture::{self, State},
};
use egui::{Rect, Ui};
use std::collections::BTreeSet;

/// Below this zoom the words of a node cannot be read, and nodes show the first of them, larger.
pub const WORDS: f32 = 0.42;

/// Below this zoom no words fit into nodes, and they are shapes with a mark for their kind.
pub const GIST: f32 = 0.22;

/// Below this zoom marks cannot be told apart, and nodes are dots.
pub const SHAPES: f32 = 0.13;

/// Below this zoom links are drawn as lines without arrows.
const ARROWS: f32 = 0.28;

/// Below this zoom single links are not drawn, but how many there are between what stands together.
pub const LINKS: f32 = 0.05;

/// What is kept from frame to frame to draw faster.
#[derive(Debug, Default)]
pub struct Kept {
    gists: Gists,
    far: far::Far,
    groups: groups::Names,
}

/// Draws the part of the map on screen; `moved` are nodes that are being dragged or on their way. Returns the nodes that one can tell
/// apart.
pub fn paint(
    ctx: &Context<'_>,
    ui: &Ui,
    (camera, canvas): (&Camera, Rect),
    layout: &Layout,
    moved: Option<&BTreeSet<NodeId>>,
    kept: &mut Kept,
) -> Vec<NodeId> {
    let brush = Brush { ui, camera, canvas };
    let seen = camera.seen(canvas);
    let zoom = camera.sight().zoom;
    let nowhere = BTreeSet::new();
    let moved = moved.unwrap_or(&nowhere);
    if zoom < SHAPES {
        kept.far.frames(ctx, &brush);
    }
    let grouped = groups::in_sight(ctx, &brush, layout, moved);
    if zoom >= SHAPES {
        groups::frames(ctx, &brush, &grouped);
    }
    if zoom >= LINKS {
        links(ctx, &brush, layout, seen, moved, (zoom < SHAPES).then_some(&kept.far));
    }
    if zoom < SHAPES {
        kept.far.paint(ctx, &brush, layout, moved);
        return Vec::new();
    }
    let mut drawn: Vec<NodeId> = ctx.scene.nodes_in(seen).into_iter().map(|it| ctx.scene.ids[it]).collect();
    drawn.retain(|it| !moved.contains(it));
    drawn.extend(moved);
    kept.gists.begin();
    let mut shapes = mesh::Hairs::default();
    drawn.retain(|&id| {
        let (Some(node), Some(&place)) = (ctx.map.node(id), layout.places.get(&id)) else { return false };
        let state = state_of(ctx, id.into());
        match ctx.cards.get(&id) {
            Some(card) if zoom >= WORDS => brush.draw(picture::node(ctx.map, id, card, place, ctx.theme, state)),
            _ if zoom >= GIST => {
                brush.draw(picture::node_simple(ctx.map, id, place, ctx.theme, state));
                brush.draw(kept.gists.lines(ctx, (id, node), place, zoom));
            }
            _ => {
                let simple = picture::node_simple(ctx.map, id, place, ctx.theme, state);
                let mark = picture::mark(ctx.map, id, place, ctx.theme);
                simple.iter().chain(&mark).for_each(|it| shapes.shape(&brush, it));
            }
        }
        true
    });
    if kept.gists.is_behind() {
        ui.request_repaint();
    }
    if zoom < GIST {
        ui.painter().add(shapes.mesh);
        kept.far.comments(ctx, &brush);
    }
    kept.groups.names(ctx, &brush, &grouped);
    folds::paint(ctx, &brush, layout, &drawn);
    if let Some(edge) = ctx.view.single().and_then(Item::edge).filter(|_| zoom >= ARROWS) {
        let shown = |it| !ctx.visible.hidden.contains(&it);
        brush.draw(picture::alternatives(ctx.map, edge, layout, ctx.theme, shown));
    }
    drawn
}

/// Draws the links in sight; from far away without those that `far` draws in bundles.
fn links(
    ctx: &Context<'_>,
    brush: &Brush<'_>,
    layout: &Layout,
    seen: MapRect,
    moved: &BTreeSet<NodeId>,
    far: Option<&far::Far>,
) {
    let zoom = brush.camera.sight().zoom;
    let dragged: BTreeSet<EdgeId> = moved.iter().flat_map(|&it| ctx.map.edges_at(it)).collect();
    let shown = |it: &EdgeId| !ctx.visible.hides(ctx.map, *it);
    let drawn_anew = dragged.iter().copied().filter(shown);
    let still = ctx.scene.links_in(seen).filter(|it| !dragged.contains(&it.0));
    let chosen = |id: EdgeId| ctx.is_selected(id) || ctx.is_hovered(id);
    if zoom >= ARROWS {
        for id in still.map(|it| it.0).chain(drawn_anew) {
            brush.draw(picture::edge(ctx.map, id, layout, ctx.theme, state_of(ctx, id.into())));
        }
        return;
    }
    let mut hairs = mesh::Hairs::default();
    let mut lit = Vec::new();
    for (id, kind, ends) in still {
        if chosen(id) {
            lit.push(id);
        } else if !far.zip(ends).is_some_and(|(far, ends)| far.bundles(ctx, ends))
            && let Some(route) = layout.routes.get(&id)
        {
            hairs.link(brush, route, kind, ctx.theme);
        }
    }
    brush.ui.painter().add(hairs.mesh);
    for id in lit.into_iter().chain(drawn_anew) {
        brush.draw(picture::edge_simple(ctx.map, id, layout, ctx.theme, state_of(ctx, id.into())));
    }
}

fn state_of(ctx: &Context<'_>, item: Item) -> State {
    State { selected: ctx.is_selected(item), hovered: ctx.is_hovered(item), dimmed: false }
}
