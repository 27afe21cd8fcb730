//! A map being edited: the map, the way back and the way forth.

use super::{Conflict, Diff, Edit, EditError, Ids, Map};
use std::collections::BTreeMap;

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
    learns: bool,
}

#[derive(Debug)]
struct Step {
    label: &'static str,
    diff: Diff,
}

impl Document {
    /// Starts editing `map`; `ids` mints the ids of what is added.
    pub fn new(map: Map, ids: Ids) -> Self {
        Self { map, ids, revision: Revision::default(), done: Vec::new(), undone: Vec::new(), learns: true }
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

    /// All steps, the oldest first, each by its name; those that were undone come last. The first [`Document::done`] of
    /// them are in the map.
    pub fn steps(&self) -> impl Iterator<Item = (&'static str, &Diff)> {
        self.done.iter().chain(self.undone.iter().rev()).map(|it| (it.label, &it.diff))
    }

    /// How many steps are done and not undone.
    pub fn done(&self) -> usize {
        self.done.len()
    }

    /// Whether corrections re-rank open proposals.
    pub fn learns(&self) -> bool {
        self.learns
    }

    /// Lets corrections re-rank open proposals from now on, or no more. What was re-ranked stays until it is undone.
    pub fn set_learning(&mut self, on: bool) {
        self.learns = on;
    }

    /// Does `edit`, and lets it teach. An edit that changes nothing leaves no trace, and what calculations gave is no
    /// part of a step.
    ///
    /// # Errors
    /// If the edit would break a rule of the map; then nothing has changed.
    pub fn edit(&mut self, edit: Edit) -> Result<Diff, EditError> {
        let (label, teaches) = (edit.label(), edit.teaches() && self.learns);
        let mut diff = edit.plan(&self.map, &mut self.ids)?;
        if teaches && !diff.is_empty() {
            let mut after = self.map.clone();
            fits(after.apply(&diff));
            diff.then(Edit::Learn.plan(&after, &mut self.ids)?);
        }
        self.record(label, &diff);
        Ok(diff)
    }

    /// Does several edits, one after the other, as a single step named `label`. They teach nothing.
    ///
    /// # Errors
    /// If one of them would break a rule of the map; then none of them is done.
    pub fn edit_all(&mut self, edits: Vec<Edit>, label: &'static str) -> Result<Diff, EditError> {
        let (mut after, mut all) = (self.map.clone(), Diff::default());
        for edit in edits {
            let diff = edit.plan(&after, &mut self.ids)?;
            fits(after.apply(&diff));
            all.then(diff);
        }
        self.record(label, &all);
        Ok(all)
    }

    /// Commits a change, and keeps the way back.
    fn record(&mut self, label: &'static str, diff: &Diff) {
        if diff.is_empty() {
            return;
        }
        self.commit(diff);
        // Results never change and fit their inputs for ever: a step that took one back could not be done again.
        let step = Diff { results: BTreeMap::new(), ..diff.clone() };
        if !step.is_empty() {
            self.undone.clear();
            self.done.push(Step { label, diff: step });
        }
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

    fn commit(&mut self, diff: &Diff) {
        fits(self.map.apply(diff));
        self.revision.0 += 1;
    }
}

#[expect(clippy::expect_used, reason = "the document is the map's only editor, so a diff planned on it fits it")]
fn fits(applied: Result<(), Conflict>) {
    applied.expect("a diff planned on this map fits it");
}
