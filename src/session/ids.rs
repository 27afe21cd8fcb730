//! Names for what a session holds, moments, and the hashes by which seats are known again.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;

macro_rules! number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

number!(
    /// A seat, counted from 1 in the order of joining. Kept by who drops out, never given away again.
    SeatId
);
number!(
    /// An item of the agenda, counted from 1.
    ItemId
);
number!(
    /// A round of blind answers, counted from 1 over the whole session.
    RoundId
);
number!(
    /// Something proposed from a seat, counted from 1.
    ProposalId
);
number!(
    /// A question tested as a crux, counted from 1.
    CruxId
);
number!(
    /// A vote, counted from 1.
    PollId
);
number!(
    /// Somebody's view in another's words, counted from 1.
    ParaphraseId
);

/// A moment: milliseconds since 1970-01-01 UTC. The machine has no clock; moments come in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub u64);

impl Moment {
    /// So many milliseconds later, or earlier if below 0.
    #[must_use]
    pub fn later(self, ms: i64) -> Self {
        Self(self.0.saturating_add_signed(ms))
    }

    /// Milliseconds from `before` to this one; below 0 if it is the earlier one.
    pub fn since(self, before: Self) -> i64 {
        let ms = i128::from(self.0) - i128::from(before.0);
        i64::try_from(ms).unwrap_or(if ms < 0 { i64::MIN } else { i64::MAX })
    }

    /// Whole seconds since 1970.
    pub fn seconds(self) -> i64 {
        i64::try_from(self.0 / 1000).unwrap_or(i64::MAX)
    }
}

/// What a seat proves itself with: 128 random bits, made by the caller. It is never kept and never printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Token(pub [u8; 16]);

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// The SHA-256 of a token, or of a seat's code, in hexadecimal digits: all that is kept of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hashed(String);

impl Hashed {
    /// The hash of a token.
    pub fn token(token: Token) -> Self {
        Self::of(b"token ", &token.0)
    }

    /// The hash of a code that the facilitator reads out, in whatever case and with whatever spaces.
    pub fn code(code: &str) -> Self {
        let plain: String = code.chars().filter(|it| !it.is_whitespace()).flat_map(char::to_uppercase).collect();
        Self::of(b"code ", plain.as_bytes())
    }

    /// The hash of nothing: it opens no seat.
    pub(super) fn none() -> Self {
        Self(String::new())
    }

    fn of(kind: &[u8], secret: &[u8]) -> Self {
        Self(format!("{:x}", Sha256::new().chain_update(kind).chain_update(secret).finalize()))
    }
}
