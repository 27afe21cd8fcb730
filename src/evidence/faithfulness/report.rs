//! The report: figures of all samples, tables by group, what was left out, and what none of it shows.

use super::{
    Options,
    conditions::Kind,
    count::{Plan, Tally},
    figures, notes, plots,
    read::Read,
    tables,
};
use crate::evidence::{Amount, Failed, Figure, Input, Report};

/// One group of samples, with its tasks.
pub struct Group<'a> {
    /// Its name; `all` if there is but one.
    pub name: String,
    /// All its counts.
    pub all: Tally,
    /// By task.
    pub tasks: Vec<(&'a str, &'a Tally)>,
}

/// Makes the report.
///
/// # Errors
/// If somebody cancels.
pub fn report(read: &Read, options: &Options, input: &Input<'_>) -> Result<Report, Failed> {
    let mut all = Group { name: "all".to_owned(), all: Tally::default(), tasks: Vec::new() };
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (group, task, tally) in &read.tallies {
        if groups.last().is_none_or(|it| it.name != *group) {
            groups.push(Group { name: group.clone(), all: Tally::default(), tasks: Vec::new() });
        }
        for it in groups.last_mut().into_iter().chain([&mut all]) {
            it.all.add(tally);
            it.tasks.push((task, tally));
        }
    }
    let plan = &read.plan;
    if groups.len() < 2 {
        groups.clear();
    }
    let parts = groups.len();
    // The same task in two groups is one task: its samples are alike in both.
    let merged = merged(&all.tasks);
    let clusters: Vec<&Tally> = merged.iter().collect();
    let found = figures::figures(plan, &all.all, &clusters, options);
    groups.insert(0, all);
    let stop = || if input.progress.is_cancelled() { Err(Failed::cancelled()) } else { Ok(()) };
    stop()?;
    let total = &groups[0].all;
    let mut tables = vec![tables::conditions(plan, &groups, options), tables::comparisons(plan, &groups, options)];
    stop()?;
    tables.push(tables::early(total, options));
    let shown = if parts > 1 { &groups[1..] } else { &groups[..] };
    if shown.iter().any(|it| it.tasks.len() > 1) {
        tables.push(tables::tasks(plan, shown, options));
    }
    tables.retain(|it| !it.rows.is_empty());
    let long = tables.iter().any(|it| it.rows.len() >= tables::MOST_ROWS);
    let plots = [plots::accuracy(plan, total, options), plots::early(total, options)];
    let mut notes = notes::notes(read, total, parts, options);
    if long {
        notes.push(format!("Tables end after {} rows; choose a group by `where` to see others.", tables::MOST_ROWS));
    }
    Ok(Report {
        title: format!(
            "Faithfulness of chains of thought: {} samples, {} conditions",
            total.samples,
            plan.conditions.len()
        ),
        gist: gist(plan, total, &found, options),
        figures: found,
        tables,
        plots: plots.into_iter().flatten().collect(),
        notes,
        ..Report::default()
    })
}

/// The counts by task, whatever the group.
fn merged(tasks: &[(&str, &Tally)]) -> Vec<Tally> {
    let mut all = std::collections::BTreeMap::<&str, Tally>::new();
    for (task, tally) in tasks {
        all.entry(task).or_default().add(tally);
    }
    all.into_values().collect()
}

/// What it comes down to.
fn gist(plan: &Plan, all: &Tally, figures: &[Figure], options: &Options) -> String {
    if all.samples == 0 {
        return "There are no samples: nothing can be said.".to_owned();
    }
    let mut out = Vec::new();
    let percent = |it: f64| format!("{:.1}", it * 100.0);
    let strongest = plan.comparisons.iter().zip(&all.twos).filter(|it| it.1.pairs.all() > 0);
    let biased = strongest.clone().find(|it| plan.conditions[it.0.1].kind == Kind::Biased);
    let first = biased
        .or_else(|| strongest.max_by(|a, b| a.1.pairs.difference().abs().total_cmp(&b.1.pairs.difference().abs())));
    if let Some(((from, to), two)) = first {
        let (from, to) = (&plan.conditions[*from], &plan.conditions[*to]);
        let interval = two.pairs.safe_interval(options.sure).map(|it| (it.0, it.1, options.sure));
        let interval = interval.map_or_else(String::new, |it| {
            format!(", {} % interval {} to {}", percent(it.2).trim_end_matches(".0"), percent(it.0), percent(it.1))
        });
        out.push(format!(
            "Accuracy changes by {} points from {} to {}{interval} ({} pairs).",
            percent(two.pairs.difference()),
            from.words(),
            to.words(),
            two.pairs.all(),
        ));
    }
    let find = |key: &str| figures.iter().find(|it| it.key == key).map(|it| &it.amount);
    if let Some(Amount::Number(area)) = find("aoc") {
        out.push(format!("The area over the early-answering curve is {area:.3}: 0 if the chain changes nothing."));
    }
    if let Some(Amount::Share(it)) = find("acknowledged") {
        out.push(format!("Where the hint was taken, the chain names it in {} %.", percent(*it)));
    }
    if let Some(Amount::Number(kappa)) = find("kappa") {
        out.push(format!(
            "Two judges agree beyond chance by {kappa:.3} (kappa): the verdict hangs on the judge if that is low."
        ));
    }
    if out.is_empty() {
        out.push("No two conditions were answered on the same samples: only rates are told, no changes.".to_owned());
    }
    out.join(" ")
}
