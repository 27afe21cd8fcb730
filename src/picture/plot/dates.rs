//! Marks on an axis of dates: at the start of days, months and years.

use super::{range::Range, ticks::Tick};
use crate::evidence::calendar::{civil, days, written};

/// The distance of marks.
#[derive(Clone, Copy)]
enum Step {
    /// Days of the month; all of them if there are none here.
    Days(&'static [i64]),
    /// Months, of which a whole number make a year.
    Months(i64),
    /// Years.
    Years(i64),
}

const STEPS: [Step; 15] = [
    Step::Days(&[]),
    Step::Days(&[1, 8, 15, 22]),
    Step::Months(1),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
    Step::Years(50),
    Step::Years(100),
    Step::Years(200),
    Step::Years(500),
    Step::Years(1000),
];

/// Sets of at most `most` marks, the closest first; nothing if the range is beyond the calendar.
#[expect(clippy::cast_possible_truncation, reason = "checked to be days of four-digit years")]
pub fn candidates(range: Range, most: u16) -> Option<Vec<Vec<Tick>>> {
    written(range.low).and(written(range.high))?;
    let (first, last) = (range.low.ceil() as i64, range.high.floor() as i64);
    let sets = STEPS.iter().filter(|it| range.length() / it.days() <= f64::from(most) + 1.0);
    Some(sets.map(|it| it.ticks(first, last)).filter(|it| !it.is_empty()).collect())
}

impl Step {
    /// How long it is at least, in days.
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    fn days(self) -> f64 {
        match self {
            Self::Days([]) => 1.0,
            Self::Days(all) => 28.0 / all.len() as f64,
            Self::Months(it) => 28.0 * it as f64,
            Self::Years(it) => 365.0 * it as f64,
        }
    }

    fn ticks(self, first: i64, last: i64) -> Vec<Tick> {
        let (year, month, _) = civil(first);
        let (end_year, end_month, _) = civil(last);
        let months = || (year * 12 + month - 1)..=(end_year * 12 + end_month - 1);
        let start = |it: i64, day: i64| days(it.div_euclid(12), it.rem_euclid(12) + 1, day);
        let all: Vec<i64> = match self {
            Self::Days([]) => (first..=last).collect(),
            Self::Days(of) => months().flat_map(|it| of.iter().filter_map(move |&day| start(it, day))).collect(),
            Self::Months(step) => months().filter(|it| it % step == 0).filter_map(|it| start(it, 1)).collect(),
            Self::Years(step) => {
                (year..=end_year).filter(|it| it % step == 0).filter_map(|it| days(it, 1, 1)).collect()
            }
        };
        all.into_iter().filter(|it| (first..=last).contains(it)).map(|it| self.tick(it)).collect()
    }

    #[expect(clippy::cast_precision_loss, reason = "days are far below 2^53")]
    fn tick(self, day: i64) -> Tick {
        let (year, month, of_month) = civil(day);
        let words = match self {
            Self::Days(_) => format!("{year:04}-{month:02}-{of_month:02}"),
            Self::Months(_) => format!("{year:04}-{month:02}"),
            Self::Years(_) => format!("{year:04}"),
        };
        Tick { at: day as f64, words }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_at_the_start_of_days_months_and_years() {
        #[expect(clippy::cast_precision_loss, reason = "days")]
        let day = |year, month, day| days(year, month, day).unwrap() as f64;
        let cases = [
            (day(2024, 1, 30), day(2024, 2, 2), 6, "2024-01-30 2024-01-31 2024-02-01 2024-02-02"),
            (day(2024, 1, 30), day(2024, 3, 2), 6, "2024-02-01 2024-02-08 2024-02-15 2024-02-22 2024-03-01"),
            (day(2023, 11, 6), day(2024, 12, 13), 6, "2024-01 2024-04 2024-07 2024-10"),
            (day(2010, 1, 1), day(2020, 12, 31), 6, "2010 2012 2014 2016 2018 2020"),
            (day(1, 1, 15), day(9800, 1, 1), 11, "1000 2000 3000 4000 5000 6000 7000 8000 9000"),
        ];
        for (low, high, most, want) in cases {
            let all = candidates(Range { low, high }, most).unwrap();
            let told: Vec<&str> = all[0].iter().map(|it| it.words.as_str()).collect();
            assert_eq!(told.join(" "), want);
        }
        assert!(candidates(Range { low: 0.0, high: 1e12 }, 5).is_none());
    }
}
