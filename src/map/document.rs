//! A map being edited: the map, the way back and the way forth.

use super::{Diff, Edit, EditError, Ids, Map};

/// Counts changes, so that the result of a job can be matched to the map it was computed for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Revision(u64);

/// A map being edited. The map changes only through [`Document::edit`], [`Document::undo`] and [`Document::redo`],
/// each of which returns what changed.
#[derive(Debug)]
pub struct Document {
    map: Map,
    ids: Ids,
    revision: Revision,
    done: Vec<Step>,
    undone: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    label: &'static str,
    diff: Diff,
}

impl Document {
    /// Starts editing `map`; `ids` mints the ids of what is added.
    pub fn new(map: Map, ids: Ids) -> Self {
        Self { map, ids, revision: Revision::default(), done: Vec::new(), undone: Vec::new() }
    }

    /// The map as it is now.
    pub fn map(&self) -> &Map {
        &self.map
    }

    /// Which state of the map this is. Undoing leads to a new revision, not to an old one.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// What undo would take back.
    pub fn undo_label(&self) -> Option<&'static str> {
        self.done.last().map(|it| it.label)
    }

    /// What redo would do again.
    pub fn redo_label(&self) -> Option<&'static str> {
        self.undone.last().map(|it| it.label)
    }

    /// Does `edit`. An edit that changes nothing leaves no trace.
    ///
    /// # Errors
    /// If the edit would break a rule of the map; then nothing has changed.
    pub fn edit(&mut self, edit: Edit) -> Result<Diff, EditError> {
        let label = edit.label();
        let diff = edit.plan(&self.map, &mut self.ids)?;
        if !diff.is_empty() {
            self.commit(&diff);
            self.undone.clear();
            self.done.push(Step { label, diff: diff.clone() });
        }
        Ok(diff)
    }

    /// Takes the last edit back. Returns what changed, or nothing if there is nothing to undo.
    pub fn undo(&mut self) -> Option<Diff> {
        let step = self.done.pop()?;
        let back = step.diff.inverse();
        self.undone.push(step);
        self.commit(&back);
        Some(back)
    }

    /// Does the last undone edit again. Returns what changed, or nothing if there is nothing to redo.
    pub fn redo(&mut self) -> Option<Diff> {
        let step = self.undone.pop()?;
        let forth = step.diff.clone();
        self.done.push(step);
        self.commit(&forth);
        Some(forth)
    }

    #[expect(clippy::expect_used, reason = "the document is the map's only editor, so a diff planned on it fits it")]
    fn commit(&mut self, diff: &Diff) {
        self.map.apply(diff).expect("a diff planned on this map fits it");
        self.revision.0 += 1;
    }
}
