//! The writing systems that the bundled font lacks: how wide their letters are, and in which fonts they are found.

use std::ops::RangeInclusive;

/// A writing system that the bundled font lacks.
#[derive(Debug, PartialEq)]
pub struct Script {
    /// What it is called, in the middle of a sentence.
    pub name: &'static str,
    /// How far a letter of it moves on, as a rule, in font sizes: no font of the computer decides how large a card is.
    pub advance: f32,
    /// A free font that has it.
    pub font: &'static str,
    /// The package of that font on Debian and Ubuntu.
    pub package: &'static str,
    /// Its letters. Sorted, disjoint.
    ranges: &'static [RangeInclusive<u32>],
}

const fn noto(name: &'static str, font: &'static str, advance: f32, ranges: &'static [RangeInclusive<u32>]) -> Script {
    Script { name, advance, font, package: "fonts-noto-core", ranges }
}

const fn cjk(name: &'static str, ranges: &'static [RangeInclusive<u32>]) -> Script {
    Script { name, advance: 1.0, font: "Noto Sans CJK", package: "fonts-noto-cjk", ranges }
}

/// All of them. Advances are rough estimates of the mean over usual text: they only decide how large a card is.
pub static ALL: &[Script] = &[
    noto("Armenian", "Noto Sans Armenian", 0.62, &[0x530..=0x58f]),
    noto("Hebrew", "Noto Sans Hebrew", 0.6, &[0x590..=0x5ff, 0xfb1d..=0xfb4f]),
    noto(
        "Arabic",
        "Noto Sans Arabic",
        0.55,
        &[0x600..=0x6ff, 0x750..=0x77f, 0x8a0..=0x8ff, 0xfb50..=0xfdff, 0xfe70..=0xfefc],
    ),
    noto("Syriac", "Noto Sans Syriac", 0.6, &[0x700..=0x74f]),
    noto("Thaana", "Noto Sans Thaana", 0.5, &[0x780..=0x7bf]),
    noto("Devanagari", "Noto Sans Devanagari", 0.62, &[0x900..=0x97f, 0xa8e0..=0xa8ff]),
    noto("Bengali", "Noto Sans Bengali", 0.65, &[0x980..=0x9ff]),
    noto("Gurmukhi", "Noto Sans Gurmukhi", 0.6, &[0xa00..=0xa7f]),
    noto("Gujarati", "Noto Sans Gujarati", 0.65, &[0xa80..=0xaff]),
    noto("Odia", "Noto Sans Oriya", 0.65, &[0xb00..=0xb7f]),
    noto("Tamil", "Noto Sans Tamil", 0.8, &[0xb80..=0xbff]),
    noto("Telugu", "Noto Sans Telugu", 0.7, &[0xc00..=0xc7f]),
    noto("Kannada", "Noto Sans Kannada", 0.7, &[0xc80..=0xcff]),
    noto("Malayalam", "Noto Sans Malayalam", 0.8, &[0xd00..=0xd7f]),
    noto("Sinhala", "Noto Sans Sinhala", 0.75, &[0xd80..=0xdff]),
    noto("Thai", "Noto Sans Thai", 0.58, &[0xe00..=0xe7f]),
    noto("Lao", "Noto Sans Lao", 0.6, &[0xe80..=0xeff]),
    noto("Tibetan", "Noto Serif Tibetan", 0.6, &[0xf00..=0xfff]),
    noto("Burmese", "Noto Sans Myanmar", 0.75, &[0x1000..=0x109f]),
    noto("Georgian", "Noto Sans Georgian", 0.6, &[0x10a0..=0x10ff, 0x1c90..=0x1cbf]),
    cjk("Korean", &[0x1100..=0x11ff, 0x3130..=0x318f, 0xac00..=0xd7af]),
    noto("Ethiopic", "Noto Sans Ethiopic", 0.75, &[0x1200..=0x139f]),
    noto("Khmer", "Noto Sans Khmer", 0.65, &[0x1780..=0x17ff]),
    cjk("Japanese", &[0x3041..=0x3096, 0x30a1..=0x30fa, 0x31f0..=0x31ff, 0xff66..=0xff9d]),
    cjk("Chinese", &[0x2e80..=0x2fdf, 0x3400..=0x4dbf, 0x4e00..=0x9fff, 0xf900..=0xfaff, 0x20000..=0x323af]),
];

/// The writing system of a letter, if the bundled font lacks it.
pub fn of(letter: char) -> Option<&'static Script> {
    let code = u32::from(letter);
    // The letters of most texts.
    if code < 0x530 {
        return None;
    }
    ALL.iter().find(|it| it.ranges.iter().any(|it| it.contains(&code)))
}

/// Whether a character only changes others: accents, vowel signs, joiners, selectors, marks of direction.
pub fn is_mark(letter: char) -> bool {
    matches!(u32::from(letter),
        0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5bd | 0x5bf | 0x5c1..=0x5c2 | 0x5c4..=0x5c5 | 0x5c7
        | 0x610..=0x61a | 0x61c | 0x64b..=0x65f | 0x670 | 0x6d6..=0x6dc | 0x6df..=0x6e4 | 0x6e7..=0x6e8 | 0x6ea..=0x6ed
        | 0x711 | 0x730..=0x74a | 0x7a6..=0x7b0 | 0x8d3..=0x902 | 0x93a | 0x93c | 0x941..=0x948 | 0x94d
        | 0x951..=0x957 | 0x962..=0x963 | 0x981 | 0x9bc | 0x9c1..=0x9c4 | 0x9cd | 0xa01..=0xa02 | 0xa3c
        | 0xa41..=0xa4d | 0xa70..=0xa71 | 0xa81..=0xa82 | 0xabc | 0xac1..=0xac8 | 0xacd | 0xb01 | 0xb3c | 0xb3f
        | 0xb41..=0xb44 | 0xb4d | 0xb82 | 0xbc0 | 0xbcd | 0xc3e..=0xc40 | 0xc46..=0xc56 | 0xcbc | 0xcbf | 0xcc6
        | 0xccc..=0xccd | 0xd41..=0xd44 | 0xd4d | 0xdca | 0xdd2..=0xdd6 | 0xe31 | 0xe34..=0xe3a | 0xe47..=0xe4e
        | 0xeb1 | 0xeb4..=0xebc | 0xec8..=0xecd | 0xf71..=0xf7e | 0xf80..=0xf84 | 0xf90..=0xfbc
        | 0x102d..=0x1030 | 0x1032..=0x1037 | 0x1039..=0x103a | 0x103d..=0x103e | 0x17b4..=0x17b5
        | 0x17b7..=0x17bd | 0x17c6 | 0x17c9..=0x17d3 | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x2069
        | 0x20d0..=0x20ff | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f | 0xfeff | 0xe0100..=0xe01ef)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_of_one_script() {
        let cases = [
            ('a', None),
            ('ж', None),
            ('λ', None),
            ('ש', Some("Hebrew")),
            ('ع', Some("Arabic")),
            ('क', Some("Devanagari")),
            ('ไ', Some("Thai")),
            ('の', Some("Japanese")),
            ('語', Some("Chinese")),
            ('한', Some("Korean")),
            ('、', None),
        ];
        for (letter, name) in cases {
            assert_eq!(of(letter).map(|it| it.name), name, "{letter}");
        }
        let mut all: Vec<&RangeInclusive<u32>> = ALL.iter().flat_map(|it| it.ranges).collect();
        all.sort_by_key(|it| *it.start());
        assert!(all.windows(2).all(|it| it[0].end() < it[1].start()), "ranges overlap");
    }
}
