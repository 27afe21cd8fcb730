//! A program that is killed at any moment loses no answer that was acknowledged.

use crate::{
    Room,
    random::{command, room, steps},
};
use cruxmap::{
    save::Log,
    session::{Event, HostCommand, Names, Reject, Said, SeatCommand, SeatId, Session, What, read_log},
};
use proptest::{
    strategy::{Strategy as _, ValueTree as _},
    test_runner::TestRunner,
};
use std::fs;

/// A long session, and its log as it stands on the disk.
fn played() -> (Room, String) {
    let mut runner = TestRunner::deterministic();
    let mut room = room(0, Names::Named);
    while room.log.len() < 250 {
        for step in steps().new_tree(&mut runner).unwrap().current() {
            let (who, command) = command(step);
            if command != HostCommand::Close.into() {
                let _ = room.act(who, command);
            }
        }
        // Something to be answered stands open most of the time.
        let _ = room.host(HostCommand::Resume);
        let _ = room.host(HostCommand::OpenRound(cruxmap::session::ItemId(1)));
        for seat in 1..=4 {
            let _ = room.answer(seat, Said::Percent(u8::try_from(room.log.len() % 99 + 1).unwrap_or(1)));
        }
    }
    let text = room.log.iter().map(Event::line).collect();
    (room, text)
}

/// All that was answered in these events.
fn answers(session: &Session) -> usize {
    let rounds: usize = session.rounds.values().map(|it| it.answers.len()).sum();
    let cruxes: usize = session.cruxes.values().map(|it| it.answers.len()).sum();
    rounds + cruxes + session.polls.values().map(|it| it.votes.len()).sum::<usize>()
}

#[test]
fn cut_anywhere_the_log_brings_back_every_whole_event_and_goes_on() {
    let (room, text) = played();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("session.log");
    let (mut torn, mut most) = (0, 0);
    for nth in 0..=100 {
        let cut = text.floor_char_boundary(text.len() * nth / 100);
        fs::write(&path, &text.as_bytes()[..cut]).unwrap();
        let whole = text[..cut].matches('\n').count();
        let (mut log, bytes) = Log::open(&path).unwrap();
        let read = read_log(&bytes).unwrap();
        assert_eq!(read.events, room.log[..whole]);
        torn += usize::from(read.told.is_some());
        let (mut session, event) = Session::recover(&read.events);
        let before = Session::replay(&room.log[..whole]);
        assert_eq!((&session.rounds, &session.cruxes, &session.polls), (&before.rounds, &before.cruxes, &before.polls));
        assert_eq!(session.seats.keys().collect::<Vec<_>>(), before.seats.keys().collect::<Vec<_>>());
        most = most.max(answers(&session));
        assert_eq!(event.is_some(), whole > 0);
        let Some(event) = event else { continue };
        assert!(session.paused.is_some(), "it comes back paused");
        assert_eq!(event.what, What::Recovered);
        assert!(session.seats.values().all(|it| it.gone.is_some()), "everybody is to come back");
        log.append(&event.line()).unwrap();
        // It goes on where it was, and the log with it.
        for what in [HostCommand::Resume, HostCommand::Park("later".to_owned())] {
            for event in cruxmap::session::apply(&session, cruxmap::session::Who::Host, what, session.at).unwrap() {
                log.append(&event.line()).unwrap();
                session.fold(&event);
            }
        }
        drop(log);
        let read = read_log(&fs::read(&path).unwrap()).unwrap();
        assert_eq!(read.told, None, "nothing of the torn line is left");
        assert_eq!(Session::replay(&read.events), session);
    }
    assert!(torn > 80, "most cuts were in the middle of a line: {torn}");
    assert!(most > 8, "there was something to lose: {most}");
}

#[test]
fn who_was_there_is_back_as_soon_as_they_do_something() {
    let mut room = room(0, Names::Named);
    let (session, event) = Session::recover(&room.log);
    room.log.extend(event);
    room.session = session;
    assert_eq!(room.seat(1, SeatCommand::Lower), Err(Reject::Paused));
    room.host(HostCommand::Resume).unwrap();
    room.seat(1, SeatCommand::Park("back".to_owned())).unwrap();
    let here: Vec<bool> = room.session.seats.values().map(|it| it.gone.is_none()).collect();
    assert_eq!(here, [true, false, false, false]);
    assert_eq!(Session::replay(&room.log), room.session);
    assert!(room.session.seats.contains_key(&SeatId(4)));
}

#[test]
fn what_is_no_log_is_told_with_its_line() {
    let (room, text) = played();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let without = |nth: usize| lines.iter().enumerate().filter(|it| it.0 != nth).map(|it| *it.1).collect::<String>();
    let told = read_log(without(7).as_bytes()).unwrap_err();
    assert!(told.starts_with("line 8 is event 9 where event 8 was expected"), "{told}");
    let damaged = text.replacen("\"seq\":5,", "\"seq\":x,", 1);
    assert!(read_log(damaged.as_bytes()).unwrap_err().starts_with("line 5 is no event"), "{damaged:.900}");
    assert!(read_log(b"\xff\xfe\n").unwrap_err().starts_with("line 1 is no event"));
    assert_eq!(read_log(b"").unwrap().events, []);
    assert!(room.log.len() >= 250);
}

/// A log is read for ever: this one holds every kind of event as it was first written.
#[test]
fn an_old_log_is_read() {
    let text = include_str!("v1.jsonl");
    let read = read_log(text.as_bytes()).unwrap();
    let kind = |event: &Event| {
        let what = serde_json::to_value(&event.what).unwrap();
        what.as_str().map_or_else(|| what.as_object().unwrap().keys().next().unwrap().clone(), str::to_owned)
    };
    let kinds: std::collections::BTreeSet<String> = read.events.iter().map(kind).collect();
    assert_eq!(kinds.len(), 35, "{kinds:?}");
    assert_eq!(read.events.iter().map(Event::line).collect::<String>(), text, "it is still written like that");
    let minutes = Session::replay(&read.events).minutes_markdown();
    assert!(minutes.contains("close 63 %") && minutes.contains("missed: I doubt that it would at that price."));
}
