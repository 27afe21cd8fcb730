//! Reading the open map's thread with a language model: what was typed for it, the key for as long as the program runs,
//! and the jobs. All that blocks, the network and the keyring, runs off the window's thread.

mod dialog;
mod filled;
mod scope;
mod work;

use super::{
    App,
    action::Action,
    canvas::{self, Look},
    command::Command,
    notices::{Notice, Severity},
};
use crate::{
    jobs::Slot,
    model::{Environment, Estimate, KeyText, Keyring, KeyringError},
};
use egui::Ui;
use filled::{Dialog, Form};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use work::Outcome;

/// What the dialog asks for.
#[derive(Clone, Debug)]
pub enum Wish {
    /// Looks in the keyring for the key of an address, or only whether there is a keyring.
    Look(Option<String>),
    /// Forgets the key of an address, here and in the keyring.
    Forget(String),
    /// Sends the comments.
    Send(Box<Form>),
}

/// What a keyring answered about an address.
type Answer<T> = (String, Result<T, KeyringError>);

/// What the window keeps for reading with a model.
#[derive(Debug)]
pub struct State {
    environment: Environment,
    keyring: Keyring,
    /// The keys known in this run, by address.
    keys: BTreeMap<String, KeyText>,
    /// The addresses whose key is in the keyring, too.
    kept: BTreeSet<String>,
    dialog: Option<Dialog>,
    looking: Slot<Answer<Option<KeyText>>>,
    keeping: Slot<Answer<bool>>,
    estimating: Slot<Vec<Estimate>>,
    reading: Slot<Outcome>,
    /// The name of the model that reads.
    name: String,
    /// The number of the desk whose map it reads for.
    pub(super) of: u64,
}

impl State {
    /// Nothing asked yet; `wake` makes what is called when a job has a result.
    pub fn new<W: Fn() + Send + Sync + 'static>(wake: impl Fn() -> W) -> Self {
        Self {
            environment: Environment::read(),
            keyring: Keyring::System,
            keys: BTreeMap::new(),
            kept: BTreeSet::new(),
            dialog: None,
            looking: Slot::new("keyring", wake()),
            keeping: Slot::new("keyring", wake()),
            estimating: Slot::new("estimate", wake()),
            reading: Slot::new("model", wake()),
            name: String::new(),
            of: 0,
        }
    }

    /// Whether the dialog is open.
    pub fn is_open(&self) -> bool {
        self.dialog.is_some()
    }

    /// Whether anything runs in the background.
    pub fn is_busy(&self) -> bool {
        self.is_reading() || self.looking.is_busy() || self.keeping.is_busy() || self.estimating.is_busy()
    }

    /// Whether a model reads.
    pub fn is_reading(&self) -> bool {
        self.reading.is_busy()
    }

    /// Stops the model. Nothing of what it has read comes in.
    pub fn cancel(&mut self) {
        self.reading.cancel();
    }

    /// How far the model is, in words and from 0 to 1, and how long it has read.
    pub fn progress(&self) -> Option<(String, f32, Duration)> {
        let (progress, since) = self.reading.watch()?;
        let (done, all) = progress.steps();
        let tokens = match progress.counted() {
            0 => String::new(),
            n => format!(", {n} tokens"),
        };
        Some((format!("{}: {done} of {all} requests{tokens}", self.name), progress.fraction(), since))
    }

    /// Draws the dialog, if it is open. Returns what it asks for, and whether it was closed.
    pub fn show(&mut self, ui: &Ui) -> (Option<Wish>, bool) {
        let Some(mut dialog) = self.dialog.take() else { return (None, false) };
        let (wish, close) = dialog.show(ui, self);
        if !close {
            self.dialog = Some(dialog);
        }
        (wish, close)
    }

    fn look(&mut self, url: Option<String>) {
        let keyring = self.keyring.clone();
        self.looking.request(move |_| match url {
            Some(url) => (url.clone(), keyring.get(&url)),
            None => (String::new(), keyring.check().map(|()| None)),
        });
    }

    fn keep(&mut self, url: String, key: KeyText) {
        let keyring = self.keyring.clone();
        self.keeping.request(move |_| {
            let answer = keyring.keep(&url, &key).map(|()| true);
            (url, answer)
        });
    }

    fn forget(&mut self, url: String) {
        self.keys.remove(&url);
        let keyring = self.keyring.clone();
        // One that is on its way there must not be left behind.
        if self.kept.contains(&url) || self.keeping.is_busy() {
            self.keeping.request(move |_| {
                let answer = keyring.forget(&url).map(|()| false);
                (url, answer)
            });
        }
    }

    /// Takes in what the keyring and the estimate came to. Returns what to tell of it.
    fn poll(&mut self) -> Option<Notice> {
        match self.looking.poll() {
            Some(Ok((url, Ok(Some(key))))) => {
                self.kept.insert(url.clone());
                self.keys.insert(url, key);
            }
            Some(Ok((_, Err(error)))) => {
                tracing::info!(%error, "no key from the keyring");
                if let Some(dialog) = &mut self.dialog {
                    dialog.trouble = Some(error);
                }
            }
            Some(Ok((_, Ok(None))) | Err(_)) | None => {}
        }
        if let Some(Ok(estimates)) = self.estimating.poll()
            && let Some(dialog) = &mut self.dialog
        {
            dialog.estimates = estimates;
        }
        match self.keeping.poll()? {
            Ok((url, Ok(true))) => drop(self.kept.insert(url)),
            Ok((url, Ok(false))) => drop(self.kept.remove(&url)),
            Ok((_, Err(error))) => {
                let message = format!("The key could not be changed in the keyring: {error}.");
                return Some(Notice::warning(message, "A key that you typed is known until the program ends."));
            }
            Err(_) => {}
        }
        None
    }
}

impl App {
    /// The same window with another environment and another place for keys, for tests.
    #[must_use]
    pub fn with_model(mut self, environment: Environment, keyring: Keyring) -> Self {
        self.model.environment = environment;
        self.model.keyring = keyring;
        self
    }

    /// Opens the dialog that asks which model is to read what.
    pub(super) fn ask_for_model(&mut self) {
        if self.model.is_reading() {
            let message = format!("{} is reading already.", self.model.name);
            self.notices.push(Notice::warning(message, "Wait for it, or stop it with Escape."));
            return;
        }
        let map = self.desk.document.map().clone();
        self.desk.index.update(&map, self.desk.document.revision());
        let scopes = scope::scopes(&map, &self.desk.index, &self.desk.view);
        let of_scopes = scopes.clone();
        self.model.estimating.request(move |_| work::estimates(&map, &of_scopes));
        self.model.dialog = Some(Dialog::new(scopes, &self.settings.model, &self.model.environment));
    }

    /// Draws the dialog.
    pub(super) fn show_model(&mut self, ui: &Ui) -> Option<Command> {
        let (wish, closed) = self.model.show(ui);
        if closed {
            ui.memory_mut(|it| it.request_focus(canvas::id()));
        }
        wish.map(Command::Model)
    }

    /// Takes in what came from the background.
    pub(super) fn poll_model(&mut self) {
        if let Some(notice) = self.model.poll() {
            self.notices.push(notice);
        }
        match self.model.reading.poll() {
            // If its map is closed, nobody misses what it found.
            Some(Ok(outcome)) => _ = self.on_desk(self.model.of, |it| it.model_has_read(outcome)),
            Some(Err(lost)) => {
                self.notices.push(Notice::error(format!("Cannot read it: {lost}."), "Please report this."));
            }
            None => {}
        }
    }

    /// Does what the dialog asks for.
    pub(super) fn handle_model(&mut self, wish: Wish) {
        match wish {
            Wish::Look(url) => self.model.look(url),
            Wish::Forget(url) => self.model.forget(url),
            Wish::Send(form) => self.send_to_model(*form),
        }
    }

    fn send_to_model(&mut self, form: Form) {
        let Form { scope, settings, choice, key } = form;
        if self.settings.model != choice {
            self.settings.model = choice;
            self.remember();
        }
        if let Some((key, keep)) = key {
            self.model.keys.insert(settings.url().to_owned(), key.clone());
            if keep {
                self.model.keep(settings.url().to_owned(), key);
            }
        }
        settings.model().clone_into(&mut self.model.name);
        self.model.of = self.desk.number;
        let map = self.desk.document.map().clone();
        self.model.reading.request(move |progress| work::read(&map, &scope, &settings, progress));
    }

    fn model_has_read(&mut self, outcome: Outcome) {
        let name = &self.model.name;
        if let Some(trouble) = outcome.trouble.as_ref().filter(|_| outcome.read == 0) {
            let message = format!("{name} read nothing: {trouble}.");
            self.notices.push(Notice::error(message, format!("{} The map was left as it is.", trouble.advice())));
            return;
        }
        if !outcome.fits(self.desk.document.map()) {
            let message = format!("What {name} found was not taken in: the comments of the thread are others now.");
            self.notices.push(Notice::warning(message, "Read the thread again."));
            return;
        }
        let (message, hint) = outcome.in_words(name);
        let severity = if outcome.trouble.is_some() { Severity::Warning } else { Severity::Info };
        let (hint, whole) = ((!hint.is_empty()).then_some(hint), outcome.whole);
        if let Some(diff) = self.edit(outcome.edit) {
            self.desk.view.changes.brought(&diff);
            if whole {
                self.desk.canvas.look(Look::Whole);
            }
            let offer = (!diff.is_empty()).then_some(Action::Undo);
            self.notices.push(Notice { severity, message, hint, offer });
        }
    }
}
