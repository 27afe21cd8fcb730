//! What a person is told about each action: its menu, its words, what it does, and its keys.

use super::Action;
use crate::map::NodeKind;
use egui::{Key, KeyboardShortcut, Modifiers};

/// The menu an action stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the menus' titles")]
pub enum Menu {
    File,
    Edit,
    Selection,
    Review,
    View,
    Help,
}

impl Menu {
    /// The menus from left to right.
    pub const ALL: [Self; 6] = [Self::File, Self::Edit, Self::Selection, Self::Review, Self::View, Self::Help];

    /// The menu's title.
    pub fn title(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Selection => "Selection",
            Self::Review => "Review",
            Self::View => "View",
            Self::Help => "Help",
        }
    }
}

/// What a person is told about an action.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// The menu it stands in.
    pub menu: Menu,
    /// Its name: a verb and what it acts on.
    pub words: &'static str,
    /// What it does, in a sentence.
    pub hint: &'static str,
    /// The keys for it. Without a modifier they count only while no text is being typed.
    pub shortcut: Option<KeyboardShortcut>,
}

const fn key(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

const fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn ctrl_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

impl Action {
    /// Words, hint, menu and keys.
    #[expect(clippy::too_many_lines, reason = "a table")]
    pub fn about(self) -> About {
        use Menu::{Edit, File, Help, Review, Selection, View};
        let (menu, words, hint, shortcut) = match self {
            Self::NewMap => (File, "New map", "Starts an empty map, in a tab of its own.", Some(ctrl(Key::N))),
            Self::Open => (File, "Open…", "Opens a map, or reads a thread into a new map.", Some(ctrl(Key::O))),
            Self::OpenPath => (File, "Open by path…", "Opens a file whose path you type.", Some(ctrl_shift(Key::O))),
            Self::OpenRecent => (File, "Open recent…", "Lists the maps that were open before.", Some(ctrl(Key::R))),
            Self::OpenSample => (File, "Open the sample", "Opens a fresh copy of the sample map.", None),
            Self::OpenLuck => {
                (File, "Open the sample on returns", "Opens a fresh copy of the map “Skill or luck?”.", None)
            }
            Self::OpenReasoning => {
                (File, "Open the sample on reasoning", "Opens a fresh copy of the map “Is the reasoning used?”.", None)
            }
            Self::PasteThread => {
                (File, "Paste a thread…", "Reads text you paste as a thread, into this map.", Some(ctrl_shift(Key::V)))
            }
            #[cfg(feature = "model")]
            Self::ReadWithModel => (
                File,
                "Read with a language model…",
                "Lets a model you name read the thread, or the selected comments. Says first what is sent where.",
                Some(ctrl_shift(Key::M)),
            ),
            Self::CompareWith => {
                (File, "Compare with…", "Shows on the map how it differs from one in another file.", None)
            }
            Self::MergeWith => (
                File,
                "Merge with…",
                "Brings in what somebody else did in another file of this map, after showing what that is.",
                None,
            ),
            Self::Save => (File, "Save", "Writes the map to its file.", Some(ctrl(Key::S))),
            Self::SaveAs => (File, "Save as…", "Writes the map to another file.", Some(ctrl_shift(Key::S))),
            Self::ExportMarkdown => (
                File,
                "Export summary as Markdown…",
                "Writes the crux summary as a Markdown file, with its pictures beside it.",
                Some(ctrl(Key::E)),
            ),
            Self::ExportHtml => (File, "Export summary as HTML…", "Writes the crux summary as one HTML file.", None),
            Self::ExportPdf => {
                (File, "Export summary as PDF…", "Writes the crux summary with the map as pages to print.", None)
            }
            Self::ExportBriefMarkdown => {
                (File, "Export brief as Markdown…", "Writes a page of the crux summary as a Markdown file.", None)
            }
            Self::ExportBriefHtml => {
                (File, "Export brief as HTML…", "Writes a page of the crux summary as one HTML file.", None)
            }
            Self::ExportBriefPdf => (File, "Export brief as PDF…", "Writes a page of the crux summary to print.", None),
            Self::ExportMap => (
                File,
                "Export map as…",
                "Writes the map as a picture, as a page to look at, or for another tool. Says first what will be lost.",
                Some(ctrl_shift(Key::E)),
            ),
            Self::CloseTab => {
                (File, "Close tab", "Closes the map in front; the last one closes the window.", Some(ctrl(Key::W)))
            }
            Self::Discuss => (
                File,
                "Start a discussion…",
                "Asks a group, blind, how likely claims are, and again after they have talked.",
                None,
            ),
            Self::Settings => (File, "Settings…", "Theme, size of text, motion, learning.", Some(ctrl(Key::Comma))),
            Self::Quit => (File, "Quit", "Closes the window.", Some(ctrl(Key::Q))),
            Self::Undo => (Edit, "Undo", "Takes the last change back.", Some(ctrl(Key::Z))),
            Self::Redo => (Edit, "Redo", "Does the last undone change again.", Some(ctrl_shift(Key::Z))),
            Self::History => {
                (Edit, "History…", "Lists every change, to go back or forth to any of them.", Some(ctrl(Key::H)))
            }
            Self::Cut => (Edit, "Cut", "Copies the selected nodes and removes the selection.", Some(ctrl(Key::X))),
            Self::Copy => {
                (Edit, "Copy", "Copies the selected nodes and their links, as an outline.", Some(ctrl(Key::C)))
            }
            Self::Paste => (
                Edit,
                "Paste",
                "Adds an outline, below the selected node if there is one; other text is read as a thread.",
                Some(ctrl(Key::V)),
            ),
            Self::PasteOutline => (
                Edit,
                "Paste outline",
                "Adds text line by line: what is indented is a reason for the line above it.",
                None,
            ),
            Self::Duplicate => {
                (Edit, "Duplicate", "Adds copies of the selected nodes, linked as they are.", Some(ctrl(Key::D)))
            }
            Self::AddNode => {
                (Edit, "Add claim", "Adds a claim; if a node is selected, as a reason for it.", Some(key(Key::N)))
            }
            Self::AddReason => (
                Edit,
                "Add reason",
                "Starts a claim that supports the selected node. On a proposal, Tab goes to the next one instead.",
                Some(key(Key::Tab)),
            ),
            Self::AddObjection => (
                Edit,
                "Add objection",
                "Starts a claim that attacks the selected node. On a proposal, Shift+Tab goes back instead.",
                Some(shift(Key::Tab)),
            ),
            Self::AddSibling => (
                Edit,
                "Add sibling",
                "Starts a node that does the same as the selected one, to the same; or one on its own.",
                Some(key(Key::Enter)),
            ),
            Self::ClaimWords => (
                Edit,
                "Make a claim of the words",
                "Takes the words chosen in the thread to the map. Drag over words to choose them.",
                Some(key(Key::W)),
            ),
            Self::Reword => (Edit, "Reword", "Edits the words of the selected node.", Some(key(Key::F2))),
            Self::SplitNode => (
                Edit,
                "Split at the cursor",
                "While a node is reworded: makes two of it. Else lets you place the cursor first.",
                Some(ctrl(Key::Enter)),
            ),
            Self::SameClaim => (
                Edit,
                "Same claim as…",
                "Makes one of the selected node and another that says the same, with all that either has.",
                Some(key(Key::I)),
            ),
            Self::Link => (Edit, "Link to…", "Links the selected node to another one.", Some(key(Key::L))),
            Self::LinkPremises => (
                Edit,
                "Count only together",
                "Makes the selected reasons for one conclusion linked premises: they count only if all hold. Again parts them.",
                Some(ctrl(Key::L)),
            ),
            Self::ChangeKind => (Edit, "Change kind…", "Gives the selection another kind.", Some(key(Key::K))),
            Self::SetKind(kind) => {
                let (words, hint, digit) = match kind {
                    NodeKind::Claim => ("Make it a claim", "Something asserted or denied.", Key::Num1),
                    NodeKind::Question => ("Make it a question", "Something asked and open.", Key::Num2),
                    NodeKind::Crux => ("Make it a crux", "A yes/no question on which a view turns.", Key::Num3),
                    NodeKind::Disagreement => ("Make it a disagreement", "A point on which people differ.", Key::Num4),
                    NodeKind::Evidence => ("Make it evidence", "Data, a source, an example.", Key::Num5),
                    NodeKind::Note => ("Make it a note", "A remark outside the argument.", Key::Num6),
                };
                (Edit, words, hint, Some(key(digit)))
            }
            Self::Delete => (Edit, "Delete", "Removes the selection and its links.", Some(key(Key::Delete))),
            Self::SelectAll => (Selection, "Select all", "Selects every node.", Some(ctrl(Key::A))),
            Self::Deselect => (Selection, "Deselect", "Selects nothing.", Some(key(Key::Escape))),
            Self::SelectBranch => (
                Selection,
                "Select with what supports it",
                "Adds all from which links lead to the selection, through any number of nodes.",
                Some(ctrl(Key::B)),
            ),
            Self::SelectKind => (
                Selection,
                "Select all of this kind",
                "Selects every node and link of the kinds that are selected.",
                Some(shift(Key::K)),
            ),
            Self::SelectProposals => {
                (Selection, "Select all proposals", "Selects all that is still to review.", Some(ctrl_shift(Key::A)))
            }
            Self::SelectResting => (
                Selection,
                "Select what rests on it",
                "Selects the evidence and all that follows from it: the claims it bears on, what those support, and so on.",
                Some(shift(Key::B)),
            ),
            Self::InvertSelection => {
                (Selection, "Invert selection", "Selects the nodes that are not selected.", Some(ctrl(Key::I)))
            }
            Self::AlignLeft => (Selection, "Align left", "Lines up the left sides of the selected nodes.", None),
            Self::AlignCentres => {
                (Selection, "Align centres", "Puts the selected nodes one below the other, centred.", None)
            }
            Self::AlignRight => (Selection, "Align right", "Lines up the right sides of the selected nodes.", None),
            Self::AlignTop => (Selection, "Align top", "Lines up the tops of the selected nodes.", None),
            Self::AlignMiddles => (Selection, "Align middles", "Puts the selected nodes in a row, centred.", None),
            Self::AlignBottom => (Selection, "Align bottom", "Lines up the bottoms of the selected nodes.", None),
            Self::SpreadAcross => {
                (Selection, "Spread across", "Makes even gaps between the selected nodes, from left to right.", None)
            }
            Self::SpreadDown => {
                (Selection, "Spread down", "Makes even gaps between the selected nodes, from top to bottom.", None)
            }
            Self::DragSelects => (
                Selection,
                "Dragging selects",
                "Lets a plain drag on the empty canvas select. Space, or another button, then moves the map.",
                None,
            ),
            Self::Accept => (Review, "Accept", "Lets the selected proposals stand.", Some(key(Key::A))),
            Self::Reject => (Review, "Reject", "Throws the selected proposals out, for good.", Some(key(Key::X))),
            Self::TakeRunnerUp => (
                Review,
                "Take the runner-up",
                "Gives the selected node the next likely kind, or the selected link its next target. Again goes on.",
                Some(key(Key::R)),
            ),
            Self::NextLink => {
                (Review, "Next link", "Selects a link of the selected node. Again goes to the next.", Some(key(Key::E)))
            }
            Self::LearnFromCorrections => (
                Review,
                "Learn from corrections",
                "Lets three like corrections re-rank what is still proposed. What was re-ranked stays until undone.",
                None,
            ),
            Self::NextDoubt => (
                Review,
                "Next doubtful start",
                "Goes to the next place in the thread where a comment may start, or may not.",
                Some(key(Key::B)),
            ),
            Self::NextChange => (
                Review,
                "Next change",
                "Goes to the next node that is new or changed since you last looked.",
                Some(shift(Key::N)),
            ),
            Self::MarkAllSeen => {
                (Review, "Mark all changes as seen", "Takes the marks off all that is new or changed.", None)
            }
            Self::NextDifference => (
                Review,
                "Next difference",
                "Goes to the next thing that is different in the map compared with.",
                Some(key(Key::F7)),
            ),
            Self::PreviousDifference => (
                Review,
                "Previous difference",
                "Goes to the thing before that is different in the map compared with.",
                Some(shift(Key::F7)),
            ),
            Self::MergeShown => (
                Review,
                "Merge into this map",
                "Brings in what is shown of the other map, with the versions chosen, in one step.",
                None,
            ),
            Self::EndComparison => {
                (Review, "End comparison", "Shows the map as usual again. Nothing is changed.", Some(ctrl(Key::F7)))
            }
            Self::SplitComment => (
                Review,
                "Split comment here",
                "Lets a comment start at the doubtful place, or with the selected words; the map follows.",
                Some(key(Key::S)),
            ),
            Self::JoinComments => (
                Review,
                "Join with the comment before",
                "Makes one comment of two; the map follows.",
                Some(key(Key::J)),
            ),
            Self::NextProposal => (
                Review,
                "Next proposal",
                "Goes to the next open proposal. On a node that stands, Tab adds a reason instead.",
                Some(key(Key::Tab)),
            ),
            Self::PreviousProposal => (
                Review,
                "Previous proposal",
                "Goes to the open proposal before. On a node that stands, Shift+Tab adds an objection instead.",
                Some(shift(Key::Tab)),
            ),
            Self::ReviewByValue => (
                Review,
                "Review by value",
                "What would matter most if it were wrong comes first; switched off, proposals come in reading order.",
                None,
            ),
            Self::Find => {
                (View, "Find…", "Looks for words in the map and in the thread as you type.", Some(ctrl(Key::F)))
            }
            Self::FindNext => {
                (View, "Find next", "Goes to the next place found, or asks what to look for.", Some(key(Key::F3)))
            }
            Self::FindPrevious => (
                View,
                "Find previous",
                "Goes to the place found before, or asks what to look for.",
                Some(shift(Key::F3)),
            ),
            Self::GoTo => (View, "Go to…", "Finds a node by its words.", Some(key(Key::G))),
            Self::OpenLink => {
                (View, "Open link", "Opens the address in the words of the selected node.", Some(shift(Key::L)))
            }
            Self::GoToTarget => (
                View,
                "Go to what it bears on",
                "Follows the first link of the selected node.",
                Some(alt(Key::ArrowUp)),
            ),
            Self::GoToReason => {
                (View, "Go to its first reason", "Goes to what bears on the selected node.", Some(alt(Key::ArrowDown)))
            }
            Self::PreviousSibling => (
                View,
                "Go to the sibling before",
                "Goes to what bears on the same, to the left.",
                Some(alt(Key::ArrowLeft)),
            ),
            Self::NextSibling => (
                View,
                "Go to the next sibling",
                "Goes to what bears on the same, to the right.",
                Some(alt(Key::ArrowRight)),
            ),
            Self::ZoomIn => (View, "Zoom in", "Makes the map larger.", Some(key(Key::Plus))),
            Self::ZoomOut => (View, "Zoom out", "Makes the map smaller.", Some(key(Key::Minus))),
            Self::ZoomFit => (View, "Zoom to fit", "Shows the whole map.", Some(key(Key::Home))),
            Self::ZoomSelection => (View, "Zoom to selection", "Shows what is selected.", Some(key(Key::Z))),
            Self::ZoomFull => (View, "Zoom to 100 %", "Shows words at their normal size.", Some(ctrl(Key::Num0))),
            Self::TidyUp => (View, "Tidy up", "Lays the whole map out anew; what you placed stays.", Some(key(Key::T))),
            Self::GroupBy => (
                View,
                "Group by…",
                "Lays the map out anew by comment, author or topic, or by links alone; what you placed stays.",
                Some(shift(Key::G)),
            ),
            Self::Unpin => {
                (Edit, "Unpin", "Leaves the place of the selected nodes to the layout again.", Some(key(Key::U)))
            }
            Self::SwitchTheme => (View, "Switch theme", "Changes between light and dark.", Some(key(Key::D))),
            Self::ToggleReader => (View, "Thread", "Shows or hides the thread.", Some(key(Key::F9))),
            Self::ToggleInspector => (View, "Details", "Shows or hides the details.", Some(key(Key::F10))),
            Self::ToggleChrome => {
                (View, "Page furniture", "Shows or hides what was set aside: menus, author lines.", None)
            }
            Self::Outline => (View, "Outline", "Shows or hides the map as an indented list.", Some(key(Key::O))),
            Self::Table => (View, "Table", "Shows or hides the nodes as a table to sort.", Some(shift(Key::T))),
            Self::Workbench => (
                View,
                "Evidence workbench",
                "Shows or hides the data, calculation and result of the selected evidence.",
                Some(shift(Key::E)),
            ),
            Self::Minimap => (View, "Minimap", "Shows or hides the whole map, small, in a corner.", Some(key(Key::M))),
            Self::Beside => (
                View,
                "Write beside nodes…",
                "Writes a strength or a label of argumentation semantics small beside each node, or nothing.",
                None,
            ),
            Self::ReduceMotion => (View, "Reduce motion", "Lets the map jump instead of glide.", None),
            Self::Fold => {
                (View, "Fold", "Hides what only leads to the selected nodes. Again shows it.", Some(key(Key::Slash)))
            }
            Self::FoldBelow => (
                View,
                "Fold all below",
                "Folds the selected nodes and all that leads to them, so that they unfold step by step; all if none is.",
                Some(ctrl(Key::Slash)),
            ),
            Self::UnfoldAll => (View, "Unfold all", "Shows all that folding hides.", Some(alt(Key::Slash))),
            Self::Focus => {
                (View, "Focus", "Shows only what is near the selection. Again shows all.", Some(key(Key::F)))
            }
            Self::MoreSteps => {
                (View, "Widen focus", "Shows what is one link farther away, too.", Some(key(Key::CloseBracket)))
            }
            Self::FewerSteps => {
                (View, "Narrow focus", "Shows only what is one link nearer.", Some(key(Key::OpenBracket)))
            }
            Self::FocusBack => {
                (View, "Earlier focus", "Goes back to what was in focus before.", Some(alt(Key::OpenBracket)))
            }
            Self::FocusForward => {
                (View, "Later focus", "Goes forward to what was in focus after.", Some(alt(Key::CloseBracket)))
            }
            Self::Filter => (View, "Filter…", "Shows only some kinds, persons or proposals.", Some(ctrl_shift(Key::F))),
            Self::ShowAll => (View, "Show all", "Leaves focus and filter.", None),
            Self::NextTab => (View, "Next tab", "Goes to the next open map.", Some(ctrl(Key::Tab))),
            Self::PreviousTab => (View, "Previous tab", "Goes to the open map before.", Some(ctrl_shift(Key::Tab))),
            Self::NextPanel => (View, "Next panel", "Moves the keyboard to the next panel.", Some(key(Key::F6))),
            Self::Palette => (Help, "Find a command…", "Lists every command as you type.", Some(ctrl(Key::K))),
            Self::Shortcuts => (Help, "Keyboard shortcuts", "Lists every key.", Some(key(Key::Questionmark))),
            Self::Tour => (Help, "Tour", "Shows in two minutes, on the sample, how a map is read and changed.", None),
            Self::About => (Help, "About Cruxmap", "Says which version this is.", None),
        };
        About { menu, words, hint, shortcut }
    }

    /// Other keys for it, that people know from other programs.
    pub fn other_shortcut(self) -> Option<KeyboardShortcut> {
        match self {
            Self::NewMap => Some(ctrl(Key::T)),
            Self::Redo => Some(ctrl(Key::Y)),
            Self::Delete => Some(key(Key::Backspace)),
            Self::ZoomIn => Some(key(Key::Equals)),
            _ => None,
        }
    }

    /// Whether it may have the same keys as `other`: which of the two they mean depends on where one is.
    pub fn shares_keys_with(self, other: Self) -> bool {
        let pairs = [(Self::AddReason, Self::NextProposal), (Self::AddObjection, Self::PreviousProposal)];
        pairs.into_iter().any(|it| it == (self, other) || it == (other, self))
    }
}
