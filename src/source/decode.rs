//! Bytes to text. Nothing is lost: bytes that are no UTF-8 are read as Windows-1252.

use super::Warning;

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

/// Reads `bytes` as UTF-8, or as UTF-16 if they start with its byte order mark.
pub fn decode(bytes: &[u8]) -> Decoded {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => utf8(bytes),
    }
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
