//! A plan of a frame drawn out: order, places, heights, and how good it looks.

use super::{
    Size, Spacing,
    geometry::count,
    layers::Layers,
    order, place,
    rise::{self, Heights},
    route,
    shape::{Plan, Sheet, page_cost},
};

/// How often a frame that is too narrow may lean over farther.
const LEANS: usize = 5;
/// A link this long, in px, is as bad as room for as many boxes again.
const LONG: f32 = 150.0;

/// A plan drawn out.
pub(super) struct Trial {
    pub plan: Plan,
    pub layers: Layers,
    /// The x of each item's middle.
    pub columns: Vec<f32>,
    /// Where each tie meets its cells: the x of its foot and of its head.
    pub ports: Vec<(f32, f32)>,
    pub heights: Heights,
    /// How bad the ways of the links are.
    pub tangle: f32,
    pub cost: f32,
}

impl Trial {
    pub fn new(sheet: &Sheet<'_>, plan: Plan) -> Self {
        let mut layers = Layers::new(sheet.cells, &plan.units, &plan.ranks);
        let crossings = order::run(&mut layers, sheet.care);
        let at = |lean: f32| {
            let columns = place::columns(&layers, sheet.style.beside, lean, sheet.care);
            let ports = route::ports(sheet, &plan, &layers, &columns);
            let spans = route::spans(&plan, &layers, &columns, &ports);
            let Spacing { beside, ranks, .. } = sheet.style;
            let heights = rise::heights(&layers, &plan.units.all, &columns, &spans, beside, ranks);
            let ends = layers.items.iter().zip(&columns).map(|(it, &x)| (x - it.width / 2.0, x + it.width / 2.0));
            let (left, right) = ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or_default();
            let size = Size { width: right - left, height: heights.height };
            (columns, ports, heights, size)
        };
        let (mut lean, mut placed) = (0.0, at(0.0));
        for _ in 0..LEANS {
            let lacks = sheet.least * placed.3.height - placed.3.width;
            if lacks <= 0.0 {
                break;
            }
            lean += 1.1 * lacks + 20.0;
            placed = at(lean);
        }
        let (columns, ports, heights, size) = placed;
        let boxes: f32 = plan.units.all.iter().map(|it| it.size.width * it.size.height).sum();
        let far: f32 =
            layers.chains.iter().flat_map(|it| it.windows(2)).map(|it| (columns[it[0]] - columns[it[1]]).abs()).sum();
        let each = 1.0 / count(plan.units.links.len().max(1));
        let deep: f32 = layers.chains.iter().map(|it| heights.tops[it[0]] - heights.tops[it[it.len() - 1]]).sum();
        let tangle = 1.9 * count(usize::try_from(crossings).unwrap_or(0)) * each + (far + deep) * each / LONG;
        let cost = page_cost(size, boxes, sheet.wish) + tangle;
        Self { plan, layers, columns, ports, heights, tangle, cost }
    }
}
