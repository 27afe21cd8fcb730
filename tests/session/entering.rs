//! What a session leaves in a map: credences with round and date, proposals with their authors, nothing twice.

use crate::Room;
use cruxmap::{
    map::{CredenceOrigin, Edit, Ids, Map, NodeId, NodeKind},
    session::{
        CruxAnswer, CruxId, Event, HostCommand, ItemId, Names, Numbers, ProposalId, Proposed, ProposedKind, Role,
        Sealed, SeatCommand, Session, Side, What, Would,
    },
};

/// The map after the session was closed and brought in.
fn entered(room: &Room, map: Map) -> Map {
    let mut room = room.clone();
    room.host(HostCommand::Close).unwrap();
    entered_so_far(&room, map)
}

fn entered_so_far(room: &Room, mut map: Map) -> Map {
    for edit in room.session.edits(&map) {
        map = edit.make(map, &mut Ids::seeded(9)).unwrap();
    }
    assert_eq!(map.problems(), Vec::<String>::new());
    map
}

/// Person, percent and round of the credences on a node, sorted.
fn credences(map: &Map, node: NodeId) -> Vec<(String, u32, Option<u32>)> {
    let name = |it: Option<_>| it.and_then(|it| map.person(it)).map(|it| it.name.clone()).unwrap_or_default();
    let mut all: Vec<_> = map
        .credences_on(node)
        .map(|(_, it)| {
            assert_eq!((it.origin, it.time.as_deref()), (CredenceOrigin::Voted, Some("2026-11-28")));
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole percentage")]
            let percent = (it.value * 100.0).round() as u32;
            (name(it.person), percent, it.round)
        })
        .collect();
    all.sort();
    all
}

fn named(map: &Map, text: &str) -> NodeId {
    map.nodes().find(|it| &*it.1.text == text).unwrap().0
}

#[test]
fn credences_enter_by_round_and_bringing_them_in_twice_adds_nothing() {
    let mut room = Room::open("seminar", Names::Named);
    room.join_all(&["Ada", "Bo", "Cem"], true);
    room.round(&[80, 25, 60]);
    room.round(&[70, 40, 60]);
    let map = entered(&room, Map::default());
    let claim = named(&map, "It would work.");
    let all = credences(&map, claim);
    assert_eq!(all.len(), 6);
    assert!(all.contains(&("Ada".to_owned(), 80, Some(1))) && all.contains(&("Ada".to_owned(), 70, Some(2))));
    assert_eq!(entered(&room, map.clone()), map);
    // The next session's rounds count for more than the last one's.
    let mut next = Room::open("seminar", Names::Named);
    next.now += 86_000;
    next.join_all(&["ada", "Bo", "Cem"], true);
    next.host(HostCommand::Park("so that it is another one".to_owned())).unwrap();
    next.session.title = "Another".to_owned();
    next.round(&[11, 12, 13]);
    let map = entered(&next, map);
    assert_eq!(credences(&map, claim).iter().filter(|it| it.2 == Some(3)).count(), 3);
    assert_eq!(map.persons().count(), 3, "a name is one person, in whatever case");
    assert_eq!(entered(&room, map.clone()), map, "the first session changes nothing any more");
}

#[test]
fn who_did_not_agree_enters_without_a_name_once_and_only_among_enough() {
    let enter = |people: &[(bool, u8)], names| {
        let mut room = Room::open("seminar", names);
        for (nth, &(be_named, _)) in people.iter().enumerate() {
            room.join(&format!("Person {nth}"), Role::Participant, be_named).unwrap();
        }
        let percents: Vec<u8> = people.iter().map(|it| it.1).collect();
        room.round(&percents);
        room.round(&percents);
        let map = entered(&room, Map::default());
        let map_text = cruxmap::save::to_text(&map);
        let all = map.nodes().next().map(|it| credences(&map, it.0)).unwrap_or_default();
        (all, map_text)
    };
    // Four, of whom one did not agree: nobody is named, and each counts once.
    let (all, text) = enter(&[(true, 80), (true, 20), (true, 50), (false, 33)], Names::Named);
    assert_eq!(all.iter().map(|it| it.1).collect::<Vec<_>>(), [20, 33, 50, 80]);
    assert!(!text.contains("Person"), "{text}");
    let (all, _) = enter(&[(true, 80), (false, 20), (false, 50), (false, 33)], Names::Named);
    assert_eq!(all.iter().filter(|it| it.0 == "Person 0").count(), 2);
    assert_eq!(all.len(), 5);
    assert_eq!(enter(&[(false, 80), (false, 20)], Names::Named).0, []);
    assert_eq!(enter(&[(true, 80); 4], Names::Anonymous).0, []);
    let (all, text) = enter(&[(true, 80); 5], Names::Anonymous);
    assert_eq!(all.len(), 5);
    assert!(!text.contains("Seat"), "{text}");
}

#[test]
fn what_was_accepted_has_its_author_its_words_and_its_links() {
    let mut room = Room::open("double-crux", Names::Named);
    room.join_all(&["Ada", "Bo"], true);
    room.round(&[80, 25]);
    let propose = |kind, text: &str, quote: &str, side| {
        let (text, quote) = (text.to_owned(), quote.to_owned());
        SeatCommand::Propose(Proposed { kind, text, quote, about: Some(ItemId(1)), side })
    };
    room.seat(1, propose(ProposedKind::Claim, "It did before.", "", Some(Side::For))).unwrap();
    room.seat(2, propose(ProposedKind::Evidence, "A count of 1991.", "eight days later", None)).unwrap();
    room.seat(2, propose(ProposedKind::Crux, "Would they stop?", "", None)).unwrap();
    room.seat(1, propose(ProposedKind::Claim, "Declined, and in no map.", "", None)).unwrap();
    for proposal in 1..=3 {
        room.host(HostCommand::Accept { proposal: ProposalId(proposal), text: None }).unwrap();
    }
    room.host(HostCommand::Decline { proposal: ProposalId(4), reason: "too wide".to_owned() }).unwrap();
    for (seat, [p, q, a, b]) in [(1, [80, 85, 90, 30]), (2, [25, 20, 65, 15])] {
        let numbers = Some(Numbers { p: Some(p), q, a, b });
        let answer = CruxAnswer { would: Would::Yes, numbers };
        room.seat(seat, SeatCommand::Enter(Sealed::Crux { crux: CruxId(1), answer })).unwrap();
    }
    room.host(HostCommand::RevealCrux(CruxId(1))).unwrap();
    let map = entered(&room, Map::default());
    let kinds: Vec<NodeKind> = map.nodes().map(|it| it.1.kind).collect();
    let count = |kind| kinds.iter().filter(|it| **it == kind).count();
    assert_eq!([NodeKind::Claim, NodeKind::Evidence, NodeKind::Crux].map(count), [2, 1, 1]);
    let words = |node| {
        let (_, it) = map.statements().find(|it| it.1.node == Some(node)).unwrap();
        (map.person(it.person.unwrap()).unwrap().name.clone(), map.quote(it.span).unwrap().to_owned())
    };
    assert_eq!(words(named(&map, "It did before.")), ("Ada".to_owned(), "It did before.".to_owned()));
    let evidence = words(named(&map, "A count of 1991."));
    assert_eq!(evidence, ("Bo".to_owned(), "A count of 1991.\n“eight days later”".to_owned()));
    let crux = named(&map, "Would they stop?");
    assert_eq!(credences(&map, crux).iter().map(|it| it.1).collect::<Vec<_>>(), [85, 20]);
    assert_eq!(map.conditionals().count(), 2);
    assert_eq!(map.edges().count(), 3);
    let form = cruxmap::export::Form::Full;
    let summary = cruxmap::export::document(&map, form.template()).unwrap().markdown;
    assert!(summary.contains("expected to close 63 %; would it change your mind: 2 yes"), "{summary}");
    assert!(summary.contains("holds it for 85 % likely"), "{summary}");
    assert_eq!(entered(&room, map.clone()), map);
    // Brought in as it went on, and once more at its end, it comes to the same.
    let so_far = entered_so_far(&room, Map::default());
    assert_eq!((so_far.credences().count(), so_far.conditionals().count(), so_far.nodes().count()), (0, 0, 4));
    let early = before_the_test(&room);
    let early = entered_so_far(&early, Map::default());
    assert_eq!(early.crux(crux).map(|it| it.would_change.as_str()), Some("“It would work.”"));
    let later = entered(&room, entered_so_far(&room, early));
    assert_eq!(later.crux(crux).map(|it| it.sides.len()), Some(2));
    assert_eq!(later.crux(crux).map(|it| &it.would_change), map.crux(crux).map(|it| &it.would_change));
    assert_eq!(cruxmap::save::to_text(&later).lines().count(), cruxmap::save::to_text(&map).lines().count());
    // A vote that is repeated with other numbers replaces what was said before.
    let mut closed = room.clone();
    closed.host(HostCommand::Close).unwrap();
    let edits = closed.session.edits(&map);
    assert!(!edits.iter().any(|it| matches!(it, Edit::SetConditional { .. })));
}

/// The same session before anything on a crux was answered.
fn before_the_test(room: &Room) -> Room {
    let is_test = |it: &Event| matches!(&it.what, What::Entered { what: Sealed::Crux { .. }, .. });
    let end = room.log.iter().position(is_test).unwrap();
    let log = room.log[..end].to_vec();
    Room { session: Session::replay(&log), log, now: room.now }
}
