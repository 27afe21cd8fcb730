//! `cruxmap session`: a discussion without a window, from a script or from its log.

mod host;
mod line;
#[cfg(feature = "server")]
mod listen;

use super::{
    Failure,
    files::{self, Target},
    kept::Kept,
};
use crate::{
    map::Map,
    save::{self, Log},
    session::{Command, Event, Moment, Outcome, Reject, Session, Shown, View, Viewer, Who, apply, read_log, view},
};
use clap::Args;
use line::{Bad, Line, Script};
use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read as _},
    path::{Path, PathBuf},
};

/// What `session` takes.
#[derive(Args)]
pub struct Options {
    /// The map that is discussed. May be left out with `--replay`.
    #[arg(required_unless_present = "replay")]
    map: Option<PathBuf>,
    /// What the facilitator and the seats do, a line of JSON each (`docs/session.md`); `-` reads them as they are typed, by
    /// the clock, and goes on after what is refused.
    #[arg(long, value_name = "FILE", conflicts_with = "replay")]
    #[cfg_attr(not(feature = "server"), arg(required_unless_present = "replay"))]
    #[cfg_attr(feature = "server", arg(required_unless_present_any = ["replay", "listen"]))]
    script: Option<PathBuf>,
    /// Let people join from a browser, at the address of one interface and a port (0 for a free one). Prints the address with
    /// the code; the facilitator's lines come on standard input.
    #[cfg(feature = "server")]
    #[arg(long, value_name = "ADDRESS", conflicts_with_all = ["replay", "script"])]
    listen: Option<crate::serve::Address>,
    /// A certificate of one's own (PEM): the room is then reached over HTTPS.
    #[cfg(feature = "server")]
    #[arg(long, value_name = "FILE", requires = "key", requires = "listen")]
    certificate: Option<PathBuf>,
    /// The key of the certificate (PEM).
    #[cfg(feature = "server")]
    #[arg(long, value_name = "FILE", requires = "certificate")]
    key: Option<PathBuf>,
    /// The name by which people come, if the certificate is for one.
    #[cfg(feature = "server")]
    #[arg(long, value_name = "NAME", requires = "listen")]
    name: Option<String>,
    /// Where each event is kept as it happens. A log that is there is taken up: the session is then paused.
    #[arg(long, value_name = "FILE", conflicts_with = "replay")]
    log: Option<PathBuf>,
    /// Read a session from its log, and change nothing in it.
    #[arg(long, value_name = "LOG")]
    replay: Option<PathBuf>,
    /// Where to write the minutes: Markdown, or HTML for a name that ends in .html; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    minutes: Option<Target>,
    /// Where to write the answers as CSV.
    #[arg(long, value_name = "FILE")]
    csv: Option<Target>,
    /// Where to write the log for others: without keys, and of the answers only what may be told by name.
    #[arg(long, value_name = "FILE")]
    events: Option<Target>,
    /// The map to bring credences and accepted proposals into; made if it is not there.
    #[arg(long, value_name = "MAP")]
    into: Option<PathBuf>,
}

/// The longest line of a script, in bytes.
const LONGEST: u64 = 64 << 10;

/// Runs or replays a session, and writes what is asked for.
pub fn run(options: &Options, json: bool) -> Result<(), Failure> {
    let map = options.map.as_deref().map(files::read_map).transpose()?;
    let (session, events) = match (&options.replay, &options.script) {
        (Some(log), _) => replayed(log)?,
        (None, Some(script)) => {
            let mut hosted = Hosted::open(options.log.as_deref())?;
            hosted.play(script, &map.unwrap_or_default())?;
            (hosted.session, hosted.events)
        }
        #[cfg(feature = "server")]
        (None, None) if options.listen.is_some() => {
            let mut hosted = Hosted::open(options.log.as_deref())?;
            if let Some(at) = options.listen {
                listen::run(&mut hosted, at, options, &map.unwrap_or_default())?;
            }
            (hosted.session, hosted.events)
        }
        // Clap has asked for one of them.
        (None, None) => return Err(Failure::Bad("give --script or --replay".to_owned())),
    };
    if let Some(target) = &options.minutes {
        let html = target.ends_in("html") || target.ends_in("htm");
        let text = if html { session.minutes_html() } else { session.minutes_markdown() };
        target.write(text.as_bytes())?;
    }
    if let Some(target) = &options.csv {
        target.write(session.answers_csv().as_bytes())?;
    }
    if let Some(target) = &options.events {
        target.write(session.public_log(&events).as_bytes())?;
    }
    if let Some(path) = &options.into {
        if session.closed.is_none() {
            files::note("the session is not closed: what was accepted enters the map, credences when it is closed");
        }
        let mut kept = Kept::open(Some(Target::File(path.clone())))?;
        for edit in session.edits(&kept.map) {
            kept.edit(edit)?;
        }
        kept.save()?;
    }
    let targets = || [&options.minutes, &options.csv, &options.events].into_iter().flatten();
    let writes_out = targets().any(|it| *it == Target::Standard);
    if json && !writes_out {
        // What the facilitator sees: like everybody else, no answer that was not shown.
        let view = view(&session, Viewer::Host, session.at);
        let text = serde_json::to_string_pretty(&view).map_err(|it| Failure::Bad(it.to_string()))?;
        return files::print(&format!("{text}\n"));
    }
    if targets().next().is_some() || options.into.is_some() {
        return Ok(());
    }
    files::print(&session.minutes_markdown())
}

fn replayed(log: &Path) -> Result<(Session, Vec<Event>), Failure> {
    let read = read_log(&files::read(log)?).map_err(|why| Failure::Bad(format!("{}: {why}", log.display())))?;
    if let Some(told) = read.told {
        files::note(&format!("{}: {told}", log.display()));
    }
    if read.events.is_empty() {
        return Err(Failure::Bad(format!("{}: no event of a session stands there", log.display())));
    }
    Ok((Session::replay(&read.events), read.events))
}

/// A session and its log.
struct Hosted {
    session: Session,
    events: Vec<Event>,
    log: Option<(Log, PathBuf)>,
}

impl Hosted {
    fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else { return Ok(Self { session: Session::default(), events: Vec::new(), log: None }) };
        let (log, bytes) = Log::open(path).map_err(|it| files::cannot_write(path, &it))?;
        let read = read_log(&bytes).map_err(|why| Failure::Bad(format!("{}: {why}", path.display())))?;
        if let Some(told) = read.told {
            files::note(&format!("{}: {told}", path.display()));
        }
        let (session, event) = Session::recover(&read.events);
        let mut hosted = Self { session, events: read.events, log: Some((log, path.to_owned())) };
        if let Some(event) = event {
            files::note(&format!("{}: the session is taken up, and paused", path.display()));
            hosted.keep(event)?;
        }
        Ok(hosted)
    }

    /// Writes an event to the log, through to the disk.
    fn keep(&mut self, event: Event) -> Result<(), Failure> {
        if let Some((log, path)) = &mut self.log {
            log.append(&event.line()).map_err(|it| files::cannot_write(path, &it))?;
        }
        self.events.push(event);
        Ok(())
    }

    /// Does what a line asks for: an event counts once it is in the log.
    fn act(&mut self, script: &mut Script, line: Line, map: &Map) -> Result<(), Stop> {
        if script.starts(&line)? {
            return Ok(());
        }
        let (who, command, now) = script.command(line, &self.session, map)?;
        Ok(self.take(who, command, now)?)
    }

    fn take(&mut self, who: Who, command: Command, now: Moment) -> Result<(), Untaken> {
        let events = apply(&self.session, who, command, now).map_err(Untaken::Rule)?;
        for event in events {
            self.keep(event.clone()).map_err(Untaken::Failed)?;
            self.session.fold(&event);
        }
        Ok(())
    }

    fn play(&mut self, path: &Path, map: &Map) -> Result<(), Failure> {
        let live = path == Path::new("-");
        let mut script = Script::new(self.session.at, if live { Some(clock) } else { None });
        let input: Box<dyn BufRead> = if live {
            Box::new(io::stdin().lock())
        } else {
            Box::new(BufReader::new(File::open(path).map_err(|it| files::cannot_read(path, &it))?))
        };
        let mut lines = Lines { input, nth: 0 };
        while let Some(text) = lines.next_line().map_err(|it| files::cannot_read(path, &it))? {
            let done = match Line::read(&text) {
                Ok(None) => continue,
                Ok(Some(asked)) => self.act(&mut script, asked, map),
                Err(why) => Err(why.into()),
            };
            match done {
                Ok(()) if live => {
                    files::print(&format!("{}\n", told(&view(&self.session, Viewer::Projector, self.session.at))))?;
                }
                Ok(()) => {}
                Err(Stop::Failed(failure)) => return Err(failure),
                Err(Stop::Refused(why)) if live => files::note(&why),
                Err(Stop::Refused(why)) => {
                    return Err(Failure::Bad(format!("{}, line {}: {why}", path.display(), lines.nth)));
                }
            }
        }
        Ok(())
    }
}

/// Why a line was not done.
enum Stop {
    /// It cannot be, in a sentence.
    Refused(String),
    /// The log cannot be written.
    Failed(Failure),
}

/// Why a command was not taken.
enum Untaken {
    /// A rule forbids it.
    Rule(Reject),
    /// The log cannot be written.
    Failed(Failure),
}

impl From<Untaken> for Stop {
    fn from(it: Untaken) -> Self {
        match it {
            Untaken::Rule(why) => Self::Refused(why.to_string()),
            Untaken::Failed(failure) => Self::Failed(failure),
        }
    }
}

impl From<Bad> for Stop {
    fn from(it: Bad) -> Self {
        Self::Refused(it.0)
    }
}

impl From<Failure> for Stop {
    fn from(it: Failure) -> Self {
        Self::Failed(it)
    }
}

/// The lines of a script, as they come.
struct Lines {
    input: Box<dyn BufRead>,
    nth: usize,
}

impl Lines {
    fn next_line(&mut self) -> io::Result<Option<String>> {
        let mut bytes = Vec::new();
        self.input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes)?;
        self.nth += 1;
        if bytes.len() as u64 == LONGEST {
            return Err(io::Error::other(format!("line {} is longer than {} KB", self.nth, LONGEST >> 10)));
        }
        let text = String::from_utf8(bytes);
        let text = text.map_err(|_| io::Error::other(format!("line {} is not text in UTF-8", self.nth)))?;
        Ok((!text.is_empty()).then_some(text))
    }
}

fn clock() -> Moment {
    Moment(u64::try_from(save::now()).unwrap_or(0).saturating_mul(1000))
}

/// What the wall shows, in a line: for a facilitator without a window. What is shown last stands there until the next
/// round is opened.
fn told(it: &View) -> String {
    let phase = it.phase.as_ref().map(|it| format!("{} ({} of {})", it.name, it.nth_of[0], it.nth_of[1]));
    let round = it.round.as_ref().map(|it| format!("round {}: {} of {} answered", it.round, it.answered, it.of));
    let last = it.items.iter().flat_map(|it| &it.rounds).max_by_key(|it| it.round).filter(|_| it.round.is_none());
    let last = last.map(|it| match &it.shown {
        Shown::TooFew { least } => format!("round {}: not shown, fewer than {least} credences", it.round),
        Shown::Spread(shown) => {
            let all: Vec<String> = shown.values.iter().map(u8::to_string).collect();
            format!("round {}: {} %, median {} %", it.round, all.join(", "), shown.median)
        }
    });
    let crux = it.cruxes.last().map(|it| match &it.outcome {
        None => format!("crux {}: {} of {} answered", it.crux, it.answered, it.of),
        Some(Outcome::Found(_)) => format!("crux {}: a double crux", it.crux),
        Some(Outcome::NotFound { why, .. }) => format!("crux {}: no double crux. {}", it.crux, why.words()),
        Some(Outcome::TooFew { least }) => format!("crux {}: not shown, fewer than {least} answers", it.crux),
    });
    let floor = it.floor.as_ref().map(|it| format!("{} has the floor", it.name));
    let queue = (!it.queue.is_empty()).then(|| {
        let names: Vec<&str> = it.queue.iter().map(|it| it.name.as_str()).collect();
        format!("hands up: {}", names.join(", "))
    });
    let here = Some(format!("{} here", it.here.awaited));
    [phase, round, last, crux, floor, queue, here].into_iter().flatten().collect::<Vec<_>>().join("; ")
}
