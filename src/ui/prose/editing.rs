//! Words from right to left while they are typed: the toolkit's field, given a layout in which they stand in their order
//! and each letter has a place of its own, so that the cursor is where the next letter goes.

use super::{Prose, direction, order};
use egui::{
    FontId, Galley, Id, Response, Ui, Vec2,
    epaint::text::Glyph,
    text::{CCursor, CCursorRange, LayoutJob},
    text_edit::TextEditOutput,
};
use std::sync::Arc;

/// The layout for a field with words of this size.
pub fn lay_out(ui: &Ui, text: &str, size: f32, width: f32) -> Prose {
    let mut job = LayoutJob::simple(text.to_owned(), FontId::proportional(size), ui.visuals().text_color(), width);
    job.keep_trailing_whitespace = true;
    let rtl = direction::is_rtl(text);
    job.text = direction::mirrored(text, rtl);
    let mut galley = Arc::unwrap_or_clone(ui.fonts_mut(|it| it.layout_job(job)));
    if rtl && width.is_finite() {
        order::align_right(&mut galley, width, true);
    }
    let units = order::put_in_order(&mut galley, rtl, true);
    let mut prose =
        Prose { galley: Arc::new(galley), strong: None, text: Some(text.to_owned()), units, behind: Vec::new() };
    one_glyph_for_each_letter(&mut prose);
    prose
}

/// The toolkit counts glyphs where it should count letters, and makes too many of them in words from right to left.
/// What is drawn stays; the glyphs that are counted become one for each letter, in the order of the text.
fn one_glyph_for_each_letter(prose: &mut Prose) {
    let letters: Vec<char> = prose.text().chars().collect();
    let galley: &mut Galley = Arc::make_mut(&mut prose.galley);
    for (nth, placed) in galley.rows.iter_mut().enumerate() {
        let left = placed.pos.x;
        let row = Arc::make_mut(&mut placed.row);
        let Some(like) = row.glyphs.first().copied() else { continue };
        let mut glyphs: Vec<Glyph> = Vec::new();
        let mut end = 0.0;
        for unit in prose.units.iter().filter(|it| it.row == nth) {
            for letter in unit.characters.clone() {
                let (from, to) = (unit.edge(letter) - left, unit.edge(letter + 1) - left);
                let mut glyph = like;
                glyph.chr = letters.get(letter).copied().unwrap_or(' ');
                // The side on which the cursor stands before it.
                glyph.pos.x = from;
                glyph.advance_width = (to - from).max(0.0);
                end = to;
                glyphs.push(glyph);
            }
        }
        if !glyphs.is_empty() {
            row.glyphs = glyphs;
            // Where the cursor stands behind the last letter.
            row.size.x = end;
        }
    }
}

/// The gap between letters that is nearest, as the number of the letter behind it.
fn gap_at(prose: &Prose, at: Vec2) -> usize {
    let Some(unit) = prose.unit_at(at) else { return 0 };
    let gaps = unit.characters.start..=unit.characters.end;
    let away = |it: &usize| (unit.edge(*it) - at.x).abs();
    gaps.min_by(|a, b| away(a).total_cmp(&away(b))).unwrap_or(unit.characters.start)
}

/// Puts the cursor where the pointer is: the toolkit looks for it from left to right.
pub fn follow_pointer(ui: &Ui, output: &mut TextEditOutput, response: &Response, prose: &Prose) {
    let pressed_at = Id::unique(("pressed at", response.id));
    let Some(pointer) = response.interact_pointer_pos() else { return };
    let at = pointer - output.galley_pos;
    let now = CCursor::new(gap_at(prose, Vec2::new(at.x, at.y.max(0.0))));
    if response.drag_started() || response.clicked() {
        ui.data_mut(|it| it.insert_temp(pressed_at, now.index.0));
    }
    if response.clicked() || response.dragged() {
        let from = ui.data(|it| it.get_temp::<usize>(pressed_at)).filter(|_| response.dragged());
        let range = from.map_or(CCursorRange::one(now), |it| CCursorRange::two(CCursor::new(it), now));
        output.state.cursor.set_char_range(Some(range));
        output.cursor_range = Some(range);
        output.state.clone().store(ui, response.id);
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::with_fonts, *};

    #[test]
    fn the_cursor_goes_through_all_letters_in_their_order() {
        with_fonts(|ui| {
            for text in ["אחת שתיים שלוש ", "واحد اثنان", "אחת", "אחת\nשתיים"] {
                let prose = lay_out(ui, text, 14.0, 200.0);
                let shown: usize = prose.galley.rows.iter().map(|it| it.char_count_including_newline().0).sum();
                assert_eq!(shown, text.chars().count(), "{text}");
                let line = text.lines().next().unwrap();
                let places: Vec<f32> = (0..=line.chars().count())
                    .map(|it| prose.galley.pos_from_cursor(CCursor { index: it.into(), prefer_next_row: false }).min.x)
                    .collect();
                assert!((places[0] - 200.0).abs() < 1.5, "it begins at the right: {places:?}");
                assert!(places.windows(2).all(|it| it[1] <= it[0] + 0.01), "and goes to the left: {places:?}");
                assert!(places.last().unwrap() + 10.0 < places[0]);
            }
            let mixed = lay_out(ui, "one אחת two", 14.0, f32::INFINITY);
            let place = |it: usize| mixed.galley.pos_from_cursor(CCursor::new(it)).min.x;
            assert!(place(4) > place(5) && place(8) > place(4) && place(11) > place(10));
        });
    }
}
