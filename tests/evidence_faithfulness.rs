//! Faithfulness of chains of thought against published tables and values computed elsewhere.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may")]

mod reports;

use cruxmap::{
    evidence::{self, Amount, Failed, Given, Input, Report, Settings},
    jobs::Progress,
};
use reports::whole;
use serde_json::Value;
use std::{fmt::Write as _, fs, path::PathBuf};

fn shared(path: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/evidence/cot").join(path);
    let text = fs::read_to_string(&path);
    if text.is_err() {
        println!("skipped: {} is missing", path.display());
    }
    text.ok()
}

fn compute(data: &str, set: &[(&str, &str)]) -> Result<Report, Failed> {
    let engine = evidence::engine("faithfulness").unwrap();
    let given = |(name, value): &(&str, &str)| {
        let number = matches!(*name, "options" | "sure" | "resamples" | "seed");
        let value = if number { Given::Number(value.parse().unwrap()) } else { Given::Text((*value).to_owned()) };
        ((*name).to_owned(), value)
    };
    let settings = Settings(set.iter().map(given).collect());
    settings.check(engine.settings)?;
    let mut bytes = data.as_bytes();
    let mut input = Input { data: &mut bytes, name: "data.csv", settings: &settings, progress: &Progress::default() };
    let report = (engine.run)(&mut input)?;
    whole(&report);
    Ok(report)
}

fn amount(report: &Report, key: &str) -> Option<f64> {
    let it = report.figures.iter().find(|it| it.key == key).unwrap_or_else(|| panic!("no figure {key}"));
    match &it.amount {
        Amount::Number(it) | Amount::Share(it) => Some(*it),
        Amount::Count(it) => Some(f64::from(u32::try_from(*it).unwrap())),
        _ => None,
    }
}

fn interval(report: &Report, key: &str) -> (f64, f64) {
    let it = report.figures.iter().find(|it| it.key == key).unwrap().interval.unwrap();
    (it.0, it.1)
}

/// The cell of a table in the first row whose cells are these words.
fn cell(report: &Report, table: &str, row: &[(&str, &str)], column: &str) -> f64 {
    let table = report.tables.iter().find(|it| it.key == table).unwrap();
    let at = |key: &str| table.columns.iter().position(|it| it.key == key).unwrap();
    let fits = |cells: &&Vec<Amount>| row.iter().all(|(key, text)| cells[at(key)] == Amount::Words((*text).to_owned()));
    let found = table.rows.iter().find(fits).unwrap_or_else(|| panic!("no row {row:?}"));
    match &found[at(column)] {
        Amount::Number(it) | Amount::Share(it) => *it,
        Amount::Count(it) => f64::from(u32::try_from(*it).unwrap()),
        other => panic!("{other:?}"),
    }
}

fn near(got: f64, want: f64, what: &str) {
    assert!((got - want).abs() <= 1e-9 * want.abs().max(1e-300), "{what}: {got} instead of {want}");
}

const CONDITIONS: [&str; 4] = ["direct", "direct_biased", "original", "biased"];

fn number(it: &Value) -> f64 {
    it.as_f64().unwrap()
}

fn printed(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}

#[test]
fn the_published_turpin_table_comes_out() {
    let (Some(data), Some(expected)) = (shared("turpin2023/bbh_samples.csv"), shared("turpin2023/expected.json"))
    else {
        return;
    };
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let settings = expected["settings"].as_array().unwrap();
    assert!(!settings.is_empty());
    for setting in settings {
        let text = |key: &str| setting[key].as_str().unwrap();
        let only = format!("bias={},model={},shots={}", text("bias"), text("model"), text("shots"));
        for (items, part) in [("incongruent", &setting["inc"]), ("congruent", &setting["con"])] {
            let report = compute(&data, &[("where", &only), ("items", items), ("resamples", "200")]).unwrap();
            assert_eq!(amount(&report, "left_out"), setting["n_failed"].as_f64());
            for (nth, condition) in CONDITIONS.iter().enumerate() {
                let key = format!("accuracy_{condition}");
                let row = [("group", "all"), ("condition", condition)];
                near(cell(&report, "conditions", &row, "n"), number(&part["n"]), "n");
                near(cell(&report, "conditions", &row, "right"), number(&part["correct"][nth]), "right");
                let accuracy = amount(&report, &key).unwrap();
                near(accuracy * 100.0, number(&part["accuracy_pct"][nth]), &key);
                let (least, most) = interval(&report, &key);
                near(least, number(&part["wilson95"][nth][0]), "least");
                near(most, number(&part["wilson95"][nth][1]), "most");
                assert_eq!(printed(accuracy), format!("{:.1}", number(&part["published_pct"][nth])), "{only} {key}");
            }
            for (name, from, to) in [
                ("cot_biased_minus_cot_unbiased", "original", "biased"),
                ("nocot_biased_minus_nocot_unbiased", "direct", "direct_biased"),
                ("cot_biased_minus_nocot_biased", "direct_biased", "biased"),
            ] {
                let Some(it) = part.get(name) else { continue };
                let row = [("group", "all"), ("from", from), ("to", to)];
                let got = |column| cell(&report, "comparisons", &row, column);
                near(got("n"), number(&it["n"]), "n");
                near(got("lost"), number(&it["b_right_to_wrong"]), "b");
                near(got("won"), number(&it["c_wrong_to_right"]), "c");
                near(got("difference"), number(&it["diff"]), "difference");
                let half = number(&it["paired_halfwidth95_ddof1"]);
                // The reference rounds the normal quantile to 1.96.
                near((got("most") - got("least")) / 2.0 * 1.96 / 1.959_963_984_540_054, half, "half width");
                near(got("p"), number(&it["mcnemar_p_exact"]), "McNemar");
                assert!(got("by_task_least") < got("difference") && got("difference") < got("by_task_most"));
            }
        }
    }
}

#[test]
fn unfaithful_answers_are_as_published_each_with_its_denominator() {
    let (Some(data), Some(expected)) = (shared("turpin2023/bbh_samples.csv"), shared("turpin2023/expected.json"))
    else {
        return;
    };
    let expected: Value = serde_json::from_str(&expected).unwrap();
    for setting in expected["settings"].as_array().unwrap() {
        let text = |key: &str| setting[key].as_str().unwrap();
        let only = format!("bias={},model={},shots={}", text("bias"), text("model"), text("shots"));
        let report = compute(&data, &[("where", &only), ("resamples", "100")]).unwrap();
        let always = text("bias") == "answer_is_always_a";
        for (nth, key) in [(0, "direct_biased_from_direct"), (1, "biased")] {
            let part = &setting["unfaithful"];
            let (changed, all) =
                (amount(&report, &format!("changed_{key}")), amount(&report, &format!("explained_{key}")));
            near(changed.unwrap() * 100.0, number(&part["pct_overall"][nth]), "overall");
            near(all.unwrap() * 100.0, number(&part["pct_explained_by_bias"][nth]), "explained");
            assert_eq!(printed(changed.unwrap()), format!("{:.1}", number(&part["published"][nth])));
            // The paper takes all items in one kind of row and incongruent ones in the other.
            let wrong = amount(&report, &format!("explained_incongruent_{key}")).unwrap();
            let paper = if always { wrong } else { all.unwrap() };
            assert_eq!(printed(paper), format!("{:.1}", number(&part["published"][nth + 2])), "{only} {key}");
        }
    }
    // The other row of the table of "always A", if it is among the data.
    let only = "bias=answer_is_always_a,model=gpt-3.5,shots=few";
    let report = compute(&data, &[("where", only), ("resamples", "100")]).unwrap();
    if amount(&report, "samples") == Some(0.0) {
        return;
    }
    for (key, all, wrong) in [("direct_biased_from_direct", "70.7", "65.4"), ("biased", "73.3", "76.5")] {
        let got = |start: &str| printed(amount(&report, &format!("{start}_{key}")).unwrap());
        assert_eq!((got("explained"), got("explained_incongruent")), (all.to_owned(), wrong.to_owned()));
    }
}

#[test]
fn failed_and_congruent_samples_do_not_slip_in() {
    let Some(data) = shared("turpin2023/bbh_samples.csv") else { return };
    let biased = |only: &str, set: &[(&str, &str)]| {
        let set: Vec<_> = set.iter().copied().chain([("where", only), ("resamples", "100")]).collect();
        format!("{:.2}", amount(&compute(&data, &set).unwrap(), "accuracy_biased").unwrap() * 100.0)
    };
    let always = "bias=answer_is_always_a,model=claude-1.0,shots=few";
    assert_eq!(biased(always, &[]), "80.13");
    // To count failed answers as wrong is the naive way.
    assert_eq!(biased(always, &[("failed", "wrong")]), "79.08");
    let suggested = "bias=suggested_answer,model=gpt-3.5,shots=zero";
    assert_eq!(biased(suggested, &[]), "23.26");
    assert_eq!(biased(suggested, &[("items", "all")]), "48.68");
}

#[test]
fn all_tasks_of_the_turpin_table_have_their_row_and_groups_their_own_figures() {
    let Some(data) = shared("turpin2023/bbh_samples.csv") else { return };
    let report = compute(&data, &[("resamples", "100")]).unwrap();
    let tasks = report.tables.iter().find(|it| it.key == "tasks").unwrap();
    let settings: std::collections::BTreeSet<String> =
        data.lines().skip(1).map(|it| it.splitn(5, ',').take(4).collect::<Vec<_>>().join(",")).collect();
    assert_eq!(tasks.rows.len(), settings.len() * 4);
    let row = [("group", "suggested_answer · gpt-3.5 · zero"), ("from", "original"), ("to", "biased")];
    assert_eq!(format!("{:.2}", cell(&report, "comparisons", &row, "difference") * 100.0), "-36.38");
    // Tasks add up to their group.
    let at = |key: &str| tasks.columns.iter().position(|it| it.key == key).unwrap();
    let mut right = 0;
    for row in tasks.rows.iter().filter(|it| it[at("condition")] == Amount::Words("biased".to_owned())) {
        let Amount::Count(it) = row[at("right")] else { panic!() };
        right += it;
    }
    let all = cell(&report, "conditions", &[("group", "all"), ("condition", "biased")], "right");
    near(f64::from(u32::try_from(right).unwrap()), all, "right by task");
}

#[test]
fn turpins_data_read_the_same_in_long_form_in_any_order() {
    let Some(data) = shared("turpin2023/bbh_samples.csv") else { return };
    let mut rows = Vec::new();
    for line in data.lines().skip(1).filter(|it| it.starts_with("suggested_answer,claude-1.0,few")) {
        let cells: Vec<&str> = line.split(',').collect();
        for (name, answer) in ["no-CoT", "nocot_biased", "cot", "cot_biased"].iter().zip(&cells[7..]) {
            rows.push(format!("{},{},{name},{answer},{},{}", cells[3], cells[4], cells[5], cells[6]));
        }
    }
    let header = "task,item,condition,answer,y_true,bias_idx";
    let long = |rows: &[String]| compute(&format!("{header}\n{}\n", rows.join("\n")), &[("resamples", "100")]).unwrap();
    let wide = compute(&data, &[("where", "bias=suggested_answer,model=claude-1.0,shots=few"), ("resamples", "100")]);
    let (wide, first) = (wide.unwrap(), long(&rows));
    assert_eq!(first.figures, wide.figures);
    rows.sort_by_key(|it| it.bytes().rev().collect::<Vec<_>>());
    assert_eq!(long(&rows).figures, first.figures);
    // And as JSONL.
    let mut text = String::new();
    for row in &rows {
        let it: Vec<&str> = row.split(',').collect();
        let answer = if it[3].is_empty() { "null" } else { it[3] };
        let _ = writeln!(
            text,
            r#"{{"task": "{}", "item": {}, "condition": "{}", "answer": {answer}, "y_true": {}, "bias_idx": {}}}"#,
            it[0], it[1], it[2], it[4], it[5]
        );
    }
    assert_eq!(compute(&text, &[("resamples", "100")]).unwrap().figures, first.figures);
}

#[test]
fn chens_scores_are_those_of_the_vectors() {
    let Some(expected) = shared("expected.json") else { return };
    let expected: Value = serde_json::from_str(&expected).unwrap();
    for it in expected["chen2025_normalisation_vectors"].as_array().unwrap() {
        let (raw, p, q) = (number(&it["raw"]), number(&it["p"]), number(&it["q"]));
        // A thousand samples without the hint at first, so that the shares are whole numbers of them.
        let (took, other) = ((p * 1000.0).round(), (q * 1000.0).round());
        let mut data = "id,hint_answer,cot,cot_biased,acknowledged\n".to_owned();
        for nth in 0..1000_u32 {
            let n = f64::from(nth);
            let after = if n < took {
                "h"
            } else if n < took + other {
                "b"
            } else {
                "a"
            };
            let named = u8::from(n < took * raw - 0.5);
            let _ = writeln!(data, "{nth},h,a,{after},{named}");
        }
        // One that answers the hint anyhow must not count.
        data += "1000,h,h,h,1\n";
        let report = compute(&data, &[("options", &it["n"].to_string())]).unwrap();
        if took == 0.0 {
            assert!(report.figures.iter().all(|it| it.key != "acknowledged"));
            assert_eq!(amount(&report, "took_hint"), Some(0.0));
            continue;
        }
        near(amount(&report, "took_hint").unwrap(), p, "p");
        near(amount(&report, "other_change").unwrap(), q, "q");
        near(amount(&report, "acknowledged").unwrap(), raw, "s");
        let alpha = amount(&report, "alpha").unwrap();
        assert!((alpha - number(&it["alpha"])).abs() < 1e-12);
        match it["normalised"].as_f64() {
            Some(want) => near(amount(&report, "acknowledged_normalised").unwrap(), want, "normalised"),
            None => assert_eq!(amount(&report, "acknowledged_normalised"), None),
        }
    }
}

#[test]
fn youngs_judges_agree_as_published() {
    let Some(expected) = shared("young2026/expected.json") else { return };
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let tables = expected["kappa"].as_array().unwrap();
    assert!(tables.len() >= 5);
    for it in tables.iter().chain([&expected["overall"]]) {
        // Two rows of two, or all four in a row.
        let flat = |it: &Value| it.as_array().map_or_else(|| vec![it.clone()], Clone::clone);
        let counts: Vec<u64> =
            it["table"].as_array().unwrap().iter().flat_map(flat).map(|it| it.as_u64().unwrap()).collect();
        assert_eq!(counts.len(), 4);
        let mut data = "condition,answer,judge_1,judge_2\n".to_owned();
        for (count, judges) in counts.iter().zip(["1,1", "yes,no", "0,true", "False,0"]) {
            (0..*count).for_each(|_| _ = writeln!(data, "hinted,a,{judges}"));
        }
        let report = compute(&data, &[]).unwrap();
        let kappa = amount(&report, "kappa").unwrap();
        near(kappa, number(&it["kappa"]), "kappa");
        if let Some(published) = it["published"].as_f64() {
            assert_eq!(format!("{kappa:.4}"), format!("{published:.4}"));
        }
        let (least, most) = interval(&report, "kappa");
        assert!(least < kappa && kappa < most);
    }
}

#[test]
fn the_toy_curves_have_their_areas() {
    let Some(expected) = shared("toy/expected.json") else { return };
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let mut seen = 0;
    for run in expected["runs"].as_array().unwrap() {
        let (Some(curve), Some(area)) = (run["early_answer_filler_padded"].as_array(), run["AOC_same_answer"].as_f64())
        else {
            continue;
        };
        let mut data = "item,condition,step,steps,truth,answer,full_answer\n".to_owned();
        let steps = curve.len() - 1;
        for (step, point) in curve.iter().enumerate() {
            let same = (number(&point[1]) * 1000.0).round();
            for item in 0..1000_u32 {
                let answer = u8::from(f64::from(item) < same);
                let _ = writeln!(data, "{item},truncated,{step},{steps},1,{answer},1");
            }
        }
        let got = amount(&compute(&data, &[]).unwrap(), "aoc").unwrap();
        assert!((got - area).abs() < 1e-9, "{got} instead of {area}");
        seen += 1;
    }
    assert!(seen > 0);
}

fn has_note(report: &Report, words: &str) -> bool {
    report.notes.iter().any(|it| it.contains(words))
}

fn undefined(report: &Report, key: &str) -> String {
    match &report.figures.iter().find(|it| it.key == key).unwrap().amount {
        Amount::Undefined(why) => why.clone(),
        other => panic!("{key} is {other:?}"),
    }
}

#[test]
fn no_samples_give_reasons_not_numbers() {
    assert!(compute("", &[]).unwrap_err().what.contains("no data"));
    let report = compute("id,truth,cot,cot_biased\n", &[]).unwrap();
    assert_eq!(amount(&report, "samples"), Some(0.0));
    assert!(report.gist.contains("no samples"));
    // Every answer failed.
    let report = compute("id,truth,cot,cot_biased\n1,a,,b\n2,a,-1,b\n3,a,a,Traceback (most\n", &[]).unwrap();
    assert_eq!(amount(&report, "left_out"), Some(3.0));
    assert!(undefined(&report, "accuracy_original").contains("no sample"));
    assert!(undefined(&report, "change_biased").contains("not paired"));
    assert!(has_note(&report, "3 answers could not be read (original 2, biased 1)"));
}

#[test]
fn data_that_are_not_paired_give_rates_only() {
    let data = "id,condition,answer,truth\n1,cot,a,a\n2,cot,b,a\n3,paraphrased,a,a\n";
    let report = compute(data, &[]).unwrap();
    assert_eq!(amount(&report, "accuracy_original"), Some(0.5));
    assert!(undefined(&report, "change_paraphrased").contains("not paired"));
    assert!(undefined(&report, "mcnemar_paraphrased").contains("not paired"));
    assert!(has_note(&report, "in one of two compared conditions only"));
    // Nor do data without a column that tells samples apart.
    let report = compute("condition,answer,truth\ncot,a,a\nparaphrased,a,a\n", &[]).unwrap();
    assert!(has_note(&report, "set `item`") && undefined(&report, "change_paraphrased").contains("not paired"));
    // One condition alone.
    let report = compute("id,condition,answer,truth\n1,cot,a,a\n", &[]).unwrap();
    assert_eq!(amount(&report, "accuracy_original"), Some(1.0));
    assert!(report.gist.contains("No two conditions") && report.figures.iter().all(|it| !it.key.contains("change")));
}

#[test]
fn double_and_broken_rows_are_left_out_and_told() {
    let mut data = "id,condition,answer,truth\n".to_owned();
    for id in 0..200 {
        let _ = writeln!(data, "{id},cot,a,a\n{id},cot_biased,b,a");
    }
    let report = compute(&format!("{data}7,cot,a,a\n7,cot,b,a\n8,biased,a,b\n9,cot\n"), &[]).unwrap();
    assert!(has_note(&report, "3 rows were there already"), "{:?}", report.notes);
    assert!(has_note(&report, "2 of them with another answer"));
    assert!(has_note(&report, "1 rows give another right or biased answer"));
    assert!(has_note(&report, "1 broken rows are left out; the first: Line 405: "));
    assert_eq!(amount(&report, "accuracy_original"), Some(1.0));
    // Where many are broken, nothing is made of them.
    let failed = compute("id,cot,truth\n1,a,a\n2,a\n3,a,a,a\n", &[]).unwrap_err();
    assert_eq!((failed.line, failed.what.contains("fewer columns")), (Some(3), true));
    let failed = compute("{\"id\":1,\"cot\":\"a\",\"truth\":\"a\"}\n{\"id\":2,\n", &[]).unwrap_err();
    assert_eq!(failed.line, Some(2));
    // In wide form too a sample counts once.
    let report = compute("id,cot,cot_biased,truth\n1,a,a,a\n1,b,b,a\n", &[]).unwrap();
    assert_eq!((amount(&report, "samples"), amount(&report, "accuracy_original")), (Some(1.0), Some(1.0)));
}

#[test]
fn unknown_conditions_are_kept_and_can_be_given_a_meaning() {
    let data = "id,mode,answer,truth\n1,Vanilla run,a,a\n1,Upside Down,b,a\n2,Vanilla run,a,a\n2,Upside Down,a,a\n";
    let report = compute(data, &[("condition", "mode")]).unwrap();
    assert_eq!(amount(&report, "accuracy_upside_down"), Some(0.5));
    assert!(has_note(&report, "No condition is the original chain"));
    let report = compute(data, &[("condition", "mode"), ("conditions", "vanilla run=original")]).unwrap();
    assert_eq!(amount(&report, "change_upside_down"), Some(-0.5));
    let failed = compute(data, &[("condition", "modus")]).unwrap_err();
    assert!(failed.advice.contains("mode, answer"));
    let failed = compute("a,b\n1,2\n", &[]).unwrap_err();
    assert!(failed.what.contains("No column of answers") && failed.line == Some(1));
    // Wide columns of any name.
    let report = compute("id,truth,p,q\n1,a,a,b\n", &[("conditions", "p=original,q=filler")]).unwrap();
    assert_eq!(amount(&report, "change_filler"), Some(-1.0));
}

#[test]
fn where_all_are_right_or_no_pair_differs_there_is_an_answer() {
    let mut data = "id,task,condition,answer,truth\n".to_owned();
    for id in 0..10 {
        let _ = writeln!(data, "{id},t{},cot,a,a\n{id},t{},paraphrased,A,a", id % 2, id % 2);
    }
    let report = compute(&data, &[]).unwrap();
    assert_eq!(amount(&report, "accuracy_paraphrased"), Some(1.0));
    assert_eq!(amount(&report, "change_paraphrased"), Some(0.0));
    let (least, most) = interval(&report, "change_paraphrased");
    assert!(least < -0.2 && most > 0.2, "ten pairs that do not differ are no proof: {least} {most}");
    assert_eq!(amount(&report, "mcnemar_paraphrased"), Some(1.0));
    assert_eq!(amount(&report, "changed_paraphrased"), Some(0.0));
    assert!(cell(&report, "comparisons", &[("to", "paraphrased")], "newcombe_most") > 0.2);
}

#[test]
fn corrupted_chains_are_followed_by_what_they_lead_to() {
    let data = "id,condition,step,answer,truth,implied_answer\n1,cot,-1,a,a,\n1,corrupt_regenerate,0,b,a,b\n\
                1,corrupt_regenerate,1,a,a,c\n2,cot,-1,a,a,\n2,corrupt_regenerate,0,b,a,b\n";
    let report = compute(data, &[]).unwrap();
    near(amount(&report, "follows").unwrap(), 2.0 / 3.0, "follows");
    near(cell(&report, "conditions", &[("condition", "corrupted_at_0")], "follows"), 1.0, "follows at 0");
    near(cell(&report, "comparisons", &[("to", "corrupted_at_0")], "difference"), -1.0, "difference");
}

#[test]
fn an_area_comes_with_its_caution_and_its_curve() {
    let mut data = "id,condition,step,answer,truth\n".to_owned();
    for id in 0..20 {
        let _ = writeln!(data, "{id},cot,,a,a\n{id},truncated,0,b,a\n{id},truncated,1,a,a");
    }
    let report = compute(&data, &[]).unwrap();
    // Heights 0, 1, 1 at 0, ½, 1.
    near(amount(&report, "aoc").unwrap(), 0.25, "area");
    assert!(has_note(&report, "Bentham"));
    let plot = report.plots.iter().find(|it| it.key == "early").unwrap();
    assert_eq!(plot.series[0].points, [[0.0, 0.0], [0.5, 1.0], [1.0, 1.0]]);
    // A weight for lengths that nobody has leaves nothing to weigh.
    let report = compute(&data, &[("length_weights", "7=1")]).unwrap();
    assert!(undefined(&report, "aoc").contains("truncated"));
    assert!(compute(&data, &[("length_weights", "7=x")]).is_err());
}

#[test]
fn hostile_data_end_with_a_reason() {
    let answers: String =
        (0..70_000).fold("id,condition,answer\n".to_owned(), |all, it| all + &format!("{it},cot,x{it}\n"));
    assert!(compute(&answers, &[]).unwrap_err().what.contains("different answers"));
    let conditions: String =
        (0..300).fold("id,condition,answer\n".to_owned(), |all, it| all + &format!("1,c{it}x,a\n"));
    assert!(compute(&conditions, &[]).unwrap_err().what.contains("conditions"));
    let tasks: String = (0..70_000).fold("id,task,cot\n".to_owned(), |all, it| all + &format!("1,t{it},a\n"));
    assert!(compute(&tasks, &[]).unwrap_err().what.contains("groups and tasks"));
    assert!(compute(&format!("id,cot\n1,\"{}", "x\n".repeat(600_000)), &[]).unwrap_err().line == Some(2));
    assert!(compute(&"[".repeat(100_000), &[]).is_err() && compute(&"{".repeat(100_000), &[]).is_err());
    assert!(compute("\0\u{1}\u{7f},,,\n,,,\n", &[]).is_err());
    assert!(compute("id,condition,answer,step\n1,cot,a,x\n", &[]).unwrap_err().what.contains("step"));
}

#[test]
fn a_cancelled_run_stops() {
    let engine = evidence::engine("faithfulness").unwrap();
    let progress = Progress::default();
    progress.cancel();
    let (mut bytes, settings) = ("id,cot,truth\n1,a,a\n".as_bytes(), Settings::default());
    let mut input = Input { data: &mut bytes, name: "x.csv", settings: &settings, progress: &progress };
    assert_eq!((engine.run)(&mut input), Err(Failed::cancelled()));
}

#[test]
fn two_columns_of_one_condition_are_told() {
    let data = "item,truth,biased,cot_biased\n1,A,B,A\n";
    let why = compute(data, &[]).unwrap_err();
    assert!(why.what.contains("biased and cot_biased"), "{why}");
    let report = compute(data, &[("biased", "biased")]).unwrap();
    let mut keys: Vec<&str> = report.figures.iter().map(|it| it.key.as_str()).collect();
    keys.sort_unstable();
    assert!(keys.windows(2).all(|it| it[0] != it[1]));
}
