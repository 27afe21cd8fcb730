//! What holds of every report of an engine.

use cruxmap::evidence::{Amount, Report};

/// No number of a report is NaN or infinite, no key is there twice, rows are as long as there are columns.
pub fn whole(report: &Report) {
    let fine = |it: &Amount| !matches!(it, Amount::Number(it) | Amount::Share(it) if !it.is_finite());
    for (nth, it) in report.figures.iter().enumerate() {
        assert!(fine(&it.amount), "{}", it.key);
        assert!(it.interval.is_none_or(|it| it.0.is_finite() && it.1.is_finite() && it.0 <= it.1), "{}", it.key);
        assert!(report.figures[..nth].iter().all(|other| other.key != it.key), "{} twice", it.key);
    }
    for table in &report.tables {
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len() && row.iter().all(fine)), "{}", table.key);
    }
    let mut points = report.plots.iter().flat_map(|it| &it.series).flat_map(|it| &it.points).flatten();
    assert!(points.all(|it| it.is_finite()));
}
