//! The figures of a statistic, and what they say in words.

use super::{Asked, Named};
use crate::evidence::{
    About, Amount, Axis, Figure, Measure, Plot, Report, Series, Trace,
    numbers::{float, normal_quantile, significant, wilson},
    rates::{Pairs, fisher, mcnemar, newcombe, poisson},
};

const RATE: About = About::new("hits / n; interval by Wilson's score", "Wilson 1927");
const ERROR: About = About::new("√(p (1 − p) / n)", "Laplace; METR 2025 tells it so");
const APART: About = About::new(
    "second rate − first rate; interval: square-and-add of both Wilson intervals",
    "Newcombe 1998, Stat. Med. 17:873, method 10",
);
const FISHER: About =
    About::new("sum of the chances of all tables with these margins that are no likelier than this one", "Fisher 1935");
const ODDS: About =
    About::new("(h₂ / (n₂ − h₂)) / (h₁ / (n₁ − h₁)); interval: exp(ln ± z √(1/a + 1/b + 1/c + 1/d))", "Woolf 1955");
const PAIRED: About = About::new(
    "rate in the second − in the first; interval: square-and-add with the correlation of the pairs",
    "Newcombe 1998, Stat. Med. 17:2635, method 10",
);
const NORMAL: About = About::new("mean ± z · s/√n of the single differences, s with n − 1", "Wald");
const MCNEMAR: About = About::new("min(1, 2 · P(X ≤ min(b, c))), X binomial(b + c, ½)", "McNemar 1947, exact form");
const PAIRED_ODDS: About = About::new(
    "c / b: hits in the second only against hits in the first only; interval from the Wilson interval of c / (b + c)",
    "McNemar 1947",
);
const COUNT: About = About::new(
    "count / exposure; interval: the means at which so many, or so few, have a chance of (1 − sure) / 2",
    "Garwood 1936",
);

type Interval = Option<(f64, f64)>;

fn figure(key: &str, words: impl Into<String>, amount: Amount, interval: Interval, sure: f64, about: About) -> Figure {
    Figure::new(key, words, amount, about).within(interval, sure)
}

/// Tells what was asked.
pub fn report(asked: &Asked, sure: f64) -> Report {
    match asked {
        Asked::Rate(it) => rate(it, sure),
        Asked::Two(first, second) => two(first, second, sure),
        Asked::Paired([both, lost, won, neither]) => {
            paired(Pairs { both: *both, lost: *lost, won: *won, neither: *neither }, sure)
        }
        Asked::Count(count, exposure) => events(*count, *exposure, sure),
    }
}

const NONE: &str = "there are none, so there is no rate";

fn percent(it: f64) -> String {
    format!("{:.1}", it * 100.0)
}

fn between(it: Interval, sure: f64) -> String {
    let sure = percent(sure);
    let sure = sure.trim_end_matches(".0");
    it.map_or_else(String::new, |it| format!(" ({sure} % interval {} to {})", percent(it.0), percent(it.1)))
}

fn share(it: &Named) -> Amount {
    Amount::share(float(it.hits) / float(it.n), NONE)
}

fn bars(names: [&str; 2], rates: [(u64, u64); 2], shown: usize, sure: f64) -> Vec<Plot> {
    let (mut bars, mut spans) = (Vec::new(), Vec::new());
    for (x, (hits, n)) in (0_u32..).map(f64::from).zip(rates).take(shown) {
        if let Some((least, most)) = wilson(hits, n, sure) {
            bars.push([x, float(hits) / float(n)]);
            spans.extend([[x, least], [x, most]]);
        }
    }
    if bars.is_empty() {
        return Vec::new();
    }
    let names = names.iter().take(shown).map(|it| (*it).to_owned()).collect();
    vec![Plot {
        key: "rates".to_owned(),
        words: "Rates with their intervals".to_owned(),
        x: Axis::new("sample").of(Measure::Names(names)),
        y: Axis::new("share of hits").of(Measure::Share).unit(),
        series: vec![
            Series::new("rate", Trace::Bars, bars),
            Series::new(format!("{} % interval", significant(sure * 100.0, 4)), Trace::Spans, spans),
        ],
    }]
}

fn rate(it: &Named, sure: f64) -> Report {
    let p = float(it.hits) / float(it.n);
    let interval = wilson(it.hits, it.n, sure);
    let gist = if it.n == 0 {
        format!("0 of 0: {NONE}.")
    } else {
        format!("{} of {}: {} %{}.", it.hits, it.n, percent(p), between(interval, sure))
    };
    Report {
        title: format!("{}: {} of {}", it.name, it.hits, it.n),
        gist,
        figures: vec![
            figure("rate", "Rate", share(it), interval, sure, RATE).hitting(it.hits, it.n),
            figure(
                "standard_error",
                "Standard error",
                Amount::share(libm::sqrt(p * (1.0 - p) / float(it.n)), NONE),
                None,
                sure,
                ERROR,
            ),
            figure("hits", "Hits", Amount::Count(it.hits), None, sure, About::default()),
            figure("n", "Of", Amount::Count(it.n), None, sure, About::default()),
        ],
        plots: bars([&it.name, ""], [(it.hits, it.n), (0, 0)], 1, sure),
        notes: vec![
            "The interval holds for independent draws; hits that come in clusters make it wider than it seems."
                .to_owned(),
        ],
        ..Report::default()
    }
}

/// What interval and exact test say of a difference together.
fn verdict(interval: Interval, p: f64, sure: f64) -> &'static str {
    let Some((least, most)) = interval else { return "These data say nothing of a difference." };
    match (least > 0.0 || most < 0.0, p < 1.0 - sure) {
        (true, true) => "Chance alone hardly explains it.",
        (false, false) => "These data do not tell the two apart: the interval holds 0.",
        (true, false) => "It is at the border: the interval leaves out 0, the exact test allows for chance.",
        (false, true) => "It is at the border: the interval holds 0, the exact test hardly allows for chance.",
    }
}

fn two(first: &Named, second: &Named, sure: f64) -> Report {
    let (one, other) = ((first.hits, first.n), (second.hits, second.n));
    let difference = float(second.hits) / float(second.n) - float(first.hits) / float(first.n);
    let interval = newcombe(one, other, sure);
    let p = if interval.is_some() { fisher(one, other) } else { f64::NAN };
    let cells = [second.hits, second.n - second.hits, first.hits, first.n - first.hits].map(float);
    let odds = cells[0] * cells[3] / (cells[1] * cells[2]);
    let half = normal_quantile(0.5 + sure / 2.0) * libm::sqrt(cells.iter().map(|it| 1.0 / it).sum());
    let bounds = (odds > 0.0 && half.is_finite()).then(|| (odds * libm::exp(-half), odds * libm::exp(half)));
    let none = "one of the samples is empty";
    let gist = if interval.is_some() {
        format!(
            "{} has {} % ({} of {}), {} has {} % ({} of {}): {} points{}. {}",
            first.name,
            percent(float(first.hits) / float(first.n)),
            first.hits,
            first.n,
            second.name,
            percent(float(second.hits) / float(second.n)),
            second.hits,
            second.n,
            percent(difference),
            between(interval, sure),
            verdict(interval, p, sure),
        )
    } else {
        format!("There is no difference to tell: {none}.")
    };
    let rate = |key: &str, it: &Named| {
        figure(key, format!("Rate, {}", it.name), share(it), wilson(it.hits, it.n, sure), sure, RATE)
    };
    Report {
        title: format!("{} against {}", second.name, first.name),
        gist,
        figures: vec![
            figure("difference", "Difference", Amount::share(difference, none), interval, sure, APART),
            figure("p", "Chance of such a difference if there is none (Fisher)", Amount::number(p, none), None, sure, FISHER),
            figure("odds_ratio", "Odds ratio", Amount::number(odds, "one of the four counts is 0"), bounds.filter(|_| odds.is_finite()), sure, ODDS),
            rate("rate_1", first),
            rate("rate_2", second),
        ],
        plots: bars([&first.name, &second.name], [one, other], 2, sure),
        notes: vec![
            "The samples are taken to be independent; for the same items in two conditions give the four counts of pairs."
                .to_owned(),
        ],
        ..Report::default()
    }
}

fn paired(pairs: Pairs, sure: f64) -> Report {
    let n = pairs.all();
    let (difference, interval) = (pairs.difference(), pairs.newcombe(sure));
    let none = "there are no pairs";
    let p = if n == 0 { f64::NAN } else { mcnemar(pairs.lost, pairs.won) };
    let odds = float(pairs.won) / float(pairs.lost);
    let bound = |it: f64| it / (1.0 - it);
    let bounds = wilson(pairs.won, pairs.won + pairs.lost, sure).map(|it| (bound(it.0), bound(it.1)));
    let why = if pairs.won == 0 { "no pair differs" } else { "no pair has a hit in the first only" };
    let (one, other) = ((pairs.both + pairs.lost, n), (pairs.both + pairs.won, n));
    let gist = if n == 0 {
        format!("There is no difference to tell: {none}.")
    } else {
        format!(
            "Of {n} pairs {} % are hits in the first and {} % in the second: {} points{}. {} differ one way, {} the other. {}",
            percent(float(one.0) / float(n)),
            percent(float(other.0) / float(n)),
            percent(difference),
            between(interval, sure),
            pairs.lost,
            pairs.won,
            verdict(interval, p, sure),
        )
    };
    let rate = |key: &str, words: &str, it: (u64, u64)| {
        let amount = Amount::share(float(it.0) / float(it.1), none);
        figure(key, words, amount, wilson(it.0, it.1, sure), sure, RATE)
    };
    Report {
        title: format!("Second against first, {n} pairs"),
        gist,
        figures: vec![
            figure("difference", "Difference", Amount::share(difference, none), interval, sure, PAIRED),
            figure(
                "difference_normal",
                "The same with the normal interval",
                Amount::share(difference, none),
                pairs.interval(sure),
                sure,
                NORMAL,
            ),
            figure(
                "p",
                "Chance of such a difference if there is none (McNemar)",
                Amount::number(p, none),
                None,
                sure,
                MCNEMAR,
            ),
            figure(
                "odds_ratio",
                "Odds ratio of the pairs that differ",
                Amount::number(odds, why),
                bounds.filter(|it| it.1.is_finite() && odds.is_finite()),
                sure,
                PAIRED_ODDS,
            ),
            rate("rate_1", "Rate, first", one),
            rate("rate_2", "Rate, second", other),
        ],
        plots: bars(["first", "second"], [one, other], 2, sure),
        notes: vec!["Pairs that do not differ say nothing of the test; they do of the difference.".to_owned()],
        ..Report::default()
    }
}

fn events(count: u64, exposure: f64, sure: f64) -> Report {
    let (least, most) = poisson(count, sure);
    let (least, most) = (least / exposure, most / exposure);
    let per = if (exposure - 1.0).abs() < f64::EPSILON { String::new() } else { format!(" over {exposure}") };
    let sureness = percent(sure);
    let sureness = sureness.trim_end_matches(".0");
    Report {
        title: format!("{count} events{per}"),
        gist: format!("{count} events{per}; {sureness} % interval {least:.4} to {most:.4} per unit of exposure."),
        figures: vec![
            figure(
                "rate",
                "Events per unit of exposure",
                Amount::number(float(count) / exposure, "out of bounds"),
                Some((least, most)),
                sure,
                COUNT,
            ),
            figure("count", "Events", Amount::Count(count), None, sure, About::default()),
        ],
        notes: vec!["The interval holds for events that come one by one and do not cause each other.".to_owned()],
        ..Report::default()
    }
}
