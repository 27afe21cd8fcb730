//! AIF: the files of others go in, out and in again, and are the same graph.

use super::{map_of, read, written};
use cruxmap::map::{EdgeKind, Edit, Ids, Map, StatementKind};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

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

/// Maps of every shape go out by legal paths: no edge joins propositions, and inferences lead to one thing.
#[test]
fn only_legal_paths_are_written() {
    let mut edges = 0;
    for seed in 0..30 {
        let text = out(&super::any_map(seed));
        let graph = graph_of(&text);
        let types: BTreeMap<&str, &str> =
            graph.nodes.iter().map(|[id, kind, _]| (id.as_str(), kind.as_str())).collect();
        assert_eq!(types.len(), graph.nodes.len(), "an id is there twice");
        for [from, to] in &graph.edges {
            let path = (types[from.as_str()], types[to.as_str()]);
            let legal = matches!(
                path,
                ("I", "RA" | "CA" | "MA")
                    | ("RA" | "MA" | "YA", "I")
                    | ("CA", "I" | "RA" | "CA" | "MA")
                    | ("L", "YA" | "TA")
                    | ("TA", "L")
            );
            assert!(legal, "seed {seed}: {path:?}");
        }
        for (id, _) in types.iter().filter(|it| matches!(*it.1, "RA" | "CA" | "MA" | "YA" | "TA")) {
            let count = |end: usize| graph.edges.iter().filter(|it| it[end] == *id).count();
            assert!(count(0) == 1 && count(1) > 0, "seed {seed}: {id}");
        }
        edges += graph.edges.len();
    }
    assert!(edges > 1_000, "{edges}");
}

/// A talk by hand, wrapped as OVA3 does, with marks in its text: who said what where, and in reply to what.
#[test]
fn marked_words_and_wrapped_graphs_are_read() {
    let aif = super::by_name("aif");
    let text = include_str!("../../fuzz/corpus/aif/dialogue.json");
    let map = map_of(read(aif, text));
    let quoted = |text: &str| {
        let node = map.nodes().find(|it| it.1.text == text).unwrap().0;
        let (_, it) = map.statements().find(|it| it.1.node == Some(node)).unwrap();
        let author = it.person.and_then(|it| map.person(it)).map(|it| it.name.as_str());
        (it.kind, map.quote(it.span).unwrap(), author, map.source(it.span.source).unwrap().text.to_string())
    };
    let (kind, words, author, source) = quoted("it is warm");
    assert_eq!((kind, words, author), (StatementKind::Claim, "it is warm", Some("Bo")));
    assert_eq!(source, "Is it cold? No, it is warm.\n");
    let (kind, words, author, _) = quoted("Is it cold?");
    assert_eq!((kind, words, author), (StatementKind::Question, "Is it cold?", Some("Ann")));
    let replies: Vec<_> = map.comments().filter(|it| it.1.parent.is_some()).collect();
    assert_eq!(replies.len(), 1);
    assert_eq!(map.edges().map(|it| it.1.kind).collect::<Vec<_>>(), [EdgeKind::Restates]);
    // What stands around the graph and in its lists is given back.
    let json = |it: &str| serde_json::from_str::<Value>(it).unwrap();
    let (before, after) = (json(text), json(&out(&map)));
    for key in ["text", "dialog", "OVA"] {
        assert_eq!(after[key], before[key]);
    }
    assert_eq!(after["AIF"]["schemefulfillments"], before["AIF"]["schemefulfillments"]);
    assert_eq!(after["AIF"]["locutions"][0], before["AIF"]["locutions"][0]);
    assert_eq!(graph_of(&out(&map)), graph_of(text));
}

/// The older shape: ends of edges are nodes, and an article without talk is one comment.
#[test]
fn the_older_shape_is_read() {
    let text = include_str!("../../fuzz/corpus/aif/ova2.json");
    let map = map_of(read(super::by_name("aif"), text));
    assert_eq!(map.edges().map(|it| it.1.kind).collect::<Vec<_>>(), [EdgeKind::Supports]);
    assert_eq!(map.comments().count(), 1);
    let mut words: Vec<_> = map.statements().map(|it| map.quote(it.1.span).unwrap()).collect();
    words.sort_unstable();
    assert_eq!(words, ["A.", "B."]);
    assert_eq!(graph_of(&out(&map)), graph_of(text));
}

/// What somebody takes away takes along what hangs on it, and nothing else.
#[test]
fn what_lost_an_end_is_not_written() {
    let Some((_, text)) = fixtures().into_iter().find(|it| it.0.ends_with(DIALOGUE)) else { return };
    let map = map_of(read(super::by_name("aif"), &text));
    let (id, _) = map.nodes().find(|it| it.1.text.starts_with("Lorem ipsum")).unwrap();
    let map = Edit::Delete { items: [id.into()].into() }.make(map, &mut Ids::seeded(3)).unwrap();
    let [before, after] = [graph_of(&text), graph_of(&out(&map))];
    let gone: BTreeSet<&str> = before.nodes.difference(&after.nodes).map(|it| it[0].as_str()).collect();
    // The claim, that it was asserted, the rephrase of it, and that somebody restated it.
    assert_eq!(gone, BTreeSet::from(["2", "6", "12", "14"]));
    assert!(after.nodes.is_subset(&before.nodes));
    let ends: BTreeSet<&String> = after.edges.iter().flatten().collect();
    assert!(ends.iter().all(|it| !gone.contains(it.as_str())));
}
