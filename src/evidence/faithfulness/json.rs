//! A row of JSONL: one object, its plain values by name.

use super::rows::Fields;
use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use std::fmt;

/// The names in an object, in their order.
pub fn names(row: &[u8]) -> Option<Vec<String>> {
    struct Names;
    impl<'de> Visitor<'de> for Names {
        type Value = Vec<String>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut names = Vec::new();
            while let Some(name) = map.next_key::<String>()? {
                map.next_value::<IgnoredAny>()?;
                if !names.contains(&name) && names.len() < super::rows::WIDEST {
                    names.push(name);
                }
            }
            Ok(names)
        }
    }
    serde_json::Deserializer::from_slice(row).deserialize_map(Names).ok()
}

/// Puts the values of the object in `row` into the places that `header` gives their names; others are passed over.
///
/// # Errors
/// In words, if it is no object.
pub fn split(row: &[u8], header: &[String], fields: &mut Fields) -> Result<(), &'static str> {
    fields.blank(header.len());
    if plain(row, header, fields).is_some() {
        return Ok(());
    }
    let object: Value = serde_json::from_slice(row).map_err(|_| "it is no JSON")?;
    let object = object.as_object().ok_or("it is no JSON object")?;
    fields.blank(header.len());
    for (nth, name) in header.iter().enumerate() {
        match object.get(name) {
            None | Some(Value::Null) => {}
            Some(Value::String(it)) => fields.put(nth, it.as_bytes()),
            Some(other) => fields.put(nth, other.to_string().as_bytes()),
        }
    }
    Ok(())
}

/// The same for an object of plain values without escapes, in one pass: most are so. None if it is not.
fn plain(row: &[u8], header: &[String], fields: &mut Fields) -> Option<()> {
    let skip = |mut at: usize| {
        while row.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        at
    };
    // The place after the closing quote of a string that starts at `at`, after its opening quote.
    let string = |at: usize| {
        // Most are short: bytes one by one beat a search.
        let end = at + row.get(at..)?.iter().position(|it| matches!(it, b'"' | b'\\'))?;
        (row[end] == b'"').then_some(end)
    };
    let mut at = skip(0);
    if row.get(at) != Some(&b'{') {
        return None;
    }
    at = skip(at + 1);
    let mut next = 0;
    loop {
        if row.get(at) != Some(&b'"') {
            return None;
        }
        // Names come in the same order in most rows.
        let ahead = header.get(next).map(String::as_bytes).filter(|it| {
            row[at + 1..].starts_with(it)
                && row.get(at + 1 + it.len()) == Some(&b'"')
                && !it.iter().any(|it| matches!(it, b'"' | b'\\'))
        });
        let (place, end) = if let Some(name) = ahead {
            (Some(next), at + 1 + name.len())
        } else {
            let end = string(at + 1)?;
            (header.iter().position(|it| it.as_bytes() == &row[at + 1..end]), end)
        };
        at = skip(end + 1);
        if row.get(at) != Some(&b':') {
            return None;
        }
        at = skip(at + 1);
        let (from, to);
        match row.get(at)? {
            b'"' => {
                (from, to) = (at + 1, string(at + 1)?);
                at = skip(to + 1);
            }
            b'{' | b'[' => return None,
            _ => {
                from = at;
                while row.get(at).is_some_and(|it| !matches!(it, b',' | b'}' | b' ' | b'"')) {
                    at += 1;
                }
                let null = &row[from..at] == b"null";
                if !null && !scalar(&row[from..at]) {
                    return None;
                }
                to = if null { from } else { at };
                at = skip(at);
            }
        }
        if let Some(place) = place {
            fields.point(place, from, to);
            next = place + 1;
        }
        match row.get(at)? {
            b',' => at = skip(at + 1),
            b'}' => return (skip(at + 1) == row.len()).then_some(()),
            _ => return None,
        }
    }
}

/// Whether this is a truth value or a number of digits alone: what is not is left to the whole parser.
fn scalar(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    matches!(text, b"true" | b"false") || digits == b"0" || {
        digits.first().is_some_and(|it| (b'1'..=b'9').contains(it)) && digits.iter().all(u8::is_ascii_digit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(row: &str) -> Result<Vec<String>, &'static str> {
        let header = ["a", "b"].map(String::from);
        let mut fields = Fields::default();
        split(row.as_bytes(), &header, &mut fields)?;
        Ok((0..2).map(|nth| String::from_utf8_lossy(fields.get(row.as_bytes(), nth)).into_owned()).collect())
    }

    #[test]
    fn objects_are_read_by_name_whether_plain_or_not() {
        assert_eq!(read(r#"{"a": 1, "b":"x"}"#), Ok(vec!["1".to_owned(), "x".to_owned()]));
        assert_eq!(read(r#"{"b":true,"c":[{}],"a":0.5}"#), Ok(vec!["0.5".to_owned(), "true".to_owned()]));
        assert_eq!(read(r#"{"a":null,"b":"\u0041\n"}"#), Ok(vec![String::new(), "A".to_owned()]));
        assert_eq!(read("{}"), Ok(vec![String::new(), String::new()]));
        for bad in ["", "[]", "{\"a\":1", "{\"a\":01}", "{\"a\":1}}", "1"] {
            assert!(read(bad).is_err(), "{bad}");
        }
        assert_eq!(names(br#"{"b":{"c":1},"a":2}"#), Some(vec!["b".to_owned(), "a".to_owned()]));
        assert_eq!(names(b"[1]"), None);
    }
}
