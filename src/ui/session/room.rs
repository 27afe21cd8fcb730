//! A session that is held at this window, and its log on the disk.

use crate::{
    map::{Edit, Map},
    save::Log,
    session::{
        Command, DoorCommand, Event, HostCommand, Moment, Role, Session, Settings, Template, Token, View, Viewer, Who,
        apply, read_log, view,
    },
    ui::opening::random_seed,
};
use std::{
    io,
    path::{Path, PathBuf},
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

/// A session, of which others get to see only what [`view()`] says.
#[derive(Debug)]
pub struct Room {
    session: Session,
    /// All that has happened.
    events: Vec<Event>,
    log: Log,
    path: PathBuf,
}

/// The moment by the clock of the computer.
pub fn now() -> Moment {
    let ms = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |it| it.as_millis());
    Moment(u64::try_from(ms).unwrap_or(u64::MAX))
}

/// A key for a seat. At one laptop nobody ever needs it.
pub fn token() -> Token {
    let mut token = [0; 16];
    let seeds = [random_seed(), random_seed()];
    token.iter_mut().zip(seeds.iter().flat_map(|it| it.to_le_bytes())).for_each(|(to, from)| *to = from);
    Token(token)
}

impl Room {
    /// Begins a session whose log is written to `path`, where no file is yet. Nothing is written if the plan breaks a rule.
    ///
    /// # Errors
    /// In words for people: which rule, or what the disk says.
    pub fn begin(path: PathBuf, plan: Plan) -> Result<Self, String> {
        let Plan { title, template, settings, items, people } = plan;
        let join = |name| DoorCommand::Join { name, role: Role::Participant, token: token(), be_named: false };
        let commands = std::iter::once((Who::Host, HostCommand::Open { title, template, settings }.into()))
            .chain(items.into_iter().map(|(text, node)| (Who::Host, HostCommand::AddItem { text, node }.into())))
            .chain(people.into_iter().map(|name| (Who::Door, join(name).into())))
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
        let mut room = Self { session: Session::default(), events: Vec::new(), log, path };
        events.iter().try_for_each(|it| room.keep(it))?;
        Ok(room)
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
        let mut room = Self { session, events: read.events, log, path };
        if let Some(event) = event {
            room.keep(&event)?;
            // Whoever sat at the table still does: nobody has a connection to lose.
            for seat in room.view(Viewer::Host).seats {
                room.act(Who::Door, DoorCommand::Here(seat.seat))?;
            }
        }
        Ok((room, read.told))
    }

    /// Does what `who` asks for. Each event counts once it is on the disk.
    ///
    /// # Errors
    /// In words for people: which rule forbids it, or what the disk says.
    pub fn act(&mut self, who: Who, command: impl Into<Command>) -> Result<(), String> {
        let events = apply(&self.session, who, command, now()).map_err(|it| it.to_string())?;
        events.iter().try_for_each(|it| self.keep(it))
    }

    fn keep(&mut self, event: &Event) -> Result<(), String> {
        self.log.append(&event.line()).map_err(|it| cannot_keep(&self.path, &it))?;
        self.session.fold(event);
        self.events.push(event.clone());
        Ok(())
    }

    /// What `viewer` may see now.
    pub fn view(&self, viewer: Viewer) -> View {
        view(&self.session, viewer, now())
    }

    /// The minutes as Markdown.
    pub fn minutes_markdown(&self) -> String {
        self.session.minutes_markdown()
    }

    /// The minutes as one HTML file.
    pub fn minutes_html(&self) -> String {
        self.session.minutes_html()
    }

    /// The answers as CSV.
    pub fn answers_csv(&self) -> String {
        self.session.answers_csv()
    }

    /// The log for others: without keys, and of the answers only those that may be told by name.
    pub fn public_log(&self) -> String {
        self.session.public_log(&self.events)
    }

    /// What brings it into `map`.
    pub fn edits(&self, map: &Map) -> Vec<Edit> {
        self.session.edits(map)
    }

    /// Where its log is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

fn cannot_keep(path: &Path, error: &io::Error) -> String {
    format!("The discussion cannot be kept in {}: {error}.", path.display())
}
