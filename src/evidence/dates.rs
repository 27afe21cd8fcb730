//! Dates as people and programs write them.

use crate::evidence::calendar::last_day;
pub use crate::evidence::calendar::{civil, days};

/// Seconds in a day.
pub const DAY: i64 = 86_400;

/// A date, with the time of day if there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Date {
    /// Seconds since 1970-01-01.
    Known(i64),
    /// Two small numbers and a year, of which the first is the day or the month: [`Order::resolve`] tells.
    Either(i64),
}

/// Which of two small numbers is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// 31/12/2024.
    DayFirst,
    /// 12/31/2024.
    MonthFirst,
}

impl Order {
    /// The seconds since 1970-01-01 of what [`Date::Either`] holds; nothing if there is no such day.
    pub fn resolve(self, either: i64) -> Option<i64> {
        let (day, seconds) = (either.div_euclid(DAY), either.rem_euclid(DAY));
        let (year, one, two) = (day / 10_000, day / 100 % 100, day % 100);
        let (month, day) = if self == Self::DayFirst { (two, one) } else { (one, two) };
        Some(days(year, month, day)? * DAY + seconds)
    }
}

/// The date in the form 2024-12-31, with the time if it is not midnight.
pub fn words(seconds: i64) -> String {
    let (year, month, day) = civil(seconds.div_euclid(DAY));
    let rest = seconds.rem_euclid(DAY);
    let date = format!("{year:04}-{month:02}-{day:02}");
    if rest == 0 { date } else { format!("{date} {:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60) }
}

/// The day in the form 2024-12-31.
pub fn day(seconds: i64) -> String {
    words(seconds.div_euclid(DAY) * DAY)
}

/// The date that is written here, if it is one.
pub fn parse(text: &[u8]) -> Option<Date> {
    // The form of nearly all files, in the fastest way.
    if let [a, b, c, d, b'-', e, f, b'-', g, h] = *text
        && [a, b, c, d, e, f, g, h].iter().all(u8::is_ascii_digit)
    {
        let two = |tens: u8, ones: u8| i64::from(tens - b'0') * 10 + i64::from(ones - b'0');
        return days(two(a, b) * 100 + two(c, d), two(e, f), two(g, h)).map(|it| Date::Known(it * DAY));
    }
    if text.iter().all(u8::is_ascii_digit) {
        return digits(text);
    }
    let text = std::str::from_utf8(text).ok().filter(|it| it.len() <= 48)?;
    let (date, time) = match text.find([' ', 'T']) {
        Some(at) if text[at + 1..].contains(':') => (&text[..at], &text[at + 1..]),
        _ => (text, ""),
    };
    // In “Fri, 31 Jan 2020 16:00” the time follows the last space.
    let (date, time) = match text.rsplit_once(' ') {
        Some((date, time)) if time.contains(':') && date.contains(' ') => (date, time),
        _ => (date, time),
    };
    let seconds = if time.is_empty() { 0 } else { time_of_day(time)? };
    if date.bytes().any(|it| it.is_ascii_alphabetic()) {
        return named(date).map(|it| Date::Known(it * DAY + seconds));
    }
    let mut parts = date.split(['-', '/', '.', ' ']);
    let (one, two, three, none) = (parts.next()?, parts.next()?, parts.next(), parts.next());
    let (first, second) = (one.parse::<i64>().ok()?, two.parse::<i64>().ok()?);
    // Two numbers with a point between are one number.
    if none.is_some() || first < 0 || second < 0 || (three.is_none() && date.contains('.')) {
        return None;
    }
    if one.len() >= 4 {
        let day = match three {
            Some(it) => days(first, second, it.parse().ok()?)?,
            None => end_of(first, second)?,
        };
        return Some(Date::Known(day * DAY + seconds));
    }
    let Some(three) = three else {
        // 12/2024.
        return end_of(full_year(two)?, first).map(|it| Date::Known(it * DAY + seconds));
    };
    let year = full_year(three)?;
    if date.contains('.') {
        return days(year, second, first).map(|it| Date::Known(it * DAY + seconds));
    }
    let possible = (1..=31).contains(&first) && (1..=31).contains(&second) && (first <= 12 || second <= 12);
    possible.then_some(Date::Either((year * 10_000 + first * 100 + second) * DAY + seconds))
}

/// A month stands for its last day.
fn end_of(year: i64, month: i64) -> Option<i64> {
    (1..=12).contains(&month).then(|| days(year, month, last_day(year, month)))?
}

/// Digits alone: a year, a month, a day, or seconds or milliseconds since 1970.
fn digits(text: &[u8]) -> Option<Date> {
    // More digits are no date; so many fit.
    let number = text.get(..text.len().min(18))?.iter().fold(0, |all, it| all * 10 + i64::from(it - b'0'));
    let day = match text.len() {
        4 => days(number, 12, 31)?,
        6 => end_of(number / 100, number % 100)?,
        8 => days(number / 10_000, number / 100 % 100, number % 100)?,
        9..=11 => return Some(Date::Known(number)),
        12 | 13 => return Some(Date::Known(number / 1000)),
        _ => return None,
    };
    Some(Date::Known(day * DAY))
}

/// A year of two digits is one from 1970 to 2069.
fn full_year(text: &str) -> Option<i64> {
    let year: i64 = text.parse().ok()?;
    match text.len() {
        2 if (0..100).contains(&year) => Some(if year < 70 { 2000 + year } else { 1900 + year }),
        4 => Some(year),
        _ => None,
    }
}

fn time_of_day(text: &str) -> Option<i64> {
    let text = text.trim_end_matches('Z').split(['+', '.']).next()?;
    let text = text.split_once('-').map_or(text, |it| it.0);
    let mut parts = text.split(':').map(|it| it.trim().parse::<i64>().ok());
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    let known = (0..24).contains(&hour) && (0..60).contains(&minute) && (0..=60).contains(&second);
    (known && parts.next().is_none()).then_some(hour * 3600 + minute * 60 + second)
}

/// A date with the name of its month, or a quarter.
fn named(text: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const WEEK: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let lower = text.to_ascii_lowercase();
    if let Some((one, two)) = lower.split_once('q') {
        let number = |it: &str| it.trim_matches([' ', '-', '/', '.']).parse::<i64>().ok();
        let (one, two) = (number(one), number(two));
        let (year, quarter) = match (one, two) {
            (Some(year), Some(quarter @ 1..=4)) => (year, quarter),
            (None, _) => {
                let (quarter, year) = lower.trim_start_matches('q').split_once([' ', '-', '/'])?;
                (number(year)?, number(quarter).filter(|it| (1..=4).contains(it))?)
            }
            _ => return None,
        };
        return end_of(year, quarter * 3);
    }
    let (mut month, mut day, mut year) = (None, None, None);
    for part in lower.split([' ', ',', '-', '/', '.']).filter(|it| !it.is_empty()) {
        if part.bytes().all(|it| it.is_ascii_digit()) {
            match part.len() {
                4 => year = Some(part.parse::<i64>().ok()?),
                _ if day.is_none() => day = Some(part),
                _ => year = Some(full_year(part)?),
            }
        } else if let Some(nth) = MONTHS.iter().position(|it| part.starts_with(it)) {
            month = Some(i64::try_from(nth).ok()? + 1);
        } else if !WEEK.iter().any(|it| part.starts_with(it)) {
            return None;
        }
    }
    match (year, day) {
        (Some(year), Some(day)) => days(year, month?, day.parse().ok()?),
        (Some(year), None) => end_of(year, month?),
        // Jan-24.
        (None, Some(it)) => end_of(full_year(it)?, month?),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let known = |text: &str| match parse(text.as_bytes()) {
            Some(Date::Known(it)) => words(it),
            Some(Date::Either(it)) => {
                format!("{:?} {:?}", Order::DayFirst.resolve(it).map(words), Order::MonthFirst.resolve(it).map(words))
            }
            None => "none".to_owned(),
        };
        for (text, want) in [
            ("2024-02-29", "2024-02-29"),
            ("2024-2-9", "2024-02-09"),
            ("2024/01/31", "2024-01-31"),
            ("20240131", "2024-01-31"),
            ("192607", "1926-07-31"),
            ("2024-02", "2024-02-29"),
            ("1999", "1999-12-31"),
            ("Jan 1 2000", "2000-01-01"),
            ("31 January 2020", "2020-01-31"),
            ("1-Feb-21", "2021-02-01"),
            ("Fri, 31 Jan 2020 16:00:00", "2020-01-31 16:00:00"),
            ("2024-01-31T16:00Z", "2024-01-31 16:00:00"),
            ("2024-01-31 00:00:00+00:00", "2024-01-31"),
            ("Feb-24", "2024-02-29"),
            ("2024Q1", "2024-03-31"),
            ("Q4 2023", "2023-12-31"),
            ("31.12.2024", "2024-12-31"),
            ("12/2024", "2024-12-31"),
            ("29349-06-07", "29349-06-07"),
            ("1706659200", "2024-01-31"),
            ("12/31/2024", "None Some(\"2024-12-31\")"),
            ("2023-02-29", "none"),
            ("2024-13-01", "none"),
            ("-0.01", "none"),
            ("0.0123", "none"),
            ("12.5", "none"),
            ("Total", "none"),
            ("13/32/2024", "none"),
        ] {
            assert_eq!(known(text), want, "{text}");
        }
    }
}
