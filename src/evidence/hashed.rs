//! A reader that knows the id of all it has read.

use crate::map::FileId;
use sha2::{Digest as _, Sha256};
use std::io::{self, BufRead, Read};

/// Passes on what it reads, and hashes it: so a file that is changed while it is read is noticed, too.
pub struct Hashed<R> {
    inner: R,
    hash: Sha256,
}

impl<R: BufRead> Hashed<R> {
    pub fn new(inner: R) -> Self {
        Self { inner, hash: Sha256::new() }
    }

    /// The id of all of it, after reading what is left.
    pub fn finish(mut self) -> io::Result<FileId> {
        loop {
            let rest = self.fill_buf()?.len();
            if rest == 0 {
                break;
            }
            self.consume(rest);
        }
        Ok(FileId::of_hash(&self.hash.finalize().into()))
    }
}

impl<R: BufRead> BufRead for Hashed<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if let Ok(buffer) = self.inner.fill_buf() {
            self.hash.update(&buffer[..amount.min(buffer.len())]);
        }
        self.inner.consume(amount);
    }
}

impl<R: BufRead> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    #[test]
    fn the_id_is_that_of_all_of_it_however_much_was_read() {
        let bytes: Vec<u8> = (0..10_000_u32).flat_map(u32::to_le_bytes).collect();
        for take in [0, 1, 777, 40_000] {
            let mut hashed = Hashed::new(BufReader::with_capacity(64, &bytes[..]));
            let mut some = vec![0; take];
            hashed.read_exact(&mut some).unwrap();
            assert_eq!(some, bytes[..take]);
            assert_eq!(hashed.finish().unwrap(), FileId::of(&bytes));
        }
    }
}
