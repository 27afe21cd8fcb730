//! PDF: words are found again in their order, figures say what they show, and nothing that is read breaks anything.

#![expect(clippy::unwrap_used, reason = "a test may")]

mod common;
#[path = "pdf_file/mod.rs"]
mod pdf_file;

use cruxmap::{
    evidence::{Input, Settings, engine},
    export::{
        self,
        pdf::{self, Figure, Pdf, PdfError},
    },
    jobs::Progress,
    layout,
    map::Map,
    picture::{self, Theme},
};
use pdf_file::PdfFile;

fn document(markdown: &str) -> Pdf {
    pdf::document(markdown, &[], "A title").unwrap()
}

fn summary(map: &Map) -> Result<Pdf, PdfError> {
    export::document(map, export::Form::Full.template()).unwrap().pdf()
}

#[test]
fn a_little_more_than_a_page_is_set_as_one() {
    let pages = |paragraphs: usize| {
        let text = "Half the town works on Saturdays, and the library is closed when they could come to it. ".repeat(2);
        PdfFile::read(&document(&format!("# A title\n\n{}", format!("{text}\n\n").repeat(paragraphs))).bytes).pages()
    };
    let counts: Vec<usize> = (1..60).map(|it| pages(it).len()).collect();
    // Words that fill two pages are not squeezed into one; those of one and a half are.
    assert_eq!(counts[..20], [1; 20]);
    assert!(counts.is_sorted() && counts[50..].iter().all(|it| *it > 1), "{counts:?}");
    // Nothing is left out.
    assert_eq!(pages(24).concat().matches("Saturdays").count(), 48);
}

/// The words of a document, with one space between two of them, or where their look changes.
fn words(pdf: &Pdf) -> String {
    let pages = PdfFile::read(&pdf.bytes).pages();
    pages.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn in_order(words: &str, parts: &[&str]) {
    let mut from = 0;
    for part in parts {
        let at = words[from..].find(part);
        assert!(at.is_some(), "“{part}” does not follow in {words}");
        from += at.unwrap() + part.len();
    }
}

fn svg(map: &Map) -> String {
    let layout = layout::run(&picture::request(map), None, &Progress::default());
    export::svg(map, &layout, Theme::light())
}

#[test]
fn words_are_found_again_in_order() {
    let markdown = "# One head\n\nSome *soft*, **strong** and `coded` words, (in) \\\\ brackets, fi and fl.\n\n\
        1. first\n2. second\n   - inner\n\n> A quote.\n\n| Name | Count |\n|---|---:|\n| left | 12 |\n| low | 3 |\n\n\
        ## Another\n\n```\n  let x = 1;\n```\n\nΕλληνικά, кириллица, “quotes”.\n\n***\n\nThe end.";
    let pdf = document(markdown);
    let expected = [
        "One head",
        "Some",
        "soft",
        ",",
        "strong",
        "and",
        "coded",
        "words, (in) \\ brackets, fi and fl.",
        "1. first",
        "2. second",
        "• inner",
        "A quote.",
        "Name Count left 12 low 3",
        "Another",
        "let x = 1;",
        "Ελληνικά, кириллица, “quotes”.",
        "The end.",
        "1 / 1",
    ];
    in_order(&words(&pdf), &expected);
    assert!(pdf.notes.is_empty(), "{:?}", pdf.notes);
}

#[test]
fn long_words_and_long_texts_are_whole() {
    let text: Vec<String> = (0..3000).map(|it| format!("word{it}")).collect();
    let long = "Long".repeat(60);
    let pdf = document(&format!("{}\n\n{long}", text.join(" ")));
    let file = PdfFile::read(&pdf.bytes);
    assert!(file.pages().len() > 3);
    let read: String = file.pages().concat().split_whitespace().collect();
    let foot = |nth: usize| format!("{nth}/{}Atitle", file.pages().len());
    let read = (1..=file.pages().len()).fold(read, |read, nth| read.replace(&foot(nth), ""));
    assert_eq!(read, format!("{}{long}", text.concat()));
}

#[test]
fn the_structure_is_told() {
    let markdown = "# Top\n\n## Part\n\nA [page](https://example.org/ö?a=(b)), [no page](javascript:alert(1)).\n\n\
        - item\n\n> quote\n\n| a |\n|---|\n| b |\n\n### Sub\n\nend\n\n## Next\n\nend";
    let pdf = document(markdown);
    let file = PdfFile::read(&pdf.bytes);
    let all = file.everything();
    for kind in ["H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "BlockQuote", "Table", "TR", "TH", "TD"] {
        assert!(file.count(kind) > 0, "no {kind}");
    }
    assert_eq!(file.texts("/URI"), ["https://example.org/%C3%B6?a=(b)"]);
    assert!(!all.contains("javascript"));
    let mut outline = file.texts("/Title");
    outline.sort_unstable();
    assert_eq!(outline, ["A title", "Next", "Part", "Sub", "Top"], "the title, and bookmarks");
    for said in ["pdfuaid:part", "/Lang(en)", "/MarkInfo", "DisplayDocTitle true"] {
        assert!(all.contains(said), "no {said}");
    }
    assert!(!all.contains("CreationDate") && !all.contains("ModDate"));
}

#[test]
fn figures_are_shapes_and_say_what_they_show() {
    let own = svg(&common::every_kind("A claim of some length."));
    let foreign = "<svg xmlns='http://www.w3.org/2000/svg' width='2000' height='400'><defs><clipPath id='c'><circle r='9'/>\
        </clipPath><linearGradient id='g'><stop stop-color='red'/><stop offset='1'/></linearGradient></defs>\
        <g opacity='.5' clip-path='url(#c)'><rect width='90' height='40' fill='url(#g)'/></g>\
        <text x='9' y='20' font-size='12'>Foreign <tspan fill='red'>words</tspan></text></svg>";
    let figures = [
        Figure { name: "map", svg: &own, alternative: "What is known of the map" },
        Figure { name: "other", svg: foreign, alternative: "Another" },
        Figure { name: "damaged", svg: "<svg", alternative: "A damaged one" },
    ];
    let markdown = "Before\n\n![](figure:map)\n\n![Said *here*](figure:other)\n\n![Damaged](figure:damaged)\n\nAfter";
    let pdf = pdf::document(markdown, &figures, "Figures").unwrap();
    let file = PdfFile::read(&pdf.bytes);
    let mut told = file.texts("/Alt");
    told.sort_unstable();
    assert_eq!(told, ["Said here", "What is known of the map"]);
    let words = words(&pdf);
    for part in ["Before", "A claim of some length.", "Foreign words", "Damaged", "After"] {
        assert!(words.contains(part), "no “{part}” in {words}");
    }
    assert!(pdf.notes.iter().any(|it| it.contains("A damaged one")), "{:?}", pdf.notes);
    assert_eq!(file.count("XObject"), file.count("Form"), "nothing is in dots");
}

#[test]
fn a_map_is_one_page_of_words() {
    let map = common::every_kind("A claim.");
    let pdf = pdf::picture(&svg(&map)).unwrap();
    let file = PdfFile::read(&pdf.bytes);
    assert_eq!(file.pages().len(), 1);
    assert!(file.everything().contains("pdfuaid:part"), "it can be read aloud");
    let cards = file.pages()[0].matches("A claim.").count();
    assert!(cards >= map.node_count(), "{cards} of {}", map.node_count());
    let links = file.texts("/Alt").iter().filter(|it| it.contains("supports")).count();
    assert!(links > 0, "links say what they do");
    assert!(pdf::picture("no picture").is_err());
}

#[test]
fn cruxes_of_a_summary_are_found_in_order() {
    for (name, text, gold) in common::threads() {
        let map = common::map_of(name, &text, &gold);
        let pdf = summary(&map).unwrap();
        let words = words(&pdf);
        let summary = export::summary(&map);
        let cruxes: Vec<String> =
            summary.cruxes.iter().map(|it| it.question.text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        in_order(&words, &cruxes.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(!cruxes.is_empty() && words.contains("The map"), "{name}");
    }
}

/// Plots and maps are read as what this program wrote: each group is a part, and each line of words is whole.
#[test]
fn plots_are_parts_with_words() {
    let (settings, progress) = (Settings::default(), Progress::default());
    let mut data = "date,return\n2020-01-31,0.02\n2020-02-29,-0.01\n2020-03-31,0.03\n2020-04-30,0.01\n".as_bytes();
    let mut input = Input { data: &mut data, name: "data", settings: &settings, progress: &progress };
    let report = (engine("sharpe").unwrap().run)(&mut input).unwrap();
    let theme = Theme::light();
    let svg = export::plots_svg(&report.title, &report.plots, |it| picture::plot::usual_size(it, theme), theme);
    let pdf = pdf::picture(&svg).unwrap();
    let file = PdfFile::read(&pdf.bytes);
    assert!(!report.plots.is_empty() && file.count("P") >= report.plots.len(), "{} parts", file.count("P"));
    for plot in &report.plots {
        let start = plot.words.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
        assert!(file.pages()[0].contains(&start), "no “{start}”");
    }
}

#[test]
fn the_same_gives_the_same_bytes() {
    let map = common::every_kind("A claim with שלום and → signs.");
    assert_eq!(summary(&map).unwrap(), summary(&map).unwrap());
    assert_eq!(pdf::picture(&svg(&map)).unwrap(), pdf::picture(&svg(&map)).unwrap());
}

/// Words of any script can be copied, whether a font has them or a box stands for them.
#[test]
fn other_scripts_are_kept() {
    let cases =
        ["日本語のテキスト", "emoji 😀 here", "e\u{301}le\u{301}ve", "unassigned \u{378} one", "private \u{e123} one"];
    for text in cases {
        let words = words(&document(text));
        assert!(words.contains(text), "{text} is not in {words}");
    }
    // Words from right to left are written as they stand, sign by sign; all of them are there.
    let hebrew = words(&document("אבג"));
    assert!("אבג".chars().all(|it| hebrew.contains(it)), "{hebrew}");
    assert!(document("\u{378}").notes.iter().any(|it| it.contains("U+0378")));
    assert!(document("plain").notes.is_empty());
}

#[test]
fn any_words_make_a_document() {
    for words in common::HOSTILE {
        let map = common::every_kind(words);
        for pdf in [summary(&map).unwrap(), pdf::picture(&svg(&map)).unwrap(), document(words)] {
            let file = PdfFile::read(&pdf.bytes);
            file.pages();
            assert!(file.everything().contains("pdfuaid:part"), "{words:?}: {:?}", pdf.notes);
        }
        pdf::document(words, &[], words).unwrap();
    }
    let map = Map::default();
    summary(&map).unwrap();
}

/// What is made to break a program ends in a document, and soon.
#[test]
fn documents_that_mean_no_good_end() {
    let table = |columns: usize, rows: usize| {
        let row = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(columns));
        format!("{}{}{}", row("head"), row("-"), row("some words").repeat(rows))
    };
    let cases = [
        ("> ".repeat(20_000), 1),
        (format!("{}deep", "> - ".repeat(2000)), 1),
        (format!("{}deep", "1. > ".repeat(2000)), 1),
        ("*a **b ~~c ".repeat(3000), 1),
        ("[".repeat(20_000), 1),
        (format!("https://example.org/{}", ")".repeat(20_000)), 1),
        ("w".repeat(100_000), 10),
        (table(100, 20), 2),
        (table(3, 1), 1),
        (format!("|a|\n|-|\n|{}|\n", "cell ".repeat(6000)), 5),
        ("# h\n".repeat(3000), 30),
        (format!("# {}", "heading ".repeat(3000)), 5),
        ("\n---\n".repeat(500), 10),
        (format!("```\n{}\n```", "    \t code".repeat(2000)), 2),
        ("![a](figure:x)".repeat(100), 1),
        (String::new(), 1),
    ];
    for (markdown, least) in cases {
        let start = &markdown[..markdown.len().min(30)];
        let pages = PdfFile::read(&document(&markdown).bytes).pages().len();
        assert!(pages >= least, "{start}…: {pages} pages");
    }
}

#[test]
fn figures_that_mean_no_good_end() {
    let around = |inner: &str, size: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {size}>{inner}</svg>");
    let usual = "width=\"10\" height=\"10\" viewBox=\"0 0 10 10\"";
    let cases = [
        around("<path d=\"M0 0\"/>", usual),
        around("<path d=\"M0 0L1e30 1e30\" stroke=\"#000000\" stroke-dasharray=\"0 0\"/>", usual),
        around("<path d=\"M0 NaN L1 1\"/>", usual),
        around("<rect x=\"0\" y=\"0\" width=\"-1\" height=\"1\"/>", usual),
        around("<text x=\"1\" y=\"1\" font-size=\"1e20\" textLength=\"0\">a</text>", usual),
        around("<text x=\"1\" y=\"1\" font-size=\"3\" textLength=\"-4\">a</text>", usual),
        around("<rect width=\"1e9\" height=\"1e9\"/>", "width=\"1e9\" height=\"1\""),
        around("<rect width=\"5\" height=\"5\"/>", "width=\"1e-9\" height=\"1e9\""),
        around(
            &format!("{}<rect width=\"5\" height=\"5\"/>{}", "<g opacity=\".5\">".repeat(300), "</g>".repeat(300)),
            usual,
        ),
        around(&"<g>".repeat(5000), usual),
    ];
    for svg in cases {
        // There is a picture or an error, and no end of the program.
        let _ = pdf::picture(&svg);
        let figures = [Figure { name: "x", svg: &svg, alternative: "x" }];
        let pdf = pdf::document("![](figure:x)", &figures, "x").unwrap();
        PdfFile::read(&pdf.bytes).pages();
    }
}
