//! Plots of evidence: whatever a report holds, they are finite, inside their picture, and their words do not meet.

#![expect(clippy::unwrap_used, reason = "a test may")]

use cruxmap::{
    evidence::{Axis, Input, Measure, Plot, Report, Series, Settings, Trace, engine, numbers::Random},
    export,
    jobs::Progress,
    layout::{Rect, Size},
    map::Point,
    picture::{Shape, Theme, plot, text},
};

const TRACES: [Trace; 7] =
    [Trace::Line, Trace::Way, Trace::Area, Trace::Points, Trace::Bars, Trace::Spans, Trace::Upright];
/// The smallest picture a person is shown, a usual one, and what is just above no words at all.
const SIZES: [(f32, f32); 4] = [(320.0, 200.0), (900.0, 500.0), (160.0, 110.0), (200.0, 900.0)];

fn themes() -> [&'static Theme; 2] {
    [Theme::light(), Theme::dark()]
}

/// A picture of this size.
fn page((width, height): (f32, f32)) -> Rect {
    Rect::at(Point { x: 0.0, y: 0.0 }, Size { width, height })
}

/// Checks that shapes are finite and inside; gives what words take up.
fn words_of(shapes: &[Shape], page: Rect, what: &str) -> Vec<(String, Rect)> {
    let inside = |at: &Point| {
        assert!(at.x.is_finite() && at.y.is_finite(), "{what}: {at:?}");
        let is = (-0.01..=page.max.x + 0.01).contains(&at.x) && (-0.01..=page.max.y + 0.01).contains(&at.y);
        assert!(is, "{what}: {at:?} is not in {page:?}");
    };
    let mut words = Vec::new();
    for it in shapes {
        match it {
            Shape::Path(path) => path.points.iter().for_each(inside),
            Shape::Text(line) => {
                let min = Point { x: line.at.x, y: line.at.y - text::ASCENT * line.size };
                let size = Size { width: line.words.wide(line.size), height: line.size * 1.16 };
                let place = Rect::at(min, size);
                inside(&place.min);
                inside(&place.max);
                if !line.words.text.trim().is_empty() {
                    words.push((line.words.text.clone(), place));
                }
            }
        }
    }
    words
}

fn check(it: &Plot, what: &str) {
    for size in SIZES {
        let page = page(size);
        for theme in themes() {
            let shapes = plot::draw(it, page.size(), theme);
            let words = words_of(&shapes, page, what);
            for (nth, (a, one)) in words.iter().enumerate() {
                for (b, other) in &words[nth + 1..] {
                    let apart = one.max.x <= other.min.x
                        || other.max.x <= one.min.x
                        || one.max.y <= other.min.y + 0.01
                        || other.max.y <= one.min.y + 0.01;
                    assert!(apart, "{what} at {size:?}: “{a}” meets “{b}”");
                }
            }
        }
    }
    let small = page((64.0, 28.0));
    assert!(words_of(&plot::spark(it, small.size(), Theme::dark()), small, what).is_empty());
    assert!(plot::describe(it).len() < 200_000);
}

/// Words that do harm where they are trusted.
fn word(random: &mut Random) -> String {
    let all = [
        "",
        "a",
        "share of the chain that is there",
        "<b>&\"'\u{0}\n</svg>",
        "مرحبا بالعالم",
        "漢字漢字漢字漢字漢字",
        "e\u{301}\u{301}\u{301}",
        "👩‍👩‍👧",
        "   ",
        "Donaudampfschifffahrtsgesellschaftskapitän",
    ];
    match random.below(all.len() + 1) {
        nth if nth < all.len() => all[nth].to_owned(),
        _ => "long ".repeat(random.below(3000)),
    }
}

fn number(random: &mut Random) -> f64 {
    let all = [0.0, 1.0, -1.0, 1e300, -1e300, f64::MAX, f64::MIN, f64::NAN, f64::INFINITY, 5e-324, 1e-300, 19_000.0];
    match random.below(4) {
        0 => all[random.below(all.len())],
        1 => random.unit() * 1e-9 + 5.0,
        _ => (random.unit() - 0.3) * [1.0, 30.0, 20_000.0][random.below(3)],
    }
}

fn axis(random: &mut Random) -> Axis {
    let names = random.below(40);
    let measure = match random.below(4) {
        0 => Measure::Number,
        1 => Measure::Share,
        2 => Measure::Date,
        _ => Measure::Names((0..names).map(|_| word(random)).collect()),
    };
    let whole = [None, Some((0.0, 1.0)), Some((1.0, 0.0)), Some((f64::NAN, 1e300))][random.below(4)];
    Axis { words: word(random), measure, whole }
}

fn random_plot(seed: u64) -> Plot {
    let random = &mut Random::new(seed);
    let (x, y) = (axis(random), axis(random));
    let tame = random.below(2) == 0;
    let series = (0..random.below(14)).map(|_| {
        let points = [0, 1, 2, 7, 60, 4000][random.below(6)];
        let value = |random: &mut Random| if tame { random.unit() * 10.0 } else { number(random) };
        let points = (0..points).map(|_| [value(random), value(random)]).collect();
        Series { words: word(random), trace: TRACES[random.below(TRACES.len())], points }
    });
    let series = series.collect();
    Plot { key: String::new(), words: word(random), x, y, series }
}

#[test]
fn any_plot_is_finite_inside_and_legible() {
    for seed in 0..200 {
        check(&random_plot(seed), &format!("seed {seed}"));
    }
}

#[test]
fn any_size_is_survived() {
    let sizes = [0.0, -5.0, 1.0, 30.0, 161.0, 1e9, f32::NAN, f32::INFINITY];
    for seed in 0..20 {
        let it = random_plot(seed);
        for (width, height) in sizes.into_iter().flat_map(|a| sizes.map(|b| (a, b))) {
            let size = Size { width, height };
            for shapes in [plot::draw(&it, size, Theme::light()), plot::spark(&it, size, Theme::light())] {
                words_of(&shapes, page((16_000.0, 16_000.0)), &format!("seed {seed}, {size:?}"));
            }
        }
    }
}

fn compute(kind: &str, data: &str) -> Report {
    let mut data = data.as_bytes();
    let (settings, progress) = (Settings::default(), Progress::default());
    let mut input = Input { data: &mut data, name: "data", settings: &settings, progress: &progress };
    (engine(kind).unwrap().run)(&mut input).unwrap()
}

/// Returns of three years of months, with a benchmark, from a simple rule.
fn returns() -> String {
    let mut random = Random::new(3);
    let rows = (0..60).map(|month| {
        let market = 0.007 + (random.unit() - 0.5) * 0.08;
        let own = 0.003 + 0.7 * market + (random.unit() - 0.5) * 0.04;
        format!("{}-{:02},{own:.5},{market:.5}\n", 2018 + month / 12, month % 12 + 1)
    });
    format!("month,fund,benchmark\n{}", rows.collect::<String>())
}

const ENTENTE: &str = "(entente: (p: 0.99, q: 0.95, payoffs: (pursue: (race: 2, not: 6), restrain: (race: 0, not: 8)),
    estimates: [(name: \"First\", p: 0.99, q: 0.9), (name: \"Second\", p: 0.6, q: 0.2), (name: \"Third\", q: 0.22)]))";
const HAWKS: &str = "(title: \"Hawks\", players: [(name: \"A\", strategies: [\"Hawk\", \"Dove\"]),
    (name: \"B\", strategies: [\"Hawk\", \"Dove\"])], payoffs: [[(-1, -1), (4, 0)], [(0, 4), (2, 2)]])";

/// Answers of twenty samples in five conditions.
fn answers() -> String {
    let row = |item: usize| {
        let right = |every: usize| if item.is_multiple_of(every) { "b" } else { "a" };
        let (one, two) = (right(2), right(4));
        format!(
            "{item},direct,{},a,,\n{item},original,a,a,,2\n{item},truncated,{one},a,0,2\n{item},truncated,{two},a,1,2\n",
            right(3)
        )
    };
    format!("item,condition,answer,truth,step,steps\n{}", (0..20).map(row).collect::<String>())
}

/// The plots that the issue of evidence names, each by engine and key.
#[test]
fn engines_draw_what_they_should() {
    let cases: [(&str, String, &[&str]); 5] = [
        ("sharpe", returns(), &["growth", "drawdown", "rolling_sharpe", "bootstrap"]),
        ("game", ENTENTE.to_owned(), &["square", "sensitivity"]),
        ("game", HAWKS.to_owned(), &["replicator", "phases"]),
        ("faithfulness", answers(), &["accuracy", "early"]),
        ("statistic", "hits,n\n3,10\n7,10\n".to_owned(), &["rates"]),
    ];
    for (kind, data, keys) in cases {
        let report = compute(kind, &data);
        let found: Vec<&str> = report.plots.iter().map(|it| it.key.as_str()).collect();
        assert_eq!(found, keys, "{kind}");
        for it in &report.plots {
            check(it, &it.key);
            assert!(!plot::spark(it, Size { width: 64.0, height: 28.0 }, Theme::light()).is_empty(), "{}", it.key);
        }
        for theme in themes() {
            let svg = export::plots_svg(&report.title, &report.plots, |it| plot::usual_size(it, theme), theme);
            assert_eq!(svg.matches("<g transform").count(), keys.len());
            assert_eq!(&export::png(&svg, 0.5).unwrap()[1..4], b"PNG");
        }
    }
}

fn told(shapes: &[Shape]) -> Vec<&str> {
    let words = shapes.iter().filter_map(|it| if let Shape::Text(line) = it { Some(line) } else { None });
    words.map(|it| it.words.text.as_str()).collect()
}

#[test]
fn a_legend_stands_where_there_is_something_to_tell_apart() {
    let line = |words: &str, y: f64| Series::new(words, Trace::Line, vec![[0.0, y], [1.0, 2.0 * y]]);
    let size = Size { width: 320.0, height: 200.0 };
    let mut it = Plot { words: "Two".to_owned(), series: vec![line("one", 1.0)], ..Plot::default() };
    assert!(!told(&plot::draw(&it, size, Theme::light())).contains(&"one"));
    it.series.push(line("other", 3.0));
    let shapes = plot::draw(&it, size, Theme::light());
    assert!(["one", "other"].iter().all(|it| told(&shapes).contains(it)));
    // Also without colours: each line has dashes of its own.
    let mut strokes = shapes.iter().filter_map(|it| if let Shape::Path(path) = it { path.stroke } else { None });
    assert!(strokes.all(|it| it.colour != Theme::light().colours.series[1] || it.dash.is_some()));
    it.series.extend((0..30).map(|nth| line(&format!("number {nth}"), f64::from(nth))));
    let shapes = plot::draw(&it, size, Theme::light());
    assert!(told(&shapes).iter().any(|it| it.starts_with("and ") && it.ends_with(" more")), "{:?}", told(&shapes));
}

#[test]
fn names_of_bars_are_read_whole_wherever_there_is_room() {
    let names: Vec<String> = (0..6).map(|it| format!("truncated after step {it}")).collect();
    let points = (0..6).map(|it| [f64::from(it), 0.5]).collect();
    let x = Axis::new("condition").of(Measure::Names(names.clone()));
    let y = Axis::new("share").of(Measure::Share).unit();
    let it = Plot { x, y, series: vec![Series::new("accuracy", Trace::Bars, points)], ..Plot::default() };
    // Below the bars on a line, below them on several, to the left of them.
    for (width, whole) in [(900.0, true), (560.0, false), (360.0, true)] {
        let shapes = plot::draw(&it, Size { width, height: 260.0 }, Theme::light());
        let told = told(&shapes);
        assert_eq!(names.iter().all(|it| told.contains(&it.as_str())), whole, "{told:?}");
        assert_eq!(told.iter().filter(|it| it.starts_with("truncated")).count(), 6, "{told:?}");
        assert!(told.iter().all(|it| !it.contains('…')), "{told:?}");
    }
}

#[test]
fn in_its_usual_size_every_bar_is_named() {
    for count in [1_u32, 5, 12, 40] {
        let names: Vec<String> = (0..count).map(|it| format!("corrupted at step {it}")).collect();
        let points = (0..count).map(|it| [f64::from(it), 1.0 / f64::from(it + 1)]).collect();
        let x = Axis::new("condition").of(Measure::Names(names));
        let it = Plot { x, series: vec![Series::new("accuracy", Trace::Bars, points)], ..Plot::default() };
        let shapes = plot::draw(&it, plot::usual_size(&it, Theme::light()), Theme::light());
        assert_eq!(told(&shapes).iter().filter(|it| it.starts_with("corrupted")).count(), count as usize);
    }
}

/// A name that could only stand across lines is told in the legend.
#[test]
fn names_stand_beside_points_where_nothing_is_covered() {
    let fan = (0..20).map(|nth| Series::new("way", Trace::Way, vec![[0.0, 0.0], [1.0, f64::from(nth) / 10.0]]));
    let point = |words: &str, at| Series::new(words, Trace::Points, vec![at]);
    let mut it = Plot { x: Axis::new("x").unit(), series: fan.collect(), ..Plot::default() };
    it.series.extend([point("in the thick", [0.5, 0.3]), point("in the open", [0.1, 1.7])]);
    let shapes = plot::draw(&it, Size { width: 900.0, height: 500.0 }, Theme::light());
    let place = |name: &str| {
        let mut lines = shapes.iter().filter_map(|it| if let Shape::Text(line) = it { Some(line) } else { None });
        lines.find(|it| it.words.text == name).unwrap().at
    };
    let way = place("way");
    assert!((place("in the thick").y - way.y).abs() < 0.1 && place("in the open").y > way.y + 20.0);
}

#[test]
fn words_tell_what_is_drawn() {
    let report = compute("game", ENTENTE);
    assert_eq!(
        plot::describe(&report.plots[0]),
        "Where restraint is better. To the right: p: the other races if we pursue, 0 to 1. Up: q: the other races if we \
         restrain ourselves. restraint is better: an area from 0 to 0.75. q = q*: first 0.75, last 0.25, from 0.25 to \
         0.75. p and q given: at 0.99, 0.95. First: at 0.99, 0.9. Second: at 0.6, 0.2. Third: at 0.99, 0.22."
    );
    let told = plot::describe(&compute("sharpe", &returns()).plots[0]);
    assert!(told.starts_with("Growth of 1. To the right: date, 2017-12-31 to 2022-12-31. Up: wealth. fund: first 1, "));
    assert_eq!(plot::describe(&Plot { words: "None".to_owned(), ..Plot::default() }), "None. Nothing is drawn.");
}

/// Colours of series keep their contrast, and are told apart by people who see colours differently (Machado, Oliveira
/// and Fernandes 2009, full strength).
#[test]
fn colours_of_series_differ_for_all_eyes() {
    const SIGHTS: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]],
    ];
    // X, Y and Z of CIE against D65.
    const WHITE: [[f64; 3]; 3] = [[0.4339, 0.3762, 0.1899], [0.2126, 0.7152, 0.0722], [0.0177, 0.1095, 0.8727]];
    let linear = |it: u8| {
        let it = f64::from(it) / 255.0;
        if it <= 0.040_45 { it / 12.92 } else { ((it + 0.055) / 1.055).powf(2.4) }
    };
    let times = |rows: [[f64; 3]; 3], it: [f64; 3]| rows.map(|row| row[0] * it[0] + row[1] * it[1] + row[2] * it[2]);
    // CIE L*a*b*.
    let lab = |seen: [f64; 3]| {
        let root = |it: f64| if it > 0.008_856 { it.cbrt() } else { 7.787 * it + 16.0 / 116.0 };
        let roots = times(WHITE, seen.map(|it| it.clamp(0.0, 1.0))).map(root);
        [116.0 * roots[1] - 16.0, 500.0 * (roots[0] - roots[1]), 200.0 * (roots[1] - roots[2])]
    };
    for theme in themes() {
        let colours = &theme.colours;
        for it in colours.series {
            for ground in [colours.canvas, colours.panel, colours.card] {
                assert!(it.contrast(ground) >= 4.5, "{} on {}: {}", it.hex(), ground.hex(), it.contrast(ground));
            }
        }
        for sight in SIGHTS {
            let seen = colours.series.map(|it| lab(times(sight, [linear(it.0), linear(it.1), linear(it.2)])));
            for (nth, a) in seen.iter().enumerate() {
                for b in &seen[nth + 1..] {
                    let apart: f64 = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt();
                    assert!(apart >= 20.0, "{apart}, dark: {}", theme.dark);
                }
            }
        }
    }
}

#[test]
fn hostile_names_stay_words_in_files() {
    let words = "<script>&\"'\u{0}\u{1b}</svg>".to_owned();
    let bars = Series::new(words.clone(), Trace::Bars, vec![[0.0, 1.0]]);
    let x = Axis::new(words.clone()).of(Measure::Names(vec![words.clone()]));
    let dots = Series::new(words.clone(), Trace::Points, vec![[0.0, 0.5]]);
    let it = Plot { words: words.clone(), x, y: Axis::new(words.clone()), series: vec![bars, dots], ..Plot::default() };
    let svg = export::plots_svg(&words, &[it], |it| plot::usual_size(it, Theme::light()), Theme::light());
    assert!(!svg.contains("<script>") && svg.matches("</svg>").count() == 1 && !svg.contains('\u{1b}'));
    assert!(export::png(&svg, 1.0).is_ok());
}
