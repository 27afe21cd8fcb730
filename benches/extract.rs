//! How fast reading and extraction are, against splitting the same text into UAX #29 sentences. How good they are,
//! `cruxmap evaluate` tells. `cargo bench --bench extract`.

#![expect(clippy::expect_used, reason = "a bench may")]

use cruxmap::{
    extract,
    jobs::Progress,
    source::{self, Format},
};
use std::fmt::Write as _;
use unicode_segmentation::UnicodeSegmentation as _;

/// The processor time of this process, in seconds.
fn processor_time() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    #[expect(clippy::cast_precision_loss, reason = "a run takes minutes at most")]
    let seconds = time.tv_sec as f64 + time.tv_nsec as f64 / 1e9;
    seconds
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = processor_time();
    let result = work();
    (processor_time() - start, result)
}

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

fn main() {
    speed();
}
