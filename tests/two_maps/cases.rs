//! Merges as people meet them, one by one.

use cruxmap::{
    compare::{About, Aspect, Choices, Mark, Merged, Party, Settled, compare, merge},
    map::{Crux, CruxStatus, Document, EdgeKind, Edit, Ids, Map, NodeId, NodeKind, Point, Side, Weight},
};

/// A map of a claim, a reason for it, a crux and evidence; the ids in that order.
fn base() -> (Map, [NodeId; 4]) {
    let mut document = Document::new(Map::default(), Ids::seeded(1));
    let mut add = |kind, text: &str, link| {
        let edit = Edit::AddNode { kind, text: text.to_owned(), at: None, link };
        *document.edit(edit).unwrap().nodes.keys().next().unwrap()
    };
    let claim = add(NodeKind::Claim, "The bridge should be closed.", None);
    let reason = add(NodeKind::Claim, "It is unsafe.", Some((EdgeKind::Supports, claim.into())));
    let crux = add(NodeKind::Crux, "Does it carry lorries?", Some((EdgeKind::CruxOf, claim.into())));
    let evidence = add(NodeKind::Evidence, "A survey of 1998.", Some((EdgeKind::BearsOn, reason.into())));
    (document.map().clone(), [claim, reason, crux, evidence])
}

fn after(map: &Map, seed: u64, edits: Vec<Edit>) -> Map {
    let mut document = Document::new(map.clone(), Ids::seeded(seed));
    for edit in edits {
        document.edit(edit).unwrap();
    }
    document.map().clone()
}

fn merged(base: &Map, ours: Vec<Edit>, theirs: Vec<Edit>, choices: &Choices) -> Merged {
    let it = merge(base, &after(base, 2, ours), &after(base, 3, theirs), choices).unwrap();
    assert_eq!(it.map.problems(), Vec::<String>::new());
    it
}

fn reword(node: NodeId, text: &str) -> Edit {
    Edit::SetText { node, text: text.to_owned() }
}

fn text(it: &Merged, node: NodeId) -> String {
    it.map.node(node).unwrap().text.to_string()
}

#[test]
fn what_is_different_about_one_claim_is_one_entry() {
    let (base, [claim, ..]) = base();
    let at = Some(Point { x: 3.0, y: 4.0 });
    let new = after(
        &base,
        5,
        vec![
            reword(claim, "The bridge should be closed to lorries."),
            Edit::Pin { places: [(claim, at)].into() },
            Edit::AddCredence { node: claim, by: "Ines".to_owned(), value: 0.5 },
        ],
    );
    let comparison = compare(&base, &new);
    let names: Vec<_> = comparison.entries.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["claim “The bridge should be closed to lorries.”", "person Ines"]);
    let entry = comparison.of(About::Node(claim)).unwrap();
    assert_eq!(entry.marks(), [Mark::Reworded, Mark::Moved, Mark::Believed].into());
    assert_eq!(entry.alterations[0].before.as_deref(), Some("The bridge should be closed."));
    assert_eq!(entry.alterations[0].after.as_deref(), Some("The bridge should be closed to lorries."));
}

#[test]
fn changes_to_different_parts_of_one_node_are_both_kept() {
    let (base, [claim, _, crux, _]) = base();
    let mine = vec![
        reword(claim, "Close it."),
        Edit::SetCrux { node: crux, crux: Crux { status: CruxStatus::Settled, ..Crux::default() } },
    ];
    let side = Side { person: None, who: "the author".into(), position: "Yes.".into() };
    let crux_now = Crux { sides: vec![side], would_change: "All of it.".to_owned(), ..Crux::default() };
    let yours = vec![
        Edit::SetKind { nodes: [claim].into(), kind: NodeKind::Question },
        Edit::SetCrux { node: crux, crux: crux_now.clone() },
    ];
    let it = merged(&base, mine, yours, &Choices::new());
    let node = it.map.node(claim).unwrap();
    assert_eq!((node.kind, &*node.text), (NodeKind::Question, "Close it."));
    assert_eq!(it.map.crux(crux), Some(&Crux { status: CruxStatus::Settled, ..crux_now }));
    assert_eq!(it.conflicts, []);
}

#[test]
fn sides_that_both_added_are_all_there() {
    let (base, [_, _, crux, _]) = base();
    let side = |who: &str| Side { person: None, who: who.into(), position: "Yes.".into() };
    let with = |sides: &[&str]| {
        let sides = sides.iter().map(|it| side(it)).collect();
        vec![Edit::SetCrux { node: crux, crux: Crux { sides, ..Crux::default() } }]
    };
    let it = merged(&base, with(&["the author"]), with(&["a quoted opponent"]), &Choices::new());
    assert_eq!((it.map.crux(crux).unwrap().sides.len(), it.conflicts.len()), (2, 0));
}

#[test]
fn a_node_that_both_reworded_says_ours_and_theirs_is_told() {
    let (base, [claim, ..]) = base();
    let edits = || (vec![reword(claim, "Shut it.")], vec![reword(claim, "Mend it.")]);
    let (ours, theirs) = edits();
    let it = merged(&base, ours, theirs, &Choices::new());
    assert_eq!((text(&it, claim).as_str(), it.conflicts.len()), ("Shut it.", 1));
    let conflict = &it.conflicts[0];
    assert_eq!((conflict.ours.as_deref(), conflict.theirs.as_deref()), (Some("Shut it."), Some("Mend it.")));
    assert_eq!(conflict.sentence(), "both changed: words; ours is kept");
    let (ours, theirs) = edits();
    let it = merged(&base, ours, theirs, &[(conflict.point(), Party::Theirs)].into());
    assert_eq!((text(&it, claim).as_str(), it.conflicts.len()), ("Mend it.", 1));
}

#[test]
fn what_one_removed_and_the_other_worked_on_stays_with_its_links() {
    let (base, [claim, reason, _, evidence]) = base();
    let gone = || vec![Edit::Delete { items: [reason.into()].into() }];
    let yours = || vec![reword(reason, "It is not safe.")];
    for is_ours in [true, false] {
        let (ours, theirs) = if is_ours { (gone(), yours()) } else { (yours(), gone()) };
        let it = merged(&base, ours, theirs, &Choices::new());
        assert_eq!(text(&it, reason), "It is not safe.");
        let links = |map: &Map| map.edges().map(|it| (it.1.from, it.1.to)).collect::<Vec<_>>();
        assert_eq!(links(&it.map), links(&base), "what hung on it is back");
        assert_eq!((it.conflicts.len(), it.conflicts[0].point()), (1, (About::Node(reason), Aspect::Presence)));
        let remover = if is_ours { Party::Ours } else { Party::Theirs };
        assert_eq!(it.conflicts[0].settled, Settled::Takes(remover.other()));
        let (ours, theirs) = if is_ours { (gone(), yours()) } else { (yours(), gone()) };
        let it = merged(&base, ours, theirs, &[(it.conflicts[0].point(), remover)].into());
        assert!(it.map.node(reason).is_none());
        assert_eq!(it.map.edges().map(|it| it.1.from).filter(|&it| it == evidence || it == claim).count(), 0);
    }
}

#[test]
fn a_node_that_the_other_linked_to_stays() {
    let (base, [claim, reason, ..]) = base();
    let gone = vec![Edit::Delete { items: [reason.into()].into() }];
    let link = Some((EdgeKind::Attacks, reason.into()));
    let text = "It was mended.".to_owned();
    let linked = vec![Edit::AddNode { kind: NodeKind::Claim, text, at: None, link }];
    let it = merged(&base, gone, linked, &Choices::new());
    assert!(it.map.node(reason).is_some() && it.map.node(claim).is_some());
    assert_eq!((it.map.edge_count(), it.conflicts.len()), (4, 1));
}

#[test]
fn a_link_that_no_longer_fits_its_ends_is_made_to_fit_or_told() {
    let (base, [claim, reason, ..]) = base();
    let kind = vec![Edit::SetKind { nodes: [claim].into(), kind: NodeKind::Note }];
    let text = "It is old.".to_owned();
    let link = Some((EdgeKind::Supports, claim.into()));
    let it = merged(&base, kind, vec![Edit::AddNode { kind: NodeKind::Claim, text, at: None, link }], &Choices::new());
    assert!(it.map.edges().all(|it| it.1.to == reason.into()), "nothing is linked to a note");
    assert_eq!((it.conflicts.len(), it.conflicts[0].aspect), (1, Aspect::Kind));
    assert!(it.conflicts[0].sentence().contains("left out"), "{}", it.conflicts[0].sentence());
}

#[test]
fn a_link_that_both_drew_is_one_with_the_weight_that_one_gave_it() {
    let (base, [claim, _, _, evidence]) = base();
    let draw = || Edit::Connect { from: evidence, to: claim.into(), kind: EdgeKind::BearsOn };
    let ours = after(&base, 2, vec![draw()]);
    let theirs = after(&base, 3, vec![draw()]);
    let edge = theirs.edges().find(|it| it.1.to == claim.into() && it.1.from == evidence).unwrap().0;
    let weight = Some(Weight::Judged { ratio: 3.0, why: String::new() });
    let theirs = after(&theirs, 4, vec![Edit::SetWeight { edge, weight }]);
    let it = merge(&base, &ours, &theirs, &Choices::new()).unwrap();
    assert_eq!((it.map.edge_count(), it.map.weights().count(), it.conflicts.len()), (4, 1, 0));
}

#[test]
fn both_read_the_same_thread_and_one_reviewed_it() {
    let text = include_str!("../../assets/threads/is-a-ratio-of-two-luck.txt");
    let read = || {
        let found = cruxmap::source::read(text.to_owned(), "thread", None);
        let records = cruxmap::extract::extract(&found, &cruxmap::jobs::Progress::default()).records;
        after(&Map::default(), 7, vec![Edit::Merge(Box::new(records))])
    };
    let theirs = read();
    let mut open = theirs.nodes().map(|it| it.0).filter(|&it| theirs.is_open(it));
    let (first, second) = (open.next().unwrap(), open.next().unwrap());
    let ours = after(&read(), 8, vec![reword(first, "In my words."), Edit::Reject { items: [second.into()].into() }]);
    for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
        let it = merge(&Map::default(), one, other, &Choices::new()).unwrap();
        assert_eq!(it.conflicts, [], "a proposal gives way to what a person made of it");
        assert_eq!(it.map, ours);
    }
}
