//! Games against Gambit's collection, and against values computed by other programs.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may")]

mod common;

use common::shared;
use cruxmap::{
    evidence::{Amount, Failed, Given, Input, Report, Settings, engine},
    jobs::Progress,
};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

fn compute(name: &str, text: &str, settings: &[(&str, Given)]) -> Result<Report, Failed> {
    let settings = Settings(settings.iter().map(|(name, it)| ((*name).to_owned(), it.clone())).collect());
    let progress = Progress::default();
    let mut input = Input { data: &mut text.as_bytes(), name, settings: &settings, progress: &progress };
    (engine("game").unwrap().run)(&mut input)
}

fn figure<'a>(report: &'a Report, key: &str) -> &'a Amount {
    &report.figures.iter().find(|it| it.key == key).unwrap_or_else(|| panic!("no figure {key}")).amount
}

fn number(report: &Report, key: &str) -> f64 {
    match figure(report, key) {
        Amount::Number(it) => *it,
        other => panic!("{key}: {other:?}"),
    }
}

fn count(report: &Report, key: &str) -> u64 {
    match figure(report, key) {
        Amount::Count(it) => *it,
        other => panic!("{key}: {other:?}"),
    }
}

fn told(amount: &Amount) -> String {
    match amount {
        Amount::Words(it) => it.clone(),
        Amount::Count(it) => it.to_string(),
        other => panic!("{other:?}"),
    }
}

/// The rows of a table by column; none if there is no such table.
fn rows<'a>(report: &'a Report, key: &str) -> Vec<BTreeMap<&'a str, &'a Amount>> {
    let Some(table) = report.tables.iter().find(|it| it.key == key) else { return Vec::new() };
    let keys = || table.columns.iter().map(|it| it.key.as_str());
    table.rows.iter().map(|row| keys().zip(row).collect()).collect()
}

fn strings(it: &Json) -> Vec<String> {
    it.as_array().unwrap().iter().map(|it| it.as_str().map_or_else(|| it.to_string(), str::to_owned)).collect()
}

/// Profiles of mixtures, as sets of lists of fractions.
fn profiles(it: &Json) -> BTreeSet<Vec<Vec<String>>> {
    it.as_array().unwrap().iter().map(|it| it.as_array().unwrap().iter().map(strings).collect()).collect()
}

fn extreme(report: &Report) -> BTreeSet<Vec<Vec<String>>> {
    let of = |row: &BTreeMap<&str, &Amount>| -> Vec<Vec<String>> {
        ["mixture_1", "mixture_2"].map(|it| told(row[it]).split(", ").map(str::to_owned).collect()).into()
    };
    rows(report, "extreme").iter().map(of).collect()
}

/// The cells of a table, by the number of each strategy, counted from 0.
fn cells(report: &Report, table: &str, players: usize) -> BTreeSet<Vec<usize>> {
    let names: Vec<Vec<String>> = (0..players).map(|it| strategies(report, it)).collect();
    let number = |row: &BTreeMap<&str, &Amount>, player: usize| {
        let name = told(row[format!("strategy_{}", player + 1).as_str()]);
        names[player].iter().position(|it| *it == name).unwrap()
    };
    rows(report, table).iter().map(|row| (0..players).map(|it| number(row, it)).collect()).collect()
}

/// The rows on the strategies of a player.
fn of_player(report: &Report, player: usize) -> Vec<BTreeMap<&str, &Amount>> {
    let number = (player + 1).to_string();
    rows(report, "dominance").into_iter().filter(|it| told(it["number"]) == number).collect()
}

fn strategies(report: &Report, player: usize) -> Vec<String> {
    of_player(report, player).iter().map(|it| told(it["strategy"])).collect()
}

/// Which strategies of each player stay under a rule, counted from 0.
fn stay(report: &Report, rule: &str, one_round: bool) -> Vec<Vec<usize>> {
    (0..2)
        .map(|player| {
            let stays = |it: &BTreeMap<&str, &Amount>| match told(it[rule]).as_str() {
                "stays" => true,
                round => one_round && round != "1",
            };
            of_player(report, player).iter().enumerate().filter(|it| stays(it.1)).map(|it| it.0).collect()
        })
        .collect()
}

fn indices(it: &Json) -> Vec<Vec<usize>> {
    it.as_array()
        .unwrap()
        .iter()
        .map(|it| it.as_array().unwrap().iter().map(|it| usize::try_from(it.as_u64().unwrap()).unwrap()).collect())
        .collect()
}

fn near(ours: f64, theirs: &Json, what: &str) {
    let theirs = theirs.as_f64().unwrap();
    assert!((ours - theirs).abs() <= 1e-9 * theirs.abs().max(1.0), "{what}: {ours}, expected {theirs}");
}

/// Compares all that the reference knows of a game of two.
fn compare(name: &str, report: &Report, expected: &Json) {
    let pure: BTreeSet<Vec<usize>> = profiles(&expected["pure"])
        .iter()
        .map(|it| it.iter().map(|it| it.iter().position(|it| it == "1").unwrap()).collect())
        .collect();
    let players = expected["shape"].as_array().unwrap().len();
    assert_eq!(cells(report, "pure", players), pure, "{name}: pure");
    assert_eq!(count(report, "pure_equilibria"), expected["n_pure"].as_u64().unwrap(), "{name}");
    if players != 2 {
        return;
    }
    assert_eq!(extreme(report), profiles(&expected["extreme_equilibria"]), "{name}: extreme");
    assert_eq!(count(report, "extreme_equilibria"), expected["n_extreme"].as_u64().unwrap(), "{name}");
    assert_eq!(stay(report, "round_strict_pure", false), indices(&expected["iesds_pure_survivors"]), "{name}");
    assert_eq!(stay(report, "round_strict_mixed", false), indices(&expected["iesds_mixed_survivors"]), "{name}");
    assert_eq!(stay(report, "round_weak_pure", true), indices(&expected["weakly_undominated_round1"]), "{name}");
    let pareto: BTreeSet<Vec<usize>> = indices(&expected["pareto_cells_strong"]).into_iter().collect();
    assert_eq!(cells(report, "pareto", 2), pareto, "{name}: Pareto");
    near(number(report, "correlated_sum_most"), &expected["ce_max_welfare"], name);
    near(number(report, "correlated_1_least"), &expected["ce_row_range"][0], name);
    near(number(report, "correlated_1_most"), &expected["ce_row_range"][1], name);
    if let Some(risk) = expected.get("risk_dominance") {
        let names = [strategies(report, 0), strategies(report, 1)];
        let cell = |it: &str| {
            let (row, column) = it.split_once(',').unwrap();
            format!("{}, {}", names[0][row.parse::<usize>().unwrap()], names[1][column.parse::<usize>().unwrap()])
        };
        let dominant = risk["risk_dominant"].as_str().map_or_else(|| "none".to_owned(), cell);
        assert_eq!(told(figure(report, "risk_dominant")), dominant, "{name}");
        let theirs = risk["products"].as_object().unwrap();
        let theirs: BTreeSet<(String, String)> =
            theirs.iter().map(|(at, it)| (cell(at), it.as_str().unwrap().to_owned())).collect();
        let ours = rows(report, "risk").iter().map(|it| (told(it["equilibrium"]), told(it["product"]))).collect();
        assert_eq!(theirs, ours, "{name}");
    }
}

#[test]
fn all_games_of_the_collection_are_solved_exactly() {
    let Some(expected) = shared("evidence/games/gambit_expected.json") else { return };
    let expected: Json = serde_json::from_str(&expected).unwrap();
    let mut two = 0;
    for (name, expected) in expected["games"].as_object().unwrap() {
        let file = expected["file"].as_str().unwrap();
        let text = shared(&format!("evidence/games/gambit/{file}")).unwrap();
        let report = compute(file, &text, &[]).unwrap();
        compare(name, &report, expected);
        two += usize::from(expected["shape"].as_array().unwrap().len() == 2);
    }
    println!("{two} games of two players");
    assert!(two >= 34, "{two}");
}

/// A table in RON of the payoffs of two players.
fn written(a: &Json, b: &Json) -> String {
    let size = a.as_array().unwrap().len();
    let width = a[0].as_array().unwrap().len();
    let names = |size: usize| (0..size).map(|it| format!("\"s{it}\"")).collect::<Vec<_>>().join(", ");
    let row = |row: usize| {
        let cells: Vec<String> = (0..width).map(|it| format!("({}, {})", a[row][it], b[row][it])).collect();
        format!("[{}]", cells.join(", "))
    };
    let cells: Vec<String> = (0..size).map(row).collect();
    format!(
        "(players: [(name: \"A\", strategies: [{}]), (name: \"B\", strategies: [{}])], payoffs: [{}])",
        names(size),
        names(width),
        cells.join(", ")
    )
}

fn canonical() -> Option<Json> {
    Some(serde_json::from_str::<Json>(&shared("evidence/games/canonical_expected.json")?).unwrap()["games"].take())
}

#[test]
fn well_known_games_are_solved_exactly() {
    let Some(games) = canonical() else { return };
    let tables = games.as_object().unwrap().iter().filter(|it| it.1.get("A").is_some());
    let mut all = 0;
    for (name, expected) in tables {
        compare(name, &compute("x.ron", &written(&expected["A"], &expected["B"]), &[]).unwrap(), expected);
        all += 1;
    }
    assert!(all >= 11, "{all}");
}

#[test]
fn metagames_of_the_dilemma_have_the_known_equilibria() {
    let Some(games) = canonical() else { return };
    let (dilemma, expected) = (&games["prisoners_dilemma"], &games["howard_metagames_of_pd"]);
    let report = compute("x.ron", &written(&dilemma["A"], &dilemma["B"]), &[]).unwrap();
    let of = |who: &str| -> BTreeSet<[String; 3]> {
        let rows = rows(&report, "metagames");
        let rows = rows.iter().filter(|it| told(it["metagame"]) == who);
        rows.map(|it| {
            let payoffs = format!("[{},{}]", told(it["payoff_1"]), told(it["payoff_2"]));
            [told(it["leader"]), told(it["follower"]), payoffs]
        })
        .collect()
    };
    let list = |it: &Json| {
        let all = it.as_array().map_or_else(|| vec![it.clone()], Clone::clone);
        all.iter().map(|it| format!("s{it}")).collect::<Vec<_>>().join(" / ")
    };
    let theirs = |key: &str, leader: &str| -> BTreeSet<[String; 3]> {
        let all = expected[key].as_array().unwrap().iter();
        all.map(|it| [list(&it[leader]), list(&it["col_policy"]), it["payoff"].to_string()]).collect()
    };
    assert_eq!(of("B"), theirs("C_metagame_pure", "row"));
    assert_eq!(of("A answers B"), theirs("RC_metagame_pure", "row_policy"));
    assert_eq!(of("A answers B").len(), 3);
}

#[test]
fn cooperation_holds_from_the_known_discount_factors() {
    let Some(games) = canonical() else { return };
    for it in games["repeated_pd"].as_array().unwrap() {
        let [tempting, both, neither, alone] = ["T", "R", "P", "S"].map(|key| it[key].clone());
        let payoffs = serde_json::json!([[both, alone], [tempting, neither]]);
        let columns = serde_json::json!([[both, tempting], [alone, neither]]);
        let report = compute("x.ron", &written(&payoffs, &columns), &[]).unwrap();
        for row in rows(&report, "repeated") {
            assert_eq!(told(row["grim"]), it["grim"].as_str().unwrap());
            assert_eq!(told(row["tit_for_tat"]), it["tft"].as_str().unwrap());
            assert_eq!(told(row["beats_turns"]) == "yes", it["alternation_ok_2R_gt_TplusS"].as_bool().unwrap());
        }
        assert!(number(&report, "grim_trigger_from") <= number(&report, "tit_for_tat_from"));
    }
}

#[test]
fn the_replicator_moves_as_known() {
    let Some(games) = canonical() else { return };
    for (name, it) in games["replicator"].as_object().unwrap() {
        let matrix = &it["M"];
        let size = matrix.as_array().unwrap().len();
        let turned: Vec<Vec<Json>> =
            (0..size).map(|row| (0..size).map(|column| matrix[column][row].clone()).collect()).collect();
        let text = written(matrix, &serde_json::json!(turned));
        for point in it["points"].as_array().unwrap() {
            let shares: Vec<String> = point["x"].as_array().unwrap().iter().map(ToString::to_string).collect();
            let shares = if shares[0].starts_with("0.3333") { "1/3 1/3 1/3".to_owned() } else { shares.join(" ") };
            let report = compute("x.ron", &text, &[("shares", Given::Text(shares))]).unwrap();
            for (row, theirs) in rows(&report, "replicator").iter().zip(point["dx"].as_array().unwrap()) {
                let Amount::Number(ours) = row["speed"] else { panic!() };
                near(*ours, theirs, name);
            }
            assert_eq!(rows(&report, "replicator").len(), size);
        }
    }
}

#[test]
fn the_entente_flips_where_known() {
    let Some(games) = canonical() else { return };
    let all = games["entente_crux"].as_array().unwrap();
    for it in all {
        let u = |key: &str| it["u"][key].to_string();
        let text = format!(
            "(entente: (p: {}, q: {}, payoffs: (pursue: (race: {}, not: {}), restrain: (race: {}, not: {}))))",
            it["p_race_given_entente"],
            it["q_race_given_restraint"],
            u("E,race"),
            u("E,not"),
            u("R,race"),
            u("R,not")
        );
        let report = compute("x.ron", &text, &[]).unwrap();
        near(number(&report, "q_star"), &it["q_breakeven"], "q*");
        near(number(&report, "value_pursue"), &it["eu_entente"], "pursue");
        near(number(&report, "value_restrain"), &it["eu_restraint"], "restrain");
        near(number(&report, "influence"), &it["influence"], "influence");
        let better = told(figure(&report, "better"));
        assert_eq!(
            better,
            it["prefer"].as_str().unwrap().replace("entente", "pursue").replace("restraint", "restrain")
        );
        assert!(report.gist.contains("q against q* is the crux"), "{}", report.gist);
        // What is set from outside goes before the file.
        let set = compute("x.ron", &text, &[("q", Given::Number(0.745)), ("p", Given::Number(0.99))]).unwrap();
        assert_eq!(told(figure(&set, "better")), "tie", "exactly 0.745");
    }
    assert_eq!(all.len(), 8);
}

/// What each of two gets, row by row, as a table in RON.
fn table(a: &[&[i64]], b: &[&[i64]]) -> String {
    written(&serde_json::json!(a), &serde_json::json!(b))
}

fn solve(a: &[&[i64]], b: &[&[i64]]) -> Report {
    compute("x.ron", &table(a, b), &[]).unwrap()
}

#[test]
fn mixtures_dominate_where_no_strategy_does() {
    // The third row is never best, and each of the others is best once.
    let report = solve(&[&[4, 0], &[0, 4], &[1, 1]], &[&[1, 1], &[1, 1], &[0, 9]]);
    assert_eq!(told(figure(&report, "survivors_strict_pure")), "3×2");
    assert_eq!(told(figure(&report, "survivors_strict_mixed")), "2×2");
    let third = &of_player(&report, 0)[2];
    let by = told(third["strictly_by"]);
    assert!(by.contains(" s0 + ") && by.ends_with(" s1"), "{by}");
    // Once it is gone, the second column is as good as the first; with 1 more for the first column there it goes, too.
    let report = solve(&[&[4, 0], &[0, 4], &[1, 1]], &[&[2, 1], &[2, 1], &[0, 9]]);
    assert_eq!(told(figure(&report, "survivors_strict_pure")), "3×2");
    assert_eq!(told(figure(&report, "survivors_strict_mixed")), "1×1");
}

#[test]
fn ties_in_risk_have_no_answer() {
    for (a, b) in [([&[0, -1][..], &[1, -10]], [&[0, 1][..], &[-1, -10]]), ([&[3, 0], &[0, 2]], [&[2, 0], &[0, 3]])] {
        assert_eq!(told(figure(&solve(&a, &b), "risk_dominant")), "none");
    }
    let report = solve(&[&[9, 0], &[8, 7]], &[&[9, 8], &[0, 7]]);
    assert_eq!(told(figure(&report, "risk_dominant")), "s1, s1");
}

#[test]
fn the_order_of_weak_dominance_is_told() {
    let report = solve(&[&[1, 1], &[1, 0]], &[&[1, 1], &[0, 1]]);
    assert!(report.notes.iter().any(|it| it.contains("order")), "{:?}", report.notes);
    let report = solve(&[&[1, 0], &[0, 1]], &[&[1, 0], &[0, 1]]);
    assert!(!report.notes.iter().any(|it| it.contains("order")), "{:?}", report.notes);
}

#[test]
fn repeats_are_told_once_and_zeros_are_a_game() {
    // Matching pennies, the first row twice: several bases lead to one vertex.
    let report = solve(&[&[1, -1], &[-1, 1], &[1, -1]], &[&[-1, 1], &[1, -1], &[-1, 1]]);
    assert_eq!([count(&report, "extreme_equilibria"), count(&report, "components")], [2, 1]);
    assert_eq!(told(figure(&report, "degenerate")), "yes");
    let report = solve(&[&[0, 0], &[0, 0]], &[&[0, 0], &[0, 0]]);
    assert_eq!([count(&report, "extreme_equilibria"), count(&report, "components")], [4, 1]);
    assert_eq!(count(&report, "nash_subsets"), 1);
    assert_eq!(told(figure(&report, "degenerate")), "yes");
}

#[test]
fn small_and_odd_games_give_an_answer_or_a_reason() {
    let one = compute("x.nfg", "NFG 1 R \"one\" { \"a\" } { 3 } 1 5 5", &[]).unwrap();
    assert_eq!(count(&one, "pure_equilibria"), 2);
    assert!(matches!(figure(&one, "extreme_equilibria"), Amount::Undefined(_)));
    let single = solve(&[&[3]], &[&[-2]]);
    assert_eq!(count(&single, "pure_equilibria"), 1);
    let column = solve(&[&[1], &[2]], &[&[0], &[0]]);
    assert_eq!((count(&column, "pure_equilibria"), number(&column, "correlated_1_least")), (1, 2.0));
    let three = "NFG 1 R \"\" { \"a\" \"b\" \"c\" } { 2 2 1 } 1 1 0 0 0 0 0 0 0 1 1 0";
    let dummy = compute("x.nfg", three, &[]).unwrap();
    assert_eq!(count(&dummy, "extreme_equilibria"), 3, "who has no choice does not count");
    let huge = "9".repeat(99);
    let text = format!("NFG 1 R \"\" {{ \"a\" \"b\" }} {{ 2 2 }} {huge} 1 0 0 0 1e-99 1/{} 1", "7".repeat(90));
    let report = compute("x.nfg", &text, &[]).unwrap();
    assert_eq!(count(&report, "extreme_equilibria"), 3);
    finite(&report);
    assert!(compute("x.nfg", &format!("NFG 1 R \"\" {{ \"a\" }} {{ 1 }} {huge}{huge}"), &[]).is_err());
}

/// No number in a report is anything but a number.
fn finite(report: &Report) {
    let amounts = report.figures.iter().map(|it| &it.amount);
    for it in amounts.chain(report.tables.iter().flat_map(|it| it.rows.iter().flatten())) {
        assert!(!matches!(it, Amount::Number(it) if !it.is_finite()), "{it:?}");
    }
    let points = report.plots.iter().flat_map(|it| &it.series).flat_map(|it| &it.points);
    assert!(points.flatten().all(|it| it.is_finite()));
}

#[test]
fn games_that_are_too_large_say_so_and_all_can_be_cancelled() {
    let mut seed = 1u64;
    let mut draw = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 40).to_string()
    };
    let numbers: Vec<String> = (0..2 * 65 * 64).map(|_| draw()).collect();
    let text = format!("NFG 1 R \"\" {{ \"a\" \"b\" }} {{ 65 64 }} {}", numbers.join(" "));
    let (settings, progress) = (Settings::default(), Progress::default());
    let run = |progress: &Progress| {
        let mut input = Input { data: &mut text.as_bytes(), name: "x.nfg", settings: &settings, progress };
        (engine("game").unwrap().run)(&mut input)
    };
    let report = run(&progress).unwrap();
    let Amount::Undefined(why) = figure(&report, "extreme_equilibria") else { panic!("it is not that quick") };
    assert!(why.contains("too large"), "{why}");
    assert!(matches!(figure(&report, "correlated_sum_most"), Amount::Undefined(_)));
    finite(&report);
    progress.cancel();
    assert_eq!(run(&progress).unwrap_err(), Failed::cancelled());
}

#[test]
fn the_entente_tells_each_sign_and_draws_it() {
    let form = |payoffs: [i64; 4], p: f64| {
        let [a, b, c, d] = payoffs;
        let text = format!(
            "(entente: (p: {p}, q: 0.2, payoffs: (pursue: (race: {a}, not: {b}), restrain: (race: {c}, not: {d})), \
             estimates: [(name: \"First\", q: 0.9), (name: \"Second\", p: 0.5, q: 0.1)]))"
        );
        let report = compute("x.ron", &text, &[]).unwrap();
        finite(&report);
        report
    };
    let usual = form([2, 6, 0, 8], 0.99);
    assert_eq!(told(figure(&usual, "restrain_if")), "q < q*");
    assert_eq!(told(figure(&usual, "q_star_exact")), "149/200 = 0.745");
    let better: Vec<String> = rows(&usual, "estimates").iter().map(|it| told(it["better"])).collect();
    assert_eq!(better, ["pursue", "restrain"]);
    let square = usual.plots.iter().find(|it| it.key == "square").unwrap();
    assert_eq!(square.series[0].points, [[0.0, 0.0], [1.0, 0.0], [1.0, 0.75], [0.0, 0.25]]);
    assert_eq!(square.series.last().unwrap().points, [[0.5, 0.1]]);
    // A p that is set is that of all who gave none.
    let text = "(entente: (p: 0.1, payoffs: (pursue: (race: 2, not: 6), restrain: (race: 0, not: 8)), \
                estimates: [(name: \"First\", q: 0.7), (name: \"Second\", p: 0.5, q: 0.1)]))";
    let set = compute("x.ron", text, &[("p", Given::Number(0.99))]).unwrap();
    let given: Vec<Amount> = rows(&set, "estimates").iter().map(|it| it["p"].clone()).collect();
    assert_eq!(given, [0.99, 0.5].map(Amount::Number));
    let turned = form([2, 6, 8, 0], 0.5);
    assert_eq!(told(figure(&turned, "restrain_if")), "q > q*");
    assert!(turned.notes.iter().any(|it| it.contains("turned round")), "{:?}", turned.notes);
    let flat = form([2, 6, 5, 5], 0.5);
    assert!(matches!(figure(&flat, "q_star"), Amount::Undefined(_)));
    assert!(flat.gist.contains("no crux"), "{}", flat.gist);
    let outside = form([9, 9, 0, 8], 0.5);
    assert!(outside.notes.iter().any(|it| it.contains("not between 0 and 1")), "{:?}", outside.notes);
    assert_eq!(told(figure(&outside, "better")), "pursue");
}
