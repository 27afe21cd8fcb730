//! Which samples were there already, where each has one row: a bit for numbers, a hash for others.

use super::{cells::Name, keys::Keys, sparse::Sparse};

/// The samples seen.
#[derive(Debug, Default)]
pub struct Seen {
    /// Bits of numbers, 32 in a word: 8 MB are enough for 64 million numbers that lie close, in any order.
    numbers: Sparse<2048>,
    /// How many bits are set.
    held: usize,
    /// Those without a bit, by key.
    others: Keys,
    /// How many those are.
    count: usize,
    /// Of samples that are asked for together: whether each was there already, or its key; and numbers of keys.
    asked: Vec<Result<bool, u64>>,
    likely: Vec<usize>,
}

impl Seen {
    /// Whether each of these samples, by place and name, was there already; all are from now on.
    pub fn again(&mut self, samples: impl Iterator<Item = (u16, Name)>) -> impl Iterator<Item = bool> {
        let mut asked = std::mem::take(&mut self.asked);
        asked.clear();
        asked.extend(samples.map(|(place, name)| match name {
            Name::None => Ok(false),
            Name::Text(key) => Err(key),
            Name::Number(number) => self.bit(place, number).ok_or_else(|| Name::key(place, number)),
        }));
        self.asked = asked;
        self.others.guess(self.asked.iter().map(|it| it.err()), &mut self.likely);
        let (others, count) = (&mut self.others, &mut self.count);
        self.asked.iter().zip(&self.likely).map(|(asked, likely)| {
            asked.unwrap_or_else(|key| {
                let again = others.find(key, *likely, *count) < *count;
                *count += usize::from(!again);
                again
            })
        })
    }

    /// Whether the bit of this number is set, if it has one; it is from now on.
    fn bit(&mut self, place: u16, number: u64) -> Option<bool> {
        let at = self.numbers.place(place, number / 32, self.held)?;
        let (word, bit) = (self.numbers.word(at), 1 << (number % 32));
        let again = *word & bit != 0;
        *word |= bit;
        self.held += usize::from(!again);
        Some(again)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::numbers::Random;
    use std::collections::BTreeSet;

    fn again(seen: &mut Seen, place: u16, text: &[u8]) -> bool {
        seen.again(std::iter::once((place, Name::of(place, Some(text))))).eq([true])
    }

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
            assert_eq!(again(&mut seen, place, text.as_bytes()), !set.insert((place, text.clone())), "{round} {text}");
        }
    }

    #[test]
    fn numbers_far_from_each_other_are_remembered_by_their_hash() {
        let mut seen = Seen::default();
        let all = || (0..20_000_u64).map(|it| (it * 1_000_000_007).to_string());
        assert!(all().all(|it| !again(&mut seen, 1, it.as_bytes())));
        assert!(seen.count > 10_000 && all().all(|it| again(&mut seen, 1, it.as_bytes())));
        assert!(!again(&mut seen, 1, b"7") && again(&mut seen, 1, b"7") && !again(&mut seen, 2, b"7"));
    }
}
