//! Whatever is asked, in whatever state: it is done or refused, and the log comes to the same.

use crate::{Room, token, viewers};
use cruxmap::{
    map::Map,
    session::{
        Answer, Command, CruxAnswer, CruxId, DoorCommand, Event, Hand, Hashed, HostCommand, ItemId, Moment, Names,
        Numbers, ParaphraseId, PollId, PollKind, ProposalId, Proposed, ProposedKind, Role, RoundId, Said, Sealed,
        SeatCommand, SeatId, Session, Settings, Side, Stance, Verdict, Vote, Who, Would, apply, read_log, view,
    },
};
use proptest::prelude::*;

/// A step: numbers of which a command is made.
pub type Step = [u8; 5];

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(any::<[u8; 5]>(), 0..120)
}

fn text(n: u8) -> String {
    match n % 6 {
        0 => String::new(),
        1 => "Why not?".to_owned(),
        2 => "<img onerror=alert(1)>, \"quoted\"\nand a line".to_owned(),
        3 => "\u{202e}turned".to_owned(),
        4 => "long ".repeat(500),
        _ => format!("Words {n}"),
    }
}

fn said(n: u8) -> Said {
    match n % 8 {
        0 => Said::DontKnow,
        1 => Said::Unclear,
        2 => Said::Percent(n),
        _ => Said::Percent(1 + n % 99),
    }
}

pub fn sealed(a: u8, b: u8, c: u8) -> Sealed {
    let nth = u32::from(b % 3) + 1;
    match a % 6 {
        0..=2 => Sealed::Round { round: RoundId(nth), answer: Answer { said: said(c), reason: format!("r{c}") } },
        3 | 4 => {
            let numbers = Numbers { p: c.is_multiple_of(2).then_some(c % 100), q: b % 101, a: c % 100, b: 99 - c % 99 };
            let would = Would::ALL[usize::from(c % 4)];
            Sealed::Crux {
                crux: CruxId(nth),
                answer: CruxAnswer { would, numbers: (!c.is_multiple_of(3)).then_some(numbers) },
            }
        }
        _ => {
            let vote = match c % 3 {
                0 => Vote::Stance(vec![[Stance::Agree, Stance::Disagree, Stance::Pass][usize::from(c / 3 % 3)]; 2]),
                1 => Vote::Impact(vec![c % 6, c / 6 % 6]),
                _ => Vote::Dots(vec![c % 4, c / 4 % 4]),
            };
            Sealed::Poll { poll: PollId(nth), vote }
        }
    }
}

fn host([_, kind, a, b, c]: Step) -> HostCommand {
    let (one, two, seat) = (u32::from(a % 3) + 1, u32::from(b % 4) + 1, SeatId(u32::from(a % 8)));
    match kind % 36 {
        0 => HostCommand::Set(Settings {
            names: [Names::Named, Names::Pseudonym, Names::Anonymous][usize::from(a % 3)],
            swing: b,
            say_back_first: a > 99,
            shows_talk: b > 99,
        }),
        1 => HostCommand::Lock(a % 4 == 0),
        2 | 3 => HostCommand::AddItem { text: text(a), node: (b % 3 == 0).then(|| text(b)) },
        4 => HostCommand::StartPhase(usize::from(a % 7)),
        5 | 6 => HostCommand::NextPhase,
        7 => HostCommand::Extend(u32::from(a)),
        8 => HostCommand::Pause,
        9 | 10 => HostCommand::Resume,
        11..=13 => HostCommand::OpenRound(ItemId(one)),
        14 => HostCommand::Reveal(RoundId(one)),
        15 => HostCommand::DropRound(RoundId(one)),
        16 => HostCommand::GiveFloor(seat),
        17 => HostCommand::GiveNextFloor,
        18 => HostCommand::EndFloor,
        19 => HostCommand::LowerHand(seat),
        20 => HostCommand::Accept { proposal: ProposalId(one), text: (b % 2 == 0).then(|| text(c)) },
        21 => HostCommand::Merge { proposal: ProposalId(one), into: ItemId(two) },
        22 => HostCommand::Decline { proposal: ProposalId(one), reason: text(b) },
        23 | 24 => HostCommand::TestCrux { item: ItemId(one), question: text(b), node: None },
        25 => HostCommand::RevealCrux(CruxId(one)),
        26 | 27 => HostCommand::OpenPoll {
            kind: [PollKind::Stance, PollKind::Impact, PollKind::Dots(3)][usize::from(a % 3)],
            text: text(b),
            options: vec![text(c | 1), "b".to_owned()],
        },
        28 => HostCommand::RevealPoll(PollId(one)),
        29 => HostCommand::Park(text(a)),
        30 => HostCommand::Act { text: text(a), who: text(b) },
        31 => HostCommand::Note { text: text(a), item: (b % 2 == 0).then_some(ItemId(two)) },
        32 => HostCommand::SetRole { seat, role: role(b) },
        33 if b % 4 == 0 => HostCommand::RemoveSeat(seat),
        _ if c < 12 => HostCommand::Close,
        _ if c % 2 == 0 => HostCommand::EnterFor { seat, what: sealed(b, c, a) },
        _ => HostCommand::GiveCode { seat, code: Hashed::code(&format!("CODE{b}")) },
    }
}

fn role(n: u8) -> Role {
    [Role::Participant, Role::Participant, Role::Observer, Role::Scribe][usize::from(n % 4)]
}

fn at_seat([_, kind, a, b, c]: Step) -> SeatCommand {
    let (one, seat) = (u32::from(a % 3) + 1, SeatId(u32::from(b % 5)));
    match kind % 18 {
        0..=6 => SeatCommand::Enter(sealed(a, b, c)),
        7 => SeatCommand::EnterFor { seat, what: sealed(a, c, b) },
        8 | 9 => SeatCommand::Raise([Hand::NewPoint, Hand::Reply(seat), Hand::Process][usize::from(a % 3)]),
        10 => SeatCommand::Lower,
        11 => SeatCommand::EndTurn,
        12 => SeatCommand::SayBack { of: seat, text: text(c) },
        13 => SeatCommand::Judge {
            paraphrase: ParaphraseId(one),
            verdict: [Verdict::Yes, Verdict::Mostly, Verdict::No][usize::from(b % 3)],
            missed: text(c),
        },
        14 => SeatCommand::Propose(Proposed {
            kind: [ProposedKind::Claim, ProposedKind::Evidence, ProposedKind::Crux][usize::from(a % 3)],
            text: text(b),
            quote: text(c),
            about: (c % 4 != 0).then_some(ItemId(one)),
            side: [None, Some(Side::For), Some(Side::Against)][usize::from(b % 3)],
        }),
        15 => SeatCommand::BeNamed(a % 2 == 0),
        16 if a % 2 == 0 => SeatCommand::Park(text(b)),
        16 => SeatCommand::Act { text: text(b), who: text(c) },
        _ => SeatCommand::Note { text: text(a), item: (b % 2 == 0).then_some(ItemId(one)) },
    }
}

/// Who asks for what: mostly what may come, sometimes what may not.
pub fn command(step: Step) -> (Who, Command) {
    let [who, kind, a, b, c] = step;
    match who % 16 {
        0..=5 => (Who::Host, host(step).into()),
        6..=12 => (Who::Seat(SeatId(u32::from(who / 16 % 6))), at_seat(step).into()),
        13 if kind % 2 == 0 => (
            Who::Door,
            DoorCommand::Join { name: text(a | 1), role: role(b), token: token(c % 16), be_named: a % 2 == 0 }.into(),
        ),
        13 => (
            Who::Door,
            DoorCommand::Join { name: format!("P{c}"), role: role(b), token: token(c), be_named: a % 2 == 0 }.into(),
        ),
        14 if kind % 11 == 0 => {
            (Who::Door, DoorCommand::Sit { name: format!("S{c}"), role: role(b), be_named: a % 2 == 0 }.into())
        }
        14 if kind % 7 == 0 => (Who::Door, DoorCommand::Here(SeatId(u32::from(a % 8))).into()),
        14 if kind % 3 == 0 => (Who::Door, DoorCommand::Gone(SeatId(u32::from(a % 8))).into()),
        14 if kind % 3 == 1 => {
            (Who::Door, DoorCommand::BackWithCode { code: format!("code {b}"), token: token(c) }.into())
        }
        14 => (Who::Door, DoorCommand::Back { token: token(c) }.into()),
        _ if kind % 2 == 0 => (Who::Seat(SeatId(1)), host(step).into()),
        _ => (Who::Host, at_seat(step).into()),
    }
}

/// A room with four people in it.
pub fn room(form: u8, names: Names) -> Room {
    let form = ["estimate-talk-estimate", "double-crux", "seminar", "silent-start-1-2-4-all"][usize::from(form % 4)];
    let mut room = Room::open(form, names);
    for (nth, name) in (200..).zip(["Ada", "Bo", "Cem", "Dora"]) {
        let role = if form == "double-crux" && nth > 201 { Role::Scribe } else { Role::Participant };
        let join = DoorCommand::Join { name: name.to_owned(), role, token: token(nth), be_named: nth % 2 == 0 };
        room.act(Who::Door, join).unwrap();
    }
    room.host(HostCommand::OpenRound(ItemId(1))).unwrap();
    room.host(HostCommand::TestCrux { item: ItemId(1), question: "Is it so?".to_owned(), node: None }).unwrap();
    let options = vec!["a".to_owned(), "b".to_owned()];
    room.host(HostCommand::OpenPoll { kind: PollKind::Dots(3), text: "What next?".to_owned(), options }).unwrap();
    room
}

pub fn names() -> impl Strategy<Value = Names> {
    prop_oneof![Just(Names::Named), Just(Names::Pseudonym), Just(Names::Anonymous)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn the_log_comes_to_the_session_after_every_step(form: u8, names in names(), steps in steps()) {
        let mut room = room(form, names);
        for step in steps {
            let (who, command) = command(step);
            // Done or refused: that it ends is the point.
            let _ = room.act(who, command);
            prop_assert_eq!(&Session::replay(&room.log), &room.session);
        }
        let lines: String = room.log.iter().map(Event::line).collect();
        let read = read_log(lines.as_bytes()).unwrap();
        prop_assert_eq!(&read.events, &room.log);
        prop_assert_eq!(read.told, None);
        for viewer in viewers(&room.session) {
            room.seen(viewer);
        }
        // Brought in as it stands, then closed and brought in, then once more.
        let mut maps = Vec::new();
        let mut map = Map::default();
        for nth in 0..3 {
            for edit in room.session.edits(&map) {
                map = edit.make(map, &mut cruxmap::map::Ids::seeded(nth)).unwrap();
            }
            prop_assert_eq!(map.problems(), Vec::<String>::new());
            let _ = room.host(HostCommand::Close);
            maps.push(map.clone());
        }
        prop_assert!(maps[1] == maps[2], "bringing it in again changes something");
        prop_assert!(room.session.minutes_html().ends_with("</html>\n"));
        prop_assert!(!room.session.minutes_html().contains("<img"));
    }

    #[test]
    fn any_events_in_any_order_are_folded(form: u8, steps in steps(), order in prop::collection::vec(any::<prop::sample::Index>(), 0..60)) {
        let mut room = room(form, Names::Named);
        for step in steps {
            let (who, command) = command(step);
            let _ = room.act(who, command);
        }
        let events: Vec<Event> = order.iter().map(|it| room.log[it.index(room.log.len())].clone()).collect();
        let session = Session::replay(&events);
        for viewer in viewers(&session) {
            view(&session, viewer, Moment(u64::MAX));
        }
        session.minutes_markdown();
        session.answers_csv();
        session.edits(&Map::default());
        Session::recover(&events);
        for (who, command) in [(Who::Host, HostCommand::NextPhase.into()), (Who::Seat(SeatId(1)), at_seat([0, 1, 2, 3, 4]).into())] {
            let command: Command = command;
            let _ = apply(&session, who, command, Moment(0));
        }
    }

    #[test]
    fn who_comes_late_changes_no_old_round(names in names(), before in steps(), after in steps()) {
        let mut room = room(0, names);
        for step in before {
            let (who, command) = command(step);
            let _ = room.act(who, command);
        }
        let over = |session: &Session| -> Vec<_> {
            session.rounds.iter().filter(|it| it.1.ended.is_some()).map(|(id, it)| (*id, it.clone())).collect()
        };
        let old = over(&room.session);
        if room.join("Late", Role::Participant, true).is_ok() {
            let late = *room.session.seats.keys().last().unwrap();
            for mut step in after {
                // The one who came late does most of it, and also answers old rounds.
                let (who, command) = if step[0] % 2 == 0 { step[1] %= 8; (Who::Seat(late), at_seat(step).into()) } else { command(step) };
                let _ = room.act(who, command);
            }
            let now = over(&room.session);
            prop_assert_eq!(&now.into_iter().filter(|it| old.iter().any(|old| old.0 == it.0)).collect::<Vec<_>>(), &old);
            prop_assert!(old.iter().all(|it| !it.1.answers.contains_key(&late)));
        }
    }
}

#[test]
fn the_steps_reach_every_kind_of_event() {
    use proptest::{strategy::ValueTree as _, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let mut seen = std::collections::BTreeSet::new();
    for nth in 0..400_u16 {
        let steps = steps().new_tree(&mut runner).unwrap().current();
        let mut room = room(u8::try_from(nth % 4).unwrap(), Names::Named);
        for step in steps {
            let (who, command) = command(step);
            let _ = room.act(who, command);
        }
        for event in &room.log {
            let what = serde_json::to_value(&event.what).unwrap();
            seen.insert(
                what.as_str().map_or_else(|| what.as_object().unwrap().keys().next().unwrap().clone(), str::to_owned),
            );
        }
    }
    // All but the one that `recover` adds, which tests/session/killed.rs sees.
    assert_eq!(seen.len(), 35, "{seen:?}");
}
