//! The numbers of samples by the hash of their name.

use super::pieces::Pieces;

/// Parts of the index, each of which grows by itself.
const PARTS: usize = 1024;

/// Keys, which are hashes, with the numbers that were given to them.
#[derive(Debug, Default)]
pub struct Keys {
    /// By number.
    hashes: Pieces<u64>,
    /// Numbers by key: open addressing with linear steps.
    index: Vec<Part>,
}

#[derive(Clone, Debug, Default)]
struct Part {
    slots: Vec<Slot>,
    used: usize,
}

/// A number in the index, with bits of its key by which most others are told from it without a look at their keys, and
/// by which the index grows without one. In six bytes: there are millions.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    tag: u16,
    /// The number, from 1: its lower and its upper half. Both are 0 if there is none.
    number: [u16; 2],
}

impl Slot {
    fn number(self) -> usize {
        usize::from(self.number[0]) | usize::from(self.number[1]) << 16
    }
}

impl Keys {
    /// The number of this key, most likely this one; `next` (below 2^32 − 1, and given to no other) from now on if it
    /// has none.
    pub fn find(&mut self, key: u64, likely: usize, next: usize) -> usize {
        if self.hashes.get(likely) == key {
            return likely;
        }
        let (part, tag) = split(key);
        self.grow(part);
        let slots = &mut self.index[part].slots;
        let mut at = home(tag, slots.len());
        while slots[at].number() != 0 {
            let number = slots[at].number() - 1;
            if slots[at].tag == tag && self.hashes.get(number) == key {
                return number;
            }
            at = if at + 1 == slots.len() { 0 } else { at + 1 };
        }
        #[expect(clippy::cast_possible_truncation, reason = "both halves are kept")]
        let number = [(next + 1) as u16, ((next + 1) >> 16) as u16];
        slots[at] = Slot { tag, number };
        self.index[part].used += 1;
        *self.hashes.place(next) = key;
        next
    }

    /// The numbers that these keys most likely have. It goes one step after the other for all, so that nothing else stands
    /// between one look into far memory and the next: then the processor fetches it for many at a time.
    pub fn guess(&self, keys: impl Iterator<Item = Option<u64>> + Clone, numbers: &mut Vec<usize>) {
        let near = keys.clone().flatten().fold(0, |all, it| all ^ self.near(it));
        numbers.clear();
        numbers.extend(keys.clone().map(|it| it.map_or(0, |it| self.likely(it))));
        let hashes = numbers.iter().zip(keys).filter(|it| it.1.is_some()).map(|it| self.hashes.get(*it.0));
        std::hint::black_box(hashes.fold(near as u64, |all, it| all ^ it));
    }

    /// What stands where the search for this key begins: only a look, to have that memory near.
    fn near(&self, key: u64) -> usize {
        let (part, tag) = split(key);
        let Some(slots) = self.index.get(part).map(|it| &it.slots) else { return 0 };
        slots.get(home(tag, slots.len())).map_or(0, |it| it.number())
    }

    /// The number that this key most likely has, if it has one.
    fn likely(&self, key: u64) -> usize {
        let (part, tag) = split(key);
        let Some(slots) = self.index.get(part).map(|it| &it.slots) else { return 0 };
        let (before, after) = slots.split_at(home(tag, slots.len()).min(slots.len()));
        let likely = after.iter().chain(before).find(|it| it.tag == tag || it.number() == 0);
        likely.map_or(0, |it| it.number().saturating_sub(1))
    }

    /// The memory it takes, in bytes, without the index.
    pub fn bytes(&self) -> usize {
        self.hashes.bytes()
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
        for slot in old.into_iter().filter(|it| it.number() != 0) {
            let mut at = home(slot.tag, slots.len());
            while slots[at].number() != 0 {
                at = if at + 1 == slots.len() { 0 } else { at + 1 };
            }
            slots[at] = slot;
        }
        self.index[part].slots = slots;
    }
}

/// The part of the index that a key belongs to, and its tag.
fn split(key: u64) -> (usize, u16) {
    #[expect(clippy::cast_possible_truncation, reason = "bits are picked")]
    let parts = ((key >> 54) as usize % PARTS, (key >> 38) as u16);
    parts
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
    fn keys_are_found_again_in_any_order() {
        let (mut keys, mut count) = (Keys::default(), 0);
        let mut find = |it: u64| {
            let number = keys.find(hash(1, &it.to_le_bytes()), 0, count);
            count = count.max(number + 1);
            number
        };
        let first: Vec<usize> = (0..50_000).map(&mut find).collect();
        assert!(first.iter().copied().eq(0..50_000));
        let again: Vec<usize> = (0..50_000).rev().map(&mut find).collect();
        assert!(again.into_iter().rev().eq(0..50_000));
        assert_eq!(count, 50_000);
    }
}
