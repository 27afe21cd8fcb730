//! What a step speaks of, and which moment it is: read off the map and the window.

use super::steps::{Aim, When};
use crate::{
    map::{Item, Map, NodeId},
    ui::{
        canvas,
        desk::Desk,
        find,
        folding::has_reasons,
        index::is_due,
        making, menu, reader,
        visible::{Showing, Visible},
    },
};
use egui::{Rect, Ui};
use std::cmp::Reverse;

/// Of no more nodes than this is it tried what folding them would hide.
const MOST: usize = 12;

/// Whether it is this moment.
pub fn is_now(desk: &Desk, ui: &Ui, when: When) -> bool {
    let (map, view) = (desk.document.map(), &desk.view);
    match when {
        When::Typing => view.draft.is_some(),
        When::ThreadShown => shown(ui, reader::id()).is_some(),
        When::AllDecided => !map.reviews().any(|it| is_due(map, it.0)),
        When::OnProposal => view.single().is_some_and(|it| map.is_open(it)),
        When::OnStanding => making::maker(map, view).is_some(),
        When::NothingDone => desk.document.undo_label().is_none(),
        When::OnFoldable => view.single_node().is_some_and(|it| folds_away(map, &view.showing, it)),
        When::Finding => desk.find.query.is_some(),
        When::Always => true,
    }
}

/// Where what a card points at is on the screen, and within what it is seen; nothing if it is not in sight.
pub fn place(desk: &Desk, ui: &Ui, aim: Aim) -> Option<(Rect, Rect)> {
    let window = ui.content_rect();
    let all = |it: Rect| (it, window);
    match aim {
        Aim::Draft => canvas::draft_place(ui).map(all),
        Aim::Search => shown(ui, find::bar::id()).map(all),
        Aim::Menu(it) => menu::place(ui, it).map(all),
        Aim::Nothing => None,
        Aim::Selected => {
            let (canvas, place) = desk.canvas.on_screen(desk.places.layout(), desk.view.single()?)?;
            canvas.intersects(place).then_some((place, canvas))
        }
        Aim::Told | Aim::Proposal | Aim::Standing | Aim::Foldable => {
            let node = node(desk, &nodes_in_sight(desk), aim)?;
            desk.canvas.on_screen(desk.places.layout(), node.into()).map(|(canvas, place)| (place, canvas))
        }
    }
}

/// The nodes that are wholly in sight, in reading order, and where they are on the screen.
pub fn nodes_in_sight(desk: &Desk) -> Vec<(NodeId, Rect)> {
    let hidden = &desk.shown.visible.hidden;
    let nodes = desk.index.order.iter().filter(|it| !hidden.contains(it));
    let places = nodes.filter_map(|&id| {
        let (canvas, place) = desk.canvas.on_screen(desk.places.layout(), id.into())?;
        canvas.contains_rect(place).then_some((id, place))
    });
    places.collect()
}

fn node(desk: &Desk, seen: &[(NodeId, Rect)], aim: Aim) -> Option<NodeId> {
    let (map, view) = (desk.document.map(), &desk.view);
    let mut nodes = seen.iter().map(|it| it.0);
    match aim {
        Aim::Told => nodes.find(|it| desk.index.statements_of.contains_key(it)),
        Aim::Proposal => {
            let next = desk.next_proposal(view.selection.first().copied(), false).and_then(Item::node);
            nodes.clone().find(|&it| Some(it) == next).or_else(|| nodes.find(|&it| map.is_open(it)))
        }
        Aim::Standing => nodes.find(|&it| !map.is_open(it) && view.reviewing != Some(it.into())),
        Aim::Foldable => {
            let count = |it: NodeId| map.edges_at(it).count();
            let mut nodes: Vec<NodeId> = nodes.filter(|&it| has_reasons(map, it)).collect();
            nodes.sort_by_key(|&it| Reverse(count(it)));
            nodes.into_iter().take(MOST).find(|&it| folds_away(map, &view.showing, it))
        }
        _ => None,
    }
}

/// Whether folding this node hides something.
fn folds_away(map: &Map, showing: &Showing, node: NodeId) -> bool {
    if !has_reasons(map, node) || showing.folded.contains(&node) {
        return false;
    }
    let mut folded = showing.clone();
    folded.folded.insert(node);
    Visible::new(map, &folded).hidden != Visible::new(map, showing).hidden
}

/// Where a widget was drawn in this frame or the one before.
pub fn shown(ui: &Ui, id: egui::Id) -> Option<Rect> {
    ui.read_response(id).map(|it| it.rect)
}
