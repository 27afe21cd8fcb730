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
