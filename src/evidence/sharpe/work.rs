//! From a table to what it says, step by step.

use super::{
    Outcome,
    columns::Picks,
    feed::{Feed, Place, Rates},
    forms::{self, Form},
    held::Held,
    join::{Joined, Tell},
    period::Period,
    rows::Rows,
    single::{self, Told},
    tally::Tally,
    versus,
    wishes::Wishes,
};
use crate::evidence::{Failed, Input, Settings};

/// Reads, sums up and works out.
///
/// # Errors
/// If the data cannot be read or do not suffice.
pub fn work_out(input: &mut Input<'_>, wishes: &Wishes) -> Result<Outcome, Failed> {
    let (given, progress) = (input.settings, input.progress);
    let cancelled = || progress.is_cancelled();
    let mut rows = Rows::open(&mut *input.data, given, wishes.order)?;
    let Picks { assets, benchmark, rf, mut notes } = rows.shape.columns.pick(given)?;
    rows.shape.wanted = assets.iter().map(|it| it.0).chain(benchmark).chain(rf).collect();
    let (mut held, more) = Held::read(&mut rows, &cancelled)?;
    if held.settle(&mut rows, wishes.window)? && !more {
        notes.push("The rows were not in the order of their dates, and were sorted.".to_owned());
    }
    let (period, k) = tell_period(&held, &rows, wishes, &mut notes)?;
    let told = k.ok();

    let series = |held: &Held, nth: usize, name: &str| forms::series(held, nth, name, given, told);
    let second = |held: &Held, nth: usize, name: &str| forms::series(held, nth, name, &Settings::default(), told);
    let rate = |held: &Held, nth: usize, name: &str| forms::rate(held, nth, name, given, told);
    let (mut at, mut prices) = (0, Vec::new());
    let mut place = |tell: Tell<'_>, notes: &mut Vec<String>| {
        let (form, note) = tell(&held, at, rows.shape.name(at));
        notes.extend(note);
        if form.prices {
            prices.push(rows.shape.name(at).to_owned());
        }
        at += 1;
        (at - 1, form)
    };
    let weighted: Vec<(Form, f64)> = assets.iter().map(|it| (place(&series, &mut notes).1, it.1)).collect();
    let cell = |(nth, form)| Place::Cell(nth, form);
    let in_table = (benchmark.map(|_| cell(place(&series, &mut notes))), rf.map(|_| cell(place(&rate, &mut notes))));
    if !prices.is_empty() {
        notes.push(format!("Read as prices: {}.", prices.join(", ")));
    }
    let name = |setting: &str| given.text(setting).map(str::trim).filter(|it| !it.is_empty());
    let other = Joined::read(given, "benchmark_file", name("benchmark"), period, wishes, &second, &mut notes)?;
    let other_rate = Joined::read(given, "rf_file", name("rf"), period, wishes, &rate, &mut notes)?;
    let benchmark = match (&other, &in_table.0) {
        (Some(it), _) => Some(it.name.clone()),
        (None, Some(Place::Cell(nth, _))) => Some(rows.shape.name(*nth).to_owned()),
        _ => None,
    };

    let per_period = |rate: f64| if rate == 0.0 { Ok(0.0) } else { k.map(|it| rate / it) };
    let no_period =
        |why: &str| Failed::new(format!("A rate a year cannot be used: {why}."), "Set period=monthly, say.");
    let rates = Rates {
        rate: per_period(wishes.rf_rate.unwrap_or(0.0)).map_err(no_period)?,
        rf: other_rate.map(Place::Other).or(in_table.1),
        k: told.unwrap_or(f64::NAN),
    };
    let mar = wishes.mar.map(|it| per_period(it).map_err(no_period)).transpose()?;
    let feed = Feed::new(&weighted, other.map(Place::Other).or(in_table.0), rates, period);
    let mut feed = feed.with(wishes.rebalanced, wishes.keep_first);
    let mut tally = Tally::new(mar);
    let mut steps = Vec::new();
    for (head, cells) in held.rows() {
        if let Some(step) = feed.push(head, cells)? {
            steps.push(step);
            tally.add(step);
        }
    }
    let name = match &*assets {
        [_] => rows.shape.name(0).to_owned(),
        _ => format!("the basket of {} columns", assets.len()),
    };
    drop(held);
    let steps = if more {
        stream(&mut rows, &mut feed, &mut tally, wishes, &cancelled)?;
        None
    } else {
        Some(steps)
    };
    tally.flush();
    if tally.r.n == 0 {
        let what = if feed.counts.gaps > 0 { "Every row is a gap." } else { "There are too few rows for a return." };
        return Err(Failed::new(what, "Give at least one return, or two prices, between from and to."));
    }
    let single = single::work_out(&tally, steps.as_deref(), k, wishes, &cancelled)?;
    let versus = match &benchmark {
        Some(it) if tally.pair.r.one.n == 0 => {
            notes.push(format!("{it} has no return for a period of the portfolio: nothing is compared."));
            None
        }
        Some(_) => Some(versus::work_out(&tally.pair, steps.as_deref(), k, wishes)),
        None => None,
    };
    let counts = feed.counts;
    Ok(Outcome { name, benchmark, period, tally, steps, single, versus, counts, notes })
}

/// Takes the rows that are too many to be held.
fn stream(
    rows: &mut Rows<'_>,
    feed: &mut Feed,
    tally: &mut Tally,
    wishes: &Wishes,
    cancelled: &dyn Fn() -> bool,
) -> Result<(), Failed> {
    let mut cells = vec![0.0; rows.shape.wanted.len()];
    let mut count = 0_u64;
    while let Some(head) = rows.next(&mut cells)? {
        count += 1;
        if count.is_multiple_of(65_536) && cancelled() {
            return Err(Failed::cancelled());
        }
        if (wishes.window.0..=wishes.window.1).contains(&head.date)
            && let Some(step) = feed.push(head, &cells)?
        {
            tally.add(step);
        }
    }
    Ok(())
}

/// The time between two rows, and how many a year.
fn tell_period(
    held: &Held,
    rows: &Rows<'_>,
    wishes: &Wishes,
    notes: &mut Vec<String>,
) -> Result<(Period, Told), Failed> {
    let has_dates = rows.shape.columns.date.is_some();
    let named = wishes.period.as_deref().map(Period::named);
    if !has_dates && named.is_none() && wishes.periods.is_none() {
        return Err(Failed::new(
            "There is no column of dates, so nothing tells how many periods a year has.",
            "Name the column date, or set period=daily, weekly, monthly, quarterly or yearly.",
        ));
    }
    let dates: Vec<i64> = if has_dates { held.dates().collect() } else { Vec::new() };
    let told = Period::tell(&dates);
    let period = named.or(told).unwrap_or(Period::Other);
    if let Some(it) = wishes.periods {
        return Ok((period, Ok(it)));
    }
    if let Some(it) = period.a_year() {
        return Ok((period, Ok(it)));
    }
    let (Some(&first), Some(&last)) = (dates.first(), dates.last()) else {
        return Ok((period, Err("one row does not tell the period; set it")));
    };
    let measured = Period::measured(dates.len(), first, last);
    if let Some(it) = measured {
        notes.push(format!(
            "The steps between dates are no day, week, month, quarter or year: a year has {it:.2} periods, as many as there \
             were; periods_per_year says otherwise."
        ));
    }
    Ok((period, measured.ok_or("one row does not tell the period; set it")))
}
