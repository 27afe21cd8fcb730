//! Everything that can be done without saying more: the one list behind menus, palette, shortcuts and their help.

mod about;

pub use about::{About, Menu};

use crate::map::NodeKind;

/// A command that needs nothing but the moment: it acts on the selection and the open map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "`Action::about` says what each does")]
pub enum Action {
    NewMap,
    Open,
    OpenPath,
    OpenRecent,
    OpenSample,
    OpenLuck,
    OpenReasoning,
    PasteThread,
    #[cfg(feature = "model")]
    ReadWithModel,
    CompareWith,
    MergeWith,
    Discuss,
    Save,
    SaveAs,
    ExportMarkdown,
    ExportHtml,
    ExportPdf,
    ExportBriefMarkdown,
    ExportBriefHtml,
    ExportBriefPdf,
    ExportMap,
    CloseTab,
    Settings,
    Quit,
    Undo,
    Redo,
    History,
    Cut,
    Copy,
    Paste,
    PasteOutline,
    Duplicate,
    AddNode,
    AddReason,
    AddObjection,
    AddSibling,
    ClaimWords,
    Reword,
    SplitNode,
    SameClaim,
    Link,
    LinkPremises,
    ChangeKind,
    SetKind(NodeKind),
    Delete,
    SelectAll,
    Deselect,
    SelectBranch,
    SelectKind,
    SelectProposals,
    SelectResting,
    InvertSelection,
    AlignLeft,
    AlignCentres,
    AlignRight,
    AlignTop,
    AlignMiddles,
    AlignBottom,
    SpreadAcross,
    SpreadDown,
    DragSelects,
    Accept,
    Reject,
    TakeRunnerUp,
    NextLink,
    NextProposal,
    PreviousProposal,
    ReviewByValue,
    LearnFromCorrections,
    NextDoubt,
    NextChange,
    MarkAllSeen,
    NextDifference,
    PreviousDifference,
    MergeShown,
    EndComparison,
    SplitComment,
    JoinComments,
    GoTo,
    Find,
    FindNext,
    FindPrevious,
    OpenLink,
    GoToTarget,
    GoToReason,
    PreviousSibling,
    NextSibling,
    ZoomIn,
    ZoomOut,
    ZoomFit,
    ZoomSelection,
    ZoomFull,
    TidyUp,
    GroupBy,
    Unpin,
    SwitchTheme,
    ToggleReader,
    ToggleInspector,
    ToggleChrome,
    Outline,
    Table,
    Workbench,
    Minimap,
    Beside,
    ReduceMotion,
    Fold,
    FoldBelow,
    UnfoldAll,
    Focus,
    MoreSteps,
    FewerSteps,
    FocusBack,
    FocusForward,
    Filter,
    ShowAll,
    NextTab,
    PreviousTab,
    NextPanel,
    Palette,
    Shortcuts,
    Tour,
    About,
}

impl Action {
    /// All actions, in the order menus and the palette show them.
    pub const ALL: &'static [Self] = &[
        Self::NewMap,
        Self::Open,
        Self::OpenPath,
        Self::OpenRecent,
        Self::OpenSample,
        Self::OpenLuck,
        Self::OpenReasoning,
        Self::PasteThread,
        #[cfg(feature = "model")]
        Self::ReadWithModel,
        Self::CompareWith,
        Self::MergeWith,
        Self::Discuss,
        Self::Save,
        Self::SaveAs,
        Self::ExportMarkdown,
        Self::ExportHtml,
        Self::ExportPdf,
        Self::ExportBriefMarkdown,
        Self::ExportBriefHtml,
        Self::ExportBriefPdf,
        Self::ExportMap,
        Self::CloseTab,
        Self::Settings,
        Self::Quit,
        Self::Undo,
        Self::Redo,
        Self::History,
        Self::Cut,
        Self::Copy,
        Self::Paste,
        Self::PasteOutline,
        Self::Duplicate,
        Self::AddNode,
        Self::AddReason,
        Self::AddObjection,
        Self::AddSibling,
        Self::ClaimWords,
        Self::Reword,
        Self::SplitNode,
        Self::SameClaim,
        Self::Link,
        Self::LinkPremises,
        Self::ChangeKind,
        Self::SetKind(NodeKind::Claim),
        Self::SetKind(NodeKind::Question),
        Self::SetKind(NodeKind::Crux),
        Self::SetKind(NodeKind::Disagreement),
        Self::SetKind(NodeKind::Evidence),
        Self::SetKind(NodeKind::Note),
        Self::Delete,
        Self::SelectAll,
        Self::Deselect,
        Self::SelectBranch,
        Self::SelectKind,
        Self::SelectProposals,
        Self::SelectResting,
        Self::InvertSelection,
        Self::AlignLeft,
        Self::AlignCentres,
        Self::AlignRight,
        Self::AlignTop,
        Self::AlignMiddles,
        Self::AlignBottom,
        Self::SpreadAcross,
        Self::SpreadDown,
        Self::DragSelects,
        Self::Accept,
        Self::Reject,
        Self::TakeRunnerUp,
        Self::NextLink,
        Self::NextProposal,
        Self::PreviousProposal,
        Self::ReviewByValue,
        Self::LearnFromCorrections,
        Self::NextDoubt,
        Self::NextChange,
        Self::MarkAllSeen,
        Self::NextDifference,
        Self::PreviousDifference,
        Self::MergeShown,
        Self::EndComparison,
        Self::SplitComment,
        Self::JoinComments,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::ZoomFit,
        Self::ZoomSelection,
        Self::ZoomFull,
        Self::GoTo,
        Self::Find,
        Self::FindNext,
        Self::FindPrevious,
        Self::OpenLink,
        Self::GoToTarget,
        Self::GoToReason,
        Self::PreviousSibling,
        Self::NextSibling,
        Self::TidyUp,
        Self::GroupBy,
        Self::Unpin,
        Self::SwitchTheme,
        Self::ToggleReader,
        Self::ToggleInspector,
        Self::ToggleChrome,
        Self::Outline,
        Self::Table,
        Self::Workbench,
        Self::Minimap,
        Self::Beside,
        Self::ReduceMotion,
        Self::Fold,
        Self::FoldBelow,
        Self::UnfoldAll,
        Self::Focus,
        Self::MoreSteps,
        Self::FewerSteps,
        Self::FocusBack,
        Self::FocusForward,
        Self::Filter,
        Self::ShowAll,
        Self::NextTab,
        Self::PreviousTab,
        Self::NextPanel,
        Self::Palette,
        Self::Shortcuts,
        Self::Tour,
        Self::About,
    ];

    /// Whether a line is drawn above it in its menu.
    pub fn starts_group(self) -> bool {
        matches!(
            self,
            Self::Discuss
                | Self::Save
                | Self::ExportMarkdown
                | Self::CloseTab
                | Self::Settings
                | Self::Cut
                | Self::AddNode
                | Self::Reword
                | Self::ChangeKind
                | Self::Delete
                | Self::SelectBranch
                | Self::AlignLeft
                | Self::SpreadAcross
                | Self::DragSelects
                | Self::NextProposal
                | Self::LearnFromCorrections
                | Self::NextDoubt
                | Self::CompareWith
                | Self::NextDifference
                | Self::SplitComment
                | Self::GoTo
                | Self::GoToTarget
                | Self::TidyUp
                | Self::SwitchTheme
                | Self::Fold
                | Self::Focus
                | Self::Filter
                | Self::NextTab
                | Self::NextPanel
                | Self::About
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_actions_share_keys_or_words() {
        for (n, one) in Action::ALL.iter().copied().enumerate() {
            for other in &Action::ALL[..n] {
                assert_ne!(one, *other);
                let shared = one.shares_keys_with(*other);
                let (one, other) = (one.about(), other.about());
                assert_ne!(one.words, other.words);
                assert!(
                    shared || one.shortcut.is_none() || one.shortcut != other.shortcut,
                    "{} and {}",
                    one.words,
                    other.words
                );
            }
        }
    }
}
