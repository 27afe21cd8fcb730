//! Portfolio evidence: the figures of other programs and of papers, and input that breaks naive code.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::format_push_string,
    clippy::format_collect,
    reason = "a test may"
)]

mod common;

use common::shared;
use cruxmap::{
    evidence::{
        Amount, Failed, Figure, Given, Input, Report, Settings, engine,
        sharpe::{chance, serial},
    },
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

const PERFORMANCE_ANALYTICS: [(&str, &str); 21] = [
    ("returns", "n"),
    ("volatility", "vol_ann"),
    ("annual_return_geometric", "ret_ann_geom"),
    ("annual_return", "ret_ann_arith"),
    ("total_return", "cum"),
    ("sharpe_period", "sharpe_period"),
    ("sharpe", "sharpe_ann_arith"),
    ("sharpe_geometric", "sharpe_ann_geom"),
    ("skewness", "skew_moment"),
    ("kurtosis", "kurt_moment"),
    ("beta", "beta"),
    ("alpha_geometric", "jensen_ann"),
    ("chance_above_zero", "psr0"),
    ("months_needed_zero", "mintrl95"),
    ("information_ratio_geometric", "infratio"),
    ("tracking_error", "te"),
    // Those below are of periods, of losses counted from above, or of the other sign: see the test.
    ("downside", "downside_dev_full"),
    ("losses", "downside_dev_subset"),
    ("sortino_period", "sortino_period"),
    ("alpha_period", "alpha_period"),
    ("m2_period", "modigliani_period"),
];

#[test]
fn figures_are_those_of_performance_analytics_and_empyrical() {
    let Some(expected) = shared("evidence/portfolio/expected.json") else { return };
    let expected: Json = serde_json::from_str(&expected).unwrap();
    let managers = shared("evidence/portfolio/managers.csv").unwrap();
    let bacon = shared("evidence/portfolio/portfolio_bacon.csv").unwrap();
    for (case, reference) in expected["performanceanalytics"].as_object().unwrap() {
        let (name, rate) = if case.ends_with("_rf0") {
            (case.trim_end_matches("_rf0"), "0")
        } else if case.ends_with("_rf0.035over12") {
            (case.trim_end_matches("_rf0.035over12"), "0.035")
        } else {
            continue;
        };
        let report = match name.strip_prefix("managers_") {
            Some(asset) => {
                compute(&managers, &[("asset", asset), ("benchmark", "SP500 TR"), ("rf_rate", rate)], &[]).unwrap()
            }
            None => compute(&bacon, &[("rf_rate", rate)], &[]).unwrap(),
        };
        compare(&report, reference, &PERFORMANCE_ANALYTICS[..16], case);
        let field = |name: &str| reference[name].as_f64().unwrap();
        let root = 12_f64.sqrt();
        near(number(&report, "max_drawdown"), -field("maxdd"), case);
        near(number(&report, "downside_deviation"), field("downside_dev_full") * root, case);
        near(number(&report, "downside_deviation_losses"), field("downside_dev_subset") * root, case);
        near(number(&report, "sortino"), field("sortino_period") * root, case);
        near(number(&report, "alpha"), field("alpha_period") * 12.0, case);
        near(number(&report, "m2"), field("modigliani_period") * 12.0, case);

        let peers = &expected["python_peers"][case.as_str()];
        let Some(peer) = peers.get("empyrical") else { continue };
        let pairs = [
            ("volatility", "vol_ann"),
            ("annual_return_geometric", "ret_ann_geom"),
            ("sharpe", "sharpe_ann_arith"),
            ("sortino", "sortino_ann_empyrical"),
            ("downside_deviation", "downside_ann_empyrical"),
            ("max_drawdown", "maxdd"),
            ("beta", "beta"),
            ("alpha_compounded", "alpha_ann_empyrical"),
        ];
        compare(&report, peer, &pairs, case);
        if let Some(alpha) = peers["quantstats"]["greeks"]["alpha"].as_f64() {
            near(number(&report, "alpha"), alpha, case);
        }
    }
}

#[test]
fn a_risk_free_rate_that_varies_is_taken_off_row_by_row() {
    let Some(expected) = shared("evidence/portfolio/expected.json") else { return };
    let expected: Json = serde_json::from_str(&expected).unwrap();
    let reference = &expected["performanceanalytics"]["managers_HAM1_rf_series"];
    let managers = shared("evidence/portfolio/managers.csv").unwrap();
    let set = [("asset", "HAM1"), ("benchmark", "SP500 TR")];
    let inside = compute(&managers, &[set[0], set[1], ("rf", "US 3m TR")], &[]).unwrap();
    let beside =
        compute(&managers, &[set[0], ("benchmark", "SP500 TR"), ("rf", "US 3m TR")], &[("rf_file", &managers)])
            .unwrap();
    for report in [inside, beside] {
        let pairs = [("sharpe_period", "sharpe_period"), ("sharpe", "sharpe_ann_arith"), ("beta", "beta")];
        compare(&report, reference, &pairs, "series");
        near(number(&report, "alpha"), reference["alpha_period"].as_f64().unwrap() * 12.0, "alpha");
        near(number(&report, "m2"), reference["modigliani_period"].as_f64().unwrap() * 12.0, "m2");
    }
}

#[test]
fn errors_with_and_without_memory_are_lo_s() {
    let Some(expected) = shared("evidence/portfolio/expected.json") else { return };
    let expected: Json = serde_json::from_str(&expected).unwrap();
    for (case, asset, file) in [
        ("managers_HAM1", "HAM1", "managers"),
        ("managers_SP500", "SP500 TR", "managers"),
        ("edhec_Convertible_Arbitrage", "Convertible Arbitrage", "edhec"),
        ("edhec_Funds_of_Funds", "Funds of Funds", "edhec"),
    ] {
        let reference = &expected["lo2002_real"][case];
        let data = shared(&format!("evidence/portfolio/{file}.csv")).unwrap();
        let set = [("asset", asset), ("benchmark", "none"), ("lags", "6")];
        let report = compute(&data, &set, &[]).unwrap();
        let pairs = [
            ("returns", "T"),
            ("sharpe_period", "sr_period"),
            ("sharpe", "sr_ann_sqrt"),
            ("eta", "eta_q"),
            ("sharpe_autocorrelated", "sr_ann_lo"),
            ("sharpe_se_iid", "se_iid_ann"),
        ];
        compare(&report, reference, &pairs, case);
        let root = 12_f64.sqrt();
        let field = |name: &str| reference[name].as_f64().unwrap();
        near(number(&report, "autocorrelation"), reference["rho"][0].as_f64().unwrap(), case);
        near(number(&report, "sharpe_se_newey_west"), field("se_gmm_newey_west_lag6_period") * root, case);
        let report = compute(&data, &[set[0], set[1], ("lags", "0")], &[]).unwrap();
        near(number(&report, "sharpe_se_newey_west"), field("se_gmm_lag0_period") * root, case);
    }
    for (case, want) in expected["lo2002_iid_se"].as_object().unwrap() {
        let (ratio, n) = case.trim_start_matches("SR=").split_once(",T=").unwrap();
        let got = serial::error_if_independent(ratio.parse().unwrap(), n.parse().unwrap());
        near(got, want.as_f64().unwrap(), case);
    }
    for (case, want) in expected["lo2002_eta_ar1"].as_object().unwrap() {
        let (q, rho) = case.trim_start_matches("q=").split_once(",rho=").unwrap();
        let rho: f64 = rho.parse().unwrap();
        let all: Vec<f64> = (1..q.parse::<i32>().unwrap()).map(|it| rho.powi(it)).collect();
        near(serial::eta(&all).unwrap(), want.as_f64().unwrap(), case);
    }
}

#[test]
fn chances_are_those_of_bailey_and_lopez_de_prado() {
    let Some(expected) = shared("evidence/portfolio/expected.json") else { return };
    let expected: Json = serde_json::from_str(&expected).unwrap();
    let root = 250_f64.sqrt();
    for (trials, want) in expected["deflated_sharpe"]["values"].as_object().unwrap() {
        let best = chance::best_of(trials.parse().unwrap(), 0.5) / root;
        let fat = chance::Sharpe { ratio: 2.5 / root, n: 1250, skewness: -3.0, kurtosis: 10.0 };
        let normal = chance::Sharpe { skewness: 0.0, kurtosis: 3.0, ..fat };
        near(best, want["SR0_per_period"].as_f64().unwrap(), trials);
        near(fat.chance_above(best).unwrap(), want["DSR_skew-3_kurt10"].as_f64().unwrap(), trials);
        near(normal.chance_above(best).unwrap(), want["DSR_normal"].as_f64().unwrap(), trials);
    }
    // Raw kurtosis, not excess; below its own reference the other formula of a peer refuses.
    let doc = chance::Sharpe { ratio: 2.0 / 12_f64.sqrt(), n: 59, skewness: -0.72, kurtosis: 5.78 };
    let reference = 1.0 / 12_f64.sqrt();
    near(doc.chance_above(reference).unwrap(), 0.948_692_519_479_403_8, "PSR");
    near(doc.record(reference, 0.95).unwrap(), 59.895_098_686_507_52, "MinTRL");
    assert!(doc.chance_above(1.0).unwrap() < 0.5);
}

#[test]
fn the_bootstrap_falls_into_the_band_of_arch() {
    let Some(managers) = shared("evidence/portfolio/managers.csv") else { return };
    let set = [("asset", "HAM1"), ("benchmark", "none"), ("draws", "4000"), ("block", "6")];
    let report = compute(&managers, &set, &[]).unwrap();
    let (low, high, sure) = figure(&report, "sharpe_bootstrap").interval.unwrap();
    assert!((low - 0.81).abs() < 0.05 && (high - 2.40).abs() < 0.07 && (sure - 0.95).abs() < 1e-12, "{low} {high}");
    let report = compute(&managers, &set[..2], &[]).unwrap();
    near(number(&report, "block"), 2.149_802_734_510_618_8, "block");
    assert_eq!(report, compute(&managers, &set[..2], &[]).unwrap());
}

#[test]
fn a_year_of_prices_starts_from_the_close_before() {
    let Some(expected) = shared("evidence/portfolio/expected.json") else { return };
    let expected: Json = serde_json::from_str(&expected).unwrap();
    let prices = shared("evidence/portfolio/sp500_index_skfolio.csv").unwrap();
    for (year, reference) in expected["sp500_index_by_year"].as_object().unwrap() {
        let before: Vec<&str> = prices
            .lines()
            .filter(|it| it[..4].parse::<i32>().is_ok_and(|it| it + 1 == year.parse::<i32>().unwrap()))
            .collect();
        let from = before.last().unwrap().split(',').next().unwrap();
        let report = compute(&prices, &[("from", from), ("to", &format!("{year}-12-31"))], &[]).unwrap();
        let pairs = [
            ("returns", "n"),
            ("total_return", "ret"),
            ("volatility", "empyrical_vol"),
            ("sharpe", "empyrical_sharpe"),
            ("sharpe_log", "log_sharpe"),
            ("max_drawdown", "empyrical_maxdd"),
            ("max_drawdown", "ffn_maxdd_with_prior_close"),
        ];
        compare(&report, reference, &pairs, year);
    }
}

#[test]
fn the_claim_of_the_seed_is_worked_out_from_prices() {
    let Some(expected) = shared("evidence/portfolio/seed_claims/expected.json") else { return };
    let expected: Json = serde_json::from_str(&expected).unwrap();
    let prices = shared("evidence/portfolio/seed_claims/adj_close.csv").unwrap();
    let weights = expected["weights_usd_bn"].as_object().unwrap();
    for window in expected["windows"].as_array().unwrap() {
        let weight = |(name, it): (&String, &Json)| match window["weights"].as_str() {
            Some("cap") => format!("{name}={it}"),
            _ => name.clone(),
        };
        let asset = weights.iter().map(weight).collect::<Vec<_>>().join(", ");
        let text = |field: &str| window[field].as_str().unwrap().to_owned();
        let (from, to) = (text("start"), text("end"));
        let set = [("asset", &*asset), ("benchmark", "SPY"), ("from", &*from), ("to", &*to), ("financing", "0.05")];
        let report = compute(&prices, &set, &[]).unwrap();
        let what = format!("{from} {to} {}", window["weights"]);
        let pairs = [
            ("returns", "n_days"),
            ("beta", "beta"),
            ("alpha_compounded", "alpha_ann_compounded"),
            ("leverage", "leverage_to_match_vol"),
            ("levered_total_return", "spy_levered_total_financing_0.05"),
            ("m2", "M2_annual_arith_rf_0"),
            ("benchmark_annual_return", "spy_mean_annual_arith"),
            ("correlation", "corr"),
            ("sharpe_difference_z", "memmel_z_sharpe_diff"),
            ("sharpe_difference", "sharpe_diff_ann"),
        ];
        compare(&report, window, &pairs, &what);
        let pairs = [
            ("total_return", "total"),
            ("annual_return_geometric", "cagr_252"),
            ("volatility", "vol"),
            ("sharpe", "sharpe_rf0"),
            ("sortino", "sortino"),
            ("max_drawdown", "maxdd"),
            ("sharpe_se_iid", "sharpe_se_lo_iid_ann"),
            ("skewness", "skew"),
            ("kurtosis", "kurt"),
            ("chance_above_threshold", "psr_ref_2_annual"),
            ("chance_above_zero", "psr_ref_0_annual"),
        ];
        compare(&report, &window["portfolio"], &pairs, &what);
        let pairs = [
            ("benchmark_total_return", "total"),
            ("benchmark_annual_return_geometric", "cagr_252"),
            ("benchmark_volatility", "vol"),
            ("benchmark_sharpe", "sharpe_rf0"),
            ("benchmark_max_drawdown", "maxdd"),
        ];
        compare(&report, &window["spy"], &pairs, &what);
        let report = compute(&prices, &[set[0], set[1], set[2], set[3], ("rf_rate", "0.05")], &[]).unwrap();
        compare(
            &report,
            window,
            &[("levered_total_return", "spy_levered_total_financing_0.05"), ("m2", "M2_annual_arith_rf_0.05")],
            &what,
        );
        compare(&report, &window["portfolio"], &[("sharpe", "sharpe_rf5pct")], &what);
        compare(&report, &window["spy"], &[("benchmark_sharpe", "sharpe_rf5pct")], &what);
        let report = compute(&prices, &[set[0], set[1], set[2], set[3], ("threshold", "1")], &[]).unwrap();
        compare(&report, &window["portfolio"], &[("chance_above_threshold", "psr_ref_1_annual")], &what);
    }
    // The row nearest to the claim: 2.05 against 2.65 of the index, which is ahead when levered; and nothing of it is
    // significant.
    let asset = weights.iter().map(|(name, it)| format!("{name}={it}")).collect::<Vec<_>>().join(", ");
    let set =
        [("asset", &*asset), ("benchmark", "SPY"), ("from", "2023-11-06"), ("to", "2024-12-13"), ("financing", "0.05")];
    let report = compute(&prices, &set, &[]).unwrap();
    assert!(
        report.gist.contains("is 2.05 a year") && report.gist.contains("is 2.65; the difference is not significant"),
        "{}",
        report.gist
    );
    assert!(number(&report, "levered_total_difference") < -0.15 && number(&report, "sharpe_difference_p") > 0.2);
}

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
        let mut keys = std::collections::BTreeSet::new();
        for it in &report.figures {
            assert!(keys.insert(&it.key), "{} is there twice", it.key);
            if let Amount::Number(number) | Amount::Share(number) = it.amount {
                assert!(number.is_finite(), "{} in {data}", it.key);
            }
            assert!(it.interval.is_none_or(|it| it.0.is_finite() && it.1.is_finite()), "{} in {data}", it.key);
        }
        let points = report.plots.iter().flat_map(|it| &it.series).flat_map(|it| &it.points).flatten();
        assert!(points.into_iter().all(|it| it.is_finite()), "{data}");
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
