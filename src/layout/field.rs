//! What is where: boxes and links by the cells of a grid they reach into, kept from one layout to the next, so that
//! an edit of a large map has to look only at what is near.

use super::{
    Rect,
    grid::{Cells, Table},
    route::bezier,
};
use crate::map::{EdgeId, NodeId, Point};
use imbl::OrdMap;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, OnceLock},
};

/// How large a cell is, in px.
const CELL: f32 = 512.0;
/// With more changes than this, and one in so many of all, the grid is made anew.
const CHANGES: usize = 400;
const SHARE: usize = 64;

/// Boxes and links by where they are. Says nothing of a layout that its boxes and links do not, so all are equal.
#[derive(Clone, Debug, Default)]
pub(super) struct Field {
    grid: Arc<OnceLock<Grid>>,
    /// Where the boxes are that have moved since the grid was made, and those gone.
    boxes: BTreeMap<NodeId, Option<Rect>>,
    /// What holds the links that have changed since, and those gone.
    ways: BTreeMap<EdgeId, Option<Rect>>,
}

impl PartialEq for Field {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

#[derive(Debug, Default)]
struct Grid {
    cells: Cells,
    boxes: Table<(NodeId, Rect)>,
    ways: Table<EdgeId>,
}

type Places = OrdMap<NodeId, Rect>;
type Routes = OrdMap<EdgeId, Arc<[Point]>>;

impl Field {
    /// Makes the grid unless it is there.
    pub fn cells(&self, places: &Places, routes: &Routes) {
        _ = self.grid.get_or_init(|| Grid::new(places, routes));
    }

    /// Takes over that a box stands elsewhere, or is gone.
    pub fn set_box(&mut self, id: NodeId, place: Option<Rect>) {
        self.boxes.insert(id, place);
    }

    /// Takes over that a link runs elsewhere, or is gone.
    pub fn set_way(&mut self, id: EdgeId, way: Option<&[Point]>) {
        self.ways.insert(id, way.map(bounds));
    }

    /// What holds each of the boxes and links that have changed since the grid was made.
    pub fn changed(&self) -> impl Iterator<Item = Rect> + '_ {
        self.boxes.values().chain(self.ways.values()).flatten().copied()
    }

    /// Starts over if too much has changed since the grid was made.
    pub fn refresh(&mut self, nodes: usize) {
        if self.boxes.len() + self.ways.len() > CHANGES + nodes / SHARE {
            *self = Self::default();
        }
    }

    /// The boxes that reach into `place`, each once, by id.
    pub fn boxes(&self, place: Rect) -> BTreeMap<NodeId, Rect> {
        let mut found = BTreeMap::new();
        if let Some(grid) = self.grid.get() {
            let all = grid.cells.within(place).flat_map(|cell| grid.boxes.of(cell));
            let all = all.filter(|it| it.1.overlaps(place) && !self.boxes.contains_key(&it.0));
            found.extend(all.copied());
        }
        found.extend(self.boxes.iter().filter_map(|(&id, &it)| Some((id, it.filter(|it| it.overlaps(place))?))));
        found
    }

    /// The links that may reach into `place`.
    pub fn ways(&self, place: Rect) -> BTreeSet<EdgeId> {
        let mut found = BTreeSet::new();
        if let Some(grid) = self.grid.get() {
            let all = grid.cells.within(place).flat_map(|cell| grid.ways.of(cell));
            found.extend(all.filter(|it| !self.ways.contains_key(it)).copied());
        }
        let near = |it: &Rect| it.grown(1.0).overlaps(place);
        found.extend(self.ways.iter().filter(|it| it.1.as_ref().is_some_and(near)).map(|it| *it.0));
        found
    }
}

fn bounds(way: &[Point]) -> Rect {
    Rect::holding(way).unwrap_or_default()
}

impl Grid {
    fn new(places: &Places, routes: &Routes) -> Self {
        let bounds = places.values().copied().reduce(Rect::union).unwrap_or_default();
        let cells = Cells::new(bounds, CELL, places.len());
        let boxes = Table::new(cells.count(), |put| {
            for (&id, &place) in places {
                cells.within(place).for_each(|cell| put(cell, (id, place)));
            }
        });
        let ways = Table::new(cells.count(), |put| {
            for (&id, way) in routes {
                let mut before = [usize::MAX; 4];
                let mut add = |bounds: Rect| {
                    let now = cells.range(bounds);
                    if now != before {
                        cells.all(now).for_each(|cell| put(cell, id));
                    }
                    before = now;
                };
                for curve in (0..way.len().saturating_sub(1)).step_by(3).filter_map(|it| way.get(it..it + 4)) {
                    // Each curve lies within its control points; of a long one that is too much.
                    let bounds = self::bounds(curve);
                    if bounds.width().min(bounds.height()) < cells.size {
                        add(bounds);
                    } else {
                        let at = |step: u8| bezier(curve[0], curve[1], curve[2], curve[3], f32::from(step) / 24.0);
                        (0..24).for_each(|it| add(self::bounds(&[at(it), at(it + 1)]).grown(cells.size / 8.0)));
                    }
                }
            }
        });
        Self { cells, boxes, ways }
    }
}
