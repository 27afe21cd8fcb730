//! What a text says, beside what is calculated: numbers that were read from the words of a piece of evidence, as figures,
//! and as a first filling of a calculation's form.

use crate::map::{Calculation, Data, Evidence, EvidenceKind, File, FileId, Parameter, Value};
use std::{collections::BTreeMap, fmt::Write as _};

/// A number that was said, and the figure that it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The key of the figure that tells the same when it is calculated.
    pub figure: String,
    /// What was said, in the unit of that figure.
    pub value: f64,
}

/// What names in the data of evidence are figures: the name, the figure's key, and what one unit of it is.
const FIGURES: &[(EvidenceKind, &str, &str, f64)] = &[
    (EvidenceKind::Sharpe, "sharpe", "sharpe", 1.0),
    (EvidenceKind::Sharpe, "sharpe_standard_error", "sharpe_se_moments", 1.0),
    // Which of the two was meant is seldom said.
    (EvidenceKind::Sharpe, "annual_return_pct", "annual_return", 0.01),
    (EvidenceKind::Sharpe, "annual_return_pct", "annual_return_geometric", 0.01),
    (EvidenceKind::Sharpe, "total_return_pct", "total_return", 0.01),
    (EvidenceKind::Sharpe, "volatility_pct", "volatility", 0.01),
    (EvidenceKind::Sharpe, "max_drawdown_pct", "max_drawdown", 0.01),
    (EvidenceKind::Sharpe, "leverage", "leverage", 1.0),
    (EvidenceKind::Statistic, "share", "rate", 1.0),
    (EvidenceKind::Statistic, "rate_pct", "rate", 0.01),
    (EvidenceKind::GameTheory, "p", "q", 1.0),
];

/// How the words of a thread call conditions, and how the faithfulness engine does.
const CONDITIONS: &[(&str, &str)] = &[
    ("intact", "original"),
    ("no_cot", "direct"),
    ("paraphrased", "paraphrased"),
    ("truncated", "truncated"),
    ("translated", "translated"),
    ("corrupted", "corrupted"),
    ("filler", "filler"),
];

/// What the words of a piece of evidence say of figures.
pub fn said(evidence: &Evidence) -> Vec<Said> {
    let mut found = Vec::new();
    for &(kind, name, figure, unit) in FIGURES {
        if kind != evidence.kind {
            continue;
        }
        if let Some(value) = number(&evidence.data, name) {
            // A loss is mostly told without its sign, and calculated with it.
            let value = if name == "max_drawdown_pct" { -value.abs() } else { value };
            found.push(Said { figure: figure.to_owned(), value: value * unit });
        }
    }
    if let (EvidenceKind::CotFaithfulness, Some(Value::Table(all))) = (evidence.kind, evidence.data.get("accuracy")) {
        for (name, value) in all {
            let known = CONDITIONS.iter().find(|it| it.0 == name);
            if let (Some((_, condition)), Value::Number(value)) = (known, value) {
                found.push(Said { figure: format!("accuracy_{condition}"), value: *value });
            }
        }
    }
    found
}

/// The name of the engine that calculates this sort of evidence, if one does.
pub fn usual_engine(kind: EvidenceKind) -> Option<&'static str> {
    match kind {
        EvidenceKind::CotFaithfulness => Some("faithfulness"),
        EvidenceKind::Sharpe => Some("sharpe"),
        EvidenceKind::GameTheory => Some("game"),
        EvidenceKind::Statistic => Some("statistic"),
        EvidenceKind::Citation | EvidenceKind::ThoughtExperiment | EvidenceKind::Anecdote => None,
    }
}

/// A calculation with what the words of a piece of evidence hold for it, and the file that holds the data.
pub fn prefilled(evidence: &Evidence) -> Option<(Calculation, BTreeMap<FileId, File>)> {
    let engine = usual_engine(evidence.kind)?;
    let mut calculation = Calculation { engine: engine.to_owned(), ..Calculation::default() };
    let mut files = BTreeMap::new();
    let names: &[(&str, &str, f64)] = match evidence.kind {
        EvidenceKind::Sharpe => &[
            ("threshold_sharpe", "threshold", 1.0),
            ("periods_per_year", "periods_per_year", 1.0),
            ("rf_annual_pct", "rf_rate", 0.01),
            ("margin_rate_pct", "financing", 0.01),
        ],
        EvidenceKind::Statistic => &[("k", "hits", 1.0), ("n", "n", 1.0)],
        EvidenceKind::GameTheory => &[("p", "q", 1.0)],
        _ => &[],
    };
    for &(name, parameter, unit) in names {
        if let Some(value) = number(&evidence.data, name) {
            calculation.parameters.insert(parameter.to_owned(), Parameter::Number(value * unit));
        }
    }
    if let (EvidenceKind::Sharpe, Some(Value::List(returns))) = (evidence.kind, evidence.data.get("returns_pct")) {
        let mut csv = String::from("return_pct\n");
        for value in returns {
            if let Value::Number(it) = value {
                let _ = writeln!(csv, "{it}");
            }
        }
        let (id, file) = File::kept("returns from the thread.csv", csv.into_bytes());
        calculation.file = Some(id);
        calculation.parameters.insert("unit".to_owned(), Parameter::Words("percent".to_owned()));
        files.insert(id, file);
    }
    Some((calculation, files))
}

fn number(data: &Data, name: &str) -> Option<f64> {
    match data.get(name)? {
        Value::Number(it) => Some(*it),
        // Several were said: the first is what the sentence is about.
        Value::List(them) => them.iter().find_map(|it| if let Value::Number(it) = it { Some(*it) } else { None }),
        _ => None,
    }
}
