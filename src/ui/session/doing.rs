//! What happens on each wish of a discussion.

use super::{
    Room, State, Wish,
    asking::{Hand, Task},
    forms::Form,
    found,
    setup::Setup,
};
use crate::{
    session::{Command, DoorCommand, Names, Role, SeatCommand, SeatId, Viewer, Who},
    ui::{App, notices::Notice, prompt::Purpose},
};

impl App {
    /// Shows the discussion; where there is none, offers the one that was left unfinished, or what it takes to begin one.
    pub(in crate::ui) fn discuss(&mut self) {
        if self.desk.session.room.is_some() {
            self.desk.session.shown = true;
            return;
        }
        match found::unfinished(&self.desk.store.path) {
            Ok(Some(it)) => self.desk.session.unfinished = Some(it),
            // One that cannot be read was told of when the map was opened.
            Ok(None) | Err(_) => self.ask_for_plan(),
        }
    }

    fn ask_for_plan(&mut self) {
        let map = self.desk.document.map();
        let cruxes = &self.desk.beliefs.found().cruxes;
        let setup = Setup::new(self.title(), map, self.desk.view.nodes(), cruxes);
        self.desk.session.told = None;
        self.desk.session.setup = Some(setup);
    }

    /// Does what is asked for of a discussion.
    pub(in crate::ui) fn handle_session(&mut self, wish: Wish) {
        let state = &mut self.desk.session;
        let done = match wish {
            Wish::Begin(_) if !self.desk.store.path.exists() => {
                Err("The map has no file beside which the discussion could be kept. Save it first.".to_owned())
            }
            Wish::Begin(plan) => found::free(&self.desk.store.path)
                .ok_or_else(|| "There are too many logs of discussions beside the map.".to_owned())
                .and_then(|path| Room::begin(path, *plan))
                .map(|room| state.enter(room)),
            Wish::Resume => state.resume().map(|told| {
                if let Some(told) = told {
                    self.notices.push(Notice::warning(told, "All that stands before it counts."));
                }
            }),
            Wish::NotNow => {
                state.unfinished = None;
                Ok(())
            }
            Wish::Another => {
                state.unfinished = None;
                self.ask_for_plan();
                return;
            }
            Wish::Host(it) => state.act(Who::Host, it),
            Wish::Seat(seat, it) => state.act(Who::Seat(seat), it),
            Wish::Join(name) => {
                state.act(Who::Door, DoorCommand::Sit { name, role: Role::Participant, be_named: false })
            }
            Wish::Leave(seat, true) => state.act(Who::Door, DoorCommand::Gone(seat)),
            Wish::Leave(seat, false) => state.act(Who::Door, DoorCommand::Here(seat)),
            #[cfg(feature = "server")]
            Wish::Open(at) => state.open(&at, &self.egui),
            #[cfg(feature = "server")]
            Wish::CloseDoor => state.room.as_ref().map_or(Ok(()), Room::close),
            #[cfg(feature = "server")]
            Wish::Code(seat, name) => state.give_code(seat, name),
            Wish::HandTo(seat, task) => {
                state.hand = Some(Hand::To { seat: Some(seat), task, sealed: false });
                Ok(())
            }
            Wish::Has(seat, task) => {
                state.has(seat, task);
                Ok(())
            }
            Wish::Answer(seat, it, be_named) => state.answer(seat, it, be_named),
            Wish::Back => {
                state.hand = None;
                Ok(())
            }
            Wish::Wall(wall) => {
                state.wall = wall;
                Ok(())
            }
            Wish::Show(shown) => {
                state.shown = shown;
                Ok(())
            }
            Wish::Export(kind) => {
                let name = format!("{} {}", self.title(), kind.named());
                self.dialogs.save(Purpose::Export(kind), &name, kind.ending());
                return;
            }
            Wish::IntoMap => {
                self.bring_into_map();
                return;
            }
            Wish::PutAway => {
                *state = State::default();
                Ok(())
            }
        };
        self.desk.session.told = done.err();
    }

    /// Brings what was shown into the map, in one step.
    fn bring_into_map(&mut self) {
        let Some(room) = &self.desk.session.room else { return };
        let edits = room.edits(self.desk.document.map());
        if edits.is_empty() {
            self.notices.push(Notice::info("There is nothing in the discussion that the map does not have."));
            return;
        }
        if self.edit_all(edits, "Bring in a discussion").is_some() {
            self.desk.session.shown = false;
            let notice = Notice::info("What was shown of the discussion is in the map, with round and date.");
            self.notices.push(notice.with(crate::ui::action::Action::Undo));
        }
    }
}

impl State {
    fn enter(&mut self, room: Room) {
        *self = Self { room: Some(room), shown: true, handed: self.handed, ..Self::default() };
    }

    fn resume(&mut self) -> Result<Option<String>, String> {
        let Some(it) = &self.unfinished else { return Ok(None) };
        let (room, told) = Room::resume(it.path.clone())?;
        self.enter(room);
        Ok(told)
    }

    fn act(&mut self, who: Who, command: impl Into<Command>) -> Result<(), String> {
        self.room.as_ref().map_or(Ok(()), |it| it.act(who, command))
    }

    /// Lets browsers in.
    #[cfg(feature = "server")]
    fn open(&mut self, at: &crate::serve::Here, ctx: &egui::Context) -> Result<(), String> {
        let Some(room) = &self.room else { return Ok(()) };
        let ctx = ctx.clone();
        room.open(at, move || ctx.request_repaint())?;
        self.page.addresses = None;
        Ok(())
    }

    #[cfg(feature = "server")]
    fn give_code(&mut self, seat: SeatId, name: String) -> Result<(), String> {
        let Some(room) = &self.room else { return Ok(()) };
        self.page.given = Some((name, room.give_code(seat)?));
        Ok(())
    }

    /// Somebody has the laptop: new fields, with nothing in them.
    fn has(&mut self, seat: SeatId, task: Task) {
        let Some(room) = &self.room else { return };
        let be_named = room.view(Viewer::Seat(seat)).you.is_some_and(|it| it.be_named);
        self.handed += 1;
        self.hand = Some(Hand::At(seat, Box::new(Form::new(task, self.handed, be_named))));
    }

    fn answer(&mut self, seat: SeatId, command: SeatCommand, be_named: Option<bool>) -> Result<(), String> {
        let (Some(room), Some(Hand::At(_, form))) = (&self.room, &mut self.hand) else { return Ok(()) };
        let task = form.task;
        let view = room.view(Viewer::Seat(seat));
        room.act(Who::Seat(seat), command)?;
        if let Some(be_named) = be_named
            && view.settings.names != Names::Anonymous
            && view.you.is_some_and(|it| it.be_named != be_named)
        {
            room.act(Who::Seat(seat), SeatCommand::BeNamed(be_named))?;
        }
        let odd = |it: &crate::session::view::CruxView| Task::Crux(it.crux) == task && it.look_again;
        if room.view(Viewer::Seat(seat)).cruxes.iter().any(odd) && form.asks_again() {
            return Ok(());
        }
        self.hand = Some(Hand::To { seat: self.next_after(seat, task), task, sealed: true });
        Ok(())
    }
}
