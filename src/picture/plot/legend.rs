//! The legend: what each look means, where there is more than one.

use super::{
    data::{Data, Drawn},
    fitted, line,
    sign::sign,
    traces,
};
use crate::{
    evidence::Trace,
    layout::Rect,
    map::Point,
    picture::{Passage, Shape, Stroke, Theme},
};

/// How wide a sample is, and what lies between it, its words, and the next sample.
const SAMPLE: f32 = 20.0;
const GAP: f32 = 6.0;
const NEXT: f32 = 16.0;

/// A narrower column would tell nothing.
const NARROWEST: f32 = 80.0;

/// A legend that is laid out.
pub struct Legend<'a> {
    entries: Vec<Entry<'a>>,
    /// How high it is.
    pub height: f32,
}

struct Entry<'a> {
    /// The top left corner.
    at: Point,
    /// What it is a sample of, if it is one.
    of: Option<&'a Drawn>,
    words: Passage,
}

/// What needs telling: each look once, but those whose names stand in the picture.
fn told<'a>(data: &'a Data, beside: &[usize]) -> Vec<&'a Drawn> {
    let mut told: Vec<&Drawn> = Vec::new();
    for (nth, it) in data.series.iter().enumerate() {
        let known = told.iter().any(|old| old.words == it.words && old.belongs == it.belongs);
        if !known && !beside.contains(&nth) && !it.words.trim().is_empty() {
            told.push(it);
        }
    }
    // What belongs to several stands after them.
    told.sort_by_key(|it| it.belongs);
    if data.series.len() == 1 { Vec::new() } else { told }
}

fn row(theme: &Theme) -> f32 {
    (theme.sizes.small * theme.sizes.leading).ceil()
}

/// Where not all have room, the last entries make way for how many are left.
fn count_rest(entries: &mut Vec<Entry<'_>>, all: usize, room: Rect, column: bool, size: f32) {
    if entries.len() == all {
        return;
    }
    while let Some(last) = entries.last() {
        let words = Passage::plain(&format!("and {} more", all - entries.len()));
        let end = last.at.x + SAMPLE + GAP + last.words.wide(size) + NEXT;
        if !column && end + words.wide(size) <= room.max.x {
            let at = Point { x: end, y: last.at.y };
            return entries.push(Entry { at, of: None, words });
        }
        let at = last.at;
        entries.pop();
        if at.x <= room.min.x {
            let words = Passage::plain(&format!("and {} more", all - entries.len()));
            return entries.push(Entry { at, of: None, words });
        }
    }
}

impl<'a> Legend<'a> {
    /// A legend for `data`, without those that are named `beside` their place: in rows if `room` is flat, else in a
    /// column. What has no room is counted.
    pub fn new(data: &'a Data, beside: &[usize], room: Rect, column: bool, theme: &Theme) -> Self {
        let size = theme.sizes.small;
        let row = row(theme);
        let all = if room.width() < NARROWEST { Vec::new() } else { told(data, beside) };
        let widest = if column { room.width() } else { room.width() * 0.6 };
        let (mut entries, mut x, mut y) = (Vec::<Entry<'a>>::new(), room.min.x, room.min.y);
        for it in &all {
            let words = fitted(&it.words, size, widest - SAMPLE - GAP);
            let wide = SAMPLE + GAP + words.wide(size);
            if x > room.min.x && (column || x + wide > room.max.x) {
                (x, y) = (room.min.x, y + row);
            }
            if y + row > room.max.y + 0.01 {
                break;
            }
            entries.push(Entry { at: Point { x, y }, of: Some(it), words });
            x += wide + NEXT;
        }
        count_rest(&mut entries, all.len(), room, column, size);
        let low = entries.last().map_or(room.min.y, |it| it.at.y + row);
        Self { entries, height: low - room.min.y }
    }

    /// Its shapes.
    pub fn shapes(&self, theme: &Theme) -> Vec<Shape> {
        let size = theme.sizes.small;
        let row = row(theme);
        let mut shapes = Vec::new();
        for it in &self.entries {
            let indent = if it.of.is_some() { SAMPLE + GAP } else { 0.0 };
            if let Some(of) = it.of {
                let middle = Point { x: it.at.x, y: it.at.y + row / 2.0 };
                shapes.extend(sample(of, middle, theme));
            }
            let at = Point { x: it.at.x + indent, y: it.at.y + row / 2.0 + size * 0.35 };
            shapes.push(line(at, it.words.clone(), size, theme.colours.text));
        }
        shapes
    }
}

/// A sample of a series, to the right of this point.
fn sample(of: &Drawn, at: Point, theme: &Theme) -> Vec<Shape> {
    let right = |by: f32, down: f32| Point { x: at.x + by, y: at.y + down };
    let boxed =
        |half: f32| vec![right(2.0, -half), right(SAMPLE - 2.0, -half), right(SAMPLE - 2.0, half), right(2.0, half)];
    let middle = right(SAMPLE / 2.0, 0.0);
    match of.trace {
        Trace::Line => vec![Shape::line(vec![right(0.0, 0.0), right(SAMPLE, 0.0)], traces::stroke(of, theme))],
        Trace::Way => {
            let stroke = traces::stroke(of, theme);
            let ends = (right(0.0, 0.0), right(SAMPLE, 0.0));
            let mut all = vec![Shape::line(vec![ends.0, ends.1], stroke)];
            all.extend(traces::head(ends.0, right(SAMPLE * 0.75, 0.0), of.look.colour));
            all
        }
        Trace::Upright => {
            vec![Shape::line(vec![right(SAMPLE / 2.0, -6.0), right(SAMPLE / 2.0, 6.0)], traces::stroke(of, theme))]
        }
        Trace::Points => vec![sign(middle, traces::RADIUS, of.look, theme)],
        Trace::Area => vec![Shape::area(
            boxed(4.0),
            traces::tint(of, theme),
            Some(Stroke { width: theme.sizes.thin, ..traces::stroke(of, theme) }),
        )],
        Trace::Bars => vec![traces::bar(boxed(4.0), of, theme)],
        Trace::Spans => {
            // Whiskers of several series have several colours.
            let colour = if of.belongs { theme.colours.text } else { of.look.colour };
            traces::whisker(right(SAMPLE / 2.0, -5.0), right(SAMPLE / 2.0, 5.0), (traces::END, 0.0), colour, theme)
        }
    }
}
