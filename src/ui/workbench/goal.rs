//! What the workbench asks for, beyond edits.

use crate::map::{File, FileId, NodeId};
use std::path::PathBuf;

/// A wish of the person at the workbench.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Opens the workbench on this evidence.
    Show(NodeId),
    /// Calculates it now.
    Calculate(NodeId),
    /// Gives up what is calculated.
    Stop,
    /// Asks for a file.
    Choose(Goal),
    /// Takes this file.
    Take(Goal, PathBuf),
    /// Selects all that rests on it.
    SelectResting(NodeId),
}

/// A file that was read, and what it is for.
#[derive(Debug)]
pub struct Taken {
    /// What it is for.
    pub goal: Goal,
    /// Its id.
    pub id: FileId,
    /// The file.
    pub file: File,
}

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goal {
    /// The evidence.
    pub node: NodeId,
    /// What it becomes there.
    pub into: Into,
    /// Whether the map only links to it.
    pub link: bool,
}

/// What a file becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Into {
    /// The data of the calculation.
    Data,
    /// This parameter of the calculation.
    Parameter(&'static str),
    /// A table or picture shown with the evidence.
    Attached,
}
