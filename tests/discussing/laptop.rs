//! One laptop that is passed around.

use crate::{
    CLAIM, FIRST, SECOND,
    driven::{self, window::Window},
};
use cruxmap::map::Map;
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

fn credences(map: &Map) -> Vec<(String, f32, Option<u32>)> {
    let name = |it: Option<_>| it.and_then(|it| map.person(it)).map(|it| it.name.clone()).unwrap_or_default();
    let mut all: Vec<_> = map.credences().map(|(_, it)| (name(it.person), it.value, it.round)).collect();
    all.sort_by(|a, b| a.partial_cmp(b).unwrap());
    all
}

#[test]
fn three_people_estimate_talk_and_estimate_again() {
    let mut window = Window::begin();
    window.push("Next phase");
    window.push(&format!("Ask blind: {CLAIM}"));
    window.answer(&FIRST, &[]);
    for (percent, reason) in FIRST {
        assert!(!window.hears(percent) && !window.hears(reason), "the facilitator meets {percent} before the reveal");
    }
    window.push("Reveal to all");
    let heard = window.all_heard();
    assert!(heard.contains("Median 64 %, quartiles 17 and 83 %. Given: 17, 64, 83."), "{heard}");
    assert!(heard.contains("At 17 %: “Tunnels hide what is built”") && heard.contains("At 83 %: “Heat shows it”"));
    assert!(!heard.contains("Meters are cheap"), "the middle's reason is nobody's business");
    window.push("Next phase");
    window.push(&format!("Ask again, blind: {CLAIM}"));
    window.push("Drop this round…");
    window.push("Drop it");
    window.push("Next phase");
    window.push(&format!("Ask again, blind: {CLAIM}"));
    window.answer(&SECOND, &["17", "Tunnels hide what is built"]);
    window.push("Reveal to all");
    let heard = window.all_heard();
    assert!(
        heard.contains("Median 64 % → 64 %. From lowest to highest 66 → 42 points. 1 went up, 2 stayed, 0 went down.")
    );
    assert!(heard.contains("Ada: 17 % → 41 %"), "{heard}");
    window.push("End…");
    window.push("End it now");
    let before = credences(window.map());
    window.push("Bring the credences into the map");
    driven::settle(&mut window.harness);
    let after = credences(window.map());
    assert!(after.len() >= before.len() + 3, "{after:?}");
    assert!(after.iter().any(|it| it.0 == "Ada" && (it.1 - 0.41).abs() < 1e-6), "{after:?}");
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(credences(window.map()), before, "one step takes all of it back");
}

#[test]
fn killed_in_mid_round_it_comes_back_paused_with_every_answer() {
    let mut window = Window::begin();
    window.push(&format!("Ask blind: {CLAIM}"));
    window.push("Hand the laptop to Ada");
    window.push("I am Ada: begin");
    window.retype("Credence in percent, from 1 to 99", "17");
    window.push("Done, hand it back");
    // Bo has the laptop and has typed something when the program dies.
    window.push("I am Bo: begin");
    window.retype("Credence in percent, from 1 to 99", "64");
    let before = window.logged();
    let mut window = window.killed();
    assert!(window.hears("Go on with the discussion?") && window.hears("In the room: Ada, Bo, Cy."));
    window.push("Not now");
    assert!(!window.hears("Go on with the discussion?"));
    window.command("Start a discussion");
    assert!(window.hears("Go on with the discussion?"), "it cannot be reached any more");
    window.push("Resume");
    let after = window.logged();
    assert_eq!((&after.seats.len(), &after.rounds), (&before.seats.len(), &before.rounds), "an answer is lost");
    assert_eq!(after.rounds.values().map(|it| it.answers.len()).sum::<usize>(), 1, "what was not sealed counts");
    assert!(after.paused.is_some());
    let heard = window.all_heard();
    assert!(heard.contains("Paused,") && heard.contains("1 of 3 have answered, blind."), "{heard}");
    let hand = window.harness.get_by_role_and_label(Role::Button, "Hand the laptop to Bo");
    assert!(hand.accesskit_node().is_disabled(), "one can be asked while it is paused");
    window.push("Go on");
    window.push("Hand the laptop to Bo");
    window.push("I am Bo: begin");
    assert!(!window.hears("17") && !window.hears("64"));
    window.retype("Credence in percent, from 1 to 99", "64");
    window.push("Done, hand it back");
    window.push("I am Cy: begin");
    window.push("I don't know");
    window.push("Done, hand it back");
    window.push("I am the facilitator");
    window.push("Reveal to all");
    assert!(window.hears("Nothing is shown below 3 credences."), "two are shown");
    // What was brought to its end is offered no more.
    window.push("End…");
    window.push("End it now");
    let window = window.killed();
    assert!(!window.hears("Go on with the discussion?"));
}

#[test]
fn new_voices_speak_first_and_what_is_said_on_the_way_is_kept() {
    let mut window = Window::begin();
    let raise = |window: &mut Window, who: &str, what: &str| {
        window.push(&format!("Raise the hand of {who}"));
        window.push(what);
    };
    raise(&mut window, "Ada", "A new point");
    window.push("Next speaker");
    assert!(window.hears("speaks, 0:0"), "{}", window.all_heard());
    window.push("End turn");
    raise(&mut window, "Ada", "A new point");
    raise(&mut window, "Bo", "A new point");
    raise(&mut window, "Cy", "A reply to Ada");
    let heard = window.all_heard();
    let place = |words: &str| heard.find(words).unwrap_or_else(|| panic!("no {words:?} in {heard}"));
    assert!(place("1. Cy: a reply to Ada, a new voice") < place("2. Bo: a new point, a new voice"));
    assert!(place("2. Bo: a new point, a new voice") < place("3. Ada: a new point"));
    raise(&mut window, "Ada", "How we go on");
    assert!(window.hears("1. Ada: how we go on"), "{}", window.all_heard());
    for (kind, text) in [("For later", "What of submarines?"), ("To do", "Read the treaty"), ("Note", "Bo is tired")] {
        window.harness.get_by_role_and_label(Role::RadioButton, kind).click();
        window.harness.run_steps(4);
        window.retype("What to keep", text);
        window.push("Keep");
        assert!(window.hears(&format!("• {text}")), "{}", window.all_heard());
    }
    let session = window.logged();
    assert_eq!((session.parked.len(), session.to_do.len(), session.notes.len()), (1, 1, 1));
    window.push("+5 minutes");
    assert!(window.hears("9:5") || window.hears("10:00 left"), "{}", window.all_heard());
    // In a silent phase hands stay down, and the window says why.
    window.push("Next phase");
    raise(&mut window, "Bo", "A new point");
    assert!(window.hears("This phase is silent; raise your hand when people talk."));
}

#[test]
fn nothing_of_the_map_can_be_reached_while_somebody_answers() {
    let mut window = Window::begin();
    window.push(&format!("Ask blind: {CLAIM}"));
    window.push("Hand the laptop to Ada");
    window.push("I am Ada: begin");
    for (modifiers, key) in [(Modifiers::COMMAND, Key::K), (Modifiers::COMMAND, Key::F), (Modifiers::NONE, Key::G)] {
        window.harness.get_by_role_and_label(Role::Button, "Hand it back without an answer").focus();
        window.press(modifiers, key);
        assert!(!window.hears("Meters show the load") && !window.hears("Undo"), "{}", window.all_heard());
    }
    let before = window.map().clone();
    window.press(Modifiers::NONE, Key::Delete);
    window.press(Modifiers::COMMAND, Key::X);
    assert_eq!(*window.map(), before, "a key reaches the map behind");
}

#[test]
fn minutes_answers_and_the_log_are_written_through_the_export_door() {
    let mut window = Window::begin();
    window.push(&format!("Ask blind: {CLAIM}"));
    window.answer(&FIRST, &[]);
    window.push("Reveal to all");
    window.push("End…");
    window.push("End it now");
    for (words, name, says) in [
        ("Minutes as Markdown…", "a.md", "64"),
        ("Minutes as HTML…", "a.html", "<html"),
        ("Answers as CSV…", "a.csv", "Ada"),
        ("Log as JSON…", "a.jsonl", "\"Ada\""),
    ] {
        window.push(words);
        // There is no program here that shows a dialog: the path is typed.
        for _ in 0..200 {
            driven::settle(&mut window.harness);
            if window.hears("Path of the file to write") {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        let path = window.folder.path().join(name);
        window.press(Modifiers::COMMAND, Key::A);
        window.harness.event(egui::Event::Text(path.display().to_string()));
        window.harness.run_steps(4);
        window.push("Export");
        driven::settle(&mut window.harness);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(says) && text.contains(CLAIM), "{name}: {text}");
        assert_eq!(text.matches("\"token\":\"\"").count(), if name == "a.jsonl" { 3 } else { 0 }, "keys are in {name}");
    }
}
