//! Making room: boxes that are in the way of another move down, and only those.

use super::Rect;
use crate::map::Point;
use std::collections::{BTreeMap, BTreeSet};

/// The least distance between boxes, in px.
pub(super) const GAP: f32 = 16.0;

/// Boxes in places where none is in the way of another.
pub(super) struct Room<F> {
    /// The boxes, by number, whose place may reach into a rectangle; some may come more than once.
    pub near: F,
}

impl<F: Fn(Rect) -> Vec<usize>> Room<F> {
    /// Moves boxes downwards until none is too near a `fixed` one, and none of the `dirty` ones, or what they push,
    /// is too near another. `places` are the homes but for the dirty ones. Fixed ones stay, whatever they overlap.
    pub fn make(&self, places: &mut [Rect], dirty: &[usize], fixed: &[usize]) {
        let stays: BTreeSet<usize> = fixed.iter().copied().collect();
        // What has left its home, and so is not found in the grid; `settled` are those among them that stay now.
        let mut settled = Taken::default();
        for &it in &stays {
            settled.insert(places[it], it);
        }
        let mut away: BTreeSet<usize> = dirty.iter().chain(fixed).copied().collect();
        let mut queue: BTreeSet<(i64, usize)> = BTreeSet::new();
        for &number in &stays {
            self.push(number, places, &mut away, &mut queue, &stays);
        }
        queue.extend(dirty.iter().filter(|it| !stays.contains(it)).map(|&it| (key(places[it]), it)));
        while let Some((_, number)) = queue.pop_first() {
            while let Some(bottom) = settled.blocker(places[number], number) {
                let by = bottom + GAP - places[number].min.y;
                let moved = places[number].moved(Point { x: 0.0, y: by });
                if moved.min.y <= places[number].min.y {
                    break;
                }
                places[number] = moved;
            }
            settled.insert(places[number], number);
            self.push(number, places, &mut away, &mut queue, &stays);
        }
    }

    /// Has what stands at home too near this one leave it.
    fn push(
        &self,
        number: usize,
        places: &[Rect],
        away: &mut BTreeSet<usize>,
        queue: &mut BTreeSet<(i64, usize)>,
        stays: &BTreeSet<usize>,
    ) {
        let wide = wide(places[number]);
        for other in (self.near)(wide) {
            if places[other].overlaps(wide) && !stays.contains(&other) && away.insert(other) {
                queue.insert((key(places[other]), other));
            }
        }
    }
}

/// A little less than the gap, so that boxes exactly that far apart are left alone despite rounding.
fn wide(place: Rect) -> Rect {
    place.grown(GAP - 0.5)
}

/// Sorts from top to bottom.
#[expect(clippy::cast_possible_truncation, reason = "casts saturate")]
fn key(place: Rect) -> i64 {
    (f64::from(place.min.y) * 16.0) as i64
}

/// Boxes that do not move any more, by the cells of a grid they reach into.
#[derive(Default)]
pub(super) struct Taken(BTreeMap<(i32, i32), Vec<(Rect, usize)>>);

impl Taken {
    fn cells(place: Rect) -> impl Iterator<Item = (i32, i32)> {
        #[expect(clippy::cast_possible_truncation, reason = "casts saturate, far out all is one cell")]
        let cell = |at: f32| (at / 320.0).floor() as i32;
        let (left, right, top, bottom) = (cell(place.min.x), cell(place.max.x), cell(place.min.y), cell(place.max.y));
        (left..=right).flat_map(move |x| (top..=bottom).map(move |y| (x, y)))
    }

    pub fn insert(&mut self, place: Rect, number: usize) {
        for cell in Self::cells(place) {
            self.0.entry(cell).or_default().push((place, number));
        }
    }

    /// The bottom of the first box but `own` that is nearer than the gap.
    pub fn blocker(&self, place: Rect, own: usize) -> Option<f32> {
        let wide = wide(place);
        let mut near = Self::cells(wide).filter_map(|it| self.0.get(&it)).flatten();
        near.find(|it| it.1 != own && it.0.overlaps(wide)).map(|it| it.0.max.y)
    }
}
