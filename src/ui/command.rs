//! What views ask for. `App::handle` is the one place where anything happens.

use super::{action::Action, draft::Draft, picker::Choose, prompt::Ask, visible::Filter};
use crate::{
    export::Form,
    formats::Format,
    map::{Edit, Item, NodeId, SourceId, Span},
    picture::Grouping,
};
use std::{collections::BTreeSet, path::PathBuf, sync::Arc};

/// A wish of the person at the window.
#[derive(Clone, Debug)]
pub enum Command {
    /// Something from the one list of actions.
    Do(Action),
    /// A change to the map.
    Edit(Edit),
    /// A change to the map, and then the selection of what it added.
    EditAndSelect(Edit),
    /// Selects just these items.
    Select(BTreeSet<Item>),
    /// Adds an item to the selection, or takes it out.
    ToggleSelected(Item),
    /// Selects an item and brings it, and its words in the thread, into view.
    Reveal(Item),
    /// Shows again what a folded node hides.
    Unfold(NodeId),
    /// Sorts the table.
    Sort(super::table::Sorting),
    /// Shows only what passes.
    Filter(Filter),
    /// Lets nodes stand together by this.
    Group(Grouping),
    /// Chooses words of the thread; `None` lets go of them.
    ChooseWords(Option<Span>),
    /// Writes this small beside each node.
    Beside(super::argued::Beside),
    /// Shows in the details what argumentation semantics make of a node, or no longer.
    ShowSemantics(bool),
    /// Takes the credences of one person, or of all, as base scores.
    ScoreBy(super::argued::By),
    /// Undoes or does again until so many steps are done.
    Travel(usize),
    /// Brings words of the thread into view.
    ShowWords(Span),
    /// Says whether a comment starts at a byte of a source: splits one, or joins two.
    Decide {
        /// Which text.
        source: SourceId,
        /// The byte.
        at: u32,
        /// Whether one starts there.
        starts: bool,
    },
    /// Looks for these words in the map and the thread; `None` closes the search.
    Find(Option<String>),
    /// Starts typing; `None` drops what is being typed.
    Draft(Option<Draft>),
    /// Shows a list to choose from; `None` closes it.
    Choose(Option<Choose>),
    /// Asks for a line of text; `None` closes the question.
    Ask(Option<Ask>),
    /// Opens an address in the browser.
    OpenLink(Arc<str>),
    /// Opens a file: a map, or a thread for a new map.
    Open(PathBuf),
    /// Opens a map that was open before.
    OpenRecent(PathBuf),
    /// Reads text that was pasted, into the open map.
    ReadThread {
        /// What to call it.
        title: String,
        /// The text.
        bytes: Vec<u8>,
    },
    /// Says what is to become of the thread that is shown before it is read.
    Incoming(super::incoming::Answer),
    /// Writes the map to this file from now on.
    SaveAs(PathBuf),
    /// Asks for the file to write an export to.
    AskExport(ExportKind),
    /// Writes an export.
    Export(ExportKind, PathBuf),
    /// Something for reading with a language model.
    #[cfg(feature = "model")]
    Model(super::model::Wish),
    /// Something for the comparison with another map.
    Compared(super::compared::Wish),
    /// Something for the evidence workbench.
    Bench(super::workbench::Wish),
    /// Something for the discussion.
    Session(super::session::Wish),
    /// Something for the tour.
    Tour(super::tour::Wish),
    /// Writes the keys in force into their file.
    WriteKeys,
    /// Puts the keys in force that their file says.
    ReadKeys,
    /// Stops what runs in the background.
    CancelJobs,
    /// Closes a notice.
    Dismiss(u64),
    /// Brings a tab to the front, counted from 0.
    ShowTab(usize),
    /// Closes a tab, counted from 0; asks first if its map is not saved.
    CloseTab(usize),
    /// Closes the tab in front, saved or not; nothing is lost, the journal has it.
    LetTabGo,
    /// Closes the window, saved or not; nothing is lost, the journal has it.
    Close,
}

/// What can be exported from the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportKind {
    /// The crux summary as Markdown, with its pictures beside it.
    Markdown(Form),
    /// The crux summary as one HTML file.
    Html(Form),
    /// The crux summary as PDF.
    Pdf(Form),
    /// The map in a format of another tool, or as a picture.
    Map(&'static Format),
    /// The minutes of the discussion as Markdown.
    Minutes,
    /// The same as one HTML file.
    MinutesHtml,
    /// What was answered in it, as CSV.
    Answers,
    /// What happened in it, as lines of JSON, for others.
    Log,
}

impl ExportKind {
    /// How much of the summary; nothing for a picture.
    pub fn form(self) -> Option<Form> {
        match self {
            Self::Markdown(form) | Self::Html(form) | Self::Pdf(form) => Some(form),
            _ => None,
        }
    }

    /// The file name ending, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Markdown(_) | Self::Minutes => "md",
            Self::Html(_) | Self::MinutesHtml => "html",
            Self::Pdf(_) => "pdf",
            Self::Map(format) => format.endings[0],
            Self::Answers => "csv",
            Self::Log => "jsonl",
        }
    }

    /// What stands behind the name of the map in the name that is suggested.
    pub fn named(self) -> &'static str {
        match self {
            Self::Markdown(_) | Self::Html(_) | Self::Pdf(_) | Self::Map(_) => "",
            Self::Minutes | Self::MinutesHtml => "minutes",
            Self::Answers => "answers",
            Self::Log => "log",
        }
    }
}
