//! Names of places along an axis: below it in lines, or to its left, where they find room.

use crate::picture::{Passage, text, wrap};

/// Below an axis a name has so many lines, at most.
const MOST_LINES: usize = 3;
/// The distance of lines on the left, in font sizes: a little closer than elsewhere, so that more is named.
pub const LEADING: f32 = 1.18;
/// Names are no wider than this on the left, as a share of the picture.
const WIDEST: f32 = 0.38;

/// The names below an axis whose places are `wide` px each; nothing if they do not fit there whole.
pub fn below(names: &[String], size: f32, wide: f32) -> Option<Vec<Vec<Passage>>> {
    if wide < size * 2.0 {
        return None;
    }
    let room = wide - size * 1.2;
    let lines = |name: &String| {
        let name = text::head(name);
        let fits = name.split([' ', '-', '/']).all(|it| text::width(it, size) <= room);
        let lines = wrap(&[Passage::plain(name)], size, room, MOST_LINES + 1);
        (fits && lines.len() <= MOST_LINES).then_some(lines)
    };
    names.iter().map(lines).collect()
}

/// Names to the left of an axis.
pub struct Left {
    /// Each with the number of its place and its lines.
    pub names: Vec<(usize, Vec<Passage>)>,
    /// How wide the widest line is.
    pub wide: f32,
}

/// The names left of an axis whose places are `high` px each, in a picture `all` px wide. Where places are thinner than
/// a line only some are named.
pub fn left(names: &[String], size: f32, high: f32, all: f32) -> Left {
    let leading = size * LEADING;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small numbers above 0")]
    let (every, lines) =
        ((leading / high.max(0.01)).ceil().clamp(1.0, 1e6) as usize, (high / leading).clamp(1.0, 3.0) as usize);
    let names: Vec<(usize, Vec<Passage>)> = names
        .iter()
        .enumerate()
        .step_by(every)
        .map(|(nth, it)| (nth, wrap(&[Passage::plain(text::head(it))], size, all * WIDEST, lines)))
        .collect();
    let wide = names.iter().flat_map(|it| &it.1).map(|it| it.wide(size)).fold(0.0, f32::max);
    Left { names, wide }
}
