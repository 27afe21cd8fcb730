//! Other tools' formats: whatever is in the table is held to what it says of itself, and each format to its own files.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may")]

#[path = "../common/mod.rs"]
mod common;
#[path = "../random_maps/mod.rs"]
mod random_maps;

mod aif;
mod argdown;
mod canvas;
mod dot;
mod hostile;
mod kialo;
mod parts;
mod polis;

use cruxmap::{
    formats::{self, FORMATS, Format, Imported, Part, Taken},
    map::{Document, EdgeId, EdgeKind, Edit, Ids, Map, NodeId, NodeKind, Weight},
    picture::Theme,
};
use random_maps::{Random, any_edit, random_document};
use std::fmt::Write as _;

/// A map with all that a map may have, linked premises and conditional credences too.
fn any_map(seed: u64) -> Map {
    let mut document = random_document(seed, 50);
    let mut random = Random(seed.wrapping_add(77).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    for _ in 0..40 {
        let edit = any_edit(document.map(), &mut random);
        // Some are refused.
        let _ = document.edit(edit);
    }
    reason(&mut document, &mut random);
    document.map().clone()
}

/// Reasons for a claim, some of which count only together, and doubts of one: edits at random hardly ever come to that.
fn reason(document: &mut Document, random: &mut Random) {
    let claims: Vec<NodeId> = document.map().nodes().filter(|it| it.1.kind == NodeKind::Claim).map(|it| it.0).collect();
    if claims.is_empty() {
        return;
    }
    let (claim, kind) = (random.pick(&claims), random.pick(&[EdgeKind::Supports, EdgeKind::Attacks]));
    let mut add = |kind, to| {
        let (at, text) = (None, random.words());
        document.edit(Edit::AddNode { kind: NodeKind::Claim, text, at, link: Some((kind, to)) }).unwrap()
    };
    let mut links: Vec<EdgeId> = Vec::new();
    for _ in 0..4 {
        links.extend(add(kind, claim.into()).edges.keys());
    }
    for link in &links[1..] {
        add(EdgeKind::Undercuts, (*link).into());
    }
    let weight =
        Some(Weight::Judged { ratio: 1.0 + f64::from(u8::try_from(random.below(99)).unwrap()), why: random.words() });
    document.edit(Edit::SetWeight { edge: links[0], weight }).unwrap();
    document.edit(Edit::SetLinked { edges: links[..3].iter().copied().collect(), together: true }).unwrap();
}

/// Writes `map`.
fn written(format: &Format, map: &Map) -> Vec<u8> {
    (format.write.unwrap())(&Taken::new(map, Theme::light(), None)).unwrap()
}

/// The format called `name`.
fn by_name(name: &str) -> &'static Format {
    formats::by_name(name).unwrap()
}

/// Reads a text as what it is taken for, which must be `format`.
fn read(format: &Format, text: &str) -> Imported {
    let taken_for = formats::recognise(text).map(|it| it.name);
    assert_eq!(taken_for, Some(format.name), "{}", &text[..text.floor_char_boundary(400)]);
    (format.read.as_ref().unwrap().read)(text).unwrap_or_else(|told| panic!("{}: {told}\n{text}", format.name))
}

/// A map of what was read alone.
fn map_of(imported: Imported) -> Map {
    Edit::Merge(Box::new(imported.records)).make(Map::default(), &mut Ids::seeded(1)).unwrap()
}

#[test]
fn names_are_unique_and_each_format_does_something() {
    for format in FORMATS {
        assert_eq!(FORMATS.iter().filter(|it| it.name == format.name).count(), 1, "{}", format.name);
        assert_eq!(FORMATS.iter().filter(|it| it.words == format.words).count(), 1, "{}", format.words);
        assert!(format.read.is_some() || format.write.is_some(), "{}", format.name);
        assert!(!format.endings.is_empty() && !format.words.is_empty());
        assert_eq!(formats::by_name(format.name).unwrap().name, format.name);
    }
}

/// The maps below have something of each part.
#[test]
fn maps_have_everything() {
    let maps: Vec<Map> = (0..40).map(any_map).collect();
    for part in Part::ALL {
        let count: usize = maps.iter().map(|it| part.count(it)).sum();
        assert!(count >= 5, "{part:?}: {count}");
    }
}

/// The table in the docs, of the table in the code: `UPDATE=1 cargo test --test formats docs` writes it.
#[test]
fn the_docs_list_what_each_format_keeps() {
    const MARK: &str = "<!-- written by tests/formats -->\n";
    let mut table = "| format | name | files | in | out |\n|---|---|---|---|---|\n".to_owned();
    for it in FORMATS {
        let [read, write] = [it.read.is_some(), it.write.is_some()].map(|it| if it { "yes" } else { "" });
        let endings: Vec<String> = it.endings.iter().map(|it| format!(".{it}")).collect();
        writeln!(table, "| {} | `{}` | {} | {read} | {write} |", it.words, it.name, endings.join(", ")).unwrap();
    }
    let written: Vec<&Format> = FORMATS.iter().copied().filter(|it| it.write.is_some()).collect();
    let row = |first: &str, cell: &dyn Fn(&Format) -> String| {
        let cells: Vec<String> = written.iter().map(|it| cell(it)).collect();
        format!("| {first} | {} |\n", cells.join(" | "))
    };
    table += "\nWhat each that is written has room for; the rest is lost:\n\n";
    table += &row("", &|it| format!("`{}`", it.name));
    table += &row("---", &|_| "---".to_owned());
    for part in Part::ALL {
        let kept = |it: &Format| if it.keeps.contains(&part) { "yes" } else { "" }.to_owned();
        table += &row(part.words()[1], &kept);
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(MARK).unwrap();
    let (told, after) = rest.split_once(MARK).unwrap();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, format!("{before}{MARK}{table}{MARK}{after}")).unwrap();
    } else {
        assert_eq!(told, table, "run `UPDATE=1 cargo test --test formats docs`");
    }
}

/// What a format says it keeps comes back equal, of maps of every shape; the rest is listed before it is written.
#[test]
fn what_a_format_keeps_comes_back() {
    let both_ways = FORMATS.iter().filter(|it| it.read.is_some() && it.write.is_some());
    for (format, seed) in both_ways.flat_map(|it| (0..40).map(move |seed| (it, seed))) {
        let map = any_map(seed);
        if map.node_count() == 0 {
            continue;
        }
        let text = String::from_utf8(written(format, &map)).unwrap();
        let back = map_of(read(format, &text));
        for &part in format.keeps {
            let [before, mut after] = [&map, &back].map(|it| parts::of(it, part));
            if part == Part::Foreign {
                // Reading keeps how the file itself was written, too.
                after.retain(|it| before.contains(it));
            }
            assert_eq!(before, after, "{}, {part:?} of seed {seed}", format.name);
        }
        let lost: Vec<Part> = Part::ALL.into_iter().filter(|it| !format.keeps.contains(it)).collect();
        let there = lost.iter().filter(|it| it.count(&map) > 0).count();
        assert_eq!(format.loses(&map).len(), there, "{}", format.name);
        let held = map.credences().count() + map.conditionals().count();
        assert_eq!(
            format.tells(&map).is_empty(),
            held == 0 || !format.keeps.contains(&Part::Credences),
            "{}",
            format.name
        );
    }
}

/// What was written, read, written and read again is the same map.
#[test]
fn reading_twice_adds_nothing() {
    for format in FORMATS.iter().filter(|it| it.read.is_some() && it.write.is_some()) {
        for seed in 0..10 {
            let map = any_map(seed);
            if map.node_count() == 0 {
                continue;
            }
            let text = String::from_utf8(written(format, &map)).unwrap();
            let once = map_of(read(format, &text));
            let again = Edit::Merge(Box::new(read(format, &text).records));
            let twice = again.make(once.clone(), &mut Ids::seeded(2)).unwrap();
            assert_eq!(once, twice, "{}, seed {seed}", format.name);
        }
    }
}
