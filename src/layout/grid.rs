//! Boxes by the cells of a grid they reach into, to find what is near.

use super::Rect;

/// How large a cell is, in px: about as large as a box.
const CELL: f32 = 320.0;
/// The grid has at most about so many cells per box.
const CELLS_PER_BOX: usize = 4;

/// Boxes that do not move, by number, found by where they are.
pub(super) struct Grid {
    left: f32,
    top: f32,
    size: f32,
    columns: usize,
    rows: usize,
    /// Where the boxes of each cell begin in `boxes`.
    starts: Vec<u32>,
    boxes: Vec<u32>,
}

impl Grid {
    pub fn new(places: &[Rect]) -> Self {
        let bounds = places.iter().copied().reduce(Rect::union).unwrap_or_default();
        let mut grid = Self {
            left: bounds.min.x,
            top: bounds.min.y,
            size: CELL,
            columns: 1,
            rows: 1,
            starts: Vec::new(),
            boxes: Vec::new(),
        };
        let most = places.len() * CELLS_PER_BOX + 64;
        loop {
            grid.columns = whole(bounds.width() / grid.size) + 1;
            grid.rows = whole(bounds.height() / grid.size) + 1;
            if grid.columns.saturating_mul(grid.rows) <= most {
                break;
            }
            grid.size *= 2.0;
        }
        let mut counts = vec![0_u32; grid.columns * grid.rows + 1];
        for &place in places {
            grid.cells(place).for_each(|it| counts[it + 1] += 1);
        }
        for cell in 1..counts.len() {
            counts[cell] += counts[cell - 1];
        }
        grid.boxes = vec![0; counts.last().map_or(0, |&it| it as usize)];
        let mut next = counts.clone();
        for (number, &place) in (0_u32..).zip(places) {
            for cell in grid.cells(place) {
                grid.boxes[next[cell] as usize] = number;
                next[cell] += 1;
            }
        }
        grid.starts = counts;
        grid
    }

    fn cells(&self, place: Rect) -> impl Iterator<Item = usize> + use<> {
        let column = |x: f32| whole((x - self.left) / self.size).min(self.columns - 1);
        let row = |y: f32| whole((y - self.top) / self.size).min(self.rows - 1);
        let (left, right, top, bottom) = (column(place.min.x), column(place.max.x), row(place.min.y), row(place.max.y));
        let columns = self.columns;
        (top..=bottom).flat_map(move |y| (left..=right).map(move |x| y * columns + x))
    }

    /// The boxes that may reach into `place`, by number; some come more than once.
    pub fn near(&self, place: Rect) -> impl Iterator<Item = usize> + '_ {
        self.cells(place).flat_map(|cell| {
            self.boxes[self.starts[cell] as usize..self.starts[cell + 1] as usize].iter().map(|&it| it as usize)
        })
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts saturate; below zero is zero")]
fn whole(value: f32) -> usize {
    (value as usize).min(1 << 20)
}
