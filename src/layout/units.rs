//! What takes one place in a rank: a cell, or a column of cells that are reasons for the same thing only.

use super::{
    Size,
    geometry::count,
    layers::Lists,
    rank,
    shape::{LANE, Row, STACK, Sheet},
};

/// A cell, or a column of them: see [`Units::members`].
#[derive(Debug)]
pub(super) struct Unit {
    pub size: Size,
    /// How many lanes there are beside a column.
    pub lanes: usize,
}

impl Unit {
    /// How much room the lanes take.
    pub fn room(&self) -> f32 {
        LANE * count(self.lanes)
    }
}

/// One or more ties between two units that run side by side: see [`Units::ties`].
#[derive(Debug)]
pub(super) struct Link {
    pub low: usize,
    pub high: usize,
    /// Where it meets the units, from their middle.
    pub foot: f32,
    pub head: f32,
    /// How many links it stands for.
    pub weight: i64,
}

/// What a frame holds, in columns.
pub(super) struct Units {
    pub all: Vec<Unit>,
    /// The cells of each unit, from top to bottom. All but the first have their links run up in lanes on the left.
    pub members: Lists<usize>,
    pub links: Vec<Link>,
    /// The ties of each link, in the order of their lanes from left to right.
    pub ties: Lists<usize>,
    pub rows: Vec<Row>,
    pub net: rank::Net,
}

/// Which cells may stand in a column.
pub(super) struct Siblings {
    /// How many ties each cell has.
    tied: Vec<usize>,
    /// What each cell leads up to, if it is a reason for that only, and nothing for it.
    leads: Vec<Option<usize>>,
    /// The cells that lead up to each.
    sets: Lists<usize>,
}

impl Siblings {
    pub fn new(sheet: &Sheet<'_>) -> Self {
        let cells = sheet.cells;
        let mut tied = vec![0_usize; cells.len()];
        let mut leads: Vec<Option<usize>> = vec![None; cells.len()];
        let mut leaf: Vec<bool> = cells.iter().map(|it| it.row == Row::Free).collect();
        for tie in sheet.ties {
            tied[tie.low] += 1;
            leaf[tie.high] = false;
            if cells[tie.high].row != Row::Free || leads[tie.low].is_some_and(|it| it != tie.high) {
                leaf[tie.low] = false;
            }
            leads[tie.low] = Some(tie.high);
        }
        for cell in 0..cells.len() {
            // With many lanes a column is no gain.
            if !leaf[cell] || tied[cell] > 2 {
                leads[cell] = None;
            }
        }
        let pairs: Vec<(usize, usize)> =
            leads.iter().enumerate().filter_map(|(cell, high)| Some(((*high)?, cell))).collect();
        Self { sets: Lists::sorted(cells.len(), &pairs), tied, leads }
    }

    /// How many units there are if columns hold at most `column` cells, and how long the longest is.
    pub fn look(&self, column: usize) -> (usize, usize) {
        let saved = |len: usize| len - len.div_ceil(column);
        let longest = |len: usize| if len == 0 { 1 } else { len.div_ceil(len.div_ceil(column)) };
        let units = self.tied.len() - self.sets.iter().map(|it| saved(it.len())).sum::<usize>();
        (units, self.sets.iter().map(|it| longest(it.len())).max().unwrap_or(0))
    }
}

impl Units {
    /// The cells of `sheet` in columns of at most `column`.
    pub fn new(sheet: &Sheet<'_>, siblings: &Siblings, column: usize) -> Self {
        let cells = sheet.cells.len();
        let mut all: Vec<Unit> = Vec::with_capacity(cells);
        let mut members = Lists::with_capacity(cells, cells);
        let mut unit_of = vec![usize::MAX; cells];
        for cell in 0..cells {
            if unit_of[cell] != usize::MAX {
                continue;
            }
            let own = [cell];
            let set = siblings.leads[cell].filter(|_| column > 1).map_or(&own[..], |high| &siblings.sets[high]);
            // As few columns as can be, as even as can be.
            let number = set.len().div_ceil(column);
            let (each, more) = (set.len() / number, set.len() % number);
            let mut rest = set;
            for nth in 0..number {
                let (now, after) = rest.split_at(each + usize::from(nth < more));
                rest = after;
                for &it in now {
                    unit_of[it] = all.len();
                    members.push(it);
                }
                members.end();
                all.push(unit(sheet, now, &siblings.tied));
            }
        }
        let (links, ties) = links(sheet, &all, &members, &unit_of);
        let rows: Vec<Row> = members.iter().map(|it| sheet.cells[it[0]].row).collect();
        Self { net: rank::Net::new(&all, &links, &rows), all, members, links, ties, rows }
    }
}

fn unit(sheet: &Sheet<'_>, members: &[usize], tied: &[usize]) -> Unit {
    let lanes = members.iter().skip(1).map(|&it| tied[it]).sum();
    let width = members.iter().map(|&it| sheet.cells[it].size.width).fold(0.0, f32::max);
    let height: f32 = members.iter().map(|&it| sheet.cells[it].size.height).sum();
    let size = Size { width: width + LANE * count(lanes), height: height + STACK * count(members.len() - 1) };
    Unit { size, lanes }
}

/// The links between units, and the ties of each.
fn links(sheet: &Sheet<'_>, all: &[Unit], members: &Lists<usize>, unit_of: &[usize]) -> (Vec<Link>, Lists<usize>) {
    let mut links: Vec<Link> = Vec::with_capacity(sheet.ties.len());
    let mut pairs: Vec<(usize, usize)> = Vec::with_capacity(sheet.ties.len());
    let mut bundles: Vec<Option<usize>> = vec![None; all.len()];
    for (number, tie) in sheet.ties.iter().enumerate() {
        let (low, high) = (unit_of[tie.low], unit_of[tie.high]);
        let of = |unit: &Unit, cell: usize, at: Option<f32>| {
            at.map_or(0.0, |it| it - sheet.cells[cell].size.width / 2.0) + unit.room() / 2.0
        };
        let column = members[low].len() > 1;
        if column {
            if let Some(bundle) = bundles[low] {
                pairs.push((bundle, number));
                links[bundle].weight += tie.weight;
                continue;
            }
            bundles[low] = Some(links.len());
        }
        let foot = if column { 0.0 } else { of(&all[low], tie.low, tie.foot) };
        let head = of(&all[high], tie.high, tie.head);
        pairs.push((links.len(), number));
        links.push(Link { low, high, foot, head, weight: tie.weight });
    }
    let mut ties = Lists::sorted(links.len(), &pairs);
    for (number, link) in links.iter().enumerate().filter(|it| members[it.1.low].len() > 1) {
        // The lower a box in its column, the further left its lane; the first has none and goes straight up.
        let nth = |it: usize| members[link.low].iter().position(|&cell| cell == sheet.ties[it].low);
        ties[number].sort_by(|&a, &b| {
            let feet = sheet.ties[a].foot.unwrap_or(0.0).total_cmp(&sheet.ties[b].foot.unwrap_or(0.0));
            nth(b).cmp(&nth(a)).then(feet).then(a.cmp(&b))
        });
    }
    (links, ties)
}
