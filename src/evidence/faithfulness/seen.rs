//! Which samples were there already, where each has one row: numbers that run on take no memory to remember.

use super::{items::Items, names::hash};
use std::collections::BTreeMap;

/// No more runs are kept; samples beyond are remembered one by one.
const MOST_RUNS: usize = 100_000;

/// The samples seen.
#[derive(Debug, Default)]
pub struct Seen {
    /// By place and first number: the last number of a run without gaps.
    runs: BTreeMap<(u16, u64), u64>,
    /// The run that the last number belongs to: its place, its first and last number, and the first that is too much.
    tail: Option<(u16, u64, u64, u64)>,
    /// Those that are in no run, by key.
    others: Items,
}

impl Seen {
    /// Whether this sample was there already; it is from now on.
    pub fn again(&mut self, place: u16, sample: &[u8]) -> bool {
        let Some(number) = number(sample) else { return self.other(place, sample) };
        if self.others.len() == 0
            && let Some((at, _, last, end)) = &mut self.tail
            && *at == place
            && *last + 1 == number
            && number < *end
        {
            *last = number;
            return false;
        }
        if let Some((at, first, last, _)) = self.tail.take() {
            self.runs.insert((at, first), last);
        }
        let before = self.runs.range(..=(place, number)).next_back().map(|(key, last)| (*key, *last));
        let before = before.filter(|it| it.0.0 == place);
        if before.is_some_and(|it| number <= it.1) {
            return true;
        }
        if self.others.len() > 0 || self.runs.len() >= MOST_RUNS {
            return self.other(place, sample);
        }
        let after = self.runs.range((place, number)..).next().filter(|it| it.0.0 == place);
        let end = after.map_or(u64::MAX, |it| it.0.1);
        let first = before.filter(|it| it.1 + 1 == number).map_or(number, |it| it.0.1);
        self.tail = Some((place, first, number, end));
        false
    }

    fn other(&mut self, place: u16, sample: &[u8]) -> bool {
        let before = self.others.len();
        self.others.find(hash(u64::from(place), sample)) < before
    }
}

/// A number as it is usually written; other texts might mean the same as one and be another sample.
fn number(text: &[u8]) -> Option<u64> {
    if text.is_empty() || text.len() > 18 || text.len() > 1 && text[0] == b'0' {
        return None;
    }
    text.iter().try_fold(0_u64, |all, it| it.is_ascii_digit().then(|| all * 10 + u64::from(it - b'0')))
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
    fn too_many_runs_are_remembered_one_by_one() {
        let mut seen = Seen::default();
        let all = || (0..150_000_u32).map(|it| (it * 2).to_string());
        assert!(all().all(|it| !seen.again(1, it.as_bytes())));
        assert!(seen.runs.len() <= MOST_RUNS && all().all(|it| seen.again(1, it.as_bytes())));
        assert!(!seen.again(1, b"7") && seen.again(1, b"7") && !seen.again(2, b"7"));
    }
}
