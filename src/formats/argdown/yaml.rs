//! YAML data as JSON values, with bounds: no depth that could exhaust a stack, no alias that makes little much.

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;

/// As deep as lists and tables may nest.
const DEEPEST: usize = 32;

/// A list or table being read.
enum Open {
    List(Vec<Value>, usize),
    /// With the key that waits for its value.
    Table(Map<String, Value>, Option<String>, usize),
}

/// The value that `text` stands for.
///
/// # Errors
/// With what is wrong, and at which byte, if it is no YAML or goes beyond the bounds.
pub fn read(text: &str) -> Result<Value, (usize, String)> {
    let mut open: Vec<Open> = Vec::new();
    let mut anchors: BTreeMap<usize, Value> = BTreeMap::new();
    // What aliases may add up to: no more than was written.
    let mut room = text.len();
    let mut whole = Value::Null;
    let bytes = |chars: usize| text.char_indices().nth(chars).map_or(text.len(), |it| it.0);
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|it| (bytes(it.marker().index()), it.info().to_owned()))?;
        let at = span.start.index();
        let (value, anchor) = match event {
            Event::SequenceStart(anchor, _) => {
                open.push(Open::List(Vec::new(), anchor));
                deep(&open).map_err(|it| (bytes(at), it))?;
                continue;
            }
            Event::MappingStart(anchor, _) => {
                open.push(Open::Table(Map::new(), None, anchor));
                deep(&open).map_err(|it| (bytes(at), it))?;
                continue;
            }
            Event::Scalar(words, style, anchor, _) => {
                let is_plain = style == ScalarStyle::Plain;
                (if is_plain { plain(&words) } else { Value::String(words.into_owned()) }, anchor)
            }
            Event::Alias(anchor) => {
                let value = anchors.get(&anchor).cloned().unwrap_or_default();
                room = room
                    .checked_sub(size(&value))
                    .ok_or_else(|| (bytes(at), "the aliases make much more of this than was written".to_owned()))?;
                (value, 0)
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(Open::List(them, anchor)) => (Value::Array(them), anchor),
                Some(Open::Table(them, _, anchor)) => (Value::Object(them), anchor),
                None => continue,
            },
            Event::DocumentEnd => break,
            _ => continue,
        };
        if anchor > 0 {
            room = room.saturating_sub(size(&value));
            anchors.insert(anchor, value.clone());
        }
        match open.last_mut() {
            None => whole = value,
            Some(Open::List(them, _)) => them.push(value),
            Some(Open::Table(them, key, _)) => match key.take() {
                None => *key = Some(as_key(value)),
                Some(key) => drop(them.insert(key, value)),
            },
        }
    }
    Ok(whole)
}

fn deep(open: &[Open]) -> Result<(), String> {
    if open.len() <= DEEPEST { Ok(()) } else { Err(format!("this nests deeper than {DEEPEST} levels")) }
}

/// About how many bytes a value takes up. It nests no deeper than [`DEEPEST`].
fn size(value: &Value) -> usize {
    16 + match value {
        Value::String(it) => it.len(),
        Value::Array(them) => them.iter().map(size).sum(),
        Value::Object(them) => them.iter().map(|it| it.0.len() + size(it.1)).sum(),
        _ => 0,
    }
}

fn as_key(value: Value) -> String {
    match value {
        Value::String(it) => it,
        other => other.to_string(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn flow_and_block_are_read() {
        assert_eq!(read("{credence: 0.7, by: [ann, bob]}").unwrap(), json!({"credence": 0.7, "by": ["ann", "bob"]}));
        assert_eq!(read("credence: 1\nby:\n    - ann\n").unwrap(), json!({"credence": 1, "by": ["ann"]}));
        assert_eq!(read("{x}").unwrap(), json!({"x": null}));
        assert_eq!(
            read(r#"{"a":"\u007d \n","b":-1e3, c: 'it''s', d: ~, e: 0x1F}"#).unwrap(),
            json!({"a": "} \n", "b": -1000.0, "c": "it's", "d": null, "e": 31})
        );
    }

    #[test]
    fn what_has_no_bound_is_refused() {
        let deep = format!("{}{}", "[".repeat(40), "]".repeat(40));
        assert!(read(&deep).unwrap_err().1.contains("deeper"));
        let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for (from, to) in [('a', 'b'), ('b', 'c'), ('c', 'd'), ('d', 'e'), ('e', 'f')] {
            bomb += &format!("{to}: &{to} [{}]\n", vec![format!("*{from}"); 9].join(", "));
        }
        assert!(read(&bomb).unwrap_err().1.contains("aliases"));
    }
}
