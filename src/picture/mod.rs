//! The picture of a map, and plots of evidence: a list of simple shapes, the same for the window and for files.

mod alternatives;
mod card;
pub mod direction;
mod edge;
mod grouping;
mod icon;
mod inline;
mod link;
mod node;
mod passage;
pub mod plot;
mod rich;
pub mod script;
mod shape;
pub mod text;
mod theme;
mod wrap;

pub use alternatives::alternatives;
pub(crate) use card::who;
pub use card::{Card, Line, Tone, card, cards, evidence_word, request};
pub use edge::{edge, edge_sample, edge_simple, way};
pub use grouping::{Grouping, Groups, request_for};
pub use icon::icon;
pub(crate) use inline::Inline;
pub use link::{addresses, links, openable};
pub use node::{mark, node, node_dot, node_simple};
pub use passage::{Look, Passage};
pub(crate) use rich::bullet;
pub use rich::passages;
pub use shape::{Path, Shape, Stroke, Text};
pub use theme::{ByKind, ByLink, Colour, Colours, Sizes, Theme};
pub(crate) use wrap::break_up;
pub use wrap::wrap;

use crate::{layout::Layout, map::Map};

/// What the user does with an item just now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// It is selected.
    pub selected: bool,
    /// The pointer is over it, or over its words.
    pub hovered: bool,
    /// Something else is looked at.
    pub dimmed: bool,
}

/// The whole map: links below nodes.
pub fn whole(map: &Map, layout: &Layout, theme: &Theme) -> Vec<Shape> {
    let state = State::default();
    let links = map.edges().flat_map(|(id, _)| edge(map, id, layout, theme, state));
    let cards = cards(map);
    let nodes = cards
        .iter()
        .filter_map(|(&id, card)| layout.places.get(&id).map(|&place| node(map, id, card, place, theme, state)));
    links.chain(nodes.flatten()).collect()
}
