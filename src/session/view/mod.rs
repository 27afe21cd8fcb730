//! Who sees what: the only place where secrecy lives. Before something is revealed, what anybody but the one who answered
//! sees of it is how many have answered; what is revealed is sorted, without names, and not shown of too few.

mod asked;
mod missed;
mod talk;

pub use asked::{CruxView, ItemView, OpenRound, PollView, RoundView, Tally};
pub use talk::{FloorView, HandView, NoteView, ParaphraseView, ProposalView, Talked};

use super::{Does, Moment, Role, SeatId, Session, Settings};
use serde::Serialize;

/// Who looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// The facilitator.
    Host,
    /// A seat.
    Seat(SeatId),
    /// The wall, which everybody in the room sees.
    Projector,
}

/// How far a session has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It has not begun.
    NotOpen,
    /// It goes on.
    Open,
    /// It is paused.
    Paused,
    /// It is over.
    Closed,
}

/// All that a viewer may see of a session.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct View {
    /// The number of the last event: a view with a higher one is newer.
    pub seq: u64,
    /// How far the session has come.
    pub standing: Standing,
    /// What it is called.
    pub title: String,
    /// What the form of the discussion is called.
    pub form: String,
    /// How it goes.
    pub settings: Settings,
    /// Whether nobody new comes in.
    pub locked: bool,
    /// The phase that runs.
    pub phase: Option<PhaseView>,
    /// Who is there.
    pub here: Here,
    /// Who sits together: all groups for the facilitator and the wall, one's own for a seat. By name.
    pub groups: Vec<Vec<String>>,
    /// The round that can be answered.
    pub round: Option<OpenRound>,
    /// The agenda, with what was shown.
    pub items: Vec<ItemView>,
    /// The tests of cruxes.
    pub cruxes: Vec<CruxView>,
    /// The votes.
    pub polls: Vec<PollView>,
    /// The hands that are up, in the order in which they should be heard.
    pub queue: Vec<HandView>,
    /// Who has the floor.
    pub floor: Option<FloorView>,
    /// How long people have talked: for the facilitator, and the wall where that is set.
    pub talk: Vec<Talked>,
    /// The views that were said back; none for the wall.
    pub paraphrases: Vec<ParaphraseView>,
    /// The proposals: all for the facilitator, otherwise one's own and those decided on.
    pub proposals: Vec<ProposalView>,
    /// What is kept for later.
    pub parked: Vec<String>,
    /// What is to be done, and by whom.
    pub to_do: Vec<(String, String)>,
    /// The notes: the scribe's for all but the wall, the facilitator's own for nobody else.
    pub notes: Vec<NoteView>,
    /// The seats, to speak to them; none for the wall.
    pub seats: Vec<SeatView>,
    /// The seat that looks.
    pub you: Option<You>,
    /// What somebody who came late has missed, until they have answered something.
    pub missed: Vec<String>,
}

/// The phase that runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PhaseView {
    /// Its number, from 1, and how many there are.
    pub nth_of: [usize; 2],
    /// What it is called.
    pub name: String,
    /// What people are to do.
    pub says: String,
    /// What is done in it.
    pub does: Does,
    /// When it began.
    pub began: Moment,
    /// When its time is over. Nothing happens then. While `paused`, the time from that moment to this one is left.
    pub ends: Moment,
    /// Since when it is paused.
    pub paused: Option<Moment>,
}

/// How many are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Here {
    /// Participants, with those who are gone.
    pub participants: usize,
    /// Those of them who are waited for.
    pub awaited: usize,
    /// Observers who are there.
    pub observers: usize,
}

/// A seat as others see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeatView {
    /// Its number.
    pub seat: SeatId,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// Whether somebody is there.
    pub here: bool,
    /// Whether the facilitator has taken it away; only the facilitator is told of such seats.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
}

/// The seat that looks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct You {
    /// Its number.
    pub seat: SeatId,
    /// What others call it.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// Whether its shift may be told by name.
    pub be_named: bool,
}

/// What `viewer` may see at `now`, which says only who is still waited for. A seat that is not there sees what the wall
/// shows.
pub fn view(session: &Session, viewer: Viewer, now: Moment) -> View {
    Views::of(session, now).view(viewer)
}

/// What all may see at a moment, of which each viewer's part is made: for a room full of viewers.
#[derive(Clone, Debug)]
pub struct Views<'a> {
    session: &'a Session,
    wall: View,
}

impl<'a> Views<'a> {
    /// What may be seen of a session at `now`.
    pub fn of(session: &'a Session, now: Moment) -> Self {
        Self { session, wall: wall(session, now) }
    }

    /// What `viewer` may see.
    pub fn view(&self, viewer: Viewer) -> View {
        View { seats: self.seats(viewer), ..self.without_seats(viewer) }
    }

    /// The seats that `viewer` is told of: the same for all seats.
    pub fn seats(&self, viewer: Viewer) -> Vec<SeatView> {
        match viewer {
            Viewer::Seat(id) if !self.session.seats.contains_key(&id) => Vec::new(),
            Viewer::Projector => Vec::new(),
            Viewer::Seat(_) | Viewer::Host => seats(self.session, viewer),
        }
    }

    /// What `viewer` may see, but for [`View::seats`]: these make up most of it in a full room, and seldom change.
    pub fn without_seats(&self, viewer: Viewer) -> View {
        let Self { session, wall } = self;
        let mut view = wall.clone();
        match viewer {
            Viewer::Seat(id) if session.seats.contains_key(&id) => {
                asked::fill(session, id, &mut view);
                view.you = you(session, id);
                view.missed = missed::missed(session, id);
            }
            Viewer::Host => {}
            Viewer::Seat(_) | Viewer::Projector => return view,
        }
        view.groups = groups(session, viewer);
        view.talk = talk::talked(session, viewer);
        view.paraphrases = talk::paraphrases(session);
        view.proposals = talk::proposals(session, viewer);
        view.notes = talk::notes(session, viewer);
        view
    }
}

/// What the wall shows: of sealed answers how many there are.
fn wall(session: &Session, now: Moment) -> View {
    let standing = match (session.opened, session.closed, session.paused) {
        (None, ..) => Standing::NotOpen,
        (_, Some(_), _) => Standing::Closed,
        (_, _, Some(_)) => Standing::Paused,
        _ => Standing::Open,
    };
    let observers = session.with_role(Role::Observer).filter(|it| it.1.gone.is_none()).count();
    View {
        seq: session.seq,
        standing,
        title: session.title.clone(),
        form: session.template.title.clone(),
        settings: session.settings,
        locked: session.locked,
        phase: phase(session),
        here: Here {
            participants: session.with_role(Role::Participant).filter(|it| !it.1.removed).count(),
            awaited: session.awaited(now).count(),
            observers,
        },
        groups: groups(session, Viewer::Projector),
        round: asked::open_round(session, now),
        items: asked::items(session),
        cruxes: asked::cruxes(session, now),
        polls: asked::polls(session, now),
        queue: talk::queue(session),
        floor: talk::floor(session),
        talk: talk::talked(session, Viewer::Projector),
        paraphrases: Vec::new(),
        proposals: talk::proposals(session, Viewer::Projector),
        parked: session.parked.iter().map(|it| it.0.clone()).collect(),
        to_do: session.to_do.clone(),
        notes: Vec::new(),
        seats: Vec::new(),
        you: None,
        missed: Vec::new(),
    }
}

fn phase(session: &Session) -> Option<PhaseView> {
    let (phase, ran) = session.phase()?;
    Some(PhaseView {
        nth_of: [ran.phase.saturating_add(1), session.template.phases.len()],
        name: phase.name.clone(),
        says: phase.says.clone(),
        does: phase.does,
        began: ran.began,
        ends: ran.ends,
        paused: session.paused,
    })
}

fn groups(session: &Session, viewer: Viewer) -> Vec<Vec<String>> {
    let all = session.phases.last().map_or(&[][..], |it| &it.groups);
    let seen = all.iter().filter(|it| match viewer {
        Viewer::Seat(id) => it.contains(&id),
        Viewer::Host | Viewer::Projector => true,
    });
    seen.map(|it| it.iter().map(|&it| session.name(it)).collect()).collect()
}

fn seats(session: &Session, viewer: Viewer) -> Vec<SeatView> {
    let of = |(&seat, it): (&SeatId, &super::state::Seat)| SeatView {
        seat,
        name: session.name(seat),
        role: it.role,
        here: it.gone.is_none(),
        removed: it.removed,
    };
    session.seats.iter().filter(|it| viewer == Viewer::Host || !it.1.removed).map(of).collect()
}

fn you(session: &Session, seat: SeatId) -> Option<You> {
    let it = session.seats.get(&seat)?;
    Some(You { seat, name: session.name(seat), role: it.role, be_named: it.be_named })
}
