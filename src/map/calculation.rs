//! What is calculated for a piece of evidence, and the files it rests on.

use super::{CredenceId, EditError, FileId, Map, NodeId, NodeKind, ReviewState, plan::Draft};
use std::{collections::BTreeMap, collections::BTreeSet, sync::Arc};

/// A calculation with all that goes into it. The engines know what the names mean; a map only keeps them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calculation {
    /// The name of the engine.
    pub engine: String,
    /// The data.
    pub file: Option<FileId>,
    /// What a person set, by name.
    pub parameters: BTreeMap<String, Parameter>,
}

/// What one parameter of a calculation is.
#[derive(Clone, Debug, PartialEq)]
pub enum Parameter {
    /// A number; finite.
    Number(f64),
    /// Words.
    Words(String),
    /// What is in a file.
    File(FileId),
    /// A figure that another piece of evidence gives. Where that is gone, the calculation says so.
    Figure {
        /// The other piece of evidence.
        of: NodeId,
        /// The figure's name.
        key: String,
    },
    /// How likely somebody holds a claim. Where that is gone, the calculation says so.
    Credence(CredenceId),
}

/// A file that evidence rests on: data, a table or a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// What it is called, with the ending that tells its form.
    pub name: String,
    /// What is in it, or where that is.
    pub content: Content,
}

/// What is in a file, or where that is.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// All of it.
    Kept(Arc<[u8]>),
    /// It stays where it is; the file's id tells whether it has changed.
    Linked {
        /// Its path; one that is relative starts at the map's folder.
        path: String,
        /// How many bytes it has.
        bytes: u64,
    },
}

impl File {
    /// A file that the map keeps, and its id.
    pub fn kept(name: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> (FileId, Self) {
        let bytes = bytes.into();
        (FileId::of(&bytes), Self { name: name.into(), content: Content::Kept(bytes) })
    }

    /// Its bytes, if the map keeps them.
    pub fn bytes(&self) -> Option<&Arc<[u8]>> {
        match &self.content {
            Content::Kept(it) => Some(it),
            Content::Linked { .. } => None,
        }
    }
}

impl Calculation {
    /// The files it is given.
    pub fn files(&self) -> impl Iterator<Item = FileId> + '_ {
        let of = |it: &Parameter| match it {
            Parameter::File(id) => Some(*id),
            _ => None,
        };
        self.file.into_iter().chain(self.parameters.values().filter_map(of))
    }

    /// The pieces of evidence whose figures it uses.
    pub fn uses(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.parameters.values().filter_map(|it| match it {
            Parameter::Figure { of, .. } => Some(*of),
            _ => None,
        })
    }

    pub(super) fn is_sound(&self) -> bool {
        self.parameters.values().all(|it| !matches!(it, Parameter::Number(it) if !it.is_finite()))
    }
}

impl Map {
    /// The files that something rests on.
    pub(super) fn used_files(&self) -> BTreeSet<FileId> {
        let calculated = self.calculations().flat_map(|it| it.1.files());
        calculated.chain(self.evidence().flat_map(|it| it.1.attached.iter().copied())).collect()
    }
}

impl Draft {
    /// Says what is calculated for a piece of evidence, or that nothing is. `files` are new ones.
    pub fn set_calculation(
        &mut self,
        node: NodeId,
        calculation: Option<Calculation>,
        files: BTreeMap<FileId, super::File>,
    ) -> Result<(), EditError> {
        self.expect_kind(node, NodeKind::Evidence)?;
        if calculation.as_ref().is_some_and(|it| !it.is_sound()) {
            return Err(EditError::BadEvidence);
        }
        self.add_files(files);
        if calculation.iter().flat_map(Calculation::files).any(|it| self.map.file(it).is_none()) {
            return Err(EditError::NoSuchFile);
        }
        self.calculations(node, calculation);
        self.decide(node.into(), ReviewState::Accepted);
        Ok(())
    }

    /// Shows a table or a picture with a piece of evidence.
    pub fn attach(&mut self, node: NodeId, file: super::File) -> Result<(), EditError> {
        self.expect_kind(node, NodeKind::Evidence)?;
        let Some(id) = file.bytes().map(|it| FileId::of(it)) else { return Err(EditError::NoSuchFile) };
        let mut evidence = self.map.evidence_of(node).cloned().unwrap_or_default();
        if !evidence.attached.contains(&id) {
            self.add_files([(id, file)].into());
            evidence.attached = evidence.attached.into_iter().chain([id]).collect();
            self.evidence(node, Some(evidence));
            self.decide(node.into(), ReviewState::Accepted);
        }
        Ok(())
    }

    /// Adds files that are new. What the map keeps is not given up for a link.
    pub fn add_files(&mut self, files: BTreeMap<FileId, super::File>) {
        for (id, file) in files {
            if self.map.file(id).is_none_or(|it| it.bytes().is_none() && file.bytes().is_some()) {
                self.files(id, Some(file));
            }
        }
    }

    /// Lets go of what has lost what it was for: calculations of what is no evidence any more, weights of links that are
    /// gone, files that nothing rests on. Looks only where something changed.
    pub fn drop_lost_evidence(&mut self) {
        let all = !self.keeps_diff;
        if all || !self.diff.nodes.is_empty() {
            let lost = |id: NodeId| self.map.node(id).is_none_or(|it| it.kind != NodeKind::Evidence);
            let lost: Vec<_> = self.map.calculations().map(|it| it.0).filter(|&it| lost(it)).collect();
            for id in lost {
                self.calculations(id, None);
            }
        }
        if all || !self.diff.nodes.is_empty() || !self.diff.edges.is_empty() {
            let lost: Vec<_> = self.map.weights().map(|it| it.0).filter(|&it| !self.map.may_weigh(it)).collect();
            for id in lost {
                self.weights(id, None);
            }
        }
        if all || !self.diff.calculations.is_empty() || !self.diff.evidence.is_empty() || !self.diff.files.is_empty() {
            let used = self.map.used_files();
            let lost: Vec<_> = self.map.files().map(|it| it.0).filter(|it| !used.contains(it)).collect();
            for id in lost {
                self.files(id, None);
            }
        }
    }
}
