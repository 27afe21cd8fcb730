//! Pictures that are taken away: well formed with any words, and as large as asked for.
mod common;

use cruxmap::{
    export,
    jobs::Progress,
    layout::{self, Layout},
    map::Map,
    picture::{self, Theme},
};
use resvg::{
    tiny_skia::Pixmap,
    usvg::{Options, Tree},
};

fn laid_out(map: &Map) -> Layout {
    layout::run(&picture::request(map), None, &Progress::default())
}

fn svg(map: &Map) -> String {
    export::svg(map, &laid_out(map), Theme::light())
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

/// How bright squares of 16 dots are on average, 0 to 255.
fn squares(dots: &Pixmap) -> impl Iterator<Item = u32> {
    let (width, height) = (dots.width(), dots.height());
    let bright = |x, y| dots.pixel(x, y).map_or(0, |it| u32::from(it.green()));
    let square = move |left: u32, top: u32| {
        let all = (top..top + 16).flat_map(|y| (left..left + 16).map(move |x| (x, y)));
        all.map(|(x, y)| bright(x, y)).sum::<u32>() / 256
    };
    let lefts = move |top| (0..width / 16).map(move |column| (column * 16, top));
    (0..height / 16).flat_map(move |row| lefts(row * 16)).map(move |(left, top)| square(left, top))
}

/// The picture of a map in dots is drawn without its SVG, and shows the same.
#[test]
fn a_map_in_dots_looks_like_its_svg() {
    let looks = "**Strong**, *slanted*, `code`, ~~struck~~, [linked](https://example.org); Ωμέγα, שלום and 日本.";
    for words in [common::HOSTILE[4], looks] {
        let map = common::every_kind(words);
        let layout = laid_out(&map);
        for (theme, scale) in [(Theme::light(), 2.0), (Theme::dark(), 0.6)] {
            let dots = |png: Vec<u8>| Pixmap::decode_png(&png).unwrap();
            let drawn = dots(export::map_png(&map, &layout, theme, scale).unwrap());
            let expected = dots(export::png(&export::svg(&map, &layout, theme), scale).unwrap());
            assert_eq!((drawn.width(), drawn.height()), (expected.width(), expected.height()));
            // Letters are not moved together in pairs, so they stand a little elsewhere: squares are compared.
            let most = squares(&drawn).zip(squares(&expected)).map(|(a, b)| a.abs_diff(b)).max();
            assert!(most.unwrap() < 48, "{words}: squares differ by {most:?} of 255");
        }
    }
}
