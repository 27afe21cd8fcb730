//! Draws shapes of the picture on the canvas.

use super::Camera;
use crate::{
    map::Point,
    picture::{self, Path, Shape, Stroke, Text},
    ui::{prose, theme::colour},
};
use egui::{FontId, Pos2, Rect, Ui, epaint::PathShape, text::TextFormat, vec2};

/// Draws shapes of the picture on the canvas.
pub struct Brush<'a> {
    pub ui: &'a Ui,
    pub camera: &'a Camera,
    pub canvas: Rect,
}

impl Brush<'_> {
    /// Draws these, later ones over earlier ones.
    pub fn draw(&self, shapes: impl IntoIterator<Item = Shape>) {
        for shape in shapes {
            match shape {
                Shape::Path(path) => self.path(&path),
                Shape::Text(text) => self.text(&text),
            }
        }
    }

    /// The place on screen of a point of the map.
    pub fn at(&self, point: Point) -> Pos2 {
        self.camera.to_screen(self.canvas, point)
    }

    fn path(&self, path: &Path) {
        let zoom = self.camera.sight().zoom;
        let points: Vec<Pos2> = path.points.iter().map(|&it| self.at(it)).collect();
        // Hair lines stay visible when the map is small.
        let pen = |stroke: Stroke| egui::Stroke::new((stroke.width * zoom).max(0.6), colour(stroke.colour));
        if path.closed {
            self.area(path, points, pen);
            return;
        }
        let Some(stroke) = path.stroke else { return };
        let sight = self.canvas.expand(16.0);
        // Of a way that leads far only the part in sight is drawn: its dashes alone would be thousands.
        for (part, before) in within(&points, sight) {
            match stroke.dash {
                Some((dash, gap)) => {
                    let (dash, gap) = ((dash * zoom).max(1.5), (gap * zoom).max(1.5));
                    let offset = before % (dash + gap);
                    let dashes = egui::Shape::dashed_line_with_offset(&part, pen(stroke), &[dash], &[gap], -offset);
                    self.ui.painter().extend(dashes);
                }
                None => _ = self.ui.painter().line(part, pen(stroke)),
            }
        }
    }

    fn area(&self, path: &Path, mut points: Vec<Pos2>, pen: impl Fn(Stroke) -> egui::Stroke) {
        let zoom = self.camera.sight().zoom;
        let painter = self.ui.painter();
        let solid = path.stroke.filter(|it| it.dash.is_none()).map_or(egui::Stroke::NONE, &pen);
        let fill = path.fill.map(colour).unwrap_or_default();
        painter.add(PathShape { points: points.clone(), closed: true, fill, stroke: solid.into() });
        if let Some((stroke, (dash, gap))) = path.stroke.and_then(|it| Some((it, it.dash?))) {
            points.extend(points.first().copied());
            let (dash, gap) = ((dash * zoom).max(1.5), (gap * zoom).max(1.5));
            painter.extend(egui::Shape::dashed_line(&points, pen(stroke), dash, gap));
        }
    }

    /// Draws a line of words. Font sizes go in steps, downwards, so that zooming does not fill the glyph atlas and
    /// words stay inside their boxes; letters of a system's font that are wider than was reckoned are drawn smaller.
    fn text(&self, text: &Text) {
        let size = text.size * self.camera.sight().zoom;
        let step = 2.0_f32.powf((size.log2() * 8.0).floor() / 8.0);
        let tint = colour(text.colour);
        let lay_out = |size| {
            let plain = TextFormat::simple(FontId::proportional(size), tint);
            prose::lay_out_part(self.ui, prose::looks::job(&text.words, &plain, None, f32::INFINITY), text.words.rtl)
        };
        let room = text.words.wide(size);
        let (mut laid, mut drawn) = (lay_out(step), step);
        if laid.size().x > room * 1.02 && room > 0.0 {
            drawn = (step * (room / laid.size().x).max(0.5) * 8.0).floor() / 8.0;
            laid = lay_out(drawn);
        }
        let left = if text.words.rtl { (room - laid.size().x).max(0.0) } else { 0.0 };
        let top = self.at(text.at) + vec2(left, -picture::text::ASCENT * drawn);
        laid.paint(self.ui.painter(), top, tint);
    }
}

/// Draws shapes that stand in a rectangle of their own, from (0, 0), where it is on screen.
pub fn draw_at(ui: &Ui, rect: Rect, shapes: Vec<Shape>) {
    let mut camera = Camera::default();
    camera.jump(super::Sight { centre: rect.size() / 2.0, zoom: 1.0 });
    Brush { ui, camera: &camera, canvas: rect }.draw(shapes);
}

/// The parts of a poly-line that are within `sight`, cut where they enter and leave, each with the length of the line
/// before it.
fn within(line: &[Pos2], sight: Rect) -> Vec<(Vec<Pos2>, f32)> {
    let mut parts: Vec<(Vec<Pos2>, f32)> = Vec::new();
    let mut before = 0.0;
    let mut open = false;
    for pair in line.windows(2) {
        let [from, to] = [pair[0], pair[1]];
        let length = from.distance(to);
        match clipped(from, to, sight) {
            Some((enter, leave)) => {
                let at = |share: f32| if share >= 1.0 { to } else { from + (to - from) * share };
                match parts.last_mut().filter(|_| open && enter <= 0.0) {
                    Some(part) => part.0.push(at(leave)),
                    None => parts.push((vec![at(enter), at(leave)], before + length * enter)),
                }
                open = leave >= 1.0;
            }
            None => open = false,
        }
        before += length;
    }
    parts
}

/// Where on the way from `a` to `b` (0 to 1) one is within `sight` (Liang and Barsky 1984).
fn clipped(a: Pos2, b: Pos2, sight: Rect) -> Option<(f32, f32)> {
    let (mut enter, mut leave) = (0.0_f32, 1.0_f32);
    for (from, way, least, most) in
        [(a.x, b.x - a.x, sight.min.x, sight.max.x), (a.y, b.y - a.y, sight.min.y, sight.max.y)]
    {
        if way == 0.0 {
            if from < least || from > most {
                return None;
            }
            continue;
        }
        let (one, other) = ((least - from) / way, (most - from) / way);
        enter = enter.max(one.min(other));
        leave = leave.min(one.max(other));
    }
    (enter <= leave).then_some((enter, leave))
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn of_a_long_way_only_what_is_in_sight_is_left() {
        let sight = Rect::from_min_max(pos2(0.0, 0.0), pos2(100.0, 100.0));
        let line = [pos2(-1000.0, 50.0), pos2(50.0, 50.0), pos2(50.0, 5000.0), pos2(70.0, 5000.0), pos2(70.0, 90.0)];
        let parts = within(&line, sight);
        assert_eq!(parts.len(), 2);
        assert_eq!(parts[0].0, [pos2(0.0, 50.0), pos2(50.0, 50.0), pos2(50.0, 100.0)]);
        assert!((parts[0].1 - 1000.0).abs() < 0.01 && (parts[1].0[0].y - 100.0).abs() < 0.01);
        assert!(within(&[pos2(-5.0, -5.0), pos2(-5.0, 200.0)], sight).is_empty());
        let inside = [pos2(1.0, 1.0), pos2(2.0, 5.0), pos2(9.0, 5.0)];
        assert_eq!(within(&inside, sight), [(inside.to_vec(), 0.0)]);
    }
}
