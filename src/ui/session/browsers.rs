//! The room as browsers come in: a thread grants what they want, also while the window is hidden and draws nothing.

use super::room::{Held, Kept, Room, Undone, now};
use crate::{
    serve::{self, Here, Keeper, Refused, Wish},
    session::{Command, DoorCommand, Hashed, HostCommand, Moment, SeatId, Session, Who},
};
use std::{
    io,
    sync::{
        Arc, Mutex, PoisonError, Weak,
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

/// The port that is asked for first: browsers keep the key of a seat for one address, and find it again after a restart.
const PORT: u16 = 8047;
/// So long browsers are shown that the session is over, before the room closes.
const LAST: Duration = Duration::from_secs(3);

/// The open room, if it is open, and how often it was opened: what the one before still had to say does not count.
#[derive(Debug, Default)]
pub(super) struct Browsers {
    nth: u64,
    room: Option<serve::Room>,
}

/// How people come in, and how many are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    /// The address of the page.
    pub address: String,
    /// The code of the room.
    pub code: String,
    /// Both: what people open.
    pub link: String,
    /// The same for the page of the wall.
    pub wall: String,
    /// The rows of the QR code of the link.
    pub qr: Option<serve::Qr>,
    /// The seats with a browser at them.
    pub seats: std::collections::BTreeSet<SeatId>,
}

impl Keeper for Kept {
    fn session(&self) -> &Session {
        &self.session
    }

    fn now(&self) -> Moment {
        now()
    }

    fn act(&mut self, who: Who, command: Command) -> Result<(), Refused> {
        Kept::act(self, who, command).map_err(|why| match why {
            Undone::Rule(why) => why.into(),
            Undone::Disk(_) => Refused::NotKept,
        })
    }
}

impl Held {
    /// Shows every browser what it may see now.
    pub fn show(&mut self) {
        if let Some(room) = &mut self.browsers.room {
            room.show(&self.kept);
        }
    }

    /// Closes the room. Who was at a browser is gone then.
    fn close(&mut self) -> Result<(), Undone> {
        let Some(room) = self.browsers.room.take() else { return Ok(()) };
        let seats = room.seats();
        drop(room);
        if self.kept.session.closed.is_some() {
            return Ok(());
        }
        seats.into_iter().try_for_each(|it| self.kept.act(Who::Door, DoorCommand::Gone(it)))
    }
}

impl Room {
    /// Opens the room at an address of this computer, with a new code. `wake` is called when something has come from a
    /// browser.
    ///
    /// # Errors
    /// In words for people, if the system refuses.
    pub fn open(&self, at: &Here, wake: impl Fn() + Send + 'static) -> Result<(), String> {
        let cannot = |why: &dyn std::fmt::Display| format!("The room cannot be opened at {}: {why}.", at.ip);
        self.close().map_err(|it| cannot(&it))?;
        let (sender, wishes) = mpsc::channel();
        // Once nobody takes wishes any more, whoever has one is told so.
        let opened = listen(at, move |wish| drop(sender.send(wish))).map_err(|it| cannot(&it))?;
        let mut held = self.lock();
        held.browsers.nth += 1;
        held.browsers.room = Some(opened);
        let (nth, weak) = (held.browsers.nth, Arc::downgrade(&self.held));
        drop(held);
        let thread = thread::Builder::new().name("session".to_owned());
        thread.spawn(move || grant(&weak, nth, &wishes, &wake)).map(drop).map_err(|it| cannot(&it))
    }

    /// Closes the room.
    ///
    /// # Errors
    /// In words for people, if it cannot be kept who is gone.
    pub fn close(&self) -> Result<(), String> {
        self.lock().close().map_err(|it| it.to_string())
    }

    /// How people come in; nothing while the room is closed.
    pub fn door(&self) -> Option<Door> {
        let held = self.lock();
        let room = held.browsers.room.as_ref()?;
        let serve::DoorView { address, code, qr } = room.door().clone();
        Some(Door { address, code, qr, link: room.link(), wall: room.wall_link(), seats: room.seats() })
    }

    /// Gives a seat a code with which somebody comes back to it, or comes to it with a browser. It is good once.
    ///
    /// # Errors
    /// In words for people.
    pub fn give_code(&self, seat: SeatId) -> Result<String, String> {
        let code = serve::Code::random().map_err(|_| "The system has no random numbers.".to_owned())?.to_string();
        self.act(Who::Host, HostCommand::GiveCode { seat, code: Hashed::code(&code) })?;
        Ok(code)
    }
}

/// Listens at the usual port, or at a free one if another program has that.
fn listen(here: &Here, deliver: impl Fn(Wish) + Clone + Send + Sync + 'static) -> io::Result<serve::Room> {
    serve::open(here.at(PORT), deliver.clone()).or_else(|_| serve::open(here.at(0), deliver))
}

/// Grants what browsers want, until the room is closed or gone.
fn grant(held: &Weak<Mutex<Held>>, nth: u64, wishes: &Receiver<Wish>, wake: &dyn Fn()) {
    let mut over: Option<Instant> = None;
    let mut next = None;
    loop {
        let Some(arc) = held.upgrade() else { return };
        let mut guard = arc.lock().unwrap_or_else(PoisonError::into_inner);
        let Held { kept, browsers } = &mut *guard;
        let Some(room) = browsers.room.as_mut().filter(|_| browsers.nth == nth) else { return };
        let before = (kept.session.seq, room.sockets());
        if let Some(wish) = next.take() {
            room.grant(wish, kept);
        }
        room.keep_shown(kept);
        let changed = before != (kept.session.seq, room.sockets());
        let mut wait = room.wait(&kept.session);
        if kept.session.closed.is_some() {
            let since = over.get_or_insert_with(Instant::now).elapsed();
            if since >= LAST {
                // The session is over, so there is nobody to be told of.
                let _ = guard.close();
                drop(guard);
                return wake();
            }
            wait = wait.min(LAST.saturating_sub(since));
        }
        drop(guard);
        drop(arc);
        if changed {
            wake();
        }
        next = match wishes.recv_timeout(wait.max(Duration::from_millis(1))) {
            Ok(wish) => Some(wish),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return,
        };
    }
}
