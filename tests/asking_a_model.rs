//! Reading with a language model from the window, against a scripted endpoint: driven by role and label.

#![cfg(all(feature = "gui", feature = "model"))]
#![expect(clippy::unwrap_used, reason = "a test may")]

mod endpoint;

use cruxmap::{
    map::{Map, ReviewState},
    model::{Environment, Keyring, variables},
    ui::{App, Start, home::Home},
};
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use endpoint::{Endpoint, Reply, Request, obedient, think};
use serde_json::json;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

const SECRET: &str = "sk-not-for-anybody-0123456789";
const COMMAND: &str = "Read with a language model…";

struct Window {
    harness: Harness<'static, App>,
    folder: tempfile::TempDir,
}

impl Window {
    /// A window on the sample, the environment empty but for what is given.
    fn on_sample(environment: &[(&'static str, &str)], keyring: &Keyring) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().join("home"));
        let known: Vec<(&str, String)> = environment.iter().map(|it| (it.0, it.1.to_owned())).collect();
        let environment = Environment::of(|name| known.iter().find(|it| it.0 == name).map(|it| it.1.clone()));
        let keyring = keyring.clone();
        let harness = Harness::builder()
            .with_size([1200.0, 800.0])
            .with_step_dt(0.06)
            .with_max_steps(60)
            .allow_missing_glyphs()
            .build_eframe(move |context| {
                App::new(&context.egui_ctx, home, Start::Last).with_model(environment, keyring)
            });
        let mut window = Self { harness, folder };
        window.settle();
        window
    }

    /// Runs frames until nothing goes on in the background; no frame shows the key.
    fn settle(&mut self) {
        self.run_until(|app| !app.is_busy());
    }

    fn run_until(&mut self, is_there: impl Fn(&App) -> bool) {
        let start = Instant::now();
        loop {
            self.step(1);
            if is_there(self.harness.state()) {
                break;
            }
            assert!(start.elapsed() < Duration::from_mins(1), "it takes too long");
            std::thread::sleep(Duration::from_millis(5));
        }
        self.step(8);
    }

    fn step(&mut self, frames: usize) {
        for _ in 0..frames {
            self.harness.step();
            for node in self.harness.root().children_recursive() {
                let node = node.accesskit_node();
                let shown = [node.label(), node.value(), node.description()];
                assert!(!shown.into_iter().flatten().any(|it| it.contains(SECRET)), "the key is shown");
            }
        }
    }

    fn map(&self) -> &Map {
        self.harness.state().document().map()
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.step(6);
    }

    fn click(&mut self, role: Role, label: &str) {
        self.harness.get_by_role_and_label(role, label).click();
        self.step(6);
    }

    fn fill(&mut self, role: Role, label: &str, text: &str) {
        self.harness.get_by_role_and_label(role, label).focus();
        self.step(3);
        self.harness.get_by_role_and_label(role, label).type_text(text);
        self.step(3);
    }

    /// Opens the dialog from the menu and waits for the estimate.
    fn open(&mut self) {
        self.click(Role::Button, "File");
        self.click(Role::Button, COMMAND);
        self.settle();
    }

    /// Whether some text on the screen holds these words.
    fn says(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
    }

    fn notices(&self) -> String {
        let all = self.harness.state().notices().iter();
        all.flat_map(|it| [Some(it.message.clone()), it.hint.clone()]).flatten().collect::<Vec<_>>().join(" ")
    }
}

fn memory() -> Keyring {
    Keyring::Memory(Arc::default())
}

/// One good claim for each comment, and a record whose quote stands nowhere.
fn mostly_right(_: usize, request: &Request) -> Reply {
    let Reply::Says(text) = obedient(request) else { unreachable!() };
    let mut answer: serde_json::Value = serde_json::from_str(&text).unwrap();
    let first = request.comments().into_iter().find(|it| it.1).unwrap().0;
    answer["statements"].as_array_mut().unwrap().push(endpoint::statement(
        "made-up",
        &first,
        "No such words.",
        "claim",
    ));
    Reply::json(&answer)
}

#[test]
fn one_sees_the_estimate_first_and_one_undo_takes_all_back() {
    let endpoint = Endpoint::start(mostly_right);
    let keyring = memory();
    let mut window = Window::on_sample(&[], &keyring);
    let before = window.map().clone();
    window.open();
    assert!(window.says("tokens to read"), "the estimate is not shown");
    assert!(window.harness.get_by_role_and_label(Role::Button, "Send").accesskit_node().is_disabled());
    window.fill(Role::TextInput, "Address", &endpoint.url);
    window.fill(Role::TextInput, "Model", "scripted-1");
    window.fill(Role::TextInput, "Price of a million tokens read", "200");
    window.fill(Role::PasswordInput, "Key", SECRET);
    window.settle();
    assert!(window.says("at a price of about"), "the price is not told");
    assert!(window.says(&format!("are sent to {}", endpoint.url)));
    assert_eq!(endpoint.requests().len(), 0, "something was sent before anybody said so");
    window.harness.get_by_role_and_label(Role::CheckBox, "Keep it in the system's keyring").focus();
    window.step(3);
    window.press(Modifiers::NONE, Key::Space);
    window.press(Modifiers::COMMAND, Key::Enter);
    window.settle();

    let comments = window.map().comments().count();
    let sent = endpoint.requests();
    assert!(sent.iter().all(|it| it.head.contains(&format!("Bearer {SECRET}"))));
    assert_eq!(sent.iter().flat_map(Request::comments).filter(|it| it.1).count(), comments);
    let told = window.notices();
    assert!(
        told.contains(&format!("scripted-1 read {comments} comments and proposes {comments} statements.")),
        "{told}"
    );
    assert!(told.contains("dropped: "), "{told}");
    let by_model =
        |map: &Map| map.reviews().filter(|it| it.1.cues.iter().any(|it| it.says == "proposed by scripted-1")).count();
    assert!(by_model(window.map()) > 0);
    let decided = |map: &Map| map.reviews().filter(|it| it.1.state != ReviewState::Open).count();
    assert_eq!(decided(window.map()), decided(&before), "what people decided stays");
    assert_eq!(window.map().problems(), Vec::<String>::new());
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.map(), &before, "one undo takes all back");

    // Nothing the program wrote holds the key; the keyring does.
    let mut pile = vec![window.folder.path().to_owned()];
    while let Some(path) = pile.pop() {
        if path.is_dir() {
            pile.extend(std::fs::read_dir(&path).unwrap().map(|it| it.unwrap().path()));
        } else {
            let bytes = std::fs::read(&path).unwrap();
            assert!(!bytes.windows(SECRET.len()).any(|it| it == SECRET.as_bytes()), "{} holds the key", path.display());
        }
    }
    assert!(keyring.get(&endpoint.url).unwrap().is_some());
    window.open();
    assert!(window.says("It is kept in the system's keyring."));
    window.click(Role::Button, "Forget the key");
    window.settle();
    assert_eq!(keyring.get(&endpoint.url), Ok(None));
}

#[test]
fn by_keyboard_alone_one_reads_the_selected_comments() {
    let endpoint = Endpoint::start(|_, request| obedient(request));
    let environment =
        [(variables::URL, endpoint.url.as_str()), (variables::MODEL, "scripted-1"), (variables::KEY, SECRET)];
    let mut window = Window::on_sample(&environment, &Keyring::Missing);
    window.press(Modifiers::NONE, Key::F6);
    window.press(Modifiers::NONE, Key::Tab);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    window.settle();
    assert!(window.says("from CRUXMAP_MODEL_KEY") && window.says("from CRUXMAP_MODEL_URL"));
    let whole = window.harness.get_by_label_contains("tokens to read").accesskit_node().value();
    // A letter does nothing to the map while the dialog is open.
    let before = window.map().clone();
    window.press(Modifiers::NONE, Key::X);
    assert_eq!(window.map(), &before);
    let radios = window.harness.query_all_by_label_contains("selected comment");
    radios.into_iter().find(|it| it.accesskit_node().role() == Role::RadioButton).unwrap().focus();
    window.step(3);
    window.press(Modifiers::NONE, Key::Space);
    assert_ne!(window.harness.get_by_label_contains("tokens to read").accesskit_node().value(), whole);
    window.press(Modifiers::COMMAND, Key::Enter);
    window.settle();
    let sent = endpoint.requests();
    assert_eq!(sent.len(), 1);
    let read = sent[0].comments().iter().filter(|it| it.1).count();
    assert!(0 < read && read < window.map().comments().count(), "{read} comments");
}

#[test]
fn reading_can_be_stopped_and_failures_say_what_to_do() {
    let endpoint = Endpoint::start(|n, _| match n {
        0 => {
            think(Duration::from_secs(5));
            Reply::Status(500, "", String::new())
        }
        _ => Reply::Status(401, "", json!({ "error": { "message": format!("bad key {SECRET}") } }).to_string()),
    });
    let mut window =
        Window::on_sample(&[(variables::URL, &endpoint.url), (variables::MODEL, "scripted-1")], &Keyring::Missing);
    let before = window.map().clone();
    window.open();
    assert!(window.says("This system has no keyring"), "it is not told that there is no keyring");
    assert!(window.harness.query_by_label("Keep it in the system's keyring").is_none());
    window.fill(Role::PasswordInput, "Key", SECRET);
    window.click(Role::Button, "Send");
    std::thread::sleep(Duration::from_millis(300));
    window.step(2);
    assert!(window.says("scripted-1: 0 of"), "no progress is shown");
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.notices().contains("Stopped. Nothing was changed."), "{}", window.notices());
    window.settle();

    // The key is known still.
    window.open();
    assert!(window.says("It is known until the program ends.") || window.says("This system has no keyring"));
    window.click(Role::Button, "Send");
    window.run_until(|app| app.notices().iter().any(|it| it.message.contains("status 401")));
    let told = window.notices();
    assert!(told.contains("Check the key"), "{told}");
    assert!(!told.contains(SECRET));
    assert_eq!(window.map(), &before);
    let last = endpoint.requests().pop().unwrap();
    assert!(last.head.contains(&format!("Bearer {SECRET}")));
}
