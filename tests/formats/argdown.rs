//! Argdown: what other people wrote, what they may write by mistake, and words that look like its signs.

use super::{map_of, random_maps::Random, read, written};
use cruxmap::{
    formats::{self, Imported},
    map::{Document, EdgeKind, Edit, Ids, Item, Map, NodeId, NodeKind},
};
use std::{collections::BTreeSet, fs, path::Path};

fn argdown(text: &str) -> Imported {
    let format = formats::by_name("argdown").unwrap();
    (format.read.as_ref().unwrap().read)(text).unwrap_or_else(|it| panic!("{it}\n{text}"))
}

/// Each link in words: what it starts at, what it does, what it ends at. Links are named by where they start.
fn links(map: &Map) -> BTreeSet<String> {
    let text = |it: NodeId| map.node(it).unwrap().text.replace('\n', "|");
    let end = |it: Item| match it {
        Item::Node(it) => text(it),
        Item::Edge(it) => format!("({})", text(map.edge(it).unwrap().from)),
    };
    map.edges().map(|it| format!("{} {} {}", text(it.1.from), it.1.kind.words(), end(it.1.to))).collect()
}

fn shared(path: &str) -> Option<Vec<(String, String)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/fixtures").join(path);
    if !root.exists() {
        println!("skipped: there are no fixtures");
        return None;
    }
    let (mut found, mut pile) = (Vec::new(), vec![root]);
    while let Some(path) = pile.pop() {
        if path.is_dir() {
            pile.extend(fs::read_dir(path).unwrap().map(|it| it.unwrap().path()));
        } else if path.extension().is_some_and(|it| it == "argdown" || it == "ad") {
            found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
    found.sort();
    Some(found)
}

#[test]
fn relations_go_where_they_say() {
    let text = "[P]: p\n  + [A]: a\n  +> [B]: b\n  - <C>: c\n    - <D>: d\n  -> [E]: e\n  >< [F]: f\n  _ <G>: g\n";
    let map = map_of(argdown(text));
    let of = |it: &str| format!("**{}**||{it}", it.to_uppercase());
    let expected = [
        ("a", "supports", "p"),
        ("p", "supports", "b"),
        ("c", "attacks", "p"),
        ("d", "attacks", "c"),
        ("p", "attacks", "e"),
        ("p", "attacks", "f"),
        ("f", "attacks", "p"),
        // There is no link that it could undercut.
        ("g", "attacks", "p"),
    ];
    let expected = expected.map(|(from, does, to)| format!("{} {does} {}", of(from), of(to)));
    assert_eq!(links(&map), expected.into());
}

#[test]
fn premises_count_together_and_undercuts_land_on_links() {
    let text = "<T>: gist\n\n(1) one\n(2) two\n-- Modus ponens --\n  _ [U]: no\n(3) [C]: three\n  -> [D]: other\n\n\
                (1) four\n(2) five\n----\n(3) [C]\n";
    let map = map_of(argdown(text));
    let expected = [
        "one supports **T**||gist",
        "two supports **T**||gist",
        "**T**||gist supports **C**||three",
        "**U**||no undercuts (**T**||gist)",
        "**C**||three attacks **D**||other",
        "four supports **C**||three",
        "five supports **C**||three",
    ];
    assert_eq!(links(&map), expected.map(str::to_owned).into());
    let groups: BTreeSet<usize> = map.linked().map(|it| map.linked_with(it.0).len()).collect();
    assert_eq!((map.linked().count(), groups), (4, [2].into()));
    // And back: the rule, the argument and its steps are written again.
    let text = String::from_utf8(written(formats::by_name("argdown").unwrap(), &map)).unwrap();
    assert!(
        text.contains("-- Modus ponens --") && text.contains("<T>: gist") && text.contains("\n<T>\n\n(1) "),
        "{text}"
    );
    assert_eq!(links(&map_of(argdown(&text))), links(&map));
}

#[test]
fn what_a_map_has_no_place_for_comes_back() {
    let text = "===\ntitle: T\nauthor: [Ann, Bob]\n===\n\n# Part one\n\n[A]: **bold** and [a link](http://x.org/a) #tag #(two words) {credence: {Ann: 0.7}, isInMap: true}\n";
    let map = map_of(argdown(text));
    let (_, node) = map.nodes().next().unwrap();
    assert_eq!(&*node.text, "**A**\n\n**bold** and [a link](http://x.org/a)");
    let (_, credence) = map.credences().next().unwrap();
    assert_eq!((credence.value, &*map.person(credence.person.unwrap()).unwrap().name), (0.7, "Ann"));
    let out = String::from_utf8(written(formats::by_name("argdown").unwrap(), &map)).unwrap();
    for part in ["title: \"T\"", "author: [\"Ann\", \"Bob\"]", "# Part one", " #tag #(two words) {", "isInMap: true"] {
        assert!(out.contains(part), "{part} is not in\n{out}");
    }
    assert_eq!(map_of(argdown(&out)), map);
}

#[test]
fn mistakes_are_told_with_their_place_and_the_rest_is_read() {
    for (text, place, says, nodes) in [
        ("[A]: snake_case here\n\n[B]: b\n", (1, 1), "never closed", 2),
        ("[A]: a\n\n[B]: if 1 < 2 and 3 > 2 then\n", (3, 11), "cannot stand within", 2),
        ("[A]: a\n+ [B]: b\n", (2, 1), "indented", 2),
        ("a\n\n  + b\n", (3, 1), "without an empty line", 2),
        ("[A]: a\n\n(1) p\n(2) c\n\n[B]: b\n", (3, 1), "no conclusion", 4),
        ("[A]: a {b: [1, 2}\n\n[B]: b\n", (1, 17), "no YAML", 2),
        ("===\na: [\n===\n\n[A]: a\n", (3, 1), "no YAML", 1),
        ("<A>\n\n(1) p\n----\n(2) c\n\n<A>\n\n(1) q\n----\n(2) d\n", (9, 1), "premises already", 5),
    ] {
        let imported = argdown(text);
        let told = imported.warnings.iter().find(|it| it.says.contains(says));
        let told = told.unwrap_or_else(|| panic!("{says}: {:?} of {text}", imported.warnings));
        assert_eq!((told.line, told.column), place, "{told} of {text}");
        assert_eq!(imported.records.nodes.len(), nodes, "{text}");
    }
    // What is wrong in a text is taken as it is written.
    for text in ["snake_case here", "1 < 2 and 3 > 2", "a [B] b", "set {x} to *y", "a **b _c"] {
        let map = map_of(argdown(&format!("[A]: {text}\n")));
        assert_eq!(&*map.nodes().next().unwrap().1.text, format!("**A**\n\n{text}"));
    }
    let format = formats::by_name("argdown").unwrap();
    let told = (format.read.as_ref().unwrap().read)("// nothing but this\n").unwrap_err();
    assert!(told.says.contains("no statement"), "{told}");
}

/// Text of every kind comes back as it was, whatever it looks like.
#[test]
fn words_that_look_like_signs_come_back() {
    const PARTS: [&str; 40] = [
        "http://x.org/a_b?c=d#e",
        "snake_case",
        "1 < 2",
        "3 > 2",
        "[B]",
        "#5",
        "@[C]",
        "<D>:",
        "{x: 1}",
        "}",
        "{",
        "*",
        "**b**",
        "_",
        "__",
        "\\",
        "\\\\",
        "//",
        "/*",
        "*/",
        "<!--",
        "-->",
        "===",
        "--",
        "- ",
        "+ ",
        "(1)",
        "1. ",
        ".->.",
        ":happy:",
        "\n",
        "\n\n",
        "\t",
        "  ",
        "\u{a0}",
        "\u{2028}",
        "é",
        "👩‍🔬",
        "a",
        "[x](y)",
    ];
    let mut random = Random(7);
    for _ in 0..2_000 {
        let text: String = (0..=random.below(8)).map(|_| random.pick(&PARTS)).collect();
        let mut document = Document::new(Map::default(), Ids::seeded(1));
        document.edit(Edit::AddNode { kind: NodeKind::Claim, text: text.clone(), at: None, link: None }).unwrap();
        let target = document.map().nodes().next().unwrap().0;
        let link = Some((EdgeKind::Supports, target.into()));
        document.edit(Edit::AddNode { kind: NodeKind::Claim, text: text.clone(), at: None, link }).unwrap();
        let format = formats::by_name("argdown").unwrap();
        let out = String::from_utf8(written(format, document.map())).unwrap();
        let imported = read(format, &out);
        assert!(imported.warnings.is_empty(), "{text:?}: {:?}\n{out}", imported.warnings);
        assert_eq!(&map_of(imported), document.map(), "{text:?}\n{out}");
    }
}

#[test]
fn documents_cut_off_or_damaged_are_read_or_refused() {
    const PUT_IN: [&str; 12] = ["[", "]", "<", ">", "{", "}", "*", "\\", "\n\n", "--\n", "===", "é"];
    let Some(documents) = shared("argdown") else { return };
    let reader = formats::by_name("argdown").unwrap().read.as_ref().unwrap();
    let mut read = 0;
    for (name, text) in documents {
        for at in (0..text.len()).step_by(1 + text.len() / 60).filter(|&it| text.is_char_boundary(it)) {
            let put_in = PUT_IN[at % PUT_IN.len()];
            for damaged in [text[..at].to_owned(), format!("{}{put_in}{}", &text[..at], &text[at..])] {
                if let Ok(imported) = (reader.read)(&damaged) {
                    let problems = map_of(imported).problems();
                    assert!(problems.is_empty(), "{name}, byte {at}: {problems:?}");
                    read += 1;
                }
            }
        }
    }
    assert!(read > 1_000);
}
