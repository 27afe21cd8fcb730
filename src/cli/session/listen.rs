//! A session that people join from browsers, led by lines on standard input.

use super::{
    Hosted, Lines, Options, Stop, Untaken, clock,
    line::{Line, Script},
    told,
};
use crate::{
    cli::{failure::Failure, files},
    map::Map,
    serve::{Address, Keeper, Qr, Refused, Room, Tls, Wish, open_as},
    session::{Command, Moment, Session, Viewer, What, Who, view},
};
use std::{
    io::{self, BufReader, IsTerminal as _},
    path::Path,
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread,
};

/// What the one thread with the session waits for.
enum Input {
    /// A line of the facilitator's.
    Line(String),
    /// Standard input has ended, or cannot be read.
    End(io::Result<()>),
    /// Something that somebody at a browser wants.
    Wish(Wish),
}

/// Hosts until standard input ends, or the facilitator closes the session.
pub fn run(hosted: &mut Hosted, at: Address, options: &Options, map: &Map) -> Result<(), Failure> {
    let tls = certificate(options)?;
    let (sender, inputs) = mpsc::channel();
    let wishes = sender.clone();
    let opened = open_as(at, options.name.as_deref(), tls, move |wish| {
        // Once nobody takes wishes any more, whoever has one is told so.
        let _ = wishes.send(Input::Wish(wish));
    });
    let mut room = opened.map_err(|why| Failure::Bad(format!("cannot listen at {at}: {why}")))?;
    files::print(&format!("join at {}\nwall at {}\n", room.link(), room.wall_link()))?;
    if io::stderr().is_terminal()
        && let Some(qr) = Qr::of(&room.link())
    {
        files::note(&format!("or with a camera:\n{}", qr.in_blocks()));
    }
    #[expect(clippy::disallowed_methods, reason = "it waits for lines, and ends with the program")]
    thread::spawn(move || read(&sender));
    let mut script = Script::new(hosted.session.at, Some(clock));
    let mut keeper = Keeping { hosted, failed: None };
    while keeper.failed.is_none() {
        match inputs.recv_timeout(room.wait(&keeper.hosted.session)) {
            Ok(Input::Line(text)) => line(&text, &mut script, &mut keeper, &mut room, map)?,
            Ok(Input::Wish(wish)) => room.grant(wish, &mut keeper),
            Ok(Input::End(read)) => return read.map_err(|why| files::cannot_read(Path::new("-"), &why)),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        room.keep_shown(&keeper);
    }
    keeper.failed.map_or(Ok(()), Err)
}

/// The certificate, if there is to be one.
fn certificate(options: &Options) -> Result<Option<Tls>, Failure> {
    let (Some(certificate), Some(key)) = (&options.certificate, &options.key) else { return Ok(None) };
    let tls = Tls::of(&files::read(certificate)?, &files::read(key)?);
    tls.map(Some).map_err(|why| Failure::Bad(format!("{}: {why}", certificate.display())))
}

/// Does what a line of the facilitator's says, and shows it to all at once.
fn line(text: &str, script: &mut Script, keeper: &mut Keeping<'_>, room: &mut Room, map: &Map) -> Result<(), Failure> {
    let done = match Line::read(text) {
        Ok(None) => return Ok(()),
        Ok(Some(line)) => keeper.hosted.act(script, line, map),
        Err(why) => Err(why.into()),
    };
    match done {
        Ok(()) => {
            room.show(keeper);
            files::print(&format!("{}\n", told(&view(&keeper.hosted.session, Viewer::Projector, clock()))))
        }
        Err(Stop::Refused(why)) => {
            files::note(&why);
            Ok(())
        }
        Err(Stop::Failed(failure)) => Err(failure),
    }
}

fn read(to: &Sender<Input>) {
    let mut lines = Lines { input: Box::new(BufReader::new(io::stdin())), nth: 0 };
    let end = loop {
        match lines.next_line() {
            Ok(Some(text)) => {
                if to.send(Input::Line(text)).is_err() {
                    return;
                }
            }
            Ok(None) => break Ok(()),
            Err(why) => break Err(why),
        }
    };
    // Nobody is there any more if this fails.
    let _ = to.send(Input::End(end));
}

/// What a facilitator without a window has to hear of when it happens, to answer it.
fn heard(session: &Session, what: &What) -> Option<String> {
    Some(match what {
        What::Joined { seat, role, .. } => format!("{} is here, {}, at seat {seat}", session.name(*seat), role.word()),
        What::Proposed { proposal, by, what } => {
            let about = what.about.map_or_else(String::new, |it| format!(" on item {it}"));
            let quote = if what.quote.is_empty() { String::new() } else { format!(" “{}”", what.quote) };
            let (name, kind) = (session.name(*by), what.kind.word());
            format!("proposal {proposal}, a {kind}{about} by {name}: {}{quote}", what.text).replace(['\n', '\r'], " ")
        }
        What::HandRaised { seat, .. } => format!("{} has a hand up", session.name(*seat)),
        _ => return None,
    })
}

/// The session and its log, for the room.
struct Keeping<'a> {
    hosted: &'a mut Hosted,
    /// The log could not be written: nothing counts any more.
    failed: Option<Failure>,
}

impl Keeper for Keeping<'_> {
    fn session(&self) -> &Session {
        &self.hosted.session
    }

    fn now(&self) -> Moment {
        clock()
    }

    fn act(&mut self, who: Who, command: Command) -> Result<(), Refused> {
        if self.failed.is_some() {
            return Err(Refused::NotKept);
        }
        let before = self.hosted.events.len();
        match self.hosted.take(who, command, clock()) {
            Ok(()) => {
                let happened = self.hosted.events.get(before..).unwrap_or_default();
                happened.iter().filter_map(|it| heard(&self.hosted.session, &it.what)).for_each(|it| files::note(&it));
                Ok(())
            }
            Err(Untaken::Rule(why)) => Err(why.into()),
            Err(Untaken::Failed(failure)) => {
                self.failed = Some(failure);
                Err(Refused::NotKept)
            }
        }
    }
}
