//! `cruxmap extract --model`.

use super::{
    endpoint::{Endpoint, Reply, only, statement},
    toll::{SECRET, THREAD, TUNNEL, found, good},
};
use serde_json::{Value, json};
use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

/// Runs the program in `folder`, with the endpoint and key in its environment.
fn run(folder: &Path, arguments: &str, url: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cruxmap"));
    command.args(arguments.split_whitespace()).current_dir(folder).stdin(Stdio::null());
    for name in ["CRUXMAP_MODEL_URL", "CRUXMAP_MODEL", "CRUXMAP_MODEL_KEY", "DISPLAY", "WAYLAND_DISPLAY"] {
        command.env_remove(name);
    }
    command.env("RUST_LOG", "trace");
    if let Some(url) = url {
        command.env("CRUXMAP_MODEL_URL", url).env("CRUXMAP_MODEL", "scripted-1").env("CRUXMAP_MODEL_KEY", SECRET);
        command.env("CRUXMAP_MODEL_PRICE_IN", "2").env("CRUXMAP_MODEL_PRICE_OUT", "8");
    }
    let output = command.output().unwrap();
    for text in [&output.stdout, &output.stderr] {
        assert!(!String::from_utf8_lossy(text).contains(SECRET), "{arguments}: the key is shown");
    }
    output
}

#[test]
fn the_command_line_asks_before_it_sends() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("thread.txt"), THREAD).unwrap();
    let endpoint = Endpoint::start(|_, request| {
        let wanted: Vec<_> = request.comments().into_iter().filter(|it| it.1).map(|it| it.0).collect();
        if wanted == ["c2"] {
            Reply::json(&only(&[statement("a", "c2", TUNNEL, "claim")]))
        } else {
            Reply::json(&good())
        }
    });
    let url = Some(endpoint.url.as_str());
    let refusals = [
        ("extract thread.txt --model --yes", None, "set CRUXMAP_MODEL_URL in the environment"),
        ("extract thread.txt --model --yes", Some("http://example.org/v1"), "sent unencrypted"),
        ("extract thread.txt --comments 1", url, "--model"),
        ("extract thread.txt --model --comments 0", url, "give numbers and ranges"),
        ("extract thread.txt --model --comments 2-4 --yes", url, "there is no comment 4"),
        ("extract thread.txt thread.txt --model --comments 1 --yes", url, "one thread at a time"),
        ("extract thread.txt --model -o map.ron", url, "scripted-1 at http://127.0.0.1"),
        ("extract thread.txt --model -o map.ron", url, "3 comments in 1 request: about "),
        ("extract thread.txt --model -o map.ron", url, "at a price of about 0.0"),
        ("extract thread.txt --model -o map.ron", url, "nothing was sent, because --yes was not given"),
    ];
    for (arguments, url, says) in refusals {
        let output = run(folder.path(), arguments, url);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), error.contains(says)), (Some(2), true), "{arguments}: {error}");
        assert_eq!(error.lines().count(), 1, "{arguments}: {error}");
    }
    assert!(run(folder.path(), "extract thread.txt -o rules.ron", url).status.success());
    assert_eq!(endpoint.requests().len(), 0, "something was sent without a yes");
    assert!(!folder.path().join("map.ron").exists());

    let output = run(folder.path(), "extract thread.txt --model --yes -o map.ron --json", url);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&report["model"]["name"], &report["model"]["threads"][0]["read"]), (&json!("scripted-1"), &json!(3)));
    let map = fs::read_to_string(folder.path().join("map.ron")).unwrap();
    assert!(map.contains("proposed by scripted-1") && !map.contains(SECRET));
    // In a map of the rules' proposals, the model's take their place.
    let output = run(folder.path(), "extract thread.txt --model --yes -o rules.ron", url);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let both = cruxmap::save::read(&folder.path().join("rules.ron")).unwrap().map;
    assert_eq!(both, cruxmap::save::from_text(&map).unwrap());
    let output = run(folder.path(), "extract thread.txt --model --comments 2 --yes -o one.ron", url);
    assert!(output.status.success());
    let map = cruxmap::save::read(&folder.path().join("one.ron")).unwrap().map;
    assert_eq!(found(&map).len(), 1);
}

#[test]
fn the_command_line_tells_what_failed() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("thread.txt"), THREAD).unwrap();
    let endpoint = Endpoint::start(|_, _| Reply::Status(401, "", format!("{{\"error\": \"bad key {SECRET}\"}}")));
    let output = run(folder.path(), "extract thread.txt --model --yes -o map.ron", Some(&endpoint.url));
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(error.contains("the endpoint refuses the key, or wants one (status 401)"), "{error}");
    assert!(!folder.path().join("map.ron").exists(), "nothing is written");
}
