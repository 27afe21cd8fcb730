//! A table as dated rows of numbers.

use super::{
    cells::{self, Cell},
    columns::{Columns, shown},
    dates::{self, DAY, Date, Order},
};
use crate::evidence::{Failed, Settings, records::Records};
use std::{collections::VecDeque, io::BufRead};

/// A record that was read to tell the columns: its line and cells.
type Pending = (u64, Vec<Vec<u8>>);

/// Reads the chosen columns of a table row by row.
pub struct Rows<'a> {
    records: Records<'a>,
    pending: VecDeque<Pending>,
    /// What is read of a record, and how.
    pub shape: Shape,
}

/// What is read of a record, and how.
pub struct Shape {
    /// What the columns are.
    pub columns: Columns,
    /// Those that are read, in this order.
    pub wanted: Vec<usize>,
    /// A column and what must stand there for a row to count.
    only: Option<(usize, Vec<u8>)>,
    /// Whether a lone comma stands before decimals.
    comma: bool,
    /// Whether dates do not tell day from month; known after the first row.
    pub either: Option<bool>,
    /// Which is the day, once it is told.
    pub order: Option<Order>,
    /// Rows so far, in place of dates where there are none.
    count: i64,
}

/// Where and when a row is, and which of its cells have a sign of percent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Seconds since 1970, or what [`Date::Either`] holds as long as the order is not told.
    pub date: i64,
    /// Line in the data.
    pub line: u64,
    /// A bit for each cell.
    pub percent: u64,
}

impl<'a> Rows<'a> {
    /// Reads as far as it takes to tell the columns.
    ///
    /// # Errors
    /// If there are no rows, or a column that was set is not there.
    pub fn open(data: &'a mut dyn BufRead, given: &Settings, order: Option<Order>) -> Result<Self, Failed> {
        let mut records = Records::open(data)?;
        let comma = records.delimiter == b';';
        let mut pending: VecDeque<Pending> = VecDeque::new();
        for _ in 0..2 {
            if records.advance()? {
                pending.push_back((records.line, (0..records.len()).map(|it| records.cell(it).to_vec()).collect()));
            }
        }
        let Some((_, top)) = pending.front() else {
            return Err(Failed::new(
                "There are no data.",
                "Give a table with a column of dates and one of returns or prices.",
            ));
        };
        let second = pending.get(1).map(|it| &*it.1).unwrap_or_default();
        let columns = Columns::tell(top, second, comma, given.text("date"))?;
        if columns.header {
            pending.pop_front();
        }
        if pending.is_empty() {
            return Err(Failed::new("There is a header, but no row below it.", "Give a table with rows."));
        }
        let only = match given.text("only").map(|it| it.split_once('=').ok_or(it)) {
            None => None,
            Some(Ok((name, value))) => Some((columns.find(name)?, value.trim().as_bytes().to_vec())),
            Some(Err(_)) => {
                return Err(Failed::new("The setting only wants COLUMN=VALUE.", "Write it like symbol=MSFT."));
            }
        };
        let shape = Shape { columns, wanted: Vec::new(), only, comma, either: None, order, count: 0 };
        Ok(Self { records, pending, shape })
    }

    /// The next row that counts: what is in its cells (NaN for nothing) goes to `cells`.
    ///
    /// # Errors
    /// If a cell is no number or date, or the row does not fit the header.
    pub fn next(&mut self, cells: &mut [f64]) -> Result<Option<Head>, Failed> {
        loop {
            let row = if let Some((line, record)) = self.pending.pop_front() {
                let cell = |nth: usize| record.get(nth).map_or(&[][..], |it| it);
                self.shape.row(line, record.len(), cell, cells).map_err(|it| it.at(line))?
            } else if self.records.advance()? {
                let records = &self.records;
                let row = self.shape.row(records.line, records.len(), |it| records.cell(it), cells);
                row.map_err(|it| it.at(records.line))?
            } else {
                return Ok(None);
            };
            if row.is_some() {
                return Ok(row);
            }
        }
    }
}

impl Shape {
    /// The column read in this place.
    pub fn name(&self, nth: usize) -> &str {
        &self.columns.names[self.wanted[nth]]
    }

    fn row<'r>(
        &mut self,
        line: u64,
        width: usize,
        cell: impl Fn(usize) -> &'r [u8],
        out: &mut [f64],
    ) -> Result<Option<Head>, Failed> {
        let wide = self.columns.names.len();
        if width > wide && (wide..width).any(|it| !cell(it).is_empty()) {
            return Err(Failed::new(
                format!("The row has {width} cells, and the first row has {wide}."),
                "Put numbers with commas in quotation marks, or give each column a name.",
            ));
        }
        if self.only.as_ref().is_some_and(|(nth, value)| cell(*nth) != &**value) {
            return Ok(None);
        }
        let date = self.date(&cell)?;
        let mut percent = 0;
        for (nth, (&column, out)) in self.wanted.iter().zip(out).enumerate() {
            *out = match cells::cell(cell(column), self.comma) {
                Cell::Number(it, sign) => {
                    percent |= u64::from(sign) << nth;
                    it
                }
                Cell::Gap => f64::NAN,
                Cell::Text => {
                    let text = shown(cell(column));
                    return Err(Failed::new(
                        format!("{text} in the column {} is no number.", self.columns.names[column]),
                        "Correct it; leave a gap empty.",
                    ));
                }
            };
        }
        Ok(Some(Head { date, line, percent }))
    }

    fn date<'r>(&mut self, cell: &impl Fn(usize) -> &'r [u8]) -> Result<i64, Failed> {
        let Some(column) = self.columns.date else {
            self.count += 1;
            return Ok(self.count * DAY);
        };
        let text = || shown(cell(column));
        let (date, either) = match dates::parse(cell(column)) {
            Some(Date::Known(it)) => (it, false),
            Some(Date::Either(it)) => (it, true),
            None => {
                return Err(Failed::new(
                    format!("“{}” in the column {} is no date.", text(), self.columns.names[column]),
                    "Write dates like 2024-12-31, and leave out rows that are none of the record.",
                ));
            }
        };
        if *self.either.get_or_insert(either) != either {
            return Err(Failed::new(
                format!("The date {} has another form than those above.", text()),
                "Write all dates in one form.",
            ));
        }
        match self.order.filter(|_| either) {
            None => Ok(date),
            Some(order) => order.resolve(date).ok_or_else(|| {
                let first = if order == Order::DayFirst { "day" } else { "month" };
                Failed::new(
                    format!("There is no date {} with the {first} first.", text()),
                    "Set dates to the other order.",
                )
            }),
        }
    }
}
