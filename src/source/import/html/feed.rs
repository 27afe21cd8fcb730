//! Feeds a page to the tokenizer, and gets on where a tag has no end.

use super::{Page, build::Builder};
use html5ever::{
    tendril::StrTendril,
    tokenizer::{BufferQueue, Tokenizer, TokenizerOpts},
};

/// So many bytes are given to the tokenizer at a time.
const STEP: usize = 4096;
/// So many bytes and spaces without a token come from a tag that has no end: its attributes would fill the memory.
const ENDLESS: (usize, usize) = (1 << 16, 1 << 12);

/// Reads on from a byte of `html`, to its end or to where a tag without an end is given up.
pub(super) fn part(page: Page, html: &str, from: usize) -> (usize, Page) {
    let tokenizer = Tokenizer::new(Builder::new(page, html.len()), TokenizerOpts::default());
    let queue = BufferQueue::default();
    let (mut at, mut quiet) = (from, (0, 0));
    let mut seen = 0;
    while at < html.len() {
        let end = html.ceil_char_boundary((at + STEP).min(html.len()));
        let step = &html[at..end];
        queue.push_back(StrTendril::from_slice(step));
        let _ = tokenizer.feed(&queue);
        at = end;
        let tokens = tokenizer.sink.tokens();
        if tokens == seen {
            quiet.0 += step.len();
            quiet.1 += step.bytes().filter(u8::is_ascii_whitespace).count();
        } else {
            (seen, quiet) = (tokens, (0, 0));
        }
        if quiet.0 > ENDLESS.0 && quiet.1 > ENDLESS.1 {
            let page = tokenizer.sink.page();
            return (at, Page { endless: true, ..page });
        }
    }
    tokenizer.end();
    (at, tokenizer.sink.page())
}
