//! Rates, differences and counts, from files and settings.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may")]

use cruxmap::{
    evidence::{self, Amount, Failed, Figure, Given, Input, Report, Settings},
    jobs::Progress,
};
use std::{fs, path::PathBuf};

fn compute(data: &str, set: &[(&str, f64)]) -> Result<Report, Failed> {
    let engine = evidence::engine("statistic").unwrap();
    let settings = Settings(set.iter().map(|it| (it.0.to_owned(), Given::Number(it.1))).collect());
    settings.check(engine.settings)?;
    let mut bytes = data.as_bytes();
    let mut input = Input { data: &mut bytes, name: "data", settings: &settings, progress: &Progress::default() };
    let report = (engine.run)(&mut input)?;
    for it in &report.figures {
        assert!(!matches!(it.amount, Amount::Number(it) | Amount::Share(it) if !it.is_finite()), "{}", it.key);
        assert!(it.interval.is_none_or(|it| it.0.is_finite() && it.1.is_finite()), "{}", it.key);
    }
    Ok(report)
}

fn figure<'a>(report: &'a Report, key: &str) -> &'a Figure {
    report.figures.iter().find(|it| it.key == key).unwrap()
}

fn value(report: &Report, key: &str) -> f64 {
    match figure(report, key).amount {
        Amount::Number(it) | Amount::Share(it) => it,
        ref other => panic!("{key} is {other:?}"),
    }
}

fn bounds(report: &Report, key: &str) -> (f64, f64) {
    let it = figure(report, key).interval.unwrap();
    (it.0, it.1)
}

fn near(a: f64, b: f64, by: f64) -> bool {
    (a - b).abs() <= by
}

#[test]
fn published_rates_come_out() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/evidence/cot/expected.json");
    let Ok(text) = fs::read_to_string(&path) else {
        println!("skipped: {} is missing", path.display());
        return;
    };
    let expected: serde_json::Value = serde_json::from_str(&text).unwrap();
    for (key, want) in expected["alisheryeginbay_wilson_vectors"].as_object().unwrap() {
        let (hits, n) = key.split_once('/').unwrap();
        let report = compute(&format!("hits,n\n{hits},{n}\n"), &[]).unwrap();
        let (least, most) = bounds(&report, "rate");
        assert!(near(least, want[0].as_f64().unwrap(), 5e-4) && near(most, want[1].as_f64().unwrap(), 5e-4));
    }
    for (key, hits, n) in [("reward_hacking", 1.0, 20.0), ("reward_hacking_with_hint", 21.0, 24.0)] {
        let want = &expected["metr_robustness_json"][key];
        let report = compute("", &[("hits", hits), ("n", n)]).unwrap();
        assert!(near(value(&report, "rate"), want[0].as_f64().unwrap(), 1e-12));
        assert!(near(value(&report, "standard_error"), want[1].as_f64().unwrap(), 1e-12));
    }
}

#[test]
fn all_forms_of_data_say_the_same() {
    let want = compute("", &[("hits", 48.0), ("n", 80.0), ("hits_2", 56.0), ("n_2", 70.0)]).unwrap();
    // Newcombe 1998, table II, method 10.
    let (least, most) = bounds(&want, "difference");
    assert!(near(value(&want, "difference"), 0.2, 1e-12) && near(least, 0.0524, 5e-5) && near(most, 0.3339, 5e-5));
    assert!(near(value(&want, "odds_ratio"), 56.0 * 32.0 / (14.0 * 48.0), 1e-12));
    for data in [
        "hits,n\n48,80\n56,70\n",
        r#"[{"hits": 48, "n": 80}, {"hits": 56, "n": 70}]"#,
        "[(hits: 48, n: 80), (hits: 56, n: 70)]",
    ] {
        assert_eq!(compute(data, &[]).unwrap(), want, "{data}");
    }
    let border = compute("hits,n\n3,10\n7,9\n", &[]).unwrap();
    assert!(
        bounds(&border, "difference").0 > 0.0 && value(&border, "p") > 0.05 && border.gist.contains("at the border")
    );
    let named = compute("name,hits,n\n\"before, all\",48,80\nafter,56,70\n", &[]).unwrap();
    assert!(named.gist.starts_with("before, all has 60.0 % (48 of 80), after has 80.0 %"), "{}", named.gist);
    assert!(named.gist.contains("Chance alone hardly explains it"));
}

#[test]
fn pairs_are_tested_as_pairs() {
    let report = compute("{\"both\": 20, \"first_only\": 12, \"second_only\": 2, \"neither\": 16}", &[]).unwrap();
    let (least, most) = bounds(&report, "difference");
    assert!(
        near(value(&report, "difference"), -0.2, 1e-12)
            && near(least, -0.329_206_995_400_140_5, 1e-12)
            && near(most, -0.056_156_424_841_748_32, 1e-12),
        "{least} {most}"
    );
    assert!(near(value(&report, "p"), 2.0 * (1.0 + 14.0 + 91.0) / 16384.0, 1e-14));
    assert!(near(value(&report, "odds_ratio"), 2.0 / 12.0, 1e-14));
    let same = compute("both,first_only,second_only,neither\n5,0,0,5\n", &[]).unwrap();
    assert!(near(value(&same, "p"), 1.0, 0.0) && same.gist.contains("do not tell the two apart"));
    assert!(matches!(&figure(&same, "odds_ratio").amount, Amount::Undefined(it) if it == "no pair differs"));
}

#[test]
fn counts_have_an_exact_interval() {
    let report = compute("(count: 10, exposure: 2.0)", &[]).unwrap();
    let (least, most) = bounds(&report, "rate");
    assert!(near(value(&report, "rate"), 5.0, 1e-12) && near(least, 2.397_694_5, 1e-6) && near(most, 9.195_18, 1e-5));
}

#[test]
fn what_is_no_statistic_gets_a_reason() {
    let none = compute("", &[("hits", 0.0), ("n", 0.0)]).unwrap();
    assert!(matches!(&figure(&none, "rate").amount, Amount::Undefined(_)) && none.gist.contains("no rate"));
    let empty = compute("hits,n\n0,0\n1,2\n", &[]).unwrap();
    assert!(matches!(&figure(&empty, "difference").amount, Amount::Undefined(_)));
    let all = compute("hits,n\n5,5\n0,5\n", &[]).unwrap();
    assert!(value(&all, "difference") < -0.99 && value(&all, "p") < 0.01);
    for (bad, words) in [
        ("", "no data"),
        ("hits,n\n3,2\n", "3 of 2 is no rate"),
        ("hits,n\n", "no rows"),
        ("hits,n\n1,2\n1,2\n1,2\n", "3 rows"),
        ("hits,n\n1,x\n", "x is no count"),
        ("hits,n\n1\n", "not as many columns"),
        ("hits,m\n1,2\n", "no use for a column m"),
        ("both,neither\n1,2\n", "all four counts"),
        ("{\"hits\": 1, \"count\": 2}", "not clear"),
        ("{\"hits\": -1, \"n\": 2}", "cannot be read"),
        ("(hits: 1", "cannot be read"),
    ] {
        let failed = compute(bad, &[]).unwrap_err();
        assert!(failed.what.contains(words), "{bad}: {failed}");
    }
    assert_eq!(compute("hits,n\n1,x\n", &[]).unwrap_err().line, Some(2));
    assert!(compute(&"[".repeat(60_000), &[]).is_err() && compute(&"(".repeat(60_000), &[]).is_err());
    assert!(compute(&"1".repeat(70_000), &[]).unwrap_err().what.contains("too large"));
    assert!(compute("", &[("hits", 1.5), ("n", 2.0)]).unwrap_err().what.contains("whole number"));
}
