//! What somebody who comes late is told.

use crate::session::{Names, SeatId, Session, Shown};

/// The catch-up card, in sentences.
pub fn missed(session: &Session, seat: SeatId) -> Vec<String> {
    let Some(it) = session.seats.get(&seat) else { return Vec::new() };
    let over = session.rounds.values().any(|round| round.ended.is_some_and(|ended| ended <= it.joined));
    let late = over || session.phases.iter().skip(1).any(|ran| ran.began <= it.joined);
    let has_answered = session.rounds.values().any(|it| it.answers.contains_key(&seat))
        || session.cruxes.values().any(|it| it.answers.contains_key(&seat))
        || session.polls.values().any(|it| it.votes.contains_key(&seat));
    if !late || has_answered {
        return Vec::new();
    }
    let mut lines = Vec::new();
    if let Some(it) = super::phase(session) {
        lines.push(format!("You come in at “{}”, part {} of {}. {}", it.name, it.nth_of[0], it.nth_of[1], it.says));
    }
    for (&id, item) in &session.items {
        if let Some((_, round)) = session.revealed(id).last() {
            let told = match session.shown(round) {
                Some(Shown::Spread(it)) => {
                    let [low, high] = [it.values.first(), it.values.last()].map(|it| it.copied().unwrap_or(0));
                    format!("from {low} to {high} %, half of the answers at {} % or below", it.median)
                }
                _ => "by too few to be shown".to_owned(),
            };
            lines.push(format!("Answered so far: “{}” — {told}.", item.text));
        }
    }
    if over {
        lines.push("Rounds that are over stay as they are; you answer from the open round on.".to_owned());
    }
    if session.settings.names == Names::Anonymous {
        lines.push("Here nobody is named: others see the number of your seat.".to_owned());
    }
    lines
}
