//! What the fuzz targets do, for a bounded number of inputs made from the stored corpus, without a fuzzer.

#![expect(clippy::unwrap_used, reason = "a test may")]

#[expect(clippy::expect_used, reason = "what does not hold is to be found")]
#[path = "../fuzz/src/one.rs"]
mod one;
mod random_maps;

use cruxmap::formats::FORMATS;
use random_maps::Random;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Inputs made of each file of the corpus.
const INPUTS: usize = 400;

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

fn names_in(folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(fuzz().join(folder)).unwrap();
    entries.map(|it| it.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned()).collect()
}

/// Every reader has a target, a corpus and a line in the package, and nothing else has.
#[test]
fn every_reader_has_a_target_and_a_corpus() {
    let readers: BTreeSet<String> =
        FORMATS.iter().filter(|it| it.read.is_some()).map(|it| it.name.to_owned()).collect();
    // Threads of all formats are one target; its corpus is what their tests read.
    let mut targets = readers.clone();
    targets.insert("threads".to_owned());
    assert_eq!(names_in("fuzz_targets"), targets);
    assert_eq!(names_in("corpus"), readers);
    let package = fs::read_to_string(fuzz().join("Cargo.toml")).unwrap();
    for name in readers {
        assert!(package.contains(&format!("path = \"fuzz_targets/{name}.rs\"")), "fuzz/Cargo.toml lacks {name}");
        let target = fs::read_to_string(fuzz().join(format!("fuzz_targets/{name}.rs"))).unwrap();
        assert!(target.contains(&format!("target!(\"{name}\")")), "{name}");
    }
}

/// Changes a few places: bytes flipped, put in, taken out, doubled, or taken from elsewhere.
fn changed(data: &[u8], random: &mut Random) -> Vec<u8> {
    const SIGNS: &[u8] = b"\"\\{}[]()<>=:;,+-_#/*\n\0\xff 09";
    let mut data = data.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(data.len().max(1)).min(data.len());
        let end = (at + 1 + random.below(24)).min(data.len());
        match random.below(6) {
            0 if at < data.len() => data[at] ^= 1 << random.below(8),
            1 => data.insert(at, SIGNS[random.below(SIGNS.len())]),
            2 => drop(data.drain(at..end)),
            3 => {
                let piece = data[at..end].repeat(1 + random.below(40));
                data.splice(at..at, piece);
            }
            4 => {
                let piece = data[at..end].to_vec();
                let to = random.below(data.len() + 1);
                data.splice(to..to, piece);
            }
            _ => data.truncate(at.max(1)),
        }
    }
    data
}

#[test]
fn nothing_made_from_the_corpus_breaks_a_reader() {
    let mut random = Random(0x5eed);
    for name in names_in("corpus") {
        for file in fs::read_dir(fuzz().join("corpus").join(&name)).unwrap() {
            let data = fs::read(file.unwrap().path()).unwrap();
            one::read(&name, &data);
            for _ in 0..INPUTS {
                one::read(&name, &changed(&data, &mut random));
            }
        }
    }
}

#[test]
fn nothing_made_of_threads_breaks_a_reader() {
    let mut random = Random(0x5eed);
    let mut files: Vec<PathBuf> =
        fs::read_dir(fuzz().join("../tests/importing/files")).unwrap().map(|it| it.unwrap().path()).collect();
    files.retain(|it| it.extension().is_some_and(|it| it != "expected"));
    files.sort();
    for file in files {
        let data = fs::read(file).unwrap();
        for _ in 0..INPUTS / 8 {
            one::read_thread(&changed(&data, &mut random));
        }
    }
}
