//! What groups hold, and what argumentation semantics make of a map: by hand, against the definitions, and by properties.

#![expect(clippy::unwrap_used, reason = "a test may")]

use cruxmap::{
    analysis::{
        KeptMind, Mind, Model,
        argument::{Arguments, Basis, bases},
        graded::graded,
        group::{self, Group, minds, widest},
        labels::labels,
    },
    credence::{Undefined, framework::Label, qbaf::Settled},
    evidence::Standings,
    map::{Document, EdgeId, EdgeKind, Edit, Ids, Item, Map, NodeId, NodeKind, PersonId, Weight},
};
use proptest::prelude::*;

struct Debate(Document);

impl Debate {
    fn new() -> Self {
        Self(Document::new(Map::default(), Ids::seeded(4)))
    }

    fn claim(&mut self, text: &str) -> NodeId {
        let edit = Edit::AddNode { kind: NodeKind::Claim, text: text.to_owned(), at: None, link: None };
        *self.0.edit(edit).unwrap().nodes.keys().next().unwrap()
    }

    fn claims<const N: usize>(&mut self) -> [NodeId; N] {
        std::array::from_fn(|n| self.claim(&format!("Claim {n}")))
    }

    fn link(&mut self, from: NodeId, to: impl Into<Item>, kind: EdgeKind) -> EdgeId {
        let diff = self.0.edit(Edit::Connect { from, to: to.into(), kind }).unwrap();
        *diff.edges.keys().next().unwrap()
    }

    fn weigh(&mut self, edge: EdgeId, ratio: f64) {
        let weight = Some(Weight::Judged { ratio, why: "by hand".to_owned() });
        self.0.edit(Edit::SetWeight { edge, weight }).unwrap();
    }

    fn holds(&mut self, who: &str, node: NodeId, value: f32) {
        self.0.edit(Edit::AddCredence { node, by: who.to_owned(), value }).unwrap();
    }

    fn person(&self, who: &str) -> Option<PersonId> {
        self.0.map().persons().find(|it| it.1.name == who).map(|it| it.0)
    }

    fn model(&self) -> Model {
        Model::of(self.0.map(), &Standings::of(self.0.map()))
    }

    fn minds(&self, model: &Model) -> Vec<(Option<PersonId>, KeptMind)> {
        minds(model, self.0.map())
    }

    fn group(&self, node: NodeId) -> Option<Group> {
        let model = self.model();
        group::group(&model, &self.minds(&model), model.number[&node])
    }

    fn widest(&self) -> Vec<Group> {
        let model = self.model();
        widest(&model, &self.minds(&model), 100)
    }

    /// Base score and strengths of a node.
    fn strengths(&self, node: NodeId, by: Option<&str>) -> (f64, Basis, [Option<f64>; 2]) {
        let model = self.model();
        let bases = bases(&model, &self.minds(&model), by.map(|it| self.person(it)));
        let found = graded(&Arguments::of(self.0.map(), &model).unwrap(), bases).unwrap();
        let nth = model.number[&node];
        (found.bases[nth].0, found.bases[nth].1, found.strengths(nth))
    }

    /// The grounded label of a node, and what preferred and stable extensions make of it.
    fn labels(&self, node: NodeId) -> (&'static str, String, String) {
        let model = self.model();
        let found = labels(&Arguments::of(self.0.map(), &model).unwrap(), 1_000_000).unwrap();
        let nth = model.number[&node];
        let words = (found.preferred_words(nth).unwrap(), found.stable_words(nth).unwrap());
        (found.grounded_word(nth).unwrap(), words.0, words.1)
    }
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
}

#[test]
fn a_group_pools_what_people_stated_or_what_follows_and_says_which() {
    let mut debate = Debate::new();
    let [top, reason] = debate.claims();
    debate.link(reason, top, EdgeKind::Supports);
    debate.holds("Ann", top, 0.2);
    assert_eq!(debate.group(top), None, "one person is no group");
    // Odds 1 + 1 · 2 = 3: 0.75 follows for Ben.
    debate.holds("Ben", reason, 1.0);
    debate.holds("Cay", top, 0.5);
    let group = debate.group(top).unwrap();
    let told: Vec<_> = group.members.iter().map(|it| (it.person, it.stated)).collect();
    let [ann, ben, cay] = ["Ann", "Ben", "Cay"].map(|it| debate.person(it));
    assert_eq!(told, [(ann, true), (cay, true), (ben, false)]);
    // Odds 1/4 · 1 · 3 = 3/4, to the third.
    let odds = 0.75_f64.cbrt();
    near(group.pooled.clone().unwrap(), odds / (1.0 + odds));
    near(group.spread(), 0.55);
    assert!(group.extremised.clone().unwrap() < group.pooled.clone().unwrap(), "away from a half");
    for (found, expected) in group.quartiles.into_iter().zip([0.2, 0.5, 0.75]) {
        near(found, expected);
    }
    let words = group::spread_in_words(debate.0.map(), &group);
    assert_eq!(words, "From 0.20 (Ann) to 0.75 (Ben); median 0.50, the middle half 0.20 to 0.75.");
}

#[test]
fn opposite_certainties_have_no_pool_and_this_is_said() {
    let mut debate = Debate::new();
    let [top] = debate.claims();
    debate.holds("Ann", top, 0.0);
    debate.holds("Ben", top, 1.0);
    let group = debate.group(top).unwrap();
    assert_eq!((&group.pooled, &group.extremised), (&Err(Undefined::OppositeCertainties), &group.extremised));
    assert!(group::pool_in_words(&group).contains("their odds have no mean"));
    assert_eq!(debate.strengths(top, None).1, Basis::Opposite);
    debate.holds("Cay", top, 0.5);
    assert!(debate.group(top).unwrap().pooled.is_ok());
    assert_eq!(debate.strengths(top, None).1, Basis::Pooled(3));
}

#[test]
fn strengths_are_those_reckoned_by_hand() {
    let mut debate = Debate::new();
    let [top, pro, contra] = debate.claims();
    debate.link(pro, top, EdgeKind::Supports);
    debate.link(contra, top, EdgeKind::Attacks);
    debate.holds("Ann", pro, 0.8);
    debate.holds("Ann", contra, 0.3);
    // A half, raised by 0.8 − 0.3: 0.5 + 0.5 · 0.5. Energy 0.5: h = 0.25 / 1.25 = 0.2, so 0.5 + 0.5 · 0.2.
    let (base, basis, [df_quad, energy]) = debate.strengths(top, None);
    assert_eq!(basis, Basis::Even);
    near(base, 0.5);
    near(df_quad.unwrap(), 0.75);
    near(energy.unwrap(), 0.6);
    debate.holds("Ben", pro, 0.2);
    let (base, basis, _) = debate.strengths(pro, None);
    assert_eq!(basis, Basis::Pooled(2));
    near(base, 0.5);
    let (base, basis, _) = debate.strengths(pro, Some("Ben"));
    assert_eq!(basis, Basis::Stated);
    near(base, 0.2);
    assert_eq!(debate.strengths(contra, Some("Ben")).1, Basis::Pooled(1), "Ben said nothing of it");
}

#[test]
fn a_weight_decides_for_which_side_a_link_counts() {
    let mut debate = Debate::new();
    let [top, reason] = debate.claims();
    let link = debate.link(reason, top, EdgeKind::Supports);
    debate.weigh(link, 0.5);
    near(debate.strengths(top, None).2[0].unwrap(), 0.25);
    assert_eq!(debate.labels(top).0, "out");
    debate.weigh(link, 1.0);
    near(debate.strengths(top, None).2[0].unwrap(), 0.5);
    assert_eq!(debate.labels(top).0, "in");
}

#[test]
fn what_undercuts_a_link_takes_the_link_and_leaves_its_source() {
    let mut debate = Debate::new();
    let [top, attacker, other, doubt] = debate.claims();
    let link = debate.link(attacker, top, EdgeKind::Attacks);
    debate.link(attacker, other, EdgeKind::Attacks);
    assert_eq!([top, other].map(|it| debate.labels(it).0), ["out", "out"]);
    debate.link(doubt, link, EdgeKind::Undercuts);
    assert_eq!([top, other, attacker, doubt].map(|it| debate.labels(it).0), ["in", "out", "in", "in"]);
    // The link has the base of its source, a half, less half of that: 0.5 (1 − 0.5 · 0.5) for the top.
    near(debate.strengths(top, None).2[0].unwrap(), 0.375);
    near(debate.strengths(other, None).2[0].unwrap(), 0.25);
    // It falls with its source, too, whether or not it is doubted.
    let against = debate.claim("Against the attacker");
    debate.link(against, attacker, EdgeKind::Attacks);
    assert_eq!([top, other, attacker].map(|it| debate.labels(it).0), ["in", "in", "out"]);
}

#[test]
fn linked_premises_count_each_by_itself_and_weigh_together() {
    let mut debate = Debate::new();
    let [top, one, other, doubt] = debate.claims();
    let links = [one, other].map(|it| debate.link(it, top, EdgeKind::Attacks));
    debate.0.edit(Edit::SetLinked { edges: links.into(), together: true }).unwrap();
    near(debate.strengths(top, None).2[0].unwrap(), 0.5 - 0.5 * 0.75);
    assert_eq!(debate.labels(top).0, "out");
    debate.link(doubt, links[1], EdgeKind::Undercuts);
    assert_eq!(debate.labels(top).0, "in", "what undercuts one undercuts both");
    // Its weight is that of both.
    let mut model = debate.model();
    let to = model.number[&top];
    assert_eq!(
        links.map(|it| model.reweigh(it, to, 9.0)),
        [links[0] < links[1], links[1] < links[0]],
        "known by the first"
    );
    debate.weigh(links[1], 1.0);
    near(debate.strengths(top, None).2[0].unwrap(), 0.5);
}

#[test]
fn quarrels_are_undecided_credulous_and_told_where_nothing_is_stable() {
    let mut debate = Debate::new();
    let [a, b, c] = debate.claims();
    debate.link(a, b, EdgeKind::Attacks);
    debate.link(b, a, EdgeKind::Attacks);
    let some = "in some (credulously accepted)".to_owned();
    assert_eq!(debate.labels(a), ("undecided", some.clone(), some));
    // Both certain: DF-QuAD swings, and what comes out is said to be a convention.
    debate.holds("Ann", a, 1.0);
    debate.holds("Ann", b, 1.0);
    let model = debate.model();
    let bases = bases(&model, &debate.minds(&model), None);
    let found = graded(&Arguments::of(debate.0.map(), &model).unwrap(), bases).unwrap();
    assert!(matches!(found.by[0].settled, Settled::Damped { .. }));
    assert!(found.notes()[0].0.as_ref().unwrap().contains("swings for ever"));
    // Three in a ring: no set attacks all else.
    debate.link(b, c, EdgeKind::Attacks);
    debate.link(c, a, EdgeKind::Attacks);
    let back = debate.0.map().edges().find(|it| it.1.from == b && it.1.to == a.into()).unwrap().0;
    debate.0.edit(Edit::Delete { items: [back.into()].into() }).unwrap();
    let (grounded, preferred, stable) = debate.labels(a);
    assert_eq!((grounded, preferred.as_str()), ("undecided", "in none"));
    assert_eq!(stable, "there is no stable extension");
}

#[test]
fn what_is_too_hard_is_said_and_grounded_labels_are_there_nevertheless() {
    let mut debate = Debate::new();
    let top = debate.claim("Top");
    for n in 0..20 {
        let [a, b] = [format!("A {n}"), format!("B {n}")].map(|it| debate.claim(&it));
        debate.link(a, b, EdgeKind::Attacks);
        debate.link(b, a, EdgeKind::Attacks);
        debate.link(a, top, EdgeKind::Attacks);
    }
    let model = debate.model();
    let found = labels(&Arguments::of(debate.0.map(), &model).unwrap(), 10_000).unwrap();
    let nth = model.number[&top];
    assert_eq!(found.grounded[nth], Label::Undecided);
    assert!(found.preferred_words(nth).unwrap().starts_with("not found: "), "{:?}", found.preferred_words(nth));
    assert!(found.stable_words(nth).unwrap().starts_with("not found: "));
}

/// From which claim to which, and whether for it; undercuts of the nth link by a claim; whose credence, on what, how much.
type Plan = (Vec<(usize, usize, bool)>, Vec<(usize, usize)>, Vec<(u8, usize, u8)>);

fn any_plan() -> impl Strategy<Value = Plan> {
    let links = prop::collection::vec((0_usize..7, 0_usize..7, any::<bool>()), 1..16);
    let doubts = prop::collection::vec((0_usize..7, 0_usize..16), 0..4);
    let credences = prop::collection::vec((0_u8..4, 0_usize..7, 0_u8..=20), 0..20);
    (links, doubts, credences)
}

fn debate((links, doubts, credences): &Plan, names: [&str; 4]) -> (Debate, [NodeId; 7], Vec<EdgeId>) {
    let mut debate = Debate::new();
    let claims: [NodeId; 7] = debate.claims();
    let mut made = Vec::new();
    for &(from, to, pro) in links {
        let kind = if pro { EdgeKind::Supports } else { EdgeKind::Attacks };
        if let Ok(diff) = debate.0.edit(Edit::Connect { from: claims[from], to: claims[to].into(), kind }) {
            made.extend(diff.edges.keys().copied());
        }
    }
    for &(from, to) in doubts {
        if let Some(&to) = made.get(to) {
            let _ = debate.0.edit(Edit::Connect { from: claims[from], to: to.into(), kind: EdgeKind::Undercuts });
        }
    }
    for &(who, node, value) in credences {
        debate.holds(names[usize::from(who)], claims[node], f32::from(value) / 20.0);
    }
    (debate, claims, made)
}

/// Of a group the node, what its members hold, its pool and its quartiles, to the bit.
type Nameless = (NodeId, Vec<u64>, Option<u64>, [u64; 3]);

/// What does not depend on who is called what.
fn without_names(all: &[Group]) -> Vec<Nameless> {
    let bits = |it: f64| it.to_bits();
    all.iter()
        .map(|it| {
            let values = it.members.iter().map(|it| bits(it.value)).collect();
            (it.node, values, it.pooled.clone().ok().map(bits), it.quartiles.map(bits))
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn names_and_what_is_not_linked_change_no_group_and_no_strength(plan in any_plan()) {
        let (mut one, claims, _) = debate(&plan, ["Ann", "Ben", "Cay", "Dov"]);
        let (other, ..) = debate(&plan, ["Zoe", "Yan", "Xul", "Wim"]);
        let before = one.widest();
        prop_assert_eq!(without_names(&before), without_names(&other.widest()));
        for it in &before {
            let all = [it.pooled.as_ref().ok(), it.extremised.as_ref().ok(), it.quartiles.first()];
            prop_assert!(all.into_iter().flatten().all(|it| (0.0..=1.0).contains(it)));
            prop_assert!(it.spread() > 0.0 && it.lowest().count() + it.highest().count() <= it.members.len());
        }
        let made = claims.map(|it| (one.strengths(it, None), one.labels(it)));
        prop_assert_eq!(&made, &claims.map(|it| (other.strengths(it, None), other.labels(it))));
        one.claim("Alone");
        prop_assert_eq!(one.widest(), before);
        prop_assert_eq!(made, claims.map(|it| (one.strengths(it, None), one.labels(it))));
    }

    /// Grounded labels fit the definition on the map itself: an attack counts if its source is in and nobody who is in
    /// undercuts it.
    #[test]
    fn labels_are_what_the_map_says(plan in any_plan()) {
        let (one, claims, _) = debate(&plan, ["Ann", "Ben", "Cay", "Dov"]);
        let map = one.0.map();
        let label = claims.map(|it| one.labels(it).0);
        let of = |node: NodeId| label[claims.iter().position(|it| *it == node).unwrap()];
        for (nth, &claim) in claims.iter().enumerate() {
            let attacks = map.edges().filter(|it| it.1.to == claim.into() && it.1.kind == EdgeKind::Attacks);
            let state = |(id, edge): (EdgeId, &cruxmap::map::Edge)| {
                let doubts: Vec<&str> = map.edges().filter(|it| it.1.to == id.into()).map(|it| of(it.1.from)).collect();
                if of(edge.from) == "out" || doubts.contains(&"in") {
                    "out"
                } else if of(edge.from) == "in" && doubts.iter().all(|it| *it == "out") {
                    "in"
                } else {
                    "undecided"
                }
            };
            let states: Vec<&str> = attacks.map(state).collect();
            let expected = if states.contains(&"in") {
                "out"
            } else if states.iter().all(|it| *it == "out") {
                "in"
            } else {
                "undecided"
            };
            prop_assert_eq!(label[nth], expected);
        }
    }

    /// What follows when a link weighs something else is what a mind on a map with that weight finds.
    #[test]
    fn a_weight_supposed_is_what_a_map_with_it_says(plan in any_plan(), which in 0_usize..16, ratio in 0.1_f64..9.0) {
        let (mut one, _, links) = debate(&plan, ["Ann", "Ben", "Cay", "Dov"]);
        let Some(&edge) = links.get(which) else { return Ok(()) };
        let mut model = one.model();
        let kept = one.minds(&model);
        let to = model.number[&one.0.map().edge(edge).unwrap().to.node().unwrap()];
        prop_assert!(model.reweigh(edge, to, ratio));
        one.weigh(edge, ratio);
        let anew = one.model();
        prop_assert_eq!(&anew.nodes, &model.nodes);
        for (person, it) in &kept {
            let mut mind = it.on(&model);
            mind.follow(&model.resting_on(to));
            let fresh = Mind::of(&anew, one.0.map(), *person);
            for nth in 0..model.nodes.len() {
                match (mind.implied(nth), fresh.implied(nth)) {
                    (Some(a), Some(b)) => prop_assert!((a - b).abs() < 1e-5, "{a} is not {b}"),
                    (a, b) => prop_assert_eq!(a, b),
                }
            }
        }
    }
}
