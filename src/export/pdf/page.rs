//! Which piece stands on which page.

use super::piece::{Extra, Piece};

/// A4 upright, in pt.
pub(super) const WIDTH: f32 = 595.276;
pub(super) const HEIGHT: f32 = 841.89;
/// Left and right of the text, and above and below it, in pt.
pub(super) const SIDE: f32 = 98.0;
pub(super) const TOP: f32 = 64.0;
const BOTTOM: f32 = 76.0;
/// The room for text, in pt: lines of 70 to 80 letters.
pub(super) const TEXT_WIDTH: f32 = WIDTH - 2.0 * SIDE;
pub(super) const TEXT_HEIGHT: f32 = HEIGHT - TOP - BOTTOM;
/// Around a figure on a page of its own, in pt.
pub(super) const FIGURE_SIDE: f32 = 40.0;

/// The room for a figure on a page of its own, upright or on its side, in pt.
pub(super) fn figure_room(wide: bool) -> (f32, f32) {
    let (width, height) = if wide { (HEIGHT, WIDTH) } else { (WIDTH, HEIGHT) };
    (width - 2.0 * FIGURE_SIDE, height - FIGURE_SIDE - 64.0)
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Whether it is for one figure alone.
    pub figure: bool,
    /// Whether it lies on its side.
    pub wide: bool,
    /// The number of each piece on it, and how far below the top of the text it stands, in pt.
    pub pieces: Vec<(usize, f32)>,
    /// The head of a table that goes on here, at the top.
    pub head: Option<usize>,
}

/// The pages of a document, at least one.
pub(super) fn pages(pieces: &[Piece]) -> Vec<Page> {
    let mut pages = vec![Page::default()];
    // Pages for figures alone, which follow the page at hand.
    let mut figures = Vec::new();
    let mut used = 0.0;
    let mut next = 0;
    while next < pieces.len() {
        let (end, height) = together(pieces, next, used > 0.0);
        if used > 0.0 && used + height > TEXT_HEIGHT {
            pages.append(&mut figures);
            pages.push(Page::default());
            used = 0.0;
            if let Extra::Row { head: Some(head), .. } = pieces[next].extra
                && let Some(page) = pages.last_mut()
                && pieces[head].height + height < TEXT_HEIGHT
            {
                used = pieces[head].height;
                page.head = Some(head);
            }
        }
        let mut is_top = used == 0.0;
        for (nth, piece) in pieces.iter().enumerate().take(end).skip(next) {
            let above = if is_top { 0.0 } else { piece.above };
            // What goes together may be too much for one page.
            if used + above + piece.height > TEXT_HEIGHT && !is_top {
                pages.append(&mut figures);
                pages.push(Page::default());
                used = 0.0;
            } else {
                used += above;
            }
            is_top = false;
            if let Some(page) = pages.last_mut() {
                page.pieces.push((nth, used));
            }
            used += piece.height;
            if let Extra::Figure { alone: true, width, height, .. } = piece.extra {
                figures.push(Page { figure: true, wide: width > height, pieces: vec![(nth, 0.0)], head: None });
            }
        }
        next = end;
    }
    pages.append(&mut figures);
    pages
}

/// The end of the pieces from `start` on that go together, and how high they are; those beyond a page do not count.
fn together(pieces: &[Piece], start: usize, spaced: bool) -> (usize, f32) {
    let mut height = 0.0;
    for (nth, piece) in pieces.iter().enumerate().skip(start) {
        height += piece.height + if nth > start || spaced { piece.above } else { 0.0 };
        if !piece.keeps || height > TEXT_HEIGHT {
            return (nth + 1, height);
        }
    }
    (pieces.len(), height)
}
