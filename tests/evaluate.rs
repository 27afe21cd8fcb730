//! Measuring extraction: known figures for small threads, the same numbers as the reference scorer, and clear words for
//! broken annotations.

#![expect(clippy::unwrap_used, reason = "a test may")]

use cruxmap::{
    evaluate::{self, Form, Measured},
    extract::{Annotations, annotate},
    jobs::Progress,
    source,
};
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const THREAD: &str = include_str!("../assets/threads/is-a-ratio-of-two-luck.txt");

fn annotations(text: &str) -> Annotations {
    annotate(&source::read(text.to_owned(), "t", None), &Progress::default())
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn shared(path: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    let is_there = path.exists();
    if !is_there {
        println!("skipped: {} is not there", path.display());
    }
    is_there.then_some(path)
}

/// The one set in a folder.
fn measured(folder: &Path) -> Measured {
    let mut report = evaluate::evaluate(&[folder.to_owned()]).unwrap();
    assert_eq!(report.sets.len(), 1);
    report.sets.remove(0)
}

/// The values of a figure: F1, precision and recall, or one value.
fn values<'a>(measured: &'a Measured, name: &str) -> &'a [f64] {
    &measured.rows.iter().find(|it| it.figure.name == name).unwrap().values
}

#[track_caller]
fn check(measured: &Measured, expected: &[(&str, &[f64])]) {
    for (name, expected) in expected {
        let found = values(measured, name);
        let same = found.iter().zip(*expected).all(|(a, b)| (a - b).abs() < 1e-3);
        assert!(found.len() == expected.len() && same, "{name}: {found:?}, not {expected:?}");
    }
}

/// What must hold of any measurement.
fn check_all(measured: &Measured) {
    assert!(!measured.units.is_empty());
    for row in &measured.rows {
        assert_eq!(row.values.len(), row.figure.statistic.names().len());
        for (value, (low, high)) in row.values.iter().zip(&row.intervals) {
            assert!((-1.0..=1.0).contains(value) && low <= high, "{}: {value} {low} {high}", row.figure.name);
        }
    }
}

#[test]
fn what_was_found_is_perfect_against_itself() {
    let gold = serde_json::to_string(&annotations(THREAD)).unwrap();
    let folder = folder(&[("a.txt", THREAD), ("a.gold.json", &gold), ("README.md", "Not a thread.")]);
    let measured = measured(folder.path());
    check_all(&measured);
    assert_eq!(measured.form, Form::Gold);
    for row in measured.rows.iter().filter(|it| !it.figure.name.starts_with("calibration")) {
        assert!(row.values.iter().all(|it| (it - 1.0).abs() < 1e-9), "{}: {:?}", row.figure.name, row.values);
        assert!(row.intervals.iter().all(|it| *it == (row.values[0], row.values[0])), "one thread has one resample");
    }
}

#[test]
fn misses_and_false_finds_are_told_apart() {
    let mut gold = annotations(THREAD);
    let (all, quoted) = (gold.statements.len(), gold.statements.iter().filter(|it| it.speaker == "opponent").count());
    let relations = gold.relations.iter().filter(|it| it.kind == "attacks").count();
    assert!(all > 4 && quoted > 0 && relations > 0);
    // Half of what was found is not in the gold annotation.
    gold.comments.push(gold.comments[0].clone());
    gold.relations.retain(|it| it.kind != "attacks");
    gold.cruxes.clear();
    for it in gold.statements.iter_mut().filter(|it| it.speaker == "opponent") {
        it.speaker = "author".into();
    }
    gold.statements[0].kind = if gold.statements[0].kind == "claim" { "premise" } else { "claim" }.into();
    let folder = folder(&[("a.md", ""), ("a.txt", THREAD), ("a.gold.json", &serde_json::to_string(&gold).unwrap())]);
    let measured = measured(folder.path());
    #[expect(clippy::cast_precision_loss, reason = "few statements")]
    let right = (all - 1) as f64 / all as f64;
    let none: &[f64] = &[0.0, 0.0, 0.0];
    check(
        &measured,
        &[
            ("comment boundary", &[1.0, 1.0, 1.0]),
            ("statement span", &[1.0, 1.0, 1.0]),
            ("kind accuracy on matched", &[right]),
            ("opponent statements", none),
            ("attack links", none),
            ("support links", &[1.0, 1.0, 1.0]),
            ("cruxes", none),
            ("evidence", &[1.0, 1.0, 1.0]),
        ],
    );
}

/// The numbers that the reference scorer prints for one annotation, by figure: precision, recall and F1, or one.
fn reference(script: &Path, told: &Path, gold: &Path) -> Option<Vec<(String, Vec<f64>)>> {
    let output = Command::new("python3").arg(script).args([told, gold]).output();
    let Ok(output) = output else {
        println!("skipped: python3 is not there");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let line = |line: &str| {
        let (name, numbers) = line.split_at_checked(34).unwrap();
        (name.trim().to_owned(), numbers.split_whitespace().map(|it| it.parse().unwrap()).collect())
    };
    Some(String::from_utf8(output.stdout).unwrap().lines().map(line).collect())
}

#[test]
fn the_reference_scorer_says_the_same() {
    let (Some(script), Some(threads)) = (shared("tools/score.py"), shared("threads")) else { return };
    let report = evaluate::evaluate(std::slice::from_ref(&threads)).unwrap().json();
    let of_threads = report["sets"][0]["units"].as_array().unwrap();
    assert!(of_threads.len() >= 3);
    let scratch = tempfile::tempdir().unwrap();
    for thread in of_threads {
        let name = thread["name"].as_str().unwrap();
        let file = |ending: &str| threads.join(format!("{name}.{ending}"));
        let text = fs::read(file("txt")).or_else(|_| fs::read(file("md"))).unwrap();
        let told = scratch.path().join("told.json");
        fs::write(&told, serde_json::to_string(&annotations(&source::decode(&text).text)).unwrap()).unwrap();
        let Some(expected) = reference(&script, &told, &file("gold.json")) else { return };
        assert_eq!(expected.len(), 13);
        for (figure, numbers) in expected {
            let found = &thread["figures"][&figure];
            let names: &[&str] = if numbers.len() == 3 { &["precision", "recall", "f1"] } else { &["value"] };
            let found: Vec<f64> = names.iter().map(|it| found[*it].as_f64().unwrap()).collect();
            let same = found.iter().zip(&numbers).all(|(a, b)| (a - b).abs() <= 0.000_5 + 1e-9);
            assert!(same, "{name}, {figure}: {found:?}, not {numbers:?}");
        }
    }
}

/// A debate in the form of `threads.jsonl`: posts of an author and words, and marked pieces of their words.
fn debate(id: &str, posts: &[(&str, &str, &str)], pieces: &[(usize, &str, &str)], links: &[[&str; 3]]) -> String {
    let (mut text, mut starts) = (String::new(), Vec::new());
    for (_, _, words) in posts {
        starts.push(text.chars().count());
        text.push_str(words);
        text.push('\n');
    }
    let length = |it: &str| it.chars().count();
    let posts_told: Vec<Value> = posts
        .iter()
        .zip(&starts)
        .map(|((id, author, words), start)| {
            json!({ "id": id, "author": author, "start": start, "end": start + length(words) + 1 })
        })
        .collect();
    let piece = |(at, (post, class, words)): (usize, &(usize, &str, &str))| {
        let within = posts[*post].2.find(words).unwrap();
        let start = starts[*post] + length(&posts[*post].2[..within]);
        json!({ "id": format!("T{at}"), "type": class, "post": post, "start": start, "end": start + length(words) })
    };
    let pieces: Vec<Value> = pieces.iter().enumerate().map(piece).collect();
    json!({ "id": id, "op": "p1", "text": text, "posts": posts_told, "comps": pieces, "rels": links }).to_string()
}

const TITLE: (&str, &str, &str) = ("title", "ann", "CMV: Tea is better than coffee\u{301} ☕.");
const OPENING: (&str, &str, &str) =
    ("p1", "ann", "I think that tea is the better drink. It keeps people calm because it has less caffeine.");
const REPLY: (&str, &str, &str) = (
    "p2",
    "ben",
    "&gt; It keeps people calm because it has less caffeine.\n\n> a line that nobody wrote above\n\nI disagree, it is not calmer at all.",
);

fn debates() -> String {
    let pieces = [
        (0, "main_claim", "Tea is better than coffee\u{301} ☕."),
        (1, "claim", "I think that tea is the better drink."),
        (1, "premise", "It keeps people calm because it has less caffeine."),
        (2, "claim", "I disagree, it is not calmer at all."),
    ];
    let links = [["T1", "T0", "agreement"], ["T2", "T1", "support"], ["T3", "T2", "rebuttal"]];
    let thanks = ("p3", "cem", "Thanks.");
    [
        debate("d/1", &[TITLE, OPENING, REPLY], &pieces, &links),
        debate("d/2", &[TITLE, OPENING, thanks], &pieces[..3], &links[..2]),
    ]
    .join("\n")
}

#[test]
fn debates_are_counted_once_and_in_place() {
    let folder = folder(&[("threads.jsonl", &debates())]);
    let measured = measured(folder.path());
    check_all(&measured);
    assert_eq!((measured.form, measured.units.len()), (Form::CmvModes, 1));
    check(
        &measured,
        &[
            ("posts read as one comment", &[1.0]),
            // Of two quoted lines one has a source, and it is found.
            ("quoted lines", &[1.0, 1.0, 1.0]),
            ("quoted lines resolved", &[0.5]),
            // Same author supports, other author attacks.
            ("polarity of gold links", &[1.0]),
        ],
    );
    let json = evaluate::evaluate(&[folder.path().to_owned()]).unwrap().json();
    assert_eq!(json["totals"][0]["figures"], json["sets"][0]["figures"]);
}

#[test]
fn propositions_are_read_in_their_order() {
    let proposition = |id: &str, speaker: &str, words: &str, order: i64| json!({ "id": id, "text": words, "loc": words, "spk": speaker, "ill": "Asserting", "ord": order });
    let map = json!({
        "id": "m1",
        "raw_html": null,
        "props": [
            proposition("3", "ben", "I disagree, the tax does not hurt anybody", 9),
            proposition("1", "ann", "I think that the tax should be abolished", 1),
            proposition("2", "ann", "because the tax hurts the poor", 2),
            { "id": "4", "text": "it is small", "loc": null, "spk": null, "ill": null, "ord": 12 },
        ],
        "rels": [["2", "1", "RA"], ["3", "2", "CA"], ["4", "3", "MA"]],
    });
    let folder = folder(&[("maps.jsonl", &map.to_string())]);
    let measured = measured(folder.path());
    check_all(&measured);
    assert_eq!((measured.form, measured.units.len()), (Form::Us2016, 1));
    check(&measured, &[("polarity of gold links", &[1.0])]);
    assert!(values(&measured, "gold links drawn, either way")[0] > 0.0);
}

#[test]
fn what_is_broken_is_told_with_its_place() {
    let wrong = |edit: fn(&mut Annotations)| {
        let mut gold = annotations(THREAD);
        edit(&mut gold);
        serde_json::to_string(&gold).unwrap()
    };
    let backwards = wrong(|it| it.statements[1].end = it.statements[1].start);
    let far = wrong(|it| it.statements[1].end = usize::MAX);
    let kind = wrong(|it| it.statements[1].kind = "whim".into());
    let twice = wrong(|it| it.statements[1].id = "s1".to_owned());
    let relation = wrong(|it| it.relations[0].to = "s9999".to_owned());
    let crux = wrong(|it| it.cruxes[0].statement = "s9999".to_owned());
    let debates = debates();
    let piece = debates.replacen("\"post\":1", "\"post\":7", 1);
    let outside = debates.replacen("\"post\":2", "\"post\":1", 1);
    let overlapping = debates.replacen("\"id\":\"p2\",\"start\":", "\"id\":\"p2\",\"start\":4, \"was\":", 1);
    let class = debates.replace("\"premise\"", "\"hunch\"");
    let link = debates.replace("\"rebuttal\"", "\"shrug\"");
    let end = debates.replace("[\"T3\",", "[\"T33\",");
    let cases: &[(&str, &str, &str)] = &[
        ("a.gold.json", "{\n  \"comments\": [}", "a.gold.json, line 2, column 16: expected value"),
        ("a.gold.json", "", "a.gold.json, line 1, column 0: EOF"),
        ("a.gold.json", &backwards, "a.gold.json, statement s2: "),
        ("a.gold.json", &far, "is no span of the text, which has"),
        ("a.gold.json", &kind, "statement s2: “whim” is no kind of statement"),
        ("a.gold.json", &twice, "statement s1: the id stands twice"),
        ("a.gold.json", &relation, "relation 1: there is no statement s9999"),
        ("a.gold.json", &crux, "crux k1: there is no statement s9999"),
        ("b.gold.json", &wrong(|_| ()), "b.gold.json, its thread: neither b.txt nor b.md is there"),
        ("threads.jsonl", "{}\n", "threads.jsonl, line 1, column 2: missing field `id`"),
        ("threads.jsonl", "\n{\"id\": 3}", "threads.jsonl, line 2, column 8: invalid type"),
        ("threads.jsonl", &piece, "threads.jsonl, line 1: component T1 (35..72) names a post that is not there"),
        ("threads.jsonl", &outside, "is no part of its post"),
        ("threads.jsonl", &overlapping, "line 1: post p2 starts before the one above it ends"),
        ("threads.jsonl", &class, "is neither claim nor premise"),
        ("threads.jsonl", &link, "“shrug” is no known relation"),
        ("threads.jsonl", &end, "a relation names T33, which is not there"),
        ("maps.jsonl", "[]", "maps.jsonl, line 1, column 2: invalid length 0"),
        ("maps.jsonl", r#"{"id":"m","props":[],"rels":[["1","2","RA"]]}"#, "line 1: a relation names 1, which"),
        ("other.json", "{}", "holds no annotated threads"),
    ];
    for (name, text, says) in cases {
        let folder = folder(&[("a.txt", THREAD), (name, text)]);
        let error = evaluate::evaluate(&[folder.path().to_owned()]).unwrap_err().to_string();
        assert!(error.contains(says), "{name}: {error}; not: {says}");
    }
    let error = evaluate::evaluate(&["nowhere".into()]).unwrap_err().to_string();
    assert!(error.starts_with("cannot read nowhere: "), "{error}");
}

#[test]
fn the_command_prints_tables_and_json_and_fails_with_2() {
    let folder = folder(&[("threads.jsonl", &debates())]);
    let run = |arguments: &[&str]| {
        let program = Command::new(env!("CARGO_BIN_EXE_cruxmap"))
            .arg("evaluate")
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .unwrap();
        (program.status.code(), program.stdout, String::from_utf8(program.stderr).unwrap())
    };
    let (code, table, _) = run(&[".", "."]);
    let table = String::from_utf8(table).unwrap();
    assert_eq!(code, Some(0));
    assert!(table.starts_with(". (cmv-modes, 1 original post)\n"), "{table}");
    assert!(table.contains("\ntotal (cmv-modes, 2 original posts)\n"), "{table}");
    let (code, json, _) = run(&[".", "--json"]);
    assert_eq!(code, Some(0));
    let json: Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json["sets"][0]["form"], "cmv-modes");
    assert_eq!(json["sets"][0]["figures"]["edges"]["intervals"]["f1"].as_array().unwrap().len(), 2);
    fs::remove_file(folder.path().join("threads.jsonl")).unwrap();
    for arguments in [&["."][..], &["missing"], &[]] {
        let (code, out, error) = run(arguments);
        assert_eq!((code, out.len(), error.lines().count()), (Some(2), 0, 1), "{error}");
    }
}

#[test]
fn corpora_are_measured_the_same_each_time() {
    let folders: Vec<PathBuf> =
        ["corpora/cmv-modes", "corpora/us2016-reddit", "threads"].into_iter().filter_map(shared).collect();
    if folders.is_empty() {
        return;
    }
    let report = evaluate::evaluate(&folders).unwrap();
    report.sets.iter().chain(&report.totals).for_each(check_all);
    println!("{}", report.table());
    let again = evaluate::evaluate(&folders).unwrap();
    assert_eq!(report.json(), again.json());
}
