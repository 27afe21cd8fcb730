//! Sessions: rules, secrets, logs, minutes, and the way into the map.

#![expect(clippy::unwrap_used, reason = "a test may")]

mod command_line;
mod entering;
mod killed;
mod random;
mod rules;
mod secret;
mod shown;

use cruxmap::session::{
    Answer, Command, DoorCommand, Event, HostCommand, ItemId, Moment, Names, Reject, Role, RoundId, Said, Sealed,
    SeatCommand, SeatId, Session, Settings, Template, Token, Viewer, Who, apply, view,
};

/// A session with its log, at which things happen a second apart.
#[derive(Clone, Default)]
struct Room {
    session: Session,
    log: Vec<Event>,
    now: u64,
}

impl Room {
    /// One that goes by a form of ours, in its first phase, with a claim.
    fn open(form: &str, names: Names) -> Self {
        let mut room = Self { now: 1_795_888_800_000, ..Self::default() };
        let settings = Settings { names, ..Settings::default() };
        let template = Template::named(form).unwrap();
        room.host(HostCommand::Open { title: "A test".to_owned(), template, settings }).unwrap();
        room.host(HostCommand::AddItem { text: "It would work.".to_owned(), node: None }).unwrap();
        room.host(HostCommand::NextPhase).unwrap();
        room
    }

    fn act(&mut self, who: Who, command: impl Into<Command>) -> Result<(), Reject> {
        self.now += 1000;
        let events = apply(&self.session, who, command, Moment(self.now))?;
        for event in events {
            self.session.fold(&event);
            self.log.push(event);
        }
        Ok(())
    }

    fn host(&mut self, command: HostCommand) -> Result<(), Reject> {
        self.act(Who::Host, command)
    }

    fn seat(&mut self, seat: u32, command: SeatCommand) -> Result<(), Reject> {
        self.act(Who::Seat(SeatId(seat)), command)
    }

    /// People who agree to be named, or not.
    fn join(&mut self, name: &str, role: Role, be_named: bool) -> Result<(), Reject> {
        let token = token(u8::try_from(self.session.seats.len()).unwrap_or(255));
        self.act(Who::Door, DoorCommand::Join { name: name.to_owned(), role, token, be_named })
    }

    fn join_all(&mut self, names: &[&str], be_named: bool) {
        for name in names {
            self.join(name, Role::Participant, be_named).unwrap();
        }
    }

    fn answer(&mut self, seat: u32, said: Said) -> Result<(), Reject> {
        let round = self.session.open_round().map_or(RoundId(1), |it| it.0);
        let answer = Answer { said, reason: format!("reason {seat}") };
        self.seat(seat, SeatCommand::Enter(Sealed::Round { round, answer }))
    }

    /// A round on the first claim, shown, with these credences by seat from the first on.
    fn round(&mut self, percents: &[u8]) {
        self.host(HostCommand::OpenRound(ItemId(1))).unwrap();
        let round = self.session.open_round().unwrap().0;
        for (seat, &percent) in (1..).zip(percents) {
            self.answer(seat, Said::Percent(percent)).unwrap();
        }
        self.host(HostCommand::Reveal(round)).unwrap();
    }

    /// What a viewer sees, as bytes.
    fn seen(&self, viewer: Viewer) -> String {
        serde_json::to_string(&view(&self.session, viewer, Moment(self.now))).unwrap()
    }
}

fn token(nth: u8) -> Token {
    Token([nth; 16])
}

/// The facilitator, the wall, and each seat.
fn viewers(session: &Session) -> impl Iterator<Item = Viewer> {
    [Viewer::Host, Viewer::Projector].into_iter().chain(session.seats.keys().map(|&it| Viewer::Seat(it)))
}
