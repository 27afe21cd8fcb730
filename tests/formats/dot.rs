//! DOT as people and other programs write it.

use super::{map_of, read};
use cruxmap::{
    formats::by_name,
    map::{EdgeKind, Item, Map, NodeKind},
};

/// Each link as `words of its start, what it does, words of its end`, sorted.
fn links(map: &Map) -> Vec<String> {
    let text = |id| map.node(id).map_or(String::new(), |it| it.text.to_string());
    let end = |it| match it {
        Item::Node(id) => text(id),
        Item::Edge(id) => format!("({})", map.edge(id).map_or(String::new(), |it| text(it.from))),
    };
    let mut all: Vec<String> =
        map.edges().map(|(_, it)| format!("{} {} {}", text(it.from), it.kind.words(), end(it.to))).collect();
    all.sort();
    all
}

#[test]
fn graphs_by_hand_are_read() {
    let cases: [(&str, &[&str]); 9] = [
        ("digraph { a -> b }", &["a supports b"]),
        ("strict graph \"x y\" { a -- b -- c; }", &["a supports b", "b supports c"]),
        ("digraph{a->{b c}[color=red]}", &["a attacks b", "a attacks c"]),
        ("digraph { subgraph s { a b } -> c }", &["a supports c", "b supports c"]),
        ("digraph { a -> b [label=\"attacks\"] b [label=\"The\\nother\"] }", &["a attacks The\nother"]),
        ("digraph { edge [kind=con] a -> b // no\n# none\n/* c -> d */ }", &["a attacks b"]),
        (
            "digraph { a [label=<<b>Bold</b> &amp; plain>]; a:n -> \"say \\\"b\\\"\":s }",
            &["Bold & plain supports say \"b\""],
        ),
        ("digraph { rankdir=LR; node [shape=box]; \"a\" + \"b\" -> c; c -> c }", &["ab supports c"]),
        ("digraph { q [kind=question]; a -> q; q -> n; n [kind=note] }", &["a answers q"]),
    ];
    for (text, expected) in cases {
        let map = map_of(read(by_name("dot").unwrap(), text));
        assert_eq!(links(&map), expected, "{text}");
    }
}

#[test]
fn what_was_left_out_is_told_with_its_place() {
    let imported = read(by_name("dot").unwrap(), "digraph {\n  n [kind=note]\n  n -> b\n  b -> b\n");
    let told: Vec<String> = imported.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told.iter().any(|it| it.starts_with("line 3, column 5:")), "{told:?}");
    assert!(told.iter().any(|it| it.starts_with("line 4, column 5:")), "{told:?}");
    assert!(map_of(imported).nodes().any(|it| it.1.kind == NodeKind::Note));
}

#[test]
fn faults_have_a_place() {
    for (text, place) in [
        ("digraph { a -> b [label=\"x }", "line 1, column 25: "),
        ("digraph {\n a -> -> b }", "line 2, column 7: "),
        ("digraph { a [label=] }", "line 1, column 14: "),
    ] {
        let told = (by_name("dot").unwrap().read.as_ref().unwrap().read)(text).unwrap_err().to_string();
        assert!(told.starts_with(place), "{text}: {told}");
    }
}

#[test]
fn frameworks_of_attacks_are_read() {
    let tgf = by_name("tgf").unwrap();
    let map = map_of(read(tgf, "1\n2 the second\n3\n#\n1 2\n2 3 supports\n"));
    assert_eq!(links(&map), ["1 attacks the second", "the second supports 3"]);
    assert!(map.edges().all(|it| it.1.kind != EdgeKind::Undercuts));
}
