//! How the picture is parted: title, legend, axes with their marks, and the area in which series are drawn.

use super::{axes, data::Data, is_square, legend::Legend, line, names, space::Space, ticks};
use crate::{
    evidence::{Measure, Plot},
    layout::{Rect, Size},
    map::Point,
    picture::{Passage, Shape, Theme, text},
};

/// The picture but for its series.
pub struct Frame {
    pub space: Space,
    /// What lies below the series.
    pub ground: Vec<Shape>,
    /// What lies above them.
    pub words: Vec<Shape>,
}

impl std::ops::Deref for Frame {
    type Target = Space;
    fn deref(&self) -> &Space {
        &self.space
    }
}

/// What is known before the area is.
pub struct Parts<'a> {
    pub plot: &'a Plot,
    pub theme: &'a Theme,
    pub size: Size,
    /// Between what is drawn and the edge.
    pub pad: f32,
    /// The height of a small line.
    pub row: f32,
    /// Whether there is room for the names of axes.
    pub axes: bool,
}

impl Frame {
    /// For this plot; the series with these numbers have their names beside them.
    pub fn new(plot: &Plot, data: &Data, beside: &[usize], size: Size, theme: &Theme) -> Self {
        let pad = pad(size);
        let row = (theme.sizes.small * theme.sizes.leading).ceil();
        let parts = Parts { plot, theme, size, pad, row, axes: size.height >= 170.0 };
        let (mut words, mut top) = parts.title();
        if data.series.is_empty() {
            let nothing = Passage::plain("nothing to draw");
            let at = Point { x: pad, y: top + row };
            words.push(line(at, nothing, theme.sizes.small, theme.colours.weak));
            return Self { space: Space::plain(plot, data, Rect::at(at, Size::default())), ground: Vec::new(), words };
        }
        // A square leaves room beside it.
        let aside = is_square(plot) && size.width > 1.45 * size.height;
        if !aside && size.height >= 140.0 {
            let room = Size { width: size.width - 2.0 * pad, height: size.height * 0.21 };
            let legend = Legend::new(data, beside, Rect::at(Point { x: pad, y: top }, room), false, theme);
            words.extend(legend.shapes(theme));
            top += legend.height + if legend.height > 0.0 { 5.0 } else { 0.0 };
        }
        let mut space = Space::plain(plot, data, Rect::default());
        let bottom = size.height - pad - row - axes::BELOW - if parts.axes { row } else { 0.0 };
        let names_top = top;
        top += if parts.axes { row + 8.0 } else { 8.0 };
        let mut area =
            Rect { min: Point { x: pad, y: top }, max: Point { x: size.width - pad - 4.0, y: bottom.max(top + 8.0) } };
        // Numbers upward.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length in px")]
        let most = (area.height() / 26.0).clamp(3.0, 9.0) as u16;
        let most = if is_square(plot) { most.min(5) } else { most };
        let percent = matches!(plot.y.measure, Measure::Share);
        let upward = if plot.y.whole.is_some() {
            ticks::numbers(space.y, most, percent)
        } else {
            let (range, ticks) = ticks::rounded(space.y, most, percent);
            space.y = range;
            ticks
        };
        let wide = upward.iter().map(|it| text::width(&it.words, theme.sizes.small)).fold(0.0, f32::max);
        area.min.x = pad + wide + 8.0;
        if is_square(plot) {
            area.max.x = area.max.x.min(area.min.x + area.height() * 1.15);
        }
        let mut below = None;
        if space.named {
            below = names::below(plot.x.names(), theme.sizes.small, area.width() / space.places());
            if let Some(all) = &below {
                let lines = all.iter().map(Vec::len).max().unwrap_or(1).max(1);
                area.max.y -= row * f32::from(u16::try_from(lines - 1).unwrap_or(0));
            }
            space.flipped = below.is_none() || area.height() < 24.0;
        }
        let mut frame = Self { space, ground: Vec::new(), words };
        if frame.space.flipped {
            area.max.y = bottom.max(top + 8.0);
            let high = area.height() / frame.space.places();
            let left = names::left(plot.x.names(), theme.sizes.small, high, size.width);
            area.min.x = pad + left.wide + 8.0;
            frame.space.area = area;
            frame.lying(&parts, &left);
        } else {
            frame.space.area = area;
            frame.upright(&parts, &upward, below.as_deref());
        }
        if aside {
            let min = Point { x: area.max.x + 28.0, y: area.min.y };
            let max = Point { x: size.width - pad, y: area.max.y };
            let legend = Legend::new(data, beside, Rect { min, max }, true, theme);
            frame.words.extend(legend.shapes(theme));
        }
        if parts.axes {
            frame.name_axes(&parts, names_top);
        }
        frame
    }
}

/// Between what is drawn and the edge of a picture of this size.
pub fn pad(size: Size) -> f32 {
    if size.width.min(size.height) < 300.0 { 8.0 } else { 14.0 }
}
