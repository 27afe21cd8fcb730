//! The form of the file that keeps how a map was left: a line for what one saw, then a line for each box and link.
//!
//! ```text
//! // cruxmap view, version 1
//! (zoom:1.0,centre:(12.5,-80.0),…)
//! h <node> <left> <top> <right> <bottom>           the place it was allotted
//! n <node> <width> <height> <comment> <topic> [<pinned x> <pinned y>]
//! p <node> <left> <top> <right> <bottom>           where it stands, if not where it was allotted
//! e <link> <reason> <conclusion> <x> <y> …         and its way; = for what is as at the point before
//! w <node> <hash>                                  what it said when the person last saw it
//! ```
//! Numbers are written so that they are read back exactly. A file that is not just so counts as none.

use super::{Kept, Seen};
use crate::{
    layout::{Kept as Homes, Layout, NodeBox, Rect, Size},
    map::{EdgeId, NodeId, Point},
};
use imbl::OrdMap;
use std::{collections::BTreeMap, fmt::Write as _, str::SplitAsciiWhitespace, sync::Arc};

/// The first line. Another version, or anything else, counts as no file.
const HEADER: &str = "// cruxmap view, version 1";

/// Coordinates beyond this, in px, are none that a layout makes.
const FARTHEST: f32 = 1e8;

/// The text of the file.
pub fn to_text(kept: &Kept) -> String {
    let mut text = format!("{HEADER}\n{}\n", ron::to_string(&kept.seen).unwrap_or_default());
    let Layout { places, routes, kept: homes, .. } = &kept.layout;
    let mut line = |words: std::fmt::Arguments<'_>, numbers: &mut dyn Iterator<Item = f32>| {
        // Writing to a string cannot fail.
        let _ = text.write_fmt(words);
        for number in numbers {
            let _ = write!(text, " {number}");
        }
        text.push('\n');
    };
    let mut allotted = BTreeMap::new();
    for &(id, home) in &homes.homes {
        allotted.insert(id, home);
        line(format_args!("h {id}"), &mut corners(home));
    }
    for it in &homes.nodes {
        let pin = it.pin.into_iter().flat_map(|at| [at.x, at.y]);
        let NodeBox { id, size, group, topic, .. } = it;
        line(format_args!("n {id} {} {} {group} {topic}", size.width, size.height), &mut pin.into_iter());
    }
    for (&id, &place) in places {
        if allotted.get(&id) != Some(&place) {
            line(format_args!("p {id}"), &mut corners(place));
        }
    }
    for (id, from, to) in &homes.edges {
        let _ = write!(text, "e {id} {from} {to}");
        let mut before: Option<Point> = None;
        for point in routes.get(id).into_iter().flat_map(|it| it.iter()) {
            for (now, before) in [(point.x, before.map(|it| it.x)), (point.y, before.map(|it| it.y))] {
                // Most of a file is this, and ways run straight up and along.
                let _ = match before {
                    Some(before) if before.to_bits() == now.to_bits() => write!(text, " ="),
                    _ => write!(text, " {now}"),
                };
            }
            before = Some(*point);
        }
        text.push('\n');
    }
    for (id, hash) in kept.known.iter() {
        let _ = writeln!(text, "w {id} {hash:016x}");
    }
    text
}

fn corners(it: Rect) -> impl Iterator<Item = f32> {
    [it.min.x, it.min.y, it.max.x, it.max.y].into_iter()
}

/// Reads the file. Nothing if it is not just what [`to_text`] writes.
pub fn from_text(text: &str) -> Option<Kept> {
    let mut lines = text.lines();
    if lines.next()? != HEADER {
        return None;
    }
    let seen: Seen = ron::from_str(lines.next()?).ok()?;
    let mut homes = Homes::default();
    let mut known = BTreeMap::new();
    let (mut places, mut routes) = (BTreeMap::<NodeId, Rect>::new(), OrdMap::<EdgeId, Arc<[Point]>>::new());
    for line in lines {
        let mut words = line.split_ascii_whitespace();
        match words.next()? {
            "h" => homes.homes.push((id(&mut words)?, rect(&mut words)?)),
            "w" => _ = known.insert(id(&mut words)?, u64::from_str_radix(words.next()?, 16).ok()?),
            "n" => homes.nodes.push(node(&mut words)?),
            "p" => {
                places.insert(id(&mut words)?, rect(&mut words)?);
            }
            "e" => {
                let edge: EdgeId = words.next()?.parse().ok()?;
                homes.edges.push((edge, id(&mut words)?, id(&mut words)?));
                let mut way = Vec::new();
                while let Some(x) = words.next() {
                    let before: Option<&Point> = way.last();
                    let or_same = |word, before: Option<f32>| if word == "=" { before } else { finite(word) };
                    let x = or_same(x, before.map(|it| it.x))?;
                    way.push(Point { x, y: or_same(words.next()?, before.map(|it| it.y))? });
                }
                match way.len() {
                    0 => {}
                    n if n % 3 == 1 => _ = routes.insert(edge, way.into()),
                    _ => return None,
                }
            }
            _ => return None,
        }
        if words.next().is_some() {
            return None;
        }
    }
    let sorted = homes.homes.is_sorted_by(|a, b| a.0 < b.0)
        && homes.nodes.is_sorted_by(|a, b| a.id < b.id)
        && homes.edges.is_sorted_by(|a, b| a.0 < b.0);
    let home = |id: NodeId| homes.homes.binary_search_by_key(&id, |it| it.0).ok().map(|at| homes.homes[at].1);
    // Each box stands somewhere, and nothing else does.
    let stands = |it: &NodeBox| Some((it.id, places.remove(&it.id).or_else(|| home(it.id))?));
    let all: OrdMap<NodeId, Rect> = homes.nodes.iter().map(stands).collect::<Option<_>>().filter(|_| sorted)?;
    places.is_empty().then(|| {
        let layout = Layout::restored(all, routes, Arc::new(homes.clone()));
        Kept { seen, layout, known: Arc::new(known) }
    })
}

fn node(words: &mut SplitAsciiWhitespace<'_>) -> Option<NodeBox> {
    let id = id(words)?;
    let size = Size { width: number(words)?, height: number(words)? };
    let (group, topic) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    let pin = match words.next() {
        Some(x) => Some(Point { x: finite(x)?, y: number(words)? }),
        None => None,
    };
    (size.width > 0.0 && size.height > 0.0).then_some(NodeBox { id, size, pin, group, topic })
}

fn id(words: &mut SplitAsciiWhitespace<'_>) -> Option<NodeId> {
    words.next()?.parse().ok()
}

fn number(words: &mut SplitAsciiWhitespace<'_>) -> Option<f32> {
    words.next().and_then(finite)
}

fn finite(word: &str) -> Option<f32> {
    word.parse().ok().filter(|it: &f32| it.abs() <= FARTHEST)
}

fn rect(words: &mut SplitAsciiWhitespace<'_>) -> Option<Rect> {
    let mut corner = || Some(Point { x: number(words)?, y: number(words)? });
    let it = Rect { min: corner()?, max: corner()? };
    (it.min.x <= it.max.x && it.min.y <= it.max.y).then_some(it)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{jobs::Progress, layout, map::Map, picture, save};

    fn sample() -> (Map, Kept) {
        let map = save::from_text(crate::sample::FIRST.map).unwrap();
        let request = picture::request(&map);
        let layout = layout::run(&request, None, &Progress::default());
        let known = map.nodes().zip(7..).map(|(it, hash)| (it.0, hash)).collect();
        (map, Kept { seen: Seen::default(), layout, known: Arc::new(known) })
    }

    #[test]
    fn what_was_kept_comes_back_exactly() {
        let (_, kept) = sample();
        let back = from_text(&to_text(&kept)).unwrap();
        assert_eq!(back, kept);
        assert_eq!(to_text(&back), to_text(&kept));
    }

    #[test]
    fn a_broken_file_is_no_file_and_breaks_nothing() {
        let (map, kept) = sample();
        let text = to_text(&kept);
        for (old, new) in [
            ("version 1", "version 2"),
            ("\nh ", "\nx "),
            ("\nn ", "\nh "),
            ("\ne ", "\ne e0"),
            ("\nh n", "\nh e"),
            ("\nw ", "\nw n0 "),
            ("zoom:", "zoom:NaN,was:"),
        ] {
            let broken = text.replacen(old, new, 1);
            assert!(broken != text && from_text(&broken).is_none(), "{old:?} made {new:?}");
        }
        // A tail or a line missing: either no file, or one with which a layout is sound.
        let request = picture::request(&map);
        for cut in (0..text.len()).step_by(97).filter(|&it| text.is_char_boundary(it)) {
            if let Some(kept) = from_text(&text[..cut]) {
                let layout = layout::run(&request, Some(&kept.layout), &Progress::default());
                assert_eq!(layout.places.len(), map.node_count());
            }
        }
    }
}
