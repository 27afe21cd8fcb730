//! What two people did that does not go together.

use super::{About, Aspect};
use std::collections::BTreeMap;

/// One of the two maps that are merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// The first: the one that the other is merged into.
    Ours,
    /// The second.
    Theirs,
}

impl Party {
    /// Both, the first one first.
    pub const BOTH: [Self; 2] = [Self::Ours, Self::Theirs];

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Ours => Self::Theirs,
            Self::Theirs => Self::Ours,
        }
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Theirs => "theirs",
        }
    }
}

/// What a conflict is known by: about what it is, and what of it.
pub type Point = (About, Aspect);

/// Whose version is taken where two do not go together, for conflicts on which somebody decided.
pub type Choices = BTreeMap<Point, Party>;

/// A conflict, with both versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What it is about.
    pub about: About,
    /// What of it.
    pub aspect: Aspect,
    /// What it is called.
    pub name: String,
    /// How it was in the map that both come from; nothing if it was not there.
    pub base: Option<String>,
    /// How it is in the first map; nothing if it is not there.
    pub ours: Option<String>,
    /// How it is in the second map; nothing if it is not there.
    pub theirs: Option<String>,
    /// What the merged map holds.
    pub settled: Settled,
}

/// What the merged map holds where two versions do not go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// The version of one of the two; that of the other can be chosen instead.
    Takes(Party),
    /// Something else, in words: neither version fits what the other one did.
    Mended(String),
}

impl Conflict {
    /// What it is known by.
    pub fn point(&self) -> Point {
        (self.about, self.aspect)
    }

    /// The version of one of the two.
    pub fn version(&self, of: Party) -> Option<&str> {
        match of {
            Party::Ours => self.ours.as_deref(),
            Party::Theirs => self.theirs.as_deref(),
        }
    }

    /// What happened and what the merged map holds, in a sentence.
    pub fn sentence(&self) -> String {
        let what = match (&self.ours, &self.theirs, self.aspect) {
            (None, Some(_), Aspect::Presence) => "ours removed what theirs changed".to_owned(),
            (Some(_), None, Aspect::Presence) => "theirs removed what ours changed".to_owned(),
            (None, Some(_), it) => format!("ours removed, theirs changed: {}", it.words()),
            (Some(_), None, it) => format!("theirs removed, ours changed: {}", it.words()),
            (_, _, it) => format!("both changed: {}", it.words()),
        };
        match &self.settled {
            Settled::Takes(party) => {
                let is_there = self.version(*party).is_some();
                let kept = match (is_there, self.aspect) {
                    (true, Aspect::Presence) => "it stays".to_owned(),
                    (false, Aspect::Presence) => "it is removed".to_owned(),
                    _ => format!("{} is kept", party.word()),
                };
                format!("{what}; {kept}")
            }
            Settled::Mended(how) => format!("{}: {how}", self.aspect.words()),
        }
    }
}
