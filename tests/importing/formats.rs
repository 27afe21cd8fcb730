//! Each format, and that it is known by what it holds.

use super::{files, read, told};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use cruxmap::source::{INPUTS, Input};
use std::{collections::BTreeSet, env, fs, path::PathBuf, process::Command};

/// The files, each with the format it is in.
pub fn all() -> Vec<(PathBuf, &'static Input)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(files()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|it| it == "expected") {
            continue;
        }
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let input = match name.as_str() {
            "polis" => "table",
            "messages" => "mail",
            "hacker-news-algolia" | "hacker-news-firebase" | "hacker-news-search" => "hacker-news-json",
            other => other,
        };
        found.push((path, Input::from_name(input).unwrap()));
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

#[test]
fn each_format_is_known_by_its_content_and_read_whole() {
    let mut seen = BTreeSet::new();
    for (path, input) in all() {
        let bytes = fs::read(&path).unwrap();
        let (imported, thread) = read(&bytes, None);
        assert_eq!(imported.input.name, input.name, "{}", path.display());
        let told = told(&imported, &thread);
        let beside = path.with_extension("expected");
        if env::var_os("UPDATE").is_some() {
            fs::write(&beside, &told).unwrap();
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        assert_eq!(told, expected, "{}", path.display());
        seen.insert(input.name);
        // A byte order mark and white space before it change nothing.
        let marked = ["\u{feff}\n".as_bytes(), &bytes].concat();
        assert_eq!(read(&marked, None).0.text, imported.text, "{}", path.display());
        if path.extension().is_some_and(|it| it == "html") {
            assert_eq!(read(&with_pictures(&bytes), None).0, imported, "{} as MHTML", path.display());
        }
    }
    let foreign: BTreeSet<&str> = INPUTS.iter().filter(|it| it.is_foreign()).map(|it| it.name).collect();
    assert_eq!(seen, foreign, "each format has a file");
}

/// A page as browsers save it together with its pictures.
fn with_pictures(page: &[u8]) -> Vec<u8> {
    let coded = STANDARD.encode(page);
    let lines: Vec<&str> = coded.as_bytes().chunks(76).map(|it| str::from_utf8(it).unwrap()).collect();
    let head = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----part----\"\r\n\r\n";
    let part = |kind: &str, body: &str| {
        format!("\r\n------part----\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}\r\n")
    };
    let parts = [part("text/html", &lines.join("\r\n")), part("image/png", "AAAA")].concat();
    format!("{head}{parts}\r\n------part------\r\n").into_bytes()
}

#[test]
fn texts_are_read_as_before() {
    let cases = [
        ("ann  3h ago\nOne.\n\nben  2h ago\nTwo.\n", "paste"),
        ("### ann · 3h ago\nOne.\n\n### ben · 2h ago\nTwo.\n", "markdown"),
        ("One thing was said.\nAnother was answered.\n", "dump"),
        ("", "dump"),
        ("{\"a\": 1}", "dump"),
        ("[1] is a note.", "dump"),
        ("<3 is what I think of it, and nothing else.", "dump"),
        ("x < y, and y > z", "dump"),
        ("From where I stand, 2024 looks like 1999: busy.\nSubject to change.", "dump"),
        ("comment\nonly one column", "dump"),
        ("The comment, the author and the rest,\nall of it on two lines,", "dump"),
        ("=== Thread: T\n\n=== #1 | by ann\nOne.\n", "transcript"),
    ];
    for (text, name) in cases {
        let (imported, _) = read(text.as_bytes(), None);
        assert_eq!((imported.input.name, &*imported.text), (name, text));
    }
}

#[test]
fn another_format_can_be_asked_for() {
    let page = fs::read(files().join("hacker-news.html")).unwrap();
    let as_dump = read(&page, Input::from_name("dump")).0;
    assert_eq!((as_dump.input.name, as_dump.text.as_bytes()), ("dump", &*page));
    let as_page = read(&page, Input::from_name("page")).0;
    assert!(as_page.text.contains("Somebody has to pay.") && !as_page.text.contains("<td"), "{}", as_page.text);
    // A format that does not fit keeps the words, and says so.
    for input in INPUTS.iter().filter(|it| it.is_foreign()) {
        let (imported, thread) = read(b"One thing was said.", Some(input));
        assert_eq!(&*thread.text, "One thing was said.", "{}", input.name);
        assert_eq!(imported.warnings.len(), 1, "{}", input.name);
    }
}

#[test]
fn the_command_line_goes_by_content_not_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notes.txt");
    fs::copy(files().join("reddit.html"), &file).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cruxmap"));
        command.arg("extract").arg(&file).args(arguments).env("HOME", folder.path());
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        [output.stdout, output.stderr].map(|it| String::from_utf8(it).unwrap())
    };
    let [said, noted] = run(&[]);
    assert!(said.contains("4 comments") && noted.contains("read as “Reddit, saved page”"), "{said}{noted}");
    let [said, noted] = run(&["--format", "page"]);
    assert!(!said.contains("4 comments") && !noted.contains("read as “"), "{said}{noted}");
}

/// The names of formats stand in the documentation.
#[test]
fn the_documentation_names_all_formats() {
    let docs = fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md")).unwrap();
    for input in INPUTS {
        assert!(docs.contains(&format!("| `{}` | {} |", input.name, input.words)), "{}", input.name);
    }
}

#[test]
fn tables_of_others_are_read() {
    let shared = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/fixtures");
    let cases = [
        ("t3c/examples/sample_csv_files/tiny.csv", 5, None),
        ("t3c/examples/sample_csv_files/speaker_pets.csv", 3, Some("Alice")),
        ("t3c/examples/sample_csv_files/test_data/test_scifi_10.csv", 10, Some("Alice")),
        ("polis-opendata/london.youth.policing/comments.csv", 0, Some("Participant 23")),
    ];
    for (name, count, author) in cases {
        let Ok(bytes) = fs::read(shared.join(name)) else {
            println!("skipped: {name} is not there");
            continue;
        };
        let (imported, thread) = read(&bytes, None);
        assert_eq!((imported.input.name, thread.comments[0].author.as_deref()), ("table", author), "{name}");
        assert!(count == 0 || thread.comments.len() == count, "{name}: {}", thread.comments.len());
    }
}
