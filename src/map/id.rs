//! Names for records: typed, opaque, never reused, the same on every machine.

use sha2::{Digest as _, Sha256};
use std::{fmt, num::ParseIntError, str::FromStr};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u64);

        impl $name {
            /// The id with these bits. Only for reading files and for ids that are hashes.
            pub const fn from_bits(bits: u64) -> Self {
                Self(bits)
            }

            /// Its bits, as [`Self::from_bits`] takes them.
            pub const fn bits(self) -> u64 {
                self.0
            }

            /// The id of something found in a text: the same parts give the same id for ever,
            /// so reading a thread twice finds the same records.
            pub fn derived(parts: &[&[u8]]) -> Self {
                Self(fingerprint($prefix, parts))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "{:016x}"), self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                parse($prefix, text).map(Self).ok_or_else(|| BadId(text.chars().take(40).collect()))
            }
        }
    };
}

id!(
    /// Names a source: the first 64 bits of the SHA-256 of its text.
    SourceId, "t"
);
id!(
    /// Names a comment.
    CommentId, "c"
);
id!(
    /// Names a statement.
    StatementId, "s"
);
id!(
    /// Names a person.
    PersonId, "p"
);
id!(
    /// Names a node.
    NodeId, "n"
);
id!(
    /// Names an edge.
    EdgeId, "e"
);
id!(
    /// Names a credence.
    CredenceId, "b"
);
id!(
    /// Names a conditional credence: derived from whose it is and what it is about.
    ConditionalId, "g"
);
id!(
    /// Names a decision on where a comment starts: derived from the words around the place.
    BoundaryId, "d"
);

id!(
    /// Names what another tool's file said: derived from the format, the item and the key.
    ForeignId, "x"
);

id!(
    /// Names a file that evidence rests on: the first 64 bits of the SHA-256 of its bytes.
    FileId, "f"
);
id!(
    /// Names a result: derived from its node and from all that was calculated with.
    ResultId, "r"
);

impl SourceId {
    /// The id of the source with this text.
    pub fn of(text: &str) -> Self {
        Self(first_bits(&Sha256::digest(text).into()))
    }
}

impl FileId {
    /// The id of the file with these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self::of_hash(&Sha256::digest(bytes).into())
    }

    /// The id of the file whose bytes have this SHA-256.
    pub fn of_hash(hash: &[u8; 32]) -> Self {
        Self(first_bits(hash))
    }
}

fn first_bits(hash: &[u8; 32]) -> u64 {
    hash.iter().take(8).fold(0, |bits, &byte| bits << 8 | u64::from(byte))
}

/// What can be selected, reviewed, deleted and undercut: a node or an edge.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// A node.
    Node(NodeId),
    /// An edge.
    Edge(EdgeId),
}

impl Item {
    /// The node, if this is one.
    pub fn node(self) -> Option<NodeId> {
        match self {
            Self::Node(id) => Some(id),
            Self::Edge(_) => None,
        }
    }

    /// The edge, if this is one.
    pub fn edge(self) -> Option<EdgeId> {
        match self {
            Self::Edge(id) => Some(id),
            Self::Node(_) => None,
        }
    }

    /// What it is written as, for making other ids of it.
    pub(crate) fn letters(self) -> [u8; 17] {
        let (prefix, bits) = match self {
            Self::Node(NodeId(bits)) => (b'n', bits),
            Self::Edge(EdgeId(bits)) => (b'e', bits),
        };
        let mut letters = [prefix; 17];
        for (letter, byte) in letters[1..].chunks_exact_mut(2).zip(bits.to_be_bytes()) {
            letter.copy_from_slice(&[byte >> 4, byte & 15].map(|it| b"0123456789abcdef"[usize::from(it)]));
        }
        letters
    }
}

impl From<NodeId> for Item {
    fn from(id: NodeId) -> Self {
        Self::Node(id)
    }
}

impl From<EdgeId> for Item {
    fn from(id: EdgeId) -> Self {
        Self::Edge(id)
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Node(id) => id.fmt(f),
            Self::Edge(id) => id.fmt(f),
        }
    }
}

impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Item {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        text.parse().map(Self::Node).or_else(|_| text.parse().map(Self::Edge))
    }
}

/// A text that is no id of the expected kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an id of the expected kind")]
pub struct BadId(String);

/// Mints ids for what people make. Seeded, so that tests repeat; two seeds never share a run of ids.
#[derive(Clone, Debug)]
pub struct Ids(u64);

impl Ids {
    /// A mint whose ids depend on `seed` alone.
    pub fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// A new node id.
    pub fn node(&mut self) -> NodeId {
        NodeId(self.next())
    }

    /// A new edge id.
    pub fn edge(&mut self) -> EdgeId {
        EdgeId(self.next())
    }

    /// A new statement id.
    pub fn statement(&mut self) -> StatementId {
        StatementId(self.next())
    }

    /// A new credence id.
    pub fn credence(&mut self) -> CredenceId {
        CredenceId(self.next())
    }

    /// The next number of `SplitMix64` (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }
}

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// FNV-1a (Fowler, Noll and Vo 1991) over length-prefixed parts, then mixed.
fn fingerprint(prefix: &str, parts: &[&[u8]]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut eat = |bytes: &[u8]| {
        for &byte in bytes {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    };
    eat(prefix.as_bytes());
    for part in parts {
        eat(&(part.len() as u64).to_le_bytes());
        eat(part);
    }
    mix(hash)
}

fn parse(prefix: &str, text: &str) -> Option<u64> {
    let digits = text.strip_prefix(prefix)?;
    let plain = digits.len() == 16 && digits.bytes().all(|it| it.is_ascii_digit() || (b'a'..=b'f').contains(&it));
    plain.then(|| u64::from_str_radix(digits, 16).map_err(|_: ParseIntError| ())).and_then(Result::ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_as_it_was_written() {
        let id = Ids::seeded(3).node();
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.to_string().parse(), Ok(Item::Node(id)));
        assert_eq!(id.to_string().as_bytes(), Item::Node(id).letters());
        let edge = Ids::seeded(4).edge();
        assert_eq!(edge.to_string().as_bytes(), Item::Edge(edge).letters());
        for bad in ["", "n", "n12", "e0000000000000001", "n+000000000000001", "n000000000000000G"] {
            assert!(bad.parse::<NodeId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn derived_ids_tell_parts_apart() {
        assert_ne!(NodeId::derived(&[b"ab", b"c"]), NodeId::derived(&[b"a", b"bc"]));
        assert_eq!(NodeId::derived(&[b"ab"]), NodeId::derived(&[b"ab"]));
    }
}
