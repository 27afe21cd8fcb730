//! What is proposed, voted on and said back at one laptop.

use crate::{
    CLAIM,
    driven::{self, window::Window},
};
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

impl Window {
    fn propose(&mut self, who: &str, text: &str) {
        self.push(&format!("The seat of {who}"));
        self.push("Proposes something…");
        self.retype("What it says", text);
    }

    fn choose_in(&mut self, list: &str, words: &str) {
        self.harness.get_by_role_and_label(Role::ComboBox, list).click_accesskit();
        self.harness.run_steps(6);
        self.push(words);
    }
}

#[test]
fn proposals_are_accepted_reworded_merged_and_declined_with_a_reason() {
    let mut window = Window::begin();
    window.propose("Bo", "Costs eat it");
    window.radio("Against it");
    window.push("Propose it");
    assert!(window.hears(&format!("Bo, claim against “{CLAIM}”: Costs eat it")), "{}", window.all_heard());
    window.push("Accept: Costs eat it");
    assert!(window.hears("— accepted"), "{}", window.all_heard());
    window.harness.get_by_role_and_label(Role::Button, "Ask blind: Costs eat it");
    window.propose("Cy", "One can check it");
    window.push("Propose it");
    window.push("Is the same as: One can check it");
    window.push(CLAIM);
    assert!(window.hears(&format!("— the same as “{CLAIM}”")), "{}", window.all_heard());
    window.propose("Cy", "Bees are nice");
    window.push("Propose it");
    window.push("Decline: Bees are nice");
    let decline = window.harness.get_by_role_and_label(Role::Button, "Decline");
    assert!(decline.accesskit_node().is_disabled(), "it is declined without a reason");
    window.retype("Why not? They are told", "Not about the cap");
    window.push("Decline");
    assert!(window.hears("— declined: Not about the cap"));
    window.propose("Ada", "Heat shows it");
    window.radio("Evidence");
    let propose =
        |it: &Window| it.harness.get_by_role_and_label(Role::Button, "Propose it").accesskit_node().is_disabled();
    assert!(propose(&window), "evidence comes without words of its source");
    window.retype("The words of the source", "seen from above");
    window.radio("Speaks for it");
    window.push("Propose it");
    window.push("Reword: Heat shows it");
    window.retype("In other words", "Heat betrays it");
    window.push("Accept");
    assert!(window.hears("— accepted as “Heat betrays it”"), "{}", window.all_heard());
    window.push("End…");
    window.push("End it now");
    window.push("Bring the credences into the map");
    driven::settle(&mut window.harness);
    let map = window.map();
    let costs = driven::id_of(map, "Costs eat it");
    driven::id_of(map, "Heat betrays it");
    assert!(map.edges().any(|it| it.1.from == costs), "it bears on nothing");
    let authors: Vec<_> = map.persons().map(|it| it.1.name.clone()).collect();
    assert!(authors.contains(&"Bo".to_owned()), "{authors:?}");
    assert!(!map.nodes().any(|it| it.1.text == "Bees are nice"));
}

#[test]
fn a_vote_is_given_blind_and_shown_as_counts() {
    let mut window = Window::begin();
    let vote = |window: &mut Window, kind: &str, each: [[&str; 2]; 3]| {
        window.push("A vote…");
        window.radio(kind);
        window.retype("What is voted on", "What next?");
        window.retype("The options, one a line, up to 12", "Costs\nTime");
        window.push("Open the vote");
        window.push("Hand the laptop to Ada: What next?");
        for (name, choices) in ["Ada", "Bo", "Cy"].into_iter().zip(each) {
            window.push(&format!("I am {name}: begin"));
            for it in choices {
                window.push(it);
            }
            window.push("Done, hand it back");
        }
        window.push("I am the facilitator");
        window.push("Reveal to all: What next?");
    };
    let (costs, time) = ("One dot more: Costs", "One dot more: Time");
    vote(&mut window, "Dots to spread", [[costs, costs], [costs, time], [costs, costs]]);
    assert!(window.hears("Costs: 5") && window.hears("Time: 1"), "{}", window.all_heard());
    vote(
        &mut window,
        "Agree, disagree, pass",
        [["Agree: Costs", "Pass: Time"], ["Agree: Costs", "Disagree: Time"], ["Disagree: Costs", "Pass: Time"]],
    );
    assert!(window.hears("agree: 2") && window.hears("pass: 2"), "{}", window.all_heard());
    vote(
        &mut window,
        "How much hangs on it, 0 to 4",
        [["4: Costs", "0: Time"], ["4: Costs", "1: Time"], ["3: Costs", "0: Time"]],
    );
    assert!(window.hears("4 everything: 2") && window.hears("0 nothing: 2"), "{}", window.all_heard());
}

#[test]
fn a_reply_comes_after_the_others_view_was_said_back() {
    let mut window = Window::begin();
    window.harness.get_by_label("Before a reply one says back what the other holds").click();
    window.harness.run_steps(6);
    window.push("Raise the hand of Cy");
    window.push("A reply to Ada");
    window.push("Next speaker");
    assert!(window.hears("First say back what the other holds"), "{}", window.all_heard());
    window.push("The seat of Cy");
    window.push("Says back a view…");
    let say = |it: &Window| it.harness.get_by_role_and_label(Role::Button, "Say it").accesskit_node().is_disabled();
    window.retype("What the other holds", "You think that meters lie");
    assert!(say(&window), "nobody's view is said back");
    window.choose_in("Cy says what is held by", "Ada");
    window.push("Say it");
    assert!(window.hears("Ada, is that what you hold?"));
    window.retype("What Cy missed", "Only cheap ones");
    window.push("Mostly, says Ada");
    assert!(window.hears("Ada: Mostly. Missed: Only cheap ones"), "{}", window.all_heard());
    window.push("Next speaker");
    assert!(window.hears("speaks, 0:0"), "{}", window.all_heard());
}

#[test]
fn how_it_goes_can_be_changed_on_the_way() {
    let mut window = Window::begin();
    assert!(!window.hears("The wall shows how long people have talked"));
    window.harness.get_by_label("How it goes").click();
    window.harness.run_steps(12);
    window.harness.get_by_label("The wall shows how long people have talked").click();
    window.harness.run_steps(6);
    let field = window.harness.get_by_role_and_label(Role::SpinButton, "A question is a crux from a swing of");
    field.click();
    window.harness.run_steps(4);
    window.press(egui::Modifiers::COMMAND, egui::Key::A);
    window.harness.event(egui::Event::Text("35".to_owned()));
    window.harness.run_steps(2);
    window.key(egui::Key::Enter);
    let settings = window.logged().settings;
    assert!(settings.shows_talk && settings.swing == 35, "{settings:?}");
}

#[test]
fn notes_are_on_a_claim_and_the_facilitators_own() {
    let mut window = Window::begin();
    window.radio("Note");
    window.choose_in("On", CLAIM);
    window.retype("What to keep", "Ask for figures");
    window.push("Keep");
    let heard = window.all_heard();
    assert!(heard.contains(&format!("• Ask for figures (Welcome, “{CLAIM}”)")), "{heard}");
    assert!(heard.contains("Notes, for you alone") && !heard.contains("The scribe's notes"), "{heard}");
}
