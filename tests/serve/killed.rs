//! An answer that was acknowledged is on the disk.

use super::client::{Socket, post};
use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    process::{Command, Stdio},
};

#[test]
fn killed_at_once_after_it_an_acknowledged_answer_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("map.ron"), include_str!("../../assets/sample.ron")).unwrap();
    let program = || {
        let mut it = Command::new(env!("CARGO_BIN_EXE_cruxmap"));
        it.current_dir(folder.path()).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        it
    };
    let host = |lines: &[&str]| {
        let mut child = program()
            .args(["session", "map.ron", "--listen", "127.0.0.1:0", "--log", "s.log"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut link = String::new();
        output.read_line(&mut link).unwrap();
        output.read_line(&mut String::new()).unwrap();
        for line in lines {
            writeln!(child.stdin.as_mut().unwrap(), "{line}").unwrap();
            output.read_line(&mut String::new()).unwrap();
        }
        let (address, code) = link.trim().trim_start_matches("join at http://").split_once("/#").unwrap();
        (child, address.parse().unwrap(), code.to_owned())
    };
    let (mut child, at, code) = host(&[
        "{\"host\":{\"open\":{\"title\":\"A test\",\"form\":\"seminar\"}}}",
        "{\"host\":{\"claim\":{\"text\":\"It would work.\"}}}",
        "{\"host\":{\"phase\":4}}",
        "{\"host\":{\"open_round\":1}}",
    ]);
    let body = format!("{{\"code\":\"{code}\",\"name\":\"Alma\",\"role\":\"participant\"}}");
    let token = post(at, "/join", &body).json()["token"].as_str().unwrap().to_owned();
    let mut socket = Socket::seat(at, &token);
    socket.does(1, "{\"enter\":{\"round\":{\"round\":1,\"answer\":{\"said\":{\"percent\":37}}}}}").unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    // Taken up at another address, with another code: the key of the seat is the same, and so is the answer.
    let (mut child, at, new) = host(&[]);
    assert_ne!(code, new);
    let view = Socket::seat(at, &token).until(|it| it.contains("\"view\"")).unwrap();
    assert_eq!(view["view"]["round"]["yours"]["said"]["percent"], 37);
    assert_eq!(view["view"]["standing"], "paused");
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}
