//! A room of 200 seats: the time until all answers are counted, and until a reveal is at every seat; the memory of the
//! program that hosts it. The clients run on the same machine, and read every frame.

#![expect(clippy::unwrap_used, reason = "a bench may")]

#[path = "../tests/serve/client.rs"]
mod client;

use client::{Socket, post};
use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    net::SocketAddr,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{Arc, Barrier},
    thread,
    time::{Duration, Instant},
};

const SEATS: usize = 200;

struct Host {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Host {
    fn lead(&mut self, does: &str) -> String {
        writeln!(self.input, "{{\"host\":{does}}}").unwrap();
        self.line()
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }

    /// Memory in MB: what is the program's alone (its code is shared), and all that is in memory.
    fn memory(&self) -> [f64; 2] {
        let text = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        ["RssAnon:", "VmRSS:"].map(|name| {
            let kb =
                text.lines().find_map(|it| it.strip_prefix(name)?.trim().trim_end_matches(" kB").parse::<f64>().ok());
            kb.unwrap_or(f64::NAN) / 1024.0
        })
    }
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("map.ron"), include_str!("../assets/sample.ron")).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_cruxmap"))
        .current_dir(folder.path())
        .args(["session", "map.ron", "--listen", "127.0.0.1:0", "--log", "s.log", "--minutes", "m.md"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let (input, output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    let mut host = Host { child, input, output };
    let link = host.line();
    host.line();
    let (at, code) = link.trim_start_matches("join at http://").split_once("/#").unwrap();
    let (at, code): (SocketAddr, _) = (at.parse().unwrap(), code.to_owned());
    host.lead("{\"open\":{\"title\":\"A full room\",\"form\":\"estimate-talk-estimate\"}}");
    host.lead("{\"claim\":{\"text\":\"It would work.\"}}");
    host.lead("{\"phase\":2}");
    let before = host.memory();

    let start = Instant::now();
    let tokens: Vec<String> = (0..SEATS).map(|nth| join(at, &code, nth)).collect();
    println!("{SEATS} seats have joined after {:.0} ms", ms(start.elapsed()));

    // Everybody waits for the round, answers at once, and waits for the reveal.
    let gate = Arc::new(Barrier::new(SEATS + 1));
    let people: Vec<_> = tokens.into_iter().enumerate().map(|(nth, token)| person(at, token, nth, &gate)).collect();
    gate.wait();
    host.lead("{\"open_round\":1}");
    gate.wait();
    let start = Instant::now();
    gate.wait();
    println!("all {SEATS} answers are kept after {:.0} ms", ms(start.elapsed()));
    let counted = host.lead("{\"extend\":1}");
    assert!(counted.contains("200 of 200 answered"), "{counted}");
    thread::sleep(Duration::from_millis(500));
    let full = host.memory();
    let start = Instant::now();
    host.lead("{\"reveal\":1}");
    let mut times: Vec<f64> = people.into_iter().map(|it| ms(it.join().unwrap().duration_since(start))).collect();
    times.sort_by(f64::total_cmp);
    println!(
        "the reveal is at half of the seats after {:.0} ms, at all after {:.0} ms",
        times[SEATS / 2],
        times[SEATS - 1]
    );
    println!(
        "memory before anybody came {:.1} MB ({:.1} with code), with all {:.1} MB ({:.1}), at the end {:.1} MB",
        before[0],
        before[1],
        full[0],
        full[1],
        host.memory()[0]
    );
    assert!(times[SEATS - 1] < 250.0 && full[0] < 40.0, "slower or larger than it may be");
    drop(host.input);
    host.child.wait().unwrap();
    let minutes = fs::read_to_string(folder.path().join("m.md")).unwrap();
    assert!(minutes.contains("| 1 | 200 |"), "{minutes}");
}

fn ms(it: Duration) -> f64 {
    it.as_secs_f64() * 1000.0
}

fn join(at: SocketAddr, code: &str, nth: usize) -> String {
    let body = format!("{{\"code\":\"{code}\",\"name\":\"Somebody with a name {nth}\",\"role\":\"participant\"}}");
    let answer = post(at, "/join", &body);
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()["token"].as_str().unwrap().to_owned()
}

/// Returns when the reveal was there.
fn person(at: SocketAddr, token: String, nth: usize, gate: &Arc<Barrier>) -> thread::JoinHandle<Instant> {
    let gate = Arc::clone(gate);
    let live = move || {
        let mut socket = Socket::seat(at, &token);
        socket.wait(|it| it.contains("\"view\""));
        gate.wait();
        socket.wait(|it| it.contains("\"round\":{\"round\":1"));
        gate.wait();
        let answer =
            format!("{{\"said\":{{\"percent\":{}}},\"reason\":\"Reason {nth}, in some words.\"}}", 1 + nth % 99);
        let enter = format!("{{\"enter\":{{\"round\":{{\"round\":1,\"answer\":{answer}}}}}}}");
        socket.text(&format!("{{\"nth\":1,\"does\":{enter}}}"));
        socket.wait(|it| it.starts_with("{\"done\":1"));
        gate.wait();
        socket.wait(|it| it.contains("\"spread\""));
        Instant::now()
    };
    thread::Builder::new().stack_size(256 << 10).spawn(live).unwrap()
}
