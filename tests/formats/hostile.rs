//! Whatever is given to a reader: no panic.

use super::{map_of, random_maps::random_document, written};
use cruxmap::formats::{self, FORMATS};

/// Files of random maps, cut off and with bytes put in: they are read, or refused with words.
#[test]
fn damaged_files_are_read_or_refused() {
    const PUT_IN: [&str; 9] = ["\"", "\\", "{", "}", "[", "]", "\n", "\u{feff}", "é"];
    for format in FORMATS.iter().filter(|it| it.read.is_some() && it.write.is_some()) {
        let Some(reader) = &format.read else { continue };
        let text = String::from_utf8(written(format, random_document(3, 60).map())).unwrap();
        let places = (0..text.len()).step_by(1 + text.len() / 150).filter(|&it| text.is_char_boundary(it));
        for at in places {
            let put_in = PUT_IN[at % PUT_IN.len()];
            for damaged in [text[..at].to_owned(), format!("{}{put_in}{}", &text[..at], &text[at..])] {
                formats::recognise(&damaged);
                if let Ok(imported) = (reader.read)(&damaged) {
                    map_of(imported);
                }
            }
        }
    }
}
