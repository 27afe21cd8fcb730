//! What was measured, as a table for people and as JSON for programs.

use super::{
    Form, Set, Unit, bootstrap,
    tally::{Bin, Counts, Figure, Statistic},
};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// Everything measured.
#[derive(Clone, Debug)]
pub struct Report {
    /// Each set, in the order in which the folders were named.
    pub sets: Vec<Measured>,
    /// For each form that occurs, all its sets together.
    pub totals: Vec<Measured>,
}

/// The figures of one set, or of several of one form together.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The folder, or `total`.
    pub name: String,
    /// How it is annotated.
    pub form: Form,
    /// The figures, in the form's order.
    pub rows: Vec<Row>,
    /// What was counted, thread by thread.
    pub units: Vec<Unit>,
    /// What about the set was not as it should be, a sentence each.
    pub notes: Vec<String>,
}

/// One figure.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is.
    pub figure: Figure,
    /// Its values, as [`Statistic::names`] names them.
    pub values: Vec<f64>,
    /// For each value, the bounds of its 95 % interval.
    pub intervals: Vec<(f64, f64)>,
    /// The counts it is read off.
    pub counts: Counts,
}

impl Report {
    /// Reads the figures off what was counted.
    pub(super) fn of(sets: &[Set]) -> Self {
        let measured = |it: &Set| {
            Measured::of(it.folder.display().to_string(), it.form, it.units.iter().collect(), it.notes.clone())
        };
        let total = |form: Form| {
            let units: Vec<&Unit> = sets.iter().filter(|it| it.form == form).flat_map(|it| &it.units).collect();
            (!units.is_empty()).then(|| Measured::of("total".to_owned(), form, units, Vec::new()))
        };
        Self { sets: sets.iter().map(measured).collect(), totals: Form::ALL.into_iter().filter_map(total).collect() }
    }

    /// A table for each set, and for each form with several sets one of them all, with notes on how it is meant.
    pub fn table(&self) -> String {
        let mut out = String::new();
        for it in &self.sets {
            it.write(&mut out);
        }
        for it in &self.totals {
            if self.sets.iter().filter(|set| set.form == it.form).count() > 1 {
                it.write(&mut out);
            }
        }
        out.push_str("The interval holds 95 % of 1000 resamples of the threads.\n");
        for (forms, note) in self.notes() {
            let _ = writeln!(out, "{}: {note}.", forms.join(", "));
        }
        out
    }

    /// How the figures are meant, each with the forms it is said of.
    fn notes(&self) -> Vec<(Vec<&'static str>, &'static str)> {
        let mut notes: Vec<(Vec<&str>, &str)> = Vec::new();
        for form in self.totals.iter().map(|it| it.form) {
            for note in form.notes() {
                match notes.iter_mut().find(|it| it.1 == *note) {
                    Some((forms, _)) => forms.push(form.name()),
                    None => notes.push((vec![form.name()], note)),
                }
            }
        }
        notes
    }

    /// The same, with the figures of each unit: of each thread, map or original post.
    pub fn json(&self) -> Value {
        let all = |them: &[Measured]| them.iter().map(Measured::json).collect::<Vec<_>>();
        let notes: Vec<Value> = self.notes().iter().map(|it| json!({ "forms": it.0, "note": it.1 })).collect();
        json!({ "sets": all(&self.sets), "totals": all(&self.totals), "notes": notes })
    }
}

impl Measured {
    fn of(name: String, form: Form, units: Vec<&Unit>, notes: Vec<String>) -> Self {
        let figures = form.figures();
        let intervals = bootstrap::intervals(&units, &figures);
        let mut rows = Vec::new();
        for (at, (figure, intervals)) in figures.into_iter().zip(intervals).enumerate() {
            let mut counts = Counts::default();
            for unit in &units {
                counts.add(&unit.counts[at], 1.0);
            }
            rows.push(Row { figure, values: figure.statistic.values(&counts), intervals, counts });
        }
        Self { name, form, rows, units: units.into_iter().cloned().collect(), notes }
    }

    fn write(&self, out: &mut String) {
        let units = match (self.form, self.units.len()) {
            (Form::CmvModes, 1) => "1 original post".to_owned(),
            (Form::CmvModes, n) => format!("{n} original posts"),
            (Form::Us2016, 1) => "1 map".to_owned(),
            (Form::Us2016, n) => format!("{n} maps"),
            (Form::Gold, 1) => "1 thread".to_owned(),
            (Form::Gold, n) => format!("{n} threads"),
        };
        let _ = writeln!(out, "{} ({}, {units})", self.name, self.form.name());
        let _ = writeln!(out, "  {:36} value  95 % interval   precision  recall", "");
        for Row { figure, values, intervals, .. } in &self.rows {
            let (low, high) = intervals[0];
            let _ = write!(out, "  {:36} {:.3}  {low:.3} to {high:.3}", figure.name, values[0]);
            if let [_, precision, recall] = values[..] {
                let _ = write!(out, "  {precision:.3}      {recall:.3}");
            }
            out.push('\n');
        }
        for row in self.rows.iter().filter(|it| it.figure.statistic == Statistic::CalibrationError) {
            let _ = writeln!(out, "\n  confidence   statements  mean   right");
            for (at, it) in row.counts.calibration().enumerate().filter(|it| it.1.size > 0.0) {
                let (low, high) = Bin::bounds(at);
                let (size, confidence, accuracy) = (it.size, it.confidence, it.accuracy);
                let _ = writeln!(out, "  {low:.1} to {high:.1}   {size:10}  {confidence:.3}  {accuracy:.3}");
            }
        }
        for note in &self.notes {
            let _ = writeln!(out, "  {note}");
        }
        out.push('\n');
    }

    fn json(&self) -> Value {
        let figures: Map<String, Value> = self.rows.iter().map(|it| (it.figure.name.to_owned(), it.json())).collect();
        let figures_of = |unit: &Unit| -> Map<String, Value> {
            let all = self.rows.iter().zip(&unit.counts);
            all.map(|(it, counts)| (it.figure.name.to_owned(), values(it.figure, counts).into())).collect()
        };
        let units: Vec<Value> =
            self.units.iter().map(|it| json!({ "name": it.name, "figures": figures_of(it) })).collect();
        json!({
            "name": self.name,
            "form": self.form.name(),
            "figures": figures,
            "units": units,
            "notes": self.notes,
        })
    }
}

impl Row {
    fn json(&self) -> Value {
        let mut all = values(self.figure, &self.counts);
        let names = self.figure.statistic.names().iter();
        let intervals: Map<String, Value> =
            names.zip(&self.intervals).map(|(name, (low, high))| ((*name).to_owned(), json!([low, high]))).collect();
        all.insert("intervals".to_owned(), intervals.into());
        if self.figure.statistic == Statistic::CalibrationError {
            let bin = |(at, it): (usize, Bin)| {
                let (low, high) = Bin::bounds(at);
                json!({
                    "from": low,
                    "to": high,
                    "statements": it.size,
                    "confidence": it.confidence,
                    "accuracy": it.accuracy,
                })
            };
            all.insert("bins".to_owned(), self.counts.calibration().enumerate().map(bin).collect());
        }
        all.into()
    }
}

fn values(figure: Figure, counts: &Counts) -> Map<String, Value> {
    let values = figure.statistic.values(counts);
    figure.statistic.names().iter().zip(values).map(|(name, it)| ((*name).to_owned(), it.into())).collect()
}
