//! Numbers as people and programs write them into tables.

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    /// A number as it is written, and whether a sign of percent follows.
    Number(f64, bool),
    /// Nothing: empty, or a word that says so.
    Gap,
    /// Something else.
    Text,
}

/// Powers of ten that are exact.
const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// What the cell says; `comma` says that a lone comma stands before decimals, as it does between semicolons.
pub fn cell(text: &[u8], comma: bool) -> Cell {
    plain(text).map_or_else(|| fancy(text, comma), |it| Cell::Number(it, false))
}

/// A number of sign, digits, point and digits that a quotient of two exact numbers gives to the last bit (Clinger 1990).
fn plain(text: &[u8]) -> Option<f64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    // 18 digits and a point: the number without its point fits 64 bits.
    if digits.len() > 19 {
        return None;
    }
    let mut whole = 0_u64;
    let mut take = |digits: &[u8]| {
        let end = digits.iter().position(|it| !it.is_ascii_digit()).unwrap_or(digits.len());
        whole = digits[..end].iter().fold(whole, |all, it| all * 10 + u64::from(it - b'0'));
        end
    };
    let before = take(digits);
    let decimals = match &digits[before..] {
        [] => 0,
        [b'.', rest @ ..] if take(rest) == rest.len() => rest.len(),
        _ => return None,
    };
    if before + decimals == 0 || whole > 1 << 53 {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "at most 2^53")]
    let size = whole as f64 / TENS[decimals];
    Some(if negative { -size } else { size })
}

/// All that is not plain.
fn fancy(text: &[u8], comma: bool) -> Cell {
    let Ok(text) = std::str::from_utf8(text) else { return Cell::Text };
    if text.len() > 64 {
        return Cell::Text;
    }
    let lower = text.to_lowercase();
    if matches!(
        lower.as_str(),
        "" | "na" | "n/a" | "#n/a" | "nan" | "null" | "none" | "nil" | "-" | "--" | "–" | "—" | "." | "?" | "missing"
    ) {
        return Cell::Gap;
    }
    let mut text: String =
        lower.chars().filter(|it| !it.is_whitespace() && !matches!(it, '$' | '€' | '£' | '\'')).collect();
    let mut negative = false;
    // Bookkeepers put what is lost in brackets.
    if let Some(inner) = text.strip_prefix('(').and_then(|it| it.strip_suffix(')')) {
        (negative, text) = (true, inner.to_owned());
    }
    let percent = text.ends_with('%');
    text = text.trim_end_matches('%').to_owned();
    if let Some(inner) = text.strip_prefix('(').and_then(|it| it.strip_suffix(')')) {
        (negative, text) = (true, inner.to_owned());
    }
    if let Some(rest) = text.strip_prefix(['-', '\u{2212}']) {
        (negative, text) = (!negative, rest.to_owned());
    } else if let Some(rest) = text.strip_prefix('+') {
        text = rest.to_owned();
    }
    if !text.starts_with(|it: char| it.is_ascii_digit() || matches!(it, '.' | ',')) {
        return Cell::Text;
    }
    let Some(text) = with_point(&text, comma) else { return Cell::Text };
    match text.parse::<f64>() {
        Ok(it) if it.is_finite() => Cell::Number(if negative { -it } else { it }, percent),
        _ => Cell::Text,
    }
}

/// The same number with a point before its decimals and nothing between thousands.
fn with_point(text: &str, comma: bool) -> Option<String> {
    let (points, commas) = (text.matches('.').count(), text.matches(',').count());
    // Of both, the last stands before the decimals; one that occurs again stands between thousands.
    let (mark, thousands) = match (points, commas) {
        (_, 0) if points < 2 => return Some(text.to_owned()),
        (0, 1) if comma || !grouped(text, ',') => (Some(','), None),
        (0, _) => (None, Some(',')),
        (_, 0) => (None, Some('.')),
        _ if text.rfind('.') > text.rfind(',') => (Some('.'), Some(',')),
        _ => (Some(','), Some('.')),
    };
    let (whole, rest) = mark.map_or((text, None), |it| match text.rsplit_once(it) {
        Some((whole, rest)) => (whole, Some(rest)),
        None => (text, None),
    });
    if thousands.is_some_and(|it| !grouped(whole, it)) || (thousands.is_none() && whole.contains(['.', ','])) {
        return None;
    }
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    Some(rest.map_or_else(|| whole.clone(), |it| format!("{whole}.{it}")))
}

/// Whether these are digits in groups of three, but for the first, which is no lone 0.
fn grouped(text: &str, mark: char) -> bool {
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or_default();
    let digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    (1..=3).contains(&first.len()) && first != "0" && digits(first) && groups.all(|it| it.len() == 3 && digits(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let read = |text: &str, comma| cell(text.as_bytes(), comma);
        for (text, want) in [
            ("0.0123", 0.0123),
            ("-6e-04", -6e-4),
            ("+3", 3.0),
            ("\u{2212}.5", -0.5),
            ("(1.25)", -1.25),
            ("$1,234.50", 1234.5),
            ("1.234,50", 1234.5),
            ("1,234,567", 1_234_567.0),
            ("1.234.567", 1_234_567.0),
            ("0,123", 0.123),
            ("1,5", 1.5),
            ("405.35607900000001", 405.356_079),
            ("0.1234567890123456789012", 0.123_456_789_012_345_68),
        ] {
            assert_eq!(read(text, false), Cell::Number(want, false), "{text}");
        }
        assert_eq!(read("1,234", true), Cell::Number(1.234, false));
        assert_eq!(read("1,234", false), Cell::Number(1234.0, false));
        assert_eq!(read("-1.5 %", false), Cell::Number(-1.5, true));
        assert_eq!(read("(1.5%)", false), Cell::Number(-1.5, true));
        for text in ["", "NA", "#N/A", "nan", "-", "None"] {
            assert_eq!(read(text, false), Cell::Gap, "{text}");
        }
        for text in ["inf", "1e999", "abc", "1.2.3", "12,34,5", "0x10", "1%2", "--1", "."] {
            assert!(matches!(read(text, false), Cell::Text | Cell::Gap), "{text}");
        }
    }

    #[test]
    fn the_fast_way_gives_the_last_bit() {
        let mut random = crate::evidence::numbers::Random::new(3);
        for _ in 0..20_000 {
            let digits = 1 + random.below(17);
            let number = random.bits() % 10_u64.pow(u32::try_from(digits).unwrap_or(1));
            let text = format!("-{}.{number:0digits$}", random.below(3));
            assert_eq!(cell(text.as_bytes(), false), Cell::Number(text.parse().unwrap(), false), "{text}");
        }
    }
}
