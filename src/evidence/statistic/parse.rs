//! What is to be told, from settings or from a small file.

use super::{Asked, Named};
use crate::evidence::{Failed, Input, records::Records};
use serde::Deserialize;
use std::io::Read as _;

/// No file is larger, in bytes: it holds one or two rows.
const LARGEST: u64 = 1 << 16;
/// Counts above this are not exact as numbers.
const MOST: u64 = 1 << 53;

/// One row of a file; what is not in it is not asked.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Row {
    name: Option<String>,
    hits: Option<u64>,
    n: Option<u64>,
    both: Option<u64>,
    first_only: Option<u64>,
    second_only: Option<u64>,
    neither: Option<u64>,
    count: Option<u64>,
    exposure: Option<f64>,
}

/// Reads what is to be told; settings come before the data.
///
/// # Errors
/// If it is not whole, or no rate: more hits than there are.
pub fn parse(input: &mut Input<'_>) -> Result<Asked, Failed> {
    let set = settings(input)?;
    if let Some(rows) = set {
        return asked(&rows);
    }
    let mut text = String::new();
    (&mut *input.data).take(LARGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LARGEST {
        return Err(Failed::new("The file is too large for a statistic.", "Give one or two rows of counts."));
    }
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err(Failed::new("There are no data.", "Set hits and n, or give them in a file."));
    }
    asked(&if text.starts_with(['{', '[', '(']) { structured(text)? } else { csv(text)? })
}

/// The rows that settings stand for.
fn settings(input: &Input<'_>) -> Result<Option<Vec<Row>>, Failed> {
    let whole = |name: &str| match input.settings.number(name) {
        None => Ok(None),
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the bounds of the setting")]
        Some(it) if it >= 0.0 && it.fract() == 0.0 => Ok(Some(it as u64)),
        Some(it) => Err(Failed::new(format!("{name} is {it}, which is no whole number."), "Give a count.")),
    };
    let first = Row {
        hits: whole("hits")?,
        n: whole("n")?,
        both: whole("both")?,
        first_only: whole("first_only")?,
        second_only: whole("second_only")?,
        neither: whole("neither")?,
        count: whole("count")?,
        exposure: input.settings.number("exposure"),
        name: None,
    };
    let second = Row { hits: whole("hits_2")?, n: whole("n_2")?, ..Row::default() };
    let any = [first.hits, first.n, first.both, first.first_only, first.second_only, first.neither, first.count];
    if any.iter().all(Option::is_none) && second.hits.is_none() && second.n.is_none() {
        return Ok(None);
    }
    let two = second.hits.is_some() || second.n.is_some();
    Ok(Some(if two { vec![first, second] } else { vec![first] }))
}

fn structured(text: &str) -> Result<Vec<Row>, Failed> {
    let advice = "Write {\"hits\": 3, \"n\": 10}, or a list of two; in RON (hits: 3, n: 10).";
    let json =
        if text.starts_with('[') { serde_json::from_str(text) } else { serde_json::from_str(text).map(|it| vec![it]) };
    let Err(error) = json else { return json.map_err(|it| Failed::new(it.to_string(), advice)) };
    let lax = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let ron = if text.starts_with('[') { lax.from_str(text) } else { lax.from_str(text).map(|it| vec![it]) };
    ron.map_err(|other| {
        // JSON begins with a brace or, as a list of objects, with a bracket and a brace.
        let json = text.starts_with('{') || text.trim_start_matches(['[', ' ', '\n']).starts_with('{');
        let (line, why) =
            if json { (error.line(), error.to_string()) } else { (other.span.start.line, other.code.to_string()) };
        Failed::new(format!("It cannot be read: {why}."), advice).at(line as u64)
    })
}

fn csv(text: &str) -> Result<Vec<Row>, Failed> {
    let advice = "Name the columns hits and n; or both, first_only, second_only and neither; or count.";
    let (mut header, mut rows) = (Vec::<String>::new(), Vec::new());
    let mut data = text.as_bytes();
    let mut records = Records::open(&mut data)?;
    while records.advance()? {
        let line = records.line;
        let bad = |why: &str| Failed::new(format!("The row cannot be read: {why}."), advice).at(line);
        let cell = |nth| String::from_utf8_lossy(records.cell(nth)).into_owned();
        let cells: Vec<String> = (0..records.len()).map(cell).collect();
        if header.is_empty() {
            header = cells.iter().map(|it| it.to_lowercase()).collect();
            continue;
        }
        if cells.len() != header.len() {
            return Err(bad("it has not as many columns as the header"));
        }
        let mut row = Row::default();
        for (name, cell) in header.iter().zip(cells).filter(|it| !it.1.is_empty()) {
            let count = || cell.parse::<u64>().map(Some).map_err(|_| bad(&format!("{cell} is no count")));
            match name.as_str() {
                "name" | "group" | "condition" => row.name = Some(cell),
                "hits" => row.hits = count()?,
                "n" | "all" | "total" => row.n = count()?,
                "both" => row.both = count()?,
                "first_only" => row.first_only = count()?,
                "second_only" => row.second_only = count()?,
                "neither" => row.neither = count()?,
                "count" => row.count = count()?,
                "exposure" => {
                    row.exposure = Some(cell.parse().map_err(|_| bad(&format!("{cell} is no number")))?);
                }
                _ => return Err(bad(&format!("there is no use for a column {name}"))),
            }
        }
        rows.push(row);
    }
    Ok(rows)
}

/// What these rows ask.
fn asked(rows: &[Row]) -> Result<Asked, Failed> {
    let advice =
        "Give hits and n of one or two samples; both, first_only, second_only and neither of pairs; or a count.";
    let named = |row: &Row, name: &str| match (row.hits, row.n) {
        (Some(hits), Some(n)) if hits <= n && n <= MOST => {
            Ok(Named { name: row.name.clone().unwrap_or_else(|| name.to_owned()), hits, n })
        }
        (Some(hits), Some(n)) => Err(Failed::new(format!("{hits} of {n} is no rate."), advice)),
        _ => Err(Failed::new("A rate needs hits and n.", advice)),
    };
    let sorts = |it: &Row| {
        let pairs = [it.both, it.first_only, it.second_only, it.neither];
        [it.hits.is_some() || it.n.is_some(), pairs.iter().any(Option::is_some), it.count.is_some()]
    };
    let one = match rows {
        [one] => one,
        [one, two] if sorts(one) == [true, false, false] && sorts(two) == [true, false, false] => {
            return Ok(Asked::Two(named(one, "first")?, named(two, "second")?));
        }
        [_, _] => return Err(Failed::new("Two rows are compared if both are rates.", advice)),
        [] => return Err(Failed::new("There are no rows.", advice)),
        _ => return Err(Failed::new(format!("There are {} rows.", rows.len()), advice)),
    };
    match (sorts(one), one) {
        ([true, false, false], _) => Ok(Asked::Rate(named(one, "rate")?)),
        (
            [false, true, false],
            Row { both: Some(a), first_only: Some(b), second_only: Some(c), neither: Some(d), .. },
        ) => {
            let cells = [*a, *b, *c, *d];
            if cells.iter().any(|it| *it > MOST / 4) {
                return Err(Failed::new("There are more pairs than can be counted exactly.", advice));
            }
            Ok(Asked::Paired(cells))
        }
        ([false, true, false], _) => Err(Failed::new("Pairs need all four counts.", advice)),
        ([false, false, true], Row { count: Some(count), exposure, .. }) => {
            let exposure = exposure.unwrap_or(1.0);
            if *count > MOST || !(1e-12..=1e15).contains(&exposure) {
                return Err(Failed::new("The count or its exposure is out of bounds.", "The exposure is above 0."));
            }
            Ok(Asked::Count(*count, exposure))
        }
        _ => Err(Failed::new("It is not clear what is asked.", advice)),
    }
}
