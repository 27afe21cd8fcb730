//! One frame drawn in layers: what it holds becomes columns and ranks, in the best of some shapes.

use super::{
    Size, Spacing,
    geometry::count,
    route,
    trial::Trial,
    units::{Siblings, Units},
};
use crate::map::Point;
use std::{collections::BTreeSet, rc::Rc};

/// How far the lanes of links that share a way stand apart.
pub(super) const LANE: f32 = 10.0;
/// Between the boxes of a column.
pub(super) const STACK: f32 = 18.0;

/// Where a cell has to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// Above what has it as a conclusion.
    Free,
    /// On the upper edge: a link leaves the frame here.
    Top,
    /// On the lower edge: a link enters the frame here.
    Bottom,
}

/// A thing to be placed in a frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub size: Size,
    pub row: Row,
    /// For what stands on an edge: the x its link comes from or goes to, if that is known.
    pub hint: Option<f32>,
}

/// A link in a frame, from the cell below to the one above. `foot` and `head` say how far from the cell's left edge it
/// meets them; where they are missing, the links at the cell share out its edge.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tie {
    pub low: usize,
    pub high: usize,
    pub foot: Option<f32>,
    pub head: Option<f32>,
    /// How many links it stands for.
    pub weight: i64,
}

/// A frame drawn: its top left corner is the origin.
#[derive(Clone, Debug, Default)]
pub(super) struct Drawing {
    pub size: Size,
    /// The top left corner of each cell.
    pub at: Vec<Point>,
    /// The way of each tie, from below up.
    pub ways: Vec<Vec<Point>>,
    /// How bad the ways are.
    pub tangle: f32,
}

/// The shape wished for: this many times as wide as high.
const WISH: f32 = 1.7;

/// What room counts, in areas of the boxes, against what else makes a drawing bad.
const AREA: f32 = 1.8;

/// How much time there is to look for better ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    /// Little: it only tells where links lead.
    Rough,
    Usual,
    Thorough,
}

/// What is drawn, and how far apart.
pub(super) struct Sheet<'a> {
    pub cells: &'a [Cell],
    pub ties: &'a [Tie],
    pub style: Spacing,
    pub care: Care,
    /// So many times as wide, against its height, as others are, it should be.
    pub wish: f32,
    /// At least so many times as wide as high it must be: a narrow one leans over.
    pub least: f32,
}

impl Sheet<'_> {
    /// Draws it in the shapes that look best, the best first: of so many that are drawn
    /// out, at most so many.
    pub fn draw(&self, tries: usize, most: usize) -> Vec<Drawing> {
        let free = self.cells.iter().filter(|it| it.row == Row::Free);
        let area: f32 = free.clone().map(|it| (it.size.width + 24.0) * (it.size.height + 50.0)).sum();
        let free = free.count();
        let side = (area * WISH * self.wish * 1.15).sqrt();
        let mut plans: Vec<Plan> = Vec::new();
        let rough = tries == 1;
        let siblings = Siblings::new(self);
        let mut before = None;
        for &column in columns_tried(free, rough) {
            // Columns that may be longer than any is are the same again.
            let look = siblings.look(column);
            if before.replace(look) == Some(look) {
                continue;
            }
            let units = Rc::new(Units::new(self, &siblings, column));
            // Of what is narrower than the limit already, a lower one makes nothing else.
            let mut widest = f32::INFINITY;
            for &share in limits_tried(free, rough) {
                let limit = share * side;
                if widest > limit || limit.is_infinite() {
                    let plan = Plan::new(&units, limit, self.style, self.wish);
                    widest = if limit.is_infinite() { limit } else { plan.widest };
                    plans.push(plan);
                }
            }
        }
        plans.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        // Different limits often give the same ranks.
        plans.dedup_by(|a, b| a.ranks == b.ranks);
        if most > 1 {
            vary(&mut plans, tries.div_ceil(2));
        }
        let tries = if free > 400 { 1 } else { tries };
        let mut drawn: Vec<Trial> = plans.into_iter().take(tries).map(|it| Trial::new(self, it)).collect();
        drawn.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        drawn.into_iter().take(most).map(|it| route::draw(self, &it)).collect()
    }
}

/// Puts forward, after so many of the best plans, the best ones of each other shape.
fn vary(plans: &mut [Plan], best: usize) {
    let mut seen: BTreeSet<i32> = plans.iter().take(best).map(|it| it.shape).collect();
    let mut next = best;
    for at in best..plans.len() {
        if seen.insert(plans[at].shape) {
            plans[next..=at].rotate_right(1);
            next += 1;
        }
    }
}

/// Frames with fewer cells may be as wide as they like: they are packed with others.
const SMALL: usize = 5;
/// Frames with at least as many cells may have longer columns.
const LARGE: usize = 60;

/// How many cells a column holds at most, by what is tried.
fn columns_tried(free: usize, rough: bool) -> &'static [usize] {
    match free {
        0..2 => &[1],
        2..SMALL if rough => &[1, 2],
        2..SMALL => &[1, 2, 3],
        _ if rough => &[2, 4],
        SMALL..LARGE => &[1, 2, 3, 4, 5],
        // Long columns only for what would be far too wide otherwise: hundreds of replies to one comment.
        _ => &[1, 2, 3, 4, 5, 9, 16],
    }
}

/// How wide a rank may be, as a share of the side of a square.
fn limits_tried(free: usize, rough: bool) -> &'static [f32] {
    match free {
        0..SMALL => &[f32::INFINITY],
        _ if rough => &[f32::INFINITY, 1.0],
        _ => &[f32::INFINITY, 1.5, 1.2, 1.0, 0.8, 0.65],
    }
}

/// Units in ranks.
pub(super) struct Plan {
    pub units: Rc<Units>,
    pub ranks: Vec<usize>,
    /// How wide the widest rank of boxes is.
    widest: f32,
    /// About how wide it is against its height: 0 for as wide as high, one more for half as wide again.
    shape: i32,
    /// How bad it looks, before crossings are known.
    cost: f32,
}

impl Plan {
    fn new(units: &Rc<Units>, limit: f32, style: Spacing, wish: f32) -> Self {
        let ranks = units.net.assign(&units.rows, limit, style.beside);
        let (size, cost) = cost(units, &ranks, style, wish);
        #[expect(clippy::cast_possible_truncation, reason = "casts saturate")]
        let shape = ((size.width.max(1.0) / size.height).log2() * 2.0).round() as i32;
        let mut widths = vec![0.0_f32; ranks.iter().max().map_or(0, |it| it + 1)];
        for (unit, &rank) in units.all.iter().zip(&ranks).filter(|it| it.0.size.height > 0.0) {
            widths[rank] += unit.size.width + style.beside;
        }
        let widest = widths.into_iter().fold(0.0, f32::max);
        Self { units: Rc::clone(units), ranks, widest, shape, cost }
    }
}

/// Area per area of boxes, and how far from a screen's shape.
pub(super) fn page_cost(size: Size, boxes: f32, wish: f32) -> f32 {
    let shape = (size.width / size.height.max(1.0) / wish).max(0.01);
    let off = (shape / 1.8).max(0.85 / shape).max(1.0) - 1.0;
    AREA * size.width * size.height / boxes.max(1.0) + 2.0 * off
}

/// How bad a shape is, judged before crossings are known: area per box area, far from a screen's shape, long links.
fn cost(units: &Units, ranks: &[usize], style: Spacing, wish: f32) -> (Size, f32) {
    let rows = ranks.iter().max().map_or(0, |it| it + 1);
    let (mut widths, mut heights) = (vec![0.0_f32; rows], vec![0.0_f32; rows]);
    let mut boxes = 0.0;
    for (unit, &row) in units.all.iter().zip(ranks) {
        widths[row] += unit.size.width + style.beside;
        heights[row] = heights[row].max(unit.size.height);
        boxes += unit.size.width * unit.size.height;
    }
    let mut bends = 0;
    for (link, ties) in units.links.iter().zip(units.ties.iter()) {
        for width in widths.iter_mut().take(ranks[link.low]).skip(ranks[link.high] + 1) {
            *width += LANE * count(ties.len()) + style.beside / 2.0;
            bends += 1;
        }
    }
    let width = widths.iter().copied().fold(0.0, f32::max);
    let height = heights.iter().map(|it| it + style.ranks * 1.3).sum::<f32>().max(1.0);
    let columns: usize = units.members.iter().map(|it| it.len().saturating_sub(2)).sum();
    let nodes = count(units.members.iter().map(<[usize]>::len).sum::<usize>().max(1));
    let size = Size { width, height };
    (size, page_cost(size, boxes, wish) + 1.4 * count(bends) / nodes + 0.7 * count(columns) / nodes)
}
