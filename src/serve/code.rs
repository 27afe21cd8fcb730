//! What is random here: the code that opens the door, and the keys of the seats. Both come from the system.

use crate::session::Token;
use std::fmt::{self, Write as _};
use subtle::ConstantTimeEq as _;

/// Digits and capitals without those that look alike: no 0 and O, no 1, I and L, and no U, which is taken for V.
const SIGNS: [u8; 30] = *b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Signs of a code: one in 30⁶, some 730 million.
const LENGTH: usize = 6;

/// The code with which people come in, the same for all.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Code([u8; LENGTH]);

impl Code {
    /// A new one.
    ///
    /// # Errors
    /// If the system has no random numbers.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut code = [0; LENGTH];
        let mut filled = 0;
        while filled < LENGTH {
            let [byte] = random::<1>()?;
            // 240 is a multiple of 30: every sign is as likely as any other.
            if byte < 240 {
                code[filled] = SIGNS[usize::from(byte) % SIGNS.len()];
                filled += 1;
            }
        }
        Ok(Self(code))
    }

    /// Whether somebody typed it, in whatever case and with whatever spaces and dashes. How long that takes says nothing of
    /// how much of it was right.
    pub fn is(&self, typed: &str) -> bool {
        let signs = typed.chars().filter(|it| !it.is_whitespace() && *it != '-').take(LENGTH + 1);
        let plain: String = signs.map(|it| it.to_ascii_uppercase()).collect();
        plain.as_bytes().ct_eq(&self.0).into()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|&it| f.write_char(char::from(it)))
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

fn random<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// A new key for a seat.
pub fn token() -> Result<Token, getrandom::Error> {
    random().map(Token)
}

/// A key as the page keeps it: 32 hexadecimal digits.
pub fn hex(token: Token) -> String {
    token.0.iter().fold(String::new(), |mut all, byte| {
        let _ = write!(all, "{byte:02x}");
        all
    })
}

/// The key that the page has sent, if it is one.
pub fn from_hex(text: &str) -> Option<Token> {
    let mut token = [0; 16];
    if text.len() != 32 || !text.bytes().all(|it| it.is_ascii_hexdigit()) {
        return None;
    }
    for (to, nth) in token.iter_mut().zip(0..) {
        *to = u8::from_str_radix(text.get(2 * nth..2 * nth + 2)?, 16).ok()?;
    }
    Some(Token(token))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_legible_and_are_known_however_they_are_typed() -> Result<(), getrandom::Error> {
        let mut seen = [0; 256];
        for _ in 0..500 {
            let code = Code::random()?;
            let text = code.to_string();
            text.bytes().for_each(|it| seen[usize::from(it)] += 1);
            let (start, end) = text.split_at(3);
            assert!(code.is(&text) && code.is(&format!(" {}-{} ", start.to_lowercase(), end)));
            for wrong in ["", start, &format!("{text}{text}"), &format!("{text}2"), "ÄÄÄÄÄÄ", "0O1ILU"] {
                assert!(!code.is(wrong), "{wrong:?} is taken for {text}");
            }
        }
        let used = (0..=255).filter(|&it: &u8| seen[usize::from(it)] > 0).collect::<Vec<_>>();
        assert_eq!(used, SIGNS, "each of the signs comes up in 3000, and no other");
        Ok(())
    }

    #[test]
    fn keys_are_read_back_and_nothing_else_is() -> Result<(), getrandom::Error> {
        let it = token()?;
        assert_eq!(from_hex(&hex(it)), Some(it));
        for wrong in ["", "00", &"0".repeat(31), &"g".repeat(32), &"+1".repeat(16), &"é".repeat(16)] {
            assert_eq!(from_hex(wrong), None, "{wrong:?}");
        }
        Ok(())
    }
}
