//! No reader has more memory in use than twenty times its input. The only test of its program, since others beside it would
//! be counted too.

use cruxmap::formats::FORMATS;
use peak_alloc::PeakAlloc;

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

#[test]
fn memory_is_bounded_and_nothing_breaks() {
    for format in FORMATS {
        let Some(reader) = &format.read else { continue };
        for (start, again) in STARTS.iter().flat_map(|start| AGAIN.iter().map(move |again| (start, again))) {
            let text = format!("{start}{}", again.repeat((1 << 17) / again.len()));
            let used = most_memory(|| drop((reader.read)(&text)));
            assert!(used <= 20 * text.len(), "{}: {used} bytes for {start:?} and {again:?} again", format.name);
        }
    }
}
