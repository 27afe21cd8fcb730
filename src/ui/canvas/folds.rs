//! What shows that a node is folded: edges of a pile below it, and how much is hidden with signs for what of it asks for
//! attention.

use super::{Context, Layout, NodeId, brush::Brush, paint::GIST};
use crate::{
    map::{NodeKind, Point},
    picture,
    ui::{action::Action, command::Command, teach::Teach as _, theme::colour, visible::Beneath},
};
use egui::{Color32, CursorIcon, FontId, Id, Pos2, Rect, Role, Sense, Stroke, StrokeKind, WidgetInfo, pos2, vec2};

/// The size of its words at zoom 1, and the smallest, in points.
const WORDS: (f32, f32) = (13.0, 10.5);

/// Draws it for the folded ones of these nodes.
pub fn paint(ctx: &Context<'_>, brush: &Brush<'_>, layout: &Layout, drawn: &[NodeId]) {
    let zoom = brush.camera.sight().zoom;
    for &id in drawn {
        let Some((beneath, place)) = ctx.visible.beneath(ctx.map, id).zip(layout.places.get(&id)) else { continue };
        let rect = brush.camera.box_to_screen(brush.canvas, *place);
        let line = colour(ctx.theme.colours.kinds[ctx.map.node(id).map_or(NodeKind::Note, |it| it.kind)]);
        for step in [1.0, 2.0] {
            let (inset, y) = (6.0 * step * zoom, rect.max.y + 3.5 * step * zoom);
            let ends = [pos2(rect.min.x + inset, y), pos2(rect.max.x - inset, y)];
            brush.ui.painter().line_segment(ends, Stroke::new((1.2 * zoom).max(0.8), line));
        }
        if zoom >= GIST {
            pill(ctx, brush, id, rect, &beneath);
        }
    }
}

/// How much is hidden; a click shows it.
fn pill(ctx: &Context<'_>, brush: &Brush<'_>, id: NodeId, rect: Rect, beneath: &Beneath) {
    let colours = &ctx.theme.colours;
    let (ui, zoom) = (brush.ui, brush.camera.sight().zoom);
    let size = (WORDS.0 * zoom).max(WORDS.1);
    let ink = colour(colours.text);
    let words = |it: String| ui.painter().layout_no_wrap(it, FontId::proportional(size), ink);
    let signs = [(beneath.proposals, Sign::Proposal), (beneath.cruxes, Sign::Crux), (beneath.attacks, Sign::Attack)];
    let signs: Vec<_> = signs.into_iter().filter(|it| it.0 > 0).map(|it| (words(it.0.to_string()), it.1)).collect();
    let title = words(format!("{} hidden", beneath.nodes));
    let (gap, sign) = (size * 0.7, size);
    let width = title.size().x + signs.iter().map(|it| gap + sign + size * 0.25 + it.0.size().x).sum::<f32>();
    let left = rect.min.x + 10.0 * zoom;
    let frame =
        Rect::from_min_size(pos2(left, rect.max.y + 2.0 * zoom), vec2(width + size * 1.2, title.size().y + size * 0.3));
    if !brush.canvas.intersects(frame) {
        return;
    }
    let response = ui.interact(frame.intersect(brush.canvas), Id::unique(("fold", id)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Unfold {}", beneath.words())));
    let lit = response.hovered() || response.has_focus();
    let line = colour(if lit { colours.selection } else { colours.line });
    let painter = ui.painter();
    let round = frame.height() / 2.0;
    painter.rect(
        frame,
        round,
        colour(colours.panel),
        Stroke::new(if lit { 1.5 } else { 1.0 }, line),
        StrokeKind::Inside,
    );
    let mut x = frame.min.x + size * 0.6;
    let put = |galley: std::sync::Arc<egui::Galley>, x: &mut f32| {
        let at = pos2(*x, frame.center().y - galley.size().y / 2.0);
        *x += galley.size().x;
        painter.galley(at, galley, ink);
    };
    put(title, &mut x);
    for (count, which) in signs {
        x += gap;
        which.draw(ctx, brush, pos2(x, frame.center().y - sign / 2.0), sign);
        x += sign + size * 0.25;
        put(count, &mut x);
    }
    if response.hovered() {
        ui.set_cursor_icon(CursorIcon::PointingHand);
    }
    if response.clicked() {
        ctx.send(Command::Unfold(id));
    }
    let _ = response.teaches_here(Action::Fold, &format!("{}. A click shows it again.", beneath.words()));
}

/// What stands for what, as on the map: proposals are dashed, cruxes fork, and what attacks has a stroke across.
#[derive(Clone, Copy)]
enum Sign {
    Proposal,
    Crux,
    Attack,
}

impl Sign {
    fn draw(self, ctx: &Context<'_>, brush: &Brush<'_>, at: Pos2, size: f32) {
        let painter = brush.ui.painter();
        let rect = Rect::from_min_size(at, vec2(size, size)).shrink(size * 0.08);
        let stroke = |ink: Color32| Stroke::new((size * 0.11).max(1.0), ink);
        match self {
            Self::Proposal => {
                let rect = rect.shrink2(vec2(0.0, size * 0.14));
                let corners =
                    [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
                let line = stroke(colour(ctx.theme.colours.text));
                painter.extend(egui::Shape::dashed_line(&corners, line, size * 0.22, size * 0.15));
            }
            Self::Crux => {
                let zoom = brush.camera.sight().zoom;
                let Point { x, y } = brush.camera.to_map(brush.canvas, at);
                let ink = ctx.theme.colours.kinds[NodeKind::Crux];
                brush.draw(picture::icon(NodeKind::Crux, None, Point { x, y }, size / zoom, ink));
            }
            Self::Attack => {
                let line = stroke(colour(ctx.theme.colours.links.attacks));
                painter.line_segment([rect.left_center(), rect.right_center()], line);
                let across = vec2(size * 0.12, size * 0.32);
                painter.line_segment([rect.center() - across, rect.center() + across], line);
            }
        }
    }
}
