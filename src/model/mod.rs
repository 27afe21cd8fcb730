//! Reading comments with a language model, where somebody asks for it: any endpoint that takes the usual chat
//! requests. Nothing else in the program touches a network.
//!
//! A model proposes and is not believed. Each quote must stand in the comment it is said to be from, to the letter, or
//! the record is dropped and counted; numbers are read by the rules, not by the model; what is in the model's own
//! words is never shown as a quote. The thread is data: what it tells a model to do cannot add anything but statements
//! whose words stand in it. `docs/model.md` says how to use it and where it falls short.

mod annotations;
mod ask;
mod form;
mod key;
mod keyring;
mod links;
mod records;
mod reread;
mod settings;
mod verify;
mod windows;

pub use ask::AskError;
pub use key::KeyText;
pub use keyring::{Keyring, KeyringError};
pub use reread::edit;
pub use settings::{Environment, Limits, Settings, SettingsError, base, price, prices, variables};
pub use verify::Dropped;
pub(crate) use windows::many;
pub use windows::{Estimate, tokens};

use crate::{
    extract::{Annotations, annotate, extract_and_annotate},
    jobs::Progress,
    map::Records,
    source::Thread,
};
use ask::Endpoint;
use std::collections::{BTreeSet, VecDeque};
use verify::Gathered;
use windows::Cutter;

/// What came of reading with a model.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Proposals for a map: the model's for the comments it read, the rules' for the others; what the rules find too
    /// has the same ids. [`edit`] brings a map in step with them.
    pub records: Records,
    /// The same in the annotation form.
    pub annotations: Annotations,
    /// What the rules find in the thread.
    pub rules: Records,
    /// How many statements are the model's.
    pub statements: usize,
    /// What the model said and the thread does not hold.
    pub dropped: Dropped,
    /// The comments that the model read, by index.
    pub read: BTreeSet<usize>,
    /// The comments that it was to read and did not; for these the rules stand in.
    pub unread: BTreeSet<usize>,
    /// How many requests came to nothing, of those that were tried.
    pub failed: usize,
    /// Why comments are unread, the first time.
    pub trouble: Option<AskError>,
}

/// What the rules find in a thread.
struct Rules {
    records: Records,
    annotations: Annotations,
}

impl Rules {
    fn of(thread: &Thread) -> Self {
        let (extracted, annotations) = extract_and_annotate(thread, &Progress::default());
        Self { records: extracted.records, annotations }
    }
}

/// What reading the comments `wanted` (by index) would cost. Asks nobody.
pub fn estimate(thread: &Thread, wanted: &BTreeSet<usize>, settings: &Settings) -> Estimate {
    let cutter = Cutter::new(thread, &annotate(thread, &Progress::default()), settings.limits.window);
    Estimate::of(thread, &cutter, &cutter.windows(wanted)).priced(settings.prices)
}

/// What reading each of these sets of comments (by index) would cost, without prices. Asks nobody.
pub fn estimates(thread: &Thread, all: &[BTreeSet<usize>]) -> Vec<Estimate> {
    let cutter = Cutter::new(thread, &annotate(thread, &Progress::default()), Limits::default().window);
    all.iter().map(|it| Estimate::of(thread, &cutter, &cutter.windows(it))).collect()
}

/// Reads the comments `wanted` (by index) of `thread`; the rules read the others. Returns what it has when `progress`
/// is cancelled or the endpoint fails.
pub fn read(thread: &Thread, wanted: &BTreeSet<usize>, settings: &Settings, progress: &Progress) -> Reading {
    let rules = Rules::of(thread);
    let cutter = Cutter::new(thread, &rules.annotations, settings.limits.window);
    let mut endpoint = Endpoint::new(settings, progress);
    let mut gathered = Gathered::new(thread, &rules);
    let mut left = VecDeque::from(cutter.windows(wanted));
    let (mut unread, mut trouble, mut done, mut failed) = (BTreeSet::new(), None, 0, 0);
    progress.set(0, left.len());
    while let Some(window) = left.pop_front() {
        match endpoint.ask(&form::message(thread, &cutter, &window)) {
            Ok(answer) => gathered.take(&window, answer),
            Err(AskError::TooLong) if window.read.len() > 1 => {
                for half in cutter.halves(&window).into_iter().rev() {
                    left.push_front(half);
                }
                continue;
            }
            Err(error) => {
                unread.extend(window.read);
                if error.ends_all(gathered.read.is_empty()) {
                    unread.extend(left.drain(..).flat_map(|it| it.read));
                }
                trouble.get_or_insert(error);
                failed += 1;
            }
        }
        done += 1;
        progress.set(done, done + left.len());
    }
    Reading {
        records: records::records(thread, &rules, &gathered, settings.model()),
        annotations: annotations::annotations(thread, &rules, &gathered),
        statements: gathered.statements.iter().filter(|it| it.of_rules.is_none()).count(),
        dropped: gathered.dropped,
        read: gathered.read,
        rules: rules.records,
        unread,
        failed,
        trouble,
    }
}

/// Words on one line, without control characters, at most `most` characters.
fn line(words: &str, most: usize) -> String {
    let clean: String = words.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    let tidy = crate::extract::tidy(&clean);
    match tidy.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &tidy[..at]),
        None => tidy,
    }
}
