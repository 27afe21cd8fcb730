//! Coming in: codes, names, bounds.

use super::{
    Hall,
    client::{Socket, get, post, post_with, send},
};
use cruxmap::session::{Hashed, HostCommand, NAME, SeatId};
use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

#[test]
fn a_wrong_code_is_refused_and_guessing_is_throttled() {
    let hall = Hall::open();
    let wrong = if hall.code == "222222" { "333333" } else { "222222" };
    let body = hall.body("Guesser").replace(&hall.code, wrong);
    for nth in 1..=20 {
        let answer = post(hall.at, "/join", &body);
        assert_eq!(answer.status, 403, "try {nth}: {}", answer.body);
    }
    // Now nothing is compared any more: the right code, too, at every place where one can try one.
    let answer = post(hall.at, "/join", &hall.body("Guesser"));
    assert_eq!(answer.status, 429);
    assert!(answer.body.contains("try again in"), "{}", answer.body);
    let back = format!("{{\"code\":\"{}\",\"seat_code\":\"x\"}}", hall.code);
    assert_eq!(post(hall.at, "/back", &back).status, 429);
    let mut wall = Socket::open(hall.at);
    wall.text(&format!("{{\"wall\":\"{}\"}}", hall.code));
    let out = wall.until(|_| true).unwrap();
    assert!(out["out"]["why"].as_str().unwrap().starts_with("Too many wrong codes"), "{out}");
    assert!(hall.end().session.seats.is_empty());
}

#[test]
fn a_seats_code_is_guessed_no_more_often() {
    let hall = Hall::open();
    let old = hall.join("Alma");
    let back = |seat_code: &str| {
        post(hall.at, "/back", &format!("{{\"code\":\"{}\",\"seat_code\":\"{seat_code}\"}}", hall.code))
    };
    hall.host(HostCommand::GiveCode { seat: SeatId(1), code: Hashed::code("kx 42") }).unwrap();
    let mut before = Socket::seat(hall.at, &old);
    before.until(|it| it.contains("\"view\"")).unwrap();
    assert_eq!(back("KX43").status, 403);
    let answer = back("KX42");
    assert_eq!(answer.status, 200);
    // The old key is void, and what it had opened is closed; the new one opens the same seat.
    assert!(before.until(|it| it.contains("never")).is_none());
    let out = Socket::seat(hall.at, &old).until(|it| it.contains("\"out\"")).unwrap();
    assert_eq!(out["out"]["forget"], true);
    let token = answer.json()["token"].as_str().unwrap().to_owned();
    let view = Socket::seat(hall.at, &token).until(|it| it.contains("\"view\"")).unwrap();
    assert_eq!(view["view"]["you"]["name"], "Alma");
    assert_eq!(back("KX42").status, 403, "it works once");
    for _ in 0..18 {
        assert_eq!(back("KX43").status, 403);
    }
    assert_eq!(back("KX43").status, 429);
}

#[test]
fn only_hashes_of_keys_are_kept() {
    let hall = Hall::open();
    let tokens = ["Alma", "Bruno"].map(|it| hall.join(it));
    assert!(tokens.iter().all(|it| it.len() == 32 && it.bytes().all(|it| it.is_ascii_hexdigit())));
    assert_ne!(tokens[0], tokens[1]);
    let owner = hall.end();
    let log: String = owner.log.iter().map(cruxmap::session::Event::line).collect();
    assert!(log.contains("Bruno") && !tokens.iter().any(|it| log.contains(it)));
}

#[test]
fn a_locked_room_lets_nobody_new_in_and_everybody_back() {
    let hall = Hall::open();
    let token = hall.join("Alma");
    hall.host(HostCommand::Lock(true)).unwrap();
    let answer = post(hall.at, "/join", &hall.body("Bruno"));
    assert_eq!(answer.status, 423);
    assert!(answer.body.contains("The room is locked"));
    assert!(Socket::seat(hall.at, &token).until(|it| it.contains("\"view\"")).is_some());
    hall.host(HostCommand::Lock(false)).unwrap();
    hall.join("Bruno");
}

#[test]
fn what_is_too_large_or_no_request_of_the_page_is_refused() {
    let hall = Hall::open();
    let at = hall.at;
    let large = hall.body(&"a".repeat(5000));
    assert_eq!(post(at, "/join", &large).status, 413);
    let headers = format!("Host: {at}\r\nOrigin: http://{at}\r\n");
    let chunked = format!(
        "POST /join HTTP/1.1\r\n{headers}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{large}\r\n0\r\n\r\n",
        large.len()
    );
    assert_eq!(send(at, &chunked).status, 413, "without its length told before");
    for kind in ["Content-Type: text/plain\r\n", "Content-Type: application/x-www-form-urlencoded\r\n", ""] {
        assert_eq!(post_with(at, "/join", &hall.body("A"), &format!("{headers}{kind}")).status, 415);
    }
    let body = hall.body("A");
    for wrong in [
        String::new(),
        "[]".to_owned(),
        "{".repeat(4000),
        body.replace("\"role\"", "\"rank\""),
        body.replace("participant", "facilitator"),
        body.replace('}', ",\"seat\":1}"),
    ] {
        assert_eq!(post(at, "/join", &wrong).status, 400, "{wrong}");
    }
    assert_eq!(get(at, "/join").status, 405);
    assert_eq!(get(at, "/nothing").status, 404);
    assert_eq!(get(at, "/../Cargo.toml").status, 404);
    let long = format!("GET / HTTP/1.1\r\nHost: {at}\r\nX: {}\r\n\r\n", "a".repeat(64 << 10));
    assert_eq!(send(at, &long).status, 431);
    hall.join("A");
}

#[test]
fn names_are_cleaned_and_nobody_makes_themselves_the_scribe() {
    let hall = Hall::open();
    hall.join(&format!(" \u{202e}Al\u{0}ma\u{200b} <img onerror=x> {}", "z".repeat(60)));
    assert_eq!(post(hall.at, "/join", &hall.body("\u{202e}\u{7} ")).status, 409, "nothing of it is left");
    let scribe = hall.body("Bruno").replace("participant", "scribe");
    assert_eq!(post(hall.at, "/join", &scribe).status, 200);
    let owner = hall.end();
    let names: Vec<&str> = owner.session.seats.values().map(|it| it.name.as_str()).collect();
    assert!(names[0].starts_with("Alma <img onerror=x> zzz") && names[0].chars().count() == NAME, "{names:?}");
    assert_eq!(owner.session.seats[&SeatId(2)].role, cruxmap::session::Role::Observer);
}

#[test]
fn a_request_that_does_not_come_is_not_waited_for() {
    let hall = Hall::open();
    let at = hall.at;
    let head = format!(
        "POST /join HTTP/1.1\r\nHost: {at}\r\nOrigin: http://{at}\r\nContent-Type: application/json\r\nContent-Length: 60\r\n\r\n{{"
    );
    // Nothing at all, half a head, and a head with half a body.
    let starts = [(String::new(), ""), (format!("GET / HTTP/1.1\r\nHost: {at}"), ""), (head, "HTTP/1.1 408")];
    let waits = starts.map(|(start, answer)| {
        thread::spawn(move || {
            let mut stream = TcpStream::connect(at).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
            stream.write_all(start.as_bytes()).unwrap();
            let (since, mut bytes) = (Instant::now(), Vec::new());
            let ended = stream.read_to_end(&mut bytes);
            let told = String::from_utf8_lossy(&bytes).into_owned();
            assert!(ended.is_ok() && since.elapsed() < Duration::from_secs(25), "{start:?}: {ended:?}");
            assert!(told.starts_with(answer), "{start:?}: {told}");
        })
    });
    // Others come in all the while.
    hall.join("Alma");
    for it in waits {
        it.join().unwrap();
    }
}
