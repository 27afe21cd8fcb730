//! What passes between the thread with the sockets and the owner of the session.

use super::room::Refused;
use crate::session::{Role, SeatCommand, Token};
use axum::extract::ws::Utf8Bytes;
use std::sync::Arc;
use tokio::sync::{oneshot, watch};

/// Something that somebody at a browser wants: to be granted by [`super::Room::grant`]. Whoever wants it waits for that
/// before they can want more, so there are never more of these than connections.
#[derive(Debug)]
pub struct Wish(pub(super) Ask);

/// A socket that was let in, by a number that is never given again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SocketId(pub u64);

#[derive(Debug)]
pub enum Ask {
    /// A seat. The code of the room was right.
    Join { name: String, role: Role, be_named: bool, answer: oneshot::Sender<Result<Ticket, Refused>> },
    /// The seat that this code of its own opens. The code of the room was right.
    BackWithCode { code: String, answer: oneshot::Sender<Result<Ticket, Refused>> },
    /// The views of the seat that this key opens.
    Enter { token: Token, answer: oneshot::Sender<Result<Entered, Refused>> },
    /// The views of the wall. The code of the room was right.
    Watch { answer: oneshot::Sender<Result<Entered, Refused>> },
    /// What the seat of a socket does.
    Do { socket: SocketId, command: SeatCommand, answer: oneshot::Sender<Result<(), Refused>> },
    /// A socket is gone.
    Left { socket: SocketId },
}

/// A seat and its key, for the page to keep.
#[derive(Debug)]
pub struct Ticket {
    pub token: Token,
}

/// A socket that was let in.
#[derive(Debug)]
pub struct Entered {
    pub socket: SocketId,
    /// The latest view. Older ones that were not sent are left out.
    pub views: watch::Receiver<Sight>,
}

/// What a socket is to be shown, as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    pub view: Utf8Bytes,
    /// The seats, to be sent where they are not those that were sent last. Empty if there are none to be told of.
    pub seats: Utf8Bytes,
}

/// Takes wishes to the owner.
pub type Deliver = Arc<dyn Fn(Wish) + Send + Sync>;

/// Asks the owner, and waits.
///
/// # Errors
/// If the owner is gone, or refuses.
pub async fn ask<T>(
    deliver: &Deliver,
    ask: impl FnOnce(oneshot::Sender<Result<T, Refused>>) -> Ask,
) -> Result<T, Refused> {
    let (answer, answered) = oneshot::channel();
    deliver(Wish(ask(answer)));
    answered.await.unwrap_or(Err(Refused::Over))
}
