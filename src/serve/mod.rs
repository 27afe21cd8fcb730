//! A session joined from browsers in the room: a page, a door and a socket for each seat, over a network.
//!
//! The only module that listens. [`open`] starts it on one address; it then runs on a thread of its own, knows no
//! session, and turns what comes in into [`Wish`]es for whoever owns the session. [`Room`] is the owner's half: it grants
//! wishes by the rules of the session and sends each socket its view, as bytes. So a secret that a viewer may not see
//! never reaches the thread with the sockets.

mod code;
mod door;
mod guard;
mod here;
mod listen;
mod page;
mod qr;
mod rate;
mod room;
mod socket;
mod tls;
mod wire;
mod wish;

pub use code::Code;
pub use here::{Here, addresses};
pub use listen::{Address, open, open_as};
pub use qr::Qr;
pub use room::{Keeper, Refused, Room};
pub use tls::Tls;
pub use wire::DoorView;
pub use wish::Wish;
