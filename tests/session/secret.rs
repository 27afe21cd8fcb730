//! Before the reveal, nobody's screen depends on what somebody else has answered.

use crate::{
    Room,
    random::{command, names, room, steps},
    viewers,
};
use cruxmap::session::{
    Answer, CruxAnswer, Event, HostCommand, Names, Numbers, Role, Said, Sealed, SeatCommand, SeatId, Stance, Viewer,
    Vote, What, Would,
};
use proptest::prelude::*;
use serde::de::DeserializeOwned;

/// Another answer to the same.
fn swapped(what: &Sealed) -> Sealed {
    match what.clone() {
        Sealed::Round { round, answer } => {
            let said = match answer.said {
                Said::Percent(it) => {
                    if it > 50 {
                        Said::Percent(3)
                    } else {
                        Said::DontKnow
                    }
                }
                _ => Said::Percent(97),
            };
            Sealed::Round { round, answer: Answer { said, reason: "another reason".to_owned() } }
        }
        Sealed::Crux { crux, answer } => {
            let would = if answer.would == Would::No { Would::Yes } else { Would::No };
            let numbers = answer.numbers.is_none().then_some(Numbers { p: Some(9), q: 91, a: 5, b: 95 });
            Sealed::Crux { crux, answer: CruxAnswer { would, numbers } }
        }
        Sealed::Poll { poll, vote } => {
            let vote = match vote {
                Vote::Stance(it) => Vote::Stance(
                    it.iter().map(|it| if *it == Stance::Pass { Stance::Agree } else { Stance::Pass }).collect(),
                ),
                Vote::Impact(it) => Vote::Impact(it.iter().map(|it| 4 - it.min(&4)).collect()),
                Vote::Dots(it) => Vote::Dots(it.iter().map(|it| u8::from(*it == 0)).collect()),
            };
            Sealed::Poll { poll, vote }
        }
    }
}

/// Whether this shows what was sealed.
fn reveals(what: &What, of: &Sealed) -> bool {
    match (what, of) {
        (What::RoundRevealed(it), Sealed::Round { round, .. }) => it == round,
        (What::CruxRevealed(it), Sealed::Crux { crux, .. }) => it == crux,
        (What::PollRevealed(it), Sealed::Poll { poll, .. }) => it == poll,
        _ => false,
    }
}

fn check(room: Room, steps: &[[u8; 5]]) -> Result<usize, TestCaseError> {
    // Each secret with a twin of the room in which it is another.
    let mut twins: Vec<(SeatId, Sealed, Room)> = Vec::new();
    let (mut room, mut compared) = (room, 0);
    for &step in steps {
        let (who, command) = command(step);
        let before = room.clone();
        let outcome = room.act(who, command.clone());
        for twin in &mut twins {
            prop_assert_eq!(&twin.2.act(who, command.clone()), &outcome, "what is refused tells a secret");
        }
        let new: Vec<Event> = room.log[before.log.len()..].to_vec();
        twins.retain(|twin| !new.iter().any(|it| reveals(&it.what, &twin.1)));
        for event in new {
            if let What::Entered { seat, what } = &event.what {
                twins.retain(|it| it.0 != *seat);
                let other = swapped(what);
                let mut twin = before.clone();
                twin.now = room.now;
                let entered = What::Entered { seat: *seat, what: other.clone() };
                twin.session.fold(&Event { what: entered.clone(), ..event.clone() });
                twin.log.push(Event { what: entered, ..event.clone() });
                twins.push((*seat, other, twin));
            }
        }
        for (seat, _, twin) in &twins {
            for viewer in viewers(&room.session).filter(|it| *it != Viewer::Seat(*seat)) {
                prop_assert_eq!(room.seen(viewer), twin.seen(viewer));
                compared += 1;
            }
        }
    }
    Ok(compared)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn nobody_else_sees_what_is_sealed(form: u8, names in names(), steps in steps()) {
        check(room(form, names), &steps)?;
    }
}

#[test]
fn the_comparison_has_something_to_compare() {
    // Seat 1 answers the round, the crux and the vote; then others talk.
    let steps = [[22, 0, 0, 0, 60], [22, 0, 0, 0, 60], [22, 0, 3, 0, 62], [22, 0, 5, 0, 5], [38, 8, 0, 0, 0]];
    assert!(check(room(0, Names::Named), &steps).unwrap() >= 15);
}

#[test]
fn who_answered_sees_it_and_a_reveal_shows_it() {
    let mut room = room(0, Names::Named);
    room.answer(1, Said::Percent(77)).unwrap();
    assert!(room.seen(Viewer::Seat(SeatId(1))).contains("77"));
    for viewer in [Viewer::Host, Viewer::Projector, Viewer::Seat(SeatId(2)), Viewer::Seat(SeatId(99))] {
        assert!(!room.seen(viewer).contains("77"), "{viewer:?}");
    }
    room.answer(2, Said::Percent(20)).unwrap();
    room.answer(3, Said::Percent(31)).unwrap();
    room.host(HostCommand::Reveal(cruxmap::session::RoundId(1))).unwrap();
    for viewer in viewers(&room.session) {
        assert!(room.seen(viewer).contains("[20,31,77]"), "{viewer:?}");
    }
}

#[test]
fn the_facilitators_notes_are_for_nobody_else() {
    let mut room = room(0, Names::Named);
    room.join("Eve", Role::Scribe, false).unwrap();
    room.host(HostCommand::Note { text: "keep an eye on Bo".to_owned(), item: None }).unwrap();
    room.seat(5, SeatCommand::Note { text: "a note for all".to_owned(), item: None }).unwrap();
    for viewer in viewers(&room.session) {
        let seen = room.seen(viewer);
        assert_eq!(seen.contains("keep an eye"), viewer == Viewer::Host, "{viewer:?}");
        assert_eq!(seen.contains("a note for all"), viewer != Viewer::Projector, "{viewer:?}");
    }
    for text in [room.session.minutes_markdown(), room.session.minutes_html()] {
        assert!(text.contains("a note for all") && !text.contains("keep an eye"));
    }
    // No key and no hash of one is ever shown.
    for seat in room.session.seats.values() {
        let hash = serde_json::to_string(&seat.token).unwrap();
        assert!(viewers(&room.session).all(|it| !room.seen(it).contains(&hash)));
    }
}

#[test]
fn a_seats_json_is_never_a_facilitators_command() {
    // If a facilitator's command could be read, this call would be ambiguous and the test would not compile.
    trait NotRead<A> {
        fn holds() {}
    }
    impl<T> NotRead<()> for T {}
    struct IsRead;
    impl<T: DeserializeOwned> NotRead<IsRead> for T {}
    <SeatCommand as NotRead<IsRead>>::holds();
    <HostCommand as NotRead<_>>::holds();
    <cruxmap::session::DoorCommand as NotRead<_>>::holds();
    <cruxmap::session::Command as NotRead<_>>::holds();
    for text in [r#"{"reveal":1}"#, r#"{"host":{"close":null}}"#, r#""close""#, r#"{"give_floor":1}"#, "{}", "[]", ""] {
        assert!(serde_json::from_str::<SeatCommand>(text).is_err(), "{text}");
    }
    let text = r#"{"enter":{"round":{"round":1,"answer":{"said":{"percent":70}}}}}"#;
    assert!(serde_json::from_str::<SeatCommand>(text).is_ok());
}

#[test]
fn the_log_for_others_tells_no_more_than_the_minutes() {
    let mut room = Room::open("seminar", Names::Named);
    room.join_all(&["Ada"], true);
    room.join_all(&["Bo", "Cem", "Dora"], false);
    room.round(&[80, 25, 60, 33]);
    room.host(HostCommand::Note { text: "for myself".to_owned(), item: None }).unwrap();
    room.host(HostCommand::OpenRound(cruxmap::session::ItemId(1))).unwrap();
    room.answer(1, Said::Percent(91)).unwrap();
    let text = room.session.public_log(&room.log);
    assert!(text.contains("\"percent\":80"), "who agreed is told");
    for hidden in ["\"percent\":25", "\"percent\":91", "for myself"] {
        assert!(!text.contains(hidden), "{hidden}: {text}");
    }
    for seat in room.session.seats.values() {
        assert!(!text.contains(serde_json::to_string(&seat.token).unwrap().trim_matches('"')));
    }
    let read = cruxmap::session::read_log(text.as_bytes()).unwrap();
    assert_eq!(cruxmap::session::Session::replay(&read.events).seats.len(), 4);
}
