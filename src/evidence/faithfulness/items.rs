//! What each item was answered in each condition, in few bytes: rows of an item may lie anywhere in the data.

use super::{
    cells::{Cell, Known, Name, Row, Told},
    keys::Keys,
    sparse::Sparse,
};
use crate::evidence::Failed;

/// What does not fit together in rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clashes {
    /// Rows that contradict what an earlier row said of the item.
    pub against: u64,
    /// Rows whose item and condition were there already; they are left out.
    pub doubled: u64,
    /// Those of them with another answer.
    pub other: u64,
}

/// Items in one piece: memory grows by pieces, never by copying all.
const PIECE: usize = 1 << 12;
/// Numbers before the cells of an item: right and biased answer, place, steps.
const HEAD: usize = 4;
/// No more memory than this, in bytes.
const MOST: usize = 2 << 30;

/// All items with their answers by condition.
#[derive(Debug, Default)]
pub struct Items {
    count: usize,
    /// Items from 1, by place and number: 48 MB are enough for twelve million numbers that lie close, in any order.
    numbers: Sparse<12_288>,
    /// How many those are.
    numbered: usize,
    /// Items by the hash of their name.
    keys: Keys,
    pieces: Vec<Piece>,
    /// Conditions seen so far.
    conditions: usize,
    /// Where rows that are being taken look for their items.
    places: Vec<Place>,
    /// Their items.
    found: Vec<usize>,
}

/// Where the number of an item stands.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// In a word by the number in its name.
    Word(usize),
    /// By the hash of its name.
    Key(u64),
    /// Nowhere: it is new.
    New,
}

impl Place {
    fn key(self) -> Option<u64> {
        if let Self::Key(key) = self { Some(key) } else { None }
    }
}

/// What is known of some items, one after the other.
#[derive(Debug, Default)]
struct Piece {
    /// Numbers for each: its head, then two for the cell of each condition.
    wide: usize,
    numbers: Box<[u16]>,
}

impl Piece {
    /// Makes room for so many conditions and, so that it is not made again for each, some more.
    fn widen(&mut self, conditions: usize) {
        let before = self.wide.saturating_sub(HEAD) / 2;
        let wide = HEAD + 2 * conditions.max(before * 5 / 4);
        let mut numbers = vec![0; wide * PIECE];
        if self.wide > 0 {
            for (to, from) in numbers.chunks_exact_mut(wide).zip(self.numbers.chunks_exact(self.wide)) {
                to[..self.wide].copy_from_slice(from);
            }
        }
        (self.wide, self.numbers) = (wide, numbers.into());
    }

    /// Something of what is known of an item, and of its answer in a condition. Only a look, to have the memory near:
    /// the two may lie in different lines of it.
    fn near(&self, item: usize, condition: u16) -> u16 {
        let at = item * self.wide;
        let one = |it: usize| self.numbers.get(it).map_or(0, |it| *it);
        one(at) ^ one(at + HEAD + 2 * usize::from(condition) + 1)
    }
}

impl Items {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Takes rows. Many at once are quicker than one by one: what lies far in memory is looked at for all of them before
    /// it is needed, so that the processor fetches it for several at a time.
    pub fn take(&mut self, rows: &[Told]) -> Clashes {
        self.look(rows);
        self.find();
        let mut near = 0;
        for (item, it) in self.found.iter().zip(rows) {
            near ^= self.pieces.get(item / PIECE).map_or(0, |piece| piece.near(item % PIECE, it.condition));
        }
        std::hint::black_box(near);
        let mut clashes = Clashes::default();
        for (nth, it) in rows.iter().enumerate() {
            self.put(self.found[nth], it, &mut clashes);
        }
        clashes
    }

    /// Looks where the items of these rows are to be found: one step after the other for all rows, so that nothing else
    /// stands between one look into far memory and the next.
    fn look(&mut self, rows: &[Told]) {
        self.places.clear();
        for it in rows {
            self.places.push(match it.name {
                Name::None => Place::New,
                Name::Text(key) => Place::Key(key),
                Name::Number(number) => match self.numbers.place(it.row.place, number, self.numbered) {
                    Some(at) => Place::Word(at),
                    None => Place::Key(Name::key(it.row.place, number)),
                },
            });
        }
        let word = |it: &Place| if let Place::Word(at) = it { self.numbers.get(*at) } else { 0 };
        std::hint::black_box(self.places.iter().fold(0, |all, it| all ^ word(it)));
        self.keys.guess(self.places.iter().map(|it| it.key()), &mut self.found);
    }

    /// Finds the items that stand there, or makes them.
    fn find(&mut self) {
        for (item, place) in self.found.iter_mut().zip(&self.places) {
            *item = match *place {
                Place::Word(at) => {
                    let word = self.numbers.word(at);
                    if *word == 0 {
                        #[expect(clippy::cast_possible_truncation, reason = "a check keeps it below")]
                        let number = self.count as u32 + 1;
                        *word = number;
                        self.numbered += 1;
                    }
                    *word as usize - 1
                }
                Place::Key(key) => self.keys.find(key, *item, self.count),
                Place::New => self.count,
            };
            self.count = self.count.max(*item + 1);
        }
    }

    /// Puts a row to its item; if its cell is there already, that stays.
    fn put(&mut self, item: usize, told: &Told, clashes: &mut Clashes) {
        let condition = usize::from(told.condition);
        self.conditions = self.conditions.max(condition + 1);
        let piece = item / PIECE;
        if self.pieces.len() <= piece {
            self.pieces.resize_with(piece + 1, Piece::default);
        }
        let piece = &mut self.pieces[piece];
        if piece.wide < HEAD + 2 * (condition + 1) {
            piece.widen(self.conditions);
        }
        let all = &mut piece.numbers[item % PIECE * piece.wide..][..piece.wide];
        let Row { place, known, steps } = told.row;
        let differ = |old: u16, new: u16| old != 0 && new != 0 && old != new;
        clashes.against += u64::from(differ(all[0], known.truth) || differ(all[1], known.hint));
        for (old, new) in all.iter_mut().zip([known.truth, known.hint, place, steps]) {
            if *old == 0 {
                *old = new;
            }
        }
        let cell = &mut all[HEAD + 2 * condition..][..2];
        if cell[1] == 0 {
            cell.copy_from_slice(&[told.cell.answer, told.cell.flags]);
        } else {
            clashes.doubled += 1;
            clashes.other += u64::from(cell[0] != told.cell.answer);
        }
    }

    /// The cells of an item by condition, as far as `cells` goes, and what else is known of it.
    pub fn get(&self, item: usize, cells: &mut [Cell]) -> Row {
        let piece = self.pieces.get(item / PIECE);
        let all = piece.and_then(|it| it.numbers.get(item % PIECE * it.wide..)?.get(..it.wide));
        let Some((head, rest)) = all.and_then(|it| it.split_at_checked(HEAD)) else {
            cells.fill(Cell::default());
            return Row::default();
        };
        let known = rest.chunks_exact(2).map(|it| Cell { answer: it[0], flags: it[1] });
        for (to, from) in cells.iter_mut().zip(known.chain(std::iter::repeat(Cell::default()))) {
            *to = from;
        }
        Row { place: head[2], known: Known { truth: head[0], hint: head[1] }, steps: head[3] }
    }

    /// # Errors
    /// If they take more memory than there should be for them.
    pub fn check(&self) -> Result<(), Failed> {
        let cells: usize = self.pieces.iter().map(|it| size_of_val(&*it.numbers)).sum();
        if cells + self.keys.bytes() + self.numbers.bytes() > MOST || self.count >= (u32::MAX >> 1) as usize {
            return Err(Failed::new(
                "There are too many samples to compare in memory.",
                "Choose some by `where`, or one group at a time.",
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::faithfulness::names::hash;

    fn told(name: Name, condition: u16, answer: u16, truth: u16) -> Told {
        let row = Row { place: 2, known: Known { truth, hint: 0 }, steps: 4 };
        Told { name, row, condition, cell: Cell { answer, flags: Cell::HERE } }
    }

    #[test]
    fn items_are_found_again_in_any_order() {
        let mut items = Items::default();
        let names = |it: u64| match it % 3 {
            0 => Name::Text(hash(1, &it.to_le_bytes())),
            1 => Name::Number(it),
            _ => Name::Number(it * 1_000_003),
        };
        let rows = |condition| (0..50_000).map(move |it| told(names(it), condition, 1, 5)).collect::<Vec<_>>();
        for chunk in rows(7).chunks(100) {
            assert_eq!(items.take(chunk), Clashes::default());
        }
        assert_eq!(items.len(), 50_000);
        let mut again = rows(3);
        again.reverse();
        assert_eq!((items.take(&again), items.len()), (Clashes::default(), 50_000));
        let mut cells = [Cell::default(); 9];
        for item in 0..50_000 {
            let row = items.get(item, &mut cells);
            let here: Vec<usize> = (0..9).filter(|it| cells[*it].answered()).collect();
            assert_eq!((row.place, here), (2, vec![3, 7]));
        }
        assert_eq!((items.take(&[told(Name::None, 0, 1, 1)]), items.len()), (Clashes::default(), 50_001));
    }

    #[test]
    fn the_first_row_of_an_item_stays() {
        let mut items = Items::default();
        let name = Name::Number(7);
        let rows = [told(name, 3, 1, 5), told(name, 3, 2, 0), told(name, 3, 1, 6), told(name, 0, 9, 5)];
        assert_eq!(items.take(&rows), Clashes { against: 1, doubled: 2, other: 1 });
        let mut cells = [Cell::default(); 4];
        let row = items.get(0, &mut cells);
        let answers = cells.map(|it| it.answer);
        assert_eq!((row.place, row.known.truth, row.steps, answers), (2, 5, 4, [9, 0, 0, 1]));
    }
}
