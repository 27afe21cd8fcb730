//! A plot in words, for whoever does not see it.

use super::{
    data::{Data, Drawn},
    range::Range,
};
use crate::{
    evidence::{Axis, Measure, Plot, Trace, calendar, numbers::significant},
    picture::{Theme, text},
};

/// So many series are told, and so many bars by name.
const MOST: usize = 12;

/// What the plot shows, in sentences: its axes, and of each series where it starts, ends, and how far it goes.
pub fn describe(plot: &Plot) -> String {
    // Colours are not told, so any theme does.
    let data = Data::of(plot, Theme::light());
    let title = ended(&plot.words);
    let places = data.series.iter().flat_map(|it| &it.points).map(|it| it[0]);
    let Some((first, last)) = Range::around(places) else { return format!("{title} Nothing is drawn.") };
    let (x, y) = (text::head(&plot.x.words), text::head(&plot.y.words));
    let axes = match &plot.x.measure {
        Measure::Names(_) => format!("By {x}: {y}."),
        _ => format!("To the right: {x}, {} to {}. Up: {y}.", told(first, &plot.x), told(last, &plot.x)),
    };
    let mut groups: Vec<Vec<&Drawn>> = Vec::new();
    for it in data.series.iter().filter(|it| !it.belongs) {
        match groups.iter_mut().find(|old| old[0].words == it.words && old[0].trace == it.trace) {
            Some(group) => group.push(it),
            None => groups.push(vec![it]),
        }
    }
    let mut sentences = vec![title, axes];
    let few = groups.iter().take(MOST);
    sentences.extend(few.map(|it| ended(&format!("{}: {}", text::head(&it[0].words), series(plot, it)))));
    if groups.len() > MOST {
        sentences.push(format!("And {} more.", groups.len() - MOST));
    }
    sentences.join(" ")
}

/// What there is to tell of series of the same words.
fn series(plot: &Plot, group: &[&Drawn]) -> String {
    let points: Vec<[f64; 2]> = group.iter().flat_map(|it| &it.points).copied().collect();
    let (x, y) = (|it: &[f64; 2]| told(it[0], &plot.x), |it: &[f64; 2]| told(it[1], &plot.y));
    let joined = |all: Vec<String>| {
        let more = if points.len() > MOST { format!(" and {} more", points.len() - MOST) } else { String::new() };
        all.join("; ") + &more
    };
    let few = points.iter().take(MOST);
    let named = matches!(plot.x.measure, Measure::Names(_));
    match group[0].trace {
        Trace::Upright => format!("at {}", joined(few.map(x).collect())),
        Trace::Points if points.len() <= MOST => joined(few.map(|it| format!("at {}, {}", x(it), y(it))).collect()),
        Trace::Bars if named => joined(few.map(|it| format!("{} {}", x(it), y(it))).collect()),
        trace => {
            let low = points.iter().min_by(|a, b| a[1].total_cmp(&b[1])).map(y).unwrap_or_default();
            let high = points.iter().max_by(|a, b| a[1].total_cmp(&b[1])).map(y).unwrap_or_default();
            let (first, last) = (points.first().map(y), points.last().map(y));
            match (trace, group.len(), first.zip(last)) {
                (Trace::Line, 1, Some((first, last))) => format!("first {first}, last {last}, from {low} to {high}"),
                (Trace::Area, ..) => format!("an area from {low} to {high}"),
                (Trace::Points, ..) => format!("{} points from {low} to {high}", points.len()),
                (_, 1, _) => format!("from {low} to {high}"),
                (_, lines, _) => format!("{lines} lines from {low} to {high}"),
            }
        }
    }
}

/// A number as it stands on this axis.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates")]
fn told(it: f64, axis: &Axis) -> String {
    match &axis.measure {
        Measure::Share => format!("{} %", significant(it * 100.0, 4)),
        Measure::Date => calendar::written(it).unwrap_or_else(|| significant(it, 4)),
        Measure::Names(names) => {
            names.get(it.round() as usize).map_or_else(|| significant(it, 4), |it| text::head(it).to_owned())
        }
        Measure::Number => significant(it, 4),
    }
}

/// With a full stop, if nothing else ends it.
fn ended(words: &str) -> String {
    let words = text::head(words).trim_end();
    if words.ends_with(['.', '!', '?', '…']) { words.to_owned() } else { format!("{words}.") }
}
