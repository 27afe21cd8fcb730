//! Bytes to text. Nothing is lost: bytes that are no UTF-8 are read in the character set that they are said to be in, else
//! as Windows-1252.

use super::{Warning, import};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// A text and what was doubtful about its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text. A byte order mark stays its first character.
    pub text: String,
    /// Places (bytes of the input) that were no valid text.
    pub warnings: Vec<Warning>,
}

/// More places than this are told as one warning.
const TOLD: usize = 20;

/// Reads `bytes` as UTF-8, or as UTF-16 if they start with its byte order mark; a page that is neither, in the character
/// set that it names. Of a page that was saved together with its pictures (MHTML) this is the page.
pub fn decode(bytes: &[u8]) -> Decoded {
    let decoded = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => decode_as(bytes, named_by_page(bytes).as_deref().unwrap_or_default()),
    };
    match import::saved_page(&decoded.text) {
        Some(text) => Decoded { text, warnings: Vec::new() },
        None => decoded,
    }
}

/// Reads `bytes` in the character set that they are said to be in, if it is known and they are not UTF-8 all the same.
pub(super) fn decode_as(bytes: &[u8], name: &str) -> Decoded {
    let Some(encoding) = other_than_utf8(name) else { return utf8(bytes) };
    // What is said to be in Latin letters, and is UTF-8, was labelled by a program that does not know.
    if encoding == WINDOWS_1252 || std::str::from_utf8(bytes).is_ok_and(|it| !it.is_ascii()) {
        return utf8(bytes);
    }
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let says = || format!("it is said to be in {}, but some bytes are not", encoding.name());
    let warnings = if broken { vec![Warning { at: 0..bytes.len(), says: says().into() }] } else { Vec::new() };
    Decoded { text: text.into_owned(), warnings }
}

/// A character set by its name, if it is known and not UTF-8.
pub(super) fn other_than_utf8(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label_no_replacement(name.as_bytes()).filter(|it| *it != UTF_8)
}

/// The bytes that were read as Windows-1252, those of ASCII among them; nothing if there is any other character.
pub(super) fn read_as_windows_1252(text: &str) -> Option<Vec<u8>> {
    let byte = |it: char| match it {
        '\0'..='\u{7f}' | '\u{a0}'..='\u{ff}' => u8::try_from(it).ok(),
        _ => (0x80..=0x9f).find(|&byte| windows_1252(byte) == it),
    };
    text.chars().map(byte).collect()
}

/// The character set that a page names at its start (WHATWG HTML, section 13.2.3.2: in its first 1024 bytes).
fn named_by_page(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let rest = head.trim_start().strip_prefix('<')?.split_once("charset=")?.1;
    let name: String = rest.trim_start_matches(['"', '\'']).chars().take_while(|it| !"\"' >/;".contains(*it)).collect();
    Some(name)
}

fn utf8(bytes: &[u8]) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    let (mut warnings, mut at, mut bad) = (Vec::new(), 0, 0);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        let invalid = chunk.invalid();
        if !invalid.is_empty() {
            text.extend(invalid.iter().map(|&it| windows_1252(it)));
            bad += 1;
            if bad <= TOLD {
                let says = format!("these bytes are not UTF-8 and were read as Windows-1252: {invalid:02x?}");
                warnings.push(Warning { at: at..at + invalid.len(), says: says.into() });
            }
            at += invalid.len();
        }
    }
    if bad > TOLD {
        let says = format!("{} further places are not UTF-8 and were read as Windows-1252", bad - TOLD);
        warnings.push(Warning { at: 0..bytes.len(), says: says.into() });
    }
    Decoded { text, warnings }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Decoded {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len() + 3);
    text.push('\u{feff}');
    let (mut warnings, mut at, mut bad) = (Vec::new(), 2, 0);
    for unit in char::decode_utf16(pairs.iter().map(|&it| unit(it))) {
        let it = unit.unwrap_or_else(|error| {
            bad += 1;
            if bad <= TOLD {
                let says = format!("half a character of UTF-16: {:04x}", error.unpaired_surrogate());
                warnings.push(Warning { at: at..at + 2, says: says.into() });
            }
            char::REPLACEMENT_CHARACTER
        });
        at += 2 * it.len_utf16();
        text.push(it);
    }
    if bad > TOLD {
        let says = format!("{} further places hold half a character of UTF-16", bad - TOLD);
        warnings.push(Warning { at: 0..bytes.len() + 2, says: says.into() });
    }
    if let [last] = rest {
        text.push(windows_1252(*last));
        let says = "a last byte without its pair was read as Windows-1252".to_owned();
        warnings.push(Warning { at: bytes.len() + 1..bytes.len() + 2, says: says.into() });
    }
    Decoded { text, warnings }
}

/// The character of a byte in Windows-1252 (WHATWG Encoding Standard, index windows-1252: all 256 bytes are characters).
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_set_that_is_named_counts_where_the_text_is_not_utf8() {
        let page = |set: &str, words: &[u8]| [format!("<html><meta charset=\"{set}\">").as_bytes(), words].concat();
        for (bytes, words) in [
            (page("koi8-r", b"\xf0\xd2\xc9\xd7\xc5\xd4"), "Привет"),
            (page("windows-1251", b"\xcf\xf0\xe8\xe2\xe5\xf2"), "Привет"),
            (page("iso-8859-1", b"caf\xe9"), "café"),
            (page("iso-8859-2", "café".as_bytes()), "café"),
            (page("none-such", b"caf\xe9"), "café"),
            (page("shift_jis", b"\x93\xfa\x96{"), "日本"),
        ] {
            let decoded = decode(&bytes);
            assert!(decoded.text.ends_with(words), "{}", decoded.text);
        }
        // Broken bytes are told, whatever the character set.
        assert!(!decode(&page("euc-jp", b"\xff\xff")).warnings.is_empty());
        let windows: Vec<u8> = (0..=255).collect();
        assert_eq!(
            read_as_windows_1252(&windows.iter().map(|&it| windows_1252(it)).collect::<String>()),
            Some(windows)
        );
        assert_eq!(read_as_windows_1252("日"), None);
    }
}
