//! How much of everything a session takes, and which signs.

use super::Reject;

/// Seats, with those of people who have left.
pub const SEATS: usize = 200;
/// Signs of a name.
pub const NAME: usize = 40;
/// Signs of any other text.
pub const TEXT: usize = 2_000;
/// Items on the agenda.
pub const ITEMS: usize = 200;
/// Rounds of answers.
pub const ROUNDS: usize = 500;
/// Proposals from seats.
pub const PROPOSALS: usize = 1_000;
/// Proposals from one seat that nobody has decided on.
pub const OPEN_PROPOSALS: usize = 20;
/// Questions tested as cruxes.
pub const CRUXES: usize = 100;
/// Votes.
pub const POLLS: usize = 100;
/// Options of one vote.
pub const OPTIONS: usize = 12;
/// Views said back.
pub const PARAPHRASES: usize = 1_000;
/// What is parked, what is to be done, and the notes: of each.
pub const NOTES: usize = 2_000;
/// Phases that were begun, counting each time.
pub const PHASES: usize = 500;
/// Events, after which no seat can do anything any more: the log stays small enough to be read.
pub const EVENTS: u64 = 30_000;
/// Events of one seat, so that none can use up those of all.
pub const SEAT_EVENTS: u32 = 1_500;
/// The longest extension at a time, in minutes.
pub const MINUTES: u32 = 180;

/// Signs that turn the direction of what stands around them: a name with one could disguise itself as another.
fn turns(it: char) -> bool {
    matches!(it, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Signs that show nothing, and those that mark a line's or paragraph's end.
fn hides(it: char) -> bool {
    matches!(it, '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}' | '\u{feff}')
}

/// A name as it can be taken: control, direction and invisible signs dropped, spaces joined, cut to [`NAME`] signs. May be
/// empty.
pub fn clean_name(name: &str) -> String {
    let plain: String =
        name.chars().filter(|&it| it.is_whitespace() || !(it.is_control() || turns(it) || hides(it))).collect();
    let joined = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.chars().take(NAME).collect::<String>().trim_end().to_owned()
}

/// `name` without spaces around it.
///
/// # Errors
/// If it is empty, longer than [`NAME`] signs, or holds signs that a name may not.
pub(super) fn name(name: &str) -> Result<String, Reject> {
    let name = name.trim();
    if name.is_empty() {
        Err(Reject::NoName)
    } else if name.chars().count() > NAME {
        Err(Reject::LongName)
    } else if name.chars().any(|it| it.is_control() || turns(it) || hides(it)) {
        Err(Reject::BadSigns)
    } else {
        Ok(name.to_owned())
    }
}

/// `text` without spaces around it; it may be empty.
///
/// # Errors
/// If it is longer than [`TEXT`] signs, or holds signs that are no text.
pub(super) fn text(text: &str) -> Result<String, Reject> {
    let text = text.trim();
    if text.chars().count() > TEXT {
        Err(Reject::LongText)
    } else if text.chars().any(|it| turns(it) || it.is_control() && !matches!(it, '\n' | '\r' | '\t')) {
        Err(Reject::BadSigns)
    } else {
        Ok(text.to_owned())
    }
}

/// As [`text`], but not empty.
pub(super) fn words(it: &str) -> Result<String, Reject> {
    text(it).and_then(|it| if it.is_empty() { Err(Reject::NoWords) } else { Ok(it) })
}

/// That there is room for one more where `most` are allowed.
pub(super) fn room(now: usize, most: usize, of: &'static str) -> Result<(), Reject> {
    if now < most { Ok(()) } else { Err(Reject::Full { most, of }) }
}

/// What the next of these is called; the numbers begin at 1.
pub(super) fn next(last: Option<u32>) -> u32 {
    last.map_or(1, |it| it.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cleaned_name_is_always_taken_or_empty() {
        for it in ["Ada", " Ada \u{202e} Bo\tx ", "\u{feff}", "<img onerror=x>", &"é".repeat(100), "a\u{2028}b\0"] {
            let clean = clean_name(it);
            assert!(clean.is_empty() || name(&clean) == Ok(clean.clone()), "{it:?} gives {clean:?}");
        }
        assert_eq!(clean_name(" Ada \u{202e} Bo\tx "), "Ada Bo x");
        assert_eq!(name("\u{202e}Ada"), Err(Reject::BadSigns));
        assert_eq!(name(&"a".repeat(41)), Err(Reject::LongName));
    }
}
