//! What can be done at the moment.

use super::{
    action::Action,
    context::View,
    folding::{MOST_STEPS, has_reasons},
    index::is_due,
    review, seams,
};
use crate::{
    map::{Document, Item, Map},
    picture::Grouping,
};

/// How an action stands in a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whether it can be done.
    pub enabled: bool,
    /// Whether it is switched on.
    pub on: bool,
    /// The name of the step it takes back or does again.
    pub step: Option<&'static str>,
}

/// How `action` stands: whether it can be done, and for a switch, whether it is on.
pub fn standing(document: &Document, view: &View, action: Action) -> Standing {
    let on = match action {
        Action::ToggleReader => view.reader,
        Action::ToggleInspector => view.inspector,
        Action::ToggleChrome => view.chrome,
        Action::Outline => view.outline,
        Action::Table => view.table,
        Action::Workbench => view.workbench,
        Action::Minimap => view.minimap,
        Action::Beside => view.beside != super::argued::Beside::Nothing,
        Action::ReduceMotion => view.still,
        Action::DragSelects => view.drag_selects,
        Action::LearnFromCorrections => document.learns(),
        Action::ReviewByValue => view.by_value,
        Action::Fold => view.nodes().next().is_some_and(|it| view.showing.folded.contains(&it)),
        Action::Focus => view.showing.focus.is_some(),
        Action::Filter => view.showing.filter.is_on(),
        Action::GroupBy => view.grouping != Grouping::default(),
        _ => false,
    };
    let step = match action {
        Action::Undo if can_put_back(document, view) => view.tidied.map(|it| it.1),
        Action::Undo => document.undo_label(),
        Action::Redo => document.redo_label(),
        _ => None,
    };
    Standing { enabled: now(document, view, action), on, step }
}

/// Whether `action` makes sense for this document and view.
pub fn now(document: &Document, view: &View, action: Action) -> bool {
    match action {
        Action::Undo => document.undo_label().is_some() || can_put_back(document, view),
        Action::Redo => document.redo_label().is_some(),
        Action::History => document.steps().next().is_some(),
        Action::NextProposal | Action::PreviousProposal => {
            document.map().reviews().any(|(item, _)| is_due(document.map(), item))
        }
        Action::Find | Action::FindNext | Action::FindPrevious => {
            document.map().node_count() > 0 || document.map().sources().next().is_some()
        }
        Action::NextChange | Action::MarkAllSeen => !view.changes.unseen.is_empty(),
        Action::NextDifference | Action::PreviousDifference | Action::EndComparison => view.compared,
        Action::MergeShown => view.merges,
        Action::NextTab | Action::PreviousTab => view.tabs > 1,
        Action::GoTo
        | Action::ZoomFit
        | Action::TidyUp
        | Action::GroupBy
        | Action::SelectAll
        | Action::InvertSelection
        | Action::ExportMap => document.map().node_count() > 0,
        #[cfg(feature = "model")]
        Action::ReadWithModel => document.map().comments().next().is_some(),
        Action::SelectProposals => super::selecting::proposals(document.map()).next().is_some(),
        action => on_selection(document.map(), view, action),
    }
}

/// Whether the last thing done was to tidy up.
fn can_put_back(document: &Document, view: &View) -> bool {
    view.tidied.is_some_and(|it| it.0 == document.revision())
}

/// Whether `action` makes sense for what is selected; actions that need no selection do.
pub fn on_selection(map: &Map, view: &View, action: Action) -> bool {
    let is_open = |it: &Item| map.is_open(*it);
    match action {
        Action::Accept | Action::Reject => view.selection.iter().any(is_open),
        Action::TakeRunnerUp => view.single().and_then(|it| review::runner_up(map, it)).is_some(),
        Action::LinkPremises => map.premises(&view.selection).is_some(),
        Action::NextLink => view.single().is_some_and(|it| map.edges_at(it).next().is_some() || it.edge().is_some()),
        Action::SplitComment => seams::place(map, view, true).is_some(),
        Action::JoinComments => seams::place(map, view, false).is_some(),
        Action::SplitNode => view.draft.as_ref().map_or(view.single_node().is_some(), |it| it.split().is_some()),
        Action::ClaimWords => view.words.is_some(),
        Action::GoToTarget | Action::GoToReason => view.single().is_some(),
        Action::Reword
        | Action::OpenLink
        | Action::Link
        | Action::AddReason
        | Action::AddObjection
        | Action::AddSibling
        | Action::SameClaim
        | Action::SelectResting
        | Action::PreviousSibling
        | Action::NextSibling => view.single_node().is_some(),
        Action::SetKind(_) | Action::Cut | Action::Copy | Action::Duplicate => view.nodes().next().is_some(),
        Action::ChangeKind => view.single().is_some() || view.nodes().next().is_some(),
        Action::Deselect => !view.selection.is_empty() || view.words.is_some() || view.showing.focus.is_some(),
        Action::Delete | Action::SelectBranch | Action::SelectKind | Action::ZoomSelection => {
            !view.selection.is_empty()
        }
        Action::Fold => view.nodes().any(|it| view.showing.folded.contains(&it) || has_reasons(map, it)),
        Action::FoldBelow => map.edges().next().is_some(),
        Action::UnfoldAll => !view.showing.folded.is_empty(),
        Action::Focus => !view.selection.is_empty() || view.showing.focus.is_some(),
        Action::MoreSteps => view.showing.focus.as_ref().is_some_and(|it| it.steps < MOST_STEPS),
        Action::FewerSteps => view.showing.focus.as_ref().is_some_and(|it| it.steps > 1),
        Action::FocusBack => view.trail.has_earlier(),
        Action::FocusForward => view.trail.has_later(),
        Action::Filter => map.node_count() > 0,
        Action::ShowAll => view.showing.is_part(),
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
