//! Days and dates of the Gregorian calendar.

/// Days from 1970-01-01 to this day of the Gregorian calendar; nothing if there is none (Hinnant 2013).
pub fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=999_999).contains(&year) || !(1..=12).contains(&month) || day < 1 || day > last_day(year, month) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year / 400, year % 400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// The last day of a month from 1 to 12.
pub fn last_day(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Year, month and day of a day counted from 1970-01-01 (Hinnant 2013).
pub fn civil(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468;
    let (era, of_era) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year + era * 400 + i64::from(month <= 2), month, of_year - (153 * shifted + 2) / 5 + 1)
}

/// The date in the form 2024-12-31 of a day counted from 1970-01-01, with the time of day as a fraction; nothing beyond
/// the years 1 to 9999.
#[expect(clippy::cast_possible_truncation, reason = "checked to be of such a year")]
pub fn written(day: f64) -> Option<String> {
    (-719_162.0..2_932_897.0).contains(&day).then(|| {
        let (year, month, day) = civil(day.floor() as i64);
        format!("{year:04}-{month:02}-{day:02}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_four_digit_years_are_written() {
        let days = [-719_162.0, 0.9, -0.1, 2_932_896.5];
        let want = ["0001-01-01", "1970-01-01", "1969-12-31", "9999-12-31"];
        assert_eq!(days.map(written), want.map(|it| Some(it.to_owned())));
        assert_eq!([-719_162.1, 2_932_897.0, f64::NAN].map(written), [None, None, None]);
    }

    #[test]
    fn days_and_dates_go_back_and_forth() {
        for day in (-719_000..3_000_000).step_by(37) {
            let (year, month, of_month) = civil(day);
            assert_eq!(days(year, month, of_month), Some(day));
        }
    }
}
