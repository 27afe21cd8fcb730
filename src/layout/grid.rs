//! The plane in cells, and what reaches into each of them, to find what is near.

use super::Rect;

/// How large a cell is for boxes alone, in px: about as large as a box.
const CELL: f32 = 320.0;
/// A grid has at most about so many cells per box.
const CELLS_PER_BOX: usize = 4;

/// A part of the plane in square cells, numbered row by row. What lies beyond counts to the cells at its edge.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells {
    left: f32,
    top: f32,
    /// How large a cell is, in px.
    pub size: f32,
    columns: usize,
    rows: usize,
}

/// The columns and rows from the first to the last: left, right, top, bottom.
pub(super) type Range = [usize; 4];

impl Cells {
    /// The cells of what holds `boxes` boxes. They are `size` px large, or larger where that would be too many.
    pub fn new(bounds: Rect, size: f32, boxes: usize) -> Self {
        let mut cells = Self { left: bounds.min.x, top: bounds.min.y, size, columns: 1, rows: 1 };
        let most = boxes * CELLS_PER_BOX + 64;
        loop {
            cells.columns = whole(bounds.width() / cells.size) + 1;
            cells.rows = whole(bounds.height() / cells.size) + 1;
            if cells.columns.saturating_mul(cells.rows) <= most {
                return cells;
            }
            cells.size *= 2.0;
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.columns * self.rows
    }

    /// The cells that `place` reaches into.
    pub fn range(&self, place: Rect) -> Range {
        let column = |x: f32| whole((x - self.left) / self.size).min(self.columns - 1);
        let row = |y: f32| whole((y - self.top) / self.size).min(self.rows - 1);
        [column(place.min.x), column(place.max.x), row(place.min.y), row(place.max.y)]
    }

    /// Their numbers.
    pub fn all(&self, [left, right, top, bottom]: Range) -> impl Iterator<Item = usize> + use<> {
        let columns = self.columns;
        (top..=bottom).flat_map(move |y| (left..=right).map(move |x| y * columns + x))
    }

    /// The numbers of the cells that `place` reaches into.
    pub fn within(&self, place: Rect) -> impl Iterator<Item = usize> + use<> {
        self.all(self.range(place))
    }
}

/// Things by cell.
#[derive(Debug)]
pub(super) struct Table<T> {
    /// Where those of each cell begin in `all`.
    starts: Vec<u32>,
    all: Vec<T>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { starts: Vec::new(), all: Vec::new() }
    }
}

impl<T: Copy> Table<T> {
    /// `each` names the cells of all things, each time in the same order.
    pub fn new(cells: usize, each: impl Fn(&mut dyn FnMut(usize, T))) -> Self {
        let mut starts = vec![0_u32; cells + 1];
        let mut first = None;
        each(&mut |cell, it| {
            starts[cell + 1] += 1;
            first = first.or(Some(it));
        });
        for cell in 1..starts.len() {
            starts[cell] += starts[cell - 1];
        }
        let all = starts.last().map_or(0, |&it| it as usize);
        let mut all = first.map_or_else(Vec::new, |it| vec![it; all]);
        let mut next = starts.clone();
        each(&mut |cell, it| {
            all[next[cell] as usize] = it;
            next[cell] += 1;
        });
        Self { starts, all }
    }

    /// Those of one cell.
    pub fn of(&self, cell: usize) -> &[T] {
        &self.all[self.starts[cell] as usize..self.starts[cell + 1] as usize]
    }
}

/// Boxes that do not move, by number, found by where they are.
pub(super) struct Grid {
    cells: Cells,
    boxes: Table<u32>,
}

impl Grid {
    pub fn new(places: &[Rect]) -> Self {
        let bounds = places.iter().copied().reduce(Rect::union).unwrap_or_default();
        let cells = Cells::new(bounds, CELL, places.len());
        let boxes = Table::new(cells.count(), |put| {
            for (number, &place) in (0_u32..).zip(places) {
                cells.within(place).for_each(|cell| put(cell, number));
            }
        });
        Self { cells, boxes }
    }

    /// The boxes that may reach into `place`, by number; some come more than once.
    pub fn near(&self, place: Rect) -> impl Iterator<Item = usize> + '_ {
        self.cells.within(place).flat_map(|cell| self.boxes.of(cell).iter().map(|&it| it as usize))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts saturate; below zero is zero")]
fn whole(value: f32) -> usize {
    (value as usize).min(1 << 20)
}
