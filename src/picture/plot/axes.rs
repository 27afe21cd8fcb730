//! Marks, grids and words of axes, and the title.

use super::{
    fitted,
    frame::{Frame, Parts},
    is_square, line,
    names::{self, Left},
    range::Range,
    ticks::{self, Tick},
};
use crate::{
    evidence::{Measure, Plot},
    map::Point,
    picture::{Colour, Look, Passage, Shape, Stroke, text, wrap},
};

/// The length of a mark.
const MARK: f32 = 4.0;
/// Between the area and the labels below it: what stands beside its lower corner needs some of it.
pub const BELOW: f32 = 7.0;
/// Between the ends of two labels.
const APART: f32 = 12.0;

impl Parts<'_> {
    /// The title's lines, and what lies below them.
    pub fn title(&self) -> (Vec<Shape>, f32) {
        let (size, colour) = (self.theme.sizes.text, self.theme.colours.text);
        let mut words = Passage::default();
        words.push(text::head(&self.plot.words), &Look { strong: true, ..Look::default() });
        words.rtl = Passage::plain(text::head(&self.plot.words)).rtl;
        let lines = if self.size.height >= 260.0 { 2 } else { 1 };
        let lines = wrap(&[words], size, self.size.width - 2.0 * self.pad, lines);
        let high = (size * self.theme.sizes.leading).ceil();
        let mut top = self.pad;
        let shapes = lines.into_iter().map(|it| {
            let at = Point { x: self.pad, y: top + text::ASCENT * size };
            top += high;
            line(at, it, size, colour)
        });
        let shapes: Vec<Shape> = shapes.collect();
        (shapes, if top > self.pad { top + 3.0 } else { top })
    }

    fn stroke(&self, colour: Colour) -> Stroke {
        Stroke { width: self.theme.sizes.thin, colour, dash: None }
    }

    /// One line of small weak words with its left end here, its middle at `y`.
    fn label(&self, words: Passage, x: f32, y: f32) -> Shape {
        let size = self.theme.sizes.small;
        line(Point { x, y: y + size * 0.35 }, words, size, self.theme.colours.weak)
    }

    /// The left end of words around `x`, moved so that nothing is cut.
    fn around(&self, x: f32, wide: f32) -> f32 {
        (x - wide / 2.0).min(self.size.width - 3.0 - wide).max(3.0)
    }
}

impl Frame {
    /// Axes with y upward: its marks, and below numbers or the lines of names.
    pub fn upright(&mut self, parts: &Parts<'_>, upward: &[Tick], below: Option<&[Vec<Passage>]>) {
        let (area, colours) = (self.space.area, &parts.theme.colours);
        let mut free = f32::INFINITY;
        for it in upward {
            let y = self.space.at([self.space.x.low, it.at]).y;
            self.across(parts, y, colours.faint);
            let words = Passage::plain(&it.words);
            if y + parts.row / 2.0 <= free {
                let x = area.min.x - 8.0 - words.wide(parts.theme.sizes.small);
                self.words.push(parts.label(words, x, y));
                free = y - parts.row / 2.0;
            }
        }
        let middle = area.max.y + parts.row / 2.0 + BELOW;
        if let Some(names) = below {
            for (nth, lines) in (0_u32..).map(f64::from).zip(names) {
                let x = self.space.at([nth, self.space.y.low]).x;
                for (row, words) in (0_u16..).map(f32::from).zip(lines) {
                    let left = parts.around(x, words.wide(parts.theme.sizes.small));
                    self.words.push(parts.label(words.clone(), left, middle + row * parts.row));
                }
            }
        } else {
            let place = |at: f64| self.space.at([at, self.space.y.low]).x;
            for (it, left) in labels(parts, self.space.x, &parts.plot.x.measure, area.width(), place) {
                let x = self.space.at([it.at, self.space.y.low]).x;
                let top = if is_square(parts.plot) { area.min.y } else { area.max.y };
                self.down(
                    parts,
                    x,
                    top,
                    area.max.y + MARK,
                    if is_square(parts.plot) { colours.faint } else { colours.line },
                );
                self.words.push(parts.label(Passage::plain(&it.words), left, middle));
            }
        }
        // The line at 0, or the foot.
        let has_zero = self.space.y.low <= 0.0 && self.space.y.high >= 0.0;
        let y = self.space.at([self.space.x.low, if has_zero { 0.0 } else { self.space.y.low }]).y;
        if y < area.max.y {
            // Marks hang on something.
            self.across(parts, area.max.y, colours.faint);
        }
        self.across(parts, y, colours.line);
    }

    /// Axes with y to the right, and names to the left.
    pub fn lying(&mut self, parts: &Parts<'_>, left: &Left) {
        let (area, colours) = (self.space.area, &parts.theme.colours);
        let place = |at: f64| self.space.at([self.space.x.low, at]).x;
        let marks = labels(parts, self.space.y, &parts.plot.y.measure, area.width(), place);
        for (it, left) in marks {
            let x = self.space.at([self.space.x.low, it.at]).x;
            self.down(parts, x, area.min.y, area.max.y + MARK, colours.faint);
            let middle = area.max.y + parts.row / 2.0 + BELOW;
            self.words.push(parts.label(Passage::plain(&it.words), left, middle));
        }
        let leading = parts.theme.sizes.small * names::LEADING;
        for (nth, lines) in &left.names {
            #[expect(clippy::cast_precision_loss, reason = "few names")]
            let y = self.space.at([*nth as f64, self.space.y.low]).y;
            #[expect(clippy::cast_precision_loss, reason = "few lines")]
            let first = y - leading * (lines.len() as f32 - 1.0) / 2.0;
            for (row, words) in (0_u16..).map(f32::from).zip(lines) {
                let x = area.min.x - 8.0 - words.wide(parts.theme.sizes.small);
                self.words.push(parts.label(words.clone(), x, first + row * leading));
            }
        }
        let has_zero = self.space.y.low <= 0.0 && self.space.y.high >= 0.0;
        let x = self.space.at([self.space.x.low, if has_zero { 0.0 } else { self.space.y.low }]).x;
        self.down(parts, x, area.min.y, area.max.y, colours.line);
    }

    /// What goes upward, above the area with its top here, and what goes to the right, below it.
    pub fn name_axes(&mut self, parts: &Parts<'_>, top: f32) {
        let Plot { x, y, .. } = parts.plot;
        let (up, right) = if self.space.flipped { (x, y) } else { (y, x) };
        let size = parts.theme.sizes.small;
        let room = parts.size.width - 2.0 * parts.pad;
        self.words.push(parts.label(fitted(&up.words, size, room), parts.pad, top + parts.row / 2.0));
        let words = fitted(&right.words, size, room);
        let left = parts.around(self.space.area.centre().x, words.wide(size)).max(parts.pad);
        self.words.push(parts.label(words, left, parts.size.height - parts.pad - parts.row / 2.0 + 2.0));
    }

    fn across(&mut self, parts: &Parts<'_>, y: f32, colour: Colour) {
        let area = self.space.area;
        let ends = [area.min.x, area.max.x].map(|x| Point { x, y }).to_vec();
        self.ground.push(Shape::line(ends, parts.stroke(colour)));
    }

    fn down(&mut self, parts: &Parts<'_>, x: f32, from: f32, to: f32, colour: Colour) {
        let ends = [from, to].map(|y| Point { x, y }).to_vec();
        self.ground.push(Shape::line(ends, parts.stroke(colour)));
    }
}

/// As many marks to the right as there is room for, each with the left end of its words.
fn labels(
    parts: &Parts<'_>,
    range: Range,
    measure: &Measure,
    long: f32,
    place: impl Fn(f64) -> f32,
) -> Vec<(Tick, f32)> {
    let wide = |it: &Tick| text::width(&it.words, parts.theme.sizes.small);
    let left = |it: &Tick| parts.around(place(it.at), wide(it));
    let fits = |all: &[Tick]| all.windows(2).all(|it| left(&it[0]) + wide(&it[0]) + APART <= left(&it[1]));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length in px")]
    let most = (long / 55.0).clamp(2.0, 12.0) as u16;
    ticks::fitting(range, measure, most, fits).into_iter().map(|it| (it.clone(), left(&it))).collect()
}
