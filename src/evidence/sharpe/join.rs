//! A second table, whose rows go to those of the first by their dates.

use super::{dates, forms::Form, held::Held, period::Period, rows::Rows, wishes::Wishes};
use crate::evidence::{Failed, Settings};

/// A column of a second table.
pub struct Joined {
    /// What it is called.
    pub name: String,
    /// What its numbers are.
    pub form: Form,
    /// By period, ascending.
    values: Vec<(i64, f64)>,
    period: Period,
    /// Where the last one looked up stands: dates ascend.
    at: usize,
}

/// Tells what the numbers of a column are, with a note.
pub type Tell<'a> = &'a dyn Fn(&Held, usize, &str) -> (Form, Option<String>);

impl Joined {
    /// Reads the column of the second file under this setting; `column` is its name, if one is set.
    ///
    /// # Errors
    /// As reading the first table does, with the name of the file.
    pub fn read(
        given: &Settings,
        setting: &str,
        column: Option<&str>,
        period: Period,
        wishes: &Wishes,
        tell: Tell<'_>,
        notes: &mut Vec<String>,
    ) -> Result<Option<Self>, Failed> {
        let Some((file, mut bytes)) = given.file(setting) else { return Ok(None) };
        let in_file = |it: Failed| Failed { what: format!("In {file}: {}", it.what), ..it };
        Self::of(&mut bytes, column, period, wishes, tell, notes).map(Some).map_err(in_file)
    }

    fn of(
        data: &mut &[u8],
        column: Option<&str>,
        period: Period,
        wishes: &Wishes,
        tell: Tell<'_>,
        notes: &mut Vec<String>,
    ) -> Result<Self, Failed> {
        let mut rows = Rows::open(data, &Settings::default(), wishes.order)?;
        if rows.shape.columns.date.is_none() {
            return Err(Failed::new("There is no column of dates.", "Give the table a column named date."));
        }
        let column = rows.shape.columns.single(column)?;
        rows.shape.wanted = vec![column];
        let (mut held, more) = Held::read(&mut rows, &|| false)?;
        if more {
            return Err(Failed::new(
                "A second table may have a million rows.",
                "Give one with the dates that are needed.",
            ));
        }
        held.settle(&mut rows, (i64::MIN, i64::MAX))?;
        let name = rows.shape.name(0).to_owned();
        let (form, note) = tell(&held, 0, &name);
        notes.extend(note);
        let mut values: Vec<(i64, f64)> = Vec::with_capacity(held.len());
        for (head, cells) in held.rows().filter(|it| !it.1[0].is_nan()) {
            let value = form.value(cells[0], head.percent & 1 == 1);
            let key = period.key(head.date);
            match values.last_mut().filter(|it| it.0 == key) {
                None => values.push((key, value)),
                // The last price, or yield, of a month is that of its end.
                Some(last) if form.prices || form.a_year => last.1 = value,
                Some(last) if last.1.to_bits() == value.to_bits() || wishes.keep_first => {}
                Some(_) => {
                    let what =
                        format!("There are two different returns for one period, on {}.", dates::words(head.date));
                    let advice = "Give returns for the same periods as the portfolio's, or prices.";
                    return Err(Failed::new(what, advice).at(head.line));
                }
            }
        }
        Ok(Self { name, form, values, period, at: 0 })
    }

    /// What it says for the period of this date, which is not before the one asked for last; NaN if nothing.
    pub fn value(&mut self, date: i64) -> f64 {
        let key = self.period.key(date);
        while self.values.get(self.at).is_some_and(|it| it.0 < key) {
            self.at += 1;
        }
        self.values.get(self.at).filter(|it| it.0 == key).map_or(f64::NAN, |it| it.1)
    }
}
