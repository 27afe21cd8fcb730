//! One run of the real window under Xvfb: opens a thread, clicks, types, undoes, saves, is killed, and comes back.

#![cfg(all(feature = "gui", target_os = "linux"))]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may")]

use cruxmap::{map::Map, save};
use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

const THREAD: &str = "rowan  2h ago  [+3]\nMeters would show the load, so a cap can be checked.\n\n\
                      linden  1h ago  [+1]\nreply to rowan\nI disagree. Meters can be fooled.\n";

/// A process that ends with the test, however that ends.
struct Guard(Child);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

struct Screen {
    display: String,
    folder: tempfile::TempDir,
    _server: Guard,
    _manager: Guard,
}

impl Screen {
    fn new() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1300x900x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let display = format!(":{}", number.trim());
        let manager = Command::new("openbox").env("DISPLAY", &display).stderr(Stdio::null()).spawn().unwrap();
        let folder = tempfile::tempdir().unwrap();
        Self { display, folder, _server: Guard(server), _manager: Guard(manager) }
    }

    fn xdotool(&self, args: &[&str]) -> String {
        let out = Command::new("xdotool").env("DISPLAY", &self.display).args(args).output().unwrap();
        assert!(out.status.success(), "xdotool {args:?}: {}", String::from_utf8_lossy(&out.stderr));
        sleep(Duration::from_millis(250));
        String::from_utf8(out.stdout).unwrap()
    }

    /// Starts the program and waits for its window.
    fn start(&self, args: &[&str]) -> Guard {
        let program = Command::new(env!("CARGO_BIN_EXE_cruxmap"))
            .args(args)
            .env("DISPLAY", &self.display)
            .env_remove("WAYLAND_DISPLAY")
            .env("CRUXMAP_HOME", self.folder.path().join("home"))
            .env("XDG_RUNTIME_DIR", self.folder.path())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let program = Guard(program);
        self.xdotool(&["search", "--sync", "--onlyvisible", "--name", "Cruxmap"]);
        let window = self.xdotool(&["search", "--onlyvisible", "--name", "Cruxmap"]);
        let window = window.lines().next().expect("a window").to_owned();
        self.xdotool(&["windowactivate", "--sync", &window]);
        self.xdotool(&["windowsize", "--sync", &window, "1200", "800"]);
        sleep(Duration::from_secs(2));
        program
    }

    fn keys(&self, keys: &[&str]) {
        for key in keys {
            self.xdotool(&["key", "--clearmodifiers", key]);
        }
    }

    fn write(&self, text: &str) {
        self.xdotool(&["type", "--delay", "30", text]);
    }

    fn shot(&self, path: &Path) {
        let shot = Command::new("import").env("DISPLAY", &self.display).args(["-window", "root"]).arg(path).status();
        assert!(shot.unwrap().success());
    }
}

/// Reads the map file until it is as wanted: the program writes when it gets round to it.
fn wait_for(path: &Path, what: &str, wanted: impl Fn(&Map) -> bool) -> Map {
    let start = Instant::now();
    loop {
        let map = save::read(path).map(|it| it.map);
        match map {
            Ok(map) if wanted(&map) => return map,
            found => assert!(start.elapsed() < Duration::from_secs(20), "{what}: {found:?}"),
        }
        sleep(Duration::from_millis(200));
    }
}

fn has(map: &Map, text: &str) -> bool {
    map.nodes().any(|it| it.1.text == text)
}

#[test]
fn a_person_maps_a_thread_saves_it_and_loses_nothing_when_the_program_is_killed() {
    let tools = ["Xvfb", "xdotool", "openbox", "import"];
    let missing: Vec<_> = tools.into_iter().filter(|it| !on_path(it)).collect();
    if !missing.is_empty() {
        assert!(std::env::var_os("CRUXMAP_REQUIRE_ALL").is_none(), "missing: {missing:?}");
        println!("skipped: {missing:?} not installed");
        return;
    }
    let screen = Screen::new();
    let thread = screen.folder.path().join("cap.txt");
    std::fs::write(&thread, THREAD).unwrap();
    let program = screen.start(&["open", thread.to_str().unwrap()]);

    // A click on the empty canvas gives it the keyboard; then a claim is typed, a second one undone.
    screen.xdotool(&["mousemove", "600", "740", "click", "1"]);
    screen.keys(&["n"]);
    screen.write("Nobody would sign");
    screen.keys(&["Return", "Escape", "n"]);
    screen.write("Undone later");
    screen.keys(&["Return", "ctrl+z"]);

    // No portal here, so saving asks for a path in a field of its own.
    let saved = screen.folder.path().join("cap.ron");
    screen.keys(&["ctrl+shift+s"]);
    sleep(Duration::from_secs(2));
    screen.keys(&["ctrl+a"]);
    screen.write(saved.to_str().unwrap());
    screen.keys(&["Return"]);
    if let Some(path) = std::env::var_os("CRUXMAP_SHOT") {
        screen.shot(Path::new(&path));
    }
    let map = wait_for(&saved, "the saved map", |map| has(map, "Nobody would sign"));
    assert!(!has(&map, "Undone later"));
    let source = map.sources().next().expect("the thread is in the map").1;
    assert_eq!(&*source.text, THREAD);
    assert!(map.nodes().any(|it| it.1.text.starts_with("Meters would show the load")), "its claims are on the map");
    assert_eq!(map.problems(), Vec::<String>::new());

    // One more edit, not saved; then the program is killed.
    screen.keys(&["Escape", "n"]);
    screen.write("Survives");
    screen.keys(&["Return"]);
    wait_for(&saved, "the journal", |map| has(map, "Survives"));
    drop(program);
    let on_disk = save::from_text(&std::fs::read_to_string(&saved).unwrap()).unwrap();
    assert!(!has(&on_disk, "Survives"), "only the journal has it");

    // The next start brings it back, and saves it.
    let _program = screen.start(&[]);
    screen.keys(&["ctrl+s"]);
    let start = Instant::now();
    while !has(&save::from_text(&std::fs::read_to_string(&saved).unwrap()).unwrap(), "Survives") {
        assert!(start.elapsed() < Duration::from_secs(20), "the edit did not come back");
        sleep(Duration::from_millis(200));
    }
}

fn on_path(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|it| std::env::split_paths(&it).any(|folder| folder.join(program).is_file()))
}
