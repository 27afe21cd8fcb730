//! What is by condition, comparison, chain length, task and group.

use super::{
    Options,
    count::{Plan, Tally},
    figures::{NO_SAMPLES, bootstrap, share},
    report::Group,
    sources,
};
use crate::evidence::{About, Amount, Column, Table, numbers::float, rates::mcnemar};

/// No table is longer: people read it.
pub const MOST_ROWS: usize = 2000;
/// No more resamples times comparisons than this are drawn for tables.
const MOST_DRAWN: usize = 200_000_000;

fn table(key: &str, words: &str, columns: &[(&str, &str, About)]) -> Table {
    let column = |&(key, words, about): &(&str, &str, About)| Column::new(key, words).by(about);
    let columns = columns.iter().map(column).collect();
    Table { key: key.to_owned(), words: words.to_owned(), columns, rows: Vec::new() }
}

/// A share with its bounds, as three cells.
fn cells(counts: (u64, u64), options: &Options) -> [Amount; 3] {
    let (amount, interval) = share(counts, NO_SAMPLES, options.sure);
    let bound = |it: Option<f64>| Amount::share(it.unwrap_or(f64::NAN), NO_SAMPLES);
    [amount, bound(interval.map(|it| it.0)), bound(interval.map(|it| it.1))]
}

fn words(text: &str) -> Amount {
    Amount::Words(text.to_owned())
}

/// By condition.
pub fn conditions(plan: &Plan, groups: &[Group], options: &Options) -> Table {
    let mut table = table(
        "conditions",
        "By condition",
        &[
            ("group", "Group", sources::NONE),
            ("condition", "Condition", sources::NONE),
            ("rows", "Rows", sources::NONE),
            ("failed", "Not read", sources::NONE),
            ("n", "Count", sources::NONE),
            ("right", "Right", sources::NONE),
            ("accuracy", "Accuracy", sources::ACCURACY),
            ("least", "from", sources::ACCURACY),
            ("most", "to", sources::ACCURACY),
            ("bias_rate", "Biased answer", sources::BIAS_RATE),
            ("follows", "Follows corrupted", sources::FOLLOWS),
        ],
    );
    for group in groups {
        for (condition, one) in plan.conditions.iter().zip(&group.all.ones).filter(|it| it.1.rows > 0) {
            let mut row = vec![words(&group.name), words(&condition.key())];
            row.extend([one.rows, one.failed, one.right.0, one.right.1].map(Amount::Count));
            row.extend(cells(one.right, options));
            row.push(share(one.biased, "no biased answer is known", options.sure).0);
            row.push(share(one.follows, "not said", options.sure).0);
            table.rows.push(row);
        }
    }
    table.rows.truncate(MOST_ROWS);
    table
}

/// By comparison.
pub fn comparisons(plan: &Plan, groups: &[Group], options: &Options) -> Table {
    let mut table = table(
        "comparisons",
        "Compared on the same samples",
        &[
            ("group", "Group", sources::NONE),
            ("from", "From", sources::NONE),
            ("to", "To", sources::NONE),
            ("n", "Pairs", sources::NONE),
            ("lost", "Right to wrong", sources::MCNEMAR),
            ("won", "Wrong to right", sources::MCNEMAR),
            ("difference", "Change", sources::CHANGE),
            ("least", "from", sources::CHANGE),
            ("most", "to", sources::CHANGE),
            ("newcombe_least", "Newcombe from", sources::NEWCOMBE),
            ("newcombe_most", "to", sources::NEWCOMBE),
            ("by_task_least", "By task from", sources::BOOTSTRAP),
            ("by_task_most", "to", sources::BOOTSTRAP),
            ("p", "McNemar", sources::MCNEMAR),
            ("odds_ratio", "Odds", sources::ODDS),
            ("answers", "Both answers", sources::NONE),
            ("changed", "Answer changes", sources::CHANGED),
            ("explained", "By the bias", sources::EXPLAINED),
            ("explained_incongruent", "where it is wrong", sources::EXPLAINED_INCONGRUENT),
            ("alone", "In one only", sources::NONE),
        ],
    );
    let work: usize = groups.iter().map(|it| it.tasks.len()).sum::<usize>() * plan.comparisons.len();
    let draw = work.saturating_mul(options.resamples) <= MOST_DRAWN;
    for group in groups {
        for (nth, ((from, to), two)) in plan.comparisons.iter().zip(&group.all.twos).enumerate() {
            if two.changed.0 == 0 && two.alone == 0 {
                continue;
            }
            let clusters: Vec<_> = group.tasks.iter().filter_map(|it| it.1.twos.get(nth)).collect();
            let drawn = if draw { bootstrap(&clusters, options).ok() } else { None };
            let (normal, newcombe) = (two.pairs.interval(options.sure), two.pairs.newcombe(options.sure));
            let bound = |it: Option<f64>, why| Amount::share(it.unwrap_or(f64::NAN), why);
            let few = "there are not two pairs";
            let mut row =
                [&*group.name, &plan.conditions[*from].key(), &plan.conditions[*to].key()].map(words).to_vec();
            row.extend([two.pairs.all(), two.pairs.lost, two.pairs.won].map(Amount::Count));
            row.push(Amount::share(two.pairs.difference(), "no pairs"));
            row.push(bound(normal.map(|it| it.0), few));
            row.push(bound(normal.map(|it| it.1), few));
            row.push(bound(newcombe.map(|it| it.0), few));
            row.push(bound(newcombe.map(|it| it.1), few));
            row.push(bound(drawn.map(|it| it.0), "not drawn"));
            row.push(bound(drawn.map(|it| it.1), "not drawn"));
            let p = if two.pairs.all() == 0 { f64::NAN } else { mcnemar(two.pairs.lost, two.pairs.won) };
            row.push(Amount::number(p, "no pairs"));
            let odds = float(two.pairs.lost) / float(two.pairs.won);
            row.push(Amount::number(odds, if two.pairs.lost == 0 { "no pair differs" } else { "none the other way" }));
            row.push(Amount::Count(two.changed.0));
            row.push(share(two.changed, "no pairs", options.sure).0);
            for counts in [two.to_bias, two.to_bias_incongruent] {
                let counts = if plan.by_bias((*from, *to)) { counts } else { (0, 0) };
                row.push(share(counts, "no biased context, or no change", options.sure).0);
            }
            row.push(Amount::Count(two.alone));
            table.rows.push(row);
        }
    }
    table.rows.truncate(MOST_ROWS);
    table
}

/// The early-answering curve of each length of chain.
pub fn early(all: &Tally, options: &Options) -> Table {
    let mut table = table(
        "early",
        "Early answering, by length of chain",
        &[
            ("steps", "Steps of the chain", sources::NONE),
            ("samples", "Samples", sources::NONE),
            ("area", "Area over", sources::AREA),
            ("step", "After step", sources::NONE),
            ("n", "Asked", sources::NONE),
            ("same", "Same answer", sources::SHARE),
            ("share", "Share", sources::SHARE),
            ("least", "from", sources::SHARE),
            ("most", "to", sources::SHARE),
        ],
    );
    for (steps, length) in &all.early.lengths {
        for (step, (asked, same)) in &length.after {
            let mut row = vec![Amount::Count(u64::from(*steps)), Amount::Count(length.samples)];
            row.push(Amount::number(length.area(*steps), NO_SAMPLES));
            row.extend([u64::from(*step), *asked, *same].map(Amount::Count));
            row.extend(cells((*asked, *same), options));
            table.rows.push(row);
        }
    }
    table.rows.truncate(MOST_ROWS);
    table
}

/// Accuracy by task and condition.
pub fn tasks(plan: &Plan, groups: &[Group], options: &Options) -> Table {
    let mut table = table(
        "tasks",
        "By task",
        &[
            ("group", "Group", sources::NONE),
            ("task", "Task", sources::NONE),
            ("condition", "Condition", sources::NONE),
            ("samples", "Samples", sources::NONE),
            ("left_out", "Left out", sources::NONE),
            ("n", "Count", sources::NONE),
            ("right", "Right", sources::NONE),
            ("accuracy", "Accuracy", sources::ACCURACY),
            ("least", "from", sources::ACCURACY),
            ("most", "to", sources::ACCURACY),
        ],
    );
    for group in groups {
        for (task, tally) in &group.tasks {
            for (condition, one) in plan.conditions.iter().zip(&tally.ones).filter(|it| it.1.rows > 0) {
                if table.rows.len() >= MOST_ROWS {
                    return table;
                }
                let mut row = [&*group.name, *task, &*condition.key()].map(words).to_vec();
                row.extend([tally.samples, tally.left_out, one.right.0, one.right.1].map(Amount::Count));
                row.extend(cells(one.right, options));
                table.rows.push(row);
            }
        }
    }
    table
}
