//! The signs by which it is told where comments start in a dump, and how much each weighs.
//!
//! The weights in `assets/starts.txt` are fitted (`extract/fit/starts.rs`) on threads that were written and annotated
//! for this project, in `tests/threads`; they are held to those given here, which were set by hand.

use super::voice::Odds;
use std::sync::LazyLock;

/// Declares the signs, those of a line in its comment before those beside its neighbours: what each is called in the file of weights, what it says to people if it speaks for a start, and
/// the log odds that were set by hand.
macro_rules! signs {
    ($($sign:ident $name:literal $says:literal $weight:literal,)*) => {
        /// Something by which it is told whether a comment starts at a line.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Sign { $($sign,)* }

        /// The signs' names, words and weights set by hand, in their order.
        pub(crate) const SIGNS: &[(&str, &str, f32)] = &[$(($name, $says, $weight),)*];
    };
}

signs! {
    Always "always" "" -0.5,
    AfterColon "after a colon" "" -6.0,
    Afterthought "an afterthought" "" -4.0,
    Bullet "a list item" "" -3.0,
    AfterQuote "after a quote" "" -4.0,
    SecondLine "second line" "" -0.5,
    Continuer "goes on" "" -2.0,
    Opener "opens a reply" "it opens like a reply" 2.7,
    Closing "after a closing" "the line before closes a comment" 1.0,
    Marked "marked quote" "it quotes somebody" -1.0,
    MarkedAgain "marked quote again" "" -0.5,
    MarkedAfterBare "marked quote after bare" "it quotes in another way than the lines before" 2.7,
    Bare "bare quote" "it quotes somebody" 1.5,
    BareAgain "bare quote again" "" -1.7,
    BareAfterMarked "bare quote after marked" "it quotes in another way than the lines before" 1.0,
    NewSubject "new subject" "the subject changes" 1.0,
    NothingShared "nothing shared" "no word of the subject is shared" 0.3,
    SameSubject "same subject" "" -1.0,
    TakesUp "takes up" "it takes up a subject from further above" 0.5,
    Note "a note" "" -4.0,
    AfterNote "after a note" "a footnote ended the comment before" 2.0,
    AfterBullet "after a list item" "" 0.0,
    TurnsSmall "turns small" "it is written in another manner" 0.5,
    TurnsLarge "turns large" "it is written in another manner" 0.5,
    Brief "brief" "" 0.0,
    Long "long" "it is a long paragraph" 0.4,
    AfterShort "after a short line" "" 0.0,
    AfterBrief "after a brief line" "" -0.8,
    AfterQuestion "after a question" "the line before asks" 0.5,
    Answers "answers" "it answers like a reply" 0.0,
    Pronoun "starts with a pronoun" "" -0.5,
    Ordinal "an ordinal early" "" -2.0,
    Comes "a newcomer" "somebody comes in" 2.0,
    Vocative "names somebody" "it speaks to somebody by name" 2.0,
    Repeats "repeats" "it repeats words from further above" 3.0,
    AfterRepeat "after words repeated" "" 0.0,
    Gap "a wider gap" "more blank lines stand before it than elsewhere" 1.0,
}

/// Signs that show at a line, one bit each: a text may have a line for every two of its bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Signs {
    shown: u64,
    /// How strongly [`Sign::Closing`] shows, the one that shows more or less.
    closing: f32,
}

const _: () = assert!(SIGNS.len() <= 64);

impl Signs {
    pub(super) fn add(&mut self, sign: Sign, shows: bool) {
        self.shown |= u64::from(shows) << sign as u32;
    }

    /// Adds that the line before closes its comment, more or less surely.
    pub(super) fn close(&mut self, strength: f32) {
        self.closing = strength;
        self.add(Sign::Closing, strength != 0.0);
    }

    /// Both of these and `others`.
    pub(super) fn with(self, others: Self) -> Self {
        Self { shown: self.shown | others.shown, closing: self.closing + others.closing }
    }

    /// The place of each sign in [`SIGNS`] and how strongly it shows, in their order.
    pub(crate) fn iter(self) -> impl Iterator<Item = (usize, f32)> {
        (0..SIGNS.len())
            .filter(move |it| self.shown >> it & 1 == 1)
            .map(move |it| (it, if it == Sign::Closing as usize { self.closing } else { 1.0 }))
    }

    /// The odds that a comment starts there, beside those of any line of the thread.
    pub(super) fn odds(self, any: f32, weights: &[f32]) -> Odds {
        let mut odds = Odds { sum: any, ..Odds::default() };
        for (sign, strength) in self.iter() {
            let says = SIGNS[sign].1;
            let weight = weights[sign] * strength;
            odds.sum += weight;
            if weight >= TOLD && !says.is_empty() && !odds.evidence.contains(&says) {
                odds.evidence.push(says);
            }
        }
        odds
    }
}

/// Log odds from which a sign is told as evidence.
const TOLD: f32 = 0.3;

/// The weights, in the order of the signs.
pub(super) static WEIGHTS: LazyLock<Vec<f32>> = LazyLock::new(|| weights(include_str!("../../assets/starts.txt")));

/// The weights in a file's form: a name and its weight a line, after a tab. Those set by hand stand for what is missing.
fn weights(file: &str) -> Vec<f32> {
    let mut weights: Vec<f32> = SIGNS.iter().map(|it| it.2).collect();
    for line in file.lines().filter(|it| !it.starts_with('#')) {
        let Some((name, weight)) = line.split_once('\t') else { continue };
        if let (Some(at), Ok(weight)) = (SIGNS.iter().position(|it| it.0 == name), weight.parse()) {
            weights[at] = weight;
        }
    }
    weights
}
