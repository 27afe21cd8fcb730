//! How fast reading and extraction are, against splitting the same text into UAX #29 sentences, and how much memory
//! `cruxmap extract THREAD -o MAP` takes at its peak for texts of several shapes. How good they are, `cruxmap evaluate`
//! tells. `cargo bench --bench extract`.
//!
//! Memory is told by the system (Linux) of a process of its own for each text: this program again, doing what the command
//! line does.

#![expect(clippy::expect_used, reason = "a bench may")]

mod clock;

use clock::timed;
use cruxmap::{
    cli, extract,
    jobs::Progress,
    source::{self, Format},
};
use std::{
    env,
    fmt::Write as _,
    fs,
    path::Path,
    process::{Command, Stdio},
};
use unicode_segmentation::UnicodeSegmentation as _;

/// A thread of `comments` comments of 780 bytes or so, no two alike.
fn thread(comments: usize) -> String {
    const SENTENCES: [&str; 8] = [
        "I don't think the northern line pays for itself, because the depot is too far out.",
        "In the 2019 survey 14 of 52 stations had fewer than 200 passengers a day.",
        "So the money would be better spent on the buses that people already use.",
        "Fair, I had not thought about the winter timetable.",
        "If somebody showed me that ridership doubles within a year, I'd drop this.",
        "Who would pay for the second track?",
        "The council should publish the contract before it signs anything.",
        "You can see the same pattern in the coastal towns, where fares rose by 12% and nobody left.",
    ];
    let mut text = String::new();
    for at in 0..comments {
        writeln!(text, "rider{}  {}h ago  [+{}]", at % 97, at % 40 + 1, at % 31).expect("a string takes all");
        let mut length = 0;
        for step in 0.. {
            let sentence = SENTENCES[(at * 5 + step * 3) % SENTENCES.len()];
            let sentence = sentence.replacen("the", &format!("the {}th", at % 389), 1);
            length += sentence.len() + 1;
            text.push_str(&sentence);
            text.push(if step % 3 == 2 { '\n' } else { ' ' });
            if length > 700 {
                break;
            }
        }
        text.push_str("\n\n");
    }
    text
}

#[expect(clippy::cast_precision_loss, reason = "texts are megabytes")]
fn speed() {
    println!(
        "{:>9} {:>9} {:>9} {:>9} {:>12} {:>9}",
        "comments", "MB", "read s", "extract s", "comments/s", "sentences"
    );
    for comments in [1_000, 4_000, 16_000] {
        let text = thread(comments);
        let megabytes = text.len() as f64 / 1e6;
        let (plain, count) = timed(|| text.unicode_sentences().count());
        assert!(count > comments);
        let (reading, thread) = timed(|| source::read(text, "bench", Some(Format::Paste)));
        let (extracting, found) = timed(|| extract::extract(&thread, &Progress::default()));
        assert_eq!(found.records.comments.len(), comments);
        println!(
            "{comments:>9} {megabytes:>9.2} {reading:>9.3} {extracting:>9.3} {:>12.0} {plain:>8.3}s",
            comments as f64 / (reading + extracting)
        );
    }
}

/// The most memory that this process has had, in bytes; nothing where the system does not tell.
fn peak() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<usize>().ok()? * 1024)
}

/// The argument with which this program does what the command line does, and tells its peak.
const ONE: &str = "--one";

/// The peak of a process that extracts `thread` into `map`.
fn measured(thread: &Path, map: &Path) -> Option<usize> {
    let program = env::current_exe().expect("a program");
    let mut command = Command::new(program);
    command.args([ONE, "extract"]).arg(thread).arg("-o").arg(map).stdout(Stdio::piped()).stderr(Stdio::null());
    let said = command.output().expect("a process");
    assert!(said.status.success());
    String::from_utf8_lossy(&said.stdout).lines().last()?.parse().ok()
}

/// Words without meaning, from a small generator with a fixed seed.
struct Words(u64);

impl Words {
    fn next(&mut self) -> &'static str {
        const WORDS: [&str; 24] = [
            "a", "of", "is", "no", "it", "dam", "the", "fish", "cost", "most", "because", "river", "council", "people",
            "think", "however", "energy", "should", "line", "price", "study", "claims", "likely", "never",
        ];
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        WORDS[usize::try_from(self.0 >> 33).unwrap_or(0) % WORDS.len()]
    }

    /// So many words.
    fn some(&mut self, count: usize) -> String {
        (0..count).map(|_| self.next()).collect::<Vec<_>>().join(" ")
    }
}

/// A text of `bytes` or a little more, made of what `part` gives.
fn filled(bytes: usize, mut part: impl FnMut(&mut Words) -> String) -> String {
    let (mut text, mut words) = (String::with_capacity(bytes + 1000), Words(1));
    while text.len() < bytes {
        text.push_str(&part(&mut words));
    }
    text
}

#[expect(clippy::cast_precision_loss, reason = "texts are megabytes")]
fn memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let (from, to) = (folder.path().join("thread.txt"), folder.path().join("map.ron"));
    println!("\n{:>32} {:>9} {:>9} {:>9}", "peak memory", "MB", "x input", "map x");
    for bytes in [4_000_000, 8_000_000] {
        let shapes = [
            ("comments of 780 bytes", thread(bytes / 770)),
            ("prose of long sentences", filled(bytes, |it| format!("{}. {}.\n\n", it.some(30), it.some(24)))),
            ("paragraphs of 20 bytes", filled(bytes, |it| format!("{}\n\n", it.some(4)))),
            ("quotes and answers, 40 a pair", filled(bytes, |it| format!("> {}\n\n{}\n\n", it.some(4), it.some(4)))),
            ("one line", filled(bytes, |it| format!("{} ", it.some(8)))),
        ];
        for (name, text) in shapes {
            fs::write(&from, &text).expect("a file");
            let _ = fs::remove_file(&to);
            let Some(peak) = measured(&from, &to) else { return println!("this system does not tell") };
            let map = fs::metadata(&to).map_or(0, |it| it.len());
            let input = text.len() as f64;
            println!("{name:>32} {:>9.1} {:>9.1} {:>9.1}", input / 1e6, peak as f64 / input, map as f64 / input);
        }
    }
}

fn main() {
    let mut arguments = env::args_os();
    if arguments.nth(1).is_some_and(|it| it == ONE) {
        let _ = cli::run([env!("CARGO_PKG_NAME").into()].into_iter().chain(arguments));
        if let Some(peak) = peak() {
            println!("{peak}");
        }
        return;
    }
    speed();
    memory();
}
