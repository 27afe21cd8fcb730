//! Where a card stands: near what it speaks of, on neither that nor anything else one needs.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

/// Between a card and what it speaks of, in points: room for a line from one to the other.
const GAP: f32 = 26.0;

/// So far around a target is its ring, in points; a card that touches it is as bad as one on so many square points.
const RING: f32 = 10.0;
const TOUCHED: f32 = 20_000.0;

/// So many places are tried across, and down.
const TRIED: [u8; 2] = [9, 9];

/// One point farther away counts as much as covering so many square points.
const FAR: f32 = 50.0;

/// The line from a card to its target is looked at in so many points.
const LOOKED: u8 = 8;

/// To run over a box with that line counts as much as covering so many square points.
const CROSSED: f32 = 6000.0;

/// The left top corner for a card of this size within `room`. `others` are covered as little as possible, each by its
/// weight; `target` is not, if there is any place beside it. Without a target, left and low is best.
pub fn find(size: Vec2, target: Option<Rect>, room: Rect, others: &[(Rect, f32)]) -> Pos2 {
    let last = (room.max - size).max(room.min);
    let mut tried = Vec::new();
    if let Some(it) = target {
        let ends = |from: f32, to: f32, long: f32| [from, (from + to - long) / 2.0, to - long];
        for y in ends(it.min.y, it.max.y, size.y) {
            tried.extend([pos2(it.max.x + GAP, y), pos2(it.min.x - GAP - size.x, y)]);
        }
        for x in ends(it.min.x, it.max.x, size.x) {
            tried.extend([pos2(x, it.max.y + GAP), pos2(x, it.min.y - GAP - size.y)]);
        }
    }
    for column in 0..TRIED[0] {
        for row in 0..TRIED[1] {
            let part = vec2(f32::from(column) / f32::from(TRIED[0] - 1), f32::from(row) / f32::from(TRIED[1] - 1));
            tried.push(room.min + (last - room.min) * part);
        }
    }
    let cost = |at: Pos2| {
        let card = Rect::from_min_size(at, size);
        let on_others: f32 = others.iter().map(|it| covered(card, it.0) * it.1).sum();
        let Some(target) = target else { return on_others + at.distance(pos2(room.min.x, last.y)) * FAR / 4.0 };
        let (from, to) = nearest(card, target);
        let crossings: f32 = others.iter().filter(|it| crosses(from, to, it.0)).map(|_| CROSSED).sum();
        let touches = if card.intersects(target.expand(RING)) { TOUCHED } else { 0.0 };
        let on_target = covered(card, target) * 20.0;
        touches + on_target + on_others + from.distance(to) * FAR + crossings
    };
    let best = tried.into_iter().map(|it| it.clamp(room.min, last)).map(|it| (cost(it), it));
    best.min_by(|a, b| a.0.total_cmp(&b.0)).map_or(room.min, |it| it.1)
}

/// Whether a line from a card to its target runs over this box, which is neither.
pub fn crosses(from: Pos2, to: Pos2, other: Rect) -> bool {
    let at = |nth: u8| from + (to - from) * (f32::from(nth) / f32::from(LOOKED));
    !other.expand(1.0).contains(to) && (1..LOOKED).any(|it| other.contains(at(it)))
}

/// How much of `a` lies on `b`, in square points.
fn covered(a: Rect, b: Rect) -> f32 {
    let both = a.intersect(b);
    if both.is_positive() { both.area() } else { 0.0 }
}

/// The point of `a` and the point of `b` that are nearest to each other; where they overlap, a point of both.
pub fn nearest(a: Rect, b: Rect) -> (Pos2, Pos2) {
    let along = |a: egui::Rangef, b: egui::Rangef| {
        if a.max < b.min {
            (a.max, b.min)
        } else if b.max < a.min {
            (a.min, b.max)
        } else {
            let middle = f32::midpoint(a.min.max(b.min), a.max.min(b.max));
            (middle, middle)
        }
    };
    let (x, y) = (along(a.x_range(), b.x_range()), along(a.y_range(), b.y_range()));
    (pos2(x.0, y.0), pos2(x.1, y.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Rect = Rect { min: pos2(0.0, 100.0), max: pos2(600.0, 700.0) };

    fn at(target: Option<Rect>, others: &[(Rect, f32)]) -> Rect {
        let size = vec2(200.0, 120.0);
        Rect::from_min_size(find(size, target, ROOM, others), size)
    }

    fn gap(a: Rect, b: Rect) -> f32 {
        let (from, to) = nearest(a, b);
        from.distance(to)
    }

    #[test]
    fn a_card_stands_beside_its_target_and_in_the_room() {
        for (x, y) in [(0.0, 100.0), (250.0, 300.0), (500.0, 640.0), (400.0, 20.0), (900.0, 300.0), (-80.0, 690.0)] {
            let target = Rect::from_min_size(pos2(x, y), vec2(120.0, 50.0));
            let card = at(Some(target), &[]);
            assert!(ROOM.contains_rect(card) && !card.intersects(target), "{target:?}: {card:?}");
            assert!(gap(card, target) < 330.0, "{target:?}: {card:?}");
        }
    }

    #[test]
    fn it_keeps_off_other_things() {
        let target = Rect::from_min_size(pos2(250.0, 350.0), vec2(100.0, 50.0));
        let near = at(Some(target), &[]);
        let card = at(Some(target), &[(near, 1.0)]);
        assert!(covered(card, near) < near.area() / 4.0, "{card:?}");
        assert_eq!(at(None, &[]).left_bottom(), ROOM.left_bottom());
    }

    #[test]
    fn a_room_smaller_than_the_card_is_no_trouble() {
        let room = Rect::from_min_size(pos2(5.0, 5.0), vec2(50.0, 20.0));
        assert_eq!(find(vec2(200.0, 120.0), Some(room), room, &[(room, 1.0)]), room.min);
    }
}
