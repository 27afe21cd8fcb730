//! What people are taken to hold for what they assert, announce and state on condition, and what linked premises come to.

mod debate;

use cruxmap::{
    analysis::{Basis, Note, Settles, Voice, notes, settles},
    evidence::Standings,
    map::{Crux, CruxStatus, EdgeId, EdgeKind, Edit, Insert, NodeId, NodeKind},
    save,
};
use debate::{Debate, near};
use std::collections::BTreeSet;

#[test]
fn linked_premises_count_as_a_conjunction() {
    let mut debate = Debate::new();
    let (x, one, two, three) = (debate.claim("X"), debate.claim("P"), debate.claim("Q"), debate.claim("R"));
    let edges = [one, two, three].map(|it| debate.link(it, x, EdgeKind::Supports));
    debate.0.edit(Edit::SetLinked { edges: [edges[0], edges[1]].into(), together: true }).unwrap();
    debate.holds("Ann", one, 0.8);
    assert_eq!(debate.implied("Ann", x), None, "one premise alone says nothing");
    debate.holds("Ann", two, 0.5);
    // Odds 1 + 0.8 · 0.5 · (3 − 1) = 1.8.
    near(debate.implied("Ann", x), 1.8 / 2.8);
    debate.holds("Ann", three, 0.5);
    near(debate.implied("Ann", x), 1.8 * 2.0 / (1.0 + 1.8 * 2.0));
    // A weight on one of them is that of all together; who doubts one link doubts all.
    debate.weigh(edges[1], 6.0);
    near(debate.implied("Ann", x), 3.0 * 2.0 / (1.0 + 3.0 * 2.0));
    let doubt = debate.claim("It does not follow.");
    debate.link(doubt, edges[0], EdgeKind::Undercuts);
    debate.holds("Ann", doubt, 0.5);
    near(debate.implied("Ann", x), 2.0 * 2.0 / (1.0 + 2.0 * 2.0));
    debate.0.edit(Edit::Delete { items: [doubt.into()].into() }).unwrap();
    debate.0.edit(Edit::SetLinked { edges: [edges[0]].into(), together: false }).unwrap();
    // (1 + 0.8 · 2) (1 + 0.5 · 5) · 2, each by itself: a group of one is none.
    near(debate.implied("Ann", x), 18.2 / 19.2);
    assert!(!debate.map().is_linked(edges[1]));
}

#[test]
fn linked_premises_are_mended_when_a_link_changes() {
    let mut debate = Debate::new();
    let (x, y) = (debate.claim("X"), debate.claim("Y"));
    let claims = ["P", "Q", "R"].map(|it| debate.claim(it));
    let edges = claims.map(|it| debate.link(it, x, EdgeKind::Supports));
    let elsewhere = debate.link(claims[0], y, EdgeKind::Supports);
    let link = |edges: &[EdgeId]| Edit::SetLinked { edges: edges.iter().copied().collect(), together: true };
    for refused in [&edges[..1], &[edges[0], elsewhere]] {
        assert!(debate.0.edit(link(refused)).is_err(), "one alone, or two conclusions");
    }
    debate.0.edit(link(&edges[..2])).unwrap();
    debate.0.edit(link(&edges[1..])).unwrap();
    let with = |debate: &Debate, it: EdgeId| debate.map().linked_with(it).len();
    assert_eq!(with(&debate, edges[0]), 3, "what one of them counts with comes along");
    let all: BTreeSet<NodeId> = claims.into_iter().chain([x]).collect();
    let diff = debate.0.edit(Edit::Insert(Box::new(Insert::copies_of(debate.map(), &all)))).unwrap();
    assert_eq!(diff.linked.len(), 3, "copies count together, too");
    assert_eq!(&save::from_text(&save::to_text(debate.map())).unwrap(), debate.map());
    let first = *edges.iter().min().unwrap();
    debate.0.edit(Edit::Delete { items: [first.into()].into() }).unwrap();
    let left: Vec<EdgeId> = edges.into_iter().filter(|it| *it != first).collect();
    assert_eq!(debate.map().linked_with(left[0]).len(), 2, "the others go on");
    debate.0.edit(Edit::SetEdgeKind { edge: left[0], kind: EdgeKind::Attacks }).unwrap();
    assert!(left.iter().all(|&it| !debate.map().is_linked(it)), "for and against do not count together");
    debate.0.undo();
    assert_eq!(with(&debate, left[0]), 2);
    assert_eq!(debate.map().problems(), Vec::<String>::new());
}

#[test]
fn what_is_stated_moves_along_when_somebody_learns() {
    let mut debate = Debate::new();
    let (top, middle, low) = (debate.claim("T"), debate.claim("M"), debate.claim("L"));
    debate.link(low, middle, EdgeKind::Supports);
    debate.link(middle, top, EdgeKind::Supports);
    for (who, on_low, on_middle) in [("Ann", 0.9, 0.95), ("Ben", 0.1, 0.05)] {
        debate.holds(who, low, on_low);
        debate.holds(who, middle, on_middle);
    }
    let found = debate.cruxes();
    let on_middle = found.iter().find(|it| it.question == low && it.conclusion == middle).unwrap();
    // Ann's odds of 19 stay 19 / 2.8 of those that follow, 1 + 2 l: 3 · 19 / 2.8 with yes, 19 / 2.8 with no.
    let ann = on_middle.pair.iter().find(|it| it.conclusion > 0.5).unwrap();
    let odds = |it: f64| it / (1.0 + it);
    near(Some(ann.given[0]), odds(57.0 / 2.8));
    near(Some(ann.given[1]), odds(19.0 / 2.8));
    assert_eq!((ann.bases.conclusion, ann.bases.given), (Basis::Stated, Basis::Follows));
    // And what follows from it moves along: odds 1 + 2 m.
    let on_top = found.iter().find(|it| it.question == low && it.conclusion == top).unwrap();
    let ann = on_top.pair.iter().find(|it| it.question > 0.5).unwrap();
    near(Some(ann.given[0]), odds(1.0 + 2.0 * odds(57.0 / 2.8)));
}

#[test]
fn conditional_credences_that_are_stated_go_before_what_follows() {
    let mut debate = Debate::new();
    let (x, q) = (debate.claim("X"), debate.claim("Q"));
    // The example of the double crux: it closes 63 % of the distance.
    for (who, p, on_q, given) in [("Ann", 0.8, 0.85, [0.9, 0.3]), ("Ben", 0.25, 0.2, [0.65, 0.15])] {
        debate.holds(who, x, p);
        debate.holds(who, q, on_q);
        debate.0.edit(Edit::SetConditional { node: x, on: q, by: who.to_owned(), given: Some(given) }).unwrap();
    }
    let found = debate.cruxes();
    let [crux] = &found[..] else { panic!("{found:?}") };
    assert!((crux.share - (1.0 - 0.2025 / 0.55)).abs() < 1e-6 && crux.is_double && !crux.takes, "{crux:?}");
    assert!(crux.pair.iter().all(|it| it.bases.given == Basis::Stated));
    // P(X) = a q + b (1 − q) is a half at q = 0.2 / 0.6.
    near(crux.pair.iter().find(|it| it.conclusion > 0.5).unwrap().flips_at, 0.2 / 0.6);
    // Taken back, nothing links the two.
    let undone = |who: &str| Edit::SetConditional { node: x, on: q, by: who.to_owned(), given: None };
    debate.0.edit(undone("ann")).unwrap();
    assert_eq!(debate.map().conditionals().count(), 1);
    assert!(debate.cruxes().iter().all(|it| !it.is_double), "it is a crux for Ben alone");
    debate.0.edit(undone("Ben")).unwrap();
    assert_eq!(debate.cruxes(), []);
}

fn crux(debate: &mut Debate, people: &[&str]) -> (NodeId, NodeId) {
    let (x, q) = (debate.claim("X"), debate.add(NodeKind::Crux, "Q?"));
    debate.link(q, x, EdgeKind::CruxOf);
    debate.take_sides(q, people);
    (x, q)
}

#[test]
fn whoever_takes_a_side_is_taken_to_hold_it() {
    let mut debate = Debate::new();
    let other = debate.claim("Other");
    debate.holds("Ann", other, 0.5);
    debate.holds("Ben", other, 0.5);
    let (x, q) = crux(&mut debate, &["Ann", "Ben"]);
    let found = debate.cruxes();
    let [it] = &found[..] else { panic!("{found:?}") };
    assert_eq!((it.question, it.conclusion, it.takes), (q, x, true));
    let sides: Vec<(f64, f64)> = it.pair.iter().map(|it| (it.question, it.conclusion)).collect();
    let mut expected = vec![(1.0 - 0.8, 0.8), (0.8, 1.0 - 0.8)];
    if sides[0].0 > 0.5 {
        expected.reverse();
    }
    assert_eq!(sides, expected, "they stand apart on both");
    // Nobody announced it, so an answer turns either: with theirs (0.8 − 0.2 · 0.2) / 0.8 = 0.95 or 0.05. The other answer
    // leaves 0.2 and 0.05, or 0.95 and 0.8: 0.15 apart, of 0.6.
    assert!((it.closes - 0.45).abs() < 1e-9 && it.is_double, "{it:?}");
    // What somebody states goes before what is taken.
    debate.holds("Ann", x, 0.6);
    let found = debate.cruxes();
    let ann = found[0].pair.iter().find(|it| it.bases.conclusion == Basis::Stated).unwrap();
    assert!((ann.conclusion - 0.6).abs() < 1e-6 && matches!(ann.voice, Voice::Person(_)));
    // One that is settled hangs no more.
    let settled = Crux { status: CruxStatus::Settled, ..debate.map().crux(q).unwrap().clone() };
    debate.0.edit(Edit::SetCrux { node: q, crux: settled }).unwrap();
    assert_eq!(debate.cruxes(), []);
}

#[test]
fn a_crux_of_one_person_alone_is_none() {
    let mut debate = Debate::new();
    let other = debate.claim("Other");
    debate.holds("Ann", other, 0.5);
    crux(&mut debate, &["Ann"]);
    assert_eq!(debate.cruxes(), []);
}

#[test]
fn what_can_be_looked_up_is_told_from_values_and_words() {
    let mut debate = Debate::new();
    let told = |debate: &Debate, node| settles(debate.map(), &Standings::of(debate.map()), node);
    let fact = debate.claim("The bridge carries ten tons.");
    assert_eq!(told(&debate, fact), Settles::LookFor { method: false });
    let seen = debate.add(NodeKind::Evidence, "A load test");
    debate.link(seen, fact, EdgeKind::BearsOn);
    assert_eq!(told(&debate, fact), Settles::Open(vec![seen]), "it holds nothing yet");
    let value = debate.claim("We ought to care about the fair share more than about what is worth most.");
    assert_eq!(told(&debate, value), Settles::Value);
    let word = debate.claim("What counts as open means what I mean by the word.");
    assert_eq!(told(&debate, word), Settles::Definition);
    // What people said of the disagreement goes before the words.
    let point = debate.add(NodeKind::Disagreement, "The bridge");
    debate.link(fact, point, EdgeKind::SideOf);
    let mut detail = debate.map().disagreement(point).unwrap().clone();
    detail.kind = cruxmap::map::DisagreementKind::Value;
    debate.0.edit(Edit::SetDisagreement { node: point, disagreement: detail }).unwrap();
    assert_eq!(told(&debate, fact), Settles::Value);
}

#[test]
fn one_word_with_two_meanings_is_noted() {
    let mut debate = Debate::new();
    let one = debate.claim("By risk I mean the chance of ruin.");
    let two = debate.claim("“Risk” means how much the price swings.");
    debate.claim("By return I mean what is left after fees.");
    let found = notes(debate.map());
    let expected = Note::TwoMeanings("risk".to_owned(), {
        let mut it = vec![one, two];
        it.sort_unstable();
        it
    });
    assert_eq!(found, [expected]);
}

/// The three threads with gold annotations: what was read from them is ranked so that a gold crux comes first.
#[test]
fn a_gold_crux_comes_first_on_each_dev_thread() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/threads");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return;
    }
    for name in ["dev1-entente.txt", "dev2-faithful.md", "dev3-sharpe.txt"] {
        let map = debate::extracted(&folder.join(name));
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        let gold = std::fs::read_to_string(folder.join(name).with_extension("gold.json")).unwrap();
        let gold: serde_json::Value = serde_json::from_str(&gold).unwrap();
        let first = cruxmap::analysis::cruxes(&map, &Standings::of(&map), 1);
        let said = map.statements().find(|it| it.1.node == Some(first[0].question)).unwrap().1.span;
        let is_first = gold["cruxes"].as_array().unwrap().iter().any(|crux| {
            let statement = gold["statements"].as_array().unwrap().iter().find(|it| it["id"] == crux["statement"]);
            let at = |end: &str| usize::try_from(statement.unwrap()[end].as_u64().unwrap()).unwrap();
            at("start") < said.range().end && said.range().start < at("end")
        });
        assert!(is_first, "{name}: “{}” is no gold crux", &text[said.range()]);
    }
}
