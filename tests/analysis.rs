//! What follows from people's credences, by hand and by properties: the semantics that `docs/analysis.md` tells.

mod debate;

use cruxmap::{
    analysis::{Crux, Mind, Note, gaps, notes},
    map::{EdgeKind, Edit, NodeId, NodeKind},
};
use debate::{Debate, near};
use proptest::prelude::*;

#[test]
fn reasons_move_odds_as_reckoned_by_hand() {
    let mut debate = Debate::new();
    let (x, y, z) = (debate.claim("X"), debate.claim("Y"), debate.claim("Z"));
    let support = debate.link(y, x, EdgeKind::Supports);
    assert_eq!(debate.implied("Ann", x), None, "nobody has stated anything");
    debate.holds("Ann", y, 0.75);
    // Odds 1 · (1 + 0.75 (3 − 1)) = 2.5.
    near(debate.implied("Ann", x), 2.5 / 3.5);
    assert_eq!(debate.implied("Ann", y), None, "nothing follows for it");
    assert_eq!(debate.implied("Ben", x), None, "what Ann holds is not Ben's");
    debate.link(z, x, EdgeKind::Attacks);
    near(debate.implied("Ann", x), 2.5 / 3.5);
    debate.holds("Ann", z, 0.5);
    // · (1 + 0.5 (1/3 − 1)) = 2/3.
    near(debate.implied("Ann", x), (2.5 * 2.0 / 3.0) / (1.0 + 2.5 * 2.0 / 3.0));
    // Who doubts the link by half halves the chance that it counts with: 1 + 0.375 · 2 = 1.75.
    let doubt = debate.claim("It does not follow.");
    debate.link(doubt, support, EdgeKind::Undercuts);
    debate.holds("Ann", doubt, 0.5);
    near(debate.implied("Ann", x), (1.75 * 2.0 / 3.0) / (1.0 + 1.75 * 2.0 / 3.0));
    // A weight takes the place of the usual ratio.
    debate.weigh(support, 9.0);
    near(debate.implied("Ann", x), (4.0 * 2.0 / 3.0) / (1.0 + 4.0 * 2.0 / 3.0));
}

#[test]
fn evidence_counts_for_whoever_has_stated_something_it_meets() {
    let mut debate = Debate::new();
    let (x, y) = (debate.claim("X"), debate.claim("Y"));
    debate.link(y, x, EdgeKind::Supports);
    let seen = debate.add(NodeKind::Evidence, "Seen");
    let bears = debate.link(seen, x, EdgeKind::BearsOn);
    debate.holds("Ann", y, 0.5);
    near(debate.implied("Ann", x), 2.0 / 3.0);
    // Without a weight nothing says in which direction it speaks. With one: 0.9 (11 − 1) + 1 = 10.
    debate.weigh(bears, 11.0);
    near(debate.implied("Ann", x), 20.0 / 21.0);
    assert_eq!(debate.implied("Ben", x), None);
}

#[test]
fn a_stated_credence_goes_before_what_follows_and_a_gap_is_noted() {
    let mut debate = Debate::new();
    let (top, middle, low) = (debate.claim("T"), debate.claim("M"), debate.claim("L"));
    debate.link(low, middle, EdgeKind::Supports);
    debate.link(middle, top, EdgeKind::Supports);
    debate.holds("Ann", low, 1.0);
    near(debate.implied("Ann", middle), 0.75);
    near(debate.implied("Ann", top), 2.5 / 3.5);
    debate.holds("Ann", middle, 0.25);
    near(debate.implied("Ann", middle), 0.75);
    near(debate.implied("Ann", top), 1.5 / 2.5);
    let model = debate.model();
    let person = debate.map().persons().next().map(|it| it.0);
    let found = gaps(&Mind::of(&model, debate.map(), person));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].node, found[0].stated), (middle, 0.25));
}

#[test]
fn the_crux_is_found_with_the_point_at_which_a_view_flips() {
    let mut debate = Debate::new();
    let (x, y, z, side) = (debate.claim("X"), debate.claim("Y"), debate.claim("Z"), debate.claim("Beside it"));
    let strong = debate.link(y, x, EdgeKind::Supports);
    debate.weigh(strong, 9.0);
    debate.link(z, x, EdgeKind::Attacks);
    debate.link(side, x, EdgeKind::Supports);
    for (who, on_y) in [("Ann", 0.875), ("Ben", 0.125)] {
        debate.holds(who, y, on_y);
        debate.holds(who, z, 1.0);
        debate.holds(who, side, 0.0);
    }
    let found = debate.cruxes();
    // Odds (1 + 8 y) / 3: 8/3 for Ann, 2/3 for Ben; a half at y = 0.25; with yes both 3, with no both 1/3.
    let first = &found[0];
    assert_eq!((first.question, first.conclusion), (y, x));
    let apart = 8.0 / 11.0 - 2.0 / 5.0;
    assert!((first.closes - apart).abs() < 1e-9 && (first.share - 1.0).abs() < 1e-9, "{first:?}");
    for side in &first.pair {
        assert!((side.flips_at.unwrap() - 0.25).abs() < 1e-9 && side.informs.unwrap() > 0.0);
        assert!((side.given[0] - 0.75).abs() < 1e-9 && (side.given[1] - 0.25).abs() < 1e-9);
    }
    assert!(found.iter().all(|it| it.question == y), "what both hold alike closes nothing: {found:?}");
}

#[test]
fn a_circle_settles_or_says_that_it_does_not() {
    let mut debate = Debate::new();
    let (a, b, c) = (debate.claim("A"), debate.claim("B"), debate.claim("C"));
    debate.link(a, b, EdgeKind::Supports);
    debate.link(b, a, EdgeKind::Supports);
    debate.link(c, a, EdgeKind::Supports);
    debate.holds("Ann", c, 1.0);
    let model = debate.model();
    let mind = Mind::of(&model, debate.map(), debate.map().persons().next().map(|it| it.0));
    let value = |it| mind.implied(model.number[&it]).unwrap();
    // a: odds 3 (1 + 2 b); b: odds 1 + 2 a.
    let odds = |p: f64| p / (1.0 - p);
    assert!((odds(value(a)) - 3.0 * (1.0 + 2.0 * value(b))).abs() < 1e-6);
    assert!((odds(value(b)) - (1.0 + 2.0 * value(a))).abs() < 1e-6);
    assert!(!mind.is_unsettled(model.number[&a]));
    assert!(notes(debate.map()).iter().any(|it| matches!(it, Note::Circle(them) if them.len() == 2)));
}

#[test]
fn holes_in_the_structure_are_noted() {
    let mut debate = Debate::new();
    let (x, y) = (debate.claim("X"), debate.claim("Y"));
    debate.link(y, x, EdgeKind::Supports);
    let question = debate.add(NodeKind::Question, "Why?");
    let crux = debate.add(NodeKind::Crux, "Is it so?");
    let evidence = debate.add(NodeKind::Evidence, "Seen");
    let found = notes(debate.map());
    let expected = [Note::NoReason(y), Note::Unanswered(question), Note::NoSide(crux), Note::BearsOnNothing(evidence)];
    assert_eq!(found, expected);
    for n in 0..2 {
        let more = debate.claim(&format!("More {n}"));
        debate.link(more, x, EdgeKind::Supports);
    }
    assert!(notes(debate.map()).contains(&Note::OneSided(x)));
}

/// From which claim to which, and whether for it.
type Links = Vec<(usize, usize, bool)>;
/// Whose, on which claim, and how much, in twentieths.
type Credences = Vec<(u8, usize, u8)>;

/// A debate of some claims, links and credences, none of them sensible.
fn any_debate() -> impl Strategy<Value = (Links, Credences)> {
    let links = prop::collection::vec((0_usize..9, 0_usize..9, any::<bool>()), 0..24);
    let credences = prop::collection::vec((0_u8..4, 0_usize..9, 0_u8..=20), 0..24);
    (links, credences)
}

fn built((links, credences): &(Links, Credences), names: [&str; 4]) -> Debate {
    let mut debate = Debate::new();
    let claims: Vec<NodeId> = (0..9).map(|n| debate.claim(&format!("Claim {n}"))).collect();
    for &(from, to, pro) in links {
        let kind = if pro { EdgeKind::Supports } else { EdgeKind::Attacks };
        let _ = debate.0.edit(Edit::Connect { from: claims[from], to: claims[to].into(), kind });
    }
    for &(who, node, value) in credences {
        debate.holds(names[usize::from(who)], claims[node], f32::from(value) / 20.0);
    }
    // What people are taken to hold is under the same rules as what they state.
    for (nth, pair) in names.chunks(2).enumerate() {
        let question = debate.add(NodeKind::Crux, "Is it so?");
        debate.link(question, claims[nth], EdgeKind::CruxOf);
        debate.take_sides(question, pair);
    }
    debate
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn everything_is_a_probability_and_names_change_nothing(it in any_debate()) {
        let one = built(&it, ["Ann", "Ben", "Cay", "Dov"]);
        let other = built(&it, ["Zoe", "Yan", "Xul", "Wim"]);
        let shares = |all: &[Crux]| -> Vec<(NodeId, NodeId, u64)> {
            let mut them: Vec<_> = all.iter().map(|it| (it.question, it.conclusion, it.closes.to_bits())).collect();
            them.sort_unstable();
            them
        };
        let found = one.cruxes();
        prop_assert_eq!(shares(&found), shares(&other.cruxes()));
        for crux in &found {
            prop_assert!(crux.closes > 0.0 && crux.closes <= 1.0 && crux.share <= 1.0 + 1e-9);
            for side in &crux.pair {
                let all = [side.conclusion, side.question, side.given[0], side.given[1]];
                prop_assert!(all.iter().all(|it| (0.0..=1.0).contains(it)));
                prop_assert!(side.informs.is_none_or(|it| it.is_finite() && it >= 0.0));
                prop_assert!(side.flips_at.is_none_or(|it| (0.0..=1.0).contains(&it)));
            }
        }
    }

    #[test]
    fn what_is_not_linked_changes_nothing(it in any_debate()) {
        let mut one = built(&it, ["Ann", "Ben", "Cay", "Dov"]);
        let before = one.cruxes();
        let alone = one.claim("Alone");
        one.holds("Ann", alone, 0.9);
        one.holds("Ben", alone, 0.1);
        prop_assert_eq!(one.cruxes(), before);
    }

    /// A supposition reckons what a mind that held it would, and leaves no trace.
    #[test]
    fn a_supposition_is_what_a_mind_that_held_it_would_find(it in any_debate(), value in 0_u8..=10) {
        let one = built(&it, ["Ann", "Ben", "Cay", "Dov"]);
        let model = one.model();
        for (person, _) in one.map().persons() {
            let mut mind = Mind::of(&model, one.map(), Some(person));
            let all = |it: &Mind<'_>| -> Vec<Option<f64>> { (0..model.nodes.len()).map(|nth| it.implied(nth)).collect() };
            let before = all(&mind);
            for nth in 0..model.nodes.len() {
                if mind.holds(nth).is_none() {
                    continue;
                }
                let value = f64::from(value) / 10.0;
                let supposed = mind.if_held(nth, value, |it| all(it));
                let mut stated: Vec<(usize, f64)> =
                    (0..model.nodes.len()).filter_map(|it| Some((it, mind.stated(it)?))).collect();
                stated.retain(|it| it.0 != nth);
                stated.push((nth, value));
                let anew = all(&Mind::new(&model, stated));
                for (a, b) in supposed.iter().zip(&anew) {
                    if let (Some(a), Some(b)) = (a, b) {
                        prop_assert!((a - b).abs() < 1e-5, "{a} is not {b}");
                    }
                }
                prop_assert_eq!(&all(&mind), &before);
            }
        }
    }
}
