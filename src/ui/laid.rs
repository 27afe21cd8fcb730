//! The layout of a large map in the program's own folder: laying it out takes seconds, reading it does not. It holds
//! places and no words, belongs to no file format, and is only ever a start: what does not fit the map is laid out anew.

use crate::{
    layout::{Kept, Layout, NodeBox, Rect, Size},
    map::{EdgeId, NodeId, Point},
};
use std::{fs, io, path::Path, sync::Arc};

/// Maps with fewer nodes are laid out at once.
pub const WORTH_IT: usize = 2000;

/// What the file begins with. Another form begins with something else, and is not read.
const FORM: &[u8; 16] = b"cruxmap layout 1";
/// So many layouts are kept.
const MOST: usize = 12;

/// Writes a layout to `path`; of many, the oldest in that folder go.
///
/// # Errors
/// If it cannot be written. Then the map will be laid out anew.
pub fn write(path: &Path, layout: &Layout) -> io::Result<()> {
    let Some(folder) = path.parent() else { return Ok(()) };
    fs::create_dir_all(folder)?;
    let beside = path.with_extension("part");
    fs::write(&beside, to_bytes(layout))?;
    fs::rename(&beside, path)?;
    let mut all: Vec<_> = fs::read_dir(folder)?
        .filter_map(|it| it.ok().and_then(|it| Some((it.metadata().ok()?.modified().ok()?, it.path()))))
        .collect();
    all.sort();
    for (_, old) in all.iter().rev().skip(MOST) {
        fs::remove_file(old)?;
    }
    Ok(())
}

/// The layout in a file; nothing if there is none that can be read.
pub fn read(path: &Path) -> Option<Layout> {
    from_bytes(&fs::read(path).ok()?)
}

fn to_bytes(layout: &Layout) -> Vec<u8> {
    let mut out = FORM.to_vec();
    let number = |out: &mut Vec<u8>, it: usize| out.extend(u32::try_from(it).unwrap_or(u32::MAX).to_le_bytes());
    let id = |out: &mut Vec<u8>, it: u64| out.extend(it.to_le_bytes());
    let length = |out: &mut Vec<u8>, it: f32| out.extend(it.to_le_bytes());
    let point = |out: &mut Vec<u8>, it: Point| [it.x, it.y].iter().for_each(|it| length(out, *it));
    let kept = &layout.kept;
    number(&mut out, layout.places.len());
    for (node, place) in &layout.places {
        id(&mut out, node.bits());
        for it in [place.min, place.max] {
            point(&mut out, it);
        }
    }
    number(&mut out, layout.routes.len());
    for (edge, route) in &layout.routes {
        id(&mut out, edge.bits());
        number(&mut out, route.len());
        route.iter().for_each(|it| point(&mut out, *it));
    }
    number(&mut out, kept.homes.len());
    for (node, place) in &kept.homes {
        id(&mut out, node.bits());
        for it in [place.min, place.max] {
            point(&mut out, it);
        }
    }
    number(&mut out, kept.nodes.len());
    for it in &kept.nodes {
        id(&mut out, it.id.bits());
        for it in [it.size.width, it.size.height] {
            length(&mut out, it);
        }
        // No pin is a place that is no number.
        point(&mut out, it.pin.unwrap_or(Point { x: f32::NAN, y: f32::NAN }));
        for it in [it.group, it.topic] {
            id(&mut out, it);
        }
    }
    number(&mut out, kept.edges.len());
    for (edge, from, to) in &kept.edges {
        for it in [edge.bits(), from.bits(), to.bits()] {
            id(&mut out, it);
        }
    }
    out
}

fn from_bytes(bytes: &[u8]) -> Option<Layout> {
    let mut rest = Rest(bytes.strip_prefix(FORM)?);
    let places = rest.many(|it| Some((NodeId::from_bits(it.id()?), it.place()?)))?;
    let routes = rest.many(|it| {
        let id = EdgeId::from_bits(it.id()?);
        let route: Arc<[Point]> = it.many(Rest::point)?.into();
        Some((id, route))
    })?;
    let homes = rest.many(|it| Some((NodeId::from_bits(it.id()?), it.place()?)))?;
    let nodes = rest.many(|it| {
        Some(NodeBox {
            id: NodeId::from_bits(it.id()?),
            size: Size { width: it.length()?, height: it.length()? },
            pin: Some(Point { x: it.any_length()?, y: it.any_length()? })
                .filter(|it| it.x.is_finite() && it.y.is_finite()),
            group: it.id()?,
            topic: it.id()?,
        })
    })?;
    let edges =
        rest.many(|it| Some((EdgeId::from_bits(it.id()?), NodeId::from_bits(it.id()?), NodeId::from_bits(it.id()?))))?;
    // They are looked up by halving, so they must be in order.
    let sorted = homes.is_sorted_by(|a, b| a.0 < b.0)
        && nodes.is_sorted_by(|a, b| a.id < b.id)
        && edges.is_sorted_by(|a, b| a.0 < b.0);
    let whole = rest.0.is_empty() && sorted;
    let kept = Arc::new(Kept { homes, nodes, edges });
    whole.then(|| Layout::restored(places.into_iter().collect(), routes.into_iter().collect(), kept))
}

/// What is still to be read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*first)
    }

    fn id(&mut self) -> Option<u64> {
        self.take().map(u64::from_le_bytes)
    }

    fn any_length(&mut self) -> Option<f32> {
        self.take().map(f32::from_le_bytes)
    }

    fn length(&mut self) -> Option<f32> {
        self.any_length().filter(|it| it.is_finite())
    }

    fn point(&mut self) -> Option<Point> {
        Some(Point { x: self.length()?, y: self.length()? })
    }

    fn place(&mut self) -> Option<Rect> {
        Some(Rect { min: self.point()?, max: self.point()? })
    }

    /// As many as the number before them says. Room is made as they come: the number may be wrong.
    fn many<T>(&mut self, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = u32::from_le_bytes(self.take()?);
        let mut all = Vec::new();
        for _ in 0..count {
            all.push(one(self)?);
        }
        Some(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        jobs::Progress,
        layout::{self, Request, Spacing},
    };

    #[test]
    fn a_layout_comes_back_and_damage_is_told() {
        let id = |it: u64| NodeId::from_bits(it * 7 + 1);
        let size = Size { width: 200.0, height: 80.0 };
        let nodes = (0..40).map(|it| NodeBox { id: id(it), size, pin: None, group: it / 5, topic: 0 });
        let mut request = Request { nodes: nodes.collect(), edges: Vec::new(), style: Spacing::default() };
        request.edges.extend((1..40).map(|it| (EdgeId::from_bits(it), id(it), id(it / 3))));
        request.nodes[4].pin = Some(Point { x: 10.0, y: -20.0 });
        let layout = layout::run(&request, None, &Progress::default());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("layouts/one.bin");
        write(&path, &layout).unwrap();
        let back = read(&path).unwrap();
        assert_eq!((&back.places, &back.routes, &back.kept), (&layout.places, &layout.routes, &layout.kept));
        let again = layout::run(&request, Some(&back), &Progress::default());
        assert_eq!(again.places, layout.places);
        let bytes = to_bytes(&layout);
        for cut in 0..bytes.len() {
            assert_eq!(from_bytes(&bytes[..cut]), None);
        }
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0xff;
            // Whatever comes of it can be gone on from.
            let start = from_bytes(&damaged);
            let places = layout::run(&request, start.as_ref(), &Progress::default()).places;
            assert_eq!(places.len(), 40);
        }
        for name in 0..20 {
            write(&path.with_file_name(format!("{name}.bin")), &layout).unwrap();
        }
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), MOST);
    }
}
