//! Who may use whom: arrows between modules point one way, and the core knows no window, file, network or clock.

#![expect(clippy::unwrap_used, reason = "a test may")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Each module of the library and what it may use of the others, in reading order.
const MAY_USE: [(&str, &[&str]); 20] = [
    ("jobs", &[]),
    ("map", &[]),
    ("compare", &["map"]),
    ("source", &["jobs"]),
    ("extract", &["jobs", "map", "source"]),
    ("model", &["jobs", "map", "source", "extract"]),
    ("evaluate", &["jobs", "map", "source", "extract"]),
    ("evidence", &["jobs", "map"]),
    ("credence", &["jobs", "map", "evidence"]),
    ("analysis", &["jobs", "map", "source", "extract", "evidence", "credence"]),
    ("layout", &["jobs", "map"]),
    ("picture", &["jobs", "map", "evidence", "layout"]),
    ("save", &["jobs", "map", "source"]),
    ("export", &["jobs", "map", "source", "evidence", "analysis", "layout", "picture"]),
    ("formats", &["jobs", "map", "source", "layout", "picture", "save", "export"]),
    ("session", &["map", "evidence", "credence", "export"]),
    ("serve", &["session"]),
    ("sample", &[]),
    (
        "ui",
        &[
            "sample", "jobs", "map", "compare", "source", "extract", "model", "evidence", "credence", "analysis",
            "layout", "picture", "save", "export", "formats", "session", "serve",
        ],
    ),
    (
        "cli",
        &[
            "sample", "jobs", "map", "compare", "source", "extract", "model", "evaluate", "evidence", "credence",
            "analysis", "layout", "picture", "save", "export", "formats", "session", "serve",
        ],
    ),
];

/// Words that stand for the world outside, and the modules that may not know it.
const OUTSIDE: [&str; 8] =
    ["std::fs", "std::net", "std::process", "std::env", "SystemTime", "Instant", "egui::", "eframe::"];
const CORE: [&str; 9] =
    ["map", "compare", "source", "extract", "evidence", "credence", "analysis", "layout", "session"];

/// The code of each module, without comments.
fn modules() -> BTreeMap<String, String> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut modules = BTreeMap::<String, String>::new();
    let mut pile = vec![src.clone()];
    while let Some(path) = pile.pop() {
        if path.is_dir() {
            pile.extend(fs::read_dir(path).unwrap().map(|it| it.unwrap().path()));
            continue;
        }
        let inner = path.strip_prefix(&src).unwrap();
        // Compiled for tests only: it reads annotated threads and writes weights, by hand.
        if inner.starts_with("extract/fit") {
            continue;
        }
        let name = module_of(inner);
        let text = fs::read_to_string(&path).unwrap();
        let code: Vec<&str> = text.lines().filter(|it| !it.trim_start().starts_with("//")).collect();
        modules.entry(name).or_default().push_str(&code.join("\n"));
    }
    modules
}

fn module_of(path: &Path) -> String {
    let first: PathBuf = path.components().take(1).collect();
    first.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// The names right behind `root` in `code`: `a` and `b` in `root::a::x`, `root::{a::{x, y}, b}`.
fn used(code: &str, root: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices(&format!("{root}::")) {
        if code[..at].ends_with(|it: char| it.is_alphanumeric() || it == '_') {
            continue;
        }
        let rest = &code[at + root.len() + 2..];
        let Some(group) = rest.strip_prefix('{') else {
            names.extend(first_name(rest));
            continue;
        };
        let (mut depth, mut expects_name) = (1, true);
        for (at, letter) in group.char_indices() {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => expects_name = true,
                _ if depth == 1 && expects_name && letter.is_alphabetic() => {
                    names.extend(first_name(&group[at..]));
                    expects_name = false;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    names
}

fn first_name(code: &str) -> Option<String> {
    let name: String = code.chars().take_while(|&it| it.is_alphanumeric() || it == '_').collect();
    (!name.is_empty()).then_some(name)
}

#[test]
fn modules_use_only_those_below_them() {
    let mut seen = 0;
    for (module, code) in modules() {
        if module == "lib" || module == "main" {
            continue;
        }
        let (_, allowed) = MAY_USE
            .iter()
            .find(|it| it.0 == module)
            .unwrap_or_else(|| panic!("src/{module} has no line in the table above: say there what it may use"));
        for name in used(&code, "crate") {
            assert!(
                name == module || allowed.contains(&name.as_str()),
                "src/{module} uses {name}; it may use {allowed:?} only"
            );
            seen += 1;
        }
    }
    assert!(seen > 0, "no use of one module by another was found: the test reads the code wrongly");
}

#[test]
fn the_core_knows_nothing_outside() {
    for (module, code) in modules() {
        let is_core = CORE.contains(&module.as_str());
        for word in OUTSIDE {
            let forbidden = is_core || (word.starts_with('e') && module != "ui" && module != "main");
            assert!(!forbidden || !code.contains(word), "src/{module} knows of {word}");
        }
        let std = used(&code, "std");
        let files = ["fs", "net", "process", "env"].iter().find(|it| std.contains(**it));
        assert!(!is_core || files.is_none(), "src/{module} uses std::{files:?}");
    }
}

#[test]
fn only_the_model_tier_and_the_server_touch_a_network_and_only_the_first_the_keyring() {
    const SOCKETS: [&str; 7] = ["std::net", "TcpStream", "TcpListener", "UdpSocket", "tokio::", "hyper::", "axum::"];
    for (module, code) in modules() {
        let find = |words: &[&'static str]| words.iter().copied().find(|it| code.contains(it));
        let (asks, listens) = (find(&["ureq", "use keyring::"]), find(&SOCKETS));
        assert!(module == "model" || asks.is_none(), "src/{module} knows of {asks:?}");
        assert!(
            ["model", "serve"].contains(&module.as_str()) || listens.is_none(),
            "src/{module} knows of {listens:?}"
        );
    }
}

#[test]
fn the_program_is_thin() {
    for name in used(&modules()["main"], "cruxmap") {
        assert!(["cli", "ui"].contains(&name.as_str()), "src/main.rs uses {name}");
    }
}

#[test]
fn groups_and_paths_are_both_read() {
    let code = "use crate::{\n    map::{Map, Node},\n    source,\n};\nuse std::fs;\nfn f() { crate::jobs::x(); mycrate::no(); }";
    assert_eq!(used(code, "crate"), ["jobs", "map", "source"].map(str::to_owned).into());
}
