//! The first words of a node, large enough to be read while its card is small.

use super::{Context, NodeId, Scene};
use crate::{
    layout::Rect,
    map::{Node, NodeKind, Point},
    picture::{
        Passage, Shape, Text,
        text::{ASCENT, head, plain},
        wrap,
    },
};
use std::{
    collections::{BTreeMap, btree_map::Entry},
    sync::Arc,
};

/// Font sizes in px of the map, each with the zoom from which it is used.
const SIZES: [(f32, f32); 2] = [(0.31, 22.0), (0.0, 29.0)];
/// So many are kept.
const MOST: usize = 6000;
/// So many are made in one frame; when many come into sight at once, the others follow in the next frames.
const AT_ONCE: usize = 120;
/// From the edge of a node to its words.
const INSET: f32 = 12.0;
/// The distance of lines, in font sizes.
const LEADING: f32 = 1.16;

/// The first words of nodes that were in sight lately, broken into lines.
#[derive(Debug, Default)]
pub struct Gists {
    of: Arc<Scene>,
    lines: BTreeMap<(NodeId, u8), Vec<Passage>>,
    /// How many more may be made in this frame.
    left: usize,
}

impl Gists {
    /// Begins a frame.
    pub fn begin(&mut self) {
        self.left = AT_ONCE;
    }

    /// Whether some are still to be made.
    pub fn is_behind(&self) -> bool {
        self.left == 0
    }

    /// The first words of a node in `place`, as large as fits `zoom`.
    pub fn lines(&mut self, ctx: &Context<'_>, (id, node): (NodeId, &Node), place: Rect, zoom: f32) -> Vec<Shape> {
        if !Arc::ptr_eq(&self.of, ctx.scene) || self.lines.len() > MOST {
            self.lines.clear();
            self.of = ctx.scene.clone();
        }
        let (step, size) = if zoom >= SIZES[0].0 { (0, SIZES[0].1) } else { (1, SIZES[1].1) };
        let inset = INSET + if node.kind == NodeKind::Crux { 10.0 } else { 0.0 };
        let height = size * LEADING;
        let lines = match self.lines.entry((id, step)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(_) if self.left == 0 => return Vec::new(),
            Entry::Vacant(place_for_it) => {
                self.left -= 1;
                let room = place.height() - INSET * 0.8;
                // Nodes are a few lines high; the loop ends soon.
                let most = (1_u8..20).take_while(|&it| f32::from(it) * height <= room).count().max(1);
                let words = Passage::plain(&plain(head(&node.text)));
                place_for_it.insert(wrap(&[words], size, place.width() - 2.0 * inset, most))
            }
        };
        let rest = lines.iter().fold(place.height(), |rest, _| rest - height);
        let mut y = place.min.y + rest.max(0.0) / 2.0 + size * (ASCENT + (LEADING - 1.149) / 2.0);
        let mut shapes = Vec::with_capacity(lines.len());
        for words in lines.iter().cloned() {
            let room = place.width() - 2.0 * inset;
            let right = if words.rtl { (room - words.wide(size)).max(0.0) } else { 0.0 };
            let at = Point { x: place.min.x + inset + right, y };
            shapes.push(Shape::Text(Text { at, words, size, colour: ctx.theme.colours.text }));
            y += height;
        }
        shapes
    }
}
