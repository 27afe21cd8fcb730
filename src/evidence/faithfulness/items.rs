//! What each item was answered in each condition, in few bytes: rows of an item may lie anywhere in the data.

use crate::evidence::Failed;

/// An answer in one condition: its number (0 if there was none to be read) and what else is known of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The number of the answer among all answers, from 1.
    pub answer: u16,
    /// What is known of it; 0 if there is no row.
    pub flags: u16,
}

impl Cell {
    /// There is a row.
    pub const HERE: u16 = 1;
    /// The answer could not be read.
    pub const FAILED: u16 = 2;
    /// A first judge said whether the chain names the hint; and that it does.
    pub const JUDGED: (u16, u16) = (4, 8);
    /// A second judge did.
    pub const JUDGED_AGAIN: (u16, u16) = (16, 32);
    /// It is said whether the answer follows the corrupted chain; and that it does.
    pub const FOLLOWS: (u16, u16) = (64, 128);
    /// It is said whether the answer is that after the full chain; and that it is.
    pub const SAME: (u16, u16) = (256, 512);

    /// Whether there is a row and an answer.
    pub fn answered(self) -> bool {
        self.flags & (Self::HERE | Self::FAILED) == Self::HERE
    }

    /// Whether the row could not be read.
    pub fn failed(self) -> bool {
        self.flags & Self::FAILED != 0
    }

    /// What was said, if it was.
    pub fn said(self, (known, yes): (u16, u16)) -> Option<bool> {
        (self.flags & known != 0).then_some(self.flags & yes != 0)
    }

    /// Notes what was said.
    pub fn say(&mut self, (known, yes): (u16, u16), what: Option<bool>) {
        self.flags |= what.map_or(0, |it| known | if it { yes } else { 0 });
    }
}

/// What is known of an item in all conditions; 0 where it is not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The number of the right answer.
    pub truth: u16,
    /// The number of the answer that the context points to.
    pub hint: u16,
}

/// What a row adds to its item.
#[derive(Clone, Copy, Debug, Default)]
pub struct Row {
    /// Its place: group and task.
    pub place: u16,
    /// What holds in all conditions.
    pub known: Known,
    /// The length of the chain in steps, 0 if not said.
    pub steps: u16,
}

/// Cells in one piece: memory grows by pieces, never by copying all.
const PIECE: usize = 1 << 13;
/// Parts of the index, each of which grows by itself.
const PARTS: usize = 1024;
/// No more memory than this, in bytes.
const MOST: usize = 2 << 30;

/// All items with their answers by condition.
#[derive(Debug, Default)]
pub struct Items {
    count: usize,
    /// The one found last.
    last: usize,
    keys: Pieces<u64>,
    known: Pieces<Known>,
    places: Pieces<u16>,
    steps: Pieces<u16>,
    /// By condition.
    cells: Vec<Pieces<Cell>>,
    /// Places in the other lists, from 1, by key: open addressing with linear steps.
    index: Vec<Part>,
}

#[derive(Clone, Debug, Default)]
struct Part {
    slots: Vec<Slot>,
    used: usize,
}

/// An item in the index, with bits of its key by which most others are told from it without a look at their keys, and
/// by which the index grows without one. In six bytes: there are millions.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    tag: u16,
    /// The place of the item, from 1: its lower and its upper half. Both are 0 if there is none.
    item: [u16; 2],
}

impl Slot {
    fn item(self) -> usize {
        usize::from(self.item[0]) | usize::from(self.item[1]) << 16
    }
}

#[derive(Debug)]
struct Pieces<T>(Vec<Box<[T]>>);

impl<T> Default for Pieces<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy + Default> Pieces<T> {
    fn get(&self, at: usize) -> T {
        self.0.get(at / PIECE).and_then(|it| it.get(at % PIECE)).copied().unwrap_or_default()
    }

    /// The place to write to.
    fn place(&mut self, at: usize) -> &mut T {
        let piece = at / PIECE;
        if self.0.get(piece).is_none_or(|it| it.is_empty()) {
            if self.0.len() <= piece {
                self.0.resize_with(piece + 1, Box::default);
            }
            self.0[piece] = vec![T::default(); PIECE].into();
        }
        &mut self.0[piece][at % PIECE]
    }

    fn bytes(&self) -> usize {
        self.0.iter().map(|it| size_of_val(&**it)).sum()
    }
}

impl Items {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// The item of this key, new or not.
    pub fn find(&mut self, key: u64) -> usize {
        // Rows of an item lie side by side, or items come in the same order in each condition: mostly it is here.
        for at in [self.last, self.last + 1] {
            if at < self.count && self.keys.get(at) == key {
                self.last = at;
                return at;
            }
        }
        #[expect(clippy::cast_possible_truncation, reason = "bits are picked")]
        let (part, tag) = ((key >> 54) as usize % PARTS, (key >> 38) as u16);
        self.grow(part);
        let slots = &mut self.index[part].slots;
        let mut at = home(tag, slots.len());
        while slots[at].item() != 0 {
            let item = slots[at].item() - 1;
            if slots[at].tag == tag && self.keys.get(item) == key {
                self.last = item;
                return item;
            }
            at = if at + 1 == slots.len() { 0 } else { at + 1 };
        }
        let place = self.count + 1;
        #[expect(clippy::cast_possible_truncation, reason = "both halves are kept")]
        let item = [place as u16, (place >> 16) as u16];
        slots[at] = Slot { tag, item };
        self.index[part].used += 1;
        self.last = self.count;
        *self.keys.place(self.count) = key;
        self.count += 1;
        self.last
    }

    /// An item that no other row belongs to.
    pub fn push(&mut self) -> usize {
        self.count += 1;
        self.count - 1
    }

    /// Makes room in this part of the index once it is four fifths full.
    fn grow(&mut self, part: usize) {
        if self.index.is_empty() {
            self.index.resize(PARTS, Part::default());
        }
        let full = &mut self.index[part];
        if full.used * 5 < full.slots.len() * 4 {
            return;
        }
        let old = std::mem::take(&mut full.slots);
        let mut slots = vec![Slot::default(); (old.len() * 5 / 4).max(16)];
        for slot in old.into_iter().filter(|it| it.item() != 0) {
            let mut at = home(slot.tag, slots.len());
            while slots[at].item() != 0 {
                at = if at + 1 == slots.len() { 0 } else { at + 1 };
            }
            slots[at] = slot;
        }
        self.index[part].slots = slots;
    }

    /// Notes what a row says of an item; whether it contradicts what was said before.
    pub fn know(&mut self, item: usize, row: Row) -> bool {
        let known = self.known.place(item);
        let differ = |old: u16, new: u16| old != 0 && new != 0 && old != new;
        let against = differ(known.truth, row.known.truth) || differ(known.hint, row.known.hint);
        let first = |old: &mut u16, new: u16| {
            if *old == 0 {
                *old = new;
            }
        };
        first(&mut known.truth, row.known.truth);
        first(&mut known.hint, row.known.hint);
        // What all share takes no memory.
        if row.place != 0 {
            *self.places.place(item) = row.place;
        }
        if row.steps != 0 {
            first(self.steps.place(item), row.steps);
        }
        against
    }

    /// Puts a cell; if there is one already, it stays and is given back.
    pub fn put(&mut self, item: usize, condition: usize, cell: Cell) -> Option<Cell> {
        if self.cells.len() <= condition {
            self.cells.resize_with(condition + 1, Pieces::default);
        }
        let old = self.cells[condition].place(item);
        if old.flags != 0 {
            return Some(*old);
        }
        *old = cell;
        None
    }

    /// The cells of an item by condition, as far as `cells` goes, and what else is known of it.
    pub fn get(&self, item: usize, cells: &mut [Cell]) -> Row {
        for (cell, pieces) in cells.iter_mut().zip(&self.cells) {
            *cell = pieces.get(item);
        }
        Row { place: self.places.get(item), known: self.known.get(item), steps: self.steps.get(item) }
    }

    /// # Errors
    /// If they take more memory than there should be for them.
    pub fn check(&self) -> Result<(), Failed> {
        let cells: usize = self.cells.iter().map(Pieces::bytes).sum();
        if cells + self.keys.bytes() + self.known.bytes() > MOST || self.count >= (u32::MAX >> 1) as usize {
            return Err(Failed::new(
                "There are too many samples to compare in memory.",
                "Choose some by `where`, or one group at a time.",
            ));
        }
        Ok(())
    }
}

/// Where among so many slots a key with this tag is looked for first.
fn home(tag: u16, slots: usize) -> usize {
    (usize::from(tag) * slots) >> 16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::faithfulness::names::hash;

    #[test]
    fn items_are_found_again_in_any_order() {
        let mut items = Items::default();
        let key = |it: u64| hash(1, &it.to_le_bytes());
        let first: Vec<usize> = (0..50_000).map(|it| items.find(key(it))).collect();
        assert_eq!((first.last(), items.len()), (Some(&49_999), 50_000));
        let again: Vec<usize> = (0..50_000).rev().map(|it| items.find(key(it))).rev().collect();
        assert_eq!(first, again);
        assert_eq!(items.len(), 50_000);
    }

    #[test]
    fn the_first_row_of_an_item_stays() {
        let mut items = Items::default();
        let at = items.find(7);
        let cell = |answer| Cell { answer, flags: Cell::HERE };
        assert_eq!(items.put(at, 3, cell(1)), None);
        assert_eq!(items.put(at, 3, cell(2)), Some(cell(1)));
        let know = |truth| Row { place: 2, known: Known { truth, hint: 0 }, steps: 4 };
        assert!(!items.know(at, know(5)) && !items.know(at, know(0)) && items.know(at, know(6)));
        let mut cells = [Cell::default(); 4];
        let row = items.get(at, &mut cells);
        assert_eq!((row.place, row.known.truth, row.steps, cells[3], cells[0]), (2, 5, 4, cell(1), Cell::default()));
    }
}
