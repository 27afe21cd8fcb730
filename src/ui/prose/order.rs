//! Puts what the toolkit has laid out from left to right into the order of Unicode.

use super::Unit;
use crate::picture::direction;
use egui::{
    Galley, Pos2, Rect,
    epaint::text::{ByteRangeExt as _, Glyph, PlacedRow, Row},
    vec2,
};
use std::{ops::Range, sync::Arc};

/// Puts the words of each line where they belong, and says where they are. White space at the ends of a line counts
/// only if `keep_ends`.
pub fn put_in_order(galley: &mut Galley, rtl: bool, keep_ends: bool) -> Vec<Unit> {
    let text: Vec<char> = galley.job.text.chars().collect();
    let sections: Vec<usize> = galley
        .job
        .sections
        .iter()
        .map(|it| galley.job.text[..it.byte_range.as_usize().start].chars().count())
        .collect();
    let mut units = Vec::new();
    let mut next = 0;
    for (nth, row) in galley.rows.iter_mut().enumerate() {
        let (groups, end) = groups(&row.row.glyphs, &text, next, &sections);
        next = end + usize::from(row.ends_with_newline);
        units.extend(place(row, nth, &groups, (rtl, keep_ends)));
    }
    units
}

/// Glyphs that stay together, and the characters they show.
type Group = (Range<usize>, Range<usize>);

/// The words that go from right to left, and all other glyphs, as they stand in the text.
fn groups(glyphs: &[Glyph], text: &[char], first: usize, sections: &[usize]) -> (Vec<Group>, usize) {
    let mut groups: Vec<Group> = Vec::new();
    let (mut at, mut character) = (0, first);
    while at < glyphs.len() {
        if !direction::is_right(glyphs[at].chr) {
            groups.push((at..at + 1, character..(character + 1).min(text.len())));
            (at, character) = (at + 1, character + 1);
            continue;
        }
        let length = glyphs[at..].iter().take_while(|it| direction::is_right(it.chr)).count();
        let letters =
            text.get(character..).map_or(0, |it| it.iter().take_while(|it| direction::is_right(**it)).count());
        // The toolkit shapes by sections, and ends each with blank glyphs: one for each letter too many.
        let blank = |it: &Glyph| it.advance_width == 0.0 && it.uv_rect.is_nothing();
        let cuts: Vec<usize> =
            (at + 1..at + length).filter(|&it| blank(&glyphs[it - 1]) && !blank(&glyphs[it])).collect();
        let seams: Vec<usize> =
            sections.iter().copied().filter(|&it| character < it && it < character + letters).collect();
        if cuts.len() == seams.len() {
            let ends = |inner: Vec<usize>, end| inner.into_iter().chain([end]).collect::<Vec<_>>();
            let mut from = (at, character);
            for to in ends(cuts, at + length).into_iter().zip(ends(seams, character + letters)) {
                groups.push((from.0..to.0, from.1..to.1));
                from = to;
            }
        } else {
            groups.push((at..at + length, character..character + letters));
        }
        (at, character) = (at + length, character + letters);
    }
    (groups, character)
}

/// Moves the groups of a row to their places.
fn place(placed: &mut PlacedRow, nth: usize, groups: &[Group], (rtl, keep_ends): (bool, bool)) -> Vec<Unit> {
    let row = Arc::make_mut(&mut placed.row);
    let start_of = |row: &Row, it: &Group| row.glyphs[it.0.start].pos.x;
    let is_space = |row: &Row, it: &Group| !keep_ends && row.glyphs[it.0.start].chr.is_whitespace();
    // White space at either end of a line takes no part.
    let Some(first) = groups.iter().position(|it| !is_space(row, it)) else { return Vec::new() };
    let last = groups.iter().rposition(|it| !is_space(row, it)).unwrap_or(first);
    let inner = &groups[first..=last];
    let end = groups.get(last + 1).map_or_else(|| row.glyphs.last().map_or(0.0, Glyph::max_x), |it| start_of(row, it));
    let starts: Vec<f32> = inner.iter().map(|it| start_of(row, it)).chain([end]).collect();
    let signs: String = inner.iter().map(|it| row.glyphs[it.0.start].chr).collect();
    let mut x = starts[0];
    let mut units = Vec::new();
    for (at, rtl) in direction::in_order(&signs, rtl) {
        let (Some(group), Some(from)) = (inner.get(at), starts.get(at)) else { continue };
        let width = (starts[at + 1] - from).max(0.0);
        shift(row, group.0.clone(), x - from);
        units.push(Unit { row: nth, x: placed.pos.x + x, width, characters: group.1.clone(), rtl });
        x += width;
    }
    for group in groups[..first].iter().chain(&groups[last + 1..]) {
        let (x, characters) = (placed.pos.x + start_of(row, group), group.1.clone());
        units.push(Unit { row: nth, x, width: 0.0, characters, rtl: false });
    }
    units.sort_by_key(|it| it.characters.start);
    units
}

/// Moves glyphs of a row, and what is drawn of them, by so much to the right.
fn shift(row: &mut Row, glyphs: Range<usize>, by: f32) {
    for glyph in glyphs {
        let glyph = &mut row.glyphs[glyph];
        glyph.pos.x += by;
        if glyph.uv_rect.is_nothing() {
            continue;
        }
        let first = glyph.first_vertex as usize;
        for vertex in row.visuals.mesh.vertices.iter_mut().skip(first).take(4) {
            vertex.pos.x += by;
        }
    }
}

/// Moves each line to the right end of `width`; its last letter, or white space behind that if `keep_ends`.
pub fn align_right(galley: &mut Galley, width: f32, keep_ends: bool) {
    for row in &mut galley.rows {
        let blank =
            row.glyphs.iter().rev().take_while(|it| !keep_ends && it.chr.is_whitespace()).map(|it| it.advance_width);
        row.pos.x = (width - (row.size.x - blank.sum::<f32>())).max(0.0).round();
    }
    galley.rect = galley.rect.union(Rect::from_min_size(Pos2::ZERO, vec2(width, 0.0)));
    galley.mesh_bounds = galley.mesh_bounds.union(galley.rect);
}
