//! FNV-1a (Fowler, Noll and Vo 1991): hashes of words, the same in every run. Not for tables that are keyed by what a
//! text says: a text can be made to collide there.

/// What a hash starts with.
pub(crate) const START: u64 = 0xcbf2_9ce4_8422_2325;
/// What each byte multiplies it by.
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// Takes a byte in.
pub(crate) fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(PRIME)
}

/// The hash of a word.
pub(crate) fn hash(word: &str) -> u64 {
    word.bytes().fold(START, step)
}
