//! Pictures that are taken away: well formed with any words, and as large as asked for.
mod common;

use cruxmap::{export, jobs::Progress, layout, map::Map, picture};
use resvg::usvg::{Options, Tree};

fn svg(map: &Map) -> String {
    let layout = layout::run(&picture::request(map), None, &Progress::default());
    export::svg(map, &layout, picture::Theme::light())
}

#[test]
fn svg_is_well_formed_with_any_words() {
    for words in common::HOSTILE {
        let svg = svg(&common::every_kind(words));
        Tree::from_str(&svg, &Options::default()).unwrap();
        assert!(!svg.contains("<script"));
        assert!(svg.matches("<title>").count() > 20, "nodes and links have titles");
    }
    Tree::from_str(&svg(&Map::default()), &Options::default()).unwrap();
}

#[test]
fn png_has_the_size_asked_for_up_to_a_bound() {
    let header = |png: &[u8]| {
        let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        (number(16), number(20))
    };
    let page = |width: u32, height: u32| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"/>")
    };
    assert_eq!(header(&export::png(&page(300, 200), 2.0).unwrap()), (600, 400));
    assert_eq!(header(&export::png(&page(300, 200), f32::NAN).unwrap()), (300, 200));
    assert_eq!(header(&export::png(&page(300_000, 30), 4.0).unwrap()), (12_000, 2));
    assert!(export::png("no picture", 1.0).is_err());
    let small = svg(&common::every_kind("A claim."));
    assert!(export::png(&small, 0.2).unwrap().starts_with(b"\x89PNG"));
}
