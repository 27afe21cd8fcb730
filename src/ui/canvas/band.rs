//! The rubber band: selects what it is drawn round.

use super::{Camera, hit, paint::SHAPES};
use crate::{
    layout::Rect as MapRect,
    map::{Item, Point},
    ui::{context::Context, theme::colour},
};
use egui::{Pos2, Rect, Stroke, StrokeKind, Ui};
use std::collections::BTreeSet;

/// A band being drawn, from one point of the map to another.
#[derive(Debug)]
pub struct Band {
    start: Point,
    end: Point,
    /// What was selected before: what Escape gives back.
    pub before: BTreeSet<Item>,
    /// Whether what it catches is added to that.
    adds: bool,
}

impl Band {
    /// Starts one at a point of the map.
    pub fn new(ctx: &Context<'_>, start: Point, adds: bool) -> Self {
        Self { start, end: start, before: ctx.view.selection.clone(), adds }
    }

    /// Draws it out to the pointer.
    pub fn reach(&mut self, camera: &Camera, rect: Rect, pointer: Pos2) {
        self.end = camera.to_map(rect, pointer);
    }

    /// What is selected with it: the nodes it touches, and the links that lie in it whole.
    pub fn selects(&self, ctx: &Context<'_>, camera: &Camera) -> BTreeSet<Item> {
        let area = self.area();
        let touched = ctx.scene.nodes_in(area).into_iter().map(|it| ctx.scene.ids[it]);
        let touched = touched.filter(|it| ctx.layout.places.get(it).is_some_and(|it| it.overlaps(area)));
        let held =
            |item: Item| hit::bounds(ctx.layout, item).is_some_and(|it| area.contains(it.min) && area.contains(it.max));
        // From far away links are not seen one by one.
        let links = (camera.sight().zoom >= SHAPES).then(|| ctx.scene.edges_in(area).map(|it| Item::Edge(it.0)));
        let mut caught: BTreeSet<Item> = links.into_iter().flatten().filter(|&it| held(it)).collect();
        caught.extend(touched.map(Item::Node));
        if self.adds {
            caught.extend(&self.before);
        }
        caught
    }

    /// Draws it.
    pub fn paint(&self, ctx: &Context<'_>, ui: &Ui, camera: &Camera, rect: Rect) {
        let accent = colour(ctx.theme.colours.selection);
        let at = camera.box_to_screen(rect, self.area());
        ui.painter().rect(at, 2.0, accent.gamma_multiply(0.12), Stroke::new(1.0, accent), StrokeKind::Inside);
    }

    fn area(&self) -> MapRect {
        let (a, b) = (self.start, self.end);
        MapRect { min: Point { x: a.x.min(b.x), y: a.y.min(b.y) }, max: Point { x: a.x.max(b.x), y: a.y.max(b.y) } }
    }
}
