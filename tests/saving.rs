//! Map files: what is written is read back, what is damaged is told, and the file on the disk is never harmed.

#![expect(clippy::unwrap_used, reason = "a test may")]

mod every_kind;
mod random_maps;

use cruxmap::{
    evidence::Standings,
    map::{Document, Edit, Ids, Map, NodeKind},
    save::{self, OpenError, SaveError},
};
use proptest::prelude::*;
use random_maps::{Random, any_edit, random_document};
use std::{fs, path::Path};

#[test]
fn any_map_is_read_back_as_it_was() {
    let mut records = 0;
    for seed in 0..150 {
        let document = random_document(seed, 60);
        let text = save::to_text(document.map());
        assert_eq!(text, save::to_text(document.map()), "seed {seed} is written in two ways");
        let back = save::from_text(&text).unwrap_or_else(|error| panic!("seed {seed}: {error}\n{text}"));
        assert_eq!(&back, document.map(), "seed {seed}");
        assert_eq!(save::to_text(&back), text, "seed {seed} is not written again as it was");
        // Comment, attribute, two parentheses, and two lines around each of the eleven tables.
        records += text.lines().count() - 4 - 2 * 11;
    }
    assert!(records > 5000, "the maps are too small: {records} records");
}

#[test]
fn a_record_is_one_line() {
    let map = random_document(5, 200).map().clone();
    let text = save::to_text(&map);
    for (id, _) in map.nodes() {
        let lines: Vec<&str> = text.lines().filter(|it| it.starts_with(&format!("\"{id}\": (kind"))).collect();
        assert!(!lines.is_empty() && lines.iter().all(|it| it.ends_with("),")), "{id}: {lines:?}");
    }
}

#[test]
fn a_file_with_other_line_ends_is_read() {
    let map = random_document(7, 60).map().clone();
    let text = save::to_text(&map);
    assert_eq!(save::from_text(&text.replace('\n', "\r\n")).unwrap(), map);
    assert_eq!(save::from_text(&format!("\u{feff}{text}")).unwrap(), map);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// A damaged file is refused with words, or is still a sound map; nothing breaks.
    #[test]
    fn a_mutated_file_never_panics(seed in 0_u64..20, at in 0.0..1.0_f64, cut in any::<bool>(), with in "\\PC{0,3}|[\\[{(\"\\\\,:]{1,3}") {
        let text = save::to_text(random_document(seed, 30).map());
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share of a short text")]
        let mut at = (at * text.len() as f64) as usize;
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let rest = if cut { "" } else { &text[at + text[at..].chars().next().map_or(0, char::len_utf8)..] };
        match save::from_text(&format!("{}{with}{rest}", &text[..at])) {
            Ok(map) => prop_assert_eq!(map.problems(), Vec::<String>::new()),
            Err(error) => prop_assert!(error.to_string().len() > 20),
        }
    }
}

/// A file body with one table.
fn file(table: &str) -> String {
    format!("// cruxmap map, version 1\n#![enable(implicit_some)]\n(\n{table}\n)\n")
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let node = "\"n0000000000000001\": (kind: claim, text: \"a\"),";
    let nested = |n: usize| {
        let value = format!("{}{}", "[".repeat(n), "]".repeat(n));
        file(&format!(
            "nodes: {{\"n0000000000000001\": (kind: evidence, text: \"a\")}},\n\
             evidence: {{\"n0000000000000001\": (kind: sharpe, data: {{\"a\": {value}}})}},"
        ))
    };
    assert!(save::from_text(&nested(32)).is_ok());
    let cases = [
        (String::new(), "This is not a cruxmap map"),
        ("Just a thread\n".to_owned(), "This is not a cruxmap map"),
        ("// cruxmap map, version one\n()".to_owned(), "This is not a cruxmap map"),
        ("// cruxmap map, version 0\n()".to_owned(), "This is not a cruxmap map"),
        ("// cruxmap map, version 2\n(anything)".to_owned(), "The map was written in version 2 of the file form"),
        (file("nodes: {"), "The map is damaged at line 5, column 1: Expected"),
        (file("thoughts: {},"), "The map is damaged at line 4, column 1: Unexpected field named `thoughts`"),
        (file("<<<<<<< ours"), "The map is damaged at line 4, column 1"),
        (file("nodes: {\n\"n1\": (kind: claim, text: \"a\"),},"), "The map is damaged at line 5, column 2: “n1” is"),
        (
            file("nodes: {\n\"n0000000000000001\": (kind: claim),},"),
            "The map is damaged at line 5, column 34: Unexpected missing field named `text`",
        ),
        (file("nodes: {\n\"n0000000000000001\": (kind: guess, text: \"\"),},"), "The map is damaged at line 5"),
        (file(&format!("nodes: {{\n{node}\n{node}\n}},")), "The map is damaged at line 6"),
        (nested(33), "The map is damaged at line 5"),
        (nested(100_000), "The map is damaged at line 5"),
        (file("nodes: {\"n0000000000000001\": (kind: crux, text: \"a\")},"), "The records of the map contradict"),
        (file("pins: {\"n0000000000000001\": (x: inf, y: 0)},"), "The records of the map contradict"),
        (
            file("sources: {\"t0000000000000001\": (title: \"\", format: \"\", chrome: [], text: \"a\")},"),
            "The records of the map contradict each other: the text of t0000000000000001 is not",
        ),
    ];
    for (text, start) in cases {
        let shown: String = text.chars().take(200).collect();
        let message = save::from_text(&text).expect_err(&shown).to_string();
        assert!(message.starts_with(start), "{shown}\ngives: {message}\nexpected: {start}");
    }
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.ron");
    fs::write(&path, b"// cruxmap map, version 1\n(\xff").unwrap();
    assert!(matches!(save::open(&path), Err(OpenError::Damaged { line: 2, column: 2, .. })));
    fs::write(&path, b"\xff\xfe").unwrap();
    assert!(matches!(save::read(&path), Err(OpenError::NotAMap)));
    assert_eq!(names_in(folder.path()), ["map.ron"], "a file that is no map gets no journal");
}

/// The names in a folder, sorted.
fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn every_old_file_opens_and_is_written_again_as_it_was() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("saves");
    let made = save::to_text(&every_kind::map());
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("v1-every-kind.ron"), &made).unwrap();
    }
    assert_eq!(fs::read_to_string(folder.join("v1-every-kind.ron")).unwrap(), made, "UPDATE=1 writes it anew");
    let mut opened = 0;
    for name in names_in(&folder) {
        let text = fs::read_to_string(folder.join(&name)).unwrap();
        let map = save::from_text(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        if name.starts_with(&format!("v{}-", save::VERSION)) {
            assert_eq!(save::to_text(&map), text, "{name}");
        }
        opened += 1;
    }
    assert!(opened > 0);
}

#[test]
fn every_kind_of_record_is_in_the_saved_file() {
    let text = save::to_text(&every_kind::map());
    assert!(!text.contains("{\n},"), "a table is empty:\n{text}");
    for kind in NodeKind::ALL {
        assert!(every_kind::map().nodes().any(|it| it.1.kind == kind), "no {}", kind.word());
    }
    for kind in cruxmap::map::EdgeKind::ALL {
        assert!(every_kind::map().edges().any(|it| it.1.kind == kind), "no edge that {}", kind.words());
    }
}

#[test]
fn every_part_of_evidence_is_in_a_saved_file() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("saves/v1-evidence.ron");
    let text = fs::read_to_string(path).unwrap();
    let parameters = [": number(", ": words(", ": file(", ": figure(", ": credence("];
    let contents = ["content: text(", "content: base64(", "content: linked("];
    let amounts = ["amount: number(", "amount: share(", "amount: count(", "amount: words(", "amount: undefined("];
    let others = ["normal(", "binomial(", "interval: (", "failed: true", "judged(", "computed(", "attached: [\""];
    for part in parameters.iter().chain(&contents).chain(&amounts).chain(&others) {
        assert!(text.contains(part), "no {part}");
    }
    let map = save::from_text(&text).unwrap();
    assert!(map.results().any(|it| it.1.nth > 1), "no history");
    let standings = Standings::of(&map);
    // A newer version of an engine makes results stale; nothing makes inputs unknown.
    assert!(standings.order().iter().all(|&it| standings.inputs(it).is_some()));
}

#[test]
fn a_journal_gives_back_every_edit() {
    let folder = tempfile::tempdir().unwrap();
    for seed in 1..12 {
        let path = folder.path().join(format!("{seed}.ron"));
        let mut random = Random(seed * 7919);
        let mut document = random_document(seed, 20);
        let mut journal = save::create(&path, document.map()).unwrap();
        let mut since = 0;
        for _ in 0..30 {
            let edit = any_edit(document.map(), &mut random);
            let diff = match random.below(5) {
                0 => document.undo(),
                1 => document.redo(),
                _ => document.edit(edit).ok(),
            };
            if let Some(diff) = diff {
                journal.append(&diff).unwrap();
                since += 1;
            }
            match random.below(10) {
                0 => {
                    journal.save(document.map()).unwrap();
                    since = 0;
                }
                1 => {
                    drop(journal);
                    let opened = save::open(&path).unwrap();
                    assert_eq!((&opened.map, opened.recovered), (document.map(), since), "seed {seed}");
                    assert_eq!(opened.warnings, Vec::<String>::new());
                    journal = opened.journal.unwrap();
                }
                _ => {
                    let read = save::read(&path).unwrap();
                    assert_eq!((&read.map, read.recovered), (document.map(), since), "seed {seed}");
                }
            }
        }
        journal.save(document.map()).unwrap();
        drop(journal);
        assert_eq!(fs::read_to_string(&path).unwrap(), save::to_text(document.map()), "seed {seed}");
    }
    assert_eq!(names_in(folder.path()).len(), 11, "a closed map leaves no journal");
}

/// A map file with one claim, and the edit that added it again.
fn document_at(path: &Path) -> (Document, save::Journal) {
    let mut document = Document::new(Map::default(), Ids::seeded(1));
    document.edit(claim("the first")).unwrap();
    let journal = save::create(path, document.map()).unwrap();
    (document, journal)
}

fn claim(text: &str) -> Edit {
    Edit::AddNode { kind: NodeKind::Claim, text: text.to_owned(), at: None, link: None }
}

#[test]
fn a_map_is_open_in_one_program_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.ron");
    let (mut document, mut journal) = document_at(&path);
    assert!(matches!(save::open(&path), Err(OpenError::InUse)));
    assert!(matches!(save::create(&path, &Map::default()), Err(SaveError::InUse)));
    journal.append(&document.edit(claim("the second")).unwrap()).unwrap();
    assert_eq!(save::read(&path).unwrap().map, *document.map(), "reading needs no lock");
    journal.discard();
    assert_eq!(names_in(folder.path()), ["map.ron"]);
    let opened = save::open(&path).unwrap();
    assert_eq!((opened.map.node_count(), opened.recovered), (1, 0), "discarded edits are gone");
}

#[test]
fn a_file_changed_by_another_program_is_not_saved_over_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.ron");
    let (mut document, mut journal) = document_at(&path);
    let theirs = save::to_text(&every_kind::map());
    fs::write(&path, &theirs).unwrap();
    journal.append(&document.edit(claim("the second")).unwrap()).unwrap();
    assert!(matches!(journal.save(document.map()), Err(SaveError::ChangedOnDisk)));
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
    drop(journal);

    // The journal was kept for the file as it was before: it is set aside, and nothing of either is lost.
    let opened = save::open(&path).unwrap();
    assert_eq!((&opened.map, opened.recovered), (&every_kind::map(), 0));
    assert!(opened.warnings[0].contains("map.ron.journal.aside-1"), "{:?}", opened.warnings);
    assert!(fs::read_to_string(folder.path().join("map.ron.journal.aside-1")).unwrap().contains("the second"));
    opened.journal.unwrap().save_over(document.map()).unwrap();
    assert_eq!(save::read(&path).unwrap().map, *document.map());
}

#[test]
fn a_map_opens_where_no_journal_can_be() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.ron");
    drop(document_at(&path));
    fs::create_dir(folder.path().join("map.ron.journal")).unwrap();
    let opened = save::open(&path).unwrap();
    assert!(opened.journal.is_none() && opened.map.node_count() == 1);
    assert!(opened.warnings[0].starts_with("Edits are not kept until you save"), "{:?}", opened.warnings);
}

#[cfg(unix)]
mod on_unix {
    use super::*;
    use std::{
        os::unix::fs::{PermissionsExt as _, symlink},
        process::{Command, Stdio},
    };

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn saving_keeps_permissions_and_follows_links() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.ron"), folder.path().join("link.ron"));
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("real.ron", &link).unwrap();
        save::write_atomically(&link, b"new").unwrap();
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
        assert_eq!(mode(&real), 0o640);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(names_in(folder.path()), ["link.ron", "real.ron"], "nothing is left beside them");

        let (mut document, mut journal) = document_at(&link);
        journal.append(&document.edit(claim("secret")).unwrap()).unwrap();
        assert_eq!(mode(&folder.path().join("real.ron.journal")), 0o640, "the journal is as private as the map");
    }

    #[test]
    fn a_link_that_leads_to_nothing_yet_is_followed() {
        let folder = tempfile::tempdir().unwrap();
        symlink("later.ron", folder.path().join("link.ron")).unwrap();
        save::write_atomically(&folder.path().join("link.ron"), b"new").unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("later.ron")).unwrap(), "new");
        symlink("circle", folder.path().join("circle")).unwrap();
        assert!(save::write_atomically(&folder.path().join("circle"), b"new").is_err());
    }

    #[test]
    fn a_read_only_file_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.ron");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        assert!(save::write_atomically(&path, b"new").is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert!(save::write_atomically(folder.path(), b"new").is_err(), "a folder is no file");
    }

    #[test]
    fn a_pipe_is_written_to_and_stays_a_pipe() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let reader = Command::new("cat").arg(&pipe).stdout(Stdio::piped()).spawn().unwrap();
        save::write_atomically(&pipe, b"through").unwrap();
        assert_eq!(reader.wait_with_output().unwrap().stdout, b"through");
        assert!(!fs::metadata(&pipe).unwrap().is_file());
    }

    #[test]
    fn a_journal_that_is_a_link_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.ron");
        drop(document_at(&path));
        fs::write(folder.path().join("precious"), "text").unwrap();
        symlink("precious", folder.path().join("map.ron.journal")).unwrap();
        assert!(save::open(&path).unwrap().journal.is_none());
        assert_eq!(fs::read_to_string(folder.path().join("precious")).unwrap(), "text");
    }
}
