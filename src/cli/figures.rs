//! A report of figures, as text for people or as JSON for programs.

use crate::evidence::{Amount, Axis, Measure, Report, Table, told};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// The report as people read it.
pub fn text(report: &Report) -> String {
    let mut out = String::new();
    for line in [&report.title, &report.gist] {
        if !line.is_empty() {
            let _ = writeln!(out, "{line}");
        }
    }
    let wide = report.figures.iter().map(|it| it.words.chars().count()).max().unwrap_or(0);
    if !report.figures.is_empty() {
        out.push('\n');
    }
    for it in &report.figures {
        let _ = write!(out, "{:wide$}  {}", it.words, words(&it.amount));
        if let Some(interval) = it.interval {
            let _ = write!(out, "  ({})", told::interval(&it.amount, interval, DIGITS));
        }
        out.push('\n');
    }
    for table in &report.tables {
        write_table(&mut out, table);
    }
    if !report.notes.is_empty() {
        out.push('\n');
    }
    for note in &report.notes {
        let _ = writeln!(out, "- {note}");
    }
    out
}

fn write_table(out: &mut String, table: &Table) {
    let _ = writeln!(out, "\n{}", table.words);
    let head: Vec<String> = table.columns.iter().map(|it| it.words.clone()).collect();
    let rows: Vec<Vec<String>> =
        std::iter::once(head).chain(table.rows.iter().map(|row| row.iter().map(words).collect())).collect();
    let wide: Vec<usize> = (0..table.columns.len())
        .map(|nth| rows.iter().filter_map(|it| it.get(nth)).map(|it| it.chars().count()).max().unwrap_or(0))
        .collect();
    for row in rows {
        let cells = row.iter().zip(&wide).enumerate();
        let cells: Vec<String> = cells
            .map(|(nth, (it, &wide))| if nth == 0 { format!("{it:wide$}") } else { format!("{it:>wide$}") })
            .collect();
        let _ = writeln!(out, "  {}", cells.join("  ").trim_end());
    }
}

/// Digits that are told.
const DIGITS: usize = 6;

fn words(amount: &Amount) -> String {
    told::words(amount, DIGITS)
}

/// The report as JSON: figures by name, tables as lists of rows by column, plots as they are drawn.
pub fn json(report: &Report) -> Value {
    let figures: Map<String, Value> = report
        .figures
        .iter()
        .map(|it| {
            let mut value = Map::new();
            value.insert("words".into(), it.words.as_str().into());
            match &it.amount {
                Amount::Undefined(why) => {
                    value.insert("value".into(), Value::Null);
                    value.insert("undefined".into(), why.as_str().into());
                }
                other => _ = value.insert("value".into(), plain(other)),
            }
            if let Some((least, most, sure)) = it.interval {
                value.insert("interval".into(), json!([least, most]));
                value.insert("sure".into(), sure.into());
            }
            value.insert("formula".into(), it.about.formula.into());
            value.insert("source".into(), it.about.source.into());
            (it.key.clone(), value.into())
        })
        .collect();
    let tables: Map<String, Value> = report
        .tables
        .iter()
        .map(|table| {
            let row = |row: &Vec<Amount>| -> Value {
                let cells = table.columns.iter().zip(row).map(|(column, it)| (column.key.clone(), plain(it)));
                cells.collect::<Map<_, _>>().into()
            };
            (table.key.clone(), table.rows.iter().map(row).collect())
        })
        .collect();
    let plots: Map<String, Value> = report
        .plots
        .iter()
        .map(|plot| {
            let series = plot
                .series
                .iter()
                .map(|it| json!({ "words": it.words, "drawn": it.trace.word(), "points": it.points }));
            let series: Vec<Value> = series.collect();
            let (x, y) = (axis(&plot.x), axis(&plot.y));
            (plot.key.clone(), json!({ "words": plot.words, "x": x, "y": y, "series": series }))
        })
        .collect();
    json!({
        "title": report.title,
        "gist": report.gist,
        "figures": figures,
        "tables": tables,
        "plots": plots,
        "notes": report.notes,
    })
}

/// An axis: what goes along it, what its numbers are, and the names that stand at 0, 1, 2 …, if it has some.
fn axis(it: &Axis) -> Value {
    let of = match it.measure {
        Measure::Number => "numbers",
        Measure::Share => "shares",
        Measure::Date => "days since 1970-01-01",
        Measure::Names(_) => "names",
    };
    json!({ "words": it.words, "of": of, "names": it.names() })
}

fn plain(amount: &Amount) -> Value {
    match amount {
        Amount::Number(it) | Amount::Share(it) => (*it).into(),
        Amount::Count(it) => (*it).into(),
        Amount::Words(it) => it.as_str().into(),
        Amount::Undefined(_) => Value::Null,
    }
}
