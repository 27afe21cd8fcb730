//! Texts as small numbers, quick where the same few come again and again.

use std::collections::HashMap;

/// Texts in the order in which they came, each with its number; texts that mean the same share one.
#[derive(Debug, Default)]
pub struct Names {
    /// The number of each text as it stands in the data.
    numbers: HashMap<Box<[u8]>, u16>,
    /// What each number stands for.
    meant: Vec<Box<[u8]>>,
    /// The numbers of texts of one byte, 0 if not known yet.
    single: Vec<u16>,
    /// Texts that were asked for lately, by a few of their bits.
    near: Vec<(Box<[u8]>, u16)>,
}

impl Names {
    /// The number of this text, from 1; `mean` says what it stands for. None beyond 65 534 of them.
    pub fn number(&mut self, text: &[u8], mean: impl FnOnce(&[u8]) -> Vec<u8>) -> Option<u16> {
        if let [byte] = text
            && let Some(number) = self.single.get(usize::from(*byte)).filter(|it| **it > 0)
        {
            return Some(*number);
        }
        let slot = slot(text);
        if let Some((known, number)) = self.near.get(slot)
            && **known == *text
            && *number > 0
        {
            return Some(*number);
        }
        let number = if let Some(number) = self.numbers.get(text) { *number } else { self.add(text, &mean(text))? };
        if self.near.is_empty() {
            self.near.resize(256, (Box::default(), 0));
            self.single.resize(256, 0);
        }
        if let [byte] = text {
            self.single[usize::from(*byte)] = number;
        }
        self.near[slot] = (text.into(), number);
        Some(number)
    }

    fn add(&mut self, text: &[u8], meant: &[u8]) -> Option<u16> {
        // As many spellings as there may be numbers, four times over: memory has an end.
        if self.numbers.len() >= 4 * usize::from(u16::MAX) {
            return None;
        }
        let number = if let Some(number) = self.numbers.get(meant) {
            *number
        } else {
            let number = u16::try_from(self.meant.len() + 1).ok().filter(|it| *it < u16::MAX)?;
            self.meant.push(meant.into());
            self.numbers.insert(meant.into(), number);
            number
        };
        self.numbers.insert(text.into(), number);
        Some(number)
    }

    /// What a number stands for.
    pub fn text(&self, number: u16) -> String {
        let nth = usize::from(number).wrapping_sub(1);
        self.meant.get(nth).map_or_else(String::new, |it| String::from_utf8_lossy(it).into_owned())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.meant.len()
    }
}

fn slot(text: &[u8]) -> usize {
    let (first, last) = (text.first().copied().unwrap_or(0), text.last().copied().unwrap_or(0));
    let middle = text.get(text.len() / 2).copied().unwrap_or(0);
    (usize::from(first) * 31 + usize::from(last) * 7 + usize::from(middle) * 131 + text.len()) % 256
}

/// An answer as it is compared: without brackets, small and capital letters alike, `2.0` as `2` (tables with a blank
/// in a column of whole numbers are often written so).
pub fn answer(text: &[u8]) -> Vec<u8> {
    let text = text.trim_ascii();
    let text = text.strip_prefix(b"(").and_then(|it| it.strip_suffix(b")")).unwrap_or(text);
    let whole = text.strip_suffix(b".0").filter(|it| !it.is_empty() && it.iter().all(u8::is_ascii_digit));
    whole.unwrap_or(text).to_ascii_lowercase()
}

/// Both halves of a product in one: each bit hangs on all of both.
pub fn fold(a: u64, b: u64) -> u64 {
    let wide = u128::from(a) * u128::from(b);
    #[expect(clippy::cast_possible_truncation, reason = "both halves are wanted")]
    let (low, high) = (wide as u64, (wide >> 64) as u64);
    low ^ high
}

/// A number that belongs to a text and to `seed`, spread over all 64 bits.
pub fn hash(seed: u64, text: &[u8]) -> u64 {
    let mut hash = fold(seed ^ 0xa076_1d64_78bd_642f, 0xe703_7ed1_a0b4_28db ^ text.len() as u64);
    for piece in text.chunks(8) {
        let mut word = [0; 8];
        word[..piece.len()].copy_from_slice(piece);
        hash = fold(hash ^ u64::from_le_bytes(word), 0x8ebc_6af0_9c88_c6e3);
    }
    fold(hash ^ 0x5899_65cc_7537_4cc3, 0x1d8e_4e27_c47d_124f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_that_mean_the_same_are_one() {
        let mut names = Names::default();
        let mut number = |text: &str| names.number(text.as_bytes(), answer);
        assert_eq!(number("(A)"), Some(1));
        assert_eq!(number("a"), Some(1));
        assert_eq!(number("2.0"), Some(2));
        assert_eq!(number("2"), Some(2));
        assert_eq!(number("2.05"), Some(3));
        assert_eq!(names.text(1), "a");
    }

    #[test]
    fn there_is_an_end_to_names() {
        let mut names = Names::default();
        let last = (0..70_000_u32).map(|it| names.number(it.to_string().as_bytes(), answer)).last();
        assert_eq!((last, names.len()), (Some(None), 65_534));
    }
}
