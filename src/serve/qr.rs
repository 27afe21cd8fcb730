//! An address as a QR code.

use qrcode::{EcLevel, QrCode, types::Color};
use serde::Serialize;

/// A square of dark and light modules, without the light rim of 4 modules that has to stand around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Qr {
    /// The rows from the top, `1` for each dark module and `0` for each light one.
    pub rows: Vec<String>,
}

impl Qr {
    /// The code of `text`; nothing if that is too long for one (some 2 900 bytes).
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let sign = |it: &Color| if *it == Color::Dark { '1' } else { '0' };
        let rows = code.to_colors().chunks(code.width()).map(|row| row.iter().map(sign).collect()).collect();
        Some(Self { rows })
    }

    /// It in half blocks, dark on a light terminal and light on a dark one: cameras read both.
    pub fn in_blocks(&self) -> String {
        let width = self.rows.len() + 4;
        let dark = |y: usize, x: usize| {
            let row = y.checked_sub(2).and_then(|y| self.rows.get(y));
            row.and_then(|row| row.as_bytes().get(x.checked_sub(2)?)) == Some(&b'1')
        };
        let block = |y: usize, x: usize| match (dark(y, x), dark(y + 1, x)) {
            (false, false) => '█',
            (false, true) => '▀',
            (true, false) => '▄',
            (true, true) => ' ',
        };
        (0..width).step_by(2).fold(String::new(), |mut all, y| {
            all.extend((0..width).map(|x| block(y, x)));
            all.push('\n');
            all
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_a_square_with_its_three_corners() {
        let it = Qr::of("http://192.168.178.20:41233/#ABCDEF").map(|it| it.rows).unwrap_or_default();
        assert!(it.len() >= 21 && it.iter().all(|row| row.len() == it.len()));
        for [row, start] in [[0, 0], [0, it.len() - 7], [it.len() - 7, 0]] {
            assert_eq!(it[row].get(start..start + 7), Some("1111111"));
            assert_eq!(it[row + 1].get(start..start + 7), Some("1000001"));
        }
        assert_eq!(Qr::of(&"a".repeat(4000)), None);
    }
}
