//! `cruxmap session`: a whole session from a script, replayed, killed and taken up.

use serde_json::Value;
use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Command, Output, Stdio},
};

const SCRIPT: &str = include_str!("matched.jsonl");
const SAMPLE: &str = include_str!("../../assets/sample.ron");

fn program(folder: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_cruxmap"));
    program.current_dir(folder).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env("TZ", "UTC");
    program
}

fn run(folder: &Path, arguments: &str) -> Output {
    program(folder).args(arguments.split_whitespace()).stdin(Stdio::null()).output().unwrap()
}

fn succeed(folder: &Path, arguments: &str) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn fail(folder: &Path, arguments: &str) -> String {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments}");
    String::from_utf8(output.stderr).unwrap()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("map.ron"), SAMPLE).unwrap();
    fs::write(folder.path().join("script.jsonl"), SCRIPT).unwrap();
    folder
}

#[test]
fn a_whole_session_gives_minutes_answers_and_credences() {
    let folder = folder();
    let at = folder.path();
    succeed(at, "session map.ron --script script.jsonl --log s.log --minutes m.md --csv a.csv");
    let minutes = fs::read_to_string(at.join("m.md")).unwrap();
    for words in [
        "2026-11-28 18:00 UTC, with 4 participants",
        "the 3 who answered twice had a median of 60 %, then 60 %; 55 points apart, then 30 points",
        "| 2 | 4 | 40 % | 35–60 % | 35, 40, 60, 70 % |",
        "Bruno: 25 %, then 40 %",
        "Double crux between Alma and Bruno",
        "declined: Too wide to be answered; say which cap.",
        "mostly; missed: it also takes away the fear of being second",
        "Dara (participant, came after the first round)",
        "| Talk | 25 | 25 | 5 |",
    ] {
        assert!(minutes.contains(words), "{words:?} is not in\n{minutes}");
    }
    assert!(!minutes.contains("ask first next time"), "the facilitator's own notes are nobody's");
    // From the log come the same minutes, and the same map however often.
    assert_eq!(succeed(at, "session --replay s.log --minutes -"), minutes);
    succeed(at, "session --replay s.log --into map.ron");
    let once = fs::read_to_string(at.join("map.ron")).unwrap();
    assert!(once.contains("time: \"2026-11-28\"") && once.contains("origin: voted"));
    succeed(at, "session --replay s.log --into map.ron");
    assert_eq!(fs::read_to_string(at.join("map.ron")).unwrap(), once);
    succeed(at, "check map.ron");
    succeed(at, "session --replay s.log --minutes m.html");
    assert!(fs::read_to_string(at.join("m.html")).unwrap().contains("<td>35, 40, 60, 70 %</td>"));
    let csv = fs::read_to_string(at.join("a.csv")).unwrap();
    assert_eq!(csv.lines().count(), 11);
    let view: Value = serde_json::from_str(&succeed(at, "session --replay s.log --json")).unwrap();
    assert_eq!(view["standing"], "closed");
}

#[test]
fn what_cannot_be_done_is_told_with_its_line() {
    let folder = folder();
    let at = folder.path();
    for (line, told) in [
        ("{\"host\": \"close\"}", "line 1: The session has not been opened yet."),
        ("// none\n{\"host\": \"fly\"}", "line 2: unknown variant `fly`"),
        ("{\"at\": \"soon\", \"host\": \"pause\"}", "line 1: \"soon\" is no time since the start"),
        ("{\"start\": \"yesterday\"}", "line 1: \"yesterday\" is no start"),
        ("{\"seat\": {\"name\": \"Nobody\", \"does\": \"lower\"}}", "line 1: nobody here is called \"Nobody\""),
        (
            "{\"host\": {\"open\": {\"title\": \"x\", \"form\": \"chess\"}}}",
            "there are estimate-talk-estimate, double-crux",
        ),
        ("{\"host\": {\"claim\": {\"node\": \"n0000000000000001\"}}}", "n0000000000000001 is not in the map"),
        ("[1]", "line 1: invalid type"),
    ] {
        fs::write(at.join("bad.jsonl"), line).unwrap();
        let error = fail(at, "session map.ron --script bad.jsonl");
        assert!(error.contains(told) && error.lines().count() == 1, "{error}");
    }
    fs::write(
        at.join("own.ron"),
        "(name: \"own\",\n title: \"Own\", about: \"\", phases: [(name: \"a\", minutes: 5, does: sing, says: \"\")])",
    )
    .unwrap();
    fs::write(at.join("bad.jsonl"), "{\"host\": {\"open\": {\"title\": \"x\", \"form\": \"own.ron\"}}}").unwrap();
    let error = fail(at, "session map.ron --script bad.jsonl");
    assert!(error.contains("own.ron: line 2, column") && error.contains("`does` is welcome, think"), "{error}");
    fs::write(at.join("s.log"), "{}\n").unwrap();
    assert!(fail(at, "session --replay s.log").contains("s.log: line 1 is no event of a session"));
    assert!(fail(at, "session --replay nothing.log").contains("cannot read"));
    fail(at, "session map.ron");
}

/// The program as a facilitator types to it; it is killed after a number of lines, each of which it has acknowledged.
#[test]
fn killed_in_mid_session_and_taken_up_nothing_is_lost() {
    let folder = folder();
    let at = folder.path();
    let lines: Vec<&str> = SCRIPT.lines().filter(|it| !it.starts_with("//")).collect();
    for stop in [15, 25, 60] {
        let _ = fs::remove_file(at.join("s.log"));
        let mut child = program(at)
            .args(["session", "map.ron", "--script", "-", "--log", "s.log"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        for line in &lines[..stop] {
            writeln!(input, "{line}").unwrap();
            let mut acknowledged = String::new();
            output.read_line(&mut acknowledged).unwrap();
            assert!(!acknowledged.is_empty());
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let rest: Vec<&str> = std::iter::once("{\"host\": \"resume\"}").chain(lines[stop..].iter().copied()).collect();
        let start = format!("{}\n{}", lines[0], rest.join("\n"));
        fs::write(at.join("rest.jsonl"), start).unwrap();
        succeed(at, "session map.ron --script rest.jsonl --log s.log --csv a.csv");
        let csv = fs::read_to_string(at.join("a.csv")).unwrap();
        assert_eq!(csv.lines().count(), 11, "killed after {stop}: {csv}");
    }
}
