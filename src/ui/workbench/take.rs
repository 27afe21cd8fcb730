//! What happens on the wishes of the workbench.

use super::{
    super::{App, notices::Notice},
    Goal, Into, Taken, Wish,
};
use crate::{
    evidence::rests_on,
    map::{Calculation, Edit, Item, NodeId, Outcome, Parameter},
    save,
};
use std::path::PathBuf;

impl App {
    /// Does what was asked for at the workbench.
    pub(in super::super) fn handle_bench(&mut self, wish: Wish) {
        let path = self.desk.store.path.clone();
        match wish {
            Wish::Show(node) => {
                self.desk.bench.node = Some(node);
                self.desk.view.workbench = true;
            }
            Wish::Calculate(node) => self.desk.bench.ask(self.desk.document.map(), node, &path),
            Wish::Stop => self.desk.bench.stop(),
            Wish::Choose(goal) => self.dialogs.data(goal),
            Wish::Take(goal, file) => self.take_file(goal, file),
            Wish::SelectResting(node) => self.select_resting(node),
        }
    }

    /// Selects all that rests on a piece of evidence.
    pub(in super::super) fn select_resting(&mut self, node: NodeId) {
        let all = rests_on(self.desk.document.map(), &[node]).into_iter().map(|it| it.item);
        self.select(std::iter::once(Item::Node(node)).chain(all).collect());
    }

    /// Reads a file in the background; a large one is only hashed.
    fn take_file(&mut self, goal: Goal, file: PathBuf) {
        let map = self.desk.store.path.clone();
        self.desk.taking.request(move |_| {
            let taken = save::take_file(&map, &file, goal.link);
            taken.map(|(id, file)| Taken { goal, id, file }).map_err(|error| {
                let message = format!("Cannot read {}: {error}.", file.display());
                Notice::error(message, "The evidence was left as it is.")
            })
        });
    }

    /// Takes in what was calculated, and files that were read.
    pub(in super::super) fn poll_bench(&mut self) {
        if let Some(outcomes) = self.desk.bench.poll() {
            self.record(outcomes);
        }
        match self.desk.taking.poll() {
            Some(Ok(Ok(taken))) => self.use_file(taken),
            Some(Ok(Err(notice))) => self.notices.push(notice),
            Some(Err(lost)) => {
                self.notices.push(Notice::error(format!("Cannot read it: {lost}."), "Please report this."));
            }
            None => {}
        }
    }

    /// Keeps results. They are no step for undo, so nothing that is offered is withdrawn.
    fn record(&mut self, outcomes: Vec<Outcome>) {
        match self.desk.document.edit(Edit::Record { outcomes }) {
            Ok(diff) if !diff.is_empty() => self.keep(&diff),
            Ok(_) => {}
            Err(error) => {
                self.notices.push(Notice::error(format!("A result cannot be kept: {error}."), "Please report this."));
            }
        }
    }

    fn use_file(&mut self, Taken { goal, id, file }: Taken) {
        let Goal { node, into, .. } = goal;
        if into == Into::Attached {
            self.edit(Edit::Attach { node, file });
            return;
        }
        let Some(mut calculation) = self.desk.document.map().calculation(node).cloned() else { return };
        match into {
            Into::Parameter(name) => drop(calculation.parameters.insert(name.to_owned(), Parameter::File(id))),
            _ => calculation = Calculation { file: Some(id), ..calculation },
        }
        self.edit(Edit::SetCalculation { node, calculation: Some(calculation), files: [(id, file)].into() });
    }
}
