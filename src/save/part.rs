//! Some records of a map in JSON: what a file of another tool carries along, so that it comes back.

use super::v1;
use crate::map::Records;

/// How much memory a value in a list may take while it is read, in bytes, and one with a name: measured generously.
const LISTED: usize = 72;
const NAMED: usize = 120;

/// How many times its own length a part may take in memory while it is read.
const MOST_MEMORY: usize = 20;

/// These records as one line of JSON, in the types of a map file, with the version of the form.
///
/// # Panics
/// Never: memory takes all that is written, and all keys are text.
#[expect(clippy::expect_used, reason = "a String takes all writes, and ids are written as text")]
pub fn part_to_json(records: &Records) -> String {
    serde_json::to_string(&v1::Part::of(records)).expect("records are JSON")
}

/// The records in `json`. They are not checked, and need not fit together.
///
/// # Errors
/// In words, if it holds no such records, those of another version, or values so short and so many that reading them
/// would take many times the memory.
pub fn part_from_json(json: &str) -> Result<Records, String> {
    if weight(json) > MOST_MEMORY * json.len() {
        return Err("there are more values in it than words".to_owned());
    }
    let part: v1::Part = serde_json::from_str(json).map_err(|it| it.to_string())?;
    part.load().ok_or_else(|| "it is of another version of Cruxmap".to_owned())
}

/// What the values of `json` may take in memory at most, but for their words.
fn weight(json: &str) -> usize {
    let (mut weight, mut quoted, mut escaped) = (0, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b',' if !quoted => weight += LISTED,
            b':' if !quoted => weight += NAMED,
            _ => {}
        }
    }
    weight
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::{Person, PersonId};

    #[test]
    fn a_part_is_read_as_it_was_written() {
        let mut records = Records::default();
        records.persons.insert(PersonId::from_bits(1), Person { name: "A \"b\" \u{2028}".to_owned() });
        let json = part_to_json(&records);
        assert_eq!(json, "{\"version\":1,\"persons\":{\"p0000000000000001\":{\"name\":\"A \\\"b\\\" \u{2028}\"}}}");
        assert_eq!(part_from_json(&json), Ok(records));
    }

    #[test]
    fn other_versions_and_what_would_fill_the_memory_are_refused() {
        let many = format!(
            "{{\"version\":1,\"evidence\":{{\"n0000000000000001\":{{\"kind\":\"citation\",\"data\":{{\"a\":[{}0]}}}}}}}}",
            "0,".repeat(999)
        );
        for json in ["", "[]", "{\"persons\":{}}", "{\"version\":2}", "{\"version\":1,\"more\":{}}", &many] {
            assert!(part_from_json(json).is_err(), "{json}");
        }
        assert_eq!(weight("{\"a,:\\\":\":[1,2]}"), NAMED + LISTED);
    }
}
