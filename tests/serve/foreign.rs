//! Other pages and other names for this address, and what every answer carries.

use super::{
    Hall,
    client::{Socket, get, post_with, send},
};
use std::{fs, path::Path};

#[test]
fn foreign_hosts_and_origins_are_refused() {
    let hall = Hall::open();
    let (at, port) = (hall.at, hall.at.port());
    let kind = "Content-Type: application/json\r\n";
    for host in [
        "Host: evil.example\r\n".to_owned(),
        format!("Host: evil.example:{port}\r\n"),
        format!("Host: 127.0.0.1.evil.example:{port}\r\n"),
        format!("Host: 127.0.0.1:{}\r\n", port ^ 1),
        "Host: 127.0.0.1\r\n".to_owned(),
        format!("Host: {at}\r\nHost: evil.example\r\n"),
        String::new(),
    ] {
        let request = format!("GET / HTTP/1.1\r\n{host}\r\n");
        let status = send(at, &request).status;
        assert!(status == 403 || status == 400, "{host:?} gives {status}");
        assert!(matches!(
            post_with(at, "/join", &hall.body("A"), &format!("{host}Origin: http://{at}\r\n{kind}")).status,
            400 | 403
        ));
        assert!(matches!(Socket::open_with(at, &format!("{host}Origin: http://{at}\r\n")), Err(400 | 403)));
    }
    assert_eq!(send(at, &format!("GET http://evil.example/ HTTP/1.1\r\nHost: {at}\r\n\r\n")).status, 403);
    for origin in [
        "Origin: http://evil.example\r\n".to_owned(),
        format!("Origin: https://{at}\r\n"),
        format!("Origin: http://{at}.evil.example\r\n"),
        format!("Origin: http://127.0.0.1:{}\r\n", port ^ 1),
        format!("Origin: http://{at}\r\nOrigin: http://evil.example\r\n"),
        "Origin: null\r\n".to_owned(),
        // A page always says where it comes from when it sends something.
        String::new(),
    ] {
        let headers = format!("Host: {at}\r\n{origin}");
        assert_eq!(post_with(at, "/join", &hall.body("A"), &format!("{headers}{kind}")).status, 403, "{origin:?}");
        assert_eq!(Socket::open_with(at, &headers).err(), Some(403), "{origin:?}");
        if !origin.is_empty() {
            assert_eq!(send(at, &format!("GET / HTTP/1.1\r\n{headers}\r\n")).status, 403, "{origin:?}");
        }
    }
    let named = format!("Host: localhost:{port}\r\nOrigin: http://LOCALHOST:{port}\r\n");
    assert_eq!(post_with(at, "/join", &hall.body("A"), &format!("{named}{kind}")).status, 200);
    assert_eq!(hall.end().session.seats.len(), 1);
}

#[test]
fn every_answer_carries_the_headers() {
    let hall = Hall::open();
    let at = hall.at;
    let foreign = send(at, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    let wrong = post_with(at, "/join", "{}", &format!("Host: {at}\r\nOrigin: http://{at}\r\n"));
    for answer in [get(at, "/"), get(at, "/wall"), get(at, "/app.js"), get(at, "/nothing"), foreign, wrong] {
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"));
        assert!(policy.contains(&format!("connect-src 'self' ws://{at}")));
        assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("data:"));
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
            ("x-frame-options", "DENY"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{}", answer.head);
        }
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
    assert_eq!(get(at, "/style.css").header("content-type"), Some("text/css; charset=utf-8"));
}

/// What the policy forbids is not in the page, so that nobody is tempted to loosen it; and every file that one asks for
/// is there.
#[test]
fn the_page_has_nothing_inline_and_asks_for_nothing_from_elsewhere() {
    let hall = Hall::open();
    for path in ["/", "/wall"] {
        let page = get(hall.at, path).body;
        assert!(!page.contains("<style") && !page.contains("style=") && !page.contains("javascript:"));
        assert!(page.matches("<script").all(|_| true) && page.matches("<script type=\"module\" src=\"/").count() == 1);
        assert_eq!(page.matches("<script").count(), 1);
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/page");
    let mut files = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() || name.ends_with(".d.ts") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        files += 1;
        for word in ["https://", "innerHTML", "dangerously", "eval(", "new Function", "crypto.", "//cdn"] {
            assert!(!text.contains(word), "{name} has {word}");
        }
        for asked in text.split(['"', '\'']).filter(|it| it.starts_with('/') && it.contains('.') && !it.contains(' ')) {
            assert_eq!(get(hall.at, asked).status, 200, "{name} asks for {asked}");
        }
    }
    assert!(files > 10);
}
