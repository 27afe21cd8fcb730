//! The words of a record.

use std::{fmt, ops::Deref, ops::Range, sync::Arc};

/// Words that never change: of their own, or a part of a source. A node mostly says what stands in a thread, and the
/// map of a long thread has no memory to hold all that again. Two with the same words are equal, wherever those stand.
#[derive(Clone)]
pub struct Text {
    holder: Arc<str>,
    /// On character boundaries of `holder`.
    part: Range<usize>,
}

impl Text {
    /// The words at `part` of `holder`; `None` if there is no such part.
    pub fn part(holder: &Arc<str>, part: Range<usize>) -> Option<Self> {
        holder.get(part.clone())?;
        Some(Self { holder: holder.clone(), part })
    }
}

impl Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        self.holder.get(self.part.clone()).unwrap_or_default()
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        Self { holder: words.into(), part: 0..words.len() }
    }
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        words.as_str().into()
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Text {}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_the_same_as_words_of_their_own() {
        let holder: Arc<str> = "Ein Täler-Takt.".into();
        let part = Text::part(&holder, 4..10).unwrap();
        assert_eq!(&*part, "Täler");
        assert_eq!(part, Text::from("Täler"));
        assert_ne!(part, Text::from("Taler"));
        for bad in [6..10, 4..99] {
            assert_eq!(Text::part(&holder, bad.clone()), None, "{bad:?}");
        }
    }
}
