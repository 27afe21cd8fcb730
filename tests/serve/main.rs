//! The door of a session, by a client that keeps to nothing.

#![expect(clippy::panic, clippy::unwrap_used, clippy::disallowed_methods, reason = "a test may")]

mod client;
mod door;
mod encrypted;
mod foreign;
mod killed;
mod sockets;
mod wire;

use client::{Socket, post};
use cruxmap::{
    serve::{Keeper, Refused, Room, Wish, open},
    session::{Command, Event, HostCommand, ItemId, Moment, Names, RoundId, Session, Settings, Template, Who, apply},
};
use std::{
    net::SocketAddr,
    sync::mpsc::{self, Receiver, Sender},
    thread::{self, JoinHandle},
};

/// A room with a session in memory.
struct Hall {
    at: SocketAddr,
    code: String,
    inputs: Sender<Input>,
    owner: Option<JoinHandle<Owner>>,
}

enum Input {
    Wish(Wish),
    Host(HostCommand, Sender<Result<(), Refused>>),
    End,
}

#[derive(Default)]
struct Owner {
    session: Session,
    log: Vec<Event>,
    now: u64,
}

impl Keeper for Owner {
    fn session(&self) -> &Session {
        &self.session
    }

    fn now(&self) -> Moment {
        Moment(self.now)
    }

    fn act(&mut self, who: Who, command: Command) -> Result<(), Refused> {
        self.now += 1;
        for event in apply(&self.session, who, command, self.now())? {
            self.session.fold(&event);
            self.log.push(event);
        }
        Ok(())
    }
}

fn own(mut room: Room, inputs: &Receiver<Input>) -> Owner {
    let mut owner = Owner { now: 1_795_888_800_000, ..Owner::default() };
    loop {
        match inputs.recv_timeout(room.wait(&owner.session)) {
            Ok(Input::Wish(wish)) => room.grant(wish, &mut owner),
            Ok(Input::Host(command, answer)) => {
                let done = owner.act(Who::Host, command.into());
                room.show(&owner);
                answer.send(done).unwrap();
            }
            Ok(Input::End) => return owner,
            Err(_) => {}
        }
        room.keep_shown(&owner);
    }
}

impl Hall {
    /// One with a claim, in the phase of first estimates.
    fn open() -> Self {
        let (inputs, received) = mpsc::channel();
        let wishes = inputs.clone();
        let room = open("127.0.0.1:0".parse().unwrap(), move |it| drop(wishes.send(Input::Wish(it)))).unwrap();
        let address = room.address();
        let at = address.trim_start_matches("http://").trim_end_matches('/').parse().unwrap();
        let code = room.code().to_string();
        let hall = Self { at, code, inputs, owner: Some(thread::spawn(move || own(room, &received))) };
        let template = Template::named("estimate-talk-estimate").unwrap();
        let settings = Settings { names: Names::Named, ..Settings::default() };
        hall.host(HostCommand::Open { title: "A test".to_owned(), template, settings }).unwrap();
        hall.host(HostCommand::AddItem { text: "It would work.".to_owned(), node: None }).unwrap();
        hall.host(HostCommand::StartPhase(1)).unwrap();
        hall
    }

    fn host(&self, command: HostCommand) -> Result<(), Refused> {
        let (answer, answered) = mpsc::channel();
        self.inputs.send(Input::Host(command, answer)).unwrap();
        answered.recv().unwrap()
    }

    fn open_round(&self) {
        self.host(HostCommand::OpenRound(ItemId(1))).unwrap();
    }

    fn reveal(&self, round: u32) {
        self.host(HostCommand::Reveal(RoundId(round))).unwrap();
    }

    /// The body of a request to join.
    fn body(&self, name: &str) -> String {
        format!("{{\"code\":\"{}\",\"name\":{},\"role\":\"participant\"}}", self.code, serde_json::json!(name))
    }

    /// The key of a new seat.
    fn join(&self, name: &str) -> String {
        let answer = post(self.at, "/join", &self.body(name));
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()["token"].as_str().unwrap().to_owned()
    }

    fn seat(&self, name: &str) -> Socket {
        let token = self.join(name);
        Socket::seat(self.at, &token)
    }

    /// Closes the room; returns the session and its log.
    fn end(mut self) -> Owner {
        self.inputs.send(Input::End).unwrap();
        self.owner.take().unwrap().join().unwrap()
    }
}

impl Drop for Hall {
    fn drop(&mut self) {
        let _ = self.inputs.send(Input::End);
    }
}
