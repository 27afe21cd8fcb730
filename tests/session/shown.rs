//! What is shown once it is revealed: sorted, without names, never of too few; and what a crux test comes to.

use crate::{Room, viewers};
use cruxmap::session::{
    CruxAnswer, CruxId, Found, HostCommand, ItemId, Names, Numbers, Outcome, RoundId, Said, Sealed, SeatCommand,
    SeatId, Shown, Spread, Viewer, Why, Would, view,
};
use proptest::prelude::*;

const NAMES: [&str; 8] = ["Ada", "Bo", "Cem", "Dora", "Eli", "Fay", "Gil", "Hal"];

fn spread(room: &Room, round: u32) -> Option<Spread> {
    match room.session.shown(&room.session.rounds[&RoundId(round)]) {
        Some(Shown::Spread(it)) => Some(it),
        _ => None,
    }
}

fn room(people: usize, names: Names, be_named: bool) -> Room {
    let mut room = Room::open("estimate-talk-estimate", names);
    room.join_all(&NAMES[..people], be_named);
    room
}

proptest! {
    #[test]
    fn values_are_sorted_and_of_enough(percents in prop::collection::vec(1_u8..=99, 1..=8), anonymous: bool) {
        let names = if anonymous { Names::Anonymous } else { Names::Named };
        let mut room = room(percents.len(), names, true);
        room.round(&percents);
        let least = if anonymous { 5 } else { 3 };
        let it = spread(&room, 1);
        prop_assert_eq!(it.is_some(), percents.len() >= least);
        let mut sorted = percents.clone();
        sorted.sort_unstable();
        if let Some(it) = it {
            prop_assert_eq!(&it.values, &sorted);
            prop_assert!(it.quartiles[0] <= it.median && it.median <= it.quartiles[1]);
        } else {
            // Nothing that could be told of one: no value, no reason.
            let seen = serde_json::to_string(&view(&room.session, Viewer::Projector, room.session.at).items).unwrap();
            prop_assert!(!seen.contains("reason") && seen.contains("too_few"), "{}", seen);
        }
    }
}

#[test]
fn who_gives_no_credence_does_not_make_up_the_number() {
    let mut room = room(4, Names::Named, false);
    room.host(HostCommand::OpenRound(ItemId(1))).unwrap();
    for (seat, said) in [(1, Said::Percent(90)), (2, Said::DontKnow), (3, Said::Unclear), (4, Said::Percent(10))] {
        room.answer(seat, said).unwrap();
    }
    room.host(HostCommand::Reveal(RoundId(1))).unwrap();
    assert_eq!(spread(&room, 1), None);
}

#[test]
fn the_ends_give_their_reasons() {
    let mut room = room(4, Names::Named, false);
    room.round(&[40, 90, 10, 10]);
    let it = spread(&room, 1).unwrap();
    assert_eq!((it.median, it.quartiles, it.lowest.len()), (10, [10, 40], 2));
    assert_eq!(it.highest, ["reason 2"]);
    assert!(!room.seen(Viewer::Host).contains("reason 1\""), "the middle keeps its reasons");
}

#[test]
fn shifts_are_told_by_name_only_of_who_agreed_and_where_that_hides_the_others() {
    let shifts = |agreed: &[bool]| {
        let mut room = Room::open("seminar", Names::Named);
        for (name, &be_named) in NAMES.iter().zip(agreed) {
            room.join(name, cruxmap::session::Role::Participant, be_named).unwrap();
        }
        let before: Vec<u8> = (0..agreed.len()).map(|it| 10 + u8::try_from(it).unwrap()).collect();
        let after: Vec<u8> = before.iter().map(|it| it * 2).collect();
        room.round(&before);
        room.round(&after);
        room.session.shift(ItemId(1)).unwrap()
    };
    let named = |agreed: &[bool]| shifts(agreed).named.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
    assert_eq!(named(&[true, true, true]), ["Ada", "Bo", "Cem"]);
    assert_eq!(named(&[true, true, true, false]), [""; 0], "the fourth would be known by what is left");
    assert_eq!(named(&[true, true, false, false]), [""; 0]);
    assert_eq!(named(&[true, false, false, false]), ["Ada"]);
    let all = shifts(&[false, false, false]).all.unwrap();
    assert_eq!((all.medians, all.widths, all.up_same_down), ([11, 22], [2, 4], [3, 0, 0]));
    let two = shifts(&[true, true]);
    assert_eq!((two.all, two.named.len()), (None, 2));
}

#[test]
fn who_comes_late_is_not_imputed() {
    let mut room = room(3, Names::Named, true);
    room.round(&[20, 50, 80]);
    room.join_all(&["Late"], true);
    let late = view(&room.session, Viewer::Seat(SeatId(4)), room.session.at);
    assert!(late.missed.iter().any(|it| it.contains("from 20 to 80 %")), "{:?}", late.missed);
    room.round(&[30, 50, 70, 99]);
    let shift = room.session.shift(ItemId(1)).unwrap();
    assert_eq!((shift.people, shift.named.len()), (3, 3));
    assert!(view(&room.session, Viewer::Seat(SeatId(4)), room.session.at).missed.is_empty(), "they are in by now");
}

fn tested(answers: &[(Would, Option<[u8; 4]>)], p: &[u8]) -> Outcome {
    tested_as(Names::Named, answers, p)
}

fn tested_as(names: Names, answers: &[(Would, Option<[u8; 4]>)], p: &[u8]) -> Outcome {
    let mut room = room(answers.len(), names, true);
    if !p.is_empty() {
        room.round(p);
    }
    let question = "Is it so?".to_owned();
    room.host(HostCommand::TestCrux { item: ItemId(1), question, node: None }).unwrap();
    for (seat, &(would, numbers)) in (1..).zip(answers) {
        let numbers = numbers.map(|[p, q, a, b]| Numbers { p: (p > 0).then_some(p), q, a, b });
        let answer = CruxAnswer { would, numbers };
        room.seat(seat, SeatCommand::Enter(Sealed::Crux { crux: CruxId(1), answer })).unwrap();
    }
    assert_eq!(room.session.outcome(&room.session.cruxes[&CruxId(1)]), None, "it is sealed");
    room.host(HostCommand::RevealCrux(CruxId(1))).unwrap();
    room.session.outcome(&room.session.cruxes[&CruxId(1)]).unwrap()
}

const I: [u8; 4] = [80, 85, 90, 30];
const J: [u8; 4] = [25, 20, 65, 15];

#[test]
fn the_example_closes_63_percent() {
    let between = Some(["Ada".to_owned(), "Bo".to_owned()]);
    let found = |closes| Outcome::Found(Found { would: [2, 0, 0, 0], pairs: 1, closes, between: between.clone() });
    assert_eq!(tested(&[(Would::Yes, Some(I)), (Would::Yes, Some(J))], &[]), found(Some(63)));
    // What they answered on the claim stands for P(X) where they give none.
    let [mut i, mut j] = [I, J];
    (i[0], j[0]) = (0, 0);
    assert_eq!(tested(&[(Would::Yes, Some(i)), (Would::Yes, Some(j))], &[80, 25]), found(Some(63)));
    // Words suffice.
    assert_eq!(tested(&[(Would::Yes, None), (Would::Yes, None)], &[80, 25]), found(None));
}

#[test]
fn no_double_crux_says_why() {
    let why = |answers: &[(Would, Option<[u8; 4]>)], p: &[u8]| match tested(answers, p) {
        Outcome::NotFound { why, .. } => why,
        other => unreachable!("{other:?}"),
    };
    let with = |j: [u8; 4]| why(&[(Would::Yes, Some(I)), (Would::Yes, Some(j))], &[]);
    assert_eq!(with([25, 20, 40, 30]), Why::MovesOne);
    assert_eq!(with([25, 20, 15, 65]), Why::OppositeWays);
    assert_eq!(with([25, 70, 65, 15]), Why::AgreeOnQuestion);
    assert_eq!(with([70, 20, 85, 55]), Why::AgreeOnClaim);
    assert_eq!(why(&[(Would::No, None), (Would::Unsure, None)], &[80, 25]), Why::MovesNobody);
    assert_eq!(why(&[(Would::Yes, None), (Would::No, None)], &[80, 25]), Why::MovesOne);
    assert_eq!(why(&[(Would::Yes, None), (Would::Partly, None)], &[80, 70]), Why::AgreeOnClaim);
    assert_eq!(why(&[(Would::Yes, None), (Would::Yes, None)], &[]), Why::NoCredences);
    assert_eq!(why(&[(Would::Yes, None)], &[]), Why::TooFewAnswers);
    let four = [(Would::Yes, Some(I)), (Would::Yes, Some(J)), (Would::No, None), (Would::No, None)];
    assert_eq!(tested_as(Names::Anonymous, &four, &[]), Outcome::TooFew { least: 5 });
}

#[test]
fn numbers_that_do_not_fit_are_asked_again_of_their_own_seat_alone() {
    let mut room = room(2, Names::Named, true);
    let question = "Is it so?".to_owned();
    room.host(HostCommand::TestCrux { item: ItemId(1), question, node: None }).unwrap();
    let numbers = Some(Numbers { p: Some(30), q: 85, a: 90, b: 30 });
    let answer = CruxAnswer { would: Would::Yes, numbers };
    room.seat(1, SeatCommand::Enter(Sealed::Crux { crux: CruxId(1), answer })).unwrap();
    let asks = |viewer| view(&room.session, viewer, room.session.at).cruxes[0].look_again;
    assert!(asks(Viewer::Seat(SeatId(1))));
    assert!(![Viewer::Host, Viewer::Projector, Viewer::Seat(SeatId(2))].into_iter().any(asks));
    assert_eq!(room.session.cruxes[&CruxId(1)].answers[&SeatId(1)], answer, "nothing was corrected");
}

#[test]
fn the_whole_room_sees_a_reveal_at_once() {
    let mut room = Room::open("estimate-talk-estimate", Names::Named);
    for nth in 0..200_u16 {
        let mut key = [0; 16];
        key[..2].copy_from_slice(&nth.to_le_bytes());
        let (name, token) = (format!("Person {nth}"), cruxmap::session::Token(key));
        let role = cruxmap::session::Role::Participant;
        let join = cruxmap::session::DoorCommand::Join { name, role, token, be_named: true };
        room.act(cruxmap::session::Who::Door, join).unwrap();
    }
    let percents: Vec<u8> = (0..200).map(|it| u8::try_from(it % 99 + 1).unwrap()).collect();
    room.round(&percents);
    room.round(&percents);
    let start = std::time::Instant::now();
    let views = cruxmap::session::Views::of(&room.session, room.session.at);
    let bytes: usize = viewers(&room.session).map(|it| serde_json::to_string(&views.view(it)).unwrap().len()).sum();
    println!("202 views, {bytes} bytes, in {:?}", start.elapsed());
    for viewer in viewers(&room.session).take(5) {
        assert_eq!(views.view(viewer), view(&room.session, viewer, room.session.at));
        assert_eq!(views.view(viewer).items[0].rounds[0].answered, 200, "all are counted");
    }
}
