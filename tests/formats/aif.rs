//! AIF: the files of others go in, out and in again, and are the same graph.

use super::{map_of, read, written};
use cruxmap::map::{EdgeKind, Edit, Ids, Map};
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::PathBuf};

/// A graph as AIF means it: nodes by id, type and text, edges as pairs of ids. Ids are words, however they are written.
#[derive(Debug, PartialEq)]
struct Graph {
    nodes: BTreeSet<[String; 3]>,
    edges: BTreeSet<[String; 2]>,
}

fn graph_of(text: &str) -> Graph {
    let json: Value = serde_json::from_str(text).unwrap();
    let json = json.get("AIF").unwrap_or(&json);
    let id = |it: &Value| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
    let list = |name: &str| json[name].as_array().cloned().unwrap_or_default();
    let either = |it: &Value, names: [&str; 2]| names.iter().find_map(|name| it.get(name)).cloned().unwrap();
    Graph {
        nodes: list("nodes")
            .iter()
            .map(|it| {
                [id(&either(it, ["nodeID", "id"])), id(&it["type"]), it["text"].as_str().unwrap_or_default().to_owned()]
            })
            .collect(),
        edges: list("edges")
            .iter()
            .map(|it| {
                let end = |names| {
                    let end: Value = either(it, names);
                    id(end.get("id").unwrap_or(&end))
                };
                [end(["fromID", "from"]), end(["toID", "to"])]
            })
            .collect(),
    }
}

fn out(map: &Map) -> String {
    String::from_utf8(written(super::by_name("aif"), map)).unwrap()
}

/// The one in which people talk.
const DIALOGUE: &str = "ova3-synthetic-dialogue.json";

fn fixtures() -> Vec<(PathBuf, String)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/fixtures");
    let mut files = Vec::new();
    for folder in ["aif", "aif-dialogue"] {
        let Ok(entries) = fs::read_dir(root.join(folder)) else {
            println!("skipped: {} is missing", root.join(folder).display());
            continue;
        };
        let paths = entries.map(|it| it.unwrap().path()).filter(|it| it.extension().is_some_and(|it| it == "json"));
        files.extend(paths.map(|it| (it.clone(), fs::read_to_string(it).unwrap())));
    }
    files.sort();
    files
}

#[test]
fn files_of_others_come_out_as_they_went_in() {
    let aif = super::by_name("aif");
    let [mut nodes, mut edges, mut links, mut linked, mut told] = [0; 5];
    let files = fixtures();
    for (path, text) in &files {
        let name = path.display();
        let imported = read(aif, text);
        // One premise of several inferences to one conclusion: a map links the two once.
        assert!(
            imported.warnings.iter().all(|it| it.line == 1 && it.says.contains("set aside")),
            "{name}: {imported:?}"
        );
        told += usize::from(!imported.warnings.is_empty());
        let map = map_of(imported);
        assert!(map.problems().is_empty(), "{name}");
        let before = graph_of(text);
        let once = out(&map);
        assert_eq!(graph_of(&once), before, "{name}");
        let back = map_of(read(aif, &once));
        assert_eq!(graph_of(&out(&back)), before, "{name}");
        let counts = |it: &Map| [it.node_count(), it.edge_count(), it.comments().count(), it.statements().count()];
        assert_eq!(counts(&back), counts(&map), "{name}");
        // Nothing doubles where the map is: neither the file nor what was written of it.
        for again in [text, &once] {
            let again = Edit::Merge(Box::new(read(aif, again).records)).make(map.clone(), &mut Ids::seeded(2)).unwrap();
            assert_eq!(counts(&again), counts(&map), "{name}");
            assert_eq!(graph_of(&out(&again)), before, "{name}");
        }
        nodes += before.nodes.len();
        edges += before.edges.len();
        links += map.edge_count();
        linked += map.linked().count();
    }
    println!(
        "{} files with {nodes} nodes and {edges} edges: {links} links, {linked} of them linked premises; {told} files with something set aside",
        files.len()
    );
}

/// The files of others, cut off and with other bytes in them: whatever is read makes a map, and nothing breaks.
#[test]
fn damaged_files_of_others_are_read_or_refused() {
    let aif = super::by_name("aif").read.as_ref().unwrap();
    let files = fixtures();
    let [mut tried, mut read] = [0; 2];
    for (nth, (path, text)) in files.iter().enumerate() {
        let dialogue = path.ends_with(DIALOGUE);
        let steps = if dialogue { 400 } else { 7 };
        for at in (0..text.len()).step_by(1 + text.len() / steps).map(|it| text.floor_char_boundary(it + nth % 97)) {
            let spliced = ["\"", "}", "0", "null,", "\\ud800", "{\"AIF\":", "\"RA\"", "é"][(at + nth) % 8];
            for damaged in [text[..at].to_owned(), format!("{}{spliced}{}", &text[..at], &text[at..])] {
                tried += 1;
                if let Ok(imported) = (aif.read)(&damaged) {
                    let map = map_of(imported);
                    assert!(map.problems().is_empty());
                    read += 1;
                }
            }
        }
    }
    println!("{tried} damaged files, {read} of them read");
}

#[test]
fn a_dialogue_becomes_a_talk() {
    let Some((_, text)) = fixtures().into_iter().find(|it| it.0.ends_with(DIALOGUE)) else {
        return;
    };
    let map = map_of(read(super::by_name("aif"), &text));
    assert_eq!(map.node_count(), 7, "propositions");
    let count = |kind| map.edges().filter(|it| it.1.kind == kind).count();
    assert_eq!([EdgeKind::Supports, EdgeKind::Attacks, EdgeKind::Restates].map(count), [2, 1, 2]);
    // Seven locutions, and as many by which the analyst reports them.
    let comments: Vec<_> = map.comments().collect();
    assert_eq!(comments.len(), 7);
    assert_eq!(comments.iter().filter(|it| it.1.parent.is_some()).count(), 6);
    let authors: BTreeSet<_> =
        comments.iter().map(|it| map.person(it.1.author.unwrap()).unwrap().name.clone()).collect();
    assert_eq!(authors, ["Participant Mo", "Participant Rachel"].map(str::to_owned).into());
    for (_, it) in map.statements() {
        let node = map.node(it.node.unwrap()).unwrap();
        assert_eq!(map.quote(it.span).unwrap(), &*node.text);
    }
    assert_eq!(map.statements().count(), 7);
}
