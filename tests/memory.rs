//! No reader has more memory in use than twenty times its input. The only test of its program, since others beside it would
//! be counted too.

use cruxmap::{
    formats::FORMATS,
    source::{self, Decision, Format},
};
use peak_alloc::PeakAlloc;
use std::ops::Range;

#[global_allocator]
static COUNTED: PeakAlloc = PeakAlloc;

/// The most memory in bytes that `what` has in use beyond what there was before.
fn most_memory(what: impl FnOnce()) -> usize {
    COUNTED.reset_peak_usage();
    let before = COUNTED.current_usage();
    what();
    COUNTED.peak_usage().saturating_sub(before)
}

/// Each piece again and again, to an eighth of a mebibyte.
const AGAIN: [&str; 26] = [
    "{",
    "[",
    "(",
    "<",
    "\"",
    "\\",
    "a;",
    "a->",
    "a--b;",
    "a[b=c]",
    "{a}",
    "[]",
    "[0,",
    "{\"a\":",
    "{\"a\":{}},",
    "-\n",
    "\n",
    "+ a\n",
    " ",
    "# a\n",
    "[a]\n",
    "<a>\n",
    "1. a\n",
    "(1) a\n----\n",
    "=\n",
    "a,b\n",
];

/// How texts of each format start, so that what comes again and again is read as that format.
const STARTS: [&str; 7] =
    ["", "digraph {", "{\"nodes\":[", "{\"nodes\":[],\"edges\":[", "[a]: b\n", "===\na: ", "1\n#\n"];

/// As many different things as fit, each in as few letters as it can be: the start of a text, what comes again with another
/// number for each `#`, and the end.
const TIGHT: [[&str; 3]; 20] = [
    [r#"{"nodes":["#, r#"{"nodeID":#,"type":"I"},"#, r#"{}],"edges":[]}"#],
    [r#"{"nodes":["#, r#"{"nodeID":#,"type":"L","text":"a"},"#, r#"{}],"edges":[]}"#],
    [r#"{"nodes":["#, r#"{"nodeID":#,"type":""},"#, r#"{}],"edges":[]}"#],
    [
        r#"{"nodes":[{"nodeID":"","type":"I"}"#,
        r#",{"nodeID":#,"type":"I"}"#,
        r#"],"locutions":[{"nodeID":1,"personID":1}]}"#,
    ],
    [r#"{"locutions":["#, r#"{"nodeID":#},"#, r#"{}],"participants":[{"participantID":1,"firstname":"a"}]}"#],
    [r#"{"locutions":[],"participants":["#, r#"{"id":#,"surname":"a"},"#, "{}]}"],
    [r#"{"locutions":[],"text":""#, r"<span id=#>a</span>", r#""}"#],
    [r#"{"nodes":["#, r#"{"id":#,"type":"text","x":1,"width":1},"#, "{}]}"],
    [r#"{"nodes":[{"width":1},"#, r#"{"id":#,"type":"text"},"#, "{}]}"],
    [r#"{"nodes":[{"width":1},"#, r#"{"id":#,"type":"group"},"#, "{}]}"],
    [r#"{"x-crux":{"version":1,"persons":{"#, r#""p000000000000@@@@":{"name":""},"#, r#"}},"nodes":[]}"#],
    [r#"{"x-crux":{"version":1,"nodes":{"#, r#""n000000000000@@@@":{"kind":"claim","text":""},"#, r#"}},"edges":[]}"#],
    [
        r#"{"x-crux":{"version":1,"evidence":{"n0000000000000000":{"kind":"citation","data":{"a":["#,
        "0,",
        r#"0]}}}},"nodes":[]}"#,
    ],
    [
        r#"{"x-crux":{"version":1,"evidence":{"n0000000000000000":{"kind":"citation","data":{"#,
        r#""@@@@":0,"#,
        r#"}}}},"nodes":[]}"#,
    ],
    ["comment-id,author-id,agrees,disagrees,comment-body\n", "#,#,1,1,a\n", ""],
    ["comment-id,voter-id,vote\n", "#,#,1\n", ""],
    ["participant,group-id,n-votes", ",#", "\n1,1,1,1,1,1\n"],
    ["participant,group-id,n-votes,0,1,2\n", "#,#,1,1,1,1\n", ""],
    ["1. a\n", "1.#. Pro: a\n", ""],
    ["1. a\n1.1. Pro: b\n", "1.#. Con: -> See 1.1.\n", ""],
];

/// What threads are made of, again and again to half of that: lines in which much is seen for their length. `#` is another
/// number each time.
const LINES: [&str; 24] = [
    "a\n",
    "\n",
    "- a\n",
    "> a\n",
    "\"abc\"\n",
    "^ a\n",
    "^\na\n",
    "# a\n",
    "yes\n",
    "I agree\nyes\n",
    "@a\n",
    "some words here\nNo, you said abc. (no)\n",
    "AB#\n",
    "abcd# ",
    "yes. abcd#\n\n\n",
    "by\na\n",
    "a\n1h\nb\n",
    "a#, 1h\nb\n",
    "a#, 1h\n> b\n> c\n- d\n",
    "a, 1h\nreply to b\nc\n",
    "**a** 1h\nb\n",
    "## a 1h\n",
    "=== #\na\n",
    "=== # | reply to # | by # | link #\n\n",
];

/// A piece again with each of some numbers for `#`.
fn numbered(numbers: Range<usize>, piece: &str) -> String {
    numbers.map(|n| piece.replace('#', &n.to_string())).collect()
}

/// Premises and edges: what one file can hold most of.
fn premises() -> String {
    let nodes = numbered(0..2000, r#"{"nodeID":#,"type":"I"},"#);
    let edges = numbered(0..2000, r#"{"fromID":#,"toID":"r"},"#);
    let ends = r#"{"nodeID":"r","type":"RA"},{"nodeID":"c","type":"I"}],"edges":[{"fromID":"r","toID":"c"},"#;
    format!(r#"{{"nodes":[{nodes}{ends}{edges}{{}}]}}"#)
}

/// Lines between few cards.
fn lines() -> String {
    let nodes = numbered(0..64, r##"{"id":"#","type":"text"},"##);
    let line = |n: usize| numbered(0..64, &format!(r##"{{"fromNode":"{n}","toNode":"#"}},"##));
    let edges: String = (0..64).map(line).collect();
    format!(r#"{{"nodes":[{nodes}{{}}],"edges":[{edges}{{}}]}}"#)
}

fn tight([start, again, end]: [&str; 3]) -> String {
    let count = (1 << 17) / again.len();
    let hex = again.contains("@@@@");
    let piece = |n: usize| {
        if hex { again.replace("@@@@", &format!("{n:04x}")) } else { again.replace('#', &n.to_string()) }
    };
    let all: String = (0..count).map(piece).collect();
    // No comma before the end of an object.
    let all = if end.starts_with('}') { all.trim_end_matches(',') } else { &all };
    format!("{start}{all}{end}")
}

/// Every line of [`LINES`] in every format of thread, with and without decisions on where comments start.
fn threads_are_bounded() {
    for (format, piece) in Format::ALL.iter().flat_map(|format| LINES.iter().map(move |piece| (*format, *piece))) {
        let start = if format == Format::Transcript { "=== Thread: a\n" } else { "" };
        // The number of a comment stands after a sign that is doubled here.
        let piece = piece.replace("=== #", "=== ##").replacen("##", "\0#", 1);
        let text = format!("{start}{}", numbered(0..(1 << 16) / piece.len(), &piece).replace('\0', "#"));
        let decide = |at| Decision { at, starts: at % 3 != 0 };
        for decisions in [Vec::new(), (3..text.len()).step_by(1_000).map(decide).collect()] {
            // The patterns that are made once are no memory of this text.
            drop(source::read_decided(text[..1 << 10].to_owned(), "", Some(format), &[]));
            let own = text.clone();
            let used = most_memory(|| drop(source::read_decided(own, "", Some(format), &decisions)));
            // The text is in use too.
            let used = used + text.len();
            let (name, decided) = (format.name(), decisions.len());
            assert!(used <= 20 * text.len(), "{name}: {used} bytes for {piece:?} again, {decided} decisions");
        }
    }
}

#[test]
fn memory_is_bounded_and_nothing_breaks() {
    threads_are_bounded();
    for format in FORMATS {
        let Some(reader) = &format.read else { continue };
        for (start, again) in STARTS.iter().flat_map(|start| AGAIN.iter().map(move |again| (start, again))) {
            let text = format!("{start}{}", again.repeat((1 << 17) / again.len()));
            let used = most_memory(|| drop((reader.read)(&text)));
            assert!(used <= 20 * text.len(), "{}: {used} bytes for {start:?} and {again:?} again", format.name);
        }
        for text in TIGHT.into_iter().map(tight).chain([premises(), lines()]) {
            let used = most_memory(|| drop((reader.read)(&text)));
            let start = &text[..60];
            assert!(used <= 20 * text.len(), "{}: {used} bytes for {} of {start}", format.name, text.len());
        }
    }
}
