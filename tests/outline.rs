//! Outlines: any part of any map comes back the same, any text is read, and what a person types means what it says.

#![expect(clippy::unwrap_used, reason = "a test may")]

mod random_maps;

use cruxmap::{
    export::outline,
    map::{Document, Edge, EdgeKind, Edit, Ids, Insert, Item, Map, NodeId, NodeKind, Records},
};
use random_maps::{Random, random_document};
use std::collections::BTreeSet;

/// What a clipboard keeps of words: one line.
fn shown(words: &str) -> String {
    let shown: String = words.chars().filter(|it| it.is_whitespace() || !it.is_control()).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The graph by words: nodes with kinds, and links, each end of which is words or, for an undercut, a link.
fn graph(records: &Records) -> (Vec<(String, NodeKind)>, Vec<String>) {
    let words = |id: NodeId| records.nodes.get(&id).map(|it| shown(&it.text)).unwrap();
    let link = |it: &Edge| match it.to {
        Item::Node(to) => format!("({} | {} | {})", words(it.from), it.kind.words(), words(to)),
        Item::Edge(_) => unreachable!("only undercuts lead to links"),
    };
    let mut nodes: Vec<_> = records.nodes.values().map(|it| (shown(&it.text), it.kind)).collect();
    let mut links: Vec<String> = records
        .edges
        .values()
        .map(|it| match it.to {
            Item::Node(_) => link(it),
            Item::Edge(to) => format!("{} undercuts {}", words(it.from), link(&records.edges[&to])),
        })
        .collect();
    nodes.sort();
    links.sort();
    (nodes, links)
}

/// A random map in which no two nodes have the same words, so that graphs can be told apart by them.
fn distinct(seed: u64, steps: usize) -> Map {
    let mut random = Random(seed * 31 + 7);
    let mut document = random_document(seed, steps);
    let nodes: Vec<NodeId> = document.map().nodes().map(|it| it.0).collect();
    for (n, node) in nodes.into_iter().enumerate() {
        let text = match random.below(4) {
            0 => format!("{n}"),
            1 => format!("{n}. {} - #question [x] <y> {{z}} // *b* _e_ \\", random.words()),
            2 => format!("{} {n} and many more words than a title can hold, as they are: {n}", random.words()),
            _ => format!("{} [{n}]", random.words()),
        };
        document.edit(Edit::SetText { node, text }).unwrap();
    }
    document.map().clone()
}

#[test]
fn any_part_of_any_map_comes_back() {
    let (mut nodes, mut links, mut undercuts) = (0, 0, 0);
    for seed in 1..200 {
        let map = distinct(seed, 60);
        let mut random = Random(seed * 977);
        let part: BTreeSet<NodeId> = map.nodes().map(|it| it.0).filter(|_| random.below(5) > 0).collect();
        let records = Insert::taken_from(&map, &part).records;
        let mut order: Vec<NodeId> = part.iter().copied().collect();
        order.sort_by_cached_key(|_| random.below(1 << 20));
        let text = outline::write(&records, &order);
        let back = outline::read(&text).unwrap();
        assert_eq!(graph(&back.records), graph(&records), "seed {seed}:\n{text}");
        assert!(part.is_empty() || outline::is_outline(&text), "seed {seed}:\n{text}");
        assert_eq!(outline::write(&records, &order), text);

        // Into the map, and out of it again in one step.
        let mut document = Document::new(map.clone(), Ids::seeded(seed + 1000));
        let added =
            document.edit(Edit::Insert(Box::new(Insert { records: back.records, ..Insert::default() }))).unwrap();
        assert_eq!((added.nodes.len(), added.edges.len()), (records.nodes.len(), records.edges.len()));
        assert_eq!(document.map().problems(), Vec::<String>::new());
        if !part.is_empty() {
            document.undo();
        }
        assert_eq!(document.map(), &map);
        nodes += records.nodes.len();
        links += records.edges.len();
        undercuts += records.edges.values().filter(|it| it.kind == EdgeKind::Undercuts).count();
    }
    assert!(nodes > 2000 && links > 500 && undercuts > 10, "{nodes} nodes, {links} links, {undercuts} undercuts");
}

#[test]
fn the_same_words_twice_stay_two_nodes() {
    let mut document = Document::new(Map::default(), Ids::seeded(3));
    let mut add = |link| {
        let edit = Edit::AddNode { kind: NodeKind::Claim, text: "Same".to_owned(), at: None, link };
        *document.edit(edit).unwrap().nodes.keys().next().unwrap()
    };
    let first = add(None);
    let second = add(Some((EdgeKind::Supports, first.into())));
    add(Some((EdgeKind::Attacks, second.into())));
    add(None);
    let all: BTreeSet<NodeId> = document.map().nodes().map(|it| it.0).collect();
    let records = Insert::taken_from(document.map(), &all).records;
    let back = outline::read(&outline::write(&records, &all.into_iter().collect::<Vec<_>>())).unwrap().records;
    assert_eq!((back.nodes.len(), back.edges.len()), (4, 2));
}

#[test]
fn a_long_chain_and_a_circle_are_written_in_bounds() {
    let mut document = Document::new(Map::default(), Ids::seeded(4));
    let mut ids: Vec<NodeId> = Vec::new();
    for n in 0..3000 {
        let link = ids.last().map(|&it| (EdgeKind::Supports, Item::Node(it)));
        let edit = Edit::AddNode { kind: NodeKind::Claim, text: format!("Step {n}"), at: None, link };
        ids.push(*document.edit(edit).unwrap().nodes.keys().next().unwrap());
    }
    document.edit(Edit::Connect { from: ids[0], to: ids[2999].into(), kind: EdgeKind::Supports }).unwrap();
    let records = Insert::taken_from(document.map(), &ids.iter().copied().collect()).records;
    let text = outline::write(&records, &ids);
    assert!(text.len() < 3000 * 100, "{} bytes", text.len());
    assert_eq!(graph(&outline::read(&text).unwrap().records), graph(&records));
}

#[test]
fn any_text_is_read_and_makes_a_sound_map() {
    const PARTS: [&str; 26] = [
        "\n", "\n  ", "\n\t", "+ ", "- ", "<+ ", "+> ", "_ ", "_> ", "<_ ", "-> ", ">< ", "* ", "1. ", "[", "]", "]:",
        "<T>", "#crux ", "#attacks", "word", "[T]", "\\", "//", "\u{feff}", "é",
    ];
    let mut seen = 0;
    for seed in 1..2000_u64 {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let text: String = (0..random.below(40)).map(|_| random.pick(&PARTS)).collect();
        let read = outline::read(&text).unwrap();
        let _ = outline::is_outline(&text);
        let records = read.records;
        seen += records.edges.len();
        let mut document = Document::new(Map::default(), Ids::seeded(seed));
        document.edit(Edit::Insert(Box::new(Insert { records, ..Insert::default() }))).unwrap();
        assert_eq!(document.map().problems(), Vec::<String>::new(), "{text}");
    }
    assert!(seen > 1000, "the texts are too tame: {seen} links");
    assert!(outline::read(&"- x\n".repeat(100_001)).is_err());
    assert!(outline::read(&"x".repeat(17 << 20)).is_err());
}

/// What a text says, as lines "words does words".
fn said(text: &str) -> BTreeSet<String> {
    let records = outline::read(text).unwrap().records;
    let (nodes, links) = graph(&records);
    let nodes = nodes.into_iter().map(|(words, kind)| format!("{words}: {}", kind.word()));
    nodes.chain(links).collect()
}

#[test]
fn what_people_type_means_what_it_says() {
    let same = |a: &str, b: &str| assert_eq!(said(a), said(b), "\n{a}\n{b}");
    // Plain lists: what stands further in is a reason, whatever the bullets and the blanks.
    let plain = "Open on Sundays\n  Half the town works\n    Counted in March\n  It is dear";
    for text in [
        "Open on Sundays\n\tHalf the town works\n\t\tCounted in March\n\tIt is dear",
        "- Open on Sundays\n  - Half the town works\n    - Counted in March\n  - It is dear\n",
        "* Open on Sundays\r\n    * Half the town works\r\n        - Counted in March\r\n    * It is dear",
        "1. Open on Sundays\n   1. Half the town works\n\n      1) Counted in March\n   2. It is dear",
        "Open on Sundays\n + Half the town works\n  + Counted in March\n + It is dear",
    ] {
        same(text, plain);
    }
    // Signs.
    let signs = said("Main\n  + For\n  - Against\n    _ Not so");
    let expected =
        ["(Against | attacks | Main)", "(For | supports | Main)", "Not so undercuts (Against | attacks | Main)"];
    assert!(expected.iter().all(|it| signs.contains(*it)), "{signs:?}");
    same(
        "Main\n  <+ For\n  -> Other",
        "Main\n  + For\nOther\n  - [Main]\n[Main]: Main\n".replace("Main\n  + For", "[Main]\n  + For").as_str(),
    );
    // Titles, also before their words, and tags.
    let tags = said("[A]: Words of A #question\n  + [B]\n\n[B]: Words of B #evidence");
    assert!(tags.contains("Words of A: question") && tags.contains("(Words of B | bears on | Words of A)"), "{tags:?}");
    // What may not be linked stands on its own.
    assert_eq!(said("A\n  + N #note"), ["A: claim", "N: note"].map(str::to_owned).into());
}

#[test]
fn only_what_is_clearly_an_outline_is_taken_for_one() {
    for text in ["[A]", "[A]: words #crux", "[A]: x\n  - y\n\n[B]", "Main\n  + For\n  - Against", "<A>: x\n  <+ y"] {
        assert!(outline::is_outline(text), "{text}");
    }
    let threads = [
        "",
        "ines  2 days ago\nYes. Half the town works on Saturdays.\n",
        "- one\n  - two",
        "* one\n* two",
        "[deleted]\nThat is not so.",
        "[1] Counted at the door.",
        "[text](address)",
        "Points:\n- it is dear\n- it is late",
        "> quoted\n\nNo.",
        "+ one\n+ two",
        "1 + 1",
    ];
    for text in threads {
        assert!(!outline::is_outline(text), "{text}");
    }
}

#[test]
fn an_outline_is_legible() {
    let text = "[Open on Sundays]: The library should open on Sundays, as it did before 2010.\n  \
                + Sunday is the only free day of many.\n    \
                _ Is it the only one? #question\n    \
                + [Half the town] #evidence #bears-on\n  \
                - It costs too much.\n    \
                - [Half the town] #bears-on\n";
    let records = outline::read(text).unwrap().records;
    let order: Vec<NodeId> = records.nodes.keys().copied().collect();
    let written = outline::write(&records, &order);
    let expected = text
        .replacen("[Open on Sundays]", "[The library should open on Sundays]", 1)
        .replace("- [Half the town] #b", "+ [Half the town] #b");
    assert_eq!(written, expected);
}
