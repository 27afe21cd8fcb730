//! Graded strengths.

use super::{common::shared, credence, list};
use cruxmap::credence::qbaf::{self, Graph, Named, Semantics, Settled, Sign, contributions, strengths};
use proptest::prelude::*;
use serde_json::Value as Json;

/// The semantics, by the names that the references give them.
const SEMANTICS: [(Semantics, &str); 3] = [
    (Semantics::DfQuad, "DFQuAD_model"),
    (Semantics::QuadraticEnergy, "QuadraticEnergy_model"),
    (Semantics::Euler, "EulerBased_model"),
];

fn numbers(it: &Json) -> Vec<(&String, f64)> {
    it.as_object().unwrap().iter().filter_map(|(key, it)| Some((key, it.as_f64()?))).collect()
}

#[test]
fn graded_strengths_are_those_of_other_programs() {
    let Some(text) = shared("evidence/credence/qbaf/expected.json") else { return };
    let expected: Json = serde_json::from_str(&text).unwrap();
    let (mut compared, mut contributed) = (0, 0);
    for it in list(&expected, "acyclic") {
        let Named { names, graph } = qbaf::read(&it.to_string()).unwrap();
        let number = |name: &str| names.iter().position(|it| it == name).unwrap();
        for (semantics, key) in SEMANTICS {
            let got = strengths(&graph, semantics);
            assert_eq!(got.settled, Settled::Exactly);
            for (name, want) in numbers(&it["strength"][key]) {
                let got = got.each[number(name)];
                assert!((got - want).abs() < 1e-12, "{}, {key}, {name}: {got} {want}", it["name"]);
                compared += 1;
            }
            let Some((topic, wanted)) =
                it.as_object().unwrap().iter().find_map(|(key, it)| Some((key.strip_prefix("contribution_to_")?, it)))
            else {
                continue;
            };
            let got = contributions(&graph, semantics, number(topic));
            for (name, want) in wanted[key].as_object().unwrap() {
                let got = got[number(name)];
                let all = [
                    ("removal", Some(got.removal), 1e-12),
                    ("intrinsic_removal", Some(got.intrinsic_removal), 1e-12),
                    ("shapley", got.shapley, 1e-12),
                    // Theirs is a forward difference.
                    ("gradient_fd", got.gradient, 1e-6),
                ];
                for (what, got, near) in all {
                    let (got, want) = (got.unwrap(), want[what].as_f64().unwrap());
                    assert!((got - want).abs() < near, "{}, {key}, {name}, {what}: {got} {want}", it["name"]);
                    contributed += 1;
                }
            }
        }
    }
    assert!(list(&expected, "acyclic").len() == 31 && compared > 600 && contributed > 1000, "{compared} {contributed}");
}

#[test]
fn circles_settle_where_other_programs_say_or_say_that_they_do_not() {
    let Some(text) = shared("evidence/credence/qbaf/expected.json") else { return };
    let expected: Json = serde_json::from_str(&text).unwrap();
    let mut swinging = 0;
    for it in list(&expected, "cyclic") {
        let Named { names, graph } = qbaf::read(&it.to_string()).unwrap();
        for (semantics, key) in SEMANTICS {
            let got = strengths(&graph, semantics);
            let check = |program: &str, near: f64| {
                for (name, want) in numbers(&it[program][key]) {
                    let got = got.each[names.iter().position(|it| it == name).unwrap()];
                    assert!((got - want).abs() < near, "{}, {program}, {key}, {name}: {got} {want}", it["name"]);
                }
            };
            check("continuous_Uncertainpy_RK4", 1e-8);
            if it["discrete_QBAF-Py"][key].is_object() {
                check("discrete_QBAF-Py", 1e-11);
                assert!(matches!(got.settled, Settled::Iterated { .. }), "{}, {key}", it["name"]);
            } else {
                assert!(matches!(got.settled, Settled::Damped { .. }), "{}, {key}", it["name"]);
                swinging += 1;
            }
        }
    }
    assert_eq!(swinging, 1);
}

proptest! {
    #[test]
    fn strengths_are_bounded_and_nothing_that_is_apart_changes_them(
        bases in prop::collection::vec(credence(), 1..9),
        links in prop::collection::vec((0..9_usize, 0..9_usize, any::<bool>()), 0..24),
    ) {
        let n = bases.len();
        let sign = |it| if it { Sign::Supports } else { Sign::Attacks };
        let links: Vec<_> = links.into_iter().map(|(from, to, it)| (from % n, to % n, sign(it))).collect();
        let graph = Graph::new(bases.clone(), links.clone()).unwrap();
        let apart: Vec<f64> = bases.iter().copied().chain([1.0, 0.4]).collect();
        let more = links.iter().copied().chain([(n, n + 1, Sign::Attacks)]);
        let larger = Graph::new(apart, more).unwrap();
        // The same with all claims the other way round.
        let turned = Graph::new(bases.iter().rev().copied().collect(), links.iter().map(|it| (n - 1 - it.0, n - 1 - it.1, it.2)));
        let turned = turned.unwrap();
        for semantics in Semantics::ALL {
            let got = strengths(&graph, semantics);
            prop_assert!(got.each.iter().all(|it| (0.0..=1.0).contains(it)));
            prop_assert_eq!(&strengths(&larger, semantics).each[..n], &got.each[..]);
            if !matches!(got.settled, Settled::Not { .. }) {
                let back: Vec<f64> = strengths(&turned, semantics).each.into_iter().rev().collect();
                prop_assert!(back.iter().zip(&got.each).all(|(one, other)| (one - other).abs() < 1e-9));
            }
        }
    }
}
