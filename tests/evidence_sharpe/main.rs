//! Portfolio evidence: the figures of other programs and of papers, and input that breaks naive code.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::format_push_string,
    clippy::format_collect,
    reason = "a test may"
)]

#[path = "../common/mod.rs"]
mod common;
mod input;
mod peers;
#[path = "../reports/mod.rs"]
mod reports;

use cruxmap::{
    evidence::{Amount, Failed, Figure, Given, Input, Report, Settings, engine},
    jobs::Progress,
};
use serde_json::Value as Json;

/// What the engine says of these data with these settings (`NAME=VALUE`; numbers are numbers, `@NAME` files of this text).
fn compute(data: &str, set: &[(&str, &str)], files: &[(&str, &str)]) -> Result<Report, Failed> {
    let engine = engine("sharpe").unwrap();
    let mut settings = Settings::default();
    for (name, value) in set {
        let known = engine.settings.iter().find(|it| it.name == *name).unwrap();
        let given = match known.sort {
            cruxmap::evidence::Sort::Number { .. } => Given::Number(value.parse().unwrap()),
            _ => Given::Text((*value).to_owned()),
        };
        settings.0.insert((*name).to_owned(), given);
    }
    for (name, text) in files {
        settings.0.insert((*name).to_owned(), Given::File((*name).to_owned(), text.as_bytes().into()));
    }
    settings.check(engine.settings)?;
    let mut bytes = data.as_bytes();
    let progress = Progress::default();
    (engine.run)(&mut Input { data: &mut bytes, name: "data.csv", settings: &settings, progress: &progress })
}

fn figure<'a>(report: &'a Report, key: &str) -> &'a Figure {
    report.figures.iter().find(|it| it.key == key).unwrap_or_else(|| panic!("no figure {key}"))
}

fn number(report: &Report, key: &str) -> f64 {
    match figure(report, key).amount {
        Amount::Number(it) | Amount::Share(it) => it,
        Amount::Count(it) => u32::try_from(it).unwrap().into(),
        ref other => panic!("{key} is {other:?}"),
    }
}

fn undefined(report: &Report, key: &str) -> String {
    match &figure(report, key).amount {
        Amount::Undefined(why) => why.clone(),
        other => panic!("{key} is {other:?}"),
    }
}

#[track_caller]
fn near(got: f64, want: f64, what: &str) {
    assert!((got - want).abs() <= 1e-9 * want.abs().max(1e-6), "{what}: {got} for {want}");
}

/// Each figure against the field of the reference.
fn compare(report: &Report, reference: &Json, pairs: &[(&str, &str)], what: &str) {
    let mut some = 0;
    for (key, field) in pairs {
        if let Some(want) = reference[*field].as_f64() {
            near(number(report, key), want, &format!("{what} {key}"));
            some += 1;
        }
    }
    assert!(some > 0, "{what}: nothing to compare");
}

/// Rows of the day, month by month, with these returns.
fn months(returns: &[&str]) -> String {
    let row = |(nth, it): (usize, &&str)| format!("{}-{:02}-28,{it}\n", 2000 + nth / 12, nth % 12 + 1);
    format!("date,r\n{}", returns.iter().enumerate().map(row).collect::<String>())
}
