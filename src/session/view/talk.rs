//! Who talks, what was proposed and noted, as it may be seen.

use super::Viewer;
use crate::session::{
    Decision, Hand, ItemId, Moment, Names, ParaphraseId, ProposalId, Proposed, SeatId, Session, Verdict,
};
use serde::Serialize;

/// A raised hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HandView {
    /// Whose seat.
    pub seat: SeatId,
    /// What it is called.
    pub name: String,
    /// What for.
    pub hand: Hand,
    /// Whether they have not had the floor yet.
    pub new_voice: bool,
}

/// Who has the floor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FloorView {
    /// Which seat.
    pub seat: SeatId,
    /// What it is called.
    pub name: String,
    /// Since when.
    pub since: Moment,
}

/// How long somebody has talked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Talked {
    /// What the seat is called.
    pub name: String,
    /// How often it had the floor.
    pub turns: u32,
    /// For how many whole seconds, up to when it last gave the floor back.
    pub seconds: i64,
}

/// A view that was said back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ParaphraseView {
    /// Its number.
    pub paraphrase: ParaphraseId,
    /// Who said it.
    pub by: String,
    /// The seat whose view it is.
    pub of_seat: SeatId,
    /// What that is called.
    pub of: String,
    /// What was said.
    pub text: String,
    /// How the other finds it.
    pub verdict: Option<Verdict>,
    /// What was missed.
    pub missed: String,
}

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProposalView {
    /// Its number.
    pub proposal: ProposalId,
    /// What the seat is called; nothing if people are anonymous.
    pub by: Option<String>,
    /// Whether it is the viewer's own.
    pub yours: bool,
    /// What.
    pub what: Proposed,
    /// What the facilitator decided.
    pub decision: Option<Decision>,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NoteView {
    /// What it says.
    pub text: String,
    /// On what.
    pub item: Option<ItemId>,
    /// In which phase.
    pub phase: Option<String>,
    /// Whether it is the facilitator's own.
    pub private: bool,
}

pub fn queue(session: &Session) -> Vec<HandView> {
    let of = |(seat, hand): (SeatId, Hand)| HandView {
        seat,
        name: session.name(seat),
        hand,
        new_voice: session.seats.get(&seat).is_none_or(|it| it.turns == 0),
    };
    session.queue().into_iter().map(of).collect()
}

pub fn floor(session: &Session) -> Option<FloorView> {
    session.floor.map(|(seat, since)| FloorView { seat, name: session.name(seat), since })
}

pub fn talked(session: &Session, viewer: Viewer) -> Vec<Talked> {
    let sees = match viewer {
        Viewer::Host => true,
        Viewer::Projector => session.settings.shows_talk,
        Viewer::Seat(_) => false,
    };
    let spoke = session.seats.iter().filter(|it| sees && it.1.turns > 0);
    spoke.map(|(&id, it)| Talked { name: session.name(id), turns: it.turns, seconds: it.talked / 1000 }).collect()
}

pub fn paraphrases(session: &Session) -> Vec<ParaphraseView> {
    let of = |(&paraphrase, it): (&ParaphraseId, &crate::session::state::Paraphrase)| ParaphraseView {
        paraphrase,
        by: session.name(it.by),
        of_seat: it.of,
        of: session.name(it.of),
        text: it.text.clone(),
        verdict: it.judged.as_ref().map(|it| it.0),
        missed: it.judged.as_ref().map(|it| it.1.clone()).unwrap_or_default(),
    };
    session.paraphrases.iter().map(of).collect()
}

pub fn proposals(session: &Session, viewer: Viewer) -> Vec<ProposalView> {
    let mine = |by: SeatId| viewer == Viewer::Seat(by);
    let seen = session.proposals.iter().filter(|it| viewer == Viewer::Host || mine(it.1.by) || it.1.decision.is_some());
    let of = |(&proposal, it): (&ProposalId, &crate::session::state::Proposal)| ProposalView {
        proposal,
        by: (session.settings.names != Names::Anonymous).then(|| session.name(it.by)),
        yours: mine(it.by),
        what: it.what.clone(),
        decision: it.decision.clone(),
    };
    seen.map(of).collect()
}

pub fn notes(session: &Session, viewer: Viewer) -> Vec<NoteView> {
    let sees = |by: Option<SeatId>| match viewer {
        Viewer::Host => true,
        Viewer::Seat(_) => by.is_some(),
        Viewer::Projector => false,
    };
    let shown = session.notes.iter().filter(|it| sees(it.by));
    let of = |it: &crate::session::state::Note| NoteView {
        text: it.text.clone(),
        item: it.item,
        phase: session.phase_name(it.phase),
        private: it.by.is_none(),
    };
    shown.map(of).collect()
}

impl Session {
    /// What a phase of those that were begun is called.
    pub(in crate::session) fn phase_name(&self, begun: Option<usize>) -> Option<String> {
        let ran = self.phases.get(begun?)?;
        self.template.phases.get(ran.phase).map(|it| it.name.clone())
    }
}
