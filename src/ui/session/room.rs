//! A session that is held at this window, and its log on the disk.

use crate::{
    map::{Edit, Map},
    save::Log,
    session::{
        Command, DoorCommand, Event, HostCommand, Moment, Reject, Role, SeatId, Session, Settings, Template, View,
        Viewer, Who, apply, read_log, view,
    },
};
use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

/// What a session starts with.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What it is called.
    pub title: String,
    /// The form of the discussion.
    pub template: Template,
    /// How it goes.
    pub settings: Settings,
    /// The claims to ask about, each with its node in the map, if it has one.
    pub items: Vec<(String, Option<String>)>,
    /// Who is in the room.
    pub people: Vec<String>,
}

/// A session, of which others get to see only what [`view()`] says. The window and the browsers change the same one: whoever
/// does something holds the lock, until it is on the disk.
#[derive(Debug)]
pub struct Room {
    pub(super) held: Arc<Mutex<Held>>,
    path: PathBuf,
}

/// The session, and the door to browsers.
#[derive(Debug)]
pub(super) struct Held {
    pub kept: Kept,
    #[cfg(feature = "server")]
    pub browsers: super::browsers::Browsers,
}

/// The session and its log.
#[derive(Debug)]
pub(super) struct Kept {
    pub session: Session,
    /// All that has happened.
    events: Vec<Event>,
    log: Log,
    path: PathBuf,
    /// Why nothing more can be kept.
    broken: Option<String>,
}

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub(super) enum Undone {
    /// A rule.
    #[error(transparent)]
    Rule(#[from] Reject),
    /// The disk, in words.
    #[error("{0}")]
    Disk(String),
}

/// The moment by the clock of the computer.
pub fn now() -> Moment {
    let ms = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |it| it.as_millis());
    Moment(u64::try_from(ms).unwrap_or(u64::MAX))
}

impl Kept {
    /// Does what `who` asks for. Each event counts once it is on the disk.
    pub fn act(&mut self, who: Who, command: impl Into<Command>) -> Result<(), Undone> {
        let events = apply(&self.session, who, command, now())?;
        events.iter().try_for_each(|it| self.keep(it)).map_err(Undone::Disk)
    }

    fn keep(&mut self, event: &Event) -> Result<(), String> {
        if let Err(why) = self.log.append(&event.line()) {
            let why = cannot_keep(&self.path, &why);
            self.broken = Some(why.clone());
            return Err(why);
        }
        self.session.fold(event);
        self.events.push(event.clone());
        Ok(())
    }
}

impl Room {
    /// Begins a session whose log is written to `path`, where no file is yet. Nothing is written if the plan breaks a rule.
    ///
    /// # Errors
    /// In words for people: which rule, or what the disk says.
    pub fn begin(path: PathBuf, plan: Plan) -> Result<Self, String> {
        let Plan { title, template, settings, items, people } = plan;
        let sit = |name| DoorCommand::Sit { name, role: Role::Participant, be_named: false };
        let commands = std::iter::once((Who::Host, HostCommand::Open { title, template, settings }.into()))
            .chain(items.into_iter().map(|(text, node)| (Who::Host, HostCommand::AddItem { text, node }.into())))
            .chain(people.into_iter().map(|name| (Who::Door, sit(name).into())))
            .chain([(Who::Host, HostCommand::NextPhase.into())]);
        // First in memory: a plan that breaks a rule leaves no log behind.
        let (mut session, mut events, now) = (Session::default(), Vec::<Event>::new(), now());
        for (who, command) in commands {
            let command: Command = command;
            for event in apply(&session, who, command, now).map_err(|it| it.to_string())? {
                session.fold(&event);
                events.push(event);
            }
        }
        let (log, there) = Log::open(&path).map_err(|it| cannot_keep(&path, &it))?;
        if !there.is_empty() {
            return Err(format!("{} is there already. Try again.", path.display()));
        }
        let mut kept = Kept { session: Session::default(), events: Vec::new(), log, path, broken: None };
        events.iter().try_for_each(|it| kept.keep(it))?;
        Ok(Self::of(kept))
    }

    /// Takes up the session whose log is at `path`: paused, with every answer. Also says what should be known of the log.
    ///
    /// # Errors
    /// In words for people, if it cannot be read or is held by another window.
    pub fn resume(path: PathBuf) -> Result<(Self, Option<String>), String> {
        let (log, bytes) = Log::open(&path).map_err(|it| cannot_keep(&path, &it))?;
        let read = read_log(&bytes).map_err(|it| format!("Cannot read {}: {it}.", path.display()))?;
        // As it stood when the program ended: that it is taken up counts once it is in the log, like everything else.
        let (session, event) = (Session::replay(&read.events), Session::recover(&read.events).1);
        let mut kept = Kept { session, events: read.events, log, path, broken: None };
        if let Some(event) = event {
            kept.keep(&event)?;
            // Whoever sat at the table still does. Browsers come back by themselves once the room is open again.
            for seat in kept.at_table() {
                kept.act(Who::Door, DoorCommand::Here(seat)).map_err(|it| it.to_string())?;
            }
        }
        Ok((Self::of(kept), read.told))
    }

    fn of(kept: Kept) -> Self {
        let path = kept.path.clone();
        let held = Held {
            kept,
            #[cfg(feature = "server")]
            browsers: super::browsers::Browsers::default(),
        };
        Self { held: Arc::new(Mutex::new(held)), path }
    }

    /// The session, for as long as that is held. A thread that broke off while it held it leaves it as its log has it.
    pub(super) fn lock(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does what `who` asks for, and shows it to all. Each event counts once it is on the disk.
    ///
    /// # Errors
    /// In words for people: which rule forbids it, or what the disk says.
    pub fn act(&self, who: Who, command: impl Into<Command>) -> Result<(), String> {
        let mut held = self.lock();
        let done = held.kept.act(who, command).map_err(|it| it.to_string());
        #[cfg(feature = "server")]
        held.show();
        done
    }

    /// What `viewer` may see now.
    pub fn view(&self, viewer: Viewer) -> View {
        view(&self.lock().kept.session, viewer, now())
    }

    /// The seats at this computer, to which the laptop is handed; the others are at browsers.
    pub fn at_table(&self) -> BTreeSet<SeatId> {
        self.lock().kept.at_table()
    }

    /// Why nothing more can be kept, if that is so: also what came from browsers does not count any more.
    pub fn broken(&self) -> Option<String> {
        self.lock().kept.broken.clone()
    }

    /// The minutes as Markdown.
    pub fn minutes_markdown(&self) -> String {
        self.lock().kept.session.minutes_markdown()
    }

    /// The minutes as one HTML file.
    pub fn minutes_html(&self) -> String {
        self.lock().kept.session.minutes_html()
    }

    /// The answers as CSV.
    pub fn answers_csv(&self) -> String {
        self.lock().kept.session.answers_csv()
    }

    /// The log for others: without keys, and of the answers only those that may be told by name.
    pub fn public_log(&self) -> String {
        let held = self.lock();
        held.kept.session.public_log(&held.kept.events)
    }

    /// What brings it into `map`.
    pub fn edits(&self, map: &Map) -> Vec<Edit> {
        self.lock().kept.session.edits(map)
    }

    /// Where its log is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Kept {
    fn at_table(&self) -> BTreeSet<SeatId> {
        self.session.seats.keys().copied().filter(|&it| self.session.is_at_host(it)).collect()
    }
}

fn cannot_keep(path: &Path, error: &io::Error) -> String {
    format!("The discussion cannot be kept in {}: {error}.", path.display())
}
