//! A thread grows comment by comment and is read again each time: nothing doubles, and every decision stays.

#![expect(clippy::unwrap_used, reason = "a test may")]

use cruxmap::{
    extract,
    jobs::Progress,
    map::{Document, Edit, Ids, Item, Map, NodeId, Records, ReviewState, StatementKind},
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
                let bound = review.runner_up.as_deref() == Some(claim.word()) && said == premise;
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
