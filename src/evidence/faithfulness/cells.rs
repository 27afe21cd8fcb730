//! What a row says: of which item, and what was answered there.

use super::{names::hash, sparse::number};

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

/// How a row names its item.
#[derive(Clone, Copy, Debug)]
pub enum Name {
    /// By a number.
    Number(u64),
    /// By a text with this hash, which holds its place, too.
    Text(u64),
    /// Not at all: no other row belongs to it.
    None,
}

impl Name {
    /// Of the item that is called so in this place.
    pub fn of(place: u16, text: Option<&[u8]>) -> Self {
        match text.map(|it| (it, number(it))) {
            Some((_, Some(number))) => Self::Number(number),
            Some((text, None)) => Self::Text(hash(u64::from(place), text)),
            None => Self::None,
        }
    }

    /// The hash of a number that has no word of its own. Texts have smaller seeds: none of the same bytes has it.
    pub fn key(place: u16, number: u64) -> u64 {
        hash(u64::from(place) | 1 << 16, &number.to_le_bytes())
    }
}

/// A row: what it says of which item.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// Its item.
    pub name: Name,
    /// What holds in all conditions.
    pub row: Row,
    /// Its condition.
    pub condition: u16,
    /// What was answered there.
    pub cell: Cell,
}
