//! A discussion at the window: with one laptop that is passed around, and with browsers that join.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may")]

#[cfg(feature = "server")]
mod browsers;
#[cfg(feature = "server")]
#[path = "../serve/client.rs"]
mod client;
mod cruxes;
#[path = "../driven/mod.rs"]
mod driven;
mod laptop;
mod proposals;
mod wall;

use cruxmap::session::{Session, read_log};
use driven::{small_map, window::Window};
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::path::PathBuf;

const CLAIM: &str = "A cap can be checked";
const PEOPLE: [&str; 3] = ["Ada", "Bo", "Cy"];

/// What three people say, and why.
type Answers = [(&'static str, &'static str); 3];
const FIRST: Answers = [("17", "Tunnels hide what is built"), ("64", "Meters are cheap"), ("83", "Heat shows it")];
const SECOND: Answers = [("41", "Tunnels need power, too"), ("64", ""), ("83", "")];

impl Window {
    fn command(&mut self, words: &str) {
        self.press(Modifiers::COMMAND, Key::K);
        self.harness.event(egui::Event::Text(words.to_owned()));
        self.harness.run_steps(6);
        self.key(Key::Enter);
        driven::settle(&mut self.harness);
    }

    fn push(&mut self, name: &str) {
        self.harness.get_by_role_and_label(Role::Button, name).click_accesskit();
        self.harness.run_steps(8);
    }

    /// All that is to be seen or heard in the window: names and values.
    fn all_heard(&self) -> String {
        let node = |it: egui_kittest::Node<'_>| {
            let it = it.accesskit_node();
            [it.label(), it.value(), it.description()].into_iter().flatten().collect::<Vec<_>>().join("\n")
        };
        self.harness.get_all_by(|_| true).map(node).collect::<Vec<_>>().join("\n")
    }

    fn hears(&self, words: &str) -> bool {
        self.all_heard().contains(words)
    }

    /// Starts a discussion of the claim with three people.
    fn begin() -> Self {
        Self::begin_as("Estimate, talk, estimate, 60 minutes", &PEOPLE)
    }

    /// The same in some form, with these people.
    fn begin_as(form: &str, people: &[&str]) -> Self {
        let mut window = Self::on(&small_map(), [1400.0, 900.0]);
        let claim = driven::place_of(&window.harness, CLAIM).unwrap();
        driven::click(&mut window.harness, claim.center());
        window.command("Start a discussion");
        window.retype("Who is in the room, a name a line", &people.join("\n"));
        window.harness.get_by_role_and_label(Role::RadioButton, form).click();
        window.harness.run_steps(4);
        window.push("Start");
        assert!(window.hears("1 of 5: Welcome") || window.hears("1 of 6: Choose the claim"), "{}", window.all_heard());
        window
    }

    /// One after the other answers, and hands the laptop on. Nobody sees what the others said.
    fn answer(&mut self, answers: &Answers, past: &[&str]) {
        self.push("Hand the laptop to Ada");
        for (nth, (name, (percent, reason))) in PEOPLE.iter().zip(answers).enumerate() {
            let sealed: Vec<&str> =
                answers[..nth].iter().flat_map(|it| [it.0, it.1]).filter(|it| !it.is_empty()).collect();
            let hidden = |window: &Self, own: &[&str]| {
                let heard = window.all_heard();
                for secret in sealed.iter().chain(past) {
                    assert!(own.contains(secret) || !heard.contains(secret), "{name} meets {secret:?} in {heard}");
                }
                heard
            };
            assert!(!hidden(self, &[]).contains(CLAIM), "nothing is asked before the laptop has come to {name}");
            self.push(&format!("I am {name}: begin"));
            assert!(hidden(self, &[]).contains(CLAIM));
            let done = self.harness.get_by_role_and_label(Role::Button, "Done, hand it back");
            assert!(done.accesskit_node().is_disabled(), "an answer stands there before one is given");
            self.retype("Credence in percent, from 1 to 99", percent);
            self.retype(
                "Why? You may leave this empty. It is read out without your name if you are at one of the ends.",
                reason,
            );
            if past.is_empty() {
                self.harness
                    .get_by_role_and_label(Role::CheckBox, "How my answer changes may be told with my name")
                    .click();
                self.harness.run_steps(4);
            }
            // By key or by button.
            if nth == 1 {
                self.press(Modifiers::COMMAND, Key::Enter);
            } else {
                self.push("Done, hand it back");
            }
            // Neither does what was typed last come back in the fields.
            self.press(Modifiers::COMMAND, Key::Z);
            hidden(self, &[]);
            assert!(!self.hears("Meters show the load"), "the map is in sight");
        }
        self.push("I am the facilitator");
    }

    fn logs(&self) -> Vec<PathBuf> {
        let all = std::fs::read_dir(self.folder.path()).unwrap().map(|it| it.unwrap().path());
        all.filter(|it| it.extension().is_some_and(|it| it == "jsonl")).collect()
    }

    fn logged(&self) -> Session {
        let logs = self.logs();
        assert_eq!(logs.len(), 1, "{logs:?}");
        Session::replay(&read_log(&std::fs::read(&logs[0]).unwrap()).unwrap().events)
    }

    /// Chooses one of several.
    fn radio(&mut self, words: &str) {
        self.harness.get_by_role_and_label(Role::RadioButton, words).click();
        self.harness.run_steps(4);
    }

    /// The program is killed, and the map opened again.
    fn killed(self) -> Self {
        let Self { harness, folder, size } = self;
        drop(harness);
        Self::within(folder, size)
    }
}
