//! Values and texts as they are written: on one line, with nothing in them that Argdown takes for something else.

use serde_json::Value;
use std::fmt::Write as _;

/// A value as YAML that is JSON, too, but for its plain keys. Signs that Argdown or YAML would trip over are written as
/// numbers: braces within words, since they would end the data, and three equals signs, which end front matter.
pub fn value(value: &Value, out: &mut String) {
    match value {
        Value::String(it) => quoted(it, out),
        Value::Array(them) => {
            out.push('[');
            for (nth, it) in them.iter().enumerate() {
                out.push_str(if nth > 0 { ", " } else { "" });
                self::value(it, out);
            }
            out.push(']');
        }
        Value::Object(them) => {
            out.push('{');
            for (nth, (key, it)) in them.iter().enumerate() {
                out.push_str(if nth > 0 { ", " } else { "" });
                self::key(key, out);
                out.push_str(": ");
                self::value(it, out);
            }
            out.push('}');
        }
        other => out.push_str(&other.to_string()),
    }
}

/// A key: plain where it is a plain word.
pub fn key(key: &str, out: &mut String) {
    let is_plain = key.starts_with(|it: char| it.is_ascii_lowercase())
        && key.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
        && !matches!(key, "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n");
    if is_plain { out.push_str(key) } else { quoted(key, out) }
}

fn quoted(words: &str, out: &mut String) {
    out.push('"');
    for it in words.chars() {
        match it {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '{' | '}' | '=' | '\u{85}' | '\u{a0}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                coded(it, out);
            }
            _ if it.is_control() => coded(it, out),
            _ => out.push(it),
        }
    }
    out.push('"');
}

fn coded(it: char, out: &mut String) {
    let _ = write!(out, "\\u{:04x}", u32::from(it));
}

/// A text on one line, each sign that means something in Argdown behind a backslash.
pub fn text(words: &str, out: &mut String) {
    for (nth, word) in words.split_whitespace().enumerate() {
        if nth > 0 {
            out.push(' ');
        }
        for it in word.chars() {
            if r"\[]<>{}#*_@/.:=".contains(it) {
                out.push('\\');
            }
            out.push(it);
        }
    }
}

/// A text as it comes back from [`text()`]: its words, with one space between.
pub fn collapsed(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        out.push_str(if out.is_empty() { "" } else { " " });
        out.push_str(word);
    }
    out
}
