//! Who may do what, and when; timers; turns; names; coming and going.

use crate::{Room, token};
use cruxmap::session::{
    Answer, Decision, DoorCommand, Hand, Hashed, HostCommand, ItemId, Moment, Names, ParaphraseId, PollKind,
    ProposalId, Proposed, ProposedKind, Reject, Role, RoundId, Said, Sealed, SeatCommand, SeatId, Session, Settings,
    Template, Verdict, Viewer, Who, view,
};

fn room() -> Room {
    let mut room = Room::open("estimate-talk-estimate", Names::Named);
    room.join_all(&["Ada", "Bo", "Cem"], false);
    room
}

#[test]
fn a_round_is_answered_while_it_is_open_and_never_by_a_timer() {
    let mut room = room();
    assert_eq!(room.answer(1, Said::Percent(50)), Err(Reject::NoSuch("round")));
    room.host(HostCommand::OpenRound(ItemId(1))).unwrap();
    assert_eq!(room.host(HostCommand::OpenRound(ItemId(1))), Err(Reject::RoundOpen));
    assert_eq!(room.host(HostCommand::Reveal(RoundId(1))), Err(Reject::NothingToReveal));
    for percent in [0, 100, 255] {
        assert_eq!(room.answer(1, Said::Percent(percent)), Err(Reject::NotAPercentage));
    }
    room.answer(1, Said::Percent(40)).unwrap();
    // Hours after the phase was to end nothing has happened by itself.
    room.now += 9 * 3_600_000;
    room.answer(1, Said::Percent(45)).unwrap();
    room.host(HostCommand::Reveal(RoundId(1))).unwrap();
    assert_eq!(room.session.rounds[&RoundId(1)].answers.len(), 1, "nobody answers for anybody");
    let late = Sealed::Round { round: RoundId(1), answer: Answer { said: Said::Unclear, reason: String::new() } };
    assert_eq!(room.seat(2, SeatCommand::Enter(late.clone())), Err(Reject::RoundOver));
    assert_eq!(room.host(HostCommand::EnterFor { seat: SeatId(2), what: late }), Err(Reject::RoundOver));
}

#[test]
fn time_is_soft() {
    let mut room = room();
    let ends = |room: &Room| room.session.phase().unwrap().1.ends;
    let before = ends(&room);
    room.host(HostCommand::Extend(5)).unwrap();
    assert_eq!(ends(&room).since(before), 300_000);
    assert_eq!(room.host(HostCommand::Extend(0)), Err(Reject::BadExtension));
    room.host(HostCommand::Pause).unwrap();
    assert_eq!(room.seat(1, SeatCommand::Raise(Hand::Process)), Err(Reject::Paused));
    room.now += 60_000;
    room.host(HostCommand::Resume).unwrap();
    assert_eq!(ends(&room).since(before), 300_000 + 62_000);
    // A clock that goes back stands still.
    room.now -= 500_000;
    room.host(HostCommand::Park("later".to_owned())).unwrap();
    assert!(room.log.windows(2).all(|it| it[0].at <= it[1].at && it[0].seq + 1 == it[1].seq));
}

#[test]
fn new_voices_come_first_and_a_reply_after_saying_back() {
    let mut room = room();
    let settings = Settings { say_back_first: true, ..Settings::default() };
    room.host(HostCommand::Set(settings)).unwrap();
    assert_eq!(room.host(HostCommand::GiveNextFloor), Err(Reject::NoHand));
    room.host(HostCommand::GiveFloor(SeatId(1))).unwrap();
    room.now += 30_000;
    room.seat(1, SeatCommand::EndTurn).unwrap();
    assert_eq!(room.session.seats[&SeatId(1)].talked, 31_000);
    for (seat, hand) in [(1, Hand::NewPoint), (2, Hand::Reply(SeatId(1))), (3, Hand::NewPoint)] {
        room.seat(seat, SeatCommand::Raise(hand)).unwrap();
    }
    let order: Vec<u32> = room.session.queue().iter().map(|it| it.0.0).collect();
    assert_eq!(order, [2, 3, 1]);
    assert_eq!(room.host(HostCommand::GiveFloor(SeatId(2))), Err(Reject::ParaphraseFirst));
    room.host(HostCommand::GiveNextFloor).unwrap();
    assert_eq!(room.session.floor.unwrap().0, SeatId(3), "whoever may not yet is passed over");
    room.seat(2, SeatCommand::SayBack { of: SeatId(1), text: "You hold that…".to_owned() }).unwrap();
    let judge = |verdict| SeatCommand::Judge { paraphrase: ParaphraseId(1), verdict, missed: String::new() };
    assert_eq!(room.seat(3, judge(Verdict::Yes)), Err(Reject::NotYourView));
    room.seat(1, judge(Verdict::No)).unwrap();
    assert_eq!(room.host(HostCommand::GiveFloor(SeatId(2))), Err(Reject::ParaphraseFirst));
    room.seat(2, SeatCommand::SayBack { of: SeatId(1), text: "Rather that…".to_owned() }).unwrap();
    let second = SeatCommand::Judge { paraphrase: ParaphraseId(2), verdict: Verdict::Mostly, missed: String::new() };
    room.seat(1, second).unwrap();
    room.host(HostCommand::GiveFloor(SeatId(2))).unwrap();
    room.seat(1, SeatCommand::Raise(Hand::Process)).unwrap();
    assert_eq!(room.session.queue()[0].0, SeatId(1));
    room.host(HostCommand::NextPhase).unwrap();
    assert_eq!(room.seat(1, SeatCommand::Raise(Hand::NewPoint)), Err(Reject::Silent));
}

#[test]
fn talk_time_is_on_the_wall_only_if_that_is_set() {
    let mut room = room();
    room.host(HostCommand::GiveFloor(SeatId(1))).unwrap();
    room.host(HostCommand::EndFloor).unwrap();
    let talk = |room: &Room, viewer| view(&room.session, viewer, room.session.at).talk.len();
    assert_eq!([Viewer::Host, Viewer::Projector, Viewer::Seat(SeatId(1))].map(|it| talk(&room, it)), [1, 0, 0]);
    room.host(HostCommand::Set(Settings { shows_talk: true, ..Settings::default() })).unwrap();
    assert_eq!(talk(&room, Viewer::Projector), 1);
}

#[test]
fn names_are_fixed_with_the_first_answer_and_are_not_kept_where_nobody_is_named() {
    let mut room = room();
    let with = |names| HostCommand::Set(Settings { names, ..Settings::default() });
    room.host(with(Names::Pseudonym)).unwrap();
    room.host(HostCommand::OpenRound(ItemId(1))).unwrap();
    room.answer(1, Said::DontKnow).unwrap();
    assert_eq!(room.host(with(Names::Named)), Err(Reject::NamesFixed));
    for (name, why) in [
        ("ADA", Reject::NameTaken),
        (" ", Reject::NoName),
        ("a\u{202e}b", Reject::BadSigns),
        ("a\0", Reject::BadSigns),
        (&"n".repeat(41), Reject::LongName),
    ] {
        assert_eq!(room.join(name, Role::Participant, false), Err(why), "{name:?}");
    }
    let mut room = Room::open("seminar", Names::Anonymous);
    room.join_all(&["Ada"], true);
    assert!(!room.log.iter().any(|it| it.line().contains("Ada")));
    assert!(room.seen(Viewer::Host).contains("Seat 1"));
}

#[test]
fn who_drops_out_keeps_the_seat_and_comes_back() {
    let mut room = room();
    room.host(HostCommand::OpenRound(ItemId(1))).unwrap();
    room.answer(2, Said::Percent(40)).unwrap();
    room.act(Who::Door, DoorCommand::Gone(SeatId(3))).unwrap();
    let of = |room: &Room, later: u64| {
        view(&room.session, Viewer::Host, Moment(room.now + later)).round.map(|it| (it.answered, it.of)).unwrap()
    };
    assert_eq!((of(&room, 29_000), of(&room, 30_000)), ((1, 3), (1, 2)), "waited for 30 s");
    room.act(Who::Door, DoorCommand::Gone(SeatId(2))).unwrap();
    assert_eq!(of(&room, 99_000), (1, 2), "an answer stays");
    room.act(Who::Door, DoorCommand::Back { token: token(1) }).unwrap();
    assert_eq!(room.session.seats[&SeatId(2)].gone, None);
    let back = |code: &str, nth| DoorCommand::BackWithCode { code: code.to_owned(), token: token(nth) };
    assert_eq!(room.act(Who::Door, back("K7P 4QX", 77)), Err(Reject::UnknownCode));
    room.host(HostCommand::GiveCode { seat: SeatId(3), code: Hashed::code("K7P4QX") }).unwrap();
    assert_eq!(room.act(Who::Door, back("k7p 4qx", 0)), Err(Reject::TokenInUse));
    room.act(Who::Door, back("k7p 4qx", 77)).unwrap();
    assert_eq!(room.act(Who::Door, back("k7p 4qx", 78)), Err(Reject::UnknownCode), "a code is good once");
    assert_eq!(
        room.act(Who::Door, DoorCommand::Back { token: token(2) }),
        Err(Reject::UnknownToken),
        "the old key is void"
    );
    room.host(HostCommand::Lock(true)).unwrap();
    assert_eq!(room.join("New", Role::Observer, false), Err(Reject::Locked));
    room.act(Who::Door, DoorCommand::Back { token: token(77) }).unwrap();
}

#[test]
fn proposals_are_decided_on_once_and_lead_to_items_and_tests() {
    let mut room = room();
    let propose = |kind, quote: &str, about| {
        SeatCommand::Propose(Proposed { kind, text: "Is it?".to_owned(), quote: quote.to_owned(), about, side: None })
    };
    assert_eq!(room.seat(1, propose(ProposedKind::Crux, "", None)), Err(Reject::NoClaim));
    assert_eq!(room.seat(1, propose(ProposedKind::Evidence, " ", None)), Err(Reject::NoWords));
    room.seat(1, propose(ProposedKind::Claim, "", None)).unwrap();
    room.seat(2, propose(ProposedKind::Crux, "", Some(ItemId(1)))).unwrap();
    let seen = |room: &Room, seat| view(&room.session, Viewer::Seat(SeatId(seat)), room.session.at).proposals.len();
    assert_eq!((seen(&room, 1), seen(&room, 3)), (1, 0), "one's own, until they are decided on");
    room.host(HostCommand::Accept { proposal: ProposalId(1), text: Some("It is.".to_owned()) }).unwrap();
    room.host(HostCommand::Accept { proposal: ProposalId(2), text: None }).unwrap();
    assert_eq!(room.session.items[&ItemId(2)].text, "It is.");
    assert_eq!(room.session.cruxes.len(), 1);
    let reason = "no".to_owned();
    assert_eq!(room.host(HostCommand::Decline { proposal: ProposalId(2), reason }), Err(Reject::IsDecided));
    assert_eq!(room.session.proposals[&ProposalId(1)].decision, Some(Decision::Accepted("It is.".to_owned())));
    for _ in 0..20 {
        room.seat(3, propose(ProposedKind::Claim, "", None)).unwrap();
    }
    assert!(matches!(room.seat(3, propose(ProposedKind::Claim, "", None)), Err(Reject::Full { most: 20, .. })));
}

#[test]
fn each_role_has_its_powers() {
    let mut room = room();
    room.join("Obi", Role::Observer, false).unwrap();
    room.join("Sam", Role::Scribe, false).unwrap();
    room.host(HostCommand::OpenRound(ItemId(1))).unwrap();
    let note = || SeatCommand::Note { text: "noted".to_owned(), item: Some(ItemId(1)) };
    assert_eq!(room.answer(4, Said::Percent(5)), Err(Reject::ParticipantsOnly));
    assert_eq!(room.answer(5, Said::Percent(5)), Err(Reject::ParticipantsOnly));
    assert_eq!(room.seat(1, note()), Err(Reject::ScribeOnly));
    room.seat(5, note()).unwrap();
    let answer = Answer { said: Said::Percent(5), reason: String::new() };
    let what = Sealed::Round { round: RoundId(1), answer };
    let enter = |seat| SeatCommand::EnterFor { seat: SeatId(seat), what: what.clone() };
    assert_eq!(room.seat(1, enter(2)), Err(Reject::ScribeOnly));
    assert_eq!(room.seat(5, enter(4)), Err(Reject::ParticipantsOnly));
    room.seat(5, enter(2)).unwrap();
    assert_eq!(room.session.rounds[&RoundId(1)].answers[&SeatId(2)].said, Said::Percent(5));
    assert_eq!(room.act(Who::Seat(SeatId(1)), HostCommand::Close), Err(Reject::NotYours));
    assert_eq!(room.act(Who::Host, SeatCommand::Lower), Err(Reject::NotYours));
    room.host(HostCommand::Close).unwrap();
    assert_eq!(room.answer(1, Said::Percent(5)), Err(Reject::Closed));
    let mut two = Room::open("double-crux", Names::Named);
    two.join_all(&["Ada", "Bo"], false);
    assert_eq!(two.join("Cem", Role::Participant, false), Err(Reject::TooManyFor(2)));
    two.join("Cem", Role::Observer, false).unwrap();
}

#[test]
fn a_seat_that_is_taken_away_keeps_its_answers_and_no_key() {
    let mut room = room();
    room.host(HostCommand::OpenRound(ItemId(1))).unwrap();
    room.answer(2, Said::Percent(40)).unwrap();
    room.seat(2, SeatCommand::Raise(Hand::NewPoint)).unwrap();
    room.host(HostCommand::GiveCode { seat: SeatId(2), code: Hashed::code("AAAAAA") }).unwrap();
    room.host(HostCommand::RemoveSeat(SeatId(2))).unwrap();
    let seen = |room: &Room, viewer| view(&room.session, viewer, Moment(room.now));
    let of = |room: &Room| seen(room, Viewer::Host).round.map(|it| (it.answered, it.of)).unwrap();
    assert_eq!(of(&room), (1, 3), "the answer stays, and nobody else is waited for in its place");
    assert!(room.session.hands.is_empty());
    assert_eq!(room.answer(2, Said::Percent(60)), Err(Reject::SeatRemoved));
    assert_eq!(room.host(HostCommand::GiveFloor(SeatId(2))), Err(Reject::SeatRemoved));
    assert_eq!(room.host(HostCommand::RemoveSeat(SeatId(2))), Err(Reject::SeatRemoved));
    let back = |code: &str| DoorCommand::BackWithCode { code: code.to_owned(), token: token(99) };
    assert_eq!(room.act(Who::Door, DoorCommand::Back { token: token(1) }), Err(Reject::UnknownToken));
    assert_eq!(room.act(Who::Door, back("AAAAAA")), Err(Reject::UnknownCode));
    assert_eq!(seen(&room, Viewer::Host).seats.iter().filter(|it| it.removed).count(), 1);
    assert!(!room.seen(Viewer::Seat(SeatId(1))).contains("\"Bo\""), "others need not hear of it");
    // A mistake is mended by a new code.
    room.host(HostCommand::GiveCode { seat: SeatId(2), code: Hashed::code("BBBBBB") }).unwrap();
    room.act(Who::Door, back("BBBBBB")).unwrap();
    room.answer(2, Said::Percent(60)).unwrap();
    assert_eq!(Session::replay(&room.log), room.session);
    // Where the form has room for two, one who was sent away makes room; then nobody comes back to a third seat.
    let mut two = Room::open("double-crux", Names::Named);
    two.join_all(&["Ada", "Bo"], false);
    two.host(HostCommand::RemoveSeat(SeatId(1))).unwrap();
    let sit = |name: &str| DoorCommand::Sit { name: name.to_owned(), role: Role::Participant, be_named: false };
    two.act(Who::Door, sit("Cem")).unwrap();
    assert!(two.session.is_at_host(SeatId(3)) && !two.session.is_at_host(SeatId(2)));
    assert_eq!(two.act(Who::Door, DoorCommand::Here(SeatId(1))), Err(Reject::TooManyFor(2)));
    assert_eq!(two.act(Who::Door, sit("Dora")), Err(Reject::TooManyFor(2)));
}

#[test]
fn there_is_room_for_200_and_no_more() {
    let mut room = Room::open("silent-start-1-2-4-all", Names::Pseudonym);
    for nth in 0..200_u16 {
        let mut key = [0; 16];
        key[..2].copy_from_slice(&nth.to_le_bytes());
        let join = DoorCommand::Join {
            name: format!("P{nth}"),
            role: Role::Participant,
            token: cruxmap::session::Token(key),
            be_named: false,
        };
        room.act(Who::Door, join).unwrap();
    }
    assert_eq!(room.join("One more", Role::Observer, false), Err(Reject::Full { most: 200, of: "seats" }));
    let text = "x".repeat(2001);
    assert_eq!(room.seat(1, SeatCommand::Park(text)), Err(Reject::LongText));
    let options = vec!["a".to_owned(); 13];
    assert_eq!(
        room.host(HostCommand::OpenPoll { kind: PollKind::Stance, text: "?".to_owned(), options }),
        Err(Reject::BadPoll)
    );
    // A seat cannot use up what is there for all.
    room.host(HostCommand::OpenRound(ItemId(1))).unwrap();
    for nth in 0..1500_u16 {
        room.answer(1, Said::Percent(u8::try_from(nth % 2 + 1).unwrap())).unwrap();
    }
    assert_eq!(room.answer(1, Said::Percent(50)), Err(Reject::Full { most: 1500, of: "events of one seat" }));
    room.answer(2, Said::Percent(50)).unwrap();
    // Groups of two, then of four made of those.
    room.host(HostCommand::NextPhase).unwrap();
    let twos = room.session.phases.last().unwrap().groups.clone();
    room.host(HostCommand::NextPhase).unwrap();
    let fours = room.session.phases.last().unwrap().groups.clone();
    assert_eq!((twos.len(), fours.len()), (100, 50));
    assert_eq!([twos[0].clone(), twos[1].clone()].concat(), fours[0]);
    assert_eq!(view(&room.session, Viewer::Seat(SeatId(3)), room.session.at).groups, [["P0", "P1", "P2", "P3"]]);
    assert_eq!(Template::named("nonsense"), None);
}
