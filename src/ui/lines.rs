//! Lists of lines of one height, of which only those in sight are laid out: the outline and the table.

/// The height of a line, in points.
pub const LINE: f32 = 24.0;

/// How far down a line starts, in points.
#[expect(clippy::cast_precision_loss, reason = "half a line off at 2^24 lines does no harm")]
pub fn top(nth: usize) -> f32 {
    nth as f32 * LINE
}
