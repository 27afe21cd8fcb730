//! Lists that grow by pieces.

/// Entries in one piece: memory grows by pieces, never by copying all.
const PIECE: usize = 1 << 13;

/// A list in pieces; what was not written takes no memory where its whole piece was not.
#[derive(Debug)]
pub struct Pieces<T>(Vec<Box<[T]>>);

impl<T> Default for Pieces<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy + Default> Pieces<T> {
    /// What is there; the default if nothing was written.
    pub fn get(&self, at: usize) -> T {
        self.0.get(at / PIECE).and_then(|it| it.get(at % PIECE)).copied().unwrap_or_default()
    }

    /// The place to write to.
    pub fn place(&mut self, at: usize) -> &mut T {
        let piece = at / PIECE;
        if self.0.get(piece).is_none_or(|it| it.is_empty()) {
            if self.0.len() <= piece {
                self.0.resize_with(piece + 1, Box::default);
            }
            self.0[piece] = vec![T::default(); PIECE].into();
        }
        &mut self.0[piece][at % PIECE]
    }

    /// The memory it takes, in bytes.
    pub fn bytes(&self) -> usize {
        self.0.iter().map(|it| size_of_val(&**it)).sum()
    }
}
