//! What a mail holds: its headers, and its words among the parts that MIME puts into each other (RFC 2045 to 2047).

use super::{
    super::decode::{decode_as, other_than_utf8, read_as_windows_1252},
    prose,
};
use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use std::borrow::Cow;

/// Headers, in their order: names in small letters, values on one line.
#[derive(Debug, Default)]
pub(super) struct Headers(Vec<(String, String)>);

/// The headers that readers ask for; others are dropped.
const KEPT: &[&str] = &[
    "from",
    "date",
    "subject",
    "message-id",
    "in-reply-to",
    "references",
    "archived-at",
    "content-type",
    "content-transfer-encoding",
    "content-disposition",
    "snapshot-content-location",
];

impl Headers {
    /// The headers at the start of a text, and what follows the blank line after them.
    pub(super) fn read(text: &str) -> (Self, &str) {
        let mut found = Self::default();
        let mut rest = text;
        let mut goes_on = false;
        while let Some(end) = rest.find('\n').map(|it| it + 1).or((!rest.is_empty()).then_some(rest.len())) {
            let line = rest[..end].trim_end_matches(['\n', '\r']);
            if line.is_empty() {
                rest = &rest[end..];
                break;
            }
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = found.0.last_mut().filter(|_| goes_on) {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = header(line) {
                let name = name.to_ascii_lowercase();
                goes_on = KEPT.contains(&name.as_str()) && found.get(&name).is_none();
                if goes_on {
                    found.0.push((name, value.trim().to_owned()));
                }
            } else {
                // The blank line is missing.
                break;
            }
            rest = &rest[end..];
        }
        (found, rest)
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|it| it.0 == name).map(|it| it.1.as_str()).filter(|it| !it.is_empty())
    }
}

/// The name and the value of a line that is a header.
pub(super) fn header(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let plain = |it: u8| it.is_ascii_alphanumeric() || it == b'-';
    ((1..=76).contains(&name.len()) && name.bytes().all(plain)).then_some((name, value))
}

/// The words of a mail, and what else it holds, in words.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub words: String,
    pub attached: Vec<String>,
}

/// More kinds of parts within parts than this nobody makes.
const DEEPEST: usize = 16;

/// Finds the words among the parts of a mail: the plain ones, else those of its pages.
pub(super) fn content(headers: &Headers, body: &str) -> Content {
    let mut content = Content::default();
    let kind = headers.get("content-type").unwrap_or("text/plain");
    let Some(boundary) = parameter(kind, "boundary").filter(|_| is(kind, "multipart/")) else {
        let words = decoded(headers, body);
        content.words = if is(kind, "text/html") { prose::of_html(&words, "") } else { words.into_owned() };
        return content;
    };
    let mut boundaries = vec![boundary.to_owned()];
    let mut pages = String::new();
    for part in parts(body, &mut boundaries) {
        let (headers, body) = Headers::read(part);
        let kind = headers.get("content-type").unwrap_or("text/plain");
        let attached = headers.get("content-disposition").filter(|it| is(it, "attachment"));
        if let Some(how) = attached {
            let name = parameter(how, "filename").or_else(|| parameter(kind, "name")).unwrap_or("a file");
            content.attached.push(words(name).into_owned());
        } else if is(kind, "text/html") {
            pages.push_str(&decoded(&headers, body));
        } else if is(kind, "text/plain") {
            let more = decoded(&headers, body);
            if !content.words.is_empty() && !more.trim().is_empty() {
                content.words.push('\n');
            }
            content.words.push_str(&more);
        }
    }
    if content.words.trim().is_empty() {
        content.words = prose::of_html(&pages, "");
    }
    content
}

/// The parts between lines of a boundary, and those of parts within them.
fn parts<'a>(body: &'a str, boundaries: &mut Vec<String>) -> Vec<&'a str> {
    let mut found = Vec::new();
    let (mut start, mut at) = (None, 0);
    for line in body.split_inclusive('\n') {
        let bare = line.trim_end();
        let rest = bare.strip_prefix("--").filter(|_| bare.len() <= 80);
        let ends = rest.is_some_and(|it| {
            boundaries.iter().any(|b| it.strip_prefix(b.as_str()).is_some_and(|it| matches!(it, "" | "--")))
        });
        if ends {
            found.extend(start.map(|start| &body[start..at]));
            start = Some(at + line.len());
        } else if boundaries.len() < DEEPEST
            && let Some(inner) = line.find("boundary=").and_then(|at| parameter(&line[at..], "boundary"))
            && !boundaries.iter().any(|it| it == inner)
        {
            boundaries.push(inner.to_owned());
        }
        at += line.len();
    }
    found.extend(start.map(|start| &body[start..]));
    found
}

/// Whether a header's value starts with this, in letters of any size.
fn is(value: &str, start: &str) -> bool {
    value.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start))
}

/// A parameter of a header's value: `text/plain; charset="utf-8"`.
fn parameter<'a>(value: &'a str, name: &str) -> Option<&'a str> {
    let lower = value.to_ascii_lowercase();
    let start = lower.find(&format!("{name}="))? + name.len() + 1;
    let rest = &value[start..];
    let found = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split([';', ' ', '\t', '\r', '\n']).next()?,
    };
    (!found.is_empty()).then_some(found)
}

/// A part's text, without the coding it was sent in.
fn decoded<'a>(headers: &Headers, body: &'a str) -> Cow<'a, str> {
    let coding = headers.get("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
    let set = headers.get("content-type").and_then(|it| parameter(it, "charset")).unwrap_or_default();
    let bytes = match coding.as_str() {
        "quoted-printable" => Some(quoted_printable(body, false)),
        "base64" => Some(base64(body)),
        // What is no UTF-8 was read as Windows-1252 with the whole file.
        _ => other_than_utf8(set).and_then(|_| read_as_windows_1252(body)),
    };
    bytes.map_or(Cow::Borrowed(body), |it| Cow::Owned(decode_as(&it, set).text))
}

/// The page in a file that holds it with its pictures (MHTML, RFC 2557), as browsers save it: mail that nobody sent.
pub(in crate::source) fn saved_page(text: &str) -> Option<String> {
    let head = &text[..text.floor_char_boundary(1 << 12)];
    if !head.contains("multipart/related") {
        return None;
    }
    let (headers, body) = Headers::read(text.trim_start_matches(['\u{feff}', '\n', '\r']));
    let saved = headers.get("from").is_none_or(|it| it.contains("<Saved by"));
    if !saved && headers.get("snapshot-content-location").is_none() {
        return None;
    }
    let boundary = headers.get("content-type").and_then(|it| parameter(it, "boundary"))?.to_owned();
    parts(body, &mut vec![boundary]).into_iter().find_map(|part| {
        let (headers, body) = Headers::read(part);
        let page = headers.get("content-type").is_some_and(|it| is(it, "text/html"));
        page.then(|| decoded(&headers, body).into_owned())
    })
}

/// The bytes that quoted-printable text stands for; in a header `_` is a space.
fn quoted_printable(text: &str, in_header: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digits = text.get(at + 1..at + 3).and_then(|it| u8::from_str_radix(it, 16).ok());
        match byte {
            b'=' if digits.is_some() => {
                out.extend(digits);
                at += 3;
                continue;
            }
            // A line that goes on.
            b'=' if bytes.get(at + 1) == Some(&b'\n') => at += 1,
            b'=' if bytes.get(at + 1..at + 3) == Some(b"\r\n") => at += 2,
            b'_' if in_header => out.push(b' '),
            other => out.push(other),
        }
        at += 1;
    }
    out
}

fn base64(text: &str) -> Vec<u8> {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let engine = GeneralPurpose::new(&alphabet::STANDARD, config);
    let plain: Vec<u8> = text.bytes().filter(|it| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'/')).collect();
    // Of four signs that are no byte the rest is dropped.
    let whole = plain.len() - usize::from(plain.len() % 4 == 1);
    engine.decode(&plain[..whole]).unwrap_or_default()
}

/// A header's value with its encoded words read: `=?utf-8?q?caf=C3=A9?=`.
pub(super) fn words(value: &str) -> Cow<'_, str> {
    if !value.contains("=?") {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    let (mut rest, mut after_word) = (value, false);
    while let Some(start) = rest.find("=?") {
        let word = encoded(&rest[start..]);
        // White space between two encoded words is none.
        if !(after_word && word.is_some() && rest[..start].trim().is_empty()) {
            out.push_str(&rest[..start]);
        }
        after_word = word.is_some();
        if let Some((said, length)) = word {
            out.push_str(&said);
            rest = &rest[start + length..];
        } else {
            out.push_str("=?");
            rest = &rest[start + 2..];
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The encoded word at the start of a text, and its length.
fn encoded(text: &str) -> Option<(String, usize)> {
    let mut fields = text.strip_prefix("=?")?.splitn(4, '?');
    let (charset, coding, coded) = (fields.next()?, fields.next()?, fields.next()?);
    fields.next()?.strip_prefix('=')?;
    let bytes = match coding {
        "q" | "Q" => quoted_printable(coded, true),
        "b" | "B" => base64(coded),
        _ => return None,
    };
    Some((decode_as(&bytes, charset).text, charset.len() + coding.len() + coded.len() + 6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_words_are_read() {
        for (value, said) in [
            ("plain", "plain"),
            ("=?utf-8?q?caf=C3=A9_au?= lait", "café au lait"),
            ("=?UTF-8?B?Y2Fmw6k=?= =?utf-8?b?IQ?=", "café!"),
            ("=?iso-8859-1?q?caf=E9?=", "café"),
            ("=?KOI8-R?B?8NLJ18XU?=", "Привет"),
            ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
            ("=?broken", "=?broken"),
            ("=?x?y?z?=", "=?x?y?z?="),
        ] {
            assert_eq!(words(value), said);
        }
    }

    #[test]
    fn words_are_read_in_the_character_set_of_their_part() {
        for (head, body) in [
            ("charset=koi8-r\nContent-Transfer-Encoding: quoted-printable", "=F0=D2=C9=D7=C5=D4"),
            ("charset=koi8-r\nContent-Transfer-Encoding: base64", "8NLJ18XU"),
            // The bytes of KOI8-R, read as Windows-1252 before.
            ("charset=\"koi8-r\"", "ðÒÉ×ÅÔ"),
            ("charset=utf-8", "Привет"),
            // It says one thing and is another.
            ("charset=koi8-r", "Привет"),
        ] {
            let mail = format!("Content-Type: text/plain; {head}\n\n{body}");
            let (headers, body) = Headers::read(&mail);
            assert_eq!(content(&headers, body).words, "Привет", "{mail}");
        }
    }

    #[test]
    fn a_page_is_found_among_its_pictures() {
        let saved = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\nSubject: A page\r\n\
            Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----b\"\r\n\r\n\r\n------b\r\n\
            Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            <!DOCTYPE html><p class=3D\"a\">caf=C3=A9</p>\r\n------b\r\nContent-Type: image/png\r\n\
            Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n------b--\r\n";
        assert_eq!(saved_page(saved).unwrap().trim(), "<!DOCTYPE html><p class=\"a\">café</p>");
        // A mail with pictures was sent by somebody.
        assert_eq!(
            saved_page(&saved.replace("<Saved by Blink>", "ann@example.org").replace("Snapshot-Content-", "X-")),
            None
        );
    }

    #[test]
    fn words_are_found_among_parts() {
        let mail = "Content-Type: multipart/mixed; boundary=\"one\"\n\npreamble\n--one\n\
            Content-Type: multipart/alternative;\n boundary=two\n\n--two\nContent-Type: text/plain; charset=utf-8\n\
            Content-Transfer-Encoding: quoted-printable\n\nThe caf=C3=A9 is op=\nen.\n--two\n\
            Content-Type: text/html\n\n<p>The caf\u{e9}</p>\n--two--\n--one\n\
            Content-Disposition: attachment; filename=\"plan.pdf\"\nContent-Transfer-Encoding: base64\n\nAAAA\n--one--\n";
        let (headers, body) = Headers::read(mail);
        let content = content(&headers, body);
        assert_eq!((content.words.trim(), content.attached), ("The café is open.", vec!["plan.pdf".to_owned()]));
    }
}
