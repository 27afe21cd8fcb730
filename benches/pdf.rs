//! Processor time of PDF: the picture of a map, its summary, and long documents that mean no good.

#![expect(clippy::expect_used, reason = "a bench may")]

#[path = "../tests/large_map/mod.rs"]
mod large_map;

mod clock;

use clock::timed;
use cruxmap::{
    export::{self, Form, pdf},
    jobs::Progress,
    layout,
    picture::{self, Theme},
};

fn main() {
    println!(
        "{:>8} {:>9} {:>9} {:>10} {:>10} {:>9}",
        "nodes", "layout s", "picture s", "picture MB", "summary s", "MB"
    );
    for nodes in [1000, 5000] {
        let map = large_map::map_of(nodes);
        let (laying, layout) = timed(|| layout::run(&picture::request(&map), None, &Progress::default()));
        let (drawing, drawn) = timed(|| pdf::picture(&export::svg(&map, &layout, Theme::light())).expect("a picture"));
        let (summing, summary) = timed(|| {
            let document = export::document(&map, Form::Full.template()).expect("a document");
            document.pdf().expect("a summary")
        });
        let (large, small) = (size(&drawn), size(&summary));
        println!("{nodes:>8} {laying:>9.3} {drawing:>9.3} {large:>10.2} {summing:>10.3} {small:>9.2}");
    }
    println!("\n{:>28} {:>9} {:>9}", "1 MB of", "s", "MB");
    let rows =
        format!("|{}\n|{}\n{}", "a|".repeat(100), "-|".repeat(100), format!("|{}\n", "b c|".repeat(100)).repeat(2500));
    for (what, markdown) in [
        ("one paragraph", "some words that follow each other ".repeat(30_000)),
        ("one word", "w".repeat(1 << 20)),
        ("a table of 100 columns", rows),
        ("quotes within quotes", format!("{} end", "> ".repeat(1 << 19))),
        ("lists within lists", (0..1400).flat_map(|it| [" ".repeat(it), "- a\n".to_owned()]).collect()),
        ("emphasis", "*a **b ".repeat(150_000)),
        ("brackets", "[".repeat(1 << 20)),
        ("links", "https://example.org/a ".repeat(48_000)),
        ("headings", "# h\n".repeat(1 << 18)),
        ("letters of no font", (0..350_000_u32).filter_map(|it| char::from_u32(0x3_0000 + it % 0xa_0000)).collect()),
    ] {
        let (time, made) = timed(|| pdf::document(&markdown, &[], what).expect("a document"));
        println!("{what:>28} {time:>9.3} {:>9.2}", size(&made));
    }
}

fn size(made: &pdf::Pdf) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "some MB")]
    let bytes = made.bytes.len() as f64;
    bytes / 1e6
}
