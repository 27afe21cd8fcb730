//! Long threads.

use super::{
    endpoint::{Endpoint, Reply, obedient, only, statement},
    toll::{all, check, found, long_thread, settings, thread_of},
};
use cruxmap::{
    jobs::Progress,
    map::{EdgeKind, Item},
    model::{self, Dropped},
};
use serde_json::json;
use std::time::Instant;

#[test]
fn a_long_thread_is_read_in_windows() {
    let text = long_thread(740);
    assert!(model::tokens(&text) > 100_000, "{}", model::tokens(&text));
    let thread = thread_of(&text);
    assert_eq!(thread.comments.len(), 740);
    let endpoint = Endpoint::start(|_, request| obedient(request));
    let settings = settings(&endpoint);
    let progress = Progress::default();
    let start = Instant::now();
    let reading = model::read(&thread, &all(&thread), &settings, &progress);
    println!("{} tokens in {} requests: {:?}", model::tokens(&text), endpoint.requests().len(), start.elapsed());
    assert_eq!((reading.trouble.clone(), reading.statements, reading.dropped), (None, 740, Dropped::default()));
    assert!((progress.fraction() - 1.0).abs() < 1e-6);
    let map = check(&thread, &reading);
    assert_eq!(found(&map).len(), 740);

    let requests = endpoint.requests();
    let estimate = model::estimate(&thread, &all(&thread), &settings);
    assert_eq!((requests.len(), estimate.comments), (estimate.requests, 740));
    let mut wanted = Vec::new();
    for (n, request) in requests.iter().enumerate() {
        let comments = request.comments();
        let size: usize = comments.iter().map(|it| model::tokens(&it.2)).sum();
        assert!(size <= settings.limits.window * 3 / 2, "{size} tokens at once");
        assert_eq!(n > 0, !comments[0].1, "each window but the first begins with the end of the one before");
        wanted.extend(comments.into_iter().filter(|it| it.1).map(|it| it.0));
    }
    let each: Vec<String> = (1..=740).map(|it| format!("c{it}")).collect();
    assert_eq!(wanted, each, "each comment is asked about once");
}

#[test]
fn links_reach_back_into_the_window_before() {
    let thread = thread_of(&long_thread(40));
    let endpoint = Endpoint::start(|n, request| {
        let comments = request.comments();
        let words = |text: &str| text[..=text.find(". ").unwrap()].to_owned();
        let all: Vec<_> = comments.iter().map(|it| statement(&it.0, &it.0, &words(&it.2), "claim")).collect();
        let mut answer = only(&all);
        if n > 0 {
            let first_wanted = comments.iter().find(|it| it.1).unwrap();
            answer["relations"] = json!([{ "from": first_wanted.0, "to": comments[0].0, "kind": "supports" }]);
        }
        Reply::json(&answer)
    });
    let mut settings = settings(&endpoint);
    settings.limits.window = 2500;
    let reading = model::read(&thread, &all(&thread), &settings, &Progress::default());
    let windows = endpoint.requests().len();
    assert!(windows == 3, "{windows} windows");
    let map = check(&thread, &reading);
    let by_model = |item| map.review(item).is_some_and(|it| it.cues[0].says == "proposed by scripted-1");
    let links = map.edges().filter(|it| it.1.kind == EdgeKind::Supports && by_model(Item::Edge(it.0))).count();
    assert_eq!((reading.statements, reading.dropped), (40, Dropped::default()));
    assert_eq!(links, 2, "a link from each later window to the one before");
}

#[test]
fn an_answer_that_grows_too_long_is_asked_for_in_halves() {
    let thread = thread_of(&long_thread(20));
    let endpoint = Endpoint::start(|_, request| {
        let wanted = request.comments().iter().filter(|it| it.1).count();
        if wanted > 6 { Reply::TooLong } else { obedient(request) }
    });
    let reading = model::read(&thread, &all(&thread), &settings(&endpoint), &Progress::default());
    assert_eq!((reading.trouble, reading.statements), (None, 20));
}
