//! The list of contents that readers show beside a document.

use super::{
    page::{Page, Paper, TOP},
    piece::Entry,
};
use krilla::{
    destination::XyzDestination,
    geom::Point,
    outline::{Outline, OutlineNode},
};
use std::collections::BTreeMap;

/// The headings of a document, each within the last one above its level; the title alone if there are none.
pub(super) fn of(entries: &[Entry], pages: &[Page], paper: Paper, title: &str) -> Outline {
    let places: BTreeMap<usize, (usize, f32)> = pages
        .iter()
        .enumerate()
        .filter(|it| !it.1.figure)
        .flat_map(|(page, it)| it.pieces.iter().map(move |&(piece, y)| (piece, (page, y))))
        .collect();
    let mut outline = Outline::new();
    let mut open: Vec<(u16, OutlineNode)> = Vec::new();
    for entry in entries {
        let Some(&(page, y)) = places.get(&entry.piece) else { continue };
        close(&mut outline, &mut open, entry.level);
        let place = XyzDestination::new(page, Point::from_xy(0.0, (y + TOP - 12.0).max(0.0) * paper.scale));
        open.push((entry.level, OutlineNode::new(entry.words.clone(), place).with_open(entry.level < 3)));
    }
    close(&mut outline, &mut open, 0);
    if places.is_empty() || entries.is_empty() {
        outline.push_child(OutlineNode::new(title.to_owned(), XyzDestination::new(0, Point::from_xy(0.0, 0.0))));
    }
    outline
}

/// Ends all headings that are not above this level.
fn close(outline: &mut Outline, open: &mut Vec<(u16, OutlineNode)>, level: u16) {
    while let Some((_, node)) = open.pop_if(|it| it.0 >= level) {
        match open.last_mut() {
            Some(above) => above.1.push_child(node),
            None => outline.push_child(node),
        }
    }
}
