//! The room opened to browsers from the window: one session for both.

use crate::{
    CLAIM,
    client::{Frame, Socket, post},
    driven::window::Window,
};
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use std::{
    net::{SocketAddr, TcpStream},
    time::Duration,
};

impl Window {
    /// Opens the room on this computer alone. Returns its address and code.
    pub fn let_in(&mut self) -> (SocketAddr, String) {
        self.push("Let browsers in…");
        self.push("127.0.0.1: this computer alone");
        let heard = self.all_heard();
        let (at, code) = heard.split_once("/#").unwrap();
        let at = at.rsplit_once("http://").unwrap().1;
        assert!(heard.contains("Plain HTTP, not encrypted") && heard.contains("No browser is there yet."), "{heard}");
        (at.parse().unwrap(), code[..6].to_owned())
    }

    /// Waits for what comes from another thread.
    #[expect(clippy::panic, reason = "a test may")]
    fn until(&mut self, words: &str) {
        for _ in 0..300 {
            self.harness.run_steps(1);
            if self.hears(words) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("no {words:?} in {}", self.all_heard());
    }
}

fn join(at: SocketAddr, code: &str, name: &str) -> Result<String, u16> {
    let answer = post(at, "/join", &format!("{{\"code\":\"{code}\",\"name\":\"{name}\",\"role\":\"participant\"}}"));
    if answer.status == 200 { Ok(answer.json()["token"].as_str().unwrap().to_owned()) } else { Err(answer.status) }
}

const ANSWER: &str =
    r#"{"enter":{"round":{"round":1,"answer":{"said":{"percent":97},"reason":"A secret of the phone"}}}}"#;

#[test]
fn a_phone_and_the_laptop_answer_in_one_round() {
    let mut window = Window::begin();
    let (at, code) = window.let_in();
    let token = join(at, &code, "Dora").unwrap();
    let mut phone = Socket::seat(at, &token);
    window.until("1 seat is at a browser.");
    assert!(window.hears("at a browser"), "{}", window.all_heard());
    window.push(&format!("Ask blind: {CLAIM}"));
    phone.wait(|it| it.contains("\"round\":{") && it.contains(CLAIM));
    phone.does(1, ANSWER).unwrap();
    window.until("1 of 4 have answered, blind.");
    let heard = window.all_heard();
    assert!(!heard.contains("97") && !heard.contains("A secret of the phone"), "{heard}");
    assert!(!heard.contains("Dora: "), "of a browser one knows only that somebody has answered: {heard}");
    window.answer(&crate::FIRST, &["97", "A secret of the phone"]);
    window.push("Reveal to all");
    assert!(window.hears("Given: 17, 64, 83, 97."), "{}", window.all_heard());
    let view = phone.until(|it| it.contains("\"spread\"")).unwrap();
    assert_eq!(view["view"]["items"][0]["rounds"][0]["shown"]["spread"]["values"], serde_json::json!([17, 64, 83, 97]));
    // The phone asks for the floor, at the window it is given.
    phone.does(2, r#"{"raise":"new_point"}"#).unwrap();
    window.until("1. Dora: a new point, a new voice");
    window.push("Next speaker");
    phone.wait(|it| it.contains("\"floor\":{\"seat\":4"));
    // The room closes with the session, once all have seen that it is over.
    window.push("End…");
    window.push("End it now");
    phone.wait(|it| it.contains("\"standing\":\"closed\""));
    for _ in 0..1000 {
        if TcpStream::connect(at).is_err() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("the room stays open after the session");
}

#[test]
fn the_facilitator_locks_the_room_takes_a_seat_away_and_closes_the_door() {
    let mut window = Window::begin();
    let (at, code) = window.let_in();
    assert_eq!(join(at, "AAAAAA", "Eve"), Err(403));
    let token = join(at, &code, "Eve").unwrap();
    let mut phone = Socket::seat(at, &token);
    window.until("1 seat is at a browser.");
    window.push("Lock");
    window.until("The room is locked.");
    assert!(join(at, &code, "Fay").is_err(), "somebody new comes into a locked room");
    window.push("The seat of Eve");
    window.push("Take the seat away…");
    assert!(window.hears("Take the seat away from Eve?"));
    window.push("Take it away");
    phone.wait(|it| it.contains("That seat was taken away"));
    assert!(matches!(phone.end(), Frame::Close(_) | Frame::Gone));
    let mut again = Socket::seat(at, &token);
    again.wait(|it| it.contains("\"forget\":true"));
    // A mistake is mended by a code, which is good once; the room stays locked.
    window.push("The seat of Eve");
    window.push("A code for another browser");
    let heard = window.all_heard();
    let told = heard.rsplit("Code for the seat of Eve, good once:").next().unwrap();
    let seat_code = told.lines().find(|it| it.len() == 6).unwrap().to_owned();
    let back = |seat_code: &str| post(at, "/back", &format!("{{\"code\":\"{code}\",\"seat_code\":\"{seat_code}\"}}"));
    let answer = back(&seat_code);
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_ne!(back(&seat_code).status, 200, "a code is good twice");
    let mut phone = Socket::seat(at, answer.json()["token"].as_str().unwrap());
    phone.wait(|it| it.contains("\"view\""));
    window.push("Close to browsers");
    assert!(matches!(phone.end(), Frame::Close(_) | Frame::Gone));
    assert!(TcpStream::connect(at).is_err() && window.hears("The room is closed"));
    assert!(window.hears("browser is gone"), "{}", window.all_heard());
    // Nobody at the table was touched by any of it.
    assert_eq!(window.logged().seats.values().filter(|it| it.gone.is_none()).count(), 3);
}

#[test]
fn killed_with_the_room_open_the_phone_keeps_its_seat_and_answer() {
    let mut window = Window::begin();
    let (at, code) = window.let_in();
    let token = join(at, &code, "Dora").unwrap();
    let mut phone = Socket::seat(at, &token);
    window.push(&format!("Ask blind: {CLAIM}"));
    phone.wait(|it| it.contains("\"round\":{") && it.contains(CLAIM));
    phone.does(1, ANSWER).unwrap();
    let mut window = window.killed();
    assert!(TcpStream::connect(at).is_err());
    window.push("Resume");
    let seats = window.logged().seats;
    let gone: Vec<_> = seats.values().filter(|it| it.gone.is_some()).map(|it| it.name.as_str()).collect();
    assert_eq!(gone, ["Dora"], "who sat at the table still does");
    let (at, new_code) = window.let_in();
    assert_ne!(code, new_code);
    let mut phone = Socket::seat(at, &token);
    phone.wait(|it| it.contains("A secret of the phone"));
    window.until("1 seat is at a browser.");
    assert!(window.hears("1 of 4 have answered, blind."), "{}", window.all_heard());
}

#[test]
fn without_the_wish_nothing_listens() {
    let mut window = Window::begin();
    assert!(window.hears("The room is closed: nobody can come in from outside."));
    window.push("Let browsers in…");
    window.push("Leave it closed");
    assert!(window.harness.query_by_role_and_label(Role::Button, "Close to browsers").is_none());
}
