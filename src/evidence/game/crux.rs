//! The report on the entente form.

use super::{
    entente::{Better, Entente, Line},
    exact::{Exact, float, show_both, whole},
};
use crate::evidence::{About, Amount, Axis, Column, Figure, Plot, Report, Series, Table, Trace};
use num_traits::{Signed, Zero};
use std::fmt::Write as _;

const LINE: About = About {
    formula: "q* = [u(R,not) - (p u(E,race) + (1-p) u(E,not))] / [u(R,not) - u(R,race)]; restraint is better iff q < \
              q*, or q > q* where the denominator is below 0",
    source: "expected values; E pursue, R restrain",
};
const PURSUING: About = About { formula: "p u(E,race) + (1-p) u(E,not)", source: "expected value" };
const RESTRAINING: About = About { formula: "q u(R,race) + (1-q) u(R,not)", source: "expected value" };
const INFLUENCE: About = About { formula: "p - q", source: "how much our choice changes what the other does" };

/// The report.
pub fn report(form: &Entente) -> Report {
    let line = form.line(&form.p);
    let mut notes = vec![
        "Probabilities are of what the other does given what we do; payoffs are what it is worth to us, on any scale, \
         since only ratios of differences count."
            .to_owned(),
        "It does not show how likely anything is: p, q and the payoffs are what a person puts in.".to_owned(),
    ];
    notes.extend(signs(&line));
    let mut tables = vec![payoffs(form)];
    tables.extend(estimates(form));
    Report {
        title: form.title.clone(),
        gist: gist(form, &line),
        figures: figures(form, &line),
        tables,
        plots: vec![square(form), moving(form)],
        notes,
        ..Report::default()
    }
}

fn number(it: &Exact) -> Amount {
    Amount::number(float(it), "it is beyond the range of numbers")
}

fn words(it: impl Into<String>) -> Amount {
    Amount::Words(it.into())
}

fn figures(form: &Entente, line: &Line) -> Vec<Figure> {
    let none =
        || Amount::Undefined("q is irrelevant: restraint is worth the same whether the other races or not".into());
    let (star, exact, side) = match line {
        Line::Below(it) => (number(it), words(show_both(it)), "q < q*"),
        Line::Above(it) => (number(it), words(show_both(it)), "q > q*"),
        Line::Never(it) if it.is_positive() => (none(), none(), "always"),
        Line::Never(_) => (none(), none(), "never"),
    };
    let of_q = |of: &dyn Fn(&Exact) -> Amount| {
        form.q.as_ref().map_or_else(|| Amount::Undefined("no q is given".to_owned()), of)
    };
    let plain = About::default();
    vec![
        Figure::new("q_star", "q*, where the better action flips", star, LINE),
        Figure::new("q_star_exact", "q* exactly", exact, LINE),
        Figure::new("restrain_if", "Restraint is better if", words(side), LINE),
        Figure::new("better", "Better action", of_q(&|q| words(form.better(&form.p, q).word())), LINE),
        Figure::new("value_pursue", "What pursuing is worth", number(&form.pursuing(&form.p)), PURSUING),
        Figure::new("value_restrain", "What restraint is worth", of_q(&|q| number(&form.restraining(q))), RESTRAINING),
        Figure::new("influence", "Influence, p − q", of_q(&|q| number(&(&form.p - q))), INFLUENCE),
        Figure::new("p", "p, the other races if we pursue", number(&form.p), plain),
        Figure::new("q", "q, the other races if we restrain ourselves", of_q(&number), plain),
    ]
}

fn signs(line: &Line) -> Option<String> {
    Some(match line {
        Line::Below(it) if it.is_positive() && *it < whole(1) => return None,
        Line::Below(_) | Line::Above(_) if !between(line) => {
            "q* is not between 0 and 1: with these payoffs and this p, the same action is better for every q."
                .to_owned()
        }
        Line::Above(_) => {
            "u(R,not) − u(R,race) is below 0, so the inequality is turned round: restraint is better if q \
                           is above q*."
                .to_owned()
        }
        Line::Below(_) => return None,
        Line::Never(_) => "u(R,not) − u(R,race) is 0, so q is irrelevant: there is no q* to divide by.".to_owned(),
    })
}

/// Whether there is a `q` on either side of the line.
fn between(line: &Line) -> bool {
    match line {
        Line::Below(it) | Line::Above(it) => it.is_positive() && *it < whole(1),
        Line::Never(_) => false,
    }
}

/// The crux in a sentence.
fn gist(form: &Entente, line: &Line) -> String {
    let (us, them) = (&form.us, &form.them);
    let star = match line {
        Line::Below(it) | Line::Above(it) => short(it),
        Line::Never(_) => String::new(),
    };
    let (p, always) = (short(&form.p), form.better(&form.p, &Exact::zero()));
    if !between(line) {
        return match always {
            _ if form.better(&form.p, &whole(1)) != always => {
                format!("With p = {p}, q* = {star} is at an end: only a q of exactly that makes both worth the same.")
            }
            Better::Tie => format!("With p = {p}, both actions are worth the same for {us}, whatever q is."),
            it => format!("With p = {p}, it is better for {us} to {} whatever q is: q is no crux here.", it.word()),
        };
    }
    let side = if matches!(line, Line::Below(_)) { "below" } else { "above" };
    let mut gist = format!(
        "With p = {p}, it is better for {us} to restrain themselves only if the probability q that {them} races after \
         restraint is {side} q* = {star}: q against q* is the crux."
    );
    if us == "we" {
        gist = gist.replace("for we to restrain themselves", "for us to restrain ourselves");
    }
    if let Some(q) = &form.q {
        let what = match form.better(&form.p, q) {
            Better::Tie => "both are worth the same".to_owned(),
            it => format!("it is better to {}", it.word()),
        };
        let _ = write!(gist, " With q = {} {what}.", short(q));
    }
    let told: Vec<Better> = form.estimates.iter().map(|it| form.better(&it.p, &it.q)).collect();
    if told.len() > 1 {
        let same = told.windows(2).all(|it| it[0] == it[1]);
        gist += if same {
            " All who gave estimates come out on the same side, so it is no crux between them."
        } else {
            " Those who gave estimates come out on different sides."
        };
    }
    gist
}

fn short(it: &Exact) -> String {
    let digits = (it * whole(1_000_000)).round() / whole(1_000_000);
    float(&digits).to_string()
}

/// The payoffs, and what moving each does.
fn payoffs(form: &Entente) -> Table {
    let names = [("E", "race"), ("E", "not"), ("R", "race"), ("R", "not")];
    let row = |((action, other), it): ((&str, &str), super::entente::Move)| {
        let none = |why: &str| Amount::Undefined(why.to_owned());
        vec![
            words(format!("u({action},{other})")),
            number(&it.payoff),
            it.slope.as_ref().map_or_else(|| none("there is no q*"), number),
            it.flip.as_ref().map_or_else(|| none("no value makes both worth the same"), number),
        ]
    };
    let slope = About { formula: "d q* / d u", source: "derivative of q*" };
    let flip = About { formula: "u at which both actions are worth the same, all else as it is", source: "as q*" };
    Table {
        key: "payoffs".to_owned(),
        words: "Payoffs (E pursue, R restrain), and what moving each does".to_owned(),
        columns: vec![
            Column::new("payoff", "Payoff"),
            Column::new("value", "Value"),
            Column::new("slope", "q* moves by, per unit").by(slope),
            Column::new("flip", "Better action flips at").by(flip),
        ],
        rows: names.into_iter().zip(form.moves()).map(row).collect(),
    }
}

/// What follows from each person's estimates.
fn estimates(form: &Entente) -> Option<Table> {
    let row = |it: &super::entente::Estimate| {
        let star = match form.line(&it.p) {
            Line::Below(it) | Line::Above(it) => number(&it),
            Line::Never(_) => Amount::Undefined("q is irrelevant".to_owned()),
        };
        let gain = form.restraining(&it.q) - form.pursuing(&it.p);
        let better = words(form.better(&it.p, &it.q).word());
        vec![words(it.name.clone()), number(&it.p), number(&it.q), star, number(&gain), better]
    };
    let gain = About { formula: "what restraint is worth less what pursuing is worth", source: "expected values" };
    (!form.estimates.is_empty()).then(|| Table {
        key: "estimates".to_owned(),
        words: "What follows from each estimate".to_owned(),
        columns: vec![
            Column::new("name", "Who"),
            Column::new("p", "p"),
            Column::new("q", "q"),
            Column::new("q_star", "q* at this p").by(LINE),
            Column::new("gain", "Restraint is worth more by").by(gain),
            Column::new("better", "Better action"),
        ],
        rows: form.estimates.iter().map(row).collect(),
    })
}

fn point(it: &[Exact; 2]) -> [f64; 2] {
    it.each_ref().map(float)
}

/// The square of `p` and `q`.
fn square(form: &Entente) -> Plot {
    let region: Vec<[Exact; 2]> = form.region();
    let tie = |it: &&[Exact; 2]| form.restraining(&it[1]) == form.pursuing(&it[0]);
    let mut series = vec![
        Series::new("restraint is better", Trace::Area, region.iter().map(point).collect()),
        Series::new("q = q*", Trace::Line, region.iter().filter(tie).map(point).collect()),
    ];
    let marks = form.q.iter().map(|q| ("p and q given", &form.p, q));
    let estimates = form.estimates.iter().map(|it| (it.name.as_str(), &it.p, &it.q));
    let mark = |(name, p, q)| Series::new(name, Trace::Points, vec![[float(p), float(q)]]);
    series.extend(marks.chain(estimates).map(mark));
    Plot {
        key: "square".to_owned(),
        words: "Where restraint is better".to_owned(),
        x: Axis::new("p: the other races if we pursue").unit(),
        y: Axis::new("q: the other races if we restrain ourselves").unit(),
        series,
    }
}

/// How `q*` moves with each payoff, a quarter of their range either way, as far as it stays from −1 to 2
/// and its inequality does not turn.
fn moving(form: &Entente) -> Plot {
    let (moves, here) = (form.moves(), form.line(&form.p));
    let payoffs = || moves.iter().map(|it| &it.payoff);
    let range = payoffs().max().zip(payoffs().min()).map_or_else(Exact::zero, |(most, least)| most - least);
    let names = ["u(E,race)", "u(E,not)", "u(R,race)", "u(R,not)"];
    let line = |nth: usize| {
        let at = |step: i64| {
            let by = &range * whole(step) / whole(80);
            match (form.moved(nth, &by).line(&form.p), &here) {
                (Line::Below(it), Line::Below(_)) | (Line::Above(it), Line::Above(_))
                    if it >= whole(-1) && it <= whole(2) =>
                {
                    Some([float(&by), float(&it)])
                }
                _ => None,
            }
        };
        // From where it is outwards: beyond a pole is another line.
        let down: Vec<[f64; 2]> = (-20..=0).rev().map_while(at).collect();
        down.into_iter().rev().chain((1..=20).map_while(at)).collect()
    };
    Plot {
        key: "sensitivity".to_owned(),
        words: "How q* moves as each payoff moves".to_owned(),
        x: Axis::new("change of the payoff"),
        y: Axis::new("q*"),
        series: (0..4).map(|nth| Series::new(names[nth], Trace::Line, line(nth))).collect(),
    }
}
