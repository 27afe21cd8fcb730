//! One input of a reader, and what must hold of it whatever it is. `tests/fuzzing.rs` does the same without a fuzzer.

use cruxmap::{
    formats,
    map::{Edit, Ids, Map},
    source,
};

/// Reads `data` as the format called `name`: no panic, and what was read makes a sound map.
///
/// # Panics
/// If one of these does not hold.
pub fn read(name: &str, data: &[u8]) {
    let text = source::decode(data).text;
    let reader = formats::by_name(name).and_then(|it| it.read.as_ref()).expect("a format that is read");
    (reader.recognise)(&text);
    if let Ok(imported) = (reader.read)(&text) {
        let merged = Edit::Merge(Box::new(imported.records)).make(Map::default(), &mut Ids::seeded(1));
        assert!(merged.expect("records that make a map").problems().is_empty());
    }
}

/// Reads `data` as a thread, in the format it looks like, and again what was made of it: no panic, and each span is words.
///
/// # Panics
/// If one of these does not hold.
pub fn read_thread(data: &[u8]) {
    let imported = source::import(source::decode(data), "fuzz", None);
    let thread = source::read(imported.text, "fuzz", Some(imported.format));
    for comment in &thread.comments {
        assert!(thread.text.get(comment.span.clone()).is_some_and(|it| !it.is_empty()));
    }
}
