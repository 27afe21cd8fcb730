//! Which piece stands on which page.

use super::piece::{Extra, Piece};

/// A4 upright, in pt.
const WIDTH: f32 = 595.276;
const HEIGHT: f32 = 841.89;
/// Left and right of the text, and above and below it, in pt.
pub(super) const SIDE: f32 = 98.0;
pub(super) const TOP: f32 = 64.0;
const BOTTOM: f32 = 76.0;
/// Around a figure on a page of its own, in pt.
pub(super) const FIGURE_SIDE: f32 = 40.0;

/// What a document is set on: a sheet of the form of A4, which is printed on A4. All lengths but those of `printed` are on
/// the sheet, in pt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Paper {
    /// How much smaller it is printed, at most 1.
    pub scale: f32,
}

impl Paper {
    /// A4 itself: lines of 70 to 80 letters.
    pub const A4: Self = Self { scale: 1.0 };
    /// Larger sheets, on which what is a little too much for one page fits; on the last, words are 8 pt high.
    pub const LARGER: [Self; 4] =
        [Self { scale: 0.93 }, Self { scale: 0.86 }, Self { scale: 0.8 }, Self { scale: 0.74 }];

    /// Its size, upright or on its side.
    pub fn size(self, wide: bool) -> (f32, f32) {
        let (width, height) = (WIDTH / self.scale, HEIGHT / self.scale);
        if wide { (height, width) } else { (width, height) }
    }

    /// The size of the page that it is printed on, in pt.
    pub fn printed(self, wide: bool) -> (f32, f32) {
        let (width, height) = self.size(wide);
        (width * self.scale, height * self.scale)
    }

    /// The room for text.
    pub fn text_width(self) -> f32 {
        self.size(false).0 - 2.0 * SIDE
    }

    pub fn text_height(self) -> f32 {
        self.size(false).1 - TOP - BOTTOM
    }

    /// The room for a figure on a page of its own, upright or on its side.
    pub fn figure_room(self, wide: bool) -> (f32, f32) {
        let (width, height) = self.size(wide);
        (width - 2.0 * FIGURE_SIDE, height - FIGURE_SIDE - 64.0)
    }
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
pub(super) fn pages(pieces: &[Piece], paper: Paper) -> Vec<Page> {
    let most = paper.text_height();
    let mut pages = vec![Page::default()];
    // Pages for figures alone, which follow the page at hand.
    let mut figures = Vec::new();
    let mut used = 0.0;
    let mut next = 0;
    while next < pieces.len() {
        let (end, height) = together(pieces, next, used > 0.0, most);
        if used > 0.0 && used + height > most {
            pages.append(&mut figures);
            pages.push(Page::default());
            used = 0.0;
            if let Extra::Row { head: Some(head), .. } = pieces[next].extra
                && let Some(page) = pages.last_mut()
                && pieces[head].height + height < most
            {
                used = pieces[head].height;
                page.head = Some(head);
            }
        }
        let mut is_top = used == 0.0;
        for (nth, piece) in pieces.iter().enumerate().take(end).skip(next) {
            let above = if is_top { 0.0 } else { piece.above };
            // What goes together may be too much for one page.
            if used + above + piece.height > most && !is_top {
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
fn together(pieces: &[Piece], start: usize, spaced: bool, most: f32) -> (usize, f32) {
    let mut height = 0.0;
    for (nth, piece) in pieces.iter().enumerate().skip(start) {
        height += piece.height + if nth > start || spaced { piece.above } else { 0.0 };
        if !piece.keeps || height > most {
            return (nth + 1, height);
        }
    }
    (pieces.len(), height)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT_HEIGHT: f32 = HEIGHT - TOP - BOTTOM;

    fn piece(height: f32, keeps: bool, extra: Extra) -> Piece {
        Piece { above: 10.0, height, keeps, words: Vec::new(), quotes: Vec::new(), extra }
    }

    fn numbers(pieces: &[Piece]) -> Vec<Vec<usize>> {
        pages(pieces, Paper::A4).iter().map(|it| it.pieces.iter().map(|it| it.0).collect()).collect()
    }

    #[test]
    fn what_goes_together_stays_together() {
        let third = TEXT_HEIGHT / 3.0 - 10.0;
        let plain = |keeps| piece(third, keeps, Extra::None);
        // Of a page for three, the last two go on because the second of them does.
        assert_eq!(numbers(&[false, false, true, false].map(plain)), [vec![0, 1], vec![2, 3]]);
        assert_eq!(numbers(&[false, false, false, false].map(plain)), [vec![0, 1, 2], vec![3]]);
        // More than a page cannot stay together.
        assert_eq!(numbers(&[true, true, true, true, true].map(plain)), [vec![0, 1, 2], vec![3, 4]]);
        assert_eq!(numbers(&[]), [Vec::<usize>::new()]);
    }

    #[test]
    fn nothing_reaches_below_a_page_unless_it_is_higher_than_one() {
        for height in [1.0, 37.0, 200.0, TEXT_HEIGHT, TEXT_HEIGHT * 2.0] {
            let pieces: Vec<Piece> = (0..100).map(|nth| piece(height, nth % 3 == 0, Extra::None)).collect();
            let pages = pages(&pieces, Paper::A4);
            let all: Vec<usize> = pages.iter().flat_map(|it| it.pieces.iter().map(|it| it.0)).collect();
            assert_eq!(all, (0..100).collect::<Vec<_>>(), "each once, in order");
            for (nth, y) in pages.iter().flat_map(|it| &it.pieces) {
                assert!(*y == 0.0 || y + height <= TEXT_HEIGHT + 0.01, "{nth} of {height} at {y}");
            }
        }
    }

    #[test]
    fn a_table_that_goes_on_repeats_its_head_and_a_figure_alone_follows_its_page() {
        let row = |nth: usize| {
            let head = (nth > 0).then_some(0);
            let colour = crate::picture::Colour(0, 0, 0, 255);
            piece(TEXT_HEIGHT / 4.0, nth == 0, Extra::Row { line: 0.0, from: 0.0..1.0, colour, head })
        };
        let rows: Vec<Piece> = (0..8).map(row).collect();
        let heads: Vec<Option<usize>> = pages(&rows, Paper::A4).iter().map(|it| it.head).collect();
        assert!(heads.len() > 2 && heads[0].is_none() && heads[1..].iter().all(|it| *it == Some(0)), "{heads:?}");
        let figure = |width| Extra::Figure { name: String::new(), width, height: 300.0, alone: true, at: 0 };
        let text = || piece(TEXT_HEIGHT * 0.48, false, Extra::None);
        let pages = pages(
            &[text(), piece(16.0, false, figure(700.0)), piece(16.0, false, figure(200.0)), text(), text()],
            Paper::A4,
        );
        let seen: Vec<(bool, bool)> = pages.iter().map(|it| (it.figure, it.wide)).collect();
        assert_eq!(seen, [(false, false), (true, true), (true, false), (false, false)]);
    }
}
