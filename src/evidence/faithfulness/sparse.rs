//! A word of memory for each number of a sample: quick where numbers lie close, whatever their order.

use super::names::fold;
use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

/// Words in a page.
const PAGE: usize = 1 << 10;
/// The bits of a number that tell its place in a page.
const BITS: u32 = PAGE.trailing_zeros();
/// The bytes that a sample takes where it is remembered by its hash.
const ELSEWHERE: usize = 16;

/// Words by place (group and task) and number. Pages (4 KB) are made where numbers come up, `FREE` of them whatever is in
/// them; as soon as they take more memory than samples would elsewhere no more are made, so each number has a word from
/// the first time on or never.
#[derive(Debug, Default)]
pub struct Sparse<const FREE: usize> {
    pages: Vec<Box<[u32]>>,
    /// The page of a place and of the upper bits of a number.
    index: HashMap<u64, usize, BuildHasherDefault<Fold>>,
    /// The page found last, from 1, and its key.
    last: (u64, usize),
    full: bool,
}

impl<const FREE: usize> Sparse<FREE> {
    /// Where the word of this number is; none if it has none. So many samples are held here already.
    pub fn place(&mut self, place: u16, number: u64, held: usize) -> Option<usize> {
        let upper = number >> BITS;
        if upper >= 1 << 48 {
            return None;
        }
        let key = u64::from(place) << 48 | upper;
        #[expect(clippy::cast_possible_truncation, reason = "the lower bits are wanted")]
        let lower = number as usize % PAGE;
        if self.last.1 == 0 || self.last.0 != key {
            let page = if let Some(page) = self.index.get(&key) { *page } else { self.make(key, held)? };
            self.last = (key, page + 1);
        }
        Some((self.last.1 - 1) * PAGE + lower)
    }

    fn make(&mut self, key: u64, held: usize) -> Option<usize> {
        let page = self.pages.len();
        self.full |= page >= FREE.max(held.saturating_mul(ELSEWHERE) / (4 * PAGE));
        if self.full {
            return None;
        }
        self.pages.push(vec![0; PAGE].into());
        self.index.insert(key, page);
        Some(page)
    }

    /// The word there, 0 if nothing was written to it; 0 beyond all pages.
    pub fn get(&self, at: usize) -> u32 {
        self.pages.get(at / PAGE).map_or(0, |it| it[at % PAGE])
    }

    /// The word there, to write to. It is one that [`Self::place`] gave.
    pub fn word(&mut self, at: usize) -> &mut u32 {
        &mut self.pages[at / PAGE][at % PAGE]
    }

    /// The memory it takes, in bytes.
    pub fn bytes(&self) -> usize {
        self.pages.len() * PAGE * 4
    }
}

/// Hashes one number.
#[derive(Debug, Default)]
struct Fold(u64);

impl Hasher for Fold {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = super::names::hash(self.0, bytes);
    }

    fn write_u64(&mut self, it: u64) {
        self.0 = fold(it ^ 0xa076_1d64_78bd_642f, 0xe703_7ed1_a0b4_28db);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A number as it is usually written; other texts might mean the same as one and be another sample.
pub fn number(text: &[u8]) -> Option<u64> {
    if text.is_empty() || text.len() > 18 || text.len() > 1 && text[0] == b'0' {
        return None;
    }
    text.iter().try_fold(0_u64, |all, it| it.is_ascii_digit().then(|| all * 10 + u64::from(it - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn each_number_has_its_own_word_or_never_one() {
        let (mut sparse, mut all) = (Sparse::<2048>::default(), BTreeMap::new());
        let mut none = 0;
        // Numbers that lie close first, then far from each other, then the same again.
        let numbers = || (0..5000_u64).chain((0..4000).map(|it| it * 1_000_003)).chain((0..5000).map(|it| it * 3));
        for (nth, number) in numbers().enumerate() {
            for place in [0, 9] {
                let Some(at) = sparse.place(place, number, nth) else {
                    assert!(!all.contains_key(&(place, number)));
                    none += 1;
                    continue;
                };
                let word = sparse.word(at);
                assert_eq!(all.insert((place, number), *word + 1).unwrap_or(0), *word);
                *word += 1;
            }
        }
        assert!(none > 1000 && sparse.bytes() <= 2048 * PAGE * 4);
        assert_eq!(sparse.place(0, u64::MAX, 0), None);
    }

    #[test]
    fn numbers_are_those_that_are_written_in_one_way() {
        assert_eq!(
            [&b"0"[..], b"12", b"999999999999999999", b"", b"01", b"-1", b"1.0", b"1000000000000000000"].map(number),
            [Some(0), Some(12), Some(999_999_999_999_999_999), None, None, None, None, None]
        );
    }
}
