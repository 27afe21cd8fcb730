//! Text that is written from right to left: which it is, and in which order its parts stand on a line.
//!
//! The rules are those of Unicode's bidirectional algorithm (UAX #9). A line is looked at by itself.

use std::ops::Range;
use unicode_bidi::{BidiInfo, Direction, Level, get_base_direction};

/// A part of a line that is written in one direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its bytes in the line.
    pub range: Range<usize>,
    /// Whether it is written from right to left.
    pub rtl: bool,
}

/// Whether the first letter that has a direction goes from right to left.
pub fn is_rtl(text: &str) -> bool {
    text.split('\n').find_map(base) == Some(Direction::Rtl)
}

fn base(line: &str) -> Option<Direction> {
    has_rtl(line)
        .then(|| get_base_direction(line))
        .or_else(|| line.contains(char::is_alphabetic).then_some(Direction::Ltr))
}

/// Whether any part of a text is written from right to left.
pub fn has_rtl(text: &str) -> bool {
    text.chars().any(is_right)
}

/// Whether a character is a letter, a mark or a sign of a script that goes from right to left. Digits do not.
pub fn is_right(it: char) -> bool {
    matches!(u32::from(it), 0x590..=0x65f | 0x66a..=0x6ef | 0x6fa..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefc
        | 0x10800..=0x10fff | 0x1e800..=0x1efff)
}

/// The parts of one line from left to right, as they stand on it. `rtl` is the direction of its paragraph.
pub fn runs(line: &str, rtl: bool) -> Vec<Run> {
    if !rtl && !has_rtl(line) {
        return vec![Run { range: 0..line.len(), rtl: false }];
    }
    let info = BidiInfo::new(line, Some(base_level(rtl)));
    let Some(paragraph) = info.paragraphs.first() else { return Vec::new() };
    let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
    runs.into_iter().map(|it| Run { rtl: levels.get(it.start).is_some_and(Level::is_rtl), range: it }).collect()
}

/// The characters of a line (or what each stands for) from left to right: the number of each in `line`, and whether it
/// goes from right to left there.
pub fn in_order(line: &str, rtl: bool) -> Vec<(usize, bool)> {
    let info = BidiInfo::new(line, Some(base_level(rtl)));
    let Some(paragraph) = info.paragraphs.first() else { return Vec::new() };
    let levels = info.reordered_levels_per_char(paragraph, paragraph.range.clone());
    let is_rtl = |it: usize| levels.get(it).is_some_and(Level::is_rtl);
    BidiInfo::reorder_visual(&levels).into_iter().map(|it| (it, is_rtl(it))).collect()
}

/// The text with brackets exchanged where it goes from right to left, for whoever draws letters as they are. It has as
/// many characters as before.
pub fn mirrored(text: &str, rtl: bool) -> String {
    let info = BidiInfo::new(text, Some(base_level(rtl)));
    let level = |at: usize| info.levels.get(at).is_some_and(Level::is_rtl);
    text.char_indices().map(|(at, it)| if level(at) { mirror(it) } else { it }).collect()
}

fn base_level(rtl: bool) -> Level {
    if rtl { Level::rtl() } else { Level::ltr() }
}

fn mirror(it: char) -> char {
    const PAIRS: [(char, char); 9] = [
        ('(', ')'),
        ('[', ']'),
        ('{', '}'),
        ('<', '>'),
        ('«', '»'),
        ('‹', '›'),
        ('≤', '≥'),
        ('（', '）'),
        ('「', '」'),
    ];
    let other = |pair: &(char, char)| match it {
        it if it == pair.0 => Some(pair.1),
        it if it == pair.1 => Some(pair.0),
        _ => None,
    };
    PAIRS.iter().find_map(other).unwrap_or(it)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_strong_letter_decides() {
        for (text, rtl) in [
            ("plain", false),
            ("", false),
            ("42, (שלום) and more", true),
            ("The word שלום", false),
            ("«الحجة» 12", true),
            ("12 +", false),
            ("1.\nשלום", true),
            ("日本語 שלום", false),
        ] {
            assert_eq!(is_rtl(text), rtl, "{text}");
        }
    }

    #[test]
    fn parts_stand_in_the_order_of_unicode() {
        let read = |line: &str, rtl| -> Vec<(String, bool)> {
            runs(line, rtl).into_iter().map(|it| (line[it.range].to_owned(), it.rtl)).collect()
        };
        assert_eq!(read("abc def", false), [("abc def".to_owned(), false)]);
        let mixed = read("אבג abc 12 דה.", true);
        let expected = [(" דה.", true), ("abc 12", false), ("אבג ", true)];
        assert_eq!(mixed, expected.map(|it| (it.0.to_owned(), it.1)));
        assert_eq!(mirrored("א (ב) c", true), "א )ב( c");
        assert_eq!(mirrored("a (b) א", false), "a (b) א");
        // One sign for each word: the last word of the line stands on its left.
        assert_eq!(in_order("א 1", true), [(2, false), (1, true), (0, true)]);
        assert!(runs("", true).is_empty());
    }
}
