//! A link as shapes.

use super::{
    Colour, Path, Shape, State, Stroke, Theme,
    card::is_strong,
    node::{dim, lighter, sureness, weight},
    shape::circle,
};
use crate::{
    layout::{Layout, at, flatten},
    map::{EdgeId, EdgeKind, Item, Map, Point},
};

/// How far from where it lands an undercut turns off its own way.
const LANDING: f32 = 26.0;

/// The shapes of link `id`; none if the layout does not have it yet.
pub fn edge(map: &Map, id: EdgeId, layout: &Layout, theme: &Theme, state: State) -> Vec<Shape> {
    let (Some(edge), Some(line)) = (map.edge(id), way(map, id, layout)) else { return Vec::new() };
    let (colours, sizes) = (&theme.colours, &theme.sizes);
    let sure = sureness(map, id.into());
    let colour = if state.selected || state.hovered {
        colours.selection
    } else {
        lighter(colours.links[edge.kind], sure, theme)
    };
    let base = if is_strong(edge.kind) { sizes.line } else { sizes.thin };
    let width = weight(sure, base) + if state.selected { 1.2 } else { 0.0 };
    let look = Look { colour, width, arrow: sizes.arrow, proposed: sure.is_some() };
    let and = map.is_linked(id).then(|| at(&line, 0.35)).flatten();
    let mut shapes = drawn(edge.kind, line, look);
    shapes.extend(and.into_iter().flat_map(|(at, along)| Tip { at, along }.and(6.0, look, colours.canvas)));
    if state.dimmed {
        for shape in &mut shapes {
            dim(shape, theme);
        }
    }
    shapes
}

/// Link `id` as a plain thin line, for maps seen from far away.
pub fn edge_simple(map: &Map, id: EdgeId, layout: &Layout, theme: &Theme, state: State) -> Option<Shape> {
    let (edge, line) = (map.edge(id)?, way(map, id, layout)?);
    let colours = &theme.colours;
    let colour = if state.selected || state.hovered { colours.selection } else { colours.links[edge.kind] };
    let mut shape = Shape::line(line, Stroke { width: theme.sizes.thin, colour, dash: None });
    if state.dimmed {
        dim(&mut shape, theme);
    }
    Some(shape)
}

/// The way of link `id` as a poly-line, for drawing and for telling what is near the pointer.
/// An undercut ends in the middle of the link it is about.
pub fn way(map: &Map, id: EdgeId, layout: &Layout) -> Option<Vec<Point>> {
    let mut line = flatten(layout.routes.get(&id)?);
    if let Item::Edge(target) = map.edge(id)?.to {
        let (middle, _) = at(&flatten(layout.routes.get(&target)?), 0.5)?;
        let far = |it: &Point| (it.x - middle.x) * (it.x - middle.x) + (it.y - middle.y) * (it.y - middle.y);
        // Along its own way until a little before that is nearest to where it must land.
        let nearest = (1..line.len()).min_by(|&a, &b| far(&line[a]).total_cmp(&far(&line[b])))?;
        line.truncate(nearest);
        while line.len() > 1 && line.last().is_some_and(|it| far(it) < far(&line[0]).min(LANDING * LANDING)) {
            line.pop();
        }
        line.push(middle);
    }
    (line.len() > 1).then_some(line)
}

/// A sample of a kind of link, for legends and menus: from left to right through `from` and `to`.
pub fn edge_sample(kind: EdgeKind, from: Point, to: Point, theme: &Theme) -> Vec<Shape> {
    let width = if is_strong(kind) { theme.sizes.line } else { theme.sizes.thin };
    let look = Look { colour: theme.colours.links[kind], width, arrow: theme.sizes.arrow, proposed: false };
    drawn(kind, vec![from, to], look)
}

#[derive(Clone, Copy)]
struct Look {
    colour: Colour,
    width: f32,
    /// The length of an arrow's head.
    arrow: f32,
    proposed: bool,
}

impl Look {
    fn solid(self) -> Stroke {
        Stroke { width: self.width, colour: self.colour, dash: None }
    }

    fn line(self, dash: Option<(f32, f32)>) -> Stroke {
        Stroke { dash: dash.or(self.proposed.then_some((6.0, 4.0))), ..self.solid() }
    }
}

const DASHED: Option<(f32, f32)> = Some((5.0, 4.0));
const DOTTED: Option<(f32, f32)> = Some((1.2, 4.2));

fn drawn(kind: EdgeKind, line: Vec<Point>, look: Look) -> Vec<Shape> {
    let arrow = look.arrow;
    match kind {
        EdgeKind::Supports => {
            let (line, tip) = shortened(line, arrow * 0.8);
            vec![Shape::line(line, look.line(None)), tip.head(arrow, look)]
        }
        EdgeKind::Attacks => {
            let middle = at(&line, 0.5);
            let (line, tip) = shortened(line, arrow * 1.1);
            let mut shapes =
                vec![Shape::line(line, look.line(None)), tip.back(4.0).head(arrow, look), tip.back(2.0).bar(6.0, look)];
            shapes.extend(middle.map(|(at, along)| Tip { at, along }.cross(4.0, look)));
            shapes
        }
        EdgeKind::Undercuts => {
            let (line, tip) = shortened(line, 5.0);
            let ring = Path { points: circle(tip.at, 4.5), closed: true, fill: Some(look.colour), stroke: None };
            vec![Shape::line(line, look.line(None)), Shape::Path(ring), tip.back(8.0).bar(6.0, look)]
        }
        EdgeKind::Qualifies => {
            let (line, tip) = shortened(line, 1.0);
            vec![Shape::line(line, look.line(DASHED)), tip.open(arrow * 0.9, look)]
        }
        EdgeKind::Concedes => {
            let (line, tip) = shortened(line, 8.0);
            let ring =
                Path { points: circle(tip.back(4.0).at, 3.6), closed: true, fill: None, stroke: Some(look.solid()) };
            vec![Shape::line(line, look.line(DASHED)), Shape::Path(ring)]
        }
        EdgeKind::Answers => {
            let (line, tip) = shortened(line, 1.0);
            vec![Shape::line(line, look.line(None)), tip.open(arrow * 0.9, look)]
        }
        EdgeKind::Restates => {
            let middle = at(&line, 0.5);
            let mut shapes = vec![Shape::line(line, look.line(None))];
            // An equals sign across its middle.
            shapes.extend(middle.into_iter().flat_map(|(at, along)| {
                let tip = Tip { at, along };
                [tip.back(-2.0).bar(5.0, look), tip.back(2.0).bar(5.0, look)]
            }));
            shapes
        }
        EdgeKind::CruxOf => {
            let (line, tip) = shortened(line, arrow);
            let stroke = Stroke { width: look.width * 0.8, ..look.line(None) };
            let mut shapes: Vec<Shape> =
                [-1.6, 1.6].iter().map(|&side| Shape::line(beside(&line, side), stroke)).collect();
            shapes.push(tip.head(arrow * 1.15, look));
            shapes
        }
        EdgeKind::SideOf => {
            let (line, tip) = shortened(line, 3.0);
            vec![Shape::line(line, look.line(None)), Shape::area(circle(tip.back(3.2).at, 3.2), look.colour, None)]
        }
        EdgeKind::BearsOn => {
            let width = look.width + 0.6;
            let (line, tip) = shortened(line, 1.0);
            let dots = Stroke { width, ..look.line(DOTTED) };
            vec![Shape::line(line, dots), tip.open(arrow * 0.9, look)]
        }
    }
}

/// Where a line ends and in which direction.
#[derive(Clone, Copy)]
struct Tip {
    at: Point,
    along: Point,
}

impl Tip {
    fn point(self, along: f32, aside: f32) -> Point {
        let Self { at, along: d } = self;
        Point { x: at.x + d.x * along - d.y * aside, y: at.y + d.y * along + d.x * aside }
    }

    fn back(self, by: f32) -> Self {
        Self { at: self.point(-by, 0.0), ..self }
    }

    fn head(self, length: f32, look: Look) -> Shape {
        let half = length * 0.42;
        let points = vec![self.at, self.point(-length, half), self.point(-length, -half)];
        Shape::area(points, look.colour, None)
    }

    fn open(self, length: f32, look: Look) -> Shape {
        let half = length * 0.42;
        Shape::line(vec![self.point(-length, half), self.at, self.point(-length, -half)], look.solid())
    }

    fn bar(self, half: f32, look: Look) -> Shape {
        let stroke = Stroke { width: look.width + 0.4, ..look.solid() };
        Shape::line(vec![self.point(0.0, half), self.point(0.0, -half)], stroke)
    }

    /// A plus in a ring, for what counts only together with others.
    fn and(self, radius: f32, look: Look, paper: Colour) -> [Shape; 3] {
        let Point { x, y } = self.at;
        let half = radius * 0.55;
        let stroke = Stroke { width: look.width.min(1.6), ..look.solid() };
        let ring = Path { points: circle(self.at, radius), closed: true, fill: Some(paper), stroke: Some(stroke) };
        let line = |dx: f32, dy: f32| {
            Shape::line(vec![Point { x: x - dx, y: y - dy }, Point { x: x + dx, y: y + dy }], stroke)
        };
        [Shape::Path(ring), line(half, 0.0), line(0.0, half)]
    }

    fn cross(self, half: f32, look: Look) -> Shape {
        Shape::line(vec![self.point(-half, half), self.point(half, -half)], look.solid())
    }
}

/// The line without its last `by` px, and where it ended before.
fn shortened(mut line: Vec<Point>, by: f32) -> (Vec<Point>, Tip) {
    let end = at(&line, 1.0).map_or(
        Tip { at: line.last().copied().unwrap_or(Point { x: 0.0, y: 0.0 }), along: Point { x: 0.0, y: -1.0 } },
        |(at, along)| Tip { at, along },
    );
    let mut rest = by;
    while let [.., before, last] = line[..] {
        let (dx, dy) = (last.x - before.x, last.y - before.y);
        let length = (dx * dx + dy * dy).sqrt();
        line.pop();
        if length > rest {
            let share = 1.0 - rest / length;
            line.push(Point { x: before.x + dx * share, y: before.y + dy * share });
            break;
        }
        rest -= length;
    }
    (line, end)
}

/// The line moved sideways.
fn beside(line: &[Point], by: f32) -> Vec<Point> {
    let direction = |a: Point, b: Point| {
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let length = (dx * dx + dy * dy).sqrt().max(0.001);
        (dx / length, dy / length)
    };
    let last = line.len().saturating_sub(1);
    (0..line.len())
        .map(|it| {
            let (dx, dy) = direction(line[it.saturating_sub(1)], line[(it + 1).min(last)]);
            Point { x: line[it].x - dy * by, y: line[it].y + dx * by }
        })
        .collect()
}
