//! Input that breaks naive code.

use super::{common::shared, compute, months, near, number, reports::whole, undefined};
use cruxmap::{
    evidence::{Failed, Input, Settings, engine},
    jobs::Progress,
};

#[test]
fn constant_returns_have_no_ratio() {
    // The spread of twelve times 0.01 is about 1e-18 in floating point: peers say 1.9e16, or infinite.
    let report = compute(&months(&["0.01"; 12]), &[], &[]).unwrap();
    for key in [
        "sharpe",
        "sharpe_se_iid",
        "sharpe_se_newey_west",
        "sharpe_bootstrap",
        "sharpe_log",
        "sharpe_geometric",
        "chance_above_threshold",
        "months_needed",
        "deflated_sharpe",
        "skewness",
        "kurtosis",
        "eta",
        "autocorrelation",
    ] {
        assert!(undefined(&report, key).contains("same"), "{key}");
    }
    near(number(&report, "annual_return_geometric"), 0.126_825_030_131_969_77, "return");
    assert!(undefined(&report, "sortino").contains("infinite"));
    // A risk-free rate that is taken off leaves what is constant constant.
    let report = compute(&months(&["0.01"; 12]), &[("rf_rate", "0.05")], &[]).unwrap();
    assert!(undefined(&report, "sharpe").contains("same"));
    // Prices that grow by the same share, as written to twelve digits.
    let rows: String = (0..30).map(|it| format!("{},{:.12}\n", 1990 + it, 100.0 * 1.03_f64.powi(it))).collect();
    let report = compute(&format!("date,price\n{rows}"), &[], &[]).unwrap();
    assert!(undefined(&report, "sharpe").contains("same"));
}

#[test]
fn one_return_says_what_it_can() {
    let report = compute("date,r\n2024-01-31,0.01\n", &[("period", "monthly")], &[]).unwrap();
    assert!(undefined(&report, "sharpe").contains("one return"));
    near(number(&report, "annual_return_geometric"), 0.126_825_030_131_969_77, "return");
    near(number(&report, "total_return"), 0.01, "total");
    let report = compute("date,r\n2024-01-31,0.01\n", &[], &[]).unwrap();
    assert!(undefined(&report, "annual_return").contains("period"));
    // Two prices are one return; one price is none.
    let report = compute("date,price\n2024-01-31,100\n2024-02-29,110\n", &[], &[]).unwrap();
    near(number(&report, "total_return"), 0.1, "total");
    assert!(compute("date,price\n2024-01-31,100\n", &[("data", "prices")], &[]).is_err());
}

#[test]
fn losses_are_counted_from_the_start_and_nothing_comes_back() {
    let report = compute(&months(&["-0.5", "0.1", "0.1"]), &[], &[]).unwrap();
    near(number(&report, "max_drawdown"), -0.5, "first loss");
    let report = compute(&months(&["0.1", "-1", "0.2"]), &[], &[]).unwrap();
    near(number(&report, "max_drawdown"), -1.0, "lost");
    near(number(&report, "annual_return_geometric"), -1.0, "lost");
    near(number(&report, "total_return"), -1.0, "lost");
    near(number(&report, "sharpe"), -1.213_953_957_333_767_9, "lost");
    assert!(undefined(&report, "sharpe_log").contains("lost all"));
    let report = compute(&months(&["0.01", "0.02", "0.03"]), &[], &[]).unwrap();
    assert!(undefined(&report, "sortino").contains("infinite"));
    near(number(&report, "max_drawdown"), 0.0, "no loss");
    let report = compute(&months(&["-0.01", "-0.02", "-0.03"]), &[], &[]).unwrap();
    assert!(number(&report, "sharpe") < 0.0 && undefined(&report, "months_needed").contains("not above"));
}

#[test]
fn a_gap_is_no_zero() {
    let with = compute(&months(&["0.01", "", "0.03", "-0.02"]), &[], &[]).unwrap();
    near(number(&with, "sharpe"), 0.917_662_935_482_247_1, "gap");
    near(number(&with, "sortino"), 2.0, "gap");
    near(number(&with, "max_drawdown"), -0.02, "gap");
    assert!(with.notes.iter().any(|it| it.starts_with("Rows without a number") && it.ends_with(": 1.")));
    // A gap in prices: the next return is over both periods.
    let report = compute("date,price\n2024-01-31,100\n2024-02-29,NA\n2024-03-31,121\n", &[], &[]).unwrap();
    near(number(&report, "total_return"), 0.21, "prices");
    near(number(&report, "returns"), 1.0, "prices");
}

#[test]
fn a_benchmark_without_spread_and_one_that_is_the_portfolio_itself() {
    let rows = |benchmark: &dyn Fn(i32) -> f64| -> String {
        (0..24)
            .map(|it| {
                format!(
                    "{}-{:02}-28,{},{}\n",
                    2000 + it / 12,
                    it % 12 + 1,
                    f64::from(it * 7 % 5 - 1) / 100.0,
                    benchmark(it)
                )
            })
            .collect()
    };
    let flat = compute(&format!("date,fund,benchmark\n{}", rows(&|_| 0.004)), &[], &[]).unwrap();
    for key in [
        "beta",
        "alpha",
        "m2",
        "leverage",
        "levered_total_return",
        "correlation",
        "benchmark_sharpe",
        "sharpe_difference_z",
    ] {
        assert!(undefined(&flat, key).contains("benchmark's returns are all the same"), "{key}");
    }
    assert!(number(&flat, "sharpe") > 0.0);
    let same =
        compute(&format!("date,fund,benchmark\n{}", rows(&|it| f64::from(it * 7 % 5 - 1) / 100.0)), &[], &[]).unwrap();
    near(number(&same, "beta"), 1.0, "same");
    assert!(undefined(&same, "sharpe_difference_z").contains("as one"));
    assert!(undefined(&same, "information_ratio").contains("far"));
    near(number(&same, "m2_difference") + 1.0, 1.0, "same");
}

#[test]
fn percent_is_read_as_percent() {
    let share = ["0.012", "-0.034", "0.056", "0.011", "0.002", "-0.017", "0.021", "0.013"];
    let want = compute(&months(&share), &[], &[]).unwrap();
    let signed = share.map(|it| format!("{:.1}%", it.parse::<f64>().unwrap() * 100.0));
    let bare = share.map(|it| format!("{:.1}", it.parse::<f64>().unwrap() * 100.0));
    let mixed: Vec<&str> = (0..8).map(|it| if it % 2 == 0 { &*signed[it] } else { &*bare[it] }).collect();
    let half: Vec<&str> = (0..8).map(|it| if it % 2 == 0 { &*signed[it] } else { share[it] }).collect();
    for (given, note) in [
        (signed.iter().map(|it| &**it).collect(), false),
        (bare.iter().map(|it| &**it).collect(), true),
        (mixed, true),
        (half, true),
    ] {
        let got = compute(&months(&given), &[], &[]).unwrap();
        near(number(&got, "sharpe"), number(&want, "sharpe"), "percent");
        near(number(&got, "volatility"), number(&want, "volatility"), "percent");
        assert_eq!(got.notes.iter().any(|it| it.contains("percent")), note, "{given:?} {:?}", got.notes);
    }
    // Semicolons, commas before decimals, the day first.
    let german: String = share
        .iter()
        .enumerate()
        .map(|(nth, it)| format!("28.{:02}.2000;{}\n", nth + 1, it.replace('.', ",")))
        .collect();
    let got = compute(&format!("Datum;Rendite\n{german}"), &[], &[]).unwrap();
    near(number(&got, "sharpe"), number(&want, "sharpe"), "german");
}

#[test]
fn rows_in_any_order_are_the_same_and_duplicates_are_told() {
    let managers = months(&["0.01", "0.03", "-0.02", "0.015"]);
    let (header, rows) = managers.split_once('\n').unwrap();
    let turned: Vec<&str> = rows.lines().rev().collect();
    let (one, two) = (
        compute(&managers, &[], &[]).unwrap(),
        compute(&format!("{header}\n{}\n", turned.join("\n")), &[], &[]).unwrap(),
    );
    assert_eq!(one.figures, two.figures);
    assert!(two.notes.iter().any(|it| it.contains("sorted")));
    let again = compute(&format!("{managers}2000-04-28,0.015\n"), &[], &[]).unwrap();
    assert_eq!(one.figures, again.figures);
    assert!(again.notes.iter().any(|it| it.contains("repeat a date")));
    let other = format!("{managers}2000-04-28,0.5\n");
    let failed = compute(&other, &[], &[]).unwrap_err();
    assert!(failed.line == Some(6) && failed.what.contains("line 5"), "{failed}");
    assert_eq!(one.figures, compute(&other, &[("duplicates", "first")], &[]).unwrap().figures);
}

#[test]
fn what_is_no_table_of_numbers_is_refused_with_its_place() {
    let line = |data: &str| {
        let failed = compute(data, &[], &[]).unwrap_err();
        assert!(!failed.advice.is_empty());
        (failed.line, failed.what)
    };
    for data in ["", "\n\n", "date,r\n", "date,r", "\u{feff}"] {
        assert_eq!(line(data).0, None, "{data:?}");
    }
    assert_eq!(line("date,r\n2024-01-31,0.01\n2024-02-29,abc\n").0, Some(3));
    assert_eq!(line("date,r\n2024-01-31,0.01\nTotal,0.02\n").0, Some(3));
    assert_eq!(line("date,r\n2024-01-31,0.01\n2024-02-29,1,5\n").0, Some(3));
    let failed = compute("date,price\n2024-01-31,100\n2024-02-29,-1\n", &[("data", "prices")], &[]).unwrap_err();
    assert_eq!(failed.line, Some(3));
    assert_eq!(line("date,r\n2024-01-31,\n2024-02-29,\n").0, None);
    assert!(line("a,b\nx,y\n").1.contains("No column"));
    assert!(line("r\n0.01\n0.02\n").1.contains("no column of dates"));
    assert!(line("date,r\n02/03/2024,0.01\n03/04/2024,0.02\n").1.contains("day or with the month"));
    assert!(compute("r\n0.01\n0.02\n", &[("period", "monthly")], &[]).is_ok());
    assert!(compute("date,r\n2024-01-31,0.01\n2024-02-29,0.02\n", &[("asset", "x")], &[]).is_err());
    assert!(
        compute("date,r\n2024-01-31,-2\n2024-02-29,0.02\n", &[("unit", "share")], &[]).unwrap_err().line == Some(2)
    );
    let failed = compute(&months(&["0.01", "0.02"]), &[], &[("benchmark_file", "date,b\n2000-01-28,x\n")]).unwrap_err();
    assert!(failed.what.contains("No column") && failed.what.contains("benchmark_file"), "{failed}");
}

#[test]
fn a_second_file_is_joined_by_period_and_rates_are_recognised() {
    let Some(managers) = shared("evidence/portfolio/managers.csv") else { return };
    let factors = shared("evidence/portfolio/ff_factors_monthly_arch.csv").unwrap();
    // Months without days, percent without signs, and far more of them than returns.
    let report = compute(
        &managers,
        &[("asset", "HAM1"), ("benchmark", "Mkt-RF"), ("rf", "RF")],
        &[("benchmark_file", &factors), ("rf_file", &factors)],
    )
    .unwrap();
    assert!((number(&report, "beta") - 0.39).abs() < 0.05 && number(&report, "returns") > 131.5);
    assert!(report.notes.iter().any(|it| it.contains("percent for a period")), "{:?}", report.notes);
    assert!((number(&report, "financing") - 0.037).abs() < 0.005);
    // Rows below each other.
    let stocks = shared("evidence/portfolio/vega_stocks.csv").unwrap();
    let report = compute(&stocks, &[("only", "symbol=IBM")], &[]).unwrap();
    near(number(&report, "returns"), 122.0, "months");
    near(number(&report, "periods_per_year"), 12.0, "months");
    assert!(compute(&stocks, &[], &[]).unwrap_err().advice.contains("only"));
}

#[test]
fn a_long_record_streams_and_says_what_is_left_out() {
    let mut data = String::from("date,r\n");
    for it in 0..1_050_000_u32 {
        let day = it + 20_000;
        data += &format!("{},0.00{}\n", u64::from(day) * 86_400 + 1_000_000_000, it % 97 * 53 % 97);
    }
    let report = compute(&data, &[], &[]).unwrap();
    near(number(&report, "returns"), 1_050_000.0, "rows");
    assert!(number(&report, "sharpe") > 0.0 && report.notes.iter().any(|it| it.contains("streamed")));
    assert!(undefined(&report, "sharpe_bootstrap").contains("1 000 000"));
    assert!(report.plots.iter().flat_map(|it| &it.series).all(|it| it.points.len() <= 8001));
    // A row that goes back cannot be sorted any more.
    let failed = compute(&format!("{data}1000000000,0.01\n"), &[], &[]).unwrap_err();
    assert_eq!(failed.line, Some(1_050_002));
}

#[test]
fn no_report_holds_what_is_no_number() {
    let words = ["0.01", "-0.02", "0", "-1", "1e300", "-0.999999", "", "1e-300", "5%", "0.01", "100", "1e-9"];
    let mut random = cruxmap::evidence::numbers::Random::new(11);
    let (mut reports, mut refused) = (0, 0);
    for round in 0..400 {
        let mut data = String::from("date,fund,benchmark,rf\n");
        let some = 1 + random.below(words.len());
        for row in 0..=random.below(30) {
            let mut cell = || words[random.below(some)];
            data += &format!("{}-{:02}-28,{},{},{}\n", 1990 + row / 12, row % 12 + 1, cell(), cell(), cell());
        }
        let set: &[(&str, &str)] = match round % 4 {
            0 => &[],
            1 => &[("data", "prices"), ("rf", "none")],
            2 => &[("unit", "share"), ("trials", "50"), ("financing", "0.1")],
            _ => &[("unit", "percent"), ("mar", "0.03"), ("threshold", "0.5"), ("period", "yearly")],
        };
        let set = [set, &[("draws", "50")]].concat();
        let Ok(report) = compute(&data, &set, &[]) else {
            refused += 1;
            continue;
        };
        reports += 1;
        whole(&report);
        let words = report.notes.iter().chain([&report.gist, &report.title]);
        assert!(words.into_iter().all(|it| !it.contains("NaN") && !it.contains("inf ")), "{}", report.gist);
    }
    assert!(reports > 100 && refused > 20, "{reports} {refused}");
}

#[test]
fn a_calculation_nobody_waits_for_ends() {
    let progress = Progress::default();
    progress.cancel();
    let data = months(&["0.01", "0.03", "-0.02", "0.015"]);
    let (mut bytes, settings) = (data.as_bytes(), Settings::default());
    let run = engine("sharpe").unwrap().run;
    let got = run(&mut Input { data: &mut bytes, name: "data.csv", settings: &settings, progress: &progress });
    assert_eq!(got.unwrap_err(), Failed::cancelled());
}
