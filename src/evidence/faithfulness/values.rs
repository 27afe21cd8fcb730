//! What stands in a field: an answer, a step, yes or no.

use super::names::{self, Names};
use crate::evidence::Failed;

/// No name or answer is longer, in bytes.
const LONGEST: usize = 256;
/// The number of an answer that could not be read.
pub const UNREAD: u16 = 1;

/// What may be wrong with a row.
pub enum Trouble {
    /// It is left out.
    Row(&'static str),
    /// Nothing can be made of the data.
    All(Failed),
}

/// More of something than can be told apart: the setting that may be wrong.
pub fn too_many(what: &str, setting: &str) -> Trouble {
    let advice = format!("Look whether `{setting}` are set to the right columns, or choose rows by `where`.");
    Trouble::All(Failed::new(format!("There are too many {what}."), advice))
}

/// Refuses a name that is too long.
pub fn short(text: &[u8]) -> Result<(), Trouble> {
    if text.len() > LONGEST { Err(Trouble::Row("a name is too long")) } else { Ok(()) }
}

/// The number of an answer; [`UNREAD`] if there is none.
pub fn answer(names: &mut Names, marks: &[Vec<u8>], text: &[u8]) -> Result<u16, Trouble> {
    if text.is_empty() {
        return Ok(UNREAD);
    }
    if text.len() > LONGEST {
        let trace = text.starts_with(b"Traceback");
        return if trace {
            Ok(UNREAD)
        } else {
            Err(Trouble::Row("an answer is too long: it should be the choice alone"))
        };
    }
    let mean = |text: &[u8]| {
        let answer = names::answer(text);
        let unread = matches!(&*answer, b"-1" | b"-1.0" | b"na" | b"n/a" | b"nan" | b"null" | b"none")
            || answer.starts_with(b"traceback")
            || marks.contains(&answer);
        if unread { Vec::new() } else { answer }
    };
    names.number(text, mean).ok_or_else(|| {
        Trouble::All(Failed::new(
            "There are too many different answers.",
            "Give the choice alone, not the text of the model, or look whether the columns are the right ones.",
        ))
    })
}

/// A whole number; blank and -1 are none.
pub fn whole(text: &[u8]) -> Result<Option<u16>, Trouble> {
    if text.is_empty() || text == b"-1" {
        return Ok(None);
    }
    let text = text.strip_suffix(b".0").unwrap_or(text);
    let number = text
        .iter()
        .try_fold(0_u32, |all, it| (it.is_ascii_digit() && all < 100_000).then(|| all * 10 + u32::from(it - b'0')));
    number.and_then(|it| u16::try_from(it).ok()).map(Some).ok_or(Trouble::Row("a step is no whole number below 65536"))
}

/// Yes or no; blank is neither.
pub fn yes(text: &[u8]) -> Result<Option<bool>, Trouble> {
    match text {
        b"" => Ok(None),
        b"1" => Ok(Some(true)),
        b"0" => Ok(Some(false)),
        _ => match &*names::answer(text) {
            b"1" | b"true" | b"yes" | b"y" | b"t" => Ok(Some(true)),
            b"0" | b"false" | b"no" | b"n" | b"f" => Ok(Some(false)),
            b"-1" | b"na" | b"n/a" | b"nan" | b"null" | b"none" => Ok(None),
            _ => Err(Trouble::Row("it should say yes or no")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_say_what_they_say_and_no_more() {
        let read = |text: &[u8]| whole(text).ok().flatten();
        assert_eq!(
            [&b"3"[..], b"3.0", b"-1", b"", b"x", b"70000", b"3.5"].map(read),
            [Some(3), Some(3), None, None, None, None, None]
        );
        assert!(whole(b"x").is_err() && whole(b"70000").is_err() && whole(b"-1").is_ok());
        let say = |text: &[u8]| yes(text).ok().flatten();
        assert_eq!([&b"Yes"[..], b"0.0", b"nan", b""].map(say), [Some(true), Some(false), None, None]);
        assert!(yes(b"maybe").is_err());
        let (mut names, marks) = (Names::default(), vec![b"refused".to_vec()]);
        names.number(b"", names::answer);
        let mut number = |text: &[u8]| answer(&mut names, &marks, text).ok();
        let long = [b"Traceback ".as_slice(), &[b'x'; 400]].concat();
        for unread in [&b"-1"[..], b"-1.0", b"NaN", b"Refused", &long] {
            assert_eq!(number(unread), Some(UNREAD));
        }
        assert_eq!((number(b"(B)"), number(b"b"), number(&[b'x'; 400])), (Some(2), Some(2), None));
    }
}
