//! What goes over the network, as JSON: `assets/page/wire.d.ts` says the same for the page.

use super::{Qr, room::Refused};
use crate::session::{Role, SeatCommand, View, view::SeatView};
use axum::extract::ws::Utf8Bytes;
use serde::{Deserialize, Serialize};

/// Asks for a seat: the body of `POST /join`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Join {
    /// The code of the room.
    pub code: String,
    /// The name, or pseudonym.
    pub name: String,
    /// To take part or to look on.
    pub role: Role,
    /// Whether one's own shift may be told by name.
    #[serde(default)]
    pub be_named: bool,
}

/// Asks for a seat that one had, on another device or with a key that is lost: the body of `POST /back`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Back {
    /// The code of the room.
    pub code: String,
    /// The code that the facilitator gave for the seat.
    pub seat_code: String,
}

/// What both are answered with if all is well.
#[derive(Debug, Serialize)]
pub struct Seated {
    /// The key of the seat, for the page to keep: 32 hexadecimal digits.
    pub token: String,
}

/// Why not, in a sentence to show: the answer of every request that fails.
#[derive(Debug, Serialize)]
pub struct Told {
    /// The sentence.
    pub why: String,
}

/// The first message on a socket.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Hello {
    /// The key of a seat.
    Token(String),
    /// The code of the room: to see what the wall shows.
    Wall(String),
}

/// Every later message on the socket of a seat. It can hold nothing but what a seat may do.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// A number, by which the answer is known.
    pub nth: u32,
    /// What the seat does.
    pub does: SeatCommand,
}

/// What the server sends, but for views.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// The message with this number was done, and is kept.
    Done(u32),
    /// The message with this number was not done.
    Refused {
        /// Its number; 0 if it could not be read.
        nth: u32,
        /// Why, in a sentence to show.
        why: String,
    },
    /// The socket is not let in.
    Out {
        /// Why, in a sentence to show.
        why: String,
        /// Whether the key fits no seat, and should be forgotten.
        forget: bool,
    },
    /// The socket is alive; the time, in milliseconds since 1970.
    Tick(u64),
}

/// How people come in, for the wall.
#[derive(Clone, Debug, Serialize)]
pub struct DoorView {
    /// The address of the page.
    pub address: String,
    /// The code of the room.
    pub code: String,
    /// Both, as a QR code.
    pub qr: Option<Qr>,
}

impl DoorView {
    /// How people come in at an address with a code.
    pub fn of(address: String, code: String) -> Self {
        let qr = Qr::of(&format!("{address}#{code}"));
        Self { address, code, qr }
    }
}

/// The seats, on the socket of one: before the first view, and whenever they change.
#[derive(Serialize)]
struct Around {
    seats: Vec<SeatView>,
}

/// What a socket is shown. The seats are not in it: they come as `Around`.
#[derive(Serialize)]
struct Seen<'a> {
    view: &'a View,
    #[serde(skip_serializing_if = "Option::is_none")]
    door: Option<&'a DoorView>,
}

/// A view, as it is sent.
pub fn view(view: &View, door: Option<&DoorView>) -> Utf8Bytes {
    json(&Seen { view, door })
}

/// The seats, as they are sent.
pub fn seats(seats: Vec<SeatView>) -> Utf8Bytes {
    json(&Around { seats })
}

/// What JSON can hold is all there is here.
pub fn json(it: &impl Serialize) -> Utf8Bytes {
    serde_json::to_string(it).unwrap_or_default().into()
}

impl From<Refused> for Told {
    fn from(it: Refused) -> Self {
        Self { why: it.to_string() }
    }
}
