//! `cruxmap credence`: what questions are worth, and the semantics of argument graphs, from files.

use super::{Failure, figures, files};
use crate::{
    credence::{
        Measure, Undefined, View,
        framework::{self, Accepted, Form, Kind, Label},
        pom_vod, pom_voi, pool,
        qbaf::{self, Semantics},
        vod, voi,
    },
    evidence::{About, Amount, Column, Figure, Report, Table, preview},
};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// What `credence` takes.
#[derive(Args)]
pub struct Options {
    /// What to reckon.
    #[arg(value_enum)]
    kind: What,
    /// The data; `-` is standard input.
    input: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    /// What a question is worth to each person: CSV with the columns `p_u`, `p_c`, `p_u_given_c`, and if wanted `name` and
    /// `p_u_given_not_c`
    Voi,
    /// What a question is worth between each two of them: the same CSV
    Vod,
    /// Graded strengths: JSON with `args`, `weights`, `attacks` and `supports`
    Qbaf,
    /// Extensions of an abstract framework: .apx, .tgf or .af
    Af,
}

/// The most rows of a table of people, and the most of which each two are compared.
const MOST_PEOPLE: usize = 100_000;
const MOST_PAIRED: usize = 200;
/// The most extensions of a kind that are listed.
const MOST_LISTED: usize = 100;

const VOI: About = About::new(
    "P(c) KL(P(U|c), P(U)) + (1 - P(c)) KL(P(U|not c), P(U)), logarithms to base 10",
    "Forecasting Research Institute 2024, voivod VoI_log",
);
const VOD: About = About::new(
    "S(Ua, Ub) - [S(Ua|c, Ub|c) g(Pa, Pb) + S(Ua|not c, Ub|not c) g(1 - Pa, 1 - Pb)], S = KL both ways to base 10, \
     g = geometric mean of odds",
    "Forecasting Research Institute 2024, voivod VoD_log_gmod",
);
const MEDIAN: &str = "of two in the middle the lower (quantile of type 1)";

/// Reckons and prints figures, tables and notes.
pub fn run(options: &Options, json: bool) -> Result<(), Failure> {
    let bytes = files::read(&options.input)?;
    let refused = |why: String| Failure::Bad(format!("{}: {why}", options.input.display()));
    let report = match options.kind {
        What::Voi => worth(&bytes).map_err(refused)?,
        What::Vod => between(&bytes).map_err(refused)?,
        What::Qbaf => strengths(text(&bytes).map_err(refused)?).map_err(refused)?,
        What::Af => extensions(text(&bytes).map_err(refused)?, &options.input).map_err(refused)?,
    };
    files::print(&if json { format!("{:#}\n", figures::json(&report)) } else { figures::text(&report) })
}

fn text(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|_| "It is not text in UTF-8.".to_owned())
}

/// Why cells are empty: told once, below the table.
#[derive(Default)]
struct Reasons(Vec<String>);

impl Reasons {
    fn cell(&mut self, it: Result<f64, Undefined>, amount: fn(f64) -> Amount) -> Amount {
        it.map_or_else(
            |why| {
                let why = why.to_string();
                let known = self.0.iter().position(|it| *it == why);
                let nth = known.unwrap_or_else(|| {
                    self.0.push(why);
                    self.0.len() - 1
                });
                Amount::Undefined(format!("see ({})", nth + 1))
            },
            amount,
        )
    }

    fn notes(self) -> impl Iterator<Item = String> {
        (1..).zip(self.0).map(|(nth, why)| format!("({nth}) {why}."))
    }
}

/// A table of one row for each thing.
fn table(key: &str, words: &str, columns: &[(&str, &str)], rows: Vec<Vec<Amount>>) -> Table {
    let columns = columns.iter().map(|(key, words)| Column::new(*key, *words)).collect();
    Table { key: key.into(), words: words.into(), columns, rows }
}

/// Each person's name and view.
fn people(bytes: &[u8]) -> Result<Vec<(String, View)>, String> {
    let mut rows = preview(bytes, MOST_PEOPLE + 2).into_iter();
    let head = rows.next().ok_or("There is no table.")?;
    let place = |name: &str| head.iter().position(|it| it.trim().eq_ignore_ascii_case(name));
    let wanted = |name: &str| place(name).ok_or_else(|| format!("The column {name} is missing."));
    let [u, c, given] = ["p_u", "p_c", "p_u_given_c"].map(wanted);
    let (u, c, given, without, name) = (u?, c?, given?, place("p_u_given_not_c"), place("name"));
    let mut people = Vec::new();
    for (nth, row) in (1..).zip(rows) {
        let cell = |at: usize| row.get(at).map_or("", |it| it.trim());
        let number = |at: usize| {
            let bad = || format!("Row {nth}: {:?} in {} is no number.", cell(at), head[at].trim());
            cell(at).parse::<f64>().map_err(|_| bad())
        };
        let view = match without.filter(|&at| !cell(at).is_empty()) {
            Some(at) => View::stated(number(u)?, number(c)?, number(given)?, number(at)?),
            None => View::new(number(u)?, number(c)?, number(given)?),
        };
        let name = name.map(cell).filter(|it| !it.is_empty()).map_or_else(|| nth.to_string(), str::to_owned);
        people.push((name, view.map_err(|why| format!("Row {nth}: {why}."))?));
    }
    match people.len() {
        0 => Err("There are no rows.".to_owned()),
        n if n > MOST_PEOPLE => Err(format!("There are more than {MOST_PEOPLE} rows.")),
        _ => Ok(people),
    }
}

/// The median of those that have a value.
fn median(key: &str, words: &str, all: &[Result<f64, Undefined>], about: About) -> Figure {
    let known: Vec<f64> = all.iter().filter_map(|it| it.as_ref().ok().copied()).collect();
    let median = pool::median(&known).map_or_else(|why| Amount::Undefined(why.to_string()), Amount::Number);
    Figure::new(key, words, median, about)
}

fn worth(bytes: &[u8]) -> Result<Report, String> {
    let people = people(bytes)?;
    let all: Vec<_> = people.iter().map(|it| voi(&it.1, Measure::Log)).collect();
    let mut reasons = Reasons::default();
    let row = |(name, view): &(String, View)| {
        let without = view.u_given_not_c().ok_or(Undefined::CertainOfCondition);
        vec![
            Amount::Words(name.clone()),
            reasons.cell(without, Amount::Share),
            reasons.cell(voi(view, Measure::Log), Amount::Number),
            reasons.cell(pom_voi(view, Measure::Log), Amount::Share),
            reasons.cell(voi(view, Measure::Level), Amount::Number),
            reasons.cell(voi(view, Measure::Quadratic), Amount::Number),
            reasons.cell(view.flips_at(0.5), Amount::Share),
        ]
    };
    let columns = [
        ("name", "name"),
        ("p_u_given_not_c", "P(U|not c)"),
        ("voi_log", "VOI"),
        ("pom_voi", "of the most"),
        ("voi_level", "VOI by level"),
        ("voi_quadratic", "VOI by squares"),
        ("flips_at", "P(c) where P(U) is a half"),
    ];
    Ok(Report {
        title: format!("What the question is worth to {} people", people.len()),
        figures: vec![median("voi_median", "Median VOI", &all, VOI)],
        tables: vec![table("people", "By person", &columns, people.iter().map(row).collect())],
        notes: [
            format!("VOI = {} ({}).", VOI.formula, VOI.source),
            format!("The most is the entropy of P(U), to base 10; the median is {MEDIAN}."),
        ]
        .into_iter()
        .chain(reasons.notes())
        .collect(),
        ..Report::default()
    })
}

fn between(bytes: &[u8]) -> Result<Report, String> {
    let people = people(bytes)?;
    if !(2..=MOST_PAIRED).contains(&people.len()) {
        return Err(format!("It takes from 2 to {MOST_PAIRED} people, not {}.", people.len()));
    }
    let pairs = || people.iter().enumerate().flat_map(|(nth, a)| people[nth + 1..].iter().map(move |b| (a, b)));
    let all: Vec<_> = pairs().map(|(a, b)| vod(&a.1, &b.1, Measure::Log)).collect();
    let mut reasons = Reasons::default();
    let row = |(a, b): (&(String, View), &(String, View))| {
        vec![
            Amount::Words(format!("{} and {}", a.0, b.0)),
            reasons.cell(vod(&a.1, &b.1, Measure::Log), Amount::Number),
            reasons.cell(pom_vod(&a.1, &b.1, Measure::Log), Amount::Share),
            reasons.cell(vod(&a.1, &b.1, Measure::Level), Amount::Number),
            reasons.cell(vod(&a.1, &b.1, Measure::Quadratic), Amount::Number),
        ]
    };
    let columns = [
        ("names", "names"),
        ("vod_log", "VOD"),
        ("pom_vod", "of the disagreement"),
        ("vod_level", "VOD by level"),
        ("vod_quadratic", "VOD by squares"),
    ];
    Ok(Report {
        title: format!("What the question is worth between {} people", people.len()),
        figures: vec![median("vod_median", "Median VOD", &all, VOD)],
        tables: vec![table("pairs", "By pair", &columns, pairs().map(row).collect())],
        notes: [
            format!("VOD = {} ({}).", VOD.formula, VOD.source),
            format!("Below 0 an answer would part them further; the median is {MEDIAN}."),
        ]
        .into_iter()
        .chain(reasons.notes())
        .collect(),
        ..Report::default()
    })
}

fn strengths(text: &str) -> Result<Report, String> {
    let qbaf::Named { names, graph } = qbaf::read(text)?;
    let each = Semantics::ALL.map(|it| (it, qbaf::strengths(&graph, it)));
    let row = |(nth, name): (usize, &String)| {
        let figures = each.iter().map(|it| Amount::Number(it.1.each[nth]));
        [Amount::Words(name.clone()), Amount::Number(graph.bases()[nth])].into_iter().chain(figures).collect()
    };
    let mut notes = Vec::new();
    for (semantics, strengths) in &each {
        let (formula, source) = semantics.formula();
        notes.push(format!("{}: {formula} ({source}).", semantics.words()));
        notes.extend(strengths.settled.note().map(|it| format!("{}: {it}", semantics.words())));
        notes.push(format!("{}: {}", semantics.words(), semantics.misleads()));
    }
    let columns = [
        ("claim", "claim"),
        ("base", "base"),
        ("df_quad", Semantics::DfQuad.words()),
        ("quadratic_energy", Semantics::QuadraticEnergy.words()),
        ("euler", Semantics::Euler.words()),
    ];
    let rows = names.iter().enumerate().map(row).collect();
    let title = format!("Strengths of {} claims", names.len());
    Ok(Report { title, tables: vec![table("strengths", "By claim", &columns, rows)], notes, ..Report::default() })
}

fn extensions(text: &str, path: &Path) -> Result<Report, String> {
    let form = Form::of(&path.to_string_lossy()).ok_or("Its name must end in .apx, .tgf or .af.")?;
    let framework::Named { names, framework } = framework::read(text, form).map_err(|it| it.to_string())?;
    let labels = framework.grounded();
    let (solved, mut notes) = match framework.solve() {
        Ok(it) => (Some(it), Vec::new()),
        Err(why) => (None, vec![format!("Only the grounded labels are told: {why}.")]),
    };
    let accepted = solved.as_ref().and_then(|it| it.accepted(Kind::Preferred));
    let row = |(nth, name): (usize, &String)| {
        let label = match labels[nth] {
            Label::In => "in",
            Label::Out => "out",
            Label::Undecided => "undecided",
        };
        let preferred = accepted.as_ref().map(|it| match it[nth] {
            Accepted::All => "in all",
            Accepted::Some => "in some",
            Accepted::None => "in none",
        });
        let preferred =
            preferred.map_or_else(|| Amount::Undefined("not found".to_owned()), |it| Amount::Words(it.into()));
        vec![Amount::Words(name.clone()), Amount::Words(label.into()), preferred]
    };
    let columns = [("argument", "argument"), ("grounded", "grounded"), ("preferred", "preferred")];
    let mut tables = vec![table("arguments", "By argument", &columns, names.iter().enumerate().map(row).collect())];
    if let Some(solved) = &solved {
        let mut rows = Vec::new();
        for kind in Kind::ALL {
            let held = |it: &Vec<usize>| match &it[..] {
                [] => "(nothing)".to_owned(),
                held => held.iter().map(|&it| names[it].as_str()).collect::<Vec<_>>().join(" "),
            };
            match solved.extensions(kind, MOST_LISTED) {
                Ok(all) if all.is_empty() => notes.push(format!("{}: there is none.", kind.words())),
                Ok(all) => {
                    rows.extend(all.iter().map(|it| [kind.words().to_owned(), held(it)].map(Amount::Words).into()));
                }
                Err(why) => notes.push(format!("{}: {why}.", kind.words())),
            }
        }
        tables.push(table("extensions", "Extensions", &[("kind", "kind"), ("held", "what is held")], rows));
    }
    Ok(Report { title: format!("Extensions of {} arguments", names.len()), tables, notes, ..Report::default() })
}
