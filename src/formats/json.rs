//! JSON of other tools, read piece by piece: what is not understood stays the letters it was, and no tree is built, so that
//! memory stays in proportion to the file whatever it holds.

use super::Told;
use serde::{
    Deserialize, Deserializer,
    de::{self, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;
use std::{borrow::Cow, fmt};

/// A value as its letters in the file. Reading one nests without recursion.
pub type Raw<'a> = &'a RawValue;

/// Gives each entry of an object to `take`, in order, those with a name that stands twice, too.
///
/// # Errors
/// If `json` is no object.
pub fn entries<'a>(json: &'a str, take: impl FnMut(Cow<'a, str>, Raw<'a>)) -> serde_json::Result<()> {
    struct Reader<F>(F);
    impl<'de, F: FnMut(Cow<'de, str>, Raw<'de>)> Visitor<'de> for Reader<F> {
        type Value = ();
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object in braces")
        }
        fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
            while let Some(Words(name)) = entries.next_key()? {
                self.0(name, entries.next_value()?);
            }
            Ok(())
        }
    }
    let mut reader = serde_json::Deserializer::from_str(json);
    reader.deserialize_map(Reader(take))?;
    reader.end()
}

/// Gives each item of a list to `take`. What is no list, as `null`, has none.
pub fn items<'a>(json: &'a str, take: impl FnMut(Raw<'a>)) {
    struct Reader<F>(F);
    impl<'de, F: FnMut(Raw<'de>)> Visitor<'de> for Reader<F> {
        type Value = ();
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list in brackets")
        }
        fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
            while let Some(item) = items.next_element()? {
                self.0(item);
            }
            Ok(())
        }
    }
    // The whole file was read as JSON before, so that nothing but another kind of value can be wrong here.
    let _ = serde_json::Deserializer::from_str(json).deserialize_seq(Reader(take));
}

/// Whether `text` may be an object that starts with one of these entries. To look through a long file of something else for
/// them would take as long as reading it; a short one may have them anywhere.
pub fn may_start(text: &str, names: &[&str]) -> bool {
    const SHORT: usize = 1 << 20;
    let Some(inner) = text.trim_start_matches('\u{feff}').trim_start().strip_prefix('{') else { return false };
    let first = inner.trim_start().strip_prefix('"').unwrap_or_default();
    text.len() < SHORT || names.iter().any(|it| first.strip_prefix(it).is_some_and(|it| it.starts_with('"')))
}

/// How many items a list has.
pub fn count(json: &str) -> usize {
    let mut count = 0;
    items(json, |_| count += 1);
    count
}

/// The string that `raw` is. Halves of letters that some programs write become the sign for a letter that is missing.
pub fn words(raw: Raw<'_>) -> Option<Cow<'_, str>> {
    let mut reader = serde_json::Deserializer::from_str(raw.get());
    Words::deserialize(&mut reader).ok().map(|it| it.0)
}

/// The number that `raw` is.
pub fn number(raw: Raw<'_>) -> Option<f64> {
    raw.get().parse().ok().filter(|it: &f64| it.is_finite())
}

/// A name as words: a string, or the letters of a number. Files mix both for the same thing.
pub fn name(raw: Raw<'_>) -> Option<Cow<'_, str>> {
    let letters = raw.get();
    if letters.starts_with('-') || letters.starts_with(|it: char| it.is_ascii_digit()) {
        return Some(letters.into());
    }
    words(raw)
}

/// The value of an entry of an object; the last, if there are several.
pub fn get<'a>(json: &'a str, name: &str) -> Option<Raw<'a>> {
    let mut found = None;
    let _ = entries(json, |it, raw| {
        if it == name {
            found = Some(raw);
        }
    });
    found
}

/// The byte of `text` at which `raw`, a part of it, starts.
fn place(text: &str, raw: Raw<'_>) -> usize {
    raw.get().as_ptr().addr().saturating_sub(text.as_ptr().addr())
}

/// Something about a value of `text`.
pub fn at(text: &str, raw: Raw<'_>, says: impl Into<String>) -> Told {
    Told::at(text, place(text, raw), says)
}

/// What is wrong with a text that is no JSON.
pub fn told(error: &serde_json::Error) -> Told {
    let says = error.to_string();
    // Its place is told beside it.
    let says = says.split(" at line ").next().unwrap_or(&says).to_owned();
    Told { line: error.line(), column: error.column(), says }
}

/// Writes a string.
pub fn quote(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}

/// Writes an object.
pub fn object<'a>(entries: impl IntoIterator<Item = (&'a str, impl AsRef<str>)>) -> String {
    let mut out = "{".to_owned();
    for (name, value) in entries {
        add(&mut out, name, value.as_ref());
    }
    out.push('}');
    out
}

/// Adds an entry to an object that is being written and not closed.
pub fn add(out: &mut String, name: &str, value: &str) {
    if !out.ends_with('{') {
        out.push(',');
    }
    out.push_str(&quote(name));
    out.push(':');
    out.push_str(value);
}

/// The same object with these values: in place where it has them, else at its end; `None` takes one away. Another kind of
/// value counts as an object without entries.
pub fn with(json: &str, values: &[(&str, Option<&str>)]) -> String {
    let mut out = "{".to_owned();
    let mut written: Vec<&str> = Vec::new();
    let _ = entries(json, |name, raw| match values.iter().find(|it| it.0 == name) {
        Some((name, _)) if written.contains(name) => {}
        Some((name, value)) => {
            written.push(name);
            if let Some(it) = value {
                add(&mut out, name, it);
            }
        }
        None => add(&mut out, &name, raw.get()),
    });
    for (name, value) in values.iter().filter(|it| !written.contains(&it.0)) {
        if let Some(it) = value {
            add(&mut out, name, it);
        }
    }
    out.push('}');
    out
}

struct Words<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Words<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_bytes(WordsReader)
    }
}

struct WordsReader;

impl<'de> Visitor<'de> for WordsReader {
    type Value = Words<'de>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }
    fn visit_borrowed_bytes<E: de::Error>(self, it: &'de [u8]) -> Result<Words<'de>, E> {
        Ok(Words(String::from_utf8_lossy(it)))
    }
    fn visit_bytes<E: de::Error>(self, it: &[u8]) -> Result<Words<'de>, E> {
        Ok(Words(String::from_utf8_lossy(it).into_owned().into()))
    }
    fn visit_borrowed_str<E: de::Error>(self, it: &'de str) -> Result<Words<'de>, E> {
        Ok(Words(it.into()))
    }
    fn visit_str<E: de::Error>(self, it: &str) -> Result<Words<'de>, E> {
        Ok(Words(it.to_owned().into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_changed_in_place() {
        let json = r#"{"a": 1, "b" : {"c": [ 2 ]}, "a": 3}"#;
        assert_eq!(with(json, &[("a", Some("0")), ("d", Some("4"))]), r#"{"a":0,"b":{"c": [ 2 ]},"d":4}"#);
        assert_eq!(with(json, &[("b", None)]), r#"{"a":1,"a":3}"#);
        assert_eq!(with("[]", &[("b", Some("1"))]), r#"{"b":1}"#);
    }

    #[test]
    fn names_are_words_whatever_they_are_written_as() {
        let mut names = Vec::new();
        items(r#"[5, "5", "5_sess", -1, null, true, {}, "\ud800x"]"#, |it| names.push(name(it)));
        let names: Vec<_> = names.iter().map(Option::as_deref).collect();
        let lossy = "\u{fffd}\u{fffd}\u{fffd}x";
        assert_eq!(names, [Some("5"), Some("5"), Some("5_sess"), Some("-1"), None, None, None, Some(lossy)]);
    }

    #[test]
    fn nothing_nests_too_deep() {
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(1 << 20), "]".repeat(1 << 20));
        let mut bytes = 0;
        entries(&deep, |_, it| bytes = it.get().len()).unwrap();
        assert_eq!(bytes, 2 << 20);
    }
}
