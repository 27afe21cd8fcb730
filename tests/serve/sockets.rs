//! What goes over a socket, and what does not.

use super::{
    Hall,
    client::{Frame, Socket},
};
use cruxmap::session::{HostCommand, Said, SeatId};
use std::{
    thread,
    time::{Duration, Instant},
};

fn enter(round: u32, percent: u8, reason: &str) -> String {
    let answer = format!("{{\"said\":{{\"percent\":{percent}}},\"reason\":\"{reason}\"}}");
    format!("{{\"enter\":{{\"round\":{{\"round\":{round},\"answer\":{answer}}}}}}}")
}

/// All texts that a socket gets until one for which this holds.
fn all_until(socket: &mut Socket, holds: impl Fn(&str) -> bool) -> Vec<String> {
    let mut all = Vec::new();
    loop {
        match socket.next() {
            Frame::Text(it) => {
                let is_last = holds(&it);
                all.push(it);
                if is_last {
                    return all;
                }
            }
            end => panic!("{end:?} after {all:?}"),
        }
    }
}

#[test]
fn no_frame_before_the_reveal_holds_anothers_answer() {
    let hall = Hall::open();
    let mut seats = ["Alma", "Bruno", "Chi"].map(|it| hall.seat(it));
    let mut wall = Socket::open(hall.at);
    wall.text(&format!("{{\"wall\":\"{}\"}}", hall.code));
    hall.open_round();
    let secrets = [(31, "first secret"), (47, "second secret"), (83, "third secret")];
    let mut seen: Vec<Vec<String>> = Vec::new();
    for (socket, (percent, reason)) in seats.iter_mut().zip(secrets) {
        socket.does(1, &enter(1, percent, reason)).unwrap();
    }
    for socket in seats.iter_mut().chain([&mut wall]) {
        seen.push(all_until(socket, |it| it.contains("\"answered\":3")));
    }
    for (nth, frames) in seen.iter().enumerate() {
        for (whose, (percent, reason)) in secrets.iter().enumerate() {
            let holds = |it: &String| it.contains(reason) || it.contains(&format!("\"percent\":{percent}"));
            assert_eq!(frames.iter().any(holds), nth == whose, "socket {nth}, answer {whose}: {frames:?}");
        }
    }
    hall.reveal(1);
    for socket in seats.iter_mut().chain([&mut wall]) {
        let view = socket.until(|it| it.contains("\"spread\"")).unwrap();
        let spread = &view["view"]["items"][0]["rounds"][0]["shown"]["spread"];
        assert_eq!(spread["values"], serde_json::json!([31, 47, 83]));
        assert!(!view.to_string().contains("second secret"), "only reasons at the ends are shown");
    }
}

#[test]
fn a_network_can_say_nothing_but_what_a_seat_may_do() {
    let hall = Hall::open();
    hall.open_round();
    let mut socket = hall.seat("Alma");
    for does in [
        "\"close\"",
        "{\"reveal\":1}",
        "{\"lock\":true}",
        "{\"host\":\"close\"}",
        "{\"Host\":\"Close\"}",
        "{\"open_round\":1}",
        "{\"join\":{\"name\":\"Bruno\"}}",
        "{\"gone\":1}",
        "{\"enter\":{\"round\":{\"round\":1,\"answer\":{\"said\":\"dont_know\"},\"seat\":2}}}",
        "null",
        "[]",
    ] {
        let why = refused(&mut socket, &format!("{{\"nth\":1,\"does\":{does}}}"));
        assert!(why.contains("could not be read"), "{does}: {why}");
    }
    for text in ["", "{", "{\"nth\":1}", "{\"nth\":1,\"does\":\"lower\",\"seat\":2}", &"[".repeat(10_000)] {
        assert!(refused(&mut socket, text).contains("could not be read"), "{text}");
    }
    assert_eq!(
        socket.does(
            2,
            &format!("{{\"enter_for\":{{\"seat\":1,\"what\":{}}}}}", &enter(1, 50, "")[9..enter(1, 50, "").len() - 1])
        ),
        Err("Only the scribe can do that.".to_owned())
    );
    socket.does(3, &enter(1, 0, "")).unwrap_err();
    socket.does(4, &enter(1, 99, "")).unwrap();
    let owner = hall.end();
    assert!(owner.session.closed.is_none() && !owner.session.locked && owner.session.seats.len() == 1);
    let answers: Vec<Said> =
        owner.session.rounds.values().flat_map(|it| it.answers.values()).map(|it| it.said).collect();
    assert_eq!(answers, [Said::Percent(99)]);
}

fn refused(socket: &mut Socket, text: &str) -> String {
    socket.text(text);
    let it = socket.until(|it| it.contains("\"refused\"")).unwrap();
    it["refused"]["why"].as_str().unwrap().to_owned()
}

#[test]
fn who_has_no_key_sees_nothing() {
    let hall = Hall::open();
    hall.join("Alma");
    for hello in
        ["{\"token\":\"00000000000000000000000000000000\"}", "{\"token\":\"\"}", "{\"wall\":\"\"}", "{}", "hello"]
    {
        let mut socket = Socket::open(hall.at);
        socket.text(hello);
        let out = socket.until(|_| true).unwrap();
        assert!(out["out"]["why"].is_string() && !out.to_string().contains("Alma"), "{hello}: {out}");
        assert_eq!(socket.end(), Frame::Close(1008));
    }
    let mut wall = Socket::open(hall.at);
    wall.text(&format!("{{\"wall\":\"{}\"}}", hall.code.to_lowercase()));
    let view = wall.until(|it| it.contains("\"view\"")).unwrap();
    assert_eq!(view["door"]["code"], hall.code.as_str());
    assert!(view["door"]["qr"]["rows"].as_array().unwrap().len() >= 21);
    assert!(wall.does(1, "\"lower\"").is_err(), "the wall only shows");
}

#[test]
fn large_frames_and_floods_end_a_socket() {
    let hall = Hall::open();
    let token = hall.join("Alma");
    let sit = || {
        let mut socket = Socket::seat(hall.at, &token);
        socket.until(|it| it.contains("\"view\"")).unwrap();
        // A seat may not come back any number of times a second.
        thread::sleep(Duration::from_millis(400));
        socket
    };
    let mut large = sit();
    large.text(&format!("{{\"nth\":1,\"does\":{{\"park\":\"{}\"}}}}", "a".repeat(16 << 10)));
    assert!(matches!(large.end(), Frame::Close(_) | Frame::Gone));
    let mut split = sit();
    for _ in 0..5 {
        // A message in pieces counts as a whole.
        split.frame(0, &[b'a'; 4000]);
    }
    assert!(matches!(split.end(), Frame::Close(_) | Frame::Gone));
    let mut binary = sit();
    binary.frame(2, b"{}");
    assert_eq!(binary.end(), Frame::Close(1003));
    let mut flood = sit();
    for _ in 0..100 {
        flood.text("{\"nth\":1,\"does\":\"lower\"}");
    }
    let mut answered = 0;
    let end = loop {
        match flood.next() {
            Frame::Text(it) if it.contains("\"refused\"") => answered += 1,
            Frame::Text(_) => {}
            end => break end,
        }
    };
    assert!(matches!(end, Frame::Close(1008) | Frame::Gone), "{end:?}");
    assert!((25..60).contains(&answered), "{answered} of 100 were answered");
    sit().does(1, "{\"park\":\"still here\"}").unwrap();
}

#[test]
fn a_key_brings_the_seat_back_however_the_socket_ended() {
    let hall = Hall::open();
    hall.open_round();
    let token = hall.join("Alma");
    let mut first = Socket::seat(hall.at, &token);
    first.does(1, &enter(1, 40, "mine")).unwrap();
    drop(first);
    let mut wall = Socket::open(hall.at);
    wall.text(&format!("{{\"wall\":\"{}\"}}", hall.code));
    wall.until(|it| it.contains("\"view\"")).unwrap();
    let mut second = Socket::seat(hall.at, &token);
    let view = second.until(|it| it.contains("\"view\"")).unwrap();
    assert_eq!(view["view"]["round"]["yours"]["said"]["percent"], 40);
    // One seat on several devices: the oldest gives way, and the seat is never gone meanwhile.
    thread::sleep(Duration::from_millis(1100));
    let mut more: Vec<Socket> = (0..3).map(|_| Socket::seat(hall.at, &token)).collect();
    assert_eq!(second.end(), Frame::Close(4001));
    for it in &mut more {
        it.until(|it| it.contains("\"view\"")).unwrap();
    }
    more[2].does(1, &enter(1, 41, "")).unwrap();
    let view = more[0].until(|it| it.contains("\"percent\":41")).unwrap();
    assert_eq!(view["view"]["you"]["seat"], 1);
    let start = Instant::now();
    let owner = hall.end();
    assert!(start.elapsed() < Duration::from_secs(5), "closing waits for nobody");
    assert!(owner.session.seats[&SeatId(1)].gone.is_none());
    assert!(matches!(more[0].end(), Frame::Gone | Frame::Close(_)));
}

#[test]
fn who_is_gone_is_known_to_be() {
    let hall = Hall::open();
    let (mut alma, bruno) = (hall.seat("Alma"), hall.seat("Bruno"));
    alma.until(|it| it.contains("\"name\":\"Bruno\",\"role\":\"participant\",\"here\":true")).unwrap();
    drop(bruno);
    alma.until(|it| it.contains("\"name\":\"Bruno\",\"role\":\"participant\",\"here\":false")).unwrap();
    hall.host(HostCommand::Close).unwrap();
    alma.until(|it| it.contains("\"standing\":\"closed\"")).unwrap();
}

#[test]
fn in_a_full_room_the_seats_are_sent_once_and_when_they_change() {
    let hall = Hall::open();
    let tokens: Vec<String> = (0..200).map(|nth| hall.join(&format!("Participant {nth}"))).collect();
    let mut seat = Socket::seat(hall.at, &tokens[0]);
    let first = all_until(&mut seat, |it| it.contains("\"view\""));
    let named = |it: &&String| it.contains("Participant 150");
    assert_eq!(first.iter().filter(named).count(), 1, "they come before the first view");
    hall.open_round();
    seat.does(1, &enter(1, 50, "")).unwrap();
    let later = all_until(&mut seat, |it| it.contains("\"answered\":1"));
    let longest = later.iter().map(String::len).max().unwrap();
    assert!(longest < 3000 && !later.iter().any(|it| it.contains("Participant 150")), "{longest} bytes in {later:?}");
    // Somebody is taken away: that changes the seats of all.
    hall.host(HostCommand::RemoveSeat(SeatId(151))).unwrap();
    let after = all_until(&mut seat, |it| it.contains("\"view\""));
    let seats = after.iter().find(|it| it.starts_with("{\"seats\"")).unwrap();
    assert!(seats.contains("Participant 151") && !seats.contains("Participant 150"));
    println!("a view has {longest} bytes, the seats {}", seats.len());
}
