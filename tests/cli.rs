//! The program as scripts see it: what goes in and out, exit codes, one line for what went wrong.

#![expect(clippy::unwrap_used, reason = "a test may")]

use cruxmap::{
    map::{EdgeKind, Edit, Ids, Map, NodeKind},
    save,
};
use serde_json::Value;
use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
};

const THREAD: &str = include_str!("../assets/threads/is-a-ratio-of-two-luck.txt");

/// Runs the program in `folder` without a display.
fn run(folder: &Path, arguments: &str, input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_cruxmap"))
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read its input closes it.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn succeed(folder: &Path, arguments: &str, input: &str) -> String {
    let output = run(folder, arguments, input);
    assert!(output.status.success(), "{arguments}: {}: {}", output.status, String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json(folder: &Path, arguments: &str) -> Value {
    serde_json::from_str(&succeed(folder, arguments, "")).unwrap()
}

/// A folder with a thread and a map of it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("thread.txt"), THREAD).unwrap();
    succeed(folder.path(), "extract thread.txt -o map.ron", "");
    folder
}

/// The text of a map with nothing but a claim.
fn one_claim(words: &str) -> String {
    format!("// cruxmap map, version 1\n(nodes: {{\"n0000000000000001\": (kind: claim, text: \"{words}\")}})")
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn what_goes_wrong_is_told_in_one_line() {
    let it = folder();
    fs::write(it.path().join("newer.ron"), "// cruxmap map, version 9\n").unwrap();
    fs::write(it.path().join("damaged.ron"), "// cruxmap map, version 1\n(nodes: {)").unwrap();
    let wrong = "// cruxmap map, version 1\n(pins: {\"n0000000000000001\": (x: 0.0, y: 0.0)})";
    fs::write(it.path().join("wrong.ron"), wrong).unwrap();
    let cases = [
        ("frobnicate", 2, "unrecognized subcommand 'frobnicate'"),
        ("extract", 2, "required arguments were not provided: <THREAD>..."),
        ("extract thread.txt --format pdf", 2, "invalid value 'pdf' for '--format <NAME>'"),
        ("extract missing.txt", 2, "cannot read missing.txt"),
        ("extract thread.txt -o - --json", 2, "only one of map, annotations and JSON report"),
        ("extract thread.txt map.ron --annotations a.json", 2, "one thread at a time"),
        ("extract thread.txt -o thread.txt", 2, "thread.txt: This is not a cruxmap map"),
        ("extract thread.txt -o nowhere/map.ron", 2, "cannot write nowhere/map.ron"),
        ("extract .", 2, "cannot read ."),
        ("summary thread.txt", 2, "This is not a cruxmap map"),
        ("summary missing.ron", 2, "missing.ron: The file cannot be read"),
        ("summary newer.ron", 2, "version 9 of the file form; this program reads up to version 1"),
        ("check damaged.ron", 2, "damaged at line 2, column 10"),
        ("check wrong.ron", 1, "wrong.ron: 1 problem"),
        ("render map.ron", 2, "--output <FILE>"),
        ("render map.ron -o map.gif", 2, "must end in .svg, .png or .pdf"),
        ("render map.ron -o picture.svg --theme sepia", 2, "invalid value 'sepia'"),
        ("diff map.ron", 2, "<NEW>"),
        ("open map.ron", 2, "map.ron cannot be shown"),
    ];
    let before = read(it.path(), "map.ron");
    for (arguments, code, message) in cases {
        let output = run(it.path(), arguments, "");
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments}: {error}");
        assert_eq!(error.lines().count(), 1, "{arguments}: {error}");
        assert!(error.starts_with("cruxmap: ") && error.contains(message), "{arguments}: {error}");
    }
    assert_eq!(read(it.path(), "thread.txt"), THREAD, "the thread is not written over");
    assert_eq!(read(it.path(), "map.ron"), before);
}

#[test]
fn a_thread_becomes_a_map_wherever_it_comes_from_and_goes_to() {
    let it = folder();
    let from_file = read(it.path(), "map.ron");
    let map = save::from_text(&from_file).unwrap();
    assert!(map.node_count() > 5, "{} nodes", map.node_count());
    assert_eq!(succeed(it.path(), "extract thread.txt -o -", ""), from_file);
    let piped = save::from_text(&succeed(it.path(), "extract - -o -", THREAD)).unwrap();
    assert_eq!(piped.nodes().collect::<Vec<_>>(), map.nodes().collect::<Vec<_>>());

    let report = json(it.path(), "extract thread.txt --json");
    assert_eq!(report["counts"]["nodes"], map.node_count());
    assert_eq!(report["cruxes"].as_array().unwrap().len(), map.cruxes().count());
    let annotations = json(it.path(), "extract thread.txt --annotations -");
    assert_eq!(annotations["statements"].as_array().unwrap().len(), map.statements().count());
    assert!(succeed(it.path(), "extract thread.txt", "").contains("Nothing was written"));
}

#[test]
fn extracting_again_keeps_what_people_did() {
    let it = folder();
    let path = it.path().join("map.ron");
    let edited = read(it.path(), "map.ron").replacen("state: open", "state: accepted", 1);
    fs::write(&path, &edited).unwrap();
    let said = succeed(it.path(), "extract thread.txt - -o map.ron", "A new claim, because of the rain.\n");
    assert!(said.contains("The map is in map.ron."));
    let (before, after) = (save::from_text(&edited).unwrap(), save::read(&path).unwrap().map);
    let kept = |map: &Map| before.reviews().all(|(id, review)| map.review(id) == Some(review));
    assert!(kept(&after) && after.sources().count() == 2);
    assert_eq!(names(it.path()), ["map.ron", "thread.txt"]);
}

#[test]
fn a_map_that_is_open_elsewhere_is_read_but_not_written() {
    let it = folder();
    let opened = save::open(&it.path().join("map.ron")).unwrap();
    succeed(it.path(), "summary map.ron", "");
    let output = run(it.path(), "extract thread.txt -o map.ron", "");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("open in another window"));
    drop(opened);
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_map_is_taken_away_in_every_form() {
    let it = folder();
    let markdown = succeed(it.path(), "summary map.ron", "");
    assert!(markdown.starts_with("# ") && !markdown.contains("!["));
    assert_eq!(succeed(it.path(), "summary map.ron -o summary.md", ""), "");
    // Beside a file stands its picture.
    assert!(read(it.path(), "summary.md").contains("](<summary-map.svg>)"));
    assert!(read(it.path(), "summary-map.svg").starts_with("<svg"));
    succeed(it.path(), "summary map.ron -o summary.html", "");
    assert!(read(it.path(), "summary.html").starts_with("<!DOCTYPE html>"));
    assert_eq!(succeed(it.path(), "summary map.ron --format html", ""), read(it.path(), "summary.html"));
    let brief = succeed(it.path(), "summary map.ron --brief", "");
    assert!(brief.starts_with("# In brief") && brief.len() < markdown.len());

    for pdf in ["summary map.ron -o a.pdf", "summary map.ron --format pdf -o a", "render map.ron -o a.PDF"] {
        assert_eq!(succeed(it.path(), pdf, ""), "");
        let name = pdf.rsplit(' ').next().unwrap();
        assert!(fs::read(it.path().join(name)).unwrap().starts_with(b"%PDF-1.7"), "{pdf}");
    }
    succeed(it.path(), "render map.ron -o light.svg", "");
    succeed(it.path(), "render map.ron -o dark.SVG --theme dark", "");
    let (light, dark) = (read(it.path(), "light.svg"), read(it.path(), "dark.SVG"));
    assert!(light.contains("<svg") && dark.contains("<svg") && light != dark);
    assert_eq!(succeed(it.path(), "render map.ron -o -", ""), light);
    fs::write(it.path().join("small.ron"), one_claim("It rains.")).unwrap();
    assert_eq!(json(it.path(), "render small.ron -o picture.png --json")["written"], "picture.png");
    assert!(fs::read(it.path().join("picture.png")).unwrap().starts_with(b"\x89PNG"));
}

#[test]
fn plots_of_a_calculation_are_drawn_under_each_other() {
    let it = tempfile::tempdir().unwrap();
    let game = |cells: &str, names: &str| {
        format!(
            "(title: \"A < B\", players: [(name: \"A\", strategies: [{names}]), (name: \"B\", strategies: [{names}])],
              payoffs: {cells})"
        )
    };
    fs::write(it.path().join("two.ron"), game("[[(3, 3), (0, 5)], [(5, 0), (1, 1)]]", "\"<C>\", \"D\"")).unwrap();
    let row = "[(1, 1), (2, 2), (3, 3)]";
    fs::write(it.path().join("three.ron"), game(&format!("[{row}, {row}, {row}]"), "\"a\", \"b\", \"c\"")).unwrap();

    let report = succeed(it.path(), "compute game two.ron", "");
    assert_eq!(succeed(it.path(), "compute game two.ron --plot light.svg", ""), report);
    succeed(it.path(), "compute game two.ron --plot dark.svg --theme dark", "");
    succeed(it.path(), "compute game two.ron -p plots.PNG --json", "");
    let (light, dark) = (read(it.path(), "light.svg"), read(it.path(), "dark.svg"));
    for words in
        ["<title>A &lt; B</title>", "<title>Replicator of one population. To the right: ", "share of &lt;C&gt;"]
    {
        assert!(light.contains(words), "{words}");
    }
    assert!(light != dark && !light.contains("<C>"));
    assert!(fs::read(it.path().join("plots.PNG")).unwrap().starts_with(b"\x89PNG"));

    for (arguments, why) in [
        ("compute game three.ron --plot plots.svg", "no plot of these data; leave out --plot"),
        ("compute game two.ron --plot plots.gif", "must end in .svg, .png or .pdf"),
        ("compute game two.ron --plot -", "must end in .svg, .png or .pdf"),
        ("compute game two.ron --plot nowhere/plots.svg", "nowhere"),
    ] {
        let output = run(it.path(), arguments, "");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(
            output.status.code() == Some(2) && told.contains(why) && told.lines().count() == 1,
            "{arguments}: {told}"
        );
        assert!(!it.path().join("plots.svg").exists() && !it.path().join("plots.gif").exists());
    }
}

#[test]
fn a_sound_map_passes_and_every_problem_of_another_is_listed() {
    let it = folder();
    assert_eq!(succeed(it.path(), "check map.ron", ""), "map.ron is sound.\n");
    assert_eq!(json(it.path(), "check map.ron --json")["sound"], true);
    let pins = "\"n0000000000000001\": (x: 0.0, y: 0.0), \"n0000000000000002\": (x: inf, y: 0.0)";
    fs::write(it.path().join("wrong.ron"), format!("// cruxmap map, version 1\n(pins: {{{pins}}})")).unwrap();
    let output = run(it.path(), "check wrong.ron --json", "");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), report["problems"].as_array().unwrap().len()), (Some(1), 3));
}

#[test]
fn two_maps_are_compared() {
    let it = folder();
    assert_eq!(succeed(it.path(), "diff map.ron map.ron", ""), "");
    fs::write(it.path().join("a.ron"), one_claim("It rains.")).unwrap();
    fs::write(it.path().join("b.ron"), one_claim("It pours.")).unwrap();
    fs::write(it.path().join("empty.ron"), "// cruxmap map, version 1\n()").unwrap();
    assert_eq!(
        succeed(it.path(), "diff a.ron b.ron", ""),
        "~ claim “It pours.”: reworded\n    words: It rains.\n      -> It pours.\n"
    );
    assert_eq!(succeed(it.path(), "diff empty.ron b.ron", ""), "+ claim “It pours.”\n");
    assert_eq!(succeed(it.path(), "diff b.ron empty.ron", ""), "- claim “It pours.”\n");
    assert_eq!(json(it.path(), "diff a.ron b.ron --json")[0]["changes"][0]["after"], "It pours.");
    let markdown = succeed(it.path(), "diff a.ron b.ron --format md", "");
    assert!(
        markdown.contains("- **reworded**: claim “It pours.”\n  - words: ~~It rains.~~ → It pours.\n"),
        "{markdown}"
    );
    succeed(it.path(), "diff a.ron b.ron -o changes.md", "");
    assert_eq!(read(it.path(), "changes.md"), markdown);
}

#[test]
fn without_a_display_the_sample_is_worked_on() {
    let it = tempfile::tempdir().unwrap();
    let said = succeed(it.path(), "", "");
    let sample = it.path().join("cruxmap-sample");
    let files = ["map.ron", "picture.png", "picture.svg", "summary.html", "summary.md", "thread.txt"];
    assert_eq!(names(&sample), files);
    for name in files {
        assert!(said.contains(&format!("cruxmap-sample/{name}")), "{name} is not told of:\n{said}");
    }
    assert!(said.contains("\nCrux 1: ") && said.contains("It needs a display"), "{said}");
    save::from_text(&read(&sample, "map.ron")).unwrap();
}

#[test]
fn awkward_threads_make_a_map_or_a_message() {
    let it = tempfile::tempdir().unwrap();
    let long = "words and ".repeat(20_000);
    let cases = ["", " ", "word", "\n\n\n", "\0\0", "a\r\nb\r\n", "שלום עולם", "👩‍🔬 🏳️‍🌈", &long];
    for thread in cases {
        let shown: String = thread.chars().take(20).collect();
        let text = succeed(it.path(), "extract - -o -", thread);
        let map = save::from_text(&text).unwrap_or_else(|error| panic!("{shown:?}: {error}"));
        let kept: String = map.sources().map(|it| it.1.text.to_string()).collect();
        assert!(kept == thread, "{shown:?}: the text is not kept whole");
    }
    fs::write(it.path().join("bytes"), b"no text: \xff\xfe\x80").unwrap();
    let output = run(it.path(), "extract bytes", "");
    assert!(output.status.success() && !output.stderr.is_empty(), "bytes that are no text are not told");
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let it = folder();
    let program = env!("CARGO_BIN_EXE_cruxmap");
    for arguments in ["extract thread.txt -o -", "summary map.ron", "render map.ron -o -", "--help"] {
        // `exec <&-` closes the reading end before anything is written.
        let script = format!("{{ sleep 0.2; {program} {arguments}; echo $? >&2; }} | exec <&-");
        let output = Command::new("sh").args(["-c", &script]).current_dir(it.path()).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "0\n", "{arguments}");
    }
}

#[test]
fn a_bare_graph_is_laid_out_and_stays_where_it_was() {
    let it = folder();
    let nodes: Vec<_> =
        (0..30).map(|id| serde_json::json!({ "id": id, "w": 200, "h": 90, "cluster": 1 + id / 6 })).collect();
    let edges: Vec<_> = (1..30).map(|id| serde_json::json!({ "s": id, "t": id / 2 })).collect();
    let clusters: Vec<_> =
        (0..6).map(|id| serde_json::json!({ "id": id, "parent": if id == 0 { -1 } else { 0 } })).collect();
    let mut graph = serde_json::json!({ "clusters": clusters, "nodes": nodes, "edges": edges });
    fs::write(it.path().join("graph.json"), graph.to_string()).unwrap();
    assert!(run(it.path(), "layout graph.json -o before.json", "").status.success());
    let read = |name: &str| -> serde_json::Value {
        serde_json::from_str(&fs::read_to_string(it.path().join(name)).unwrap()).unwrap()
    };
    let before = read("before.json");
    assert_eq!(before["pos"].as_object().unwrap().len(), 30);
    assert!(before["routes"].as_array().unwrap().iter().all(|it| it.as_array().is_some_and(|it| it.len() > 1)));
    assert_eq!(before["clusters"].as_object().unwrap().len(), 6);
    graph["edges"].as_array_mut().unwrap().push(serde_json::json!({ "s": 29, "t": 3 }));
    fs::write(it.path().join("graph.json"), graph.to_string()).unwrap();
    assert!(run(it.path(), "layout graph.json --previous before.json -o after.json", "").status.success());
    assert_eq!(before["pos"], read("after.json")["pos"]);
}

#[test]
fn credences_and_frameworks_are_reckoned_from_files() {
    let it = tempfile::tempdir().unwrap();
    fs::write(it.path().join("views.csv"), "name,p_u,p_c,p_u_given_c\nA,0.09,0.75,0.1\nB,0.35,0.25,0.4\n").unwrap();
    let voi = json(it.path(), "credence voi views.csv --json");
    let of = |row: usize, key: &str| voi["tables"]["people"][row][key].as_f64().unwrap();
    assert!((of(0, "p_u_given_not_c") - 0.06).abs() < 1e-12 && (of(0, "voi_log") - 0.000_861_515_361_49).abs() < 1e-12);
    assert!(voi["figures"]["voi_median"]["formula"].as_str().unwrap().contains("base 10"));
    let vod = json(it.path(), "credence vod views.csv --json");
    assert!((vod["tables"]["pairs"][0]["vod_log"].as_f64().unwrap() + 0.047_547_462_236_5).abs() < 1e-12);
    let graph = r#"{"args": ["a", "b"], "weights": {"a": 1, "b": 1}, "attacks": [["a", "b"], ["b", "a"]]}"#;
    fs::write(it.path().join("graph.json"), graph).unwrap();
    let told = succeed(it.path(), "credence qbaf graph.json", "");
    assert!(told.contains("swings for ever") && told.contains("No attack ever lowers a base score of 1"), "{told}");
    fs::write(it.path().join("odd.apx"), "arg(a). arg(b). arg(c). att(a,b). att(b,c). att(c,a).").unwrap();
    let told = succeed(it.path(), "credence af odd.apx", "");
    assert!(told.contains("Stable: there is none") && told.contains("undecided"), "{told}");
    fs::write(it.path().join("bad.csv"), "p_u,p_c,p_u_given_c\n0.1,0.9,0.5\n").unwrap();
    for (arguments, why) in [
        ("credence voi bad.csv", "Row 1: P(U) = 0.1, P(c) = 0.9 and P(U|c) = 0.5 do not fit together"),
        ("credence voi graph.json", "The column p_u is missing"),
        ("credence vod bad.csv", "Row 1"),
        ("credence qbaf views.csv", "no graph"),
        ("credence af graph.json", "must end in .apx"),
        ("credence af none.apx", "cannot read"),
    ] {
        let output = run(it.path(), arguments, "");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            output.status.code() == Some(2) && said.lines().count() == 1 && said.contains(why),
            "{arguments}: {said}"
        );
    }
}

#[test]
fn an_analysis_tells_of_groups_and_semantics() {
    let folder = folder();
    let mut map = Map::default();
    let mut ids = Ids::seeded(3);
    let node = |text: &str, link| Edit::AddNode { kind: NodeKind::Claim, text: text.to_owned(), at: None, link };
    map = node("Open on Sundays", None).make(map, &mut ids).unwrap();
    let top = map.nodes().next().unwrap().0;
    map = node("It is dear", Some((EdgeKind::Attacks, top.into()))).make(map, &mut ids).unwrap();
    for (by, value) in [("Ann", 0.0), ("Ben", 1.0)] {
        map = Edit::AddCredence { node: top, by: by.to_owned(), value }.make(map, &mut ids).unwrap();
    }
    fs::write(folder.path().join("map.ron"), save::to_text(&map)).unwrap();
    let told = succeed(folder.path(), "analyze map.ron", "");
    assert!(told.contains("From 0.00 (Ann) to 1.00 (Ben)") && told.contains("their odds have no mean"), "{told}");
    let all = json(folder.path(), "analyze map.ron --json");
    let group = &all["group"][0];
    assert_eq!((group["spread"].as_f64(), group["pooled"].is_null()), (Some(1.0), true));
    assert!(group["no_pool_because"].as_str().unwrap().contains("no mean"));
    assert_eq!(group["people"][0]["stated"], true);
    let nodes = all["semantics"]["nodes"].as_array().unwrap();
    let top = nodes.iter().find(|it| it["text"] == "Open on Sundays").unwrap();
    // A half, for opposites have no pool, less half of it.
    assert_eq!((top["base"].as_f64(), top["df_quad"].as_f64()), (Some(0.5), Some(0.25)));
    assert_eq!((&top["grounded"], &top["preferred"]), (&"out".into(), &"in none".into()));
    assert!(all["cruxes"].is_array() && all["structure"].is_array(), "what there was before is there");
}

#[test]
fn a_graph_that_cannot_be_laid_out_is_told() {
    let it = folder();
    let boxes = r#"{ "id": 1, "w": 9, "h": 9 }, { "id": 2, "w": 9, "h": 9 }"#;
    let rings = r#""clusters": [{ "id": 1, "parent": 2 }, { "id": 2, "parent": 1 }]"#;
    for (graph, says) in [
        (r#"{ "nodes": 3 }"#.to_owned(), "invalid type"),
        (format!(r#"{{ "nodes": [{boxes}, {boxes}], "edges": [] }}"#), "node 1 is there twice"),
        (r#"{ "nodes": [{ "id": 1, "w": -9, "h": 9 }], "edges": [] }"#.to_owned(), "node 1 is -9 by 9 px"),
        (r#"{ "nodes": [{ "id": 1, "w": 1e99, "h": 9 }], "edges": [] }"#.to_owned(), "node 1 is inf by 9 px"),
        (format!(r#"{{ "nodes": [{boxes}], "edges": [{{ "s": 1, "t": 3 }}] }}"#), "ends at 3, which is no node"),
        (
            format!(r#"{{ "nodes": [{boxes}], "edges": [{{ "s": 1, "t": 2 }}, {{ "id": 0, "s": 2, "t": 1 }}] }}"#),
            "twice",
        ),
        (format!(r#"{{ {rings}, "nodes": [{boxes}], "edges": [{{ "s": 1, "t": 1 }}] }}"#), ""),
    ] {
        fs::write(it.path().join("graph.json"), &graph).unwrap();
        let output = run(it.path(), "layout graph.json", "");
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(if says.is_empty() { 0 } else { 2 }), "{graph}: {error}");
        assert!(error.contains(says) && error.lines().count() <= 1, "{graph}: {error}");
    }
}

#[test]
fn samples_of_one_calculation_are_the_data_of_another() {
    let folder = tempfile::tempdir().unwrap();
    let data = "(modulus: 2, terms: 2, width: 4, batch: 4, steps: 5, problems: 10, restarts: 0)";
    fs::write(folder.path().join("small.ron"), data).unwrap();
    let report = json(folder.path(), "compute experiment small.ron --samples samples.csv --json");
    assert!(report["figures"]["accuracy_honest"]["value"].is_number());
    let alone = succeed(folder.path(), "compute experiment small.ron --samples -", "");
    assert_eq!(alone, read(folder.path(), "samples.csv"));
    let read_back = json(folder.path(), "compute faithfulness samples.csv --set where=model=honest --json");
    assert_eq!(read_back["figures"]["accuracy_original"]["value"], report["figures"]["accuracy_honest"]["value"]);
    let output = run(folder.path(), "compute statistic - --samples none.csv", "hits,n\n1,2\n");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && told.contains("makes no samples") && told.lines().count() == 1, "{told}");
    assert!(!folder.path().join("none.csv").exists());
}

/// The program's templates are printed, do what the program does, and can be changed; what is wrong with one is told.
#[test]
fn a_summary_follows_a_template_of_the_readers_own() {
    let it = folder();
    for (print, own) in [
        ("summary --print-template", "summary map.ron"),
        ("summary --print-template --brief", "summary map.ron --brief"),
    ] {
        fs::write(it.path().join("own.md.j2"), succeed(it.path(), print, "")).unwrap();
        assert_eq!(succeed(it.path(), "summary map.ron --template own.md.j2", ""), succeed(it.path(), own, ""));
    }
    fs::write(it.path().join("own.md.j2"), "{{ cruxes | selectattr(\"asks\") | list | length }}\n").unwrap();
    let cruxes = save::read(&it.path().join("map.ron")).unwrap().map.cruxes().count();
    assert_eq!(succeed(it.path(), "summary map.ron --template own.md.j2", ""), format!("{cruxes}\n"));
    fs::write(it.path().join("own.md.j2"), "a\n{{ cruxs }}\n").unwrap();
    let output = run(it.path(), "summary map.ron --template own.md.j2", "");
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(error.contains("own.md.j2, line 2") && error.contains("--print-template"), "{error}");
    for wrong in ["summary", "summary map.ron --print-template", "summary map.ron --brief --template own.md.j2"] {
        assert_eq!(run(it.path(), wrong, "").status.code(), Some(2), "{wrong}");
    }
}
