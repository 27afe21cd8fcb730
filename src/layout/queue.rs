//! What a search for a way goes on from next.

use super::geometry::count;

/// States by what they cost, those of about the same cost in one bucket (Dial 1969).
#[derive(Default)]
pub(super) struct Queue {
    /// The last one put into each bucket, by its place in `all`.
    buckets: Vec<u32>,
    /// The states, each with the one put into its bucket before it.
    all: Vec<(u32, u32)>,
    first: usize,
}

/// How much the costs in one bucket differ at most, in px.
const BUCKET: f32 = 8.0;
const BUCKETS: usize = 1 << 16;
const NONE: u32 = u32::MAX;

impl Queue {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts saturate; costs are positive")]
    pub fn push(&mut self, cost: f32, state: usize) {
        let bucket = ((cost / BUCKET) as usize).clamp(self.first, BUCKETS);
        if self.buckets.len() <= bucket {
            self.buckets.resize(bucket + 1, NONE);
        }
        let number = u32::try_from(self.all.len()).unwrap_or(NONE);
        self.all.push((u32::try_from(state).unwrap_or(NONE), self.buckets[bucket]));
        self.buckets[bucket] = number;
    }

    /// The next state, and what it costs at least.
    pub fn pop(&mut self) -> Option<(f32, usize)> {
        while let Some(&last) = self.buckets.get(self.first) {
            if last != NONE {
                let (state, before) = self.all[last as usize];
                self.buckets[self.first] = before;
                return Some((count(self.first) * BUCKET, state as usize));
            }
            self.first += 1;
        }
        None
    }
}
