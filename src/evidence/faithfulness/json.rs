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

/// What stands between the values of the last object of plain values: mostly the same stands there in the next.
#[derive(Debug, Default)]
pub struct Guess {
    /// What stands before each value with its opening quote, whether there is one, and the place that the value goes to.
    before: Vec<(Vec<u8>, bool, Option<usize>)>,
    /// How many of them hold.
    len: usize,
    /// What stands after the last.
    after: Vec<u8>,
}

impl Guess {
    /// Reads an object with the same between its values. None if it is another.
    fn read(&self, row: &[u8], fields: &mut Fields) -> Option<()> {
        let mut at = 0;
        for (before, quoted, place) in self.before.get(..self.len)? {
            let rest = row.get(at..)?.strip_prefix(before.as_slice())?;
            let from = at + before.len();
            let to = from + if *quoted { string(rest)? } else { scalar(rest)? };
            if let Some(place) = place {
                // Nothing is known where it says so.
                fields.point(*place, from, if !*quoted && &row[from..to] == b"null" { from } else { to });
            }
            at = to + usize::from(*quoted);
        }
        (self.len > 0 && row.get(at..) == Some(&*self.after)).then_some(())
    }

    /// Notes what stands before the next value.
    fn note(&mut self, before: &[u8], quoted: bool, place: Option<usize>) {
        if self.before.len() == self.len {
            self.before.push((Vec::new(), quoted, place));
        }
        let it = &mut self.before[self.len];
        it.0.clear();
        it.0.extend_from_slice(before);
        (it.1, it.2) = (quoted, place);
        self.len += 1;
    }
}

/// Puts the values of the object in `row` into the places that `header` gives their names; others are passed over.
///
/// # Errors
/// In words, if it is no object.
pub fn split(row: &[u8], header: &[String], fields: &mut Fields, guess: &mut Guess) -> Result<(), &'static str> {
    fields.blank(header.len());
    if guess.read(row, fields).is_some() {
        return Ok(());
    }
    fields.blank(header.len());
    if plain(row, header, fields, guess).is_some() {
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
fn plain(row: &[u8], header: &[String], fields: &mut Fields, guess: &mut Guess) -> Option<()> {
    let skip = |mut at: usize| {
        while row.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        at
    };
    guess.len = 0;
    let (mut at, mut over) = (skip(0), 0);
    if row.get(at) != Some(&b'{') {
        return None;
    }
    at = skip(at + 1);
    loop {
        if row.get(at) != Some(&b'"') {
            return None;
        }
        let name = row.get(at + 1..)?;
        let name = &name[..string(name)?];
        let place = header.iter().position(|it| it.as_bytes() == name);
        at = skip(at + name.len() + 2);
        if row.get(at) != Some(&b':') {
            return None;
        }
        at = skip(at + 1);
        let quoted = row.get(at) == Some(&b'"');
        let from = at + usize::from(quoted);
        let rest = row.get(from..)?;
        let to = from + if quoted { string(rest)? } else { scalar(rest)? };
        if let Some(place) = place {
            fields.point(place, from, if !quoted && &row[from..to] == b"null" { from } else { to });
        }
        guess.note(&row[over..from], quoted, place);
        over = to + usize::from(quoted);
        at = skip(over);
        match row.get(at)? {
            b',' => at = skip(at + 1),
            b'}' if skip(at + 1) == row.len() => {
                guess.after.clear();
                guess.after.extend_from_slice(&row[over..]);
                return Some(());
            }
            _ => return None,
        }
    }
}

/// How long a string without escapes is that ends with a quote.
fn string(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    // Eight bytes at a time: strings are short and of many lengths, and to ask at each byte whether it is the last is
    // what a processor guesses wrong.
    while let Some(eight) = text.get(at..).and_then(<[u8]>::first_chunk) {
        let word = u64::from_le_bytes(*eight);
        let ends = zeros(word ^ (EACH * u64::from(b'"'))) | zeros(word ^ (EACH * u64::from(b'\\')));
        if ends != 0 {
            at += ends.trailing_zeros() as usize / 8;
            return (text[at] == b'"').then_some(at);
        }
        at += 8;
    }
    let end = at + text.get(at..)?.iter().position(|it| matches!(it, b'"' | b'\\'))?;
    (text[end] == b'"').then_some(end)
}

/// A one in each byte.
const EACH: u64 = 0x0101_0101_0101_0101;

/// The highest bit of each byte that is zero, and of none below the first such byte (Mycroft 1987).
fn zeros(word: u64) -> u64 {
    word.wrapping_sub(EACH) & !word & (EACH << 7)
}

/// How long a truth value, `null` or a number of digits alone is; what is none of them is left to the whole parser.
fn scalar(text: &[u8]) -> Option<usize> {
    let ends = |at: usize| text.get(at).is_none_or(|it| matches!(it, b',' | b'}' | b' ' | b'"')).then_some(at);
    if let Some(word) = [&b"null"[..], b"true", b"false"].into_iter().find(|it| text.starts_with(it)) {
        return ends(word.len());
    }
    let sign = usize::from(text.first() == Some(&b'-'));
    let digits = text[sign..].iter().position(|it| !it.is_ascii_digit()).unwrap_or(text.len() - sign);
    let fits = digits == 1 || digits > 1 && text[sign] != b'0';
    if fits { ends(sign + digits) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(row: &str) -> Result<Vec<String>, &'static str> {
        let header = ["a", "b"].map(String::from);
        let mut fields = Fields::default();
        // What is known of the row before must not matter.
        for before in ["", r#"{"a": 1, "b":"x"}"#, r#"{"b":true,"c":"","a":0}"#, row] {
            let mut guess = Guess::default();
            let _ = split(before.as_bytes(), &header, &mut fields, &mut guess);
            let got = split(row.as_bytes(), &header, &mut fields, &mut guess);
            assert_eq!(got, split(row.as_bytes(), &header, &mut Fields::default(), &mut Guess::default()), "{row}");
            got?;
        }
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
