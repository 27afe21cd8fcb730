//! The log as text: an event a line, as JSON.

use super::{Actor, Event, Hashed, Names, Sealed, SeatId, Session, What};

/// What a log's text comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// The events, in order.
    pub events: Vec<Event>,
    /// What the reader should know: a last line that was not written to its end.
    pub told: Option<String>,
}

impl Event {
    /// Its line in a log, with the end of the line.
    pub fn line(&self) -> String {
        // Numbers, strings and lists of them: there is nothing that JSON cannot hold.
        let mut line = serde_json::to_string(self).unwrap_or_default();
        line.push('\n');
        line
    }
}

/// Reads the lines of a log. A last line without an end was being written when the program ended; nobody was told that
/// it counts, so it is left out.
///
/// # Errors
/// If a line is no event, or not the one that comes next: with its number, and what to do.
pub fn read_log(text: &[u8]) -> Result<Read, String> {
    let end = text.iter().rposition(|&it| it == b'\n').map_or(0, |it| it + 1);
    let (whole, rest) = text.split_at(end);
    let mut read = Read::default();
    for (nth, line) in (1..).zip(whole.split_inclusive(|&it| it == b'\n')) {
        let event: Event = serde_json::from_slice(line).map_err(|why| {
            format!(
                "line {nth} is no event of a session ({why}); to use what stands above it, delete it and all below it"
            )
        })?;
        let expected = read.events.last().map_or(1, |it| it.seq.saturating_add(1));
        if event.seq != expected {
            let what = "events are missing or out of order; to use what stands above it, delete it and all below it";
            return Err(format!("line {nth} is event {} where event {expected} was expected: {what}", event.seq));
        }
        read.events.push(event);
    }
    if !rest.is_empty() {
        read.told = Some("The last line was not finished when the program ended; it is left out.".to_owned());
    }
    Ok(read)
}

impl Session {
    /// The log of this session for others, as a line of JSON for each event: without keys and the facilitator's own notes,
    /// and of what was answered only that which may be told by name. It is numbered anew.
    pub fn public_log<'a>(&self, events: impl IntoIterator<Item = &'a Event>) -> String {
        let told = events.into_iter().filter_map(|it| self.public(it.clone()));
        (1..).zip(told).map(|(seq, it)| Event { seq, ..it }.line()).collect()
    }

    fn public(&self, mut event: Event) -> Option<Event> {
        let anonymous = self.settings.names == Names::Anonymous;
        if let Actor::Seat(id) = &mut event.actor
            && anonymous
        {
            *id = SeatId(0);
        }
        match &mut event.what {
            What::Joined { seat, name, token, .. } => {
                *token = Hashed::none();
                *name = self.name(*seat);
            }
            What::Back { token, .. } => *token = None,
            What::CodeGiven { .. } | What::Noted { by: None, .. } => return None,
            What::Entered { seat, what } if !self.may_tell(*seat, what) => return None,
            What::Proposed { by, .. } if anonymous => *by = SeatId(0),
            What::Parked { by: Some(by), .. } if anonymous => *by = SeatId(0),
            _ => {}
        }
        Some(event)
    }

    /// Whether what somebody answered was shown and may be told by name.
    fn may_tell(&self, seat: SeatId, what: &Sealed) -> bool {
        let named = |revealed: bool, answered: Vec<SeatId>| {
            revealed && self.named_of(&answered.into_iter().collect()).contains(&seat)
        };
        match what {
            Sealed::Round { round, .. } => self.rounds.get(round).is_some_and(|it| self.named_in(it).contains(&seat)),
            Sealed::Crux { crux, .. } => self
                .cruxes
                .get(crux)
                .is_some_and(|it| named(it.revealed.is_some(), it.answers.keys().copied().collect())),
            Sealed::Poll { poll, .. } => {
                self.polls.get(poll).is_some_and(|it| named(it.revealed, it.votes.keys().copied().collect()))
            }
        }
    }
}
