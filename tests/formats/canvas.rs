//! JSON Canvas: the file of others goes in and out as it was, and what people draw means what it says.

use super::{by_name, map_of, read, written};
use crate::common::shared;
use cruxmap::map::{Document, EdgeKind, Edit, Ids, Map, NodeId, NodeKind};
use serde_json::{Value, json};

fn out(map: &Map) -> Value {
    serde_json::from_slice(&written(by_name("canvas"), map)).unwrap()
}

fn kinds(map: &Map) -> Vec<EdgeKind> {
    let mut kinds: Vec<_> = map.edges().map(|it| it.1.kind).collect();
    kinds.sort();
    kinds
}

/// Without what this program adds.
fn bare(mut canvas: Value) -> Value {
    let drop_ours = |it: &mut Value| {
        let object = it.as_object_mut().unwrap();
        object.retain(|key, _| !key.starts_with("x-crux"));
    };
    drop_ours(&mut canvas);
    for list in ["nodes", "edges"] {
        canvas[list].as_array_mut().unwrap().iter_mut().for_each(drop_ours);
    }
    canvas
}

#[test]
fn the_sample_of_the_format_comes_out_as_it_went_in() {
    let Some(text) = shared("fixtures/jsoncanvas/sample.canvas") else { return };
    let imported = read(by_name("canvas"), &text);
    let told: Vec<String> = imported.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["line 10, column 3: the line does not say what it means; taken for “bears on”"]);
    let map = map_of(imported);
    assert_eq!(map.evidence().count(), 3);
    let before: Value = serde_json::from_str(&text).unwrap();
    let once = out(&map);
    assert_eq!(bare(once.clone()), before);
    let back = map_of(read(by_name("canvas"), &once.to_string()));
    assert_eq!(bare(out(&back)), before);
    assert_eq!(map.nodes().collect::<Vec<_>>(), back.nodes().collect::<Vec<_>>());
}

/// A card that shows a file shows words as soon as it says something else.
#[test]
fn evidence_that_was_reworded_is_no_file() {
    let text = r##"{"nodes":[{"id":"a","type":"file","file":"a.md","x":0,"y":0,"width":9,"height":9,"subpath":"#b"}],"edges":[]}"##;
    let map = map_of(read(by_name("canvas"), text));
    let (node, _) = map.nodes().next().unwrap();
    assert_eq!(bare(out(&map))["nodes"][0], serde_json::from_str::<Value>(text).unwrap()["nodes"][0]);
    let edit = Edit::SetText { node, text: "They counted.".to_owned() };
    let card = &out(&edit.make(map, &mut Ids::seeded(1)).unwrap())["nodes"][0];
    assert_eq!([&card["type"], &card["text"], &card["id"]], ["text", "**Evidence**\n\nThey counted.", "a"]);
    assert!(card.get("file").is_none() && card.get("subpath").is_none());
}

/// A drawn canvas: label before colour, a small card as an inference, a line drawn backwards, unknown keys, a group.
#[test]
fn what_people_draw_means_what_it_says() {
    use EdgeKind::{Answers, Attacks, Supports, Undercuts};
    let card = |id: &str, text: &str, x: i32, y: i32| json!({"id": id, "type": "text", "text": text, "x": x, "y": y, "width": 200, "height": 60, "zotero": [1, {"a": null}]});
    let mut small = card("and", "supports", 100, 100);
    small["color"] = json!("6");
    let canvas = json!({
        "nodes": [
            {"id": "g", "type": "group", "label": "Pro", "x": -50, "y": -50, "width": 600, "height": 100},
            card("a", "A", 0, -30), card("b", "B", 300, -30), small, card("c", "C", 0, 200), card("d", "D", 400, 200),
            card("q", "**Question**\n\nWhy?", 0, 400),
            {"id": "l", "type": "link", "url": "https://example.org/x", "x": 700, "y": 0, "width": 100, "height": 100},
        ],
        "edges": [
            {"id": "1", "fromNode": "a", "toNode": "and"}, {"id": "2", "fromNode": "b", "toNode": "and"},
            {"id": "3", "fromNode": "and", "toNode": "c", "color": "4"},
            {"id": "4", "fromNode": "d", "toNode": "and", "label": "undercuts"},
            {"id": "5", "fromNode": "c", "toNode": "d", "fromEnd": "arrow", "toEnd": "none", "color": "1", "label": "because"},
            {"id": "6", "fromNode": "c", "toNode": "q", "label": "answers", "color": "1"},
            {"id": "7", "fromNode": "l", "toNode": "d", "color": "#e03030"},
            {"id": "8", "fromNode": "g", "toNode": "d"},
        ],
        "vault": {"theme": "moonstone"},
    });
    let map = map_of(read(by_name("canvas"), &canvas.to_string()));
    assert_eq!(kinds(&map), [Supports, Supports, Attacks, Attacks, Undercuts, Answers]);
    assert_eq!(map.linked().count(), 2);
    let node = |text: &str| map.nodes().find(|it| it.1.text == text).unwrap().0;
    let attacks = map.edges().find(|it| it.1.kind == Attacks && it.1.to == node("C").into()).unwrap().1;
    assert_eq!(attacks.from, node("D"), "an arrow at the start");
    assert_eq!(map.node(node("Why?")).unwrap().kind, NodeKind::Question);
    assert_eq!(map.node(node("https://example.org/x")).unwrap().kind, NodeKind::Evidence);
    let topics: Vec<_> = map.comments().filter_map(|it| it.1.topic.as_deref()).collect();
    assert_eq!(topics, ["Pro"]);
    let mut framed: Vec<NodeId> = map.statements().filter_map(|it| it.1.node).collect();
    framed.sort_unstable();
    let mut wanted = [node("A"), node("B")];
    wanted.sort_unstable();
    assert_eq!(framed, wanted);
    // All of it comes out as it went in, in whatever order the lines are.
    let sorted = |mut it: Value| {
        it["edges"].as_array_mut().unwrap().sort_by_key(|it| it["id"].as_str().unwrap().to_owned());
        it
    };
    assert_eq!(sorted(bare(out(&map))), canvas);
}

#[test]
fn cards_that_were_moved_are_placed_and_others_are_not() {
    let mut document = Document::new(Map::default(), Ids::seeded(1));
    for text in ["One.", "Two."] {
        document.edit(Edit::AddNode { kind: NodeKind::Claim, text: text.to_owned(), at: None, link: None }).unwrap();
    }
    let mut canvas = out(document.map());
    let card = &mut canvas["nodes"].as_array_mut().unwrap()[0];
    card["x"] = json!(5000);
    let moved: NodeId = card["id"].as_str().unwrap().parse().unwrap();
    let back = map_of(read(by_name("canvas"), &canvas.to_string()));
    assert_eq!(back.pins().map(|it| it.0).collect::<Vec<_>>(), [moved]);
    // A canvas is drawn larger than a map.
    let x = back.pin(moved).unwrap().x;
    assert!((3_300.0..3_600.0).contains(&x), "{x}");
}
