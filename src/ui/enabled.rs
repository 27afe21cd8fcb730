//! What can be done at the moment.

use super::{action::Action, context::View, index::is_due, review, seams};
use crate::map::{Document, Item, Map, ReviewState};

/// How an action stands in a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whether it can be done.
    pub enabled: bool,
    /// Whether it is switched on.
    pub on: bool,
}

/// How `action` stands: whether it can be done, and for a switch, whether it is on.
pub fn standing(document: &Document, view: &View, action: Action) -> Standing {
    let on = match action {
        Action::ToggleReader => view.reader,
        Action::ToggleInspector => view.inspector,
        Action::ToggleChrome => view.chrome,
        Action::Minimap => view.minimap,
        Action::ReduceMotion => view.still,
        Action::DragSelects => view.drag_selects,
        Action::LearnFromCorrections => document.learns(),
        _ => false,
    };
    Standing { enabled: now(document, view, action), on }
}

/// Whether `action` makes sense for this document and view.
pub fn now(document: &Document, view: &View, action: Action) -> bool {
    match action {
        Action::Undo => document.undo_label().is_some(),
        Action::Redo => document.redo_label().is_some(),
        Action::NextProposal | Action::PreviousProposal => {
            document.map().reviews().any(|(item, _)| is_due(document.map(), item))
        }
        Action::GoTo
        | Action::ZoomFit
        | Action::TidyUp
        | Action::SelectAll
        | Action::InvertSelection
        | Action::ExportSvg
        | Action::ExportPng => document.map().node_count() > 0,
        #[cfg(feature = "model")]
        Action::ReadWithModel => document.map().comments().next().is_some(),
        Action::SelectProposals => super::selecting::proposals(document.map()).next().is_some(),
        action => on_selection(document.map(), view, action),
    }
}

/// Whether `action` makes sense for what is selected; actions that need no selection do.
pub fn on_selection(map: &Map, view: &View, action: Action) -> bool {
    let is_open = |it: &Item| map.review(*it).is_some_and(|it| it.state == ReviewState::Open);
    match action {
        Action::Accept | Action::Reject => view.selection.iter().any(is_open),
        Action::TakeRunnerUp => view.single().and_then(|it| review::runner_up(map, it)).is_some(),
        Action::NextLink => view.single().is_some_and(|it| map.edges_at(it).next().is_some() || it.edge().is_some()),
        Action::SplitComment => seams::place(map, view, true).is_some(),
        Action::JoinComments => seams::place(map, view, false).is_some(),
        Action::Reword | Action::Link => view.single_node().is_some(),
        Action::SetKind(_) | Action::Cut | Action::Copy | Action::Duplicate => view.nodes().next().is_some(),
        Action::ChangeKind => view.single().is_some() || view.nodes().next().is_some(),
        Action::Delete | Action::Deselect | Action::SelectBranch | Action::SelectKind | Action::ZoomSelection => {
            !view.selection.is_empty()
        }
        Action::AlignLeft
        | Action::AlignCentres
        | Action::AlignRight
        | Action::AlignTop
        | Action::AlignMiddles
        | Action::AlignBottom => view.tally.node_count() > 1,
        Action::SpreadAcross | Action::SpreadDown => view.tally.node_count() > 2,
        Action::Unpin => view.nodes().any(|it| map.pin(it).is_some()),
        _ => true,
    }
}
