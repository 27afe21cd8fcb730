//! The time between two rows, told from their dates.

use super::dates::{self, DAY};
use crate::evidence::numbers::float;

/// Seconds in a mean year of the Gregorian calendar.
pub const YEAR: f64 = 31_556_952.0;

/// The time between two rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// A trading day, 252 a year.
    Daily,
    /// A day, weekends too: 365 a year.
    EveryDay,
    /// A week, 52 a year.
    Weekly,
    /// A month, 12 a year.
    Monthly,
    /// A quarter, 4 a year.
    Quarterly,
    /// A year.
    Yearly,
    /// None of these: as many a year as there were.
    Other,
}

impl Period {
    /// The period of this name in the settings.
    pub fn named(name: &str) -> Self {
        match name {
            "weekly" => Self::Weekly,
            "monthly" => Self::Monthly,
            "quarterly" => Self::Quarterly,
            "yearly" => Self::Yearly,
            _ => Self::Daily,
        }
    }

    /// The period of these dates, which are sorted: from the median step, and for days from the share of weekends.
    pub fn tell(dates: &[i64]) -> Option<Self> {
        let mut steps: Vec<i64> = dates.windows(2).map(|it| it[1] - it[0]).filter(|it| *it > 0).collect();
        if steps.is_empty() {
            return None;
        }
        let middle = steps.len() / 2;
        let (_, &mut median, _) = steps.select_nth_unstable(middle);
        // In hours: summer time moves a time of day.
        Some(match median / 3600 {
            22..=98 => {
                // 1970-01-01 was a Thursday.
                let weekend = |it: &&i64| matches!((it.div_euclid(DAY) + 3).rem_euclid(7), 5 | 6);
                let weekends = dates.iter().filter(weekend).count();
                if dates.len() >= 14 && weekends * 9 >= dates.len() * 2 { Self::EveryDay } else { Self::Daily }
            }
            143..=193 => Self::Weekly,
            648..=768 => Self::Monthly,
            2040..=2280 => Self::Quarterly,
            8600..=8900 => Self::Yearly,
            _ => Self::Other,
        })
    }

    /// How many a year by convention.
    pub fn a_year(self) -> Option<f64> {
        match self {
            Self::Daily => Some(252.0),
            Self::EveryDay => Some(365.0),
            Self::Weekly => Some(52.0),
            Self::Monthly => Some(12.0),
            Self::Quarterly => Some(4.0),
            Self::Yearly => Some(1.0),
            Self::Other => None,
        }
    }

    /// How many a year there were between these dates.
    pub fn measured(count: usize, first: i64, last: i64) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "dates are far below 2^53 seconds")]
        let years = (last - first) as f64 / YEAR;
        (count > 1 && years > 0.0).then(|| float((count - 1) as u64) / years)
    }

    /// What rows of other tables must have in common to belong to the same period.
    pub fn key(self, seconds: i64) -> i64 {
        let day = seconds.div_euclid(DAY);
        let (year, month, _) = dates::civil(day);
        match self {
            Self::Daily | Self::EveryDay => day,
            Self::Weekly => (day + 3).div_euclid(7),
            Self::Monthly => year * 12 + month,
            Self::Quarterly => year * 4 + (month - 1) / 3,
            Self::Yearly => year,
            Self::Other => seconds,
        }
    }

    /// The word that goes before “returns”.
    pub fn word(self) -> &'static str {
        match self {
            Self::Daily | Self::EveryDay => "daily",
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
            Self::Yearly => "yearly",
            Self::Other => "periodic",
        }
    }

    /// The longest step in days between two rows with nothing missing, holidays included.
    pub fn longest(self) -> Option<i64> {
        match self {
            Self::Daily => Some(5),
            Self::EveryDay => Some(1),
            Self::Weekly => Some(11),
            Self::Monthly => Some(45),
            Self::Quarterly => Some(135),
            Self::Yearly => Some(540),
            Self::Other => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_period_is_told_from_the_dates() {
        let every = |step: i64, count: i64| -> Vec<i64> { (0..count).map(|it| it * step * DAY).collect() };
        assert_eq!(Period::tell(&every(1, 10)), Some(Period::Daily));
        assert_eq!(Period::tell(&every(1, 30)), Some(Period::EveryDay));
        assert_eq!(Period::tell(&every(7, 10)), Some(Period::Weekly));
        assert_eq!(Period::tell(&every(365, 3)), Some(Period::Yearly));
        assert_eq!(Period::tell(&every(14, 10)), Some(Period::Other));
        assert_eq!(Period::tell(&[5, 5]), None);
        let months: Vec<i64> = (0..12).filter_map(|it| dates::days(2024, it + 1, 28)).map(|it| it * DAY).collect();
        assert_eq!(Period::tell(&months), Some(Period::Monthly));
        assert!(Period::Monthly.key(months[0]) != Period::Monthly.key(months[1]));
        // Monday to Sunday are one week.
        let monday = 4 * DAY;
        assert_eq!(Period::Weekly.key(monday), Period::Weekly.key(monday + 7 * DAY - 1));
        assert_ne!(Period::Weekly.key(monday), Period::Weekly.key(monday - 1));
    }
}
