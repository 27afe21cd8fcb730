//! As much of YAML as people write into Argdown: tables and lists, in lines or in brackets, with plain and quoted words.
//!
//! No crate is used, because those at hand hold all of a bracketed table as tokens before they give the first of them:
//! that takes more memory than a reader may have. Aliases and tags are refused, as they are nowhere needed here.

mod block;
mod flow;

use serde_json::{Number, Value};

/// As deep as lists and tables may nest.
const DEEPEST: usize = 32;

/// What is wrong at a byte.
pub type Wrong = (usize, String);

/// The value that `text` stands for: a table or list in brackets, else lines.
///
/// # Errors
/// With what is wrong, and at which byte, if it is no YAML or nests too deep.
pub fn read(text: &str) -> Result<Value, Wrong> {
    let bare = text.trim_start();
    if !bare.starts_with(['{', '[']) {
        return block::read(text);
    }
    let mut flow = flow::Flow::new(text, text.len() - bare.len());
    let value = flow.value()?;
    let rest = flow.rest();
    if rest.trim().is_empty() {
        Ok(value)
    } else {
        Err((text.len() - rest.len(), "nothing can follow this".to_owned()))
    }
}

/// As many values are taken from a text: fewer than would take up twenty times its memory.
fn most_values(text: &str) -> usize {
    1_000 + text.len() / 6
}

fn too_deep() -> String {
    format!("this nests deeper than {DEEPEST} levels")
}

/// What an unquoted word stands for.
fn plain(words: &str) -> Value {
    match words {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    let whole = |digits: &str, radix| i64::from_str_radix(digits, radix).ok().map(Value::from);
    let number = match words.as_bytes() {
        [b'0', b'x', ..] => whole(words.get(2..).unwrap_or_default(), 16),
        [b'0', b'o', ..] => whole(words.get(2..).unwrap_or_default(), 8),
        [first, ..] if first.is_ascii_digit() || matches!(first, b'-' | b'+' | b'.') => {
            let is_number = words.bytes().all(|it| it.is_ascii_digit() || b"+-.eE".contains(&it));
            let fraction = || words.parse::<f64>().ok().and_then(Number::from_f64).map(Value::Number);
            is_number.then(|| words.parse::<i64>().ok().map(Value::from).or_else(fraction)).flatten()
        }
        _ => None,
    };
    number.unwrap_or_else(|| Value::String(words.to_owned()))
}

/// Why plain words are refused, if they are.
fn refused(words: &str) -> Option<&'static str> {
    match words.as_bytes().first()? {
        b'&' | b'*' => Some("anchors and aliases are not read"),
        b'!' => Some("types are not read"),
        b'@' | b'`' | b'%' => Some("no value starts with this; it needs quotation marks"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn flow_is_read() {
        for (text, value) in [
            ("{credence: 0.7, by: [ann, bob]}", json!({"credence": 0.7, "by": ["ann", "bob"]})),
            ("{x}", json!({"x": null})),
            ("{}", json!({})),
            ("[]", json!([])),
            ("[a, [], {b: },]", json!(["a", [], {"b": null}])),
            ("{a: b c, 'd e': http://x.org/f, g: 1:2}", json!({"a": "b c", "d e": "http://x.org/f", "g": "1:2"})),
            (
                "[{title: \"A b\", statements: [x\n y]}, # told\n z]",
                json!([{"title": "A b", "statements": ["x y"]}, "z"]),
            ),
            (
                r#"{"a":"\u007d \n\ud83d\ude00","b":-1e3, c: 'it''s', d: ~, e: 0x1F, f: -0.0}"#,
                json!({"a": "} \n😀", "b": -1000.0, "c": "it's", "d": null, "e": 31, "f": -0.0}),
            ),
        ] {
            assert_eq!(read(text).unwrap(), value, "{text}");
        }
    }

    #[test]
    fn block_is_read() {
        for (text, value) in [
            ("credence: 1\nby:\n    - ann\n", json!({"credence": 1, "by": ["ann"]})),
            (
                "\ntitle: A\n  longer title # told\n\"sub title\":  'b'\n",
                json!({"title": "A longer title", "sub title": "b"}),
            ),
            (
                "a:\n- b\n- c: d\n  e: f\n-\n  - g\n-\nh: i",
                json!({"a": ["b", {"c": "d", "e": "f"}, ["g"], null], "h": "i"}),
            ),
            (
                "a:\n  b:\n    c: 1\n  d:\ne: [1,\n 2]\nf: x",
                json!({"a": {"b": {"c": 1}, "d": null}, "e": [1, 2], "f": "x"}),
            ),
            (
                "a: |\n  one\n   two\n\n  three\nb: >\n  four\n  five\n",
                json!({"a": "one\n two\n\nthree\n", "b": "four five\n"}),
            ),
            ("a:\n  long\n  words\nb: \"c\n  d\"\n", json!({"a": "long words", "b": "c d"})),
            ("just words", json!("just words")),
            ("", json!(null)),
            ("a: http://x.org/b\r\nc: d\r\n", json!({"a": "http://x.org/b", "c": "d"})),
        ] {
            assert_eq!(read(text).unwrap(), value, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_refused_with_its_place() {
        for (text, at, says) in [
            ("{a: [1, 2}", 9, "closed by"),
            ("{a: b", 5, "never closed"),
            ("{a: \"b}", 4, "never closed"),
            ("a: [\n", 5, "never closed"),
            ("{a: *b}", 4, "aliases"),
            ("a: &b c", 3, "aliases"),
            ("{a: b} c", 6, "follow"),
            ("a: b\n  - c: d\n e", 5, ""),
        ] {
            match read(text) {
                Err(wrong) => assert!(wrong.0 == at && wrong.1.contains(says), "{text}: {wrong:?}"),
                Ok(it) => assert!(says.is_empty(), "{text}: {it}"),
            }
        }
        let deep = format!("{}{}", "[".repeat(40), "]".repeat(40));
        assert!(read(&deep).unwrap_err().1.contains("deeper"));
        let lines: Vec<String> = (0..40).map(|it| format!("{}a:", " ".repeat(it))).collect();
        let deep = lines.join("\n");
        assert!(read(&deep).unwrap_err().1.contains("deeper"));
    }
}
