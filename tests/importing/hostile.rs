//! What is broken or made to do harm: it is read, in bounded memory.

use super::{ALONE, HEAP, formats, read};
use cruxmap::source::{self, Format, INPUTS};
use std::{fmt::Write as _, fs};

/// Words without meaning, from a small generator with a fixed seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most.max(1)
    }
}

#[test]
fn files_that_break_off_are_read() {
    for (path, input) in formats::all() {
        let bytes = fs::read(&path).unwrap();
        for end in (0..bytes.len()).step_by(97) {
            read(&bytes[..end], None);
            read(&bytes[..end], Some(input));
        }
    }
}

#[test]
fn files_with_other_bytes_in_them_are_read() {
    let marks = [
        "<", ">", "\"", "\\", "{", "[", "]", "}", "&#x", "\n", "\nFrom ", "=?", "--", "<!--", "</", "\u{feff}", "=== #",
    ];
    let mut chance = Chance(1);
    for (path, input) in formats::all() {
        let whole = fs::read(&path).unwrap();
        for _ in 0..60 {
            let mut bytes = whole.clone();
            for _ in 0..=chance.below(8) {
                let at = chance.below(bytes.len());
                let put = match chance.below(3) {
                    0 => vec![u8::try_from(chance.below(256)).unwrap()],
                    1 => marks[chance.below(marks.len())].as_bytes().to_vec(),
                    _ => {
                        let from = chance.below(whole.len());
                        whole[from..(from + chance.below(80)).min(whole.len())].to_vec()
                    }
                };
                let end = (at + chance.below(40)).min(bytes.len());
                bytes.splice(at..end, put);
            }
            read(&bytes, None);
            read(&bytes, Some(input));
        }
    }
}

/// So many bytes of `part`.
fn much(part: &str, bytes: usize) -> String {
    part.repeat(bytes / part.len() + 1)
}

/// Texts of a megabyte and of a quarter that would fill the memory or the stack of a careless reader.
fn hostile() -> Vec<(&'static str, String)> {
    let parts = [
        "[",
        "{\"a\":",
        "{\"body\":",
        "{\"id\":1,\"body\":{",
        "[{\"body\":\"\"},",
        "{\"author\":\"a\",\"permalink\":\"\",\"body\":\"b\"}\n",
        "{\"_id\":\"a\",\"postedAt\":\"\",\"postId\":\"\",\"htmlBody\":\"<b>\"}",
        "\\u0041",
        "\"",
        "<b>",
        "<p>",
        "<a b=c>",
        ">",
        "<",
        "<b a=1><i b=2>",
        "<ul><li>",
        "<blockquote>",
        "<blockquote>a<br>",
        "<table><tr><td>",
        "</b>",
        "<b></b>a",
        "&amp;",
        "&",
        "<!-- ",
        "<a href=\"https://a.b\">",
        "<pre>",
        "<p>a",
        "<x",
        " a=b",
        "> ",
        "> a\n",
        "<div class=\"comments-node CommentBody-root\">a",
        "<tr class=comtr><td class=ind indent=1>a",
        "<li class=comment-item>a",
        "<div class=\"thing comment\"><div class=usertext-body>a",
        "<shreddit-comment><div slot=comment>a",
        "a,",
        "\"a,\n",
        "a\n",
        ",",
        "comment,author\n",
        "x,y\n",
        "=== #1\na\n",
        "=== #1 | by a\nb\n",
        "=== aside\n",
        "From a 1999-01-01 10:00\nFrom: a\nDate: b\n\nc\n\n",
        "From: a\nDate: b\n\n",
        "a: b\n",
        "Content-Type: multipart/mixed; boundary=a\n\n--a\n",
    ];
    let heads = [
        "",
        "<!doctype html><html><body>",
        "<html><body><shreddit-comment thingid=a><div slot=comment>",
        "<html><body class=athing><a class=hnuser>",
        "comment,author\n",
        "{\"author\":\"a\",\"link_id\":\"b\",\"body\":",
        "{\"by\":\"a\",\"id\":1,\"type\":\"comment\",\"text\":\"",
        "From: a\nDate: b\nContent-Type: text/html\n\n",
        "<html><a ",
        "From: a\nDate: b\nContent-Type: multipart/mixed; boundary=a\n\n--a\n",
    ];
    let bytes = |head: &str| if head.is_empty() { 1 << 20 } else { 1 << 18 };
    let all = heads.iter().flat_map(|head| parts.iter().map(move |part| (*head, *part)));
    all.map(|(head, part)| (part, format!("{head}{}", much(part, bytes(head))))).collect()
}

/// The most memory that reading takes, as a multiple of the file.
const MOST: usize = 20;

#[test]
fn hostile_files_take_no_more_than_twenty_times_their_size() {
    let _alone = ALONE.write().unwrap();
    let mut unique = String::from("<html><a ");
    (0..200_000).for_each(|it| write!(unique, "a{it} ").unwrap());
    let mut tags = String::from("<html>");
    (0..150_000).for_each(|it| write!(tags, "<a{it}>").unwrap());
    let several = hostile().into_iter().chain([("attributes", unique), ("tags", tags)]);
    let mut over = Vec::new();
    for (part, text) in several {
        HEAP.reset_peak_usage();
        let before = HEAP.current_usage();
        let imported = source::import(source::decode(text.as_bytes()), "hostile", None);
        let input = imported.input.name;
        // Texts without author lines are read slowly, and on their own below.
        let _thread = (imported.format == Format::Transcript)
            .then(|| source::read(imported.text, "hostile", Some(imported.format)));
        let taken = HEAP.peak_usage() - before;
        if taken > MOST * text.len() {
            let (head, times) = (&text[..text.floor_char_boundary(40)], taken / text.len());
            over.push(format!("{times} times, as {input}, of {part:?} after {head:?}"));
        }
    }
    assert!(over.is_empty(), "{}", over.join("\n"));
}

/// The same texts as every format, whatever they look like.
#[test]
fn hostile_files_are_read_as_any_format() {
    for (_, text) in hostile().into_iter().step_by(11) {
        for input in INPUTS.iter().filter(|it| it.is_foreign()) {
            read(&text.as_bytes()[..text.len() / 64], Some(input));
        }
    }
}

#[test]
fn replies_nest_as_deep_as_they_like() {
    let levels = 100_000_usize;
    let mut file = String::from("[");
    for at in 0..levels {
        write!(
            file,
            "{{\"kind\":\"t1\",\"data\":{{\"name\":\"t1_{at}\",\"link_id\":\"t3_x\",\"parent_id\":\"t1_{}\",\"author\":\"a{}\",\"body\":\"Reply number {at}.\",\"replies\":{{\"data\":{{\"children\":[",
            at.checked_sub(1).map_or("none".to_owned(), |it: usize| it.to_string()),
            at % 7
        ).unwrap();
    }
    for _ in 0..levels {
        file.push_str("]}}}}");
    }
    file.push(']');
    let (imported, thread) = read(file.as_bytes(), None);
    assert_eq!((imported.input.name, imported.warnings.len()), ("reddit-json", 0));
    assert_eq!(thread.comments.len(), levels);
    assert!(thread.comments.iter().enumerate().all(|(at, it)| it.parent == at.checked_sub(1)));
}
