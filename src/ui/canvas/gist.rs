//! The first words of a node, large enough to be read while its card is small.

use super::{Context, NodeId, Scene};
use crate::{
    layout::Rect,
    map::{Node, Point},
    picture::{
        Shape, Text,
        text::{ASCENT, plain, wrap},
    },
};
use std::{collections::BTreeMap, sync::Arc};

/// Font sizes in px of the map, each with the zoom from which it is used.
const SIZES: [(f32, f32); 2] = [(0.31, 22.0), (0.0, 29.0)];
/// So many are kept.
const MOST: usize = 6000;
/// From the edge of a node to its words.
const INSET: f32 = 12.0;
/// The distance of lines, in font sizes.
const LEADING: f32 = 1.16;

/// The first words of nodes that were in sight lately, broken into lines.
#[derive(Debug, Default)]
pub struct Gists {
    of: Arc<Scene>,
    lines: BTreeMap<(NodeId, u8), Vec<String>>,
}

impl Gists {
    /// The first words of a node in `place`, as large as fits `zoom`.
    pub fn lines(
        &mut self,
        ctx: &Context<'_>,
        (id, node): (NodeId, &Node),
        place: Rect,
        zoom: f32,
    ) -> impl Iterator<Item = Shape> {
        if !Arc::ptr_eq(&self.of, ctx.scene) || self.lines.len() > MOST {
            self.lines.clear();
            self.of = ctx.scene.clone();
        }
        let (step, size) = if zoom >= SIZES[0].0 { (0, SIZES[0].1) } else { (1, SIZES[1].1) };
        let inset = INSET + if node.kind == super::NodeKind::Crux { 10.0 } else { 0.0 };
        let lines = self.lines.entry((id, step)).or_insert_with(|| {
            let room = place.height() - INSET * 0.8;
            // Nodes are a few lines high; the loop ends soon.
            let most = (1_u8..20).take_while(|&it| f32::from(it) * size * LEADING <= room).count().max(1);
            let words = plain(&node.text);
            wrap(&words.replace('\n', " "), size, place.width() - 2.0 * inset, most)
        });
        let height = size * LEADING;
        let mut y = place.min.y + size * ASCENT;
        // In the middle, whether there is one line or more.
        y += (0..lines.len()).fold(place.height(), |rest, _| rest - height).max(0.0) / 2.0
            + size * (LEADING - 1.149) / 2.0;
        let colour = ctx.theme.colours.text;
        lines
            .iter()
            .cloned()
            .enumerate()
            .map(move |(nth, text)| {
                let down = f32::from(u8::try_from(nth).unwrap_or(u8::MAX)) * height;
                Shape::Text(Text { at: Point { x: place.min.x + inset, y: y + down }, text, size, colour })
            })
            .collect::<Vec<_>>()
            .into_iter()
    }
}
