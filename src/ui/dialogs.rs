//! The system's file dialogs, off the window's thread; a field to type a path in where there are none.

use super::{
    command::Command,
    compared::{self, Reads},
    prompt::{Ask, Purpose},
    workbench::{Goal, Into, Wish},
};
use crate::{formats::FORMATS, jobs::Slot};
use rfd::AsyncFileDialog;
use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

/// A dialog that ended sooner was never shown: there is no program on this system to show it.
const TOO_SOON: Duration = Duration::from_millis(700);

/// At most one dialog is open at a time.
#[derive(Debug)]
pub struct Dialogs {
    slot: Slot<Answer>,
}

#[derive(Debug)]
struct Answer {
    purpose: Purpose,
    path: Option<PathBuf>,
    shown: bool,
    suggestion: String,
}

impl Dialogs {
    /// No dialog yet; `wake` is called when one was answered.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self { slot: Slot::new("dialog", wake) }
    }

    /// Asks for a file to open.
    pub fn open(&mut self) {
        let dialog = AsyncFileDialog::new()
            .set_title("Open a map or a thread")
            .add_filter("Maps and threads", &[&["ron", "txt", "md"], &*others()].concat())
            .add_filter("All files", &["*"]);
        // The dialog must be made here, on the window's thread; waiting for it must not be.
        let file = dialog.pick_file();
        self.slot.request(move |_| answer(Purpose::Open, String::new(), || pollster::block_on(file)));
    }

    /// Asks for a file for a piece of evidence.
    pub fn data(&mut self, goal: Goal) {
        let filter: (&str, &[&str]) = match goal.into {
            Into::Attached => ("Tables and pictures", &["csv", "tsv", "png", "svg"]),
            _ => ("Data", &["csv", "tsv", "txt", "jsonl", "json", "nfg", "ron"]),
        };
        let title = if goal.link { "Link a file" } else { "Copy a file into the map" };
        let dialog =
            AsyncFileDialog::new().set_title(title).add_filter(filter.0, filter.1).add_filter("All files", &["*"]);
        let file = dialog.pick_file();
        self.slot.request(move |_| answer(Purpose::Data(goal), String::new(), || pollster::block_on(file)));
    }

    /// Asks for another map.
    pub fn other(&mut self, reads: Reads) {
        let dialog = AsyncFileDialog::new().set_title(reads.title()).add_filter("Maps", &["ron"]);
        let file = dialog.add_filter("All files", &["*"]).pick_file();
        self.slot.request(move |_| answer(Purpose::Other(reads), String::new(), || pollster::block_on(file)));
    }

    /// Asks for a file to write.
    pub fn save(&mut self, purpose: Purpose, name: &str, ending: &str) {
        let suggestion = format!("{name}.{ending}");
        let dialog = AsyncFileDialog::new().set_title("Save as").set_file_name(&suggestion);
        let file = dialog.add_filter(ending.to_uppercase(), &[ending]).save_file();
        self.slot.request(move |_| answer(purpose, suggestion, || pollster::block_on(file)));
    }

    /// What was answered, if anything was: a command, or a question of our own where no dialog could be shown.
    pub fn poll(&mut self) -> Option<Command> {
        let answer = self.slot.poll()?.ok()?;
        match (answer.path, answer.purpose) {
            (Some(path), Purpose::Open) => Some(Command::Open(path)),
            (Some(path), Purpose::SaveAs) => Some(Command::SaveAs(path)),
            (Some(path), Purpose::Export(kind)) => Some(Command::Export(kind, path)),
            (Some(path), Purpose::Other(reads)) => Some(Command::Compared(compared::Wish::Read(reads, path))),
            (Some(path), Purpose::Data(goal)) => Some(Command::Bench(Wish::Take(goal, path))),
            (None, purpose) if !answer.shown => Some(Command::Ask(Some(Ask { purpose, text: answer.suggestion }))),
            _ => None,
        }
    }
}

/// The endings of files of other tools that are read.
fn others() -> Vec<&'static str> {
    FORMATS.iter().filter(|it| it.read.is_some()).flat_map(|it| it.endings).copied().collect()
}

fn answer(purpose: Purpose, suggestion: String, ask: impl FnOnce() -> Option<rfd::FileHandle>) -> Answer {
    let since = Instant::now();
    let path = ask().map(|it| it.path().to_owned());
    Answer { purpose, shown: path.is_some() || since.elapsed() > TOO_SOON, path, suggestion }
}
