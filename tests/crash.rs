//! A program that is killed, or runs out of disk, loses no finished edit and harms no file.
//!
//! The tests start this test program again as a child that edits a map, and kill it.

#![cfg(unix)]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may")]

mod random_maps;

use cruxmap::{
    map::{Document, Edit, Ids, Map, NodeKind},
    save::{self, Journal},
};
use random_maps::{Random, any_edit};
use std::{
    env, fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

/// Tells the child which map to edit, and the seed of its edits.
const CHILD: &str = "CRUXMAP_TEST_CHILD";

/// What the child does, step by step; the parent repeats it to know what must be there.
struct Session {
    document: Document,
    random: Random,
}

impl Session {
    fn new(map: Map, seed: u64) -> Self {
        Self { document: Document::new(map, Ids::seeded(seed)), random: Random(seed | 1) }
    }

    /// The next finished edit, undo or redo, and whether the map is saved after it.
    fn step(&mut self) -> (cruxmap::map::Diff, bool) {
        loop {
            let edit = any_edit(self.document.map(), &mut self.random);
            let diff = match self.random.below(6) {
                0 => self.document.undo(),
                1 => self.document.redo(),
                _ => self.document.edit(edit).ok(),
            };
            let save = self.random.below(4) == 0;
            if let Some(diff) = diff.filter(|it| !it.is_empty()) {
                return (diff, save);
            }
        }
    }
}

fn start_child(test: &str, path: &Path, seed: u64) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "--nocapture", test]).env(CHILD, format!("{seed} {}", path.display()));
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

fn child_task() -> (PathBuf, u64) {
    let task = env::var(CHILD).expect("run by another test");
    let (seed, path) = task.split_once(' ').unwrap();
    (path.into(), seed.parse().unwrap())
}

#[test]
#[ignore = "a child process of the tests below"]
fn child_that_edits_until_it_is_killed() {
    let (path, seed) = child_task();
    let opened = save::open(&path).unwrap();
    let mut journal = opened.journal.unwrap();
    let mut session = Session::new(opened.map, seed);
    loop {
        let (diff, save) = session.step();
        journal.append(&diff).unwrap();
        println!("\nfinished");
        if save {
            journal.save(session.document.map()).unwrap();
        }
    }
}

/// Lets the child finish `edits` edits and a little more, kills it, and counts what it said it had finished.
fn kill_after(mut child: Child, edits: usize, extra: Duration) -> usize {
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut finished = 0;
    while finished < edits {
        let line = lines.next().expect("the child ended by itself").unwrap();
        finished += usize::from(line == "finished");
    }
    thread::sleep(extra);
    child.kill().unwrap();
    child.wait().unwrap();
    // What it said before it died still stands in the pipe.
    finished + lines.map_while(Result::ok).filter(|it| it == "finished").count()
}

#[test]
fn a_killed_program_loses_no_finished_edit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.ron");
    drop(save::create(&path, &Map::default()).unwrap());
    let mut random = Random(2_463_534_242);
    let (mut map, mut total, mut recovered) = (Map::default(), 0, 0);
    for seed in 1..=30 {
        let child = start_child("child_that_edits_until_it_is_killed", &path, seed).spawn().unwrap();
        let extra = Duration::from_micros(random.below(4000) as u64);
        let finished = kill_after(child, random.below(25), extra);

        let opened = save::open(&path).unwrap();
        let mut session = Session::new(map, seed);
        for _ in 0..finished {
            session.step();
        }
        if opened.map != *session.document.map() {
            // The edit under way was on the disk already, but the child did not come to say so.
            session.step();
        }
        assert!(opened.map == *session.document.map(), "round {seed}: not the map after {finished} finished edits");
        assert_eq!(opened.map.problems(), Vec::<String>::new(), "round {seed}");
        assert!(
            opened.warnings.iter().all(|it| it.starts_with("The last edit was not finished")),
            "{:?}",
            opened.warnings
        );
        map = opened.map;
        total += finished;
        recovered += opened.recovered;
        if seed % 5 == 0 {
            opened.journal.unwrap().save(&map).unwrap();
        }
    }
    assert!(total > 200 && recovered > 20, "too tame: {total} edits, {recovered} from the journal");
}

#[test]
#[ignore = "a child process of the tests below"]
fn child_that_runs_out_of_room() {
    let (path, _) = child_task();
    let opened = save::open(&path).unwrap();
    let mut journal = opened.journal.unwrap();
    let mut document = Document::new(opened.map, Ids::seeded(9));
    document.edit(claim("a")).unwrap();
    let node = document.map().nodes().next().unwrap().0;
    journal.save(document.map()).unwrap();
    let mut reword = |journal: &mut Journal, n: usize| {
        let text = format!("{n} {}", "long ".repeat(200));
        let diff = document.edit(Edit::SetText { node, text }).unwrap();
        (journal.append(&diff), document.map().clone())
    };
    let full = (0..1000).find(|&n| reword(&mut journal, n).0.is_err()).expect("there is room without end");
    // What follows the edit that could not be kept would not fit, so it is refused however short it is.
    let (refused, map) = reword(&mut journal, 1000);
    assert!(full > 3 && refused.unwrap_err().to_string().contains("save the map"));
    assert_eq!(save::read(&path).unwrap().recovered, full, "the edits before it are kept");
    journal.save(&map).unwrap();
    let (kept, map) = reword(&mut journal, 1001);
    kept.unwrap();
    drop(journal);
    let opened = save::open(&path).unwrap();
    assert!(opened.map == map && opened.recovered == 1 && opened.warnings.is_empty());
    println!("\nall was kept");
}

#[test]
fn a_full_disk_is_told_and_harms_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.ron");
    drop(save::create(&path, &Map::default()).unwrap());
    let child = start_child("child_that_runs_out_of_room", &path, 0);
    // No file may grow beyond 16 KiB or so; a write beyond fails as on a full disk.
    let mut limited = Command::new("sh");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 16; exec \"$0\" \"$@\""]);
    limited.arg(child.get_program()).args(child.get_args());
    limited.env(CHILD, child.get_envs().find(|it| it.0 == CHILD).unwrap().1.unwrap());
    let output = limited.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("all was kept"), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
}

fn claim(text: &str) -> Edit {
    Edit::AddNode { kind: NodeKind::Claim, text: text.to_owned(), at: None, link: None }
}

/// The files of a session with two edits, before and after they were saved.
struct Story {
    /// The map file before, and after saving.
    file_a: Vec<u8>,
    file_b: Vec<u8>,
    /// Form and base A; the two edits; base B: the journal's lines.
    head: Vec<u8>,
    edit_1: Vec<u8>,
    edit_2: Vec<u8>,
    base_b: Vec<u8>,
    maps: [Map; 3],
}

fn story() -> Story {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.ron");
    let journal_path = folder.path().join("map.ron.journal");
    let mut document = Document::new(Map::default(), Ids::seeded(4));
    document.edit(claim("zero")).unwrap();
    let map_0 = document.map().clone();
    let mut journal = save::create(&path, &map_0).unwrap();
    let (file_a, head) = (fs::read(&path).unwrap(), fs::read(&journal_path).unwrap());
    journal.append(&document.edit(claim("one")).unwrap()).unwrap();
    let map_1 = document.map().clone();
    let with_1 = fs::read(&journal_path).unwrap();
    journal.append(&document.edit(claim("two, “twice”")).unwrap()).unwrap();
    let with_2 = fs::read(&journal_path).unwrap();
    journal.save(document.map()).unwrap();
    let (file_b, fresh) = (fs::read(&path).unwrap(), fs::read(&journal_path).unwrap());
    let form = head.iter().position(|&it| it == b'\n').unwrap() + 1;
    Story {
        file_a,
        file_b,
        edit_1: with_1[head.len()..].to_vec(),
        edit_2: with_2[with_1.len()..].to_vec(),
        base_b: fresh[form..].to_vec(),
        head,
        maps: [map_0, map_1, document.map().clone()],
    }
}

/// Opens a map left behind in this state, checks it, and checks that work can go on from there.
fn check(name: &str, file: &[u8], journal: Option<&[u8]>, map: &Map, warnings: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.ron");
    let journal_path = folder.path().join("map.ron.journal");
    fs::write(&path, file).unwrap();
    if let Some(journal) = journal {
        fs::write(&journal_path, journal).unwrap();
    }
    let read = save::read(&path).unwrap();
    assert!(read.map == *map, "{name}: read as something else");
    let opened = save::open(&path).unwrap();
    assert!(opened.map == *map, "{name}: opened as something else");
    assert_eq!(opened.recovered, read.recovered, "{name}");
    assert_eq!(opened.warnings.len(), warnings.len(), "{name}: {:?}", opened.warnings);
    for (found, expected) in opened.warnings.iter().zip(warnings) {
        assert!(found.contains(expected), "{name}: {found}");
    }
    assert_eq!(fs::read(&path).unwrap(), file, "{name}: opening changed the map file");
    let aside = folder.path().join("map.ron.journal.aside-1");
    if warnings.iter().any(|it| it.contains("kept as")) {
        assert_eq!(fs::read(aside).unwrap(), journal.unwrap(), "{name}");
    } else {
        assert!(!aside.exists(), "{name}: a journal of no use was kept");
    }

    let mut document = Document::new(opened.map, Ids::seeded(77));
    let mut journal = opened.journal.unwrap();
    journal.append(&document.edit(claim("afterwards")).unwrap()).unwrap();
    drop(journal);
    let again = save::open(&path).unwrap();
    assert!(again.map == *document.map() && again.warnings.is_empty(), "{name}: {:?}", again.warnings);
    again.journal.unwrap().save(&again.map).unwrap();
    assert!(!journal_path.exists(), "{name}");
    assert!(save::open(&path).unwrap().map == again.map, "{name}");
}

#[test]
fn a_crash_between_any_two_steps_of_saving_loses_nothing() {
    let it = story();
    let [_, _, map] = &it.maps;
    let edits = [&it.head[..], &it.edit_1, &it.edit_2].concat();
    let marked = [&edits[..], &it.base_b].concat();
    let form = it.head.iter().position(|&it| it == b'\n').unwrap() + 1;
    let fresh = [&it.head[..form], &it.base_b].concat();

    check("before saving", &it.file_a, Some(&edits), map, &[]);
    for cut in edits.len() + 1..marked.len() {
        check("while the marker is written", &it.file_a, Some(&marked[..cut]), map, &["not finished"]);
    }
    check("after the marker", &it.file_a, Some(&marked), map, &[]);
    check("after the file", &it.file_b, Some(&marked), map, &[]);
    for cut in 0..fresh.len() {
        let torn: &[&str] = if cut > form { &["not finished"] } else { &[] };
        check("while the journal starts anew", &it.file_b, Some(&fresh[..cut]), map, torn);
    }
    check("after saving", &it.file_b, Some(&fresh), map, &[]);
    check("after closing", &it.file_b, None, map, &[]);
}

#[test]
fn the_marker_is_on_the_disk_before_the_file_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.ron");
    let mut document = Document::new(Map::default(), Ids::seeded(4));
    let mut journal = save::create(&path, document.map()).unwrap();
    journal.append(&document.edit(claim("one")).unwrap()).unwrap();
    // A read-only file stops saving just before the file is replaced.
    let writable = fs::metadata(&path).unwrap().permissions();
    let mut read_only = writable.clone();
    read_only.set_readonly(true);
    fs::set_permissions(&path, read_only).unwrap();
    journal.save(document.map()).unwrap_err();
    drop(journal);
    // Replaced after all, and killed right then.
    fs::set_permissions(&path, writable).unwrap();
    fs::write(&path, save::to_text(document.map())).unwrap();
    let opened = save::open(&path).unwrap();
    assert!(opened.map == *document.map() && opened.recovered == 0 && opened.warnings.is_empty());
}

#[test]
fn a_save_that_failed_does_not_hide_what_follows() {
    let it = story();
    let [_, map_1, map_2] = &it.maps;
    // Marked as saved with both edits, but the file was never replaced; then one edit was taken back.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.ron");
    let mut journal = save::create(&path, map_2).unwrap();
    let added = map_2.nodes().map(|it| it.0).find(|&it| map_1.node(it).is_none()).unwrap();
    let mut document = Document::new(map_2.clone(), Ids::seeded(0));
    journal.append(&document.edit(Edit::Delete { items: [added.into()].into() }).unwrap()).unwrap();
    assert!(document.map() == map_1);
    let content = fs::read(folder.path().join("map.ron.journal")).unwrap();
    let fresh = it.head.iter().position(|&it| it == b'\n').unwrap() + 1 + it.base_b.len();
    let undo = &content[fresh..];
    let went_on = [&it.head[..], &it.edit_1, &it.edit_2, &it.base_b, undo].concat();
    check("went on after a failed save", &it.file_a, Some(&went_on), map_1, &[]);
    check("went on after a save", &it.file_b, Some(&went_on), map_1, &[]);
}

#[test]
fn a_torn_or_damaged_line_costs_only_itself_and_what_follows() {
    let it = story();
    let [map_0, map_1, map_2] = &it.maps;
    let whole = [&it.head[..], &it.edit_1, &it.edit_2].concat();
    let (one, two) = (it.head.len() + it.edit_1.len(), whole.len());
    for cut in one + 1..two {
        check("torn", &it.file_a, Some(&whole[..cut]), map_1, &["not finished"]);
    }
    check("whole", &it.file_a, Some(&whole), map_2, &[]);
    for at in (it.head.len()..one - 1).step_by(7) {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        check("damaged", &it.file_a, Some(&damaged), map_0, &["damaged in the middle. It is kept as"]);
    }
}

#[test]
fn a_journal_that_does_not_belong_here_is_set_aside() {
    let it = story();
    let [map_0, _, map_2] = &it.maps;
    let whole = [&it.head[..], &it.edit_1, &it.edit_2].concat();
    let without_1 = [&it.head[..], &it.edit_2, &it.edit_1, &it.edit_1].concat();
    let newer = String::from_utf8(whole.clone()).unwrap().replace("version 1", "version 2");
    let foreign = b"some text\nof somebody else";
    check("another state", &it.file_b, Some(&whole), map_2, &["another state of the file. It is kept as"]);
    check("twice the same", &it.file_a, Some(&without_1), map_0, &["do not fit the file. It is kept as"]);
    check("newer", &it.file_a, Some(newer.as_bytes()), map_0, &["does not know its form. It is kept as"]);
    check("foreign", &it.file_a, Some(foreign), map_0, &["does not know its form. It is kept as"]);
    check("of no use", &it.file_b, Some(&it.head), map_2, &[]);
}
