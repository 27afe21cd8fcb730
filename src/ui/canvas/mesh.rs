//! Many small things drawn at once, as triangles.

use super::brush::Brush;
use crate::{
    map::{EdgeKind, Point},
    picture::{Shape, Theme},
    ui::theme::colour,
};
use egui::{Color32, Mesh, Pos2, Rect, Vec2, pos2};

/// Curves of links are drawn with so many pieces while they are short, and with more when they are longer.
const PIECES: [(f32, u8); 3] = [(6.0, 1), (40.0, 3), (f32::INFINITY, 7)];

/// Adds an upright rectangle.
pub fn quad(mesh: &mut Mesh, rect: Rect, colour: Color32) {
    mesh.add_colored_rect(rect, colour);
}

/// Thin lines. Their edges fade, so that they are smooth.
#[derive(Debug, Default)]
pub struct Hairs {
    pub mesh: Mesh,
    line: Vec<Pos2>,
}

impl Hairs {
    /// Adds a link along its route. What attacks has a stroke across it.
    pub fn link(&mut self, brush: &Brush<'_>, route: &[Point], kind: EdgeKind, theme: &Theme) {
        let Some((&first, rest)) = route.split_first() else { return };
        let mut line = std::mem::take(&mut self.line);
        line.clear();
        line.push(brush.at(first));
        for curve in rest.chunks_exact(3) {
            let from = line[line.len() - 1];
            let [a, b, to] = [curve[0], curve[1], curve[2]].map(|it| brush.at(it));
            let length = from.distance(to);
            let pieces = PIECES.iter().find(|it| length <= it.0).map_or(1, |it| it.1);
            for piece in 1..pieces {
                let t = f32::from(piece) / f32::from(pieces);
                let s = 1.0 - t;
                let at = from.to_vec2() * (s * s * s)
                    + a.to_vec2() * (3.0 * s * s * t)
                    + b.to_vec2() * (3.0 * s * t * t)
                    + to.to_vec2() * (t * t * t);
                line.push(at.to_pos2());
            }
            line.push(to);
        }
        let ink = colour(theme.colours.links[kind]).gamma_multiply(0.75);
        self.hair(&line, ink);
        if matches!(kind, EdgeKind::Attacks | EdgeKind::Undercuts)
            && let [.., before, last] = line[..]
        {
            let along = (last - before).normalized();
            let at = last - along * (before.distance(last) * 0.5).min(6.0);
            self.hair(&[at + along.rot90() * 3.0, at - along.rot90() * 3.0], ink);
        }
        self.line = line;
    }

    /// Adds a shape of the picture: filled without a soft edge, its line about one point wide, and paler if it is dashed.
    pub fn shape(&mut self, brush: &Brush<'_>, shape: &Shape) {
        let Shape::Path(path) = shape else { return };
        let mut line = std::mem::take(&mut self.line);
        line.clear();
        line.extend(path.points.iter().map(|&it| brush.at(it)));
        if let Some(fill) = path.fill {
            let (mesh, fill) = (&mut self.mesh, colour(fill));
            let base = u32::try_from(mesh.vertices.len()).unwrap_or(0);
            for &it in &line {
                mesh.colored_vertex(it, fill);
            }
            for nth in 2..u32::try_from(line.len()).unwrap_or(0) {
                mesh.add_triangle(base, base + nth - 1, base + nth);
            }
        }
        if let Some(stroke) = path.stroke {
            if path.closed {
                line.extend(line.first().copied());
            }
            let ink = colour(stroke.colour);
            self.hair(&line, if stroke.dash.is_some() { ink.gamma_multiply(0.55) } else { ink });
        }
        self.line = line;
    }

    /// Adds a line of about one point's width.
    pub fn hair(&mut self, line: &[Pos2], colour: Color32) {
        let mesh = &mut self.mesh;
        for (nth, &at) in line.iter().enumerate() {
            let direction = line[(nth + 1).min(line.len() - 1)] - line[nth.saturating_sub(1)];
            let aside: Vec2 = direction.normalized().rot90();
            let base = u32::try_from(mesh.vertices.len()).unwrap_or(0);
            mesh.colored_vertex(at - aside, Color32::TRANSPARENT);
            mesh.colored_vertex(at, colour);
            mesh.colored_vertex(at + aside, Color32::TRANSPARENT);
            if nth > 0 {
                for (a, b, c) in [(0, 1, 3), (1, 3, 4), (1, 2, 4), (2, 4, 5)] {
                    mesh.add_triangle(base - 3 + a, base - 3 + b, base - 3 + c);
                }
            }
        }
    }
}

/// `rect`, made at least so large around its middle.
pub fn at_least(rect: Rect, size: f32) -> Rect {
    let (x, y) = ((size - rect.width()).max(0.0) / 2.0, (size - rect.height()).max(0.0) / 2.0);
    Rect::from_min_max(pos2(rect.min.x - x, rect.min.y - y), pos2(rect.max.x + x, rect.max.y + y))
}
