//! Questions tested as cruxes, for two people at one laptop.

use crate::{
    CLAIM,
    driven::{self, window::Window},
};
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const ASKED: [&str; 4] = [
    "How likely is the claim? Left empty, your last answer on it counts",
    "How likely is it that the answer to the question is yes?",
    "If it is yes, how likely is the claim then?",
    "If it is no, how likely is the claim then?",
];

impl Window {
    fn numbers(&mut self, numbers: [&str; 4]) {
        for (field, number) in ASKED.into_iter().zip(numbers) {
            self.retype(field, number);
        }
    }
}

#[test]
fn two_people_find_a_double_crux_and_what_it_closes() {
    let mut window = Window::begin_as("Double crux, 45 minutes", &["Ada", "Bo"]);
    window.push(&format!("Test a crux: {CLAIM}"));
    // The map has a question for this claim.
    window.push("Would they let inspectors in?");
    assert!(window.hears("0 of 2 have answered, blind."));
    window.push("Hand the laptop to Ada: Would they let inspectors in?");
    window.push("I am Ada: begin");
    let done = |window: &Window| {
        let done = window.harness.get_by_role_and_label(Role::Button, "Done, hand it back");
        !done.accesskit_node().is_disabled()
    };
    assert!(!done(&window), "an answer stands there before one is given");
    window.push("Yes");
    assert!(done(&window), "words are enough");
    window.push("Give numbers, too");
    window.numbers(["30", "85", "90", ""]);
    assert!(!done(&window) && window.hears("the last three, or none at all"));
    window.numbers(["30", "85", "90", "30"]);
    window.push("Done, hand it back");
    let told = "By the last three numbers the claim would be 81 % likely, and you said 30 %.";
    assert!(window.hears(told) && window.hears("hand it back as they are"), "{}", window.all_heard());
    window.retype(ASKED[0], "80");
    window.push("Done, hand it back");
    assert!(!window.hears("85") && !window.hears(told), "Bo meets Ada's numbers");
    window.push("I am Bo: begin");
    window.push("Yes");
    window.push("Give numbers, too");
    window.numbers(["25", "20", "65", "15"]);
    window.push("Done, hand it back");
    window.push("I am the facilitator");
    assert!(window.hears("2 of 2 have answered, blind.") && !window.hears("double crux"));
    window.push("Reveal to all: Would they let inspectors in?");
    let heard = window.all_heard();
    let found = "A double crux. An answer would be expected to close 63 % of their distance on the claim.";
    assert!(heard.contains(found) && heard.contains("yes: 2"), "{heard}");
    // That there is none, and why, is told like any other result.
    window.push(&format!("Test a crux: {CLAIM}"));
    assert!(
        window.harness.query_by_role_and_label(Role::Button, "Would they let inspectors in?").is_none(),
        "what was tested is offered again"
    );
    window.retype("A question that can be answered", "Is it cheap?");
    window.push("Test it");
    for (name, words) in [("Ada", "No"), ("Bo", "Unsure")] {
        window.push(&format!("{name}: not yet: Is it cheap?"));
        window.push(&format!("I am {name}: begin"));
        window.push(words);
        window.push("Done, hand it back");
        let back = if name == "Ada" { "Back to the facilitator" } else { "I am the facilitator" };
        window.push(back);
    }
    window.push("Reveal to all: Is it cheap?");
    assert!(window.hears("No double crux found. No answer to it would change anybody's mind."));
    window.push("End…");
    window.push("End it now");
    window.push("Bring the credences into the map");
    driven::settle(&mut window.harness);
    let map = window.map();
    // What the map says of a crux of its own stays; one that is new comes with the outcome.
    let crux = driven::id_of(map, "Is it cheap?");
    assert!(map.crux(crux).unwrap().would_change.contains("1 no"), "{:?}", map.crux(crux));
}

#[test]
fn numbers_meant_as_they_are_are_kept_and_asked_about_once() {
    let mut window = Window::begin_as("Double crux, 45 minutes", &["Ada", "Bo"]);
    window.push(&format!("Test a crux: {CLAIM}"));
    window.retype("A question that can be answered", "Is it cheap?");
    window.push("Test it");
    window.push("Hand the laptop to Ada: Is it cheap?");
    window.push("I am Ada: begin");
    window.push("Partly");
    window.push("Give numbers, too");
    window.numbers(["30", "85", "90", "30"]);
    window.push("Done, hand it back");
    window.push("Done, hand it back");
    assert!(window.hears("Hand the laptop to Bo"), "{}", window.all_heard());
    let crux = window.logged().cruxes.values().next().cloned().unwrap();
    let numbers = crux.answers.values().next().and_then(|it| it.numbers).unwrap();
    assert_eq!(
        [numbers.p, Some(numbers.q), Some(numbers.a), Some(numbers.b)],
        [Some(30), Some(85), Some(90), Some(30)]
    );
}
