//! A person splits and joins comments: the reading obeys, the map follows, what people made of it stays, and undo leads
//! back exactly.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may")]

mod dump;
mod random_maps;

use cruxmap::{
    extract::{self, Undecidable, decide, doubts},
    jobs::Progress,
    map::{Diff, Document, Edit, Ids, Item, Map, NodeId, Point, ReviewState, SourceId},
    save,
    source::{self, Decision, Format, Thread},
};
use dump::DUMP;
use random_maps::{Random, random_edit};

/// The same with names before the comments.
const PASTE: &str = "\
ines  2 days ago
I think the library should open on Sundays, because half the town works on Saturdays.

I disagree. A Sunday needs four people on double pay.

tomek  1 day ago
reply to ines
If it turned out that most visitors never come on other days, I'd change my mind.

ines  1 day ago
Fair, the pay is real. Would volunteers do?
";

const MARKDOWN: &str =
    "## ines\n\nSundays are free.[^1]\n\n[^1]: Mostly.\n\n## tomek\n\n> Sundays are free\n\nNo.\n\n## ines\n\nYes.\n";

fn words(thread: &Thread) -> Vec<&str> {
    thread.comments.iter().map(|it| &thread.text[it.span.clone()]).collect()
}

fn at(text: &str, words: &str) -> usize {
    text.find(words).unwrap()
}

fn read(text: &str, decisions: &[(&str, bool)]) -> Thread {
    let decisions: Vec<Decision> = decisions.iter().map(|it| Decision { at: at(text, it.0), starts: it.1 }).collect();
    source::read_decided(text.to_owned(), "t", None, &decisions)
}

#[test]
fn reading_obeys_decisions() {
    let check = |text: &str, decisions: &[(&str, bool)], starts: &[&str]| {
        let thread = read(text, decisions);
        let found: Vec<&str> = words(&thread).iter().map(|it| &it[..it.len().min(9)]).collect();
        assert_eq!(found, starts, "{decisions:?}");
    };
    check(DUMP, &[], &["I think t", "I disagre", "The harbo", "Thanks fo", "Yes, volu"]);
    check(DUMP, &[("I disagree", false)], &["I think t", "The harbo", "Thanks fo", "Yes, volu"]);
    check(DUMP, &[("Volun", true)], &["I think t", "I disagre", "The harbo", "Volunteer", "Thanks fo", "Yes, volu"]);
    // Within a paragraph, a footnote and a quote.
    check(DUMP, &[("Tickets", true)], &["I think t", "I disagre", "The harbo", "Tickets w", "Thanks fo", "Yes, volu"]);
    check(DUMP, &[("212", true)], &["I think t", "212 visit", "I disagre", "The harbo", "Thanks fo", "Yes, volu"]);
    check(DUMP, &[("- ^", true)], &["I think t", "- ^\nCount", "I disagre", "The harbo", "Thanks fo", "Yes, volu"]);
    check(
        DUMP,
        &[("They could", true), ("Thanks", false)],
        &["I think t", "I disagre", "The harbo", "Yes, volu", "They coul"],
    );
    check(
        DUMP,
        &[("could run the desk\n", true), ("Thanks", false)],
        &["I think t", "I disagre", "The harbo", "Yes, volu", "could run"],
    );
    // What starts or goes on anyhow.
    let none = [("I think", false), ("If it", false), ("I disagree", true)];
    check(DUMP, &none, &["I think t", "I disagre", "The harbo", "Thanks fo", "Yes, volu"]);
    check(PASTE, &[("I disagree", true)], &["I think t", "I disagre", "If it tur", "Fair, the"]);
    check(PASTE, &[("If it", false)], &["I think t", "Fair, the"]);
    check(PASTE, &[("Fair", false), ("If it", false)], &["I think t"]);
    check(PASTE, &[("tomek", true), ("ines", false)], &["I think t", "If it tur", "Fair, the"]);
    check(MARKDOWN, &[("No.", true), ("Yes.", false)], &["Sundays a", "> Sundays", "No.\n\n## i"]);
    let joined = read(PASTE, &[("If it", false)]);
    assert_eq!(joined.comments[1].parent, None);
    assert!(!joined.chrome.iter().any(|it| PASTE[it.clone()].contains("tomek")), "the author line is words now");
}

#[test]
fn decisions_about_any_bytes_are_borne() {
    for text in [DUMP, PASTE, MARKDOWN, "", "é", "\u{feff} \n", "日本語のテキスト。\n\n次の段落。"] {
        for format in Format::ALL {
            for place in 0..text.len() + 3 {
                for starts in [true, false] {
                    let decisions = [Decision { at: place, starts }, Decision { at: text.len() / 2, starts: !starts }];
                    let thread = source::read_decided(text.to_owned(), "t", Some(format), &decisions);
                    let mut last = 0;
                    for it in &thread.comments {
                        assert!(last <= it.span.start && !text[it.span.clone()].trim().is_empty());
                        assert!(thread.chrome.iter().all(|c| c.end <= it.span.start || it.span.end <= c.start));
                        assert!(it.quotes.iter().all(|q| it.span.start <= q.span.start && q.span.end <= it.span.end));
                        last = it.span.end;
                    }
                    let records = extract::extract(&thread, &Progress::default()).records;
                    Map::from_records(records).unwrap();
                }
            }
        }
    }
}

fn map_of(text: &str) -> Map {
    let thread = source::read(text.to_owned(), "t", None);
    Map::from_records(extract::extract(&thread, &Progress::default()).records).unwrap()
}

fn decided(document: &mut Document, text: &str, place: usize, starts: bool) -> Result<Diff, Undecidable> {
    let edit = decide(document.map(), SourceId::of(text), place, starts, &Progress::default())?;
    let diff = document.edit(edit).unwrap();
    assert_eq!(document.map().problems(), Vec::<String>::new(), "at {place}");
    Ok(diff)
}

/// Fails with the records in which two maps differ.
fn same(found: &Map, wanted: &Map, when: &str) {
    if found != wanted {
        let [found, wanted] = [found, wanted].map(save::to_text);
        let lacks = |one: &str, other: &str| -> Vec<String> {
            let other: std::collections::BTreeSet<&str> = other.lines().collect();
            one.lines().filter(|it| !other.contains(it)).take(4).map(str::to_owned).collect()
        };
        panic!("{when}: has\n{:#?}\nnot\n{:#?}", lacks(&found, &wanted), lacks(&wanted, &found));
    }
}

/// A map as text, without the other targets of links, and of words that stand for no node only which they are: what a person
/// made of words whose node they then threw out is known by the statement alone, and goes with it.
fn without_what_is_lost(map: &Map) -> String {
    let line = |it: &str| {
        let it = it.split_once(", alternatives: [").map_or_else(|| it.to_owned(), |it| format!("{}),", it.0));
        match it.split_once(": (span: ").filter(|_| it.contains("speaker: ") && !it.contains("node: ")) {
            Some((id, _)) => id.to_owned(),
            None => it,
        }
    };
    save::to_text(map).lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Splits and joins at every `step`th word of `document`, and back again.
fn there_and_back(document: &mut Document, text: &str, step: usize) -> usize {
    let mut done = 0;
    let starts = text.match_indices(char::is_whitespace).map(|it| it.0 + 1);
    for place in starts.step_by(step) {
        for starts in [true, false] {
            let before = document.map().clone();
            if decided(document, text, place, starts).is_err() {
                continue;
            }
            done += 1;
            let split = document.map().clone();
            assert!(split != before);
            document.undo();
            same(document.map(), &before, &format!("undone at {place}"));
            document.redo();
            same(document.map(), &split, &format!("done again at {place}"));
            decided(document, text, place, !starts).unwrap();
            // The other targets of a link that a person decided on are lost with their nodes: nobody reads them anew.
            let [now, then] = [document.map(), &before].map(without_what_is_lost);
            assert_eq!(now, then, "{starts} and back at {place}");
            let back = save::from_text(&save::to_text(&split)).unwrap();
            same(&back, &split, "saved");
        }
    }
    done
}

#[test]
fn splitting_and_joining_again_leads_back() {
    for text in [DUMP, PASTE, MARKDOWN] {
        let mut document = Document::new(map_of(text), Ids::seeded(1));
        assert!(there_and_back(&mut document, text, 2) >= 5, "{text}");
    }
}

#[test]
fn what_people_made_of_the_map_stays_wherever_they_split() {
    for seed in 1..4 {
        let mut random = Random(seed * 7919);
        let mut document = Document::new(map_of(DUMP), Ids::seeded(seed));
        for _ in 0..30 {
            drop(document.edit(random_edit(document.map(), &mut random)));
        }
        assert!(there_and_back(&mut document, DUMP, 5) > 10);
    }
}

#[test]
fn a_map_is_as_if_the_thread_had_been_read_so() {
    for (text, place, starts) in [
        (DUMP, at(DUMP, "I disagree"), false),
        (DUMP, at(DUMP, "Volunteers"), true),
        (DUMP, at(DUMP, "Tickets"), true),
        (PASTE, at(PASTE, "I disagree"), true),
        (PASTE, at(PASTE, "Fair"), false),
    ] {
        let mut document = Document::new(map_of(text), Ids::seeded(1));
        decided(&mut document, text, place, starts).unwrap();
        let thread = source::read_decided(text.to_owned(), "t", None, &[Decision { at: place, starts }]);
        let mut records = extract::extract(&thread, &Progress::default()).records;
        records.boundaries.extend(document.map().boundaries().map(|(id, it)| (id, it.clone())));
        assert_eq!(records.boundaries.len(), 1);
        same(document.map(), &Map::from_records(records).unwrap(), &format!("{starts} at {place}"));
        // Reading the thread again, into this map, changes nothing.
        let again = extract::read(text.to_owned(), "t", None, document.map());
        let diff = document.edit(Edit::Merge(Box::new(extract::extract(&again, &Progress::default()).records)));
        assert!(diff.unwrap().is_empty());
    }
}

#[test]
fn every_decision_of_a_person_stays() {
    let map = map_of(DUMP);
    let mut document = Document::new(map, Ids::seeded(1));
    let nodes: Vec<NodeId> = document.map().nodes().map(|it| it.0).collect();
    let mut edit = |edit| drop(document.edit(edit).unwrap());
    for (n, &node) in nodes.iter().enumerate() {
        match n % 4 {
            0 => edit(Edit::Accept { items: [node.into()].into() }),
            1 => edit(Edit::Reject { items: [node.into()].into() }),
            2 => edit(Edit::SetText { node, text: format!("In my words, {n}.") }),
            _ => edit(Edit::Pin { places: [(node, Some(Point { x: 1.0, y: 2.0 }))].into() }),
        }
    }
    let before = document.map().clone();
    for (place, starts) in [("I disagree", false), ("212", true), ("Tickets", true), ("nobody", true)] {
        decided(&mut document, DUMP, at(DUMP, place), starts).unwrap();
        for (n, &id) in nodes.iter().enumerate() {
            let map = document.map();
            if n % 4 == 1 {
                assert!(map.node(id).is_none(), "{id} came back");
                assert_eq!(map.review(id).unwrap().state, ReviewState::Rejected);
            } else {
                assert_eq!(map.node(id), before.node(id), "at {place}");
                assert_eq!(map.review(id), before.review(id), "at {place}");
                assert_eq!(map.pin(id), before.pin(id), "at {place}");
            }
        }
    }
    while document.undo_label().is_some_and(|it| it.contains("omment")) {
        document.undo();
    }
    same(document.map(), &before, "all undone");
}

#[test]
fn a_grown_thread_keeps_what_was_decided() {
    let lines: Vec<&str> = DUMP.lines().collect();
    let text = |count: usize| format!("{}\n", lines[..count].join("\n"));
    let merge = |document: &mut Document, text: String| {
        let thread = extract::read(text, "t", None, document.map());
        let records = extract::extract(&thread, &Progress::default()).records;
        document.edit(Edit::Merge(Box::new(records))).unwrap();
        assert_eq!(document.map().problems(), Vec::<String>::new());
    };
    // Six lines: the third comment has begun, and will not change the two before it.
    let mut document = Document::new(Map::default(), Ids::seeded(1));
    merge(&mut document, text(6));
    let first = text(6);
    decided(&mut document, &first, at(&first, "I disagree"), false).unwrap();
    decided(&mut document, &first, at(&first, "If it turned"), true).unwrap();
    let kept = document.map().boundaries().map(|it| it.1.clone()).collect::<Vec<_>>();
    assert_eq!(kept.len(), 2);
    for count in 7..=lines.len() {
        let grown = text(count);
        merge(&mut document, grown.clone());
        let map = document.map();
        let source = SourceId::of(&grown);
        let starts: Vec<usize> =
            map.comments().filter(|it| it.1.span.source == source).map(|it| it.1.span.range().start).collect();
        assert!(starts.contains(&at(&grown, "If it turned")) && !starts.contains(&at(&grown, "I disagree")), "{count}");
        assert_eq!(map.boundaries().map(|it| it.1.clone()).collect::<Vec<_>>(), kept);
    }
    // Something new stands at the top, with words like those decided on.
    let topped = format!("By the way, I disagree with all of it.\n{}", text(lines.len()));
    let read = extract::read(topped.clone(), "t", None, document.map());
    assert!(read.comments.iter().any(|it| it.span.start == at(&topped, "If it turned")));
    assert!(!read.comments.iter().any(|it| topped[it.span.clone()].starts_with("I disagree.")));
}

#[test]
fn doubts_are_few_and_go_when_they_are_decided() {
    let mut document = Document::new(map_of(DUMP), Ids::seeded(1));
    let source = SourceId::of(DUMP);
    let all = doubts(document.map(), source);
    assert!(!all.is_empty() && all.len() <= 4, "{all:?}");
    for doubt in all {
        assert!(doubt.certainty > 0.15 && doubt.certainty < 0.75, "{doubt:?}");
        decided(&mut document, DUMP, doubt.at, !doubt.starts).unwrap();
        assert!(doubts(document.map(), source).iter().all(|it| it.at != doubt.at));
    }
    assert!(doubts(&map_of(PASTE), SourceId::of(PASTE)).is_empty(), "names say where comments start");
}

#[test]
fn what_cannot_be_decided_is_told() {
    let map = map_of(DUMP);
    let source = SourceId::of(DUMP);
    let tell = |map: &Map, at, starts| decide(map, source, at, starts, &Progress::default()).unwrap_err();
    assert_eq!(tell(&map, 0, false), Undecidable::NothingToJoin);
    assert_eq!(tell(&map, 3, false), Undecidable::NothingToJoin);
    assert_eq!(tell(&map, at(DUMP, "I disagree"), true), Undecidable::NothingToSplit);
    assert_eq!(tell(&map, DUMP.len() + 9, true), Undecidable::NothingToSplit);
    assert_eq!(tell(&Map::default(), 0, true), Undecidable::NoSource);
    // A map whose comments are not those that this program reads.
    let mut records = extract::extract(&source::read(DUMP.to_owned(), "t", None), &Progress::default()).records;
    let last = records.comments.values_mut().max_by_key(|it| it.span.start).unwrap();
    last.span.end -= 5;
    let place = last.span.range().start + 5;
    assert_eq!(tell(&Map::from_records(records).unwrap(), place, true), Undecidable::ReadOtherwise);
    assert!(map.nodes().all(|it| map.contains(Item::Node(it.0))));
}
