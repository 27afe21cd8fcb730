//! Which column of a table holds what.

use super::{
    cells::{self, Cell},
    dates,
};
use crate::evidence::{Failed, Settings};
use std::collections::BTreeSet;

/// Names of columns of dates, of letters and digits alone.
const DATES: [&str; 11] =
    ["date", "dates", "datetime", "time", "timestamp", "day", "month", "period", "year", "week", "yyyymm"];
/// Names of columns of a portfolio, the likelier first.
const ASSETS: [&str; 14] = [
    "portfolio",
    "strategy",
    "fund",
    "asset",
    "returns",
    "return",
    "ret",
    "adjclose",
    "adjustedclose",
    "close",
    "nav",
    "price",
    "value",
    "equity",
];
/// Names of columns of a benchmark.
const BENCHMARKS: [&str; 13] = [
    "benchmark",
    "bench",
    "bm",
    "index",
    "market",
    "mkt",
    "spy",
    "spx",
    "sp500",
    "sp500tr",
    "gspc",
    "msciworld",
    "acwi",
];
/// Names of columns of a risk-free rate.
const RATES: [&str; 9] =
    ["rf", "riskfree", "riskfreerate", "riskfreereturn", "rfr", "tbill", "tbills", "cash", "riskfreereturns"];

/// What the first two records of a table say about its columns.
pub struct Columns {
    /// What they are called; `column 3` if the table has no header.
    pub names: Vec<String>,
    /// Whether the first record is a header.
    pub header: bool,
    /// The column of dates.
    pub date: Option<usize>,
    /// The columns whose first cell is a number or nothing.
    numbers: Vec<usize>,
}

/// The columns of a portfolio and what it is compared with.
pub struct Picks {
    /// Columns with their weights.
    pub assets: Vec<(usize, f64)>,
    /// Column of the benchmark.
    pub benchmark: Option<usize>,
    /// Column of the risk-free rate.
    pub rf: Option<usize>,
    /// How they were told.
    pub notes: Vec<String>,
}

impl Columns {
    /// Tells header and dates from the first two records; the second is empty if there is none.
    ///
    /// # Errors
    /// If the column of dates that was set is not there.
    pub fn tell(first: &[Vec<u8>], second: &[Vec<u8>], comma: bool, set: Option<&str>) -> Result<Self, Failed> {
        let is_date = |it: &[u8]| dates::parse(it).is_some();
        let is_number = |it: &[u8]| matches!(cells::cell(it, comma), Cell::Number(..));
        let dated = |it: &[u8]| DATES.contains(&&*plain(&String::from_utf8_lossy(it)));
        let starts = first.first().is_some_and(|it| it.is_empty() || dated(it));
        let header = starts || !first.iter().any(|it| is_date(it) || is_number(it));
        let called = |(nth, it): (usize, &Vec<u8>)| {
            let name = shown(it);
            if header && !name.is_empty() { name } else { format!("column {}", nth + 1) }
        };
        let names: Vec<String> = first.iter().enumerate().map(called).collect();
        let row = if header { second } else { first };
        let mut columns = Self { names, header, date: None, numbers: Vec::new() };
        columns.date = match set {
            Some(it) => Some(columns.find(it)?),
            None => (0..columns.names.len())
                .find(|&it| header && dated(&first[it]))
                .or_else(|| row.iter().position(|it| is_date(it))),
        };
        let fits = |&it: &usize| Some(it) != columns.date && cells::cell(&row[it], comma) != Cell::Text;
        columns.numbers = (0..row.len().min(columns.names.len())).filter(fits).collect();
        Ok(columns)
    }

    /// The column of this name, or of this number from 1.
    pub fn find(&self, wanted: &str) -> Result<usize, Failed> {
        let wanted = wanted.trim();
        let by_name = self.names.iter().position(|it| it == wanted);
        let by_name = by_name.or_else(|| self.names.iter().position(|it| plain(it) == plain(wanted)));
        let by_number =
            || wanted.parse::<usize>().ok().filter(|it| (1..=self.names.len()).contains(it)).map(|it| it - 1);
        by_name.or_else(by_number).ok_or_else(|| {
            let some: Vec<&str> = self.names.iter().take(20).map(String::as_str).collect();
            Failed::new(format!("There is no column {wanted}."), format!("There are: {}.", some.join(", ")))
        })
    }

    /// The only column of a file that goes beside the data: the one that was set, else the first of numbers.
    pub fn single(&self, set: Option<&str>) -> Result<usize, Failed> {
        match set {
            Some(it) => self.find(it),
            None => self.numbers.first().copied().ok_or_else(|| no_numbers(&self.names)),
        }
    }

    /// The columns of the main table.
    pub fn pick(&self, given: &Settings) -> Result<Picks, Failed> {
        let mut notes = Vec::new();
        let outside = |name: &str| given.file(name).is_some();
        let set =
            |name: &str, file: &str| given.text(name).map(str::trim).filter(|it| !it.is_empty() && !outside(file));
        let named = |known: &[&str], part: &str| {
            let by_name = known.iter().find_map(|it| self.numbers.iter().find(|&&at| plain(&self.names[at]) == *it));
            by_name.or_else(|| self.numbers.iter().find(|&&at| plain(&self.names[at]).contains(part))).copied()
        };
        let by_hand = given.text("asset").map(|it| self.assets(it)).transpose()?;
        let mut taken: BTreeSet<usize> = by_hand.iter().flatten().map(|it| it.0).collect();
        let mut rf = match set("rf", "rf_file") {
            Some("none") => None,
            Some(it) => Some(self.find(it)?),
            None if outside("rf_file") || given.number("rf_rate").is_some() => None,
            None => named(&RATES, "riskfree").filter(|it| !taken.contains(it)).inspect(|&it| {
                notes.push(format!(
                    "{} is taken as the risk-free rate, by its name; rf=none takes none.",
                    self.names[it]
                ));
            }),
        };
        taken.extend(rf);
        let free = |taken: &BTreeSet<usize>| -> Vec<usize> {
            self.numbers.iter().copied().filter(|it| !taken.contains(it)).collect()
        };
        let mut benchmark = match set("benchmark", "benchmark_file") {
            Some("none") => None,
            Some(it) => Some(self.find(it)?),
            None if outside("benchmark_file") => None,
            None => named(&BENCHMARKS, "benchmark")
                .or_else(|| named(&[], "sp500"))
                .filter(|it| !taken.contains(it) && (by_hand.is_some() || free(&taken).len() > 1))
                .inspect(|&it| notes.push(format!("{} is taken as the benchmark, by its name.", self.names[it]))),
        };
        taken.extend(benchmark);
        let assets = if let Some(it) = by_hand {
            it
        } else {
            let likely = named(&ASSETS, "portfolio").filter(|it| !taken.contains(it));
            let nth = likely.or_else(|| free(&taken).first().copied()).ok_or_else(|| no_numbers(&self.names))?;
            let how = if likely.is_some() { "by its name" } else { "being the first column of numbers" };
            if self.numbers.len() > 1 {
                notes.push(format!("{} is taken as the portfolio, {how}.", self.names[nth]));
            }
            vec![(nth, 1.0)]
        };
        taken.extend(assets.iter().map(|it| it.0));
        let chosen = given.text("benchmark").is_some() || outside("benchmark_file") || given.text("asset").is_some();
        if let ([second], None, false, 2) =
            (&*free(&taken), benchmark, chosen, self.numbers.len() - usize::from(rf.is_some()))
        {
            benchmark = Some(*second);
            notes.push(format!("{} is taken as the benchmark, being the second column.", self.names[*second]));
        }
        if let (Some(it), [(asset, _)], None) = (rf, &*assets, given.text("rf")) {
            let name = plain(&self.names[*asset]);
            if name.contains("excess") || (name.ends_with("rf") && name.len() > 2) {
                let (asset, rf_name) = (&self.names[*asset], &self.names[it]);
                notes.retain(|it| !it.contains("risk-free"));
                notes.push(format!(
                    "{asset} is above the risk-free rate already, by its name: {rf_name} is not taken off again."
                ));
                rf = None;
            }
        }
        Ok(Picks { assets, benchmark, rf, notes })
    }

    /// One column, or several with their weights.
    fn assets(&self, text: &str) -> Result<Vec<(usize, f64)>, Failed> {
        if let Ok(it) = self.find(text) {
            return Ok(vec![(it, 1.0)]);
        }
        let mut seen = BTreeSet::new();
        let mut assets = Vec::new();
        for part in text.split([',', ';']).map(str::trim).filter(|it| !it.is_empty()) {
            let (name, weight) = match part.rsplit_once('=') {
                Some((name, weight)) => (name, weight.trim().parse::<f64>().ok()),
                None => (part, Some(1.0)),
            };
            let weight = weight.filter(|it| it.is_finite() && *it > 0.0).ok_or_else(|| {
                Failed::new(
                    format!("The weight in {part} is no number above 0."),
                    "Write weights as in MSFT=2650, TSM=475.",
                )
            })?;
            let column = self.find(name)?;
            if !seen.insert(column) {
                return Err(Failed::new(
                    format!("The column {name} is there twice."),
                    "Name each column once, with its whole weight.",
                ));
            }
            assets.push((column, weight));
        }
        let total: f64 = assets.iter().map(|it| it.1).sum();
        if assets.is_empty() || assets.len() > 60 {
            return Err(Failed::new("The setting asset names no column, or more than 60.", "Name 1 to 60 columns."));
        }
        for it in &mut assets {
            it.1 /= total;
        }
        Ok(assets)
    }
}

fn no_numbers(names: &[String]) -> Failed {
    let some: Vec<&str> = names.iter().take(20).map(String::as_str).collect();
    Failed::new(
        format!("No column has a number in its first row. The columns: {}.", some.join(", ")),
        "Give a table with a column of dates and one of returns or prices, or set asset to a column.",
    )
}

/// What is written here, as far as it can be shown in a line.
pub fn shown(text: &[u8]) -> String {
    String::from_utf8_lossy(text).chars().filter(|it| !it.is_control()).take(60).collect()
}

/// Letters and digits in lower case.
pub fn plain(name: &str) -> String {
    name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
