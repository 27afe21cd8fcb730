//! What can go wrong on the way, and how it ends.

use super::{
    endpoint::{Endpoint, Reply, obedient, think},
    toll::{SECRET, all, good, long_thread, notes, read, rules, settings, thread_of, toll},
};
use cruxmap::{
    jobs::Progress,
    model::{self, AskError, Settings},
};
use serde_json::json;
use std::{
    thread::Builder,
    time::{Duration, Instant},
};

/// What an endpoint replies to its first request, its second and so on.
type Script = fn(usize) -> Reply;
type Answering = Box<dyn Fn(usize) -> Reply + Send + Sync>;

#[test]
fn passing_troubles_pass() {
    let cases: [(&str, usize, Script); 9] = [
        ("slow", 1, |_| {
            think(Duration::from_millis(1500));
            Reply::json(&good())
        }),
        ("cut off", 3, |n| if n < 2 { Reply::CutOff } else { Reply::json(&good()) }),
        ("no JSON", 2, |n| {
            if n < 1 { Reply::Says("Sure! Here it is: {\"statements\": [".to_owned()) } else { Reply::json(&good()) }
        }),
        ("other JSON", 2, |n| if n < 1 { Reply::Says("{\"claims\": []}".to_owned()) } else { Reply::json(&good()) }),
        ("thinking aloud", 1, |_| Reply::Says(format!("<think>{{hm}} {{</think>{}", good()))),
        ("no reply of a model", 2, |n| {
            if n < 1 { Reply::Status(200, "", "<html>".to_owned()) } else { Reply::json(&good()) }
        }),
        ("fenced", 1, |_| Reply::Says(format!("Here it is:\n```json\n{}\n```\n", good()))),
        (
            "429",
            2,
            |n| if n < 1 { Reply::Status(429, "Retry-After: 1\r\n", String::new()) } else { Reply::json(&good()) },
        ),
        ("500", 4, |n| if n < 3 { Reply::Status(500, "", String::new()) } else { Reply::json(&good()) }),
    ];
    for (name, requests, script) in cases {
        let start = Instant::now();
        let (reading, endpoint) = read(move |n, _| script(n));
        assert_eq!((reading.trouble, reading.statements), (None, 6), "{name}");
        assert_eq!(endpoint.requests().len(), requests, "{name}");
        assert!(name != "429" || start.elapsed() >= Duration::from_secs(1), "Retry-After is not kept");
        assert!(start.elapsed() < Duration::from_secs(20), "{name} took {:?}", start.elapsed());
    }
}

#[test]
fn lasting_troubles_end_with_a_reason_and_without_the_key() {
    let echo = json!({ "error": { "message": format!("the key {SECRET} is unknown") } }).to_string();
    let status = |status, more: &'static str| -> Answering {
        let echo = echo.clone();
        Box::new(move |_| Reply::Status(status, more, echo.clone()))
    };
    let cases: [(&str, Answering, usize, &str); 9] = [
        ("500", status(500, ""), 5, "no answer (tries: 5); the last time, the endpoint was unable (status 500)"),
        ("429", status(429, "Retry-After: 99999999999\r\n"), 1, "no answer (tries: 1)"),
        ("401", status(401, ""), 1, "the endpoint refuses the key, or wants one (status 401)"),
        ("404", status(404, ""), 1, "the endpoint refuses the request (status 404): the key … is unknown"),
        ("400", status(400, ""), 3, "the endpoint refuses the request (status 400)"),
        ("redirect", status(302, "Location: http://127.0.0.1:9/\r\n"), 1, "refuses the request (status 302)"),
        ("cut off", Box::new(|_| Reply::CutOff), 5, "the connection broke off"),
        ("no JSON", Box::new(|_| Reply::Says("{".to_owned())), 5, "none of 5 answers could be read"),
        (
            "too long",
            Box::new(|n| if n == 0 { Reply::TooLong } else { Reply::Status(403, "", String::new()) }),
            2,
            "403",
        ),
    ];
    for (name, script, requests, says) in cases {
        let start = Instant::now();
        let (reading, endpoint) = read(move |n, _| script(n));
        let trouble = reading.trouble.as_ref().map(ToString::to_string).unwrap_or_default();
        assert!(trouble.contains(says) && !trouble.contains(SECRET), "{name}: {trouble}");
        assert_eq!(endpoint.requests().len(), requests, "{name}");
        assert_eq!((reading.read.len(), reading.unread.len()), (0, 3), "{name}");
        // The rules stand in.
        let thread = toll();
        assert_eq!((&reading.records, &reading.annotations), (&rules(&thread), &notes(&thread)), "{name}");
        assert!(start.elapsed() < Duration::from_secs(20), "{name} took {:?}", start.elapsed());
    }
}

#[test]
fn a_wait_ends_when_its_time_is_over() {
    let thread = toll();
    let endpoint = Endpoint::start(|_, _| {
        think(Duration::from_secs(4));
        Reply::json(&good())
    });
    let mut settings = settings(&endpoint);
    settings.limits.answer = Duration::from_millis(300);
    settings.limits.tries = 2;
    let start = Instant::now();
    let reading = model::read(&thread, &all(&thread), &settings, &Progress::default());
    let last = "there was no answer within 1 seconds".to_owned();
    assert_eq!(reading.trouble, Some(AskError::GaveUp { tries: 2, status: None, last }));
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
    // Nobody listens there.
    let mut nobody = Settings::new("http://127.0.0.1:9/v1", "nobody", None).unwrap();
    nobody.limits = settings.limits;
    let reading = model::read(&thread, &all(&thread), &nobody, &Progress::default());
    assert!(matches!(reading.trouble, Some(AskError::GaveUp { tries: 2, .. })), "{:?}", reading.trouble);
}

#[test]
fn waiting_can_be_cancelled() {
    // While the model thinks, and while we wait to try again.
    let slow: fn() -> Reply = || {
        think(Duration::from_secs(8));
        Reply::json(&good())
    };
    for reply in [slow, || Reply::Status(429, "Retry-After: 30\r\n", String::new())] {
        let thread = toll();
        let endpoint = Endpoint::start(move |_, _| reply());
        let progress = Progress::default();
        let canceller = progress.clone();
        let later = Builder::new().spawn(move || {
            think(Duration::from_millis(300));
            canceller.cancel();
        });
        let start = Instant::now();
        let reading = model::read(&thread, &all(&thread), &settings(&endpoint), &progress);
        assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
        assert_eq!((reading.trouble, reading.unread.len()), (Some(AskError::Cancelled), 3));
        assert_eq!(endpoint.requests().len(), 1);
        later.unwrap().join().unwrap();
    }
}

#[test]
fn an_endpoint_that_knows_no_schema_is_asked_without() {
    let thread = thread_of(&long_thread(60));
    let endpoint = Endpoint::start(|_, request| {
        let strict = request.body.get("response_format").is_some() || request.body.get("temperature").is_some();
        if strict { Reply::Status(400, "", "{}".to_owned()) } else { obedient(request) }
    });
    let mut settings = settings(&endpoint);
    settings.limits.window = 1000;
    let reading = model::read(&thread, &all(&thread), &settings, &Progress::default());
    assert_eq!((reading.trouble, reading.statements), (None, 60));
    let estimate = model::estimate(&thread, &all(&thread), &settings);
    assert!(estimate.requests > 2);
    assert_eq!(endpoint.requests().len(), estimate.requests + 2, "what it refuses is asked for once only");
}
