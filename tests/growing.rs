//! A thread grows comment by comment and is read again each time: nothing doubles, and every decision stays.

#![expect(clippy::unwrap_used, reason = "a test may")]

use cruxmap::{
    extract,
    jobs::Progress,
    map::{CredenceOrigin, Document, Edit, EditError, Ids, Item, Map, NodeId, Records, ReviewState, StatementKind},
    source,
};

const THREAD: &str = include_str!("../assets/threads/would-restraint-be-matched.txt");

/// The thread as it was when it had so many comments.
fn grown_to(comments: usize) -> String {
    let whole = source::read(THREAD.to_owned(), "thread", None);
    let end = whole.comments[comments - 1].span.end;
    format!("{}\n", &THREAD[..end])
}

fn found_in(text: String) -> Records {
    extract::extract(&source::read(text, "thread", None), &Progress::default()).records
}

/// What a person decided so far, by node.
#[derive(Default)]
struct Decided {
    accepted: Vec<NodeId>,
    rejected: Vec<NodeId>,
    reworded: Vec<NodeId>,
    pinned: Vec<NodeId>,
}

impl Decided {
    /// Decides on one open proposal in each way.
    fn go_on(&mut self, document: &mut Document) {
        let open: Vec<NodeId> = document
            .map()
            .reviews()
            .filter_map(|(item, it)| item.node().filter(|_| it.state == ReviewState::Open))
            .filter(|it| !self.pinned.contains(it))
            .take(4)
            .collect();
        let mut do_it = |edit| drop(document.edit(edit).unwrap());
        for (n, &node) in open.iter().enumerate() {
            let items = [Item::Node(node)].into();
            match n {
                0 => {
                    do_it(Edit::Accept { items });
                    self.accepted.push(node);
                }
                1 => {
                    do_it(Edit::Reject { items });
                    self.rejected.push(node);
                }
                2 => {
                    do_it(Edit::SetText { node, text: "In my own words.".to_owned() });
                    self.reworded.push(node);
                }
                _ => {
                    let at = Some(cruxmap::map::Point { x: 7.0, y: 9.0 });
                    do_it(Edit::Pin { places: [(node, at)].into() });
                    self.pinned.push(node);
                }
            }
        }
    }

    fn check(&self, map: &Map, when: usize) {
        let state = |id: &NodeId| map.review(*id).map(|it| it.state);
        for id in &self.accepted {
            assert_eq!(state(id), Some(ReviewState::Accepted), "{id} at {when} comments");
        }
        for id in &self.rejected {
            assert!(map.node(*id).is_none(), "{id} came back at {when} comments");
            assert_eq!(state(id), Some(ReviewState::Rejected));
        }
        for id in &self.reworded {
            assert_eq!(map.node(*id).unwrap().text, "In my own words.", "{id} at {when} comments");
        }
        for id in &self.pinned {
            assert!(map.pin(*id).is_some(), "{id} at {when} comments");
        }
    }
}

#[test]
fn a_grown_thread_merges_and_keeps_every_decision() {
    let comments = source::read(THREAD.to_owned(), "thread", None).comments.len();
    assert!(comments > 10);
    let mut document = Document::new(Map::default(), Ids::seeded(1));
    let mut decided = Decided::default();
    for count in 1..=comments {
        document.edit(Edit::Merge(Box::new(found_in(grown_to(count))))).unwrap();
        let map = document.map();
        assert_eq!(map.problems(), Vec::<String>::new(), "at {count} comments");
        assert_eq!(map.sources().count(), 1, "the grown thread takes the place of the shorter one");
        assert_eq!(map.comments().count(), count);
        let mut spans: Vec<_> = map.statements().map(|it| it.1.span).collect();
        let all = spans.len();
        spans.sort_unstable();
        spans.dedup();
        assert_eq!(spans.len(), all, "a statement stands twice at {count} comments");
        decided.check(map, count);
        decided.go_on(&mut document);
    }
    assert!(decided.rejected.len() > 10 && decided.pinned.len() > 10, "the test decides on something");

    // The same thread again changes nothing.
    let before = document.map().clone();
    let diff = document.edit(Edit::Merge(Box::new(found_in(grown_to(comments))))).unwrap();
    assert!(diff.is_empty());
    assert_eq!(document.map(), &before);
    while document.undo().is_some() {}
    assert_eq!(document.map(), &Map::default());
}

/// The cue that is corrected in this test: the one that most often makes the thread's claims premises.
const CUE: &str = "follows a claim";

#[test]
fn what_corrections_taught_counts_for_what_is_read_later() {
    let comments = source::read(THREAD.to_owned(), "thread", None).comments.len();
    let mut document = Document::new(Map::default(), Ids::seeded(1));
    let (premise, claim) = (StatementKind::Premise, StatementKind::Claim);
    let (mut corrected, mut taught, mut turned) = (Vec::new(), 0, 0);
    for count in 1..=comments {
        document.edit(Edit::Merge(Box::new(found_in(grown_to(count))))).unwrap();
        let open: Vec<NodeId> = document
            .map()
            .reviews()
            .filter(|(_, it)| it.state == ReviewState::Open && it.cues.iter().any(|it| it.says == CUE))
            .filter_map(|(item, _)| item.node())
            .collect();
        for node in open {
            let map = document.map();
            let (said, review) = (map.move_of(node).unwrap(), map.review(node).unwrap());
            if corrected.len() < 3 && said == premise {
                document.edit(Edit::SetMove { node, said: claim }).unwrap();
                corrected.push(node);
            } else if let Some(lesson) = &review.lesson {
                // The odds are four to one against what the cue says.
                let turns = lesson.confidence < 4.0 * lesson.runner_up_confidence;
                assert_eq!(said, if turns { claim } else { premise }, "{node} at {count} comments");
                taught += 1;
                turned += usize::from(turns);
            } else {
                let bound = review.runner_up == Some(claim) && said == premise;
                assert!(corrected.len() < 3 || !bound, "nothing was learned for {node} at {count} comments");
            }
        }
        assert_eq!(document.map().problems(), Vec::<String>::new(), "at {count} comments");
        for &node in &corrected {
            let review = document.map().review(node).unwrap();
            assert_eq!(document.map().move_of(node), Some(claim), "{node} at {count} comments");
            assert_eq!((review.state, review.corrected_from), (ReviewState::Accepted, Some(premise)));
        }
    }
    assert!(corrected.len() == 3 && taught > 10 && turned > 3, "{taught} taught, {turned} turned");
    let diff = document.edit(Edit::Merge(Box::new(found_in(grown_to(comments))))).unwrap();
    assert!(diff.is_empty(), "the same thread again changes nothing");
    while document.undo().is_some() {}
    assert_eq!(document.map(), &Map::default());
}

/// Comments with credences in them, as a thread grows.
const BELIEFS: [&str; 3] = [
    "ada  3 days ago\nThe new lock will almost certainly jam in winter, and I'd put it at 90 % for the first frost.\n\
     It is unlikely that anybody budgeted for repairs.\n\n",
    "bo  2 days ago\n> The new lock will almost certainly jam in winter\nI doubt that the lock jams. The old one never did.\n\n",
    "ada  1 day ago\nThe old lock probably never froze because the river was warmer.\n\n",
];

#[test]
fn credences_stay_as_people_left_them() {
    let mut document = Document::new(Map::default(), Ids::seeded(1));
    document.edit(Edit::Merge(Box::new(found_in(BELIEFS[..1].concat())))).unwrap();
    let found: Vec<_> = document.map().credences().map(|(id, it)| (id, it.clone())).collect();
    assert!(found.len() >= 2, "{found:?}");
    let (removed, changed) = (found[0].0, found[1].0);
    document.edit(Edit::RemoveCredence { credence: removed }).unwrap();
    document.edit(Edit::SetCredence { credence: changed, value: 0.4 }).unwrap();
    document.edit(Edit::AddCredence { node: found[1].1.node, by: "Ada".to_owned(), value: 0.3 }).unwrap();
    assert_eq!(document.edit(Edit::RemoveCredence { credence: removed }), Err(EditError::NoSuchCredence));
    for bad in [-0.1, 1.1, f32::NAN] {
        assert_eq!(document.edit(Edit::SetCredence { credence: changed, value: bad }), Err(EditError::BadCredence));
    }
    for count in 2..=3 {
        document.edit(Edit::Merge(Box::new(found_in(BELIEFS[..count].concat())))).unwrap();
        let map = document.map();
        assert_eq!(map.problems(), Vec::<String>::new());
        assert!(map.credence(removed).unwrap().removed, "it came back at {count} comments");
        assert!(map.credences_on(found[0].1.node).all(|it| it.0 != removed));
        let kept = map.credence(changed).unwrap();
        assert_eq!((kept.value, kept.origin), (0.4, CredenceOrigin::Entered));
        assert_eq!(map.credences_on(found[1].1.node).count(), 2, "the one added by hand stays");
        let ada = map.persons().filter(|it| it.1.name.to_lowercase() == "ada").count();
        assert_eq!(ada, 1, "a known name is no new person");
    }
    let map = document.map();
    assert!(map.credences().count() > found.len() + 1, "new comments bring new credences");
    for (_, credence) in map.credences().filter(|it| it.1.statement.is_some()) {
        let statement = map.statement(credence.statement.unwrap()).unwrap();
        assert!(map.quote(statement.span).unwrap().contains(&credence.words));
        assert_eq!((statement.person, statement.node), (credence.person, Some(credence.node)));
    }
    let text = cruxmap::save::to_text(map);
    assert_eq!(&cruxmap::save::from_text(&text).unwrap(), map);
    while document.undo().is_some() {}
    assert_eq!(document.map(), &Map::default());
}

#[test]
fn an_edit_made_at_once_is_the_same_as_one_planned_and_applied() {
    let mut planned = Map::default();
    let mut made = Map::default();
    for comments in [2, 4] {
        let records = found_in(grown_to(comments));
        let edit = || Edit::Merge(Box::new(records.clone()));
        let diff = edit().plan(&planned, &mut Ids::seeded(0)).unwrap();
        planned.apply(&diff).unwrap();
        made = edit().make(made, &mut Ids::seeded(0)).unwrap();
        assert!(made == planned && made.problems().is_empty(), "{comments} comments");
    }
    let wrong = Edit::Accept { items: [Item::Node(NodeId::from_bits(1))].into() };
    assert!(wrong.make(made, &mut Ids::seeded(0)).is_err());
}
