//! The half of the server that stands with the session: it grants wishes, and shows each socket what it may see.

use super::{
    code,
    listen::Server,
    rate::Rate,
    wire::{self, DoorView, Reply},
    wish::{Ask, Entered, Sight, SocketId, Ticket, Wish},
};
use crate::session::{
    Command, DoorCommand, Hashed, Moment, Reject, Role, SeatCommand, SeatId, Session, Token, Viewer, Views, Who,
    clean_name,
};
use axum::extract::ws::Utf8Bytes;
use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};
use tokio::sync::watch;

/// Whoever owns a session: applies commands, and keeps the events before they count.
pub trait Keeper {
    /// The session as it stands.
    fn session(&self) -> &Session;
    /// What time it is.
    fn now(&self) -> Moment;
    /// Does what somebody asks for. On return all events of it are in the log, through to the disk.
    ///
    /// # Errors
    /// If a rule forbids it, or the log cannot be written.
    fn act(&mut self, who: Who, command: Command) -> Result<(), Refused>;
}

/// Why a wish is not granted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A rule of the session.
    #[error(transparent)]
    Rule(#[from] Reject),
    /// It could not be written to the log, so it does not count.
    #[error("That could not be kept, so it does not count; tell the facilitator.")]
    NotKept,
    /// The room is closed.
    #[error("The room is closed.")]
    Over,
    /// The system has no random numbers, or there are too many sockets.
    #[error("There is no room for that just now; try again in a minute.")]
    NoRoom,
}

/// Sockets that one seat may have open: a phone that comes back is often there before its old socket is known to be gone.
const PER_SEAT: usize = 3;
/// Walls at a time.
const WALLS: usize = 8;
/// Times a second that a seat may come back. Each time is an event.
const BACK: u32 = 3;
/// The shortest time between two views, but for what somebody did themselves and what the facilitator does.
const BEAT: Duration = Duration::from_millis(100);
/// Who is waited for changes by time alone.
const LOOK: Duration = Duration::from_secs(5);

/// An open room. It closes when this is dropped.
#[derive(Debug)]
pub struct Room {
    server: Server,
    door: DoorView,
    sockets: BTreeMap<SocketId, Socket>,
    last: SocketId,
    returns: BTreeMap<SeatId, Rate>,
    shown: Option<(u64, Instant)>,
}

#[derive(Debug)]
struct Socket {
    viewer: Viewer,
    views: watch::Sender<Sight>,
}

impl Room {
    pub(super) fn new(server: Server) -> Self {
        let door = DoorView::of(server.page.clone(), server.code.to_string());
        Self { server, door, sockets: BTreeMap::new(), last: SocketId(0), returns: BTreeMap::new(), shown: None }
    }

    /// The address of the page with the code of the room in its fragment: what people open, and what a QR code holds.
    pub fn link(&self) -> String {
        format!("{}#{}", self.door.address, self.door.code)
    }

    /// As [`Room::link`], for the page of the wall.
    pub fn wall_link(&self) -> String {
        format!("{}wall#{}", self.door.address, self.door.code)
    }

    /// The address of the page.
    pub fn address(&self) -> &str {
        &self.door.address
    }

    /// The code of the room.
    pub fn code(&self) -> code::Code {
        self.server.code
    }

    /// How many sockets of seats are open.
    pub fn sockets(&self) -> usize {
        self.sockets.values().filter(|it| matches!(it.viewer, Viewer::Seat(_))).count()
    }

    /// The seats with a browser at them.
    pub fn seats(&self) -> BTreeSet<SeatId> {
        let seat = |it: &Socket| if let Viewer::Seat(id) = it.viewer { Some(id) } else { None };
        self.sockets.values().filter_map(seat).collect()
    }

    /// The address, the code and both as a QR code: how people come in.
    pub fn door(&self) -> &DoorView {
        &self.door
    }

    /// Grants a wish, or refuses it; whoever has it is told. The others learn of it with the next [`Room::keep_shown`].
    pub fn grant(&mut self, wish: Wish, keeper: &mut impl Keeper) {
        // Whoever is gone needs no answer: what was done counts all the same.
        match wish.0 {
            Ask::Join { name, role, be_named, answer } => {
                let name = clean_name(&name);
                let join = |token| DoorCommand::Join { name, role: lowered(role), token, be_named };
                let _ = answer.send(admit(keeper, join));
            }
            Ask::BackWithCode { code, answer } => {
                let ticket = admit(keeper, |token| DoorCommand::BackWithCode { code, token });
                if let Some(seat) = ticket.as_ref().ok().and_then(|it| seat_of(keeper, it.token)) {
                    // The old key is void, and so are the sockets that it opened.
                    self.sockets.retain(|_, it| it.viewer != Viewer::Seat(seat));
                }
                let _ = answer.send(ticket);
            }
            Ask::Enter { token, answer } => {
                let _ = answer.send(self.enter(token, keeper));
            }
            Ask::Watch { answer } => {
                let walls = self.sockets.values().filter(|it| it.viewer == Viewer::Projector).count();
                let entered =
                    if walls < WALLS { Ok(self.open(Viewer::Projector, keeper)) } else { Err(Refused::NoRoom) };
                let _ = answer.send(entered);
            }
            Ask::Do { socket, command, answer } => {
                let _ = answer.send(self.act(socket, command, keeper));
            }
            Ask::Left { socket } => self.left(socket, keeper),
        }
    }

    fn enter(&mut self, token: Token, keeper: &mut impl Keeper) -> Result<Entered, Refused> {
        let seat = seat_of(keeper, token).ok_or(Reject::UnknownToken)?;
        let now = Instant::now();
        if self.returns.entry(seat).or_insert_with(|| Rate::new(BACK, now)).is_over(now) {
            return Err(Refused::NoRoom);
        }
        // Who opens the door once the session is over may look at what came of it.
        let is_gone = keeper.session().seats.get(&seat).is_some_and(|it| it.gone.is_some());
        if is_gone && keeper.session().closed.is_none() {
            keeper.act(Who::Door, DoorCommand::Back { token }.into())?;
        }
        let viewer = Viewer::Seat(seat);
        let theirs: Vec<SocketId> = self.sockets.iter().filter(|it| it.1.viewer == viewer).map(|it| *it.0).collect();
        if theirs.len() >= PER_SEAT {
            theirs.first().map(|oldest| self.sockets.remove(oldest));
        }
        Ok(self.open(viewer, keeper))
    }

    fn open(&mut self, viewer: Viewer, keeper: &impl Keeper) -> Entered {
        self.last.0 += 1;
        let views = Views::of(keeper.session(), keeper.now());
        let (sender, receiver) = watch::channel(self.seen(&views, viewer, &mut None));
        self.sockets.insert(self.last, Socket { viewer, views: sender });
        Entered { socket: self.last, views: receiver }
    }

    fn act(&mut self, socket: SocketId, command: SeatCommand, keeper: &mut impl Keeper) -> Result<(), Refused> {
        let it = self.sockets.get(&socket).ok_or(Refused::Over)?;
        let Viewer::Seat(seat) = it.viewer else { return Err(Reject::NotYours.into()) };
        keeper.act(Who::Seat(seat), command.into())?;
        let sight = self.seen(&Views::of(keeper.session(), keeper.now()), it.viewer, &mut None);
        it.views.send_replace(sight);
        Ok(())
    }

    fn left(&mut self, socket: SocketId, keeper: &mut impl Keeper) {
        let viewer = self.sockets.remove(&socket).map(|it| it.viewer);
        let Some(Viewer::Seat(seat)) = viewer else { return };
        if !self.sockets.values().any(|it| it.viewer == Viewer::Seat(seat)) {
            // That somebody is gone after the session was closed is of no interest to anybody.
            let _ = keeper.act(Who::Door, DoorCommand::Gone(seat).into());
        }
    }

    /// When [`Room::keep_shown`] has something to do again.
    pub fn wait(&self, session: &Session) -> Duration {
        let Some((seq, at)) = self.shown else { return Duration::ZERO };
        let whole = if seq == session.seq { LOOK } else { BEAT };
        whole.saturating_sub(at.elapsed())
    }

    /// Sends every socket what it may see, if something has happened and the last time is long enough ago.
    pub fn keep_shown(&mut self, keeper: &impl Keeper) {
        if self.wait(keeper.session()).is_zero() {
            self.show(keeper);
        }
    }

    /// Sends every socket what it may see, now: for what the facilitator does, which all should see at once.
    pub fn show(&mut self, keeper: &impl Keeper) {
        self.see_out(keeper.session());
        let views = Views::of(keeper.session(), keeper.now());
        let (mut wall, mut around) = (None, None);
        for socket in self.sockets.values() {
            let seen = match socket.viewer {
                Viewer::Projector => {
                    wall.get_or_insert_with(|| self.seen(&views, Viewer::Projector, &mut None)).clone()
                }
                viewer => self.seen(&views, viewer, &mut around),
            };
            socket.views.send_if_modified(|last| {
                let is_new = *last != seen;
                *last = seen;
                is_new
            });
        }
        self.shown = Some((keeper.session().seq, Instant::now()));
    }

    /// Ends the sockets of seats that were taken away, and says so.
    fn see_out(&mut self, session: &Session) {
        let is_removed =
            |it: &Socket| matches!(it.viewer, Viewer::Seat(id) if session.seats.get(&id).is_some_and(|it| it.removed));
        self.sockets.retain(|_, it| {
            let removed = is_removed(it);
            if removed {
                let out = Reply::Out { why: Reject::SeatRemoved.to_string(), forget: true };
                it.views.send_replace(Sight { view: wire::json(&out), seats: Utf8Bytes::default() });
            }
            !removed
        });
    }

    /// What a viewer is shown. `around` keeps the seats, which are the same for all that are told of them.
    fn seen(&self, views: &Views<'_>, viewer: Viewer, around: &mut Option<Utf8Bytes>) -> Sight {
        let is_wall = viewer == Viewer::Projector;
        let seats = match around {
            _ if is_wall => Utf8Bytes::default(),
            around => around.get_or_insert_with(|| wire::seats(views.seats(viewer))).clone(),
        };
        let door = is_wall.then_some(&self.door);
        Sight { view: wire::view(&views.without_seats(viewer), door), seats }
    }
}

/// Nobody makes themselves the scribe, who may enter for others: the facilitator does.
fn lowered(role: Role) -> Role {
    if role == Role::Scribe { Role::Observer } else { role }
}

fn seat_of(keeper: &impl Keeper, token: Token) -> Option<SeatId> {
    keeper.session().seat_of(&Hashed::token(token))
}

fn admit(keeper: &mut impl Keeper, command: impl FnOnce(Token) -> DoorCommand) -> Result<Ticket, Refused> {
    let token = code::token().map_err(|_| Refused::NoRoom)?;
    keeper.act(Who::Door, command(token).into())?;
    Ok(Ticket { token })
}
