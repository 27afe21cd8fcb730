//! Which samples were there already, where each has one row: a bit for numbers, a hash for others.

use super::{
    keys::Keys,
    names::hash,
    sparse::{Sparse, number},
};

/// The samples seen.
#[derive(Debug, Default)]
pub struct Seen {
    /// Bits of numbers, 32 in a word.
    numbers: Sparse,
    /// How many bits are set.
    held: usize,
    /// Those without a bit, by key.
    others: Keys,
    /// How many those are.
    count: usize,
}

impl Seen {
    /// Whether this sample was there already; it is from now on.
    pub fn again(&mut self, place: u16, sample: &[u8]) -> bool {
        if let Some(number) = number(sample)
            && let Some(at) = self.numbers.place(place, number / 32, self.held)
        {
            let (word, bit) = (self.numbers.word(at), 1 << (number % 32));
            let again = *word & bit != 0;
            *word |= bit;
            self.held += usize::from(!again);
            return again;
        }
        let again = self.others.find(hash(u64::from(place), sample), self.count) < self.count;
        self.count += usize::from(!again);
        again
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::numbers::Random;
    use std::collections::BTreeSet;

    #[test]
    fn samples_are_seen_as_by_a_set() {
        let (mut random, mut seen, mut set) = (Random::new(5), Seen::default(), BTreeSet::new());
        let mut next = 0;
        for round in 0..20_000 {
            // Runs, jumps, names, and numbers with zeros before them, in three places.
            let place = u16::try_from(random.below(3)).unwrap();
            next = if random.below(8) == 0 { random.below(3000) } else { next + 1 };
            let text = match round {
                10_000.. if random.below(50) == 0 => format!("0{next}"),
                _ => next.to_string(),
            };
            assert_eq!(seen.again(place, text.as_bytes()), !set.insert((place, text.clone())), "{round} {text}");
        }
    }

    #[test]
    fn numbers_far_from_each_other_are_remembered_by_their_hash() {
        let mut seen = Seen::default();
        let all = || (0..20_000_u64).map(|it| (it * 1_000_000_007).to_string());
        assert!(all().all(|it| !seen.again(1, it.as_bytes())));
        assert!(seen.count > 10_000 && all().all(|it| seen.again(1, it.as_bytes())));
        assert!(!seen.again(1, b"7") && seen.again(1, b"7") && !seen.again(2, b"7"));
    }
}
