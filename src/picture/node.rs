//! A node as shapes.

use super::{Card, Colour, Shape, State, Stroke, Text, Theme, Tone, icon, shape::arc};
use crate::{
    layout::Rect,
    map::{Item, Map, NodeId, NodeKind, Point, ReviewState},
};

/// The shapes of node `id` with its words, in `place`.
pub fn node(map: &Map, id: NodeId, card: &Card, place: Rect, theme: &Theme, state: State) -> Vec<Shape> {
    let mut shapes = node_simple(map, id, place, theme, state);
    let (colours, sizes) = (&theme.colours, &theme.sizes);
    let kind = colours.kinds[card.kind];
    let moved = |at: Point| Point { x: at.x + place.min.x, y: at.y + place.min.y };
    let first = shapes.len();
    if card.kind == NodeKind::Evidence {
        // The folded corner.
        let (x, y, fold) = (place.max.x, place.min.y, sizes.notch);
        let corner = [(x - fold, y), (x - fold, y + fold), (x, y + fold)].map(|(x, y)| Point { x, y });
        shapes.push(Shape::line(corner.to_vec(), Stroke { width: sizes.thin, colour: kind, dash: None }));
    }
    if card.kind == NodeKind::Disagreement {
        let x = place.centre().x;
        let line = |from: f32, to: f32| {
            let points = vec![Point { x, y: from }, Point { x, y: to }];
            Shape::line(points, Stroke { width: sizes.thin, colour: kind, dash: None })
        };
        if let Some(split) = card.split {
            let y = place.min.y + split;
            let across = vec![Point { x: place.min.x, y }, Point { x: place.max.x, y }];
            shapes.push(Shape::line(across, Stroke { width: sizes.thin, colour: kind, dash: None }));
            shapes.push(line(y, place.max.y));
        } else {
            shapes.push(line(place.min.y, place.min.y + 7.0));
            shapes.push(line(place.max.y - 7.0, place.max.y));
        }
    }
    if let Some(head) = card.lines.first() {
        let at = Point { x: head.at.x - sizes.icon - 6.0, y: head.at.y - sizes.small * 0.36 - sizes.icon / 2.0 };
        shapes.extend(icon(card.kind, card.sort, moved(at), sizes.icon, kind));
    }
    for &(top, bottom) in &card.bars {
        let points = [top, Point { x: top.x, y: bottom }].map(moved).to_vec();
        shapes.push(Shape::line(points, Stroke { width: sizes.bold, colour: colours.faint, dash: None }));
    }
    if let Some((at, size, spark)) = &card.spark {
        let at = moved(*at);
        shapes.extend(super::plot::spark_of(spark, *size, theme).into_iter().map(|it| it.moved(at)));
    }
    shapes.extend(card.lines.iter().map(|line| {
        let colour = match line.tone {
            Tone::Text => colours.text,
            Tone::Weak => colours.weak,
            Tone::Kind => kind,
        };
        Shape::Text(Text { at: moved(line.at), words: line.words.clone(), size: line.size, colour })
    }));
    if state.dimmed {
        for shape in &mut shapes[first..] {
            dim(shape, theme);
        }
    }
    shapes
}

/// Node `id` as an outline alone, for when its words would be too small to read.
pub fn node_simple(map: &Map, id: NodeId, place: Rect, theme: &Theme, state: State) -> Vec<Shape> {
    let Some(kind) = map.node(id).map(|it| it.kind) else { return Vec::new() };
    let (colours, sizes) = (&theme.colours, &theme.sizes);
    let sure = sureness(map, id.into());
    let fill = match (state.selected, kind) {
        (true, _) => colours.selection_card,
        (false, NodeKind::Crux) => colours.accent_card,
        (false, _) => colours.card,
    };
    let edge = Stroke {
        width: weight(sure, if kind == NodeKind::Crux { sizes.bold } else { sizes.line }),
        colour: lighter(colours.kinds[kind], sure, theme),
        dash: sure.map(|_| (5.0, 3.5)),
    };
    let mut shapes = Vec::new();
    if state.selected || state.hovered {
        let width = if state.selected { sizes.bold } else { sizes.line };
        let frame = outline(kind, place.grown(4.0), sizes.corner + 4.0, sizes.notch);
        let colour = colours.selection;
        shapes.push(Shape::Path(super::Path {
            points: frame,
            closed: true,
            fill: None,
            stroke: Some(Stroke { width, colour, dash: None }),
        }));
    }
    let points = outline(kind, place, sizes.corner, sizes.notch);
    if kind == NodeKind::Note {
        // No box: only a thin line down its side.
        if state.selected {
            shapes.push(Shape::area(points, fill, None));
        }
        let side = vec![place.min, Point { x: place.min.x, y: place.max.y }];
        shapes.push(Shape::line(side, Stroke { width: sizes.thin, ..edge }));
    } else {
        shapes.push(Shape::area(points, fill, Some(edge)));
    }
    if state.dimmed {
        for shape in &mut shapes {
            dim(shape, theme);
        }
    }
    shapes
}

/// The sign of the kind of node `id` alone, as large as its box allows, for when no words can be read.
pub fn mark(map: &Map, id: NodeId, place: Rect, theme: &Theme) -> Vec<Shape> {
    let Some(kind) = map.node(id).map(|it| it.kind) else { return Vec::new() };
    let size = (place.height() * 0.6).min(56.0);
    let at = Point { x: place.centre().x - size / 2.0, y: place.centre().y - size / 2.0 };
    icon(kind, map.evidence_of(id).map(|it| it.kind), at, size, theme.colours.kinds[kind])
}

/// A node as a dot of its kind's colour, for maps seen from far away.
pub fn node_dot(kind: NodeKind, place: Rect, theme: &Theme, state: State) -> Shape {
    let colours = &theme.colours;
    let colour = if state.selected { colours.selection } else { colours.kinds[kind] };
    let corners =
        [place.min, Point { x: place.max.x, y: place.min.y }, place.max, Point { x: place.min.x, y: place.max.y }];
    let share = if state.dimmed { 0.8 } else { 0.35 };
    Shape::area(corners.to_vec(), colour.mixed(colours.canvas, share), None)
}

/// The outline of a kind of node, clockwise, convex.
fn outline(kind: NodeKind, place: Rect, corner: f32, notch: f32) -> Vec<Point> {
    let Rect { min, max } = place;
    let corner = corner.min(place.width() / 2.0).min(place.height() / 2.0);
    let notch = notch.min(place.width() / 3.0).min(place.height() / 2.0);
    let at = |x, y| Point { x, y };
    let round = |x: f32, y: f32, first| arc(at(x, y), corner, first, 4);
    let (left, right, top, bottom) = (min.x + corner, max.x - corner, min.y + corner, max.y - corner);
    match kind {
        NodeKind::Crux => {
            let middle = place.centre().y;
            vec![
                at(min.x, middle),
                at(min.x + notch, min.y),
                at(max.x - notch, min.y),
                at(max.x, middle),
                at(max.x - notch, max.y),
                at(min.x + notch, max.y),
            ]
        }
        // A corner cut off at the bottom right, like a speech bubble's tip turned in.
        NodeKind::Question => {
            let cut = vec![at(max.x, max.y - notch), at(max.x - notch, max.y)];
            [round(left, top, 8), round(right, top, 12), cut, round(left, bottom, 4)].concat()
        }
        NodeKind::Evidence => {
            vec![min, at(max.x - notch, min.y), at(max.x, min.y + notch), max, at(min.x, max.y)]
        }
        NodeKind::Disagreement | NodeKind::Note => vec![min, at(max.x, min.y), max, at(min.x, max.y)],
        NodeKind::Claim => {
            [round(left, top, 8), round(right, top, 12), round(right, bottom, 0), round(left, bottom, 4)].concat()
        }
    }
}

/// How sure the extractor is of an open proposal; nothing for what stands.
pub(super) fn sureness(map: &Map, item: Item) -> Option<f32> {
    map.review(item).filter(|it| it.state == ReviewState::Open).map(|it| it.confidence.clamp(0.0, 1.0))
}

/// The weight of a line: full for what stands, for proposals less the less sure they are.
pub(super) fn weight(sure: Option<f32>, full: f32) -> f32 {
    full * sure.map_or(1.0, |it| 0.6 + 0.4 * it)
}

/// Proposals are a little lighter, but never too light to see.
pub(super) fn lighter(colour: Colour, sure: Option<f32>, theme: &Theme) -> Colour {
    if sure.is_some() { colour.mixed(theme.colours.canvas, 0.15) } else { colour }
}

pub(super) fn dim(shape: &mut Shape, theme: &Theme) {
    shape.recolour(|it| {
        it.mixed(Colour(theme.colours.canvas.0, theme.colours.canvas.1, theme.colours.canvas.2, it.3), 0.7)
    });
}
