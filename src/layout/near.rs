//! Finds what is near without looking at everything.

use super::Rect;

/// So many boxes are held by one around them.
const IN_ONE: usize = 12;

/// Boxes that do not move, by number, in a tree of boxes around boxes: the tiles of Leutenegger, Lopez and Edgington
/// (1997), "STR: a simple and efficient algorithm for R-tree packing".
#[derive(Clone, Debug, Default)]
pub struct Near {
    /// The numbers of the boxes, neighbours together.
    numbers: Vec<u32>,
    /// First the boxes in the order of `numbers`, then level by level the boxes around so many of the level before.
    levels: Vec<Vec<Rect>>,
}

impl Near {
    /// A tree of `boxes`; their numbers are their places in the list.
    pub fn new(boxes: &[Rect]) -> Self {
        let mut numbers: Vec<u32> = (0..u32::try_from(boxes.len()).unwrap_or(u32::MAX)).collect();
        let x = |it: &u32| boxes[*it as usize].min.x + boxes[*it as usize].max.x;
        let y = |it: &u32| boxes[*it as usize].min.y + boxes[*it as usize].max.y;
        numbers.sort_unstable_by(|a, b| x(a).total_cmp(&x(b)).then(a.cmp(b)));
        let tiles = numbers.len().div_ceil(IN_ONE);
        // As many slices as each has tiles.
        let slice = (1..=tiles.max(1)).find(|it| it * it >= tiles).unwrap_or(1) * IN_ONE;
        for slice in numbers.chunks_mut(slice) {
            slice.sort_unstable_by(|a, b| y(a).total_cmp(&y(b)).then(a.cmp(b)));
        }
        let mut levels: Vec<Vec<Rect>> = vec![numbers.iter().map(|&it| boxes[it as usize]).collect()];
        while let Some(last) = levels.last().filter(|it| it.len() > 1) {
            let around = |it: &[Rect]| it.iter().copied().reduce(Rect::union).unwrap_or_default();
            levels.push(last.chunks(IN_ONE).map(around).collect());
        }
        Self { numbers, levels }
    }

    /// Calls `see` with the number and the box of all boxes that meet `sight`, borders included.
    pub fn each(&self, sight: Rect, mut see: impl FnMut(usize, Rect)) {
        let meets = |it: Rect| {
            it.min.x <= sight.max.x && sight.min.x <= it.max.x && it.min.y <= sight.max.y && sight.min.y <= it.max.y
        };
        self.walk(
            |it| meets(it).then_some(0.0),
            |number, it| {
                see(number, it);
                f32::INFINITY
            },
        );
    }

    /// The box that costs least: its number. `least` says what the boxes within a box cost at the least (`None`: out of
    /// the question), `cost` what a box costs. Of equal ones the first.
    pub fn cheapest(
        &self,
        least: impl Fn(Rect) -> Option<f32>,
        cost: impl Fn(usize, Rect) -> Option<f32>,
    ) -> Option<usize> {
        let mut best: Option<(f32, usize)> = None;
        self.walk(least, |number, it| {
            if let Some(cost) = cost(number, it)
                && best.is_none_or(|best| (cost, number) < best)
            {
                best = Some((cost, number));
            }
            best.map_or(f32::INFINITY, |it| it.0)
        });
        best.map(|it| it.1)
    }

    /// Goes to all boxes for which `least` is no more than the limit that `see` returned last.
    fn walk(&self, least: impl Fn(Rect) -> Option<f32>, mut see: impl FnMut(usize, Rect) -> f32) {
        let mut limit = f32::INFINITY;
        let top = self.levels.len().saturating_sub(1);
        let mut open: Vec<(usize, usize, f32)> = Vec::new();
        if let Some(cost) = self.levels.get(top).and_then(|it| it.first()).and_then(|&it| least(it)) {
            open.push((top, 0, cost));
        }
        while let Some((level, at, cost)) = open.pop() {
            if cost > limit {
                continue;
            }
            let Some(below) = level.checked_sub(1) else {
                limit = see(self.numbers[at] as usize, self.levels[0][at]);
                continue;
            };
            let first = open.len();
            let end = ((at + 1) * IN_ONE).min(self.levels[below].len());
            for child in at * IN_ONE..end {
                if let Some(cost) = least(self.levels[below][child]).filter(|&it| it <= limit) {
                    open.push((below, child, cost));
                }
            }
            // The most promising is looked at first.
            open[first..].sort_unstable_by(|a, b| b.2.total_cmp(&a.2).then(b.1.cmp(&a.1)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{layout::Size, map::Point};

    /// Boxes strewn about, some of them large.
    fn strewn(count: u16) -> Vec<Rect> {
        let mut seed = 7_u32;
        let mut random = |below: u16| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f32::from(u16::try_from((seed >> 16) % u32::from(below)).unwrap_or(0))
        };
        (0..count)
            .map(|it| {
                let size = if it % 50 == 0 { 4000 } else { 90 };
                Rect::at(Point { x: random(9000), y: random(7000) }, Size { width: random(size), height: random(size) })
            })
            .collect()
    }

    #[test]
    fn finds_what_looking_at_everything_finds() {
        for count in [0, 1, 2, 11, 12, 13, 145, 2000] {
            let boxes = strewn(count);
            let near = Near::new(&boxes);
            for sight in strewn(40) {
                let sight = sight.grown(150.0);
                let mut found = Vec::new();
                near.each(sight, |number, it| {
                    assert_eq!(boxes[number], it);
                    found.push(number);
                });
                found.sort_unstable();
                let meets = |it: &Rect| it.grown(0.001).overlaps(sight);
                let all: Vec<usize> = (0..boxes.len()).filter(|&it| meets(&boxes[it])).collect();
                assert_eq!(found, all);
                let distance = |it: Rect| {
                    let (a, b) = (it.centre(), sight.min);
                    (a.x - b.x).hypot(a.y - b.y)
                };
                let least = |it: Rect| {
                    let (x, y) = (sight.min.x.clamp(it.min.x, it.max.x), sight.min.y.clamp(it.min.y, it.max.y));
                    Some((x - sight.min.x).hypot(y - sight.min.y) - 0.01)
                };
                let nearest = near.cheapest(least, |_, it| Some(distance(it)));
                let all = (0..boxes.len()).min_by(|&a, &b| distance(boxes[a]).total_cmp(&distance(boxes[b])));
                assert_eq!(nearest.map(|it| distance(boxes[it])), all.map(|it| distance(boxes[it])));
            }
        }
    }
}
